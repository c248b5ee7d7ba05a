//! Whether what the household owns is within the limits (社会救助法 §23, 57号 §14).

use crate::case::{Illness, Member};
use crate::condition::{Clause, Compared, Condition, Estimate, Gap, Gaps, Outcome, Rule, Unit, all, article};
use crate::figures::Local;
use crate::household::Household;
use crate::money::{Money, Ratio};
use crate::programmes::standing::someone;
use crate::question::{HouseholdQuestion as Ask, MemberQuestion as AskOf, Questions};
use crate::range::Range;
use crate::rulebook::{BuildingLimit, PlaceRule, PropertyLimit, PropertyTest, SavingsLimit, VehicleLimit};
use crate::truth::Truth;

/// 社会救助法 §18(1), §23: "财产状况符合规定"; how much may be saved is local.
pub static SAVINGS: Rule =
    Rule { id: "savings", law: &[article("law-2026", "23"), article("dibao-measures-57", "14")] };
/// 57号 §14: vehicles are property.
pub static VEHICLES: Rule =
    Rule { id: "vehicles", law: &[article("law-2026", "23"), article("dibao-measures-57", "14")] };
/// 57号 §14: homes are property; what a household needs to live and work may be left out.
pub static HOMES: Rule = Rule { id: "homes", law: &[article("law-2026", "23"), article("dibao-measures-57", "14")] };
/// 57号 §14: other buildings are property.
pub static NON_RESIDENTIAL: Rule =
    Rule { id: "non-residential", law: &[article("law-2026", "23"), article("dibao-measures-57", "14")] };
/// 57号 §17(1): registered businesses are looked up.
pub static CAPITAL: Rule =
    Rule { id: "capital", law: &[article("law-2026", "23"), article("dibao-measures-57", "17")] };
/// 57号 §17(2): the office may look at dear spending; it is no limit by itself.
pub static PURCHASE: Rule = Rule { id: "purchase", law: &[article("dibao-measures-57", "17")] };
/// 57号 §17(2): the office may look at dear schools and study abroad; it is no limit by itself.
pub static COSTLY_SCHOOL: Rule = Rule { id: "costly-school", law: &[article("dibao-measures-57", "17")] };

/// The property test of one programme.
pub fn is_within_limits(household: &Household, test: PropertyTest) -> Condition {
    let limit = household.figures.property_limit(test);
    let told = &household.case.property;
    let flag = |answer: Option<bool>, question: Ask| Outcome::told(answer, question).negate();
    let of_office = |holds: Outcome, gap: Gap| holds.or(Outcome::gap(gap));
    all([
        savings(household, &limit).into(),
        vehicles(household, &limit).into(),
        homes(household, &limit).into(),
        non_residential(household, &limit).into(),
        capital(household, &limit).into(),
        PURCHASE.holds(of_office(flag(told.large_purchase, Ask::LargePurchase), Gap::LargePurchase)).into(),
        COSTLY_SCHOOL.holds(of_office(flag(told.costly_school, Ask::CostlySchool), Gap::CostlySchool)).into(),
    ])
}

type Limit<'a> = Local<'a, &'a PropertyLimit>;

/// What is known about one kind of limit.
enum Known<T> {
    /// The limit is on file, with its source, and whether it is the current one.
    OnFile(T, u16, bool),
    /// The place is known, but this kind of limit is not on file for it.
    NotOnFile,
    /// The place is not told.
    NotTold(Questions),
}

fn known<'a, T>(household: &Household, limit: &Limit<'a>, choose: impl Fn(&'a PropertyLimit) -> Option<T>) -> Known<T> {
    match limit {
        Local::OnFile(limit, rule) => match choose(limit) {
            Some(value) => Known::OnFile(value, rule.source, is_current(household, rule)),
            None => Known::NotOnFile,
        },
        Local::NotOnFile => Known::NotOnFile,
        Local::NotTold(missing) => Known::NotTold(*missing),
    }
}

fn is_current(household: &Household, rule: &PlaceRule) -> bool {
    household.figures.is_fresh(rule.from)
}

/// A limit on file: exact while it is current; limits are not lowered in practice, so an old one bounds from below.
fn limit_of(limit: Estimate, current: bool, gap: Gap) -> Estimate {
    if current { limit } else { limit.doubted(Questions::NONE, gap.into()).with(Range::at_least(limit.range.low())) }
}

fn once(figure: Range, limit: Range) -> Compared {
    Compared::new(figure, limit, Unit::Once)
}

