//! A host that has handed over the rules, whatever else it does.

mod support;

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use fastrand::Rng;
use jiuzhu_engine::{Date, Rulebook};
use jiuzhu_plain::{assess, room, rules};
use jiuzhu_selfcheck::json;
use support::{compiled, is_ended, put, read};

const TODAY: Date = Date::literal(2026, 11, 22);

/// The module is one for all of a program; a host calls it from one thread. Nothing until the rules are handed over.
static TURN: Mutex<Option<Rulebook>> = Mutex::new(None);

struct Host(MutexGuard<'static, Option<Rulebook>>);

impl Host {
    fn new() -> Host {
        let mut turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        turn.get_or_insert_with(|| {
            let compiled = compiled();
            put(&compiled);
            assert!(rules());
            Rulebook::from_bytes(&compiled).expect("what was just compiled can be read")
        });
        Host(turn)
    }

    /// What comes of a case, through the pointers; it must be what comes of it without them.
    fn told(&self, case: &[u8]) -> String {
        put(case);
        let told = String::from_utf8(read(assess(2026, 11, 22))).expect("an answer is UTF-8, whatever was asked");
        let rulebook = self.0.as_ref().expect("the rules were handed over");
        let right = json::assessed(rulebook, case, TODAY).unwrap_or_else(|errors| json::refused(&errors));
        assert_eq!(told, right);
        told
    }
}

/// The golden cases as JSON.
fn golden() -> Vec<Vec<u8>> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases");
    let cases = xtask::golden::cases(&cases).expect("the golden cases can be read");
    cases.iter().map(|(_, golden)| serde_json::to_vec(&golden.case_file()).expect("a case can be written")).collect()
}

#[test]
fn every_golden_case_is_answered_and_none_depends_on_the_one_before() {
    let host = Host::new();
    let cases = golden();
    assert!(cases.len() > 100, "only {} were found", cases.len());
    let first: Vec<String> = cases.iter().map(|case| host.told(case)).collect();
    let again: Vec<String> = cases.iter().rev().map(|case| host.told(case)).collect();
    assert!(first.iter().eq(again.iter().rev()));
}

#[test]
fn what_is_no_case_is_refused_in_words_that_can_be_read() {
    let host = Host::new();
    let long = [&b"{\"members\":["[..], &vec![b'['; 100_000]].concat();
    for bytes in [
        &b""[..],
        b"\0",
        &[0; 1000],
        b"\xff\xfe",
        b"{\"members\":\"\xff\xfe\xed\xa0\x80\"}",
        b"{\"\xc3\x28\":1}",
        b"[]",
        b"null",
        b"{",
        b"{}{}",
        &long,
    ] {
        let told = host.told(bytes);
        assert!(told.starts_with("{\"errors\":[{"), "{told}");
    }
}

#[test]
fn slips_anywhere_in_a_case_are_answered_too() {
    let host = Host::new();
    let mut random = Rng::with_seed(7);
    let cases = golden();
    for _ in 0..300 {
        let mut case = random.choice(&cases).expect("there are some").clone();
        for _ in 0..random.usize(1..4) {
            let at = random.usize(..case.len());
            case[at] = random.u8(..);
        }
        case.truncate(random.usize(..=case.len()));
        host.told(&case);
    }
}

#[test]
fn a_day_that_is_none_leaves_nothing_to_read() {
    let host = Host::new();
    let case = &golden()[0];
    for (year, month, day) in [(2026, 2, 30), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (u16::MAX, u8::MAX, u8::MAX)] {
        put(case);
        assert_eq!(assess(year, month, day), 0);
        assert_eq!(read(0), b"");
    }
    host.told(case);
}

#[test]
fn calls_in_the_wrong_order_find_what_is_there_and_nothing_else() {
    let host = Host::new();
    let case = &golden()[0];
    let told = host.told(case);
    assert_eq!(read(told.len()), told.as_bytes(), "an answer can be read twice");
    // The answer lies in the room, and is no case.
    let again = String::from_utf8(read(assess(2026, 11, 22))).expect("UTF-8");
    assert!(again.starts_with("{\"errors\":[{"), "{again}");
    put(&compiled());
    assert!(!rules(), "rules are taken once");
    put(case);
    assert!(!rules(), "and a case is none");
    assert_eq!(String::from_utf8(read(assess(2026, 11, 22))).expect("UTF-8"), told, "it still lies in the room");
    // What was asked for is there, and empty of what was there before.
    room(case.len());
    assert_eq!(read(case.len()), vec![0; case.len()]);
}

#[test]
fn there_is_room_for_as_many_bytes_as_were_asked_for() {
    let _host = Host::new();
    for length in [0, 1, 7, 4095, 4096, 4097, 1 << 20, 64 << 20, 3, 0] {
        let bytes = vec![0xa5; length];
        put(&bytes);
        assert!(read(length) == bytes, "{length}");
    }
}

#[test]
#[ignore = "ends the program; another test starts it"]
fn more_room_than_there_can_be() {
    room(usize::MAX);
}

#[test]
fn more_room_than_there_can_be_ends_the_program_before_anybody_writes() {
    assert!(is_ended("more_room_than_there_can_be"));
}
