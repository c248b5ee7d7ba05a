//! Copying and printing. In-app browsers refuse one or the other; the page says so and offers another way.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, HtmlTextAreaElement};

/// What a promise calls when it is settled.
type Reaction = Closure<dyn FnMut(JsValue)>;

/// Copies a text and says whether it worked. Called from a click, as browsers allow it only then.
pub fn copy(text: &str, done: impl Fn(bool) + 'static) {
    let Some(promise) = write_to_clipboard(text) else {
        return done(copy_by_selection(text));
    };
    let done = Rc::new(done);
    // Only one of the two is ever called; it takes both out of memory.
    let closures: Rc<RefCell<Vec<Reaction>>> = Rc::default();
    let written = {
        let (done, closures) = (done.clone(), closures.clone());
        Closure::new(move |_| {
            done(true);
            closures.take();
        })
    };
    let refused = {
        let (text, closures) = (text.to_owned(), closures.clone());
        Closure::new(move |_| {
            done(copy_by_selection(&text));
            closures.take();
        })
    };
    let _ = promise.then2(&written, &refused);
    closures.borrow_mut().extend([written, refused]);
}

/// Whether printing works here: not in WeChat, and not where there is no printer at hand.
pub fn can_print() -> bool {
    // Rendered outside a browser there is nobody to ask.
    if !cfg!(target_arch = "wasm32") {
        return false;
    }
    let window = super::window();
    let in_wechat = window.navigator().user_agent().is_ok_and(|agent| agent.contains("MicroMessenger"));
    let at_desk = window.match_media("(pointer: fine)").ok().flatten().is_some_and(|query| query.matches());
    at_desk && !in_wechat
}

/// Prints the page with everything unfolded.
pub fn print() {
    let window = super::window();
    if let Some(folded) = window.document().and_then(|document| document.query_selector_all("details").ok()) {
        for index in 0..folded.length() {
            if let Some(details) = folded.item(index) {
                let _ = Reflect::set(&details, &"open".into(), &JsValue::TRUE);
            }
        }
    }
    let _ = window.print();
}

/// The promise of the clipboard; nothing where the browser has none.
fn write_to_clipboard(text: &str) -> Option<Promise> {
    let clipboard = Reflect::get(&super::window().navigator(), &"clipboard".into()).ok()?;
    let write = Reflect::get(&clipboard, &"writeText".into()).ok()?.dyn_into::<Function>().ok()?;
    write.call1(&clipboard, &text.into()).ok()?.dyn_into().ok()
}

/// The way of older browsers: a selected field and a command.
fn copy_by_selection(text: &str) -> bool {
    let Some(document) = super::window().document() else {
        return false;
    };
    let copied = selected(&document, text).and_then(|field| {
        let command = Reflect::get(&document, &"execCommand".into()).ok()?.dyn_into::<Function>().ok()?;
        let copied = command.call1(&document, &"copy".into()).ok();
        field.remove();
        copied?.as_bool()
    });
    copied.unwrap_or(false)
}

fn selected(document: &Document, text: &str) -> Option<HtmlTextAreaElement> {
    let field: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    field.set_value(text);
    field.set_class_name("unseen");
    document.body()?.append_child(&field).ok()?;
    field.select();
    Some(field)
}
