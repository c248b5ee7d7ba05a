//! Calendar days without a clock: the host says what day it is.

use core::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, or `None` if the calendar has no such day between the years 1900 and 2199.
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        if year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 || day > days_in(year, month) {
            return None;
        }
        Some(Date { year, month, day })
    }

    /// A day known to exist, for constants.
    ///
    /// # Panics
    /// When compiled with a day that does not exist.
    pub const fn literal(year: u16, month: u8, day: u8) -> Date {
        match Date::new(year, month, day) {
            Some(date) => date,
            None => panic!("no such day"),
        }
    }

    /// Reads `2026-07-01`.
    pub fn parse(text: &str) -> Option<Date> {
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        if (year.len(), month.len(), day.len()) != (4, 2, 2) {
            return None;
        }
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// The first day there is.
    pub(crate) const FIRST: Date = Date::literal(1900, 1, 1);

    /// A number of its own for each day, in their order; some numbers stand for no day.
    pub(crate) fn index(self) -> u32 {
        (u32::from(self.year) - 1900) * 372 + (u32::from(self.month) - 1) * 31 + u32::from(self.day) - 1
    }

    /// Undoes [`Date::index`].
    pub(crate) fn from_index(index: u32) -> Option<Date> {
        let year = u16::try_from(1900 + index / 372).ok()?;
        Date::new(year, (index / 31 % 12) as u8 + 1, (index % 31) as u8 + 1)
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }

    /// The same day so many months earlier, or the last day of that month where it is shorter.
    #[must_use]
    pub fn months_before(self, months: u16) -> Date {
        let total = (u32::from(self.year) * 12 + u32::from(self.month) - 1).saturating_sub(u32::from(months));
        let (year, month) = ((total / 12) as u16, (total % 12) as u8 + 1);
        Date { year, month, day: self.day.min(days_in(year, month)) }
    }

    /// The same day so many months later, or the last day of that month where it is shorter; never after 2199.
    #[must_use]
    pub fn months_after(self, months: u16) -> Date {
        let total = u32::from(self.year) * 12 + u32::from(self.month) - 1 + u32::from(months);
        let (year, month) = ((total / 12).min(2199) as u16, (total % 12) as u8 + 1);
        Date { year, month, day: self.day.min(days_in(year, month)) }
    }

    /// The same day a year later; 29 February becomes the 28th.
    #[must_use]
    pub fn next_year(self) -> Date {
        let year = self.year + 1;
        Date { year, day: self.day.min(days_in(year, self.month)), ..self }
    }
}

const fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let text = String::deserialize(deserializer)?;
        Date::parse(&text).ok_or_else(|| de::Error::custom(format_args!("`{text}` is not a day such as 2026-07-01")))
    }
}
