//! The rows of the rule files as people write them. What a column or an entry holds is said in `rules/README.md`.

use jiuzhu_engine::case::{RegionCode, Residence};
use jiuzhu_engine::date::Date;
use jiuzhu_engine::money::Money;
use jiuzhu_engine::rulebook::{Class, Kind, LocalRule};
use serde::Deserialize;
use toml::Spanned;

/// A class as it is written: `-` stands for memory.
#[derive(Clone, Copy, Debug, Deserialize)]
pub enum Mark {
    /// A government text or site.
    A,
    /// A newspaper or agency.
    B,
    /// An aggregator or mirror.
    C,
    /// One of the five notices.
    #[serde(rename = "notice")]
    Notice,
    /// From memory or by inference.
    #[serde(rename = "memory", alias = "-")]
    Memory,
}

impl From<Mark> for Class {
    fn from(mark: Mark) -> Class {
        match mark {
            Mark::A => Class::A,
            Mark::B => Class::B,
            Mark::C => Class::C,
            Mark::Notice => Class::Notice,
            Mark::Memory => Class::Memory,
        }
    }
}

/// A row of `regions.csv`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    pub code: RegionCode,
    pub name: String,
    pub parent: Option<RegionCode>,
    pub level: String,
}

/// A row of `standards.csv`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standard {
    pub code: RegionCode,
    pub name: String,
    pub urban: Option<Money>,
    pub rural: Option<Money>,
    pub from: Date,
    pub kind: Kind,
    pub class: Mark,
    pub source: String,
    pub dated: Dated,
    pub checked_on: Date,
    pub note: String,
}

/// Whether the source states the first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dated {
    Stated,
    Assumed,
}

/// How an income or a wage is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Publicity {
    /// Somebody published it.
    Published,
    /// From memory: a hint.
    Memory,
    /// By inference: a hint.
    Inference,
}

/// A row of `incomes.csv`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Income {
    pub code: RegionCode,
    pub name: String,
    pub year: u16,
    pub all: Option<Money>,
    pub urban: Option<Money>,
    pub rural: Option<Money>,
    pub kind: Publicity,
    pub class: Mark,
    pub source: String,
    pub checked_on: Date,
}

/// A row of `minimum_wage.csv`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wage {
    pub code: RegionCode,
    pub name: String,
    pub zone: String,
    pub monthly: Money,
    pub from: Date,
    pub kind: Publicity,
    pub class: Mark,
    pub source: String,
    pub checked_on: Date,
    pub note: String,
}

/// A row of `hotlines.csv`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hotline {
    pub code: RegionCode,
    pub number: String,
    pub purpose: String,
    pub as_of: Option<Date>,
    #[serde(rename = "class")]
    _class: Mark,
    pub source: String,
    pub checked_on: Date,
}

/// An entry of `sources.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub id: String,
    pub title: String,
    pub number: Option<String>,
    pub issuer: Option<String>,
    pub date: Option<Spanned<Date>>,
    pub from: Option<Spanned<Date>>,
    pub until: Option<Spanned<Date>>,
    pub class: Mark,
    pub url: Option<Spanned<String>>,
    pub text: Option<String>,
    /// How many articles it has; the clauses of a document with none are its sections.
    pub articles: Option<u16>,
    /// How many parts each of its sections has.
    pub sections: Option<Vec<u8>>,
    /// How many numbered sentences stand in its sections.
    pub sentences: Option<u16>,
    pub note: Option<String>,
}

/// An entry of `quotes.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    pub source: Spanned<String>,
    pub article: Spanned<String>,
    pub paragraph: Option<u8>,
    pub text: Spanned<String>,
    #[serde(rename = "verified")]
    _verified: Option<toml::Value>,
}

/// An entry of a file in `rules/places/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceRule {
    pub place: Spanned<RegionCode>,
    pub residence: Option<Residence>,
    pub from: Spanned<Date>,
    pub until: Option<Spanned<Date>>,
    pub kind: Kind,
    pub class: Spanned<Mark>,
    pub source: Spanned<String>,
    pub article: Option<Spanned<String>>,
    pub checked_on: Spanned<Date>,
    pub rule: Spanned<LocalRule>,
}
