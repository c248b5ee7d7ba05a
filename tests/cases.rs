//! Every golden case under `tests/cases/` comes out as an officer expects.

use std::fs;
use std::path::{Path, PathBuf};

use jiuzhu_engine::{Date, Rulebook};
use xtask::golden::Golden;
use xtask::{assess, rules};

/// The day on which the cases are read; it only bounds the days that they may name.
const TODAY: Date = Date::literal(2026, 11, 21);

#[test]
fn golden_cases_come_out_as_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rulebook = rules::compile(root).expect("the rules compile");
    let rulebook = Rulebook::from_bytes(&rulebook).expect("the rulebook reads");
    let files = files(&root.join("tests/cases"));
    assert!(files.len() >= 12, "only {} cases were found", files.len());
    let told: Vec<String> = files.iter().filter_map(|file| differences(file, &rulebook)).collect();
    assert!(told.is_empty(), "{} of {} cases differ\n\n{}", told.len(), files.len(), told.join("\n"));
}

/// The case's title with what differs, or nothing.
fn differences(file: &Path, rulebook: &Rulebook) -> Option<String> {
    let content = fs::read_to_string(file).expect("the case can be read");
    let read = assess::parse::<Golden>(file, &content);
    let found = read.and_then(|golden| Ok((golden.title.clone(), golden.differences(rulebook, TODAY)?)));
    match found {
        Ok((_, differences)) if differences.is_empty() => None,
        Ok((title, differences)) => Some(format!("{}: {title}\n  {}\n", file.display(), differences.join("\n  "))),
        Err(error) => Some(format!("{}\n  {error:#}\n", file.display())),
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder of the cases can be read");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("the folder can be read").path()).collect();
    paths.sort();
    let inside = |path: PathBuf| if path.is_dir() { files(&path) } else { vec![path] };
    let is_case = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "toml");
    paths.into_iter().flat_map(inside).filter(is_case).collect()
}
