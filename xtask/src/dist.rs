//! Writes the folder that is served: hashed names, compressed copies, the page with the names filled in, the headers.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use brotli::enc::BrotliEncoderParams;
use brotli::enc::backward_references::BrotliEncoderMode;
use sha2::{Digest as _, Sha256, Sha384};

use jiuzhu_engine::packed::unpack;
use jiuzhu_selfcheck::text::{self, Key, Language};
use xtask::rules;
use xtask::rules::figures::{self, Style, page_file};

use crate::headers::FramedBy;
use crate::project::Project;
use crate::shipped::{SITE, Shipped};
use crate::toolchain::Effort;
use crate::{embed, font, headers, miniprogram, missing, page, plain, shipped, sums};

/// How many hexadecimal digits of the content's hash a name carries.
const HASH_DIGITS: usize = 12;

/// The engine for the mini-program.
const ENGINE: &str = "engine.wasm";

/// The script of the offline edition.
const OFFLINE_SCRIPT: &str = "offline.js";

/// What is only ever a part of pages and never a file of its own.
const CARRIED: [&str; 3] = [OFFLINE_SCRIPT, STYLE_BO, STYLE_RTL];

/// The style sheet of the Tibetan page.
const STYLE_BO: &str = "style-bo.css";

/// The style sheet of what is written from right to left.
const STYLE_RTL: &str = "style-rtl.css";

/// A file of the first visit or of a fallback.
#[derive(Clone)]
pub struct Asset {
    /// The name under which it is served.
    pub name: String,
    bytes: Vec<u8>,
}

/// What goes into `dist/` besides the rules.
#[derive(Clone, Copy, PartialEq)]
pub enum Parts {
    /// The citizen's page and no other, as soon as possible.
    QuickPage,
    /// All pages, as soon as possible.
    QuickPages,
    /// All pages.
    Pages,
    /// All pages, the engine for the mini-program, and the npm package.
    All,
}

impl Parts {
    fn effort(self) -> Effort {
        match self {
            Parts::QuickPage | Parts::QuickPages => Effort::Quick,
            Parts::Pages | Parts::All => Effort::Full,
        }
    }
}

/// An HTML file that is written in every language.
struct Template {
    /// The file.
    file: &'static str,
    /// What it loads in the place of what the file names.
    instead: &'static [(&'static str, &'static str)],
    /// Whether it is there in languages that wait for their translator too.
    is_awaited: bool,
    /// The texts that its program takes.
    packed: fn(&Language) -> Option<&'static [u8]>,
    /// The texts of HTML files alone; what stands in a later one goes before.
    own: &'static [&'static str],
    /// Under which name it is served in a language.
    address: fn(&Language) -> String,
}

const CITIZEN: Template = Template {
    file: "index.html",
    instead: &[],
    is_awaited: true,
    packed: text::packed,
    own: &["shell"],
    address: |language| match language.address {
        "./" => "index.html".to_owned(),
        other => other.to_owned(),
    },
};

/// The citizen's page with a program that opens what was kept.
const REOPEN: Template = Template {
    instead: &[("{page.wasm", "{open.wasm"), ("{boot.js", "{open-boot.js"), ("{twin.js", "{open-twin.js")],
    address: |language| page_file("open", language),
    ..CITIZEN
};

