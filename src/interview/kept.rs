//! What a person takes away and brings back: the case in digits, and what came of it.

use jiuzhu_engine::case::days_told;
use jiuzhu_engine::spoken::{self, CodeError, Said};
use jiuzhu_engine::{Assessment, Date, Finding};

use crate::interview::answers::Answers;
use crate::interview::outcome::verdict_id;
use crate::interview::state::State;
use crate::text;

/// So many significant digits an amount keeps in the short code.
const SHORT: u8 = 2;

/// Whether this page opens what was kept. Only a page of its own does, so that a first visit loads nothing for it.
pub const OPENS: bool = cfg!(feature = "open");

/// What the answers were opened from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The day for which the rules were asked then.
    pub on: Date,
    /// The day of the rules then.
    pub rules: Date,
    /// What came of it then, one programme after the other; empty where only the digits were kept.
    results: String,
}

/// The contents of a file: the case to the fen, and what came of it. Nothing in it needs escaping.
pub fn to_json(state: &State) -> Option<String> {
    let (code, on, version) = (said(state, false)?.code, state.answers.case.as_of, &state.rulebook.version);
    let mut results = String::new();
    for finding in &state.assessment.findings {
        results.push_str(&result(finding));
        results.push(END);
    }
    Some(format!(
        "{{\n\"program\": \"jiuzhu-selfcheck\",\n\"rules\": \"{version}\",\n\"as_of\": \"{on}\",\n\"code\": \"{code}\",\n\"results\": \"{results}\"\n}}\n"
    ))
}

/// The answers of a code as of the given day. A day that nobody may tell then, as where the clock went wrong that time, is not told.
///
/// # Errors
/// With the name of the text that says what is wrong with the code.
pub fn open(code: &str, results: String, today: Date) -> Result<(Answers, Opened), &'static str> {
    let mut heard = spoken::hear(code).map_err(|error| match error {
        CodeError::NotDigits => "not-digits",
        CodeError::Length => "length",
        CodeError::Check => "check",
        CodeError::Form | CodeError::OutOfRange | CodeError::LeftOver => "not-ours",
    })?;
    let on = core::mem::replace(&mut heard.case.as_of, today);
    heard.case.hardship.event_date = heard.case.hardship.event_date.filter(|day| days_told(today).contains(day));
    Ok((Answers::of(heard.case), Opened { on, rules: heard.rules, results }))
}

impl Opened {
    /// What came out otherwise at that time, in sentences; `None` where that was not kept.
    pub fn changes(&self, now: &Assessment) -> Option<Vec<String>> {
        let before: Vec<&str> = self.results.split(END).collect();
        let change = |finding: &Finding| {
            let name = text::named(&format!("programme.{}.name", finding.programme.id()));
            let words = |verdict| text::named(&format!("frame.verdict.{verdict}"));
            let start = [finding.programme.id(), "="].concat();
            let then = before.iter().find(|then| then.starts_with(&start))?;
            if **then == result(finding) {
                return None;
            }
            let then = then[start.len()..].split(':').next().unwrap_or_default();
            let now = verdict_id(finding.verdict);
            if then == now || !KNOWN.contains(&then) {
                return Some(text::fill(key!("opened.amount"), &[("name", name)]));
            }
            Some(text::fill(key!("opened.verdict"), &[("name", name), ("then", words(then)), ("now", words(now))]))
        };
        (!self.results.is_empty()).then(|| now.findings.iter().filter_map(change).collect())
    }
}

/// Ends what came of a programme.
const END: char = ';';

/// The verdicts that a file may name.
const KNOWN: [&str; 4] = ["likely", "possible", "undetermined", "unlikely"];

/// A programme's verdict and its amounts in fen.
fn result(finding: &Finding) -> String {
    let mut result = [finding.programme.id(), "=", verdict_id(finding.verdict)].concat();
    for payout in &finding.payouts {
        let high = payout.range.high().map_or("".to_owned(), |high| high.fen().to_string());
        result.push_str(&format!(":{}-{high}", payout.range.low().fen()));
    }
    result
}

/// The case of the page in digits.
pub fn said(state: &State, short: bool) -> Option<Said> {
    let rules = state.rulebook.day()?;
    spoken::say(&state.answers.case, rules, if short { SHORT } else { spoken::EXACT }).ok()
}
