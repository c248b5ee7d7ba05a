//! 低保渐退期.
//!
//! 民发〔2021〕57号第三十三条：“对就业后家庭人均收入超过当地最低生活保障标准的最低生活保障家庭，县级人民政府民政部门可以给予一定时间的渐退
//! 期。” 83号 一(三): "原则上不超过6个月". Some places give more: Xinjiang wrote in 2022 "自就业之月起12个月内保持其低保待遇不变".

use crate::assessment::{Method, Often, Payout, PayoutKind};
use crate::case::Work;
use crate::condition::{Condition, Gap, Gaps, Outcome, Rule, article};
use crate::date::Date;
use crate::figures::Local;
use crate::household::Household;
use crate::programmes::dibao::ONE_STANDARD;
use crate::programmes::standing::{someone, told};
use crate::programmes::{Judged, Payouts};
use crate::question::{HouseholdQuestion as Ask, MemberQuestion as AskOf, Questions};
use crate::range::Range;
use crate::rulebook::{LocalRule, PlaceRule};

/// 57号 §33: "最低生活保障家庭".
pub static HAS_DIBAO: Rule = Rule { id: "phase-out-dibao", law: MAY.law };
/// 57号 §33: "就业后".
pub static JOB: Rule = Rule { id: "phase-out-job", law: MAY.law };
/// 57号 §33: "家庭人均收入超过当地最低生活保障标准".
pub static INCOME: Rule = Rule { id: "phase-out-income", law: MAY.law };
/// 83号 一(三): "原则上不超过6个月"; the place may have laid down its own time.
pub static MONTHS: Rule =
    Rule { id: "phase-out-months", law: &[article("minfa-2022-83", "一(三)"), article("dibao-measures-57", "33")] };
/// 57号 §33: "可以给予".
pub static MAY: Rule = Rule {
    id: "phase-out-may",
    law: &[article("dibao-measures-57", "33"), article("minfa-2022-83", "一(三)"), article("minfa-2022-32", "一")],
};

/// Before 57号 no national document on file named it; a place may have had it already.
pub static SINCE: Rule = Rule { id: "phase-out-since", law: &[article("dibao-measures-57", "33")] };

/// 57号 §42: "本办法自2021年7月1日起施行".
const FIRST_DAY: Date = Date::literal(2021, 7, 1);

/// Whether the household keeps its dibao for a while, and until when.
pub fn judge(household: &Household) -> Judged {
    let Months { least, most, missing, rule } = months(household);
    if rule.is_none() && household.case.as_of < FIRST_DAY {
        return match missing.is_empty() {
            true => Judged::dormant(&SINCE),
            false => Judged::by(SINCE.holds(Outcome::open(missing, Gaps::NONE)).into()),
        };
    }
    let job = someone(household, AskOf::Work, |member| {
        member.work.map(|work| matches!(work, Work::Employed | Work::SelfEmployed))
    });
    let standard = household.standards(ONE_STANDARD);
    let above = household.counted.is_below(standard).negate();
    let within = match told_month(household) {
        Some(month) if month <= least => Outcome::YES,
        Some(month) if month > most => Outcome::NO,
        Some(_) => Outcome::open(missing, Gap::PhaseOut.into()),
        None => Outcome::told(None, Ask::MonthsSinceJob).and(Outcome::open(missing, Gap::PhaseOut.into())),
    };
    let income = INCOME.holds(above).comparing(household.income_beside(standard, ONE_STANDARD));
    let condition = Condition::All(vec![
        HAS_DIBAO.holds(told(household, |it| it.dibao)).into(),
        JOB.holds(job).into(),
        income.into(),
        MONTHS.holds(within).by_local(rule.map(|(_, rule)| rule.source)).into(),
    ]);
    Judged { discretion: Some(&MAY).filter(|_| least != most), ..Judged::by(condition) }
}

/// In which month of the job the household is.
fn told_month(household: &Household) -> Option<u16> {
    household.case.hardship.months_since_job.map(|month| u16::from(month.max(1)))
}

/// For how many months dibao is kept.
struct Months<'a> {
    /// For so many for certain.
    least: u16,
    /// For so many at most.
    most: u16,
    /// What could settle it.
    missing: Questions,
    /// How many the place has laid down, and where.
    rule: Option<(u16, &'a PlaceRule)>,
}

fn months<'a>(household: &Household<'a>) -> Months<'a> {
    let national = household.figures.national();
    let (usual, longest) = (national.phase_out_months, national.longest_phase_out_months);
    let on_file = household.figures.local(|rule| match rule {
        LocalRule::PhaseOutMonths(months) => Some((*months, *months)),
        LocalRule::PhaseOutByCase { least, most } => Some((*least, *most)),
        _ => None,
    });
    let (least, most, missing, rule) = match on_file {
        Local::OnFile((least, most), rule) if household.figures.is_fresh(rule.from) => {
            (least, most, Questions::NONE, Some((most, rule)))
        }
        Local::OnFile((least, most), rule) => {
            (usual.min(least), longest.max(most), Questions::NONE, Some((most, rule)))
        }
        Local::NotOnFile => (usual, longest, Questions::NONE, None),
        Local::NotTold(missing) => (0, longest, missing, None),
    };
    Months { least, most, missing, rule }
}

/// As much as before, up to which month.
pub fn payouts(household: &Household) -> Payouts {
    let Months { rule, .. } = months(household);
    let Some(month) = told_month(household).filter(|_| rule.is_some() || household.case.as_of >= FIRST_DAY) else {
        return Payouts::default();
    };
    let usual = household.figures.national().phase_out_months;
    let last = |months: u16| household.case.as_of.months_before(month - 1).months_after(months - 1);
    let local = rule
        .filter(|(months, rule)| *months != usual && matches!(rule.rule, LocalRule::PhaseOutMonths(_)))
        .map(|(months, _)| (months, last(months)));
    let payout = Payout {
        kind: PayoutKind::Dibao,
        range: Range::ANY,
        often: Often::Monthly,
        method: Method::Kept { usual: (usual, last(usual)), local },
        source: rule.map(|(_, rule)| rule.source),
        old: rule.is_some_and(|(_, rule)| !household.figures.is_fresh(rule.from)),
    };
    (vec![payout], Questions::NONE)
}
