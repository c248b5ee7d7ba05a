//! Rewrites WebAssembly into its first version, for every kernel, as small as it gets once it is packed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use sha2::{Digest as _, Sha256};

use crate::command;
use crate::npm;
use crate::project::Project;
use crate::similar;

/// What wasm-opt may find in a file made from a pre-built standard library.
const FEATURES_BEFORE: [&str; 5] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
];

/// Rewrites what came after WebAssembly's first version into what was there from the start.
const LOWERING: [&str; 3] =
    ["--signext-lowering", "--llvm-nontrapping-fptoint-lowering", "--llvm-memory-copy-fill-lowering"];

/// Smaller once it is compressed, which is what counts: a function that stays a function and a repetition that stays a
/// repetition pack better than what inlining and sharing make of them (4 % of the page, measured). So do expressions that
/// are not nested and data in one piece; a second round finds a little more (½ %).
const OPTIMISATION: [&str; 7] = [
    "-Oz",
    "-Oz",
    "--one-caller-inline-max-function-size=0",
    "--skip-pass=local-cse",
    "--skip-pass=simplify-locals",
    "--skip-pass=memory-packing",
    "--strip-target-features",
];

/// All that the oldest kernels accept; mutable globals are never imported or exported, so they are harmless.
pub const FEATURES: [&str; 2] = ["--mvp-features", "--enable-mutable-globals"];

/// Lowers a module and gives the result, which is left in the folder under this name with `.wasm` behind it.
///
/// # Errors
/// When wasm-opt fails, or when the result holds anything newer than WebAssembly's first version.
pub fn to_first_version(project: &Project, folder: &Path, name: &str, module: &[u8]) -> Result<Vec<u8>> {
    // These very files are part of the answer too: they hold the options and the order of the functions.
    let made_from = [module, include_bytes!("lower.rs"), include_bytes!("similar.rs")];
    unless_made(project, &folder.join(format!("{name}.wasm")), &made_from, |file| {
        println!("lowering to the first version of WebAssembly");
        let before = folder.join(format!("{name}.before.wasm"));
        fs::write(&before, module)?;
        let mut lower = binaryen(project, "wasm-opt");
        lower.args(FEATURES_BEFORE).arg(&before).args(LOWERING).args(OPTIMISATION);
        let lowered = folder.join(format!("{name}.lowered.wasm"));
        command::quietly(lower.arg("-o").arg(&lowered))?;
        let mut named = fs::read(&lowered)?;
        named.extend(similar::names_in_order(&named)?);
        fs::write(&lowered, named)?;
        let mut sort = binaryen(project, "wasm-opt");
        sort.args(FEATURES).arg(&lowered).args(["--reorder-functions-by-name", "--strip-debug"]);
        command::quietly(sort.arg("-o").arg(file))?;
        let mut gate = binaryen(project, "wasm-opt");
        gate.args(FEATURES).arg(file).arg("-o").arg(folder.join(format!("{name}.checked.wasm")));
        command::quietly(&mut gate).context("the result holds WebAssembly that kernels before 2020 refuse")
    })
}

/// Makes a file and gives its content, unless it was made before from the same and with the same tools.
///
/// # Errors
/// When it cannot be made or read.
pub fn unless_made(
    project: &Project,
    file: &Path,
    made_from: &[&[u8]],
    make: impl FnOnce(&Path) -> Result<()>,
) -> Result<Vec<u8>> {
    let lock = fs::read(project.root.join("package-lock.json")).context("reading package-lock.json")?;
    let mut origin = Sha256::new();
    for part in made_from.iter().copied().chain([lock.as_slice()]) {
        origin.update(Sha256::digest(part));
    }
    let origin = origin.finalize();
    // Written last, so that it stands only beside a complete file.
    let note = PathBuf::from(format!("{}.origin", file.display()));
    if fs::read(&note).is_ok_and(|it| it == origin[..]) {
        return Ok(fs::read(file)?);
    }
    make(file)?;
    fs::write(&note, origin)?;
    Ok(fs::read(file)?)
}

/// A command that runs one of Binaryen's tools.
pub fn binaryen(project: &Project, tool: &str) -> Command {
    npm::program(project, &format!("binaryen/bin/{tool}"))
}
