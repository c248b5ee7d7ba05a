//! `rules/coverage.toml`: what became of each clause of the laws and notices, and whether everything it names is there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiuzhu_engine::condition::Gap;
use jiuzhu_engine::programmes::RULES;
use jiuzhu_engine::programmes::temporary_emergency::HELP_FIRST;
use jiuzhu_engine::{HouseholdQuestion, MemberQuestion, Programme};
use jiuzhu_selfcheck::text;
use serde::Deserialize;
use toml::de::DeValue;

use super::citation::{Text, Texts};
use super::fault::{Faults, Spot};
use super::folder::{self, Folder};
use super::load::Loaded;
use super::{place, row};
use crate::golden;

/// Where the clauses stand.
pub const FILE: &str = "rules/coverage.toml";

/// The words for what a clause is, and what became of it.
pub const TAGS: [&str; 4] = ["encoded", "procedural", "discretionary", "out-of-scope"];

/// How many clauses of a source have each of [`TAGS`].
pub type Counts = BTreeMap<String, [usize; 4]>;

/// One clause as its line has it.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Clause {
    /// The section in which a numbered sentence stands.
    pub at: Option<String>,
    pub encoded: Option<String>,
    procedural: Option<String>,
    discretionary: Option<String>,
    out_of_scope: Option<String>,
    /// Rules, programmes and gaps of the engine, kinds of local rules, national figures.
    pub by: Vec<String>,
    /// Questions.
    asks: Vec<String>,
    /// Keys of texts.
    says: Vec<String>,
    /// Golden cases, as `folder/name`.
    test: Vec<String>,
}

impl Clause {
    /// Which of [`TAGS`] it has, with the words after it.
    pub fn tags(&self) -> impl Iterator<Item = (usize, &str)> {
        let told = [&self.encoded, &self.procedural, &self.discretionary, &self.out_of_scope];
        told.into_iter().enumerate().filter_map(|(tag, words)| Some((tag, words.as_deref()?)))
    }
}

/// A clause with its name and line.
pub struct Line {
    pub spot: Spot,
    pub name: String,
    pub clause: Clause,
}

/// What a clause may name.
struct Known {
    by: BTreeSet<String>,
    asks: BTreeSet<&'static str>,
    cases: BTreeSet<String>,
}

/// Notes every clause without a tag and every link that leads nowhere; `cases` are the golden cases that exist.
pub fn check(
    folder: &Folder,
    loaded: &Loaded,
    texts: Option<&Texts>,
    cases: BTreeSet<String>,
    faults: &mut Faults,
) -> Counts {
    let mut counts = Counts::new();
    let known = Known { by: rules(loaded), asks: questions(), cases };
    let mut tables = read(folder, faults);
    for (row, _) in &loaded.sources {
        let source = &row.value;
        let Some(names) = clauses(source) else { continue };
        if let Some(text) = texts.and_then(|texts| texts.get(source.text.as_deref()?)) {
            compare(source, &row.spot, text, faults);
        }
        let Some((top, lines)) = tables.remove(&source.id) else {
            faults.add(
                &row.spot,
                format!("no clause of `{}` is tagged", source.id),
                format!("give it a table in {FILE}"),
            );
            continue;
        };
        let mut left: BTreeSet<&str> = names.iter().map(String::as_str).collect();
        let sentences = source.sentences.is_some();
        for line in &lines {
            line.check(&known, faults);
            let section = line.clause.at.as_deref();
            match section {
                Some(at) => {
                    let there = sentences && is_sentence(source, &line.name) && names.iter().any(|name| name == at);
                    let what = || format!("`{}` has no sentence {} in section `{at}`", source.id, line.name);
                    faults.unless(there, &line.spot, what, "see `sections` and `sentences` of the source");
                    left.remove(at);
                }
                None => {
                    let there = names.contains(&line.name) && !is_sentence(source, &line.name);
                    let what = || format!("`{}` has no clause `{}`", source.id, line.name);
                    faults.unless(there, &line.spot, what, "a sentence says `at` which section it stands in");
                }
            }
            left.remove(line.name.as_str());
            // A section with parts is tagged by its parts.
            left.retain(|name| !line.name.starts_with(&format!("{name}(")));
            if let Some(section) = section {
                left.retain(|name| !section.starts_with(&format!("{name}(")));
            }
            if let Some((tag, _)) = line.clause.tags().next() {
                counts.entry(source.id.clone()).or_default()[tag] += 1;
            }
        }
        for name in left {
            let hint = format!("write a line for it with one of {}", TAGS.join(", "));
            faults.add(&top, format!("clause `{name}` of `{}` has no tag", source.id), hint);
        }
        cited(source, &top, &lines, faults);
    }
    for (id, (spot, _)) in tables {
        let hint = "its source says in `articles`, `sections` or `sentences` which clauses there are";
        faults.add(&spot, format!("`{id}` has no clauses"), hint);
    }
    counts
}

