//! One reading of a case: what was told, what the file says, and a choice wherever neither settles it.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{OnceLock, RwLock};

use jiuzhu_engine::case::{Amount, Case, CurrentPlace, Member, RegionCode, Residence};
use jiuzhu_engine::rulebook::{JobCost, Kind, LocalRule, PlaceRule, PropertyLimit, PropertyTest, Standard};
use jiuzhu_engine::{Date, Range, Rulebook};
use rust_decimal::Decimal;

use crate::ways::{By, Way, What};

/// Yuan, exactly.
pub type Yuan = Decimal;

/// More than anybody is asked to believe, and more than any threshold.
pub const HUGE: Yuan = Decimal::from_parts(1_410_065_408, 2, 0, false, 0);
const FEN: Yuan = Decimal::from_parts(1, 0, 0, false, 2);
/// Months in a year.
pub const YEAR: Yuan = Decimal::from_parts(12, 0, 0, false, 0);

/// A case, the file, and one way in which the rest turns out.
pub struct Reading<'a> {
    pub book: &'a Rulebook,
    pub case: &'a Case,
    way: RefCell<&'a mut Way>,
    bite: OnceCell<Vec<Yuan>>,
}

/// A local rule that holds on the day, with where it stands.
pub type Found<'a, T> = Option<(T, &'a PlaceRule)>;

impl<'a> Reading<'a> {
    pub fn new(book: &'a Rulebook, case: &'a Case, way: &'a mut Way) -> Reading<'a> {
        Reading { book, case, way: RefCell::new(way), bite: OnceCell::new() }
    }

    // What is not settled.

    /// One of the options, as the person would answer.
    pub fn answer<T: Clone>(&self, what: What, options: &[T]) -> T {
        options[self.way.borrow_mut().pick(By::Answer, what, options.len())].clone()
    }

    /// One of the options, as the office would decide.
    pub fn office<T: Clone>(&self, what: What, options: &[T]) -> T {
        options[self.way.borrow_mut().pick(By::Office, what, options.len())].clone()
    }

    /// Whether the office says yes.
    pub fn perhaps(&self, what: What) -> bool {
        self.office(what, &[false, true])
    }

    /// What was told, or one of the options.
    pub fn told<T: Clone>(&self, told: Option<T>, what: What, options: &[T]) -> T {
        told.unwrap_or_else(|| self.answer(what, options))
    }

    /// Yes or no, as told.
    pub fn yes(&self, told: Option<bool>, what: What) -> bool {
        self.told(told, what, &[false, true])
    }

    /// An amount as told: exactly, somewhere in the range, or anything. What it takes to reach a threshold is `bite`.
    pub fn yuan(&self, told: Option<Range>, what: What, bite: &[Yuan]) -> Yuan {
        let (low, high) = match told {
            Some(range) => (range.low().into(), range.high().map_or(HUGE, Yuan::from)),
            None => (Yuan::ZERO, HUGE),
        };
        if low == high {
            return low;
        }
        let around = bite.iter().flat_map(|it| [*it, *it - FEN]).filter(|it| (low..high).contains(it));
        let options: Vec<Yuan> = [low, high].into_iter().chain(around).collect();
        self.answer(what, &options)
    }

    /// An amount over twelve months.
    pub fn a_year(&self, told: Option<Amount>, what: What, bite: &[Yuan]) -> Yuan {
        self.yuan(told.map(Amount::per_year), what, bite)
    }

    // Who and where.

    /// The listed people; while nobody has been named, one to three about whom nothing is known.
    pub fn people(&self) -> Cow<'a, [Member]> {
        match &self.case.members {
            Some(members) => Cow::Borrowed(members),
            None => Cow::Owned(vec![Member::default(); self.answer(("members", 0), &[1, 2, 3])]),
        }
    }

    /// The hukou place as it was named: a county, or only its prefecture or province.
    pub fn hukou_named(&self) -> RegionCode {
        let everywhere = [440_300, 620_102, 632_122, 310_101, 360_733, 653_122];
        let everywhere = everywhere.map(|it| RegionCode::from_number(it).expect("six digits"));
        self.told(self.case.place.hukou, ("hukou", 0), &everywhere)
    }

