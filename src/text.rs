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

/// The text with this key. A key without a text shows itself, so that a slip never takes the page away.
///
/// # Panics
/// In debug builds, and so in tests, when there is no such text.
pub fn get(key: &str) -> &'static str {
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

/// The text with this key, each `{name}` in it replaced by its value.
///
/// # Panics
/// In debug builds, and so in tests, when there is no such text or it names something that is not among the values.
pub fn fill(key: &str, values: &[(&str, &str)]) -> String {
    let mut rest = get(key);
    let mut filled = String::with_capacity(rest.len() + 16);
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        filled.push_str(before);
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => filled.push_str(value),
            None if cfg!(debug_assertions) => panic!("`{key}` names `{{{name}}}`, which is not given"),
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
    }

    #[test]
    fn placeholders_are_replaced_by_name() {
        let filled = fill("frame.questions-left", &[("count", "6")]);
        assert!(filled.contains('6') && !filled.contains('{'));
    }

    #[test]
    #[should_panic(expected = "no text has the key `no.such.key`")]
    fn a_missing_text_is_named() {
        get("no.such.key");
    }

    #[test]
    #[should_panic(expected = "`{count}`")]
    fn a_placeholder_without_a_value_is_named() {
        fill("frame.questions-left", &[]);
    }
}
