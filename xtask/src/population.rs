//! Shows how much the interview asks of households as they are found in China.

use std::process::Command;

use anyhow::{Result, ensure};

use crate::command;
use crate::project::{self, Project};

/// How many households are asked unless told otherwise.
pub const HOUSEHOLDS: u64 = 100_000;

/// Has so many households of `tests/support/population.rs` answer screen by screen, and prints how many screens it takes.
///
/// # Errors
/// If half of the households are asked more than `tests/population.rs` allows.
pub fn run(project: &Project, households: u64) -> Result<()> {
    ensure!(households > 0, "`--households` wants at least 1");
    let mut cargo = Command::new(project::cargo());
    cargo.args(["test", "--release", "--package", "jiuzhu-selfcheck", "--test", "population", "--", "--nocapture"]);
    command::run(cargo.current_dir(&project.root).env("JIUZHU_HOUSEHOLDS", households.to_string()))
}
