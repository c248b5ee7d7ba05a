//! Random households for the laws: a whole case, and the same case with some answers taken back or blurred.

use fastrand::Rng;
use jiuzhu_engine::assessment::{FigureOf, Used};
use jiuzhu_engine::case::{
    Absence, Amount, Case, CurrentPlace, Disability, DisabilityGrade, DisabilityKind, Event, Expenses, Graduate,
    Hardship, Illness, Income, Member, Place, Property, Receives, RegionCode, Relation, Residence, Student, Supporters,
    Work,
};
use jiuzhu_engine::{
    Assessment, Date, HouseholdQuestion as Ask, MemberQuestion as AskOf, Money, Question, Range, Rulebook, assess,
};

/// A number below this one; drawn as `u32`, so that machines of 32 and 64 bits draw the same.
pub fn below(random: &mut Rng, end: usize) -> usize {
    random.u32(..end as u32) as usize
}

/// Picks one of the choices.
fn one_of<T: Copy>(random: &mut Rng, choices: &[T]) -> T {
    choices[below(random, choices.len())]
}

/// Tells it with the given chance in a hundred.
fn perhaps<T>(random: &mut Rng, percent: u32, value: T) -> Option<T> {
    (random.u32(..100) < percent).then_some(value)
}

/// Amounts that bite: zero, small, near the usual standards, large, absurd.
fn money(random: &mut Rng) -> Money {
    match random.u32(..10) {
        0..3 => Money::ZERO,
        3..7 => Money::from_fen(random.i64(0..300_000)),
        7..9 => Money::from_fen(random.i64(0..6_000_000)),
        _ => Money::from_fen(random.i64(0..100_000_000_000)),
    }
}

fn amount(random: &mut Rng) -> Amount {
    let money = money(random);
    if random.bool() { Amount::monthly(money) } else { Amount::yearly(money) }
}

fn day(random: &mut Rng, years: std::ops::Range<u16>) -> Date {
    let (year, month, day) = (random.u16(years), random.u8(1..=12), random.u8(1..=28));
    Date::new(year, month, day).expect("the first 28 days exist in every month")
}

/// A place that has rules or figures of its own as often as one that has none.
fn region(random: &mut Rng, rulebook: &Rulebook) -> RegionCode {
    match random.u32(..3) {
        0 if !rulebook.places.is_empty() => {
            let code = rulebook.places[below(random, rulebook.places.len())].place;
            // Regions stand in the order of their codes, so that what lies inside a place follows it.
            let start = rulebook.regions.partition_point(|region| region.code < code);
            let inside = rulebook.regions[start..].iter().map(|region| region.code);
            let is_inside = |it: &RegionCode| [*it, it.prefecture(), it.province()].contains(&code);
            let inside: Vec<_> = inside.take_while(is_inside).collect();
            one_of(random, &inside)
        }
        1 if !rulebook.standards.is_empty() => {
            let code = rulebook.standards[below(random, rulebook.standards.len())].code;
            if rulebook.region(code).is_some() { code } else { rulebook.regions[0].code }
        }
        _ => rulebook.regions[below(random, rulebook.regions.len())].code,
    }
}

fn disability(random: &mut Rng) -> Disability {
    use DisabilityGrade::{First, Fourth, Second, Third};
    use DisabilityKind::{Hearing, Intellectual, Mental, Multiple, Physical, Sight, Speech};
    if random.u32(..3) > 0 {
        return Disability::None;
    }
    let kind = one_of(random, &[Sight, Hearing, Speech, Physical, Intellectual, Mental, Multiple]);
    Disability::Certified { kind, grade: one_of(random, &[First, Second, Third, Fourth]) }
}

fn income(random: &mut Rng, percent: u32) -> Income {
    let mut item = || {
        let amount = amount(random);
        perhaps(random, percent, amount)
    };
    Income {
        wages: item(),
        business: item(),
        property: item(),
        transfer: item(),
        other: item(),
        transfer_paid: item(),
        basic_pension: item(),
        elder_allowance: item(),
    }
}

