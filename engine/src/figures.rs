//! Which figures and local rules hold for this case, and how far they can be trusted.

use crate::assessment::{Figure, FigureOf, Used};
use crate::case::{Case, CurrentPlace, RegionCode, Residence};
use crate::condition::{Estimate, Gap, Gaps};
use crate::date::Date;
use crate::money::{Money, Ratio};
use crate::question::{HouseholdQuestion as Ask, Questions};
use crate::range::Range;
use crate::rulebook::{
    IncomePerPerson, Kind, LocalRule, National, PlaceRule, PropertyLimit, PropertyTest, Rulebook, Standard,
};

/// Both residences.
const RESIDENCES: [Residence; 2] = [Residence::Urban, Residence::Rural];

/// The figures and local rules that hold for one case.
pub struct Figures<'a> {
    rulebook: &'a Rulebook,
    as_of: Date,
    fresh_since: Date,
    /// The hukou place, if told.
    pub hukou: Option<RegionCode>,
    /// Where an emergency would be: the current place; `None` while not told.
    pub emergency: Option<RegionCode>,
    is_emergency_at_hukou: bool,
    residence: Option<Residence>,
    at_hukou: Rules<'a>,
    at_emergency: Rules<'a>,
    /// The dibao standard of the hukou place: yuan per person and month.
    pub standard: Estimate,
    /// The dibao standard of the place of the emergency: yuan per person and month.
    pub emergency_standard: Estimate,
    /// Last year's disposable income per person at the place that would give temporary aid, the current one.
    pub average_now: Average,
    /// The same of the hukou place; what the person types is of the current place.
    pub average_at_hukou: Average,
    /// What was looked up, for the reader.
    pub used: Vec<Figure>,
}

impl<'a> Figures<'a> {
    /// Looks up what holds for the case.
    pub fn of(rulebook: &'a Rulebook, case: &Case) -> Figures<'a> {
        let place = &case.place;
        let rules = |place: Option<RegionCode>, ask: Ask| Rules::of(rulebook, case.as_of, place, Questions::one(ask));
        let at_hukou = rules(place.hukou, Ask::HukouPlace);
        // Two places of which only the same prefecture is told need not be one.
        let same = match place.current {
            Some(CurrentPlace::Elsewhere(code)) => place.hukou == Some(code) && rulebook.is_finest(code),
            Some(CurrentPlace::AtHukou) => true,
            None => false,
        };
        let at_emergency = match place.current {
            _ if same => at_hukou.clone(),
            Some(CurrentPlace::Elsewhere(code)) => rules(Some(code), Ask::CurrentPlace),
            _ => rules(None, Ask::CurrentPlace),
        };
        let mut figures = Figures {
            rulebook,
            as_of: case.as_of,
            fresh_since: case.as_of.months_before(rulebook.national.stale_after_months),
            hukou: place.hukou,
            emergency: at_emergency.place,
            is_emergency_at_hukou: same,
            residence: place.residence,
            at_hukou,
            at_emergency,
            standard: Estimate::ZERO,
            emergency_standard: Estimate::ZERO,
            average_now: Average::own(Estimate::ZERO),
            average_at_hukou: Average::own(Estimate::ZERO),
            used: Vec::new(),
        };
        figures.standard = figures.standard_at_hukou(case);
        figures.emergency_standard = if same { figures.standard } else { figures.standard_at_emergency() };
        let (at_hukou, at_hukou_figure) = figures.income_at_hukou(case);
        let (now, now_figure) = figures.income_now(case);
        (figures.average_at_hukou, figures.average_now) = (at_hukou, now);
        at_hukou_figure.into_iter().chain(now_figure).for_each(|figure| figures.note(figure));
        figures
    }

    /// The national figures.
    pub fn national(&self) -> &'a National {
        &self.rulebook.national
    }

    /// Whether a figure that holds since then is still trusted to be the current one.
    pub fn is_fresh(&self, from: Date) -> bool {
        from >= self.fresh_since
    }

