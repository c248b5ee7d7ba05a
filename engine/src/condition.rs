//! Conditions as trees of clauses: whether they hold, the shortest reasons why, and what is missing.

use serde::{Deserialize, Serialize};

use crate::money::Ratio;
use crate::question::{Question, Questions};
use crate::range::Range;
use crate::truth::Truth;

/// An article of a source, by the source's id in the rulebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Article {
    /// The id of the source.
    pub source: &'static str,
    /// The article, with its paragraph where it matters: `18`, `21(2)`, `一(一)`.
    pub article: &'static str,
}

/// Shorthand for an [`Article`].
pub const fn article(source: &'static str, article: &'static str) -> Article {
    Article { source, article }
}

/// A rule that a clause encodes: its name in the texts and the articles that it rests on, the strongest first.
///
/// Which of the articles is cited depends on the day: those of sources not yet in force are left out.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name in the texts.
    pub id: &'static str,
    /// The articles, the strongest first.
    pub law: &'static [Article],
}

macro_rules! gaps {
    ($($(#[$doc:meta])* $variant:ident = $id:literal,)*) => {
        /// Something that no answer of the person can settle: a local rule that is not on file, or a decision of the office.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[repr(u8)]
        pub enum Gap { $($(#[$doc])* $variant,)* }

        impl Gap {
            /// All of them.
            pub const ALL: &[Gap] = &[$(Gap::$variant,)*];

            /// The name used in texts and files.
            pub const fn id(self) -> &'static str {
                match self { $(Gap::$variant => $id,)* }
            }
        }
    };
}

gaps! {
    /// How much of the wages is deducted for job costs.
    JobCost = "job-cost",
    /// How much of the rigid expenses is deducted.
    RigidDeduction = "rigid-deduction",
    /// Whether the basic pension counts as income.
    BasicPension = "basic-pension",
    /// Whether the old-age allowance counts as income.
    ElderAllowance = "elder-allowance",
    /// How much may be saved; what is saved is within what places usually allow.
    SavingsAssumed = "savings-assumed",
    /// How much may be saved; what is saved is more than places usually allow.
    SavingsBeyond = "savings-beyond",
    /// Whether the vehicle is allowed.
    Vehicle = "vehicle",
    /// Whether the homes are allowed.
    Homes = "homes",
    /// Whether the shop or the like is allowed.
    NonResidential = "non-residential",
    /// Whether the registered capital is allowed.
    RegisteredCapital = "registered-capital",
    /// What the office makes of a dear purchase.
    LargePurchase = "large-purchase",
    /// What the office makes of a dear school.
    CostlySchool = "costly-school",
    /// How far above the dibao standard the borderline lies.
    BorderlineMultiple = "borderline-multiple",
    /// By which income per person the place goes; the figures on file stand in for it.
    WiderIncome = "wider-income",
    /// Whether a postgraduate counts.
    Postgraduate = "postgraduate",
    /// Whether a sibling has a duty of support.
    Sibling = "sibling",
    /// Whether a grown child who lives apart can live independently.
    DependentChild = "dependent-child",
    /// The event was long ago.
    OldEvent = "old-event",
    /// The standard of the place of the emergency is not on file.
    EmergencyStandard = "emergency-standard",
    /// How much of what a sibling or an old person gives is left out of the income of the person kept.
    SupportLeftOut = "single-person",
    /// Which share of income the rigid expenses must exceed.
    RigidRatio = "rigid-ratio",
    /// How much of what basic living costs counts as a rigid expense.
    LivingCost = "living-cost",
    /// Whether somebody of 16 or 17, or with what else a province has laid down, has no ability to work.
    TekunLabour = "tekun-labour",
    /// How much of the person's income is pension or allowance that does not count.
    TekunIncome = "tekun-income",
    /// What of the household's property is the person's.
    TekunProperty = "tekun-property",
    /// For how many months dibao is kept after a job.
    PhaseOut = "phase-out",
    /// Nothing comes in, so that there is no share of it.
    NoIncome = "no-income",
    /// Whether a member who may be taken into dibao alone is.
    Discretion = "discretion",
    /// Whether the place counts households of this group in.
    LocalGroups = "local-groups",
    /// Whether prices have risen far enough.
    PriceRise = "price-rise",
    /// Heating is for the winter.
    HeatingSeason = "heating-season",
    /// In the south the place decides whether there is help with heating.
    HeatingSouth = "heating-south",
    /// Whether disaster relief has been given and does not suffice.
    DisasterRelief = "disaster-relief",
    /// How much it is and when it is paid.
    LocalAmount = "local-amount",
    /// What the office in charge makes of the case.
    ByCase = "by-case",
    /// Whether an exception of the place fits: what one earns a living with, the only home.
    Exception = "exception",
    /// How much higher the standard is for some members.
    GroupStandard = "group-standard",
}

/// A set of gaps.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Gaps(u64);

impl Gaps {
    /// No gap.
    pub const NONE: Gaps = Gaps(0);

    /// Just this one.
    pub const fn one(gap: Gap) -> Gaps {
        Gaps(1 << gap as u8)
    }

    /// All in either set.
    #[must_use]
    pub const fn and(self, other: Gaps) -> Gaps {
        Gaps(self.0 | other.0)
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the gap is in the set.
    pub const fn contains(self, gap: Gap) -> bool {
        self.0 >> gap as u8 & 1 == 1
    }

    /// The gaps, in their own order.
    pub fn iter(self) -> impl Iterator<Item = Gap> {
        Gap::ALL.iter().copied().filter(move |gap| self.contains(*gap))
    }
}

impl core::fmt::Debug for Gaps {
    fn fmt(&self, formatter: &mut core::fmt::Formatter) -> core::fmt::Result {
        formatter.debug_set().entries(self.iter().map(Gap::id)).finish()
    }
}

/// What an amount may be, and what stands between it and one exact amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// All it may be.
    pub range: Range,
    /// The questions whose answers could narrow it.
    pub missing: Questions,
    /// The gaps that keep it a range.
    pub gaps: Gaps,
}

impl Estimate {
    /// No money, for certain.
    pub const ZERO: Estimate = Estimate::known(Range::ZERO);

    /// A range that nothing can narrow.
    pub const fn known(range: Range) -> Estimate {
        Estimate { range, missing: Questions::NONE, gaps: Gaps::NONE }
    }

    /// An answer: nothing told is any amount, and an inexact answer could be told more exactly.
    pub fn told(range: Option<Range>, question: impl Into<Question>) -> Estimate {
        match range {
            Some(range) if range.exact().is_some() => Estimate::known(range),
            told => Estimate { range: told.unwrap_or(Range::ANY), missing: Questions::one(question), gaps: Gaps::NONE },
        }
    }

    /// The same doubts about another range; no doubts about an exact one.
    #[must_use]
    pub fn with(self, range: Range) -> Estimate {
        if range.exact().is_some() { Estimate::known(range) } else { Estimate { range, ..self } }
    }

    /// Further doubts.
    #[must_use]
    pub fn doubted(self, missing: Questions, gaps: Gaps) -> Estimate {
        Estimate { missing: self.missing.and(missing), gaps: self.gaps.and(gaps), ..self }
    }

    /// Two estimates put together by a function of their ranges.
    #[must_use]
    pub fn combine(self, other: Estimate, range: impl FnOnce(Range, Range) -> Range) -> Estimate {
        self.doubted(other.missing, other.gaps).with(range(self.range, other.range))
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, other: Estimate) -> Estimate {
        self.combine(other, Range::plus)
    }

    /// The difference, never below zero.
    #[must_use]
    pub fn less(self, other: Estimate) -> Estimate {
        self.combine(other, Range::less)
    }

    /// Anything between nothing and this, which only the gap can settle.
    #[must_use]
    pub fn at_most(self, gap: Gap) -> Estimate {
        self.doubted(Questions::NONE, Gaps::one(gap)).with(self.range.from_zero())
    }

    /// Whether this amount is below the limit; an equal amount is not.
    pub fn is_below(self, limit: Estimate) -> Outcome {
        self.decide(limit, self.range.is_below(limit.range))
    }

    /// Whether this amount is no more than the limit.
    pub fn is_within(self, limit: Estimate) -> Outcome {
        self.decide(limit, self.range.is_within(limit.range))
    }

    fn decide(self, limit: Estimate, truth: Truth) -> Outcome {
        match truth {
            Truth::Unknown => Outcome::open(self.missing.and(limit.missing), self.gaps.and(limit.gaps)),
            decided => Outcome::decided(decided),
        }
    }
}

/// Whether something holds, and what could still settle it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Whether it holds.
    pub truth: Truth,
    /// Unknown, but held to be so on a stated assumption.
    pub assumed: bool,
    /// The questions that could settle it; none once it is decided.
    pub missing: Questions,
    /// The gaps that could settle it; none once it is decided.
    pub gaps: Gaps,
}

impl Outcome {
    /// Settled.
    pub const fn decided(truth: Truth) -> Outcome {
        Outcome { truth, assumed: false, missing: Questions::NONE, gaps: Gaps::NONE }
    }

    /// Holds for certain.
    pub const YES: Outcome = Outcome::decided(Truth::Yes);
    /// Does not hold for certain.
    pub const NO: Outcome = Outcome::decided(Truth::No);

    /// Not settled.
    pub const fn open(missing: Questions, gaps: Gaps) -> Outcome {
        Outcome { truth: Truth::Unknown, assumed: false, missing, gaps }
    }

    /// Not settled, and only this gap can settle it.
    pub const fn gap(gap: Gap) -> Outcome {
        Outcome::open(Questions::NONE, Gaps::one(gap))
    }

    /// Not settled, but held to be so on the assumption that the gap stands for.
    pub const fn assumed(gap: Gap, missing: Questions) -> Outcome {
        Outcome { truth: Truth::Unknown, assumed: true, missing, gaps: Gaps::one(gap) }
    }

    /// An answer of yes or no.
    pub fn told(answer: Option<bool>, question: impl Into<Question>) -> Outcome {
        match answer {
            Some(holds) => Outcome::decided(holds.into()),
            None => Outcome::open(Questions::one(question), Gaps::NONE),
        }
    }

    /// The opposite. An assumption that something holds is none that its opposite does.
    #[must_use]
    pub fn negate(self) -> Outcome {
        Outcome { truth: self.truth.negate(), assumed: false, ..self }
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: Outcome) -> Outcome {
        match (self.truth, other.truth) {
            (Truth::No, _) | (_, Truth::Yes) => self,
            (_, Truth::No) | (Truth::Yes, _) => other,
            _ => Outcome { assumed: self.assumed && other.assumed, ..self.doubts_of_both(other) },
        }
    }

    /// At least one.
    #[must_use]
    pub fn or(self, other: Outcome) -> Outcome {
        match (self.truth, other.truth) {
            (Truth::Yes, _) | (_, Truth::No) => self,
            (_, Truth::Yes) | (Truth::No, _) => other,
            _ => Outcome { assumed: self.assumed || other.assumed, ..self.doubts_of_both(other) },
        }
    }

    fn doubts_of_both(self, other: Outcome) -> Outcome {
        Outcome::open(self.missing.and(other.missing), self.gaps.and(other.gaps))
    }
}

/// The two sides of a comparison, for the sentence that explains it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The household's figure: yuan a year, or what `unit` says.
    pub figure: Range,
    /// The limit: yuan a year, or what `unit` says.
    pub limit: Range,
    /// What the figures are shown as.
    pub unit: Unit,
    /// How the limit came about, where it is so much per person.
    pub per_person: Option<PerPerson>,
}

impl Compared {
    /// Two figures by themselves.
    pub fn new(figure: Range, limit: Range, unit: Unit) -> Compared {
        Compared { figure, limit, unit, per_person: None }
    }

    /// As shown: in the time of `unit`, each end rounded to the fen.
    #[must_use]
    pub fn shown(self) -> Compared {
        match self.unit {
            Unit::Monthly => Compared { figure: self.figure.shared_by(12), limit: self.limit.shared_by(12), ..self },
            _ => self,
        }
    }
}

/// What two compared figures are shown as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Yuan a month.
    Monthly,
    /// Yuan a year.
    Yearly,
    /// Yuan, at one time.
    Once,
    /// A number of things.
    Count,
}

/// A limit that is a standard times a factor times persons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PerPerson {
    /// Yuan per person, in the unit's time.
    pub standard: Range,
    /// The factor, at least and at most.
    pub factor: (Ratio, Ratio),
    /// Persons, at least and at most.
    pub persons: (u32, u32),
}

