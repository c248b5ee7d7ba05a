//! What the rows of all files owe to each other: known places and sources, dates in order, hints that stay hints,
//! quotes that stand in their source, national figures that bound the local ones.

use std::collections::BTreeMap;

use jiuzhu_engine::case::{RegionCode, Residence};
use jiuzhu_engine::date::Date;
use jiuzhu_engine::money::{Money, Ratio};
use jiuzhu_engine::rulebook::{Class, JobCost, Kind, LocalRule, Rulebook, SavingsLimit};

use super::citation::{self, Texts};
use super::fault::{Faults, Spot};
use super::load::{Loaded, PlaceFile, Spans, is_country};
use super::place;
use super::row::{self, Publicity};

/// Figures and rules older than this are a slip of the pen; so are those of the year after next.
const FIGURES: (u16, u16) = (2010, 2027);
/// Documents that are still cited may be older than the figures.
const DOCUMENTS: (u16, u16) = (2000, 2027);

/// Notes everything that is wrong with the rows.
pub fn check(loaded: &Loaded, texts: Option<&Texts>, faults: &mut Faults) {
    let names = loaded.regions.iter().map(|row| (row.value.code, row.value.name.as_str())).collect();
    let mut checker =
        Checker { loaded, texts, names, sources: BTreeMap::new(), regions: loaded.regions_only(), faults };
    checker.sources();
    checker.regions();
    checker.tables();
    checker.floors();
    checker.quotes();
    for file in &loaded.places {
        checker.place_file(file);
    }
    checker.overlaps();
    checker.national();
    for (spot, day) in loaded.checked_days() {
        checker.day(&spot, day, FIGURES);
    }
}

struct Checker<'all> {
    loaded: &'all Loaded,
    texts: Option<&'all Texts>,
    names: BTreeMap<RegionCode, &'all str>,
    sources: BTreeMap<&'all str, &'all row::Source>,
    /// A rulebook of the regions alone, for the lineage as the engine sees it.
    regions: Option<Rulebook>,
    faults: &'all mut Faults,
}

impl<'all> Checker<'all> {
    fn sources(&mut self) {
        for (row, spans) in &self.loaded.sources {
            let source = &row.value;
            if self.sources.insert(&source.id, source).is_some() {
                self.faults.add(
                    &row.spot,
                    format!("source `{}` is there twice", source.id),
                    "an id is given once in all files",
                );
            }
            let plain = |id: &str| {
                !id.is_empty()
                    && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            };
            self.faults.unless(
                plain(&source.id),
                &row.spot,
                || format!("id `{}`", source.id),
                "ids are a-z, 0-9 and hyphens",
            );
            self.faults.unless(
                !source.title.trim().is_empty(),
                &row.spot,
                || "the title is empty".into(),
                "people are shown the title",
            );
            for day in [&source.date, &source.from, &source.until].into_iter().flatten() {
                self.day(&spans.of(day), *day.get_ref(), DOCUMENTS);
            }
            if let (Some(from), Some(until)) = (&source.from, &source.until) {
                self.order(&spans.of(until), *from.get_ref(), *until.get_ref());
            }
            if let Some(url) = &source.url {
                let spot = spans.of(url);
                let what = || format!("address `{}`", url.get_ref());
                self.faults.unless(
                    is_government(url.get_ref()),
                    &spot,
                    what,
                    "only full https addresses of gov.cn sites are shown",
                );
            }
            if let (Some(texts), Some(text)) = (self.texts, &source.text) {
                let known = texts.get(text).is_some();
                self.faults.unless(
                    known,
                    &row.spot,
                    || format!("text `{text}` is not there"),
                    "name a file of the texts' folder",
                );
            }
        }
    }

    fn regions(&mut self) {
        let mut seen = BTreeMap::new();
        for row in &self.loaded.regions {
            let region = &row.value;
            if let Some(line) = seen.insert(region.code, row.spot.line) {
                let hint = format!("it is in line {line} already");
                self.faults.add(&row.spot, format!("region `{}` is there twice", region.code), hint);
            }
            let level = match region.code.number() {
                code if code % 10_000 == 0 => "province",
                code if code % 100 == 0 => "prefecture",
                _ => "county",
            };
            self.faults.unless(
                region.level == level,
                &row.spot,
                || format!("region `{}` has level `{}`", region.code, region.level),
                "codes ending in 0000 are provinces, in 00 prefectures, all others counties",
            );
            let derived = self.regions.as_ref().and_then(|book| book.lineage(region.code).nth(1));
            let parent = |code: Option<RegionCode>| code.map_or("none".to_owned(), |code| format!("`{code}`"));
            if self.regions.is_some() && region.parent != derived {
                let hint = format!("the engine derives {} from the code", parent(derived));
                self.faults.add(
                    &row.spot,
                    format!("region `{}` has parent {}", region.code, parent(region.parent)),
                    hint,
                );
            }
            if let Some(code) = derived.filter(|code| !self.names.contains_key(code)) {
                self.faults.add(&row.spot, format!("province `{code}` has no row"), "write a row for it");
            }
        }
    }