fn member(random: &mut Rng, applicant: bool, by_person: bool) -> Member {
    use Relation::{Child, Grandchild, Grandparent, OtherDependant, Parent, Sibling, Spouse};
    use Student::{Compulsory, HighSchool, Kindergarten, Postgraduate, Undergraduate};
    use Work::{Carer, Employed, Farming, Pupil, Retired, SelfEmployed, Unable, Unemployed};
    let relations = [Spouse, Child, Child, Parent, Grandparent, Grandchild, Sibling, OtherDependant];
    let students = [Student::None, Kindergarten, Compulsory, HighSchool, Undergraduate, Postgraduate];
    let work = [Employed, Employed, SelfEmployed, Farming, Unemployed, Unable, Carer, Pupil, Retired];
    let absences = [
        Absence::None,
        Absence::None,
        Absence::None,
        Absence::Detained,
        Absence::DeclaredMissing,
        Absence::ClergyThreeYears,
    ];
    Member {
        relation: Some(if applicant { Relation::Applicant } else { one_of(random, &relations) }),
        age: Some(random.u8(..100)),
        lives_together: Some(random.u32(..4) > 0),
        student: Some(one_of(random, &students)),
        disability: Some(disability(random)),
        illness: Some(one_of(random, &[Illness::None, Illness::None, Illness::Serious, Illness::Major])),
        work: Some(one_of(random, &work)),
        absence: Some(one_of(random, &absences)),
        kept_by_sibling_or_elder: Some(random.bool()),
        self_care_lost: Some(random.u8(..=6)),
        supporters: Some(one_of(random, &[Supporters::None, Supporters::None, Supporters::Unable, Supporters::Able])),
        own_income: Some(amount(random)),
        income: if by_person { income(random, 80) } else { Income::default() },
    }
}

/// A household about which everything is told that can be told.
pub fn whole(random: &mut Rng, rulebook: &Rulebook) -> Case {
    let as_of = if random.bool() { day(random, 2025..2027) } else { day(random, 2015..2027) };
    let hukou = region(random, rulebook);
    let current = match region(random, rulebook) {
        place if random.u32(..3) == 0 && place != hukou => CurrentPlace::Elsewhere(place),
        _ => CurrentPlace::AtHukou,
    };
    let size = one_of(random, &[1, 2, 3, 3, 4, 5, 8, 20]);
    let by_person = random.u32(..4) == 0;
    let events = [
        Event::None,
        Event::None,
        Event::Fire,
        Event::TrafficAccident,
        Event::Injury,
        Event::SuddenIllness,
        Event::NaturalDisaster,
        Event::Stranded,
    ];
    let typed = Money::from_fen(random.i64(30_000..200_000));
    let average = Money::from_yuan(random.u32(8_000..90_000));
    let mut flag = |percent: u32| Some(random.u32(..100) < percent);
    let flags = [flag(10), flag(10), flag(10), flag(60), flag(50), flag(50), flag(5), flag(5)];
    let [non_residential, large_purchase, costly_school, living, surge, family, insured, permit] = flags;
    let receives = Receives {
        dibao: random.u32(..9) == 0,
        tekun: random.u32(..30) == 0,
        borderline: random.u32(..9) == 0,
        rigid_expense: random.u32(..15) == 0,
        monitored: random.u32(..9) == 0,
        unemployment_benefit: random.u32(..15) == 0,
        veteran: random.u32(..20) == 0,
        child_welfare: random.u32(..20) == 0,
    };
    Case {
        as_of,
        place: Place {
            hukou: Some(hukou),
            residence: Some(one_of(random, &[Residence::Urban, Residence::Rural])),
            current: Some(current),
            residence_permit: permit,
            local_standard: perhaps(random, 40, typed),
            local_income_per_person: perhaps(random, 40, average),
        },
        members: Some((0..size).map(|index| member(random, index == 0, by_person)).collect()),
        income: income(random, 100),
        exempt: Vec::new(),
        expenses: Expenses {
            medical: Some(amount(random)),
            education: Some(amount(random)),
            rehabilitation: Some(amount(random)),
            other: Some(amount(random)),
        },
        property: Property {
            financial: Some(Range::exactly(money(random))),
            vehicles: Some(one_of(random, &[0, 0, 0, 1, 2])),
            vehicle_value: Some(Range::exactly(money(random))),
            homes: Some(one_of(random, &[0, 1, 1, 1, 2, 3])),
            non_residential,
            registered_capital: Some(Range::exactly(if random.bool() { Money::ZERO } else { money(random) })),
            large_purchase,
            costly_school,
        },
        hardship: Hardship {
            event: Some(one_of(random, &events)),
            event_date: Some(day(random, 2014..2027)),
            living_affected: living,
            spending_surge: surge,
            family_support: family,
            months: Some(random.u8(..=60)),
            months_without_income: Some(random.u8(..=6)),
            unemployment_insured: insured,
            graduate: Some(one_of(random, &[Graduate::None, Graduate::Study, Graduate::Other])),
            months_since_job: Some(random.u8(..=40)),
        },
        receives: Some(receives),
    }
}

