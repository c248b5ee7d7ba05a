//! Assesses the case in a file and says the result in words or as JSON.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, anyhow, bail, ensure};
use jiuzhu_engine::{Case, Date, Rulebook, assess};
use jiuzhu_selfcheck::api::{AssessmentOut, CaseFile};
use jiuzhu_selfcheck::explain::explain;
use jiuzhu_selfcheck::json;
use jiuzhu_selftest::golden::Golden;
use serde::de::DeserializeOwned;

use crate::rules;

/// What to do with the case.
pub struct Options {
    /// The file, `.toml` or `.json`: a case, or a golden case.
    pub file: PathBuf,
    /// Whether to print JSON instead of words.
    pub json: bool,
    /// Whether the file holds many cases, one JSON in each line.
    pub many: bool,
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
    if options.many {
        let cases = fs::File::open(&options.file).with_context(|| format!("reading {}", options.file.display()))?;
        let at_fault = lines(&rulebook, BufReader::new(cases), &mut io::stdout().lock(), today()?)?;
        ensure!(at_fault == 0, "{at_fault} lines are at fault; each says so in its place");
        return Ok(());
    }
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

/// Assesses one case in JSON per line, on all cores, and writes one line for each in the same order: the assessment, or the
/// number of the line and what is wrong with it. Gives how many lines are at fault.
///
/// # Errors
/// When the cases cannot be read or the lines cannot be written.
pub fn lines(rulebook: &Rulebook, mut cases: impl BufRead, out: &mut impl Write, today: Date) -> Result<usize> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let (mut number, mut at_fault) = (0, 0);
    loop {
        let mut batch = Vec::new();
        while batch.len() < cores * LINES_AT_ONCE {
            let mut line = Vec::new();
            if cases.read_until(b'\n', &mut line).context("reading the cases")? == 0 {
                break;
            }
            number += 1;
            batch.push((number, line));
        }
        if batch.is_empty() {
            return Ok(at_fault);
        }
        let share = batch.len().div_ceil(cores);
        let answers: Vec<Vec<Result<String, String>>> = thread::scope(|scope| {
            let answer = |lines| scope.spawn(move || answers(rulebook, lines, today));
            let threads: Vec<_> = batch.chunks(share).map(answer).collect();
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
        });
        for answer in answers.into_iter().flatten() {
            at_fault += usize::from(answer.is_err());
            let (Ok(line) | Err(line)) = answer;
            writeln!(out, "{line}").context("writing the assessments")?;
        }
    }
}

/// How many lines a core is given at a time.
const LINES_AT_ONCE: usize = 512;

fn answers(rulebook: &Rulebook, lines: &[(usize, Vec<u8>)], today: Date) -> Vec<Result<String, String>> {
    let told = |(number, line): &(usize, Vec<u8>)| {
        json::assessed(rulebook, line, today).map_err(|errors| {
            let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
            serde_json::json!({ "line": number, "errors": errors }).to_string()
        })
    };
    lines.iter().map(told).collect()
}

