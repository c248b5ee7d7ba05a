//! The fields that screens are made of. Each shows what stands in the drafts and sends what the person does.

use jiuzhu_engine::Range;
use jiuzhu_engine::case::{Period, RegionCode};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::explain::grouped;
use crate::text;
use crate::ui::View;
use crate::ui::answers::amount_typed;
use crate::ui::draft::Part;
use crate::ui::form;
use crate::ui::places;
use crate::ui::spoken::in_words;
use crate::ui::state::Action;
use crate::ui::step::Step;

/// One option of a list: what it is, and what it means.
pub struct Item {
    /// What it is.
    pub label: AttrValue,
    /// What it means, where that needs saying.
    pub note: Option<&'static str>,
}

impl Item {
    /// An option of a list of texts: `<list>.option.<id>`, with its note in `<list>.note.<id>`.
    pub fn of(list: &str, id: &str) -> Item {
        let note = format!("{list}.note.{id}");
        Item {
            label: text::get(&format!("{list}.option.{id}")).into(),
            note: text::has(&note).then(|| text::get(&note)),
        }
    }
}

/// One of several options.
pub fn radios(view: View, step: Step, part: Part, items: Vec<Item>) -> Html {
    let chosen = view.state.answers.drafts.choice(step, part);
    let options = items.into_iter().enumerate().map(|(index, item)| {
        let onchange = view.on_change(Action::Choose(step, part, index));
        option(part, index, "radio", chosen == Some(index), onchange, item)
    });
    html! { <div class="options">{ for options }</div> }
}

/// Any of several options, and one more that says none of them.
pub fn ticks(view: View, step: Step, items: Vec<Item>) -> Html {
    let ticked = view.state.answers.drafts.ticks(step, Part::Choice).unwrap_or(0);
    let count = items.len();
    let none = Item { label: text::get("field.none-of-these").into(), note: None };
    let options = items.into_iter().chain([none]).enumerate().map(|(index, item)| {
        let onchange = view.on_change(Action::Tick(step, index, count));
        option(Part::Choice, index, "checkbox", ticked >> index & 1 == 1, onchange, item)
    });
    html! { <div class="options">{ for options }</div> }
}

fn option(
    part: Part,
    index: usize,
    kind: &'static str,
    checked: bool,
    onchange: Callback<Event>,
    Item { label, note }: Item,
) -> Html {
    let id = format!("{}-{index}", part.id());
    html! {
        <label class={classes!("option", checked.then_some("chosen"))} for={id.clone()}>
            <input {id} type={kind} name={part.id()} {checked} {onchange} />
            <span class="option-text">
                { label }
                if let Some(note) = note {
                    <span class="note">{ note }</span>
                }
            </span>
        </label>
    }
}

/// A field for text, with its label, its unit and what is wrong with it.
pub fn input(
    view: View,
    step: Step,
    part: Part,
    label: &'static str,
    unit: Option<&'static str>,
    mode: &'static str,
) -> Html {
    let send = view.send.clone();
    let oninput = move |event: InputEvent| {
        let typed = event.target_unchecked_into::<HtmlInputElement>().value();
        send.emit(Action::Type(step, part, typed));
    };
    let value = view.state.answers.drafts.text(step, part).to_owned();
    let wrong = view.state.problems.iter().any(|problem| problem.part == part);
    let id = part.id();
    let error = format!("{id}-error");
    html! {
        <div class={classes!("field", wrong.then_some("wrong"))}>
            <label class="field-label" for={id}>{ label }</label>
            if !is_of_day(part) {
                { problem_of(view, part) }
            }
            <div class="box">
                <input
                    {id}
                    type="text"
                    inputmode={mode}
                    autocomplete="off"
                    aria-invalid={wrong.then_some("true")}
                    aria-describedby={wrong.then_some(error)}
                    {value}
                    {oninput}
                />
                if let Some(unit) = unit {
                    <span class="unit" aria-hidden="true">{ unit }</span>
                }
            </div>
        </div>
    }
}

/// The three fields of a day are narrow; what is wrong with them stands above all three.
fn is_of_day(part: Part) -> bool {
    matches!(part, Part::Year | Part::Month | Part::Day)
}

