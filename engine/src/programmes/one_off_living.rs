//! 一次性生活补贴.
//!
//! 民发〔2022〕32号 一：“为低保对象、特困人员增发一次性生活补贴”. How much and until when, the places set: 新民发〔2022〕63号 二(一) “标准为
//! 不低于300元/人，于8月底前发放到位”. Paid once, without an application; dormant since.

use crate::assessment::{Method, Often, Payout, PayoutKind};
use crate::condition::{Gap, Gaps, Outcome, Rule, article};
use crate::date::Date;
use crate::figures::Local;
use crate::household::Household;
use crate::money::Money;
use crate::programmes::standing::Standing;
use crate::programmes::{Judged, Payouts};
use crate::question::Questions;
use crate::range::Range;
use crate::rulebook::LocalRule;

/// 32号 一: "低保对象、特困人员".
pub static GROUP: Rule =
    Rule { id: "one-off-group", law: &[article("minfa-2022-32", "一"), article("xinjiang-2022-63", "二(一)")] };
/// It was a measure of 2022.
pub static DORMANT: Rule = Rule { id: "one-off-dormant", law: GROUP.law };

/// The day on which 32号 was reported.
const FIRST_DAY: Date = Date::literal(2022, 6, 7);

/// Whether the household is paid, and how much.
pub fn judge(household: &Household, standing: &Standing) -> Judged {
    let as_of = household.case.as_of;
    let (group, until, source) = match on_file(household) {
        Local::OnFile((_, until), rule) => (standing.basic(), until, Some(rule.source)),
        local => {
            let group = match local {
                Local::NotTold(missing) => Outcome::open(missing, Gaps::NONE),
                _ => standing.basic().and(Outcome::gap(Gap::LocalAmount)),
            };
            (group, household.figures.national().epidemic_until, None)
        }
    };
    if as_of < FIRST_DAY || as_of >= until {
        return Judged::dormant(&DORMANT);
    }
    Judged::by(GROUP.holds(group).by_local(source).into())
}

/// How much the place gives each person, and until when.
fn on_file<'a>(household: &Household<'a>) -> Local<'a, (Money, Date)> {
    household.figures.local(|rule| match rule {
        LocalRule::OneOffLiving { each, until } => Some((*each, *until)),
        _ => None,
    })
}

/// So much for each person.
pub fn payouts(household: &Household) -> Payouts {
    let payout = on_file(household).on_file().map(|((each, _), rule)| Payout {
        kind: PayoutKind::OneOff,
        range: Range::at_least(each * household.size.0),
        often: Often::Once,
        method: Method::PerPerson { each },
        source: Some(rule.source),
        old: false,
    });
    (payout.into_iter().collect(), Questions::NONE)
}
