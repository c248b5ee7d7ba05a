//! Tries the engine's laws on many more random households than every test run does, optimised and on all cores.

use std::process::Command;

use anyhow::{Result, ensure};

use crate::command;
use crate::project::{self, Project};

/// How many households each law is tried on unless told otherwise.
pub const CASES: u64 = 10_000_000;

/// Tries the laws of `tests/laws.rs` on so many households each.
///
/// # Errors
/// If a law fails; the test names the seed with which to see it again.
pub fn run(project: &Project, cases: u64) -> Result<()> {
    ensure!(cases > 0, "`--cases` wants at least 1");
    let mut cargo = Command::new(project::cargo());
    cargo.args(["test", "--release", "--package", "jiuzhu-selfcheck", "--test", "laws"]);
    command::run(cargo.current_dir(&project.root).env("JIUZHU_CASES", cases.to_string()))?;
    println!("each law held for {cases} random households");
    Ok(())
}
