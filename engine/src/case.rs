//! What a person tells about the household. Every fact may be missing, and missing is never zero.

use core::fmt;
use core::ops::RangeInclusive;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::date::Date;
use crate::money::Money;
use crate::range::Range;

/// The most people that a household may list.
pub const MOST_MEMBERS: usize = 20;
/// From this age on one may work: full years (劳动法 §15).
pub const MAY_WORK_AT: u8 = 16;
/// From this age on one is an adult: full years (民法典 §17).
pub const ADULT_AT: u8 = 18;
/// From this age on one is held to be old: full years (特困办法 §5).
pub const OLD_AT: u8 = 60;
/// The oldest age accepted, in full years.
pub const OLDEST: u8 = 130;
/// The most months that may be told of anything.
pub const MOST_MONTHS: u8 = 60;
/// The days that may be told on a day: from the coming into force of the interim measures on social assistance to a year later. No rule in
/// the book is older.
pub fn days_told(on: Date) -> RangeInclusive<Date> {
    Date::literal(2014, 5, 1)..=on.next_year()
}

/// The most vehicles or homes that may be told.
pub const MOST_THINGS: u8 = 99;
/// How many acts of daily life tell whether a person is able to look after themselves (T-15).
pub const ACTS_OF_DAILY_LIFE: u8 = 6;

/// Six digits of GB/T 2260: a province, prefecture or county.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode(u32);

impl RegionCode {
    /// The whole country, `000000`: used for figures, never for a person's home.
    pub const COUNTRY: RegionCode = RegionCode(0);

    /// Reads six digits.
    pub fn parse(text: &str) -> Option<RegionCode> {
        let is_code = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|_| is_code).map(RegionCode)
    }

    /// The code with this number, if it has no more than six digits.
    pub fn from_number(number: u32) -> Option<RegionCode> {
        (number < 1_000_000).then_some(RegionCode(number))
    }

    /// The code as a number.
    pub fn number(self) -> u32 {
        self.0
    }

    /// The code of the province that the place lies in.
    #[must_use]
    pub fn province(self) -> RegionCode {
        RegionCode(self.0 / 10_000 * 10_000)
    }

    /// The code of the prefecture that the place lies in, by the digits alone.
    #[must_use]
    pub fn prefecture(self) -> RegionCode {
        RegionCode(self.0 / 100 * 100)
    }

    /// Whether the other place lies in this one, by the digits alone; no place lies in itself.
    pub fn contains(self, other: RegionCode) -> bool {
        other != self && (other.prefecture() == self || other.province() == self)
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{:06}", self.0)
    }
}

impl Serialize for RegionCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RegionCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RegionCode, D::Error> {
        let text = String::deserialize(deserializer)?;
        RegionCode::parse(&text).ok_or_else(|| de::Error::custom(format_args!("`{text}` is not a code of six digits")))
    }
}

/// The time that an amount covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// One month.
    Month,
    /// Twelve months.
    Year,
}

/// An amount with the time it covers; never one without the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Amount {
    /// How much, exactly or within a range.
    pub range: Range,
    /// Over which time.
    pub period: Period,
}

impl Amount {
    /// So much a month.
    pub const fn monthly(money: Money) -> Amount {
        Amount { range: Range::exactly(money), period: Period::Month }
    }

    /// So much in twelve months.
    pub const fn yearly(money: Money) -> Amount {
        Amount { range: Range::exactly(money), period: Period::Year }
    }

    /// Yuan in twelve months: a month counts twelve times, nothing is divided.
    pub fn per_year(self) -> Range {
        match self.period {
            Period::Month => self.range.times(12),
            Period::Year => self.range,
        }
    }
}

