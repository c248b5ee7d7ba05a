//! The list of all files of a build, as `sha256sum --check` reads it: what one builds anew, and what one was handed, is held against it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::dist::hash;

/// The name of the list. Its own SHA-256 says in one number which build it is.
pub const FILE: &str = "SHA256SUMS.txt";

/// Writes the list of the files in the folder into it, in the order of their names.
///
/// # Errors
/// When a file cannot be read or the list cannot be written.
pub fn write(folder: &Path) -> Result<()> {
    let mut names = Vec::new();
    for file in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        names.push(file?.file_name().into_string().ok().context("a file has a name that is no UTF-8")?);
    }
    names.sort();
    let mut list = String::new();
    for name in names.iter().filter(|name| *name != FILE) {
        let file = folder.join(name);
        let content = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
        writeln!(list, "{}  {name}", hash(&content)).expect("a String takes everything");
    }
    fs::write(folder.join(FILE), list).context("writing the list of files")
}
