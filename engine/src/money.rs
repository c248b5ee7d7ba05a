//! Exact yuan: what a person types, what a rule multiplies, what is shown to the fen.

use core::fmt;
use core::ops::{Add, Mul, Sub};

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

/// An exact amount of yuan.
///
/// What a person tells has at most two decimals and lies between zero and [`Money::LARGEST_TOLD`]; a factor of a rule has
/// at most four. Counted in millionths of a yuan, sums and products of the two are exact, half the size of a [`Decimal`]
/// and several times as fast; `tests/money.rs` holds them against it. [`Money::to_fen`] rounds once, at the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

/// So many of the units that money is counted in make one yuan.
const YUAN: i64 = 1_000_000;
/// So many of them make one fen.
const FEN: i64 = YUAN / 100;
/// So many ten-thousandths make the whole of a [`Ratio`].
const WHOLE: i64 = 10_000;

/// Why a text is not an amount of money that can be accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// Nothing but spaces was given.
    #[error("no amount given")]
    Empty,
    /// The text holds something that is not part of a number.
    #[error("not a number; write digits such as 1200 or 1200.50")]
    NotANumber,
    /// The amount is below zero.
    #[error("below zero; the least allowed is 0")]
    Negative,
    /// The amount has more than two decimals.
    #[error("more than two decimals; the smallest unit is one fen (0.01)")]
    TooPrecise,
    /// The amount is above [`Money::LARGEST_TOLD`].
    #[error("above 1000000000, the largest amount allowed")]
    TooLarge,
}

impl Money {
    /// No money at all.
    pub const ZERO: Money = Money(0);
    /// The largest amount that a person may tell: 1,000,000,000 yuan.
    pub const LARGEST_TOLD: Money = Money(1_000_000_000 * YUAN);

    /// More than any amount: an end that a [`Range`](crate::Range) does not have.
    pub(crate) const ENDLESS: Money = Money(i64::MAX);

    /// Whole yuan.
    pub const fn from_yuan(yuan: u32) -> Money {
        Money(yuan as i64 * YUAN)
    }

    /// Fen, a hundredth of a yuan each.
    pub fn from_fen(fen: i64) -> Money {
        Money(fen.saturating_mul(FEN))
    }

    /// Reads what a person types: full-width digits, commas, spaces and a trailing `元` are understood.
    ///
    /// # Errors
    /// A [`MoneyError`] that says what is wrong with the text.
    pub fn parse(text: &str) -> Result<Money, MoneyError> {
        let mut plain = [0u8; 40];
        let mut length = 0;
        let text = text.trim().trim_start_matches(['¥', '¥']).trim_end_matches('元');
        for character in text.chars() {
            let byte = match character {
                '0'..='9' | '.' | '-' => character as u8,
                '０'..='９' => b'0' + (character as u32 - '０' as u32) as u8,
                '．' | '。' => b'.',
                '－' | '−' => b'-',
                ',' | '，' | '、' | '\u{2019}' | '\'' => continue,
                _ if character.is_whitespace() => continue,
                _ => return Err(MoneyError::NotANumber),
            };
            if length == plain.len() {
                return Err(MoneyError::TooLarge);
            }
            plain[length] = byte;
            length += 1;
        }
        let (negative, digits) = match &plain[..length] {
            [] => return Err(MoneyError::Empty),
            [b'-', rest @ ..] => (true, rest),
            rest => (false, rest),
        };
        let mut parts = digits.split(|byte| *byte == b'.');
        let (whole, fraction) = (parts.next().unwrap_or(&[]), parts.next().unwrap_or(&[]));
        let is_number = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
        if parts.next().is_some() || !is_number(whole) || !is_number(fraction) || whole.is_empty() {
            return Err(MoneyError::NotANumber);
        }
        if negative {
            return Err(MoneyError::Negative);
        }
        if fraction.len() > 2 {
            return Err(MoneyError::TooPrecise);
        }
        let yuan = whole.iter().try_fold(0u64, |sum, digit| sum.checked_mul(10)?.checked_add((digit - b'0').into()));
        let Some(yuan) = yuan.filter(|yuan| *yuan <= 1_000_000_000) else {
            return Err(MoneyError::TooLarge);
        };
        let fen = match fraction {
            [] => 0,
            [tenth] => (tenth - b'0') * 10,
            [tenth, hundredth, ..] => (tenth - b'0') * 10 + (hundredth - b'0'),
        };
        let money = Money::from_fen(yuan as i64 * 100 + i64::from(fen));
        if money > Money::LARGEST_TOLD { Err(MoneyError::TooLarge) } else { Ok(money) }
    }

    /// Rounded to the fen, half up: done once, on what is shown.
    #[must_use]
    pub fn to_fen(self) -> Money {
        Money::from_fen(self.fen())
    }

    /// The number of fen after rounding, for writing and comparing.
    pub fn fen(self) -> i64 {
        rounded(self.0, FEN)
    }

    /// The number of millionths of a yuan, in which money is counted.
    pub(crate) fn millionths(self) -> i64 {
        self.0
    }

    /// The number of whole fen, rounded up.
    pub(crate) fn up_to_fen(self) -> i64 {
        self.0.saturating_add(FEN - 1).div_euclid(FEN)
    }

    /// Split evenly over `parts` and rounded to the fen, half up. Zero parts give zero.
    #[must_use]
    pub fn shared_by(self, parts: u32) -> Money {
        if parts == 0 { Money::ZERO } else { Money::from_fen(rounded(self.0, FEN * i64::from(parts))) }
    }

