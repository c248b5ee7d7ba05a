//! What was told about one household: the case that was opened, if any, and what is typed into each field since.
//!
//! The case follows from both. What the form has no field for, such as an amount for each person, stays as it was opened.

use std::collections::BTreeMap;

use jiuzhu_engine::case::{
    Absence, Amount, Case, CurrentPlace, Disability, Illness, MOST_MEMBERS, Member, Period, Receives, RegionCode,
    Relation, Residence, Student,
};
use jiuzhu_engine::{Date, HouseholdQuestion as Ask, MemberQuestion as AskOf, Range, Rulebook};
use jiuzhu_selfcheck::interview::answers::{
    ABSENCES, EVENTS, GRADES, GRADUATES, ILLNESSES, KINDS, RELATIONS, STUDENTS, SUPPORTERS, WORKS, work_by_the_rest,
};
use jiuzhu_selfcheck::interview::draft::moved_up;
use jiuzhu_selfcheck::interview::step::{BELONGINGS, CIRCUMSTANCES, EXPENSE_KINDS, INCOME_KINDS};

use crate::field::Field;
use crate::value::{self, Read, Value};

const RESIDENCES: [Residence; 2] = [Residence::Urban, Residence::Rural];

/// The fields between the people and the income, in the order of the conversation.
const EVENT: [Ask; 7] = [
    Ask::Receives,
    Ask::Event,
    Ask::EventDate,
    Ask::LivingAffected,
    Ask::Graduate,
    Ask::MonthsWithoutIncome,
    Ask::UnemploymentInsured,
];
/// The details of a member that follow the circumstances.
const LIVING: [AskOf; 5] =
    [AskOf::Work, AskOf::KeptBySiblingOrElder, AskOf::OwnIncome, AskOf::SelfCare, AskOf::Supporters];

/// What stands in a field, and what it was understood to say.
#[derive(Clone, Debug, PartialEq)]
struct Typed {
    text: String,
    read: Read,
    /// The places that the text may mean.
    offered: Vec<RegionCode>,
}

/// What was told about one household.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    opened: Case,
    /// How many people are listed, the applicant among them.
    people: usize,
    typed: BTreeMap<Field, Typed>,
}

/// What follows from a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The case as it may be judged.
    pub case: Case,
    /// Who is listed, whether or not the list is complete.
    pub people: Vec<Member>,
    /// The fields that there are, in the order of the conversation.
    pub fields: Vec<Field>,
}

impl Sheet {
    /// An empty sheet.
    pub fn on(today: Date) -> Sheet {
        Sheet::of(Case::on(today))
    }

    /// A sheet with a case that was told elsewhere.
    pub fn of(opened: Case) -> Sheet {
        let people = opened.members.as_ref().map_or(1, |members| members.len().max(1));
        Sheet { opened, people, typed: BTreeMap::new() }
    }

    /// Whether nothing was told yet.
    pub fn is_blank(&self) -> bool {
        *self == Sheet::on(self.opened.as_of)
    }

    /// Keeps what is typed into a field and gives whether the answer is complete. A person who is told of in the field for the
    /// next one gets a row.
    pub fn type_in(&mut self, rulebook: &Rulebook, field: Field, text: String) -> (Field, bool) {
        let mut field = field;
        let digit = text.trim().chars().next_back().and_then(|sign| sign.to_digit(10)).filter(|digit| *digit > 0);
        if field == Field::Ask(Ask::Members) && digit.is_some() && self.people < MOST_MEMBERS {
            self.people += 1;
            field = Field::Of((self.people - 1) as u8, AskOf::Relation);
        }
        let offered = value::offered(rulebook, field, &text);
        let read = value::read_among(rulebook, field, &text, &offered, self.opened.as_of);
        let complete = value::is_complete(field, &text, &read);
        self.typed.insert(field, Typed { text, read, offered });
        (field, complete)
    }

    /// Takes a person off the list; the applicant stays.
    pub fn remove(&mut self, member: u8) {
        let index = usize::from(member);
        if member == 0 || index >= self.people {
            return;
        }
        self.people -= 1;
        if let Some(members) = self.opened.members.as_mut().filter(|members| index < members.len()) {
            members.remove(index);
        }
        self.typed.retain(|field, _| field.member() != Some(member));
        let typed = std::mem::take(&mut self.typed);
        self.typed = typed.into_iter().map(|(field, typed)| (moved_up(field, member), typed)).collect();
    }