    /// Where the household lives, and an emergency would be, as it was named.
    fn current(&self) -> CurrentPlace {
        let elsewhere = CurrentPlace::Elsewhere(RegionCode::from_number(320_200).expect("six digits"));
        self.told(self.case.place.current, ("current", 0), &[CurrentPlace::AtHukou, elsewhere])
    }

    /// The county of the hukou.
    pub fn hukou(&self) -> RegionCode {
        self.inside(self.hukou_named(), ("hukou-inside", 0))
    }

    /// The county where the household lives.
    pub fn lives(&self) -> RegionCode {
        match self.current() {
            CurrentPlace::Elsewhere(place) if !self.lives_at_hukou() => self.inside(place, ("current-inside", 0)),
            _ => self.hukou(),
        }
    }

    /// Whether the household lives where its hukou is. “Elsewhere” in the same prefecture may be another county of it.
    pub fn lives_at_hukou(&self) -> bool {
        match self.current() {
            CurrentPlace::AtHukou => true,
            CurrentPlace::Elsewhere(place) => place == self.hukou_named() && self.book.is_finest(place),
        }
    }

    /// A county of the place, as everybody is registered in one.
    fn inside(&self, place: RegionCode, what: What) -> RegionCode {
        if self.book.is_finest(place) { place } else { self.answer(what, counties_in(self.book, place)) }
    }

    pub fn residence(&self) -> Residence {
        self.told(self.case.place.residence, ("residence", 0), &[Residence::Urban, Residence::Rural])
    }

    // What the file says.

    /// Whether what holds since then is no older than eighteen months.
    pub fn is_fresh(&self, from: Date) -> bool {
        from.months_after(self.book.national.stale_after_months) >= self.case.as_of
    }