    /// The first local rule at the hukou place that `choose` takes: of the nearest place, and of those the newest.
    pub fn local<T>(&self, choose: impl Fn(&'a LocalRule) -> Option<T>) -> Local<'a, T> {
        self.at_hukou.find(self.residence, choose)
    }

    /// The residences that the household may have.
    pub fn residences(&self) -> &'static [Residence] {
        match self.residence {
            Some(Residence::Urban) => &RESIDENCES[..1],
            Some(Residence::Rural) => &RESIDENCES[1..],
            None => &RESIDENCES,
        }
    }

    /// As [`Figures::local`], for one of the [`Figures::residences`].
    pub fn local_at<T>(&self, residence: Residence, choose: impl Fn(&'a LocalRule) -> Option<T>) -> Local<'a, T> {
        self.at_hukou.find(Some(residence), choose)
    }

    /// The limit on property at the hukou place for one test.
    pub fn property_limit(&self, test: PropertyTest) -> Local<'a, &'a PropertyLimit> {
        self.local(|rule| match rule {
            LocalRule::PropertyLimit(limit) if limit.test == test => Some(limit),
            _ => None,
        })
    }

    /// As [`Figures::local`], at the place of the emergency.
    pub fn at_emergency<T>(&self, choose: impl Fn(&'a LocalRule) -> Option<T>) -> Local<'a, T> {
        self.at_emergency.find(self.residence, choose)
    }

    fn standard_at_hukou(&mut self, case: &Case) -> Estimate {
        let on_file = case.place.hukou.map(|place| self.standard_on_file(place, FigureOf::StandardAtHukou));
        if let Some(typed) = case.place.local_standard {
            let below_floor = on_file.is_some_and(|range| typed < range.low());
            self.used.push(Figure {
                of: FigureOf::StandardAtHukou,
                place: case.place.hukou,
                value: typed,
                kind: None,
                class: None,
                source: None,
                from: None,
                used: if below_floor { Used::TypedBelowFloor } else { Used::Typed },
            });
            return Estimate::known(Range::exactly(typed));
        }
        let mut missing = Questions::one(Ask::LocalStandard).and(self.finer_standards(&self.at_hukou));
        if self.residence.is_none() {
            missing = missing.and(Questions::one(Ask::Residence));
        }
        Estimate { range: Range::ANY, missing, gaps: Gaps::NONE }.with(on_file.unwrap_or(Range::ANY))
    }

    fn standard_at_emergency(&mut self) -> Estimate {
        let finer = self.finer_standards(&self.at_emergency);
        let Some(place) = self.emergency else {
            return Estimate { range: Range::ANY, missing: finer, gaps: Gaps::NONE };
        };
        let range = self.standard_on_file(place, FigureOf::StandardAtEmergency);
        let missing = if self.residence.is_none() { Questions::one(Ask::Residence) } else { Questions::NONE };
        Estimate { range: Range::ANY, missing: missing.and(finer), gaps: Gaps::one(Gap::EmergencyStandard) }.with(range)
    }

    /// The urban standard at the place of the emergency and the urban standard of its province.
    pub fn urban_standards_at_emergency(&self, case: &Case) -> [Estimate; 2] {
        let Some(place) = self.emergency else {
            return [Estimate::told(None, Ask::CurrentPlace); 2];
        };
        let on_file = |place| Estimate {
            range: self.on_file(place, Residence::Urban).0,
            missing: Questions::NONE,
            gaps: Gaps::one(Gap::EmergencyStandard),
        };
        let here = on_file(place).doubted(self.finer_standards(&self.at_emergency), Gaps::NONE);
        // What was typed takes the place of what is on file only where that leaves it open, for every place that it may be.
        let is_own = self.is_emergency_at_hukou && !self.has_finer_standards(place);
        let own = is_own.then(|| self.urban_standard_at_hukou(case));
        let own = own.filter(|own| here.range.covers(own.range)).unwrap_or(here);
        [own, on_file(place.province())].map(|estimate| estimate.with(estimate.range))
    }

    /// Keeps a figure for the reader, once.
    fn note(&mut self, figure: Figure) {
        if !self.used.contains(&figure) {
            self.used.push(figure);
        }
    }

    fn standard_on_file(&mut self, place: RegionCode, of: FigureOf) -> Range {
        let mut result: Option<Range> = None;
        for residence in self.residences() {
            let (range, rows) = self.on_file(place, *residence);
            for (row, used) in rows {
                let Some(value) = row.of(*residence) else {
                    continue;
                };
                let figure = Figure {
                    of,
                    place: Some(row.code),
                    value,
                    kind: Some(row.kind),
                    class: Some(row.class),
                    source: Some(row.source),
                    from: Some(row.from),
                    used,
                };
                self.note(figure);
            }
            result = Some(result.map_or(range, |sum| sum.hull(range)));
        }
        result.unwrap_or(Range::ANY)
    }

    /// What the file says about the standard of one place for one residence: exact if the place's own current figure is on
    /// file, else bounded from below; and the rows that say so, the deciding one first.
    fn on_file(&self, place: RegionCode, residence: Residence) -> (Range, Vec<(&'a Standard, Used)>) {
        let rulebook = self.rulebook;
        let in_force = |row: &&'a Standard| row.from <= self.as_of && row.of(residence).is_some();
        let rows_of = |code| rulebook.standards_of(code).iter().filter(in_force);
        let newest = |code, wanted: fn(Kind) -> bool| rows_of(code).rfind(|row| wanted(row.kind));
        let value = |row: &Standard| row.of(residence).unwrap_or_default();

        let is_local: fn(Kind) -> bool = |kind| kind == Kind::Local;
        let is_floor: fn(Kind) -> bool = |kind| kind.bounds_from_below() && kind != Kind::Local;
        let is_hint: fn(Kind) -> bool = |kind| !kind.bounds_from_below();

        let local = if self.has_finer_standards(place) {
            None
        } else {
            rulebook.lineage(place).find_map(|code| newest(code, is_local))
        };
        let floor = rulebook.lineage(place).flat_map(|code| rows_of(code).filter(|row| is_floor(row.kind)));
        let floor = floor.max_by_key(|row| value(row));
        let wider = rulebook.lineage(place).chain([RegionCode::COUNTRY]);
        let hint = wider.clone().find_map(|code| newest(code, is_hint));

        if let Some(local) = local {
            let superseded = newest(local.code, is_hint)
                .is_some_and(|hint| hint.from > local.from && value(hint) > value(local))
                || floor.is_some_and(|floor| value(floor) > value(local));
            if self.is_fresh(local.from) && !superseded {
                return (Range::exactly(value(local)), vec![(local, Used::Exactly)]);
            }
        }
        let bounds = [local.map(|row| (row, Used::AsOld)), floor.map(|row| (row, Used::AsFloor))].into_iter().flatten();
        let deciding = bounds.max_by_key(|(row, _)| value(row));
        let low = deciding.map_or(Money::ZERO, |(row, _)| value(row));
        let hint = hint.map(|row| (row, Used::AsHint));
        (Range::at_least(low), deciding.into_iter().chain(hint).collect())
    }

    /// Whether places inside this one have standards of their own, so that one figure cannot stand for all of it.
    fn has_finer_standards(&self, place: RegionCode) -> bool {
        self.rulebook.standards_inside(place).iter().any(|row| row.kind.bounds_from_below())
    }

    /// The question about a place whose standard it could settle.
    fn finer_standards(&self, rules: &Rules) -> Questions {
        if rules.place.is_none_or(|place| self.has_finer_standards(place)) { rules.asked } else { Questions::NONE }
    }

    fn income_now(&self, case: &Case) -> (Average, Option<Figure>) {
        let missing = Questions::one(Ask::LocalIncomePerPerson);
        if let Some(typed) = case.place.local_income_per_person {
            let figure = Figure {
                of: FigureOf::IncomePerPerson,
                place: self.emergency,
                value: typed,
                kind: None,
                class: None,
                source: None,
                from: None,
                used: Used::Typed,
            };
            return (Average::own(Estimate::known(Range::exactly(typed))), Some(figure));
        }
        match self.emergency {
            Some(place) => self.income_on_file(place, missing.and(self.finer_incomes(&self.at_emergency))),
            None => (self.income_not_told(), None),
        }
    }

    fn income_not_told(&self) -> Average {
        Average::own(Estimate::told(None, Ask::LocalIncomePerPerson).doubted(self.where_asked(), Gaps::NONE))
    }

    fn income_at_hukou(&self, case: &Case) -> (Average, Option<Figure>) {
        let typed = case.place.local_income_per_person.is_some();
        let finer = self.finer_incomes(&self.at_hukou);
        match (self.hukou, self.emergency) {
            _ if self.is_emergency_at_hukou => self.income_now(case),
            (Some(hukou), Some(_)) => self.income_on_file(hukou, finer),
            (Some(hukou), None) if !typed => {
                let asked = [Ask::CurrentPlace, Ask::LocalIncomePerPerson].map(Questions::one);
                self.income_on_file(hukou, asked[0].and(asked[1]).and(finer))
            }
            _ if typed => {
                (Average::own(Estimate { range: Range::ANY, missing: self.where_asked(), gaps: Gaps::NONE }), None)
            }
            _ => (self.income_not_told(), None),
        }
    }

    /// The question about a place whose counties may have an average income of their own.
    fn finer_incomes(&self, rules: &Rules) -> Questions {
        let is_wide = rules.place.is_some_and(|place| !self.rulebook.is_finest(place));
        if is_wide { rules.asked } else { Questions::NONE }
    }

    /// The questions about places that are not answered.
    fn where_asked(&self) -> Questions {
        let unless_told = |rules: &Rules| if rules.place.is_none() { rules.asked } else { Questions::NONE };
        unless_told(&self.at_hukou).and(unless_told(&self.at_emergency))
    }

    /// The income per person on file for a place, and whether it is the place's own; `missing` could settle it if it is not.
    fn income_on_file(&self, place: RegionCode, missing: Questions) -> (Average, Option<Figure>) {
        let last_year = self.as_of.year() - 1;
        let usable = |row: &&'a IncomePerPerson| row.year <= last_year;
        // “当地居民” are all of them, or the urban and the rural ones apart (甘肃), or the urban ones for everybody (辽宁), and few
        // places say which.
        let of = |row: &IncomePerPerson, residence: &Residence| {
            let low = match residence {
                Residence::Urban => row.all.or(row.rural).or(row.urban),
                Residence::Rural => row.rural.or(row.all),
            };
            let low = low.map(Range::exactly)?;
            Some(low.hull(row.urban.or(row.all).map_or(low, Range::exactly)))
        };
        let residences = self.residences();
        let value = |row: &IncomePerPerson| {
            let values = residences.iter().map(|residence| of(row, residence));
            values.reduce(|one, two| Some(one?.hull(two?))).flatten()
        };
        let wider = self.rulebook.lineage(place).chain([RegionCode::COUNTRY]);
        let rows = wider.map(|code| self.rulebook.incomes_of(code).iter().filter(usable).rev());
        let found = rows.flatten().find_map(|row| Some((row, value(row)?)));
        let Some((row, value)) = found else {
            return (Average::own(Estimate { range: Range::ANY, missing, gaps: Gaps::one(Gap::WiderIncome) }), None);
        };
        let own = row.code == place && row.year == last_year && self.rulebook.is_finest(place);
        let figure = Figure {
            of: FigureOf::IncomePerPerson,
            place: Some(row.code),
            value: value.low(),
            kind: Some(if own { Kind::Local } else { Kind::Average }),
            class: None,
            source: Some(row.source),
            from: Date::new(row.year, 12, 31),
            used: if own { Used::Exactly } else { Used::InPlaceOf },
        };
        let asked = if residences.len() > 1 { Questions::one(Ask::Residence) } else { Questions::NONE };
        let estimate = Estimate { range: Range::ANY, missing: asked, gaps: Gap::WiderIncome.into() }.with(value);
        let estimate = if own { estimate } else { estimate.doubted(missing, Gap::WiderIncome.into()) };
        (Average { estimate, own }, Some(figure))
    }

    /// The urban standard of the hukou place, also for those who live in the countryside: yuan per person and month.
    pub fn urban_standard_at_hukou(&self, case: &Case) -> Estimate {
        let (Some(place), None | Some(Residence::Rural)) = (self.hukou, self.residence) else {
            return self.standard;
        };
        let (range, _) = self.on_file(place, Residence::Urban);
        // What was typed may be the urban standard, while the residence is open.
        let typed = case.place.local_standard.filter(|_| self.residence.is_none()).map(Range::exactly);
        let missing = if self.residence.is_none() { Questions::one(Ask::Residence) } else { Questions::NONE };
        Estimate { range: Range::ANY, missing, gaps: Gap::SavingsBeyond.into() }
            .with(typed.map_or(range, |typed| typed.hull(range)))
    }

    /// The least and the most of all minimum wages on file by the day: yuan a month.
    pub fn minimum_wages_anywhere(&self) -> Range {
        let wages = self.rulebook.wages.iter().filter(|wage| wage.from <= self.as_of);
        wages.map(|wage| Range::exactly(wage.monthly)).reduce(Range::hull).unwrap_or(Range::ANY)
    }

    /// A multiple of the standard: the given factor between its bounds, for so many persons, in a year.
    pub fn standards_a_year(&self, factor: (Ratio, Ratio), persons: (u32, u32)) -> Range {
        self.standard.range.times(12).scaled_between(factor.0, factor.1).times_between(persons.0, persons.1)
    }
}

/// Last year's disposable income per person: the figure of a wider area, or of several counties together, stands in where the
/// place's own is not on file, and decides as an assumption only.
#[derive(Clone, Copy)]
pub struct Average {
    /// Yuan a year.
    pub estimate: Estimate,
    /// Whether it is the place's own.
    pub own: bool,
}

impl Average {
    const fn own(estimate: Estimate) -> Average {
        Average { estimate, own: true }
    }
}

/// The local rules that hold on the day for one place.
#[derive(Clone)]
struct Rules<'a> {
    place: Option<RegionCode>,
    /// What would name the place, or name it more exactly.
    asked: Questions,
    /// Of the places in it, one of which is the household's; then of the place and of what it lies in, the nearest first, and of
    /// those the newest.
    rules: Vec<&'a PlaceRule>,
    /// How many of them are of the places in it.
    inside: usize,
}

impl<'a> Rules<'a> {
    fn of(rulebook: &'a Rulebook, as_of: Date, place: Option<RegionCode>, asked: Questions) -> Rules<'a> {
        let holds = |rule: &&PlaceRule| rule.from <= as_of && rule.until.is_none_or(|until| as_of < until);
        let mut rules = Vec::new();
        let mut inside = 0;
        if let Some(place) = place {
            rules.extend(rulebook.rules_inside(place).iter().filter(holds));
            inside = rules.len();
            for code in rulebook.lineage(place) {
                rules.extend(rulebook.rules_of(code).iter().rev().filter(holds));
            }
        }
        Rules { place, asked, rules, inside }
    }

    fn find<T>(&self, residence: Option<Residence>, choose: impl Fn(&'a LocalRule) -> Option<T>) -> Local<'a, T> {
        let found = self.first(residence, &|rule| choose(rule).is_some());
        let missing = self.missing(found, residence);
        match found.and_then(|at| Some((choose(&self.rules[at].rule)?, self.rules[at]))) {
            _ if !missing.is_empty() => Local::NotTold(missing),
            None => Local::NotOnFile,
            Some((value, rule)) => Local::OnFile(value, rule),
        }
    }

    /// The place of the first rule of a kind. One function for all kinds: each of its own would be compiled anew.
    fn first(&self, residence: Option<Residence>, is: &dyn Fn(&'a LocalRule) -> bool) -> Option<usize> {
        let fits = |rule: &PlaceRule| residence.is_none() || rule.residence.is_none() || rule.residence == residence;
        self.rules.iter().position(|rule| fits(rule) && is(&rule.rule))
    }

    /// What is to be told before a rule of a kind holds, the first of which stands there.
    fn missing(&self, first: Option<usize>, residence: Option<Residence>) -> Questions {
        // Which place it is decides where one of them has a rule of its own.
        let is_inside = first.is_some_and(|at| at < self.inside);
        let of_place = if self.place.is_none() || is_inside { self.asked } else { Questions::NONE };
        let differs = first.is_some_and(|at| is_inside || self.rules[at].residence.is_some());
        let of_residence =
            if differs && residence.is_none() { Questions::one(Ask::Residence) } else { Questions::NONE };
        of_place.and(of_residence)
    }
}

/// A local rule, or why there is none.
pub enum Local<'a, T> {
    /// The rule and where it stands.
    OnFile(T, &'a PlaceRule),
    /// The place is told, but nothing is on file for it.
    NotOnFile,
    /// The place, or which of those in it, or whether its urban or its rural rule applies, is not told.
    NotTold(Questions),
}

impl<'a, T> Local<'a, T> {
    /// The rule, if it is on file.
    pub fn on_file(self) -> Option<(T, &'a PlaceRule)> {
        match self {
            Local::OnFile(value, rule) => Some((value, rule)),
            Local::NotOnFile | Local::NotTold(_) => None,
        }
    }
}
