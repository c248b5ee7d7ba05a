//! A case as a file says it, and everything that may be wrong with it.

use core::fmt;
use core::ops::RangeInclusive;

use jiuzhu_engine::case::{
    ACTS_OF_DAILY_LIFE, Amount, Case, CurrentPlace, Disability, DisabilityGrade, DisabilityKind, Expenses, Hardship,
    Income, MOST_MEMBERS, MOST_MONTHS, MOST_THINGS, Member, OLDEST, Period, Place, Property, Receives, RegionCode,
    Relation, days_told,
};
use jiuzhu_engine::{Date, Money, MoneyError, Range, Rulebook};
use serde::de::{self, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::place;

/// The word for a current place that is the hukou place.
const AT_HUKOU: &str = "at_hukou";
/// The word for no disability certificate.
const NO_CERTIFICATE: &str = "none";

/// A plain value just as the file has it, so that a wrong one is named beside all others instead of ending the reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plain {
    /// A text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// Yes or no.
    YesNo(bool),
    /// Something that is never allowed where a plain value stands, written out.
    Odd(String),
}

/// An amount just as the file has it: a text alone, or a table with the time that it covers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Exactly so much.
    pub amount: Option<Plain>,
    /// At least so much.
    pub from: Option<Plain>,
    /// At most so much.
    pub to: Option<Plain>,
    /// `month` or `year`; not needed for nothing at all.
    pub period: Option<Plain>,
}

macro_rules! file {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name {
            $($(#[$doc])* #[serde(skip_serializing_if = "is_left_out")] pub $field: $type,)*
        }
    };
}

file! {
    /// Everything told about one household.
    CaseFile {
        /// The day for which the rules are asked; today if left out.
        as_of: Option<Plain>,
        /// Where the household belongs.
        place: PlaceFile,
        /// Who lives together, the applicant first.
        members: Option<Vec<MemberFile>>,
        /// What comes in for the whole household.
        income: IncomeFile,
        /// What came in that the law does not count.
        exempt: Vec<ExemptFile>,
        /// What had to be paid in the last twelve months.
        expenses: ExpensesFile,
        /// What the household owns.
        property: PropertyFile,
        /// What has happened.
        hardship: HardshipFile,
        /// Which help the household already has.
        receives: Option<ReceivesFile>,
    }
}

file! {
    /// Where the household belongs.
    PlaceFile {
        /// Code or whole name.
        hukou: Option<Plain>,
        /// `urban` or `rural`.
        residence: Option<Plain>,
        /// `at_hukou`, or code or whole name.
        current: Option<Plain>,
        /// Whether the applicant holds a residence permit there.
        residence_permit: Option<Plain>,
        /// Yuan per person and month.
        local_standard: Option<Plain>,
        /// Yuan per person and year.
        local_income_per_person: Option<Plain>,
    }
}

file! {
    /// One person.
    MemberFile {
        /// What this person is to the applicant.
        relation: Option<Plain>,
        /// Full years.
        age: Option<Plain>,
        /// Whether this person lives with the applicant for good.
        lives_together: Option<Plain>,
        /// What the person studies.
        student: Option<Plain>,
        /// `none`, or the kind on the certificate.
        disability: Option<Plain>,
        /// The grade on the certificate, 1 to 4.
        disability_grade: Option<Plain>,
        /// How ill the person is.
        illness: Option<Plain>,
        /// What the person works.
        work: Option<Plain>,
        /// Why the person is away.
        absence: Option<Plain>,
        /// Whether a sibling or a person aged 60 or over keeps this person.
        kept_by_sibling_or_elder: Option<Plain>,
        /// How many of six acts of daily life cannot be done alone.
        self_care_lost: Option<Plain>,
        /// Whether somebody must by law support this person, and can.
        supporters: Option<Plain>,
        /// What this person alone takes in.
        own_income: Option<Sum>,
        /// What this person takes in, kind by kind.
        income: IncomeFile,
    }
}

file! {
    /// What comes in.
    IncomeFile {
        /// Wages, before job costs.
        wages: Option<Sum>,
        /// Farming and business, net.
        business: Option<Sum>,
        /// Rent, interest, dividends.
        property: Option<Sum>,
        /// Pensions, support, benefits, gifts.
        transfer: Option<Sum>,
        /// Whatever else counts.
        other: Option<Sum>,
        /// Tax, social insurance, support paid.
        transfer_paid: Option<Sum>,
        /// The centrally set basic pension.
        basic_pension: Option<Sum>,
        /// The old-age allowance.
        elder_allowance: Option<Sum>,
    }
}

/// Income that the law does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExemptFile {
    /// Which kind.
    pub kind: Plain,
    /// How much.
    pub sum: Sum,
}

