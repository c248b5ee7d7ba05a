//! One screen of the interview.

use jiuzhu_engine::HouseholdQuestion as Ask;
use jiuzhu_engine::assessment::{Figure, FigureOf, Used};
use yew::prelude::*;

use crate::explain::grouped;
use crate::text;
use crate::ui::View;
use crate::ui::draft::Part;
use crate::ui::form::{self, Form};
use crate::ui::parts::{self, Item};
use crate::ui::state::{Action, Destination, Screen, Urgent};
use crate::ui::step::Step;
use crate::ui::{places, who};

/// The heading of a screen.
pub fn title(view: View, step: Step) -> String {
    let who = step.member().map(|member| who::name(&view.state.answers.people, member.into())).unwrap_or_default();
    text::fill(&format!("question.{}.title", text_id(view, step)), &[("who", &who)])
}

/// The name of the screen's texts: a person who is being changed, and the place of an emergency, have their own.
fn text_id(view: View, step: Step) -> &'static str {
    match step {
        Step::Person(member) if member > 0 && usize::from(member) < view.state.answers.people.len() => "person-known",
        Step::Ask(Ask::CurrentPlace) if asks_where_it_happened(view) => "event-place",
        _ => step.id(),
    }
}

fn asks_where_it_happened(view: View) -> bool {
    view.state.answers.case.place.hukou.is_none() && view.state.urgent != Urgent::No
}

/// The whole screen: what is wrong, the question, its fields, what else can be done.
pub fn question(view: View, step: Step) -> Html {
    let id = text_id(view, step);
    let onsubmit = {
        let send = view.send.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            send.emit(Action::Submit(step));
        }
    };
    let may_skip = !matches!(step, Step::Person(_) | Step::Ask(Ask::Members));
    let next = match step {
        Step::Ask(Ask::Members) => "action.everyone",
        Step::Person(member) if member > 0 => "action.keep-person",
        _ => "action.next",
    };
    html! {
        <form {onsubmit} novalidate=true autocomplete="off">
            { problems(view) }
            { heading(view, step, id) }
            <button type="submit" class="button" id="next">{ text::get(next) }</button>
            if may_skip {
                <button type="button" class="link" id="skip" onclick={view.on_click(Action::Skip(step))}>
                    { text::get("action.skip") }
                </button>
            }
            { why(id) }
        </form>
    }
}

/// Every problem at once at the top, each leading to its field.
fn problems(view: View) -> Html {
    let problems = &view.state.problems;
    if problems.is_empty() {
        return Html::default();
    }
    let items = problems.iter().map(|problem| {
        let part = problem.part;
        let onclick = move |_: MouseEvent| {
            crate::browser::focus(&format!("#{0}, #{0}-0", part.id()));
        };
        html! { <li><button type="button" class="link" {onclick}>{ problem.message() }</button></li> }
    });
    html! {
        <div class="problems" role="alert" tabindex="-1">
            <h2>{ text::fill("problem.heading", &[("count", &problems.len().to_string())]) }</h2>
            <ul>{ for items }</ul>
        </div>
    }
}

/// Title, hint and fields; a list of options has the title for its legend.
fn heading(view: View, step: Step, id: &str) -> Html {
    let title = title(view, step);
    let hint = format!("question.{id}.hint");
    let hint = text::has(&hint).then(|| text::get(&hint));
    let described = hint.map(|_| "hint");
    let hint = html! {
        if let Some(hint) = hint {
            <p class="hint" id="hint">{ hint }</p>
        }
    };
    let note = format!("question.{id}.note-below");
    let note = html! {
        if text::has(&note) {
            <p class="aside-note">{ text::get(&note) }</p>
        }
    };
    let is_list = matches!(step.form(), Form::Choice(_) | Form::Ticks(_));
    if is_list {
        return html! {
            <>
                <fieldset class="question" aria-describedby={described}>
                    <legend><h1 tabindex="-1">{ title }</h1></legend>
                    { hint }
                    { parts::problem_of(view, Part::Choice) }
                    { fields(view, step) }
                </fieldset>
                { note }
            </>
        };
    }
    html! {
        <>
            <h1 tabindex="-1">{ title }</h1>
            { hint }
            { fields(view, step) }
            { note }
        </>
    }
}

