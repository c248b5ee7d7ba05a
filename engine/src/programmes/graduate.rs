//! 未就业大学生临时救助.
//!
//! 民发〔2022〕32号 二：“加大对生活困难未就业大学生等青年的救助帮扶力度，根据实际情况及时采取临时救助等相应帮扶措施。” Xinjiang gives it to
//! all whom illness, study, a failed start-up or the like keeps out of work (新民发〔2022〕63号 二(二)), Gannan to those of borderline households
//! (州民电〔2022〕153号 四).

use crate::case::{Graduate, MAY_WORK_AT, Member, OLD_AT, Student, Work};
use crate::condition::{Condition, Gaps, Outcome, Rule, article};
use crate::date::Date;
use crate::figures::Local;
use crate::household::Household;
use crate::programmes::Judged;
use crate::programmes::standing::anyone;
use crate::programmes::temporary_emergency::living_affected;
use crate::question::{HouseholdQuestion as Ask, MemberQuestion as AskOf, Question};
use crate::rulebook::LocalRule;

/// 32号 二: "未就业大学生等青年".
pub static GRADUATE: Rule =
    Rule { id: "graduate-out-of-work", law: &[article("minfa-2022-83", "二(二)"), article("minfa-2022-32", "二")] };
/// 州民电〔2022〕153号 四: "符合条件的低保边缘家庭中的未就业大学生、创业失败大学生".
pub static BORDERLINE: Rule = Rule { id: "graduate-borderline", law: &[article("gannan-2022-153", "四")] };
/// 32号 二: "根据实际情况": the office decides whether and what.
pub static MAY: Rule = Rule { id: "graduate-may", law: &[article("minfa-2022-32", "二")] };
/// Before 32号 no document named graduates.
pub static SINCE: Rule = Rule { id: "graduate-since", law: MAY.law };

/// The day on which 32号 was first reported.
const FIRST_DAY: Date = Date::literal(2022, 6, 7);

/// Whether a graduate in the household can get temporary aid.
pub fn judge(household: &Household, borderline: Outcome) -> Judged {
    if household.case.as_of < FIRST_DAY {
        return Judged::dormant(&SINCE);
    }
    let on_file = household.figures.at_emergency(|rule| match rule {
        LocalRule::GraduateAid { borderline_only } => Some(*borderline_only),
        _ => None,
    });
    let place = match on_file {
        Local::NotTold(missing) => Outcome::open(missing, Gaps::NONE),
        _ => Outcome::YES,
    };
    // An old rule of the place neither binds the office nor shuts anybody out.
    let local = on_file.on_file().filter(|(_, rule)| household.figures.is_fresh(rule.from));
    let graduate = Outcome::told(household.case.hardship.graduate.map(|it| it != Graduate::None), Ask::Graduate);
    let graduate = anyone(household, &may_be_graduate).and(graduate).and(place);
    let mut clauses = vec![
        GRADUATE.holds(graduate).by_local(local.map(|(_, rule)| rule.source)).into(),
        living_affected(household).into(),
    ];
    if let Some((true, rule)) = local {
        clauses.push(BORDERLINE.holds(borderline).by_local(Some(rule.source)).into());
    }
    let discretion = if local.is_some() { None } else { Some(&MAY) };
    Judged { discretion, ..Judged::by(Condition::All(clauses)) }
}

/// Whether a member may be a graduate out of work: "因医、因学、创业失败或因疫情等原因长期无法就业" is also who is too ill to work, looks after
/// the ill or studies for an examination; not who works, is retired or is still at school. Under 16 nobody may work (劳动法 §15),
/// and from 60 on nobody is a "青年" (老年人权益保障法 §2).
fn may_be_graduate(index: usize, member: &Member) -> Outcome {
    let ask = |question| Question::Member(index as u8, question);
    let left_school = |student| matches!(student, Student::None | Student::Postgraduate);
    let out_of_work = match member.work {
        Some(Work::Unemployed | Work::Unable | Work::Carer) => Outcome::YES,
        Some(Work::Pupil) => Outcome::told(member.student.map(left_school), ask(AskOf::Student)),
        Some(Work::Employed | Work::SelfEmployed | Work::Farming | Work::Retired) => Outcome::NO,
        None => Outcome::told(None, ask(AskOf::Work)),
    };
    out_of_work.and(Outcome::told(member.age.map(|age| (MAY_WORK_AT..OLD_AT).contains(&age)), ask(AskOf::Age)))
}