/// The same as one file that has all it loads within, for a disk or a USB stick. What no link leads to without a site is left out. The
/// policy is its own, as nobody sends one: it names the script and the style sheet by their digests and opens no way out at all.
const OFFLINE: Template = Template {
    instead: &[
        (r#"class="no-script">"#, r#"class="no-script alone">"#),
        (
            r#" content="style-src '{style.css integrity}'">"#,
            concat!(
                r#" content="default-src 'none'; script-src '{offline.js integrity}' 'wasm-unsafe-eval'; "#,
                r#"style-src '{style.css integrity}'; img-src data:; base-uri 'none'; form-action 'none'; "#,
                r#"require-trusted-types-for 'script'; trusted-types 'none'">"#,
            ),
        ),
        (
            r#"<link rel="preload" href="{page.wasm}" as="fetch" type="application/wasm" crossorigin media="(dynamic-range: standard)">
"#,
            "",
        ),
        (
            r#"<link rel="preload" href="{rules.bin}" as="fetch" crossorigin>
<link rel="preload" href="{texts.bin}" as="fetch" crossorigin>
"#,
            "",
        ),
        (
            r#"<script src="{boot.js}" integrity="{boot.js integrity}" data-wasm="{page.wasm}" data-rules="{rules.bin}" data-texts="{texts.bin}" data-twin="{twin.js}" defer></script>
"#,
            "",
        ),
        // Like all that needs the program, it is not offered without one.
        (r#"<p class="earlier"><a href="{text language.open}">"#, r##"<p class="earlier actions"><a href="#/open">"##),
        (
            r#"<p class="earlier"><a href="{text figures-address}">{text figures}</a></p>
"#,
            "",
        ),
        (
            r#"<p class="languages">{languages}</p>
"#,
            "",
        ),
        // At the end, as a script within the file cannot wait for what stands below it.
        (
            "</body>",
            r#"<script data-wasm="{open.wasm base64}" data-rules="{rules.bin base64}" data-texts="{texts.bin base64}">{offline.js itself}</script>
</body>"#,
        ),
    ],
    is_awaited: false,
    address: |language| page_file(headers::OFFLINE, language),
    ..CITIZEN
};

const HOTLINE: Template = Template {
    file: "hotline.html",
    instead: &[],
    is_awaited: false,
    packed: text::packed_for_hotline,
    own: &["shell"],
    address: |language| page_file("hotline", language),
};

/// The page that tries the rules on the device; it lists the files of the citizen's page.
const SELFTEST: Template = Template {
    file: "selftest.html",
    instead: &[],
    is_awaited: false,
    packed: text::packed,
    own: &["shell", "selftest"],
    address: |language| page_file("selftest", language),
};

/// Builds the parts and replaces `dist/`.
///
/// # Errors
/// When a step of the build fails; `dist/` is then left as it was.
pub fn build(project: &Project, parts: Parts, framed_by: &FramedBy) -> Result<()> {
    let effort = parts.effort();
    let css = |file: &str| page::minify_css(project, &project.root.join("www").join(file));
    let citizen = page::build(project, effort, page::CITIZEN)?;
    let mut assets = BTreeMap::from(tibetan(project, css(STYLE_BO)?)?);
    let mut add = |name, bytes| assets.insert(name, Asset::of(name, bytes));
    add("page.wasm", citizen.wasm);
    add("twin.js", citizen.twin);
    add("boot.js", citizen.boot);
    let style = css("style.css")?;
    add(STYLE_RTL, page::mirrored(project, &style)?);
    add("style.css", style);
    add("figures.css", css("figures.css")?);
    let compiled = rules::for_page(&rules::compile(&project.root)?)?;
    let shipped = Shipped::find(project, &SITE)?;
    add("sbom.json", shipped.bill().into());
    let mut templates = vec![CITIZEN];
    if parts != Parts::QuickPage {
        let hotline = page::build(project, effort, page::HOTLINE)?;
        add("hotline.wasm", hotline.wasm);
        add("hotline-twin.js", hotline.twin);
        add("hotline-boot.js", hotline.boot);
        add("hotline.css", css("hotline.css")?);
        let reopen = page::build(project, effort, page::REOPEN)?;
        add("open.wasm", reopen.wasm);
        add("open-twin.js", reopen.twin);
        add("open-boot.js", reopen.boot);
        let offline = reopen.carried.map(|script| add(OFFLINE_SCRIPT, script));
        let selftest = plain::selftest(project, effort)?;
        add("selftest.wasm", selftest.wasm);
        add("selftest-twin.js", selftest.twin);
        add("selftest.js", selftest.boot);
        add("selftest.css", css("selftest.css")?);
        add("cases.json", rules::golden_cases(&project.root, &compiled)?.into());
        templates.extend([SELFTEST, HOTLINE, REOPEN]);
        templates.extend(offline.map(|_| OFFLINE));
    }
    add("rules.bin", compiled);
    if parts == Parts::All {
        add(ENGINE, plain::build(project)?);
    }

    let fresh = project.target.join("page/dist");
    if fresh.exists() {
        fs::remove_dir_all(&fresh)?;
    }
    fs::create_dir_all(&fresh)?;
    for (_, asset) in assets.iter().filter(|(name, _)| !CARRIED.contains(name)) {
        write_with_copies(&fresh, &project.dist, effort, &asset.name, &asset.bytes)?;
    }
    // The first template is the citizen's page, which the self-test looks at in each language.
    let mut citizens = BTreeMap::new();
    for template in &templates {
        let html = fs::read_to_string(project.root.join(template.file));
        let html = html.with_context(|| format!("reading {}", template.file))?;
        let html = template.instead.iter().try_fold(html, |html, (of_first, own)| {
            ensure!(html.contains(of_first), "{} has no `{of_first}` any more", template.file);
            Ok(html.replace(of_first, own))
        })?;
        for language in template.languages() {
            let shell = Shell::read(&project.root, template, language)?;
            let texts = Asset::of("texts.bin", shell.packed.to_vec());
            write_with_copies(&fresh, &project.dist, effort, &texts.name, &texts.bytes)?;
            assets.insert("texts.bin", texts);
            if let Some(citizen) = citizens.get(language.id) {
                assets.insert(CITIZEN.file, Asset::clone(citizen));
            }
            let html = match language {
                Language { id: font::LANGUAGE, .. } => html.replace("{style.css", "{style-bo.css"),
                Language { direction: "rtl", .. } => html.replace("{style.css", "{style-rtl.css"),
                _ => html.clone(),
            };
            let page = Asset {
                name: (template.address)(language),
                bytes: filled_in(&html, &assets, &shell).with_context(|| template.file)?.into(),
            };
            write_with_copies(&fresh, &project.dist, effort, &page.name, &page.bytes)?;
            citizens.entry(language.id).or_insert(page);
        }
    }
    let sheets = ["style.css", "figures.css"].map(|name| (&assets[name], assets[name].integrity()));
    let styles = sheets.each_ref().map(|(sheet, integrity)| Style { address: &sheet.name, integrity });
    for language in text::LANGUAGES.iter().filter(|language| language.is_complete()) {
        let page = figures::page(&project.root, language, &styles)?;
        write_with_copies(&fresh, &project.dist, effort, &page_file("figures", language), page.as_bytes())?;
    }
    let page = missing::page(&project.root, &assets["style.css"])?;
    write_with_copies(&fresh, &project.dist, effort, headers::MISSING, page.as_bytes())?;
    write_with_copies(&fresh, &project.dist, effort, shipped::NOTICES, shipped.notices(&project.root)?.as_bytes())?;
    fs::write(fresh.join("_headers"), headers::as_headers_file(framed_by))?;
    sums::write(&fresh)?;
    headers::nginx::write(&project.root)?;
    replace(&fresh, &project.dist)?;
    println!("built {}", project.dist.display());
    if parts == Parts::All {
        println!("built {}", embed::build(project)?.display());
        println!("built {}", miniprogram::build(project)?.display());
    }
    Ok(())
}

/// The style sheet of the Tibetan page and the font that it names.
fn tibetan(project: &Project, sheet: Vec<u8>) -> Result<[(&'static str, Asset); 2]> {
    const FILE: &str = "tibetan.ttf";
    let language = text::LANGUAGES.iter().find(|language| language.id == font::LANGUAGE);
    let said = Shell::of_citizen(&project.root, language.context("there is no Tibetan")?)?;
    let font = Asset::of(FILE, font::tibetan(project, said.all())?);
    let sheet = String::from_utf8(sheet)?;
    ensure!(sheet.contains(FILE), "the style sheet of the Tibetan page does not name `{FILE}`");
    let sheet = Asset::of(STYLE_BO, sheet.replace(FILE, &font.name).into());
    Ok([(STYLE_BO, sheet), (FILE, font)])
}

/// Builds the engine for the mini-program, puts it into `dist/` in the place of the last one and gives its file.
///
/// # Errors
/// When a step of the build fails.
pub fn build_engine(project: &Project) -> Result<PathBuf> {
    let engine = plain::build(project)?;
    let Asset { name: served, bytes: engine } = Asset::of(ENGINE, engine);
    fs::create_dir_all(&project.dist)?;
    for before in engines_in(project) {
        fs::remove_file(before)?;
    }
    // Nothing is taken over from the last build: it lies in the same folder.
    write_with_copies(&project.dist, &project.target.join("plain"), Effort::Full, &served, &engine)?;
    sums::write(&project.dist)?;
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

impl Template {
    /// The languages that it is there in.
    fn languages(&self) -> impl Iterator<Item = &'static Language> {
        text::LANGUAGES.iter().filter(|language| self.is_awaited || language.is_complete())
    }
}

impl Asset {
    /// The name with a hash of the content in it.
    fn of(name: &str, bytes: Vec<u8>) -> Asset {
        let (stem, extension) = name.rsplit_once('.').expect("every asset's name has an extension");
        let hash = hash(&bytes);
        Asset { name: format!("{stem}-{}.{extension}", &hash[..HASH_DIGITS]), bytes }
    }

    /// What the attribute `integrity` says of it.
    pub fn integrity(&self) -> String {
        format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(&self.bytes)))
    }
}

/// The SHA-256 in hexadecimal digits.
pub fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What an HTML file says in one language.
pub struct Shell<'a> {
    template: &'a Template,
    language: &'static Language,
    /// The texts of the program.
    packed: &'static [u8],
    program: Vec<String>,
    /// The texts of HTML files alone.
    own: BTreeMap<String, String>,
}

