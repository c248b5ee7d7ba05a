//! The engine for hosts that load WebAssembly and know no wasm-bindgen, such as a mini-program.
//!
//! The module imports nothing, so that it can neither send nor keep what it is told, nor ask for the time. A host calls
//! [`room`] for as many bytes as it has, writes them where that says, and calls [`rules`] or [`assess`]; what comes of a case
//! is as long as [`assess`] says and lies where [`answer`] says. Each call may make the memory grow: look at it again.

#![expect(unsafe_code, reason = "a host calls the functions by their names")]

use std::sync::{Mutex, OnceLock};

use jiuzhu_engine::{Date, Rulebook};
use jiuzhu_selfcheck::json;

/// What the host hands over, and then what it is given.
static EXCHANGE: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static RULEBOOK: OnceLock<Rulebook> = OnceLock::new();

/// Makes room for so many bytes and says where.
// SAFETY of every `no_mangle` here: no other symbol of the module has the name.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *mut u8 {
    let mut exchange = EXCHANGE.lock().expect(ALONE);
    exchange.clear();
    exchange.resize(length, 0);
    exchange.as_mut_ptr()
}

/// Takes the bytes in the room for the compiled rulebook, once and before any case; says whether they are one.
#[unsafe(no_mangle)]
pub extern "C" fn rules() -> bool {
    let exchange = EXCHANGE.lock().expect(ALONE);
    Rulebook::from_bytes(&exchange).is_ok_and(|rulebook| RULEBOOK.set(rulebook).is_ok())
}

/// Takes the bytes in the room for a case as JSON and assesses it as of today; says how long the answer is. That is zero only
/// without a rulebook, or if today is no day.
#[unsafe(no_mangle)]
pub extern "C" fn assess(year: u16, month: u8, day: u8) -> usize {
    let today = Date::new(year, month, day);
    exchange(|case| {
        let answer = rulebook().zip(today).map(|(rulebook, today)| json::assessed(rulebook, case, today));
        answer.map_or_else(String::new, |answer| answer.unwrap_or_else(|errors| json::refused(&errors)))
    })
}

/// Where the answer to the last case lies.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    EXCHANGE.lock().expect(ALONE).as_ptr()
}

/// The rulebook that the host handed over.
pub fn rulebook() -> Option<&'static Rulebook> {
    RULEBOOK.get()
}

/// Puts an answer in the place of the bytes in the room and says how long it is.
pub fn exchange(answer: impl FnOnce(&[u8]) -> String) -> usize {
    let mut exchange = EXCHANGE.lock().expect(ALONE);
    *exchange = answer(&exchange).into();
    exchange.len()
}

const ALONE: &str = "a module has one thread, and a panic ends it";
