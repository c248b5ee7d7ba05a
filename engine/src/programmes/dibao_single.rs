//! 低保（单独申请，“单人户”）.
//!
//! 社会救助法第二十一条第二款：“对最低生活保障边缘家庭中的重度残疾人、重病患者以及确有特殊困难人员，可以纳入最低生活保障范围，按月
//! 发放最低生活保障金。” 57号 §8 names the groups; 83号 一(一) adds grown people with a severe disability and no work. Where the whole
//! household qualifies, it must be taken in whole (83号 一(一)). The office may, and need not: never more than possible.

use crate::assessment::{Method, Often, Payout, PayoutKind};
use crate::case::{ADULT_AT, Absence, Illness, Member};
use crate::condition::{Compared, Condition, Estimate, Gap, Gaps, Outcome, Rule, Unit, all, article};
use crate::date::Date;
use crate::figures::Local;
use crate::household::{Household, has_no_work, is_severely_disabled};
use crate::programmes::{Judged, Payouts};
use crate::question::{HouseholdQuestion as Ask, MemberQuestion as AskOf, Question, Questions};
use crate::range::Range;
use crate::rulebook::{HouseholdStatus, LocalRule};

/// 83号 一(一): "申请家庭符合条件的，不得仅将个别家庭成员纳入低保范围".
pub static NOT_WHOLE_HOUSEHOLD: Rule =
    Rule { id: "not-whole-household", law: &[article("minfa-2022-83", "一(一)"), article("dibao-measures-57", "8")] };
/// 57号 §8(1)(一): grade 1 or 2 of any kind, grade 3 of the intellectual and mental kinds, in a borderline household.
pub static SEVERE_DISABILITY: Rule =
    Rule { id: "single-severe-disability", law: &[article("law-2026", "21(2)"), article("dibao-measures-57", "8")] };
/// 57号 §8(1)(二): an illness that the place has recognised as major, in a borderline household; since 83号 一(四) and in
/// 社会救助法 §21(2) all "重病患者".
pub static MAJOR_ILLNESS: Rule =
    Rule { id: "single-major-illness", law: &[article("law-2026", "21(2)"), article("dibao-measures-57", "8")] };
/// 57号 §8(1)(三): clergy in need who have lived apart for three years.
pub static CLERGY: Rule = Rule { id: "single-clergy", law: &[article("dibao-measures-57", "8")] };
/// 83号 一(一): "成年无业重度残疾人可以参照“单人户”提出低保申请".
pub static NO_WORK_DISABILITY: Rule =
    Rule { id: "single-no-work-disability", law: &[article("minfa-2022-83", "一(一)")] };
/// 社会救助法 §21(2): "确有特殊困难人员", as the place defines them.
pub static LOCAL_GROUP: Rule =
    Rule { id: "single-local-group", law: &[article("law-2026", "21(2)"), article("dibao-measures-57", "8")] };
/// 57号 §8: the household must be a borderline one.
pub static IN_BORDERLINE: Rule =
    Rule { id: "single-in-borderline", law: &[article("law-2026", "21(2)"), article("dibao-measures-57", "8")] };
/// 社会救助法 §18(1): the person's own income must be below the standard.
pub static OWN_INCOME: Rule =
    Rule { id: "single-own-income", law: &[article("law-2026", "18(1)"), article("interim-measures-649", "9")] };
/// 社会救助法 §21(2): "可以纳入": the office may take the person in.
pub static MAY: Rule =
    Rule { id: "single-may", law: &[article("law-2026", "21(2)"), article("minfa-2022-83", "一(四)")] };

/// The day of 83号.
const EXTENDED_SINCE: Date = Date::literal(2022, 10, 20);

/// Whether one of the members could be taken in alone.
pub fn judge(household: &Household, dibao: Outcome, borderline: Outcome) -> Judged {
    let whole = NOT_WHOLE_HOUSEHOLD.holds(dibao.negate());
    let someone = match &household.case.members {
        None => {
            let unknown = Outcome::open(Questions::one(Ask::Members).and(borderline.missing), Gaps::NONE);
            SEVERE_DISABILITY.holds(unknown).into()
        }
        Some(listed) => {
            let candidates = listed.iter().enumerate();
            Condition::Any(candidates.map(|(index, member)| candidate(household, borderline, index, member)).collect())
        }
    };
    Judged { discretion: Some(&MAY), ..Judged::by(all([whole.into(), someone])) }
}

