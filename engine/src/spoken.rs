//! A case as digits that can be read out over a counter or a telephone: nothing but digits, two of them for checking.
//!
//! `walk` lists every answer once, for saying and for hearing. Each answer is one step of a big number, and takes the
//! less of it the likelier it is (`Odds`): the number is divided by the answer's share of all chances, so that an answer
//! with half of them costs one bit. Chances are part of the form: to change one is to raise the number of the form.

use serde::Serialize;

use crate::case::{
    Absence, Amount, Case, CurrentPlace, Disability, DisabilityGrade, DisabilityKind, Event, ExemptIncome, Graduate,
    Illness, Income, Member, Period, Receives, RegionCode, Relation, Residence, Student, Supporters, Work,
};
use crate::date::Date;
use crate::money::Money;
use crate::question::{HouseholdQuestion as Ask, MemberQuestion as AskOf, Question};
use crate::range::Range;

/// The most significant digits that can be said: every amount that may be told, to the fen.
pub const EXACT: u8 = 12;
/// The longest code that is looked at; the longest case takes fewer.
pub const MOST_DIGITS: usize = 4000;
/// From here the days of the rules are counted: the day on which the law came into force.
const EPOCH: Date = Date::literal(2026, 7, 1);

/// A case in digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The code: digits in groups of four, with spaces between them.
    pub code: String,
    /// The case as it will be heard.
    pub case: Case,
    /// Every amount that will be heard otherwise than it was told.
    pub rounded: Vec<Rounded>,
}

/// An amount that is said otherwise than it was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounded {
    /// What was asked; no question asks for income that never counts.
    pub question: Option<Question>,
    /// As it was told.
    pub told: Range,
    /// As it is said: one amount goes to the nearest, a range only grows.
    pub said: Range,
}

/// What a code says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The case.
    pub case: Case,
    /// The day of the rules that the case was told under.
    pub rules: Date,
}

/// Why digits are no case, or a case has no digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum CodeError {
    /// Something else than digits, spaces and hyphens.
    #[error("a code is digits only")]
    NotDigits,
    /// Not whole groups of four.
    #[error("digits are missing or too many: a code is whole groups of four")]
    Length,
    /// A digit was misheard or two changed places.
    #[error("the check digits do not fit: at least one digit is wrong")]
    Check,
    /// Made by another version of this program.
    #[error("the code has a form that this version cannot read")]
    Form,
    /// An answer lies outside of what may be told.
    #[error("an answer lies outside of what may be told")]
    OutOfRange,
    /// More digits than the case needs.
    #[error("the code goes on after the case has ended")]
    LeftOver,
}

/// Says a case with amounts of at most so many significant digits, from 1 to [`EXACT`], and the day of the rules.
///
/// # Errors
/// [`CodeError::OutOfRange`] if the case holds what nobody may tell.
pub fn say(case: &Case, rules: Date, digits: u8) -> Result<Said, CodeError> {
    let mut heard = Heard { case: case.clone(), rules };
    let mut talk = Talk {
        steps: Some(Vec::new()),
        number: Number(Vec::new()),
        digits,
        rounded: Vec::new(),
        telling: true,
        fault: None,
    };
    walk(&mut talk, &mut heard);
    if let Some(fault) = talk.fault {
        return Err(fault);
    }
    for [start, width, total] in talk.steps.into_iter().flatten().rev() {
        let rest = talk.number.divide(width);
        talk.number.grow(total, start + rest);
    }
    let mut digits = Vec::new();
    while !talk.number.is_zero() || digits.len() % 4 != 2 {
        digits.push(b'0' + talk.number.divide(10) as u8);
    }
    digits.reverse();
    let check = check(&digits);
    digits.extend([b'0' + check / 10, b'0' + check % 10]);
    let mut code = String::new();
    for (index, digit) in digits.into_iter().enumerate() {
        if index > 0 && index % 4 == 0 {
            code.push(' ');
        }
        code.push(digit.into());
    }
    Ok(Said { code, case: heard.case, rounded: talk.rounded })
}

