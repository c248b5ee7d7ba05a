//! 专项救助与转介: what a status or a fact opens beyond money for living, and where to go for it.
//!
//! 社会救助法第十五条：“专项社会救助…包括医疗救助、教育救助、住房救助、就业救助、受灾人员救助等”. One clause for each door; each text says where
//! it is. The household is referred if one of them is open.

use crate::case::{ADULT_AT, Absence, Event, RegionCode, Relation, Student, Work};
use crate::condition::{Condition, Gap, Gaps, Outcome, Rule, article};
use crate::date::Date;
use crate::household::Household;
use crate::programmes::Judged;
use crate::programmes::disaster_followup::disaster;
use crate::programmes::standing::{Standing, someone, someone_out_of_work, told};
use crate::programmes::temporary_emergency::living_affected;
use crate::question::{HouseholdQuestion as Ask, MemberQuestion as AskOf, Question, Questions};

/// 社会救助法 §24: medical aid for all four groups.
pub static MEDICAL: Rule = Rule {
    id: "refer-medical",
    law: &[article("law-2026", "24(1)"), article("guobanfa-2023-39", "四(二)"), article("interim-measures-649", "28")],
};
/// 社会救助法 §25: from kindergarten to university; asked for at the school (§38).
pub static EDUCATION: Rule = Rule {
    id: "refer-education",
    law: &[article("law-2026", "25"), article("guobanfa-2023-39", "四(二)"), article("interim-measures-649", "33")],
};
/// 社会救助法 §26: for those whose housing is below the place's norm.
pub static HOUSING: Rule = Rule {
    id: "refer-housing",
    law: &[article("law-2026", "26"), article("guobanfa-2023-39", "四(二)"), article("interim-measures-649", "37")],
};
/// 社会救助法 §27: for members who could work and have none.
pub static WORK: Rule = Rule {
    id: "refer-work",
    law: &[article("law-2026", "27(1)"), article("guobanfa-2023-39", "四(二)"), article("interim-measures-649", "42")],
};
/// 社会救助法 §28: relief after a natural disaster.
pub static DISASTER: Rule =
    Rule { id: "refer-disaster", law: &[article("law-2026", "28(1)"), article("interim-measures-649", "20")] };
/// 社会救助法 §30: the hospital treats first (§51).
pub static FIRST_AID: Rule =
    Rule { id: "refer-first-aid", law: &[article("law-2026", "30"), article("interim-measures-649", "32")] };
/// 社会救助法 §31: people away from home without means; the rescue station or the township where they are (§52).
pub static STREET: Rule =
    Rule { id: "refer-street", law: &[article("law-2026", "31"), article("interim-measures-649", "50")] };
/// Orphans and children whom nobody brings up (民发〔2019〕62号); 社会救助法 §33 keeps the door open for other groups.
pub static CHILDREN: Rule =
    Rule { id: "refer-children", law: &[article("unattended-children-2019", ""), article("law-2026", "33")] };
/// “一事一议”: where what there is does not suffice, the county decides together (23号 二(三), L-24).
pub static CASE_BY_CASE: Rule =
    Rule { id: "refer-case-by-case", law: &[article("minfa-2018-23", "二(三)"), article("minfa-2022-32", "四")] };
/// 社会救助法 §57: charities and volunteers.
pub static CHARITY: Rule =
    Rule { id: "refer-charity", law: &[article("law-2026", "57"), article("interim-measures-649", "52")] };
/// 新民发〔2022〕63号 二(八): help with the summer harvest and autumn sowing of that year.
pub static FARMING: Rule = Rule { id: "refer-farming", law: &[article("xinjiang-2022-63", "二(八)")] };

/// 39号 opened medical aid, schooling, housing and work to borderline and rigid-expense households everywhere.
const ADDED_SINCE: Date = Date::literal(2023, 11, 1);
/// The harvest and sowing of which 新民发〔2022〕63号 speaks, and where.
const FARMING_DAYS: [Date; 2] = [Date::literal(2022, 7, 28), Date::literal(2023, 1, 1)];
const XINJIANG: u32 = 65;

/// Which doors are open: by status, by what has happened, and by the outcomes of temporary aid.
pub fn judge(household: &Household, standing: &Standing, temporary: [Outcome; 2]) -> Judged {
    let case = household.case;
    let by_place = Outcome::gap(Gap::ByCase);
    let happened = |events: &[Event]| Outcome::told(case.hardship.event.map(|it| events.contains(&it)), Ask::Event);
    let added = standing.added();
    let added = if case.as_of >= ADDED_SINCE { added } else { added.and(Outcome::gap(Gap::LocalGroups)) };
    let poor = standing.basic().or(added);
    let at_school = someone(household, AskOf::Student, |it| it.student.map(|student| student != Student::None));
    // What the county and the charities have for those in need, nobody else can promise.
    let in_need = temporary[0].or(temporary[1]).and(by_place);

    let mut doors = vec![
        (&MEDICAL, poor),
        (&EDUCATION, poor.and(at_school)),
        (&HOUSING, poor.and(by_place)),
        (&WORK, standing.dibao.or(added).and(someone_out_of_work(household))),
        (&DISASTER, disaster(household).and(living_affected(household).outcome)),
        (&FIRST_AID, happened(&[Event::SuddenIllness, Event::TrafficAccident, Event::Injury]).and(by_place)),
        (&STREET, happened(&[Event::Stranded])),
        (&CHILDREN, children(household)),
        (&CASE_BY_CASE, in_need),
        (&CHARITY, in_need),
    ];
    let in_xinjiang = |place: RegionCode| place.number() / 10_000 == XINJIANG;
    if FARMING_DAYS[0] <= case.as_of && case.as_of < FARMING_DAYS[1] && household.figures.hukou.is_none_or(in_xinjiang)
    {
        let farms = someone(household, AskOf::Work, |it| it.work.map(|work| work == Work::Farming));
        let at_home = Outcome::told(household.figures.hukou.map(in_xinjiang), Ask::HukouPlace);
        let named = standing.basic().or(standing.borderline).or(told(household, |it| it.monitored));
        doors.push((&FARMING, named.and(farms).and(at_home).and(by_place)));
    }
    Judged::by(Condition::Any(doors.into_iter().map(|(rule, open)| rule.holds(open).into()).collect()))
}

/// Children who may be orphans or whom nobody brings up: those who get the allowance, and those under age who are not listed as
/// the child of somebody here, or whose parent may be in prison or missing. Whether they are is for the county.
fn children(household: &Household) -> Outcome {
    let Some(members) = &household.case.members else {
        return told(household, |it| it.child_welfare).or(Outcome::open(Questions::one(Ask::Members), Gaps::NONE));
    };
    let ask = |index: usize, question| Question::Member(index as u8, question);
    let away = |it| matches!(it, Absence::Detained | Absence::DeclaredMissing);
    let (mut young, mut alone, mut gone) = (Outcome::NO, Outcome::NO, Outcome::NO);
    for (index, member) in members.iter().enumerate() {
        let is_young = Outcome::told(member.age.map(|age| age < ADULT_AT), ask(index, AskOf::Age));
        let is_apart = match index {
            0 => Outcome::YES,
            _ => Outcome::told(member.relation.map(|it| it != Relation::Child), ask(index, AskOf::Relation)),
        };
        young = young.or(is_young);
        alone = alone.or(is_young.and(is_apart));
        gone = gone.or(Outcome::told(member.absence.map(away), ask(index, AskOf::Absence)));
    }
    told(household, |it| it.child_welfare).or(alone.or(young.and(gone)).and(Outcome::gap(Gap::ByCase)))
}
