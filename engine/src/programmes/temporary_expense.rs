//! 临时救助（支出型）.
//!
//! 民发〔2018〕23号 二(一)：“支出型救助对象主要包括因教育、医疗等生活必需支出突然增加超出家庭承受能力，导致基本生活一定时期内出现严重
//! 困难的家庭，原则上其家庭人均可支配收入应低于当地上年度人均可支配收入，且家庭财产状况符合当地有关规定。” Since 2026 households that are
//! 刚性支出困难 or 低保边缘 need no second look at income and property (L-22, L-23). It adds to any other programme.

use crate::condition::{Compared, Condition, Outcome, Rule, Unit, all, any, article};
use crate::figures::Average;
use crate::household::Household;
use crate::programmes::temporary_emergency::{RENEWED_SINCE, aid_payout, bounds};
use crate::programmes::{Judged, Payouts};
use crate::property;
use crate::question::HouseholdQuestion as Ask;
use crate::rulebook::{LocalRule, PropertyTest};
use crate::truth::Truth;

/// 23号 二(一): "教育、医疗等生活必需支出突然增加超出家庭承受能力，导致基本生活一定时期内出现严重困难".
pub static SURGE: Rule = Rule {
    id: "spending-surge",
    law: &[article("minfa-2018-23", "二(一)"), article("temporary-aid-2026", "二(二)")],
};
/// 2026 临时救助意见 (L-22, L-23): already recognised as dibao, tekun, borderline or rigid-expense.
pub static RECOGNISED: Rule = Rule {
    id: "already-recognised",
    law: &[article("temporary-aid-2026", "二(二)"), article("minfa-2018-23", "二(二)")],
};
/// L-22, L-23: not yet recognised, but it would be.
pub static WOULD_BE_RECOGNISED: Rule = Rule {
    id: "would-be-recognised",
    law: &[article("temporary-aid-2026", "二(二)"), article("minfa-2018-23", "二(一)")],
};
/// 23号 二(一): "家庭人均可支配收入应低于当地上年度人均可支配收入".
pub static INCOME: Rule = Rule { id: "income-below-average", law: &[article("minfa-2018-23", "二(一)")] };

/// Whether the household qualifies; `above_dibao` is borderline or rigid-expense.
pub fn judge(household: &Household, dibao: Outcome, above_dibao: Outcome) -> Judged {
    let surge = Outcome::told(household.case.hardship.spending_surge, Ask::SpendingSurge);
    let receives = household.case.receives;
    // 23号 spared dibao and tekun households the second look; borderline and rigid-expense ones were added in 2026.
    let renewed = household.case.as_of >= RENEWED_SINCE;
    let recognised = receives.map(|it| it.dibao || it.tekun || (renewed && (it.borderline || it.rigid_expense)));
    let recognised = Outcome::told(recognised, Ask::Receives);
    let would_be = if renewed { dibao.or(above_dibao) } else { dibao };
    let income = below_average(household, household.figures.average_now, &INCOME);
    Judged::by(all([
        SURGE.holds(surge).into(),
        any([
            RECOGNISED.holds(recognised).into(),
            WOULD_BE_RECOGNISED.holds(would_be).into(),
            all([income, property::is_within_limits(household, PropertyTest::RigidExpense)]),
        ]),
    ]))
}

/// How much the household would get by the local rule.
pub fn payouts(household: &Household) -> Payouts {
    let local = household.figures.at_emergency(|rule| match rule {
        LocalRule::ExpenseAid(aid) => Some(aid),
        _ => None,
    });
    let (payout, missing) = local.on_file().map(|(aid, rule)| aid_payout(household, aid, rule)).unzip();
    (payout.into_iter().chain(bounds(household)).collect(), missing.unwrap_or_default())
}

/// Disposable income per person beside last year's of the place. A wider area's figure decides as an assumption only.
pub(crate) fn below_average(
    household: &Household,
    Average { estimate: average, own }: Average,
    rule: &'static Rule,
) -> Condition {
    let doubts = household.size_doubts;
    let limit = average
        .doubted(doubts.missing, doubts.gaps)
        .with(average.range.times_between(household.size.0, household.size.1));
    let limit = if own { limit } else { limit.doubted(average.missing, average.gaps) };
    let beside = household.disposable.is_below(limit);
    let outcome = match beside.truth {
        _ if own => beside,
        Truth::Yes => Outcome { assumed: true, ..Outcome::open(average.missing, average.gaps) },
        Truth::No => Outcome::open(average.missing, average.gaps),
        Truth::Unknown => Outcome::open(beside.missing.and(average.missing), beside.gaps.and(average.gaps)),
    };
    let compared = Compared::new(household.disposable.range, limit.range, Unit::Yearly);
    rule.holds(outcome).comparing(compared).into()
}
