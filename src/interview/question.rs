//! What one screen of the interview says around its fields.

use jiuzhu_engine::HouseholdQuestion as Ask;
use jiuzhu_engine::Range;
use jiuzhu_engine::assessment::{Figure, FigureOf, Used};
use jiuzhu_engine::case::{Period, RegionCode};

use crate::explain::grouped;
use crate::interview::answers::amount_typed;
use crate::interview::draft::Part;
use crate::interview::spoken::in_words;
use crate::interview::state::{Screen, State, Urgent};
use crate::interview::step::{Chapter, Step};
use crate::interview::{places, who};
use crate::text::{self, Key};

/// The most questions left that are worth a number; more would only daunt.
const FEW_LEFT: usize = 12;

/// The heading of what fills the page.
pub fn heading(state: &State) -> String {
    let key = match state.screen {
        Screen::Question(step) => return title(state, step),
        Screen::Start => key!("start.title"),
        Screen::Answers => key!("answers.title"),
        Screen::Result => key!("result.title"),
        Screen::Open => key!("open.title"),
        Screen::Clear => key!("clear.title"),
    };
    text::get(key).to_owned()
}

/// The heading of a screen.
pub fn title(state: &State, step: Step) -> String {
    let who = step.member().map(|member| who::name(&state.answers.people, member.into())).unwrap_or_default();
    text::fill_named(&format!("question.{}.title", text_id(state, step)), &[("who", &who)])
}

/// The name of the screen's texts: a person who is being changed, and the place of an emergency, have their own.
pub fn text_id(state: &State, step: Step) -> &'static str {
    match step {
        Step::Person(member) if member > 0 && usize::from(member) < state.answers.people.len() => "person-known",
        Step::Ask(Ask::CurrentPlace) if asks_where_it_happened(state) => "event-place",
        _ => step.id(),
    }
}

fn asks_where_it_happened(state: &State) -> bool {
    state.answers.case.place.hukou.is_none() && state.urgent != Urgent::No
}

/// What the button says that gives the answer.
pub fn next_label(step: Step) -> Key {
    match step {
        Step::Ask(Ask::Members) => key!("action.everyone"),
        Step::Person(member) if member > 0 => key!("action.keep-person"),
        _ => key!("action.next"),
    }
}

/// Whether a screen may be left unanswered: without people there is no household, and one who is not known is not listed.
pub fn may_skip(step: Step) -> bool {
    !matches!(step, Step::Person(_) | Step::Ask(Ask::Members))
}

/// How much of the interview is left.
pub fn left(state: &State, here: Chapter) -> String {
    let place = Chapter::ALL.iter().position(|chapter| *chapter == here).unwrap_or(0) + 1;
    match state.most_left() {
        Some(0) => text::get(key!("frame.last-question")).to_owned(),
        Some(left) if left <= FEW_LEFT => text::fill(key!("frame.questions-left"), &[("count", &left.to_string())]),
        _ => text::fill(
            key!("frame.chapter"),
            &[("number", &place.to_string()), ("count", &Chapter::ALL.len().to_string())],
        ),
    }
}

/// What stands behind the name of a person on the list.
pub fn person_note(state: &State, index: usize) -> String {
    let Some(person) = state.answers.people.get(index) else {
        return String::new();
    };
    match (index, person.age, person.lives_together) {
        (0, Some(age), _) => text::fill(key!("people.age"), &[("age", &age.to_string())]),
        (_, None, _) => text::get(key!("people.age-unknown")).to_owned(),
        (_, _, Some(false)) => text::get(key!("people.lives-apart")).to_owned(),
        _ => String::new(),
    }
}

/// The places that fit what was typed, and a sentence about how many there are.
pub fn found(state: &State, step: Step) -> (Vec<RegionCode>, String) {
    let typed = state.answers.drafts.text(step, Part::Search);
    let (found, more) = places::find(state.rulebook, typed);
    let status = match (typed.trim().is_empty(), found.len()) {
        (true, _) => String::new(),
        (_, 0) => text::get(key!("place.none-found")).to_owned(),
        (_, count) => text::fill(
            if more { key!("place.more-found") } else { key!("place.found") },
            &[("count", &count.to_string())],
        ),
    };
    (found, status)
}

/// What is on file for the figure of the place that a screen asks for, so that the person can see why it is asked for.
pub fn on_file(state: &State, step: Step) -> Vec<String> {
    let wanted = match step {
        Step::Ask(Ask::LocalStandard) => FigureOf::StandardAtHukou,
        _ => FigureOf::IncomePerPerson,
    };
    let lines = state.assessment.figures.iter().filter(|figure| figure.of == wanted);
    lines.filter_map(|figure| figure_on_file(state, figure)).collect()
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
    let place = figure.place.map(|code| places::name(state.rulebook, code)).filter(|name| !name.is_empty());
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

/// What has been understood so far, in words and for both times, so that a slip by a factor of ten or twelve is seen.
pub fn echo(state: &State, step: Step, rough: bool, period: Option<Period>) -> String {
    let drafts = &state.answers.drafts;
    let typed = |part| amount_typed(drafts, step, part);
    if rough {
        let range = typed(Part::Low).zip(typed(Part::High)).and_then(|(low, high)| Range::between(low, high));
        let Some((low, high)) = range.and_then(|range| Some((range.low(), range.high()?))) else {
            return String::new();
        };
        return text::fill(key!("echo.range"), &[("low", &in_words(low)), ("high", &in_words(high))]);
    }
    let Some(money) = typed(Part::Exact) else {
        return String::new();
    };
    let (figure, words) = (grouped(money), in_words(money));
    match period {
        Some(Period::Month) => {
            text::fill(key!("echo.month"), &[("money", &figure), ("words", &words), ("year", &grouped(money * 12))])
        }
        Some(Period::Year) => {
            let month = grouped(money.shared_by(12));
            text::fill(key!("echo.year"), &[("money", &figure), ("words", &words), ("month", &month)])
        }
        None => text::fill(key!("echo.sum"), &[("money", &figure), ("words", &words)]),
    }
}
