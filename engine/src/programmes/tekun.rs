//! 特困人员救助供养.
//!
//! 社会救助法第十六条：“对无劳动能力、无生活来源且无法定赡养、抚养、扶养义务人，或者其法定义务人无履行义务能力的老年人、未成年人、残疾人等特困
//! 人员，由社会救助管理部门给予特困人员供养，提供基本生活条件、必要的照料服务、疾病治疗，办理丧葬事宜等。” It is for persons, not households;
//! 特困人员认定办法 (民发〔2021〕43号) says who has no ability to work, nothing to live on, and nobody to support them. Whoever is taken in
//! gets no dibao; whoever would rather have dibao may (办法 §24(六), §27), so that neither rules out the other here.

use crate::assessment::{Method, Often, Payout, PayoutKind};
use crate::case::{
    ADULT_AT, Absence, Disability, DisabilityGrade, DisabilityKind, Illness, MAY_WORK_AT, Member, OLD_AT, Relation,
    Student, Supporters, Work,
};
use crate::condition::{Compared, Condition, Estimate, Gap, Outcome, Rule, Unit, all, article};
use crate::figures::Local;
use crate::household::{Household, is_severely_disabled};
use crate::programmes::standing::told;
use crate::programmes::{Judged, Payouts};
use crate::property;
use crate::question::{HouseholdQuestion as Ask, MemberQuestion as AskOf, Question};
use crate::range::Range;
use crate::rulebook::{LocalRule, PropertyTest};

/// 办法 §4(一), §5: who has no ability to work.
pub static NO_LABOUR: Rule = Rule {
    id: "tekun-no-labour",
    law: &[article("tekun-measures-43", "5"), article("law-2026", "16(1)"), article("interim-measures-649", "14")],
};
/// 办法 §9: who chose the allowance for orphans or unattended children "不再认定为特困人员"; §24: nor who is in prison or missing.
pub static HERE: Rule = Rule { id: "tekun-here", law: &[article("tekun-measures-43", "9"), NO_LABOUR.law[1]] };
/// 办法 §4(二), §6: "收入低于当地最低生活保障标准".
pub static NO_INCOME: Rule =
    Rule { id: "tekun-no-income", law: &[article("tekun-measures-43", "6"), NO_LABOUR.law[1]] };
/// 办法 §6, §7: "财产符合当地特困人员财产状况规定".
pub static PROPERTY: Rule =
    Rule { id: "tekun-property", law: &[article("tekun-measures-43", "7"), article("law-2026", "23")] };
/// 办法 §4(三), §8: nobody who must support the person, or nobody of them who can.
pub static NO_SUPPORTERS: Rule =
    Rule { id: "tekun-no-supporters", law: &[article("tekun-measures-43", "8"), NO_LABOUR.law[1]] };

/// Whether one of the listed persons can be taken in.
pub fn judge(household: &Household) -> Judged {
    let Some(listed) = household.case.members.as_deref() else {
        return Judged::by(NO_LABOUR.holds(Outcome::told(None, Ask::Members)).into());
    };
    let within = property::is_within_limits(household, PropertyTest::Tekun).outcome();
    // What a household owns together need not be the person's own.
    let within = if listed.len() > 1 { within.or(Outcome::gap(Gap::TekunProperty)) } else { within };
    let candidates = listed.iter().enumerate().map(|(index, member)| {
        let income = if listed.len() > 1 { own_income(household, index, member) } else { household.without_pensions };
        let standard = household.standard_of(index, member);
        let clause = |rule: &'static Rule, outcome| Condition::from(rule.holds(outcome).of_member(index));
        let beside = Compared::new(income.range, standard.range, Unit::Monthly);
        all([
            clause(&HERE, is_here(household, listed, index)),
            clause(&NO_LABOUR, no_labour(household, index, member)),
            NO_INCOME.holds(income.is_below(standard)).of_member(index).comparing(beside).into(),
            clause(&PROPERTY, within),
            clause(&NO_SUPPORTERS, no_supporters(listed, index)),
        ])
    });
    Judged::by(Condition::Any(candidates.collect()))
}

/// Whether the person lives in this household, and not in prison (办法 §24(三)) or nobody knows where (§24(一)); and whether a
/// child is not provided for otherwise (§9).
fn is_here(household: &Household, listed: &[Member], index: usize) -> Outcome {
    let member = &listed[index];
    let ask = |question| Question::Member(index as u8, question);
    let away = |absence| matches!(absence, Absence::Detained | Absence::DeclaredMissing);
    let present = Outcome::told(member.absence.map(away), ask(AskOf::Absence)).negate();
    let spouse = Outcome::told(member.relation.map(|it| it == Relation::Spouse), ask(AskOf::Relation));
    let together = Outcome::told(member.lives_together, ask(AskOf::LivesTogether)).or(spouse);
    let together = if index == 0 { Outcome::YES } else { together };
    let is_child = |index: usize| {
        let young = listed[index].age.map(|age| age < ADULT_AT);
        Outcome::told(young, Question::Member(index as u8, AskOf::Age))
    };
    let others = (0..listed.len()).filter(|other| *other != index);
    let other_child = others.map(is_child).fold(Outcome::NO, Outcome::or);
    // Which of several children it is for, was not told.
    let for_this_one = other_child.negate().or(Outcome::gap(Gap::TekunLabour));
    let provided = is_child(index).and(told(household, |it| it.child_welfare)).and(for_this_one);
    together.and(present).and(provided.negate())
}

