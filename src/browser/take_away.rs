//! The functions of `www/paper.js`: copying, printing, pictures and files.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

/// What a promise calls when it is settled.
type Reaction = Closure<dyn FnMut(JsValue)>;

mod paper {
    use js_sys::Promise;
    use wasm_bindgen::JsValue;
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(js_namespace = paper)]
    unsafe extern "C" {
        pub fn copy(text: &str) -> Promise;
        pub fn result() -> String;
        pub fn print();
        pub fn host() -> u32;
        pub fn leave();
        #[wasm_bindgen(catch)]
        pub fn draw(with_words: bool, page: &str, digits: &str) -> Result<JsValue, JsValue>;
        pub fn save(name: &str, text: &str);
        pub fn read() -> Promise;
    }
}

/// The name under which a file is kept.
const FILE: &str = "jiuzhu.json";

/// The result in words, as it stands on the page.
pub fn result() -> String {
    paper::result()
}

/// Copies a text and says whether it worked. Called from a click, as browsers allow it only then.
pub fn copy(text: &str, done: impl Fn(bool) + 'static) {
    settle(&paper::copy(text), move |copied| done(copied.is_some_and(|it| it.is_truthy())));
}

/// Where the page is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Host {
    /// In a browser or an app on a phone, or in an app on a desk, where neither printing nor saving a file can be relied on.
    Plain,
    /// In a browser on a desk: printing and saving files work.
    Desk,
    /// In a mini-program, which the page can lead back to.
    MiniProgram,
}

/// Where the page is shown, as far as can be told now.
pub fn host() -> Host {
    // Rendered outside a browser there is nobody to ask.
    if !cfg!(target_arch = "wasm32") {
        return Host::Plain;
    }
    match paper::host() {
        0 => Host::Plain,
        1 => Host::Desk,
        _ => Host::MiniProgram,
    }
}

/// Back to the mini-program that shows the page.
pub fn leave() {
    paper::leave();
}

/// Prints the page with everything unfolded.
pub fn print() {
    paper::print();
}

/// Draws a code that leads to the case of these digits on a page beside this one, with the words of the result above it or
/// alone; nothing where the browser cannot or the digits are too many. Without a page there are the words alone.
pub fn draw(with_words: bool, page: &str, digits: &str) -> Option<Rc<str>> {
    Some(paper::draw(with_words, page, digits).ok()?.as_string()?.into())
}

/// Offers a text as a file.
pub fn save(text: &str) {
    paper::save(FILE, text);
}

/// Reads the code and the results from the file that was chosen; nothing if it does not hold them.
pub fn read(done: impl Fn(Option<(String, String)>) + 'static) {
    let kept = |text: JsValue| {
        let text = text.as_string()?;
        let (code, results) = text.split_once('\n')?;
        Some((code.to_owned(), results.to_owned()))
    };
    settle(&paper::read(), move |text| done(text.and_then(kept)));
}

/// Calls back with what a promise gives, or with nothing if it is broken.
fn settle(promise: &Promise, done: impl Fn(Option<JsValue>) + 'static) {
    let done: Rc<dyn Fn(Option<JsValue>)> = Rc::new(done);
    // Only one of the two is ever called; it takes both out of memory.
    let closures: Rc<RefCell<Vec<Reaction>>> = Rc::default();
    let reaction = |is_kept: bool| {
        let (done, closures) = (done.clone(), closures.clone());
        Closure::new(move |value| {
            done(Some(value).filter(|_| is_kept));
            closures.take();
        })
    };
    let (kept, broken): (Reaction, Reaction) = (reaction(true), reaction(false));
    let _ = promise.then2(&kept, &broken);
    closures.borrow_mut().extend([kept, broken]);
}