/// The golden cases below `root`, as `folder/name`.
pub fn cases(root: &Path) -> BTreeSet<String> {
    let folder = root.join("tests/cases");
    // Rules can be checked where there are no cases.
    let files = golden::files(&folder).unwrap_or_default();
    files.iter().map(|file| golden::name(&folder, file)).collect()
}

/// What each clause is encoded by and which golden cases prove it, with the clause's line.
#[cfg(test)]
pub fn proofs(folder: &Folder) -> Vec<(Spot, Vec<String>, Vec<String>)> {
    let lines = read(folder, &mut Faults::default()).into_values().flat_map(|(_, lines)| lines);
    lines.map(|line| (line.spot, line.clause.by, line.clause.test)).collect()
}

/// The tables by the id of their source, each with its line.
pub fn read(folder: &Folder, faults: &mut Faults) -> BTreeMap<String, (Spot, Vec<Line>)> {
    let mut tables = BTreeMap::new();
    let Some(text) = folder.text(FILE, faults) else { return tables };
    let Some(table) = folder::table(FILE, text, faults) else { return tables };
    for (id, value) in table.into_inner() {
        let top = Spot::span(FILE, text, &id.span());
        let DeValue::Table(entries) = value.into_inner() else {
            faults.add(&top, format!("`{}` is not a table", id.get_ref()), "each source has a table of clauses");
            continue;
        };
        let mut lines = Vec::new();
        for (name, value) in entries {
            let spot = Spot::span(FILE, text, &name.span());
            if let Some(clause) = folder::read(FILE, text, &spot, value, faults) {
                lines.push(Line { spot, name: name.into_inner().into_owned(), clause });
            }
        }
        tables.insert(id.into_inner().into_owned(), (top, lines));
    }
    tables
}

impl Line {
    fn check(&self, known: &Known, faults: &mut Faults) {
        let Line { spot, name, clause } = self;
        let tags: Vec<_> = clause.tags().collect();
        let once = tags.len() == 1 && !tags[0].1.trim().is_empty();
        let what = || format!("clause `{name}` has {} tags", tags.len());
        faults.unless(
            once,
            spot,
            what,
            "one of encoded, procedural, discretionary, out-of-scope, and a few words after it",
        );
        if clause.encoded.is_some() {
            let proved = !clause.by.is_empty() && !clause.test.is_empty();
            faults.unless(
                proved,
                spot,
                || format!("clause `{name}` is encoded"),
                "say by what in `by` and where proved in `test`",
            );
        }
        if clause.out_of_scope.is_some() {
            let bare = [&clause.by, &clause.asks, &clause.says, &clause.test].iter().all(|links| links.is_empty());
            faults.unless(bare, spot, || format!("clause `{name}` is out of scope"), "then nothing comes of it");
        }
        let mut exist = |field: &str, ids: &[String], exists: &dyn Fn(&str) -> bool, hint: &str| {
            for id in ids.iter().filter(|id| !exists(id)) {
                faults.add(spot, format!("clause `{name}`, `{field}`: there is no `{id}`"), hint);
            }
        };
        let by = "a rule, programme or gap of the engine, a kind of local rule, or a national figure";
        exist("by", &clause.by, &|id| known.by.contains(id), by);
        exist("asks", &clause.asks, &|id| known.asks.contains(id), "a question, as in `text/zh-Hans/rules.toml`");
        exist("says", &clause.says, &|key: &str| text::Key::find(key).is_some(), "a key of `text/`");
        exist("test", &clause.test, &|case| known.cases.contains(case), "a file of `tests/cases`, without `.toml`");
    }
}