impl Shell<'_> {
    /// What the citizen's page says in the language.
    ///
    /// # Errors
    /// When its texts cannot be read.
    pub fn of_citizen(root: &Path, language: &'static Language) -> Result<Shell<'static>> {
        Shell::read(root, &CITIZEN, language)
    }

    fn read<'a>(root: &Path, template: &'a Template, language: &'static Language) -> Result<Shell<'a>> {
        let packed = (template.packed)(language).with_context(|| format!("text/{} was not compiled", language.id))?;
        let program = unpack(packed).context("the texts are packed wrongly")?.lines().map(str::to_owned).collect();
        let texts = |id: &str| -> Result<BTreeMap<String, String>> {
            let mut all = BTreeMap::new();
            for name in template.own {
                let file = root.join("text").join(id).join(format!("{name}.toml"));
                let texts = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
                let texts: BTreeMap<_, _> = toml::from_str(&texts).with_context(|| file.display().to_string())?;
                all.extend(texts);
            }
            Ok(all)
        };
        let mut own = texts(language.id)?;
        if !language.is_complete() {
            for (key, chinese) in texts(text::LANGUAGES[0].id)? {
                let beside = own.get(&key).map(|text| format!("{text} {chinese}"));
                own.insert(key, beside.unwrap_or(chinese));
            }
        }
        Ok(Shell { template, language, packed, program, own })
    }

    /// All that is said.
    fn all(&self) -> impl Iterator<Item = &str> {
        self.program.iter().chain(self.own.values()).map(String::as_str)
    }

    /// The text of this key.
    ///
    /// # Errors
    /// When there is none.
    pub fn text(&self, key: &str) -> Result<&str> {
        let own = self.own.get(key).map(String::as_str);
        let text = own.or_else(|| self.program.get(Key::find(key)?.place()).map(String::as_str));
        text.with_context(|| format!("{} has no text `{key}`", self.language.id))
    }

    /// A link to each other language.
    fn links(&self) -> String {
        let others = self.template.languages().filter(|language| language.id != self.language.id);
        let link = |other: &Language| {
            let address = (self.template.address)(other);
            // The folder's own file is served at the address of the folder.
            let address = if address == "index.html" { "./" } else { &address };
            format!("<a href=\"{address}\">{}</a>", text::get(other.name))
        };
        others.map(link).collect()
    }
}

