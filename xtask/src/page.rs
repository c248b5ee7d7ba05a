//! Makes the program of a page: WebAssembly's first version for every kernel, a JavaScript twin of it, and one script that starts either.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;
use wasm_encoder::{CustomSection, Encode, Section};

use crate::command;
use crate::lower;
use crate::npm;
use crate::project::Project;
use crate::toolchain::{self, Effort};

/// What a browser must be able to parse: Chromium 63 is the oldest kernel of the browsers in use at hotlines.
const SCRIPT_TARGET: &str = "--target=es2017";

/// What a quick build has in the place of the twin.
pub const NO_TWIN: &str = "throw new Error('a quick build has no twin; use `cargo xtask build`');";

/// A program of its own.
#[derive(Clone, Copy)]
pub struct Program {
    /// The package that it is compiled from.
    package: &'static str,
    /// The folder in which it is put together.
    folder: &'static str,
    /// Whether it opens what was kept.
    opens: bool,
    /// Whether it is that of the hotline.
    at_desk: bool,
}

/// The citizen's page.
pub const CITIZEN: Program = Program { package: "jiuzhu-selfcheck", folder: "page", opens: false, at_desk: false };

/// The same with a door for what was kept.
pub const REOPEN: Program = Program { package: "jiuzhu-reopen", folder: "reopen", opens: true, at_desk: false };

/// The page for hotline staff.
pub const HOTLINE: Program = Program { package: "jiuzhu-hotline", folder: "hotline", opens: false, at_desk: true };

/// The program in the forms a browser loads.
pub struct Page {
    /// WebAssembly, first version.
    pub wasm: Vec<u8>,
    /// The same program as an ES module whose default export takes the imports and gives the exports.
    pub twin: Vec<u8>,
    /// The script that starts either: the generated glue and `www/boot.js` as one, or that of the self-test.
    pub boot: Vec<u8>,
    /// The same with the twin in it, where it is part of a file that has nothing beside it.
    pub carried: Option<Vec<u8>>,
}

/// Compiles the program of a page.
///
/// # Errors
/// When a tool is missing or fails, or when the result holds anything newer than WebAssembly's first version.
pub fn build(project: &Project, effort: Effort, program: Program) -> Result<Page> {
    npm::ensure(project, npm::Need::Build)?;
    let compiled = toolchain::find()?.build(project, effort, program.package)?;

    let folder = project.target.join(program.folder);
    fs::create_dir_all(&folder)?;
    let (bound, glue) = bind(&compiled, Glue::Script)?;
    let glue = without_unused(&glue)?;
    let www = |file: &str| {
        fs::read_to_string(project.root.join("www").join(file)).with_context(|| format!("reading www/{file}"))
    };
    let paper = paper(project, &folder.join("paper.js"), program)?;
    let start = www("boot.js")?;
    let script = |name: &str, files: &str| {
        // The name is bound here so that boot.js can put the twin in its place for the glue alone, not for the whole page.
        let whole = format!(
            "(() => {{ 'use strict'; let WebAssembly = self.WebAssembly;\n{paper}\n{glue}\n{files}\n{start}\n}})();"
        );
        // What the glue warns of is none of this page's doing: it is called in one way only.
        let [opens, at_desk] = &program.defines();
        minify(project, &folder.join(name), &whole, &[opens, at_desk, "--pure:console.warn"])
    };
    let boot = script("boot.js", &www("served.js")?)?;
    if effort == Effort::Quick {
        return Ok(Page { wasm: bound, twin: NO_TWIN.into(), boot, carried: None });
    }
    let wasm = lower::to_first_version(project, &folder, "page", &bound)?;
    let twin = twin(project, &folder, &wasm)?;
    let carried = if program.opens {
        let twin = as_constant(str::from_utf8(&twin)?, "carried")?;
        Some(script("carried.js", &format!("{twin}\n{}", www("carried.js")?))?)
    } else {
        None
    };
    Ok(Page { wasm, twin, boot, carried })
}

impl Program {
    /// What `www/boot.js` and `www/paper.js` are told of it.
    fn defines(self) -> [String; 2] {
        [format!("--define:OPENS={}", self.opens), format!("--define:AT_DESK={}", self.at_desk)]
    }
}

/// What an ES module exports as an object, a constant of a script. What esbuild makes of such an object itself is bigger.
fn as_constant(module: &str, name: &str) -> Result<String> {
    let (body, exports) = module.rsplit_once("export").context("esbuild exports in a new way")?;
    let exports = exports.trim().strip_prefix('{').and_then(|it| it.strip_suffix("};"));
    let exports = exports.context("esbuild exports in a new way")?.split(',').map(|export| {
        let (own, name) = export.split_once(" as ").unwrap_or((export, export));
        format!("{name}: {own},")
    });
    Ok(format!("const {name} = (() => {{\n{body}\nreturn {{{}}};\n}})();", exports.collect::<String>()))
}

