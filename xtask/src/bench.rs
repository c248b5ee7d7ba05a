//! Times the engine and, in the same run, other rule engines on one and the same rule: the income test of dibao.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use xtask::{golden, rules};

use crate::project::{self, Project};
use crate::{command, embed, suite};

/// The benches whose households the peers are given too, and what they do with them.
const OURS: [(&str, &str); 2] =
    [("dibao-income", "ours, this programme alone"), ("earning", "ours, all programmes with reasons and flips")];

/// By how much ours has to be ahead of publicodes.
const AHEAD_OF_PUBLICODES: f64 = 20.0;

/// How a peer did.
#[derive(Deserialize)]
struct Peer {
    /// The package, its version and how it was asked.
    name: String,
    /// The time for one household: the median of several rounds.
    nanoseconds: f64,
    /// Of each household, or of the first ones: whether it passes the test, and its counted income in fen a month.
    answers: Vec<(bool, i64)>,
}

/// Runs the benches and prints by how much ours is ahead.
///
/// # Errors
/// When a peer cannot be installed, gives another answer than ours, or comes too close.
pub fn run(project: &Project) -> Result<()> {
    let folder = project.target.join("peers");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("rules.bin"), rules::compile(&project.root)?)?;
    let scripts = install_peers(project)?;
    let python = python(&folder, &scripts)?;

    let mut cargo = Command::new(project::cargo());
    cargo.args(["bench", "--package", "jiuzhu-benches", "--bench", "assess"]).current_dir(&project.root);
    command::run(cargo.env("JIUZHU_PEERS", &folder).env("CRITERION_HOME", folder.join("criterion")))?;
    let right: Vec<(bool, i64)> = read(&folder.join("answers.json"))?;
    let passed = right.iter().filter(|(eligible, _)| *eligible).count();
    println!("\nthe income test of dibao: {} households, {passed} pass", right.len());

    let mut ours = Vec::new();
    for (bench, name) in OURS {
        let nanoseconds = median(&folder, &format!("households/{bench}"))? / right.len() as f64;
        println!("{:>10.2} µs a household  {name}", nanoseconds / 1000.0);
        ours.push(nanoseconds);
    }
    let mut asked = Vec::new();
    for script in ["publicodes.mjs", "json-rules-engine.mjs"] {
        let mut node = Command::new("node");
        node.arg(scripts.join(script));
        asked.push(node);
    }
    let mut openfisca = Command::new(python);
    openfisca.arg(scripts.join("openfisca.py"));
    asked.push(openfisca);
    for mut peer in asked {
        let told = command::output(peer.arg(folder.join("households.json")))?;
        for Peer { name, nanoseconds, answers } in serde_json::from_str::<Vec<Peer>>(&told)? {
            ensure!(!answers.is_empty() && right.starts_with(&answers), "{name} gives other answers than ours");
            let ahead: Vec<f64> = ours.iter().map(|ours| nanoseconds / ours).collect();
            println!(
                "{:>10.2} µs a household  {name}: {:.2} times ours alone, {:.2} times all of ours",
                nanoseconds / 1000.0,
                ahead[0],
                ahead[1]
            );
            if name.starts_with("publicodes") {
                ensure!(ahead[0] >= AHEAD_OF_PUBLICODES, "less than {AHEAD_OF_PUBLICODES} times as fast as {name}");
            }
        }
    }
    println!("all give the same answers");
    Ok(())
}

/// Prints how soon the built page can be used, beside a page of publicodes, and how fast it follows its answers.
///
/// # Errors
/// When there is no browser, the peer cannot be installed, or the page does not get to its results.
pub fn page(project: &Project) -> Result<()> {
    install_peers(project)?;
    command::run(suite::node(project)?.arg("tests/browser/speed.mjs"))?;
    command::run(suite::node(project)?.arg("tests/browser/pace.mjs"))
}

/// Prints how many visits nginx serves under the delivered configuration, and what a visit weighs.
///
/// # Errors
/// When nginx, wrk or a browser is missing and cannot be installed.
pub fn server(project: &Project) -> Result<()> {
    if command::find("wrk").is_none() {
        command::apt_install(&["wrk"]).context("install wrk by hand")?;
    }
    let nginx = suite::nginx().context("install nginx by hand")?;
    command::run(suite::node(project)?.arg("tests/browser/load.mjs").env("NGINX", nginx))
}

/// Installs the packages of the peers, and says where their scripts are.
fn install_peers(project: &Project) -> Result<PathBuf> {
    let scripts = project.root.join("benches/peers");
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    command::run(npm.current_dir(&scripts))?;
    Ok(scripts)
}

/// Prints how long a golden case takes in the npm package, beside this machine without it.
///
/// # Errors
/// When the package was not built, or a bench fails.
pub fn package(project: &Project) -> Result<()> {
    let folder = project.target.join("peers");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("rules.bin"), rules::compile(&project.root)?)?;
    let golden = golden::cases(&project.root.join("tests/cases"))?;
    let lines = golden.iter().map(|(_, golden)| Ok(serde_json::to_string(&golden.case_file())? + "\n"));
    let cases = folder.join("golden.jsonl");
    fs::write(&cases, lines.collect::<Result<String>>()?)?;

    let mut cargo = Command::new(project::cargo());
    cargo.args(["bench", "--package", "jiuzhu-benches", "--bench", "package"]).current_dir(&project.root);
    command::run(cargo.env("JIUZHU_PEERS", &folder).env("CRITERION_HOME", folder.join("criterion")))?;
    let native = median(&folder, "golden/as-json")? / golden.len() as f64;
    let mut node = Command::new("node");
    node.arg(project.root.join("benches/package.mjs")).arg(embed::package_in(project)).arg(&cases);
    let told: serde_json::Value = serde_json::from_str(&command::output(&mut node)?)?;
    println!("\n{} golden cases", golden.len());
    println!("{:>10.2} µs a household  on this machine, from JSON to JSON", native / 1000.0);
    for function in ["assess", "next"] {
        let nanoseconds = told[function].as_f64().with_context(|| format!("`{function}` was not timed"))?;
        let times = nanoseconds / native;
        println!(
            "{:>10.2} µs a household  `{function}` of the npm package: {times:.2} times that",
            nanoseconds / 1000.0
        );
    }
    Ok(())
}

/// The median of a bench in nanoseconds.
fn median(folder: &Path, bench: &str) -> Result<f64> {
    let estimates: serde_json::Value = read(&folder.join("criterion").join(bench).join("new/estimates.json"))?;
    estimates["median"]["point_estimate"].as_f64().context("Criterion wrote no median")
}

/// A Python with the packages of `requirements.txt`.
fn python(folder: &Path, scripts: &Path) -> Result<PathBuf> {
    let (list, environment) = (scripts.join("requirements.txt"), folder.join("python"));
    let python = environment.join("bin/python");
    let installed = folder.join("requirements.txt");
    if !python.is_file() || fs::read(&installed).ok() != fs::read(&list).ok() {
        command::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]);
        command::run(pip.arg(&list))?;
        fs::copy(&list, &installed)?;
    }
    Ok(python)
}

fn read<T: DeserializeOwned>(file: &Path) -> Result<T> {
    let content = fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    serde_json::from_slice(&content).with_context(|| format!("reading {}", file.display()))
}
