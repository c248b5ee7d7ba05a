//! Golden cases: a household that an officer can read, and what must come of it. The format of `tests/cases/**.toml`.
//!
//! Nothing here is compared or shown as `{:?}`: a program for the browser is built without it.

use core::fmt::Display;
use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};
use jiuzhu_engine::assessment::{FigureOf, Flip, Often, Used};
use jiuzhu_engine::condition::Gap;
use jiuzhu_engine::programmes::RULES;
use jiuzhu_engine::{
    Assessment, Case, Date, Finding, HouseholdQuestion, MemberQuestion, Money, Programme, Range, Rulebook, Verdict,
    assess, flips,
};
use jiuzhu_selfcheck::api::{AssessmentOut, CaseFile, Plain};
use jiuzhu_selfcheck::explain::{explain, verdict_words};
use jiuzhu_selfcheck::place;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::digest;

/// The day on which the cases are read; it only bounds the days that they may name.
const READ_ON: Date = Date::literal(2026, 11, 22);

/// A golden case as its file has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Golden {
    /// The sentence that must hold.
    pub title: String,
    /// The household, in words that an officer can read.
    pub story: String,
    /// Where the rule behind it stands.
    pub source: String,
    /// The day for which the rules are asked.
    pub as_of: Plain,
    /// What the household told.
    pub case: CaseFile,
    /// What must come of it, by programme.
    pub expect: BTreeMap<Programme, Expect>,
    /// The figures that must have been used.
    #[serde(default)]
    pub figures: Vec<ExpectFigure>,
    /// Whether nothing is left to ask.
    pub settled: Option<bool>,
    /// Words that the explanation must hold.
    #[serde(default)]
    pub says: Vec<String>,
    /// The [`digest`] of the assessment that the build worked out; no file has it.
    pub assessed: Option<String>,
}

/// What must come of one programme; what is left out is not looked at.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// The verdict, as an id or in words.
    pub verdict: Option<String>,
    /// Verdicts that it must not be.
    #[serde(default)]
    pub never: Vec<String>,
    /// How much the main payment is.
    pub amount: Option<ExpectAmount>,
    /// How often it is paid.
    pub often: Option<Often>,
    /// How it came about.
    pub method: Option<String>,
    /// The rules of the reasons, all of them, in any order.
    pub reasons: Option<Vec<String>>,
    /// Rules that must be among the reasons.
    #[serde(default)]
    pub among_reasons: Vec<String>,
    /// The doors that must be open or may be, all of them, in any order.
    pub opens: Option<Vec<String>>,
    /// Questions that must be missing.
    #[serde(default)]
    pub missing: Vec<String>,
    /// The gaps, all of them, in any order.
    pub gaps: Option<Vec<String>>,
    /// Amounts at which the verdict must change.
    #[serde(default)]
    pub flips: Vec<ExpectFlip>,
    /// The place whose office decides, by code or whole name.
    pub apply_at: Option<String>,
}

/// An amount: exactly, or its two ends.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum ExpectAmount {
    /// Exactly so much.
    Exactly(Money),
    /// From so much to so much; without an upper end, so much or more.
    Between(Ends),
}

/// The two ends of an amount.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ends {
    /// The least.
    pub from: Money,
    /// The most.
    pub to: Option<Money>,
}

/// An amount or a number at which the verdict must change.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectFlip {
    /// What would have to change: a question, `counted-income` or `deduction`.
    pub of: String,
    /// Yuan; of an age full years, of months and things how many.
    pub at: Money,
    /// The verdict up to and including it.
    pub until: String,
    /// The verdict one fen above, or one more.
    pub above: String,
}

/// A figure that must have been used.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectFigure {
    /// What it is used for.
    pub of: FigureOf,
    /// The place that it is on file for, by code or whole name.
    pub place: Option<String>,
    /// Yuan.
    pub value: Option<Money>,
    /// How it was used.
    pub used: Option<Used>,
    /// The document number or id of its source.
    pub source: Option<String>,
}

impl Golden {
    /// The case with its day.
    pub fn case_file(&self) -> CaseFile {
        CaseFile { as_of: Some(self.as_of.clone()), ..self.case.clone() }
    }

    /// The [`digest`] of the assessment as JSON, so that two machines can tell whether each byte of it is the same.
    ///
    /// # Errors
    /// When the case names something that does not exist.
    pub fn fingerprint(&self, rulebook: &Rulebook) -> Result<String> {
        let case = self.read(rulebook)?;
        Ok(fingerprint(rulebook, &case, &assess(rulebook, &case)))
    }

    fn read(&self, rulebook: &Rulebook) -> Result<Case> {
        let (case, errors) = self.case_file().read(rulebook, READ_ON);
        let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
        ensure!(errors.is_empty(), "{}", errors.join("\n"));
        Ok(case)
    }

