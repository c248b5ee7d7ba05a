//! Turns `text/<language>/*.toml` into one sorted table per language, so that the page carries no parser.
//!
//! The texts of a language are packed, each on a line of its own, into what becomes a file beside the program. The program itself
//! keeps only the names by which it looks texts up while it runs. A name leaves out the parts that it has in common with the
//! one before it, but for their dots. All other keys become places in the table while the page is compiled.
//!
//! What only the hotline's page says comes after all that the citizen's page knows, in a second file: the places of the others stay.
//!
//! Nested tables are flattened with dots and the name of the file is not part of a key, so that a text can move between
//! files without touching the code that shows it.
//!
//! A language that lacks a whole file waits for its translator: what it says already stands before the Chinese, and everything
//! else is said in Chinese alone.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use jiuzhu_engine::packed;
use toml::{Table, Value};

/// The language in which everything is written first.
const OWN: &str = "zh-Hans";

/// The files whose texts no program shows: those of HTML files alone, and of the mini-program's own scripts.
const WITHOUT_PROGRAM: [&str; 4] = ["figures", "miniprogram", "selftest", "shell"];

/// The file whose texts only the hotline's page shows, and what their keys begin with.
const HOTLINE: &str = "hotline";

/// One text and the file that it stands in.
struct Text {
    value: String,
    file: PathBuf,
}

type Texts = BTreeMap<String, Text>;

/// What is said in one language.
struct Language {
    folder: PathBuf,
    /// The files that it has.
    files: Vec<OsString>,
    /// What the citizen's page says, and the hotline's.
    texts: Texts,
    /// What only the hotline's page says.
    hotline: Texts,
}

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=text");
    let mut languages: Vec<Language> = entries(Path::new("text")).into_iter().map(Language::read).collect();
    languages.sort_by_key(|language| !language.folder.ends_with(OWN));
    let has_words = env::var_os("CARGO_FEATURE_WORDS").is_some();
    if !has_words {
        languages.truncate(1);
        languages[0].texts.retain(|key, _| key.ends_with(QUOTE));
        languages[0].hotline.clear();
    }
    let (own, others) = languages.split_first_mut().expect("there is a language");
    let mut awaiting = Vec::new();
    for language in others.iter_mut().filter(|other| other.files != own.files) {
        language.stand_before(own);
        awaiting.push(language.id().to_owned());
    }
    let own = &languages[0];
    for language in &languages {
        check_same_keys((&own.folder, &own.texts), (&language.folder, &language.texts));
        check_same_keys((&own.folder, &own.hotline), (&language.folder, &language.hotline));
    }
    let mut tables = String::new();
    writeln!(tables, "pub(super) const NAMES: &str = {:?};", shortened(own.texts.keys())).unwrap();
    for (name, texts) in [("KEYS", &own.texts), ("HOTLINE_KEYS", &own.hotline)] {
        writeln!(tables, "pub(super) const {name}: &[&str] = &{:?};", texts.keys().collect::<Vec<_>>()).unwrap();
    }
    // Without words there is nothing that one page says and the other does not.
    for (name, with_hotline) in
        [("HOTLINE_PACKED", true), ("PACKED", false)].into_iter().take(1 + usize::from(has_words))
    {
        writeln!(tables, "pub(super) const {name}: &[(&str, &[u8])] = &[").unwrap();
        for language @ Language { texts, hotline, .. } in &languages {
            let (id, more) = (language.id(), hotline.values().filter(|_| with_hotline));
            let values: Vec<&str> = texts.values().chain(more).map(|text| text.value.as_str()).collect();
            writeln!(tables, "({id:?}, b\"{}\"),", packed::pack(&values.join("\n")).escape_ascii()).unwrap();
        }
        tables.push_str("];\n");
    }
    if has_words {
        writeln!(tables, "pub(super) const AWAITING: &[&str] = &{awaiting:?};").unwrap();
    }
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

impl Language {
    fn read(folder: PathBuf) -> Language {
        let (mut texts, mut hotline) = (Texts::new(), Texts::new());
        let files = entries(&folder).iter().filter_map(|file| file.file_name()).map(OsString::from).collect();
        for file in entries(&folder) {
            let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            if file.extension().is_none_or(|extension| extension != "toml") || WITHOUT_PROGRAM.contains(&stem) {
                continue;
            }
            let content = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            let table: Table = content.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            if stem == HOTLINE {
                flatten(&file, HOTLINE, table, &mut hotline);
            } else {
                flatten(&file, "", table, &mut texts);
            }
        }
        Language { folder, files, texts, hotline }
    }

    fn id(&self) -> &str {
        self.folder.file_name().and_then(|name| name.to_str()).expect("a language has a name")
    }

    /// Says in the first language what is not translated yet, and beside what is: a reader of the one helps a reader of the other.
    fn stand_before(&mut self, own: &Language) {
        for (texts, owns) in [(&mut self.texts, &own.texts), (&mut self.hotline, &own.hotline)] {
            for (key, text) in owns {
                let beside = |mine: Text| match key.starts_with(ABOUT_LANGUAGES) {
                    true => mine.value,
                    false => format!("{} {}", mine.value, text.value),
                };
                let value = texts.remove(key).map_or(text.value.clone(), beside);
                texts.insert(key.clone(), Text { value, file: text.file.clone() });
            }
        }
    }
}

/// What the keys begin with that say something about the languages themselves.
const ABOUT_LANGUAGES: &str = "language.";

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
