//! 最低生活保障（整户）.
//!
//! 社会救助法第十八条：“对家庭人均收入低于当地最低生活保障标准且财产状况符合规定的最低生活保障家庭，由社会救助管理部门给予
//! 最低生活保障，按月发放最低生活保障金。最低生活保障金可以按照家庭人均收入低于当地最低生活保障标准的实际差额发放，也可以分档
//! 定额发放。” Before 2026-07-01: 649号 §9, §12 and 57号 §23.

use crate::assessment::{Method, Often, Payout, PayoutKind};
use crate::case::{
    ADULT_AT, Disability, DisabilityGrade, DisabilityKind, Illness, Member, Period, Relation, Residence, Student,
};
use crate::condition::{Estimate, Gap, Gaps, Outcome, Rule, all, article};
use crate::figures::Local;
use crate::household::{Household, has_no_work, is_severely_disabled};
use crate::money::{Money, Ratio};
use crate::programmes::{Judged, Payouts};
use crate::property;
use crate::question::{HouseholdQuestion as Ask, MemberQuestion as AskOf, Question, Questions};
use crate::range::Range;
use crate::rulebook::{
    Group, Kind, LocalRule, MinimumPayment, Multiple, Payment, PlaceRule, PropertyTest, Stacking, Tier, TopUp,
    TopUpAmount, TopUps,
};
use crate::truth::Truth;

/// Once the standard.
pub(crate) const ONE_STANDARD: Multiple = Multiple { least: Ratio::ONE, most: Ratio::ONE };

/// 社会救助法 §18(1): "家庭人均收入低于当地最低生活保障标准". Equal to the standard is not below it.
pub static INCOME: Rule = Rule {
    id: "income-below-standard",
    law: &[article("law-2026", "18(1)"), article("interim-measures-649", "9"), article("dibao-measures-57", "13")],
};

/// Whether the household qualifies.
pub fn judge(household: &Household) -> Judged {
    let limit = household.standards(ONE_STANDARD);
    let income =
        INCOME.holds(household.counted.is_below(limit)).comparing(household.income_beside(limit, ONE_STANDARD));
    Judged::by(all([income.into(), property::is_within_limits(household, PropertyTest::Dibao)]))
}

/// 社会救助法 §18(2): by the difference or by class, as the place has it; §20: what is added for members in special difficulty.
pub fn payouts(household: &Household) -> Payouts {
    let limit = household.standards(ONE_STANDARD);
    let mut merged: Option<Payout> = None;
    let mut missing = limit.missing.and(household.counted.missing);
    let residences = household.figures.residences();
    if residences.len() > 1 {
        missing = missing.and(Questions::one(Ask::Residence));
    }
    for residence in residences {
        let payout = payment(household, limit, *residence);
        merged = Some(match merged {
            None => payout,
            Some(other) => {
                let method = if other.method == payout.method { payout.method } else { Method::NotOnFile };
                let (source, old) = (other.source.or(payout.source), other.old || payout.old);
                Payout { range: other.range.hull(payout.range), method, source, old, ..other }
            }
        });
    }
    let (top_ups, more_missing) = top_ups(household);
    (merged.into_iter().chain(top_ups).collect(), missing.and(more_missing))
}

fn payment(household: &Household, limit: Estimate, residence: Residence) -> Payout {
    let difference = limit.range.less(household.counted.range).shared_by(12);
    let payout = |range, method, rule: Option<&PlaceRule>| Payout {
        kind: PayoutKind::Dibao,
        range,
        often: Often::Monthly,
        method,
        source: rule.map(|rule| rule.source),
        old: rule.is_some_and(|rule| !household.figures.is_fresh(rule.from)),
    };
    let on_file = household.figures.local_at(residence, |rule| match rule {
        LocalRule::Payment(payment) => Some(payment),
        _ => None,
    });
    match on_file {
        Local::OnFile(Payment::Tiers { tiers, period }, rule) => {
            let monthly = |amount: Money| match period {
                Period::Month => amount,
                Period::Year => amount.shared_by(12),
            };
            let tiers: Vec<Tier> =
                tiers.iter().map(|tier| Tier { name: tier.name.clone(), amount: monthly(tier.amount) }).collect();
            let amounts = tiers.iter().map(|tier| tier.amount);
            let least = amounts.clone().min().unwrap_or_default();
            let most = amounts.max().unwrap_or_default();
            // Amounts are raised with the standard, and a guideline says the least: both bound from below only.
            let current = rule.kind == Kind::Local && household.figures.is_fresh(rule.from);
            let per_head = Range::between(least, most).filter(|_| current).unwrap_or(Range::at_least(least));
            let range = per_head.times_between(household.size.0, household.size.1);
            payout(range, Method::Tiers(tiers), Some(rule))
        }
        Local::OnFile(Payment::TiersNotOnFile, rule) => payout(Range::ANY, Method::TiersNotOnFile, Some(rule)),
        Local::NotTold(_) if may_be_by_class(household, residence) => payout(Range::ANY, Method::NotOnFile, None),
        Local::OnFile(Payment::Difference, _) | Local::NotOnFile | Local::NotTold(_) => {
            let (range, rule) = at_least_minimum(household, difference, residence);
            payout(range, Method::Difference, rule)
        }
    }
}