/// One rule applied to this household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The rule.
    pub rule: &'static Rule,
    /// Whether it holds.
    pub outcome: Outcome,
    /// The figures compared, if any were.
    pub compared: Option<Compared>,
    /// The member it is about, by place in the list.
    pub member: Option<u8>,
    /// A local source that stands behind it, by its place in the rulebook.
    pub local: Option<u16>,
}

/// Clauses put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// One rule.
    Clause(Clause),
    /// All of them must hold.
    All(Vec<Condition>),
    /// One of them must hold.
    Any(Vec<Condition>),
}

impl Rule {
    /// This rule with what came out of it.
    pub fn holds(&'static self, outcome: Outcome) -> Clause {
        Clause { rule: self, outcome, compared: None, member: None, local: None }
    }
}

impl Clause {
    /// Whether both say the same rule of the same member.
    pub fn is_same(&self, other: &Clause) -> bool {
        core::ptr::eq(self.rule, other.rule) && self.member == other.member
    }

    /// With the figures that were compared.
    #[must_use]
    pub fn comparing(self, compared: Compared) -> Clause {
        Clause { compared: Some(compared), ..self }
    }

    /// About one member.
    #[must_use]
    pub fn of_member(self, member: usize) -> Clause {
        Clause { member: u8::try_from(member).ok(), ..self }
    }

