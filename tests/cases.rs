//! Every golden case under `tests/cases/` comes out as an officer expects.

use std::path::Path;

use jiuzhu_engine::Rulebook;
use jiuzhu_selftest::golden::Golden;
use xtask::{golden, rules};

#[test]
fn golden_cases_come_out_as_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rulebook = rules::compile(root).expect("the rules compile");
    let rulebook = Rulebook::from_bytes(&rulebook).expect("the rulebook reads");
    let cases = golden::cases(&root.join("tests/cases")).expect("the cases can be read");
    assert!(cases.len() >= 12, "only {} cases were found", cases.len());
    let told = cases.iter().filter_map(|(file, golden)| differences(file, golden, &rulebook));
    let told: Vec<String> = told.collect();
    assert!(told.is_empty(), "{} of {} cases differ\n\n{}", told.len(), cases.len(), told.join("\n"));
}

/// The case's title with what differs, or nothing.
fn differences(file: &Path, golden: &Golden, rulebook: &Rulebook) -> Option<String> {
    match golden.differences(rulebook) {
        Ok(differences) if differences.is_empty() => None,
        Ok(differences) => Some(format!("{}: {}\n  {}\n", file.display(), golden.title, differences.join("\n  "))),
        Err(error) => Some(format!("{}\n  {error:#}\n", file.display())),
    }
}
