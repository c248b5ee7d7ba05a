//! The interview as screens for a mini-program: what a person does comes in, what there is to show goes out, both as JSON.
//!
//! It imports nothing, like the engine that it is built around, and adds three functions to those of [`jiuzhu_plain`]: after the
//! rulebook a host hands over the [`texts`] and calls [`begin`]; then it calls [`act`] for whatever the person does. What is told
//! stays in the memory of the module and is gone with it.

#![expect(unsafe_code, reason = "a host calls the functions by their names")]

use std::cell::RefCell;

use jiuzhu_engine::Date;
use jiuzhu_plain::{exchange, rulebook};
use jiuzhu_selfcheck::interview::state::State;
use jiuzhu_selfcheck::text;

pub mod deed;
pub mod outcome;
pub mod view;

use deed::Deed;
use view::View;

thread_local! {
    static STATE: RefCell<Option<State>> = const { RefCell::new(None) };
}

/// Takes the bytes in the room for the packed texts of the language that everything is said in; the first call counts.
///
/// # Panics
/// If these are no packed texts, or those of another build.
// SAFETY of every `no_mangle` here: no other symbol of the module has the name.
#[unsafe(no_mangle)]
pub extern "C" fn texts() {
    exchange(|packed| {
        text::speak(packed);
        String::new()
    });
}

/// Shows the first screen, without any answer; says how long what there is to show is. That is zero only without a rulebook, or if
/// today is no day.
#[unsafe(no_mangle)]
pub extern "C" fn begin(year: u16, month: u8, day: u8) -> usize {
    let today = Date::new(year, month, day);
    STATE.set(rulebook().zip(today).map(|(rulebook, today)| State::new(rulebook, today)));
    exchange(|_| shown())
}

/// Does what the bytes in the room say, a [`Deed`] as JSON; says how long what there is to show then is. That is zero only before
/// [`begin`], or if they say nothing that can be done.
#[unsafe(no_mangle)]
pub extern "C" fn act() -> usize {
    exchange(|deed| {
        let deed: Option<Deed> = serde_json::from_slice(deed).ok();
        let done = STATE.with_borrow_mut(|state| deed?.on(state.as_mut()?));
        done.map_or_else(String::new, |()| shown())
    })
}

/// What there is to show, as JSON.
fn shown() -> String {
    let view = STATE.with_borrow(|state| state.as_ref().map(View::of));
    view.map_or_else(String::new, |view| serde_json::to_string(&view).expect("a view is texts, numbers and lists"))
}