    fn tables(&mut self) {
        let mut seen = BTreeMap::new();
        for row in &self.loaded.standards {
            let it = &row.value;
            self.place(&row.spot, it.code, Some(&it.name));
            self.figure(&row.spot, it.kind, it.class.into(), &it.source);
            self.day(&row.spot, it.from, FIGURES);
            let known = it.urban.is_some() || it.rural.is_some();
            self.faults.unless(
                known,
                &row.spot,
                || "neither `urban` nor `rural`".into(),
                "a row has at least one standard",
            );
            self.once(&mut seen, &row.spot, format!("a standard of `{}` from {}", it.code, it.from));
        }
        for row in &self.loaded.incomes {
            let it = &row.value;
            self.place(&row.spot, it.code, Some(&it.name));
            self.figure(&row.spot, publicity(it.kind), it.class.into(), &it.source);
            let known = it.all.is_some() || it.urban.is_some() || it.rural.is_some();
            self.faults.unless(known, &row.spot, || "no income at all".into(), "a row has `all`, `urban` or `rural`");
            let year = (FIGURES.0..=FIGURES.1).contains(&it.year);
            self.faults.unless(year, &row.spot, || format!("year {}", it.year), "years from 2010 to 2027");
            let publicity = if it.kind == Publicity::Published { "published" } else { "unpublished" };
            self.once(&mut seen, &row.spot, format!("a {publicity} income of `{}` for {}", it.code, it.year));
        }
        for row in &self.loaded.wages {
            let it = &row.value;
            self.place(&row.spot, it.code, Some(&it.name));
            self.figure(&row.spot, publicity(it.kind), it.class.into(), &it.source);
            self.day(&row.spot, it.from, FIGURES);
            self.once(&mut seen, &row.spot, format!("a minimum wage of `{}` {} from {}", it.code, it.zone, it.from));
        }
        for row in &self.loaded.hotlines {
            let it = &row.value;
            self.place(&row.spot, it.code, None);
            self.source(&row.spot, &it.source);
            self.once(&mut seen, &row.spot, format!("number {} of `{}`", it.number, it.code));
        }
    }

    /// 社会救助法 §19: a city's standard is not below the guideline of its province.
    fn floors(&mut self) {
        let is_floor = |kind| matches!(kind, Kind::Guideline | Kind::Floor);
        for row in self.loaded.standards.iter().filter(|row| row.value.kind == Kind::Local) {
            let own = &row.value;
            for residence in [Residence::Urban, Residence::Rural] {
                let of = |it: &row::Standard| if residence == Residence::Urban { it.urban } else { it.rural };
                let wider = self.loaded.standards.iter().map(|row| &row.value).filter(|it| {
                    is_floor(it.kind) && it.from <= own.from && of(it).is_some() && self.is_inside(own.code, it.code)
                });
                let newest = wider.max_by_key(|it| it.from);
                if let (Some(value), Some(floor)) = (of(own), newest.filter(|floor| of(floor) > of(own))) {
                    let least = of(floor).unwrap_or_default();
                    let what = format!("{value} is below the {least} of `{}` since {}", floor.code, floor.from);
                    self.faults.add(&row.spot, what, "a place's own standard is no lower; look at both again");
                }
            }
        }
    }

    fn quotes(&mut self) {
        for (row, spans) in &self.loaded.quotes {
            let quote = &row.value;
            let spot = spans.of(&quote.source);
            let Some(source) = self.source(&spot, quote.source.get_ref()) else { continue };
            let Some(lines) = self.cited(source, &spans.of(&quote.article), quote.article.get_ref(), quote.paragraph)
            else {
                continue;
            };
            let what = || format!("the quote is not in {} of `{}` word for word", quote.article.get_ref(), source.id);
            self.faults.unless(
                citation::stands_in(quote.text.get_ref(), lines),
                &spans.of(&quote.text),
                what,
                "copy it from the text",
            );
        }
    }

