//! A spoken code, with its check digits mended: it is refused or says a case, which can be assessed and said again.

#![no_main]

use jiuzhu_engine::assess;
use jiuzhu_engine::spoken::{EXACT, hear, say};
use jiuzhu_fuzz::RULEBOOK;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = hear(text);
    // Without this, one in a hundred inputs would come as far as the case.
    let mut digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let rest = digits.bytes().fold(0, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97);
    digits.push_str(&format!("{:02}", 98 - rest * 100 % 97));
    if let Ok(heard) = hear(&digits) {
        assess(&RULEBOOK, &heard.case);
        let said = say(&heard.case, heard.rules, EXACT).expect("it was just heard");
        assert_eq!(hear(&said.code), Ok(heard));
    }
});