fn why(id: &str) -> Html {
    let why = format!("question.{id}.why");
    html! {
        if text::has(&why) {
            <details class="why">
                <summary>{ text::get("action.why") }</summary>
                <p>{ text::get(&why) }</p>
            </details>
        }
    }
}

fn fields(view: View, step: Step) -> Html {
    let list = format!("question.{}", step.id());
    let items = |ids: &[&'static str]| ids.iter().map(|id| Item::of(&list, id)).collect::<Vec<_>>();
    match step.form() {
        Form::Choice(ids) => parts::radios(view, step, Part::Choice, items(ids)),
        Form::Ticks(ids) => parts::ticks(view, step, items(&ids)),
        Form::Amount(_) => parts::amount(view, step, true, true),
        Form::Sum => parts::amount(view, step, false, true),
        Form::Figure(_) => html! {
            <>
                { on_file(view, step) }
                { parts::amount(view, step, true, false) }
            </>
        },
        Form::Day => parts::day(view, step),
        Form::Months => {
            let (label, unit) = (text::get("field.months"), Some(text::get("field.months-unit")));
            parts::input(view, step, Part::Exact, label, unit, "numeric")
        }
        Form::Place => parts::place(view, step),
        Form::Current => current(view, step),
        Form::Person => person(view, step),
        Form::Certificate => certificate(view, step),
        Form::People => people(view),
    }
}

fn group(view: View, part: Part, legend: &str, inside: Html) -> Html {
    // The options of a certificate are a word each and stand side by side.
    let short = matches!(part, Part::Kind | Part::Grade);
    html! {
        <fieldset class={classes!("group", short.then_some("short"))}>
            <legend>{ text::get(legend) }</legend>
            { parts::problem_of(view, part) }
            { inside }
        </fieldset>
    }
}

fn current(view: View, step: Step) -> Html {
    if view.state.answers.case.place.hukou.is_none() {
        return parts::place(view, step);
    }
    let elsewhere = view.state.answers.drafts.choice(step, Part::Choice) == Some(1);
    let items = ["at-hukou", "elsewhere"].map(|id| Item::of("question.current-place", id)).into();
    html! {
        <>
            { group(view, Part::Choice, "field.lives-at", parts::radios(view, step, Part::Choice, items)) }
            if elsewhere {
                { parts::place(view, step) }
            }
        </>
    }
}

fn person(view: View, step: Step) -> Html {
    let drafts = &view.state.answers.drafts;
    let is_applicant = step == Step::Person(0);
    let is_spouse = drafts.choice(step, Part::Relation) == Some(0);
    let unknown = drafts.ticks(step, Part::AgeUnknown) == Some(1);
    // One bit says that the age is not known; the other that this was taken back.
    let onchange = view.on_change(Action::Choose(step, Part::AgeUnknown, usize::from(unknown)));
    let relations = form::RELATIONS.iter().map(|id| Item::of("person.relation", id)).collect();
    let lives = ["yes", "no"].map(|id| Item::of("person.lives", id)).into();
    let years = Some(text::get("words.years-old"));
    html! {
        <>
            if !is_applicant {
                { group(view, Part::Relation, "person.relation.legend", parts::radios(view, step, Part::Relation, relations)) }
            }
            { parts::input(view, step, Part::Age, text::get("field.age"), years, "numeric") }
            <label class={classes!("option", "plain", unknown.then_some("chosen"))} for="age-unknown">
                <input id="age-unknown" type="checkbox" checked={unknown} {onchange} />
                <span class="option-text">{ text::get("field.age-unknown") }</span>
            </label>
            if !is_applicant && !is_spouse {
                { group(view, Part::Lives, "person.lives.legend", parts::radios(view, step, Part::Lives, lives)) }
            }
        </>
    }
}

fn certificate(view: View, step: Step) -> Html {
    let kinds = form::KINDS.iter().map(|id| Item::of("certificate.kind", id)).collect();
    let grades = form::GRADES.iter().map(|id| Item::of("certificate.grade", id)).collect();
    html! {
        <>
            { group(view, Part::Kind, "certificate.kind.legend", parts::radios(view, step, Part::Kind, kinds)) }
            { group(view, Part::Grade, "certificate.grade.legend", parts::radios(view, step, Part::Grade, grades)) }
        </>
    }
}

/// The list of people: change, take off, add.
fn people(view: View) -> Html {
    let people = &view.state.answers.people;
    let rows = (0..people.len()).map(|index| {
        let member = u8::try_from(index).unwrap_or(u8::MAX);
        let name = who::name(people, index);
        let details = match (index, people[index].age, people[index].lives_together) {
            (0, Some(age), _) => text::fill("people.age", &[("age", &age.to_string())]),
            (_, None, _) => text::get("people.age-unknown").to_owned(),
            (_, _, Some(false)) => text::get("people.lives-apart").to_owned(),
            _ => String::new(),
        };
        html! {
            <li class="person">
                <span class="person-name">{ &name }<span class="note">{ details }</span></span>
                <button
                    type="button"
                    class="link"
                    aria-label={text::fill("people.change-who", &[("who", &name)])}
                    onclick={view.on_click(Action::Go(to_person(member)))}
                >
                    { text::get("people.change") }
                </button>
                if index > 0 {
                    <button
                        type="button"
                        class="link"
                        aria-label={text::fill("people.remove-who", &[("who", &name)])}
                        onclick={view.on_click(Action::Remove(member))}
                    >
                        { text::get("people.remove") }
                    </button>
                }
            </li>
        }
    });
    let next = u8::try_from(people.len()).unwrap_or(u8::MAX);
    let add = view.on_click(Action::Go(to_person(next)));
    html! {
        <>
            { parts::problem_of(view, Part::Relation) }
            <ul class="people">{ for rows }</ul>
            <button type="button" class="button second" id="add" onclick={add}>{ text::get("people.add") }</button>
        </>
    }
}

fn to_person(member: u8) -> Destination {
    Destination::Screen(Screen::Question(Step::Person(member)))
}

/// What is on file for a figure of the place, so that the person can see what is asked for and why.
fn on_file(view: View, step: Step) -> Html {
    let wanted = match step {
        Step::Ask(Ask::LocalStandard) => FigureOf::StandardAtHukou,
        _ => FigureOf::IncomePerPerson,
    };
    let lines = view.state.assessment.figures.iter().filter(|figure| figure.of == wanted);
    let lines: Vec<String> = lines.filter_map(|figure| figure_on_file(view, figure)).collect();
    html! {
        if !lines.is_empty() {
            <div class="on-file">
                <p>{ text::get("on-file.heading") }</p>
                <ul>{ for lines.into_iter().map(|line| html! { <li>{ line }</li> }) }</ul>
            </div>
        }
    }
}

fn figure_on_file(view: View, figure: &Figure) -> Option<String> {
    let key = match figure.used {
        Used::AsFloor => "floor",
        Used::AsOld => "old",
        Used::AsHint => "hint",
        Used::InPlaceOf => "in-place-of",
        Used::Exactly | Used::Typed | Used::TypedBelowFloor => return None,
    };
    let unit = if figure.of == FigureOf::IncomePerPerson { "income" } else { "standard" };
    let place = figure.place.map(|code| places::name(&view.state.rulebook, code)).filter(|name| !name.is_empty());
    let year = figure.from.map(|from| from.year().to_string()).unwrap_or_default();
    let month = figure.from.map(|from| from.month().to_string()).unwrap_or_default();
    Some(text::fill(
        &format!("on-file.{unit}-{key}"),
        &[
            ("place", place.unwrap_or(text::get("on-file.country"))),
            ("value", &grouped(figure.value)),
            ("year", &year),
            ("month", &month),
        ],
    ))
}