/// Hears a code; spaces and hyphens between the digits do not matter, nor whether the digits are full-width.
///
/// # Errors
/// A [`CodeError`] that says what is wrong with the digits.
pub fn hear(code: &str) -> Result<Heard, CodeError> {
    let mut digits = Vec::new();
    for letter in code.chars() {
        match letter {
            '0'..='9' => digits.push(letter as u8),
            '０'..='９' => digits.push(b'0' + (letter as u32 - '０' as u32) as u8),
            '-' | '－' => {}
            _ if letter.is_whitespace() => {}
            _ => return Err(CodeError::NotDigits),
        }
    }
    if digits.is_empty() || digits.len() % 4 != 0 || digits.len() > MOST_DIGITS {
        return Err(CodeError::Length);
    }
    let (said, checks) = digits.split_at(digits.len() - 2);
    if check(said) != (checks[0] - b'0') * 10 + checks[1] - b'0' {
        return Err(CodeError::Check);
    }
    let mut number = Number(Vec::new());
    for digit in said {
        number.grow(10, (digit - b'0').into());
    }
    let mut heard = Heard { case: Case::on(EPOCH), rules: EPOCH };
    let mut talk = Talk { steps: None, number, digits: EXACT, rounded: Vec::new(), telling: true, fault: None };
    walk(&mut talk, &mut heard);
    match talk.fault {
        Some(fault) => Err(fault),
        None if !talk.number.is_zero() => Err(CodeError::LeftOver),
        None => Ok(heard),
    }
}

/// The check digits of ISO 7064 MOD 97-10: with them the whole number leaves 1 when divided by 97. As 97 is a prime above
/// 9 × 9, neither one wrong digit nor two neighbours in each other's place leave that rest.
fn check(digits: &[u8]) -> u8 {
    let rest = digits.iter().fold(0, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97);
    (98 - rest * 100 % 97) as u8
}

/// A natural number of any size, the lowest limb first.
struct Number(Vec<u32>);

impl Number {
    fn is_zero(&self) -> bool {
        self.0.iter().all(|limb| *limb == 0)
    }

