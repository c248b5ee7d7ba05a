//! Finds or installs the current Chromium for the browser tests.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::command;

/// The names a Chromium goes by.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// Installs a Chinese font where there is none: without one, every sign is as wide as a box and the layout proves nothing.
pub fn ensure_font() {
    let fonts = command::output(Command::new("fc-list").arg(":lang=zh"));
    if fonts.is_ok_and(|it| !it.trim().is_empty()) {
        return;
    }
    println!("a Chinese font is missing; the browser tests look at the layout");
    if let Err(error) = command::apt_install(&["fontconfig", "fonts-noto-cjk"]) {
        println!("going on without it: {error:#}");
    }
}

/// The path of a current Chromium; `CHROMIUM` in the environment overrides the search.
///
/// # Errors
/// When there is none and none can be installed.
pub fn find() -> Result<PathBuf> {
    if let Some(given) = env::var_os("CHROMIUM") {
        return Ok(PathBuf::from(given));
    }
    let search = || NAMES.iter().find_map(|name| command::find(name));
    if let Some(found) = search() {
        return Ok(found);
    }
    println!("Chromium is missing; the browser tests need it");
    command::apt_install(&["chromium"])
        .context("cannot install Chromium; install it by hand or set CHROMIUM to the path of one")?;
    search().context("Chromium is installed, but not found on PATH; set CHROMIUM to its path")
}
