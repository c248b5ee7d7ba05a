//! Dated figures with their sources, and which of them hold for a place on a day.

use serde::{Deserialize, Serialize};

use crate::case::{Period, RegionCode, Residence};
use crate::date::Date;
use crate::money::{Money, Ratio};

mod compiled;

/// The form of the compiled file; a reader refuses any other.
pub const FORMAT: u64 = 6;

/// All figures and local rules, compiled from `rules/`.
#[derive(Clone, Debug)]
pub struct Rulebook {
    /// The day of the newest change, with a number if there were several.
    pub version: String,
    /// The first eight bytes of the SHA-256 of everything in `rules/`, in hexadecimal.
    pub hash: String,
    /// The register of sources, by id.
    pub sources: Vec<Source>,
    /// Every province, prefecture and county, by code.
    pub regions: Vec<Region>,
    /// Dibao standards, by code and then by day.
    pub standards: Vec<Standard>,
    /// Disposable income per person as somebody published it, by code and then by year.
    pub incomes: Vec<IncomePerPerson>,
    /// The minimum wages that were the lowest or the highest anywhere when they came, by day.
    pub wages: Vec<MinimumWage>,
    /// Local rules, by code and then by day; hints, which decide nothing, stay in `rules/`.
    pub places: Vec<PlaceRule>,
    /// National figures that the law or its reading leaves open.
    pub national: National,
    /// Sentences of the law, word for word, by source and article.
    pub quotes: Vec<Quote>,
    /// Telephone numbers, by code.
    pub hotlines: Vec<Hotline>,
}

/// A document or page that figures and rules come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The name used in `rules/` and in the programmes.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its document number (文号).
    pub number: Option<String>,
    /// The day of issue.
    pub date: Option<Date>,
    /// The first day it holds.
    pub from: Option<Date>,
    /// The first day it no longer holds.
    pub until: Option<Date>,
    /// How well it is verified.
    pub class: Class,
}

/// How well a source is verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Class {
    /// A government text or site.
    A,
    /// A newspaper or agency.
    B,
    /// An aggregator or mirror.
    C,
    /// One of the five notices at hand.
    #[serde(rename = "notice")]
    Notice,
    /// From memory or by inference: never more than a hint.
    #[serde(rename = "memory")]
    Memory,
}

/// A province, prefecture or county.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Its code.
    pub code: RegionCode,
    /// Its name.
    pub name: String,
}

/// What kind of figure it is, which decides what it may bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The place's own: exact while it is current, a lower bound when it is old.
    Local,
    /// A guideline of the province that places may not go below.
    Guideline,
    /// A floor set by the province or prefecture.
    Floor,
    /// A provincial figure that does not say whether it is uniform or a floor: bounds from below.
    Unspecified,
    /// An average: a hint.
    Average,
    /// From memory: a hint.
    Memory,
    /// By inference: a hint.
    Inference,
    /// A draft that may never have been issued: a hint.
    Draft,
}

impl Kind {
    /// Whether a place's true figure cannot be lower than this one.
    pub fn bounds_from_below(self) -> bool {
        matches!(self, Kind::Local | Kind::Guideline | Kind::Floor | Kind::Unspecified)
    }
}

/// The place of a source in [`Rulebook::sources`].
pub type SourceIndex = u16;

/// A dibao standard: yuan per person and month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standard {
    /// The place.
    pub code: RegionCode,
    /// The urban standard.
    pub urban: Option<Money>,
    /// The rural standard.
    pub rural: Option<Money>,
    /// The first day it holds.
    pub from: Date,
    /// What kind of figure it is.
    pub kind: Kind,
    /// How well it is verified.
    pub class: Class,
    /// Where it was read.
    pub source: SourceIndex,
}

impl Standard {
    /// The figure for one residence.
    pub fn of(&self, residence: Residence) -> Option<Money> {
        match residence {
            Residence::Urban => self.urban,
            Residence::Rural => self.rural,
        }
    }
}

/// Disposable income per person: yuan a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncomePerPerson {
    /// The place.
    pub code: RegionCode,
    /// The calendar year that it was earned in.
    pub year: u16,
    /// Of all residents.
    pub all: Option<Money>,
    /// Of urban residents.
    pub urban: Option<Money>,
    /// Of rural residents.
    pub rural: Option<Money>,
    /// Where it was read.
    pub source: SourceIndex,
}

/// A minimum wage: yuan a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MinimumWage {
    /// How much.
    pub monthly: Money,
    /// The first day it holds.
    pub from: Date,
}

/// A telephone number fit to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hotline {
    /// The place that it serves.
    pub code: RegionCode,
    /// The number.
    pub number: String,
    /// What it is for.
    pub purpose: String,
}