/// The conditions under which a person could be taken in alone.
fn candidate(household: &Household, borderline: Outcome, index: usize, member: &Member) -> Condition {
    let ask = |question| Question::Member(index as u8, question);
    let counts = household.counting[index].0;
    let severe = Outcome::told(is_severely_disabled(member.disability), ask(AskOf::Disability)).and(counts);
    let extended = household.case.as_of >= EXTENDED_SINCE;
    let is_ill = |it| it == Illness::Major || extended && it == Illness::Serious;
    let major = Outcome::told(member.illness.map(is_ill), ask(AskOf::Illness)).and(counts);
    let adult = Outcome::told(member.age.map(|age| age >= ADULT_AT), ask(AskOf::Age));
    let clergy = Outcome::told(member.absence.map(|it| it == Absence::ClergyThreeYears), ask(AskOf::Absence));

    let in_borderline = IN_BORDERLINE.holds(borderline);
    let own_income = own_income(household, index, member);
    let standard = household.standard_of(index, member);
    let beside = Compared::new(own_income.range, standard.range, Unit::Monthly);
    let below = OWN_INCOME.holds(own_income.is_below(standard)).of_member(index).comparing(beside);
    let group = |rule: &'static Rule, holds: Outcome| Condition::from(rule.holds(holds).of_member(index));
    let mut groups = vec![
        all([group(&SEVERE_DISABILITY, severe), in_borderline.clone().into()]),
        all([group(&MAJOR_ILLNESS, major), in_borderline.into()]),
        group(&CLERGY, clergy),
    ];
    if extended {
        groups.push(group(&NO_WORK_DISABILITY, adult.and(has_no_work(index, member)).and(severe)));
    }
    groups.extend(local_group(household, borderline, index, member));
    all([Condition::Any(groups), below.into()])
}

/// Groups that the place adds, such as the seriously ill in monitored households of Xinjiang (新民发〔2022〕63号 二(一)).
fn local_group(household: &Household, borderline: Outcome, index: usize, member: &Member) -> Option<Condition> {
    let on_file = household.figures.local(|rule| match rule {
        LocalRule::SinglePerson(single) => Some(single),
        _ => None,
    });
    let (single, rule) = match on_file {
        Local::OnFile(single, rule) => (single, rule),
        Local::NotOnFile => return None,
        Local::NotTold(missing) => {
            return Some(LOCAL_GROUP.holds(Outcome::open(missing, Gaps::NONE)).of_member(index).into());
        }
    };
    let receives = household.case.receives;
    let recognised = single.from.iter().fold(Outcome::NO, |sum, status| {
        sum.or(match status {
            HouseholdStatus::Borderline => borderline,
            HouseholdStatus::AverageIncome => household.within_average(),
            HouseholdStatus::Monitored => Outcome::told(receives.map(|it| it.monitored), Ask::Receives),
        })
    });
    let counts = household.counting[index].0;
    let outcome = recognised.and(household.belongs(&single.groups, index, member)).and(counts);
    Some(LOCAL_GROUP.holds(outcome).of_member(index).by_local(Some(rule.source)).into())
}

/// What the person alone takes in: yuan a year.
fn own_income(household: &Household, index: usize, member: &Member) -> Estimate {
    let ask = Question::Member(index as u8, AskOf::OwnIncome);
    let told = Estimate::told(member.own_income.map(|amount| amount.per_year()), ask);
    if household.case.as_of < EXTENDED_SINCE
        || told.range == Range::ZERO
        || member.kept_by_sibling_or_elder == Some(false)
    {
        return told;
    }
    // 83号 一(一): what siblings or people of 60 and over give "可以视情适当豁免": any part of it may be left out.
    let missing = match member.kept_by_sibling_or_elder {
        Some(_) => Questions::NONE,
        None => Questions::one(Question::Member(index as u8, AskOf::KeptBySiblingOrElder)),
    };
    told.doubted(missing, Gap::SupportLeftOut.into()).with(told.range.from_zero())
}

/// The whole standard is the most: some places pay it, some the standard less the person's own income, some by class. `open` are
/// those who may be taken in, by their place in the list.
pub fn payouts(household: &Household, open: &[u8]) -> Payouts {
    let listed = household.case.members.as_deref().unwrap_or_default();
    let open = open.iter().map(|index| usize::from(*index));
    let standards = open.filter_map(|index| Some(household.standard_of(index, listed.get(index)?)));
    let Some(most) = standards.reduce(|one, other| one.combine(other, Range::or_more)) else {
        return Payouts::default();
    };
    let payout = Payout {
        kind: PayoutKind::Dibao,
        range: most.range.shared_by(12).from_zero(),
        often: Often::Monthly,
        method: Method::Difference,
        source: None,
        old: false,
    };
    (vec![payout], most.missing)
}
