//! A host that calls in the wrong order, before there are any rules.

mod support;

use jiuzhu_plain::{assess, rules};
use support::{compiled, put, read};

const CASE: &[u8] = br#"{"members":[{"relation":"applicant","age":40}]}"#;

// One test, as the steps come one after the other in one program.
#[test]
fn without_rules_nothing_is_answered_and_damaged_rules_are_none() {
    assert_eq!(read(0), b"", "before the first call there is nothing");
    assert_eq!(assess(2026, 11, 22), 0);
    assert_eq!(read(0), b"");
    assert!(!rules(), "nothing is no rulebook");
    put(CASE);
    assert_eq!(assess(2026, 11, 22), 0);
    put(CASE);
    assert!(!rules(), "a case is no rulebook");

    let whole = compiled();
    let cut = (0..64).chain((64..whole.len()).step_by(whole.len() / 200));
    for length in cut {
        put(&whole[..length]);
        assert!(!rules(), "{length} of {} bytes", whole.len());
    }
    for bytes in [vec![0; 4096], vec![0xff; 4096], [&whole[..], b"\0"].concat()] {
        put(&bytes);
        assert!(!rules());
    }
    put(CASE);
    assert_eq!(assess(2026, 11, 22), 0, "none of these were taken");

    put(&whole);
    assert!(rules(), "after all that, the whole ones are");
    put(CASE);
    let length = assess(2026, 11, 22);
    assert!(read(length).starts_with(b"{"));
}
