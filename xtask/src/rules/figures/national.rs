//! The figures of the whole country, each with its reason.

use anyhow::{Context, Result};
use toml::{Table, Value};

use super::words::{fill, named};
use super::{Page, lines, table};
use crate::html::Html;
use crate::rules::national::FILE;

impl Page<'_> {
    pub fn write_national(&self, html: &mut Html) -> Result<()> {
        let texts = &self.words.own.national;
        let file = self.folder.0.get(FILE).context(FILE)?.parse::<Table>().context(FILE)?;
        let mut rows = Html::default();
        for (name, _) in self.loaded.national.iter().flat_map(|national| &national.spots) {
            let figure = file.get(name).and_then(Value::as_table).with_context(|| format!("`{name}` is no table"))?;
            let text = |field: &str| {
                figure.get(field).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
            };
            let value = match (text("value"), text("least"), text("most")) {
                (Some(value), _, _) => value,
                (None, Some(least), Some(most)) => fill(&texts.range, &[("least", &least), ("most", &most)]),
                _ => String::new(),
            };
            let what = named(&texts.name, name)?;
            rows.line();
            rows.element("tr", &[], |html| {
                html.words("th", &[("scope", "row")], what);
                html.words("td", &[("class", "value")], &value);
                html.words("td", self.quoted(), &text("reason").unwrap_or_default());
                html.element("td", &[], |html| {
                    text("source").iter().for_each(|source| self.write_source_link(html, source));
                    let checked = |day: String| fill(&self.words.own.places.checked, &[("day", &day)]);
                    lines(html, &text("checked_on").map(checked).into_iter().collect::<Vec<_>>());
                });
            });
        }
        html.line();
        html.words("h2", &[("id", "national")], &texts.title);
        html.words("p", &[("class", "hint")], &texts.hint);
        table(html, &texts.title, &texts.columns, |html| html.element("tbody", &[], |html| html.append(rows)));
        Ok(())
    }
}
