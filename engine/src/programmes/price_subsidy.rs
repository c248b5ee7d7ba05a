//! 价格临时补贴.
//!
//! 社会救助法第三十二条：“县级以上地方人民政府应当根据物价上涨情况，及时发放价格临时补贴。” 发改价格〔2021〕1553号 names who gets it and
//! from which rise on (P-01…P-05, by reports). It is paid by status, without an application, in the month of the figures.

use crate::assessment::{Method, Often, Payout, PayoutKind};
use crate::condition::{Gap, Outcome, Rule, all, article};
use crate::date::Date;
use crate::figures::Local;
use crate::household::Household;
use crate::programmes::standing::{Standing, told};
use crate::programmes::{Judged, Payouts};
use crate::question::Questions;
use crate::range::Range;
use crate::rulebook::{LocalRule, PriceSubsidy};

/// P-03: "享受国家定期抚恤补助的优抚对象、城乡低保对象、特困人员、领取失业保险金人员", and three groups of children since 1553号.
pub static GROUP: Rule =
    Rule { id: "price-group", law: &[article("law-2026", "32"), article("minfa-2022-32", "一"), PRICE_LINK] };
/// P-01: prices have risen so far that the mechanism starts. No answer tells that, the statistics office does.
pub static RISE: Rule =
    Rule { id: "price-rise", law: &[article("law-2026", "32"), article("minfa-2022-32", "一"), PRICE_LINK] };

const PRICE_LINK: crate::condition::Article = article("price-link-1553", "");

/// 1553号 was published: orphans, children whom nobody brings up, and children with HIV were added.
const CHILDREN_SINCE: Date = Date::literal(2021, 11, 16);
/// P-06: from September 2022 to March 2023 borderline households got it everywhere.
const WIDENED: [Date; 2] = [Date::literal(2022, 9, 1), Date::literal(2023, 4, 1)];

/// Whether the household is among those who are paid when prices rise.
pub fn judge(household: &Household, standing: &Standing) -> Judged {
    let as_of = household.case.as_of;
    let mut group = standing.basic().or(told(household, |it| it.veteran || it.unemployment_benefit));
    if as_of >= CHILDREN_SINCE {
        group = group.or(told(household, |it| it.child_welfare));
    }
    let by_place = match on_file(household) {
        _ if WIDENED[0] <= as_of && as_of < WIDENED[1] => Outcome::YES,
        Local::OnFile(PriceSubsidy { borderline: true, .. }, _) => Outcome::YES,
        Local::OnFile(..) | Local::NotOnFile => Outcome::gap(Gap::LocalGroups),
        Local::NotTold(missing) => Outcome::open(missing, Gap::LocalGroups.into()),
    };
    group = group.or(standing.borderline.and(by_place));

    Judged::by(all([GROUP.holds(group).into(), RISE.holds(Outcome::gap(Gap::PriceRise)).into()]))
}

/// The place's own rule.
fn on_file<'a>(household: &Household<'a>) -> Local<'a, PriceSubsidy> {
    household.figures.local(|rule| match rule {
        LocalRule::PriceSubsidy(subsidy) => Some(*subsidy),
        _ => None,
    })
}

/// P-02: the standard times the rise, for each person.
pub fn payouts(household: &Household) -> Payouts {
    let local = on_file(household).on_file();
    let standard = household.figures.standard.range;
    let rise = local.map_or(household.figures.national().price_rise, |(subsidy, _)| subsidy.rise);
    let least = local.and_then(|(subsidy, _)| subsidy.least).unwrap_or_default();
    let payout = Payout {
        kind: PayoutKind::PriceSubsidy,
        range: Range::ANY,
        often: Often::Monthly,
        method: Method::PriceRise {
            standard,
            rise,
            per_person: standard.scaled(rise).or_more(Range::exactly(least)).shared_by(1),
        },
        source: local.map(|(_, rule)| rule.source),
        old: false,
    };
    (vec![payout], Questions::NONE)
}
