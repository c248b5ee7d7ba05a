//! The engine as WebAssembly answers just as the one compiled for this machine: byte for byte, mistakes included.
//!
//! `cargo xtask test` builds the module and names it in `JIUZHU_ENGINE`; `JIUZHU_CASES` sets how many cases are tried.

use std::env;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use fastrand::Rng;
use jiuzhu_engine::{Date, Rulebook};
use jiuzhu_selfcheck::api::CaseFile;
use jiuzhu_selfcheck::json;
use jiuzhu_selftest::random;

const TODAY: Date = Date::literal(2026, 11, 22);

/// A case as JSON on one line: everything told, with gaps, or with a slip of the keyboard.
fn case(seed: u64, rulebook: &Rulebook) -> Vec<u8> {
    let mut random = Rng::with_seed(seed);
    let mut case = random::whole(&mut random, rulebook);
    if random.bool() {
        case = random::partial(&mut random, rulebook, &case);
    }
    let mut json = serde_json::to_vec(&CaseFile::of(&case)).expect("a case can be written");
    if random.u32(..8) == 0 {
        let slips = b"0123456789.-eE\"\\{}[]:,xntf ";
        let at = random.usize(..json.len());
        json[at] = slips[random.usize(..slips.len())];
    }
    json
}

#[test]
#[ignore = "wants the module in JIUZHU_ENGINE; `cargo xtask test` builds it"]
fn webassembly_answers_just_as_this_machine() {
    let engine = env::var("JIUZHU_ENGINE").expect("JIUZHU_ENGINE names the module");
    let cases = env::var("JIUZHU_CASES").map_or(5_000, |it| it.parse().expect("JIUZHU_CASES is a number"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let compiled = xtask::rules::compile(root).expect("the rules compile");
    let rulebook = Rulebook::from_bytes(&compiled).expect("what was just compiled can be read");

    let mut node = Command::new("node");
    node.arg(root.join("tests/support/engine.mjs")).arg(engine).args([TODAY.to_string(), compiled.len().to_string()]);
    let mut node = node.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("Node is installed");
    let mut told = BufWriter::new(node.stdin.take().expect("it is piped"));
    let answers = BufReader::new(node.stdout.take().expect("it is piped"));
    let mut refused = 0;
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut told = move |bytes: &[u8]| told.write_all(bytes).expect("Node reads on");
            told(&compiled);
            for seed in 0..cases {
                told(&case(seed, &rulebook));
                told(b"\n");
            }
        });
        let mut answers = answers.lines();
        for seed in 0..cases {
            let answer = answers.next().expect("as many answers as cases").expect("UTF-8");
            let native = json::assessed(&rulebook, &case(seed, &rulebook), TODAY);
            refused += u64::from(native.is_err());
            let native = native.unwrap_or_else(|errors| json::refused(&errors));
            assert_eq!(answer, native, "case {seed}");
        }
        assert!(answers.next().is_none(), "more answers than cases");
    });
    assert!(node.wait().expect("it was started").success());
    assert!(refused > cases / 50 && refused < cases / 5, "{refused} of {cases} cases were refused");
    println!("{cases} answers are the same, {refused} of them refusals");
}
