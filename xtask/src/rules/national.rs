//! `rules/national.toml`: figures of national reach, each with its reason.

use jiuzhu_engine::date::Date;
use jiuzhu_engine::money::{Money, Ratio};
use jiuzhu_engine::rulebook::{Multiple, National};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::DeTable;

use super::fault::{Faults, Spot};
use super::folder::{self, Folder};

/// Where the figures stand.
pub const FILE: &str = "rules/national.toml";

/// The figures, and what the checker has to look at for each.
pub struct Loaded {
    /// The figures themselves.
    pub national: National,
    /// Where each figure stands, by its name.
    pub spots: Vec<(String, Spot)>,
    /// The ids of the sources cited.
    pub sources: Vec<(Spot, String)>,
    /// The days on which somebody looked.
    pub checked: Vec<(Spot, Date)>,
}

impl Loaded {
    /// Where a figure stands.
    pub fn spot(&self, name: &str) -> Spot {
        self.spots.iter().find(|(other, _)| other == name).map_or_else(|| Spot::file(FILE), |(_, spot)| spot.clone())
    }
}

/// One figure with its reason.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry<T> {
    value: T,
    source: Option<Spanned<String>>,
    reason: String,
    checked_on: Spanned<Date>,
}

/// A figure that lies between two bounds, with its reason.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Between {
    least: Ratio,
    most: Ratio,
    source: Option<Spanned<String>>,
    reason: String,
    checked_on: Spanned<Date>,
}

struct Reader<'text> {
    text: &'text str,
    table: DeTable<'text>,
    spots: Vec<(String, Spot)>,
    sources: Vec<(Spot, String)>,
    checked: Vec<(Spot, Date)>,
}

/// Reads the figures, or `None` and faults if one is missing.
pub fn load(folder: &Folder, faults: &mut Faults) -> Option<Loaded> {
    let text = folder.text(FILE, faults)?;
    let table = folder::table(FILE, text, faults)?.into_inner();
    let mut reader = Reader { text, table, spots: Vec::new(), sources: Vec::new(), checked: Vec::new() };
    // All are read before the first `?`, so that one faulty figure hides no other.
    let stale = reader.value::<u16>("stale_after_months", faults);
    let pension = reader.value::<Date>("basic_pension_exempt_until", faults);
    let borderline = reader.between("borderline_multiple", faults);
    let below = reader.value::<Ratio>("savings_below_every_limit", faults);
    let assumed = reader.value::<Ratio>("savings_assumed_allowed", faults);
    let job = reader.value::<Money>("largest_job_cost", faults);
    let rigid = reader.between("rigid_ratio", faults);
    let epidemic = reader.value::<Date>("epidemic_until", faults);
    let living = reader.value::<Ratio>("living_cost_standards", faults);
    let phase_out = reader.value::<u16>("phase_out_months", faults);
    let longest = reader.value::<u16>("longest_phase_out_months", faults);
    let quick = reader.value::<Ratio>("quick_aid_standards", faults);
    let price_rise = reader.value::<Ratio>("price_rise", faults);
    let fresh = reader.value::<u16>("event_fresh_months", faults);
    for (name, _) in reader.table {
        let spot = Spot::span(FILE, text, &name.span());
        faults.add(
            &spot,
            format!("`{}` is not a national figure", name.get_ref()),
            "see `National` in the engine for their names",
        );
    }
    let national = National {
        stale_after_months: stale?,
        basic_pension_exempt_until: pension?,
        borderline_multiple: borderline?,
        savings_below_every_limit: below?,
        savings_assumed_allowed: assumed?,
        largest_job_cost: job?,
        rigid_ratio: rigid?,
        epidemic_until: epidemic?,
        living_cost_standards: living?,
        phase_out_months: phase_out?,
        longest_phase_out_months: longest?,
        quick_aid_standards: quick?,
        price_rise: price_rise?,
        event_fresh_months: fresh?,
    };
    Some(Loaded { national, spots: reader.spots, sources: reader.sources, checked: reader.checked })
}

impl Reader<'_> {
    fn value<T: DeserializeOwned>(&mut self, name: &str, faults: &mut Faults) -> Option<T> {
        let (spot, entry) = self.entry::<Entry<T>>(name, faults)?;
        self.note(&spot, &entry.reason, entry.source, entry.checked_on, faults);
        Some(entry.value)
    }

    fn between(&mut self, name: &str, faults: &mut Faults) -> Option<Multiple> {
        let (spot, entry) = self.entry::<Between>(name, faults)?;
        self.note(&spot, &entry.reason, entry.source, entry.checked_on, faults);
        Some(Multiple { least: entry.least, most: entry.most })
    }

    fn entry<T: DeserializeOwned>(&mut self, name: &str, faults: &mut Faults) -> Option<(Spot, T)> {
        let Some((key, value)) = self.table.remove_entry(name) else {
            faults.add(
                &Spot::file(FILE),
                format!("`{name}` is missing"),
                "write it with `value`, `reason` and `checked_on`",
            );
            return None;
        };
        let spot = Spot::span(FILE, self.text, &key.span());
        self.spots.push((name.to_owned(), spot.clone()));
        let entry = folder::read(FILE, self.text, &spot, value, faults)?;
        Some((spot, entry))
    }

    fn note(
        &mut self,
        spot: &Spot,
        reason: &str,
        source: Option<Spanned<String>>,
        day: Spanned<Date>,
        faults: &mut Faults,
    ) {
        faults.unless(
            !reason.trim().is_empty(),
            spot,
            || "the reason is empty".into(),
            "say in words why the figure is what it is",
        );
        if let Some(source) = source {
            self.sources.push((Spot::span(FILE, self.text, &source.span()), source.into_inner()));
        }
        self.checked.push((Spot::span(FILE, self.text, &day.span()), day.into_inner()));
    }
}
