//! Which questions can still change something, and in which order to ask them.

use crate::assessment::Finding;
use crate::case::Case;
use crate::question::{HouseholdQuestion as Ask, Question, Questions};

/// The questions that can still change a verdict, and those that can only narrow an amount, in the order of the conversation.
///
/// What only the place can tell (its standard, its average income) comes last: few people know it.
pub fn order(case: &Case, findings: &[Finding], payouts: Questions) -> (Vec<Question>, Vec<Question>) {
    let verdicts = findings.iter().fold(Questions::NONE, |sum, finding| sum.and(finding.missing));
    let next: Vec<Question> = verdicts.iter().collect();
    let sharpen = payouts.iter().filter(|question| !verdicts.contains(*question));
    let sharpen =
        sharpen.filter(|question| *question != Question::from(Ask::Members) || case.members.is_none()).collect();
    (next, sharpen)
}
