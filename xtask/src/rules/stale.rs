//! What to look up next: figures that the engine no longer takes for current, or that nobody has looked at for as long.

use std::collections::BTreeMap;

use jiuzhu_engine::case::{RegionCode, Residence};
use jiuzhu_engine::date::Date;
use jiuzhu_engine::rulebook::{Kind, Rulebook};

use super::load::Loaded;
use super::place;
use super::row::{Publicity, Source};

/// A figure on file, as far as its age is concerned.
struct Figure<'all> {
    place: RegionCode,
    /// What it is; the counties take one of each kind.
    what: String,
    /// What it says.
    value: String,
    from: Date,
    checked_on: Date,
    source: &'all str,
    /// Whether it only bounds the place's own, which is what is asked for.
    is_floor: bool,
}

/// The list for a day, the figures that most counties rest on first; how many people live there is not on file.
pub fn list(loaded: &Loaded, today: Date) -> String {
    let (Some(book), Some(national)) = (loaded.regions_only(), &loaded.national) else { return String::new() };
    let months = national.national.stale_after_months;
    let fresh_since = today.months_before(months);
    let counties: Vec<RegionCode> =
        book.regions.iter().map(|region| region.code).filter(|code| book.is_finest(*code)).collect();
    let figures = figures(loaded, today);
    let by_kind = figures.iter().fold(BTreeMap::<&str, Vec<&Figure>>::new(), |mut kinds, figure| {
        kinds.entry(&figure.what).or_default().push(figure);
        kinds
    });
    let mut due = Vec::new();
    for (what, figures) in by_kind {
        let mut none = BTreeMap::<RegionCode, usize>::new();
        for (figure, counties) in used(&book, &counties, &figures, &mut none) {
            if figure.is_floor || figure.from < fresh_since || figure.checked_on < fresh_since {
                due.push((counties, told(loaded, &book, figure, counties, today)));
            }
        }
        // A rule that a place need not have is not missed.
        for (province, counties) in none.into_iter().filter(|_| !what.starts_with(RULE)) {
            let name = name(&book, province);
            let line = format!(
                "{counties:>5}    none  {province} {name}: {what}\n       look: the province's civil affairs, or 12345"
            );
            due.push((counties, line));
        }
    }
    for (spot, checked_on) in &national.checked {
        if *checked_on < fresh_since {
            let age = age(*checked_on, today);
            let line = format!(
                "{:>5}  {age:>6}  000000 全国: the figure at {spot}\n       look: what its `reason` names",
                counties.len()
            );
            due.push((counties.len(), line));
        }
    }
    due.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    let lines: Vec<String> = due.iter().map(|(_, line)| line.clone()).collect();
    format!(
        "{} figures to look up on {today}: older than {months} months, not looked at for as long, or no place's own\n\
         counties that use it (of {}; population is not on file), age in months, place: figure\n{}\n",
        due.len(),
        counties.len(),
        lines.join("\n")
    )
}

/// What the names of all local rules begin with.
const RULE: &str = "rule ";