/// A sentence of a source, word for word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Whose sentence it is.
    pub source: SourceIndex,
    /// The article, such as `18` or `一(一)`.
    pub article: String,
    /// The sentence.
    pub text: String,
}

/// Figures of national reach that the law or its reading leaves open. Each has its reason in `rules/national.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct National {
    /// A local standard older than so many months is only a lower bound.
    pub stale_after_months: u16,
    /// The first day on which the basic pension is no longer exempt in writing (57号 §13, D-22).
    pub basic_pension_exempt_until: Date,
    /// The borderline multiple where the province's own is not on file: the least and the most that is admissible.
    pub borderline_multiple: Multiple,
    /// Savings up to so many monthly standards per person lie below every limit on file.
    pub savings_below_every_limit: Ratio,
    /// Savings up to so many monthly standards per person are assumed to be allowed.
    pub savings_assumed_allowed: Ratio,
    /// The largest job cost on file: yuan per worker and month.
    pub largest_job_cost: Money,
    /// The rigid-expense ratio where the prefecture's own is not on file: the least and the most on file elsewhere.
    pub rigid_ratio: Multiple,
    /// The first day on which the measures against the epidemic no longer run (000-6, 002-6, 004-12).
    pub epidemic_until: Date,
    /// Basic living counts as a rigid expense up to so many standards.
    pub living_cost_standards: Ratio,
    /// Months for which dibao may be kept after a job (83号 一(三), E-05).
    pub phase_out_months: u16,
    /// The most months on file anywhere.
    pub longest_phase_out_months: u16,
    /// 小额快救 pays at most so many monthly standards (L-21).
    pub quick_aid_standards: Ratio,
    /// From this rise on prices are met with a subsidy (P-01), as a share.
    pub price_rise: Ratio,
    /// An event longer ago than so many months may no longer count as sudden.
    pub event_fresh_months: u16,
}

/// A factor that lies between two bounds; both the same when it is on file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Multiple {
    /// The least it can be.
    pub least: Ratio,
    /// The most it can be.
    pub most: Ratio,
}

/// A local rule with its place, days and source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceRule {
    /// The place; the rule also holds for every place in it that has no rule of the same kind.
    pub place: RegionCode,
    /// For which residence only.
    pub residence: Option<Residence>,
    /// The first day it holds.
    pub from: Date,
    /// The first day it no longer holds.
    pub until: Option<Date>,
    /// What kind of figure it is.
    pub kind: Kind,
    /// Where it was read.
    pub source: SourceIndex,
    /// What it says.
    pub rule: LocalRule,
}

/// The ways in which places compute, a closed list.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum LocalRule {
    /// How dibao is paid.
    Payment(Payment),
    /// The least that is paid once a household qualifies.
    MinimumPayment(MinimumPayment),
    /// What is added for members in special difficulty (分类施保, S-09).
    TopUps(TopUps),
    /// What working costs, deducted from wages (D-24).
    JobCost(JobCost),
    /// Which part of the rigid expenses is deducted from dibao income (D-24).
    RigidDeduction(RigidDeduction),
    /// What a household may own.
    PropertyLimit(PropertyLimit),
    /// The borderline standard as a multiple of the dibao standard (S-12).
    BorderlineMultiple(Multiple),
    /// The least share of rigid expenses in income (S-13).
    RigidRatio(Multiple),
    /// Rigid-expense households are also those to whom these expenses leave less than so many standards.
    RigidRemainder(Ratio),
    /// What is paid each month for some members of a rigid-expense household.
    RigidExpenseCash {
        /// For whom.
        groups: Vec<Group>,
        /// Yuan a month each.
        each: Money,
    },
    /// Whether the basic pension counts as dibao income.
    BasicPensionCounts(bool),
    /// Temporary aid after an emergency.
    EmergencyAid(Aid),
    /// Temporary aid for expenses.
    ExpenseAid(Aid),
    /// The most that may be paid when a case is decided on its own (一事一议): yuan.
    CaseByCaseCap(Money),
    /// Up to how much the township decides alone: yuan.
    TownshipLimit(Money),
    /// Months for which dibao may be kept after a job.
    PhaseOutMonths(u16),
    /// The same by the case: old age, a first job, disability.
    PhaseOutByCase {
        /// The least months.
        least: u16,
        /// The most months.
        most: u16,
    },
    /// Who, beyond the national groups, may be taken into dibao alone (单人户).
    SinglePerson(SinglePerson),
    /// Temporary aid for the unemployed whom no insurance covers (002-6, 004-12).
    UnemployedAid {
        /// Whether only for those without savings.
        no_savings: bool,
    },
    /// What tekun pays for basic living, at least: so many dibao standards.
    TekunStandards(Ratio),
    /// Temporary aid for graduates out of work (002-7, 004-13).
    GraduateAid {
        /// Whether only for those of borderline households.
        borderline_only: bool,
    },
    /// Members for whom the standard is higher (单列标准).
    GroupStandard(GroupStandard),
    /// What is paid each month to a borderline household.
    BorderlineCash(BorderlineCash),
    /// What is paid once to each person in dibao and tekun (一次性生活补贴).
    OneOffLiving {
        /// Yuan per person, at least.
        each: Money,
        /// The first day on which it has been paid out.
        until: Date,
    },
    /// When prices are met with a subsidy, and for whom (P-05).
    PriceSubsidy(PriceSubsidy),
}

