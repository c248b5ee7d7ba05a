//! What is typed into a field, understood; and an answer, typed out.

use std::ops::RangeInclusive;

use jiuzhu_engine::case::{MOST_MONTHS, OLDEST, Period, RegionCode, days_told};
use jiuzhu_engine::{Date, Money, MoneyError, Range, Rulebook};
use jiuzhu_selfcheck::explain::range_text;
use jiuzhu_selfcheck::interview::draft::Part;
use jiuzhu_selfcheck::interview::form::Problem;
use jiuzhu_selfcheck::interview::places;
use jiuzhu_selfcheck::{key, text};

use crate::field::{self, Field, Kind, NOTHING};

/// The most places that are offered: each has a digit.
pub const MOST_OFFERED: usize = 9;

/// The signs of ten thousand and of a thousand, and how many yuan they stand for.
const UNITS: [(char, u32); 4] = [('万', 10_000), ('w', 10_000), ('千', 1_000), ('k', 1_000)];
/// What ends an amount of each time; the longer before the shorter.
const PERIODS: [(&str, Period); 8] = [
    ("每月", Period::Month),
    ("/月", Period::Month),
    ("月", Period::Month),
    ("m", Period::Month),
    ("每年", Period::Year),
    ("/年", Period::Year),
    ("年", Period::Year),
    ("y", Period::Year),
];
/// What stands between the ends of a range.
const BETWEEN: [char; 6] = ['-', '－', '~', '～', '到', '至'];

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A place.
    Place(RegionCode),
    /// One of the options, by place in their list.
    One(usize),
    /// Nothing of the kind; of the people: nobody else.
    Nothing,
    /// Those of the options that apply, one bit each.
    Any(u32),
    /// Kind and grade of a certificate, by place in their lists.
    Certificate(usize, usize),
    /// A number of years, months or things.
    Number(u8),
    /// A day.
    Day(Date),
    /// An amount over a time.
    Amount(Range, Period),
    /// A sum at one time.
    Sum(Range),
}

/// What is understood: nothing was told, an answer, or a sentence that says what is wrong.
pub type Read = Result<Option<Value>, String>;

/// Understands what is typed into a field.
pub fn read(rulebook: &Rulebook, field: Field, typed: &str, today: Date) -> Read {
    read_among(rulebook, field, typed, &offered(rulebook, field, typed), today)
}

/// As [`read`], once it is known which places are [`offered`].
pub fn read_among(rulebook: &Rulebook, field: Field, typed: &str, offered: &[RegionCode], today: Date) -> Read {
    let typed = narrow(typed);
    if typed.is_empty() {
        return Ok(None);
    }
    let one = |count: usize| {
        let digit = typed.parse().ok().filter(|digit| (1..=count).contains(digit));
        digit.map(|digit| Value::One(digit - 1)).ok_or_else(|| wrong_digit(&typed, count))
    };
    let is_nothing = typed.len() == 1 && typed.starts_with(NOTHING);
    match field::kind(field) {
        Kind::Place => place(rulebook, field, &typed, offered),
        Kind::One(ids) => one(ids.len()).map(Some),
        Kind::OneOrNothing(_) | Kind::Certificate | Kind::NextPerson if is_nothing => Ok(Some(Value::Nothing)),
        Kind::OneOrNothing(ids) => one(ids.len()).map(Some),
        Kind::NextPerson => Err(wrong_digit(&typed, 7)),
        Kind::Any(_) if is_nothing => Ok(Some(Value::Any(0))),
        Kind::Any(ids) => any(&typed, ids.len()).map(Some),
        Kind::Certificate => certificate(&typed).map(Some),
        Kind::Age => age(&typed).map(Some),
        Kind::Count(most) => number(&typed, 0..=most)
            .map(Some)
            .ok_or_else(|| text::fill(key!("hotline.wrong.count"), &[("given", &typed), ("other", &most.to_string())])),
        Kind::Months => number(&typed, 1..=MOST_MONTHS)
            .map(Some)
            .ok_or_else(|| Problem::new(Part::Exact, "months-not-allowed", &typed).beside(MOST_MONTHS).message()),
        Kind::Day => day(&typed, today).map(Some),
        Kind::Amount(period) => {
            let (range, told) = amount(&typed)?;
            Ok(Some(Value::Amount(range, told.unwrap_or(period))))
        }
        Kind::Sum => match amount(&typed)? {
            (range, None) => Ok(Some(Value::Sum(range))),
            _ => Err(no_number(&typed)),
        },
        Kind::Figure(period) => {
            let (range, told) = amount(&typed)?;
            let exact = range.exact().ok_or_else(|| no_number(&typed))?;
            Ok(Some(Value::Amount(Range::exactly(exact), told.unwrap_or(period))))
        }
    }
}

