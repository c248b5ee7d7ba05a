//! What the site, the npm package and the mini-program are made of that others wrote: a bill of materials in CycloneDX, and the
//! notices that their licences ask for.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use serde::Deserialize;
use serde_json::{Value, json};
use spdx::{Expression, ParseMode};

use crate::dist::hex;
use crate::project::{self, Project};
use crate::{command, npm, toolchain};

/// The name of the notices.
pub const NOTICES: &str = "THIRD-PARTY.txt";

/// What is handed out as one.
pub struct Delivery {
    /// The packages of the workspace that become its programs.
    programs: &'static [&'static str],
    /// The npm packages of which it has a part, and under which of the licences that they name.
    from_npm: &'static [(&'static str, &'static str, &'static str)],
}

/// All that lies in `dist/`.
pub const SITE: Delivery = Delivery {
    programs: &["jiuzhu-selfcheck", "jiuzhu-hotline", "jiuzhu-reopen", "jiuzhu-selftest", "jiuzhu-plain"],
    from_npm: &[("lean-qr", "MIT", "LICENSE"), ("@expo-google-fonts/noto-serif-tibetan", "OFL-1.1", "LICENSE_FONT")],
};

/// The engine for other pages and programs.
pub const EMBED: Delivery = Delivery { programs: &["jiuzhu-embed"], from_npm: &[] };

/// The mini-program.
pub const MINI: Delivery = Delivery { programs: &["jiuzhu-mini"], from_npm: &[] };

/// The licence that is taken where there is a choice: the shortest.
const PREFERRED: &str = "MIT";

/// Something that others wrote.
struct Component {
    name: String,
    version: String,
    /// An SPDX expression.
    licence: String,
    /// The package URL.
    purl: String,
    /// The algorithm and the hexadecimal digits of what was downloaded.
    hash: Option<(&'static str, String)>,
    /// The texts of the licence that it comes with.
    texts: Vec<String>,
    /// Who wrote it, where no text says so.
    authors: String,
}

impl Component {
    /// Refuses a licence that is not one of these; where there is a choice, one of them is enough.
    fn ensure_allowed(&self, allowed: &BTreeSet<String>) -> Result<()> {
        let Component { name, licence, .. } = self;
        let expression = Expression::parse_mode(licence, ParseMode::LAX).with_context(|| name.clone())?;
        let is_allowed = expression.evaluate(|it| allowed.contains(&it.license.to_string()));
        ensure!(is_allowed, "`{name}` is under `{licence}`, which deny.toml does not allow");
        Ok(())
    }
}

/// What `cargo metadata` says of a package.
#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    authors: Vec<String>,
    license: Option<String>,
    manifest_path: PathBuf,
    /// Where it came from; packages of the workspace came from nowhere.
    source: Option<String>,
}

/// What a delivery is made of that others wrote.
pub struct Shipped(Vec<Component>);

impl Shipped {
    /// Finds all of it. The packages for the build must be installed.
    ///
    /// # Errors
    /// When Cargo or a file of a package cannot be read, or when a licence is none that `deny.toml` allows.
    pub fn find(project: &Project, delivery: &Delivery) -> Result<Shipped> {
        let mut components = crates(project, delivery.programs)?;
        components.push(standard_library()?);
        for (name, licence, file) in delivery.from_npm {
            components.push(from_npm(project, name, licence, file)?);
        }
        let allowed = allowed(&project.root)?;
        components.iter().try_for_each(|component| component.ensure_allowed(&allowed))?;
        Ok(Shipped(components))
    }

    /// The bill of materials, as CycloneDX 1.6 has it. It says the same whenever it is written: nothing of the day, nothing random.
    pub fn bill(&self) -> String {
        let component = |it: &Component| {
            let mut component = json!({
                "type": "library",
                "bom-ref": it.purl,
                "name": it.name,
                "version": it.version,
                "licenses": [{ "expression": it.licence }],
                "purl": it.purl,
            });
            if let Some((algorithm, digits)) = &it.hash {
                component["hashes"] = json!([{ "alg": algorithm, "content": digits }]);
            }
            component
        };
        let version = env!("CARGO_PKG_VERSION");
        let bill = json!({
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "version": 1,
            "metadata": { "component": {
                "type": "application",
                "bom-ref": "jiuzhu-selfcheck",
                "name": "jiuzhu-selfcheck",
                "version": version,
                "licenses": [{ "expression": env!("CARGO_PKG_LICENSE") }],
            } },
            "components": self.0.iter().map(component).collect::<Vec<_>>(),
        });
        format!("{bill:#}\n")
    }