    /// What stands in a field.
    pub fn text(&self, rulebook: &Rulebook, told: &Told, field: Field) -> String {
        match self.typed.get(&field) {
            Some(typed) => typed.text.clone(),
            None => told.value(field).map_or_else(String::new, |told| value::spell(rulebook, field, &told)),
        }
    }

    /// Whether an answer to the field was typed, if only that of a list whose kinds are still to be told.
    pub fn is_answered(&self, field: Field) -> bool {
        self.typed.get(&field).is_some_and(|typed| matches!(typed.read, Ok(Some(_))))
    }

    /// Whether something is typed that is no answer yet: a place that others are called like, or something wrong.
    pub fn is_unfinished(&self, field: Field) -> bool {
        self.typed.get(&field).is_some_and(|typed| !typed.text.trim().is_empty() && !matches!(typed.read, Ok(Some(_))))
    }

    /// The places that what stands in a field may mean.
    pub fn offered(&self, field: Field) -> &[RegionCode] {
        self.typed.get(&field).map_or(&[], |typed| &typed.offered)
    }

    /// What is wrong with what stands in a field.
    pub fn wrong(&self, field: Field) -> Option<&str> {
        self.typed.get(&field)?.read.as_ref().err().map(String::as_str)
    }

    /// The case, the people and the fields.
    pub fn told(&self) -> Told {
        let mut people = self.opened.members.clone().unwrap_or_default();
        people.resize(self.people, Member::default());
        if let Some(applicant) = people.first_mut() {
            applicant.relation.get_or_insert(Relation::Applicant);
            applicant.lives_together.get_or_insert(true);
        }
        let mut told = Told { case: self.opened.clone(), people, fields: Vec::new() };
        for ask in [Ask::HukouPlace, Ask::Residence, Ask::CurrentPlace] {
            self.take(&mut told, Field::Ask(ask));
        }
        for member in 0..self.people as u8 {
            self.take_person(&mut told, member);
        }
        let mut everyone = self.opened.members.is_some();
        told.fields.push(Field::Ask(Ask::Members));
        if let Some(typed) = self.typed.get(&Field::Ask(Ask::Members)) {
            everyone = typed.read == Ok(Some(Value::Nothing));
        }
        told.case.members = everyone.then(|| told.people.clone());
        for ask in EVENT {
            self.take(&mut told, Field::Ask(ask));
        }
        self.take_list(&mut told, Field::IncomeKinds, &INCOME_KINDS);
        self.take(&mut told, Field::Ask(Ask::MonthsSinceJob));
        self.take_list(&mut told, Field::ExpenseKinds, &EXPENSE_KINDS);
        for ask in [Ask::SpendingSurge, Ask::HardshipMonths, Ask::Financial] {
            self.take(&mut told, Field::Ask(ask));
        }
        self.take_list(&mut told, Field::Belongings, &BELONGINGS);
        for ask in [Ask::LocalStandard, Ask::LocalIncomePerPerson] {
            self.take(&mut told, Field::Ask(ask));
        }
        told
    }

    fn take_person(&self, told: &mut Told, member: u8) {
        if member > 0 {
            self.take(told, Field::Of(member, AskOf::Relation));
        }
        self.take(told, Field::Of(member, AskOf::Age));
        // A husband or wife counts wherever they live.
        if member > 0 && told.people[usize::from(member)].relation != Some(Relation::Spouse) {
            self.take(told, Field::Of(member, AskOf::LivesTogether));
        }
        self.take(told, Field::Circumstances(member));
        for ask in CIRCUMSTANCES {
            let field = Field::Of(member, ask);
            if self.is_ticked(told, Field::Circumstances(member), field) {
                self.take(told, field);
            }
        }
        let work = Field::Of(member, AskOf::Work);
        let person = &mut told.people[usize::from(member)];
        if !self.typed.contains_key(&work) && person.work.is_none() {
            person.work = work_by_the_rest(person);
        }
        for ask in LIVING {
            self.take(told, Field::Of(member, ask));
        }
    }

    fn take_list(&self, told: &mut Told, list: Field, kinds: &[Ask]) {
        self.take(told, list);
        for kind in kinds {
            let field = Field::Ask(*kind);
            // Of a dear purchase and the like the list asks all there is to ask.
            let is_asked = !matches!(kind, Ask::NonResidential | Ask::LargePurchase | Ask::CostlySchool);
            if is_asked && self.is_ticked(told, list, field) {
                self.take(told, field);
                if *kind == Ask::Vehicles {
                    self.take(told, Field::Ask(Ask::VehicleValue));
                }
            }
        }
    }

