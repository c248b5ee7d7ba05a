//! The exact amounts, to the fen, at which a verdict changes.

use crate::assessment::{Flip, FlipOf, Verdict};
use crate::condition::Outcome;
use crate::household::Household;

/// Where the verdict on dibao changes.
pub fn of_dibao(_household: &Household, _outcome: Outcome) -> Vec<Flip> {
    Vec::new()
}

/// Where the verdict on the borderline household changes.
pub fn of_borderline(_household: &Household, _outcome: Outcome) -> Vec<Flip> {
    let _ = (FlipOf::LocalStandard, Verdict::Likely);
    Vec::new()
}