fn savings(household: &Household, limit: &Limit) -> Clause {
    let told = Estimate::told(household.case.property.financial, Ask::Financial);
    let standards = |times: Ratio| {
        let monthly = household.figures.standard.range.scaled(times).times_between(household.size.0, household.size.1);
        let doubts = household.size_doubts;
        household.figures.standard.doubted(doubts.missing, doubts.gaps).with(monthly)
    };
    let people = |yuan: Money| Range::exactly(yuan).times_between(household.size.0, household.size.1);
    match known(household, limit, |limit| limit.savings) {
        Known::OnFile(limit, source, current) => {
            let doubts = household.size_doubts;
            let exactly =
                |yuan: Range| Estimate { range: Range::ANY, missing: doubts.missing, gaps: doubts.gaps }.with(yuan);
            let limit = match limit {
                SavingsLimit::Standards(times) => standards(times),
                SavingsLimit::StandardsAndIfIll { times, more } => {
                    let is_ill = |it: &Member| it.illness.map(|illness| illness != Illness::None);
                    let ill = someone(household, AskOf::Illness, is_ill);
                    let more = Range::exactly(more);
                    standards(times).plus(match ill.truth {
                        Truth::Yes => Estimate::known(more),
                        Truth::No => Estimate::ZERO,
                        Truth::Unknown => Estimate { range: more.from_zero(), missing: ill.missing, gaps: ill.gaps },
                    })
                }
                SavingsLimit::UrbanStandards(times) => {
                    let urban = household.figures.urban_standard_at_hukou(household.case);
                    let range = urban.range.scaled(times).times_between(household.size.0, household.size.1);
                    urban.doubted(doubts.missing, doubts.gaps).with(range)
                }
                SavingsLimit::Incomes(times) => household.average_incomes(times),
                SavingsLimit::PerPerson(yuan) => exactly(people(yuan)),
                SavingsLimit::BySize { up_to_two, three_or_more } => {
                    let small = (household.size.0 <= 2).then(|| people_up_to_two(household, up_to_two));
                    let large = (household.size.1 >= 3).then(|| {
                        Range::exactly(three_or_more).times_between(household.size.0.max(3), household.size.1)
                    });
                    exactly(small.into_iter().chain(large).reduce(Range::hull).unwrap_or(Range::ANY))
                }
            };
            let limit = limit_of(limit, current, Gap::SavingsBeyond);
            let compared = once(told.range, limit.range);
            SAVINGS.holds(told.is_within(limit)).comparing(compared).by_local(Some(source))
        }
        Known::NotOnFile => {
            let national = household.figures.national();
            let safe = standards(national.savings_below_every_limit);
            let usual = standards(national.savings_assumed_allowed);
            let within = told.is_within(safe);
            let outcome = if within.truth == Truth::Yes {
                Outcome::YES
            } else {
                // Never a no: what a place allows is not on file, so that more than usual is open, not ruled out.
                let assumed = told.is_within(usual);
                match assumed.truth {
                    Truth::Yes => Outcome::assumed(Gap::SavingsAssumed, within.missing),
                    Truth::No => Outcome::gap(Gap::SavingsBeyond),
                    Truth::Unknown => Outcome::open(assumed.missing.and(within.missing), Gaps::one(Gap::SavingsBeyond)),
                }
            };
            SAVINGS.holds(outcome).comparing(once(told.range, usual.range))
        }
        Known::NotTold(_) if told.range == Range::ZERO => SAVINGS.holds(Outcome::YES),
        Known::NotTold(missing) => {
            SAVINGS.holds(Outcome::open(told.missing.and(missing), Gaps::one(Gap::SavingsBeyond)))
        }
    }
}

fn people_up_to_two(household: &Household, yuan: Money) -> Range {
    Range::exactly(yuan).times_between(household.size.0, household.size.1.min(2))
}