    /// Assesses the case and says in what it differs from what was expected, one line each.
    ///
    /// # Errors
    /// When the case or the expectation names something that does not exist.
    pub fn differences(&self, rulebook: &Rulebook) -> Result<Vec<String>> {
        let case = self.read(rulebook)?;
        let assessment = assess(rulebook, &case);
        // Looking for them takes a hundred times as long as all the rest.
        let are_flips_expected = self.expect.values().any(|expect| !expect.flips.is_empty());
        let flips = if are_flips_expected { flips(rulebook, &case) } else { Vec::new() };
        let mut differences = Vec::new();
        for (programme, expect) in &self.expect {
            let finding = assessment.finding(*programme);
            let flips: Vec<Flip> = flips.iter().filter(|(of, _)| of == programme).map(|(_, flip)| *flip).collect();
            for difference in expect.differences(rulebook, finding, &flips)? {
                differences.push(format!("{}: {difference}", programme.id()));
            }
        }
        for figure in &self.figures {
            if !figure.is_among(rulebook, &assessment)? {
                let used = assessment.figures.iter().map(|used| format!("{} {}", written(&used.used), used.value));
                differences.push(format!("no figure is like {}; used were: {}", figure.told(), listed(used)));
            }
        }
        if self.settled.is_some_and(|settled| settled != assessment.next.is_empty()) {
            let next = listed(assessment.next.iter().map(|question| question.id()));
            let expected = if self.settled == Some(true) { "none" } else { "some" };
            differences.push(format!("left to ask: {next}, expected {expected}"));
        }
        differences.extend(self.unsaid(rulebook, &case, &assessment));
        let found = fingerprint(rulebook, &case, &assessment);
        if self.assessed.as_ref().is_some_and(|expected| *expected != found) {
            differences
                .push(format!("the assessment is not, byte for byte, that of the build; its SHA-256 is {found}"));
        }
        Ok(differences)
    }

    fn unsaid(&self, rulebook: &Rulebook, case: &Case, assessment: &Assessment) -> Vec<String> {
        if self.says.is_empty() {
            return Vec::new();
        }
        let text = explain(rulebook, case, assessment).to_text();
        let unsaid = self.says.iter().filter(|words| !text.contains(words.as_str()));
        unsaid.map(|words| format!("the explanation does not say `{words}`; it says\n{text}")).collect()
    }
}

impl Expect {
    fn differences(&self, rulebook: &Rulebook, finding: &Finding, flips: &[Flip]) -> Result<Vec<String>> {
        let mut differences = Vec::new();
        let mut differ = |what: &str, expected: String, found: String| {
            if expected != found {
                differences.push(format!("{what} is {found}, expected {expected}"));
            }
        };
        if let Some(expected) = &self.verdict {
            differ(
                "the verdict",
                verdict_words(verdict(expected)?).to_owned(),
                verdict_words(finding.verdict).to_owned(),
            );
        }
        if let Some(expected) = &self.amount {
            let found = finding.amount().map_or("none".to_owned(), |payout| shown(payout.range));
            differ("the amount", shown(expected.range()?), found);
        }
        if let Some(expected) = self.often {
            let found = finding.amount().map_or("never".to_owned(), |payout| written(&payout.often));
            differ("how often", written(&expected), found);
        }
        if let Some(expected) = &self.method {
            let found = finding.amount().map_or("none", |payout| payout.method.id());
            differ("the method", expected.clone(), found.to_owned());
        }
        let rules: Vec<&str> = finding.reasons().into_iter().map(|clause| clause.rule.id).collect();
        if let Some(expected) = &self.reasons {
            expected.iter().try_for_each(|id| known_rule(id))?;
            differ("the reasons", sorted(expected.iter().map(String::as_str)), sorted(rules.iter().copied()));
        }
        for expected in &self.among_reasons {
            known_rule(expected)?;
            if !rules.contains(&expected.as_str()) {
                differ("the reasons", format!("`{expected}` among them"), sorted(rules.iter().copied()));
            }
        }
        if let Some(expected) = &self.opens {
            expected.iter().try_for_each(|id| known_rule(id))?;
            let doors = finding.opens().into_iter().map(|clause| clause.rule.id);
            differ("what is open", sorted(expected.iter().map(String::as_str)), sorted(doors));
        }
        let missing: Vec<&str> = finding.missing.iter().map(|question| question.id()).collect();
        for expected in &self.missing {
            known_question(expected)?;
            if !missing.contains(&expected.as_str()) {
                differ("what is missing", format!("`{expected}` among it"), sorted(missing.iter().copied()));
            }
        }
        if let Some(expected) = &self.gaps {
            expected.iter().try_for_each(|id| known_gap(id))?;
            differ("the gaps", sorted(expected.iter().map(String::as_str)), sorted(finding.gaps.iter().map(Gap::id)));
        }
        for expected in &self.flips {
            let told = |of: &str, at: &dyn Display, until, above| {
                format!("{of} at {at} from {} to {}", verdict_words(until), verdict_words(above))
            };
            let wanted = told(&expected.of, &expected.at, verdict(&expected.until)?, verdict(&expected.above)?);
            let found: Vec<_> = flips.iter().map(|it| told(it.at.of().id(), &it.at, it.until, it.above)).collect();
            if !found.contains(&wanted) {
                differ("where it changes", format!("`{wanted}` among it"), listed(found.into_iter()));
            }
        }
        if let Some(expected) = &self.apply_at {
            use jiuzhu_engine::assessment::ApplyAt::{Current, Emergency, Hukou, Unasked};
            let expected =
                place::find(rulebook, expected).with_context(|| format!("no place is called `{expected}`"))?;
            let found = match finding.apply_at {
                Hukou(found) | Emergency(found) | Current(found) => found,
                Unasked => None,
            };
            differ("where to apply", expected.to_string(), found.map_or("unknown".to_owned(), |it| it.to_string()));
        }
        for never in &self.never {
            if verdict(never)? == finding.verdict {
                differences.push(format!("the verdict is {}, which it must never be", verdict_words(finding.verdict)));
            }
        }
        Ok(differences)
    }
}

