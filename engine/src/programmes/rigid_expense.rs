//! 刚性支出困难家庭.
//!
//! 社会救助法第二十二条：“对家庭人均收入低于上年度当地居民人均可支配收入，财产状况符合当地规定，且医疗、教育等必需支出占家庭总收入比例
//! 超过所在地设区的市级以上地方人民政府规定比例的刚性支出困难家庭，由社会救助管理部门根据实际需要给予必要的医疗、教育等社会救助。” It pays
//! no cash by itself. 刚性支出困难家庭认定办法 §4 asks first that the household is no dibao, tekun or borderline one.

use crate::assessment::{Method, Often, Payout, PayoutKind};
use crate::condition::{Compared, Condition, Estimate, Gap, Gaps, Outcome, Rule, Unit, article};
use crate::date::Date;
use crate::figures::Local;
use crate::household::Household;
use crate::programmes::dibao::ONE_STANDARD;
use crate::programmes::standing::told;
use crate::programmes::{Judged, Payouts, temporary_expense};
use crate::property;
use crate::question::Questions;
use crate::range::Range;
use crate::rulebook::{LocalRule, Multiple, PropertyTest, SourceIndex};
use crate::truth::Truth;

/// 办法 §14: "本办法自2025年1月1日起施行".
pub static SINCE: Rule = Rule { id: "rigid-since", law: &[article("rigid-measures-2024", "14")] };
/// 办法 §4(一): "未纳入最低生活保障、特困人员救助供养范围且未被认定为最低生活保障边缘家庭".
pub static NOT_LOWER: Rule = Rule { id: "rigid-not-lower", law: &[article("rigid-measures-2024", "4")] };
/// 社会救助法 §22: "家庭人均收入低于上年度当地居民人均可支配收入"; the words are those of temporary aid.
pub static INCOME: Rule = Rule {
    id: temporary_expense::INCOME.id,
    law: &[article("law-2026", "22"), article("rigid-measures-2024", "4"), article("guobanfa-2023-39", "二")],
};
/// 社会救助法 §22: "医疗、教育等必需支出占家庭总收入比例超过……规定比例"; 办法 §4(四): of the twelve months before.
pub static RATIO: Rule =
    Rule { id: "rigid-ratio", law: &[article("law-2026", "22"), article("rigid-measures-2024", "4")] };

/// The first day of the measures.
const FIRST_DAY: Date = Date::literal(2025, 1, 1);

/// Whether the household can be recognised; tekun, and dibao or borderline, come first.
pub fn judge(household: &Household, [tekun, lower]: [Outcome; 2]) -> Judged {
    if household.case.as_of < FIRST_DAY {
        return Judged::dormant(&SINCE);
    }
    // Tekun is for persons: only who lives alone is the household.
    let is_alone = household.case.members.as_ref().is_none_or(|members| members.len() == 1);
    let lower = lower.or(told(household, |it| it.dibao));
    let lower = if is_alone { lower.or(tekun) } else { lower };
    Judged::by(Condition::All(vec![
        NOT_LOWER.holds(lower.negate()).into(),
        temporary_expense::below_average(household, household.figures.average_at_hukou, &INCOME),
        property::is_within_limits(household, PropertyTest::RigidExpense),
        ratio(household),
    ]))
}

/// What some places pay nevertheless for members in special difficulty (深圳).
pub fn payouts(household: &Household) -> Payouts {
    let on_file = household.figures.local(|rule| match rule {
        LocalRule::RigidExpenseCash { groups, each } => Some((groups, *each)),
        _ => None,
    });
    let Local::OnFile((groups, each), rule) = on_file else {
        return Payouts::default();
    };
    let sum = household.for_each(groups, Estimate::known(Range::exactly(each)));
    let old = !household.figures.is_fresh(rule.from);
    let range = if old { Range::at_least(sum.range.low()) } else { sum.range };
    let (kind, often, method) = (PayoutKind::BorderlineCash, Often::Monthly, Method::Additions);
    let payout = Payout { kind, range, often, method, source: Some(rule.source), old };
    (Some(payout).filter(|_| sum.range != Range::ZERO).into_iter().collect(), sum.missing)
}

/// Rigid expenses beside the share of income that they must exceed: yuan a year.
fn ratio(household: &Household) -> Condition {
    let (ratio, doubts, source) = least_ratio(household);
    let income = household.gross;
    let spending = household.expenses.plus(living(household));
    let limit = income.range.scaled_between(ratio.least, ratio.most);
    let beside = Compared::new(spending.range, limit, Unit::Yearly);
    let limit = income.doubted(doubts.missing, doubts.gaps).with(limit);
    let open = |gap: Gap| {
        Outcome::open(spending.missing.and(limit.missing), spending.gaps.and(limit.gaps).and(Gaps::one(gap)))
    };
    let outcome = if income.range == Range::ZERO {
        // There is no share of nothing: by 办法 §9 such a case is decided on its own.
        Outcome::gap(Gap::NoIncome)
    } else if income.range.low().is_zero() {
        open(Gap::NoIncome)
    } else if limit.range.is_below(spending.range) == Truth::No && spending.range.is_below(limit.range) != Truth::Yes {
        // The law says "超过", some places say "达到": exactly on the line the place decides.
        open(Gap::RigidRatio)
    } else {
        limit.is_below(spending)
    };
    RATIO.holds(outcome.or(left_with_little(household))).comparing(beside).by_local(source).into()
}

/// Where the place also goes by what these expenses leave of the income, the office works it out.
fn left_with_little(household: &Household) -> Outcome {
    let on_file = household.figures.local(|rule| match rule {
        LocalRule::RigidRemainder(times) => Some(*times),
        _ => None,
    });
    match on_file {
        Local::OnFile(times, _) => {
            let line = household.standards(Multiple { least: times, most: times });
            household.disposable.less(household.expenses).is_below(line).and(Outcome::gap(Gap::RigidRatio))
        }
        Local::NotOnFile => Outcome::NO,
        Local::NotTold(missing) => Outcome::open(missing, Gap::RigidRatio.into()),
    }
}

/// 办法 §5(一): what basic living costs counts, but how it is worked out is local: at most so many standards.
fn living(household: &Household) -> Estimate {
    let standard = household.standards(ONE_STANDARD);
    let most = household.figures.national().living_cost_standards;
    standard.with(standard.range.scaled(most)).at_most(Gap::LivingCost)
}

/// The share on file, what could settle it if it is not the current one of the place, and its source.
fn least_ratio(household: &Household) -> (Multiple, Outcome, Option<SourceIndex>) {
    let national = household.figures.national().rigid_ratio;
    let open = |missing| Outcome::open(missing, Gap::RigidRatio.into());
    let on_file = household.figures.local(|rule| match rule {
        LocalRule::RigidRatio(ratio) => Some(*ratio),
        _ => None,
    });
    match on_file {
        Local::OnFile(ratio, rule) if !household.figures.is_fresh(rule.from) => {
            // It may have been raised or lowered since.
            let either = Multiple { least: ratio.least.min(national.least), most: ratio.most.max(national.most) };
            (either, open(Questions::NONE), Some(rule.source))
        }
        Local::OnFile(ratio, rule) if ratio.least == ratio.most => (ratio, Outcome::YES, Some(rule.source)),
        Local::OnFile(ratio, rule) => (ratio, open(Questions::NONE), Some(rule.source)),
        Local::NotOnFile => (national, open(Questions::NONE), None),
        Local::NotTold(missing) => (national, open(missing), None),
    }
}