file! {
    /// Unavoidable spending, after every reimbursement.
    ExpensesFile {
        /// Medical costs.
        medical: Option<Sum>,
        /// Schooling, at the rates of public schools.
        education: Option<Sum>,
        /// Rehabilitation and devices.
        rehabilitation: Option<Sum>,
        /// Other recognised spending.
        other: Option<Sum>,
    }
}

file! {
    /// What the household owns.
    PropertyFile {
        /// Savings and the like.
        financial: Option<Sum>,
        /// How many vehicles.
        vehicles: Option<Plain>,
        /// What they are worth together.
        vehicle_value: Option<Sum>,
        /// How many homes.
        homes: Option<Plain>,
        /// Shops and the like.
        non_residential: Option<Plain>,
        /// Capital registered in a business.
        registered_capital: Option<Sum>,
        /// A dear purchase lately.
        large_purchase: Option<Plain>,
        /// A dear private school or study abroad.
        costly_school: Option<Plain>,
    }
}

file! {
    /// What has happened.
    HardshipFile {
        /// The sudden event, or `none`.
        event: Option<Plain>,
        /// Its day.
        event_date: Option<Plain>,
        /// Whether basic living is seriously affected now.
        living_affected: Option<Plain>,
        /// Whether necessary spending has risen beyond what the household can bear.
        spending_surge: Option<Plain>,
        /// Whether the family can help for now.
        family_support: Option<Plain>,
        /// How many months the hardship will last.
        months: Option<Plain>,
        /// Months without income after losing work.
        months_without_income: Option<Plain>,
        /// Whether unemployment insurance covers the person.
        unemployment_insured: Option<Plain>,
        /// Why a graduate is out of work.
        graduate: Option<Plain>,
        /// In which month somebody now is in the job that lifted the income.
        months_since_job: Option<Plain>,
    }
}

file! {
    /// Which help the household already has; what is left out of a table that is there is not received.
    ReceivesFile {
        /// Dibao.
        dibao: Option<Plain>,
        /// Tekun.
        tekun: Option<Plain>,
        /// Recognised as a borderline household.
        borderline: Option<Plain>,
        /// Recognised as a rigid-expense household.
        rigid_expense: Option<Plain>,
        /// Monitored against falling back into poverty.
        monitored: Option<Plain>,
        /// Unemployment benefit.
        unemployment_benefit: Option<Plain>,
        /// Regular compensation for soldiers and their families.
        veteran: Option<Plain>,
        /// The allowance for orphans and children whom nobody brings up.
        child_welfare: Option<Plain>,
    }
}

fn is_left_out<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// What is wrong with one field. The parts are for a program; [`fmt::Display`] is for a command line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Error {
    /// Which kind of mistake.
    pub code: Code,
    /// The field, such as `members[1].age`.
    pub path: String,
    /// What was given; nothing if something is missing.
    pub given: String,
    /// What would be right.
    pub allowed: Allowed,
}

/// The kinds of mistakes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// A text where a number is wanted, or the like.
    WrongType,
    /// A word that is not one of those allowed.
    UnknownWord,
    /// A field that does not exist.
    UnknownField,
    /// A number outside its bounds.
    OutOfBounds,
    /// Not a number.
    NotANumber,
    /// Below zero.
    Negative,
    /// More than two decimals.
    TooPrecise,
    /// Above the largest amount.
    TooLarge,
    /// The lower end lies above the upper end.
    WrongOrder,
    /// Not a day of the calendar.
    NotADay,
    /// No place has this code or name.
    UnknownPlace,
    /// Something needed is left out.
    Missing,
    /// More members than a household may list.
    TooMany,
    /// The first member is the applicant, and nobody else.
    Applicant,
    /// Not read at all: the file as a whole is no case.
    NotACase,
}