/// Members for whom the standard is higher.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupStandard {
    /// Which members.
    pub groups: Vec<Group>,
    /// By how much, as a share of the standard.
    pub more: Multiple,
}

/// What is paid each month to a borderline household.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum BorderlineCash {
    /// Yuan for the household.
    PerHousehold(Money),
    /// The additions of [`LocalRule::TopUps`], without the dibao that they are added to elsewhere.
    TopUps,
}

/// When prices are met with a subsidy, and for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceSubsidy {
    /// From this rise of all prices on, as a share.
    pub rise: Ratio,
    /// From this rise of food prices on, as a share.
    pub food: Ratio,
    /// The least that is paid: yuan per person and month.
    pub least: Option<Money>,
    /// Whether borderline households get it too.
    pub borderline: bool,
}

/// Who may be taken into dibao alone by a local rule.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SinglePerson {
    /// From which households.
    pub from: Vec<HouseholdStatus>,
    /// Which persons in them.
    pub groups: Vec<Group>,
}

/// What a household has been recognised as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HouseholdStatus {
    /// 低保边缘家庭.
    Borderline,
    /// 易返贫致贫人口 or 防返贫监测对象.
    Monitored,
    /// Income per person of no more than last year's of the place.
    AverageIncome,
}

/// How dibao is paid.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Payment {
    /// Standard × members − counted income.
    Difference,
    /// Fixed amounts per person by class, the highest first.
    Tiers {
        /// The classes.
        tiers: Vec<Tier>,
        /// The time that the amounts cover.
        period: Period,
    },
    /// By class, but the amounts are not on file.
    TiersNotOnFile,
}

/// One class of a tiered payment.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// What the place calls it.
    pub name: String,
    /// Yuan per person.
    pub amount: Money,
}

/// The least that is paid once a household qualifies.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum MinimumPayment {
    /// A share of the standard, per person and month.
    StandardShare(Ratio),
    /// The same, but the whole standard for some members.
    StandardShareOrWhole {
        /// The share for all others.
        share: Ratio,
        /// For whom it is the whole.
        whole: Vec<Group>,
    },
    /// Yuan per person and month.
    Monthly(Money),
    /// Yuan per person and year.
    Yearly(Money),
}

/// What is added for members in special difficulty.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopUps {
    /// Whether a person in several groups gets all additions or the highest only.
    pub stacking: Stacking,
    /// The groups.
    pub groups: Vec<TopUp>,
}

/// What a person in several groups gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stacking {
    /// The highest only (就高不叠加).
    Highest,
    /// All of them.
    Sum,
}

/// One addition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopUp {
    /// Who gets it.
    pub group: Group,
    /// How much a month.
    pub amount: TopUpAmount,
}

/// How much an addition is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum TopUpAmount {
    /// A share of the monthly standard.
    StandardShare(Ratio),
    /// Yuan a month.
    Monthly(Money),
}

/// Who gets an addition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Group {
    /// From the first age on and below the second, in full years.
    Aged {
        /// The least age.
        from: u8,
        /// The first age that no longer counts.
        below: u8,
    },
    /// A certificate of grade 1 or 2.
    SevereDisability,
    /// The same, and no work (重残无业).
    SevereDisabilityNoWork,
    /// Grade 1 or 2, or grade 3 with an intellectual or mental disability.
    SevereDisabilityWithThirdMental,
    /// Grade 3 or 4 with an intellectual or mental disability.
    LesserMentalDisability,
    /// A certificate of grade 3.
    ThirdGradeDisability,
    /// Seriously ill.
    SeriousIllness,
    /// Ill with what the place has recognised as major.
    MajorIllness,
    /// At school after compulsory schooling, up to a bachelor's degree.
    StudentAfterCompulsory,
    /// At school up to a bachelor's degree.
    StudentToBachelor,
    /// A household of one.
    Alone,
    /// A parent who brings up a child under age alone.
    SingleParent,
}

