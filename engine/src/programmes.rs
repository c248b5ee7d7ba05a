//! The programmes, their order, and how they bear on each other.

use serde::{Deserialize, Serialize};

use crate::assessment::{ApplyAt, Assessment, Finding, Payout, Verdict};
use crate::case::Case;
use crate::condition::{Condition, Outcome, Rule};
use crate::figures::Figures;
use crate::household::{self, Household};
use crate::interview;
use crate::programmes::standing::{Standing, told};
use crate::property;
use crate::question::Questions;
use crate::rulebook::Rulebook;
use crate::truth::Truth;

pub mod borderline;
pub mod dibao;
pub mod dibao_single;
pub mod disaster_followup;
pub mod graduate;
pub mod heating;
pub mod one_off_living;
pub mod phase_out;
pub mod price_subsidy;
pub mod referrals;
pub mod rigid_expense;
pub mod standing;
pub mod tekun;
pub mod temporary_emergency;
pub mod temporary_expense;
pub mod unemployed_uninsured;

/// A programme that a household may qualify for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Programme {
    /// 特困人员救助供养.
    Tekun,
    /// 最低生活保障（整户）.
    Dibao,
    /// 低保（单独申请，“单人户”）.
    DibaoSingle,
    /// 低保边缘家庭.
    Borderline,
    /// 刚性支出困难家庭.
    RigidExpense,
    /// 临时救助（急难型）.
    TemporaryEmergency,
    /// 临时救助（支出型）.
    TemporaryExpense,
    /// 未参保失业人员一次性临时救助.
    UnemployedUninsured,
    /// 未就业大学生临时救助.
    Graduate,
    /// 低保渐退期.
    PhaseOut,
    /// 一次性生活补贴.
    OneOffLiving,
    /// 价格临时补贴.
    PriceSubsidy,
    /// 取暖救助.
    Heating,
    /// 受灾群众后续临时救助.
    DisasterFollowup,
    /// 专项救助与转介.
    Referrals,
}

impl Programme {
    /// All of them, in the order of the findings.
    pub const ALL: &[Programme] = &[
        Programme::Tekun,
        Programme::Dibao,
        Programme::DibaoSingle,
        Programme::Borderline,
        Programme::RigidExpense,
        Programme::TemporaryEmergency,
        Programme::TemporaryExpense,
        Programme::UnemployedUninsured,
        Programme::Graduate,
        Programme::PhaseOut,
        Programme::OneOffLiving,
        Programme::PriceSubsidy,
        Programme::Heating,
        Programme::DisasterFollowup,
        Programme::Referrals,
    ];

    /// The name used in texts and files.
    pub fn id(self) -> &'static str {
        match self {
            Programme::Tekun => "tekun",
            Programme::Dibao => "dibao",
            Programme::DibaoSingle => "dibao_single",
            Programme::Borderline => "borderline",
            Programme::RigidExpense => "rigid_expense",
            Programme::TemporaryEmergency => "temporary_emergency",
            Programme::TemporaryExpense => "temporary_expense",
            Programme::UnemployedUninsured => "unemployed_uninsured",
            Programme::Graduate => "graduate",
            Programme::PhaseOut => "phase_out",
            Programme::OneOffLiving => "one_off_living",
            Programme::PriceSubsidy => "price_subsidy",
            Programme::Heating => "heating",
            Programme::DisasterFollowup => "disaster_followup",
            Programme::Referrals => "referrals",
        }
    }
}