/// What would be right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Allowed {
    /// One of these words.
    Words(Vec<&'static str>),
    /// A whole number from the first to the second.
    Whole(i64, i64),
    /// An amount of yuan as a text.
    Money,
    /// An amount as a text, or from and to.
    Sum,
    /// A day from the first to the second.
    Day(Date, Date),
    /// A code of six digits or the whole name of a place.
    Place,
    /// `true` or `false`.
    YesNo,
    /// A case.
    Case,
    /// An object with named fields.
    Object,
    /// A list.
    List,
    /// Anything that JSON can say.
    Json,
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let Error { code, path, given, allowed } = self;
        match code {
            Code::NotACase => write!(formatter, "not a case: {given}; allowed is {allowed}"),
            Code::Missing => write!(formatter, "`{path}` is left out; give {allowed}"),
            Code::WrongOrder => write!(formatter, "`{path}` is `{given}`, the wrong way round; give {allowed}"),
            Code::TooMany => write!(formatter, "`{path}` lists {given}; allowed is {allowed}"),
            Code::UnknownField => write!(formatter, "`{path}` does not exist; allowed is {allowed}"),
            Code::Applicant => {
                write!(
                    formatter,
                    "`{path}` is `{given}`; the first member is the applicant and nobody else, so give {allowed}"
                )
            }
            _ => write!(formatter, "`{path}` is `{given}`; allowed is {allowed}"),
        }
    }
}

impl fmt::Display for Allowed {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Allowed::Words(words) => {
                let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
                write!(formatter, "{}", words.join(", "))
            }
            Allowed::Whole(least, most) => write!(formatter, "a whole number from {least} to {most}"),
            Allowed::Money => {
                write!(formatter, "yuan as a text such as \"1500\" or \"1200.50\", from 0 to {}", Money::LARGEST_TOLD)
            }
            Allowed::Sum => write!(formatter, "an `amount`, or `from` and `to` with `from` no larger than `to`"),
            Allowed::Day(first, last) => write!(formatter, "a day from {first} to {last}"),
            Allowed::Place => {
                write!(formatter, "a code of six digits or the whole name of a place in rules/regions.csv")
            }
            Allowed::YesNo => write!(formatter, "true or false"),
            Allowed::Case => write!(formatter, "an object such as {{\"place\": {{\"hukou\": \"620102\"}}}}"),
            Allowed::Object => write!(formatter, "an object with named fields"),
            Allowed::List => write!(formatter, "a list"),
            Allowed::Json => write!(formatter, "a text, a number, true, false, a list or an object"),
        }
    }
}

impl CaseFile {
    /// The case, with every field that cannot be understood left out, and what is wrong with those fields.
    pub fn read(&self, rulebook: &Rulebook, today: Date) -> (Case, Vec<Error>) {
        let mut reader = Reader { rulebook, days_told: days_told(today), path: Vec::new(), errors: Vec::new() };
        let case = reader.case(self, today);
        (case, reader.errors)
    }

    /// The file of a case.
    pub fn of(case: &Case) -> CaseFile {
        let text = |text: String| Some(Plain::Text(text));
        let place = &case.place;
        CaseFile {
            as_of: text(case.as_of.to_string()),
            place: PlaceFile {
                hukou: place.hukou.and_then(|code| text(code.to_string())),
                residence: word(place.residence),
                current: place.current.and_then(|current| match current {
                    CurrentPlace::AtHukou => text(AT_HUKOU.to_owned()),
                    CurrentPlace::Elsewhere(code) => text(code.to_string()),
                }),
                residence_permit: yes_no(place.residence_permit),
                local_standard: place.local_standard.map(plain_money),
                local_income_per_person: place.local_income_per_person.map(plain_money),
            },
            members: case.members.as_ref().map(|members| members.iter().map(member_file).collect()),
            income: income_file(&case.income),
            exempt: case
                .exempt
                .iter()
                .filter_map(|(kind, amount)| Some(ExemptFile { kind: word(Some(kind))?, sum: amount_file(*amount) }))
                .collect(),
            expenses: ExpensesFile {
                medical: case.expenses.medical.map(amount_file),
                education: case.expenses.education.map(amount_file),
                rehabilitation: case.expenses.rehabilitation.map(amount_file),
                other: case.expenses.other.map(amount_file),
            },
            property: property_file(&case.property),
            hardship: hardship_file(&case.hardship),
            receives: case.receives.map(|it| ReceivesFile {
                dibao: yes_no(Some(it.dibao)),
                tekun: yes_no(Some(it.tekun)),
                borderline: yes_no(Some(it.borderline)),
                rigid_expense: yes_no(Some(it.rigid_expense)),
                monitored: yes_no(Some(it.monitored)),
                unemployment_benefit: yes_no(Some(it.unemployment_benefit)),
                veteran: yes_no(Some(it.veteran)),
                child_welfare: yes_no(Some(it.child_welfare)),
            }),
        }
    }
}

