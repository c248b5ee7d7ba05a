//! What a person takes away comes back: the answers behind the screens, and what is said about them.

use std::path::Path;
use std::rc::Rc;

use fastrand::Rng;
use jiuzhu_engine::case::{Case, Event, Period, Relation, Work, days_told};
use jiuzhu_engine::spoken::{EXACT, say};
use jiuzhu_engine::{Date, Range, Rulebook, assess};
use jiuzhu_selfcheck::interview::answers::Answers;
use jiuzhu_selfcheck::interview::kept;
use jiuzhu_selfcheck::interview::state::{Action, Screen, State};
use jiuzhu_selftest::random;

const TODAY: Date = Date::literal(2026, 11, 22);

fn rules() -> &'static Rulebook {
    let bytes = xtask::rules::compile(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the rules compile");
    Box::leak(Box::new(Rulebook::from_bytes(&bytes).expect("the rules can be read")))
}

fn cases(rulebook: &Rulebook, count: u64) -> impl Iterator<Item = Case> {
    (0..count).map(|seed| {
        let mut random = Rng::with_seed(seed);
        let whole = random::whole(&mut random, rulebook);
        let mut case = if seed % 2 == 0 { whole } else { random::partial(&mut random, rulebook, &whole) };
        case.hardship.event_date = case.hardship.event_date.filter(|day| days_told(TODAY).contains(day));
        Case { as_of: TODAY, ..case }
    })
}

/// A household as the page can tell it: nobody is asked whether the applicant or a spouse lives there, or what a child works; the
/// lists of options end where no rule asks further.
fn as_the_page_tells(mut case: Case) -> Case {
    for (index, member) in case.members.iter_mut().flatten().enumerate() {
        match (index, member.relation) {
            (0, _) => (member.relation, member.lives_together) = (Some(Relation::Applicant), Some(true)),
            (_, Some(Relation::Applicant)) => member.relation = Some(Relation::Child),
            (_, Some(Relation::Spouse)) => member.lives_together = None,
            _ => {}
        }
        member.work = member.work.or(Some(Work::Pupil));
    }
    let ended = |range: Range| if range.high().is_some() { range } else { Range::exactly(range.low()) };
    let items = case.income.items_mut().into_iter().chain(case.expenses.items_mut());
    for amount in items.filter_map(|(_, item)| item.as_mut()) {
        amount.range = ended(amount.range);
        if amount.range == Range::ZERO {
            amount.period = Period::Year;
        }
    }
    let property = &mut case.property;
    property.registered_capital = property.registered_capital.map(ended);
    property.vehicle_value = property.vehicle_value.map(ended);
    property.homes = property.homes.map(|homes| homes.clamp(1, 4));
    property.vehicles = property.vehicles.map(|vehicles| vehicles.min(3));
    if property.vehicles == Some(0) {
        property.vehicle_value = None;
    }
    case
}

/// A page on which nothing is told.
fn fresh(rulebook: &'static Rulebook) -> State {
    State::new(rulebook, TODAY)
}

/// The page of a person who has told this.
fn told(rulebook: &'static Rulebook, case: &Case) -> State {
    let mut state = fresh(rulebook);
    state.assessment = Rc::new(assess(rulebook, case));
    state.answers = Answers::of(case.clone());
    state
}

/// The code and the results that stand in a file.
fn in_file(state: &State) -> (String, String) {
    let file = kept::to_json(state).expect("the case can be said");
    let file: serde_json::Value = serde_json::from_str(&file).expect("the file is JSON");
    let text = |name: &str| file[name].as_str().expect("it is a text").to_owned();
    assert_eq!(text("rules"), state.rulebook.version);
    assert_eq!(text("as_of"), TODAY.to_string());
    (text("code"), text("results"))
}

#[test]
fn the_answers_of_a_case_are_the_case() {
    let rulebook = rules();
    for (seed, case) in cases(rulebook, 3_000).enumerate() {
        let case = as_the_page_tells(case);
        let answers = Answers::of(case.clone());
        assert_eq!(answers.case, case);
        for step in answers.visited() {
            let mut again = answers.clone();
            // Not all that the engine takes can be told on the page.
            if again.take(step).is_ok() {
                assert_eq!(again.case, case, "{step:?}, household {seed}");
            }
        }
    }
}

