//! A host that leads the interview through the pointers that it is given, whatever it hands over.

#[path = "../../plain/tests/support/mod.rs"]
mod support;

use jiuzhu_mini::{act, begin};
use jiuzhu_plain::rules;
use serde_json::Value;
use support::{compiled, put, read};

/// What there is to show after a deed; nothing if it cannot be done.
fn done(deed: &[u8]) -> Option<Value> {
    put(deed);
    shown(act())
}

fn shown(length: usize) -> Option<Value> {
    (length > 0).then(|| serde_json::from_slice(&read(length)).expect("a view is JSON"))
}

/// In one test: the module is one for all of a program.
#[test]
fn the_interview_is_led_through_pointers() {
    assert!(done(br#""submit""#).is_none() && shown(begin(2026, 11, 22)).is_none(), "there are no rules yet");
    put(&compiled());
    assert!(rules());
    assert!(
        done(br#""submit""#).is_none() && shown(begin(2026, 2, 30)).is_none(),
        "it has not begun, and cannot that day"
    );
    let start = shown(begin(2026, 11, 22)).expect("it begins");
    assert_eq!(start["at"], "/");

    let first = done(br#"{"go":"/begin"}"#).expect("there is a first question");
    assert_eq!(first["at"], "/q/hukou-place");
    for nonsense in
        [&b""[..], b"{", b"\xff\xfe", b"[]", br#""dance""#, br#"{"tick":0}"#, br#"{"choose":["choice",-1]}"#]
    {
        assert!(done(nonsense).is_none());
    }
    let long = "夏".repeat(100_000);
    let typed = done(format!(r#"{{"type":["search","{long}"]}}"#).as_bytes()).expect("anything may be typed");
    assert_eq!(typed["screen"]["question"]["fields"][0]["value"], long);

    let second = done(br#""skip""#).expect("it may be skipped");
    assert_ne!(second["at"], first["at"]);
    assert_eq!(done(br#""clear""#).expect("all may be thrown away"), start);
}
