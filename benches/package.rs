//! How long a case takes that comes as JSON and goes as JSON, on this machine. `cargo xtask bench --package` asks the npm package about
//! the same ones.

use std::env;
use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jiuzhu_engine::{Date, Rulebook};
use jiuzhu_selfcheck::json;

/// Every case has a day of its own.
const TODAY: Date = Date::literal(2026, 11, 22);

fn benches(criterion: &mut Criterion) {
    let folder = env::var_os("JIUZHU_PEERS").expect("`cargo xtask bench --package` names the folder in JIUZHU_PEERS");
    let read = |name: &str| fs::read(Path::new(&folder).join(name)).expect("it lies in the folder");
    let rulebook = Rulebook::from_bytes(&read("rules.bin")).expect("what was just compiled can be read");
    let cases = read("golden.jsonl");
    let cases: Vec<&[u8]> = cases.split(|byte| *byte == b'\n').filter(|case| !case.is_empty()).collect();
    let mut group = criterion.benchmark_group("golden");
    group.throughput(Throughput::Elements(cases.len() as u64));
    group.bench_function("as-json", |bencher| {
        bencher.iter(|| {
            for case in &cases {
                black_box(json::assessed(&rulebook, black_box(case), TODAY)).expect("no golden case is at fault");
            }
        });
    });
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
