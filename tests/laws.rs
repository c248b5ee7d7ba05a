//! The laws that the engine obeys (see ARCHITECTURE.md), each on random households under the real rulebook.
//!
//! `JIUZHU_CASES` sets how many cases each law is tried on; `cargo xtask prove` sets ten million. A failure names its seed:
//! `JIUZHU_SEED` tries that one again.

#[path = "support/many.rs"]
mod many;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::Mutex;

use fastrand::Rng;
use jiuzhu_engine::Rulebook;
use jiuzhu_selftest::laws;
use many::RULEBOOK;

fn told<T>(held: Result<T, impl Display>) -> T {
    held.unwrap_or_else(|broken| panic!("{broken}"))
}

/// Tries a law on many seeds, by default so many that all laws together take a few minutes.
fn for_random_cases<E: Display>(law: impl Fn(&mut Rng, &Rulebook) -> Result<usize, E> + Sync) {
    many::for_random_cases(200_000, |random| {
        told(law(random, &RULEBOOK));
    });
}

#[test]
fn law_1_sound_and_law_2_refining() {
    for_random_cases(laws::refining);
}

#[test]
fn law_3_stop_certificate() {
    for_random_cases(laws::stop_certificate);
}

#[test]
fn law_4_monotone() {
    for_random_cases(laws::monotone);
}

#[test]
fn law_5_minimal() {
    for_random_cases(laws::minimal);
}

#[test]
fn law_6_exact_flips() {
    let seen = Mutex::new(BTreeMap::new());
    many::for_one_in(10, 4000, |random| {
        for of in told(laws::exact_flips(random, &RULEBOOK)) {
            *seen.lock().expect("it only counts").entry(of.id()).or_insert(0) += 1;
        }
    });
    let seen = seen.into_inner().expect("it only counts");
    // Every question that is answered with an amount has come up, unless only a few cases were tried.
    let are_few = ["JIUZHU_SEED", "JIUZHU_CASES"].iter().any(|name| std::env::var_os(name).is_some());
    assert!(are_few || seen.len() == 25, "flips of {seen:?} only");
}

#[test]
fn verdicts_alone_are_those_of_the_assessment() {
    for_random_cases(laws::verdicts_alone);
}

#[test]
fn law_7_total() {
    for_random_cases(laws::total);
}

#[test]
fn the_page_of_the_self_test_names_each_law_and_tries_a_hundred_thousand_statements() {
    let named: Vec<&str> = include_str!("../selftest.html")
        .match_indices("data-law=\"")
        .map(|(at, start)| include_str!("../selftest.html")[at + start.len()..].split('"').next().expect("it begins"))
        .collect();
    assert_eq!(named, laws::LAWS.map(|law| law.id));
    let held = |law: &laws::Law| -> usize {
        (0..u64::from(law.households)).map(|seed| told((law.holds)(&mut Rng::with_seed(seed), &RULEBOOK))).sum()
    };
    let statements: usize = laws::LAWS.iter().map(held).sum();
    assert!(statements >= 100_000, "{statements}");
}
