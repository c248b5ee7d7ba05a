//! Whole households as they are found in China, from a seed.
//!
//! A share or median that follows a publication names it; what names none is assumed. All were written down from memory and
//! not compared with the publications again: good enough to see how long the interview is, not to say how many households
//! are entitled to anything.

use fastrand::Rng;
use jiuzhu_engine::case::{
    Absence, Amount, Case, CurrentPlace, Disability, DisabilityGrade, DisabilityKind, Event, Expenses, Graduate,
    Hardship, Illness, Income, Member, Place, Property, Receives, Relation, Residence, Student, Supporters, Work,
};
use jiuzhu_engine::{Date, Money, Range, Rulebook};

/// A household and where it stands among all.
pub struct Household {
    /// Everything that the household knows.
    pub case: Case,
    /// Whether its income per person is among the lowest fifth of its kind, urban or rural.
    pub poor: bool,
}

fn chance(random: &mut Rng, percent: f64) -> bool {
    random.f64() * 100.0 < percent
}

/// One of the values, each as often as its weight says.
fn weighted<T: Copy>(random: &mut Rng, choices: &[(T, f64)]) -> T {
    let mut roll = random.f64() * choices.iter().map(|(_, weight)| weight).sum::<f64>();
    for (value, weight) in choices {
        roll -= weight;
        if roll < 0.0 {
            return *value;
        }
    }
    choices[choices.len() - 1].0
}

/// A standard normal number (Box and Muller).
fn normal(random: &mut Rng) -> f64 {
    (-2.0 * (1.0 - random.f64()).ln()).sqrt() * (std::f64::consts::TAU * random.f64()).cos()
}

fn yuan(amount: f64) -> Money {
    Money::from_yuan(amount.clamp(0.0, 1e9) as u32)
}

fn yearly(amount: f64) -> Option<Amount> {
    Some(Amount::yearly(yuan(amount)))
}

