//! The HTML of every screen: rendered without a browser, with a heading that fits, and no text missing.

#[path = "support/shown.rs"]
mod shown;

use std::path::Path;
use std::sync::OnceLock;

use jiuzhu_engine::case::RegionCode;
use jiuzhu_engine::{Date, HouseholdQuestion as Ask, MemberQuestion as AskOf, Rulebook};
use jiuzhu_selfcheck::interview::draft::Part;
use jiuzhu_selfcheck::interview::state::{Action, Destination, Screen, State};
use jiuzhu_selfcheck::interview::step::Step;
use jiuzhu_selfcheck::text::{self, Key};

use shown::html;

/// Headings are at most so long; a person's name in them comes on top.
const LONGEST_HEADING: usize = 20;

fn start() -> State {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bytes = BYTES.get_or_init(|| xtask::rules::compile(root).expect("the rules compile"));
    let rulebook = Rulebook::from_bytes(bytes).expect("the rules can be read");
    State::new(Box::leak(Box::new(rulebook)), Date::literal(2026, 11, 21))
}

/// Two people, the second a child, and a place.
fn with_household() -> State {
    let place = Step::Ask(Ask::HukouPlace);
    let mut state = start().after(Action::Pick(place, RegionCode::parse("623027"))).after(Action::Submit(place));
    for (member, age) in [(0, "43"), (1, "8")] {
        let step = Step::Person(member);
        state = state
            .after(Action::Choose(step, Part::Relation, 1))
            .after(Action::Choose(step, Part::Lives, 0))
            .after(Action::Type(step, Part::Age, age.to_owned()))
            .after(Action::Submit(step));
    }
    state.after(Action::Submit(Step::Ask(Ask::Members)))
}

fn show(state: &State, screen: Screen) -> State {
    state.after(Action::Go(Destination::Screen(screen)))
}

/// Every screen of the interview about a household of two.
fn steps() -> Vec<Step> {
    let household = Ask::ALL.iter().map(|ask| Step::Ask(*ask));
    let of_members = (0..2).flat_map(|member| {
        let details =
            AskOf::ALL.iter().filter(|ask| !matches!(ask, AskOf::Relation | AskOf::Age | AskOf::LivesTogether));
        details.map(move |ask| Step::Of(member, *ask)).chain([Step::Person(member), Step::Circumstances(member)])
    });
    let lists = [Step::IncomeKinds, Step::ExpenseKinds, Step::Belongings, Step::Person(2)];
    household.chain(of_members).chain(lists).collect()
}

fn heading(html: &str) -> &str {
    let (_, rest) = html.split_once("<h1").expect("every page has a heading");
    let (_, rest) = rest.split_once('>').expect("the heading is an element");
    rest.split_once("</h1>").expect("the heading ends").0
}

#[test]
fn every_question_has_one_short_heading_and_its_fields() {
    let state = with_household();
    for step in steps() {
        let page = html(&show(&state, Screen::Question(step)));
        assert_eq!(page.matches("<h1").count(), 1, "{step:?}");
        let who = if step.member().is_some() { 10 } else { 0 };
        assert!(heading(&page).chars().count() <= LONGEST_HEADING + who, "{step:?}: {}", heading(&page));
        assert!(!page.contains("style="), "{step:?}: the policy forbids inline styles");
        let has_fields = page.contains("<input") || page.contains("class=\"pic");
        assert!(has_fields || step == Step::Ask(Ask::Members), "{step:?}");
        assert!(page.contains("tel:12345") && page.contains("tel:12349"), "{step:?}");
    }
}

#[test]
fn every_field_has_a_label_and_every_name_of_an_element_is_its_own() {
    let state = with_household();
    for step in steps() {
        let page = html(&show(&state, Screen::Question(step)));
        let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        ids.sort_unstable();
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{step:?}: {ids:?}");
        for input in page.split("<input").skip(1).chain(page.split("<select").skip(1)) {
            let id = input.split("id=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a field has an id");
            assert!(page.contains(&format!("for=\"{id}\"")), "{step:?}: `{id}` has no label");
        }
    }
}

#[test]
fn what_is_wrong_stands_at_the_top_and_beside_its_field() {
    let state = with_household();
    for step in steps() {
        let page = show(&state, Screen::Question(step)).after(Action::Submit(step));
        for problem in &page.problems {
            let message = problem.message();
            assert_eq!(html(&page).matches(&message).count(), 2, "{step:?}: {message}");
        }
    }
}

#[test]
fn the_other_pages_render_with_and_without_answers() {
    for state in [start(), with_household()] {
        for screen in [Screen::Answers, Screen::Clear, Screen::Result] {
            let page = html(&show(&state, screen));
            assert_eq!(page.matches("<h1").count(), 1, "{screen:?}");
        }
    }
}

#[test]
fn the_list_of_answers_names_what_was_told_and_what_is_unknown() {
    let wages = Step::Ask(Ask::Wages);
    let state = with_household()
        .after(Action::Type(wages, Part::Exact, "1200".to_owned()))
        .after(Action::Submit(wages))
        .after(Action::Skip(Step::Ask(Ask::Financial)));
    let page = html(&show(&state, Screen::Answers));
    assert!(
        page.contains("夏河县") && page.contains("1,200 元") && page.contains(text::get(Key::of("answers.unknown")))
    );
}

#[test]
fn each_number_of_months_stands_beside_its_own_question() {
    let months = [(Ask::HardshipMonths, 7), (Ask::MonthsSinceJob, 8), (Ask::MonthsWithoutIncome, 9)];
    let state = months.into_iter().fold(with_household(), |state, (ask, count)| {
        let step = Step::Ask(ask);
        state.after(Action::Type(step, Part::Exact, count.to_string())).after(Action::Submit(step))
    });
    let page = html(&show(&state, Screen::Answers));
    for (ask, count) in months {
        let told = state.answers.told_months(Step::Ask(ask));
        assert_eq!(told, Some(count), "{ask:?}");
        let words = text::fill(Key::of("words.months"), &[("count", &count.to_string())]);
        assert_eq!(page.matches(&words).count(), 1, "{ask:?}");
    }
}

#[test]
fn an_amount_is_echoed_in_words_and_for_both_times() {
    let wages = Step::Ask(Ask::Wages);
    let state = show(&with_household(), Screen::Question(wages));
    let page = html(&state.after(Action::Type(wages, Part::Exact, "１，２００元".to_owned())));
    assert!(page.contains("一千二百元") && page.contains("14,400"));
}

#[test]
fn the_result_so_far_is_shown_from_the_third_answer_on() {
    let question = Screen::Question(Step::Ask(Ask::Financial));
    assert!(!html(&show(&start(), question)).contains("class=\"strip\""));
    assert!(html(&show(&with_household(), question)).contains("class=\"strip\""));
}

#[test]
fn the_first_screen_leads_to_the_first_question() {
    let file = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("index.html")).expect("it is there");
    for destination in [Destination::BEGIN, Destination::BEGIN_URGENT] {
        assert!(file.contains(&format!("href=\"#{destination}\"")));
    }
}
