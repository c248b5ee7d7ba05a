//! Which fields a screen has, and what can be wrong with what stands in them.

use jiuzhu_engine::case::{MOST_MEMBERS, MOST_MONTHS, OLDEST, Period, days_told};
use jiuzhu_engine::{Date, HouseholdQuestion as Ask, MemberQuestion as AskOf, Money, MoneyError, Range};

use crate::interview::draft::{Drafts, Part};
use crate::interview::step::{BELONGINGS, CIRCUMSTANCES, EXPENSE_KINDS, INCOME_KINDS, Step};
use crate::text;

/// The kinds of fields that a screen may have.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// A place in the country.
    Place,
    /// Whether the person lives where the hukou is, and where else.
    Current,
    /// The list of people.
    People,
    /// Who a member is.
    Person,
    /// The kind and grade of a certificate.
    Certificate,
    /// One of several options.
    Choice(&'static [&'static str]),
    /// Any of several options, or none of them.
    Ticks(Vec<&'static str>),
    /// An amount over a time; the time that is set out with.
    Amount(Period),
    /// A sum at one time.
    Sum,
    /// A figure of the place, exact.
    Figure(Period),
    /// A day.
    Day,
    /// A whole number of months.
    Months,
}

/// The options of a question that is answered with yes or no.
pub const YES_NO: &[&str] = &["yes", "no"];
/// The options for what a person is to the applicant, in the order of [`crate::interview::answers::RELATIONS`].
pub const RELATIONS: &[&str] =
    &["spouse", "child", "parent", "grandparent", "grandchild", "sibling", "other-dependant"];
/// The kinds on a certificate.
pub const KINDS: &[&str] = &["sight", "hearing", "speech", "physical", "intellectual", "mental", "multiple"];
/// The grades on a certificate.
pub const GRADES: &[&str] = &["first", "second", "third", "fourth"];

impl Step {
    /// The fields of the screen.
    pub fn form(self) -> Form {
        let household = |kinds: &[Ask]| Form::Ticks(kinds.iter().map(|ask| ask.id()).collect());
        match self {
            Step::Person(_) => Form::Person,
            Step::Circumstances(_) => Form::Ticks(CIRCUMSTANCES.iter().map(|ask| ask.id()).collect()),
            Step::IncomeKinds => household(&INCOME_KINDS),
            Step::ExpenseKinds => household(&EXPENSE_KINDS),
            Step::Belongings => household(&BELONGINGS),
            Step::Of(_, ask) => match ask {
                AskOf::Student => {
                    Form::Choice(&["kindergarten", "compulsory", "high-school", "undergraduate", "postgraduate"])
                }
                AskOf::Work => Form::Choice(&[
                    "employed",
                    "self-employed",
                    "farming",
                    "unemployed",
                    "unable",
                    "carer",
                    "pupil",
                    "retired",
                ]),
                AskOf::Disability => Form::Certificate,
                AskOf::Illness => Form::Choice(&["serious", "major"]),
                AskOf::Absence => Form::Choice(&["detained", "declared-missing", "clergy"]),
                AskOf::KeptBySiblingOrElder => Form::Choice(YES_NO),
                AskOf::OwnIncome => Form::Amount(Period::Month),
                AskOf::SelfCare => Form::Ticks(vec!["eat", "dress", "bed", "toilet", "walk", "bathe"]),
                AskOf::Supporters => Form::Choice(&["none", "unable", "able"]),
                AskOf::Relation | AskOf::Age | AskOf::LivesTogether => Form::Person,
            },
            Step::Ask(ask) => match ask {
                Ask::HukouPlace => Form::Place,
                Ask::Residence => Form::Choice(&["urban", "rural"]),
                Ask::CurrentPlace => Form::Current,
                Ask::Members => Form::People,
                Ask::Receives => Form::Ticks(vec![
                    "dibao",
                    "tekun",
                    "borderline",
                    "rigid-expense",
                    "monitored",
                    "unemployment-benefit",
                    "veteran",
                    "child-welfare",
                ]),
                Ask::Event => Form::Choice(&[
                    "sudden-illness",
                    "traffic-accident",
                    "injury",
                    "fire",
                    "natural-disaster",
                    "family-upheaval",
                    "stranded",
                    "other",
                    "none",
                ]),
                Ask::Graduate => Form::Choice(&["none", "illness", "study", "failed-start-up", "other"]),
                Ask::EventDate => Form::Day,
                Ask::LivingAffected | Ask::UnemploymentInsured | Ask::SpendingSurge => Form::Choice(YES_NO),
                Ask::NonResidential | Ask::LargePurchase | Ask::CostlySchool => Form::Choice(YES_NO),
                Ask::Wages | Ask::Transfer | Ask::BasicPension | Ask::ElderAllowance => Form::Amount(Period::Month),
                Ask::Business | Ask::PropertyIncome | Ask::OtherIncome | Ask::TransferPaid => {
                    Form::Amount(Period::Year)
                }
                Ask::Medical | Ask::Education | Ask::Rehabilitation | Ask::OtherExpense => Form::Amount(Period::Year),
                Ask::HardshipMonths | Ask::MonthsWithoutIncome | Ask::MonthsSinceJob => Form::Months,
                Ask::Financial | Ask::VehicleValue | Ask::RegisteredCapital => Form::Sum,
                Ask::Vehicles => Form::Choice(&["one", "two", "three-or-more"]),
                Ask::Homes => Form::Choice(&["two", "three", "four-or-more"]),
                Ask::LocalStandard => Form::Figure(Period::Month),
                Ask::LocalIncomePerPerson => Form::Figure(Period::Year),
            },
        }
    }
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field.
    pub part: Part,
    /// Which text says it.
    pub key: &'static str,
    /// What was given.
    pub given: String,
    /// What it was compared with, or what is allowed.
    pub other: String,
}

