//! Turns `text/<language>/*.toml` into one sorted table per language, so that the page carries no parser.
//!
//! The texts of a language are packed, each on a line of its own, into what becomes a file beside the program. The program itself
//! keeps only the names by which it looks texts up while it runs. A name leaves out the parts that it has in common with the
//! one before it, but for their dots. All other keys become places in the table while the page is compiled.
//!
//! Nested tables are flattened with dots and the name of the file is not part of a key, so that a text can move between
//! files without touching the code that shows it.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use jiuzhu_engine::packed;
use toml::{Table, Value};

/// The language in which everything is written first.
const OWN: &str = "zh-Hans";

/// The file whose texts only index.html shows.
const SHELL: &str = "shell";

/// One text and the file that it stands in.
struct Text {
    value: String,
    file: PathBuf,
}

type Texts = BTreeMap<String, Text>;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=text");
    let read = |folder: PathBuf| (read_language(&folder), folder);
    let mut languages: Vec<(Texts, PathBuf)> = entries(Path::new("text")).into_iter().map(read).collect();
    languages.sort_by_key(|(_, folder)| !folder.ends_with(OWN));
    if env::var_os("CARGO_FEATURE_WORDS").is_none() {
        languages.truncate(1);
        languages[0].0.retain(|key, _| key.ends_with(QUOTE));
    }
    let (keys, own) = &languages[0];
    let mut tables = String::new();
    writeln!(tables, "pub(super) const NAMES: &str = {:?};", shortened(keys.keys())).unwrap();
    writeln!(tables, "pub(super) const KEYS: &[&str] = &{:?};", keys.keys().collect::<Vec<_>>()).unwrap();
    writeln!(tables, "pub(super) const PACKED: &[(&str, &[u8])] = &[").unwrap();
    for (texts, folder) in &languages {
        check_same_keys((own, keys), (folder, texts));
        let name = folder.file_name().and_then(|name| name.to_str()).expect("a language has a name");
        let values: Vec<&str> = texts.values().map(|text| text.value.as_str()).collect();
        writeln!(tables, "({name:?}, b\"{}\"),", packed::pack(&values.join("\n")).escape_ascii()).unwrap();
    }
    tables.push_str("];\n");
    let out = env::var_os("OUT_DIR").expect("cargo names a folder for what is generated");
    fs::write(Path::new(&out).join("text.rs"), tables).expect("the folder can be written");
}

/// What points to a sentence of an article: part of what is found out, not of what is said, and there without any words too.
const QUOTE: &str = ".quote";

/// What the keys begin with that the program makes of ids. All others are looked up while it is compiled, and no name of theirs
/// is left in it.
const NAMED: [&str; 15] = [
    "called.",
    "certificate.",
    "chapter.",
    "document.",
    "field.",
    "frame.verdict.",
    "on-file.",
    "person.",
    "problem.",
    "programme.",
    "question.",
    "right.",
    "rule.",
    "time.",
    "unit.",
];

/// The keys in lines: those that are looked up by name, without the parts that are those of the line before; of the others, how
/// many there are.
fn shortened<'a>(keys: impl Iterator<Item = &'a String>) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut before = "";
    let mut passed = 0;
    for key in keys {
        if !NAMED.iter().any(|start| key.starts_with(start)) {
            passed += 1;
            continue;
        }
        if passed > 0 {
            lines.push(passed.to_string());
            passed = 0;
        }
        let same = key.split_inclusive('.').zip(before.split_inclusive('.'));
        let same: Vec<&str> =
            same.map_while(|(here, there)| (here == there && here.ends_with('.')).then_some(here)).collect();
        lines.push(".".repeat(same.len()) + &key[same.concat().len()..]);
        before = key;
    }
    lines.join("\n")
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let read = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = read.map(|entry| entry.expect("the folder can be read").path()).collect();
    paths.sort();
    paths
}

fn read_language(folder: &Path) -> Texts {
    let mut texts = Texts::new();
    let is_ours = |path: &PathBuf| {
        path.extension().is_some_and(|extension| extension == "toml")
            && path.file_stem().is_some_and(|stem| stem != SHELL)
    };
    for file in entries(folder).into_iter().filter(is_ours) {
        let content = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let table: Table = content.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        flatten(&file, "", table, &mut texts);
    }
    texts
}

fn flatten(file: &Path, prefix: &str, table: Table, texts: &mut Texts) {
    for (name, value) in table {
        let key = if prefix.is_empty() { name } else { format!("{prefix}.{name}") };
        match value {
            Value::Table(inner) => flatten(file, &key, inner, texts),
            Value::String(value) => {
                assert!(
                    !value.is_empty() && !value.contains('\n'),
                    "{}: `{key}` is not one line of text",
                    file.display()
                );
                let text = Text { value, file: file.to_path_buf() };
                if let Some(before) = texts.insert(key.clone(), text) {
                    panic!("`{key}` stands in both {} and {}", before.file.display(), file.display());
                }
            }
            other => panic!("{}: `{key}` is of type {}; write a text", file.display(), other.type_str()),
        }
    }
}

fn check_same_keys((one, ones): (&Path, &Texts), (two, twos): (&Path, &Texts)) {
    for (here, there, missing) in [(ones, twos, two), (twos, ones, one)] {
        for (key, text) in here {
            assert!(there.contains_key(key), "`{key}` of {} is missing in {}", text.file.display(), missing.display());
        }
    }
}
