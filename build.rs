//! Turns `text/<language>/*.toml` into one sorted table per language, so that the page carries no parser.
//!
//! A table is two long texts: the names by which the program looks texts up while it runs, and, packed, the texts, each on a
//! line of its own; two pointers per entry would take a third of the room again. A name leaves out the parts that it has in
//! common with the one before it, but for their dots. All other keys become places in the table while the page is compiled.
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

/// One text and the file that it stands in.
struct Text {
    value: String,
    file: PathBuf,
}

type Texts = BTreeMap<String, Text>;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=text");
    let mut tables = String::new();
    let mut first: Option<(PathBuf, Texts)> = None;
    for folder in entries(Path::new("text")) {
        let mut texts = read_language(&folder);
        if env::var_os("CARGO_FEATURE_WORDS").is_none() {
            texts.retain(|key, _| key.ends_with(QUOTE));
        }
        let name = folder.file_name().and_then(|name| name.to_str()).expect("a language has a name").to_uppercase();
        let values: Vec<&str> = texts.values().map(|text| text.value.as_str()).collect();
        let (keys, values) = (shortened(texts.keys()), packed::pack(&values.join("\n")));
        let (name, values) = (name.replace('-', "_"), values.escape_ascii());
        writeln!(tables, "pub(super) const {name}: (&str, &[u8]) = ({keys:?}, b\"{values}\");").unwrap();
        match &first {
            None => {
                let keys: Vec<&String> = texts.keys().collect();
                writeln!(tables, "pub(super) const KEYS: &[&str] = &{keys:?};").unwrap();
                first = Some((folder, texts));
            }
            Some((other, keys)) => check_same_keys((other, keys), (&folder, &texts)),
        }
    }
    let out = env::var_os("OUT_DIR").expect("cargo names a folder for what is generated");
    fs::write(Path::new(&out).join("text.rs"), tables).expect("the folder can be written");
}

/// What points to a sentence of an article: part of what is found out, not of what is said, and there without any words too.
const QUOTE: &str = ".quote";

/// What the keys begin with that the program makes of ids. All others are looked up while it is compiled, and no name of theirs
/// is left in it.
const NAMED: [&str; 19] = [
    "called.",
    "certificate.",
    "chapter.",
    "class.",
    "document.",
    "field.",
    "frame.verdict.",
    "gap.",
    "national-class.",
    "on-file.",
    "person.",
    "problem.",
    "programme.",
    "question.",
    "right.",
    "rule.",
    "settle.",
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
    for file in entries(folder).into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
    {
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
