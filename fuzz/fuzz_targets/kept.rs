//! What was kept: a file of the page, the digits in an address, a golden case. It is refused in words that say what is wrong and where,
//! or it is a case; and that, kept again, opens to the same.

#![no_main]

use std::rc::Rc;

use jiuzhu_engine::{Case, assess};
use jiuzhu_fuzz::{RULEBOOK, TODAY, checked};
use jiuzhu_mini::view::View;
use jiuzhu_selfcheck::api::{CaseFile, Code};
use jiuzhu_selfcheck::interview::answers::Answers;
use jiuzhu_selfcheck::interview::kept::{self, Opened};
use jiuzhu_selfcheck::interview::state::{Action, Destination, Screen, State};
use jiuzhu_selfcheck::text;
use jiuzhu_selftest::golden::Golden;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|told: &str| {
    if let Some((code, results)) = in_file(told) {
        open(&code, &results);
        open(&checked(&code), &results);
    } else if let Ok(golden) = toml::from_str::<Golden>(told) {
        golden_case(&golden);
    } else {
        open(told, "");
        open(&checked(told), "");
    }
});

/// The code and the results, as `read` of `www/paper.js` hands them over.
fn in_file(told: &str) -> Option<(String, String)> {
    let file: Value = serde_json::from_str(told).ok().filter(|file: &Value| !file.is_null())?;
    let text = |name: &str, missing: &str| match file.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => missing.to_owned(),
    };
    let both = [text("code", "undefined"), text("results", "")].join("\n");
    both.split_once('\n').map(|(code, results)| (code.to_owned(), results.to_owned()))
}

/// Opens a code and goes through all that is then said.
fn open(code: &str, results: &str) {
    match kept::open(code, results.to_owned(), TODAY) {
        Err(reason) => assert!(text::has(&["problem.code-", reason].concat()), "{reason}"),
        Ok((answers, opened)) => {
            let (_, errors) = CaseFile::of(&answers.case).read(&RULEBOOK, TODAY);
            // Places come and go with the rules.
            let untold = errors.iter().find(|error| error.code != Code::UnknownPlace);
            assert_eq!(untold, None, "a code says what nobody may tell");
            let state = shown(answers);
            changes(&state, &opened);
            opens_again(&state);
            let steps = state.answers.visited();
            for screen in steps.into_iter().map(Screen::Question).chain([Screen::Answers, Screen::Result]) {
                View::of(&state.after(Action::Go(Destination::Screen(screen))));
            }
        }
    }
}

/// Reads a golden case, which may be of another day.
fn golden_case(golden: &Golden) {
    let (case, errors) = golden.case_file().read(&RULEBOOK, TODAY);
    for error in &errors {
        assert!(!error.path.is_empty() && !error.to_string().is_empty(), "{error:?}");
    }
    if errors.is_empty() {
        let file = CaseFile::of(&case);
        let read: CaseFile =
            toml::from_str(&toml::to_string(&file).expect("a case can be written")).expect("it is one");
        assert_eq!(read, file);
        assert_eq!(read.read(&RULEBOOK, TODAY), (case.clone(), Vec::new()));
        opens_again(&shown(Answers::of(Case { as_of: TODAY, ..case })));
    }
}

/// The page with these answers.
fn shown(answers: Answers) -> State {
    let mut state = State::new(&RULEBOOK, TODAY);
    state.assessment = Rc::new(assess(&RULEBOOK, &answers.case));
    state.answers = answers;
    state
}

/// Keeps what is shown and opens it.
fn opens_again(state: &State) {
    let file = kept::to_json(state).expect("whatever can be told can be kept");
    let (code, results) = in_file(&file).expect("what is kept is a file");
    let (answers, opened) = kept::open(&code, results, TODAY).expect("what is kept can be opened");
    assert_eq!(answers, state.answers);
    assert_eq!(changes(state, &opened), Some(Vec::new()));
}

/// What has changed since then, in sentences.
fn changes(state: &State, opened: &Opened) -> Option<Vec<String>> {
    let changes = opened.changes(&state.assessment);
    assert!(changes.iter().flatten().all(|change| !change.is_empty()));
    changes
}
