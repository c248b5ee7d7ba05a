//! Says a case in digits and hears such digits.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use jiuzhu_engine::spoken::{EXACT, hear, say};
use jiuzhu_engine::{Finding, Question, Range, Rulebook, assess};
use jiuzhu_selfcheck::api::CaseFile;

use xtask::assess::{read, today};
use xtask::{golden, rules};

/// Prints the code of the case in a file, or of every golden case in a folder with its day and its verdicts, or the case of a
/// code as TOML.
///
/// # Errors
/// When the file holds no case, when the digits are none, or when there are more significant digits than a code can have.
pub fn run(root: &Path, told: &str, digits: u8) -> Result<()> {
    ensure!((1..=EXACT).contains(&digits), "`--digits` wants a number from 1 to {EXACT}");
    if fs::metadata(told).is_ok_and(|it| it.is_dir()) {
        let rulebook = Rulebook::from_bytes(&rules::compile(root)?)?;
        let rules = rulebook.day().context("the rulebook has no version")?;
        for (file, golden) in golden::cases(Path::new(told))? {
            let (case, _) = golden.case_file().read(&rulebook, today()?);
            let said = say(&case, rules, digits).with_context(|| file.display().to_string())?;
            let verdict =
                |finding: &Finding| format!("{}={:?}", finding.programme.id(), finding.verdict).to_lowercase();
            let verdicts: Vec<String> = assess(&rulebook, &case).findings.iter().map(verdict).collect();
            println!("{}\t{}\t{}\t{}", file.display(), case.as_of, said.code, verdicts.join(" "));
        }
    } else if fs::exists(told).unwrap_or_default() {
        let rulebook = Rulebook::from_bytes(&rules::compile(root)?)?;
        let case = read(Path::new(told), &rulebook, today()?)?;
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
