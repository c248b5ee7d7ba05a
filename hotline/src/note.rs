//! What leaves the page, and only by the clipboard: the note of a call, and the case as a test.

use std::collections::BTreeMap;
use std::fmt::Write;

use jiuzhu_engine::assessment::{Often, Payout};
use jiuzhu_engine::spoken::{EXACT, say};
use jiuzhu_engine::{Rulebook, Verdict};
use jiuzhu_selfcheck::api::CaseFile;
use jiuzhu_selfcheck::explain::{explain, verdict_words};
use jiuzhu_selfcheck::interview::who;
use jiuzhu_selfcheck::{key, text};
use serde::Serialize;

use crate::field::{self, Field};
use crate::state::Column;
use crate::value;

/// The answers in words, each with what was asked.
pub fn answers(rulebook: &Rulebook, column: &Column) -> Vec<String> {
    let told = &column.told;
    let answer = |field: &Field| {
        let words = value::words(rulebook, *field, &told.value(*field)?);
        let label = match field.member() {
            None => field::label(*field).to_owned(),
            Some(member) => {
                let who = who::name(&told.people, member.into());
                text::fill(key!("called.label"), &[("who", &who), ("what", field::label(*field))])
            }
        };
        Some([label, words].join(text::get(key!("result.colon"))))
    };
    told.fields.iter().filter_map(answer).collect()
}

/// The note of a call: what was told, what comes of it and why, where to go, and the code that opens the case again.
pub fn of_call(rulebook: &Rulebook, column: &Column) -> String {
    let told = explain(rulebook, &column.told.case, &column.assessment);
    let mut note = String::new();
    let mut line = |line: &str| {
        note.push_str(line);
        note.push('\n');
    };
    line(text::get(key!("hotline.note.title")));
    line(&told.as_of);
    line("");
    line(text::get(key!("hotline.note.told")));
    for answer in answers(rulebook, column) {
        line(&format!("- {answer}"));
    }
    line("");
    line(text::get(key!("hotline.note.result")));
    for finding in told.findings.iter().filter(|finding| finding.verdict != Verdict::Dormant) {
        let verdict = [("verdict", finding.verdict_words), ("name", finding.name)];
        let mut headline = text::fill(key!("result.headline"), &verdict);
        if let Some(amount) = finding.amounts.first() {
            let _ = write!(headline, "{}{}", text::get(key!("result.colon")), amount.amount);
        }
        line(&headline);
        if finding.verdict == Verdict::Undetermined {
            let missing: Vec<String> = finding.missing.iter().map(|missing| missing.name.clone()).collect();
            line(&said(key!("result.missing"), &text::joined(&missing, key!("result.separator"))));
            continue;
        }
        if let Some(reason) = finding.reasons.first() {
            line(&format!("  {}", reason.sentence));
        }
        let laws: Vec<String> = finding.laws.iter().map(|law| law.name.clone()).collect();
        if !laws.is_empty() {
            line(&said(key!("result.law"), &text::joined(&laws, key!("result.separator"))));
        }
    }
    line("");
    for place in &told.places {
        line(
            &[place.programmes.join(text::get(key!("result.separator"))), place.sentence.clone()]
                .join(text::get(key!("result.colon"))),
        );
    }
    if let Some(code) = code(rulebook, column) {
        line(&text::fill(key!("hotline.note.code"), &[("code", &code)]));
    }
    for each in &told.notes {
        line(each);
    }
    note
}

fn said(what: text::Key, words: &str) -> String {
    format!("  {}{}{words}", text::get(what), text::get(key!("result.colon")))
}

/// The case in digits to read out; none if it holds what digits cannot say.
pub fn code(rulebook: &Rulebook, column: &Column) -> Option<String> {
    let rules = jiuzhu_engine::Date::parse(rulebook.version.get(..10)?)?;
    say(&column.told.case, rules, EXACT).ok().map(|said| said.code)
}

/// A case with what comes of it, as the files of golden cases have it.
#[derive(Serialize)]
struct Golden {
    title: String,
    story: String,
    source: &'static str,
    as_of: String,
    settled: bool,
    case: CaseFile,
    expect: BTreeMap<&'static str, Expect>,
}

#[derive(Serialize)]
struct Expect {
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    often: Option<Often>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Amount {
    Exactly(String),
    Between {
        from: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        to: Option<String>,
    },
}

impl From<&Payout> for Amount {
    fn from(payout: &Payout) -> Amount {
        match payout.range.exact() {
            Some(exact) => Amount::Exactly(exact.to_string()),
            None => Amount::Between {
                from: payout.range.low().to_string(),
                to: payout.range.high().map(|high| high.to_string()),
            },
        }
    }
}

/// The case as a file for `tests/cases/`, with what the rules of today make of it: to be held against the law by hand.
pub fn as_test(rulebook: &Rulebook, column: &Column) -> String {
    let case = &column.told.case;
    let mut file = CaseFile::of(case);
    file.as_of = None;
    let expect = column.assessment.findings.iter().map(|finding| {
        let amount = finding.amount();
        let expect = Expect {
            verdict: verdict_words(finding.verdict),
            amount: amount.map(Amount::from),
            often: amount.map(|payout| payout.often),
        };
        (finding.programme.id(), expect)
    });
    let golden = Golden {
        title: text::fill(key!("hotline.test.title"), &[("as_of", &case.as_of.to_string())]),
        story: answers(rulebook, column).join(text::get(key!("result.semicolon"))),
        source: text::get(key!("hotline.test.source")),
        as_of: case.as_of.to_string(),
        settled: column.assessment.next.is_empty(),
        case: file,
        expect: expect.collect(),
    };
    // Every value is a text, a number or a table of such: there is nothing that the format could not hold.
    toml::to_string(&golden).unwrap_or_default()
}
