//! What became of each clause of the law, by which rule, in which programme.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use jiuzhu_engine::condition::{Condition, Gap};
use jiuzhu_engine::date::Date;
use jiuzhu_engine::programmes::RULES;
use jiuzhu_engine::programmes::temporary_emergency::HELP_FIRST;
use jiuzhu_engine::rulebook::Rulebook;
use jiuzhu_engine::{Programme, assess};

use super::words::{fill, named};
use super::{Page, lines, table};
use crate::golden;
use crate::html::Html;
use crate::rules::coverage::{self, Clause, Line};
use crate::rules::row;

impl Page<'_> {
    pub fn write_clauses(&self, html: &mut Html) -> Result<()> {
        let texts = &self.words.own.clauses;
        html.line();
        html.words("h2", &[("id", "clauses")], &texts.title);
        html.words("p", &[("class", "hint")], &texts.hint);
        for source in self.loaded.sources.iter().map(|(row, _)| &row.value) {
            let Some((_, clauses)) = self.clauses.get(&source.id) else { continue };
            let mut counts = [0; coverage::TAGS.len()];
            let mut rows = Html::default();
            // As the law has them: by name, article 10 would come before article 2.
            let mut clauses: Vec<&Line> = clauses.iter().collect();
            clauses.sort_by_key(|line| line.spot.line);
            for Line { name, clause, .. } in clauses {
                rows.line();
                let id = format!("c-{}-{name}", source.id);
                let told = self.clause(source, name, clause, &mut counts)?;
                rows.element("tr", &[("id", &id)], |html| {
                    html.words("th", &[("scope", "row")], &told.0);
                    html.element("td", &[], |html| {
                        html.words("strong", &[], &told.1);
                        html.words("span", self.quoted(), &told.2);
                    });
                    html.element("td", &[], |html| lines(html, &told.3));
                });
            }
            let tags = coverage::TAGS.iter().zip(counts).filter(|(_, count)| *count > 0);
            let tags = tags.map(|(tag, count)| Ok(format!("{} {count}", named(&texts.tag, tag)?)));
            let tags = tags.collect::<Result<Vec<_>>>()?.join(&self.words.own.places.between);
            html.line();
            html.element("details", &[("id", &format!("c-{}", source.id))], |html| {
                html.element("summary", &[], |html| {
                    html.words("strong", self.quoted(), &source.title);
                    html.words("span", &[("class", "count")], &tags);
                });
                table(html, &source.title, &texts.columns, |html| {
                    html.element("tbody", &[], |html| html.append(rows));
                });
            });
        }
        Ok(())
    }

    /// A clause by its name, what became of it, the words for that, and by which rules.
    fn clause(
        &self,
        source: &row::Source,
        name: &str,
        clause: &Clause,
        counts: &mut [usize; coverage::TAGS.len()],
    ) -> Result<(String, String, String, Vec<String>)> {
        let texts = &self.words.own.clauses;
        let (tag, words) = clause.tags().next().with_context(|| format!("clause `{name}` has no tag"))?;
        counts[tag] += 1;
        let shown = match &clause.at {
            Some(at) => fill(&texts.sentence, &[("section", at), ("sentence", name)]),
            None if source.articles.is_some() => fill(&texts.article, &[("article", name)]),
            None => fill(&texts.section, &[("section", name)]),
        };
        let by = clause.by.iter().map(|id| self.by(id)).collect::<Result<Vec<_>>>()?;
        Ok((shown, named(&texts.tag, coverage::TAGS[tag])?.to_owned(), words.to_owned(), by))
    }

    /// What a clause is encoded by, in words: a rule with its programmes, a programme, a gap, a kind of local rule, a figure.
    fn by(&self, id: &str) -> Result<String> {
        let texts = &self.words.own.clauses;
        let programme = |programme: &Programme| self.words.program(&format!("programme.{}.short", programme.id()));
        if let Some(found) = Programme::ALL.iter().find(|programme| programme.id() == id) {
            return Ok(programme(found)?.to_owned());
        }
        if let Some(rule) = RULES.iter().copied().chain([&HELP_FIRST]).find(|rule| rule.id == id) {
            let programmes = match self.programmes.get(rule.id) {
                Some(found) => found.iter().map(programme).collect::<Result<Vec<_>>>()?.join(&texts.and),
                None if rule.id == HELP_FIRST.id => programme(&Programme::TemporaryEmergency)?.to_owned(),
                None => texts.household.clone(),
            };
            return Ok(fill(&texts.rule, &[("rule", rule.id), ("programmes", &programmes)]));
        }
        if let Some(gap) = Gap::ALL.iter().find(|gap| gap.id() == id) {
            return Ok(fill(&texts.gap, &[("gap", self.words.program(&format!("gap.{}", gap.id()))?)]));
        }
        if let Ok(local) = named(&self.words.own.local, id) {
            return Ok(fill(&texts.local, &[("local", local)]));
        }
        Ok(fill(&texts.figure, &[("figure", named(&self.words.own.national.name, id)?)]))
    }
}

/// In which programmes each rule of the engine came up in the golden cases, which cover all of them.
pub fn programmes(root: &Path, book: &Rulebook, today: Date) -> Result<BTreeMap<&'static str, BTreeSet<Programme>>> {
    fn clauses(condition: &Condition, note: &mut impl FnMut(&'static str)) {
        match condition {
            Condition::Clause(clause) => note(clause.rule.id),
            Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| clauses(part, note)),
        }
    }
    let mut found = BTreeMap::<&str, BTreeSet<Programme>>::new();
    for (_, golden) in golden::cases(&root.join("tests/cases"))? {
        let (case, _) = golden.case_file().read(book, today);
        for finding in assess(book, &case).findings {
            let mut note = |rule| {
                found.entry(rule).or_default().insert(finding.programme);
            };
            clauses(&finding.condition, &mut note);
            finding.discretion.into_iter().for_each(|rule| note(rule.id));
        }
    }
    Ok(found)
}
