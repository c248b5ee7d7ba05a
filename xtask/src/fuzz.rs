//! Tears apart what comes from outside and hands it to its readers, with cargo-fuzz: see `fuzz/`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use jiuzhu_engine::case::{MOST_MEMBERS, Member, Relation};
use jiuzhu_engine::spoken::{EXACT, say};
use jiuzhu_engine::{Case, HouseholdQuestion as Ask, Rulebook};
use jiuzhu_selfcheck::interview::answers::Answers;
use jiuzhu_selfcheck::interview::draft::Part;
use jiuzhu_selfcheck::interview::form::Form;
use jiuzhu_selfcheck::interview::state::Screen;
use jiuzhu_selfcheck::interview::step::Step;
use serde_json::{Value, json};
use xtask::{assess, golden, rules};

use crate::command;
use crate::project::Project;

/// How long each target runs unless told otherwise.
pub const MINUTES: u64 = 10;

const TARGETS: [&str; 7] = ["case_json", "case_toml", "deeds", "kept", "rule_files", "rulebook", "spoken"];

/// How much of each rule file goes into a seed: more of the same only makes every try slower.
const HEAD: usize = 3000;
/// How many rows of each table go into a small rulebook.
const ROWS: usize = 8;

/// Runs the targets one after the other, or only the one named.
///
/// # Errors
/// When cargo-fuzz is missing, or with the first input that breaks a promise; it is left in `fuzz/artifacts/`.
pub fn run(project: &Project, minutes: u64, only: Option<&str>) -> Result<()> {
    if command::find("cargo-fuzz").is_none() {
        bail!("cargo-fuzz is missing; type: cargo install cargo-fuzz --locked");
    }
    let targets: Vec<&str> = TARGETS.into_iter().filter(|target| only.is_none_or(|only| only == *target)).collect();
    if targets.is_empty() {
        bail!("no target `{}`; these exist: {}", only.unwrap_or_default(), TARGETS.join(", "));
    }
    let folder = project.target.join("fuzz");
    let seeds = folder.join("seeds");
    write_seeds(&project.root, &seeds)?;
    for target in targets {
        let corpus = project.root.join("fuzz/corpus").join(target);
        fs::create_dir_all(&corpus)?;
        let mut cargo = Command::new("cargo");
        // Without a sanitizer, whose code would be safe Rust's own checks once more, a stable compiler is enough.
        cargo.args(["fuzz", "run", "--sanitizer", "none", "--target-dir"]).arg(&folder).arg(target);
        cargo.arg(corpus).arg(seeds.join(target)).arg("--").arg(format!("-max_total_time={}", minutes * 60));
        command::run(cargo.args(["-timeout=10", "-print_final_stats=1"]).current_dir(&project.root))?;
    }
    Ok(())
}

/// Writes what the targets start from: golden cases, rule files, rulebooks, codes.
fn write_seeds(root: &Path, folder: &Path) -> Result<()> {
    for target in TARGETS {
        fs::create_dir_all(folder.join(target))?;
    }
    let compiled = rules::compile(root)?;
    let rulebook = Rulebook::from_bytes(&compiled)?;
    let today = assess::today()?;
    for (index, (path, golden)) in golden::cases(&root.join("tests/cases"))?.iter().enumerate() {
        let file = golden.case_file();
        let case = file.read(&rulebook, today).0;
        let seed = |target: &str| folder.join(target).join(format!("golden-{index}"));
        fs::write(seed("case_json"), serde_json::to_vec(&file)?)?;
        fs::write(seed("case_toml"), toml::to_string(&file)?)?;
        let code = say(&case, today, EXACT).context("a golden case can be said")?.code;
        // The targets add the check digits themselves.
        let unchecked = &code[..code.len() - 2];
        fs::write(seed("spoken"), unchecked)?;
        let kept = json!({ "code": unchecked, "results": "dibao=likely:0-;tekun=unlikely;" });
        fs::write(seed("kept"), kept.to_string())?;
        fs::copy(path, folder.join("kept").join(format!("case-{index}")))?;
        fs::write(seed("deeds"), deeds(case))?;
    }
    // As many people as a household may list: one more is refused.
    let child =
        Member { relation: Some(Relation::Child), age: Some(5), lives_together: Some(true), ..Member::default() };
    let full = Case { members: Some(vec![child; MOST_MEMBERS]), ..Case::on(today) };
    let list = json!({ "go": Screen::Question(Step::Ask(Ask::Members)).hash() });
    fs::write(folder.join("deeds/everyone"), format!("{}{list}\n", deeds(full)))?;
    let mut all = String::new();
    for (index, path) in files(&root.join("rules"))?.iter().enumerate() {
        let content = fs::read_to_string(path)?;
        let head = content.char_indices().map(|(at, _)| at).take_while(|at| *at <= HEAD).last().unwrap_or_default();
        let name = path.strip_prefix(root).unwrap_or(path);
        let seed = format!("=== {}\n{}", name.display(), &content[..head]);
        writeln!(all, "{seed}")?;
        fs::write(folder.join("rule_files").join(format!("file-{index}")), seed)?;
    }
    fs::write(folder.join("rule_files/all"), all)?;
    fs::write(folder.join("rulebook/whole"), &compiled)?;
    let mut small = rulebook;
    small.sources.truncate(ROWS);
    small.regions.truncate(ROWS);
    small.standards.truncate(ROWS);
    small.incomes.truncate(ROWS);
    small.wages.truncate(ROWS);
    small.places.truncate(ROWS);
    small.quotes.truncate(ROWS);
    small.hotlines.truncate(ROWS);
    fs::write(folder.join("rulebook/small"), small.to_bytes())?;
    Ok(())
}

/// What a person does who tells this case, screen by screen, and then looks at the result.
fn deeds(case: Case) -> String {
    let answers = Answers::of(case);
    let drafts = &answers.drafts;
    let mut deeds: Vec<Value> = Vec::new();
    for step in answers.visited() {
        deeds.push(json!({ "go": Screen::Question(step).hash() }));
        for part in Part::ALL {
            match drafts.ticks(step, part) {
                Some(ticks) if matches!(step.form(), Form::Ticks(_)) => {
                    let ticked = (0..u32::BITS).filter(|option| ticks >> option & 1 == 1);
                    deeds.extend(ticked.map(|option| json!({ "tick": option })));
                }
                Some(ticks) => deeds.push(json!({ "choose": [part.id(), ticks.trailing_zeros()] })),
                None if drafts.text(step, part).is_empty() => {}
                None => deeds.push(json!({ "type": [part.id(), drafts.text(step, part)] })),
            }
        }
        deeds.extend(drafts.place(step).map(|place| json!({ "pick": place.to_string() })));
        deeds.push(json!("submit"));
    }
    deeds.push(json!({ "go": Screen::Result.hash() }));
    deeds.iter().map(|deed| format!("{deed}\n")).collect()
}

/// All files below a folder, in the order of their paths, but for what is written for people.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))? {
            let path = entry?.path();
            match path.extension().and_then(|extension| extension.to_str()) {
                _ if path.is_dir() => folders.push(path),
                Some("toml" | "csv") => found.push(path),
                _ => {}
            }
        }
    }
    found.sort();
    Ok(found)
}