/// Calls `change` with every answer of the case that may be taken back, one after the other, and the question that asks for
/// it; no question for what no programme reads.
///
/// The order is the same for every case with the same members, so that an answer has a number.
pub fn each_answer(case: &mut Case, mut change: impl FnMut(Option<Question>, &mut dyn Answer)) {
    let mut ask = |question: Ask, answer: &mut dyn Answer| change(Some(question.into()), answer);
    let place = &mut case.place;
    ask(Ask::HukouPlace, &mut place.hukou);
    ask(Ask::Residence, &mut place.residence);
    ask(Ask::CurrentPlace, &mut place.current);
    ask(Ask::LocalStandard, &mut place.local_standard);
    ask(Ask::LocalIncomePerPerson, &mut place.local_income_per_person);
    for (question, item) in case.expenses.items_mut() {
        ask(question, item);
    }
    let property = &mut case.property;
    ask(Ask::Financial, &mut property.financial);
    ask(Ask::Vehicles, &mut property.vehicles);
    ask(Ask::VehicleValue, &mut property.vehicle_value);
    ask(Ask::Homes, &mut property.homes);
    ask(Ask::NonResidential, &mut property.non_residential);
    ask(Ask::RegisteredCapital, &mut property.registered_capital);
    ask(Ask::LargePurchase, &mut property.large_purchase);
    ask(Ask::CostlySchool, &mut property.costly_school);
    let hardship = &mut case.hardship;
    ask(Ask::Event, &mut hardship.event);
    ask(Ask::EventDate, &mut hardship.event_date);
    ask(Ask::LivingAffected, &mut hardship.living_affected);
    ask(Ask::MonthsWithoutIncome, &mut hardship.months_without_income);
    ask(Ask::Graduate, &mut hardship.graduate);
    ask(Ask::MonthsSinceJob, &mut hardship.months_since_job);
    ask(Ask::UnemploymentInsured, &mut hardship.unemployment_insured);
    ask(Ask::SpendingSurge, &mut hardship.spending_surge);
    ask(Ask::HardshipMonths, &mut hardship.months);
    ask(Ask::Receives, &mut case.receives);
    for (question, item) in case.income.items_mut() {
        ask(question, item);
    }
    change(None, &mut case.place.residence_permit);
    change(None, &mut case.hardship.family_support);
    for (index, member) in case.members.iter_mut().flatten().enumerate() {
        let mut ask = |question: AskOf, answer: &mut dyn Answer| {
            change(Some(Question::Member(index as u8, question)), answer);
        };
        if index > 0 {
            ask(AskOf::Relation, &mut member.relation);
            ask(AskOf::LivesTogether, &mut member.lives_together);
        }
        ask(AskOf::Absence, &mut member.absence);
        ask(AskOf::Age, &mut member.age);
        ask(AskOf::Student, &mut member.student);
        ask(AskOf::Disability, &mut member.disability);
        ask(AskOf::Illness, &mut member.illness);
        ask(AskOf::Work, &mut member.work);
        ask(AskOf::KeptBySiblingOrElder, &mut member.kept_by_sibling_or_elder);
        ask(AskOf::OwnIncome, &mut member.own_income);
        ask(AskOf::SelfCare, &mut member.self_care_lost);
        ask(AskOf::Supporters, &mut member.supporters);
        // What one person takes in kind by kind has no question of its own: it is part of what that person takes in.
        for (_, item) in member.income.items_mut() {
            ask(AskOf::OwnIncome, item);
        }
    }
}