/// `www/paper.js` with the library that it uses where it does, as one script that binds `paper`.
fn paper(project: &Project, out: &Path, program: Program) -> Result<String> {
    let mut esbuild = esbuild(project);
    esbuild.arg(project.root.join("www/paper.js")).arg(format!("--outfile={}", out.display()));
    command::quietly(esbuild.args(program.defines()).args([
        "--bundle",
        "--format=esm",
        "--minify-syntax",
        "--legal-comments=none",
        SCRIPT_TARGET,
        "--log-level=warning",
    ]))?;
    let module = fs::read_to_string(out).with_context(|| format!("reading {}", out.display()))?;
    as_constant(&module, "paper")
}

/// The same program in JavaScript; the program lies in the folder as `page.wasm`.
///
/// # Errors
/// When a tool fails.
pub fn twin(project: &Project, folder: &Path, wasm: &[u8]) -> Result<Vec<u8>> {
    let made_from = [wasm, include_bytes!("page.rs")];
    lower::unless_made(project, &folder.join("twin.min.js"), &made_from, |_| {
        println!("making the twin");
        let (lowered, module) = (folder.join("page.wasm"), folder.join("twin.js"));
        let mut wasm2js = lower::binaryen(project, "wasm2js");
        command::quietly(wasm2js.args(lower::FEATURES).arg("-Oz").arg(&lowered).arg("-o").arg(&module))?;
        let twin = as_function_of_imports(&fs::read_to_string(&module)?)?;
        minify(project, &folder.join("twin.mjs"), &twin, &["--format=esm"])?;
        Ok(())
    })
}

/// Minifies a style sheet and spells it for the oldest kernels; `@import` of files beside it is resolved.
///
/// # Errors
/// When esbuild fails.
pub fn minify_css(project: &Project, file: &Path) -> Result<Vec<u8>> {
    let out = project.target.join("page").join(file.file_name().context("a style sheet has a name")?);
    let mut esbuild = esbuild(project);
    esbuild.arg(file).arg(format!("--outfile={}", out.display()));
    command::quietly(esbuild.args([
        "--bundle",
        "--minify",
        "--target=chrome63,safari12",
        "--log-level=warning",
        "--external:*.ttf",
    ]))?;
    Ok(fs::read(out)?)
}

/// A style sheet for what is written from right to left.
///
/// # Errors
/// When rtlcss fails.
pub fn mirrored(project: &Project, sheet: &[u8]) -> Result<Vec<u8>> {
    let folder = project.target.join("page");
    let (file, out) = (folder.join("ltr.css"), folder.join("rtl.css"));
    fs::write(&file, sheet)?;
    command::quietly(npm::program(project, "rtlcss/bin/rtlcss.js").arg(&file).arg(&out))?;
    Ok(fs::read(out)?)
}

/// What the script around a program is.
#[derive(Clone, Copy)]
pub enum Glue {
    /// A script that binds `wasm_bindgen`.
    Script,
    /// An ES module.
    Module,
}

/// Runs wasm-bindgen and gives the program and the script around it.
///
/// # Errors
/// When wasm-bindgen fails, or writes something of a new shape.
pub fn bind(compiled: &Path, form: Glue) -> Result<(Vec<u8>, String)> {
    let mut bytes = fs::read(compiled).with_context(|| format!("reading {}", compiled.display()))?;
    // The profile strips the note of what the module uses, because a pre-built standard library overstates it there.
    // The honest note goes back in, so that wasm-bindgen neither guesses nor warns.
    bytes.extend(target_features(&["mutable-globals"]));
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes("page", bytes).typescript(false).omit_default_module_path(true);
    match form {
        Glue::Script => bindgen.no_modules(true)?,
        Glue::Module => bindgen.web(true)?,
    };
    bindgen.remove_producers_section(true).remove_name_section(true);
    let mut output = bindgen.generate_output()?;
    let mut glue = with_growing_twin(output.js())?;
    // Each import has a hash in its name, twice: a kilobyte and a half that packs badly.
    for (index, import) in output.wasm_mut().imports.iter_mut().enumerate() {
        let short = format!("i{index}");
        let (before, after) = (format!("{}:", import.name), format!("{short}:"));
        ensure!(glue.matches(&before).count() == 1, "wasm-bindgen's glue gives `{}` in a new way", import.name);
        glue = glue.replace(&before, &after);
        import.name = short;
    }
    ensure!(!glue.contains("__wbindgen_externrefs"), "wasm-bindgen used reference types, which old kernels refuse");
    Ok((output.wasm_mut().emit_wasm(), glue))
}

/// Leaves out of the glue what nothing here calls: where it would look for the program by itself, and how it would start without
/// waiting.
fn without_unused(glue: &str) -> Result<String> {
    let mut rest = glue.to_owned();
    for (from, to, instead) in [
        ("let script_src;", "}", ""),
        ("function initSync(", "let __wbg_init_promise;", "let __wbg_init_promise;"),
        ("{ initSync }, ", "exports)", "exports)"),
    ] {
        let cut = rest.split_once(from).and_then(|(before, rest)| Some((before, rest.split_once(to)?.1)));
        let (before, after) = cut.with_context(|| format!("wasm-bindgen's glue has `{from}` in a new way"))?;
        rest = [before, instead, after].concat();
    }
    ensure!(!rest.contains("script_src") && !rest.contains("initSync"), "wasm-bindgen's glue calls what was left out");
    Ok(rest)
}

