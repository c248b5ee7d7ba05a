//! One screen of the interview.

use jiuzhu_engine::HouseholdQuestion as Ask;
use jiuzhu_engine::assessment::{Figure, FigureOf, Used};

use crate::explain::grouped;
use crate::text::{self, Key};
use crate::ui::draft::Part;
use crate::ui::form::{self, Form};
use crate::ui::page::{Attr, Errand, Page};
use crate::ui::parts;
use crate::ui::state::{Action, Destination, Screen, State, Urgent};
use crate::ui::step::Step;
use crate::ui::{places, who};

/// The heading of a screen.
pub fn title(state: &State, step: Step) -> String {
    let who = step.member().map(|member| who::name(&state.answers.people, member.into())).unwrap_or_default();
    text::fill_named(&format!("question.{}.title", text_id(state, step)), &[("who", &who)])
}

/// The name of the screen's texts: a person who is being changed, and the place of an emergency, have their own.
fn text_id(state: &State, step: Step) -> &'static str {
    match step {
        Step::Person(member) if member > 0 && usize::from(member) < state.answers.people.len() => "person-known",
        Step::Ask(Ask::CurrentPlace) if asks_where_it_happened(state) => "event-place",
        _ => step.id(),
    }
}

fn asks_where_it_happened(state: &State) -> bool {
    state.answers.case.place.hukou.is_none() && state.urgent != Urgent::No
}

/// The whole screen: what is wrong, the question, its fields, what else can be done.
pub fn question(page: &mut Page, step: Step) {
    let id = text_id(page.state, step);
    let may_skip = !matches!(step, Step::Person(_) | Step::Ask(Ask::Members));
    let next = match step {
        Step::Ask(Ask::Members) => key!("action.everyone"),
        Step::Person(member) if member > 0 => key!("action.keep-person"),
        _ => key!("action.next"),
    };
    page.within("form", "", |page| {
        page.submitted(Action::Submit(step));
        page.set(Attr::NoValidate, "");
        page.set(Attr::AutoComplete, "off");
        page.when(!page.state.problems.is_empty(), problems);
        heading(page, step, id);
        page.within("button", "button", |page| {
            page.set(Attr::Type, "submit");
            page.set(Attr::Id, "next");
            page.text(text::get(next));
        });
        if may_skip {
            page.button("link", key!("action.skip"), Action::Skip(step), |page| page.set(Attr::Id, "skip"));
        }
        let why = format!("question.{id}.why");
        if text::has(&why) {
            page.fold("why", text::get(key!("action.why")), |page| page.say("p", "", text::named(&why)));
        }
    });
}

/// Every problem at once at the top, each leading to its field.
fn problems(page: &mut Page) {
    let problems = &page.state.problems;
    page.within("div", "problems", |page| {
        page.set(Attr::Role, "alert");
        page.set(Attr::TabIndex, "-1");
        page.say("h2", "", text::fill(key!("problem.heading"), &[("count", &problems.len().to_string())]));
        page.within("ul", "", |page| {
            for problem in problems {
                page.within("li", "", |page| {
                    page.act("link", Errand::Focus(problem.part), |page| page.text(problem.message()));
                });
            }
        });
    });
}

/// Title, hint and fields; a list of options has the title for its legend.
fn heading(page: &mut Page, step: Step, id: &str) {
    let title = title(page.state, step);
    let hint = format!("question.{id}.hint");
    let hint = text::has(&hint).then(|| text::named(&hint));
    let say_hint = |page: &mut Page| {
        if let Some(hint) = hint {
            page.within("p", "hint", |page| {
                page.set(Attr::Id, "hint");
                page.text(hint);
            });
        }
    };
    if matches!(step.form(), Form::Choice(_) | Form::Ticks(_)) {
        page.within("fieldset", "question", |page| {
            if hint.is_some() {
                page.set(Attr::AriaDescribedBy, "hint");
            }
            page.within("legend", "", |page| page.title(title));
            say_hint(page);
            parts::problem_of(page, Part::Choice);
            fields(page, step);
        });
    } else {
        page.title(title);
        say_hint(page);
        fields(page, step);
    }
    let note = format!("question.{id}.note-below");
    if text::has(&note) {
        page.say("p", "aside-note", text::named(&note));
    }
}

fn fields(page: &mut Page, step: Step) {
    let list = format!("question.{}", step.id());
    match step.form() {
        Form::Choice(ids) => parts::radios(page, step, Part::Choice, &list, ids),
        Form::Ticks(ids) => parts::ticks(page, step, &list, &ids),
        Form::Amount(_) => parts::amount(page, step, true, true),
        Form::Sum => parts::amount(page, step, false, true),
        Form::Figure(_) => {
            on_file(page, step);
            parts::amount(page, step, true, false);
        }
        Form::Day => parts::day(page, step),
        Form::Months => {
            parts::input(page, step, Part::Exact, key!("field.months"), Some(key!("field.months-unit")), "numeric")
        }
        Form::Place => parts::place(page, step),
        Form::Current => current(page, step),
        Form::Person => person(page, step),
        Form::Certificate => {
            group(page, step, Part::Kind, "certificate.kind", form::KINDS);
            group(page, step, Part::Grade, "certificate.grade", form::GRADES);
        }
        Form::People => people(page),
    }
}

