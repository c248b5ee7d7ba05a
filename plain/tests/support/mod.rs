//! A host of the engine on this machine: it writes and reads through the pointers that it is given, as any other.

#![allow(unsafe_code, reason = "a host has nothing but pointers")]
#![allow(dead_code, reason = "not every test has a use for all of it")]

use std::path::Path;
use std::process::Command;
use std::{env, ptr, slice};

use jiuzhu_plain::{answer, room};

/// The rules of the work tree, compiled.
pub fn compiled() -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package lies in the work tree");
    xtask::rules::compile(root).expect("the rules compile")
}

/// Asks for room and fills all of it.
pub fn put(bytes: &[u8]) {
    let at = room(bytes.len());
    assert!(!at.is_null());
    // SAFETY: there is room for as many bytes until the next call, and nobody else has been told of it.
    unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), at, bytes.len()) }
}

/// What lies where the answer lies.
pub fn read(length: usize) -> Vec<u8> {
    let at = answer();
    assert!(!at.is_null());
    // SAFETY: the engine said that so many bytes lie there, and nothing is called before they are copied.
    unsafe { slice::from_raw_parts(at, length) }.to_vec()
}

/// Whether this program, started anew for the one ignored test of this name, is ended by the system instead of ending by itself.
pub fn is_ended(test: &str) -> bool {
    let this = env::current_exe().expect("a test knows its own program");
    let output = Command::new(this).args(["--exact", test, "--ignored"]).output().expect("it can be started again");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("running 1 test"), "there is no test `{test}`");
    output.status.code().is_none()
}
