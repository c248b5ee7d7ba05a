//! The functions of `www/entries.js`: what the page has in the browser's history.

mod paper {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(js_namespace = paper)]
    unsafe extern "C" {
        pub fn followed() -> String;
        pub fn show(name: &str);
        pub fn wipe();
    }
}

/// Where the browser or the person went: the name of a screen, or what stands after `#` in a link or in the address.
pub fn followed() -> String {
    paper::followed()
}

/// Says which screen is shown: one that the browser did not go to by itself gets an entry.
pub fn show(name: &str) {
    paper::show(name);
}

/// Goes back to the first entry and drops all others.
pub fn wipe() {
    paper::wipe();
}
