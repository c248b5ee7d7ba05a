//! Rule files, each after a line `=== path`: they are compiled, or their faults are named.

#![no_main]

use jiuzhu_engine::Rulebook;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let files = text.split("=== ").filter_map(|file| file.split_once('\n'));
    let files = files.map(|(path, content)| (path.to_owned(), content.to_owned())).collect();
    if let Ok(bytes) = xtask::rules::compile_files(files) {
        assert!(Rulebook::from_bytes(&bytes).is_ok());
    }
});
