//! Everything in `rules/`, read and then brought into the order of the compiled rulebook.

use std::collections::{BTreeMap, BTreeSet};

use jiuzhu_engine::case::RegionCode;
use jiuzhu_engine::date::Date;
use jiuzhu_engine::programmes::RULES;
use jiuzhu_engine::programmes::temporary_emergency::HELP_FIRST;
use jiuzhu_engine::rulebook::{self, Rulebook, SourceIndex};

use super::fault::{Faults, Spot};
use super::folder::{Folder, Row};
use super::national::{self, Loaded as National};
use super::{new_place, row};

/// The rows of all files.
pub struct Loaded {
    pub regions: Vec<Row<row::Region>>,
    pub standards: Vec<Row<row::Standard>>,
    pub incomes: Vec<Row<row::Income>>,
    pub wages: Vec<Row<row::Wage>>,
    pub hotlines: Vec<Row<row::Hotline>>,
    pub sources: Vec<(Row<row::Source>, Spans)>,
    pub quotes: Vec<(Row<row::Quote>, Spans)>,
    pub places: Vec<PlaceFile>,
    pub national: Option<National>,
}

/// What turns a span of a TOML file into its line.
#[derive(Clone)]
pub struct Spans {
    file: String,
    starts: Vec<usize>,
}

/// One file of `rules/places/`.
pub struct PlaceFile {
    pub spans: Spans,
    pub province: Option<Row<String>>,
    pub rules: Vec<Row<row::PlaceRule>>,
}

impl Spans {
    fn new(file: &str, text: &str) -> Spans {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Spans { file: file.to_owned(), starts: std::iter::once(0).chain(ends).collect() }
    }

    /// Where a value stands.
    pub fn of<T>(&self, value: &toml::Spanned<T>) -> Spot {
        Spot::line(&self.file, self.starts.partition_point(|start| *start <= value.span().start))
    }

    /// The first line of the file.
    pub fn top(&self) -> Spot {
        Spot::file(&self.file)
    }
}

/// Reads all files.
pub fn load(folder: &Folder, faults: &mut Faults) -> Loaded {
    let spans = |file: &str| Spans::new(file, folder.0.get(file).map_or("", String::as_str));
    let named = |prefix: &str| {
        folder.0.keys().filter(|file| file.starts_with(prefix) && file.ends_with(".toml")).cloned().collect::<Vec<_>>()
    };
    let mut sources = Vec::new();
    for file in named("rules/sources") {
        let (rows, _) = folder.toml::<row::Source>(&file, "source", None, faults);
        sources.extend(rows.into_iter().map(|row| (row, spans(&file))));
    }
    let quotes = "rules/quotes.toml";
    let (rows, _) = folder.toml::<row::Quote>(quotes, "quote", None, faults);
    let quotes = rows.into_iter().map(|row| (row, spans(quotes))).collect();
    let mut places = Vec::new();
    for file in named("rules/places/") {
        let lines = folder.0.get(&file).map_or("", String::as_str).lines().enumerate();
        let mut blank = false;
        for (at, line) in lines.filter(|(_, line)| !line.starts_with('#') && line.contains(new_place::BLANK)) {
            blank = true;
            let field = line.split(['=', ' ']).next().unwrap_or_default();
            let hint = "write what the comments in the file say, or leave out the whole rule";
            faults.add(&Spot::line(&file, at + 1), format!("`{field}` is not filled in"), hint);
        }
        if blank {
            continue;
        }
        let (rules, province) = folder.toml::<row::PlaceRule>(&file, "rule", Some("province"), faults);
        places.push(PlaceFile { spans: spans(&file), province, rules });
    }
    Loaded {
        regions: folder.csv("rules/regions.csv", faults),
        standards: folder.csv("rules/standards.csv", faults),
        incomes: folder.csv("rules/incomes.csv", faults),
        wages: folder.csv("rules/minimum_wage.csv", faults),
        hotlines: folder.csv("rules/hotlines.csv", faults),
        sources,
        quotes,
        places,
        national: national::load(folder, faults),
    }
}

impl Loaded {
    /// A rulebook that knows the regions and nothing else, for the questions that only the engine may answer.
    pub fn regions_only(&self) -> Option<Rulebook> {
        let mut regions: Vec<_> = self
            .regions
            .iter()
            .map(|row| rulebook::Region { code: row.value.code, name: row.value.name.clone() })
            .collect();
        regions.sort_by_key(|region| region.code);
        let national = self.national.as_ref()?.national.clone();
        Some(Rulebook {
            version: String::new(),
            hash: String::new(),
            sources: Vec::new(),
            regions,
            standards: Vec::new(),
            incomes: Vec::new(),
            wages: Vec::new(),
            places: Vec::new(),
            national,
            quotes: Vec::new(),
            hotlines: Vec::new(),
        })
    }

    /// The days on which somebody last looked.
    pub fn checked_days(&self) -> Vec<(Spot, Date)> {
        let mut days = Vec::new();
        days.extend(self.standards.iter().map(|row| (row.spot.clone(), row.value.checked_on)));
        days.extend(self.incomes.iter().map(|row| (row.spot.clone(), row.value.checked_on)));
        days.extend(self.wages.iter().map(|row| (row.spot.clone(), row.value.checked_on)));
        days.extend(self.hotlines.iter().map(|row| (row.spot.clone(), row.value.checked_on)));
        for file in &self.places {
            days.extend(
                file.rules.iter().map(|row| (file.spans.of(&row.value.checked_on), *row.value.checked_on.get_ref())),
            );
        }
        days.extend(self.national.iter().flat_map(|national| national.checked.clone()));
        days
    }
}