/// Makes a household.
pub fn household(random: &mut Rng, rulebook: &Rulebook, as_of: Date) -> Household {
    // Each county as often as any other.
    let county = |random: &mut Rng| loop {
        let code = rulebook.regions[random.usize(..rulebook.regions.len())].code;
        if code != code.prefecture() {
            return code;
        }
    };
    let hukou = county(random);
    // Urban hukou: 48.3 % (公安部, 2023).
    let urban = chance(random, 48.3);
    // Living apart from the hukou: 376 million of 1,412 million (第七次全国人口普查, 2020).
    let current = if chance(random, 26.6) { CurrentPlace::Elsewhere(county(random)) } else { CurrentPlace::AtHukou };

    // Median disposable income per person: 49,302 urban, 19,605 rural (国家统计局, 2024); spread: a Gini of about 0.4 in each.
    let standing = normal(random);
    let per_person = if urban { 49_302.0 } else { 19_605.0 } * (0.74 * standing).exp();
    // The lowest fifth of a normal distribution.
    let poor = standing < -0.8416;

    let members = members(random, urban, poor);
    let size = members.len() as f64;
    let has = |test: &dyn Fn(&Member) -> bool| members.iter().any(test);
    let works = |member: &Member| matches!(member.work, Some(Work::Employed));
    let old = |years: u8| move |member: &Member| member.age >= Some(years);
    let ill = |member: &Member| member.illness != Some(Illness::None);
    let disabled = |member: &Member| member.disability != Some(Disability::None);

    let income = income(random, per_person * size, urban, &members);
    let public = [(Student::Kindergarten, 5_000.0), (Student::Compulsory, 1_000.0), (Student::HighSchool, 4_000.0)];
    // Fees and board at public schools: assumed; undergraduates after 学生资助 about 12,000.
    let fee = |member: &Member| {
        let at = |(school, fee): &(Student, f64)| (member.student == Some(*school)).then_some(*fee);
        let higher = matches!(member.student, Some(Student::Undergraduate | Student::Postgraduate));
        public.iter().find_map(at).unwrap_or(if higher { 12_000.0 } else { 0.0 })
    };
    // Spending on health: 2,547 a person on average (国家统计局, 2024), half of all with next to nothing; the ill: assumed.
    let medical = if has(&ill) {
        8_000.0 * normal(random).exp()
    } else if chance(random, 50.0) {
        1_200.0 * size * (0.8 * normal(random)).exp()
    } else {
        0.0
    };
    let expenses = Expenses {
        medical: yearly(medical),
        education: yearly(members.iter().map(fee).sum()),
        rehabilitation: yearly(if has(&disabled) && chance(random, 30.0) {
            3_000.0 * normal(random).exp()
        } else {
            0.0
        }),
        other: yearly(if chance(random, 5.0) { 5_000.0 * normal(random).exp() } else { 0.0 }),
    };

    // Deposits: 151 trillion for 1,408 million people, 107,000 each on average (人民银行, 2024); the median: assumed.
    let savings = size * if urban { 30_000.0 } else { 10_000.0 } * (standing + normal(random)).exp();
    // Cars: 51.4 for 100 households (国家统计局, 2024), more where more comes in.
    let cars =
        if chance(random, (50.0 + 25.0 * standing).clamp(3.0, 95.0)) { 1 + u8::from(chance(random, 8.0)) } else { 0 };
    // More than one home: 41.5 % of urban households (人民银行, 2019); rural: assumed.
    let more_homes = if urban { (35.0 + 20.0 * standing).clamp(2.0, 90.0) } else { 5.0 };
    let homes = if chance(random, more_homes) { 2 + u8::from(chance(random, 25.0)) } else { 1 };
    let business = has(&|member: &Member| member.work == Some(Work::SelfEmployed));
    let property = Property {
        financial: Some(Range::exactly(yuan(savings))),
        vehicles: Some(cars),
        vehicle_value: (cars > 0).then(|| Range::exactly(yuan(45_000.0 * (0.7 * normal(random)).exp()))),
        homes: Some(homes),
        // 6.9 % of urban households own a shop (人民银行, 2019).
        non_residential: Some(chance(random, if urban { 6.9 } else { 2.0 })),
        // 125 million one-person businesses and 61 million firms (市场监管总局, 2024); the capital: assumed.
        registered_capital: Some(Range::exactly(if business && chance(random, 60.0) {
            yuan(50_000.0 * (1.5 * normal(random)).exp())
        } else {
            Money::ZERO
        })),
        large_purchase: Some(chance(random, if poor { 1.0 } else { 5.0 })),
        costly_school: Some(chance(random, if poor { 0.2 } else { 2.0 })),
    };

    // An emergency in the last year: one household in twenty, assumed.
    let events = [
        (Event::SuddenIllness, 35.0),
        (Event::TrafficAccident, 15.0),
        (Event::Injury, 20.0),
        (Event::Fire, 2.0),
        (Event::NaturalDisaster, 10.0),
        (Event::FamilyUpheaval, 10.0),
        (Event::Stranded, 1.0),
        (Event::Other, 7.0),
    ];
    let event = if chance(random, 5.0) { weighted(random, &events) } else { Event::None };
    let out_of_work = has(&|member: &Member| member.work == Some(Work::Unemployed));
    let hardship = Hardship {
        event: Some(event),
        event_date: Some(as_of.months_before(random.u16(..12))),
        living_affected: Some(chance(random, if poor || event != Event::None { 50.0 } else { 3.0 })),
        spending_surge: Some(medical > per_person || chance(random, 5.0)),
        family_support: None,
        months: Some(random.u8(1..=12)),
        months_without_income: out_of_work.then(|| random.u8(1..=12)),
        // Insured: 245 million of 734 million at work (人社部, 2024).
        unemployment_insured: Some(chance(random, 33.0)),
        graduate: Some(if out_of_work && chance(random, 10.0) { Graduate::Other } else { Graduate::None }),
        months_since_job: (poor && has(&works)).then(|| random.u8(1..=40)),
    };
    // Persons: dibao 39.6 million, 4.8 million in 特困供养, 6 million in borderline households, 6 million watched over
    // (民政部 and 农业农村部, 2024), nearly all among the poor; the others: 退役军人事务部, 人社部, 民政部.
    let among_poor = |random: &mut Rng, percent: f64| poor && chance(random, 5.0 * percent);
    let dibao = among_poor(random, if urban { 1.3 } else { 4.6 });
    let receives = Receives {
        dibao,
        tekun: !dibao && members.len() == 1 && old(60)(&members[0]) && among_poor(random, 3.0),
        borderline: !dibao && among_poor(random, 0.5),
        rigid_expense: !dibao && among_poor(random, 0.1),
        monitored: !urban && among_poor(random, 0.8),
        unemployment_benefit: out_of_work && chance(random, 15.0),
        veteran: chance(random, 1.5),
        child_welfare: has(&|member: &Member| member.age < Some(18)) && chance(random, 0.2),
    };
    let case = Case {
        as_of,
        place: Place {
            hukou: Some(hukou),
            residence: Some(if urban { Residence::Urban } else { Residence::Rural }),
            current: Some(current),
            // Nobody knows the figures of the place: assumed.
            ..Place::default()
        },
        members: Some(members),
        income,
        exempt: Vec::new(),
        expenses,
        property,
        hardship,
        receives: Some(receives),
    };
    Household { case, poor }
}