    /// Whether there is something to ask about one kind of a list.
    fn is_ticked(&self, told: &Told, list: Field, kind: Field) -> bool {
        match self.typed.get(&list).map(|typed| &typed.read) {
            Some(Ok(Some(Value::Any(ticks)))) => {
                let place = kinds(list).iter().position(|it| *it == kind);
                place.is_some_and(|place| ticks >> place & 1 == 1)
            }
            _ => told.value(kind).is_some_and(|value| !is_nothing(kind, &value)),
        }
    }

    fn take(&self, told: &mut Told, field: Field) {
        told.fields.push(field);
        if let Some(typed) = self.typed.get(&field) {
            told.tell(field, typed.read.as_ref().ok().and_then(Option::as_ref));
        }
    }
}

/// The fields of the kinds on a list.
fn kinds(list: Field) -> Vec<Field> {
    match list {
        Field::IncomeKinds => INCOME_KINDS.map(Field::Ask).to_vec(),
        Field::ExpenseKinds => EXPENSE_KINDS.map(Field::Ask).to_vec(),
        Field::Belongings => BELONGINGS.map(Field::Ask).to_vec(),
        Field::Circumstances(member) => CIRCUMSTANCES.map(|ask| Field::Of(member, ask)).to_vec(),
        _ => Vec::new(),
    }
}

/// Whether the answer to a kind is what its list says when it is not ticked.
fn is_nothing(kind: Field, value: &Value) -> bool {
    match (kind, value) {
        (_, Value::Nothing | Value::Number(0)) => true,
        // The list asks for a second home: no or one home is the same to every rule.
        (Field::Ask(Ask::Homes), Value::Number(1)) => true,
        (_, Value::Amount(range, _) | Value::Sum(range)) => *range == Range::ZERO,
        // Of yes and no.
        (Field::Ask(_), Value::One(1)) => true,
        _ => false,
    }
}

fn nth<T: Copy>(all: &[T], value: Option<&Value>) -> Option<T> {
    match value {
        Some(Value::One(index)) => all.get(*index).copied(),
        _ => None,
    }
}

fn number(value: Option<&Value>) -> Option<u8> {
    match value {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    }
}

fn flag(value: Option<&Value>) -> Option<bool> {
    nth(&[true, false], value)
}

fn sum(value: Option<&Value>) -> Option<Range> {
    match value {
        Some(Value::Sum(range)) => Some(*range),
        _ => None,
    }
}

fn amount(value: Option<&Value>) -> Option<Amount> {
    match value {
        Some(Value::Amount(range, period)) => Some(Amount { range: *range, period: *period }),
        _ => None,
    }
}

/// An answer, or nothing at all; `of_nothing` is what stands for that.
fn or_nothing<T: Copy>(all: &[T], of_nothing: T, value: Option<&Value>) -> Option<T> {
    if value == Some(&Value::Nothing) { Some(of_nothing) } else { nth(all, value) }
}

fn one<T: PartialEq>(all: &[T], told: Option<T>) -> Option<Value> {
    told.and_then(|told| all.iter().position(|it| *it == told)).map(Value::One)
}

fn one_or_nothing<T: PartialEq>(all: &[T], of_nothing: T, told: Option<T>) -> Option<Value> {
    if told.as_ref() == Some(&of_nothing) { Some(Value::Nothing) } else { one(all, told) }
}