    /// The lines of an article, or `None` if its text is not at hand; a fault if the text has no such article.
    fn cited(
        &mut self,
        source: &row::Source,
        spot: &Spot,
        article: &str,
        paragraph: Option<u8>,
    ) -> Option<&'all [String]> {
        let text = self.texts?.get(source.text.as_ref()?)?;
        let lines = match paragraph {
            Some(number) => text.paragraph(article, number),
            None => text.article(article),
        };
        let what = || match paragraph {
            Some(number) => format!("`{}` has no paragraph {number} in article `{article}`", source.id),
            None => format!("`{}` has no article `{article}`", source.id),
        };
        self.faults.unless(lines.is_some(), spot, what, "write `18` for 第十八条 and `一(三)` for 一、（三）");
        lines
    }

    fn place_file(&mut self, file: &PlaceFile) {
        let top = file.spans.top();
        let name = top.file.rsplit('/').next().unwrap_or_default();
        let holder = name.split_once('-').and_then(|(prefix, _)| RegionCode::parse(prefix));
        let province = file.province.as_ref().and_then(|row| RegionCode::parse(&row.value));
        match (&file.province, province) {
            (None, _) => self.faults.add(
                &top,
                "no `province`",
                "the first line says which province, such as `province = \"620000\"`",
            ),
            (Some(row), None) => {
                self.faults.add(&row.spot, format!("province `{}`", row.value), "a code of six digits")
            }
            (Some(row), Some(code)) => {
                self.place(&row.spot, code, None);
                self.faults.unless(
                    holder.is_some_and(|holder| holder.province() == code),
                    &row.spot,
                    || format!("file `{name}` of province `{code}`"),
                    "the name begins with the code of the province, or of a place in it, and a hyphen",
                );
            }
        }
        for row in &file.rules {
            let rule = &row.value;
            let place = *rule.place.get_ref();
            self.place(&file.spans.of(&rule.place), place, None);
            if let Some(province) = province.filter(|province| place.province() != *province) {
                let hint = format!("this file holds the places of `{province}`");
                self.faults.add(&file.spans.of(&rule.place), format!("place `{place}` lies in another province"), hint);
            } else if let Some(holder) = holder.filter(|holder| !self.is_inside(place, *holder)) {
                let hint = "write it in the file of the province, or in one of its own";
                self.faults.add(&file.spans.of(&rule.place), format!("place `{place}` lies outside `{holder}`"), hint);
            }
            self.day(&file.spans.of(&rule.from), *rule.from.get_ref(), FIGURES);
            if let Some(until) = &rule.until {
                self.day(&file.spans.of(until), *until.get_ref(), FIGURES);
                self.order(&file.spans.of(until), *rule.from.get_ref(), *until.get_ref());
            }
            let spot = file.spans.of(&rule.source);
            self.figure(&spot, rule.kind, (*rule.class.get_ref()).into(), rule.source.get_ref());
            if let (Some(article), Some(source)) =
                (&rule.article, self.sources.get(rule.source.get_ref().as_str()).copied())
            {
                self.cited(source, &file.spans.of(article), article.get_ref(), None);
            }
            for (what, hint) in place::complaints(rule.rule.get_ref()) {
                self.faults.add(
                    &file.spans.of(&rule.rule),
                    format!("`{}`: {what}", place::kind(rule.rule.get_ref())),
                    hint,
                );
            }
        }
    }

    /// At any time a place has one rule of each kind; a hint may stand beside it.
    fn overlaps(&mut self) {
        let mut groups = BTreeMap::<_, Vec<(&row::PlaceRule, &Spans)>>::new();
        for file in &self.loaded.places {
            for row in &file.rules {
                let key = (
                    *row.value.place.get_ref(),
                    place::kind(row.value.rule.get_ref()),
                    row.value.kind.bounds_from_below(),
                );
                groups.entry(key).or_default().push((&row.value, &file.spans));
            }
        }
        for ((place, kind, _), rules) in groups {
            for (at, (rule, spans)) in rules.iter().enumerate() {
                for (other, other_spans) in &rules[..at] {
                    let both =
                        |one: Option<Residence>, two: Option<Residence>| one.is_none() || two.is_none() || one == two;
                    if both(rule.residence, other.residence) && meet(rule, other) {
                        let hint =
                            format!("give the earlier one an `until`; the other is in {}", other_spans.of(&other.rule));
                        self.faults.add(
                            &spans.of(&rule.from),
                            format!("two rules `{kind}` of `{place}` at one time"),
                            hint,
                        );
                    }
                }
            }
        }
    }

    fn national(&mut self) {
        let Some(loaded) = &self.loaded.national else { return };
        for (spot, id) in &loaded.sources {
            self.source(spot, id);
        }
        let national = &loaded.national;
        for (name, multiple) in
            [("borderline_multiple", national.borderline_multiple), ("rigid_ratio", national.rigid_ratio)]
        {
            let what = || format!("`{name}`: `least` is above `most`");
            self.faults.unless(multiple.least <= multiple.most, &loaded.spot(name), what, "`least` is at most `most`");
        }
        let below_one = national.borderline_multiple.least < Ratio::ONE;
        self.faults.unless(
            !below_one,
            &loaded.spot("borderline_multiple"),
            || "a multiple below 1".into(),
            "a multiple is at least 1",
        );
        let share = national.rigid_ratio.most <= Ratio::ONE;
        self.faults.unless(
            share,
            &loaded.spot("rigid_ratio"),
            || "a share above 1".into(),
            "a share lies between 0 and 1",
        );
        let assumed = national.savings_assumed_allowed >= national.savings_below_every_limit;
        let spot = loaded.spot("savings_assumed_allowed");
        self.faults.unless(
            assumed,
            &spot,
            || "less than `savings_below_every_limit`".into(),
            "what is certain is assumed too",
        );
        self.day(&loaded.spot("basic_pension_exempt_until"), national.basic_pension_exempt_until, FIGURES);
        for (place, rule, spot) in self.local_rules() {
            self.bound(place, rule, &spot);
        }
    }

    /// A national figure that claims to bound what is on file has to.
    fn bound(&mut self, place: RegionCode, rule: &LocalRule, spot: &Spot) {
        let Some(loaded) = &self.loaded.national else { return };
        let national = &loaded.national;
        let (name, holds) = match rule {
            LocalRule::PropertyLimit(limit) => {
                let below = national.savings_below_every_limit;
                let standard = self.largest_standard(place);
                let holds = match limit.savings {
                    None => true,
                    Some(
                        SavingsLimit::Standards(times)
                        | SavingsLimit::UrbanStandards(times)
                        | SavingsLimit::StandardsAndIfIll { times, .. },
                    ) => below <= times,
                    // Nowhere is a year's income on file below a year's standards.
                    Some(SavingsLimit::Incomes(times)) => times >= Ratio::ONE,
                    Some(SavingsLimit::PerPerson(money)) => standard * below <= money,
                    Some(SavingsLimit::BySize { up_to_two, three_or_more }) => {
                        standard * below <= up_to_two.min(three_or_more)
                    }
                };
                ("savings_below_every_limit", holds)
            }
            LocalRule::JobCost(cost) => {
                let largest = national.largest_job_cost;
                let holds = match cost {
                    JobCost::Monthly(money) | JobCost::MonthlyUpTo(money) => *money <= largest,
                    JobCost::StandardShare(share) => self.largest_standard(place) * *share <= largest,
                    // A share of the wages has no largest amount.
                    JobCost::WageShare(_) => true,
                    JobCost::MinimumWagesAtWork(wages) => self.largest_wage() * *wages <= largest * 12,
                };
                ("largest_job_cost", holds)
            }
            LocalRule::BorderlineMultiple(multiple) => {
                let bounds = national.borderline_multiple;
                ("borderline_multiple", bounds.least <= multiple.least && multiple.most <= bounds.most)
            }
            LocalRule::RigidRatio(ratio) => {
                ("rigid_ratio", national.rigid_ratio.least <= ratio.least && ratio.most <= national.rigid_ratio.most)
            }
            _ => return,
        };
        let what = || format!("`{name}` does not bound the rule of `{place}` in {spot}");
        self.faults.unless(holds, &loaded.spot(name), what, "change the figure together with its reason");
    }

    fn local_rules(&self) -> Vec<(RegionCode, &'all LocalRule, Spot)> {
        let of = |file: &'all PlaceFile| {
            file.rules
                .iter()
                .map(|row| (*row.value.place.get_ref(), row.value.rule.get_ref(), file.spans.of(&row.value.rule)))
        };
        self.loaded.places.iter().flat_map(of).collect()
    }

    /// Whether one place lies in the other, or the other way round.
    fn related(&self, one: RegionCode, other: RegionCode) -> bool {
        self.is_inside(one, other) || self.is_inside(other, one)
    }

    fn is_inside(&self, inner: RegionCode, outer: RegionCode) -> bool {
        self.regions.as_ref().is_some_and(|book| book.lineage(inner).any(|code| code == outer))
    }

    fn largest_standard(&self, place: RegionCode) -> Money {
        let rows = self.loaded.standards.iter().map(|row| &row.value).filter(|row| row.kind.bounds_from_below());
        let near = rows.filter(|row| self.related(row.code, place));
        near.flat_map(|row| [row.urban, row.rural]).flatten().max().unwrap_or(Money::ZERO)
    }

    fn largest_wage(&self) -> Money {
        self.loaded.wages.iter().map(|row| row.value.monthly).max().unwrap_or(Money::ZERO)
    }

    fn place(&mut self, spot: &Spot, code: RegionCode, name: Option<&str>) {
        let known = if is_country(code) { Some("全国") } else { self.names.get(&code).copied() };
        match (known, name) {
            (None, _) => {
                self.faults.add(spot, format!("unknown region `{code}`"), "its code has to be in `rules/regions.csv`")
            }
            (Some(known), Some(name)) if known != name => {
                self.faults.add(spot, format!("region `{code}` is called `{name}`"), format!("its name is `{known}`"));
            }
            _ => {}
        }
    }

    fn source(&mut self, spot: &Spot, id: &str) -> Option<&'all row::Source> {
        let found = self.sources.get(id).copied();
        if id.trim().is_empty() {
            self.faults.add(spot, "no source", "every value names its source");
        } else if found.is_none() {
            self.faults.add(spot, format!("unknown source `{id}`"), "its id has to be in `rules/sources.toml`");
        }
        found
    }

    /// A figure's source, and that what nobody wrote down is never more than a hint.
    fn figure(&mut self, spot: &Spot, kind: Kind, class: Class, source: &str) {
        let source = self.source(spot, source);
        let decides = kind.bounds_from_below();
        let unwritten =
            class == Class::Memory || source.is_some_and(|source| Class::from(source.class) == Class::Memory);
        if decides && unwritten {
            self.faults.add(
                spot,
                "from memory, but of a kind that decides",
                "kind `memory`, `inference`, `average` or `draft`",
            );
        }
        if let Some(source) = source.filter(|source| class < Class::from(source.class)) {
            let what = format!("class {class:?} is better than that of `{}`", source.id);
            self.faults.add(spot, what, format!("at best {:?}", Class::from(source.class)));
        }
    }

    fn day(&mut self, spot: &Spot, day: Date, years: (u16, u16)) {
        let holds = (years.0..=years.1).contains(&day.year());
        self.faults.unless(
            holds,
            spot,
            || format!("day {day}"),
            "days lie in the years 2010 to 2027, those of documents from 2000",
        );
    }

    fn order(&mut self, spot: &Spot, from: Date, until: Date) {
        let what = || format!("`until` {until} is not after `from` {from}");
        self.faults.unless(from < until, spot, what, "`until` is the first day on which it no longer holds");
    }

    fn once(&mut self, seen: &mut BTreeMap<String, Spot>, spot: &Spot, what: String) {
        if let Some(first) = seen.get(&what) {
            self.faults.add(spot, format!("{what} is there twice"), format!("the first is in {first}"));
        } else {
            seen.insert(what, spot.clone());
        }
    }
}

fn publicity(kind: Publicity) -> Kind {
    match kind {
        Publicity::Published => Kind::Local,
        Publicity::Memory => Kind::Memory,
        Publicity::Inference => Kind::Inference,
    }
}

/// Whether two rules hold on one day.
fn meet(one: &row::PlaceRule, other: &row::PlaceRule) -> bool {
    let ends = |rule: &row::PlaceRule, day: Date| rule.until.as_ref().is_some_and(|until| *until.get_ref() <= day);
    !ends(one, *other.from.get_ref()) && !ends(other, *one.from.get_ref())
}

fn is_government(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://") else { return false };
    let host = rest.split('/').next().unwrap_or_default();
    (host == "gov.cn" || host.ends_with(".gov.cn")) && rest.is_ascii() && !rest.contains(' ')
}