/// A list of options among others on the screen, under `<list>.legend`.
fn group(page: &mut Page, step: Step, part: Part, list: &str, ids: &[&str]) {
    // The options of a certificate are a word each and stand side by side.
    let short = matches!(part, Part::Kind | Part::Grade);
    page.within("fieldset", if short { "group short" } else { "group" }, |page| {
        page.say("legend", "", text::named(&[list, ".legend"].concat()));
        parts::problem_of(page, part);
        parts::radios(page, step, part, list, ids);
    });
}

fn current(page: &mut Page, step: Step) {
    let answers = &page.state.answers;
    if answers.case.place.hukou.is_none() {
        return parts::place(page, step);
    }
    let elsewhere = answers.drafts.choice(step, Part::Choice) == Some(1);
    group(page, step, Part::Choice, "question.current-place", &["at-hukou", "elsewhere"]);
    if elsewhere {
        parts::place(page, step);
    }
}

fn person(page: &mut Page, step: Step) {
    let drafts = &page.state.answers.drafts;
    let is_applicant = step == Step::Person(0);
    let is_spouse = drafts.choice(step, Part::Relation) == Some(0);
    let unknown = drafts.ticks(step, Part::AgeUnknown) == Some(1);
    if !is_applicant {
        group(page, step, Part::Relation, "person.relation", form::RELATIONS);
    }
    parts::input(page, step, Part::Age, key!("field.age"), Some(key!("words.years-old")), "numeric");
    page.within("label", if unknown { "option plain chosen" } else { "option plain" }, |page| {
        page.set(Attr::For, "age-unknown");
        page.within("input", "", |page| {
            page.set(Attr::Id, "age-unknown");
            page.set(Attr::Type, "checkbox");
            // One bit says that the age is not known; the other that this was taken back.
            page.checked(unknown, Action::Choose(step, Part::AgeUnknown, usize::from(unknown)));
        });
        page.say("span", "option-text", text::get(key!("field.age-unknown")));
    });
    page.when(!is_applicant && !is_spouse, |page| {
        group(page, step, Part::Lives, "person.lives", &["yes", "no"]);
    });
}

/// The list of people: change, take off, add.
fn people(page: &mut Page) {
    let people = &page.state.answers.people;
    parts::problem_of(page, Part::Relation);
    page.within("ul", "people", |page| {
        for (index, person) in people.iter().enumerate() {
            let member = u8::try_from(index).unwrap_or(u8::MAX);
            let name = who::name(people, index);
            let details = match (index, person.age, person.lives_together) {
                (0, Some(age), _) => text::fill(key!("people.age"), &[("age", &age.to_string())]),
                (_, None, _) => text::get(key!("people.age-unknown")).to_owned(),
                (_, _, Some(false)) => text::get(key!("people.lives-apart")).to_owned(),
                _ => String::new(),
            };
            let label = |key: Key| text::fill(key, &[("who", &name)]);
            page.within("li", "person", |page| {
                page.within("span", "person-name", |page| {
                    page.text(name.clone());
                    page.say("span", "note", details);
                });
                page.button("link", key!("people.change"), Action::Go(to_person(member)), |page| {
                    page.set(Attr::AriaLabel, label(key!("people.change-who")));
                });
                if index > 0 {
                    page.button("link", key!("people.remove"), Action::Remove(member), |page| {
                        page.set(Attr::AriaLabel, label(key!("people.remove-who")));
                    });
                }
            });
        }
    });
    let next = u8::try_from(people.len()).unwrap_or(u8::MAX);
    page.button("button second", key!("people.add"), Action::Go(to_person(next)), |page| page.set(Attr::Id, "add"));
}

fn to_person(member: u8) -> Destination {
    Destination::Screen(Screen::Question(Step::Person(member)))
}

/// What is on file for a figure of the place, so that the person can see what is asked for and why.
fn on_file(page: &mut Page, step: Step) {
    let state = page.state;
    let wanted = match step {
        Step::Ask(Ask::LocalStandard) => FigureOf::StandardAtHukou,
        _ => FigureOf::IncomePerPerson,
    };
    let lines = state.assessment.figures.iter().filter(|figure| figure.of == wanted);
    let lines: Vec<String> = lines.filter_map(|figure| figure_on_file(state, figure)).collect();
    page.when(!lines.is_empty(), |page| {
        page.within("div", "on-file", |page| {
            page.say("p", "", text::get(key!("on-file.heading")));
            page.list("", &lines);
        });
    });
}

fn figure_on_file(state: &State, figure: &Figure) -> Option<String> {
    let key = match figure.used {
        Used::AsFloor => "floor",
        Used::AsOld => "old",
        Used::AsHint => "hint",
        Used::InPlaceOf => "in-place-of",
        Used::Exactly | Used::Typed | Used::TypedBelowFloor => return None,
    };
    let unit = if figure.of == FigureOf::IncomePerPerson { "income" } else { "standard" };
    let place = figure.place.map(|code| places::name(&state.rulebook, code)).filter(|name| !name.is_empty());
    let year = figure.from.map(|from| from.year().to_string()).unwrap_or_default();
    let month = figure.from.map(|from| from.month().to_string()).unwrap_or_default();
    Some(text::fill_named(
        &format!("on-file.{unit}-{key}"),
        &[
            ("place", place.unwrap_or(text::get(key!("on-file.country")))),
            ("value", &grouped(figure.value)),
            ("year", &year),
            ("month", &month),
        ],
    ))
}
