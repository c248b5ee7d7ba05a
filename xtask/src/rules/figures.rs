//! The page about the figures: every source, every figure with its kind and age, every clause of the law and the rule that it became.
//!
//! It is written from `rules/` when the site is built. It has no script and no program, so that an officer can search, print and
//! save it as it is.

mod clauses;
mod national;
mod places;
mod sources;
mod told;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use jiuzhu_engine::Programme;
use jiuzhu_engine::date::Date;
use jiuzhu_engine::rulebook::Rulebook;
use jiuzhu_selfcheck::text::{self, LANGUAGES, Language};

use super::coverage::{self, Line};
use super::fault::{Faults, Spot};
use super::folder::Folder;
use super::load::{self, Loaded};
use crate::html::Html;
use sources::Uses;
use words::{Words, fill, named};

/// A style sheet of the page.
pub struct Style<'a> {
    /// Its address.
    pub address: &'a str,
    /// Its digest, as the attribute `integrity` has it.
    pub integrity: &'a str,
}

/// The file of a page beside the citizen's in a language.
pub fn page_file(page: &str, language: &Language) -> String {
    match language.address {
        "./" => format!("{page}.html"),
        other => format!("{page}-{other}"),
    }
}

/// The page in a language, from the rule files of the work tree at `root`.
///
/// # Errors
/// When a rule file is faulty, or when something in one has no words.
pub fn page(root: &Path, language: &'static Language, styles: &[Style]) -> Result<String> {
    let folder = Folder::read(root)?;
    let mut faults = Faults::default();
    let loaded = load::load(&folder, &mut faults);
    let clauses = coverage::read(&folder, &mut faults);
    let book = load::rulebook(&folder, load::load(&folder, &mut faults)).context("the rules cannot be read")?;
    let faults = faults.sorted();
    ensure!(faults.is_empty(), "{}", super::told(&faults));
    let today = loaded.checked_days().into_iter().map(|(_, day)| day).max().context("nobody has looked yet")?;
    let programmes = clauses::programmes(root, &book, today)?;
    let words = Words::read(root, language)?;
    let uses = sources::uses(&loaded, &clauses);
    Page { folder: &folder, loaded: &loaded, clauses, book: &book, today, programmes, words, uses }.document(styles)
}

/// The clauses of each source, by its id.
type Clauses = BTreeMap<String, (Spot, Vec<Line>)>;

/// All that the page is written from.
struct Page<'a> {
    folder: &'a Folder,
    loaded: &'a Loaded,
    clauses: Clauses,
    book: &'a Rulebook,
    /// The day of the newest change, to which ages are counted: the page says the same whenever it is built.
    today: Date,
    programmes: BTreeMap<&'static str, BTreeSet<Programme>>,
    words: Words,
    uses: Uses,
}

