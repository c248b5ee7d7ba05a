//! 取暖救助.
//!
//! 国办发〔2023〕39号 四(五)：“对符合条件的最低生活保障对象、特困人员、最低生活保障边缘家庭成员、刚性支出困难家庭成员，可根据当地救助政策给予
//! 取暖补贴、殡葬费用减免等救助帮扶。” In the north every winter, in the south as places see fit (民政部办公厅 2022-01-29 四, 民办发〔2021〕19号).

use crate::case::RegionCode;
use crate::condition::{Gap, Gaps, Outcome, Rule, all, article};
use crate::household::Household;
use crate::programmes::Judged;
use crate::programmes::standing::Standing;
use crate::question::{HouseholdQuestion as Ask, Questions};

/// 39号 四(五): the four groups; the latter two as far as the place has taken them in (H-04: seventeen provinces by January 2026).
pub static GROUP: Rule =
    Rule { id: "heating-group", law: &[article("guobanfa-2023-39", "四(五)"), article("notice-spring-2022", "四")] };
/// 2022 春节通知 四: "北方地区要全面落实…南方地区也要结合…际适当开展取暖救助工作"; from when to when, the place decides.
pub static WINTER: Rule = Rule { id: "heating-winter", law: &[article("notice-spring-2022", "四")] };
/// 39号 四(五): "可根据当地救助政策给予".
pub static MAY: Rule =
    Rule { id: "heating-may", law: &[article("guobanfa-2023-39", "四(五)"), article("notice-spring-2022", "四")] };

/// The provinces that are heated by law and custom, by their first two digits; elsewhere the south begins.
const NORTH: [u32; 15] = [11, 12, 13, 14, 15, 21, 22, 23, 37, 41, 61, 62, 63, 64, 65];
/// The months in which all of the north heats.
const WINTER_MONTHS: [u8; 5] = [11, 12, 1, 2, 3];

/// Whether the household may ask for help with heating. How much it is, is local.
pub fn judge(household: &Household, standing: &Standing) -> Judged {
    let group = standing.basic().or(standing.added().and(Outcome::gap(Gap::LocalGroups)));
    let is_north = |place: RegionCode| NORTH.contains(&(place.number() / 10_000));
    let winter = match household.figures.hukou {
        _ if !WINTER_MONTHS.contains(&household.case.as_of.month()) => Outcome::gap(Gap::HeatingSeason),
        None => Outcome::open(Questions::one(Ask::HukouPlace), Gaps::NONE),
        Some(place) if is_north(place) => Outcome::YES,
        Some(_) => Outcome::gap(Gap::HeatingSouth),
    };
    let condition = all([GROUP.holds(group).into(), WINTER.holds(winter).into()]);
    Judged { discretion: Some(&MAY), ..Judged::by(condition) }
}
