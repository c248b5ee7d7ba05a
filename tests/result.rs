//! The result page of many households, rendered without a browser: it holds what the explanation says, and nothing that the
//! page's policy or a screen reader would stumble over.

#[path = "support/shown.rs"]
mod shown;

use std::collections::BTreeSet;
use std::path::Path;
use std::rc::Rc;

use fastrand::Rng;
use jiuzhu_engine::case::Case;
use jiuzhu_engine::{Date, Rulebook, Verdict, assess};
use jiuzhu_selfcheck::explain::explain;
use jiuzhu_selfcheck::interview::state::{Screen, State};
use jiuzhu_selftest::random;

const TODAY: Date = Date::literal(2026, 11, 21);
const HOUSEHOLDS: u64 = 60;

fn rules() -> &'static Rulebook {
    let bytes = xtask::rules::compile(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the rules compile");
    Box::leak(Box::new(Rulebook::from_bytes(&bytes).expect("the rules can be read")))
}

fn cases(rulebook: &Rulebook) -> impl Iterator<Item = Case> {
    let random = |seed| {
        let mut random = Rng::with_seed(seed);
        let whole = random::whole(&mut random, rulebook);
        if seed % 2 == 0 { whole } else { random::partial(&mut random, rulebook, &whole) }
    };
    std::iter::once(Case::on(TODAY)).chain((0..HOUSEHOLDS).map(random))
}

/// The result page of a case.
fn html(rulebook: &'static Rulebook, case: &Case) -> String {
    let mut state = State::new(rulebook, TODAY);
    state.answers.case = case.clone();
    state.assessment = Rc::new(assess(rulebook, case));
    state.screen = Screen::Result;
    shown::html(&state)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[test]
fn the_result_shows_all_that_is_said_about_any_household() {
    let rulebook = rules();
    for case in cases(rulebook) {
        let html = html(rulebook, &case);
        let told = explain(rulebook, &case, &assess(rulebook, &case));
        let mut sentences: Vec<&str> = told.notes.iter().map(String::as_str).collect();
        for finding in &told.findings {
            sentences.extend([finding.verdict_words, finding.name]);
            sentences.extend(finding.amounts.iter().map(|amount| amount.amount.as_str()));
            sentences.extend(finding.reasons.iter().map(|reason| reason.sentence.as_str()));
            sentences.extend(finding.laws.iter().filter_map(|law| law.quote.as_deref()));
            sentences.extend(finding.gaps.iter().map(|gap| gap.sentence));
            sentences.extend(finding.flips.iter().map(String::as_str));
        }
        sentences.extend(told.figures.iter().map(|figure| figure.line.as_str()));
        sentences.extend(told.household.members.iter().map(|member| member.reason.sentence.as_str()));
        sentences.extend(told.documents.iter().chain(&told.times).chain(&told.rights));
        for sentence in sentences {
            assert!(html.contains(&escaped(sentence)), "`{sentence}` is not shown");
        }
    }
}

#[test]
fn the_result_holds_nothing_that_the_policy_forbids_and_no_name_twice() {
    let rulebook = rules();
    for case in cases(rulebook) {
        let html = html(rulebook, &case);
        assert!(!html.contains(" style=") && !html.contains("<script"), "{html}");
        let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{ids:?}");
        assert_eq!(html.matches("<h1").count(), 1);
    }
}

#[test]
fn the_rules_that_the_page_loads_say_the_same_as_all_of_them() {
    let all = rules();
    let of_page = xtask::rules::for_page(&all.to_bytes()).expect("these are rules");
    let of_page = Rulebook::from_bytes(&of_page).expect("these are rules");
    for case in cases(all) {
        let [told, told_by_page] = [all, &of_page].map(|rules| explain(rules, &case, &assess(rules, &case)));
        assert_eq!(told, told_by_page);
    }
}

#[test]
fn what_is_likely_stands_above_what_is_open_and_what_is_ruled_out_stands_last() {
    let rulebook = rules();
    for case in cases(rulebook) {
        let told = explain(rulebook, &case, &assess(rulebook, &case));
        let rank = |verdict| match verdict {
            Verdict::Likely => 0,
            Verdict::Possible => 1,
            Verdict::Undetermined => 2,
            Verdict::Unlikely => 3,
            Verdict::Dormant => 4,
        };
        // In an emergency the help for it stands first, whatever else is likely.
        let ranks: Vec<u8> = told
            .findings
            .iter()
            .skip(usize::from(told.urgent.is_some()))
            .map(|finding| rank(finding.verdict))
            .collect();
        assert!(ranks.is_sorted(), "{ranks:?}");
    }
}
