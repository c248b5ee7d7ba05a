//! The fields that screens are made of. Each shows what stands in the drafts and sends what the person does.

use jiuzhu_engine::case::{Period, RegionCode};

use crate::interview::draft::Part;
use crate::interview::form;
use crate::interview::state::Action;
use crate::interview::step::Step;
use crate::interview::{places, question};
use crate::text::{self, Key};
use crate::ui::page::{Attr, Page};

/// One of several options: `<list>.option.<id>`, with its note in `<list>.note.<id>`.
pub fn radios(page: &mut Page, step: Step, part: Part, list: &str, ids: &[&str]) {
    let chosen = page.state.answers.drafts.choice(step, part);
    page.within("div", "options", |page| {
        for (index, id) in ids.iter().enumerate() {
            option(page, part, index, chosen == Some(index), Action::Choose(step, part, index), list, id);
        }
    });
}

/// Any of several options, and one more that says none of them.
pub fn ticks(page: &mut Page, step: Step, list: &str, ids: &[&str]) {
    let ticked = page.state.answers.drafts.ticks(step, Part::Choice).unwrap_or(0);
    page.within("div", "options", |page| {
        for index in 0..=ids.len() {
            let (list, id) = ids.get(index).map_or(("field", "none-of-these"), |id| (list, *id));
            let is_ticked = ticked >> index & 1 == 1;
            option(page, Part::Choice, index, is_ticked, Action::Tick(step, index, ids.len()), list, id);
        }
    });
}

fn option(page: &mut Page, part: Part, index: usize, checked: bool, change: Action, list: &str, name: &str) {
    let id = [part.id(), "-", &index.to_string()].concat();
    page.within("label", if checked { "option chosen" } else { "option" }, |page| {
        page.set(Attr::For, id.clone());
        page.within("input", "", |page| {
            page.set(Attr::Id, id);
            page.set(Attr::Type, if matches!(change, Action::Tick(..)) { "checkbox" } else { "radio" });
            page.set(Attr::Name, part.id());
            page.checked(checked, change);
        });
        page.within("span", "option-text", |page| {
            page.text(text::named(&[list, "option", name].join(".")));
            let note = [list, "note", name].join(".");
            if text::has(&note) {
                page.say("span", "note", text::named(&note));
            }
        });
    });
}

/// A field for text, with its label, its unit and what is wrong with it.
pub fn input(page: &mut Page, step: Step, part: Part, label: Key, unit: Option<Key>, mode: &'static str) {
    let state = page.state;
    let wrong = state.problems.iter().any(|problem| problem.part == part);
    page.within("div", if wrong { "field wrong" } else { "field" }, |page| {
        page.within("label", "field-label", |page| {
            page.set(Attr::For, part.id());
            page.text(text::get(label));
        });
        page.when(!is_of_day(part), |page| problem_of(page, part));
        page.within("div", "box", |page| {
            page.within("input", "", |page| {
                page.set(Attr::Id, part.id());
                page.set(Attr::Type, "text");
                page.set(Attr::InputMode, mode);
                page.set(Attr::AutoComplete, "off");
                if wrong {
                    page.set(Attr::AriaInvalid, "true");
                    page.set(Attr::AriaDescribedBy, [part.id(), "-error"].concat());
                }
                page.value(state.answers.drafts.text(step, part).to_owned());
                page.typed(step, part);
            });
            if let Some(unit) = unit {
                page.within("span", "unit", |page| {
                    page.set(Attr::AriaHidden, "true");
                    page.text(text::get(unit));
                });
            }
        });
    });
}

/// The three fields of a day are narrow; what is wrong with them stands above all three.
fn is_of_day(part: Part) -> bool {
    matches!(part, Part::Year | Part::Month | Part::Day)
}

/// What is wrong with a field, beside it.
pub fn problem_of(page: &mut Page, part: Part) {
    let problem = page.state.problems.iter().find(|problem| problem.part == part);
    page.when(problem.is_some(), |page| {
        page.within("p", "problem", |page| {
            page.set(Attr::Id, [part.id(), "-error"].concat());
            page.say("span", "unseen", text::get(key!("problem.mark")));
            page.text(problem.map(|problem| problem.message()).unwrap_or_default());
        });
    });
}

/// An amount: exact or roughly, with the time it covers where there is one, echoed in words.
pub fn amount(page: &mut Page, step: Step, with_period: bool, may_be_rough: bool) {
    let drafts = &page.state.answers.drafts;
    let rough = may_be_rough && form::is_rough(drafts, step);
    let yuan = Some(key!("words.yuan"));
    let period = form::period(drafts, step);
    page.when(with_period, |page| periods(page, step, period));
    if rough {
        page.within("div", "pair", |page| {
            input(page, step, Part::Low, key!("field.low"), yuan, "decimal");
            input(page, step, Part::High, key!("field.high"), yuan, "decimal");
        });
    } else {
        input(page, step, Part::Exact, key!("field.exact"), yuan, "decimal");
    }
    page.within("p", "echo", |page| {
        page.set(Attr::AriaLive, "polite");
        page.text(question::echo(page.state, step, rough, with_period.then_some(period)));
    });
    if may_be_rough {
        let switch = Action::Choose(step, Part::Roughly, usize::from(rough));
        let label = if rough { key!("field.exactly") } else { key!("field.roughly") };
        page.button("link", label, switch, |page| page.set(Attr::Id, "roughly"));
    }
}

