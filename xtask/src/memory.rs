//! Runs the tests of the functions that a host calls through pointers under Valgrind, which sees every byte that is read or written.

use std::process::Command;

use anyhow::{Context, Result};

use crate::command;
use crate::project::{self, Project};

/// The packages with such functions.
const PACKAGES: [&str; 3] = ["jiuzhu-mini", "jiuzhu-plain", "jiuzhu-selftest"];

/// Fails for a byte that is not there, not filled in or given back too early; and for memory that nothing leads to any more.
const VALGRIND: &str =
    "valgrind --quiet --error-exitcode=9 --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite";

/// Runs the tests.
///
/// # Errors
/// When Valgrind is missing and cannot be installed, when it finds something, or when a test fails.
pub fn run(project: &Project) -> Result<()> {
    if command::find("valgrind").is_none() {
        command::apt_install(&["valgrind"]).context("install Valgrind by hand")?;
    }
    let version = command::output(Command::new("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    let runner = format!("CARGO_TARGET_{}_RUNNER", host.to_uppercase().replace('-', "_"));
    let mut cargo = Command::new(project::cargo());
    cargo.args(["test", "--test", "*"]).current_dir(&project.root).env(runner, VALGRIND);
    PACKAGES.iter().for_each(|package| {
        cargo.args(["--package", package]);
    });
    command::run(&mut cargo)?;
    println!("Valgrind has nothing to say");
    Ok(())
}