/// Every rule that a clause or a member can carry, so that each can be asked for its words.
pub static RULES: &[&Rule] = &[
    &household::APPLICANT,
    &household::SPOUSE,
    &household::CHILD,
    &household::DEPENDANT,
    &household::ABSENT,
    &property::SAVINGS,
    &property::VEHICLES,
    &property::HOMES,
    &property::NON_RESIDENTIAL,
    &property::CAPITAL,
    &property::PURCHASE,
    &property::COSTLY_SCHOOL,
    &tekun::HERE,
    &tekun::NO_LABOUR,
    &tekun::NO_INCOME,
    &tekun::PROPERTY,
    &tekun::NO_SUPPORTERS,
    &dibao::INCOME,
    &dibao_single::NOT_WHOLE_HOUSEHOLD,
    &dibao_single::SEVERE_DISABILITY,
    &dibao_single::MAJOR_ILLNESS,
    &dibao_single::CLERGY,
    &dibao_single::NO_WORK_DISABILITY,
    &dibao_single::LOCAL_GROUP,
    &dibao_single::IN_BORDERLINE,
    &dibao_single::OWN_INCOME,
    &dibao_single::MAY,
    &borderline::NOT_DIBAO,
    &borderline::INCOME,
    &rigid_expense::SINCE,
    &rigid_expense::NOT_LOWER,
    &rigid_expense::INCOME,
    &rigid_expense::RATIO,
    &temporary_emergency::EVENT,
    &temporary_emergency::LIVING,
    &temporary_emergency::RECENT,
    &temporary_emergency::STRUCK,
    &temporary_expense::SURGE,
    &temporary_expense::RECOGNISED,
    &temporary_expense::WOULD_BE_RECOGNISED,
    &temporary_expense::INCOME,
    &unemployed_uninsured::MONTHS,
    &unemployed_uninsured::NOT_COVERED,
    &unemployed_uninsured::NO_SAVINGS,
    &unemployed_uninsured::EPIDEMIC,
    &unemployed_uninsured::DORMANT,
    &graduate::GRADUATE,
    &graduate::BORDERLINE,
    &graduate::MAY,
    &graduate::SINCE,
    &phase_out::HAS_DIBAO,
    &phase_out::JOB,
    &phase_out::INCOME,
    &phase_out::MONTHS,
    &phase_out::MAY,
    &phase_out::SINCE,
    &one_off_living::GROUP,
    &one_off_living::DORMANT,
    &price_subsidy::GROUP,
    &price_subsidy::RISE,
    &heating::GROUP,
    &heating::WINTER,
    &heating::MAY,
    &disaster_followup::DISASTER,
    &disaster_followup::RELIEF,
    &referrals::MEDICAL,
    &referrals::EDUCATION,
    &referrals::HOUSING,
    &referrals::WORK,
    &referrals::DISASTER,
    &referrals::FIRST_AID,
    &referrals::STREET,
    &referrals::CHILDREN,
    &referrals::CASE_BY_CASE,
    &referrals::CHARITY,
    &referrals::FARMING,
];

/// A programme applied to a household, before it is put into words and figures.
pub struct Judged {
    /// The conditions with what came of them.
    pub condition: Condition,
    /// What the conditions come to.
    pub outcome: Outcome,
    /// Whether the measure is not in force on the day.
    pub dormant: bool,
    /// The office's discretion, where the law says 可以.
    pub discretion: Option<&'static Rule>,
}

/// What a programme would pay, and the questions that could narrow it.
pub type Payouts = (Vec<Payout>, Questions);

impl Judged {
    /// A programme that leaves no discretion.
    pub fn by(condition: Condition) -> Judged {
        Judged { outcome: condition.outcome(), condition, dormant: false, discretion: None }
    }

    /// A measure that is not in force on the day; the rule says since when, or why not any more.
    pub fn dormant(rule: &'static Rule) -> Judged {
        Judged { dormant: true, ..Judged::by(rule.holds(Outcome::NO).into()) }
    }

    /// How likely it is.
    pub fn verdict(&self) -> Verdict {
        if self.dormant { Verdict::Dormant } else { verdict(self.outcome, self.discretion) }
    }
}

/// How many programmes there are.
pub const COUNT: usize = Programme::ALL.len();

/// How a programme is judged, for whoever wants to know.
type Judge<'a> = dyn Fn() -> Judged + 'a;

/// Goes over all programmes, those first that others hang on. Of each, `outcome` is asked for, which judges it if need be.
pub(crate) fn judge(household: &Household, outcome: &mut dyn FnMut(Programme, &Judge) -> Outcome) {
    let tekun = outcome(Programme::Tekun, &|| tekun::judge(household));
    let dibao = outcome(Programme::Dibao, &|| dibao::judge(household));
    let borderline = outcome(Programme::Borderline, &|| borderline::judge(household, dibao));
    // Whom the office has recognised as borderline is so, whatever comes out here.
    let is_borderline = borderline.or(told(household, |it| it.borderline));
    let single = outcome(Programme::DibaoSingle, &|| dibao_single::judge(household, dibao, is_borderline));
    let emergency = outcome(Programme::TemporaryEmergency, &|| temporary_emergency::judge(household));
    let recognised = [tekun, dibao.or(is_borderline)];
    let rigid = outcome(Programme::RigidExpense, &|| rigid_expense::judge(household, recognised));
    let recognised = borderline.or(rigid);
    let expense = outcome(Programme::TemporaryExpense, &|| temporary_expense::judge(household, dibao, recognised));
    outcome(Programme::UnemployedUninsured, &|| unemployed_uninsured::judge(household));
    outcome(Programme::Graduate, &|| graduate::judge(household, is_borderline));
    outcome(Programme::PhaseOut, &|| phase_out::judge(household));
    let standing = Standing::of(household, [tekun, dibao, single, borderline, rigid]);
    outcome(Programme::OneOffLiving, &|| one_off_living::judge(household, &standing));
    outcome(Programme::PriceSubsidy, &|| price_subsidy::judge(household, &standing));
    outcome(Programme::Heating, &|| heating::judge(household, &standing));
    outcome(Programme::DisasterFollowup, &|| disaster_followup::judge(household));
    outcome(Programme::Referrals, &|| referrals::judge(household, &standing, [emergency, expense]));
}

