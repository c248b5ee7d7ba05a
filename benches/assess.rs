//! How long an assessment takes on this machine, under the real rulebook. `cargo xtask bench` runs it beside other rule engines.

use std::env;
use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use fastrand::Rng;
use jiuzhu_benches::{earning, write_for_peers};
use jiuzhu_engine::case::Case;
use jiuzhu_engine::figures::Figures;
use jiuzhu_engine::household::Household;
use jiuzhu_engine::programmes::dibao;
use jiuzhu_engine::{Rulebook, assess, flips, verdicts};
use jiuzhu_selftest::random;

const HOUSEHOLDS: usize = 1_000;

/// A function over all households, timed as a whole; Criterion prints how many it does in a second.
fn time(criterion: &mut Criterion, name: &str, cases: &[Case], mut run: impl FnMut(&Case)) {
    let mut group = criterion.benchmark_group("households");
    group.throughput(Throughput::Elements(cases.len() as u64));
    group.bench_function(name, |bencher| bencher.iter(|| cases.iter().for_each(&mut run)));
    group.finish();
}

fn benches(criterion: &mut Criterion) {
    let folder =
        env::var_os("JIUZHU_PEERS").expect("`cargo xtask bench` names the folder for the peers in JIUZHU_PEERS");
    let folder = Path::new(&folder);
    let bytes = fs::read(folder.join("rules.bin")).expect("the compiled rules lie in the folder");
    let rulebook = Rulebook::from_bytes(&bytes).expect("what was just compiled can be read");
    criterion.bench_function("rulebook", |bencher| bencher.iter(|| Rulebook::from_bytes(black_box(&bytes))));

    let mut random = Rng::with_seed(1);
    let whole: Vec<Case> = (0..HOUSEHOLDS).map(|_| random::whole(&mut random, &rulebook)).collect();
    let partial: Vec<Case> = whole.iter().map(|case| random::partial(&mut random, &rulebook, case)).collect();
    let assess_all = |case: &Case| drop(black_box(assess(&rulebook, black_box(case))));
    time(criterion, "whole", &whole, assess_all);
    time(criterion, "partial", &partial, assess_all);
    time(criterion, "flips-of-whole", &whole, |case| drop(black_box(flips(&rulebook, black_box(case)))));
    time(criterion, "verdicts-of-whole", &whole, |case| {
        black_box(verdicts(&rulebook, black_box(case)));
    });

    let earning: Vec<Case> = (0..HOUSEHOLDS).map(|_| earning(&mut random)).collect();
    write_for_peers(folder, &rulebook, &earning);
    time(criterion, "earning", &earning, assess_all);
    time(criterion, "dibao-income", &earning, |case| {
        let figures = Figures::of(&rulebook, case);
        let household = Household::of(black_box(case), &figures);
        black_box(dibao::judge(&household).outcome);
    });
}

criterion_group!(all, benches);
criterion_main!(all);
