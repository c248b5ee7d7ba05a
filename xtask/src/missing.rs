//! Writes the page that a server sends in the place of one that is not there.

use std::path::Path;

use anyhow::Result;
use jiuzhu_selfcheck::text::LANGUAGES;
use xtask::html::Html;

use crate::dist::{Asset, Shell};

/// The page, with this style sheet.
///
/// Nobody knows which language is read, so it says everything in each. It may be asked for in any folder, so what it leads to is
/// named from the root of the site; elsewhere it goes without the style sheet and still has its numbers.
///
/// # Errors
/// When a text is missing.
pub fn page(root: &Path, style: &Asset) -> Result<String> {
    let mut main = Html::default();
    let mut title = Vec::new();
    for language in LANGUAGES.iter().filter(|language| language.is_complete()) {
        let shell = Shell::of_citizen(root, language)?;
        let text = |key: &str| shell.text(key);
        let (heading, why, way) = (text("missing")?, text("missing-why")?, text("missing-way")?);
        let (call, or) = (text("frame.call")?, text("frame.call-or")?);
        title.push(heading.to_owned());
        let home = format!("/{}", language.address.trim_start_matches("./"));
        main.element("section", &[("lang", language.id), ("dir", language.direction)], |html| {
            html.words("h1", &[], heading);
            html.words("p", &[("class", "lead")], why);
            html.element("p", &[("class", "call")], |html| {
                html.text(call);
                html.words("a", &[("href", "tel:12345")], "12345");
                html.text(or);
                html.words("a", &[("href", "tel:12349")], "12349");
            });
            html.element("div", &[("class", "actions")], |html| {
                html.words("a", &[("class", "button"), ("href", &home)], way);
            });
        });
        main.line();
    }
    let (own, sheet, integrity) = (&LANGUAGES[0], format!("/{}", style.name), style.integrity());
    let head = |html: &mut Html| {
        html.words("title", &[], &title.join(" / "));
        html.open("link", &[("rel", "icon"), ("href", "data:,")]);
        html.open("link", &[("rel", "stylesheet"), ("href", &sheet), ("integrity", &integrity)]);
    };
    let body = |html: &mut Html| {
        html.element("div", &[("class", "page")], |html| {
            html.element("main", &[], |html| html.append(main));
        });
    };
    Ok(Html::page(own.id, own.direction, head, body))
}
