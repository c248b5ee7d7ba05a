//! The pages, one file each.

pub mod answers;
pub mod clear;
pub mod open;
pub mod question;
pub mod result;
pub mod start;
