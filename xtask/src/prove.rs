//! Tries the engine on many more random households than every test run does: its laws, optimised and on all cores, and that it
//! answers the same as WebAssembly.

use std::process::Command;

use anyhow::{Result, ensure};

use crate::project::{self, Project};
use crate::{command, dist};

/// How many households each law is tried on unless told otherwise.
pub const CASES: u64 = 10_000_000;

/// For how many households there is one that is worked out a second time, and one that WebAssembly is asked about too.
const PER_ANSWER: u64 = 100;

/// Tries the laws of `tests/laws.rs` on so many households each, that of the flips on a tenth; `tests/reference.rs` and the engine
/// as WebAssembly on a hundredth of them.
///
/// # Errors
/// If a law fails or an answer differs; the test names the seed with which to see it again.
pub fn run(project: &Project, cases: u64) -> Result<()> {
    ensure!(cases > 0, "`--cases` wants at least 1");
    let few = cases.div_ceil(PER_ANSWER);
    for (test, cases) in [("laws", cases), ("reference", few)] {
        let mut cargo = Command::new(project::cargo());
        cargo.args(["test", "--release", "--package", "jiuzhu-selfcheck", "--test", test]);
        command::run(cargo.current_dir(&project.root).env("JIUZHU_CASES", cases.to_string()))?;
    }
    println!(
        "each law held for {cases} random households, and the reference agreed on {few} whole and {few} with gaps"
    );
    dist::build_engine(project)?;
    same_in_webassembly(project, Some(few))
}

/// Asks the engine in `dist/` and the one of this machine about the same cases; as many as the test does unless told.
///
/// # Errors
/// If an answer differs, or if no engine was built.
pub fn same_in_webassembly(project: &Project, cases: Option<u64>) -> Result<()> {
    let mut cargo = Command::new(project::cargo());
    cargo.args(["test", "--package", "jiuzhu-selfcheck", "--test", "wasm"]);
    cargo.env("JIUZHU_ENGINE", dist::engine_in(project)?);
    if let Some(cases) = cases {
        cargo.arg("--release").env("JIUZHU_CASES", cases.to_string());
    }
    command::run(cargo.args(["--", "--ignored", "--nocapture"]).current_dir(&project.root))
}