impl Problem {
    /// A problem of one field.
    pub fn new(part: Part, key: &'static str, given: &str) -> Problem {
        Problem { part, key, given: given.trim().to_owned(), other: String::new() }
    }

    /// With what it was compared with.
    #[must_use]
    pub fn beside(self, other: impl ToString) -> Problem {
        Problem { other: other.to_string(), ..self }
    }

    /// The sentence that says it.
    pub fn message(&self) -> String {
        let key = format!("problem.{}", self.key);
        text::fill_named(&key, &[("given", &self.given), ("other", &self.other)])
    }
}

/// What a screen's fields say, or everything that is wrong with them.
pub type Read<T> = Result<T, Vec<Problem>>;

/// The option that is chosen.
pub fn choice(drafts: &Drafts, step: Step, part: Part) -> Read<usize> {
    let key = match part {
        Part::Relation => "no-relation",
        Part::Lives => "no-lives",
        Part::Kind => "no-kind",
        Part::Grade => "no-grade",
        _ => "nothing-chosen",
    };
    drafts.choice(step, part).ok_or_else(|| vec![Problem::new(part, key, "")])
}

/// The options that are ticked; the one after the last says that none of them applies.
pub fn ticks(drafts: &Drafts, step: Step) -> Read<u32> {
    let ticked = drafts.ticks(step, Part::Choice).filter(|ticks| *ticks != 0);
    ticked.ok_or_else(|| vec![Problem::new(Part::Choice, "nothing-ticked", "")])
}

/// One amount.
pub fn money(drafts: &Drafts, step: Step, part: Part) -> Read<Money> {
    let typed = drafts.text(step, part);
    Money::parse(typed).map_err(|error| {
        let key = match error {
            MoneyError::Empty => "money-empty",
            MoneyError::NotANumber => "money-not-a-number",
            MoneyError::Negative => "money-negative",
            MoneyError::TooPrecise => "money-too-precise",
            MoneyError::TooLarge => "money-too-large",
        };
        vec![Problem::new(part, key, typed)]
    })
}

/// One amount, or the range that is given in place of it.
pub fn range(drafts: &Drafts, step: Step) -> Read<Range> {
    if !is_rough(drafts, step) {
        return money(drafts, step, Part::Exact).map(Range::exactly);
    }
    let (low, high) = both(money(drafts, step, Part::Low), money(drafts, step, Part::High))?;
    let reversed = || {
        let problem = Problem::new(Part::Low, "range-reversed", drafts.text(step, Part::Low));
        vec![problem.beside(drafts.text(step, Part::High).trim())]
    };
    Range::between(low, high).ok_or_else(reversed)
}

/// Whether a range is given in place of one amount.
pub fn is_rough(drafts: &Drafts, step: Step) -> bool {
    drafts.ticks(step, Part::Roughly) == Some(1)
}