/// Splits what comes in by its kinds; the rest after pensions goes to whoever works, and to gifts and support.
fn income(random: &mut Rng, total: f64, urban: bool, members: &[Member]) -> Income {
    let pensioners = members.iter().filter(|member| member.age >= Some(60)).count() as f64;
    let oldest = members.iter().filter(|member| member.age >= Some(80)).count() as f64;
    // 职工 about 3,200 a month, 城乡居民 about 246 with 143 of it 基础养老金 (人社部, 2024 and 2025).
    let (pension, basic) = if urban { (38_400.0, 0.0) } else { (1_236.0, 1_716.0) };
    let pension = (pension * pensioners).min(total);
    let works = |kinds: &[Work]| members.iter().any(|member| member.work.is_some_and(|work| kinds.contains(&work)));
    let (wages, business) = match (works(&[Work::Employed]), works(&[Work::SelfEmployed, Work::Farming])) {
        (true, true) => (0.6, 0.35),
        (true, false) => (0.95, 0.0),
        (false, true) => (0.0, 0.8),
        (false, false) => (0.0, 0.0),
    };
    let rest = total - pension;
    // Rent, interest: 8.3 % of income (国家统计局, 2024), in few hands.
    let from_property = if chance(random, 15.0) { 0.05 * total } else { 0.0 };
    let support = rest * if wages + business > 0.0 { 0.0 } else { 0.5 };
    Income {
        wages: yearly(rest * wages),
        business: yearly(rest * business),
        property: yearly(from_property),
        transfer: yearly(pension + support),
        other: yearly(if chance(random, 3.0) { 0.05 * total } else { 0.0 }),
        transfer_paid: yearly(if urban && wages > 0.0 { 0.1 * rest } else { 400.0 * members.len() as f64 }),
        basic_pension: yearly(basic * pensioners),
        // 高龄津贴 from 80 on: about 600 a year (民政部: 35 million receive it, 2022).
        elder_allowance: yearly(600.0 * oldest),
    }
}

/// The people of a household, the applicant first.
fn members(random: &mut Rng, urban: bool, poor: bool) -> Vec<Member> {
    // Persons in a household (第七次全国人口普查, 2020).
    let sizes = [(1, 25.4), (2, 29.7), (3, 21.0), (4, 13.2), (5, 6.2), (6, 3.1), (7, 1.4)];
    let size = weighted(random, &sizes);
    // Who speaks for the household: 18.7 % of all people are 60 or older, 17.9 % under 15 (census 2020).
    let bands = [((20, 35), 20.0), ((35, 50), 30.0), ((50, 60), 22.0), ((60, 70), 15.0), ((70, 90), 13.0)];
    let (from, to) = weighted(random, &bands);
    let age = random.u8(from..to);
    let mut members = vec![member(random, Relation::Applicant, age, urban, poor)];
    for place in 1..size {
        // With whom people live: assumed; couples first, then children, then parents.
        let relation = match place {
            1 if chance(random, 75.0) => Relation::Spouse,
            _ if age < 25 => Relation::Parent,
            _ if age >= 60 && chance(random, 40.0) => Relation::Grandchild,
            _ if chance(random, 75.0) || age >= 70 => Relation::Child,
            _ => Relation::Parent,
        };
        let years = match relation {
            Relation::Spouse => (age + random.u8(..7)).saturating_sub(3).max(20),
            Relation::Parent => (age + random.u8(22..32)).min(95),
            Relation::Grandchild => age.saturating_sub(random.u8(50..60)),
            _ => age.saturating_sub(random.u8(22..34)),
        };
        members.push(member(random, relation, years, urban, poor));
    }
    members
}

