//! What the engine is held against: golden cases, worked out by hand from the text of the law, and laws on random households.
//!
//! The tests of the project try it here; `selftest.html` tries the same in the browser of whoever opens it, see [`host`].

pub mod golden;
pub mod host;
pub mod laws;
pub mod random;
