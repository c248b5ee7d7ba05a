//! The mini-program asks and tells what the page asks and tells: every golden household, screen by screen, in the same words.

#[path = "support/shown.rs"]
mod shown;

use std::path::Path;
use std::rc::Rc;

use jiuzhu_engine::{Date, HouseholdQuestion as Ask, Rulebook, assess};
use jiuzhu_mini::deed::Deed;
use jiuzhu_mini::view::View;
use jiuzhu_selfcheck::interview::answers::Answers;
use jiuzhu_selfcheck::interview::state::{Action, Destination, Screen, State};
use jiuzhu_selfcheck::interview::step::Step;
use jiuzhu_selftest::golden::Golden;
use serde_json::Value;
use xtask::{assess as reader, golden, rules};

use shown::html;

const TODAY: Date = Date::literal(2026, 11, 22);

/// Of so many golden households one is looked at: all of them would take minutes.
const ONE_OF: usize = 16;

/// What is told by other means than words: what a press does, how something looks, what a field is called inside.
const WITHOUT_WORDS: [&str; 9] = ["at", "deed", "deeds", "id", "keys", "kind", "look", "part", "verdict"];

/// What the mini-program puts together in another way: lists are folded into one kind, the levels of places stand in one
/// element each, the code in groups.
const OTHERWISE: [&str; 3] = ["code", "folds", "marks"];

/// Every text in it.
fn words(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|each| words(each, found)),
        Value::Object(fields) => {
            let told = fields
                .iter()
                .filter(|(name, _)| !WITHOUT_WORDS.contains(&name.as_str()) && !OTHERWISE.contains(&name.as_str()));
            told.for_each(|(_, each)| words(each, found));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Everything that a press does, wherever it stands.
fn deeds(value: &Value, found: &mut Vec<Value>) {
    match value {
        Value::Array(list) => list.iter().for_each(|each| deeds(each, found)),
        Value::Object(fields) => {
            for (name, each) in fields {
                match (name.as_str(), each) {
                    ("deed", deed) => found.push(deed.clone()),
                    ("deeds", Value::Array(list)) => found.extend(list.iter().cloned()),
                    _ => deeds(each, found),
                }
            }
        }
        _ => {}
    }
}

/// How many things one can set on a question.
fn set_by_hand(view: &Value) -> usize {
    let fields = view["screen"]["question"]["fields"].as_array().expect("a question has fields");
    let count = |field: &Value| match field["kind"].as_str().expect("a field has a kind") {
        "options" => field["options"].as_array().map_or(0, Vec::len),
        "input" | "switch" => 1,
        _ => 0,
    };
    fields.iter().map(count).sum()
}

fn states(rulebook: &'static Rulebook) -> impl Iterator<Item = State> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let cases = golden::files(&folder).expect("the folder can be read");
    cases.into_iter().step_by(ONE_OF).map(move |file| {
        let content = std::fs::read_to_string(&file).expect("the case can be read");
        let golden: Golden = reader::parse(&file, &content).expect("the case has the right form");
        let (case, _) = golden.case_file().read(rulebook, TODAY);
        let mut state = State::new(rulebook, case.as_of);
        state.assessment = Rc::new(assess(rulebook, &case));
        state.answers = Answers::of(case);
        state
    })
}

/// Holds one screen against the page, and gives how many words were compared.
fn compare(state: &State) -> usize {
    let page = html(state);
    let mut view = serde_json::to_value(View::of(state)).expect("a view can be written");
    // The bar of the mini-program has the name of the whole; the page has it in the title of its window.
    view["frame"]["name"].take();
    let mut said = Vec::new();
    words(&view, &mut said);
    for text in &said {
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        assert!(page.contains(&escaped), "the page does not say `{text}` on {:?}:\n{page}", state.screen);
    }
    let mut done = Vec::new();
    deeds(&view, &mut done);
    for deed in done {
        let read: Deed = serde_json::from_value(deed.clone()).expect("a deed can be read back");
        assert!(read.on(&mut state.clone()).is_some(), "{deed} cannot be done on {:?}", state.screen);
    }
    if let Screen::Question(step) = state.screen {
        assert_eq!(set_by_hand(&view), page.matches("<input").count(), "{step:?}");
    }
    said.len()
}

#[test]
fn every_screen_says_what_the_page_says() {
    let compiled = rules::compile(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the rules compile");
    let rulebook = Box::leak(Box::new(Rulebook::from_bytes(&compiled).expect("the rules can be read")));
    let mut compared = 0;
    let nothing_told = State::new(rulebook, TODAY);
    for state in states(rulebook).chain([nothing_told]) {
        let told = state.answers.visited().into_iter();
        let untold = Ask::ALL.iter().map(|ask| Step::Ask(*ask)).filter(|_| state.answers.count() == 0);
        let questions = told.chain(untold).map(Screen::Question);
        for screen in questions.chain([Screen::Answers, Screen::Result, Screen::Clear]) {
            let shown = state.after(Action::Go(Destination::Screen(screen)));
            compared += compare(&shown);
            if let Screen::Question(step) = shown.screen {
                compared += compare(&shown.after(Action::Submit(step)));
            }
        }
    }
    assert!(compared > 5_000, "{compared}");
}

#[test]
fn what_no_screen_offers_is_not_done() {
    let compiled = rules::compile(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the rules compile");
    let rulebook = Box::leak(Box::new(Rulebook::from_bytes(&compiled).expect("the rules can be read")));
    let start = State::new(rulebook, TODAY);
    let [residence, applicant, people] = [Step::Ask(Ask::Residence), Step::Person(0), Step::Ask(Ask::Members)]
        .map(|step| start.after(Action::Go(Destination::Screen(Screen::Question(step)))));
    for (state, deed) in [
        (&start, r#""submit""#),
        (&start, r#"{"tick":0}"#),
        (&start, r#"{"go":"/nowhere"}"#),
        (&start, r#"{"remove":1}"#),
        (&residence, r#"{"tick":0}"#),
        (&residence, r#"{"choose":["choice",2]}"#),
        (&residence, r#"{"choose":["kind",0]}"#),
        (&residence, r#"{"type":["nothing",""]}"#),
        (&residence, r#"{"pick":"999999"}"#),
        (&residence, r#"{"edit":"person-2"}"#),
        (&applicant, r#""skip""#),
        (&people, r#""skip""#),
        (&people, r#"{"remove":0}"#),
    ] {
        let deed: Deed = serde_json::from_str(deed).expect("it is a deed");
        let mut after = state.clone();
        assert_eq!(deed.clone().on(&mut after), None, "{deed:?}");
        assert_eq!(after.answers, state.answers, "{deed:?}");
    }
}