    /// The rule of the nearest place that has one of the kind, the newest that holds on the day.
    pub fn rule_at<T>(&self, place: RegionCode, choose: impl Fn(&'a LocalRule) -> Option<T>) -> Found<'a, T> {
        let (day, residence) = (self.case.as_of, self.residence());
        for place in self.book.lineage(place) {
            let holds = |rule: &&PlaceRule| {
                rule.from <= day
                    && rule.until.is_none_or(|until| day < until)
                    && rule.residence.is_none_or(|it| it == residence)
            };
            let rules = self.book.rules_of(place).iter().filter(holds);
            let of_kind = rules.filter_map(|rule| choose(&rule.rule).map(|chosen| (chosen, rule)));
            if let Some(found) = of_kind.max_by_key(|(_, rule)| rule.from) {
                return Some(found);
            }
        }
        None
    }

    /// The rule at the hukou place, which is some county even where only a prefecture was named.
    pub fn rule<T>(&self, choose: impl Fn(&'a LocalRule) -> Option<T>) -> Found<'a, T> {
        self.rule_at(self.hukou(), choose)
    }

    /// The limit on what may be owned, at the hukou place.
    pub fn limit(&self, test: PropertyTest) -> Found<'a, &'a PropertyLimit> {
        self.rule(|rule| match rule {
            LocalRule::PropertyLimit(limit) if limit.test == test => Some(limit),
            _ => None,
        })
    }

    /// Whether a rule is the place's own and current; only then can it shut anybody out.
    pub fn binds(&self, rule: &PlaceRule) -> bool {
        rule.kind == Kind::Local && self.is_fresh(rule.from)
    }

    /// The dibao standard of the hukou place for one residence: yuan per person and month.
    pub fn standard(&self) -> Yuan {
        match self.case.place.local_standard {
            Some(typed) => typed.into(),
            None => self.standard_on_file(self.hukou(), self.residence(), By::Answer, ("local-standard", 0)),
        }
    }

    /// Whether the standard that was told, if one was, may be that of a place by the file.
    pub fn typed_may_be(&self, place: RegionCode, residence: Residence) -> bool {
        let (least, exact) = self.standard_bounds(place, residence);
        self.case.place.local_standard.is_none_or(|typed| {
            let typed = Yuan::from(typed);
            if exact { typed == least } else { typed >= least }
        })
    }

    /// The standard of a place by the file: exact, or some figure from the lowest on.
    pub fn standard_on_file(&self, place: RegionCode, residence: Residence, by: By, what: What) -> Yuan {
        let (least, exact) = self.standard_bounds(place, residence);
        if exact {
            return least;
        }
        let share = self.told_income() / Yuan::from(self.people().len());
        let bite = [Yuan::ONE, Decimal::new(15, 1), Decimal::TWO, Decimal::from(3)].map(|times| share / YEAR / times);
        let bite = bite.map(|it| it.round_dp(2));
        let around = bite.into_iter().flat_map(|it| [it, it + FEN, it - FEN]).filter(|it| *it > least && *it < HUGE);
        let options: Vec<Yuan> = [least, HUGE].into_iter().chain(around).collect();
        if by == By::Answer { self.answer(what, &options) } else { self.office(what, &options) }
    }

    /// The lowest that the standard can be, and whether that is it.
    ///
    /// Standards are not lowered, so that each figure that binds the place bounds it from below. Its own is exact while it is
    /// fresh, unless something newer or higher says that it is no longer the current one.
    fn standard_bounds(&self, place: RegionCode, residence: Residence) -> (Yuan, bool) {
        let mut least = Yuan::ZERO;
        let mut own: Option<(&Standard, Yuan)> = None;
        for code in self.book.lineage(place) {
            let rows = self.book.standards_of(code).iter().filter(|row| row.from <= self.case.as_of);
            for row in rows {
                let Some(figure) = row.of(residence).map(Yuan::from) else { continue };
                // Another place's own figure says nothing about a place that has one.
                if row.kind == Kind::Local && own.is_some_and(|(it, _)| it.code != code) {
                    continue;
                }
                if row.kind == Kind::Local {
                    own = Some((row, figure));
                }
                if row.kind.bounds_from_below() {
                    least = least.max(figure);
                }
            }
        }
        let exact = own.is_some_and(|(row, figure)| {
            let hints = self.book.standards_of(row.code).iter().filter(|it| !it.kind.bounds_from_below());
            let newer = hints.filter(|it| row.from < it.from && it.from <= self.case.as_of);
            let raised = newer.filter_map(|it| it.of(residence)).any(|hint| Yuan::from(hint) > figure);
            self.is_fresh(row.from) && figure == least && !raised
        });
        (least, exact && !self.differs_inside(place))
    }

    /// Whether places inside this one have standards of their own, so that one figure cannot stand for all of it.
    fn differs_inside(&self, place: RegionCode) -> bool {
        static DIVIDED: OnceLock<BTreeSet<RegionCode>> = OnceLock::new();
        let around = |code: RegionCode| [code.prefecture(), code.province()].into_iter().filter(move |it| *it != code);
        DIVIDED.get_or_init(|| self.book.standards.iter().flat_map(|row| around(row.code)).collect()).contains(&place)
    }

    /// What was told of the household's income, for standards and incomes that bite.
    fn told_income(&self) -> Yuan {
        let income = &self.case.income;
        let items = [income.wages, income.business, income.property, income.transfer, income.other];
        items.into_iter().flatten().map(|it| Yuan::from(it.per_year().low())).sum()
    }

    /// What is missing to reach so many standards on file, beside what was told.
    pub fn bite(&self) -> &[Yuan] {
        self.bite.get_or_init(|| {
            let place = self.case.place.hukou.into_iter();
            let on_file = place.map(|it| self.standard_bounds(it, self.residence()).0);
            let typed = self.case.place.local_standard.map(Yuan::from);
            let standards = typed.into_iter().chain(on_file).map(|it| it * YEAR * Yuan::from(self.people().len()));
            let times = [Yuan::ONE, Decimal::new(15, 1)];
            let told = self.told_income();
            standards.flat_map(|it| times.map(|times| (it * times - told).max(Yuan::ZERO))).collect()
        })
    }

    /// Last year's disposable income per person in a place, a year; `typed` is what the person knows.
    ///
    /// Only the county's own published figure settles it. No national document says of whom: 青海 and 深圳 take all residents, 甘肃 the urban and the rural ones apart, 辽宁 the urban ones for everybody.
    pub fn average(&self, place: RegionCode, typed: bool) -> Yuan {
        if let Some(typed) = self.case.place.local_income_per_person.filter(|_| typed) {
            return typed.into();
        }
        let last = self.case.as_of.year() - 1;
        let own = self.book.incomes_of(place).iter().rfind(|row| row.year == last);
        if let Some(row) = own {
            let mut readings: Vec<Yuan> = match self.residence() {
                Residence::Urban => vec![row.urban, row.all],
                // A village that has no figure of its own is not measured by the town's alone.
                Residence::Rural if row.rural.is_none() && row.all.is_none() => vec![],
                Residence::Rural => vec![row.rural, row.all, row.urban],
            }
            .into_iter()
            .flatten()
            .map(Yuan::from)
            .collect();
            readings.sort();
            readings.dedup();
            if !readings.is_empty() {
                return self.office(("whose-income", 0), &readings);
            }
        }
        let share = (self.told_income() / Yuan::from(self.people().len())).round_dp(2);
        let options = [Yuan::ZERO, share, share + FEN, HUGE];
        // Of the hukou place nobody who lives elsewhere is asked.
        let what = ("local-income-per-person", 0);
        if typed { self.answer(what, &options) } else { self.office(what, &options) }
    }

    /// The same of the hukou place; what the person typed is of where the household lives.
    pub fn average_at_hukou(&self) -> Yuan {
        self.average(self.hukou(), self.lives_at_hukou())
    }

    /// The lowest and the highest minimum wage anywhere, a month.
    pub fn minimum_wages(&self) -> [Yuan; 2] {
        let rows = self.book.wages.iter().filter(|row| row.from <= self.case.as_of);
        let all: Vec<Yuan> = rows.map(|row| row.monthly.into()).collect();
        [all.iter().min().copied().unwrap_or_default(), all.iter().max().copied().unwrap_or(HUGE)]
    }

    /// What working costs by the place's rule, or as much as anywhere: a year for so many people with these wages.
    /// Where it is open, `enough` is one more amount to try.
    pub fn job_cost(&self, wages: Yuan, workers: Yuan, enough: Yuan) -> Yuan {
        let largest = Yuan::from(self.book.national.largest_job_cost) * YEAR * workers;
        let rule = self.rule(|rule| if let LocalRule::JobCost(cost) = rule { Some(*cost) } else { None });
        let options = match rule {
            None => vec![Yuan::ZERO, largest],
            Some((cost, rule)) => {
                let mut options = match cost {
                    JobCost::Monthly(each) => vec![Yuan::from(each) * YEAR * workers],
                    JobCost::MonthlyUpTo(each) => vec![Yuan::ZERO, Yuan::from(each) * YEAR * workers],
                    JobCost::StandardShare(share) => vec![Yuan::from(share) * self.standard() * YEAR * workers],
                    JobCost::WageShare(share) => vec![Yuan::from(share) * wages],
                    JobCost::MinimumWagesAtWork(times) => {
                        self.minimum_wages().map(|wage| Yuan::from(times) * wage * workers).to_vec()
                    }
                };
                if !self.is_fresh(rule.from) {
                    options.push(largest);
                }
                options
            }
        };
        self.office(("job-cost", 0), &with_middle(options, enough)).min(wages)
    }
}

/// The options, and a further one if it lies between them.
pub fn with_middle(mut options: Vec<Yuan>, middle: Yuan) -> Vec<Yuan> {
    if options.iter().any(|it| *it < middle) && options.iter().any(|it| *it > middle) {
        options.push(middle);
    }
    options
}

/// Some counties in a place, first one of each place in it that has rules or standards of its own; the same for every reading.
fn counties_in(book: &Rulebook, place: RegionCode) -> &'static [RegionCode] {
    static KNOWN: RwLock<BTreeMap<RegionCode, &'static [RegionCode]>> = RwLock::new(BTreeMap::new());
    if let Some(counties) = KNOWN.read().expect("no reader panics").get(&place) {
        return counties;
    }
    let lies_in = |code: RegionCode, place: RegionCode| [code, code.prefecture(), code.province()].contains(&place);
    let named = || book.regions.iter().map(|it| it.code).filter(|code| book.is_finest(*code));
    let special = book.places.iter().map(|it| it.place).chain(book.standards.iter().map(|it| it.code));
    let special = special.filter(|code| *code != place && lies_in(*code, place));
    let one_of_each = special.filter_map(|special| named().find(|code| lies_in(*code, special)));
    let mut counties: Vec<RegionCode> = Vec::new();
    for county in one_of_each.chain(named().filter(|code| lies_in(*code, place))) {
        if !counties.contains(&county) {
            counties.push(county);
        }
    }
    counties.truncate(8);
    let counties: &'static [RegionCode] = counties.leak();
    KNOWN.write().expect("no writer panics").insert(place, counties);
    counties
}