/// Whether any of the places that the household's may be pays by class.
fn may_be_by_class(household: &Household, residence: Residence) -> bool {
    let by_class = household.figures.local_at(residence, |rule| match rule {
        LocalRule::Payment(Payment::Tiers { .. } | Payment::TiersNotOnFile) => Some(()),
        _ => None,
    });
    !matches!(by_class, Local::NotOnFile)
}

/// The difference, or the place's least payment with its rule, where that may be more.
fn at_least_minimum<'a>(
    household: &Household<'a>,
    difference: Range,
    residence: Residence,
) -> (Range, Option<&'a PlaceRule>) {
    let on_file = household.figures.local_at(residence, |rule| match rule {
        LocalRule::MinimumPayment(minimum) => Some(minimum),
        _ => None,
    });
    let (minimum, rule) = match on_file {
        Local::OnFile(minimum, rule) => (minimum, rule),
        Local::NotOnFile => return (difference, None),
        Local::NotTold(_) => return (Range::at_least(difference.low()), None),
    };
    let standard = household.figures.standard;
    let (per_head, whole) = match minimum {
        MinimumPayment::StandardShare(share) => (standard.range.scaled(*share), Range::ZERO),
        MinimumPayment::StandardShareOrWhole { share, whole } => {
            (standard.range.scaled(*share), household.for_each(whole, standard).range)
        }
        MinimumPayment::Monthly(money) => (Range::exactly(*money), Range::ZERO),
        MinimumPayment::Yearly(money) => (Range::exactly(money.shared_by(12)), Range::ZERO),
    };
    let least = per_head.times_between(household.size.0, household.size.1).or_more(whole);
    let with_minimum = difference.or_more(least);
    let fresh = household.figures.is_fresh(rule.from);
    let range = if fresh { with_minimum } else { difference.hull(with_minimum) };
    (range.shared_by(1), Some(rule).filter(|_| with_minimum != difference))
}

/// 社会救助法 §20, 57号 §27: "获得最低生活保障后生活仍有困难的老年人、未成年人、重度残疾人和重病患者"; how much, is local.
pub(crate) fn top_ups(household: &Household) -> (Option<Payout>, Questions) {
    let on_file = household.figures.local(|rule| match rule {
        LocalRule::TopUps(top_ups) => Some(top_ups),
        _ => None,
    });
    let (table, rule) = match on_file {
        Local::OnFile(table, rule) => (table, rule),
        Local::NotOnFile => return (None, Questions::NONE),
        Local::NotTold(missing) => return (None, missing),
    };
    let (mut sum, mut missing) = (Range::ZERO, Questions::NONE);
    for (index, member) in household.members() {
        let counts = household.counting[index].0;
        let (range, asked) = addition(household, table, index, member);
        sum = sum.plus(if counts.truth == Truth::Yes { range } else { range.from_zero() });
        missing = missing.and(asked);
    }
    if sum == Range::ZERO {
        return (None, missing);
    }
    let old = !household.figures.is_fresh(rule.from);
    // Additions are raised in practice and not lowered, so that old ones bound from below.
    let sum = if old { Range::at_least(sum.low()) } else { sum };
    let payout = Payout {
        kind: PayoutKind::TopUp,
        range: sum.shared_by(1),
        often: Often::Monthly,
        method: Method::Additions,
        source: Some(rule.source),
        old,
    };
    (Some(payout), missing)
}

