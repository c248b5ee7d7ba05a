//! The sizes of what is served, against the budgets.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::toolchain;

/// index.html, with the style sheet within, fits into the first flight of a connection.
const FIRST_SCREEN: u64 = 14 * 1024;

/// Everything a first visit loads on a kernel that takes WebAssembly.
const FIRST_VISIT: u64 = 170 * 1024;

/// The same for the page for hotline staff, on a desk: what it takes today, so that it does not grow unseen.
const HOTLINE_VISIT: u64 = 210 * 1024;

/// The engine and all rules: what they take today, so that they do not grow unseen. A mini-program's package may have 2 MB.
const MINI_PROGRAM: u64 = 120 * 1024;

/// Prints the brotli sizes of the served files and fails when a budget is exceeded.
///
/// # Errors
/// When nothing is built, or when a budget is exceeded.
pub fn check(project: &Project) -> Result<()> {
    let folder = fs::read_dir(&project.dist)
        .with_context(|| format!("{} is not there; `cargo xtask build` makes it", project.dist.display()))?;
    let mut names: Vec<String> = folder.flatten().map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let index = fs::read_to_string(project.dist.join("index.html")).context("reading index.html")?;
    let hotline = fs::read_to_string(project.dist.join("hotline.html")).context("reading hotline.html")?;
    let mut first_screen = 0;
    let mut first_visit = 0;
    let mut hotline_visit = 0;
    let mut mini_program = 0;
    println!("{:>10} {:>10}  file", "bytes", "brotli 11");
    for name in names.iter().filter(|name| names.contains(&format!("{name}.br"))) {
        let raw = fs::metadata(project.dist.join(name))?.len();
        let packed = fs::metadata(project.dist.join(format!("{name}.br")))?.len();
        println!("{raw:>10} {packed:>10}  {name}");
        // Other pages, and the texts of other languages, are no part of a visit.
        let is_of_visit = name == "index.html" || !name.ends_with(".html") && index.contains(name.as_str());
        if name == "index.html" {
            first_screen = packed;
        }
        // The twin takes the place of the WebAssembly file and is never loaded beside it where that works.
        if is_of_visit && !name.starts_with("twin-") {
            first_visit += packed;
        }
        if (name == "hotline.html" || hotline.contains(name.as_str())) && !name.starts_with("hotline-twin-") {
            hotline_visit += packed;
        }
        if name.starts_with("engine-") || name.starts_with("rules-") {
            mini_program += packed;
        }
    }
    let mut over = Vec::new();
    for (what, is, limit) in [
        ("index.html with its style sheet", first_screen, FIRST_SCREEN),
        ("first visit", first_visit, FIRST_VISIT),
        ("first visit of hotline staff", hotline_visit, HOTLINE_VISIT),
        ("mini-program: engine and rules", mini_program, MINI_PROGRAM),
    ] {
        println!("{:>10} {is:>10}  {what}, of {limit} ({} %)", "", is * 100 / limit);
        if is > limit {
            over.push(format!("{what}: {is} bytes, {} more than allowed", is - limit));
        }
    }
    if !over.is_empty() && !toolchain::find()?.is_lean() {
        println!(
            "more than allowed, as was to be expected of an installed standard library; one built from source is smaller"
        );
    } else if !over.is_empty() {
        bail!("too big: {}", over.join("; "));
    }
    Ok(())
}
