//! 未参保失业人员一次性临时救助.
//!
//! 民发〔2022〕83号 二(一)：“对受疫情影响无法返岗复工、连续3个月无收入来源，生活困难且失业保险政策无法覆盖的农民工等未参保失业人员，未纳入
//! 低保范围的，经本人申请，由务工地或者经常居住地发放一次性临时救助金。” First in 民发〔2020〕69号, again in 民发〔2022〕32号 二, in Xinjiang and,
//! for those without savings, in Gannan. No document names a last day: without the epidemic it is dormant.

use crate::condition::{Condition, Estimate, Gaps, Outcome, Rule, article};
use crate::date::Date;
use crate::figures::Local;
use crate::household::Household;
use crate::programmes::Judged;
use crate::programmes::standing::someone_out_of_work;
use crate::programmes::temporary_emergency::living_affected;
use crate::question::HouseholdQuestion as Ask;
use crate::rulebook::LocalRule;

/// 83号 二(一): "连续3个月无收入来源".
pub static MONTHS: Rule =
    Rule { id: "unemployed-months", law: &[article("minfa-2022-83", "二(一)"), article("minfa-2022-32", "二")] };
/// 83号 二(一): "失业保险政策无法覆盖……未纳入低保范围".
pub static NOT_COVERED: Rule = Rule {
    id: "unemployed-not-covered",
    law: &[article("minfa-2022-83", "二(一)"), article("minfa-2022-32", "二")],
};
/// 州民电〔2022〕153号 四: "无存款".
pub static NO_SAVINGS: Rule = Rule { id: "unemployed-no-savings", law: &[article("gannan-2022-153", "四")] };
/// 83号 二(一): "受疫情影响无法返岗复工": the office looks at it.
pub static EPIDEMIC: Rule =
    Rule { id: "unemployed-epidemic", law: &[article("minfa-2022-83", "二(一)"), article("minfa-2022-32", "二")] };
/// The epidemic is the condition of all the documents.
pub static DORMANT: Rule = Rule { id: "unemployed-dormant", law: EPIDEMIC.law };

/// The day on which 69号 was first reported.
const FIRST_DAY: Date = Date::literal(2020, 7, 29);
/// 83号 二(一): "连续3个月".
const LEAST_MONTHS: u8 = 3;

/// Whether somebody in the household qualifies.
pub fn judge(household: &Household) -> Judged {
    let case = household.case;
    if case.as_of < FIRST_DAY || case.as_of >= household.figures.national().epidemic_until {
        return Judged::dormant(&DORMANT);
    }
    let local = household.figures.at_emergency(|rule| match rule {
        LocalRule::UnemployedAid { no_savings } => Some(*no_savings),
        _ => None,
    });
    let (needs_no_savings, source) = match local {
        Local::OnFile(no_savings, rule) => (Outcome::decided(no_savings.into()), Some(rule.source)),
        Local::NotOnFile => (Outcome::NO, None),
        Local::NotTold(missing) => (Outcome::open(missing, Gaps::NONE), None),
    };
    let hardship = &case.hardship;
    let months = hardship.months_without_income.map(|months| months >= LEAST_MONTHS);
    let months = someone_out_of_work(household).and(Outcome::told(months, Ask::MonthsWithoutIncome));
    let provided = Outcome::told(case.receives.map(|it| it.dibao || it.unemployment_benefit), Ask::Receives);
    let covered = provided.or(Outcome::told(hardship.unemployment_insured, Ask::UnemploymentInsured));
    let saved = Estimate::told(case.property.financial, Ask::Financial).is_within(Estimate::ZERO);
    let mut clauses = vec![
        MONTHS.holds(months).by_local(source).into(),
        living_affected(household).into(),
        NOT_COVERED.holds(covered.negate()).into(),
    ];
    if needs_no_savings != Outcome::NO {
        clauses.push(NO_SAVINGS.holds(needs_no_savings.negate().or(saved)).into());
    }
    Judged { discretion: Some(&EPIDEMIC), ..Judged::by(Condition::All(clauses)) }
}