fn member(random: &mut Rng, relation: Relation, age: u8, urban: bool, poor: bool) -> Member {
    use DisabilityGrade::{First, Fourth, Second, Third};
    use DisabilityKind::{Hearing, Intellectual, Mental, Multiple, Physical, Sight, Speech};
    let applicant = relation == Relation::Applicant;
    let student = match age {
        3..6 if chance(random, 92.0) => Student::Kindergarten,
        6..15 => Student::Compulsory,
        15..18 if chance(random, 92.0) => Student::HighSchool,
        // 60.8 % of the age group (教育部, 2024).
        18..22 if !applicant && chance(random, 60.8) => Student::Undergraduate,
        22..25 if !applicant && chance(random, 6.0) => Student::Postgraduate,
        _ => Student::None,
    };
    // 6.34 % of all, with age and kind as the 第二次全国残疾人抽样调查 (2006) found; a certificate has fewer than half of them.
    let share = match age {
        0..15 => 1.7,
        15..60 => 3.9,
        _ => 24.0,
    };
    let kinds = [
        (Physical, 29.1),
        (Hearing, 24.2),
        (Multiple, 16.3),
        (Sight, 14.9),
        (Mental, 7.4),
        (Intellectual, 6.7),
        (Speech, 1.5),
    ];
    // First and second grade together: 29.6 % (2006).
    let grades = [(First, 14.0), (Second, 15.6), (Third, 25.0), (Fourth, 45.4)];
    let disability = if chance(random, share) {
        Disability::Certified { kind: weighted(random, &kinds), grade: weighted(random, &grades) }
    } else {
        Disability::None
    };
    // Seriously or chronically ill so that it weighs on the household: assumed; any chronic illness from 15 on is 34.3 %
    // (第六次国家卫生服务统计调查, 2018).
    let illness = match (random.f64() * 100.0, age) {
        (..0.5, _) => Illness::Major,
        (..2.0, 0..60) | (..15.0, 60..) => Illness::Serious,
        _ => Illness::None,
    };
    let severe = matches!(disability, Disability::Certified { grade: First | Second, .. });
    // At work: 734 million, 22 % of them on farms; out of work: 5.1 % in towns (国家统计局, 2024).
    let work = match age {
        _ if age < 16 || student != Student::None => Work::Pupil,
        _ if severe && chance(random, 80.0) => Work::Unable,
        60.. if urban => Work::Retired,
        75.. => Work::Unable,
        60.. => weighted(random, &[(Work::Farming, 55.0), (Work::Unable, 25.0), (Work::Retired, 20.0)]),
        _ if urban => weighted(
            random,
            &[
                (Work::Employed, 66.0),
                (Work::SelfEmployed, 16.0),
                (Work::Unemployed, if poor { 15.0 } else { 5.0 }),
                (Work::Retired, if age >= 55 { 30.0 } else { 0.0 }),
                (Work::Carer, 4.0),
            ],
        ),
        _ => weighted(
            random,
            &[
                (Work::Employed, 45.0),
                (Work::SelfEmployed, 10.0),
                (Work::Farming, 33.0),
                (Work::Unemployed, if poor { 10.0 } else { 4.0 }),
                (Work::Carer, 5.0),
            ],
        ),
    };
    let pays = matches!(work, Work::Employed | Work::SelfEmployed | Work::Farming | Work::Retired);
    let usual = match (pays, urban) {
        (true, true) => 36_000.0,
        (true, false) => 15_000.0,
        (false, _) => 0.0,
    };
    let own_income = usual * (0.7 * normal(random)).exp();
    Member {
        relation: Some(relation),
        age: Some(age),
        lives_together: Some(matches!(relation, Relation::Applicant | Relation::Spouse) || chance(random, 92.0)),
        student: Some(student),
        disability: Some(disability),
        illness: Some(illness),
        work: Some(work),
        // 1.7 million in prison (司法部, 2018).
        absence: Some(if !applicant && age >= 18 && chance(random, 0.15) { Absence::Detained } else { Absence::None }),
        kept_by_sibling_or_elder: Some(!applicant && chance(random, 5.0)),
        self_care_lost: Some(if severe || age >= 80 && chance(random, 30.0) { random.u8(1..=6) } else { 0 }),
        supporters: Some(weighted(
            random,
            &[(Supporters::Able, 80.0), (Supporters::Unable, 12.0), (Supporters::None, 8.0)],
        )),
        own_income: yearly(own_income),
        income: Income::default(),
    }
}
