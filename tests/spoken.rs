//! The spoken code: every case comes back as it was said, and no slip of the tongue goes unnoticed.

use std::env;
use std::path::Path;
use std::sync::LazyLock;

use fastrand::Rng;
use jiuzhu_engine::case::{Amount, Case, CurrentPlace, Member, RegionCode, Relation, Residence};
use jiuzhu_engine::spoken::{CodeError, EXACT, Said, hear, say};
use jiuzhu_engine::{Date, HouseholdQuestion, Money, Range, Rulebook};
use jiuzhu_selftest::laws;
use xtask::{golden, rules};

const RULES: Date = Date::literal(2026, 11, 21);

static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| {
    let bytes = rules::compile(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the rules compile");
    Rulebook::from_bytes(&bytes).expect("what was just compiled can be read")
});

/// A random case and the code that says it.
fn said(seed: u64) -> (Case, Said) {
    laws::said(&mut Rng::with_seed(seed), &RULEBOOK).expect("every case can be said, but for amounts")
}

/// The shortest, the tenth, fifth and ninth of ten, and the longest.
fn spread(mut lengths: Vec<usize>) -> [usize; 5] {
    lengths.sort_unstable();
    let last = lengths.len() - 1;
    [0, last / 10, last / 2, last * 9 / 10, last].map(|at| lengths[at])
}

fn digits(code: &str) -> String {
    code.chars().filter(char::is_ascii_digit).collect()
}

#[test]
fn a_case_comes_back_as_it_was_said() {
    let cases = env::var("JIUZHU_CASES").map_or(100_000, |it| it.parse().expect("JIUZHU_CASES is a number"));
    for seed in 0..cases {
        laws::spoken(&mut Rng::with_seed(seed), &RULEBOOK).unwrap_or_else(|error| panic!("seed {seed}: {error:#}"));
    }
    let lengths = (0..10_000).map(|seed| digits(&said(seed).1.code).len()).collect();
    println!("digits of random households: {:?}", spread(lengths));
}

#[test]
fn every_wrong_digit_and_every_swap_of_neighbours_is_refused() {
    for seed in 0..2_000 {
        let (_, said) = said(seed);
        let right = digits(&said.code).into_bytes();
        let refused = |code: &[u8]| {
            let code = String::from_utf8(code.to_vec()).expect("digits are text");
            assert_eq!(hear(&code), Err(CodeError::Check), "{code} for {}", said.code);
        };
        for at in 0..right.len() {
            let mut wrong = right.clone();
            for digit in (b'0'..=b'9').filter(|digit| *digit != right[at]) {
                wrong[at] = digit;
                refused(&wrong);
            }
            let mut wrong = right.clone();
            if at > 0 && right[at] != right[at - 1] {
                wrong.swap(at - 1, at);
                refused(&wrong);
            }
        }
    }
}

#[test]
fn digits_that_nobody_said_are_refused_or_say_a_case() {
    let mut random = Rng::with_seed(1);
    let (mut cases, mut errors) = (0, Vec::new());
    for _ in 0..20_000 {
        let mut code: String = (0..random.usize(..30) * 4 + 2).map(|_| random.digit(10)).collect();
        let rest = code.bytes().fold(0, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97);
        let check = 98 - rest * 100 % 97;
        code.push_str(&format!("{check:02}"));
        match hear(&code) {
            // What it says can be said again.
            Ok(heard) => {
                let again = say(&heard.case, heard.rules, EXACT).expect("it was just heard");
                assert_eq!(hear(&again.code), Ok(heard));
                cases += 1;
            }
            Err(error) if !errors.contains(&error) => errors.push(error),
            Err(_) => {}
        }
    }
    assert!(cases > 1_000, "{cases}");
    for error in [CodeError::Form, CodeError::OutOfRange, CodeError::LeftOver] {
        assert!(errors.contains(&error), "{error} never came");
    }
    for (code, error) in [
        ("", CodeError::Length),
        ("123", CodeError::Length),
        ("1234 5678 9", CodeError::Length),
        (&"0".repeat(4004), CodeError::Length),
        ("1234 5678", CodeError::Check),
        ("12a4", CodeError::NotDigits),
        ("－1２③4", CodeError::NotDigits),
    ] {
        assert_eq!(hear(code), Err(error), "{code}");
    }
}

