//! Every word a person reads, looked up by key. The texts live in `text/`; the build turns them into sorted tables.

use std::sync::LazyLock;

use jiuzhu_engine::packed;

mod tables {
    include!(concat!(env!("OUT_DIR"), "/text.rs"));
}

/// The texts of the language in use, sorted by key. One folder of `text/` is one language, with the same keys in each.
static TABLE: LazyLock<Vec<(String, &str)>> = LazyLock::new(|| {
    let (keys, texts) = tables::ZH_HANS;
    let texts = packed::unpack(texts).unwrap_or_default().leak();
    let mut key = String::new();
    let whole = |line: &str| {
        let own = line.trim_start_matches('.');
        let same = key.split_inclusive('.').take(line.len() - own.len()).map(str::len).sum();
        key.truncate(same);
        key.push_str(own);
        key.clone()
    };
    keys.lines().map(whole).zip(texts.lines()).collect()
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
        let (mut low, mut high) = (0, tables::KEYS.len());
        while low < high {
            let middle = (low + high) / 2;
            if is_before(tables::KEYS[middle].as_bytes(), name.as_bytes()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        assert!(
            low < tables::KEYS.len() && !is_before(name.as_bytes(), tables::KEYS[low].as_bytes()),
            "no text has this key"
        );
        Key(low as u16)
    }
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
macro_rules! key {
    ($name:literal) => {
        const { crate::text::Key::of($name) }
    };
}

/// A text.
pub fn get(key: Key) -> &'static str {
    TABLE[usize::from(key.0)].1
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
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        filled.push_str(before);
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => filled.push_str(value),
            None if cfg!(debug_assertions) => panic!("a text names `{{{name}}}`, which is not given"),
            None => {}
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

fn find(key: &str) -> Option<&'static str> {
    TABLE.binary_search_by(|(known, _)| known.as_str().cmp(key)).ok().map(|index| TABLE[index].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_its_text_and_the_keys_are_sorted() {
        let (keys, texts) = tables::ZH_HANS;
        let texts = packed::unpack(texts).expect("the build packed them");
        assert_eq!(keys.lines().count(), texts.lines().count());
        assert!(TABLE.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(TABLE.iter().map(|(key, _)| key.as_str()).eq(tables::KEYS.iter().copied()));
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
    #[should_panic(expected = "`{count}`")]
    fn a_placeholder_without_a_value_is_named() {
        fill(key!("frame.questions-left"), &[]);
    }
}
