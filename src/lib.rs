//! The page and the programming interfaces around `jiuzhu_engine`.

#[macro_use]
#[cfg_attr(not(feature = "words"), allow(unused_macros, reason = "nothing is said then"))]
pub mod text;

pub mod api;
#[cfg(feature = "ui")]
pub mod browser;
pub mod citation;
#[cfg(feature = "words")]
pub mod explain;
#[cfg(feature = "interview")]
pub mod interview;
#[cfg(feature = "json")]
pub mod json;
pub mod place;
pub mod steps;
#[cfg(feature = "ui")]
pub mod ui;

/// A third of the size of the allocator that comes with the standard library: two kilobytes less to load.
#[cfg(all(feature = "interview", target_family = "wasm"))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[cfg(feature = "page")]
mod page {
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Mounts the page on `#app`; `rules` is the compiled rulebook and `texts` the texts of a language, which `boot.js` fetched
    /// beside this module.
    #[wasm_bindgen]
    pub fn start(rules: &[u8], texts: &[u8]) {
        crate::text::speak(texts);
        crate::ui::mount::<crate::ui::App>(rules);
    }
}