/// The programmes that go by the income that counts; others read what makes it up, too.
pub(crate) const BY_COUNTED_INCOME: [Programme; 2] = [Programme::Dibao, Programme::Borderline];

/// Only the verdicts on all programmes, in the order of [`Programme::ALL`]: those that [`assess`] finds.
pub fn verdicts(rulebook: &Rulebook, case: &Case) -> [Verdict; COUNT] {
    let figures = Figures::of(rulebook, case);
    let mut verdicts = [Verdict::Dormant; COUNT];
    judge(&Household::of(case, &figures), &mut |programme, judge| {
        let judged = judge();
        verdicts[programme as usize] = judged.verdict();
        judged.outcome
    });
    verdicts
}

/// Everything that can be said about the case by the rules of its day. It never fails and never panics.
pub fn assess(rulebook: &Rulebook, case: &Case) -> Assessment {
    let figures = Figures::of(rulebook, case);
    let household = Household::of(case, &figures);
    let mut sharpen = Questions::NONE;
    let mut findings = [const { None }; COUNT];
    judge(&household, &mut |programme, judge| {
        let judged = judge();
        let outcome = judged.outcome;
        findings[programme as usize] = Some(find(&household, programme, judged, &mut sharpen));
        outcome
    });
    let findings: Vec<Finding> = findings.into_iter().flatten().collect();
    let (next, sharpen) = interview::order(case, &findings, sharpen);
    let facts = household.facts();
    Assessment { as_of: case.as_of, household: facts, figures: figures.used, findings, next, sharpen }
}

fn find(household: &Household, programme: Programme, judged: Judged, sharpen: &mut Questions) -> Finding {
    let verdict = judged.verdict();
    let Judged { condition, outcome, discretion, .. } = judged;
    let discretion = discretion.filter(|_| !verdict.is_closed());
    let members = match programme {
        Programme::Tekun | Programme::DibaoSingle if !verdict.is_closed() => condition.open_parts(),
        _ => Vec::new(),
    };
    let payouts = if verdict.is_closed() { Payouts::default() } else { payouts(household, programme, &members) };
    let (payouts, narrowing) = payouts;
    *sharpen = sharpen.and(narrowing);
    let Outcome { missing, gaps, .. } = outcome;
    let apply_at = apply_at(household, programme);
    Finding { programme, verdict, payouts, condition, missing, gaps, discretion, apply_at, members }
}

/// How much a programme would pay, if for single persons to which of the members.
fn payouts(household: &Household, programme: Programme, members: &[u8]) -> Payouts {
    match programme {
        Programme::Tekun => tekun::payouts(household),
        Programme::Dibao => dibao::payouts(household),
        Programme::DibaoSingle => dibao_single::payouts(household, members),
        Programme::Borderline => borderline::payouts(household),
        Programme::RigidExpense => rigid_expense::payouts(household),
        Programme::TemporaryEmergency => temporary_emergency::payouts(household),
        Programme::TemporaryExpense => temporary_expense::payouts(household),
        Programme::PhaseOut => phase_out::payouts(household),
        Programme::OneOffLiving => one_off_living::payouts(household),
        Programme::PriceSubsidy => price_subsidy::payouts(household),
        _ => Payouts::default(),
    }
}

/// The place whose office decides.
fn apply_at(household: &Household, programme: Programme) -> ApplyAt {
    let figures = household.figures;
    match programme {
        Programme::TemporaryEmergency | Programme::TemporaryExpense | Programme::DisasterFollowup => {
            ApplyAt::Emergency(figures.emergency)
        }
        Programme::UnemployedUninsured | Programme::Graduate => ApplyAt::Current(figures.emergency),
        Programme::OneOffLiving | Programme::PriceSubsidy => ApplyAt::Unasked,
        _ => ApplyAt::Hukou(figures.hukou),
    }
}

/// What an outcome amounts to: an answer that may still decide it makes it undetermined; a local rule that is not on file,
/// a stated assumption or the office's discretion makes it possible.
pub fn verdict(outcome: Outcome, discretion: Option<&'static Rule>) -> Verdict {
    match outcome.truth {
        Truth::No => Verdict::Unlikely,
        Truth::Yes if discretion.is_none() => Verdict::Likely,
        Truth::Yes => Verdict::Possible,
        Truth::Unknown if outcome.assumed || outcome.missing.is_empty() => Verdict::Possible,
        Truth::Unknown => Verdict::Undetermined,
    }
}