/// Everything told about one household.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Case {
    /// The day for which the rules are asked.
    pub as_of: Date,
    /// Where the household is registered and where it lives.
    pub place: Place,
    /// Who lives together, the applicant first; `None` while nobody has been named.
    pub members: Option<Vec<Member>>,
    /// What comes in for the whole household, for the items that were not told person by person.
    pub income: Income,
    /// What came in that the law does not count.
    pub exempt: Vec<(ExemptIncome, Amount)>,
    /// What had to be paid in the last twelve months, after every reimbursement.
    pub expenses: Expenses,
    /// What the household owns.
    pub property: Property,
    /// What has happened.
    pub hardship: Hardship,
    /// Which help the household already has; `None` while not told.
    pub receives: Option<Receives>,
}

impl Case {
    /// A case about which nothing is known but the day.
    pub fn on(as_of: Date) -> Case {
        Case {
            as_of,
            place: Place::default(),
            members: None,
            income: Income::default(),
            exempt: Vec::new(),
            expenses: Expenses::default(),
            property: Property::default(),
            hardship: Hardship::default(),
            receives: None,
        }
    }
}

/// Where the household belongs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// Where the applicant's hukou is.
    pub hukou: Option<RegionCode>,
    /// Whether the hukou place pays its urban or its rural standard to this household.
    pub residence: Option<Residence>,
    /// Where the applicant lives now, or where the emergency happened.
    pub current: Option<CurrentPlace>,
    /// Whether the applicant holds a residence permit of the current place.
    pub residence_permit: Option<bool>,
    /// The dibao standard of the hukou place, yuan per person and month, as the person knows it.
    pub local_standard: Option<Money>,
    /// Last year's disposable income per person in the current place, yuan a year, as the person knows it.
    pub local_income_per_person: Option<Money>,
}

/// Which of two standards applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Residence {
    /// 城镇.
    Urban,
    /// 农村.
    Rural,
}

/// Where the applicant lives now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CurrentPlace {
    /// At the hukou place.
    AtHukou,
    /// In another place.
    Elsewhere(RegionCode),
}

/// One person of the household.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Member {
    /// What this person is to the applicant.
    pub relation: Option<Relation>,
    /// Full years, at most [`OLDEST`].
    pub age: Option<u8>,
    /// Whether this person lives with the applicant for good.
    pub lives_together: Option<bool>,
    /// What the person studies.
    pub student: Option<Student>,
    /// What the disability certificate says.
    pub disability: Option<Disability>,
    /// How ill the person is.
    pub illness: Option<Illness>,
    /// What the person works.
    pub work: Option<Work>,
    /// Why the person is away, if the law gives a reason that counts.
    pub absence: Option<Absence>,
    /// Whether a sibling or a person aged 60 or over keeps this person.
    pub kept_by_sibling_or_elder: Option<bool>,
    /// How many of the six acts of daily life (T-15) the person cannot do alone.
    pub self_care_lost: Option<u8>,
    /// Whether somebody must by law support this person, and can.
    pub supporters: Option<Supporters>,
    /// What this person alone takes in, all counted kinds together.
    pub own_income: Option<Amount>,
    /// What this person takes in, kind by kind, where it was told that way.
    pub income: Income,
}

/// Whether somebody must by law support a person, and can (特困人员认定办法 §8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Supporters {
    /// There is nobody.
    None,
    /// None of them can.
    Unable,
    /// One of them can.
    Able,
}

/// What a person is to the applicant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The applicant.
    Applicant,
    /// Husband or wife.
    Spouse,
    /// Son or daughter, adopted and step children included.
    Child,
    /// Father or mother.
    Parent,
    /// Grandfather or grandmother.
    Grandparent,
    /// Grandson or granddaughter.
    Grandchild,
    /// Brother or sister.
    Sibling,
    /// Someone else whom the applicant must by law support, or the other way round.
    OtherDependant,
}

/// What a person studies, full time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Student {
    /// Not at school.
    None,
    /// Kindergarten.
    Kindergarten,
    /// Primary or middle school.
    Compulsory,
    /// High school or vocational secondary school.
    HighSchool,
    /// Full time up to a bachelor's degree.
    Undergraduate,
    /// After a bachelor's degree.
    Postgraduate,
}

