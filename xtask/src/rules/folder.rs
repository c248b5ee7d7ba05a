//! The rule files as text, and how their rows are read one by one, so that a faulty row hides no other.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::coverage;
use super::fault::{Faults, Spot};

/// The files below `rules/`, by their path from the root of the work tree.
#[derive(Default)]
pub struct Folder(pub BTreeMap<String, String>);

/// A row with the line it stands in.
pub struct Row<T> {
    /// Where it stands.
    pub spot: Spot,
    /// What it says.
    pub value: T,
}

impl Folder {
    /// Reads everything below `rules/` of the work tree at `root`.
    ///
    /// # Errors
    /// When a file cannot be read or is not UTF-8.
    pub fn read(root: &Path) -> Result<Folder> {
        let mut folder = Folder::default();
        folder.add(root, "rules")?;
        Ok(folder)
    }

    fn add(&mut self, root: &Path, path: &str) -> Result<()> {
        let entries = fs::read_dir(root.join(path)).with_context(|| format!("reading `{path}`"))?;
        for entry in entries {
            let entry = entry?;
            let inner = format!("{path}/{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                self.add(root, &inner)?;
            } else if inner.ends_with(".toml") || inner.ends_with(".csv") {
                let bytes = fs::read(entry.path()).with_context(|| format!("reading `{inner}`"))?;
                let text = String::from_utf8(bytes).map_err(|error| {
                    let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
                    anyhow!(
                        "{inner}:{line}: not a text in UTF-8; save the file as UTF-8 without changing anything else"
                    )
                })?;
                self.0.insert(inner, text);
            }
        }
        Ok(())
    }

    /// The SHA-256 of all files that decide something, one after the other in the order of their paths; the first eight bytes in
    /// hexadecimal.
    pub fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        self.0.iter().filter(|(file, _)| *file != coverage::FILE).for_each(|(_, text)| hasher.update(text));
        hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }

    /// The text of a file, or `None` and a fault if there is none.
    pub fn text(&self, file: &str, faults: &mut Faults) -> Option<&str> {
        let text = self.0.get(file).map(String::as_str);
        faults.unless(
            text.is_some(),
            &Spot::file(file),
            || "the file is missing".into(),
            "it has to exist, if only with its heading",
        );
        text
    }

    /// The rows of a table.
    pub fn csv<T: DeserializeOwned>(&self, file: &str, faults: &mut Faults) -> Vec<Row<T>> {
        let mut rows = Vec::new();
        let Some(text) = self.text(file, faults) else { return rows };
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let Ok(headings) = reader.headers().cloned() else {
            faults.add(&Spot::file(file), "the heading cannot be read", "the first line names the columns, in UTF-8");
            return rows;
        };
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let line = error.position().map_or(1, |at| at.line() as usize);
                    let hint = format!(
                        "a row has {} fields: {}",
                        headings.len(),
                        headings.iter().collect::<Vec<_>>().join(",")
                    );
                    faults.add(&Spot::line(file, line), error.to_string(), hint);
                    continue;
                }
            };
            let spot = Spot::line(file, record.position().map_or(1, |at| at.line() as usize));
            match record.deserialize(Some(&headings)) {
                Ok(value) => rows.push(Row { spot, value }),
                Err(error) => {
                    // The engine's own types name the value, the crate names the column, but not always.
                    let what = match error.kind() {
                        csv::ErrorKind::Deserialize { err, .. } => {
                            let told = err.kind().to_string();
                            let value = told.split('`').nth(1);
                            let named = err.field().map(|field| field as usize);
                            let at = named.or_else(|| record.iter().position(|cell| Some(cell) == value));
                            let column = at.and_then(|at| headings.get(at));
                            column.map_or(String::new(), |column| format!("`{column}`: ")) + &told
                        }
                        _ => error.to_string(),
                    };
                    faults.add(&spot, what, "see `rules/README.md` for what a column holds");
                }
            }
        }
        rows
    }

    /// The entries of `[[key]]` in a file. One other key, with a text, may stand before them and is given back.
    pub fn toml<T: DeserializeOwned>(
        &self,
        file: &str,
        key: &str,
        other: Option<&str>,
        faults: &mut Faults,
    ) -> (Vec<Row<T>>, Option<Row<String>>) {
        let (mut rows, mut first) = (Vec::new(), None);
        let Some(text) = self.text(file, faults) else { return (rows, first) };
        let Some(table) = table(file, text, faults) else { return (rows, first) };
        for (name, value) in table.into_inner() {
            let spot = Spot::span(file, text, &name.span());
            let name = name.into_inner();
            match value.into_inner() {
                DeValue::Array(entries) if name == key => {
                    for entry in entries {
                        let spot = Spot::span(file, text, &entry.span());
                        if let Some(value) = read(file, text, &spot, entry, faults) {
                            rows.push(Row { spot, value });
                        }
                    }
                }
                DeValue::String(value) if other == Some(&*name) => {
                    first = Some(Row { spot, value: value.into_owned() });
                }
                _ => faults.add(&spot, format!("`{name}` is not known here"), format!("allowed is `[[{key}]]`")),
            }
        }
        (rows, first)
    }
}

/// The top of a TOML file.
pub fn table<'text>(file: &str, text: &'text str, faults: &mut Faults) -> Option<toml::Spanned<DeTable<'text>>> {
    match DeTable::parse(text) {
        Ok(table) => Some(table),
        Err(error) => {
            let spot = error.span().map_or_else(|| Spot::file(file), |span| Spot::span(file, text, &span));
            faults.add(&spot, format!("not TOML: {}", error.message()), "nothing of this file was read");
            None
        }
    }
}

/// One value of a TOML file.
pub fn read<T: DeserializeOwned>(
    file: &str,
    text: &str,
    spot: &Spot,
    value: toml::Spanned<DeValue>,
    faults: &mut Faults,
) -> Option<T> {
    match T::deserialize(ValueDeserializer::from(value)) {
        Ok(value) => Some(value),
        Err(error) => {
            let spot = error.span().map_or_else(|| spot.clone(), |span| Spot::span(file, text, &span));
            faults.add(&spot, error.message().replace('\n', " "), "see `rules/README.md` for what an entry holds");
            None
        }
    }
}
