//! What comes back: findings with verdict, amount and reasons. Ids and values only; the texts make the sentences.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::case::{Period, RegionCode};
use crate::condition::{Clause, Condition, Gap, Gaps, Rule};
use crate::date::Date;
use crate::money::{Money, Ratio};
use crate::programmes::Programme;
use crate::question::{Question, Questions};
use crate::range::Range;
use crate::rulebook::{Class, Kind, SourceIndex, Tier};
use crate::truth::Truth;

/// Everything that can be said about a case on its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// The day for which the rules were asked.
    pub as_of: Date,
    /// The figures that were used, each with its source.
    pub figures: Vec<Figure>,
    /// What was made of the household.
    pub household: HouseholdFacts,
    /// One finding for each programme, in the order of [`Programme::ALL`].
    pub findings: Vec<Finding>,
    /// The questions that can still change a verdict, in the order in which to ask them.
    pub next: Vec<Question>,
    /// The questions that change no verdict but can narrow an amount.
    pub sharpen: Vec<Question>,
}

impl Assessment {
    /// The finding about one programme.
    ///
    /// # Panics
    /// Never: every assessment holds every programme.
    pub fn finding(&self, programme: Programme) -> &Finding {
        &self.findings[programme as usize]
    }
}

/// A figure that was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What it is used for.
    pub of: FigureOf,
    /// The place that the figure is on file for; a wider area where the place has none of its own.
    pub place: Option<RegionCode>,
    /// Yuan, in the time that [`FigureOf`] says.
    pub value: Money,
    /// What kind of figure it is; `None` when the person typed it.
    pub kind: Option<Kind>,
    /// How well it is verified; `None` when the person typed it.
    pub class: Option<Class>,
    /// Where it was read; `None` when the person typed it.
    pub source: Option<SourceIndex>,
    /// The first day it holds.
    pub from: Option<Date>,
    /// How it was used.
    pub used: Used,
}

/// What a figure is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureOf {
    /// The dibao standard of the hukou place: yuan per person and month.
    StandardAtHukou,
    /// The dibao standard of the place of the emergency: yuan per person and month.
    StandardAtEmergency,
    /// Last year's disposable income per person: yuan a year.
    IncomePerPerson,
}

/// How a figure was used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Used {
    /// As the place's own current figure.
    Exactly,
    /// As a lower bound: a floor or guideline.
    AsFloor,
    /// As a lower bound, because it is old or because a newer one is known to exist.
    AsOld,
    /// In place of the figure of a smaller area that is not on file.
    InPlaceOf,
    /// For the reader only.
    AsHint,
    /// As the person typed it, although a floor on file is higher.
    TypedBelowFloor,
    /// As the person typed it.
    Typed,
}

/// What was made of the household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseholdFacts {
    /// One entry for each listed member.
    pub members: Vec<MemberFact>,
    /// How many people count, at least and at most.
    pub size: (u32, u32),
    /// What came in, before deductions: yuan a year.
    pub gross: Range,
    /// What may be deducted: yuan a year each.
    pub deductions: Vec<DeductionFact>,
    /// Income that counts: yuan a year.
    pub counted: Range,
    /// For display only: counted income per person, yuan a month, each end rounded to the fen.
    pub per_person: Range,
}

/// What may be deducted, and by which rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeductionFact {
    /// What it is.
    pub of: Deduction,
    /// How much: yuan a year.
    pub amount: Range,
    /// The source of the place's own rule.
    pub local: Option<SourceIndex>,
}

/// Whether a member counts, and by which rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemberFact {
    /// Whether the person counts.
    pub counts: Truth,
    /// The rule that says so.
    pub rule: &'static Rule,
}

/// What is deducted from income.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deduction {
    /// Job costs.
    JobCost,
    /// Tax, insurance and support paid.
    TransferPaid,
    /// Rigid expenses.
    RigidExpense,
}

/// How likely a programme is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Every condition holds.
    Likely,
    /// Holds, but for a local rule that is not on file or for the office's discretion.
    Possible,
    /// An answer is missing that could decide it.
    Undetermined,
    /// No way to fill the gaps makes it hold.
    Unlikely,
    /// The measure is not in force on the day; nothing is claimed about the household.
    Dormant,
}

impl Verdict {
    /// Whether nothing can come of it on the day, whatever the answers.
    pub fn is_closed(self) -> bool {
        matches!(self, Verdict::Unlikely | Verdict::Dormant)
    }
}

/// What was found about one programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The programme.
    pub programme: Programme,
    /// How likely it is.
    pub verdict: Verdict,
    /// How much, where the programme pays and it is not ruled out.
    pub payouts: Vec<Payout>,
    /// The conditions, with what came of each.
    pub condition: Condition,
    /// The questions that could still change the verdict.
    pub missing: Questions,
    /// The gaps that the verdict hangs on.
    pub gaps: Gaps,
    /// The office's discretion that stands in the way of [`Verdict::Likely`].
    pub discretion: Option<&'static Rule>,
    /// The place whose office decides.
    pub apply_at: ApplyAt,
    /// Members who could be taken in alone, by place in the list; empty for other programmes.
    pub members: Vec<u8>,
}

impl Finding {
    /// The payment that the programme is about, without what is added on top.
    pub fn amount(&self) -> Option<&Payout> {
        self.payouts.first()
    }

    /// The fewest clauses that decide the verdict.
    pub fn reasons(&self) -> Vec<&Clause> {
        self.condition.reasons()
    }

    /// The doors that are or may be open, each with its clause; none for all but the referrals.
    pub fn opens(&self) -> Vec<&Clause> {
        if self.programme == Programme::Referrals { self.condition.open() } else { Vec::new() }
    }
}

