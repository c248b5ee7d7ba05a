//! What the engine is held against: golden cases, worked out by hand from the text of the law, and laws on random households.
//!
//! The tests of the project try it here; `selftest.html` tries the same in the browser of whoever opens it, see [`host`].

pub mod golden;
pub mod host;
pub mod laws;
pub mod random;

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// The SHA-256 in hexadecimal digits.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