impl Told {
    /// The answer in a field, as the case has it.
    pub fn value(&self, field: Field) -> Option<Value> {
        let Case { place, property, hardship, .. } = &self.case;
        let yes = |told: Option<bool>| one(&[true, false], told);
        let of_time = |amount: Amount| Value::Amount(amount.range, amount.period);
        let ask = match field {
            Field::Ask(ask) => ask,
            Field::Of(member, ask) => return self.value_of(self.people.get(usize::from(member))?, ask),
            list => {
                let mut ticks = 0;
                for (place, kind) in kinds(list).into_iter().enumerate() {
                    ticks |= u32::from(!is_nothing(kind, &self.value(kind)?)) << place;
                }
                return Some(Value::Any(ticks));
            }
        };
        match ask {
            Ask::HukouPlace => place.hukou.map(Value::Place),
            Ask::Residence => one(&RESIDENCES, place.residence),
            Ask::CurrentPlace => place.current.map(|current| match current {
                CurrentPlace::AtHukou => Value::One(0),
                CurrentPlace::Elsewhere(code) => Value::Place(code),
            }),
            Ask::Members => self.case.members.as_ref().map(|_| Value::Nothing),
            Ask::Receives => self.case.receives.map(|it| Value::Any(it.ticks())),
            Ask::Event => one(&EVENTS, hardship.event),
            Ask::EventDate => hardship.event_date.map(Value::Day),
            Ask::LivingAffected => yes(hardship.living_affected),
            Ask::MonthsWithoutIncome => hardship.months_without_income.map(Value::Number),
            Ask::UnemploymentInsured => yes(hardship.unemployment_insured),
            Ask::Graduate => one(&GRADUATES, hardship.graduate),
            Ask::MonthsSinceJob => hardship.months_since_job.map(Value::Number),
            Ask::SpendingSurge => yes(hardship.spending_surge),
            Ask::HardshipMonths => hardship.months.map(Value::Number),
            Ask::Financial => property.financial.map(Value::Sum),
            Ask::Vehicles => property.vehicles.map(Value::Number),
            Ask::VehicleValue => property.vehicle_value.map(Value::Sum),
            Ask::Homes => property.homes.map(Value::Number),
            Ask::NonResidential => yes(property.non_residential),
            Ask::RegisteredCapital => property.registered_capital.map(Value::Sum),
            Ask::LargePurchase => yes(property.large_purchase),
            Ask::CostlySchool => yes(property.costly_school),
            Ask::LocalStandard => place.local_standard.map(|money| Value::Amount(Range::exactly(money), Period::Month)),
            Ask::LocalIncomePerPerson => {
                place.local_income_per_person.map(|money| Value::Amount(Range::exactly(money), Period::Year))
            }
            ask => self.case.amount(ask).map(of_time),
        }
    }

    fn value_of(&self, person: &Member, ask: AskOf) -> Option<Value> {
        match ask {
            AskOf::Relation => one(&RELATIONS, person.relation),
            AskOf::Age => person.age.map(Value::Number),
            AskOf::LivesTogether => one(&[true, false], person.lives_together),
            AskOf::Student => one_or_nothing(&STUDENTS, Student::None, person.student),
            AskOf::Work => one(&WORKS, person.work),
            AskOf::Disability => match person.disability? {
                Disability::None => Some(Value::Nothing),
                Disability::Certified { kind, grade } => Some(Value::Certificate(
                    KINDS.iter().position(|it| *it == kind)?,
                    GRADES.iter().position(|it| *it == grade)?,
                )),
            },
            AskOf::Illness => one_or_nothing(&ILLNESSES, Illness::None, person.illness),
            AskOf::Absence => one_or_nothing(&ABSENCES, Absence::None, person.absence),
            AskOf::KeptBySiblingOrElder => one(&[true, false], person.kept_by_sibling_or_elder),
            AskOf::OwnIncome => person.own_income.map(|amount| Value::Amount(amount.range, amount.period)),
            AskOf::SelfCare => person.self_care_lost.map(Value::Number),
            AskOf::Supporters => one(&SUPPORTERS, person.supporters),
        }
    }