/// Where to apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApplyAt {
    /// The township or street office of the hukou place.
    Hukou(Option<RegionCode>),
    /// The township or street office where the emergency happened.
    Emergency(Option<RegionCode>),
    /// The township or street office of the place of work or residence.
    Current(Option<RegionCode>),
    /// Nowhere: it is paid to whom it is due without being asked for.
    Unasked,
}

/// Money that a programme pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payout {
    /// What it is.
    pub kind: PayoutKind,
    /// Yuan for the household, or for the person who is taken in alone, each end rounded to the fen.
    pub range: Range,
    /// How often.
    pub often: Often,
    /// How it came about.
    pub method: Method,
    /// The local source behind it.
    pub source: Option<SourceIndex>,
    /// Whether the figures behind it are older than the rulebook trusts.
    pub old: bool,
}

/// What a payment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PayoutKind {
    /// 低保金.
    Dibao,
    /// 特困供养, the part for basic living.
    Tekun,
    /// What is added for members in special difficulty.
    TopUp,
    /// 小额快救.
    QuickAid,
    /// 临时救助金 by the local rule.
    TemporaryAid,
    /// 价格临时补贴.
    PriceSubsidy,
    /// The part of temporary aid that the township decides alone.
    Township,
    /// Temporary aid that is decided on its own (一事一议).
    CaseByCase,
    /// 一次性生活补贴.
    OneOff,
    /// What a place pays to borderline or rigid-expense households.
    BorderlineCash,
}

/// How often something is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Often {
    /// Each month.
    Monthly,
    /// Once, or in parts.
    Once,
}

/// How a payment came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Method {
    /// Standard × persons − counted income.
    Difference,
    /// By class: yuan per person and month, highest first.
    Tiers(Vec<Tier>),
    /// By class, but the amounts are not on file.
    TiersNotOnFile,
    /// How the place pays is not known.
    NotOnFile,
    /// Additions by group.
    Additions,
    /// Multiples of a monthly standard.
    Standards {
        /// The standard: yuan a month.
        standard: Range,
        /// The least and the largest multiple.
        times: (Ratio, Ratio),
        /// Persons, at least and at most, where it is for each person.
        persons: Option<(u32, u32)>,
    },
    /// Standard × persons × months.
    Months {
        /// The standard: yuan a month.
        standard: Range,
        /// The most months.
        most: u8,
    },
    /// As much as before, for so many months up to the month of that day.
    Kept {
        /// By the national documents.
        usual: (u16, Date),
        /// By the place's own rule, where it says otherwise.
        local: Option<(u16, Date)>,
    },
    /// A fixed upper end.
    UpTo,
    /// So much for each person.
    PerPerson {
        /// Yuan at least.
        each: Money,
    },
    /// In a light case up to a fixed end, in a grave one standard × persons × months.
    TwoGrades {
        /// The most in a light case: yuan.
        light: Money,
        /// The standard: yuan a month.
        standard: Range,
        /// The most months.
        most: u8,
    },
    /// Standard × rise of prices, for each person.
    PriceRise {
        /// The standard: yuan a month.
        standard: Range,
        /// The least rise that counts, as a share.
        rise: Ratio,
        /// What that comes to for one person: yuan a month.
        per_person: Range,
    },
}

impl Method {
    /// Its name in files.
    pub fn id(&self) -> &'static str {
        match self {
            Method::Difference => "difference",
            Method::Tiers(_) => "tiers",
            Method::TiersNotOnFile => "tiers_not_on_file",
            Method::NotOnFile => "not_on_file",
            Method::Additions => "additions",
            Method::Standards { .. } => "standards",
            Method::Months { .. } => "months",
            Method::Kept { .. } => "kept",
            Method::UpTo => "up_to",
            Method::PriceRise { .. } => "price_rise",
            Method::PerPerson { .. } => "per_person",
            Method::TwoGrades { .. } => "two_grades",
        }
    }
}

/// An amount or a number at which a verdict changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flip {
    /// What would have to change, and up to and including which value the verdict is `until`.
    pub at: FlipAt,
    /// The verdict up to `at`.
    pub until: Verdict,
    /// The verdict one fen above, or one more.
    pub above: Verdict,
}

/// What would have to change, and the value at which it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlipAt {
    /// An amount.
    Amount {
        /// What it is an amount of.
        of: FlipOf,
        /// Yuan.
        at: Money,
        /// The time that it covers, where it covers one.
        per: Option<Period>,
    },
    /// An answer that is a number of years, months, vehicles or homes.
    Number {
        /// The question that it answers.
        of: Question,
        /// The number.
        at: u8,
    },
}

impl FlipAt {
    /// What would have to change.
    pub fn of(self) -> FlipOf {
        match self {
            FlipAt::Amount { of, .. } => of,
            FlipAt::Number { of, .. } => FlipOf::Answer(of),
        }
    }
}

impl fmt::Display for FlipAt {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            FlipAt::Amount { at, .. } => at.fmt(formatter),
            FlipAt::Number { at, .. } => at.fmt(formatter),
        }
    }
}

/// What would have to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlipOf {
    /// What answers a question; of a standard or an income of the place: yuan per person.
    Answer(Question),
    /// The counted income of the household.
    CountedIncome,
    /// What the place deducts.
    Deduction,
}

impl FlipOf {
    /// The name used in texts and files; a member's number is not part of it.
    pub fn id(self) -> &'static str {
        match self {
            FlipOf::Answer(question) => question.id(),
            FlipOf::CountedIncome => "counted-income",
            FlipOf::Deduction => "deduction",
        }
    }
}

impl From<Gap> for Gaps {
    fn from(gap: Gap) -> Gaps {
        Gaps::one(gap)
    }
}