    /// With the local source behind it.
    #[must_use]
    pub fn by_local(self, source: Option<u16>) -> Clause {
        Clause { local: source, ..self }
    }
}

impl From<Clause> for Condition {
    fn from(clause: Clause) -> Condition {
        Condition::Clause(clause)
    }
}

/// All of them must hold.
pub fn all<const N: usize>(conditions: [Condition; N]) -> Condition {
    Condition::All(conditions.into())
}

/// One of them must hold.
pub fn any<const N: usize>(conditions: [Condition; N]) -> Condition {
    Condition::Any(conditions.into())
}

impl Condition {
    /// Whether it holds.
    pub fn outcome(&self) -> Outcome {
        let (parts, deciding) = match self {
            Condition::Clause(clause) => return clause.outcome,
            Condition::All(parts) => (parts, Truth::No),
            Condition::Any(parts) => (parts, Truth::Yes),
        };
        let mut sum = Outcome::decided(deciding.negate());
        for part in parts {
            let outcome = match part {
                Condition::Clause(clause) => &clause.outcome,
                deeper => &deeper.outcome(),
            };
            if outcome.truth == deciding {
                return Outcome::decided(deciding);
            }
            if outcome.truth == Truth::Unknown {
                sum = match deciding {
                    Truth::No => sum.and(*outcome),
                    _ => sum.or(*outcome),
                };
            }
        }
        sum
    }

