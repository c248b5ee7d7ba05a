//! Makes programs that import nothing, in WebAssembly's first version: the engine, the mini-program around it, and the self-test.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use walrus::{ExportItem, Module};

use crate::lower;
use crate::npm;
use crate::page::{self, Page};
use crate::project::Project;
use crate::toolchain::{self, Effort};

/// Compiles the engine for the mini-program.
///
/// # Errors
/// When a tool is missing or fails, or when the result imports anything.
pub fn build(project: &Project) -> Result<Vec<u8>> {
    module(project, Effort::Full, "jiuzhu-plain", &project.target.join("plain"), "engine")
}

/// Compiles the self-test, with a twin and the script that calls either.
///
/// # Errors
/// When a tool is missing or fails, or when the result imports anything.
pub fn selftest(project: &Project, effort: Effort) -> Result<Page> {
    let swift = if effort == Effort::Quick { effort } else { Effort::Swift };
    let folder = project.target.join("selftest");
    let wasm = module(project, swift, "jiuzhu-selftest", &folder, "page")?;
    let script = project.root.join("www/selftest.js");
    let script = fs::read_to_string(&script).with_context(|| format!("reading {}", script.display()))?;
    let boot = page::minify(project, &folder.join("selftest.js"), &script, &["--format=iife"])?;
    if effort == Effort::Quick {
        return Ok(Page { wasm, twin: page::NO_TWIN.into(), boot, carried: None });
    }
    // JavaScript has no use for what makes WebAssembly fast.
    let lean = folder.join("lean");
    let twin = page::twin(project, &lean, &module(project, Effort::Full, "jiuzhu-selftest", &lean, "page")?)?;
    Ok(Page { wasm, twin, boot, carried: None })
}

/// Compiles the interview for the mini-program, and its twin as a CommonJS module.
///
/// # Errors
/// When a tool is missing or fails, or when the result imports anything.
pub fn mini(project: &Project) -> Result<(Vec<u8>, Vec<u8>)> {
    let folder = project.target.join("mini");
    let wasm = module(project, Effort::Full, "jiuzhu-mini", &folder, "page")?;
    let twin = page::twin(project, &folder, &wasm)?;
    let file = folder.join("module.mjs");
    Ok((wasm, page::minify(project, &file, &String::from_utf8(twin)?, &["--format=cjs"])?))
}

/// Compiles a package without imports; the result is left in the folder under this name.
fn module(project: &Project, effort: Effort, package: &str, folder: &Path, name: &str) -> Result<Vec<u8>> {
    npm::ensure(project, npm::Need::Build)?;
    let compiled = toolchain::find()?.build(project, effort, package)?;
    let compiled = fs::read(&compiled).with_context(|| format!("reading {}", compiled.display()))?;
    fs::create_dir_all(folder)?;
    let mut module = without_globals(&compiled)?;
    if effort != Effort::Quick {
        module = lower::to_first_version(project, folder, name, &module)?;
    }
    ensure_no_imports(&module)?;
    Ok(module)
}

/// Takes the globals out of the exports: the linker tells where its data ends, which nobody asks for and some hosts refuse.
fn without_globals(module: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::from_buffer(module)?;
    let globals = module.exports.iter().filter(|export| matches!(export.item, ExportItem::Global(_)));
    let globals: Vec<_> = globals.map(|export| export.id()).collect();
    globals.into_iter().for_each(|global| module.exports.delete(global));
    Ok(module.emit_wasm())
}

/// What a module cannot call, it cannot do: without imports there is no way out of it but the answer.
fn ensure_no_imports(module: &[u8]) -> Result<()> {
    let module = Module::from_buffer(module)?;
    let imports: Vec<String> = module.imports.iter().map(|it| format!("`{}.{}`", it.module, it.name)).collect();
    ensure!(imports.is_empty(), "it may import nothing, but imports {}", imports.join(", "));
    Ok(())
}

#[cfg(test)]
mod tests {
    use walrus::{ConstExpr, FunctionBuilder, ValType, ir::Value};

    use super::*;

    #[test]
    fn any_import_is_refused_by_name() {
        let mut module = Module::default();
        assert!(ensure_no_imports(&module.emit_wasm()).is_ok());
        let function = module.types.add(&[], &[]);
        module.add_import_func("env", "now", function);
        let error = ensure_no_imports(&module.emit_wasm()).expect_err("it has an import");
        assert!(error.to_string().contains("`env.now`"), "{error}");
    }

    #[test]
    fn globals_are_not_exported_and_functions_are() {
        let mut module = Module::default();
        let global = module.globals.add_local(ValType::I32, false, false, ConstExpr::Value(Value::I32(8)));
        module.exports.add("__heap_base", global);
        let function = FunctionBuilder::new(&mut module.types, &[], &[]).finish(Vec::new(), &mut module.funcs);
        module.exports.add("answer", function);
        let module = without_globals(&module.emit_wasm()).expect("it is a module");
        let module = Module::from_buffer(&module).expect("it is still one");
        let names: Vec<&str> = module.exports.iter().map(|export| export.name.as_str()).collect();
        assert_eq!(names, ["answer"]);
    }
}
