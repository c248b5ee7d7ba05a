//! The fields of the form: one for each question, named as the citizen's page names its screens.
//!
//! A member's relation, age and home stand on one screen there; here each has a field of its own.

use jiuzhu_engine::case::{ACTS_OF_DAILY_LIFE, MOST_THINGS, Member, Period};
use jiuzhu_engine::{HouseholdQuestion as Ask, MemberQuestion as AskOf, Question};
use jiuzhu_selfcheck::interview::form::{Form, GRADES, KINDS, RELATIONS, YES_NO};
pub use jiuzhu_selfcheck::interview::step::Step as Field;
use jiuzhu_selfcheck::interview::step::{BELONGINGS, CIRCUMSTANCES, EXPENSE_KINDS, INCOME_KINDS};
use jiuzhu_selfcheck::interview::who;
use jiuzhu_selfcheck::{key, text};

/// The digit that says that nothing of the kind applies.
pub const NOTHING: char = '0';

/// What a field takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A place by name; where one lives now, `1` says at the hukou place.
    Place,
    /// The digit of one of these.
    One(&'static [&'static str]),
    /// The digit of one of these, or [`NOTHING`].
    OneOrNothing(&'static [&'static str]),
    /// The digits of all that apply, or [`NOTHING`].
    Any(Vec<&'static str>),
    /// A digit for the kind of disability and one for its grade, or [`NOTHING`].
    Certificate,
    /// Full years.
    Age,
    /// How many, up to so many.
    Count(u8),
    /// Whole months.
    Months,
    /// A day.
    Day,
    /// An amount; the time that it covers unless another is named.
    Amount(Period),
    /// A sum at one time.
    Sum,
    /// An exact figure of the place; the time that it covers unless another is named.
    Figure(Period),
    /// What the next person is to the applicant, or [`NOTHING`] when there is nobody else.
    NextPerson,
}

/// What a field takes.
pub fn kind(field: Field) -> Kind {
    match field {
        Field::Of(_, AskOf::Relation) => Kind::One(RELATIONS),
        Field::Of(_, AskOf::Age) => Kind::Age,
        Field::Of(_, AskOf::LivesTogether) => Kind::One(YES_NO),
        Field::Of(_, AskOf::SelfCare) => Kind::Count(ACTS_OF_DAILY_LIFE),
        Field::Ask(Ask::Vehicles | Ask::Homes) => Kind::Count(MOST_THINGS),
        _ => match field.form() {
            Form::Place | Form::Current => Kind::Place,
            Form::People | Form::Person => Kind::NextPerson,
            Form::Certificate => Kind::Certificate,
            Form::Choice(ids) if CIRCUMSTANCES.iter().any(|ask| field.id() == ask.id()) => Kind::OneOrNothing(ids),
            Form::Choice(ids) => Kind::One(ids),
            Form::Ticks(ids) => Kind::Any(ids),
            Form::Amount(period) => Kind::Amount(period),
            Form::Sum => Kind::Sum,
            Form::Figure(period) => Kind::Figure(period),
            Form::Day => Kind::Day,
            Form::Months => Kind::Months,
        },
    }
}

/// The questions of the engine that a field answers.
pub fn questions(field: Field) -> Vec<Question> {
    let household = |asks: &[Ask]| asks.iter().map(|ask| Question::Household(*ask)).collect();
    match field {
        Field::IncomeKinds => household(&INCOME_KINDS),
        Field::ExpenseKinds => household(&EXPENSE_KINDS),
        Field::Belongings => household(&BELONGINGS),
        Field::Circumstances(member) => CIRCUMSTANCES.iter().map(|ask| Question::Member(member, *ask)).collect(),
        // Before the list is complete the engine asks for the list; the same fields make it up.
        Field::Of(member, ask @ (AskOf::Relation | AskOf::Age | AskOf::LivesTogether)) => {
            vec![Question::Member(member, ask), Question::Household(Ask::Members)]
        }
        Field::Of(member, ask) => vec![Question::Member(member, ask)],
        Field::Person(_) => Vec::new(),
        Field::Ask(ask) => vec![Question::Household(ask)],
    }
}

