//! What an amount may be: a closed interval of money whose upper end may be open.

use core::fmt;

use crate::money::{Money, Ratio};
use crate::truth::Truth;

/// All amounts from `low` to `high`; without `high`, all amounts from `low` up.
///
/// Every operation gives the tightest range that holds the result for every choice inside the operands, so that knowing
/// more can only narrow what follows from it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Range {
    low: Money,
    /// [`Money::ENDLESS`] stands for an open end: whatever is worked out carries ranges, and an `Option` would make each of
    /// them half as large again.
    high: Money,
}

impl Range {
    /// Nothing.
    pub const ZERO: Range = Range::exactly(Money::ZERO);
    /// Any amount at all: nothing is known.
    pub const ANY: Range = Range::at_least(Money::ZERO);

    /// One amount.
    pub const fn exactly(money: Money) -> Range {
        Range { low: money, high: money }
    }

    /// This amount or more.
    pub const fn at_least(low: Money) -> Range {
        Range { low, high: Money::ENDLESS }
    }

    /// From `low` to `high`, both included; `None` if they stand the wrong way round.
    pub fn between(low: Money, high: Money) -> Option<Range> {
        (low <= high).then_some(Range { low, high })
    }

    /// From zero to the upper end of this range.
    #[must_use]
    pub fn from_zero(self) -> Range {
        Range { low: Money::ZERO, high: self.high }
    }

    /// The least amount in the range.
    pub fn low(self) -> Money {
        self.low
    }

    /// The largest amount in the range, if it has one.
    pub fn high(self) -> Option<Money> {
        (self.high != Money::ENDLESS).then_some(self.high)
    }

    /// The only amount in the range, if there is only one.
    pub fn exact(self) -> Option<Money> {
        (self.high == self.low).then_some(self.low)
    }

    /// Whether `money` lies in the range.
    pub fn contains(self, money: Money) -> bool {
        self.low <= money && money <= self.high
    }

    /// Whether all of `other` lies in the range.
    pub fn covers(self, other: Range) -> bool {
        self.low <= other.low && other.high <= self.high
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, other: Range) -> Range {
        Range { low: self.low + other.low, high: self.high + other.high }
    }

    /// The difference, never below zero.
    #[must_use]
    pub fn less(self, other: Range) -> Range {
        self.each(|low| low.less(other.high), |high| high.less(other.low))
    }

    /// So many times.
    #[must_use]
    pub fn times(self, count: u32) -> Range {
        self.times_between(count, count)
    }

    /// A number of times that is itself between two bounds.
    #[must_use]
    pub fn times_between(self, least: u32, most: u32) -> Range {
        self.each(|low| low * least, |high| high * most)
    }

    /// By a factor.
    #[must_use]
    pub fn scaled(self, ratio: Ratio) -> Range {
        self.scaled_between(ratio, ratio)
    }

    /// By a factor that is itself between two bounds.
    #[must_use]
    pub fn scaled_between(self, least: Ratio, most: Ratio) -> Range {
        self.each(|low| low * least, |high| high * most)
    }

    /// The smaller of the two amounts.
    #[must_use]
    pub fn or_less(self, other: Range) -> Range {
        Range { low: self.low.min(other.low), high: self.high.min(other.high) }
    }

    /// The larger of the two amounts.
    #[must_use]
    pub fn or_more(self, other: Range) -> Range {
        Range { low: self.low.max(other.low), high: self.high.max(other.high) }
    }

    /// All that lies in either range or between them.
    #[must_use]
    pub fn hull(self, other: Range) -> Range {
        Range { low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    /// Whether the amount is below the limit; an equal amount is not.
    pub fn is_below(self, limit: Range) -> Truth {
        if self.high < limit.low {
            Truth::Yes
        } else if self.low >= limit.high {
            Truth::No
        } else {
            Truth::Unknown
        }
    }

    /// Whether the amount is no more than the limit; an equal amount is within it.
    pub fn is_within(self, limit: Range) -> Truth {
        limit.is_below(self).negate()
    }

    /// From the same lower end up to the next whole yuan.
    #[must_use]
    pub fn up_to_whole_yuan(self) -> Range {
        self.each(|low| low, Money::up_to_whole_yuan)
    }

    /// Each end split over `parts` and rounded to the fen.
    #[must_use]
    pub fn shared_by(self, parts: u32) -> Range {
        self.each(|low| low.shared_by(parts), |high| high.shared_by(parts))
    }

    /// The range between what becomes of either end; an open end stays open.
    fn each(self, low: impl FnOnce(Money) -> Money, high: impl FnOnce(Money) -> Money) -> Range {
        Range { low: low(self.low), high: self.high().map_or(Money::ENDLESS, high) }
    }
}

impl fmt::Debug for Range {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.debug_struct("Range").field("low", &self.low).field("high", &self.high()).finish()
    }
}