    /// Rounded up to a whole yuan.
    #[must_use]
    pub fn up_to_whole_yuan(self) -> Money {
        Money(self.0.saturating_add(YUAN - 1) / YUAN * YUAN)
    }

    /// `self - other`, but never below zero.
    #[must_use]
    pub fn less(self, other: Money) -> Money {
        if other >= self { Money::ZERO } else { self - other }
    }

    /// Whether nothing is left.
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl From<Money> for Decimal {
    fn from(money: Money) -> Decimal {
        Decimal::new(money.0, 6).normalize()
    }
}

impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money(self.0.saturating_add(other.0))
    }
}

impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money(self.0.saturating_sub(other.0))
    }
}

impl Mul<u32> for Money {
    type Output = Money;
    fn mul(self, times: u32) -> Money {
        Money(self.0.saturating_mul(i64::from(times)))
    }
}

impl Mul<Ratio> for Money {
    type Output = Money;
    fn mul(self, ratio: Ratio) -> Money {
        let (whole, rest) = (self.0 / WHOLE, self.0 % WHOLE);
        // Whole fen leave no rest; only a product of a product could.
        debug_assert!(rest * ratio.0 % WHOLE == 0, "a product of products is not exact");
        Money(whole.saturating_mul(ratio.0).saturating_add(rest * ratio.0 / WHOLE))
    }
}

/// Divided and rounded, half away from zero.
fn rounded(count: i64, by: i64) -> i64 {
    let half = by / 2;
    (if count < 0 { count.saturating_sub(half) } else { count.saturating_add(half) }) / by
}

/// `1045` or `348.33`: no separators, no zeros that say nothing.
impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let fen = self.fen();
        let (yuan, rest) = (fen / 100, (fen % 100).abs());
        let sign = if fen < 0 && yuan == 0 { "-" } else { "" };
        match rest {
            0 => write!(formatter, "{sign}{yuan}"),
            _ if rest % 10 == 0 => write!(formatter, "{sign}{yuan}.{}", rest / 10),
            _ => write!(formatter, "{sign}{yuan}.{rest:02}"),
        }
    }
}

/// Text in files that people edit, never a float.
impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Money, D::Error> {
        let text = String::deserialize(deserializer)?;
        Money::parse(&text).map_err(|error| de::Error::custom(format_args!("`{text}` is {error}")))
    }
}

/// An exact factor, such as 1.5 or 0.30, with at most four decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ratio(i64);

impl Ratio {
    /// Nothing.
    pub const ZERO: Ratio = Ratio(0);
    /// The whole.
    pub const ONE: Ratio = Ratio(WHOLE);

    /// Ten-thousandths.
    pub fn from_basis_points(points: i64) -> Ratio {
        Ratio(points)
    }

    /// The number of ten-thousandths.
    pub(crate) fn basis_points(self) -> i64 {
        self.0
    }
}

impl From<Ratio> for Decimal {
    fn from(ratio: Ratio) -> Decimal {
        Decimal::new(ratio.0, 4).normalize()
    }
}

impl From<u32> for Ratio {
    fn from(whole: u32) -> Ratio {
        Ratio(i64::from(whole) * WHOLE)
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        fmt::Display::fmt(&Decimal::from(*self), formatter)
    }
}

impl Serialize for Ratio {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Ratio {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Ratio, D::Error> {
        let text = String::deserialize(deserializer)?;
        match Decimal::from_str_exact(&text) {
            Ok(ratio) if ratio >= Decimal::ZERO && ratio.scale() <= 4 => {
                Ok(Ratio((ratio * Decimal::from(WHOLE)).try_into().map_err(de::Error::custom)?))
            }
            _ => Err(de::Error::custom(format_args!("`{text}` is not a factor with at most four decimals"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_understood() {
        for (text, fen) in
            [("1,２００.5 元", 120_050), (" 1045 ", 104_500), ("¥3，000", 300_000), ("0", 0), ("0.01", 1)]
        {
            assert_eq!(Money::parse(text), Ok(Money::from_fen(fen)), "{text}");
        }
    }

    #[test]
    fn each_mistake_has_its_own_error() {
        for (text, error) in [
            ("", MoneyError::Empty),
            ("  ", MoneyError::Empty),
            ("abc", MoneyError::NotANumber),
            ("1.2.3", MoneyError::NotANumber),
            (".5", MoneyError::NotANumber),
            ("-5", MoneyError::Negative),
            ("1.234", MoneyError::TooPrecise),
            ("99999999999", MoneyError::TooLarge),
            ("1000000000.01", MoneyError::TooLarge),
            ("9999999999999999999999999999999999999999999", MoneyError::TooLarge),
        ] {
            assert_eq!(Money::parse(text), Err(error), "{text}");
        }
        assert_eq!(Money::parse("1000000000"), Ok(Money::LARGEST_TOLD));
    }

    #[test]
    fn half_a_fen_is_rounded_up_once() {
        assert_eq!(Money::from_yuan(1).shared_by(3).to_string(), "0.33");
        assert_eq!(Money::from_fen(150).shared_by(12).to_string(), "0.13");
        assert_eq!(Money::from_yuan(19_620).shared_by(12).to_string(), "1635");
        assert_eq!((Money::from_yuan(1045) * Ratio::from_basis_points(3000)).to_string(), "313.5");
    }
}
