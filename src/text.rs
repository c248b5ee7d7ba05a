//! Every word a person reads, looked up by key. The texts live in `text/`; the build packs those of each language into one file.

use std::sync::{LazyLock, OnceLock};

use jiuzhu_engine::packed::unpack;

mod tables {
    include!(concat!(env!("OUT_DIR"), "/text.rs"));
}

/// The texts of the language in use, in the order of their keys.
static TEXTS: OnceLock<Vec<&str>> = OnceLock::new();

/// Takes the packed texts of the language that everything is to be said in; the first call counts.
///
/// # Panics
/// If these are no packed texts, or those of another build.
pub fn speak(packed: &[u8]) {
    take(packed, tables::KEYS.len());
}

/// As [`speak`], with what only the hotline's page says.
///
/// # Panics
/// If these are no packed texts, or those of another build.
pub fn speak_at_hotline(packed: &[u8]) {
    take(packed, tables::KEYS.len() + tables::HOTLINE_KEYS.len());
}

fn take(packed: &[u8], count: usize) {
    let texts: Vec<&str> = unpack(packed).unwrap_or_default().leak().lines().collect();
    assert_eq!(texts.len(), count, "these texts belong to another build");
    let _ = TEXTS.set(texts);
}

fn texts() -> &'static [&'static str] {
    // What leads the interview brings its texts in a file; all else has those of the first language within.
    if cfg!(not(all(feature = "interview", target_arch = "wasm32"))) && TEXTS.get().is_none() {
        speak_at_hotline(tables::HOTLINE_PACKED[0].1);
    }
    TEXTS.get().map_or(&[], Vec::as_slice)
}

/// The keys by which texts are looked up while the program runs, each with the place of its text. A line is a key, with a dot for
/// each part that is the same as in the line before, or how many texts are passed over.
static NAMES: LazyLock<Vec<(String, u16)>> = LazyLock::new(|| {
    let (mut names, mut name, mut place) = (Vec::new(), String::new(), 0);
    for line in tables::NAMES.lines() {
        if let Ok(passed) = line.parse::<u16>() {
            place += passed;
            continue;
        }
        let own = line.trim_start_matches('.');
        let same = name.split_inclusive('.').take(line.len() - own.len()).map(str::len).sum();
        name.truncate(same);
        name.push_str(own);
        names.push((name.clone(), place));
        place += 1;
    }
    names
});

/// A text that is known to be there: its place in the table. Made by `key!`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(u16);

impl Key {
    /// Looks a text up while compiling.
    ///
    /// # Panics
    /// If there is no such text.
    pub const fn of(name: &str) -> Key {
        match Key::find(name) {
            Some(key) => key,
            None => panic!("no text has this key"),
        }
    }

    /// The key with the name `kind.id`.
    ///
    /// # Panics
    /// If there is no such text.
    pub const fn within(kind: &str, id: &str) -> Key {
        let mut place = 0;
        while place < tables::KEYS.len() {
            let name = tables::KEYS[place].as_bytes();
            let (kind, id) = (kind.as_bytes(), id.as_bytes());
            if name.len() == kind.len() + 1 + id.len() && has_at(name, 0, kind) && has_at(name, kind.len() + 1, id) {
                return Key(place as u16);
            }
            place += 1;
        }
        panic!("no text has this key")
    }

    /// The place of the text among those of its language.
    pub fn place(self) -> usize {
        usize::from(self.0)
    }

    /// The key with this name, if there is such a text.
    pub const fn find(name: &str) -> Option<Key> {
        match place_in(tables::KEYS, name) {
            Some(place) => Some(Key(place as u16)),
            None => match place_in(tables::HOTLINE_KEYS, name) {
                Some(place) => Some(Key((tables::KEYS.len() + place) as u16)),
                None => None,
            },
        }
    }
}

const fn place_in(sorted: &[&str], name: &str) -> Option<usize> {
    let (mut low, mut high) = (0, sorted.len());
    while low < high {
        let middle = (low + high) / 2;
        if is_before(sorted[middle].as_bytes(), name.as_bytes()) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if low < sorted.len() && !is_before(name.as_bytes(), sorted[low].as_bytes()) { Some(low) } else { None }
}

const fn has_at(whole: &[u8], start: usize, part: &[u8]) -> bool {
    let mut at = 0;
    while at < part.len() {
        if whole[start + at] != part[at] {
            return false;
        }
        at += 1;
    }
    true
}

const fn is_before(one: &[u8], two: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < two.len() {
        if one[at] != two[at] {
            return one[at] < two[at];
        }
        at += 1;
    }
    one.len() < two.len()
}

/// The [`Key`] of a text. A text that is missing stops the build, and no name is left in the program.
#[macro_export]
macro_rules! key {
    ($name:literal) => {
        const { $crate::text::Key::of($name) }
    };
}

/// A language of the page.
#[cfg(feature = "words")]
pub struct Language {
    /// Its folder in `text/`, and what it is called in HTML.
    pub id: &'static str,
    /// The address of its page, beside the others.
    pub address: &'static str,
    /// Its own name for itself.
    pub name: Key,
    /// The value of `dir` in HTML.
    pub direction: &'static str,
}

#[cfg(feature = "words")]
impl Language {
    /// Whether all of it is translated. Where it waits for a qualified translator, most is said in Chinese.
    pub fn is_complete(&self) -> bool {
        !tables::AWAITING.contains(&self.id)
    }
}

/// The languages, the one in which everything is written first before the others.
#[cfg(feature = "words")]
pub const LANGUAGES: [Language; 4] = [
    Language { id: "zh-Hans", address: "./", name: key!("language.zh-Hans"), direction: "ltr" },
    Language { id: "bo", address: "bo.html", name: key!("language.bo"), direction: "ltr" },
    Language { id: "en", address: "en.html", name: key!("language.en"), direction: "ltr" },
    Language { id: "ug", address: "ug.html", name: key!("language.ug"), direction: "rtl" },
];

/// The packed texts of a language; the page has them in a file instead.
#[cfg(feature = "words")]
pub fn packed(language: &Language) -> Option<&'static [u8]> {
    tables::PACKED.iter().find(|(id, _)| *id == language.id).map(|(_, texts)| *texts)
}