/// What the disability certificate (残疾人证) says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Disability {
    /// No certificate.
    None,
    /// A certificate.
    Certified {
        /// The kind of disability.
        kind: DisabilityKind,
        /// The grade, 1 the most severe, 4 the least.
        grade: DisabilityGrade,
    },
}

/// The kinds of disability on the certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisabilityKind {
    /// 视力.
    Sight,
    /// 听力.
    Hearing,
    /// 言语.
    Speech,
    /// 肢体.
    Physical,
    /// 智力.
    Intellectual,
    /// 精神.
    Mental,
    /// 多重.
    Multiple,
}

/// The grades of disability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisabilityGrade {
    /// 一级.
    First,
    /// 二级.
    Second,
    /// 三级.
    Third,
    /// 四级.
    Fourth,
}

/// How ill a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Illness {
    /// Not seriously ill.
    None,
    /// Seriously or chronically ill (重病、慢性病).
    Serious,
    /// Ill with what the place has recognised as a major illness (重特大疾病).
    Major,
}

/// What a person works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// Works for wages.
    Employed,
    /// Runs a business or does odd jobs.
    SelfEmployed,
    /// Farms.
    Farming,
    /// Could work but has none.
    Unemployed,
    /// Cannot work.
    Unable,
    /// Looks after a seriously ill or severely disabled member.
    Carer,
    /// At school, or too young to work.
    Pupil,
    /// Retired.
    Retired,
}

/// Why a person is away, where the law names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Absence {
    /// Not away in any of these ways.
    None,
    /// In prison or in compulsory drug rehabilitation.
    Detained,
    /// Declared missing by a court.
    DeclaredMissing,
    /// Clergy who have lived apart from the family for three years or more.
    ClergyThreeYears,
}

/// What comes in, net of what it cost; every item may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Income {
    /// 工资性收入, before job costs.
    pub wages: Option<Amount>,
    /// 经营净收入: farming, business.
    pub business: Option<Amount>,
    /// 财产净收入: rent, interest, dividends.
    pub property: Option<Amount>,
    /// 转移性收入: pensions, alimony, support, unemployment benefit, gifts.
    pub transfer: Option<Amount>,
    /// Whatever else counts.
    pub other: Option<Amount>,
    /// 转移性支出: tax, social insurance, support paid.
    pub transfer_paid: Option<Amount>,
    /// The centrally set basic pension (基础养老金), told apart because it is treated apart.
    pub basic_pension: Option<Amount>,
    /// 高龄津贴, told apart because places treat it differently.
    pub elder_allowance: Option<Amount>,
}

/// Income that the law never counts (57号 §13 and other national texts).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExemptIncome {
    /// 优待抚恤金.
    VeteransCompensation,
    /// 计划生育奖励与扶助金.
    FamilyPlanningReward,
    /// 奖学金.
    Scholarship,
    /// 见义勇为等奖励性补助.
    BraveryReward,
    /// 政府发放的社会救助款物.
    SocialAssistance,
    /// 育儿补贴.
    ChildcareSubsidy,
    /// 残疾人两项补贴; its exemption is on file from memory only and is shown so.
    DisabilityAllowances,
}

/// Unavoidable spending of the last twelve months, after every reimbursement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Expenses {
    /// Medical costs that the household paid itself.
    pub medical: Option<Amount>,
    /// Schooling, at the rates of public schools.
    pub education: Option<Amount>,
    /// Rehabilitation and devices for a disability.
    pub rehabilitation: Option<Amount>,
    /// Other spending that the county recognises.
    pub other: Option<Amount>,
}

