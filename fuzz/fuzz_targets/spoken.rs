//! A spoken code, with its check digits mended: it is refused or says a case, which can be assessed and said again.

#![no_main]

use jiuzhu_engine::assess;
use jiuzhu_engine::spoken::{EXACT, hear, say};
use jiuzhu_fuzz::{RULEBOOK, checked};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = hear(text);
    if let Ok(heard) = hear(&checked(text)) {
        assess(&RULEBOOK, &heard.case);
        let said = say(&heard.case, heard.rules, EXACT).expect("it was just heard");
        assert_eq!(hear(&said.code), Ok(heard));
    }
});
