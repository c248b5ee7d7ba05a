//! Tries something on many random households, on all cores, under the real rulebook.
//!
//! `JIUZHU_CASES` sets on how many and `JIUZHU_FROM` after how many to take it up; a failure names its seed, and `JIUZHU_SEED`
//! tries that one again.

use std::env;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use fastrand::Rng;
use jiuzhu_engine::Rulebook;

/// The rules as they are.
pub static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| {
    let bytes = xtask::rules::compile(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the rules compile");
    Rulebook::from_bytes(&bytes).expect("what was just compiled can be read")
});

fn number(name: &str) -> Option<u64> {
    env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is `{text}`, not a number")))
}

/// Tries a law on many seeds, `usually` so many; one thread stopping is enough for the test to fail.
pub fn for_random_cases(usually: u64, law: impl Fn(&mut Rng) + Sync) {
    for_one_in(1, usually, law);
}

/// As [`for_random_cases`], for what takes long: of the cases that are asked for, one in so many.
pub fn for_one_in(share: u64, usually: u64, law: impl Fn(&mut Rng) + Sync) {
    if let Some(seed) = number("JIUZHU_SEED") {
        return law(&mut Rng::with_seed(seed));
    }
    let cases = number("JIUZHU_CASES").map_or(usually, |cases| cases.div_ceil(share));
    let first = number("JIUZHU_FROM").unwrap_or(0);
    let next = AtomicU64::new(first);
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= first + cases {
                return;
            }
            let caught = catch_unwind(AssertUnwindSafe(|| law(&mut Rng::with_seed(seed))));
            assert!(caught.is_ok(), "failed with JIUZHU_SEED={seed}");
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
}
