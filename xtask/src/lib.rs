//! What the tests share with the build tool: the compiler and checker of `rules/`, and the reading of cases.

pub mod assess;
pub mod golden;
pub mod html;
pub mod rules;
