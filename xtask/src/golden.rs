//! The golden cases of a folder.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use jiuzhu_selftest::golden::Golden;

use crate::assess::parse;

/// Every golden case below a folder with its file, in the order of the files.
///
/// # Errors
/// When a file cannot be read or has another form.
pub fn cases(folder: &Path) -> Result<Vec<(PathBuf, Golden)>> {
    let read = |file: PathBuf| {
        let content = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
        let golden = parse(&file, &content)?;
        Ok((file, golden))
    };
    files(folder)?.into_iter().map(read).collect()
}

/// The file of every golden case below a folder, in order.
///
/// # Errors
/// When a folder cannot be read.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "toml") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// What a golden case is called: its file without the folder of all cases and without `.toml`.
pub fn name(folder: &Path, file: &Path) -> String {
    file.strip_prefix(folder).unwrap_or(file).with_extension("").display().to_string()
}
