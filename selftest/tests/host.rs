//! What `www/selftest.js` calls, called on this machine through the same pointers: rightly, and in the wrong order.

#![allow(unsafe_code, reason = "a host has nothing but pointers")]

use std::path::Path;
use std::process::Command;
use std::{env, ptr, slice};

use jiuzhu_selftest::host::{answer, cases, digest, golden, holds, laws, room, rules, statements};
use jiuzhu_selftest::laws::LAWS;

fn put(bytes: &[u8]) {
    let at = room(bytes.len());
    assert!(!at.is_null());
    // SAFETY: there is room for as many bytes until the next call, and nobody else has been told of it.
    unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), at, bytes.len()) }
}

fn read(length: usize) -> String {
    let at = answer();
    assert!(!at.is_null());
    // SAFETY: the module said that so many bytes lie there, and nothing is called before they are copied.
    let bytes = unsafe { slice::from_raw_parts(at, length) }.to_vec();
    String::from_utf8(bytes).expect("an answer is UTF-8")
}

/// Whether this program, started anew for the one ignored test of this name, is ended by the system instead of ending by itself.
fn is_ended(test: &str) -> bool {
    let this = env::current_exe().expect("a test knows its own program");
    let output = Command::new(this).args(["--exact", test, "--ignored"]).output().expect("it can be started again");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("running 1 test"), "there is no test `{test}`");
    output.status.code().is_none()
}

// One test, as the steps come one after the other in one program.
#[test]
fn a_host_hands_over_rules_and_cases_and_has_them_tried() {
    assert_eq!(read(0), "");
    assert_eq!(read(digest()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "of nothing");
    put(b"abc");
    assert_eq!(read(digest()), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    for bytes in [&b""[..], b"\xff\xfe", &[0; 4096]] {
        put(bytes);
        assert_eq!(read(rules()), "", "these are no rules");
    }

    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let compiled = xtask::rules::compile(&root).expect("the rules compile");
    put(&compiled[..compiled.len() - 1]);
    assert_eq!(read(rules()), "");
    put(&compiled);
    let version = read(rules());
    assert!(version.split(' ').count() == 2, "{version}");
    put(&compiled);
    assert_eq!(read(rules()), version, "once more changes nothing");

    let golden_cases = xtask::rules::golden_cases(&root, &compiled).expect("the golden cases can be read");
    put(golden_cases.as_bytes());
    let count = cases();
    assert!(count > 100, "only {count} were found");
    for number in 0..count {
        let differences = golden(number);
        assert_eq!(read(differences), "");
    }
    put(b"\xff");
    assert_eq!(cases(), count, "what was handed over first stays");

    let ids = laws();
    assert_eq!(read(ids).lines().count(), LAWS.len());
    for law in 0..LAWS.len() {
        for seed in [0, 1, 2, u32::MAX] {
            assert!(holds(law, seed));
        }
    }
    assert!(statements() > LAWS.len());
}

#[test]
#[ignore = "ends the program; another test starts it"]
fn a_case_before_the_rules() {
    golden(0);
}

#[test]
#[ignore = "ends the program; another test starts it"]
fn a_law_before_the_rules() {
    holds(0, 0);
}

#[test]
#[ignore = "ends the program; another test starts it"]
fn a_law_that_there_is_not() {
    holds(usize::MAX, 0);
}

#[test]
#[ignore = "ends the program; another test starts it"]
fn more_room_than_there_can_be() {
    room(usize::MAX);
}

#[test]
fn what_cannot_be_done_ends_the_program() {
    for test in
        ["a_case_before_the_rules", "a_law_before_the_rules", "a_law_that_there_is_not", "more_room_than_there_can_be"]
    {
        assert!(is_ended(test), "{test}");
    }
}