/// What a rule of the engine cites is said to be encoded by it.
fn cited(source: &row::Source, top: &Spot, lines: &[Line], faults: &mut Faults) {
    for rule in all_rules() {
        for article in rule.law.iter().filter(|article| article.source == source.id && !article.article.is_empty()) {
            let clause = if source.articles.is_some() {
                article.article.split('(').next().unwrap_or_default()
            } else {
                article.article
            };
            let here = |line: &&Line| line.name == clause || line.clause.at.as_deref() == Some(clause);
            let says = |line: &Line| line.clause.by.iter().any(|id| id == rule.id);
            if !lines.iter().filter(here).any(says) {
                let spot = lines.iter().find(here).map_or(top, |line| &line.spot);
                let what = format!("rule `{}` cites `{clause}` of `{}`", rule.id, source.id);
                faults.add(spot, what, "name the rule in the clause's `by`");
            }
        }
    }
}

fn all_rules() -> impl Iterator<Item = &'static jiuzhu_engine::condition::Rule> {
    RULES.iter().copied().chain([&HELP_FIRST])
}

/// The names of a source's clauses, or `None` if they are not counted: articles, or sections with their parts.
fn clauses(source: &row::Source) -> Option<Vec<String>> {
    let mut names: Vec<String> =
        (1..=source.articles.or(source.sentences).unwrap_or(0)).map(|n| n.to_string()).collect();
    for (index, parts) in source.sections.iter().flatten().enumerate() {
        let section = numeral(index + 1);
        names.extend((1..=usize::from(*parts)).map(|part| format!("{section}({})", numeral(part))));
        names.push(section);
    }
    (!names.is_empty()).then_some(names)
}

fn is_sentence(source: &row::Source, name: &str) -> bool {
    name.parse().is_ok_and(|number: u16| source.sentences.is_some_and(|last| (1..=last).contains(&number)))
}

/// The clauses that the register counts are those of the text.
fn compare(source: &row::Source, spot: &Spot, text: &Text, faults: &mut Faults) {
    let counted: BTreeSet<String> =
        clauses(source).into_iter().flatten().filter(|name| !is_sentence(source, name)).collect();
    let found: BTreeSet<String> = text.names().map(str::to_owned).collect();
    for name in counted.difference(&found) {
        faults.add(spot, format!("the text of `{}` has no `{name}`", source.id), "count its clauses again");
    }
    for name in found.difference(&counted) {
        faults.add(spot, format!("the text of `{}` has `{name}` too", source.id), "count its clauses again");
    }
}

/// 一 to 十九.
fn numeral(number: usize) -> String {
    let digit =
        |number: usize| "一二三四五六七八九".chars().nth(number.wrapping_sub(1)).map(String::from).unwrap_or_default();
    if number < 10 { digit(number) } else { format!("十{}", digit(number - 10)) }
}

fn rules(loaded: &Loaded) -> BTreeSet<String> {
    let mut ids: BTreeSet<String> = all_rules().map(|rule| rule.id.to_owned()).collect();
    ids.extend(Gap::ALL.iter().map(|gap| gap.id().to_owned()));
    ids.extend(Programme::ALL.iter().map(|programme| programme.id().to_owned()));
    let kinds = loaded.places.iter().flat_map(|file| &file.rules).map(|row| place::kind(row.value.rule.get_ref()));
    ids.extend(kinds.filter_map(|kind| kind.split(' ').next()).map(str::to_owned));
    ids.extend(loaded.national.iter().flat_map(|national| &national.spots).map(|(name, _)| name.clone()));
    ids
}

fn questions() -> BTreeSet<&'static str> {
    let members = MemberQuestion::ALL.iter().map(|question| question.id());
    HouseholdQuestion::ALL.iter().map(|question| question.id()).chain(members).collect()
}