/// An answer that can be taken back or blurred.
pub trait Answer {
    /// As if it had never been given.
    fn take_back(&mut self);
    /// Less exact, if it is an amount or a place.
    fn blur(&mut self, _rulebook: &Rulebook, _random: &mut Rng) {}
    /// What it tells, if that is one amount or a number.
    fn value(&self) -> Option<Value> {
        None
    }
    /// Another value of the same kind.
    fn tell(&mut self, _value: Value) {}
}

/// One amount or number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// Yuan, in the time that the answer says.
    Amount(Money),
    /// Years, months or things.
    Number(u8),
}

macro_rules! plain_answers {
    ($($kind:ty),*) => { $(impl Answer for Option<$kind> {
        fn take_back(&mut self) { *self = None; }
    })* };
}

plain_answers!(
    Residence, bool, Relation, Student, Disability, Illness, Work, Absence, Event, Graduate, Supporters, Date, Receives
);

fn blurred(range: Range, random: &mut Rng) -> Range {
    let fen = range.low().fen();
    let low = Money::from_fen(fen - random.i64(0..=fen));
    match range.high() {
        Some(high) if random.u32(..5) > 0 => {
            Range::between(low, high + Money::from_fen(random.i64(0..200_000))).expect("low is no more than high")
        }
        _ => Range::at_least(low),
    }
}

/// The prefecture or the province in place of the county.
fn blurred_place(place: RegionCode, rulebook: &Rulebook, random: &mut Rng) -> RegionCode {
    let wider: Vec<RegionCode> = rulebook.lineage(place).collect();
    one_of(random, &wider)
}

impl Answer for Option<RegionCode> {
    fn take_back(&mut self) {
        *self = None;
    }
    fn blur(&mut self, rulebook: &Rulebook, random: &mut Rng) {
        *self = self.map(|place| blurred_place(place, rulebook, random));
    }
}

impl Answer for Option<CurrentPlace> {
    fn take_back(&mut self) {
        *self = None;
    }
    fn blur(&mut self, rulebook: &Rulebook, random: &mut Rng) {
        if let Some(CurrentPlace::Elsewhere(place)) = self {
            *place = blurred_place(*place, rulebook, random);
        }
    }
}

/// Answers whose value a flip can name.
macro_rules! values {
    ($($type:ty => $value:ident),*) => {$(
        impl Answer for Option<$type> {
            fn take_back(&mut self) {
                *self = None;
            }
            fn value(&self) -> Option<Value> {
                self.map(Value::$value)
            }
            fn tell(&mut self, value: Value) {
                if let Value::$value(value) = value {
                    *self = Some(value);
                }
            }
        }
    )*};
}

values!(u8 => Number, Money => Amount);

impl Answer for Option<Amount> {
    fn take_back(&mut self) {
        *self = None;
    }
    fn blur(&mut self, _rulebook: &Rulebook, random: &mut Rng) {
        if let Some(amount) = self {
            amount.range = blurred(amount.range, random);
        }
    }
    fn value(&self) -> Option<Value> {
        self.and_then(|amount| amount.range.exact()).map(Value::Amount)
    }
    fn tell(&mut self, value: Value) {
        if let (Some(amount), Value::Amount(money)) = (self, value) {
            amount.range = Range::exactly(money);
        }
    }
}

impl Answer for Option<Range> {
    fn take_back(&mut self) {
        *self = None;
    }
    fn blur(&mut self, _rulebook: &Rulebook, random: &mut Rng) {
        if let Some(range) = self {
            *range = blurred(*range, random);
        }
    }
    fn value(&self) -> Option<Value> {
        self.and_then(Range::exact).map(Value::Amount)
    }
    fn tell(&mut self, value: Value) {
        if let Value::Amount(money) = value {
            *self = Some(Range::exactly(money));
        }
    }
}

