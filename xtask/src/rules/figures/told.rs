//! A local rule in words, from its entry as the file has it and a phrase for each of its fields.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use toml::{Table, Value};

use super::words::fill;

/// The words for fields and for the values that are words themselves, by the end of their path: `savings.standards` stands before
/// `standards`. In a phrase `{name}` is a field of the entry, `{}` is the value or whatever field is not named, `{%}` is the value as
/// a share.
pub struct Phrases<'a> {
    /// By path.
    pub phrases: &'a BTreeMap<String, String>,
    /// What stands between several.
    pub between: &'a str,
    /// From one value to another.
    pub range: &'a str,
}

/// No one is as old as this, so that an age below it is any age.
const ANY_AGE: i64 = 200;

impl Phrases<'_> {
    /// The rule in words.
    ///
    /// # Errors
    /// When a field or a value has no phrase.
    pub fn told(&self, rule: &Value) -> Result<String> {
        match rule {
            Value::Table(fields) if fields.len() == 1 => {
                let (kind, value) = fields.iter().next().context("a rule is of one kind")?;
                self.value(kind, value)
            }
            _ => self.value("", rule),
        }
    }

    fn find(&self, path: &str) -> Option<&str> {
        let ends = std::iter::successors(Some(path), |path| path.split_once('.').map(|(_, end)| end));
        ends.into_iter().find_map(|end| self.phrases.get(end)).map(String::as_str)
    }

    fn value(&self, path: &str, value: &Value) -> Result<String> {
        match value {
            Value::Table(fields) => self.fields(path, fields),
            Value::Array(values) => {
                let told = values.iter().map(|value| self.value(path, value)).collect::<Result<Vec<_>>>()?;
                Ok(told.join(self.between))
            }
            Value::String(word) => self.word(path, word),
            Value::Integer(number) => self.word(path, &number.to_string()),
            Value::Boolean(word) => self.word(path, &word.to_string()),
            other => Err(anyhow::anyhow!("`{path}` is of type {}", other.type_str())),
        }
    }

    /// A number, or a word of the file with a phrase of its own.
    fn word(&self, path: &str, word: &str) -> Result<String> {
        let named = format!("{path}.{word}");
        if let Some(phrase) = self.find(&named) {
            return Ok(phrase.to_owned());
        }
        if let Some(phrase) = self.find(path) {
            return Ok(phrase.replace("{%}", &percent(word)).replace("{}", word));
        }
        let is_number = word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        ensure!(is_number, "`{named}` has no phrase in `text/*/figures.toml`");
        Ok(word.to_owned())
    }

    fn fields(&self, path: &str, fields: &Table) -> Result<String> {
        let integer = |name: &str| fields.get(name).and_then(Value::as_integer);
        if let (Some(from), Some(below)) = (integer("from"), integer("below")) {
            let phrase = match (from, below) {
                (0, _) => "aged-below",
                (_, ANY_AGE..) => "aged-from",
                _ => "aged-between",
            };
            let phrase = self.find(phrase).with_context(|| format!("`{phrase}` has no phrase"))?;
            return Ok(fill(phrase, &[("from", &from.to_string()), ("below", &below.to_string())]));
        }
        let text = |name: &str| fields.get(name).and_then(Value::as_str);
        if let (2, Some(least), Some(most)) = (fields.len(), text("least"), text("most")) {
            return self.between(path, least, most);
        }
        let phrase = self.find(path).unwrap_or("{}");
        let (mut told, mut rest) = (phrase.to_owned(), Vec::new());
        for (name, value) in fields {
            let words = self.value(format!("{path}.{name}").trim_start_matches('.'), value)?;
            let place = format!("{{{name}}}");
            if told.contains(&place) {
                told = told.replace(&place, &words);
            } else {
                rest.push(words);
            }
        }
        ensure!(rest.is_empty() || told.contains("{}"), "the phrase of `{path}` has no place for {rest:?}");
        let told = told.replace("{}", &rest.join(self.between));
        ensure!(!told.contains('{'), "`{told}` names a field that the entry has not");
        Ok(told)
    }

    /// Something that lies between two values, or is exactly one.
    fn between(&self, path: &str, least: &str, most: &str) -> Result<String> {
        let phrase = self.find(path).unwrap_or("{}");
        let range = |least: &str, most: &str| {
            if least == most { most.to_owned() } else { fill(self.range, &[("least", least), ("most", most)]) }
        };
        Ok(phrase.replace("{%}", &range(&percent(least), &percent(most))).replace("{}", &range(least, most)))
    }
}

/// A share such as `0.055` as `5.5%`.
fn percent(share: &str) -> String {
    let (whole, rest) = share.split_once('.').unwrap_or((share, ""));
    let rest = format!("{rest:0<2}");
    let (first, last) = rest.split_at(2);
    let whole = format!("{whole}{first}");
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let last = last.trim_end_matches('0');
    if last.is_empty() { format!("{whole}%") } else { format!("{whole}.{last}%") }
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_share_is_told_in_percent() {
        for (share, told) in [("0.30", "30%"), ("0.055", "5.5%"), ("1", "100%"), ("0", "0%"), ("0.06", "6%")] {
            assert_eq!(percent(share), told);
        }
    }
}