#[test]
fn a_file_opens_with_the_same_result_to_the_fen() {
    let rulebook = rules();
    for case in cases(rulebook, 200) {
        let before = told(rulebook, &case);
        let after = fresh(rulebook).after(Action::Open(Some(in_file(&before))));
        assert_eq!(after.screen, Screen::Result);
        assert_eq!(after.answers.case, case);
        assert_eq!(after.assessment.findings.len(), before.assessment.findings.len());
        for (before, after) in before.assessment.findings.iter().zip(&after.assessment.findings) {
            assert_eq!((before.verdict, &before.payouts), (after.verdict, &after.payouts));
        }
        let opened = after.opened.as_ref().expect("it says from where it is");
        assert_eq!(opened.changes(&after.assessment), Some(Vec::new()));
    }
}

#[test]
fn what_has_changed_since_is_said() {
    let rulebook = rules();
    let state = told(rulebook, &Case::on(TODAY));
    let (code, results) = in_file(&state);
    assert!(results.contains("dibao=undetermined"), "{results}");
    let then = results.replace("dibao=undetermined", "dibao=likely");
    let now = state.after(Action::Open(Some((code.clone(), then))));
    let changes = now.opened.as_ref().and_then(|opened| opened.changes(&now.assessment)).expect("they were kept");
    assert_eq!(changes, ["最低生活保障（低保）：当时很可能符合，现在还说不准"]);
    let only_code = state.after(Action::Open(Some((code, String::new()))));
    assert_eq!(only_code.opened.expect("it was opened").changes(&only_code.assessment), None);
}

#[test]
fn digits_that_are_none_are_refused_and_nothing_is_lost() {
    let rulebook = rules();
    let case = cases(rulebook, 1).next().expect("there is one");
    let state = told(rulebook, &case);
    let code = kept::said(&state, false).expect("the case can be said").code;
    let wrong = code.replacen(&code[..1], if code.starts_with('1') { "2" } else { "1" }, 1);
    for (typed, reason) in
        [("", "length"), ("打错了", "not-digits"), ("1234 5", "length"), (&wrong, "check"), ("0000", "check")]
    {
        let after = state.after(Action::TypeCode(typed.to_owned())).after(Action::OpenTyped);
        assert_eq!((after.screen, after.not_opened), (Screen::Open, Some(reason)), "{typed}");
        assert_eq!((&*after.code, &after.answers), (typed, &state.answers));
    }
    let after = state.after(Action::Open(None));
    assert_eq!((after.not_opened, &after.answers), (Some("not-ours"), &state.answers));
}

#[test]
fn a_shorter_code_says_what_it_rounds() {
    let rulebook = rules();
    let mut shorter = 0;
    for case in cases(rulebook, 100) {
        let state = told(rulebook, &case);
        let [exact, short] = [false, true].map(|short| kept::said(&state, short).expect("the case can be said"));
        assert!(exact.rounded.is_empty() && exact.case == case);
        assert_eq!(short.rounded.is_empty(), short.case == case);
        shorter += usize::from(short.code.len() < exact.code.len());
    }
    assert!(shorter > 30, "{shorter}");
}

/// A phone whose clock ran ahead said when it happened by its own day.
#[test]
fn a_day_that_cannot_be_told_yet_is_asked_again() {
    let ahead = Date::literal(2028, 5, 13);
    let mut case = Case::on(ahead);
    case.hardship.event = Some(Event::SuddenIllness);
    case.hardship.event_date = Some(ahead);
    let code = say(&case, ahead, EXACT).expect("it can be said").code;
    let (answers, opened) = kept::open(&code, String::new(), TODAY).expect("it can be opened");
    assert_eq!((opened.on, answers.case.as_of), (ahead, TODAY));
    assert_eq!((answers.case.hardship.event, answers.case.hardship.event_date), (Some(Event::SuddenIllness), None));
    let (answers, _) = kept::open(&code, String::new(), ahead).expect("it can be opened");
    assert_eq!(answers.case.hardship.event_date, Some(ahead));
}
