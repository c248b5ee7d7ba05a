//! Case and assessment as files and other programs see them.
//!
//! The engine's own types are never written out: what is read and written here stays the same when the engine changes.
//! Amounts are texts, never floats; what is not told is left out, never zero.

mod assessment;
mod case;

pub use assessment::{
    AmountOut, AssessmentOut, CitationOut, CompareOut, DeductionOut, FigureOut, FindingOut, FlipOut, HouseholdOut,
    MemberOut, QuestionOut, RangeOut, ReasonOut, RulebookOut, StepsOut,
};
pub use case::{
    Allowed, CaseFile, Code, Error, ExemptFile, ExpensesFile, HardshipFile, IncomeFile, MemberFile, PlaceFile, Plain,
    PropertyFile, ReceivesFile, Sum,
};
