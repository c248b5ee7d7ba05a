//! Builds the committed tree twice, as differently as one machine can, and holds every file of the one against the other.

use std::collections::BTreeMap;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, ensure};

use crate::dist::hash;
use crate::project::Project;
use crate::{command, sums};

/// An ordinary user's number, which no account needs to have.
const ORDINARY: u32 = 54321;

/// Where programs are on every system, for a user who may not look into another's folder.
const COMMON: &str = "/usr/local/bin:/usr/bin:/bin";

/// One of the two builds.
struct Way {
    /// Where the tree lies, below the common folder.
    folder: &'static str,
    /// Whether somebody else builds, with nothing of this user's.
    is_stranger: bool,
    umask: &'static str,
    language: &'static str,
    time_zone: &'static str,
}

const WAYS: [Way; 2] = [
    Way { folder: "one", is_stranger: false, umask: "022", language: "C.UTF-8", time_zone: "UTC" },
    Way {
        folder: "another place/and deeper",
        is_stranger: true,
        umask: "027",
        language: "zh_CN.GB18030",
        time_zone: "Pacific/Kiritimati",
    },
];

/// Builds twice and compares.
///
/// # Errors
/// When a build fails or a file differs; both builds are then left where the message says.
pub fn run(project: &Project) -> Result<()> {
    let folder = env::temp_dir().join(format!("jiuzhu-reproduce-{}", std::process::id()));
    fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    let mut git = Command::new("git");
    let commit = command::output(git.args(["rev-parse", "HEAD"]).current_dir(&project.root))?;
    let commit = commit.trim();
    println!("building commit {commit} twice in {}", folder.display());
    let [usual, strange] = &WAYS;
    let one = files(&usual.build(project, commit, &folder)?)?;
    let other = files(&strange.build(project, commit, &folder)?)?;
    let names: Vec<&String> = one.keys().chain(other.keys().filter(|name| !one.contains_key(*name))).collect();
    let differ: Vec<&str> =
        names.iter().filter(|name| one.get(**name) != other.get(**name)).map(|name| name.as_str()).collect();
    ensure!(
        differ.is_empty(),
        "{} of {} files differ between the builds in {}: {}",
        differ.len(),
        names.len(),
        folder.display(),
        differ.join(", ")
    );
    let bytes: usize = one.values().map(Vec::len).sum();
    println!("{} files, {bytes} bytes: all the same. SHA-256 of {}:", names.len(), sums::FILE);
    println!("{}", hash(&one[sums::FILE]));
    fs::remove_dir_all(&folder).with_context(|| format!("removing {}", folder.display()))
}

impl Way {
    /// Clones the tree, builds the commit and gives the folder that is served.
    fn build(&self, project: &Project, commit: &str, folder: &Path) -> Result<PathBuf> {
        let place = folder.join(self.folder);
        let tree = place.join("tree");
        fs::create_dir_all(&place)?;
        command::run(Command::new("git").args(["clone", "--quiet"]).arg(&project.root).arg(&tree))?;
        command::run(Command::new("git").args(["checkout", "--quiet", commit]).current_dir(&tree))?;
        let mut build = Command::new("sh");
        build.args(["-c", "umask \"$1\" && shift && exec \"$@\"", "sh", self.umask]);
        build.args(["cargo", "run", "--quiet", "--package", "xtask", "--", "build"]).current_dir(&tree);
        // What the Cargo and the rustup above this program have set for it.
        let set = env::vars_os().map(|(name, _)| name).filter(|name| {
            let name = name.to_string_lossy();
            name.starts_with("CARGO_") && name != "CARGO_HOME" || name == "CARGO" || name == "RUSTUP_TOOLCHAIN"
        });
        set.for_each(|name| {
            build.env_remove(name);
        });
        build.env("CARGO_TARGET_DIR", place.join("target"));
        build.env("LC_ALL", self.language).env("LANG", self.language).env("TZ", self.time_zone);
        if self.is_stranger {
            let home = place.join("home");
            fs::create_dir_all(&home)?;
            build.env("HOME", &home).env("CARGO_HOME", home.join("cargo"));
            if is_root()? {
                command::run(Command::new("chown").arg("-R").arg(format!("{ORDINARY}:{ORDINARY}")).arg(&place))?;
                build.uid(ORDINARY).gid(ORDINARY).env("PATH", COMMON).env("USER", "stranger");
            } else {
                println!("only root can build as somebody else: the second build has another home, but the same user");
            }
        }
        command::run(&mut build).with_context(|| format!("the build in {}", place.display()))?;
        Ok(tree.join("dist"))
    }
}

fn is_root() -> Result<bool> {
    Ok(command::output(Command::new("id").arg("-u"))?.trim() == "0")
}

/// The files of a folder and those below it, by their names.
fn files(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(&inner).with_context(|| format!("reading {}", inner.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder)?.display().to_string();
                files.insert(name, fs::read(&path).with_context(|| format!("reading {}", path.display()))?);
            }
        }
    }
    Ok(files)
}