/// Goes through a file, keeps what is right and notes what is wrong.
struct Reader<'a> {
    rulebook: &'a Rulebook,
    days_told: RangeInclusive<Date>,
    path: Vec<String>,
    errors: Vec<Error>,
}

impl Reader<'_> {
    fn case(&mut self, file: &CaseFile, today: Date) -> Case {
        let as_of = self.day("as_of", &file.as_of).unwrap_or(today);
        Case {
            place: self.within("place", |reader| reader.place_of(&file.place)),
            members: file.members.as_ref().map(|members| self.members(members)),
            income: self.within("income", |reader| reader.income(&file.income)),
            exempt: self.exempt(&file.exempt),
            expenses: self.within("expenses", |reader| Expenses {
                medical: reader.amount("medical", &file.expenses.medical),
                education: reader.amount("education", &file.expenses.education),
                rehabilitation: reader.amount("rehabilitation", &file.expenses.rehabilitation),
                other: reader.amount("other", &file.expenses.other),
            }),
            property: self.within("property", |reader| reader.property(&file.property)),
            hardship: self.within("hardship", |reader| reader.hardship(&file.hardship)),
            receives: file.receives.as_ref().map(|it| self.within("receives", |reader| reader.receives(it))),
            ..Case::on(as_of)
        }
    }

    fn place_of(&mut self, file: &PlaceFile) -> Place {
        let current = match &file.current {
            Some(Plain::Text(text)) if text == AT_HUKOU => Some(CurrentPlace::AtHukou),
            told => self.region("current", told).map(CurrentPlace::Elsewhere),
        };
        Place {
            hukou: self.region("hukou", &file.hukou),
            residence: self.word("residence", &file.residence),
            current,
            residence_permit: self.yes_no("residence_permit", &file.residence_permit),
            local_standard: self.money("local_standard", &file.local_standard),
            local_income_per_person: self.money("local_income_per_person", &file.local_income_per_person),
        }
    }

    fn members(&mut self, files: &[MemberFile]) -> Vec<Member> {
        if files.len() > MOST_MEMBERS {
            let allowed = Allowed::Whole(1, MOST_MEMBERS as i64);
            self.within("members", |reader| reader.wrong(Code::TooMany, files.len().to_string(), allowed));
        }
        let listed = files.iter().take(MOST_MEMBERS).enumerate();
        listed
            .map(|(index, file)| self.within(&format!("members[{index}]"), |reader| reader.member(index, file)))
            .collect()
    }

    fn member(&mut self, index: usize, file: &MemberFile) -> Member {
        let relation: Option<Relation> = self.word("relation", &file.relation);
        let fits = relation.is_none_or(|relation| (relation == Relation::Applicant) == (index == 0));
        if !fits {
            let others = ["spouse", "child", "parent", "grandparent", "grandchild", "sibling", "other_dependant"];
            let allowed = if index == 0 { vec!["applicant"] } else { others.to_vec() };
            let given = file.relation.as_ref().map(Plain::to_string).unwrap_or_default();
            self.within("relation", |reader| reader.wrong(Code::Applicant, given, Allowed::Words(allowed)));
        }
        let relation = if index == 0 { Some(Relation::Applicant) } else { relation.filter(|_| fits) };
        Member {
            relation,
            age: self.whole("age", &file.age, OLDEST),
            lives_together: self.yes_no("lives_together", &file.lives_together),
            student: self.word("student", &file.student),
            disability: self.disability(file),
            illness: self.word("illness", &file.illness),
            work: self.word("work", &file.work),
            absence: self.word("absence", &file.absence),
            kept_by_sibling_or_elder: self.yes_no("kept_by_sibling_or_elder", &file.kept_by_sibling_or_elder),
            self_care_lost: self.whole("self_care_lost", &file.self_care_lost, ACTS_OF_DAILY_LIFE),
            supporters: self.word("supporters", &file.supporters),
            own_income: self.amount("own_income", &file.own_income),
            income: self.within("income", |reader| reader.income(&file.income)),
        }
    }

    fn disability(&mut self, file: &MemberFile) -> Option<Disability> {
        let grade = self.whole("disability_grade", &file.disability_grade, 4).filter(|grade| {
            if *grade == 0 {
                self.within("disability_grade", |reader| {
                    reader.wrong(Code::OutOfBounds, "0".to_owned(), Allowed::Whole(1, 4));
                });
            }
            *grade > 0
        });
        if matches!(&file.disability, Some(Plain::Text(text)) if text == NO_CERTIFICATE) {
            return Some(Disability::None);
        }
        let kind: DisabilityKind = self.word("disability", &file.disability)?;
        let grade = match grade {
            Some(1) => DisabilityGrade::First,
            Some(2) => DisabilityGrade::Second,
            Some(3) => DisabilityGrade::Third,
            Some(_) => DisabilityGrade::Fourth,
            None => {
                if file.disability_grade.is_none() {
                    self.within("disability_grade", |reader| {
                        reader.wrong(Code::Missing, String::new(), Allowed::Whole(1, 4));
                    });
                }
                return None;
            }
        };
        Some(Disability::Certified { kind, grade })
    }

    fn income(&mut self, file: &IncomeFile) -> Income {
        Income {
            wages: self.amount("wages", &file.wages),
            business: self.amount("business", &file.business),
            property: self.amount("property", &file.property),
            transfer: self.amount("transfer", &file.transfer),
            other: self.amount("other", &file.other),
            transfer_paid: self.amount("transfer_paid", &file.transfer_paid),
            basic_pension: self.amount("basic_pension", &file.basic_pension),
            elder_allowance: self.amount("elder_allowance", &file.elder_allowance),
        }
    }

    fn exempt(&mut self, files: &[ExemptFile]) -> Vec<(jiuzhu_engine::case::ExemptIncome, Amount)> {
        let read = |(index, file): (usize, &ExemptFile)| {
            self.within(&format!("exempt[{index}]"), |reader| {
                let kind = reader.word("kind", &Some(file.kind.clone()));
                let amount = reader.amount("sum", &Some(file.sum.clone()));
                kind.zip(amount)
            })
        };
        files.iter().enumerate().filter_map(read).collect()
    }

    fn property(&mut self, file: &PropertyFile) -> Property {
        Property {
            financial: self.range("financial", &file.financial),
            vehicles: self.whole("vehicles", &file.vehicles, MOST_THINGS),
            vehicle_value: self.range("vehicle_value", &file.vehicle_value),
            homes: self.whole("homes", &file.homes, MOST_THINGS),
            non_residential: self.yes_no("non_residential", &file.non_residential),
            registered_capital: self.range("registered_capital", &file.registered_capital),
            large_purchase: self.yes_no("large_purchase", &file.large_purchase),
            costly_school: self.yes_no("costly_school", &file.costly_school),
        }
    }

    fn hardship(&mut self, file: &HardshipFile) -> Hardship {
        Hardship {
            event: self.word("event", &file.event),
            event_date: self.day("event_date", &file.event_date),
            living_affected: self.yes_no("living_affected", &file.living_affected),
            spending_surge: self.yes_no("spending_surge", &file.spending_surge),
            family_support: self.yes_no("family_support", &file.family_support),
            months: self.whole("months", &file.months, MOST_MONTHS),
            months_without_income: self.whole("months_without_income", &file.months_without_income, MOST_MONTHS),
            unemployment_insured: self.yes_no("unemployment_insured", &file.unemployment_insured),
            graduate: self.word("graduate", &file.graduate),
            months_since_job: self.whole("months_since_job", &file.months_since_job, MOST_MONTHS),
        }
    }

    fn receives(&mut self, file: &ReceivesFile) -> Receives {
        let mut told = |name, value| self.yes_no(name, value).unwrap_or_default();
        Receives {
            dibao: told("dibao", &file.dibao),
            tekun: told("tekun", &file.tekun),
            borderline: told("borderline", &file.borderline),
            rigid_expense: told("rigid_expense", &file.rigid_expense),
            monitored: told("monitored", &file.monitored),
            unemployment_benefit: told("unemployment_benefit", &file.unemployment_benefit),
            veteran: told("veteran", &file.veteran),
            child_welfare: told("child_welfare", &file.child_welfare),
        }
    }

    fn within<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(name.to_owned());
        let read = read(self);
        self.path.pop();
        read
    }

    fn wrong(&mut self, code: Code, given: String, allowed: Allowed) {
        self.errors.push(Error { code, path: self.path.join("."), given, allowed });
    }

    fn refuse(&mut self, code: Code, name: &str, given: &Plain, allowed: Allowed) {
        self.within(name, |reader| reader.wrong(code, given.to_string(), allowed));
    }

    fn text<'v>(&mut self, name: &str, value: &'v Option<Plain>, allowed: impl FnOnce() -> Allowed) -> Option<&'v str> {
        match value.as_ref()? {
            Plain::Text(text) => Some(text),
            odd => {
                self.refuse(Code::WrongType, name, odd, allowed());
                None
            }
        }
    }

    fn yes_no(&mut self, name: &str, value: &Option<Plain>) -> Option<bool> {
        match value.as_ref()? {
            Plain::YesNo(yes) => Some(*yes),
            odd => {
                self.refuse(Code::WrongType, name, odd, Allowed::YesNo);
                None
            }
        }
    }

    /// A whole number from zero to `most`.
    fn whole(&mut self, name: &str, value: &Option<Plain>, most: u8) -> Option<u8> {
        let allowed = Allowed::Whole(0, most.into());
        match value.as_ref()? {
            Plain::Whole(number) if (0..=i64::from(most)).contains(number) => u8::try_from(*number).ok(),
            Plain::Whole(number) => {
                self.refuse(Code::OutOfBounds, name, &Plain::Whole(*number), allowed);
                None
            }
            odd => {
                self.refuse(Code::WrongType, name, odd, allowed);
                None
            }
        }
    }

    fn word<T: for<'de> Deserialize<'de>>(&mut self, name: &str, value: &Option<Plain>) -> Option<T> {
        let read = |text: &str| T::deserialize(IntoDeserializer::<WordError>::into_deserializer(text));
        let text = self.text(name, value, || match read("") {
            Err(WordError(words)) => Allowed::Words(words.to_vec()),
            Ok(_) => Allowed::Words(Vec::new()),
        })?;
        match read(text) {
            Ok(word) => Some(word),
            Err(WordError(words)) => {
                let mut words = words.to_vec();
                if name == "disability" {
                    words.insert(0, NO_CERTIFICATE);
                }
                self.refuse(Code::UnknownWord, name, &Plain::Text(text.to_owned()), Allowed::Words(words));
                None
            }
        }
    }

    fn day(&mut self, name: &str, value: &Option<Plain>) -> Option<Date> {
        let allowed = Allowed::Day(*self.days_told.start(), *self.days_told.end());
        let text = self.text(name, value, || allowed.clone())?;
        let day = Date::parse(text);
        let code = match day {
            None => Code::NotADay,
            Some(day) if self.days_told.contains(&day) => return Some(day),
            Some(_) => Code::OutOfBounds,
        };
        self.refuse(code, name, &Plain::Text(text.to_owned()), allowed);
        None
    }

    fn region(&mut self, name: &str, value: &Option<Plain>) -> Option<RegionCode> {
        let text = self.text(name, value, || Allowed::Place)?;
        let found = place::find(self.rulebook, text);
        if found.is_none() {
            self.refuse(Code::UnknownPlace, name, &Plain::Text(text.to_owned()), Allowed::Place);
        }
        found
    }

    fn money(&mut self, name: &str, value: &Option<Plain>) -> Option<Money> {
        let text = self.text(name, value, || Allowed::Money)?;
        let code = match Money::parse(text) {
            Ok(money) => return Some(money),
            Err(MoneyError::Empty | MoneyError::NotANumber) => Code::NotANumber,
            Err(MoneyError::Negative) => Code::Negative,
            Err(MoneyError::TooPrecise) => Code::TooPrecise,
            Err(MoneyError::TooLarge) => Code::TooLarge,
        };
        self.refuse(code, name, &Plain::Text(text.to_owned()), Allowed::Money);
        None
    }

    /// An amount that covers no time.
    fn range(&mut self, name: &str, value: &Option<Sum>) -> Option<Range> {
        let sum = value.as_ref()?;
        self.within(name, |reader| {
            if let Some(period) = &sum.period {
                reader.refuse(Code::WrongType, "period", period, Allowed::Sum);
            }
            reader.ends(sum)
        })
    }

    /// An amount with the time that it covers.
    fn amount(&mut self, name: &str, value: &Option<Sum>) -> Option<Amount> {
        let sum = value.as_ref()?;
        self.within(name, |reader| {
            let range = reader.ends(sum);
            let period = reader.word("period", &sum.period);
            match (range?, period) {
                (range, Some(period)) => Some(Amount { range, period }),
                (range, None) if sum.period.is_none() && range == Range::ZERO => {
                    Some(Amount { range, period: Period::Month })
                }
                (_, None) => {
                    if sum.period.is_none() {
                        let allowed = Allowed::Words(vec!["month", "year"]);
                        reader.within("period", |reader| reader.wrong(Code::Missing, String::new(), allowed));
                    }
                    None
                }
            }
        })
    }

    fn ends(&mut self, sum: &Sum) -> Option<Range> {
        let before = self.errors.len();
        let [amount, from, to] =
            [("amount", &sum.amount), ("from", &sum.from), ("to", &sum.to)].map(|(name, told)| self.money(name, told));
        if self.errors.len() > before {
            return None;
        }
        match (amount, from, to) {
            (Some(amount), None, None) => Some(Range::exactly(amount)),
            (None, Some(from), None) => Some(Range::at_least(from)),
            (None, from, Some(to)) => {
                let from = from.unwrap_or_default();
                let range = Range::between(from, to);
                if range.is_none() {
                    self.wrong(Code::WrongOrder, format!("{from}\u{2013}{to}"), Allowed::Sum);
                }
                range
            }
            (None, None, None) => {
                self.wrong(Code::Missing, String::new(), Allowed::Sum);
                None
            }
            (Some(amount), ..) => {
                self.wrong(Code::WrongOrder, amount.to_string(), Allowed::Sum);
                None
            }
        }
    }
}

