//! 受灾群众后续临时救助.
//!
//! 民发〔2022〕83号 二(二)：“加强临时救助与受灾人员救助政策的衔接，对经过应急期救助、过渡期生活救助后基本生活仍有较大困难的受灾群众，及时给予
//! 临时救助，防止因灾返贫。” What comes before it is disaster relief (社会救助法 §28), which the referrals point to.

use crate::case::Event;
use crate::condition::{Gap, Outcome, Rule, all, article};
use crate::household::Household;
use crate::programmes::Judged;
use crate::programmes::temporary_emergency::living_affected;
use crate::question::HouseholdQuestion as Ask;

/// 社会救助法 §28(1): "基本生活受到自然灾害严重影响".
pub static DISASTER: Rule = Rule {
    id: "natural-disaster",
    law: &[article("law-2026", "28(1)"), article("interim-measures-649", "20"), article("minfa-2022-83", "二(二)")],
};
/// 83号 二(二): "经过应急期救助、过渡期生活救助后". How far the relief has come, the office at the place knows.
pub static RELIEF: Rule = Rule {
    id: "disaster-relief",
    law: &[article("minfa-2022-83", "二(二)"), article("law-2026", "28(1)"), article("interim-measures-649", "20")],
};

/// Whether temporary aid may follow on disaster relief.
pub fn judge(household: &Household) -> Judged {
    Judged::by(all([
        DISASTER.holds(disaster(household)).into(),
        living_affected(household).into(),
        RELIEF.holds(Outcome::gap(Gap::DisasterRelief)).into(),
    ]))
}

/// Whether a natural disaster has struck.
pub fn disaster(household: &Household) -> Outcome {
    Outcome::told(household.case.hardship.event.map(|event| event == Event::NaturalDisaster), Ask::Event)
}