fn figures(loaded: &Loaded, today: Date) -> Vec<Figure<'_>> {
    let mut figures = Vec::new();
    for it in loaded.standards.iter().map(|row| &row.value) {
        if !it.kind.bounds_from_below() {
            continue;
        }
        let is_floor = it.kind != Kind::Local;
        for (residence, value) in [(Residence::Urban, it.urban), (Residence::Rural, it.rural)] {
            let Some(value) = value else { continue };
            let what = format!("dibao standard, {}", format!("{residence:?}").to_lowercase());
            let value = format!("{value} yuan, {}", format!("{:?}", it.kind).to_lowercase());
            let (from, checked_on) = (it.from, it.checked_on);
            figures.push(Figure { place: it.code, what, value, from, checked_on, source: &it.source, is_floor });
        }
    }
    for it in loaded.incomes.iter().map(|row| &row.value).filter(|it| it.kind == Publicity::Published) {
        // The figure of a year is the newest one until that of the next is out.
        let Some(from) = Date::new(it.year + 1, 1, 1) else { continue };
        let value = format!("of {}", it.year);
        let (what, checked_on) = ("income per person".to_owned(), it.checked_on);
        figures.push(Figure { place: it.code, what, value, from, checked_on, source: &it.source, is_floor: false });
    }
    for it in loaded.wages.iter().map(|row| &row.value).filter(|it| it.kind == Publicity::Published) {
        let (what, value) = ("minimum wage".to_owned(), format!("{} yuan, {}", it.monthly, it.zone));
        let (from, checked_on) = (it.from, it.checked_on);
        figures.push(Figure { place: it.code, what, value, from, checked_on, source: &it.source, is_floor: false });
    }
    for it in loaded.places.iter().flat_map(|file| &file.rules).map(|row| &row.value) {
        let ended = it.until.as_ref().is_some_and(|until| *until.get_ref() <= today);
        if ended || !it.kind.bounds_from_below() {
            continue;
        }
        figures.push(Figure {
            place: *it.place.get_ref(),
            what: format!("{RULE}{}", place::kind(it.rule.get_ref())),
            value: it.residence.map_or(String::new(), |residence| format!("{residence:?}").to_lowercase()),
            from: *it.from.get_ref(),
            checked_on: *it.checked_on.get_ref(),
            source: it.source.get_ref(),
            is_floor: false,
        });
    }
    figures.retain(|figure| figure.from <= today);
    figures
}

/// How many counties rest on each figure of one kind: on the newest of the nearest place that has one, a place's own before a
/// floor; a hint is as good as none. Counties that have none are counted by province.
fn used<'all>(
    book: &Rulebook,
    counties: &[RegionCode],
    figures: &[&'all Figure<'all>],
    none: &mut BTreeMap<RegionCode, usize>,
) -> Vec<(&'all Figure<'all>, usize)> {
    let mut newest = BTreeMap::<(bool, RegionCode), &Figure>::new();
    for figure in figures {
        let place = newest.entry((figure.is_floor, figure.place)).or_insert(figure);
        if place.from < figure.from {
            *place = figure;
        }
    }
    let mut counts = BTreeMap::<(bool, RegionCode), usize>::new();
    for county in counties {
        let near = [false, true].into_iter().find_map(|is_floor| {
            let mut places = book.lineage(*county);
            places.find(|place| newest.contains_key(&(is_floor, *place))).map(|place| (is_floor, place))
        });
        match near {
            Some(near) => *counts.entry(near).or_default() += 1,
            None => *none.entry(county.province()).or_default() += 1,
        }
    }
    counts.into_iter().filter_map(|(key, count)| Some((*newest.get(&key)?, count))).collect()
}

fn told(loaded: &Loaded, book: &Rulebook, figure: &Figure, counties: usize, today: Date) -> String {
    let source = loaded.sources.iter().map(|(row, _)| &row.value).find(|source| source.id == figure.source);
    let said = if figure.value.is_empty() { String::new() } else { format!(" {},", figure.value) };
    format!(
        "{counties:>5}  {:>6}  {} {}: {},{said} from {}, looked at {}\n       look: {}",
        age(figure.from, today),
        figure.place,
        name(book, figure.place),
        figure.what,
        figure.from,
        figure.checked_on,
        source.map_or_else(|| figure.source.to_owned(), address)
    )
}

/// Where the figure was read, and so where the next one is likely to be.
fn address(source: &Source) -> String {
    let parts = [
        Some(&source.title),
        source.number.as_ref(),
        source.issuer.as_ref(),
        source.url.as_ref().map(toml::Spanned::get_ref),
    ];
    parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(" | ")
}

fn name(book: &Rulebook, place: RegionCode) -> &str {
    book.region(place).map_or("", |region| region.name.as_str())
}

/// Whole months between two days.
pub fn age(from: Date, today: Date) -> u16 {
    let months = |day: Date| day.year() * 12 + u16::from(day.month());
    let begun = u16::from(today.day() < from.day());
    months(today).saturating_sub(months(from)).saturating_sub(begun)
}
