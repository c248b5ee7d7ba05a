//! What the targets share: the real rulebook and a day.

use std::path::Path;
use std::sync::LazyLock;

use jiuzhu_engine::{Date, Rulebook};

/// The day for which a case is asked that names none.
pub const TODAY: Date = Date::literal(2026, 11, 22);

/// The rules of the work tree.
pub static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this folder lies in the root");
    let bytes = xtask::rules::compile(root).expect("the rules compile");
    Rulebook::from_bytes(&bytes).expect("what was just compiled can be read")
});

/// The digits of a code with the check digits that belong to them; without these, one input in a hundred would come as far as the case.
pub fn checked(code: &str) -> String {
    let mut digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let rest = digits.bytes().fold(0, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97);
    digits.push_str(&format!("{:02}", 98 - rest * 100 % 97));
    digits
}