    /// Every licence with the names of what is under it.
    ///
    /// # Errors
    /// When the text of the project's own MIT licence cannot be read.
    pub fn notices(&self, root: &Path) -> Result<String> {
        let mit = fs::read_to_string(root.join("LICENSE-MIT")).context("reading LICENSE-MIT")?;
        let mut by_text: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for component in &self.0 {
            let Component { name, version, licence, texts, authors, .. } = component;
            let called = format!("{name} {version} ({licence})");
            let without = [format!("Copyright (c) {authors}\n\n{mit}")];
            for text in if texts.is_empty() { &without[..] } else { texts } {
                by_text.entry(text.trim().to_owned()).or_default().insert(called.clone());
            }
        }
        let mut notices = String::from(
            "Parts of what is named here are in it, each under the licence below its name.\n\
             这里含有以下各项的一部分，各自的许可写在名称下面。\n",
        );
        let mut texts: Vec<_> = by_text.into_iter().collect();
        texts.sort_by(|(_, one), (_, other)| one.cmp(other));
        for (text, names) in texts {
            let names = names.into_iter().collect::<Vec<_>>().join("\n");
            write!(notices, "\n{}\n{names}\n\n{text}\n", "-".repeat(78)).expect("a String takes everything");
        }
        Ok(notices)
    }

    /// How many components are under each licence.
    pub fn licences(&self) -> BTreeMap<&str, usize> {
        let mut licences = BTreeMap::new();
        for component in &self.0 {
            *licences.entry(component.licence.as_str()).or_default() += 1;
        }
        licences
    }
}

/// The crates in these programs: not those that only build them, and no procedural macros.
fn crates(project: &Project, programs: &[&str]) -> Result<Vec<Component>> {
    let cargo = |words: &[&str]| {
        let mut cargo = Command::new(project::cargo());
        command::output(cargo.args(words).current_dir(&project.root))
    };
    let mut named = BTreeSet::new();
    for &program in programs {
        let tree = ["tree", "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"];
        let tree = cargo(&[&tree[..], &["--target", toolchain::TARGET, "--package", program]].concat())?;
        for line in tree.lines() {
            let (name, rest) = line.split_once(" v").context("`cargo tree` names a package in a new way")?;
            named.insert((name.to_owned(), rest.split(' ').next().unwrap_or(rest).to_owned()));
        }
    }
    let metadata = cargo(&["metadata", "--format-version", "1", "--filter-platform", toolchain::TARGET])?;
    let mut metadata: Value = serde_json::from_str(&metadata).context("reading `cargo metadata`")?;
    let packages: Vec<Package> = serde_json::from_value(metadata["packages"].take())?;
    let lock = fs::read_to_string(project.root.join("Cargo.lock")).context("reading Cargo.lock")?;
    let lock: toml::Table = lock.parse().context("reading Cargo.lock")?;
    let locked = lock["package"].as_array().context("Cargo.lock lists no packages")?;
    let mut components = Vec::new();
    for package in packages {
        let Package { name, version, authors, license, manifest_path, source } = package;
        if source.is_none() || !named.contains(&(name.clone(), version.clone())) {
            continue;
        }
        let licence = license.with_context(|| format!("{name} names no licence"))?;
        let licence = Expression::canonicalize(&licence)?.unwrap_or(licence);
        let is_this = |it: &&toml::Value| {
            it.get("name").and_then(toml::Value::as_str) == Some(&name)
                && it.get("version").and_then(toml::Value::as_str) == Some(&version)
        };
        let checksum = locked.iter().find(is_this).and_then(|it| it.get("checksum")?.as_str()).map(str::to_owned);
        components.push(Component {
            texts: licence_texts(manifest_path.parent().context("a manifest lies in a folder")?, &licence)?,
            purl: format!("pkg:cargo/{name}@{}", version.replace('+', "%2B")),
            hash: checksum.map(|digits| ("SHA-256", digits)),
            authors: if authors.is_empty() { format!("the authors of {name}") } else { authors.join(", ") },
            name,
            version,
            licence,
        });
    }
    components.sort_by(|one, other| one.purl.cmp(&other.purl));
    Ok(components)
}