/// A month or a year.
fn periods(page: &mut Page, step: Step, period: Period) {
    page.within("fieldset", "", |page| {
        page.say("legend", "unseen", text::get(key!("field.period")));
        page.within("div", "halves", |page| {
            for (index, each) in [Period::Month, Period::Year].into_iter().enumerate() {
                let id = ["period-0", "period-1"][index];
                page.within("label", if each == period { "half chosen" } else { "half" }, |page| {
                    page.set(Attr::For, id);
                    page.within("input", "", |page| {
                        page.set(Attr::Id, id);
                        page.set(Attr::Type, "radio");
                        page.set(Attr::Name, "period");
                        page.checked(each == period, Action::Choose(step, Part::Period, index));
                    });
                    page.say("span", "", text::get([key!("field.monthly"), key!("field.yearly")][index]));
                });
            }
        });
    });
}

/// A day as year, month and day.
pub fn day(page: &mut Page, step: Step) {
    const FIELDS: [(Part, Key); 3] =
        [(Part::Year, key!("field.year")), (Part::Month, key!("field.month")), (Part::Day, key!("field.day"))];
    for (part, _) in FIELDS {
        problem_of(page, part);
    }
    page.within("div", "date", |page| {
        for (part, label) in FIELDS {
            page.within("div", part.id(), |page| input(page, step, part, label, None, "numeric"));
        }
    });
}

/// A place: found by name, or from lists level by level. What stays on the screen keeps its place in it, and so the focus.
pub fn place(page: &mut Page, step: Step) {
    let state = page.state;
    let chosen = state.answers.drafts.place(step);
    page.when(true, |page| match chosen {
        None => search(page, step),
        Some(code) => page.within("div", "picked", |page| {
            page.set(Attr::Role, "status");
            page.say("span", "picked-name", places::full_name(state.rulebook, code));
            page.button("link", key!("place.change"), Action::Pick(step, None), |_| {});
        }),
    });
    if !chosen.is_some_and(|code| state.rulebook.is_finest(code)) {
        let title = text::get(if chosen.is_some() { key!("place.finer") } else { key!("place.by-list") });
        page.fold("by-list", title, |page| {
            page.flag(Attr::Open, chosen.is_some());
            levels(page, step, chosen);
        });
    }
}

fn search(page: &mut Page, step: Step) {
    let state = page.state;
    let rulebook = state.rulebook;
    let (found, status) = question::found(state, step);
    input(page, step, Part::Search, key!("place.search"), None, "text");
    page.within("p", "echo", |page| {
        page.set(Attr::Role, "status");
        page.text(status);
    });
    page.within("ul", "hits", |page| {
        for code in found {
            page.within("li", "", |page| {
                page.act("hit", Action::Pick(step, Some(code)), |page| {
                    page.say("span", "hit-name", places::name(rulebook, code).to_owned());
                    if let Some(wider) = rulebook.lineage(code).nth(1) {
                        page.say("span", "note", places::full_name(rulebook, wider));
                    }
                });
            });
        }
    });
}

/// Province, prefecture and county, each offered once the wider one is chosen.
fn levels(page: &mut Page, step: Step, chosen: Option<RegionCode>) {
    const LEVELS: [(&str, Key); 3] =
        [("level-0", key!("place.province")), ("level-1", key!("place.prefecture")), ("level-2", key!("place.county"))];
    let rulebook = page.state.rulebook;
    let mut path: Vec<RegionCode> = chosen.map(|code| rulebook.lineage(code).collect()).unwrap_or_default();
    path.reverse();
    page.within("div", "levels", |page| {
        for (level, (id, label)) in LEVELS.into_iter().enumerate().take(path.len() + 1) {
            let within = level.checked_sub(1).map(|wider| path[wider]);
            let options = places::inside(rulebook, within);
            if options.is_empty() {
                continue;
            }
            let current = path.get(level).copied();
            page.within("div", "field", |page| {
                // By its key, the list that was just used stays the same element and keeps the focus.
                page.key(id.to_owned());
                page.within("label", "field-label", |page| {
                    page.set(Attr::For, id);
                    page.text(text::get(label));
                });
                page.within("select", "", |page| {
                    page.set(Attr::Id, id);
                    page.picked(step, within);
                    place_option(page, "", text::get(key!("place.choose")), current.is_none());
                    for region in options {
                        place_option(page, &region.code.to_string(), &region.name, current == Some(region.code));
                    }
                });
            });
        }
    });
}

fn place_option(page: &mut Page, value: &str, name: &str, selected: bool) {
    page.within("option", "", |page| {
        page.set(Attr::Value, value.to_owned());
        page.flag(Attr::Selected, selected);
        page.text(name.to_owned());
    });
}
