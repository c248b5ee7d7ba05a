//! A case as JSON: it is read and assessed or refused, and what was read can be written and read again.

#![no_main]

use jiuzhu_engine::Case;
use jiuzhu_fuzz::{RULEBOOK, TODAY};
use jiuzhu_selfcheck::api::CaseFile;
use jiuzhu_selfcheck::json;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    match json::assessed(&RULEBOOK, data, TODAY) {
        Err(errors) => assert!(!errors.is_empty()),
        Ok(_) => {
            let read = |json: &[u8]| -> Case {
                let file: CaseFile = serde_json::from_slice(json).expect("a case");
                file.read(&RULEBOOK, TODAY).0
            };
            let case = read(data);
            let again = serde_json::to_vec(&CaseFile::of(&case)).expect("a case can be written");
            assert_eq!(read(&again), case);
        }
    }
});