/// What the household owns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Property {
    /// Savings, securities, insurance with a cash value, money lent: yuan.
    pub financial: Option<Range>,
    /// Cars and other vehicles, a disabled member's mobility vehicle not among them.
    pub vehicles: Option<u8>,
    /// What the vehicles are worth together: yuan.
    pub vehicle_value: Option<Range>,
    /// Homes owned.
    pub homes: Option<u8>,
    /// Shops, offices, garages and the like.
    pub non_residential: Option<bool>,
    /// Capital registered in a business: yuan; nothing registered is zero.
    pub registered_capital: Option<Range>,
    /// Whether something dear was bought lately.
    pub large_purchase: Option<bool>,
    /// Whether a member attends a dear private school or studies abroad.
    pub costly_school: Option<bool>,
}

/// What has happened to the household.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Hardship {
    /// The sudden event, or that there was none.
    pub event: Option<Event>,
    /// The day of the event.
    pub event_date: Option<Date>,
    /// Whether basic living is seriously affected now.
    pub living_affected: Option<bool>,
    /// Whether necessary spending has risen beyond what the household can bear.
    pub spending_surge: Option<bool>,
    /// Whether the family can help for now.
    pub family_support: Option<bool>,
    /// How many months the hardship will last, at most 60.
    pub months: Option<u8>,
    /// Whether an uninsured person lost work and has been without income, and for how many months.
    pub months_without_income: Option<u8>,
    /// Whether unemployment insurance covers that person.
    pub unemployment_insured: Option<bool>,
    /// Why a graduate is out of work.
    pub graduate: Option<Graduate>,
    /// In which month somebody now is in the job that lifted the income, the first month counting as one.
    pub months_since_job: Option<u8>,
}

/// What happened suddenly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Nothing sudden.
    None,
    /// 火灾.
    Fire,
    /// 交通事故.
    TrafficAccident,
    /// 意外伤害.
    Injury,
    /// 突发重大疾病.
    SuddenIllness,
    /// 自然灾害.
    NaturalDisaster,
    /// 家庭突发变故.
    FamilyUpheaval,
    /// Away from home with nowhere to stay and nothing to live on (生活无着流散).
    Stranded,
    /// Something else that is sudden, urgent or disastrous.
    Other,
}

/// Why a graduate is out of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Graduate {
    /// No graduate out of work in the household.
    None,
    /// Because of illness.
    Illness,
    /// Because of study.
    Study,
    /// After a failed start-up.
    FailedStartUp,
    /// For another reason.
    Other,
}

/// Which help the household already has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Receives {
    /// 低保.
    pub dibao: bool,
    /// 特困供养.
    pub tekun: bool,
    /// Recognised as a 低保边缘 household.
    pub borderline: bool,
    /// Recognised as a 刚性支出困难 household.
    pub rigid_expense: bool,
    /// 防返贫监测对象 or 易返贫致贫 status.
    pub monitored: bool,
    /// Unemployment benefit.
    pub unemployment_benefit: bool,
    /// Regular state compensation for soldiers and their families (国家定期抚恤补助).
    pub veteran: bool,
    /// The allowance for orphans, children whom nobody brings up, and children with HIV.
    pub child_welfare: bool,
}

impl Receives {
    /// One bit for each kind of help, from the lowest on, in the order in which a person is asked about them.
    pub fn ticks(mut self) -> u32 {
        self.each_mut().iter().rev().fold(0, |ticks, has| ticks << 1 | u32::from(**has))
    }

    /// The help of these bits, see [`Receives::ticks`].
    pub fn ticked(ticks: u32) -> Self {
        let mut receives = Self::default();
        for (index, has) in receives.each_mut().into_iter().enumerate() {
            *has = ticks >> index & 1 == 1;
        }
        receives
    }

    /// Every kind of help, in the order in which a person is asked about them.
    pub(crate) fn each_mut(&mut self) -> [&mut bool; 8] {
        let Self { dibao, tekun, borderline, rigid_expense, monitored, unemployment_benefit, veteran, child_welfare } =
            self;
        [dibao, tekun, borderline, rigid_expense, monitored, unemployment_benefit, veteran, child_welfare]
    }
}
