//! All answers in words, in the order of the conversation.

use jiuzhu_engine::case::{CurrentPlace, Period};
use jiuzhu_engine::{MemberQuestion as AskOf, Range};

use crate::explain::grouped;
use crate::interview::form::{Form, GRADES, KINDS};
use crate::interview::state::State;
use crate::interview::step::Step;
use crate::interview::{places, who};
use crate::text;

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
    let rulebook = state.rulebook;
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

impl Line {
    /// The answer, or that it is not known.
    pub fn value(&self) -> &str {
        self.value.as_deref().unwrap_or(text::get(key!("answers.unknown")))
    }
}