/// What one member adds: yuan a month.
fn addition(household: &Household, table: &TopUps, index: usize, member: &Member) -> (Range, Questions) {
    let mut result = Range::ZERO;
    let mut missing = Questions::NONE;
    for TopUp { group, amount } in &table.groups {
        let belongs = is_in_group(household, *group, index, member);
        let amount = match amount {
            TopUpAmount::StandardShare(share) => household.figures.standard.range.scaled(*share),
            TopUpAmount::Monthly(money) => Range::exactly(*money),
        };
        let amount = match belongs.truth {
            Truth::Yes => amount,
            Truth::No => continue,
            Truth::Unknown => amount.from_zero(),
        };
        missing = missing.and(belongs.missing);
        result = match table.stacking {
            Stacking::Highest => result.or_more(amount),
            Stacking::Sum => result.plus(amount),
        };
    }
    (result, missing)
}

/// Whether a member belongs to a group of a local table.
pub fn is_in_group(household: &Household, group: Group, index: usize, member: &Member) -> Outcome {
    let ask = |question| Question::Member(index as u8, question);
    let by_certificate = |holds: fn(DisabilityKind, DisabilityGrade) -> bool| {
        let answer = member.disability.map(|disability| match disability {
            Disability::None => false,
            Disability::Certified { kind, grade } => holds(kind, grade),
        });
        Outcome::told(answer, ask(AskOf::Disability))
    };
    let mental = |kind| matches!(kind, DisabilityKind::Intellectual | DisabilityKind::Mental);
    let student = |holds: fn(Student) -> bool| Outcome::told(member.student.map(holds), ask(AskOf::Student));
    match group {
        Group::Aged { from, below } => Outcome::told(member.age.map(|age| from <= age && age < below), ask(AskOf::Age)),
        Group::SevereDisability => by_certificate(|_, grade| grade <= DisabilityGrade::Second),
        Group::SevereDisabilityNoWork => {
            by_certificate(|_, grade| grade <= DisabilityGrade::Second).and(has_no_work(index, member))
        }
        Group::SevereDisabilityWithThirdMental => {
            Outcome::told(is_severely_disabled(member.disability), ask(AskOf::Disability))
        }
        Group::LesserMentalDisability => {
            let lesser = by_certificate(|_, grade| grade >= DisabilityGrade::Third);
            let kind = match member.disability {
                Some(Disability::Certified { kind, .. }) => Outcome::decided(mental(kind).into()),
                _ => Outcome::YES,
            };
            lesser.and(kind)
        }
        Group::ThirdGradeDisability => by_certificate(|_, grade| grade == DisabilityGrade::Third),
        Group::SeriousIllness => {
            Outcome::told(member.illness.map(|illness| illness != Illness::None), ask(AskOf::Illness))
        }
        Group::MajorIllness => {
            Outcome::told(member.illness.map(|illness| illness == Illness::Major), ask(AskOf::Illness))
        }
        Group::StudentAfterCompulsory => student(|it| matches!(it, Student::HighSchool | Student::Undergraduate)),
        Group::StudentToBachelor => student(|it| !matches!(it, Student::None | Student::Postgraduate)),
        Group::SingleParent if index == 0 => single_parent(household),
        Group::SingleParent => Outcome::NO,
        Group::Alone => match household.size {
            (1, 1) => Outcome::YES,
            (1, _) => Outcome::open(Questions::one(Ask::Members), Gap::Sibling.into()),
            _ => Outcome::NO,
        },
    }
}

/// The applicant, with a child under age in the list and no spouse. Whether that makes a single parent, is for the office.
fn single_parent(household: &Household) -> Outcome {
    let Some(members) = &household.case.members else {
        return Outcome::open(Questions::one(Ask::Members), Gaps::NONE);
    };
    let (mut child, mut spouse) = (Outcome::NO, Outcome::NO);
    for (index, member) in members.iter().enumerate().skip(1) {
        let ask = |question| Question::Member(index as u8, question);
        let is = |relation| Outcome::told(member.relation.map(|it| it == relation), ask(AskOf::Relation));
        let young = Outcome::told(member.age.map(|age| age < ADULT_AT), ask(AskOf::Age));
        child = child.or(is(Relation::Child).and(young));
        spouse = spouse.or(is(Relation::Spouse));
    }
    child.and(spouse.negate()).and(Outcome::gap(Gap::ByCase))
}