/// 办法 §5: from 60 on, below 16, or disabled as listed there; 社会救助法 §16(3): who was taken in as a child and is still at
/// school. At 16 and 17 (民发〔2020〕69号) and in what else a province has laid down, the office decides.
fn no_labour(household: &Household, index: usize, member: &Member) -> Outcome {
    let ask = |question| Question::Member(index as u8, question);
    let aged = |is: fn(u8) -> bool| Outcome::told(member.age.map(is), ask(AskOf::Age));
    let open = Outcome::gap(Gap::TekunLabour);
    let (listed, certified) = match member.disability {
        None => (Outcome::told(None, ask(AskOf::Disability)), Outcome::told(None, ask(AskOf::Disability))),
        Some(Disability::None) => (Outcome::NO, Outcome::NO),
        Some(Disability::Certified { kind, grade }) => (listed_disability(kind, grade), Outcome::YES),
    };
    let school = |student| matches!(student, Student::Compulsory | Student::HighSchool);
    let still_at_school = aged(|age| age >= ADULT_AT)
        .and(Outcome::told(member.student.map(school), ask(AskOf::Student)))
        .and(told(household, |it| it.tekun));
    let unable = Outcome::told(member.work.map(|work| work == Work::Unable), ask(AskOf::Work));
    let ill = Outcome::told(member.illness.map(|illness| illness != Illness::None), ask(AskOf::Illness));
    let needs_care = Outcome::told(member.self_care_lost.map(|lost| lost > 0), ask(AskOf::SelfCare));
    let by_province = unable.or(certified.or(ill).and(needs_care));
    let for_certain = aged(|age| !(MAY_WORK_AT..OLD_AT).contains(&age)).or(listed).or(still_at_school);
    for_certain.or(aged(|age| (MAY_WORK_AT..ADULT_AT).contains(&age)).or(by_province).and(open))
}

/// 办法 §5(三): "残疾等级为一、二、三级的智力、精神残疾人，残疾等级为一、二级的肢体残疾人，残疾等级为一级的视力残疾人". Which kinds several
/// disabilities are made of, the certificate tells the office.
fn listed_disability(kind: DisabilityKind, grade: DisabilityGrade) -> Outcome {
    let worst_not_listed = match kind {
        DisabilityKind::Multiple if grade <= DisabilityGrade::Third => return Outcome::gap(Gap::TekunLabour),
        DisabilityKind::Intellectual | DisabilityKind::Mental => DisabilityGrade::Fourth,
        DisabilityKind::Physical => DisabilityGrade::Third,
        DisabilityKind::Sight => DisabilityGrade::Second,
        DisabilityKind::Hearing | DisabilityKind::Speech | DisabilityKind::Multiple => DisabilityGrade::First,
    };
    Outcome::decided((grade < worst_not_listed).into())
}

/// What the person alone takes in: yuan a year. 办法 §6: "基础养老金、基本医疗保险等社会保险和优待抚恤金、高龄津贴不计入在内"; how much of the
/// household's is in what the person told, is open.
fn own_income(household: &Household, index: usize, member: &Member) -> Estimate {
    let ask = Question::Member(index as u8, AskOf::OwnIncome);
    let told = Estimate::told(member.own_income.map(|amount| amount.per_year()), ask);
    if told.range == Range::ZERO {
        return told;
    }
    told.less(household.pensions.at_most(Gap::TekunIncome))
}

/// 办法 §8: a spouse, parent or grown child in the household who is plainly able rules it out; of all others the person tells.
fn no_supporters(listed: &[Member], index: usize) -> Outcome {
    let others = listed.iter().enumerate().filter(|(other, _)| *other != index);
    let supported = others.fold(Outcome::NO, |sum, (other, member)| {
        let related = |index: usize, is: fn(Relation) -> bool| {
            Outcome::told(listed[index].relation.map(is), Question::Member(index as u8, AskOf::Relation))
        };
        let must = if index.min(other) == 0 {
            let close = |relation| matches!(relation, Relation::Spouse | Relation::Child | Relation::Parent);
            related(index.max(other), close)
        } else {
            related(index, |it| it == Relation::Child).and(related(other, |it| it == Relation::Spouse))
        };
        sum.or(must.and(is_plainly_able(other, member)))
    });
    let alone = listed[index].supporters.map(|told| told != Supporters::Able);
    supported.negate().and(Outcome::told(alone, Question::Member(index as u8, AskOf::Supporters)))
}

/// Nothing of what 办法 §8 lists, or a province may have added, can be true of the person.
fn is_plainly_able(index: usize, member: &Member) -> Outcome {
    let ask = |question| Question::Member(index as u8, question);
    Outcome::told(member.age.map(|age| (ADULT_AT..OLD_AT).contains(&age)), ask(AskOf::Age))
        .and(Outcome::told(is_severely_disabled(member.disability), ask(AskOf::Disability)).negate())
        .and(Outcome::told(member.illness.map(|illness| illness == Illness::None), ask(AskOf::Illness)))
        .and(Outcome::told(member.absence.map(|absence| absence == Absence::None), ask(AskOf::Absence)))
        .and(Outcome::told(member.work.map(|work| work != Work::Unable), ask(AskOf::Work)))
}

/// 社会救助法 §17: the place sets how much; some say at least so many dibao standards for basic living, care comes on top.
pub fn payouts(household: &Household) -> Payouts {
    let on_file = household.figures.local(|rule| match rule {
        LocalRule::TekunStandards(times) => Some(*times),
        _ => None,
    });
    let Local::OnFile(times, rule) = on_file else {
        return Payouts::default();
    };
    let standard = household.figures.standard;
    let payout = Payout {
        kind: PayoutKind::Tekun,
        range: Range::at_least(standard.range.scaled(times).shared_by(1).low()),
        often: Often::Monthly,
        method: Method::Standards { standard: standard.range, times: (times, times), persons: None },
        source: Some(rule.source),
        old: !household.figures.is_fresh(rule.from),
    };
    (vec![payout], standard.missing)
}
