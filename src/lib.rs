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

/// What is given back is overwritten, so that nothing of what a person told and took back is left in the memory of the page.
#[cfg(all(feature = "interview", target_family = "wasm"))]
#[expect(unsafe_code, reason = "an allocator is handed bare memory")]
mod forgetful {
    use std::alloc::{GlobalAlloc, Layout};

    use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};

    /// A third of the size of the allocator that comes with the standard library: two kilobytes less to load.
    struct Forgetful(WasmDynamicTalc);

    #[global_allocator]
    static ALLOCATOR: Forgetful = Forgetful(new_wasm_dynamic_allocator());

    // SAFETY: it is `WasmDynamicTalc`; what is written lies in a block that its owner has just given up.
    unsafe impl GlobalAlloc for Forgetful {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            unsafe { self.0.alloc(layout) }
        }

        unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
            unsafe {
                block.write_bytes(0, layout.size());
                self.0.dealloc(block, layout);
            }
        }
    }
}

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