/// Carries the words that an enum of the engine knows out of a failed reading.
#[derive(Debug)]
struct WordError(&'static [&'static str]);

impl fmt::Display for WordError {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "expected one of {:?}", self.0)
    }
}

impl core::error::Error for WordError {}

impl de::Error for WordError {
    fn custom<T: fmt::Display>(_: T) -> WordError {
        WordError(&[])
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> WordError {
        WordError(expected)
    }
}

/// Shows the word that an enum of the engine is written as.
pub(super) struct Word<T>(pub(super) T);

impl<T: Serialize> fmt::Display for Word<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        self.0.serialize(formatter)
    }
}

fn word<T: Serialize>(value: Option<T>) -> Option<Plain> {
    value.map(|value| Plain::Text(Word(value).to_string()))
}

fn yes_no(value: Option<bool>) -> Option<Plain> {
    value.map(Plain::YesNo)
}

fn whole(value: Option<u8>) -> Option<Plain> {
    value.map(|value| Plain::Whole(value.into()))
}

fn plain_money(money: Money) -> Plain {
    Plain::Text(money.to_string())
}

fn range_file(range: Range) -> Sum {
    match range.exact() {
        Some(amount) => Sum { amount: Some(plain_money(amount)), ..Sum::default() },
        None => Sum { from: Some(plain_money(range.low())), to: range.high().map(plain_money), ..Sum::default() },
    }
}

