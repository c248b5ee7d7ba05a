//! Says a case in digits and hears such digits.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use jiuzhu_engine::spoken::{EXACT, hear, say};
use jiuzhu_engine::{Question, Range, Rulebook};
use jiuzhu_selfcheck::api::CaseFile;

use xtask::{assess, rules};

/// Prints the code of the case in a file, or the case of a code as TOML.
///
/// # Errors
/// When the file holds no case, when the digits are none, or when there are more significant digits than a code can have.
pub fn run(root: &Path, told: &str, digits: u8) -> Result<()> {
    ensure!((1..=EXACT).contains(&digits), "`--digits` wants a number from 1 to {EXACT}");
    if fs::exists(told).unwrap_or_default() {
        let rulebook = Rulebook::from_bytes(&rules::compile(root)?)?;
        let case = assess::read(Path::new(told), &rulebook, assess::today()?)?;
        let rules = rulebook.day().context("the rulebook has no version")?;
        let said = say(&case, rules, digits)?;
        println!("{}", said.code);
        for rounded in &said.rounded {
            let question = match rounded.question {
                Some(Question::Member(index, question)) => format!("members[{index}] {}", question.id()),
                Some(question) => question.id().to_owned(),
                None => "income that never counts".to_owned(),
            };
            println!("{question}: {} is said as {}", shown(rounded.told), shown(rounded.said));
        }
    } else {
        let heard = hear(told)?;
        print!("# Told under the rules of {}.\n{}", heard.rules, toml::to_string(&CaseFile::of(&heard.case))?);
    }
    Ok(())
}

/// An amount in yuan, or its two ends.
fn shown(range: Range) -> String {
    match (range.exact(), range.high()) {
        (Some(amount), _) => amount.to_string(),
        (None, Some(high)) => format!("{}\u{2013}{high}", range.low()),
        (None, None) => format!("{} or more", range.low()),
    }
}