    /// Puts an answer into the case; no answer takes out what stood there.
    fn tell(&mut self, field: Field, value: Option<&Value>) {
        let Case { place, property, hardship, .. } = &mut self.case;
        let ask = match field {
            Field::Ask(ask) => ask,
            Field::Of(member, ask) => return self.tell_of(member, ask, value),
            list => return self.tell_list(list, value),
        };
        match ask {
            Ask::HukouPlace => {
                place.hukou = match value {
                    Some(Value::Place(code)) => Some(*code),
                    _ => None,
                }
            }
            Ask::Residence => place.residence = nth(&RESIDENCES, value),
            Ask::CurrentPlace => {
                place.current = match value {
                    Some(Value::Place(code)) => Some(CurrentPlace::Elsewhere(*code)),
                    Some(_) => Some(CurrentPlace::AtHukou),
                    None => None,
                }
            }
            Ask::Members => {}
            Ask::Receives => {
                self.case.receives = match value {
                    Some(Value::Any(ticks)) => Some(Receives::ticked(*ticks)),
                    _ => None,
                }
            }
            Ask::Event => hardship.event = nth(&EVENTS, value),
            Ask::EventDate => {
                hardship.event_date = match value {
                    Some(Value::Day(day)) => Some(*day),
                    _ => None,
                }
            }
            Ask::LivingAffected => hardship.living_affected = flag(value),
            Ask::MonthsWithoutIncome => hardship.months_without_income = number(value),
            Ask::UnemploymentInsured => hardship.unemployment_insured = flag(value),
            Ask::Graduate => hardship.graduate = nth(&GRADUATES, value),
            Ask::MonthsSinceJob => hardship.months_since_job = number(value),
            Ask::SpendingSurge => hardship.spending_surge = flag(value),
            Ask::HardshipMonths => hardship.months = number(value),
            Ask::Financial => property.financial = sum(value),
            Ask::Vehicles => property.vehicles = number(value),
            Ask::VehicleValue => property.vehicle_value = sum(value),
            Ask::Homes => property.homes = number(value),
            Ask::NonResidential => property.non_residential = flag(value),
            Ask::RegisteredCapital => property.registered_capital = sum(value),
            Ask::LargePurchase => property.large_purchase = flag(value),
            Ask::CostlySchool => property.costly_school = flag(value),
            Ask::LocalStandard => {
                place.local_standard = amount(value).and_then(|amount| {
                    let money = amount.range.exact()?;
                    Some(if amount.period == Period::Year { money.shared_by(12) } else { money })
                })
            }
            Ask::LocalIncomePerPerson => {
                place.local_income_per_person = amount(value).and_then(|amount| {
                    let money = amount.range.exact()?;
                    Some(if amount.period == Period::Year { money } else { money * 12 })
                })
            }
            ask => {
                if let Some(kept) = self.case.amount_mut(ask) {
                    *kept = amount(value);
                }
            }
        }
    }

    fn tell_of(&mut self, member: u8, ask: AskOf, value: Option<&Value>) {
        let Some(person) = self.people.get_mut(usize::from(member)) else {
            return;
        };
        match ask {
            AskOf::Relation => person.relation = nth(&RELATIONS, value),
            AskOf::Age => person.age = number(value),
            AskOf::LivesTogether => person.lives_together = flag(value),
            AskOf::Student => person.student = or_nothing(&STUDENTS, Student::None, value),
            AskOf::Work => person.work = nth(&WORKS, value),
            AskOf::Disability => {
                person.disability = match value {
                    Some(Value::Nothing) => Some(Disability::None),
                    Some(Value::Certificate(kind, grade)) => {
                        Some(Disability::Certified { kind: KINDS[*kind], grade: GRADES[*grade] })
                    }
                    _ => None,
                }
            }
            AskOf::Illness => person.illness = or_nothing(&ILLNESSES, Illness::None, value),
            AskOf::Absence => person.absence = or_nothing(&ABSENCES, Absence::None, value),
            AskOf::KeptBySiblingOrElder => person.kept_by_sibling_or_elder = flag(value),
            AskOf::OwnIncome => person.own_income = amount(value),
            AskOf::SelfCare => person.self_care_lost = number(value),
            AskOf::Supporters => person.supporters = nth(&SUPPORTERS, value),
        }
    }

    /// What is not ticked on an answered list is nothing; what is ticked is open until its own field tells it.
    fn tell_list(&mut self, list: Field, value: Option<&Value>) {
        let ticks = match value {
            Some(Value::Any(ticks)) => Some(*ticks),
            _ => None,
        };
        for (place, kind) in kinds(list).into_iter().enumerate() {
            let is_ticked = ticks.map(|ticks| ticks >> place & 1 == 1);
            let before = self.value(kind);
            let told = match (kind, is_ticked) {
                (_, None) => None,
                // Where the list asks all there is to ask.
                (Field::Ask(Ask::NonResidential | Ask::LargePurchase | Ask::CostlySchool), Some(ticked)) => {
                    Some(Value::One(usize::from(!ticked)))
                }
                (kind, Some(ticked)) if before.as_ref().is_some_and(|before| is_nothing(kind, before) != ticked) => {
                    before
                }
                (_, Some(true)) => None,
                (Field::Ask(Ask::Vehicles), Some(false)) => {
                    self.case.property.vehicle_value = None;
                    Some(Value::Number(0))
                }
                (Field::Ask(Ask::Homes), Some(false)) => Some(Value::Number(1)),
                (Field::Ask(Ask::RegisteredCapital), Some(false)) => Some(Value::Sum(Range::ZERO)),
                (Field::Of(..), Some(false)) => Some(Value::Nothing),
                (_, Some(false)) => Some(Value::Amount(Range::ZERO, Period::Year)),
            };
            self.tell(kind, told.as_ref());
        }
    }
}
