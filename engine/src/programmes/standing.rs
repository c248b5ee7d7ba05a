//! What the household has been recognised as, or would be: whatever follows from a status reads it here and repeats no rule.

use crate::case::{Member, Receives, Work};
use crate::condition::{Gap, Gaps, Outcome};
use crate::household::Household;
use crate::question::{HouseholdQuestion as Ask, MemberQuestion as AskOf, Question, Questions};

/// Whether the household is, or would be, of each of the four groups that the law knows (社会救助法 §24).
pub struct Standing {
    /// 特困人员 in it.
    pub tekun: Outcome,
    /// 最低生活保障家庭, or a member taken in alone.
    pub dibao: Outcome,
    /// 最低生活保障边缘家庭.
    pub borderline: Outcome,
    /// 刚性支出困难家庭.
    pub rigid_expense: Outcome,
}

impl Standing {
    /// By what was told and by what was found: tekun, dibao, dibao alone, borderline, rigid expense.
    pub fn of(household: &Household, found: [Outcome; 5]) -> Standing {
        let [tekun, dibao, single, borderline, rigid_expense] = found;
        let or = |found: Outcome, of: fn(&Receives) -> bool| told(household, of).or(found);
        Standing {
            tekun: or(tekun, |it| it.tekun),
            // §21(2): a member "可以" be taken in alone: whether it will be is for the office.
            dibao: or(dibao.or(single.and(Outcome::gap(Gap::Discretion))), |it| it.dibao),
            borderline: or(borderline, |it| it.borderline),
            rigid_expense: or(rigid_expense, |it| it.rigid_expense),
        }
    }

    /// 特困 or 低保: 基本生活救助.
    pub fn basic(&self) -> Outcome {
        self.tekun.or(self.dibao)
    }

    /// 低保边缘 or 刚性支出困难: the groups that were added from 2020 on.
    pub fn added(&self) -> Outcome {
        self.borderline.or(self.rigid_expense)
    }
}

/// Whether the household already has something.
pub fn told(household: &Household, of: fn(&Receives) -> bool) -> Outcome {
    Outcome::told(household.case.receives.as_ref().map(of), Ask::Receives)
}

/// Whether one of the members who count is so; `None` while the member's answer is missing.
pub fn someone(household: &Household, question: AskOf, is: fn(&Member) -> Option<bool>) -> Outcome {
    anyone(household, &|index, member| Outcome::told(is(member), Question::Member(index as u8, question)))
}

/// Whether one of the members who count is so.
pub fn anyone(household: &Household, is: &dyn Fn(usize, &Member) -> Outcome) -> Outcome {
    if household.case.members.is_none() {
        return Outcome::open(Questions::one(Ask::Members), Gaps::NONE);
    }
    household
        .members()
        .fold(Outcome::NO, |sum, (index, member)| sum.or(is(index, member).and(household.counting[index].0)))
}

/// Whether a member could work but has none.
pub fn someone_out_of_work(household: &Household) -> Outcome {
    someone(household, AskOf::Work, |member| member.work.map(|work| work == Work::Unemployed))
}
