//! How much is in the rulebook, for the reader of `cargo xtask check`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use jiuzhu_engine::rulebook::Rulebook;

use super::coverage::{Counts, TAGS};
use super::place;

/// A table of counts.
pub fn table(book: &Rulebook) -> String {
    let mut table = format!("rules {} ({})\n", book.version, book.hash);
    let mut line = |name: &str, total: usize, parts: &dyn Fn() -> Vec<(String, usize)>| {
        let parts: Vec<String> = parts().into_iter().map(|(name, count)| format!("{name} {count}")).collect();
        let _ = writeln!(table, "{name:<22}{total:>6}  {}", parts.join(", "));
    };
    line("sources", book.sources.len(), &|| tally(book.sources.iter().map(|source| format!("{:?}", source.class))));
    let level = |code: u32| match code {
        code if code % 10_000 == 0 => "1 provinces",
        code if code % 100 == 0 => "2 prefectures",
        _ => "3 counties",
    };
    line("regions", book.regions.len(), &|| {
        tally(book.regions.iter().map(|region| level(region.code.number()).into()))
    });
    line("standards", book.standards.len(), &|| tally(book.standards.iter().map(|row| lower(&row.kind))));
    line("places with standards", count(book.standards.iter().map(|row| row.code)), &Vec::new);
    line("incomes", book.incomes.len(), &Vec::new);
    line("minimum wages", book.wages.len(), &Vec::new);
    line("rules of places", book.places.len(), &|| tally(book.places.iter().map(|rule| lower(&rule.kind))));
    line("places with rules", count(book.places.iter().map(|rule| rule.place)), &Vec::new);
    for (name, total) in tally(book.places.iter().map(|rule| place::kind(&rule.rule).into())) {
        line(&format!("  {name}"), total, &Vec::new);
    }
    line("quotes", book.quotes.len(), &Vec::new);
    line("hotlines", book.hotlines.len(), &Vec::new);
    table
}

/// How many clauses there are, by source and tag.
pub fn clauses(counts: &Counts) -> String {
    let mut table = String::new();
    let sum = |tags: &[usize; 4]| tags.iter().sum::<usize>();
    let parts = |tags: &[usize; 4]| {
        let parts: Vec<String> = TAGS.iter().zip(tags).map(|(name, count)| format!("{name} {count}")).collect();
        parts.join(", ")
    };
    let all = counts.values().fold([0; 4], |all, tags| std::array::from_fn(|tag| all[tag] + tags[tag]));
    let _ = writeln!(table, "{:<22}{:>6}  {}", "clauses", sum(&all), parts(&all));
    for (source, tags) in counts {
        let _ = writeln!(table, "{:<22}{:>6}  {}", format!("  {source}"), sum(tags), parts(tags));
    }
    table
}

/// An id of the engine as the rule files write it, for those of one word.
pub fn lower(kind: &impl std::fmt::Debug) -> String {
    format!("{kind:?}").to_lowercase()
}

fn count<T: Ord>(items: impl Iterator<Item = T>) -> usize {
    items.collect::<BTreeSet<_>>().len()
}

fn tally(names: impl Iterator<Item = String>) -> Vec<(String, usize)> {
    let mut counts = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_insert(0) += 1;
    }
    counts.into_iter().collect()
}