/// The texts of a package's licence: of the one that is preferred where there is a choice and it has a file of its own, or all.
fn licence_texts(folder: &Path, licence: &str) -> Result<Vec<String>> {
    const STARTS: [&str; 4] = ["LICENSE", "LICENCE", "COPYING", "NOTICE"];
    let mut files = Vec::new();
    for file in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let file = file?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        if file.is_file() && STARTS.iter().any(|start| name.starts_with(start)) {
            files.push((name, file));
        }
    }
    files.sort();
    let is_enough = Expression::parse(licence)?.evaluate(|it| it.license.to_string() == PREFERRED);
    let own = format!("LICENSE-{PREFERRED}");
    if is_enough && files.iter().any(|(name, _)| name.starts_with(&own)) {
        files.retain(|(name, _)| name.starts_with(&own) || name.starts_with("NOTICE"));
    }
    let read =
        |(_, file): &(String, PathBuf)| fs::read_to_string(file).with_context(|| format!("reading {}", file.display()));
    files.iter().map(read).collect()
}

/// The standard library that the programs were compiled with.
fn standard_library() -> Result<Component> {
    let version = toolchain::find()?.version()?;
    Ok(Component {
        name: "rust-std".to_owned(),
        purl: format!("pkg:generic/rust-std@{version}"),
        version,
        licence: "MIT OR Apache-2.0".to_owned(),
        hash: None,
        texts: Vec::new(),
        authors: "The Rust Project contributors".to_owned(),
    })
}

fn from_npm(project: &Project, name: &str, licence: &str, file: &str) -> Result<Component> {
    let lock = fs::read_to_string(project.root.join("package-lock.json")).context("reading package-lock.json")?;
    let lock: Value = serde_json::from_str(&lock).context("reading package-lock.json")?;
    let locked = &lock["packages"][format!("node_modules/{name}")];
    let string = |field: &str| locked[field].as_str().with_context(|| format!("the lock has no `{field}` of {name}"));
    let digest = string("integrity")?.strip_prefix("sha512-").context("an integrity that is no SHA-512")?;
    let text = npm::package(project, &format!("{name}/{file}"));
    Ok(Component {
        name: name.to_owned(),
        version: string("version")?.to_owned(),
        licence: licence.to_owned(),
        purl: format!("pkg:npm/{}@{}", name.replace('@', "%40"), string("version")?),
        hash: Some(("SHA-512", hex(&base64::prelude::BASE64_STANDARD.decode(digest)?))),
        texts: vec![fs::read_to_string(&text).with_context(|| format!("reading {}", text.display()))?],
        authors: String::new(),
    })
}

/// The licences that `deny.toml` allows.
fn allowed(root: &Path) -> Result<BTreeSet<String>> {
    #[derive(Deserialize)]
    struct Deny {
        licenses: Licences,
    }
    #[derive(Deserialize)]
    struct Licences {
        allow: BTreeSet<String>,
    }
    let file = fs::read_to_string(root.join("deny.toml")).context("reading deny.toml")?;
    Ok(toml::from_str::<Deny>(&file).context("reading deny.toml")?.licenses.allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_that_is_not_allowed_is_refused_and_of_a_choice_one_is_enough() {
        let allowed = allowed(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).expect("deny.toml can be read");
        let component = |licence: &str| Component {
            name: "it".to_owned(),
            version: "1.0.0".to_owned(),
            licence: licence.to_owned(),
            purl: "pkg:cargo/it@1.0.0".to_owned(),
            hash: None,
            texts: Vec::new(),
            authors: String::new(),
        };
        for licence in ["MIT", "GPL-3.0-only OR MIT", "MIT/Apache-2.0", "(MIT OR Apache-2.0) AND Unicode-3.0"] {
            assert!(component(licence).ensure_allowed(&allowed).is_ok(), "{licence}");
        }
        for licence in ["GPL-3.0-only", "MIT AND GPL-3.0-only", "AGPL-3.0-or-later", "no such licence", ""] {
            assert!(component(licence).ensure_allowed(&allowed).is_err(), "{licence}");
        }
    }
}
