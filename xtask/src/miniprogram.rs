//! Puts the mini-program together: its pages, the program that leads the interview in both forms, the rules and the texts.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use jiuzhu_selfcheck::text::{self, Language};
use xtask::rules;

use crate::dist::{brotli, replace};
use crate::page;
use crate::plain;
use crate::project::Project;
use crate::shipped::{MINI, Shipped};

/// What mini-programs must be able to parse: base library 2.14.4 runs on Chromium 53 and iOS 11.
const SCRIPT_TARGET: &str = "--target=chrome53,ios11";

/// The folder inside the mini-program of what is built; all else is copied.
const PROGRAM: &str = "program";

/// The texts that no program shows: those of the first screen and of the mini-program alone.
const SHELL: [&str; 2] = ["shell", "miniprogram"];

/// Builds the mini-program beside the folder that is served, and gives its folder.
///
/// # Errors
/// When a step of the build fails; the folder is then left as it was.
pub fn build(project: &Project) -> Result<PathBuf> {
    let (wasm, twin) = plain::mini(project)?;
    let fresh = project.target.join("mini/fresh");
    if fresh.exists() {
        fs::remove_dir_all(&fresh)?;
    }
    copy(project, &project.root.join("miniprogram"), &fresh)?;
    let program = fresh.join(PROGRAM);
    fs::create_dir_all(&program)?;
    fs::write(program.join("program.wasm.br"), brotli(&wasm)?)?;
    fs::write(program.join("twin.js"), twin)?;
    fs::write(program.join("rules.js"), module(&base64(&rules::compile(&project.root)?)))?;
    // As a script, for a text file is left behind when the package is uploaded.
    let notices = Shipped::find(project, &MINI)?.notices(&project.root)?;
    fs::write(program.join("notices.js"), module(&notices.into()))?;
    for language in text::LANGUAGES.iter().filter(|language| language.is_complete()) {
        fs::write(program.join(format!("texts-{}.js", language.id)), texts(&project.root, language)?)?;
    }
    let folder = folder(project);
    replace(&fresh, &folder)?;
    Ok(folder)
}

/// The folder of the finished mini-program.
pub fn folder(project: &Project) -> PathBuf {
    let mut name = project.dist.file_name().unwrap_or_default().to_owned();
    name.push("-miniprogram");
    project.dist.with_file_name(name)
}

/// Copies a folder, scripts spelt for old kernels. What only people read stays behind.
fn copy(project: &Project, from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("reading {}", from.display()))? {
        let entry = entry?;
        let (file, to) = (entry.path(), to.join(entry.file_name()));
        match file.extension().and_then(|extension| extension.to_str()) {
            _ if file.is_dir() => copy(project, &file, &to)?,
            _ if entry.file_name() == "jsconfig.json" => {}
            Some("md" | "ts") => {}
            Some("js") => page::respell(project, &file, &to, SCRIPT_TARGET)?,
            _ => drop(fs::copy(&file, &to)?),
        }
    }
    Ok(())
}

/// What is said in a language: the packed texts of the program, and those that it does not know.
fn texts(root: &Path, language: &Language) -> Result<String> {
    let packed = text::packed(language).with_context(|| format!("text/{} was not compiled", language.id))?;
    let mut shell: BTreeMap<String, String> = BTreeMap::new();
    for name in SHELL {
        let file = root.join("text").join(language.id).join(format!("{name}.toml"));
        let texts = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
        let texts: BTreeMap<String, String> = toml::from_str(&texts).with_context(|| file.display().to_string())?;
        for (key, text) in texts {
            let before = shell.insert(key.clone(), text);
            ensure!(before.is_none(), "{}: `{key}` stands in two files", file.display());
        }
    }
    Ok(module(&serde_json::json!({ "packed": base64(packed), "shell": shell })))
}

/// Bytes as a script can hold them: a mini-program reads no other files on old clients.
fn base64(bytes: &[u8]) -> serde_json::Value {
    base64::prelude::BASE64_STANDARD.encode(bytes).into()
}

fn module(value: &serde_json::Value) -> String {
    format!("module.exports = {value};\n")
}
