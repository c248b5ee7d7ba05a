//! A case as TOML: it is read, assessed and put into words, or every mistake is named.

#![no_main]

use jiuzhu_engine::assess;
use jiuzhu_fuzz::{RULEBOOK, TODAY};
use jiuzhu_selfcheck::api::CaseFile;
use jiuzhu_selfcheck::explain::explain;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(file) = toml::from_str::<CaseFile>(text) else { return };
    let (case, errors) = file.read(&RULEBOOK, TODAY);
    for error in errors {
        assert!(!error.to_string().is_empty());
    }
    let assessment = assess(&RULEBOOK, &case);
    assert!(!explain(&RULEBOOK, &case, &assessment).to_text().is_empty());
});
