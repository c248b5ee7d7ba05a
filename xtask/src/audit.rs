//! Looks at what others wrote: licences, sources, known holes, and what there is of it at all. What could not be looked at is said.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use anyhow::{Context, Result, bail};

use crate::npm::{self, Need};
use crate::project::Project;
use crate::shipped::{SITE, Shipped};
use crate::{command, project};

/// How a look ended.
enum Look {
    /// Nothing was found.
    Well(String),
    /// Something was found, in words.
    Amiss(String),
    /// It could not be looked at, and why.
    Unseen(String),
}

/// Looks at everything and prints what came of it.
///
/// # Errors
/// When something was found, or when what is shipped cannot be listed.
pub fn run(project: &Project) -> Result<()> {
    npm::ensure(project, Need::Build)?;
    let folder = project.target.join("audit");
    fs::create_dir_all(&folder)?;
    let shipped = Shipped::find(project, &SITE)?;
    let (bill, tools) = (folder.join("shipped.cdx.json"), folder.join("tools.cdx.json"));
    fs::write(&bill, shipped.bill())?;
    for (licence, count) in shipped.licences() {
        println!("{count:>5}  {licence}");
    }
    let looks = [
        ("what is shipped", Look::Well(bill.display().to_string())),
        ("what it is built with, from npm", npm_bill(project, &tools)),
        ("licences, bans and sources of crates", deny(project, SITE_AND_TOOLS, &["licenses", "bans", "sources"])),
        ("licences, bans and sources of what fuzzes", deny(project, FUZZ, &["licenses", "bans", "sources"])),
        ("known holes in crates", deny(project, SITE_AND_TOOLS, &["advisories"])),
        ("known holes in what fuzzes", deny(project, FUZZ, &["advisories"])),
        ("known holes in npm packages", npm_audit(project)),
    ];
    let mut found = Vec::new();
    for (what, look) in looks {
        match look {
            Look::Well(told) => println!("well      {what}: {told}"),
            Look::Unseen(why) => println!("NOT SEEN  {what}: {why}"),
            Look::Amiss(told) => {
                println!("AMISS     {what}:\n{told}");
                found.push(what);
            }
        }
    }
    if !found.is_empty() {
        bail!("something is amiss with {}", found.join(", "));
    }
    Ok(())
}

/// The manifest of the workspace.
const SITE_AND_TOOLS: &str = "Cargo.toml";
/// The manifest of the package apart from it.
const FUZZ: &str = "fuzz/Cargo.toml";

/// Runs a program to its end, whatever its end is.
fn asked(command: &mut Command) -> Result<Output> {
    command.output().with_context(|| format!("cannot start {:?}", command.get_program()))
}

/// What the program said, both ways.
fn said(output: &Output) -> String {
    [&output.stdout[..], &output.stderr].map(String::from_utf8_lossy).join("\n").trim().to_owned()
}

fn deny(project: &Project, manifest: &str, checks: &[&str]) -> Look {
    if command::find("cargo-deny").is_none() {
        return Look::Unseen("cargo-deny is missing; type: cargo install cargo-deny --locked".to_owned());
    }
    let mut cargo = Command::new(project::cargo());
    cargo.args(["deny", "--color", "never", "--config", "deny.toml", "--manifest-path", manifest, "check"]);
    cargo.args(checks).current_dir(&project.root);
    match asked(&mut cargo) {
        Err(error) => Look::Unseen(format!("{error:#}")),
        Ok(output) if output.status.success() => Look::Well(said(&output).lines().last().unwrap_or("ok").to_owned()),
        // The list of known holes lies in a repository of its own.
        Ok(output) if checks == ["advisories"] && said(&output).contains("advisory database") => {
            Look::Unseen(said(&output))
        }
        Ok(output) => Look::Amiss(said(&output)),
    }
}

fn npm_audit(project: &Project) -> Look {
    let mut npm = Command::new("npm");
    npm.args(["audit", "--package-lock-only", "--loglevel=warn"]).current_dir(&project.root);
    match asked(&mut npm) {
        Err(error) => Look::Unseen(format!("{error:#}")),
        Ok(output) if output.status.success() => Look::Well(said(&output)),
        Ok(output) if said(&output).contains("npm error") => Look::Unseen(said(&output)),
        Ok(output) => Look::Amiss(said(&output)),
    }
}

/// The bill of materials of what builds the site; npm writes it.
fn npm_bill(project: &Project, file: &Path) -> Look {
    let mut npm = Command::new("npm");
    npm.args(["sbom", "--sbom-format", "cyclonedx", "--package-lock-only", "--omit=dev"]).current_dir(&project.root);
    match asked(&mut npm) {
        Ok(output) if output.status.success() => match fs::write(file, output.stdout) {
            Ok(()) => Look::Well(file.display().to_string()),
            Err(error) => Look::Unseen(error.to_string()),
        },
        Ok(output) => Look::Unseen(said(&output)),
        Err(error) => Look::Unseen(format!("{error:#}")),
    }
}