/// Whether nothing more can belong to the answer, so that the next question may come at once.
pub fn is_complete(field: Field, typed: &str, read: &Read) -> bool {
    let typed = narrow(typed);
    let Ok(Some(value)) = read else {
        return false;
    };
    match field::kind(field) {
        Kind::One(_) | Kind::OneOrNothing(_) | Kind::Certificate | Kind::NextPerson | Kind::Count(..=9) => true,
        Kind::Place => {
            typed.ends_with(|last: char| last.is_ascii_digit()) && typed.chars().any(|sign| !sign.is_ascii_digit())
                || *value == Value::One(0)
        }
        Kind::Any(_) => *value == Value::Any(0),
        Kind::Age => typed.len() >= 2,
        _ => false,
    }
}

/// Writes an answer as it would be typed.
pub fn spell(rulebook: &Rulebook, field: Field, value: &Value) -> String {
    match value {
        Value::Place(code) => places::full_name(rulebook, *code),
        Value::One(option) => (option + 1).to_string(),
        Value::Nothing | Value::Any(0) => NOTHING.to_string(),
        Value::Any(ticks) => (0..32).filter(|bit| ticks >> bit & 1 == 1).map(|bit| (bit + 1).to_string()).collect(),
        Value::Certificate(kind, grade) => format!("{}{}", kind + 1, grade + 1),
        Value::Number(number) => number.to_string(),
        Value::Day(day) => day.to_string(),
        Value::Sum(range) => range_typed(*range),
        Value::Amount(range, period) => {
            let usual = match field::kind(field) {
                Kind::Amount(usual) | Kind::Figure(usual) => usual == *period,
                _ => false,
            };
            let suffix = match period {
                _ if usual || *range == Range::ZERO => "",
                Period::Month => "/月",
                Period::Year => "/年",
            };
            range_typed(*range) + suffix
        }
    }
}

/// An answer in words.
pub fn words(rulebook: &Rulebook, field: Field, value: &Value) -> String {
    let option = |digit: String| {
        field::digits(field).into_iter().find(|(it, _)| *it == digit).map_or("", |(_, words)| words).to_owned()
    };
    match value {
        Value::Place(code) => places::full_name(rulebook, *code),
        Value::One(index) => option((index + 1).to_string()),
        Value::Nothing => match field::kind(field) {
            Kind::Certificate => text::get(key!("hotline.nothing")).to_owned(),
            _ => option(NOTHING.to_string()),
        },
        Value::Any(0) => option(NOTHING.to_string()),
        Value::Any(ticks) => {
            let ticked = (0..32).filter(|bit| ticks >> bit & 1 == 1).map(|bit: u32| option((bit + 1).to_string()));
            text::joined(&ticked.collect::<Vec<_>>(), key!("words.and"))
        }
        Value::Certificate(kind, grade) => {
            let [(_, kinds), (_, grades)] = field::certificate();
            [(kinds, kind), (grades, grade)].iter().map(|(words, place)| words[**place].1).collect()
        }
        Value::Number(number) => match field::kind(field) {
            Kind::Age => text::fill(key!("answers.age"), &[("age", &number.to_string())]),
            Kind::Months => text::fill(key!("words.months"), &[("count", &number.to_string())]),
            _ => number.to_string(),
        },
        Value::Day(day) => {
            let (year, month, day) = (day.year().to_string(), day.month().to_string(), day.day().to_string());
            text::fill(key!("words.date"), &[("year", &year), ("month", &month), ("day", &day)])
        }
        Value::Sum(range) => range_text(*range),
        Value::Amount(range, period) => {
            let key = match period {
                Period::Month => key!("amount.monthly"),
                Period::Year => key!("amount.yearly"),
            };
            text::fill(key, &[("amount", &range_text(*range))])
        }
    }
}

