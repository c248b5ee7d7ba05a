//! Compiles the rule files under `rules/` into the one file that the page loads, and says what is wrong with them.

mod check;
mod citation;
mod coverage;
mod fault;
pub mod figures;
mod folder;
mod load;
mod national;
mod new_place;
mod place;
mod report;
mod row;
mod stale;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use jiuzhu_engine::date::Date;
use jiuzhu_engine::programmes::RULES;
use jiuzhu_engine::rulebook::Rulebook;
use jiuzhu_selftest::golden::Golden;

use citation::Texts;
use coverage::Counts;
use fault::{Fault, Faults};
use folder::Folder;

use crate::golden;

/// The variable that names the folder of the sources' texts.
const TEXTS: &str = "JIUZHU_TEXTS";

/// Compiles the rule files of the work tree at `root`.
///
/// # Errors
/// When a rule file is faulty.
pub fn compile(root: &Path) -> Result<Vec<u8>> {
    compile_files(Folder::read(root)?.0)
}

/// Compiles rule files, by their paths from the root of the work tree, such as `rules/national.toml`.
///
/// # Errors
/// When a file is faulty or missing.
pub fn compile_files(files: BTreeMap<String, String>) -> Result<Vec<u8>> {
    let checked = Checked::new(&Folder(files), None, None);
    match checked.rulebook {
        Some(rulebook) if checked.faults.is_empty() => Ok(rulebook.to_bytes()),
        _ => bail!("{}", told(&checked.faults)),
    }
}

/// The compiled rules as the page loads them: the names of sources that no rule of the engine cites, which nobody is shown, are left
/// out.
///
/// # Errors
/// When the bytes are no compiled rules.
pub fn for_page(compiled: &[u8]) -> Result<Vec<u8>> {
    let cited: BTreeSet<&str> = RULES.iter().flat_map(|rule| rule.law).map(|article| article.source).collect();
    let mut rulebook = Rulebook::from_bytes(compiled)?;
    for source in rulebook.sources.iter_mut().filter(|source| !cited.contains(source.id.as_str())) {
        source.id.clear();
    }
    Ok(rulebook.to_bytes())
}

/// The golden cases of the work tree at `root` as JSON by their names, as their files have them, each with the digest of its
/// assessment by these compiled rules on this machine.
///
/// # Errors
/// When a file cannot be read or its case not be assessed.
pub fn golden_cases(root: &Path, compiled: &[u8]) -> Result<String> {
    let rulebook = Rulebook::from_bytes(compiled)?;
    let folder = root.join("tests/cases");
    let mut cases = BTreeMap::new();
    for file in golden::files(&folder)? {
        let case = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
        let mut case: toml::Table = case.parse().with_context(|| file.display().to_string())?;
        let golden: Golden = case.clone().try_into().with_context(|| file.display().to_string())?;
        let assessed = golden.fingerprint(&rulebook).with_context(|| file.display().to_string())?;
        case.insert("assessed".to_owned(), assessed.into());
        cases.insert(golden::name(&folder, &file), case);
    }
    Ok(serde_json::to_string(&cases)?)
}

/// Checks the rule files of the work tree at `root` and prints what is in them. The quotes are compared with the texts
/// in a folder: the one given, the one that `JIUZHU_TEXTS` names, or `shared/policy` beside the work tree.
///
/// # Errors
/// When a rule file is faulty, or the folder named is not there.
pub fn check(root: &Path, texts: Option<PathBuf>) -> Result<()> {
    let folder = Folder::read(root)?;
    let named = texts.or_else(|| env::var_os(TEXTS).map(PathBuf::from));
    let texts = Texts::read(named.as_deref().unwrap_or(&root.join("../shared/policy")));
    if let (Some(named), None) = (named, &texts) {
        bail!("no folder `{}`; `--texts` and `{TEXTS}` name the one with the texts of the sources", named.display());
    }
    let checked = Checked::new(&folder, texts.as_ref(), Some(coverage::cases(root)));
    if let Some(rulebook) = &checked.rulebook {
        print!("{}{}", report::table(rulebook), report::clauses(&checked.clauses));
    }
    if texts.is_none() {
        println!("texts not at hand, quotes not checked");
    }
    if !checked.faults.is_empty() {
        bail!("{}", told(&checked.faults));
    }
    Ok(())
}

/// Writes a file to fill in for the place with this code or whole name, and says where.
///
/// # Errors
/// When no place is called that or it has a file already.
pub fn new_place(root: &Path, told: &str, today: Date) -> Result<()> {
    let file = new_place::write(root, told, today)?;
    println!("{}: fill in every {}, then run `cargo xtask check`", file.display(), new_place::BLANK);
    Ok(())
}

/// Prints what to look up next on a day, by how many counties rest on it.
///
/// # Errors
/// When the files cannot be read.
pub fn list_stale(root: &Path, today: Date) -> Result<()> {
    let list = stale::list(&load::load(&Folder::read(root)?, &mut Faults::default()), today);
    // Whoever has read enough may close the pipe.
    let _ = io::stdout().write_all(list.as_bytes());
    Ok(())
}

/// The rulebook, as far as it can be read, and everything that is wrong with it.
struct Checked {
    rulebook: Option<Rulebook>,
    clauses: Counts,
    faults: Vec<Fault>,
}

impl Checked {
    /// The clauses are looked at where the golden cases, as `folder/name`, are at hand to prove them.
    fn new(folder: &Folder, texts: Option<&Texts>, cases: Option<BTreeSet<String>>) -> Checked {
        let mut faults = Faults::default();
        let loaded = load::load(folder, &mut faults);
        check::check(&loaded, texts, &mut faults);
        let clauses = cases.map(|cases| coverage::check(folder, &loaded, texts, cases, &mut faults));
        let clauses = clauses.unwrap_or_default();
        Checked { rulebook: load::rulebook(folder, loaded), clauses, faults: faults.sorted() }
    }
}

fn told(faults: &[Fault]) -> String {
    let lines: Vec<String> = faults.iter().map(Fault::to_string).collect();
    format!(
        "{} in `rules/`:\n{}",
        if lines.len() == 1 { "1 fault".into() } else { format!("{} faults", lines.len()) },
        lines.join("\n")
    )
}