fn amount_file(amount: Amount) -> Sum {
    Sum { period: word(Some(amount.period)), ..range_file(amount.range) }
}

fn member_file(member: &Member) -> MemberFile {
    let (disability, disability_grade) = match member.disability {
        None => (None, None),
        Some(Disability::None) => (Some(Plain::Text(NO_CERTIFICATE.to_owned())), None),
        Some(Disability::Certified { kind, grade }) => (word(Some(kind)), whole(Some(grade as u8 + 1))),
    };
    MemberFile {
        relation: word(member.relation),
        age: whole(member.age),
        lives_together: yes_no(member.lives_together),
        student: word(member.student),
        disability,
        disability_grade,
        illness: word(member.illness),
        work: word(member.work),
        absence: word(member.absence),
        kept_by_sibling_or_elder: yes_no(member.kept_by_sibling_or_elder),
        self_care_lost: whole(member.self_care_lost),
        supporters: word(member.supporters),
        own_income: member.own_income.map(amount_file),
        income: income_file(&member.income),
    }
}

fn income_file(income: &Income) -> IncomeFile {
    IncomeFile {
        wages: income.wages.map(amount_file),
        business: income.business.map(amount_file),
        property: income.property.map(amount_file),
        transfer: income.transfer.map(amount_file),
        other: income.other.map(amount_file),
        transfer_paid: income.transfer_paid.map(amount_file),
        basic_pension: income.basic_pension.map(amount_file),
        elder_allowance: income.elder_allowance.map(amount_file),
    }
}