/// The places that fit what is typed into a field for one; a digit behind the name chooses one of them.
pub fn offered(rulebook: &Rulebook, field: Field, typed: &str) -> Vec<RegionCode> {
    if field::kind(field) != Kind::Place {
        return Vec::new();
    }
    let typed = narrow(typed);
    let name = typed.trim_end_matches(|last: char| last.is_ascii_digit());
    let (mut found, _) = places::find(rulebook, name);
    found.truncate(MOST_OFFERED);
    found
}

fn place(rulebook: &Rulebook, field: Field, typed: &str, found: &[RegionCode]) -> Read {
    if typed == "1" && !field::digits(field).is_empty() {
        return Ok(Some(Value::One(0)));
    }
    if let Some(code) = RegionCode::parse(typed) {
        let known = rulebook.region(code).is_some();
        return known.then_some(Some(Value::Place(code))).ok_or_else(|| nowhere(typed));
    }
    if typed.chars().all(|sign| sign.is_ascii_digit()) {
        return Ok(None);
    }
    let name = typed.trim_end_matches(|last: char| last.is_ascii_digit());
    let chosen = match typed[name.len()..].parse::<usize>() {
        Ok(digit) => found.get(digit.wrapping_sub(1)).copied(),
        // Whoever types a whole name means that place, though others lie in it or begin like it.
        Err(_) => match found {
            [only] => Some(*only),
            all => all.iter().copied().find(|code| places::full_name(rulebook, *code) == name),
        },
    };
    match chosen {
        Some(code) => Ok(Some(Value::Place(code))),
        None if found.is_empty() || name.len() < typed.len() => Err(nowhere(typed)),
        None => Ok(None),
    }
}

fn nowhere(typed: &str) -> String {
    text::fill(key!("hotline.wrong.place"), &[("given", typed)])
}

fn wrong_digit(typed: &str, count: usize) -> String {
    text::fill(key!("hotline.wrong.digit"), &[("given", typed), ("other", &count.to_string())])
}

fn no_number(typed: &str) -> String {
    Problem::new(Part::Exact, "money-not-a-number", typed).message()
}

fn any(typed: &str, count: usize) -> Result<Value, String> {
    let mut ticks = 0;
    for sign in typed.chars() {
        let digit = sign.to_digit(10).map(|digit| digit as usize).filter(|digit| (1..=count).contains(digit));
        ticks |= 1 << (digit.ok_or_else(|| wrong_digit(typed, count))? - 1);
    }
    Ok(Value::Any(ticks))
}

fn certificate(typed: &str) -> Result<Value, String> {
    let [(_, kinds), (_, grades)] = field::certificate();
    let digits: Vec<usize> = typed.chars().filter_map(|sign| Some(sign.to_digit(10)? as usize)).collect();
    match digits[..] {
        [kind, grade] if (1..=kinds.len()).contains(&kind) && (1..=grades.len()).contains(&grade) => {
            Ok(Value::Certificate(kind - 1, grade - 1))
        }
        _ => Err(text::fill(key!("hotline.wrong.certificate"), &[("given", typed)])),
    }
}

fn age(typed: &str) -> Result<Value, String> {
    let years = typed.trim_end_matches(text::get(key!("words.years-old")));
    let problem = |key| Problem::new(Part::Age, key, typed).beside(OLDEST).message();
    let years: u32 = years.parse().map_err(|_| problem("age-not-whole"))?;
    let years = u8::try_from(years).ok().filter(|years| *years <= OLDEST);
    years.map(Value::Number).ok_or_else(|| problem("age-too-old"))
}

fn number(typed: &str, allowed: RangeInclusive<u8>) -> Option<Value> {
    typed.parse().ok().filter(|number| allowed.contains(number)).map(Value::Number)
}