/// Whether few are asked this, so that the field is not there until somebody is.
pub fn is_rare(field: Field) -> bool {
    use AskOf::{KeptBySiblingOrElder, OwnIncome, SelfCare, Supporters};
    matches!(field, Field::Of(_, KeptBySiblingOrElder | OwnIncome | SelfCare | Supporters))
}

/// The name of the field in the page.
pub fn id(field: Field) -> String {
    match field.member() {
        Some(member) => format!("{}-{}", field.id(), member + 1),
        None => field.id().to_owned(),
    }
}

/// What the field is called.
pub fn label(field: Field) -> &'static str {
    match field {
        Field::Of(_, AskOf::Relation) => text::get(key!("hotline.label.relation")),
        Field::Of(_, AskOf::Age) => text::get(key!("hotline.label.age")),
        Field::Of(_, AskOf::LivesTogether) => text::get(key!("hotline.label.lives")),
        Field::Ask(Ask::Members) => text::get(key!("hotline.label.next-person")),
        _ => text::named(&format!("question.{}.label", field.id())),
    }
}

/// What to ask the caller, and what to know before one does.
pub fn script(field: Field, people: &[Member]) -> (String, Option<&'static str>) {
    let who = field.member().map(|member| who::name(people, member.into())).unwrap_or_default();
    let (title, hint) = match field {
        Field::Of(_, AskOf::Relation) => (text::named("person.relation.legend").to_owned(), None),
        Field::Of(_, AskOf::Age) => (text::fill(key!("hotline.ask.age"), &[("who", &who)]), None),
        Field::Of(_, AskOf::LivesTogether) => (text::fill(key!("hotline.ask.lives"), &[("who", &who)]), None),
        _ => {
            let hint = format!("question.{}.hint", field.id());
            let title = text::fill_named(&format!("question.{}.title", field.id()), &[("who", &who)]);
            (title, text::has(&hint).then(|| text::named(&hint)))
        }
    };
    (text::fill(key!("hotline.ask.please"), &[("question", &title)]), hint)
}

/// The digits that a field takes, each with what it stands for.
pub fn digits(field: Field) -> Vec<(String, &'static str)> {
    let list = match field {
        Field::Of(_, AskOf::Relation) | Field::Ask(Ask::Members) => "person.relation".to_owned(),
        Field::Of(_, AskOf::LivesTogether) => "person.lives".to_owned(),
        _ => format!("question.{}", field.id()),
    };
    let named = |list: &str, ids: &[&str]| -> Vec<(String, &'static str)> {
        let digits = ids.iter().enumerate();
        digits.map(|(index, id)| ((index + 1).to_string(), text::named(&format!("{list}.option.{id}")))).collect()
    };
    let nothing = |words| (NOTHING.to_string(), text::get(words));
    match kind(field) {
        Kind::One(ids) => named(&list, ids),
        Kind::OneOrNothing(ids) => [vec![nothing(key!("hotline.nothing"))], named(&list, ids)].concat(),
        Kind::Any(ids) => [vec![nothing(key!("field.option.none-of-these"))], named(&list, &ids)].concat(),
        Kind::NextPerson => [vec![nothing(key!("hotline.nobody-else"))], named(&list, RELATIONS)].concat(),
        Kind::Place if field == Field::Ask(Ask::CurrentPlace) => {
            vec![("1".to_owned(), text::get(key!("question.current-place.option.at-hukou")))]
        }
        _ => Vec::new(),
    }
}

/// The two groups of digits of a certificate.
pub fn certificate() -> [(&'static str, Vec<(String, &'static str)>); 2] {
    [("certificate.kind", KINDS), ("certificate.grade", GRADES)].map(|(list, ids)| {
        let digits = ids.iter().enumerate();
        let digits = digits.map(|(index, id)| ((index + 1).to_string(), text::named(&format!("{list}.option.{id}"))));
        (text::named(&format!("{list}.legend")), digits.collect())
    })
}
