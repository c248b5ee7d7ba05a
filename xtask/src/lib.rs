//! What the tests share with the build tool: the compiler and checker of `rules/`.

pub mod rules;
