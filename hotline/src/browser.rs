//! What the page takes from the browser beyond what the citizen's page takes: every key, a clock, and forgetting.

use std::cell::{Cell, RefCell};

use jiuzhu_selfcheck::browser::{after, emptied_root};
use js_sys::{Function, Promise, Reflect, Uint8Array, WebAssembly};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlBodyElement, HtmlInputElement, KeyboardEvent, Window};

thread_local! {
    /// What was asked to be called back, so that nothing calls a program that has forgotten everything.
    static LISTENERS: RefCell<Vec<(&'static str, Function)>> = const { RefCell::new(Vec::new()) };
    static CLOCK: Cell<Option<i32>> = const { Cell::new(None) };
}

/// A key, and whether the focus is on a field.
pub struct Pressed {
    /// Its name.
    pub key: String,
    /// Whether Shift is down.
    pub shift: bool,
    /// Whether a key is down that makes a command of every other.
    pub command: bool,
    /// Whether it was pressed in a field, or nowhere at all: the page then leads back to the field it was on.
    pub in_field: bool,
}

/// Calls back on every key that is not part of composing a word, for as long as the page lives. What is answered with `true` is
/// done with; the browser does nothing more.
pub fn on_keys(callback: impl Fn(Pressed) -> bool + 'static) {
    let closure = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        // 229 is what old kernels give for a key that goes to the input method.
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        let in_field = event
            .target()
            .is_some_and(|target| target.has_type::<HtmlInputElement>() || target.has_type::<HtmlBodyElement>());
        let command = event.ctrl_key() || event.alt_key() || event.meta_key();
        if callback(Pressed { key: event.key(), shift: event.shift_key(), command, in_field }) {
            event.prevent_default();
        }
    });
    listen("keydown", closure.into_js_value().unchecked_into());
}

/// Calls back on every sign of life: a key, a click, a turn of the wheel.
pub fn on_life(callback: impl Fn() + Clone + 'static) {
    for event in ["keydown", "mousedown", "wheel"] {
        listen(event, Closure::<dyn Fn()>::new(callback.clone()).into_js_value().unchecked_into());
    }
}

/// Calls back every second.
pub fn each_second(callback: impl Fn() + 'static) {
    let callback: Function = Closure::<dyn Fn()>::new(callback).into_js_value().unchecked_into();
    let second = 1000;
    CLOCK.set(window().set_interval_with_callback_and_timeout_and_arguments_0(&callback, second).ok());
}

/// Seconds since some day long ago, by the clock: time that the machine slept counts too.
pub fn seconds() -> f64 {
    js_sys::Date::now() / 1000.0
}

/// Selects what stands in a field, so that what is typed takes its place.
pub fn select(id: &str) {
    let field = window().document().and_then(|document| document.get_element_by_id(id));
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
        field.select();
    }
}

/// Forgets everything: empties the page, overwrites the memory of the program, and puts a new page in the place of this one.
///
/// Not at once, as what called may still have work to do after this.
pub fn start_anew() {
    let anew = || {
        forget();
        let location = window().location();
        if let Ok(path) = location.pathname() {
            let _ = location.replace(&path);
        }
    };
    after(0, Box::new(anew));
}

/// Leaves nothing behind when the page is left, not even for a browser that keeps pages to come back to.
pub fn forget_on_leaving() {
    let closure = Closure::<dyn Fn()>::new(|| {
        forget();
        // A page that is shown again after this has no program any more.
        let location = window().location();
        if let Some(reload) = method(&location, "reload") {
            let _ = window().add_event_listener_with_callback("pageshow", &reload.bind0(&location));
        }
    });
    listen("pagehide", closure.into_js_value().unchecked_into());
}

/// The memory is overwritten as soon as nothing of the program runs: what runs would stumble over its own stack.
fn forget() {
    for (event, callback) in LISTENERS.take() {
        let _ = window().remove_event_listener_with_callback(event, &callback);
    }
    if let Some(clock) = CLOCK.take() {
        window().clear_interval_with_handle(clock);
    }
    emptied_root();
    let memory: WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    let bytes = Uint8Array::new(&memory.buffer());
    if let Some(fill) = method(&bytes, "fill") {
        let overwrite = fill.bind1(&bytes, &JsValue::from(0));
        let now = Promise::resolve(&JsValue::UNDEFINED);
        if let Some(then) = method(&now, "then") {
            let _ = then.call1(&now, &overwrite);
        }
    }
}

fn method(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}

fn listen(event: &'static str, callback: Function) {
    let _ = window().add_event_listener_with_callback(event, &callback);
    LISTENERS.with_borrow_mut(|listeners| listeners.push((event, callback)));
}

fn window() -> Window {
    web_sys::window().expect("the page runs in a window")
}
