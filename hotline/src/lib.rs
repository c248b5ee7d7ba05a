//! The page for hotline staff: all questions at once, by keyboard, with the result beside them.
//!
//! What is typed into the fields becomes a case ([`value`], [`sheet`]); the engine and the sentences are those of the citizen's
//! page. Nothing is kept and nothing is sent; the next caller finds an empty page and an empty memory ([`browser`]).

pub mod browser;
pub mod field;
pub mod note;
pub mod sheet;
pub mod state;
pub mod ui;
pub mod value;

/// The program.
mod program {
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Mounts the page on `#app`; `rules` is the compiled rulebook and `texts` the texts of a language with those of the
    /// hotline, which `boot.js` fetched beside this module.
    #[wasm_bindgen]
    pub fn start(rules: &[u8], texts: &[u8]) {
        jiuzhu_selfcheck::text::speak_at_hotline(texts);
        jiuzhu_selfcheck::ui::mount::<crate::ui::Desk>(rules);
    }
}
