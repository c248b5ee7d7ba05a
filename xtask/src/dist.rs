//! Writes the folder that is served: hashed names, compressed copies, the page with the names filled in, the headers.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use base64::Engine as _;
use sha2::{Digest as _, Sha256, Sha384};

use xtask::rules;

use crate::project::Project;
use crate::toolchain::Effort;
use crate::{headers, page, plain};

/// How many hexadecimal digits of the content's hash a name carries.
const HASH_DIGITS: usize = 12;

/// The engine for the mini-program.
const ENGINE: &str = "engine.wasm";

/// A file of the first visit or of a fallback.
struct Asset {
    /// The name under which it is served.
    name: String,
    bytes: Vec<u8>,
}

/// What goes into `dist/` besides the rules.
#[derive(Clone, Copy, PartialEq)]
pub enum Parts {
    /// The page.
    Page(Effort),
    /// The page, and the engine for the mini-program.
    All,
}

/// Builds the parts and replaces `dist/`.
///
/// # Errors
/// When a step of the build fails; `dist/` is then left as it was.
pub fn build(project: &Project, parts: Parts) -> Result<()> {
    let (effort, engine) = match parts {
        Parts::Page(effort) => (effort, None),
        Parts::All => (Effort::Full, Some(plain::build(project)?)),
    };
    let page = page::build(project, effort)?;
    let mut assets = BTreeMap::new();
    let mut add = |name: &str, bytes: Vec<u8>| {
        let served = hashed_name(name, &bytes);
        assets.insert(name.to_owned(), Asset { name: served, bytes });
    };
    if let Some(engine) = engine {
        add(ENGINE, engine);
    }
    add("page.wasm", page.wasm);
    add("twin.js", page.twin);
    add("boot.js", page.boot);
    add("style.css", page::minify_css(project, &project.root.join("www/style.css"))?);
    add("rules.bin", rules::compile(&project.root)?);

    let template = fs::read_to_string(project.root.join("index.html")).context("reading index.html")?;
    let index = filled_in(&template, &assets)?;

    let fresh = project.target.join("page/dist");
    if fresh.exists() {
        fs::remove_dir_all(&fresh)?;
    }
    fs::create_dir_all(&fresh)?;
    for asset in assets.values() {
        write_with_copies(&fresh, &project.dist, effort, &asset.name, &asset.bytes)?;
    }
    write_with_copies(&fresh, &project.dist, effort, "index.html", index.as_bytes())?;
    fs::write(fresh.join("_headers"), headers::as_headers_file())?;
    headers::nginx::write(&project.root)?;
    replace(&fresh, &project.dist)?;
    println!("built {}", project.dist.display());
    Ok(())
}

/// Builds the engine for the mini-program, puts it into `dist/` in the place of the last one and gives its file.
///
/// # Errors
/// When a step of the build fails.
pub fn build_engine(project: &Project) -> Result<PathBuf> {
    let engine = plain::build(project)?;
    let served = hashed_name(ENGINE, &engine);
    fs::create_dir_all(&project.dist)?;
    for before in engines_in(project) {
        fs::remove_file(before)?;
    }
    // Nothing is taken over from the last build: it lies in the same folder.
    write_with_copies(&project.dist, &project.target.join("plain"), Effort::Full, &served, &engine)?;
    Ok(project.dist.join(served))
}

/// The engine for the mini-program in `dist/`.
///
/// # Errors
/// When it was not built.
pub fn engine_in(project: &Project) -> Result<PathBuf> {
    let engine = engines_in(project).find(|path| path.extension().is_some_and(|it| it == "wasm"));
    engine.with_context(|| format!("no engine in {}; `cargo xtask plain` makes it", project.dist.display()))
}

/// The engine and its compressed copies.
fn engines_in(project: &Project) -> impl Iterator<Item = PathBuf> {
    let files = fs::read_dir(&project.dist).into_iter().flatten().flatten().map(|file| file.path());
    files.filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("engine-")))
}

/// The name under which a file is served: it changes with the content.
fn hashed_name(name: &str, bytes: &[u8]) -> String {
    let (stem, extension) = name.rsplit_once('.').expect("every asset's name has an extension");
    let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{stem}-{}.{extension}", &hash[..HASH_DIGITS])
}

/// Puts names and integrity values in the place of `{name}` and `{name integrity}`.
fn filled_in(template: &str, assets: &BTreeMap<String, Asset>) -> Result<String> {
    let mut page = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (placeholder, after) = after.split_once('}').context("index.html has a `{` without its `}`")?;
        page.push_str(before);
        let (name, wants_integrity) = match placeholder.split_once(' ') {
            None => (placeholder, false),
            Some((name, "integrity")) => (name, true),
            Some(_) => bail!("index.html: `{{{placeholder}}}` should be `{{name}}` or `{{name integrity}}`"),
        };
        let known = || assets.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
        let asset =
            assets.get(name).with_context(|| format!("index.html: unknown file `{name}`; these exist: {}", known()))?;
        if wants_integrity {
            let digest = base64::prelude::BASE64_STANDARD.encode(Sha384::digest(&asset.bytes));
            page.push_str(&format!("sha384-{digest}"));
        } else {
            page.push_str(&asset.name);
        }
        rest = after;
    }
    page.push_str(rest);
    ensure!(!page.contains("<style") && !page.contains(" style="), "index.html: the policy forbids inline styles");
    Ok(page)
}

/// Writes a file and its compressed copies, which are taken over from the last build where the content is the same.
fn write_with_copies(folder: &Path, before: &Path, effort: Effort, name: &str, bytes: &[u8]) -> Result<()> {
    fs::write(folder.join(name), bytes)?;
    if effort == Effort::Quick {
        return Ok(());
    }
    let (brotli_name, gzip_name) = (format!("{name}.br"), format!("{name}.gz"));
    let unchanged = fs::read(before.join(name)).is_ok_and(|it| it == bytes);
    if unchanged && before.join(&brotli_name).is_file() && before.join(&gzip_name).is_file() {
        fs::copy(before.join(&brotli_name), folder.join(&brotli_name))?;
        fs::copy(before.join(&gzip_name), folder.join(&gzip_name))?;
        return Ok(());
    }
    fs::write(folder.join(brotli_name), brotli(bytes)?)?;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(bytes)?;
    fs::write(folder.join(gzip_name), gzip.finish()?)?;
    Ok(())
}

/// Brotli at its best, as the folder is compressed once and sent often.
fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters)?;
    Ok(packed)
}

/// Puts the fresh folder in the place of the old one.
fn replace(fresh: &Path, dist: &Path) -> Result<()> {
    if dist.exists() {
        fs::remove_dir_all(dist).with_context(|| format!("clearing {}", dist.display()))?;
    }
    if fs::rename(fresh, dist).is_ok() {
        return Ok(());
    }
    // The build folder may lie on another disk, where renaming does not reach.
    fs::create_dir_all(dist)?;
    for file in fs::read_dir(fresh)? {
        let file = file?;
        fs::copy(file.path(), dist.join(file.file_name()))?;
    }
    Ok(())
}
