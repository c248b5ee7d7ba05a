//! The figures and local rules of each place.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use jiuzhu_engine::Money;
use jiuzhu_engine::case::{RegionCode, Residence};
use jiuzhu_engine::date::Date;
use jiuzhu_engine::rulebook::Kind;
use toml::{Table, Value};

use super::told::Phrases;
use super::words::{fill, named};
use super::{Page, lines, table};
use crate::html::Html;
use crate::rules::load::PlaceFile;
use crate::rules::place;
use crate::rules::row::{self, Dated, Publicity};
use crate::rules::stale::age;

/// A line about a place.
struct Entry {
    what: String,
    value: String,
    kind: String,
    /// Since when, how long ago, until when.
    days: Vec<String>,
    source: String,
    /// The article, a note, the day on which somebody looked.
    notes: Vec<String>,
}

impl Page<'_> {
    fn places(&self) -> Result<BTreeMap<RegionCode, Vec<Entry>>> {
        let mut places = BTreeMap::<RegionCode, Vec<Entry>>::new();
        let texts = &self.words.own.places;
        // The newest first: it is the one that is looked for.
        for row in self.loaded.standards.iter().rev() {
            let row::Standard { code, urban, rural, from, kind, source, dated, checked_on, note, .. } = &row.value;
            let values = [(&texts.urban, *urban), (&texts.rural, *rural)];
            let superseded = self.is_superseded(&row.value).then_some(&texts.superseded);
            let entry = Entry {
                what: texts.standard.clone(),
                value: fill(&texts.a_month, &[("values", &self.amounts(&values))]),
                kind: self.kind(*kind, *from, &texts.stale_figure, superseded)?,
                days: self.days(*from, None),
                source: source.clone(),
                notes: self.notes((*dated == Dated::Assumed).then_some(&texts.assumed), note, *checked_on),
            };
            places.entry(*code).or_default().push(entry);
        }
        for row::Income { code, year, all, urban, rural, kind, source, checked_on, .. } in
            self.loaded.incomes.iter().map(|row| &row.value)
        {
            let values = [(&texts.all, *all), (&texts.urban, *urban), (&texts.rural, *rural)];
            let entry = Entry {
                what: texts.income.clone(),
                value: fill(&texts.a_year, &[("values", &self.amounts(&values))]),
                kind: self.publicity(*kind)?,
                days: vec![fill(&texts.year, &[("year", &year.to_string())])],
                source: source.clone(),
                notes: self.notes(None, "", *checked_on),
            };
            places.entry(*code).or_default().push(entry);
        }
        for (row, raw) in self.loaded.places.iter().flat_map(|file| file.rules.iter().zip(self.raw(file))) {
            let row::PlaceRule { place: code, residence, from, until, kind, source, article, checked_on, rule, .. } =
                &row.value;
            let kind_of_rule = place::kind(rule.get_ref()).split(' ').next().unwrap_or_default();
            let what = named(&self.words.own.local, kind_of_rule)?;
            let what = match residence {
                None => what.to_owned(),
                Some(Residence::Urban) => fill(&texts.only_urban, &[("what", what)]),
                Some(Residence::Rural) => fill(&texts.only_rural, &[("what", what)]),
            };
            let entry = Entry {
                what,
                value: self.phrases().told(&raw).with_context(|| row.spot.to_string())?,
                kind: self.kind(*kind, *from.get_ref(), &texts.stale_rule, None)?,
                days: self.days(*from.get_ref(), until.as_ref().map(|until| *until.get_ref())),
                source: source.get_ref().clone(),
                notes: self.notes(article.as_ref().map(toml::Spanned::get_ref), "", *checked_on.get_ref()),
            };
            places.entry(*code.get_ref()).or_default().push(entry);
        }
        for row::Wage { code, zone, monthly, from, kind, source, checked_on, note, .. } in
            self.loaded.wages.iter().map(|row| &row.value)
        {
            let entry = Entry {
                what: format!("{}{}{zone}", texts.wage, texts.colon),
                value: fill(&texts.wage_value, &[("value", &monthly.to_string())]),
                kind: self.publicity(*kind)?,
                days: self.days(*from, None),
                source: source.clone(),
                notes: self.notes(None, note, *checked_on),
            };
            places.entry(*code).or_default().push(entry);
        }
        for row::Hotline { code, number, purpose, as_of, source, checked_on, .. } in
            self.loaded.hotlines.iter().map(|row| &row.value)
        {
            let entry = Entry {
                what: texts.phone.clone(),
                value: number.clone(),
                kind: purpose.clone(),
                days: as_of.map(|day| fill(&texts.since, &[("day", &day.to_string())])).into_iter().collect(),
                source: source.clone(),
                notes: self.notes(None, "", *checked_on),
            };
            places.entry(*code).or_default().push(entry);
        }
        Ok(places)
    }

    /// Whether the place has a newer standard of the same kind for whomever this one is for.
    fn is_superseded(&self, old: &row::Standard) -> bool {
        let covers = |new: &row::Standard| {
            (new.urban.is_some() || old.urban.is_none()) && (new.rural.is_some() || old.rural.is_none())
        };
        let mut others = self.loaded.standards.iter().map(|row| &row.value).filter(|new| new.code == old.code);
        others.any(|new| new.kind == old.kind && new.from > old.from && new.from <= self.today && covers(new))
    }

    fn phrases(&self) -> Phrases<'_> {
        let texts = &self.words.own.places;
        Phrases { phrases: &self.words.own.phrase, between: &texts.between, range: &texts.range }
    }

    /// The rules of a file as they are written, in the order of its rows.
    fn raw(&self, file: &PlaceFile) -> Vec<Value> {
        let text = self.folder.0.get(&file.spans.top().file).map_or("", String::as_str);
        let rules = text.parse::<Table>().ok().and_then(|mut table| table.remove("rule"));
        let rules = rules.and_then(|rules| rules.try_into::<Vec<Table>>().ok()).unwrap_or_default();
        rules.into_iter().filter_map(|mut rule| rule.remove("rule")).collect()
    }

    fn amounts(&self, values: &[(&String, Option<Money>)]) -> String {
        let told = values.iter().filter_map(|(text, value)| Some(fill(text, &[("value", &(*value)?.to_string())])));
        told.collect::<Vec<_>>().join(&self.words.own.places.between)
    }

    /// The kind, and what age or a newer figure has made of it.
    fn kind(&self, kind: Kind, from: Date, stale: &str, superseded: Option<&String>) -> Result<String> {
        let name = Value::try_from(kind).ok().and_then(|name| Some(name.as_str()?.to_owned())).unwrap_or_default();
        let words = named(&self.words.own.kind, &name)?;
        let months = self.book.national.stale_after_months;
        let is_stale = kind == Kind::Local && from < self.today.months_before(months);
        let stale = || is_stale.then(|| fill(stale, &[("months", &months.to_string())]));
        let parts = [Some(words.to_owned()), superseded.cloned().or_else(stale)];
        Ok(parts.into_iter().flatten().collect::<Vec<_>>().join(&self.words.own.places.between))
    }

    fn publicity(&self, kind: Publicity) -> Result<String> {
        let name = match kind {
            Publicity::Published => "published",
            Publicity::Memory => "memory",
            Publicity::Inference => "inference",
        };
        named(&self.words.own.kind, name).map(str::to_owned)
    }

    fn days(&self, from: Date, until: Option<Date>) -> Vec<String> {
        let texts = &self.words.own.places;
        let until = until.map(|until| fill(&texts.until, &[("day", &until.to_string())]));
        let months = age(from, self.today);
        let age = fill(&texts.age, &[("months", &months.to_string())]);
        [Some(fill(&texts.since, &[("day", &from.to_string())])), Some(age), until].into_iter().flatten().collect()
    }

    fn notes(&self, first: Option<&String>, note: &str, checked_on: Date) -> Vec<String> {
        let checked = fill(&self.words.own.places.checked, &[("day", &checked_on.to_string())]);
        let note = Some(note.to_owned()).filter(|note| !note.is_empty());
        [first.cloned(), note, Some(checked)].into_iter().flatten().collect()
    }

    pub fn write_places(&self, html: &mut Html) -> Result<()> {
        let places = self.places()?;
        let texts = &self.words.own.places;
        html.line();
        html.words("h2", &[("id", "places")], &texts.title);
        html.words("p", &[("class", "hint")], &texts.hint);
        let country = [RegionCode::COUNTRY];
        let provinces = self.book.regions.iter().map(|region| region.code).filter(|code| code.province() == *code);
        for province in country.into_iter().chain(provinces) {
            let inside: Vec<_> = places.iter().filter(|(code, _)| code.province() == province).collect();
            let figures: usize = inside.iter().map(|(_, entries)| entries.len()).sum();
            html.line();
            html.element("details", &[("id", &format!("p-{province}"))], |html| {
                html.element("summary", &[], |html| {
                    html.words("strong", self.quoted(), self.name(province));
                    let count = match inside.len() {
                        0 => texts.none.clone(),
                        places => {
                            fill(&texts.count, &[("places", &places.to_string()), ("figures", &figures.to_string())])
                        }
                    };
                    html.words("span", &[("class", "count")], &count);
                });
                if inside.is_empty() {
                    return;
                }
                table(html, self.name(province), &texts.columns, |html| {
                    for (code, entries) in inside {
                        html.line();
                        html.element("tbody", &[], |html| {
                            html.element("tr", &[("id", &format!("r-{code}"))], |html| {
                                html.element("th", &[("colspan", "5"), ("scope", "rowgroup")], |html| {
                                    html.words("span", self.quoted(), self.name(*code));
                                    html.words("span", &[("class", "count")], &code.to_string());
                                });
                            });
                            for entry in entries {
                                self.write_entry(html, entry);
                            }
                        });
                    }
                });
            });
        }
        Ok(())
    }

    fn write_entry(&self, html: &mut Html, entry: &Entry) {
        html.line();
        html.element("tr", &[], |html| {
            html.words("th", &[("scope", "row")], &entry.what);
            html.words("td", &[("class", "value")], &entry.value);
            html.words("td", &[], &entry.kind);
            html.element("td", &[], |html| lines(html, &entry.days));
            html.element("td", &[], |html| {
                self.write_source_link(html, &entry.source);
                lines(html, &entry.notes);
            });
        });
    }

    fn name(&self, place: RegionCode) -> &str {
        let region = self.book.region(place).map(|region| region.name.as_str());
        region.unwrap_or(&self.words.own.places.country)
    }
}