/// Reads the case in a file.
///
/// # Errors
/// When the file cannot be read or a field is wrong; every wrong field is named with what was given and what is allowed.
pub fn read(file: &Path, rulebook: &Rulebook, today: Date) -> Result<Case> {
    let content = fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let case = if is_golden(&content) {
        parse::<Golden>(file, &content)?.case_file()
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
        Some("json") => {
            json::ensure_object(content.as_bytes()).map_err(|error| anyhow!("{}: {error}", file.display()))?;
            serde_json::from_str(content).with_context(|| file.display().to_string())
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::literal(2026, 11, 22);

    fn rulebook() -> Rulebook {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the root");
        Rulebook::from_bytes(&rules::compile(root).expect("the rules have no fault")).expect("they can be read")
    }

    /// A household of 120101 with so much in wages.
    fn with_wages(wages: usize) -> String {
        format!(
            r#"{{"as_of":"2026-11-22","place":{{"hukou":"120101"}},"members":[{{"age":40}}],"income":{{"wages":{{"amount":"{wages}","period":"month"}}}}}}"#
        )
    }

    fn answered(rulebook: &Rulebook, cases: &[u8]) -> (Vec<String>, usize) {
        let mut out = Vec::new();
        let at_fault = lines(rulebook, cases, &mut out, TODAY).expect("it can be written");
        (String::from_utf8(out).expect("text").lines().map(str::to_owned).collect(), at_fault)
    }

    #[test]
    fn many_cases_come_out_in_order_and_a_fault_stops_none() {
        let rulebook = rulebook();
        let count = thread::available_parallelism().map_or(1, usize::from) * LINES_AT_ONCE + 7;
        let mut cases: Vec<Vec<u8>> = (0..count).map(|wages| with_wages(wages).into_bytes()).collect();
        let faults: [(usize, &[u8], &[&str]); 8] = [
            (1, br#"{"members":[{"age":200}]}"#, &["`members[0].age` is `200`", "from 0 to 130"]),
            (3, br#"{"members":[{"agee":20}]}"#, &["column 19", "unknown field `agee`", "`age`"]),
            (
                4,
                br#"{"as_of":"2026-02-30","place":{"hukou":"999999"}}"#,
                &["`as_of` is `2026-02-30`", "`place.hukou` is `999999`"],
            ),
            (6, b"", &["an object such as"]),
            (7, b"[]", &["an object such as"]),
            (9, b"{\"as_of\":\"\xff\"}", &["column 1", "unicode"]),
            (11, br#"{"income":{"wages":{"amount":"1e9","period":"week"}}}"#, &["`income.wages", "1e9"]),
            (count - 1, br#"{"members":"#, &["EOF"]),
        ];
        for (at, case, _) in faults {
            cases[at] = case.to_vec();
        }
        let (found, at_fault) = answered(&rulebook, &cases.join(&b'\n'));
        assert_eq!((found.len(), at_fault), (count, faults.len()));
        for (at, _, told) in faults {
            let line: serde_json::Value = serde_json::from_str(&found[at]).expect("JSON");
            assert_eq!(line["line"], at + 1);
            let errors = line["errors"].to_string();
            assert!(told.iter().all(|told| errors.contains(told)), "line {}: {errors}", at + 1);
        }
        for at in (0..count).filter(|at| faults.iter().all(|(fault, ..)| fault != at)).step_by(97) {
            let alone = answered(&rulebook, with_wages(at).as_bytes()).0;
            assert_eq!(found[at], alone[0], "line {}", at + 1);
        }
        assert_eq!(answered(&rulebook, b""), (Vec::new(), 0));
    }

    #[test]
    fn a_wrong_case_is_named_with_its_file_its_field_and_what_is_allowed() {
        let rulebook = rulebook();
        let folder = std::env::temp_dir().join(format!("jiuzhu-cases-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("it can be made");
        let mut unexpected = Vec::new();
        for (name, content, told) in [
            ("empty.json", "", &["an object such as"][..]),
            ("cut.json", "{\"members\":\n[", &["EOF", "line 2"]),
            ("case.txt", "{}", &["ends in .toml or .json"]),
            ("open.toml", "members = [", &["TOML", "line 1"]),
            ("twice.toml", "as_of = \"2026-01-01\"\nas_of = \"2026-01-02\"", &["line 2", "duplicate key"]),
            ("field.toml", "[place]\nhukuo = \"620102\"", &["line 2", "unknown field `hukuo`", "`hukou`"]),
            ("list.json", "[1, 2]", &["an object such as"]),
            ("place.toml", "place.hukou = \"城关区\"", &["`place.hukou` is `城关区`", "rules/regions.csv"]),
            ("day.toml", "as_of = \"1999-01-01\"", &["`as_of` is `1999-01-01`", "a day from 2014-05-01"]),
            ("money.toml", "property.financial = \"12.345\"", &["`property.financial.amount` is `12.345`"]),
            ("minus.toml", "property.financial = \"-1\"", &["`property.financial.amount` is `-1`"]),
            ("much.toml", "property.financial = \"99999999999999999999999\"", &["`property.financial", "99999999999"]),
            ("order.toml", "property.financial = { from = \"9\", to = \"8\" }", &["the wrong way round"]),
            ("float.toml", "property.financial = 1.5", &["`property.financial.amount` is `1.5`"]),
            ("nan.toml", "property.financial = nan", &["`property.financial.amount` is `NaN`"]),
            ("word.toml", "place.residence = \"village\"", &["`place.residence` is `village`", "`urban`, `rural`"]),
            ("first.toml", "members = [{ relation = \"child\" }]", &["`members[0].relation`", "`applicant`"]),
            ("deep.json", &format!("{{\"members\":{}", "[".repeat(100_000)), &["line 1"]),
            ("deep.toml", &format!("members = {}", "[".repeat(100_000)), &["line 1"]),
        ] {
            let file = folder.join(name);
            fs::write(&file, content).expect("it can be written");
            let error = format!("{:#}", read(&file, &rulebook, TODAY).expect_err(name));
            if !error.contains(name) || !told.iter().all(|told| error.contains(told)) {
                unexpected.push(format!("{name}: {error}"));
            }
        }
        assert!(unexpected.is_empty(), "{unexpected:#?}");
        fs::write(folder.join("bytes.toml"), b"\xff\xfe").expect("it can be written");
        let error = format!("{:#}", read(&folder.join("bytes.toml"), &rulebook, TODAY).expect_err("not a text"));
        assert!(error.contains("bytes.toml") && error.contains("UTF-8"), "{error}");
        fs::remove_dir_all(&folder).expect("it can be removed");
    }
}
