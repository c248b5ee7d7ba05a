//! How long one whole assessment takes on this machine, over random households under the real rulebook.

#[path = "../tests/support/random.rs"]
#[allow(dead_code, reason = "the laws use more of it")]
mod random;

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use fastrand::Rng;
use jiuzhu_engine::{Case, Rulebook, assess};

const HOUSEHOLDS: usize = 2_000;
const ROUNDS: usize = 15;

fn main() {
    let bytes = xtask::rules::compile(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the rules compile");
    let start = Instant::now();
    let rulebook = Rulebook::from_bytes(&bytes).expect("what was just compiled can be read");
    println!("reading the rulebook: {:?} for {} bytes", start.elapsed(), bytes.len());

    let mut random = Rng::with_seed(1);
    let whole: Vec<Case> = (0..HOUSEHOLDS).map(|_| random::whole(&mut random, &rulebook)).collect();
    let partial: Vec<Case> = whole.iter().map(|case| random::partial(&mut random, &rulebook, case)).collect();
    for (name, cases) in [("everything told", &whole), ("with gaps", &partial)] {
        let rounds = (0..ROUNDS).map(|_| {
            let start = Instant::now();
            for case in cases {
                black_box(assess(&rulebook, black_box(case)));
            }
            start.elapsed().as_secs_f64() * 1e6 / HOUSEHOLDS as f64
        });
        let fastest = rounds.fold(f64::INFINITY, f64::min);
        println!("{name}: {fastest:.2} µs for one assessment with reasons, flips and next");
    }
}
