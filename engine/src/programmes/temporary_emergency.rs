//! 临时救助（急难型）.
//!
//! 社会救助法第二十九条：“对遭遇突发性、紧迫性、灾难性等困难导致基本生活暂时出现严重困难的人员，由社会救助管理部门采取发放救助金或者
//! 配发实物等方式给予临时救助。” Neither hukou nor income is asked for; the office at the place of the emergency decides (§37(2)), and where
//! it is urgent and the sum is small it must help first (§50).

use crate::assessment::{Method, Often, Payout, PayoutKind};
use crate::case::Event;
use crate::condition::{Clause, Estimate, Gap, Gaps, Outcome, Rule, all, any, article};
use crate::date::Date;
use crate::household::Household;
use crate::money::{Money, Ratio};
use crate::programmes::{Judged, Payouts};
use crate::question::{HouseholdQuestion as Ask, Questions};
use crate::range::Range;
use crate::rulebook::{Aid, Base, LocalRule, Multiple, Per, PlaceRule};

/// 社会救助法 §29: something "突发性、紧迫性、灾难性".
pub static EVENT: Rule = Rule {
    id: "sudden-event",
    law: &[article("law-2026", "29"), article("interim-measures-649", "47"), article("minfa-2018-23", "二(一)")],
};
/// 社会救助法 §29: "导致基本生活暂时出现严重困难".
pub static LIVING: Rule = Rule {
    id: "living-affected",
    law: &[article("law-2026", "29"), article("interim-measures-649", "47"), article("minfa-2018-23", "二(一)")],
};
/// It must have happened. How long ago it may be and still be sudden is nowhere written; the office decides.
pub static RECENT: Rule =
    Rule { id: "event-recent", law: &[article("law-2026", "29"), article("minfa-2018-23", "二(一)")] };

/// 32号 二: "对其他基本生活受到疫情影响陷入困境……的家庭或个人，及时通过临时救助给予帮扶", after 41号 一: "重点救助新冠肺炎患者及受影响家庭". Without
/// any other event; whether the epidemic is the cause, is for the office.
pub static STRUCK: Rule =
    Rule { id: "epidemic-struck", law: &[article("minfa-2022-32", "二"), article("mindian-2020-41", "一")] };

/// 社会救助法 §50: "情况紧急、救助金额较小、需立即采取救助措施的，应当先行救助". A duty of the office, not a condition.
pub static HELP_FIRST: Rule = Rule { id: "help-first", law: &[article("law-2026", "50")] };

/// The day of 41号.
const EPIDEMIC_SINCE: Date = Date::literal(2020, 3, 13);
/// The day on which the 2026 临时救助意见 was published.
pub(crate) const RENEWED_SINCE: Date = Date::literal(2026, 1, 29);

/// Whether the household qualifies.
pub fn judge(household: &Household) -> Judged {
    let hardship = &household.case.hardship;
    let event = Outcome::told(hardship.event.map(|event| event != Event::None), Ask::Event);
    let oldest = household.case.as_of.months_before(household.figures.national().event_fresh_months);
    let recent = match (hardship.event, hardship.event_date) {
        // Nobody is asked for the day of something that may not have happened.
        (None, _) => Outcome::open(Questions::one(Ask::Event), Gaps::NONE),
        (_, None) => Outcome::open(Questions::one(Ask::EventDate), Gaps::NONE),
        (_, Some(date)) if date > household.case.as_of => Outcome::NO,
        (_, Some(date)) if date >= oldest => Outcome::YES,
        (_, Some(_)) => Outcome::assumed(Gap::OldEvent, Questions::NONE),
    };
    let as_of = household.case.as_of;
    let condition = all([EVENT.holds(event).into(), living_affected(household).into(), RECENT.holds(recent).into()]);
    let condition = if EPIDEMIC_SINCE <= as_of && as_of < household.figures.national().epidemic_until {
        let struck = STRUCK.holds(Outcome::gap(Gap::ByCase)).into();
        any([condition, all([living_affected(household).into(), struck])])
    } else {
        condition
    };
    Judged::by(condition)
}

/// [`LIVING`] as it was told.
pub(crate) fn living_affected(household: &Household) -> Clause {
    LIVING.holds(Outcome::told(household.case.hardship.living_affected, Ask::LivingAffected))
}

/// 小额快救, at most one monthly standard (2026 临时救助意见, L-20, L-21), and what the place itself has laid down.
pub fn payouts(household: &Household) -> Payouts {
    let times = household.figures.national().quick_aid_standards;
    let standard = household.figures.emergency_standard;
    let quick = Payout {
        kind: PayoutKind::QuickAid,
        range: standard.range.scaled(times).from_zero().shared_by(1),
        often: Often::Once,
        method: Method::Standards { standard: standard.range, times: (Ratio::ZERO, times), persons: None },
        source: None,
        old: false,
    };
    let quick = Some(quick).filter(|_| household.case.as_of >= RENEWED_SINCE);
    let local = household.figures.at_emergency(|rule| match rule {
        LocalRule::EmergencyAid(aid) => Some(aid),
        _ => None,
    });
    let local = local.on_file().map(|(aid, rule)| aid_payout(household, aid, rule));
    let missing = standard.missing.and(local.as_ref().map_or(Questions::NONE, |(_, missing)| *missing));
    let payouts = quick.into_iter().chain(local.map(|(payout, _)| payout)).chain(bounds(household));
    (payouts.collect(), missing)
}