/// The rows as the engine wants them, or `None` if a file on which all others rest could not be read.
pub fn rulebook(folder: &Folder, loaded: Loaded) -> Option<Rulebook> {
    let mut book = loaded.regions_only()?;
    let newest = loaded.checked_days().into_iter().map(|(_, day)| day).max();
    book.hash = folder.hash();
    book.version = format!("{}.{}", newest.map(|day| day.to_string()).unwrap_or_default(), &book.hash[..4]);
    let used = used_sources(&loaded);
    let sources = loaded.sources.into_iter().map(|(row, _)| row.value);
    book.sources = sources.filter(|row| used.contains(&row.id)).map(source).collect();
    book.sources.sort_by(|one, other| one.id.cmp(&other.id));
    let ids: BTreeMap<String, SourceIndex> = book
        .sources
        .iter()
        .enumerate()
        .filter_map(|(at, source)| Some((source.id.clone(), at.try_into().ok()?)))
        .collect();
    let index = |id: &str| ids.get(id).copied();

    for row::Standard { code, urban, rural, from, kind, class, source, .. } in
        loaded.standards.into_iter().map(|row| row.value)
    {
        let Some(source) = index(&source) else { continue };
        book.standards.push(rulebook::Standard { code, urban, rural, from, kind, class: class.into(), source });
    }
    book.standards.sort_by_key(|row| (row.code, row.from));

    for row::Income { code, year, all, urban, rural, source, .. } in
        loaded.incomes.into_iter().map(|row| row.value).filter(decides_income)
    {
        let Some(source) = index(&source) else { continue };
        book.incomes.push(rulebook::IncomePerPerson { code, year, all, urban, rural, source });
    }
    book.incomes.sort_by_key(|row| (row.code, row.year));

    let wages = loaded.wages.into_iter().map(|row| row.value).filter(|row| row.kind == row::Publicity::Published);
    let mut wages: Vec<_> = wages.map(|row| rulebook::MinimumWage { monthly: row.monthly, from: row.from }).collect();
    wages.sort_by_key(|wage| (wage.from, wage.monthly));
    for wage in wages {
        let amounts = || book.wages.iter().map(|before| before.monthly);
        if amounts().all(|before| wage.monthly < before) || amounts().all(|before| wage.monthly > before) {
            book.wages.push(wage);
        }
    }

    for rule in loaded.places.into_iter().flat_map(|file| file.rules).map(|row| row.value).filter(decides) {
        let Some(source) = index(rule.source.get_ref()) else { continue };
        book.places.push(rulebook::PlaceRule {
            place: rule.place.into_inner(),
            residence: rule.residence,
            from: rule.from.into_inner(),
            until: rule.until.map(toml::Spanned::into_inner),
            kind: rule.kind,
            source,
            rule: rule.rule.into_inner(),
        });
    }
    book.places.sort_by_key(|rule| (rule.place, rule.from));

    for quote in loaded.quotes.into_iter().map(|(row, _)| row.value) {
        let Some(source) = index(quote.source.get_ref()) else { continue };
        let article = match quote.paragraph {
            Some(paragraph) => format!("{}({paragraph})", quote.article.get_ref()),
            None => quote.article.into_inner(),
        };
        if !is_cited(&book.sources[usize::from(source)].id, &article) {
            continue;
        }
        book.quotes.push(rulebook::Quote { source, article, text: quote.text.into_inner() });
    }
    book.quotes.sort_by(|one, other| (one.source, &one.article).cmp(&(other.source, &other.article)));

    book.hotlines = loaded
        .hotlines
        .into_iter()
        .map(|row| rulebook::Hotline { code: row.value.code, number: row.value.number, purpose: row.value.purpose })
        .collect();
    book.hotlines.sort_by_key(|row| row.code);
    Some(book)
}

/// Whether a local rule can decide anything; a hint is kept for those who look up what is missing.
fn decides(rule: &row::PlaceRule) -> bool {
    rule.kind.bounds_from_below()
}

/// The same of an income.
fn decides_income(income: &row::Income) -> bool {
    income.kind == row::Publicity::Published
}

/// The sources that a row of the rulebook or a rule of the engine names; the others are for the people who keep the files.
fn used_sources(loaded: &Loaded) -> BTreeSet<String> {
    let standards = loaded.standards.iter().map(|row| row.value.source.clone());
    let incomes = loaded.incomes.iter().map(|row| &row.value).filter(|it| decides_income(it));
    let incomes = incomes.map(|row| row.source.clone());
    let rules = loaded.places.iter().flat_map(|file| &file.rules).map(|row| &row.value).filter(|it| decides(it));
    let rules = rules.map(|row| row.source.get_ref().clone());
    let law = RULES.iter().copied().chain([&HELP_FIRST]).flat_map(|rule| rule.law).map(|it| it.source.to_owned());
    standards.chain(incomes).chain(rules).chain(law).collect()
}

fn source(row: row::Source) -> rulebook::Source {
    rulebook::Source {
        id: row.id,
        title: row.title,
        number: row.number,
        date: row.date.map(toml::Spanned::into_inner),
        from: row.from.map(toml::Spanned::into_inner),
        until: row.until.map(toml::Spanned::into_inner),
        class: row.class.into(),
    }
}

/// Whether a rule of the engine rests on the article, so that its sentence may be shown; the others wait in the file.
fn is_cited(source: &str, article: &str) -> bool {
    let cited = RULES.iter().copied().chain([&HELP_FIRST]).flat_map(|rule| rule.law);
    cited.into_iter().any(|cited| cited.source == source && cited.article == article)
}

/// Whether a code stands for the whole country, which has no row among the regions.
pub fn is_country(code: RegionCode) -> bool {
    code == RegionCode::COUNTRY
}