/// What is wrong with a field, beside it.
pub fn problem_of(view: View, part: Part) -> Html {
    let problem = view.state.problems.iter().find(|problem| problem.part == part);
    html! {
        if let Some(problem) = problem {
            <p class="problem" id={format!("{}-error", part.id())}>
                <span class="unseen">{ text::get("problem.mark") }</span>
                { problem.message() }
            </p>
        }
    }
}

/// An amount: exact or roughly, with the time it covers where there is one, echoed in words.
pub fn amount(view: View, step: Step, with_period: bool, may_be_rough: bool) -> Html {
    let drafts = &view.state.answers.drafts;
    let rough = may_be_rough && form::is_rough(drafts, step);
    let yuan = Some(text::get("words.yuan"));
    let period = form::period(drafts, step);
    let fields = if rough {
        html! {
            <div class="pair">
                { input(view, step, Part::Low, text::get("field.low"), yuan, "decimal") }
                { input(view, step, Part::High, text::get("field.high"), yuan, "decimal") }
            </div>
        }
    } else {
        input(view, step, Part::Exact, text::get("field.exact"), yuan, "decimal")
    };
    let switch = view.on_click(Action::Choose(step, Part::Roughly, usize::from(rough)));
    html! {
        <>
            if with_period {
                { periods(view, step, period) }
            }
            { fields }
            <p class="echo" aria-live="polite">{ echo(view, step, rough, with_period.then_some(period)) }</p>
            if may_be_rough {
                <button type="button" class="link" id="roughly" onclick={switch}>
                    { text::get(if rough { "field.exactly" } else { "field.roughly" }) }
                </button>
            }
        </>
    }
}

/// A month or a year.
fn periods(view: View, step: Step, period: Period) -> Html {
    let options = [Period::Month, Period::Year].into_iter().enumerate().map(|(index, each)| {
        let onchange = view.on_change(Action::Choose(step, Part::Period, index));
        let id = format!("period-{index}");
        html! {
            <label class={classes!("half", (each == period).then_some("chosen"))} for={id.clone()}>
                <input {id} type="radio" name="period" checked={each == period} {onchange} />
                <span>{ text::get(if index == 0 { "field.monthly" } else { "field.yearly" }) }</span>
            </label>
        }
    });
    html! {
        <fieldset>
            <legend class="unseen">{ text::get("field.period") }</legend>
            <div class="halves">{ for options }</div>
        </fieldset>
    }
}

/// What has been understood so far, in words and for both times, so that a slip by a factor of ten or twelve is seen.
fn echo(view: View, step: Step, rough: bool, period: Option<Period>) -> String {
    let drafts = &view.state.answers.drafts;
    let typed = |part| amount_typed(drafts, step, part);
    if rough {
        let range = typed(Part::Low).zip(typed(Part::High)).and_then(|(low, high)| Range::between(low, high));
        let Some((low, high)) = range.and_then(|range| Some((range.low(), range.high()?))) else {
            return String::new();
        };
        return text::fill("echo.range", &[("low", &in_words(low)), ("high", &in_words(high))]);
    }
    let Some(money) = typed(Part::Exact) else {
        return String::new();
    };
    let (figure, words) = (grouped(money), in_words(money));
    match period {
        Some(Period::Month) => {
            text::fill("echo.month", &[("money", &figure), ("words", &words), ("year", &grouped(money * 12))])
        }
        Some(Period::Year) => {
            let month = grouped(money.shared_by(12));
            text::fill("echo.year", &[("money", &figure), ("words", &words), ("month", &month)])
        }
        None => text::fill("echo.sum", &[("money", &figure), ("words", &words)]),
    }
}

/// A day as year, month and day.
pub fn day(view: View, step: Step) -> Html {
    let field = |part: Part, label| {
        html! { <div class={part.id()}>{ input(view, step, part, text::get(label), None, "numeric") }</div> }
    };
    html! {
        <>
            { problem_of(view, Part::Year) }
            { problem_of(view, Part::Month) }
            { problem_of(view, Part::Day) }
            <div class="date">
                { field(Part::Year, "field.year") }
                { field(Part::Month, "field.month") }
                { field(Part::Day, "field.day") }
            </div>
        </>
    }
}