/// Up to how much the township decides alone, and how much there is at most when a case is decided on its own, as the place has
/// laid it down; an old bound bounds nothing.
pub(crate) fn bounds(household: &Household) -> Vec<Payout> {
    let of = |kind, choose: fn(&LocalRule) -> Option<Money>| {
        let (most, rule) = household.figures.at_emergency(choose).on_file()?;
        household.figures.is_fresh(rule.from).then_some(Payout {
            kind,
            range: Range::exactly(most).from_zero(),
            often: Often::Once,
            method: Method::UpTo,
            source: Some(rule.source),
            old: false,
        })
    };
    let township = of(PayoutKind::Township, |rule| match rule {
        LocalRule::TownshipLimit(most) => Some(*most),
        _ => None,
    });
    let case_by_case = of(PayoutKind::CaseByCase, |rule| match rule {
        LocalRule::CaseByCaseCap(most) => Some(*most),
        _ => None,
    });
    township.into_iter().chain(case_by_case).collect()
}

/// What a local rule on temporary aid gives this household, and what could narrow it.
pub(crate) fn aid_payout(household: &Household, aid: &Aid, rule: &PlaceRule) -> (Payout, Questions) {
    let [urban, province_urban] = household.figures.urban_standards_at_emergency(household.case);
    let base = |base: &Base| match base {
        Base::Own => household.figures.emergency_standard,
        Base::Urban => urban,
        Base::ProvinceUrban => province_urban,
    };
    let size = household.size;
    let persons = |per: &Per| match per {
        Per::Person => Some(size),
        Per::Household => None,
        Per::Unstated => Some((1, size.1)),
    };
    let standards = |standard: Estimate, least: Ratio, most: Ratio, per: &Per| {
        let persons = persons(per);
        let (fewest, most_persons) = persons.unwrap_or((1, 1));
        let range = standard.range.scaled_between(least, most).times_between(fewest, most_persons);
        let method = Method::Standards { standard: standard.range, times: (least, most), persons };
        (range, method, standard.missing.and(household.size_doubts.missing))
    };
    let months_of = |standard: Estimate, most: u8| {
        // A hardship that is over within the month still counts as one.
        let told = household.case.hardship.months.map(|months| u32::from(months.clamp(1, most)));
        let months = told.map_or((1, u32::from(most)), |months| (months, months));
        let range = standard.range.times_between(size.0, size.1).times_between(months.0, months.1);
        let asked = if months.0 == months.1 { Questions::NONE } else { Questions::one(Ask::HardshipMonths) };
        (range, standard.missing.and(household.size_doubts.missing).and(asked))
    };
    let (range, method, missing) = match aid {
        Aid::TwoGrades { light, base: of, most } => {
            let standard = base(of);
            let (grave, missing) = months_of(standard, *most);
            let range = grave.or_more(Range::exactly(*light)).from_zero();
            (range, Method::TwoGrades { light: *light, standard: standard.range, most: *most }, missing)
        }
        Aid::ByStatus { base: of, per, recognised, others } => {
            let told = household.case.receives.map(|it| it.tekun || it.dibao || it.borderline);
            let of_status = |times: &Multiple| standards(base(of), times.least, times.most, per);
            match told {
                Some(true) => of_status(recognised),
                Some(false) => of_status(others),
                None => {
                    let either =
                        Multiple { least: recognised.least.min(others.least), most: recognised.most.max(others.most) };
                    let (range, method, missing) = of_status(&either);
                    (range, method, missing.and(Questions::one(Ask::Receives)))
                }
            }
        }
        Aid::Standards { least, most, base: of, per } => standards(base(of), *least, *most, per),
        Aid::Months { base: of, most } => {
            let standard = base(of);
            let (range, missing) = months_of(standard, *most);
            (range, Method::Months { standard: standard.range, most: *most }, missing)
        }
        Aid::Brackets { base: of, per, brackets, under } => {
            let costs = household.expenses;
            let reached =
                |bracket: &&crate::rulebook::Bracket| costs.range.high().is_none_or(|high| high >= bracket.from);
            let certain = brackets.iter().find(|bracket| costs.range.low() >= bracket.from);
            let best = brackets.iter().find(reached);
            let least = certain.map_or(Ratio::ZERO, |bracket| bracket.least);
            let most = best.map_or(Ratio::ZERO, |bracket| bracket.most);
            let (mut range, method, missing) = standards(base(of), least, most, per);
            let lowest = brackets.last().map_or(Money::ZERO, |bracket| bracket.from);
            if let (Some(under), true) = (under, costs.range.low() < lowest) {
                let share = costs.range.or_less(Range::exactly(lowest)).scaled(*under);
                range = range.hull(share.from_zero());
            }
            (range, method, missing.and(costs.missing))
        }
        Aid::UpTo(most) => (Range::exactly(*most).from_zero(), Method::UpTo, Questions::NONE),
    };
    let old = !household.figures.is_fresh(rule.from);
    // A place that has raised its amounts since pays more, never less.
    let range = if old { Range::at_least(range.low()) } else { range };
    let payout = Payout {
        kind: PayoutKind::TemporaryAid,
        range: range.shared_by(1),
        often: Often::Once,
        method,
        source: Some(rule.source),
        old,
    };
    (payout, missing)
}