#[test]
fn what_nobody_may_tell_is_not_said() {
    let applicant = Member { relation: Some(Relation::Applicant), ..Member::default() };
    let child = Member { relation: Some(Relation::Child), ..Member::default() };
    let wrong: [&dyn Fn(&mut Case); 7] = [
        &|case| case.members = Some(vec![Member::default(); 21]),
        &|case| case.members = Some(vec![applicant.clone(); 2]),
        &|case| case.members = Some(vec![child.clone()]),
        &|case| case.members = Some(vec![Member { age: Some(131), ..Member::default() }]),
        &|case| case.hardship.months = Some(61),
        &|case| case.property.homes = Some(100),
        &|case| case.property.financial = Some(Range::exactly(Money::LARGEST_TOLD + Money::from_fen(1))),
    ];
    for spoil in wrong {
        let mut case = Case::on(RULES);
        spoil(&mut case);
        assert_eq!(say(&case, RULES, EXACT), Err(CodeError::OutOfRange));
    }
}

#[test]
fn a_code_says_what_was_rounded_and_is_written_in_fours() {
    let mut case = Case::on(Date::literal(2026, 11, 22));
    case.place.hukou = RegionCode::parse("620102");
    case.place.local_standard = Some(Money::from_yuan(938));
    case.income.wages = Some(Amount::monthly(Money::from_yuan(1_234)));
    case.expenses.medical = Some(Amount::yearly(Money::from_yuan(12_000)));
    case.property.financial = Range::between(Money::from_yuan(1_210), Money::from_yuan(1_210_000));
    let said = say(&case, RULES, 2).expect("all of it may be told");
    let told: Vec<_> = said.rounded.iter().map(|it| (it.question, it.said)).collect();
    let yuan = Money::from_yuan;
    assert_eq!(
        told,
        [
            (Some(HouseholdQuestion::Wages.into()), Range::exactly(yuan(1_200))),
            (
                Some(HouseholdQuestion::Financial.into()),
                Range::between(yuan(1_200), yuan(1_300_000)).expect("in order")
            ),
        ]
    );
    assert!(said.code.split(' ').all(|group| group.len() == 4), "{}", said.code);
    let wide: String = said
        .code
        .chars()
        .map(|it| it.to_digit(10).map_or('－', |digit| char::from_u32('０' as u32 + digit).expect("a digit")))
        .collect();
    assert_eq!(hear(&wide), hear(&said.code));
}

/// A couple and a child, as the first questions leave them.
#[test]
fn a_small_household_is_said_in_few_digits() {
    let mut case = Case::on(Date::literal(2026, 11, 22));
    case.place.hukou = RegionCode::parse("620102");
    case.place.residence = Some(Residence::Urban);
    case.place.current = Some(CurrentPlace::AtHukou);
    let person = |relation, age| Member { relation: Some(relation), age: Some(age), ..Member::default() };
    let people = [person(Relation::Applicant, 41), person(Relation::Spouse, 39), person(Relation::Child, 12)];
    case.members = Some(people.into());
    case.income.wages = Some(Amount::monthly(Money::from_yuan(1_200)));
    case.property.financial = Some(Range::exactly(Money::from_yuan(3_000)));
    let said = say(&case, RULES, 2).expect("all of it may be told");
    println!("a small household: {}", said.code);
    assert!(digits(&said.code).len() <= 36, "{}", said.code);
}

#[test]
fn golden_households_are_said_in_reasonable_length() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut lengths = [const { Vec::new() }; 2];
    for (_, golden) in golden::cases(&root).expect("the golden cases are sound") {
        let (case, errors) = golden.case_file().read(&RULEBOOK, RULES);
        if !errors.is_empty() || case.members.as_ref().is_some_and(|members| members.len() > 4) {
            continue;
        }
        for (lengths, kept) in lengths.iter_mut().zip([2, EXACT]) {
            lengths.push(digits(&say(&case, RULES, kept).expect("it may be told").code).len());
        }
    }
    for (lengths, kept) in lengths.into_iter().zip(["two significant digits", "amounts to the fen"]) {
        let within = |most| lengths.iter().filter(|length| **length <= most).count() * 100 / lengths.len();
        println!("{kept}: {}% within 16, {}% within 24, of {}", within(16), within(24), lengths.len());
        let spread = spread(lengths);
        println!("{kept}: {spread:?}");
        assert!(spread[4] <= 96, "{spread:?}");
    }
}
