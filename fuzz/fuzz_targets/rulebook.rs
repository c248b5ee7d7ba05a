//! A compiled rulebook: it is read whole, and can be written and read again, or it is refused.

#![no_main]

use jiuzhu_engine::Rulebook;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(rulebook) = Rulebook::from_bytes(bytes) {
        assert!(Rulebook::from_bytes(&rulebook.to_bytes()).is_ok());
    }
});
