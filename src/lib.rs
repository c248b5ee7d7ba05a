//! The page and the programming interfaces around `jiuzhu_engine`.

#[macro_use]
pub mod text;

pub mod api;
#[cfg(feature = "page")]
mod browser;
pub mod citation;
pub mod explain;
pub mod place;
pub mod steps;
#[cfg(feature = "page")]
pub mod ui;

#[cfg(feature = "page")]
mod page {
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Mounts the page on `#app`; `rules` is the compiled rulebook that `boot.js` fetched beside this module.
    #[wasm_bindgen]
    pub fn start(rules: Vec<u8>) {
        crate::ui::mount(rules);
    }
}