/// What working costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum JobCost {
    /// Yuan per worker and month.
    Monthly(Money),
    /// Up to so much per worker and month; the place decides from case to case.
    MonthlyUpTo(Money),
    /// A share of the monthly standard per worker and month.
    StandardShare(Ratio),
    /// A share of the wages.
    WageShare(Ratio),
    /// So many monthly minimum wages of the place of work, wherever that is, per worker and year.
    MinimumWagesAtWork(Ratio),
}

/// Which part of each kind of rigid expense is deducted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RigidDeduction {
    /// Of medical costs.
    pub medical: Multiple,
    /// Of schooling.
    pub education: Multiple,
    /// Of rehabilitation and devices.
    pub rehabilitation: Multiple,
    /// Of other recognised spending.
    pub other: Multiple,
    /// Whether something is deducted for a severely disabled member without receipts; how much, is not on file.
    pub care: bool,
}

/// Whose property is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PropertyTest {
    /// Households that ask for dibao.
    Dibao,
    /// Borderline households.
    Borderline,
    /// Rigid-expense households.
    RigidExpense,
    /// Persons who ask for tekun.
    Tekun,
}

/// What a household may own; what is left out is not on file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PropertyLimit {
    /// For whom.
    pub test: PropertyTest,
    /// Savings per person.
    pub savings: Option<SavingsLimit>,
    /// Vehicles.
    pub vehicles: Option<VehicleLimit>,
    /// The most homes, where the size does not matter.
    pub homes: Option<u8>,
    /// Whether shops and the like are allowed.
    pub non_residential: Option<BuildingLimit>,
    /// Registered capital must stay below so many yuan.
    pub capital_below: Option<Money>,
}

/// How much a household may have saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SavingsLimit {
    /// At most so many monthly standards per person.
    Standards(Ratio),
    /// At most so many monthly standards per person, and so many yuan more for a household with somebody seriously ill.
    StandardsAndIfIll {
        /// How many standards.
        times: Ratio,
        /// How much more at most.
        more: Money,
    },
    /// At most so many monthly urban standards per person, also in the countryside.
    UrbanStandards(Ratio),
    /// At most so many times last year's disposable income per person.
    Incomes(Ratio),
    /// At most so many yuan per person.
    PerPerson(Money),
    /// At most so many yuan per person, by the size of the household.
    BySize {
        /// For one or two people.
        up_to_two: Money,
        /// For three or more.
        three_or_more: Money,
    },
}

/// Whether a household may own shops and the like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BuildingLimit {
    /// It may.
    Allowed,
    /// It may not.
    None,
    /// It may not, unless it is the only home.
    UnlessOnlyHome,
}

/// Which vehicles a household may own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum VehicleLimit {
    /// None.
    None,
    /// None but what it earns its living with, motorcycles and the like.
    UnlessForWork,
    /// Worth at most so many yuan.
    WorthAtMost(Money),
    /// Worth less than so many yuan.
    WorthBelow(Money),
    /// Worth at most so many monthly standards.
    StandardsAtMost(Ratio),
}

/// How temporary aid is measured.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Aid {
    /// Between two multiples of a monthly standard.
    Standards {
        /// The least multiple.
        least: Ratio,
        /// The largest multiple.
        most: Ratio,
        /// Whose standard.
        base: Base,
        /// For each person or for the household.
        per: Per,
    },
    /// Monthly standard × persons × months of hardship, up to so many months.
    Months {
        /// Whose standard.
        base: Base,
        /// The most months.
        most: u8,
    },
    /// Multiples by what the household had to pay itself, the highest bracket first.
    Brackets {
        /// Whose standard.
        base: Base,
        /// For each person or for the household.
        per: Per,
        /// The brackets.
        brackets: Vec<Bracket>,
        /// Below the lowest bracket up to this share of the costs.
        under: Option<Ratio>,
    },
    /// Up to so many yuan for the household.
    UpTo(Money),
    /// In a light case up to so many yuan for the household, in a grave one as [`Aid::Months`].
    TwoGrades {
        /// The most in a light case.
        light: Money,
        /// Whose standard.
        base: Base,
        /// The most months.
        most: u8,
    },
    /// Multiples of a monthly standard, by whether the household has been recognised as tekun, dibao or borderline.
    ByStatus {
        /// Whose standard.
        base: Base,
        /// For each person or for the household.
        per: Per,
        /// For a household that has been recognised.
        recognised: Multiple,
        /// For any other.
        others: Multiple,
    },
}