/// Makes the glue look at the memory again after it has grown.
///
/// WebAssembly empties the old buffer when its memory grows, and the glue waits for that. The twin cannot empty a buffer, so
/// the glue has to compare buffers instead, or it would go on writing into the old one.
fn with_growing_twin(glue: &str) -> Result<String> {
    let mut patched = String::new();
    for line in glue.lines() {
        let view = line.trim().strip_prefix("if (").and_then(|it| it.split_once(" === null || "));
        match view {
            Some((name, _)) if name.starts_with("cached") && name.ends_with("Memory0") => {
                patched.push_str(&format!("if ({name} === null || {name}.buffer !== wasm.memory.buffer) {{"));
            }
            _ => patched.push_str(line),
        }
        patched.push('\n');
    }
    let views = patched.matches(".buffer !== wasm.memory.buffer) {").count();
    let functions = patched.matches("Memory0() {").count();
    ensure!(views > 0 && views == functions, "wasm-bindgen's glue looks after its views of the memory in a new way");
    Ok(patched)
}

/// A custom section that lists the features a module uses, in the format of WebAssembly's tool conventions.
fn target_features(features: &[&str]) -> Vec<u8> {
    const USED: u8 = b'+';
    let mut list = Vec::new();
    features.len().encode(&mut list);
    for feature in features {
        list.push(USED);
        feature.encode(&mut list);
    }
    let mut section = Vec::new();
    CustomSection { name: "target_features".into(), data: list.into() }.append_to(&mut section);
    section
}

/// Turns the ES module that wasm2js writes into one whose default export takes the imports and gives the exports.
fn as_function_of_imports(module: &str) -> Result<String> {
    let mut imports = String::new();
    let mut exports = String::new();
    let mut body = String::new();
    for line in module.lines() {
        if let Some(import) = line.strip_prefix("import * as ") {
            let (name, from) = import.split_once(" from ").context("wasm2js wrote an import of a new shape")?;
            imports.push_str(&format!("const {name} = imports[{}];\n", from.trim_end_matches(';')));
        } else if let Some(export) = line.strip_prefix("export var ") {
            let (name, value) =
                export.trim_end_matches(';').split_once(" = ").context("wasm2js wrote an export of a new shape")?;
            exports.push_str(&format!("{}: {value},\n", serde_json::Value::from(name)));
        } else {
            ensure!(
                !line.starts_with("import ") && !line.starts_with("export "),
                "wasm2js wrote a line of a new shape: {line}"
            );
            body.push_str(line);
            body.push('\n');
        }
    }
    ensure!(!exports.is_empty(), "wasm2js wrote no exports");
    Ok(format!("export default function (imports) {{\n{imports}{body}return {{\n{exports}}};\n}}\n"))
}

/// Writes a script, minifies it and gives the result.
///
/// # Errors
/// When esbuild fails.
pub fn minify(project: &Project, file: &Path, script: &str, options: &[&str]) -> Result<Vec<u8>> {
    fs::write(file, script)?;
    let stem = file.file_stem().context("a script has a name")?.to_string_lossy();
    let out = file.with_file_name(format!("{stem}.min.js"));
    let mut esbuild = esbuild(project);
    esbuild.arg(file).arg(format!("--outfile={}", out.display())).args(options);
    command::quietly(esbuild.args([
        "--minify",
        SCRIPT_TARGET,
        "--supported:dynamic-import=true",
        "--log-level=warning",
    ]))?;
    Ok(fs::read(out)?)
}

/// Writes a script as kernels of this age spell it.
///
/// # Errors
/// When esbuild fails.
pub fn respell(project: &Project, from: &Path, to: &Path, target: &str) -> Result<()> {
    let mut esbuild = esbuild(project);
    esbuild.arg(from).arg(format!("--outfile={}", to.display()));
    command::quietly(esbuild.args([target, "--charset=utf8", "--log-level=warning"]))
}

fn esbuild(project: &Project) -> Command {
    npm::program(project, "esbuild/bin/esbuild")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_and_exports_of_the_twin_become_arguments_and_result() {
        let module = "import * as wbg from 'wbg';\nfunction f() {}\nexport var memory = Object.create({});\nexport var start = f;\n";
        let twin = as_function_of_imports(module).unwrap();
        assert!(twin.contains("const wbg = imports['wbg'];"));
        assert!(twin.contains("\"start\": f,"));
        assert!(!twin.contains("export var"));
    }

    #[test]
    fn what_a_module_exports_becomes_an_object() {
        let script = as_constant("let a = 1;\nexport {\n  a,\n  b2 as b\n};\n", "paper").unwrap();
        assert_eq!(script.split_whitespace().collect::<String>(), "constpaper=(()=>{leta=1;return{a:a,b:b2,};})();");
        assert!(as_constant("export default 1;\n", "paper").is_err());
    }

    #[test]
    fn a_new_shape_of_the_twin_is_noticed() {
        assert!(as_function_of_imports("export default 1;\n").is_err());
    }
}