/// A place: found by name, or from lists level by level. What stays on the screen keeps its place in it, and so the focus.
pub fn place(view: View, step: Step) -> Html {
    let rulebook = &view.state.rulebook;
    let chosen = view.state.answers.drafts.place(step);
    let is_finest = chosen.is_some_and(|code| rulebook.is_finest(code));
    let change = view.on_click(Action::Pick(step, None));
    html! {
        <>
            if let Some(code) = chosen {
                <div class="picked" role="status">
                    <span class="picked-name">{ places::full_name(rulebook, code) }</span>
                    <button type="button" class="link" onclick={change}>{ text::get("place.change") }</button>
                </div>
            } else {
                { search(view, step) }
            }
            if !is_finest {
                <details class="by-list" open={chosen.is_some()}>
                    <summary>{ text::get(if chosen.is_some() { "place.finer" } else { "place.by-list" }) }</summary>
                    { levels(view, step, chosen) }
                </details>
            }
        </>
    }
}

fn search(view: View, step: Step) -> Html {
    let rulebook = &view.state.rulebook;
    let typed = view.state.answers.drafts.text(step, Part::Search);
    let (found, more) = places::find(rulebook, typed);
    let status = match (typed.trim().is_empty(), found.len()) {
        (true, _) => String::new(),
        (_, 0) => text::get("place.none-found").to_owned(),
        (_, count) => {
            text::fill(if more { "place.more-found" } else { "place.found" }, &[("count", &count.to_string())])
        }
    };
    let hits = found.into_iter().map(|code| {
        let pick = view.on_click(Action::Pick(step, Some(code)));
        let wider = rulebook.lineage(code).nth(1).map(|wider| places::full_name(rulebook, wider));
        html! {
            <li>
                <button type="button" class="hit" onclick={pick}>
                    <span class="hit-name">{ places::name(rulebook, code) }</span>
                    if let Some(wider) = wider {
                        <span class="note">{ wider }</span>
                    }
                </button>
            </li>
        }
    });
    html! {
        <>
            { input(view, step, Part::Search, text::get("place.search"), None, "text") }
            <p class="echo" role="status">{ status }</p>
            <ul class="hits">{ for hits }</ul>
        </>
    }
}

/// Province, prefecture and county, each offered once the wider one is chosen.
fn levels(view: View, step: Step, chosen: Option<RegionCode>) -> Html {
    let rulebook = &view.state.rulebook;
    let mut path: Vec<RegionCode> = chosen.map(|code| rulebook.lineage(code).collect()).unwrap_or_default();
    path.reverse();
    let select = |level: usize| {
        let within = level.checked_sub(1).map(|wider| path[wider]);
        let options: Vec<_> = match within {
            None => places::provinces(rulebook).collect(),
            Some(wider) => places::inside(rulebook, wider).collect(),
        };
        if options.is_empty() {
            return Html::default();
        }
        let send = view.send.clone();
        let onchange = move |event: Event| {
            let code = RegionCode::parse(&event.target_unchecked_into::<HtmlSelectElement>().value());
            send.emit(Action::Pick(step, code.or(within)));
        };
        let current = path.get(level).copied();
        let id = format!("level-{level}");
        let label = text::get(["place.province", "place.prefecture", "place.county"][level.min(2)]);
        // By its key, the list that was just used stays the same element and keeps the focus.
        html! {
            <div class="field" key={level}>
                <label class="field-label" for={id.clone()}>{ label }</label>
                <select {id} {onchange}>
                    <option value="" selected={current.is_none()}>{ text::get("place.choose") }</option>
                    { for options.into_iter().map(|region| html! {
                        <option value={region.code.to_string()} selected={current == Some(region.code)}>
                            { region.name.clone() }
                        </option>
                    }) }
                </select>
            </div>
        }
    };
    html! { <div class="levels">{ for (0..=path.len().min(2)).map(select) }</div> }
}
