//! The register of sources, and what each of them is used for.

use std::collections::BTreeMap;

use anyhow::Result;
use jiuzhu_engine::date::Date;
use jiuzhu_engine::rulebook::Class;

use super::words::fill;
use super::{Clauses, Page, lines, table};
use crate::html::Html;
use crate::rules::load::Loaded;
use crate::rules::row;

/// What one source is used for: how many rows of each kind cite a source, and when somebody last looked.
#[derive(Default)]
pub struct Use {
    standards: usize,
    incomes: usize,
    wages: usize,
    rules: usize,
    phones: usize,
    national: usize,
    clauses: usize,
    checked_on: Option<Date>,
}

/// By the id of the source.
pub type Uses = BTreeMap<String, Use>;

impl Page<'_> {
    pub fn write_sources(&self, html: &mut Html) -> Result<()> {
        let texts = &self.words.own.sources;
        html.line();
        html.words("h2", &[("id", "sources")], &texts.title);
        html.words("p", &[("class", "hint")], &texts.hint);
        table(html, &texts.title, &texts.columns, |html| {
            html.element("tbody", &[], |html| {
                for source in self.loaded.sources.iter().map(|(row, _)| &row.value) {
                    html.line();
                    html.element("tr", &[("id", &format!("s-{}", source.id))], |html| self.write_source(html, source));
                }
            });
        });
        Ok(())
    }

    /// A link to the source's line, with its class.
    pub fn write_source_link(&self, html: &mut Html, id: &str) {
        let Some(source) = self.loaded.sources.iter().map(|(row, _)| &row.value).find(|source| source.id == id) else {
            return html.text(id);
        };
        html.element("a", &[("href", &format!("#s-{id}"))], |html| html.words("span", self.quoted(), &source.title));
        html.words("span", &[], self.class(source));
    }

    fn class(&self, source: &row::Source) -> &str {
        let id = match Class::from(source.class) {
            Class::A => "A",
            Class::B => "B",
            Class::C => "C",
            Class::Notice => "notice",
            Class::Memory => "memory",
        };
        self.class_words(id).unwrap_or_default()
    }

    fn write_source(&self, html: &mut Html, source: &row::Source) {
        let texts = &self.words.own.sources;
        html.element("th", &[("scope", "row")], |html| {
            html.words("strong", self.quoted(), &source.title);
            let parts = [source.number.as_ref(), source.issuer.as_ref(), source.note.as_ref()];
            parts.into_iter().flatten().for_each(|part| html.words("span", self.quoted(), part));
            source.url.iter().for_each(|url| html.words("span", &[], url.get_ref()));
        });
        let day = |text: &str, day: &Option<toml::Spanned<Date>>| {
            Some(fill(text, &[("day", &day.as_ref()?.get_ref().to_string())]))
        };
        let days = [day(&texts.issued, &source.date), day(&texts.from, &source.from), day(&texts.until, &source.until)];
        let mut days: Vec<String> = days.into_iter().flatten().collect();
        if days.is_empty() {
            days.push(texts.undated.clone());
        }
        html.element("td", &[], |html| lines(html, &days));
        html.words("td", &[], self.class(source));
        let uses = self.uses.get(&source.id);
        let counts = uses
            .map_or([0; 7], |it| [it.standards, it.incomes, it.wages, it.rules, it.phones, it.national, it.clauses]);
        let names = [
            &texts.standards,
            &texts.incomes,
            &texts.wages,
            &texts.rules,
            &texts.phones,
            &texts.national,
            &texts.clauses,
        ];
        let counted = names.into_iter().zip(counts).filter(|(_, count)| *count > 0);
        let mut told: Vec<String> = counted.map(|(text, count)| fill(text, &[("count", &count.to_string())])).collect();
        if told.is_empty() {
            told.push(texts.unused.clone());
        }
        if let Some(day) = uses.and_then(|uses| uses.checked_on) {
            told.push(fill(&self.words.own.places.checked, &[("day", &day.to_string())]));
        }
        html.element("td", &[], |html| lines(html, &told));
    }
}

/// What each source is used for.
pub fn uses(loaded: &Loaded, clauses: &Clauses) -> Uses {
    let mut uses = Uses::new();
    let mut note = |source: &str, checked_on: Option<Date>, count: fn(&mut Use) -> &mut usize| {
        let it = uses.entry(source.to_owned()).or_default();
        it.checked_on = it.checked_on.max(checked_on);
        *count(it) += 1;
    };
    for row in loaded.standards.iter().map(|row| &row.value) {
        note(&row.source, Some(row.checked_on), |it| &mut it.standards);
    }
    for row in loaded.incomes.iter().map(|row| &row.value) {
        note(&row.source, Some(row.checked_on), |it| &mut it.incomes);
    }
    for row in loaded.wages.iter().map(|row| &row.value) {
        note(&row.source, Some(row.checked_on), |it| &mut it.wages);
    }
    for row in loaded.hotlines.iter().map(|row| &row.value) {
        note(&row.source, Some(row.checked_on), |it| &mut it.phones);
    }
    for row in loaded.places.iter().flat_map(|file| &file.rules).map(|row| &row.value) {
        note(row.source.get_ref(), Some(*row.checked_on.get_ref()), |it| &mut it.rules);
    }
    for (_, source) in loaded.national.iter().flat_map(|national| &national.sources) {
        note(source, None, |it| &mut it.national);
    }
    for (source, (_, lines)) in clauses {
        for _ in lines.iter().filter(|line| line.clause.encoded.is_some()) {
            note(source, None, |it| &mut it.clauses);
        }
    }
    uses
}