    /// The fewest clauses that decide it as it stands: leaving one out would lose the conclusion.
    pub fn reasons(&self) -> Vec<&Clause> {
        let truth = self.truth();
        let mut reasons = self.reasons_for(truth);
        // A clause may stand in several places, so that what was chosen for one decides another, too.
        let mut index = 0;
        while truth.is_decided() && index < reasons.len() {
            let left_out = reasons.remove(index);
            if self.truth_by(Some(&reasons)) != truth {
                reasons.insert(index, left_out);
                index += 1;
            }
        }
        reasons
    }

    fn reasons_for(&self, truth: Truth) -> Vec<&Clause> {
        let (parts, one_is_enough) = match self {
            Condition::Clause(clause) => return vec![clause],
            Condition::All(parts) => (parts, truth == Truth::No),
            Condition::Any(parts) => (parts, truth == Truth::Yes),
        };
        let deciding = parts.iter().filter(|part| part.truth() == truth).map(|part| part.reasons_for(truth));
        if one_is_enough { deciding.min_by_key(Vec::len).unwrap_or_default() } else { deciding.flatten().collect() }
    }

    /// Which parts of an alternative are not ruled out, by their place in it; of several conditions, the last may be one.
    pub fn open_parts(&self) -> Vec<u8> {
        match self {
            Condition::Any(parts) => {
                (0..).zip(parts).filter(|(_, part)| part.truth() != Truth::No).map(|(index, _)| index).collect()
            }
            Condition::All(parts) => parts.last().map_or_else(Vec::new, Condition::open_parts),
            Condition::Clause(_) => Vec::new(),
        }
    }

    /// Each of its parts that is a clause and is not ruled out.
    pub fn open(&self) -> Vec<&Clause> {
        let (Condition::All(parts) | Condition::Any(parts)) = self else {
            return Vec::new();
        };
        let clauses = parts.iter().filter_map(|part| match part {
            Condition::Clause(clause) if clause.outcome.truth != Truth::No => Some(clause),
            _ => None,
        });
        clauses.collect()
    }

    /// Whether it holds, without what could settle it.
    fn truth(&self) -> Truth {
        self.truth_by(None)
    }

    /// Whether it holds, if need be by these clauses alone, all others being open.
    fn truth_by(&self, alone: Option<&[&Clause]>) -> Truth {
        match self {
            Condition::Clause(clause) if alone.is_some_and(|alone| !alone.iter().any(|it| it.is_same(clause))) => {
                Truth::Unknown
            }
            Condition::Clause(clause) => clause.outcome.truth,
            Condition::All(parts) => parts.iter().fold(Truth::Yes, |sum, part| sum.and(part.truth_by(alone))),
            Condition::Any(parts) => parts.iter().fold(Truth::No, |sum, part| sum.or(part.truth_by(alone))),
        }
    }
}
