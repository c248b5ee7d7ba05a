//! What `www/selftest.js` calls: WebAssembly without a single import, and so without a way to send or keep anything.
//!
//! As in the engine for the mini-program, a host calls [`room`] for as many bytes as it has and writes them where that says; what
//! a function answers in words is as long as the function says and lies where [`answer`] says.

#![cfg_attr(target_family = "wasm", expect(unsafe_code, reason = "a host calls the functions by their names"))]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};

use fastrand::Rng;
use jiuzhu_engine::Rulebook;

use crate::golden::Golden;
use crate::laws::LAWS;

/// What the host hands over, and then what it is told.
static EXCHANGE: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static RULEBOOK: OnceLock<Rulebook> = OnceLock::new();
static STATEMENTS: AtomicUsize = AtomicUsize::new(0);
static CASES: OnceLock<Vec<Golden>> = OnceLock::new();

/// Makes room for so many bytes and says where.
// SAFETY of every `no_mangle` here: no other symbol of the module has the name.
#[cfg_attr(target_family = "wasm", unsafe(no_mangle))]
pub extern "C" fn room(length: usize) -> *mut u8 {
    let mut exchange = EXCHANGE.lock().expect(ALONE);
    exchange.clear();
    exchange.resize(length, 0);
    exchange.as_mut_ptr()
}

/// Where the last answer lies.
#[cfg_attr(target_family = "wasm", unsafe(no_mangle))]
pub extern "C" fn answer() -> *const u8 {
    EXCHANGE.lock().expect(ALONE).as_ptr()
}

fn say(words: impl Into<Vec<u8>>) -> usize {
    let mut exchange = EXCHANGE.lock().expect(ALONE);
    *exchange = words.into();
    exchange.len()
}

/// The SHA-256 of the bytes in the room, in hexadecimal digits.
#[cfg_attr(target_family = "wasm", unsafe(no_mangle))]
pub extern "C" fn digest() -> usize {
    let digits = crate::digest(&EXCHANGE.lock().expect(ALONE));
    say(digits)
}

/// Takes the bytes in the room for the compiled rulebook and says its version and its hash; nothing if they are none.
#[cfg_attr(target_family = "wasm", unsafe(no_mangle))]
pub extern "C" fn rules() -> usize {
    let rulebook = Rulebook::from_bytes(&EXCHANGE.lock().expect(ALONE));
    let told = rulebook.map_or_else(
        |_| String::new(),
        |rulebook| {
            let rulebook = RULEBOOK.get_or_init(|| rulebook);
            format!("{} {}", rulebook.version, rulebook.hash)
        },
    );
    say(told)
}

/// Takes the bytes in the room for the golden cases, as JSON by their names, and says how many there are; none if they are none.
#[cfg_attr(target_family = "wasm", unsafe(no_mangle))]
pub extern "C" fn cases() -> usize {
    let cases: BTreeMap<String, Golden> = serde_json::from_slice(&EXCHANGE.lock().expect(ALONE)).unwrap_or_default();
    CASES.get_or_init(|| cases.into_values().collect()).len()
}

/// Tries the golden case of this number, in the order of the names, and says in what it differs from what is expected.
#[cfg_attr(target_family = "wasm", unsafe(no_mangle))]
pub extern "C" fn golden(number: usize) -> usize {
    let (rulebook, cases) = (RULEBOOK.get().expect(LOADED), CASES.get().expect(LOADED));
    let differences = cases[number].differences(rulebook);
    say(differences.map_or_else(|error| format!("{error:#}"), |differences| differences.join("\n")))
}

/// Says the id of each law and on how many households it is to be tried, a line each.
#[cfg_attr(target_family = "wasm", unsafe(no_mangle))]
pub extern "C" fn laws() -> usize {
    let lines: Vec<String> = LAWS.iter().map(|law| format!("{} {}", law.id, law.households)).collect();
    say(lines.join("\n"))
}

/// Tries the law of this number on the household of this seed and says whether it holds.
#[cfg_attr(target_family = "wasm", unsafe(no_mangle))]
pub extern "C" fn holds(law: usize, seed: u32) -> bool {
    let held = (LAWS[law].holds)(&mut Rng::with_seed(seed.into()), RULEBOOK.get().expect(LOADED));
    STATEMENTS.fetch_add(*held.as_ref().unwrap_or(&0), Ordering::Relaxed);
    held.is_ok()
}

/// How many statements held so far.
#[cfg_attr(target_family = "wasm", unsafe(no_mangle))]
pub extern "C" fn statements() -> usize {
    STATEMENTS.load(Ordering::Relaxed)
}

const ALONE: &str = "a module has one thread, and a panic ends it";
const LOADED: &str = "the host has handed over the rules and the cases";
