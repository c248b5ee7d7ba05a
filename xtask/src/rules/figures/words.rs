//! What the page says: the sentences of `text/<language>/figures.toml`, and those that it has in common with the program.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use jiuzhu_engine::packed::unpack;
use jiuzhu_selfcheck::text::{self, Key, Language};
use serde::Deserialize;

/// The words of one language.
pub struct Words {
    /// The language.
    pub language: &'static Language,
    /// What only this page says.
    pub own: Own,
    program: Vec<String>,
}

/// `text/<language>/figures.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Own {
    pub title: String,
    pub lead: String,
    pub version: String,
    pub in_chinese: Option<String>,
    pub back: String,
    pub selftest: String,
    pub offline: String,
    /// The name under which the offline edition is kept.
    pub offline_file: String,
    pub offline_hint: String,
    pub contents: String,
    pub kinds: String,
    pub classes: String,
    pub places: Places,
    pub national: National,
    pub sources: Sources,
    pub clauses: Clauses,
    /// What kind of figure it is, by its name in the rule files.
    pub kind: BTreeMap<String, String>,
    /// What a local rule is about, by its kind.
    pub local: BTreeMap<String, String>,
    /// The phrases in which local rules are told.
    pub phrase: BTreeMap<String, String>,
}

/// The figures by place.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Places {
    pub title: String,
    pub hint: String,
    pub country: String,
    pub count: String,
    pub none: String,
    /// The heads of the columns.
    pub columns: [String; 5],
    pub standard: String,
    pub income: String,
    pub wage: String,
    pub phone: String,
    pub urban: String,
    pub rural: String,
    pub all: String,
    pub a_month: String,
    pub a_year: String,
    pub wage_value: String,
    pub only_urban: String,
    pub only_rural: String,
    pub since: String,
    pub year: String,
    pub until: String,
    pub assumed: String,
    pub age: String,
    pub superseded: String,
    pub stale_figure: String,
    pub stale_rule: String,
    pub checked: String,
    pub colon: String,
    pub between: String,
    pub range: String,
}

/// The figures of the whole country.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct National {
    pub title: String,
    pub hint: String,
    pub columns: [String; 4],
    pub range: String,
    /// What a figure is, by its name in `rules/national.toml`.
    pub name: BTreeMap<String, String>,
}

/// The register of sources.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Sources {
    pub title: String,
    pub hint: String,
    pub columns: [String; 4],
    pub issued: String,
    pub from: String,
    pub until: String,
    pub undated: String,
    pub standards: String,
    pub incomes: String,
    pub wages: String,
    pub rules: String,
    pub phones: String,
    pub national: String,
    pub clauses: String,
    pub unused: String,
}

/// The clauses of the law.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Clauses {
    pub title: String,
    pub hint: String,
    pub columns: [String; 3],
    pub article: String,
    pub sentence: String,
    pub section: String,
    /// What became of a clause, and by which rules.
    pub tag: BTreeMap<String, String>,
    pub rule: String,
    pub and: String,
    pub gap: String,
    pub local: String,
    pub figure: String,
    pub household: String,
}

impl Words {
    /// Reads them.
    ///
    /// # Errors
    /// When the file is not there or does not hold exactly the texts of this page.
    pub fn read(root: &Path, language: &'static Language) -> Result<Words> {
        let packed = text::packed(language).with_context(|| format!("text/{} was not compiled", language.id))?;
        let program = unpack(packed).context("the texts are packed wrongly")?.lines().map(str::to_owned).collect();
        let file = root.join("text").join(language.id).join("figures.toml");
        let own = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
        let own = toml::from_str(&own).with_context(|| file.display().to_string())?;
        Ok(Words { language, own, program })
    }

    /// A text of the program, in this language.
    ///
    /// # Errors
    /// When there is none.
    pub fn program(&self, key: &str) -> Result<&str> {
        let found = Key::find(key).and_then(|key| self.program.get(key.place()));
        found.map(String::as_str).with_context(|| format!("there is no text `{key}`"))
    }
}

/// A word that a file has for a thing, among the texts for such things.
///
/// # Errors
/// When there is none.
pub fn named<'a>(texts: &'a BTreeMap<String, String>, name: &str) -> Result<&'a str> {
    texts.get(name).map(String::as_str).with_context(|| format!("`{name}` has no text in `text/*/figures.toml`"))
}

/// The text, each `{name}` in it replaced by its value.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}
