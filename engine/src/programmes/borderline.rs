//! 低保边缘家庭.
//!
//! 社会救助法第二十一条：“对家庭人均收入低于当地最低生活保障边缘家庭标准且财产状况符合规定的最低生活保障边缘家庭，由社会救助管理
//! 部门根据实际需要给予相应的医疗、教育、住房、就业等社会救助。” It pays no cash by itself. 57号 §8: "不符合最低生活保障条件，家庭
//! 人均收入低于当地最低生活保障标准1.5倍"; since the law the province sets the multiple.

use crate::assessment::{Method, Often, Payout, PayoutKind};
use crate::condition::{Estimate, Gap, Outcome, Rule, all, article};
use crate::figures::Local;
use crate::household::Household;
use crate::programmes::dibao::top_ups;
use crate::programmes::{Judged, Payouts};
use crate::property;
use crate::question::Questions;
use crate::range::Range;
use crate::rulebook::{BorderlineCash, LocalRule, Multiple, PropertyTest, SourceIndex};

/// 57号 §8(2): "不符合最低生活保障条件".
pub static NOT_DIBAO: Rule =
    Rule { id: "not-dibao", law: &[article("dibao-measures-57", "8"), article("guobanfa-2023-39", "二")] };
/// 社会救助法 §21(1),(3): income below the borderline standard.
pub static INCOME: Rule = Rule {
    id: "income-below-borderline",
    law: &[article("law-2026", "21(1)"), article("dibao-measures-57", "8"), article("minfa-2022-83", "一(四)")],
};

/// Whether the household can be recognised.
pub fn judge(household: &Household, dibao: Outcome) -> Judged {
    let (factor, doubts, source) = multiple(household);
    let limit = line(household, factor).doubted(doubts.missing, doubts.gaps);
    let income = INCOME.holds(household.counted.is_below(limit));
    let income = income.comparing(household.income_beside(limit, factor)).by_local(source);
    Judged::by(all([
        NOT_DIBAO.holds(dibao.negate()).into(),
        income.into(),
        property::is_within_limits(household, PropertyTest::Borderline),
    ]))
}

/// What some places pay to borderline households each month nevertheless (天津, 深圳).
pub fn payouts(household: &Household) -> Payouts {
    let on_file = household.figures.local(|rule| match rule {
        LocalRule::BorderlineCash(cash) => Some(*cash),
        _ => None,
    });
    let Local::OnFile(cash, rule) = on_file else {
        return Payouts::default();
    };
    let kind = PayoutKind::BorderlineCash;
    match cash {
        BorderlineCash::TopUps => {
            let (top_ups, missing) = top_ups(household);
            (top_ups.into_iter().map(|top_ups| Payout { kind, ..top_ups }).collect(), missing)
        }
        BorderlineCash::PerHousehold(money) => {
            let old = !household.figures.is_fresh(rule.from);
            let range = if old { Range::at_least(money) } else { Range::exactly(money) };
            let (often, method, source) = (Often::Monthly, Method::Additions, Some(rule.source));
            (vec![Payout { kind, range, often, method, source, old }], Questions::NONE)
        }
    }
}

/// The borderline for the whole household: yuan a year. Places publish it in whole yuan, rounded up (Shenzhen 2025: 2302.5
/// became 2303), so that between a fraction and the next yuan the office decides.
fn line(household: &Household, factor: Multiple) -> Estimate {
    let exact = household.standards(factor);
    let monthly = household.figures.standard.range.scaled_between(factor.least, factor.most);
    let whole = monthly.up_to_whole_yuan();
    if whole == monthly {
        return exact;
    }
    let doubts = household.size_doubts;
    let published = whole.times(12).times_between(household.size.0, household.size.1);
    let standard = household.figures.standard.doubted(doubts.missing, doubts.gaps);
    standard.doubted(Questions::NONE, Gap::BorderlineMultiple.into()).with(published).plus(household.higher(factor))
}

/// How many standards the borderline is, what could settle it if the province's own multiple is not on file, and its source.
pub fn multiple(household: &Household) -> (Multiple, Outcome, Option<SourceIndex>) {
    let on_file = household.figures.local(|rule| match rule {
        LocalRule::BorderlineMultiple(multiple) => Some(*multiple),
        _ => None,
    });
    let national = household.figures.national().borderline_multiple;
    let open = |missing| Outcome::open(missing, Gap::BorderlineMultiple.into());
    match on_file {
        Local::OnFile(multiple, rule) if multiple.least == multiple.most && household.figures.is_fresh(rule.from) => {
            (multiple, Outcome::YES, Some(rule.source))
        }
        // A multiple is not lowered in practice: an old one, or one that may be raised locally, bounds from below.
        Local::OnFile(multiple, rule) => {
            let most = multiple.most.max(national.most);
            (Multiple { least: multiple.least, most }, open(Questions::NONE), Some(rule.source))
        }
        Local::NotOnFile => (national, open(Questions::NONE), None),
        Local::NotTold(missing) => (national, open(missing), None),
    }
}