impl ExpectAmount {
    fn range(&self) -> Result<Range> {
        match self {
            ExpectAmount::Exactly(money) => Ok(Range::exactly(*money)),
            ExpectAmount::Between(Ends { from, to: None }) => Ok(Range::at_least(*from)),
            ExpectAmount::Between(Ends { from, to: Some(to) }) => {
                Range::between(*from, *to).with_context(|| format!("`from` {from} is larger than `to` {to}"))
            }
        }
    }
}

impl ExpectFigure {
    fn told(&self) -> String {
        let Self { of, place, value, used, source } = self;
        let told = [
            Some(written(of)),
            place.clone(),
            value.map(|value| value.to_string()),
            used.as_ref().map(written),
            source.clone(),
        ];
        listed(told.into_iter().flatten())
    }

    fn is_among(&self, rulebook: &Rulebook, assessment: &Assessment) -> Result<bool> {
        let place = match &self.place {
            Some(name) => Some(place::find(rulebook, name).with_context(|| format!("no place is called `{name}`"))?),
            None => None,
        };
        Ok(assessment.figures.iter().any(|figure| {
            let source = figure.source.map(|source| &rulebook.sources[usize::from(source)]);
            let named =
                |wanted: &String| source.is_some_and(|it| it.id == *wanted || it.number.as_ref() == Some(wanted));
            figure.of == self.of
                && place.is_none_or(|place| figure.place == Some(place))
                && self.value.is_none_or(|value| figure.value == value)
                && self.used.is_none_or(|used| figure.used == used)
                && self.source.as_ref().is_none_or(named)
        }))
    }
}

fn fingerprint(rulebook: &Rulebook, case: &Case, assessment: &Assessment) -> String {
    let json = serde_json::to_string(&AssessmentOut::of(rulebook, case, assessment));
    digest(json.expect("texts, numbers, lists and objects with texts for keys can be written").as_bytes())
}

/// A verdict by its id or by the words that people read.
fn verdict(told: &str) -> Result<Verdict> {
    let all = [Verdict::Likely, Verdict::Possible, Verdict::Undetermined, Verdict::Unlikely, Verdict::Dormant];
    let found = all.into_iter().find(|verdict| verdict_words(*verdict) == told || written(verdict) == told);
    found.with_context(|| format!("no verdict is called `{told}`; there are {}", all.map(verdict_words).join(", ")))
}

fn known_rule(id: &str) -> Result<()> {
    known("rule", id, RULES.iter().map(|rule| rule.id))
}

fn known_gap(id: &str) -> Result<()> {
    known("gap", id, Gap::ALL.iter().map(|gap| gap.id()))
}

fn known_question(id: &str) -> Result<()> {
    let of_members = MemberQuestion::ALL.iter().map(|question| question.id());
    known("question", id, HouseholdQuestion::ALL.iter().map(|question| question.id()).chain(of_members))
}

fn known<'a>(what: &str, id: &str, mut all: impl Iterator<Item = &'a str> + Clone) -> Result<()> {
    if all.clone().any(|other| other == id) {
        return Ok(());
    }
    let all: Vec<&str> = all.by_ref().collect();
    bail!("no {what} is called `{id}`; there are {}", all.join(", "))
}

fn sorted<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    let mut ids: Vec<&str> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    listed(ids.into_iter())
}

fn listed(all: impl Iterator<Item = impl AsRef<str>>) -> String {
    let mut list = String::new();
    for one in all {
        if !list.is_empty() {
            list.push_str(", ");
        }
        list.push_str(one.as_ref());
    }
    if list.is_empty() { "none".to_owned() } else { list }
}

/// The word that a value is written as.
fn written(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        other => other.map_or_else(|error| error.to_string(), |value| value.to_string()),
    }
}

fn shown(range: Range) -> String {
    match (range.exact(), range.high()) {
        (Some(amount), _) => amount.to_string(),
        (None, Some(high)) => format!("{} to {high}", range.low()),
        (None, None) => format!("{} or more", range.low()),
    }
}