/// A day with its year, or the last such day there was without it.
fn day(typed: &str, today: Date) -> Result<Value, String> {
    let problem = |key, other: &str| Problem::new(Part::Year, key, typed).beside(other).message();
    let parts: Vec<&str> = typed.split(|sign: char| !sign.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let parts: Vec<&str> = match parts[..] {
        [run] if run.len() == 8 => vec![&run[..4], &run[4..6], &run[6..]],
        [run] if run.len() == 4 => vec![&run[..2], &run[2..]],
        _ => parts,
    };
    let numbers: Vec<u16> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let date = |year: u16, month: u16, day: u16| Date::new(year, month.try_into().ok()?, day.try_into().ok()?);
    let found = match numbers[..] {
        [year, month, day] => date(if year < 100 { 2000 + year } else { year }, month, day),
        [month, day] => {
            date(today.year(), month, day).filter(|date| *date <= today).or_else(|| date(today.year() - 1, month, day))
        }
        _ => None,
    };
    let (earliest, latest) = days_told(today).into_inner();
    match found {
        None => Err(problem("day-not-real", "")),
        Some(date) if date < earliest => Err(problem("day-too-early", &earliest.to_string())),
        Some(date) if date > latest => Err(problem("day-too-late", &latest.to_string())),
        Some(date) => Ok(Value::Day(date)),
    }
}

/// `1200`, `1.5万/年`, `800-1200`, `500以上`: how much, and the time where it is named.
fn amount(typed: &str) -> Result<(Range, Option<Period>), String> {
    let lower = typed.to_lowercase();
    let (rest, period) = PERIODS
        .iter()
        .find_map(|(suffix, period)| Some((lower.strip_suffix(suffix)?.trim(), Some(*period))))
        .unwrap_or((&lower, None));
    let rest = rest.trim_end_matches('元');
    if let Some(least) = rest.strip_suffix('+').or_else(|| rest.strip_suffix("以上")) {
        return Ok((Range::at_least(money(typed, least)?.0), period));
    }
    // A sign in front is no range: it makes the number negative, which is then named as what is wrong.
    let split = rest.char_indices().skip(1).find(|(_, sign)| BETWEEN.contains(sign));
    let Some((at, sign)) = split else {
        return Ok((Range::exactly(money(typed, rest)?.0), period));
    };
    let ((low, low_unit), (high, unit)) = (money(typed, &rest[..at])?, money(typed, &rest[at + sign.len_utf8()..])?);
    // Who says one to two ten thousands means the unit for both.
    let low = if low_unit == 1 && low * unit <= high { low * unit } else { low };
    let range = Range::between(low, high);
    let reversed = || Problem::new(Part::Low, "range-reversed", &rest[..at]).beside(&rest[at + sign.len_utf8()..]);
    range.map(|range| (range, period)).ok_or_else(|| reversed().message())
}

/// An amount of yuan with its unit, and how many yuan the unit has.
fn money(typed: &str, part: &str) -> Result<(Money, u32), String> {
    let part = part.trim().trim_end_matches('元');
    let unit = UNITS.iter().find_map(|(sign, yuan)| Some((part.strip_suffix(*sign)?, *yuan)));
    let (number, unit) = unit.unwrap_or((part, 1));
    let problem = |error| {
        let key = match error {
            MoneyError::Empty | MoneyError::NotANumber => "money-not-a-number",
            MoneyError::Negative => "money-negative",
            MoneyError::TooPrecise => "money-too-precise",
            MoneyError::TooLarge => "money-too-large",
        };
        Problem::new(Part::Exact, key, typed).message()
    };
    let money = Money::parse(number).map_err(problem)? * unit;
    if money > Money::LARGEST_TOLD { Err(problem(MoneyError::TooLarge)) } else { Ok((money, unit)) }
}

fn range_typed(range: Range) -> String {
    match range.high() {
        None => format!("{}+", range.low()),
        Some(high) if high == range.low() => high.to_string(),
        Some(high) => format!("{}-{high}", range.low()),
    }
}

/// Without spaces around it, and with the digits of a Chinese keyboard as plain ones.
fn narrow(typed: &str) -> String {
    let plain = |sign: char| match sign {
        '０'..='９' => char::from(b'0' + (sign as u32 - '０' as u32) as u8),
        '．' | '。' => '.',
        '／' => '/',
        '＋' => '+',
        other => other,
    };
    typed.trim().chars().map(plain).collect()
}
