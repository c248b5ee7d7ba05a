//! Runs every test of the project and ends with one line that counts the browser tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use xtask::rules;

use crate::dist::Parts;
use crate::headers::FramedBy;
use crate::project::{self, Project};
use crate::{chromium, command, dist, embed, npm, prove, size};

/// What to run.
pub struct Options {
    /// Only the browser tests whose file has this in its name, and nothing else.
    pub only: Option<String>,
    /// `dist/` is up to date: do not build.
    pub built: bool,
}

/// Runs the tests.
///
/// Ends the process with a failure when any of them fails, after all have run.
///
/// # Errors
/// When the page cannot be built or the browser tests cannot be started.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    let mut failed = Vec::new();
    if options.only.is_none() {
        let mut cargo = Command::new(project::cargo());
        if let Err(error) =
            command::run(cargo.args(["test", "--workspace", "--exclude", "jiuzhu-benches"]).current_dir(&project.root))
        {
            failed.push(error);
        }
        if let Err(error) = rules::check(&project.root, None) {
            failed.push(error);
        }
    }
    if !options.built {
        dist::build(project, Parts::All, &FramedBy::default())?;
    }
    if options.only.is_none()
        && let Err(error) = size::check(project)
    {
        failed.push(error);
    }
    if options.only.is_none()
        && let Err(error) = prove::same_in_webassembly(project, None)
    {
        failed.push(error);
    }
    let (passed, broken) = tests_in_node(project, options.only.as_deref())?;
    for error in &failed {
        eprintln!("error: {error:#}");
    }
    // The count is the last thing that is printed, whatever came of it.
    println!("{passed} passed, {broken} failed");
    if broken > 0 || !failed.is_empty() {
        std::process::exit(1);
    }
    Ok(())
}

/// Where the tests in JavaScript are: of the pages, and of the mini-program.
const FOLDERS: [&str; 2] = ["tests/browser", "tests/miniprogram"];

/// After how many minutes a file of tests has come to a standstill; the longest needs ten on a busy machine.
const STANDSTILL: u64 = 20;

/// Runs the `*.test.mjs` of [`FOLDERS`] against what was built, and counts.
fn tests_in_node(project: &Project, only: Option<&str>) -> Result<(usize, usize)> {
    let mut files = Vec::new();
    for folder in FOLDERS {
        for file in fs::read_dir(project.root.join(folder)).with_context(|| format!("reading {folder}"))? {
            let file = file?.path();
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.ends_with(".test.mjs") && only.is_none_or(|it| name.contains(it)) {
                files.push(file);
            }
        }
    }
    files.sort();
    if files.is_empty() {
        bail!("no file of {} has `{}` in its name", FOLDERS.join(" or "), only.unwrap_or_default());
    }
    let report = project.target.join("browser-tests.tap");
    let mut node = node(project)?;
    // One file at a time: the kernels need the memory and the cores of a small machine for themselves.
    node.arg(format!("--test-timeout={}", STANDSTILL * 60_000));
    node.args(["--test", "--test-concurrency=1", "--test-reporter=spec", "--test-reporter-destination=stdout"]);
    node.arg("--test-reporter=tap").arg(format!("--test-reporter-destination={}", report.display())).args(&files);
    for (name, program) in [("NGINX", nginx()), ("FIREFOX", firefox()), ("WEBKIT", webkit())] {
        node.envs(program.map(|program| (name, program)));
    }
    let outcome = command::run(&mut node);
    let report = fs::read_to_string(&report).context("the browser tests left no report")?;
    let count = |name: &str| {
        let line = report
            .lines()
            .rev()
            .find_map(|line| line.strip_prefix("# ")?.strip_prefix(name)?.trim().parse::<usize>().ok());
        line.with_context(|| format!("the report of the browser tests does not count `{name}`"))
    };
    let broken = count("fail")? + count("cancelled")?;
    if broken == 0 {
        outcome?;
    }
    Ok((count("pass")?, broken))
}

/// Node for a script of `tests/browser/`, with all that such scripts need.
///
/// # Errors
/// When the packages or a Chromium are missing and cannot be installed.
pub fn node(project: &Project) -> Result<Command> {
    npm::ensure(project, npm::Need::Test)?;
    chromium::ensure_font();
    let mut node = Command::new("node");
    node.current_dir(&project.root).env("CHROMIUM", chromium::find()?).env("DIST", &project.dist);
    node.env("XTASK", std::env::current_exe()?).env("CACHE", project.target.join("kernels"));
    node.env("PACKAGE", embed::package_in(project));
    Ok(node)
}

/// The nginx that the delivered configuration is tried with.
pub fn nginx() -> Option<PathBuf> {
    let search = || command::find("nginx").or_else(|| Some(PathBuf::from("/usr/sbin/nginx")).filter(|it| it.is_file()));
    // The package starts a server of its own on a machine with an init system, which a developer may not want.
    if Path::new("/run/systemd/system").exists() {
        return search();
    }
    found_or_installed(search, &["nginx-light", "openssl"])
}

/// A Firefox, of whatever line.
fn firefox() -> Option<PathBuf> {
    found_or_installed(|| command::find("firefox-esr").or_else(|| command::find("firefox")), &["firefox-esr"])
}

/// The small browser of WebKitGTK, the nearest there is to the browsers of iOS; the tests drive it on a screen that nobody sees.
fn webkit() -> Option<PathBuf> {
    let search = || {
        command::find("WebKitWebDriver").and(command::find("Xvfb"))?;
        let folders = fs::read_dir("/usr/lib").ok()?.flatten();
        folders.map(|folder| folder.path().join("webkit2gtk-4.1/MiniBrowser")).find(|it| it.is_file())
    };
    found_or_installed(search, &["webkit2gtk-driver", "xvfb"])
}

/// A program of the tests that may be missing: what needs it is then left out and says so.
fn found_or_installed(search: impl Fn() -> Option<PathBuf>, packages: &[&str]) -> Option<PathBuf> {
    search().or_else(|| {
        command::apt_install(packages).ok()?;
        search()
    })
}
