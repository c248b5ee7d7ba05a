//! All answers in the order of the conversation, each to be changed.

use jiuzhu_engine::case::{CurrentPlace, Period};
use jiuzhu_engine::{MemberQuestion as AskOf, Range};

use crate::explain::grouped;
use crate::text;
use crate::ui::form::{Form, GRADES, KINDS};
use crate::ui::page::{Attr, Page};
use crate::ui::state::{Action, State};
use crate::ui::step::{Chapter, Step};
use crate::ui::{places, who};

/// The list of all answers.
pub fn answers(page: &mut Page) {
    let state = page.state;
    let lines = lines(state);
    page.title(text::get(key!("answers.title")));
    page.say("p", "hint", text::get(if lines.is_empty() { key!("answers.empty") } else { key!("answers.hint") }));
    for chapter in Chapter::ALL {
        if lines.iter().all(|line| line.step.chapter() != chapter) {
            continue;
        }
        page.within("section", "", |page| {
            page.say("h2", "", text::named(&format!("chapter.{}", chapter.id())));
            page.within("dl", "answers", |page| {
                for line in lines.iter().filter(|line| line.step.chapter() == chapter) {
                    row(page, line);
                }
            });
        });
    }
    let finished = state.answers.next_step(&state.assessment).is_none();
    page.within("div", "actions", |page| {
        let go_on = if finished { key!("answers.result") } else { key!("answers.go-on") };
        page.button("button", go_on, Action::Continue, |_| {});
        page.link("button second", "#/clear", text::get(key!("action.clear")));
    });
}

fn row(page: &mut Page, line: &Line) {
    page.within("div", "answer", |page| {
        page.say("dt", "", line.label.clone());
        match &line.value {
            Some(value) => page.say("dd", "", value.clone()),
            None => page.say("dd", "unknown", text::get(key!("answers.unknown"))),
        }
        page.within("dd", "change", |page| {
            page.button("link", key!("answers.change"), Action::Edit(line.step), |page| {
                page.set(Attr::AriaLabel, text::fill(key!("answers.change-what"), &[("what", &line.label)]));
            });
        });
    });
}

/// One answer in words.
pub struct Line {
    /// The screen that asks for it.
    pub step: Step,
    /// What it is.
    pub label: String,
    /// The answer; `None` when the person does not know.
    pub value: Option<String>,
}

/// The answers in words, in the order of the conversation; what a list says is nothing stands with the list.
pub fn lines(state: &State) -> Vec<Line> {
    let answers = &state.answers;
    let is_shown = |step: &Step| match step {
        Step::Person(member) => *member == 0,
        Step::Ask(ask) if answers.is_answered(*step) => match Step::list_of((*ask).into()) {
            Some(Step::IncomeKinds | Step::ExpenseKinds) => {
                answers.case.amount(*ask).is_some_and(|amount| amount.range != Range::ZERO)
            }
            Some(Step::Belongings) => value(state, *step).is_some(),
            _ => true,
        },
        _ => true,
    };
    let line = |step: Step| {
        let value = if answers.is_skipped(step) { None } else { value(state, step) };
        Line { step, label: label(state, step), value }
    };
    answers.visited().into_iter().filter(is_shown).map(line).collect()
}

/// What a screen asks for, in a word or two.
pub fn label(state: &State, step: Step) -> String {
    let what = text::named(&format!("question.{}.label", step.id()));
    match step.member() {
        Some(member) => {
            let who = who::name(&state.answers.people, member.into());
            text::fill(key!("called.label"), &[("who", &who), ("what", what)])
        }
        None => what.to_owned(),
    }
}

fn value(state: &State, step: Step) -> Option<String> {
    let answers = &state.answers;
    let rulebook = &state.rulebook;
    let list = format!("question.{}.option", step.id());
    Some(match step.form() {
        Form::Place => places::full_name(rulebook, answers.case.place.hukou?),
        Form::Current => match answers.case.place.current? {
            CurrentPlace::AtHukou => text::get(key!("question.current-place.option.at-hukou")).to_owned(),
            CurrentPlace::Elsewhere(code) => places::full_name(rulebook, code),
        },
        Form::People => {
            let names: Vec<String> = (0..answers.people.len()).map(|index| who::name(&answers.people, index)).collect();
            let count = names.len().to_string();
            text::fill(key!("answers.people"), &[("count", &count), ("who", &text::joined(&names, key!("words.and")))])
        }
        Form::Choice(ids) => text::named(&format!("{list}.{}", ids.get(answers.told_choice(step)?)?)).to_owned(),
        Form::Ticks(ids) => {
            let ticks = answers.told_ticks(step);
            let ticked = ids.iter().enumerate().filter(|(index, _)| ticks >> index & 1 == 1);
            let ticked: Vec<&str> = ticked.map(|(_, id)| text::named(&format!("{list}.{id}"))).collect();
            if ticked.is_empty() {
                text::get(key!("field.option.none-of-these")).to_owned()
            } else {
                ticked.join(text::get(key!("words.and")))
            }
        }
        Form::Certificate => {
            let (kind, grade) = match step {
                Step::Of(member, AskOf::Disability) => answers.told_certificate(member)?,
                _ => return None,
            };
            let kind = text::named(&format!("certificate.kind.option.{}", KINDS[kind]));
            let grade = text::named(&format!("certificate.grade.option.{}", GRADES[grade]));
            format!("{kind}{grade}")
        }
        Form::Amount(_) | Form::Sum | Form::Figure(_) => {
            let (range, period) = answers.told_amount(step)?;
            amount(range, period)
        }
        Form::Day => {
            let date = answers.case.hardship.event_date?;
            let [year, month, day] =
                [date.year().into(), date.month().into(), date.day().into()].map(|it: u32| it.to_string());
            text::fill(key!("words.date"), &[("year", &year), ("month", &month), ("day", &day)])
        }
        Form::Months => text::fill(key!("words.months"), &[("count", &answers.told_months(step)?.to_string())]),
        Form::Person => text::fill(key!("answers.age"), &[("age", &answers.people.first()?.age?.to_string())]),
    })
}

/// `每月 1,200 元` or `一年 800 到 1,200 元`.
pub fn amount(range: Range, period: Option<Period>) -> String {
    let money = match (range.exact(), range.high()) {
        (Some(money), _) => text::fill(key!("words.money"), &[("money", &grouped(money))]),
        (None, Some(high)) => {
            text::fill(key!("words.money-range"), &[("low", &grouped(range.low())), ("high", &grouped(high))])
        }
        (None, None) => text::fill(key!("words.money-least"), &[("low", &grouped(range.low()))]),
    };
    match period {
        Some(Period::Month) => text::fill(key!("words.each-month"), &[("money", &money)]),
        Some(Period::Year) => text::fill(key!("words.each-year"), &[("money", &money)]),
        None => money,
    }
}