fn property_file(property: &Property) -> PropertyFile {
    PropertyFile {
        financial: property.financial.map(range_file),
        vehicles: whole(property.vehicles),
        vehicle_value: property.vehicle_value.map(range_file),
        homes: whole(property.homes),
        non_residential: yes_no(property.non_residential),
        registered_capital: property.registered_capital.map(range_file),
        large_purchase: yes_no(property.large_purchase),
        costly_school: yes_no(property.costly_school),
    }
}

fn hardship_file(hardship: &Hardship) -> HardshipFile {
    HardshipFile {
        event: word(hardship.event),
        event_date: hardship.event_date.map(|date| Plain::Text(date.to_string())),
        living_affected: yes_no(hardship.living_affected),
        spending_surge: yes_no(hardship.spending_surge),
        family_support: yes_no(hardship.family_support),
        months: whole(hardship.months),
        months_without_income: whole(hardship.months_without_income),
        unemployment_insured: yes_no(hardship.unemployment_insured),
        graduate: word(hardship.graduate),
        months_since_job: whole(hardship.months_since_job),
    }
}

impl fmt::Display for Plain {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Plain::Text(text) | Plain::Odd(text) => formatter.write_str(text),
            Plain::Whole(number) => write!(formatter, "{number}"),
            Plain::YesNo(yes) => write!(formatter, "{yes}"),
        }
    }
}

