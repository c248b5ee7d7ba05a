//! The rules of dibao and temporary aid as pure functions: a case, a rulebook and a day in; an assessment out.
//!
//! No words for people, no clock, no float, no input or output. What a person does not know is never an error and never
//! zero: it is carried through as a [`Range`] or as [`Truth::Unknown`].

#![forbid(unsafe_code)]

pub mod assessment;
pub mod case;
pub mod condition;
pub mod date;
pub mod figures;
mod flips;
pub mod household;
mod interview;
pub mod money;
pub mod packed;
pub mod programmes;
pub mod property;
pub mod question;
pub mod range;
pub mod rulebook;
pub mod spoken;
pub mod truth;

pub use assessment::{Assessment, Finding, Verdict};
pub use case::Case;
pub use date::Date;
pub use flips::flips;
pub use money::{Money, MoneyError, Ratio};
pub use programmes::{Programme, assess, verdicts};
pub use question::{HouseholdQuestion, MemberQuestion, Question, Questions};
pub use range::Range;
pub use rulebook::Rulebook;
pub use truth::Truth;
