//! Assesses the case in a file and says the result in words or as JSON.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use jiuzhu_engine::{Case, Date, Rulebook, assess};
use jiuzhu_selfcheck::api::{AssessmentOut, CaseFile};
use jiuzhu_selfcheck::explain::explain;
use serde::de::DeserializeOwned;

use crate::{golden, rules};

/// What to do with the case.
pub struct Options {
    /// The file, `.toml` or `.json`: a case, or a golden case.
    pub file: PathBuf,
    /// Whether to print JSON instead of words.
    pub json: bool,
    /// A compiled rulebook to use in place of `rules/`.
    pub rules: Option<PathBuf>,
}

/// Assesses the case and prints what comes of it.
///
/// # Errors
/// When the file cannot be read or a field of the case is wrong; every wrong field is named.
pub fn run(root: &Path, options: &Options) -> Result<()> {
    let rulebook = match &options.rules {
        Some(file) => fs::read(file).with_context(|| format!("reading {}", file.display()))?,
        None => rules::compile(root)?,
    };
    let rulebook = Rulebook::from_bytes(&rulebook)?;
    let case = read(&options.file, &rulebook, today()?)?;
    let assessment = assess(&rulebook, &case);
    if options.json {
        let out = AssessmentOut::of(&rulebook, &case, &assessment);
        println!("{}", serde_json::to_string_pretty(&out)?);
    } else {
        print!("{}", explain(&rulebook, &case, &assessment).to_text());
    }
    Ok(())
}

/// Reads the case in a file.
///
/// # Errors
/// When the file cannot be read or a field is wrong; every wrong field is named with what was given and what is allowed.
pub fn read(file: &Path, rulebook: &Rulebook, today: Date) -> Result<Case> {
    let content = fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let case = if is_golden(&content) {
        parse::<golden::Golden>(file, &content)?.case_file()
    } else {
        parse::<CaseFile>(file, &content)?
    };
    let (case, errors) = case.read(rulebook, today);
    if errors.is_empty() {
        return Ok(case);
    }
    let mut told = String::new();
    for error in &errors {
        write!(told, "\n{}: {error}", file.display())?;
    }
    bail!(
        "{} in the case:{told}",
        if errors.len() == 1 { "1 fault".to_owned() } else { format!("{} faults", errors.len()) }
    )
}

/// Reads TOML or JSON, by the extension of the file.
///
/// # Errors
/// When the content is not of that form or has a field that does not exist.
pub fn parse<T: DeserializeOwned>(file: &Path, content: &str) -> Result<T> {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("toml") => toml::from_str(content).with_context(|| file.display().to_string()),
        Some("json") => serde_json::from_str(content).with_context(|| file.display().to_string()),
        _ => bail!("{}: the name of a case ends in .toml or .json", file.display()),
    }
}

/// A golden case holds the case in a table of its own.
fn is_golden(content: &str) -> bool {
    let table = content.parse::<toml::Table>().ok();
    table.is_some_and(|table| table.contains_key("case"))
}

/// The day in China, where the rules hold; it may be a day ahead of the clock of the machine.
///
/// # Errors
/// When the clock stands before 1970 or beyond 2199.
pub fn today() -> Result<Date> {
    const HOURS_AHEAD: u64 = 8;
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).context("the clock stands before 1970")?.as_secs();
    let mut days = (seconds + HOURS_AHEAD * 3600) / 86_400;
    let mut year = 1970;
    loop {
        let in_year = if Date::new(year, 2, 29).is_some() { 366 } else { 365 };
        if days < in_year {
            break;
        }
        days -= in_year;
        year += 1;
    }
    let mut days_of_year = (1..=12).flat_map(|month| (1..=31).filter_map(move |day| Date::new(year, month, day)));
    usize::try_from(days).ok().and_then(|days| days_of_year.nth(days)).context("the clock stands beyond the year 2199")
}
