//! One screen of the interview.

use crate::interview::draft::Part;
use crate::interview::form::{self, Form};
use crate::interview::state::{Action, Destination, Screen};
use crate::interview::step::Step;
use crate::interview::{question as asked, who};
use crate::text::{self, Key};
use crate::ui::page::{Attr, Errand, Page};
use crate::ui::parts;

/// The whole screen: what is wrong, the question, its fields, what else can be done.
pub fn question(page: &mut Page, step: Step) {
    let id = asked::text_id(page.state, step);
    page.within("form", "", |page| {
        page.submitted(Action::Submit(step));
        page.set(Attr::NoValidate, "");
        page.set(Attr::AutoComplete, "off");
        page.when(!page.state.problems.is_empty(), problems);
        heading(page, step, id);
        page.within("button", "button", |page| {
            page.set(Attr::Type, "submit");
            page.set(Attr::Id, "next");
            page.text(text::get(asked::next_label(step)));
        });
        if asked::may_skip(step) {
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
    let title = asked::title(page.state, step);
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
        for index in 0..people.len() {
            let member = u8::try_from(index).unwrap_or(u8::MAX);
            let name = who::name(people, index);
            let label = |key: Key| text::fill(key, &[("who", &name)]);
            page.within("li", "person", |page| {
                page.within("span", "person-name", |page| {
                    page.text(name.clone());
                    page.say("span", "note", asked::person_note(page.state, index));
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
    let lines = asked::on_file(page.state, step);
    page.when(!lines.is_empty(), |page| {
        page.within("div", "on-file", |page| {
            page.say("p", "", text::get(key!("on-file.heading")));
            page.list("", &lines);
        });
    });
}