/// Puts in what the placeholders stand for: `{name}`, `{name integrity}` and `{name sha256}` of a file, `{name itself}` and
/// `{name base64}` for what is in it, `{text key}`, `{language}`, `{direction}`, `{languages}`.
fn filled_in(template: &str, assets: &BTreeMap<&str, Asset>, shell: &Shell) -> Result<String> {
    let mut page = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (placeholder, after) = after.split_once('}').context("a `{` without its `}`")?;
        page.push_str(before);
        let asset = |name: &str| {
            let known = || assets.keys().copied().collect::<Vec<_>>().join(", ");
            assets.get(name).with_context(|| format!("unknown file `{name}`; these exist: {}", known()))
        };
        match placeholder.split_once(' ') {
            // A reading program would read Chinese with the wrong voice.
            None if placeholder == "language" && !shell.language.is_complete() => page.push_str(text::LANGUAGES[0].id),
            None if placeholder == "language" => page.push_str(shell.language.id),
            None if placeholder == "direction" => page.push_str(shell.language.direction),
            None if placeholder == "languages" => page.push_str(&shell.links()),
            None => page.push_str(&asset(placeholder)?.name),
            Some(("text", key)) => page.push_str(shell.text(key)?),
            Some((name, "integrity")) => page.push_str(&asset(name)?.integrity()),
            Some((name, "sha256")) => page.push_str(&hash(&asset(name)?.bytes)),
            Some((name, "base64")) => BASE64_STANDARD.encode_string(&asset(name)?.bytes, &mut page),
            Some((name, "itself")) => {
                let itself = str::from_utf8(&asset(name)?.bytes)?;
                ensure!(
                    !itself.contains("</s") && !itself.contains("<!--"),
                    "`{name}` would end before its end in HTML"
                );
                page.push_str(itself);
            }
            Some(_) => {
                bail!(
                    "`{{{placeholder}}}` is none of `{{file}}`, `{{file integrity}}`, `{{file sha256}}`, `{{file itself}}`, `{{file base64}}`, `{{text key}}`"
                )
            }
        }
        rest = after;
    }
    page.push_str(rest);
    ensure!(page.contains("style-src '"), "a page says itself which style sheets it takes");
    ensure!(!page.contains(" style="), "the policy forbids styles in attributes");
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

/// Brotli at its best, as the folder is compressed once and sent often: in two ways, as neither is the smaller for every file.
///
/// # Errors
/// When it cannot be compressed.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let usual = BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    // Small blocks and the distances of tables suit programs.
    let in_blocks = BrotliEncoderParams { mode: BrotliEncoderMode::BROTLI_MODE_FONT, lgblock: 16, ..usual.clone() };
    let pack = |parameters| -> Result<Vec<u8>> {
        let mut packed = Vec::new();
        brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters)?;
        Ok(packed)
    };
    let (one, other) = (pack(usual)?, pack(in_blocks)?);
    Ok(if other.len() < one.len() { other } else { one })
}

/// Puts the fresh folder in the place of the old one.
///
/// # Errors
/// When either cannot be written.
pub fn replace(fresh: &Path, dist: &Path) -> Result<()> {
    if dist.exists() {
        fs::remove_dir_all(dist).with_context(|| format!("clearing {}", dist.display()))?;
    }
    if fs::rename(fresh, dist).is_ok() {
        return Ok(());
    }
    // The build folder may lie on another disk, where renaming does not reach.
    copy(fresh, dist)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