/// Over which time the amount of a screen is.
pub fn period(drafts: &Drafts, step: Step) -> Period {
    match (drafts.choice(step, Part::Period), step.form()) {
        (Some(0), _) => Period::Month,
        (Some(_), _) => Period::Year,
        (None, Form::Amount(period) | Form::Figure(period)) => period,
        (None, _) => Period::Month,
    }
}

/// Full years.
pub fn age(drafts: &Drafts, step: Step) -> Read<Option<u8>> {
    if drafts.ticks(step, Part::AgeUnknown) == Some(1) {
        return Ok(None);
    }
    let typed = drafts.text(step, Part::Age);
    let problem = |key| vec![Problem::new(Part::Age, key, typed).beside(OLDEST)];
    if typed.trim().is_empty() {
        return Err(problem("age-empty"));
    }
    let years = typed.trim();
    match whole(years.strip_suffix(text::get(key!("words.years-old"))).unwrap_or(years)) {
        None => Err(problem("age-not-whole")),
        Some(years) => match u8::try_from(years) {
            Ok(years) if years <= OLDEST => Ok(Some(years)),
            _ => Err(problem("age-too-old")),
        },
    }
}

/// A whole number of months.
pub fn months(drafts: &Drafts, step: Step) -> Read<u8> {
    let typed = drafts.text(step, Part::Exact);
    let months = whole(typed).and_then(|months| u8::try_from(months).ok());
    let allowed = months.filter(|months| (1..=MOST_MONTHS).contains(months));
    let key = if typed.trim().is_empty() { "months-empty" } else { "months-not-allowed" };
    allowed.ok_or_else(|| vec![Problem::new(Part::Exact, key, typed).beside(MOST_MONTHS)])
}

/// A day that exists and is accepted.
pub fn day(drafts: &Drafts, step: Step, today: Date) -> Read<Date> {
    let typed = [Part::Year, Part::Month, Part::Day].map(|part| drafts.text(step, part).trim());
    let given = typed.join("-");
    let problem = |part, key, other: &dyn ToString| vec![Problem::new(part, key, &given).beside(other.to_string())];
    for (part, typed) in [Part::Year, Part::Month, Part::Day].into_iter().zip(typed) {
        if typed.is_empty() {
            let name = text::named(&format!("field.{}", part.id()));
            return Err(problem(part, "day-empty", &name));
        }
    }
    let [year, month, day] = typed.map(|typed| whole(typed).and_then(|number| u16::try_from(number).ok()));
    let date = year
        .zip(month)
        .zip(day)
        .and_then(|((year, month), day)| Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?));
    let (earliest, latest) = days_told(today).into_inner();
    match date {
        None => Err(problem(Part::Year, "day-not-real", &"")),
        Some(date) if date < earliest => Err(problem(Part::Year, "day-too-early", &earliest)),
        Some(date) if date > latest => Err(problem(Part::Year, "day-too-late", &latest)),
        Some(date) => Ok(date),
    }
}

/// An error if one more person would be too many.
pub fn room_for(people: usize) -> Read<()> {
    let problem = || vec![Problem::new(Part::Relation, "too-many-people", "").beside(MOST_MEMBERS)];
    if people <= MOST_MEMBERS { Ok(()) } else { Err(problem()) }
}

/// Both, or the problems of both.
pub fn both<A, B>(one: Read<A>, two: Read<B>) -> Read<(A, B)> {
    match (one, two) {
        (Ok(one), Ok(two)) => Ok((one, two)),
        (Err(one), Err(two)) => Err([one, two].concat()),
        (Err(problems), _) | (_, Err(problems)) => Err(problems),
    }
}

/// Whole numbers of up to six digits, full-width ones too.
fn whole(typed: &str) -> Option<u32> {
    let mut number = 0;
    let digits: Vec<u32> = typed.trim().chars().map(digit).collect::<Option<_>>()?;
    if digits.is_empty() || digits.len() > 6 {
        return None;
    }
    for digit in digits {
        number = number * 10 + digit;
    }
    Some(number)
}

fn digit(sign: char) -> Option<u32> {
    let full_width_zero = 0xFF10;
    match sign {
        '0'..='9' => Some(sign as u32 - '0' as u32),
        _ => (sign as u32).checked_sub(full_width_zero).filter(|digit| *digit < 10),
    }
}
