//! Puts the npm package together: the engine for other pages and programs, the rules, and what `www/embed/` says of them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use xtask::rules;

use crate::lower;
use crate::npm;
use crate::page::{self, Glue};
use crate::project::Project;
use crate::shipped::{self, Shipped};
use crate::toolchain::{self, Effort};

/// Where the manifest of the package has the version of the workspace.
const VERSION: &str = "{version}";

/// Builds the package in the place of the last one and gives its folder, where `npm pack` works.
///
/// It lies beside what is compiled and not in `dist/`: a site serves its own page and no library.
///
/// # Errors
/// When a step of the build fails.
pub fn build(project: &Project) -> Result<PathBuf> {
    npm::ensure(project, npm::Need::Build)?;
    let compiled = toolchain::find()?.build(project, Effort::Full, "jiuzhu-embed")?;
    let folder = project.target.join("embed");
    fs::create_dir_all(&folder)?;
    let (bound, glue) = page::bind(&compiled, Glue::Module)?;
    let engine = lower::to_first_version(project, &folder, "engine", &bound)?;
    let rules = rules::compile(&project.root)?;

    let package = package_in(project);
    if package.exists() {
        fs::remove_dir_all(&package).with_context(|| format!("clearing {}", package.display()))?;
    }
    copy(&project.root.join("www/embed"), &package)?;
    let manifest = package.join("package.json");
    let told = fs::read_to_string(&manifest)?;
    ensure!(told.contains(VERSION), "www/embed/package.json has no `{VERSION}`");
    fs::write(&manifest, told.replace(VERSION, env!("CARGO_PKG_VERSION")))?;
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        fs::copy(project.root.join(licence), package.join(licence))?;
    }
    let shipped = Shipped::find(project, &shipped::EMBED)?;
    fs::write(package.join(shipped::NOTICES), shipped.notices(&project.root)?)?;
    fs::write(package.join("engine.js"), glue)?;
    fs::write(package.join("engine.wasm"), engine)?;
    fs::write(package.join("rules.bin"), rules)?;
    Ok(package)
}

/// The folder of the package.
pub fn package_in(project: &Project) -> PathBuf {
    project.target.join("npm")
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("reading {}", from.display()))? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
