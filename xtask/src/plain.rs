//! Makes the engine for the mini-program: WebAssembly's first version, without a single import.

use std::fs;

use anyhow::{Context, Result, ensure};
use walrus::{ExportItem, Module};

use crate::lower;
use crate::npm;
use crate::project::Project;
use crate::toolchain::{self, Effort};

/// Compiles the engine.
///
/// # Errors
/// When a tool is missing or fails, or when the result imports anything.
pub fn build(project: &Project) -> Result<Vec<u8>> {
    npm::ensure(project, npm::Need::Build)?;
    let compiled = toolchain::find()?.build(project, Effort::Full, "jiuzhu-plain")?;
    let compiled = fs::read(&compiled).with_context(|| format!("reading {}", compiled.display()))?;
    let folder = project.target.join("plain");
    fs::create_dir_all(&folder)?;
    let engine = lower::to_first_version(project, &folder, "engine", &without_globals(&compiled)?)?;
    ensure_no_imports(&engine)?;
    Ok(engine)
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
    ensure!(imports.is_empty(), "the engine may import nothing, but imports {}", imports.join(", "));
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