/// Whose monthly standard a multiple is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// The place's own standard, urban or rural as the household is.
    Own,
    /// The place's urban standard.
    Urban,
    /// The province's urban standard.
    ProvinceUrban,
}

/// Whom an amount is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// Each person.
    Person,
    /// The household.
    Household,
    /// The source does not say.
    Unstated,
}

/// One bracket of aid by costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bracket {
    /// Costs of at least so many yuan in twelve months.
    pub from: Money,
    /// The least multiple.
    pub least: Ratio,
    /// The largest multiple.
    pub most: Ratio,
}

/// Why a compiled rulebook cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RulebookError {
    /// The bytes are not a compiled rulebook.
    #[error("the rules file is damaged")]
    Damaged,
    /// The bytes were compiled in another format.
    #[error("the rules file has format {0}, this program reads {FORMAT}")]
    Format(u64),
}

/// A place and what it lies in, nearest first. A type of its own, as much is worked out place by place.
#[derive(Clone, Copy, Debug)]
pub struct Lineage {
    codes: [RegionCode; 3],
    at: usize,
}

impl Iterator for Lineage {
    type Item = RegionCode;

    fn next(&mut self) -> Option<RegionCode> {
        let code = self.codes.get(self.at).copied();
        self.at += 1;
        code
    }
}

impl Rulebook {
    /// The region with this code.
    pub fn region(&self, code: RegionCode) -> Option<&Region> {
        self.regions.binary_search_by_key(&code, |region| region.code).ok().map(|index| &self.regions[index])
    }

    /// The place itself, its prefecture and its province, as far as they exist, nearest first.
    pub fn lineage(&self, code: RegionCode) -> Lineage {
        let (prefecture, province) = (code.prefecture(), code.province());
        if province == code {
            Lineage { codes: [code; 3], at: 2 }
        } else if prefecture != code && prefecture != province && self.region(prefecture).is_some() {
            Lineage { codes: [code, prefecture, province], at: 0 }
        } else {
            Lineage { codes: [code, code, province], at: 1 }
        }
    }

    /// Whether the place is a county, the only level at which nothing finer can differ.
    pub fn is_finest(&self, code: RegionCode) -> bool {
        inside(&self.regions, code, |region| region.code).is_empty()
    }

    /// The standards on file for exactly this place, oldest first.
    pub fn standards_of(&self, code: RegionCode) -> &[Standard] {
        of_place(&self.standards, code, |row| row.code)
    }

    /// The standards on file for places inside this one.
    pub fn standards_inside(&self, code: RegionCode) -> &[Standard] {
        inside(&self.standards, code, |row| row.code)
    }

    /// The incomes per person on file for exactly this place, oldest first.
    pub fn incomes_of(&self, code: RegionCode) -> &[IncomePerPerson] {
        of_place(&self.incomes, code, |row| row.code)
    }

    /// The rules on file for exactly this place, oldest first.
    pub fn rules_of(&self, code: RegionCode) -> &[PlaceRule] {
        of_place(&self.places, code, |row| row.place)
    }

    /// The rules on file for places inside this one.
    pub fn rules_inside(&self, code: RegionCode) -> &[PlaceRule] {
        inside(&self.places, code, |row| row.place)
    }

    /// The day of the newest change, with which the version begins.
    pub fn day(&self) -> Option<Date> {
        self.version.get(..10).and_then(Date::parse)
    }

    /// The source with this id.
    pub fn source_index(&self, id: &str) -> Option<SourceIndex> {
        self.sources.iter().position(|source| source.id == id).and_then(|index| index.try_into().ok())
    }

    /// The sentence of an article, word for word.
    pub fn quote(&self, source: SourceIndex, article: &str) -> Option<&str> {
        self.quotes
            .iter()
            .find(|quote| quote.source == source && quote.article == article)
            .map(|quote| quote.text.as_str())
    }
}

/// The rows of one place in a table that is sorted by place.
fn of_place<T>(rows: &[T], code: RegionCode, code_of: impl Fn(&T) -> RegionCode) -> &[T] {
    let start = rows.partition_point(|row| code_of(row) < code);
    let end = rows.partition_point(|row| code_of(row) <= code);
    &rows[start..end]
}

/// The rows of the places inside a place, in a table that is sorted by place: they follow its own.
fn inside<T>(rows: &[T], code: RegionCode, code_of: impl Fn(&T) -> RegionCode) -> &[T] {
    let rows = &rows[rows.partition_point(|row| code_of(row) <= code)..];
    &rows[..rows.partition_point(|row| code.contains(code_of(row)))]
}
