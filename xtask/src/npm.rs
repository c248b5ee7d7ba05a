//! The tools that come from npm, at the versions of `package-lock.json`.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::command;
use crate::project::Project;

/// Which packages a task needs.
#[derive(Clone, Copy, PartialEq)]
pub enum Need {
    /// What builds the page: `dependencies` of `package.json`.
    Build,
    /// The browser tests too: `devDependencies` as well.
    Test,
}

/// Installs the packages unless the wanted versions are there.
///
/// # Errors
/// When Node or npm is missing or npm fails.
pub fn ensure(project: &Project, need: Need) -> Result<()> {
    if command::find("node").is_none() || command::find("npm").is_none() {
        bail!("`node` and `npm` are missing; install Node.js 20 or newer");
    }
    if is_installed(project, need)? {
        return Ok(());
    }
    println!("installing the npm packages of package-lock.json into node_modules/");
    let mut npm = Command::new("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(&project.root);
    if need == Need::Build {
        npm.arg("--omit=dev");
    }
    command::run(&mut npm)
}

/// A command that runs a program of an installed package, given the package and the file inside it.
pub fn program(project: &Project, file: &str) -> Command {
    let mut command = Command::new("node");
    command.arg(package(project, file)).current_dir(&project.root);
    command
}

/// A file of an installed package.
pub fn package(project: &Project, file: &str) -> PathBuf {
    project.root.join("node_modules").join(file)
}

fn is_installed(project: &Project, need: Need) -> Result<bool> {
    let read = |file: PathBuf| -> Result<Value> {
        let text = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
        serde_json::from_str(&text).with_context(|| format!("reading {}", file.display()))
    };
    let wanted = read(project.root.join("package.json"))?;
    let locked = read(project.root.join("package-lock.json"))?;
    let groups: &[&str] = if need == Need::Build { &["dependencies"] } else { &["dependencies", "devDependencies"] };
    let names = groups.iter().filter_map(|group| wanted[group].as_object()).flat_map(|group| group.keys());
    Ok(names.into_iter().all(|name| {
        let version = &locked["packages"][format!("node_modules/{name}")]["version"];
        read(package(project, name).join("package.json"))
            .is_ok_and(|it| it["version"] == *version && version.is_string())
    }))
}
