//! Where things are: the work tree, the build folder, the folder that is served.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::command;

/// The folders every task works on.
pub struct Project {
    /// The root of the work tree.
    pub root: PathBuf,
    /// Cargo's build folder.
    pub target: PathBuf,
    /// The folder a web server serves.
    pub dist: PathBuf,
}

impl Project {
    /// Finds the work tree this tool was built from and asks Cargo for the build folder.
    ///
    /// # Errors
    /// When Cargo cannot read the workspace.
    pub fn find() -> Result<Self> {
        let here =
            env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = here.parent().context("xtask lies in the root of the work tree")?.to_path_buf();
        let metadata = command::output(
            Command::new(cargo()).args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(&root),
        )?;
        let metadata: serde_json::Value = serde_json::from_str(&metadata).context("reading `cargo metadata`")?;
        let target = metadata["target_directory"].as_str().context("`cargo metadata` names no target_directory")?;
        Ok(Self { target: PathBuf::from(target), dist: root.join("dist"), root })
    }
}

/// The Cargo that runs this tool.
pub fn cargo() -> PathBuf {
    env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from)
}
