//! What the page takes from the browser: the day, the history, focus and title. Nothing is stored and nothing is sent.

pub mod entries;
pub mod take_away;

use std::cell::Cell;

use jiuzhu_engine::Date;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, Window};

thread_local! {
    /// What the HTML file shows without the program, once that has taken its place.
    static FIRST_SCREEN: Cell<Option<Element>> = const { Cell::new(None) };
}

/// The element that the page is drawn into, without the static first screen.
///
/// # Panics
/// If the HTML file has no such element.
pub fn emptied_root() -> Element {
    let root = window().document().and_then(|document| document.get_element_by_id("app"));
    let root = root.expect("the HTML file has an element with the id `app`");
    FIRST_SCREEN.set(root.query_selector("main").ok().flatten());
    root.set_text_content(None);
    root
}

/// The static first screen, its main button with these words.
pub fn first_screen(begin: &str) -> Option<Element> {
    // Rendered outside a browser there is none.
    if !cfg!(target_arch = "wasm32") {
        return None;
    }
    let screen = FIRST_SCREEN.take()?;
    FIRST_SCREEN.set(Some(screen.clone()));
    if let Ok(Some(button)) = screen.query_selector(".button") {
        button.set_text_content(Some(begin));
    }
    Some(screen)
}

/// Today where the person is.
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    let (year, month, day) = (now.get_full_year(), now.get_month() + 1, now.get_date());
    let date = Date::new(year.try_into().unwrap_or(0), month.try_into().unwrap_or(0), day.try_into().unwrap_or(0));
    // A clock set outside two centuries is wrong in any case; the rules of the earliest day on record then apply.
    date.unwrap_or(Date::literal(2014, 5, 1))
}

/// One step back in the history.
pub fn back() {
    if let Ok(history) = window().history() {
        let _ = history.back();
    }
}

/// Shows the top of the page, gives it a title and puts the focus on an element of it.
pub fn present(title: &str, focus: &str) {
    let window = window();
    window.scroll_to_with_x_and_y(0.0, 0.0);
    if let Some(document) = window.document() {
        document.set_title(title);
        focus_in(&document, focus);
    }
}

/// Puts the focus on an element.
pub fn focus(selector: &str) {
    if let Some(document) = window().document() {
        focus_in(&document, selector);
    }
}

/// Puts the focus on an element if no other has it.
pub fn focus_if_lost(selector: &str) {
    let lost = |document: &Document| document.active_element().is_none_or(|element| element.tag_name() == "BODY");
    if let Some(document) = window().document().filter(lost) {
        focus_in(&document, selector);
    }
}

/// Switches a class of the root element.
pub fn set_root_class(name: &str, on: bool) {
    if let Some(root) = window().document().and_then(|document| document.document_element()) {
        let list = root.class_list();
        let _ = if on { list.add_1(name) } else { list.remove_1(name) };
    }
}

/// Whether the page is a file of its own, with nothing beside it that it could lead to.
pub fn is_alone() -> bool {
    // Rendered outside a browser there is nobody to ask.
    if !cfg!(target_arch = "wasm32") {
        return false;
    }
    let root = window().document().and_then(|document| document.document_element());
    root.is_some_and(|root| root.class_list().contains("alone"))
}

/// Does something after so many milliseconds, and not before what called is done.
pub fn after(milliseconds: i32, then: Box<dyn FnOnce()>) {
    let then = wasm_bindgen::closure::Closure::once_into_js(then);
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(then.unchecked_ref(), milliseconds);
}

/// Calls back whenever this happens to the window, for as long as the page lives.
pub fn on(event: &str, callback: Box<dyn Fn()>) {
    let closure = wasm_bindgen::closure::Closure::wrap(callback);
    let _ = window().add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    closure.forget();
}

fn focus_in(document: &Document, selector: &str) {
    let element = document.query_selector(selector).ok().flatten();
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

fn window() -> Window {
    web_sys::window().expect("the page runs in a window")
}