    /// Times `factor` plus `more`.
    fn grow(&mut self, factor: u32, more: u32) {
        let mut carry = u64::from(more);
        for limb in &mut self.0 {
            carry += u64::from(*limb) * u64::from(factor);
            *limb = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    /// Divides and gives the rest.
    fn divide(&mut self, by: u32) -> u32 {
        let mut rest = 0;
        for limb in self.0.iter_mut().rev() {
            let part = rest << 32 | u64::from(*limb);
            *limb = (part / u64::from(by)) as u32;
            rest = part % u64::from(by);
        }
        rest as u32
    }
}

/// How likely each answer is: so many answers in a row have so many chances each.
type Odds = [(u32, u32)];

/// This form of the code, and all that may come.
const FORM: &Odds = &[(1, 15), (1, 1)];
const DIGITS: &Odds = &[(1, 1), (2, 12), (8, 1), (1, 8)];
/// Not told, no, yes.
const FLAG: &Odds = &[(1, 3), (1, 6), (1, 1)];
/// As [`FLAG`], of what few are asked.
const SELDOM: &Odds = &[(1, 300), (1, 6), (1, 1)];
const EVEN: &Odds = &[(1, 2), (1, 3), (1, 3)];
/// As the person before, or otherwise.
const AGAIN: &Odds = &[(1, 7), (1, 1)];
/// So many times likelier is an answer to be told after one that was, or not after one that was not.
const HABIT: u32 = 16;
const RARE: &Odds = &[(1, 15), (1, 1)];
const OFTEN: &Odds = &[(1, 1), (1, 15)];
const COIN: &Odds = &[(2, 1)];
/// How many bits the number of days has.
const DAYS: &Odds = &[(10, 4), (8, 1)];
const RULES_DAYS: &Odds = &[(8, 1), (2, 12), (8, 1)];
/// The two digits of provinces as in GB/T 2260, by how many counties they have; then of prefectures and of counties.
const PROVINCE: &Odds = &[
    (11, 1),
    (2, 24),
    (3, 64),
    (5, 1),
    (3, 48),
    (7, 1),
    (1, 24),
    (6, 48),
    (3, 1),
    (5, 64),
    (1, 12),
    (3, 1),
    (1, 24),
    (3, 60),
    (1, 24),
    (6, 1),
    (2, 48),
    (1, 20),
    (1, 12),
    (1, 40),
    (34, 1),
];
const PREFECTURE: &Odds = &[(1, 10), (1, 120), (7, 65), (4, 40), (6, 12), (4, 2), (12, 9), (55, 1), (1, 9), (9, 1)];
const COUNTY: &Odds =
    &[(1, 20), (1, 12), (5, 45), (13, 6), (1, 1), (8, 45), (4, 13), (8, 2), (40, 1), (2, 40), (2, 10), (15, 1)];
const RESIDENCE: &Odds = &[(1, 1), (2, 7)];
const CURRENT: &Odds = &[(1, 2), (1, 8), (1, 2)];
/// Not told, nobody, one person and so on.
const MEMBERS: &Odds = &[(1, 3), (1, 1), (1, 6), (2, 8), (1, 6), (1, 3), (15, 1)];
const FIRST_RELATION: &Odds = &[(1, 1), (1, 40), (7, 1)];
const RELATION: &Odds = &[(1, 2), (1, 1), (1, 12), (1, 16), (1, 5), (4, 1)];
/// Not told, and the years of age: of anybody, of children, of parents.
const AGE: &Odds = &[(1, 40), (18, 6), (12, 8), (30, 16), (26, 12), (14, 4), (31, 1)];
const CHILD_AGE: &Odds = &[(1, 10), (18, 16), (12, 6), (30, 2), (71, 1)];
const PARENT_AGE: &Odds = &[(1, 10), (45, 1), (15, 10), (26, 16), (14, 4), (31, 1)];
/// By age: below 16, from 16, from 23.
const STUDENT: [&Odds; 3] = [
    &[(1, 3), (1, 4), (1, 4), (1, 12), (3, 1)],
    &[(1, 3), (1, 4), (2, 1), (2, 4), (1, 1)],
    &[(1, 15), (1, 15), (5, 1)],
];
/// By age: below 16, from 16, from 60.
const WORK: [&Odds; 3] = [
    &[(1, 4), (6, 1), (1, 40), (1, 1)],
    &[(1, 3), (1, 8), (5, 4), (2, 1)],
    &[(1, 3), (2, 1), (1, 4), (1, 1), (1, 8), (2, 1), (1, 8)],
];
const DISABILITY: &Odds = &[(1, 3), (1, 10), (1, 2)];
const KIND: &Odds = &[(3, 2), (1, 5), (2, 3), (1, 1)];
const GRADE: &Odds = &[(4, 1)];
const ILLNESS: &Odds = &[(1, 3), (1, 8), (1, 3), (1, 2)];
const ABSENCE: &Odds = &[(1, 12), (1, 12), (3, 1)];
const SELF_CARE: &Odds = &[(1, 16), (1, 4), (6, 1)];
const SUPPORTERS: &Odds = &[(1, 12), (1, 2), (2, 1)];
const RECEIVES: &Odds = &[(1, 4), (1, 8), (1, 3)];
const HELP: &Odds = &[(1, 4), (1, 1)];
/// Not told, nothing, one amount, from one to another, at least.
const TOLD: &Odds = &[(1, 8), (1, 11), (1, 6), (2, 1)];
const PERIOD: &Odds = &[(2, 1)];
/// Nothing is said of a year wherever a list of kinds was ticked.
const PERIOD_OF_NOTHING: &Odds = &[(1, 1), (1, 15)];
/// How many digits the amount has in fen.
const MAGNITUDE: &Odds = &[(1, 1), (3, 1), (1, 2), (1, 9), (1, 16), (1, 14), (1, 5), (4, 1)];
const FIRST_DIGIT: &Odds = &[(1, 9), (1, 6), (1, 5), (1, 4), (1, 4), (4, 3)];
const SECOND_DIGIT: &Odds = &[(1, 8), (1, 2), (3, 2), (1, 5), (4, 2)];
const LATER_DIGIT: &Odds = &[(1, 36), (4, 1), (1, 4), (4, 1)];
const EXEMPT_COUNT: &Odds = &[(1, 40), (1, 4), (19, 1)];
const EXEMPT: &Odds = &[(7, 1)];
const THINGS: &Odds = &[(1, 300), (1, 200), (1, 300), (1, 50), (97, 1)];
const EVENT: &Odds = &[(1, 8), (1, 16), (8, 1)];
const MONTHS: &Odds = &[(1, 60), (13, 4), (48, 1)];
const SELDOM_MONTHS: &Odds = &[(1, 600), (13, 4), (48, 1)];
const GRADUATE: &Odds = &[(1, 20), (1, 6), (4, 1)];

/// An answer chosen from a list; its numbers never change.
trait Choice: Copy + PartialEq {
    fn number(self) -> u32;
    fn of(number: u32) -> Option<Self>;
}

macro_rules! choices {
    ($($type:ident { $($number:literal $variant:ident),* })*) => {$(
        impl Choice for $type {
            fn number(self) -> u32 {
                match self { $($type::$variant => $number),* }
            }
            fn of(number: u32) -> Option<$type> {
                Some(match number { $($number => $type::$variant,)* _ => return None })
            }
        }
    )*};
}

choices! {
    Residence { 0 Urban, 1 Rural }
    Period { 0 Month, 1 Year }
    Relation {
        0 Applicant, 1 Spouse, 2 Child, 3 Parent, 4 Grandparent, 5 Grandchild, 6 Sibling, 7 OtherDependant
    }
    Student { 0 None, 1 Kindergarten, 2 Compulsory, 3 HighSchool, 4 Undergraduate, 5 Postgraduate }
    DisabilityKind { 0 Sight, 1 Hearing, 2 Speech, 3 Physical, 4 Intellectual, 5 Mental, 6 Multiple }
    DisabilityGrade { 0 First, 1 Second, 2 Third, 3 Fourth }
    Illness { 0 None, 1 Serious, 2 Major }
    Work { 0 Employed, 1 SelfEmployed, 2 Farming, 3 Unemployed, 4 Unable, 5 Carer, 6 Pupil, 7 Retired }
    Absence { 0 None, 1 Detained, 2 DeclaredMissing, 3 ClergyThreeYears }
    Supporters { 0 None, 1 Unable, 2 Able }
    ExemptIncome {
        0 VeteransCompensation, 1 FamilyPlanningReward, 2 Scholarship, 3 BraveryReward, 4 SocialAssistance,
        5 ChildcareSubsidy, 6 DisabilityAllowances
    }
    Event {
        0 None, 1 Fire, 2 TrafficAccident, 3 Injury, 4 SuddenIllness, 5 NaturalDisaster, 6 FamilyUpheaval, 7 Stranded,
        8 Other
    }
    Graduate { 0 None, 1 Illness, 2 Study, 3 FailedStartUp, 4 Other }
}

impl Choice for bool {
    fn number(self) -> u32 {
        self.into()
    }
    fn of(number: u32) -> Option<bool> {
        (number < 2).then_some(number == 1)
    }
}

impl Choice for u8 {
    fn number(self) -> u32 {
        self.into()
    }
    fn of(number: u32) -> Option<u8> {
        number.try_into().ok()
    }
}

/// To which side an amount is rounded.
#[derive(Clone, Copy)]
enum Side {
    Down,
    Nearest,
    Up,
}

/// One case being said or heard.
struct Talk {
    /// While saying: the first chance, the chances and all chances of each answer. `None` while hearing.
    steps: Option<Vec<[u32; 3]>>,
    /// While hearing: what has not been heard yet.
    number: Number,
    /// How many significant digits an amount keeps.
    digits: u8,
    rounded: Vec<Rounded>,
    /// Whether the last answer was told.
    telling: bool,
    fault: Option<CodeError>,
}

impl Talk {
    /// Says the number of an answer, or hears one and leaves `said` aside.
    fn step(&mut self, odds: &Odds, said: u32) -> u32 {
        let total = odds.iter().map(|(count, chances)| count * chances).sum();
        let heard = if self.steps.is_none() { self.number.divide(total) } else { 0 };
        let (mut answer, mut start) = (0, 0);
        for (count, chances) in odds {
            match &mut self.steps {
                Some(steps) if said - answer < *count => {
                    steps.push([start + (said - answer) * chances, *chances, total]);
                    return said;
                }
                None if heard - start < count * chances => {
                    self.number.grow(*chances, (heard - start) % chances);
                    return answer + (heard - start) / chances;
                }
                _ => (answer, start) = (answer + count, start + count * chances),
            }
        }
        self.fail(CodeError::OutOfRange);
        0
    }

    /// Keeps the first fault.
    fn fail(&mut self, fault: CodeError) {
        self.fault = self.fault.or(Some(fault));
    }

    fn flag(&mut self, odds: &Odds, said: bool) -> bool {
        self.step(odds, said.into()) == 1
    }

    fn choice<T: Choice>(&mut self, odds: &Odds, said: T) -> T {
        let heard = self.step(odds, said.number());
        T::of(heard).unwrap_or_else(|| {
            self.fail(CodeError::OutOfRange);
            said
        })
    }

    /// Says which answer it is, counted from one, or zero if it was not told: likelier so if the one before it was not told
    /// either. The first of the odds are for that.
    fn told(&mut self, odds: &Odds, said: u32) -> u32 {
        let (untold, rest) = odds.split_first().map_or((0, odds), |(untold, rest)| (untold.1, rest));
        let told: u32 = rest.iter().map(|(count, chances)| count * chances).sum();
        let (less, more) = if self.telling { (1, HABIT) } else { (HABIT, 1) };
        self.telling = self.flag(&[(1, untold * less), (1, told * more)], said > 0);
        if self.telling { self.step(rest, said.wrapping_sub(1)) + 1 } else { 0 }
    }

    /// An answer that may be missing.
    fn answer<T: Choice>(&mut self, odds: &Odds, answer: &mut Option<T>) {
        let heard = self.told(odds, answer.map_or(0, |told| told.number() + 1));
        *answer = heard.checked_sub(1).and_then(T::of);
    }

    /// The same as for the person before, which is most often so.
    fn again<T: Copy + PartialEq>(&mut self, answer: &mut T, before: Option<T>) -> bool {
        let Some(before) = before else { return false };
        let same = !self.flag(AGAIN, *answer != before);
        if same {
            *answer = before;
        }
        same
    }

    fn answer_again<T: Choice>(&mut self, odds: &Odds, answer: &mut Option<T>, before: Option<Option<T>>) {
        if !self.again(answer, before) {
            self.answer(odds, answer);
        }
    }

    /// A day as the steps from another; `side` are the odds of its being before that.
    fn day(&mut self, side: &Odds, bits: &Odds, day: Date, from: Date) -> Date {
        let (day_index, from) = (day.index(), from.index());
        let before = self.flag(side, day_index < from);
        let said = day_index.abs_diff(from);
        let length = self.step(bits, u32::BITS - said.leading_zeros());
        let steps = match length.checked_sub(1) {
            None => 0,
            Some(rest) => {
                let least = 1 << rest;
                least + self.step(&[(least, 1)], said.wrapping_sub(least))
            }
        };
        let index = if before { from.checked_sub(steps) } else { Some(from + steps) };
        index.and_then(Date::from_index).unwrap_or_else(|| {
            self.fail(CodeError::OutOfRange);
            day
        })
    }

    fn region(&mut self, region: RegionCode) -> RegionCode {
        let said = region.number();
        let province = self.step(PROVINCE, said / 10_000);
        let prefecture = self.step(PREFECTURE, said / 100 % 100);
        let county = self.step(COUNTY, said % 100);
        RegionCode::from_number(province * 10_000 + prefecture * 100 + county).unwrap_or(region)
    }

    fn money(&mut self, told: Money, side: Side) -> Money {
        let mut fen = told.fen().unsigned_abs();
        let kept = u32::from(self.digits);
        let unit = 10u64.pow((fen.checked_ilog10().map_or(0, |log| log + 1)).saturating_sub(kept));
        let more = match side {
            Side::Down => 0,
            Side::Nearest => unit / 2,
            Side::Up => unit - 1,
        };
        fen = (fen + more) / unit * unit;
        if told < Money::ZERO || told > Money::LARGEST_TOLD {
            self.fail(CodeError::OutOfRange);
        }
        let length = self.step(MAGNITUDE, fen.checked_ilog10().map_or(0, |log| log + 1));
        let mut heard = 0;
        for place in 0..length {
            let digit = (fen / 10u64.pow(length - 1 - place) % 10) as u32;
            let digit = match place {
                _ if place >= kept => 0,
                0 => self.step(FIRST_DIGIT, digit.wrapping_sub(1)) + 1,
                1 => self.step(SECOND_DIGIT, digit),
                _ => self.step(LATER_DIGIT, digit),
            };
            heard = heard * 10 + i64::from(digit);
        }
        let money = Money::from_fen(heard);
        if money > Money::LARGEST_TOLD {
            self.fail(CodeError::OutOfRange);
        }
        money
    }

    fn range(&mut self, question: Option<Question>, answer: &mut Option<Range>) {
        let told = *answer;
        let (low, high) = told.map_or((Money::ZERO, None), |range| (range.low(), range.high()));
        let form = match (told, high) {
            (None, _) => 0,
            (Some(Range::ZERO), _) => 1,
            (_, Some(high)) if high == low => 2,
            (_, Some(_)) => 3,
            (_, None) => 4,
        };
        *answer = match self.told(TOLD, form) {
            0 => None,
            1 => Some(Range::ZERO),
            2 => Some(Range::exactly(self.money(low, Side::Nearest))),
            3 => {
                let low = self.money(low, Side::Down);
                let range = Range::between(low, self.money(high.unwrap_or_default(), Side::Up));
                if range.is_none() {
                    self.fail(CodeError::OutOfRange);
                }
                range
            }
            _ => Some(Range::at_least(self.money(low, Side::Down))),
        };
        if let (Some(told), Some(said)) = (told, *answer)
            && told != said
        {
            self.rounded.push(Rounded { question, told, said });
        }
    }

    fn amount(&mut self, question: Option<Question>, answer: &mut Option<Amount>) {
        let mut range = answer.map(|amount| amount.range);
        self.range(question, &mut range);
        *answer = range.map(|range| {
            let odds = if range == Range::ZERO { PERIOD_OF_NOTHING } else { PERIOD };
            let period = self.choice(odds, answer.map_or(Period::Month, |amount| amount.period));
            Amount { range, period }
        });
    }

    /// What a place publishes is never rounded.
    fn figure(&mut self, question: Ask, answer: &mut Option<Money>) {
        let digits = core::mem::replace(&mut self.digits, EXACT);
        let mut range = answer.map(Range::exactly);
        self.range(Some(question.into()), &mut range);
        *answer = range.map(Range::low);
        self.digits = digits;
    }

    fn income(&mut self, income: &mut Income, member: Option<Question>) {
        let items = income.items_mut();
        let odds = if member.is_some() { RARE } else { COIN };
        if self.flag(odds, items.iter().any(|(_, item)| item.is_some())) {
            self.telling = true;
            for (question, item) in items {
                self.amount(member.or(Some(question.into())), item);
            }
        }
    }

    fn member(&mut self, index: u8, member: &mut Member, before: Option<&Member>) {
        let question = |question| Some(Question::Member(index, question));
        // Whether it is told, the person before shows better than the answer before.
        self.telling = before.is_none_or(|it| it.relation.is_some());
        self.answer(if index == 0 { FIRST_RELATION } else { RELATION }, &mut member.relation);
        // The first is the applicant, and nobody else is.
        if member.relation.is_some_and(|relation| (relation == Relation::Applicant) != (index == 0)) {
            self.fail(CodeError::OutOfRange);
        }
        let age = match member.relation {
            Some(Relation::Child | Relation::Grandchild) => CHILD_AGE,
            Some(Relation::Parent | Relation::Grandparent) => PARENT_AGE,
            _ => AGE,
        };
        self.telling = before.is_none_or(|it| it.age.is_some());
        self.answer(age, &mut member.age);
        let (student, work) = match member.age {
            Some(..16) => (0, 0),
            Some(16..23) => (1, 1),
            Some(23..60) | None => (2, 1),
            Some(_) => (2, 2),
        };
        // Nobody is asked whether the applicant lives with the applicant.
        let told_age = core::mem::replace(&mut self.telling, index > 0);
        let lives = before.filter(|_| index > 1).map(|it| it.lives_together);
        self.answer_again(EVEN, &mut member.lives_together, lives);
        self.telling = before.map_or(told_age, |it| it.student.is_some());
        self.answer(STUDENT[student], &mut member.student);
        if !self.again(&mut member.disability, before.map(|it| it.disability)) {
            self.disability(&mut member.disability);
        }
        self.answer_again(ILLNESS, &mut member.illness, before.map(|it| it.illness));
        self.telling = before.map_or(self.telling, |it| it.work.is_some());
        self.answer(WORK[work], &mut member.work);
        self.answer_again(ABSENCE, &mut member.absence, before.map(|it| it.absence));
        let kept = before.map(|it| it.kept_by_sibling_or_elder);
        self.answer_again(SELDOM, &mut member.kept_by_sibling_or_elder, kept);
        self.answer_again(SELF_CARE, &mut member.self_care_lost, before.map(|it| it.self_care_lost));
        self.answer_again(SUPPORTERS, &mut member.supporters, before.map(|it| it.supporters));
        self.telling = before.map_or(self.telling, |it| it.own_income.is_some());
        self.amount(question(AskOf::OwnIncome), &mut member.own_income);
        self.income(&mut member.income, question(AskOf::OwnIncome));
    }

    fn disability(&mut self, answer: &mut Option<Disability>) {
        let (form, kind, grade) = match *answer {
            None => (0, DisabilityKind::Sight, DisabilityGrade::First),
            Some(Disability::None) => (1, DisabilityKind::Sight, DisabilityGrade::First),
            Some(Disability::Certified { kind, grade }) => (2, kind, grade),
        };
        *answer = match self.told(DISABILITY, form) {
            0 => None,
            1 => Some(Disability::None),
            _ => Some(Disability::Certified { kind: self.choice(KIND, kind), grade: self.choice(GRADE, grade) }),
        };
    }
}

/// Every answer of a case in the order in which it is said.
fn walk(talk: &mut Talk, heard: &mut Heard) {
    if talk.flag(FORM, false) {
        return talk.fail(CodeError::Form);
    }
    talk.digits = talk.step(DIGITS, u32::from(talk.digits).wrapping_sub(1)) as u8 + 1;
    heard.rules = talk.day(RARE, RULES_DAYS, heard.rules, EPOCH);
    let case = &mut heard.case;
    case.as_of = talk.day(RARE, DAYS, case.as_of, heard.rules);

    let place = &mut case.place;
    if talk.flag(OFTEN, place.hukou.is_some()) {
        place.hukou = Some(talk.region(place.hukou.unwrap_or(RegionCode::COUNTRY)));
    }
    talk.answer(RESIDENCE, &mut place.residence);
    let (form, elsewhere) = match place.current {
        None => (0, RegionCode::COUNTRY),
        Some(CurrentPlace::AtHukou) => (1, RegionCode::COUNTRY),
        Some(CurrentPlace::Elsewhere(region)) => (2, region),
    };
    place.current = match talk.step(CURRENT, form) {
        0 => None,
        1 => Some(CurrentPlace::AtHukou),
        _ => Some(CurrentPlace::Elsewhere(talk.region(elsewhere))),
    };
    talk.answer(SELDOM, &mut place.residence_permit);
    talk.figure(Ask::LocalStandard, &mut place.local_standard);
    talk.figure(Ask::LocalIncomePerPerson, &mut place.local_income_per_person);

    let count = talk.step(MEMBERS, case.members.as_ref().map_or(0, |members| members.len() as u32 + 1));
    if let Some(count) = count.checked_sub(1) {
        let members = case.members.get_or_insert_default();
        members.resize(count as usize, Member::default());
        for index in 0..members.len() {
            let (before, rest) = members.split_at_mut(index);
            talk.member(index as u8, &mut rest[0], before.last());
        }
    }

    talk.income(&mut case.income, None);
    let count = talk.step(EXEMPT_COUNT, case.exempt.len() as u32);
    case.exempt.resize(count as usize, (ExemptIncome::Scholarship, Amount::monthly(Money::ZERO)));
    for (kind, amount) in &mut case.exempt {
        *kind = talk.choice(EXEMPT, *kind);
        let mut told = Some(*amount);
        talk.amount(None, &mut told);
        match told {
            Some(told) => *amount = told,
            None => talk.fail(CodeError::OutOfRange),
        }
    }

    for (question, item) in case.expenses.items_mut() {
        talk.amount(Some(question.into()), item);
    }

    let property = &mut case.property;
    talk.range(Some(Ask::Financial.into()), &mut property.financial);
    talk.answer(THINGS, &mut property.vehicles);
    talk.telling = property.vehicles > Some(0);
    talk.range(Some(Ask::VehicleValue.into()), &mut property.vehicle_value);
    talk.telling = property.vehicles.is_some();
    talk.answer(THINGS, &mut property.homes);
    talk.answer(FLAG, &mut property.non_residential);
    talk.range(Some(Ask::RegisteredCapital.into()), &mut property.registered_capital);
    talk.answer(FLAG, &mut property.large_purchase);
    talk.answer(FLAG, &mut property.costly_school);

    let hardship = &mut case.hardship;
    talk.answer(EVENT, &mut hardship.event);
    let has_happened = !matches!(hardship.event, None | Some(Event::None));
    if talk.flag(if has_happened { OFTEN } else { RARE }, hardship.event_date.is_some()) {
        let day = hardship.event_date.unwrap_or(case.as_of);
        hardship.event_date = Some(talk.day(OFTEN, DAYS, day, case.as_of));
    }
    talk.telling = has_happened;
    talk.answer(EVEN, &mut hardship.living_affected);
    talk.telling = hardship.event.is_some();
    talk.answer(EVEN, &mut hardship.spending_surge);
    talk.answer(SELDOM, &mut hardship.family_support);
    talk.answer(MONTHS, &mut hardship.months);
    talk.answer(SELDOM_MONTHS, &mut hardship.months_without_income);
    talk.answer(SELDOM, &mut hardship.unemployment_insured);
    talk.answer(GRADUATE, &mut hardship.graduate);
    talk.answer(SELDOM_MONTHS, &mut hardship.months_since_job);

    let told = case.receives.map(|it| it != Receives::default());
    let form = talk.step(RECEIVES, told.map_or(0, |some| u32::from(some) + 1));
    if form > 0 {
        let receives = case.receives.get_or_insert_default();
        if form > 1 {
            for help in receives.each_mut() {
                *help = talk.flag(HELP, *help);
            }
        }
    }
}