impl Serialize for Plain {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Plain::Text(text) | Plain::Odd(text) => serializer.serialize_str(text),
            Plain::Whole(number) => serializer.serialize_i64(*number),
            Plain::YesNo(yes) => serializer.serialize_bool(*yes),
        }
    }
}

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Plain, D::Error> {
        deserializer.deserialize_any(PlainVisitor)
    }
}

struct PlainVisitor;

impl<'de> Visitor<'de> for PlainVisitor {
    type Value = Plain;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a text, a whole number, true or false")
    }

    fn visit_str<E>(self, text: &str) -> Result<Plain, E> {
        Ok(Plain::Text(text.to_owned()))
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Plain, E> {
        Ok(Plain::YesNo(yes))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Plain, E> {
        Ok(Plain::Whole(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Plain, E> {
        Ok(i64::try_from(number).map_or_else(|_| Plain::Odd(number.to_string()), Plain::Whole))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Plain, E> {
        Ok(Plain::Odd(number.to_string()))
    }

    /// A table where a plain value belongs, or a day that TOML knows without quotes and hands on as a table of one text.
    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Plain, M::Error> {
        let mut day = None;
        while let Some(name) = map.next_key::<String>()? {
            if name.contains("toml_private_datetime") {
                day = Some(map.next_value()?);
            } else {
                map.next_value::<de::IgnoredAny>()?;
            }
        }
        Ok(day.map_or_else(|| Plain::Odd("a table".to_owned()), Plain::Text))
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<Plain, S::Error> {
        while list.next_element::<de::IgnoredAny>()?.is_some() {}
        Ok(Plain::Odd("a list".to_owned()))
    }
}

/// The table form of a [`Sum`].
#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct SumTable {
    #[serde(skip_serializing_if = "is_left_out")]
    amount: Option<Plain>,
    #[serde(skip_serializing_if = "is_left_out")]
    from: Option<Plain>,
    #[serde(skip_serializing_if = "is_left_out")]
    to: Option<Plain>,
    #[serde(skip_serializing_if = "is_left_out")]
    period: Option<Plain>,
}

impl Serialize for Sum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.clone() {
            Sum { amount: Some(amount), from: None, to: None, period: None } => amount.serialize(serializer),
            Sum { amount, from, to, period } => SumTable { amount, from, to, period }.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Sum {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Sum, D::Error> {
        deserializer.deserialize_any(SumVisitor)
    }
}

struct SumVisitor;

impl SumVisitor {
    fn alone<E: de::Error>(plain: Result<Plain, E>) -> Result<Sum, E> {
        plain.map(|plain| Sum { amount: Some(plain), ..Sum::default() })
    }
}

impl<'de> Visitor<'de> for SumVisitor {
    type Value = Sum;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("an amount such as \"3000\" or { amount = \"1500\", period = \"month\" }")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Sum, E> {
        SumVisitor::alone(PlainVisitor.visit_str(text))
    }

    fn visit_bool<E: de::Error>(self, yes: bool) -> Result<Sum, E> {
        SumVisitor::alone(PlainVisitor.visit_bool(yes))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Sum, E> {
        SumVisitor::alone(PlainVisitor.visit_i64(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Sum, E> {
        SumVisitor::alone(PlainVisitor.visit_u64(number))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Sum, E> {
        SumVisitor::alone(PlainVisitor.visit_f64(number))
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Sum, M::Error> {
        let table = SumTable::deserialize(de::value::MapAccessDeserializer::new(map))?;
        Ok(Sum { amount: table.amount, from: table.from, to: table.to, period: table.period })
    }
}