impl Page<'_> {
    fn document(&self, styles: &[Style]) -> Result<String> {
        let name = self.words.program("name")?;
        let own = &self.words.own;
        let body = self.body(name)?;
        let head = |html: &mut Html| {
            html.open("meta", &[("name", "format-detection"), ("content", "telephone=no")]);
            html.words("title", &[], &format!("{} – {name}", own.title));
            html.open("link", &[("rel", "icon"), ("href", "data:,")]);
            for Style { address, integrity } in styles {
                html.open("link", &[("rel", "stylesheet"), ("href", address), ("integrity", integrity)]);
            }
        };
        let language = self.words.language;
        Ok(Html::page(language.id, language.direction, head, |html| html.append(body)))
    }

    fn body(&self, name: &str) -> Result<Html> {
        let own = &self.words.own;
        let (call, or) = (self.words.program("frame.call")?, self.words.program("frame.call-or")?);
        let main = self.main()?;
        let mut html = Html::default();
        html.element("div", &[("class", "page about")], |html| {
            html.element("header", &[("class", "bar")], |html| {
                html.words("span", &[("class", "name")], name);
                html.element("span", &[("class", "tools")], |html| {
                    html.words("a", &[("href", self.words.language.address)], &own.back);
                    for other in
                        LANGUAGES.iter().filter(|other| other.is_complete() && other.id != self.words.language.id)
                    {
                        let address = page_file("figures", other);
                        html.words("a", &[("href", &address), ("lang", other.id)], text::get(other.name));
                    }
                });
            });
            html.line();
            html.element("main", &[], |html| html.append(main));
            html.line();
            html.element("footer", &[("class", "foot")], |html| {
                html.element("p", &[("class", "call")], |html| {
                    html.text(call);
                    html.words("a", &[("href", "tel:12345")], "12345");
                    html.text(or);
                    html.words("a", &[("href", "tel:12349")], "12349");
                });
            });
        });
        Ok(html)
    }

    fn main(&self) -> Result<Html> {
        let own = &self.words.own;
        let mut html = Html::default();
        html.words("h1", &[], &own.title);
        html.words("p", &[("class", "lead")], &own.lead);
        let day = self.today.to_string();
        let values = [("version", self.book.version.as_str()), ("hash", &self.book.hash), ("day", &day)];
        html.words("p", &[("class", "hint")], &fill(&own.version, &values));
        own.in_chinese.iter().for_each(|text| html.words("p", &[("class", "hint")], text));
        let parts = [
            ("places", &own.places.title),
            ("national", &own.national.title),
            ("sources", &own.sources.title),
            ("clauses", &own.clauses.title),
        ];
        html.element("nav", &[("aria-label", &own.contents)], |html| {
            html.element("ul", &[("class", "contents")], |html| {
                for (id, title) in parts {
                    html.element("li", &[], |html| html.words("a", &[("href", &format!("#{id}"))], title));
                }
            });
        });
        self.legend(&mut html)?;
        self.write_places(&mut html)?;
        self.write_national(&mut html)?;
        self.write_sources(&mut html)?;
        self.write_clauses(&mut html)?;
        html.element("p", &[("class", "self-test")], |html| {
            html.words("a", &[("href", &page_file("selftest", self.words.language))], &own.selftest);
        });
        html.element("p", &[("class", "self-test")], |html| {
            let address = page_file("offline", self.words.language);
            html.words("a", &[("href", &address), ("download", &own.offline_file)], &own.offline);
        });
        html.words("p", &[("class", "hint")], &own.offline_hint);
        Ok(html)
    }

    /// What the kinds and classes mean, the most trusted first.
    fn legend(&self, html: &mut Html) -> Result<()> {
        let own = &self.words.own;
        let kinds = KINDS.map(|kind| named(&own.kind, kind)).into_iter().collect::<Result<Vec<_>>>()?;
        let classes = CLASSES.map(|class| self.class_words(class)).into_iter().collect::<Result<Vec<_>>>()?;
        for (title, words) in [(&own.kinds, kinds), (&own.classes, classes)] {
            html.element("details", &[], |html| {
                html.words("summary", &[], title);
                html.element("ul", &[("class", "legend")], |html| {
                    words.iter().for_each(|words| html.words("li", &[], words));
                });
            });
        }
        Ok(())
    }

    /// The attribute of an element whose words are quoted from the files; none where the page is in their language.
    fn quoted(&self) -> &'static [(&'static str, &'static str)] {
        if self.words.language.id == FILES { &[] } else { &[("lang", FILES)] }
    }

    fn class_words(&self, id: &str) -> Result<&str> {
        self.words.program(&format!("class.{id}"))
    }
}

/// The kinds of figures, the most trusted first.
const KINDS: [&str; 9] =
    ["local", "published", "guideline", "floor", "unspecified", "average", "draft", "inference", "memory"];

/// The classes of sources, as the texts call them.
const CLASSES: [&str; 5] = ["A", "notice", "B", "C", "memory"];

/// The language of what is quoted from the files.
const FILES: &str = "zh-Hans";

/// A table with the heads of its columns; its name is for those who hear it.
fn table(html: &mut Html, name: &str, columns: &[String], rows: impl FnOnce(&mut Html)) {
    html.element("table", &[("aria-label", name)], |html| {
        html.element("thead", &[], |html| {
            html.element("tr", &[], |html| {
                columns.iter().for_each(|column| html.words("th", &[("scope", "col")], column));
            });
        });
        rows(html);
    });
}

/// One below the other.
fn lines(html: &mut Html, lines: &[String]) {
    lines.iter().for_each(|line| html.words("span", &[], line));
}