/// As [`packed`], with what only the hotline's page says.
#[cfg(feature = "words")]
pub fn packed_for_hotline(language: &Language) -> Option<&'static [u8]> {
    tables::HOTLINE_PACKED.iter().find(|(id, _)| *id == language.id).map(|(_, texts)| *texts)
}

/// A text.
pub fn get(key: Key) -> &'static str {
    texts()[key.place()]
}

/// The text with this name, for names that are made of ids. A name without a text shows itself, so that a slip never takes the
/// page away.
///
/// # Panics
/// In debug builds, and so in tests, when there is no such text.
pub fn named(key: &str) -> &'static str {
    match find(key) {
        Some(text) => text,
        None if cfg!(debug_assertions) => panic!("no text has the key `{key}`"),
        // Keys are written in the code or made of ids; a leak of one missing key is bounded and cannot happen in tests.
        None => String::leak(key.to_owned()),
    }
}

/// Whether there is a text with this key.
pub fn has(key: &str) -> bool {
    find(key).is_some()
}

/// The text, each `{name}` in it replaced by its value.
///
/// # Panics
/// In debug builds, and so in tests, when it names something that is not among the values.
pub fn fill(key: Key, values: &[(&str, &str)]) -> String {
    filled(get(key), values)
}

/// As [`fill`], for names that are made of ids.
///
/// # Panics
/// In debug builds, and so in tests, when there is no such text or it names something that is not among the values.
pub fn fill_named(key: &str, values: &[(&str, &str)]) -> String {
    filled(named(key), values)
}

/// A text with its values put in.
///
/// # Panics
/// In debug builds, and so in tests, when it names something that is not among the values.
pub fn filled(mut rest: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(rest.len() + 16);
    let whole = rest;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        filled.push_str(before);
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => filled.push_str(value),
            None if cfg!(debug_assertions) => panic!("`{whole}` names `{{{name}}}`, which is not given"),
            None => {}
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// Whether the language writes its numbers in figures and nothing else.
#[cfg(feature = "words")]
pub fn has_arabic_numerals() -> bool {
    get(key!("numeral.digits")).starts_with('0')
}

/// Texts put together with another between them. One way for all: each kind of text would bring its own.
pub fn joined(parts: &[String], between: Key) -> String {
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    parts.join(get(between))
}

fn find(key: &str) -> Option<&'static str> {
    let found = NAMES.binary_search_by(|(name, _)| name.as_str().cmp(key));
    debug_assert!(
        found.is_ok() || Key::find(key).is_none(),
        "`{key}` is a text, but `NAMED` in build.rs keeps no name of its kind"
    );
    Some(texts()[usize::from(NAMES[found.ok()?].1)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_its_text_and_the_keys_are_sorted() {
        let keys = || tables::KEYS.iter().chain(tables::HOTLINE_KEYS);
        assert_eq!(texts().len(), keys().count());
        assert!([tables::KEYS, tables::HOTLINE_KEYS].iter().all(|keys| keys.windows(2).all(|pair| pair[0] < pair[1])));
        assert!(keys().enumerate().all(|(place, key)| Key::of(key) == Key(place as u16)));
    }

    #[test]
    fn every_language_has_its_texts() {
        let ids: Vec<&str> = LANGUAGES.iter().map(|language| language.id).collect();
        assert_eq!(ids, tables::PACKED.iter().map(|(id, _)| *id).collect::<Vec<_>>());
        for language in &LANGUAGES {
            let texts = unpack(packed(language).unwrap()).unwrap();
            assert_eq!(texts.lines().nth(key!("language.own").place()), Some(language.id));
            assert_eq!(texts.lines().nth(language.name.place()), Some(get(language.name)));
        }
    }

    #[test]
    fn a_name_leads_to_the_text_of_its_key() {
        assert!(NAMES.len() > 100);
        assert!(NAMES.iter().all(|(name, place)| tables::KEYS[usize::from(*place)] == name));
    }

    #[test]
    fn placeholders_are_replaced_by_name() {
        let filled = fill(key!("frame.questions-left"), &[("count", "6")]);
        assert!(filled.contains('6') && !filled.contains('{'));
    }

    #[test]
    #[should_panic(expected = "no text has the key `no.such.key`")]
    fn a_missing_text_is_named() {
        named("no.such.key");
    }

    #[test]
    #[should_panic(expected = "`NAMED` in build.rs keeps no name of its kind")]
    fn a_text_that_has_a_key_only_is_not_taken_for_missing() {
        has("date.day");
    }

    #[test]
    #[should_panic(expected = "`{count}`")]
    fn a_placeholder_without_a_value_is_named() {
        fill(key!("frame.questions-left"), &[]);
    }
}
