//! The citizen's page that can do one thing more: it opens a case by its digits or from a file, and goes on from there.
//!
//! It is a program of its own so that a first visit, which has nothing to open yet, loads nothing for it.

use jiuzhu_selfcheck::ui::{self, App};
use wasm_bindgen::prelude::wasm_bindgen;

/// Mounts the page on `#app`; `rules` is the compiled rulebook and `texts` the texts of a language, which `boot.js` fetched beside
/// this module.
#[wasm_bindgen]
pub fn start(rules: &[u8], texts: &[u8]) {
    jiuzhu_selfcheck::text::speak(texts);
    ui::mount::<App>(rules);
}