/// The same household with some answers taken back or blurred.
pub fn partial(random: &mut Rng, rulebook: &Rulebook, whole: &Case) -> Case {
    let keep = one_of(random, &[5, 30, 60, 85, 95]);
    let mut case = whole.clone();
    let by_household = whole.members.iter().flatten().all(|member| member.income == Income::default());
    if by_household && random.u32(..20) == 0 {
        case.members = None;
    }
    each_answer(&mut case, |_, answer| match random.u32(..100) {
        roll if roll < keep => {}
        roll if roll % 3 == 0 => answer.blur(rulebook, random),
        _ => answer.take_back(),
    });
    keep_way_of_telling(whole, &mut case);
    restore_what_is_on_file(rulebook, whole, &mut case);
    case
}

/// Whether a kind of income is told by person or for the household is no gap to fill: it stays as it was.
fn keep_way_of_telling(whole: &Case, case: &mut Case) {
    let mut whole = whole.clone();
    for member in 0..whole.members.as_ref().map_or(0, Vec::len) {
        let Some(members) = case.members.as_mut() else { return };
        let told = whole.members.as_mut().expect("just counted")[member].income.items_mut().map(|(_, item)| *item);
        if told.iter().all(Option::is_none) {
            continue;
        }
        for ((_, item), told) in members[member].income.items_mut().into_iter().zip(told) {
            *item = told;
        }
    }
}

/// A typed local figure that contradicts one on file is no way to fill a gap: such answers are given back.
fn restore_what_is_on_file(rulebook: &Rulebook, whole: &Case, case: &mut Case) {
    let mut on_file = whole.clone();
    on_file.place.local_standard = None;
    on_file.place.local_income_per_person = None;
    let assessment = assess(rulebook, &on_file);
    if let Some(typed) = whole.place.local_standard
        && !admissible_standard(&assessment, typed)
    {
        case.place.local_standard = Some(typed);
        // Only at its own place does it contradict anything.
        case.place.hukou = whole.place.hukou;
    }
    if whole.place.local_income_per_person.is_some() && income_is_on_file(&assessment) {
        case.place.local_income_per_person = whole.place.local_income_per_person;
    }
}

/// Whether a typed standard is one that the place may have, by what is on file.
fn admissible_standard(assessment: &Assessment, typed: Money) -> bool {
    let mut figures = assessment.figures.iter().filter(|figure| figure.of == FigureOf::StandardAtHukou);
    figures.all(|figure| match figure.used {
        Used::Exactly => false,
        Used::AsFloor | Used::AsOld => typed >= figure.value,
        _ => true,
    })
}

fn income_is_on_file(assessment: &Assessment) -> bool {
    let mut figures = assessment.figures.iter().filter(|figure| figure.of == FigureOf::IncomePerPerson);
    figures.any(|figure| figure.used == Used::Exactly)
}

/// Gives the answers of `whole` to the chosen questions back to `case`; members are given back as a whole.
pub fn give_back(case: &mut Case, whole: &Case, mut chosen: impl FnMut(Option<Question>) -> bool) {
    let mut told = whole.clone();
    each_answer(&mut told, |question, answer| {
        if !chosen(question) {
            answer.take_back();
        }
    });
    merge(case, &told);
}

/// Takes over everything that `from` tells.
fn merge(case: &mut Case, from: &Case) {
    macro_rules! take {
        ($into:expr, $from:expr; $($field:ident),*) => { $(if $from.$field.is_some() { $into.$field = $from.$field; })* };
    }
    take!(case.place, from.place; hukou, residence, current, residence_permit, local_standard, local_income_per_person);
    take!(case.income, from.income; wages, business, property, transfer, other, transfer_paid, basic_pension, elder_allowance);
    take!(case.expenses, from.expenses; medical, education, rehabilitation, other);
    take!(case.property, from.property; financial, vehicles, vehicle_value, homes, non_residential, registered_capital, large_purchase, costly_school);
    take!(case.hardship, from.hardship; event, event_date, living_affected, spending_surge, family_support, months);
    take!(case.hardship, from.hardship; months_without_income, unemployment_insured, graduate, months_since_job);
    take!(case, from; receives);
    for (into, from) in case.members.iter_mut().flatten().zip(from.members.iter().flatten()) {
        take!(into, from; relation, age, lives_together, student, disability, illness, work, absence);
        take!(into, from; kept_by_sibling_or_elder, self_care_lost, supporters, own_income);
        take!(into.income, from.income; wages, business, property, transfer, other, transfer_paid, basic_pension, elder_allowance);
    }
}
