//! The font of the Tibetan page: no more of Noto Serif Tibetan than what is said there needs.
//!
//! Whether a phone has Tibetan letters is up to its maker; one without them shows boxes. Uyghur needs no font: its letters are in the
//! Arabic block, which the fonts for Arabic cover that Windows (Segoe UI), Android (Noto Naskh Arabic) and iOS come with.

use std::collections::BTreeSet;
use std::fs;
use std::ops::RangeInclusive;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::command;
use crate::npm;
use crate::project::Project;

/// The language that has it.
pub const LANGUAGE: &str = "bo";

/// The letters of its script, which `www/style-bo.css` asks of it.
const LETTERS: RangeInclusive<char> = '\u{f00}'..='\u{fff}';

/// The whole font, under the SIL Open Font License and without a reserved name.
const WHOLE: &str = "@expo-google-fonts/noto-serif-tibetan/400Regular/NotoSerifTibetan_400Regular.ttf";

/// Cuts the font down to what these texts need.
///
/// # Errors
/// When a tool is missing or fails, when there is nothing Tibetan in the texts, or when the font lacks a letter of theirs.
pub fn tibetan<'a>(project: &Project, texts: impl Iterator<Item = &'a str>) -> Result<Vec<u8>> {
    let words: BTreeSet<&str> =
        texts.flat_map(|text| text.split(|it| !LETTERS.contains(&it))).filter(|word| !word.is_empty()).collect();
    ensure!(!words.is_empty(), "nothing Tibetan is said in `{LANGUAGE}`");
    let folder = project.target.join("page");
    let (list, out) = (folder.join("tibetan.txt"), folder.join("tibetan.ttf"));
    fs::write(&list, Vec::from_iter(words).join("\n"))?;
    let mut node = Command::new("node");
    node.arg(project.root.join("xtask/src/font.mjs")).arg(npm::package(project, WHOLE)).arg(list).arg(&out);
    command::quietly(&mut node)?;
    fs::read(&out).with_context(|| format!("reading {}", out.display()))
}