fn vehicles(household: &Household, limit: &Limit) -> Clause {
    let count = match household.case.property.vehicles {
        Some(0) => return VEHICLES.holds(Outcome::YES),
        Some(count) => count,
        None => {
            return VEHICLES.holds(Outcome::open(Questions::one(Ask::Vehicles), Gaps::one(Gap::Vehicle)));
        }
    };
    let value = Estimate::told(household.case.property.vehicle_value, Ask::VehicleValue);
    match known(household, limit, |limit| limit.vehicles) {
        // An old rule may have been eased since: it can let a household pass, but not shut it out.
        Known::OnFile(VehicleLimit::None, source, false) => {
            VEHICLES.holds(Outcome::gap(Gap::Vehicle)).by_local(Some(source))
        }
        Known::OnFile(VehicleLimit::None, source, true) => {
            let number = Range::exactly(Money::from_yuan(count.into()));
            let compared = Compared::new(number, Range::ZERO, Unit::Count);
            VEHICLES.holds(Outcome::NO).comparing(compared).by_local(Some(source))
        }
        Known::OnFile(VehicleLimit::UnlessForWork, source, _) => {
            VEHICLES.holds(Outcome::gap(Gap::Exception)).by_local(Some(source))
        }
        Known::OnFile(limit, source, current) => {
            let of = |limit| limit_of(limit, current, Gap::Vehicle);
            let yuan = |money| of(Estimate::known(Range::exactly(money)));
            let (limit, outcome) = match limit {
                VehicleLimit::None | VehicleLimit::UnlessForWork => (Estimate::ZERO, Outcome::NO),
                VehicleLimit::WorthAtMost(money) => (yuan(money), value.is_within(yuan(money))),
                VehicleLimit::WorthBelow(money) => (yuan(money), value.is_below(yuan(money))),
                VehicleLimit::StandardsAtMost(times) => {
                    let standard = household.figures.standard;
                    let limit = of(standard.with(standard.range.scaled(times)));
                    (limit, value.is_within(limit))
                }
            };
            VEHICLES.holds(outcome).comparing(once(value.range, limit.range)).by_local(Some(source))
        }
        Known::NotOnFile => VEHICLES.holds(Outcome::gap(Gap::Vehicle)),
        Known::NotTold(missing) => VEHICLES.holds(Outcome::open(missing.and(value.missing), Gaps::one(Gap::Vehicle))),
    }
}

/// What a rule on file allows is allowed; what an old one forbids may have been eased since.
fn allowed(by_rule: bool, current: bool, gap: Gap) -> Outcome {
    if by_rule || current { Outcome::decided(by_rule.into()) } else { Outcome::gap(gap) }
}

fn homes(household: &Household, limit: &Limit) -> Clause {
    let count = match household.case.property.homes {
        Some(0 | 1) => return HOMES.holds(Outcome::YES),
        Some(count) => count,
        None => {
            return HOMES.holds(Outcome::open(Questions::one(Ask::Homes), Gaps::one(Gap::Homes)));
        }
    };
    match known(household, limit, |limit| limit.homes) {
        Known::OnFile(most, source, current) => {
            let number = |count: u8| Range::exactly(Money::from_yuan(count.into()));
            let compared = Compared::new(number(count), number(most), Unit::Count);
            let outcome = allowed(count <= most, current, Gap::Homes);
            HOMES.holds(outcome).comparing(compared).by_local(Some(source))
        }
        Known::NotOnFile => HOMES.holds(Outcome::gap(Gap::Homes)),
        Known::NotTold(missing) => HOMES.holds(Outcome::open(missing, Gaps::one(Gap::Homes))),
    }
}

fn non_residential(household: &Household, limit: &Limit) -> Clause {
    match household.case.property.non_residential {
        Some(false) => return NON_RESIDENTIAL.holds(Outcome::YES),
        Some(true) => {}
        None => {
            let ask = Questions::one(Ask::NonResidential);
            return NON_RESIDENTIAL.holds(Outcome::open(ask, Gaps::one(Gap::NonResidential)));
        }
    }
    match known(household, limit, |limit| limit.non_residential) {
        Known::OnFile(limit, source, current) => {
            let outcome = match limit {
                BuildingLimit::UnlessOnlyHome => Outcome::gap(Gap::Exception),
                limit => allowed(limit == BuildingLimit::Allowed, current, Gap::NonResidential),
            };
            NON_RESIDENTIAL.holds(outcome).by_local(Some(source))
        }
        Known::NotOnFile => NON_RESIDENTIAL.holds(Outcome::gap(Gap::NonResidential)),
        Known::NotTold(missing) => NON_RESIDENTIAL.holds(Outcome::open(missing, Gaps::one(Gap::NonResidential))),
    }
}

fn capital(household: &Household, limit: &Limit) -> Clause {
    let told = Estimate::told(household.case.property.registered_capital, Ask::RegisteredCapital);
    if told.range == Range::ZERO {
        return CAPITAL.holds(Outcome::YES);
    }
    match known(household, limit, |limit| limit.capital_below) {
        Known::OnFile(below, source, current) => {
            let limit = limit_of(Estimate::known(Range::exactly(below)), current, Gap::RegisteredCapital);
            CAPITAL.holds(told.is_below(limit)).comparing(once(told.range, limit.range)).by_local(Some(source))
        }
        Known::NotOnFile => CAPITAL.holds(Outcome::open(told.missing, Gaps::one(Gap::RegisteredCapital))),
        Known::NotTold(missing) => {
            CAPITAL.holds(Outcome::open(told.missing.and(missing), Gaps::one(Gap::RegisteredCapital)))
        }
    }
}
