//! Places by name: found by what people type, listed level by level.

use jiuzhu_engine::Rulebook;
use jiuzhu_engine::case::RegionCode;
use jiuzhu_engine::rulebook::Region;

/// The most places shown for what was typed.
pub const MOST_FOUND: usize = 20;

/// The names of a place and of what it lies in, the widest first.
pub fn full_name(rulebook: &Rulebook, code: RegionCode) -> String {
    let mut names: Vec<&str> =
        rulebook.lineage(code).filter_map(|it| Some(rulebook.region(it)?.name.as_str())).collect();
    names.reverse();
    names.join(" ")
}

/// The name of the place alone.
pub fn name(rulebook: &Rulebook, code: RegionCode) -> &str {
    rulebook.region(code).map_or("", |region| &region.name)
}

/// The places directly inside another: prefectures, or counties that belong to no prefecture. Without another, the provinces.
pub fn inside(rulebook: &Rulebook, wider: Option<RegionCode>) -> Vec<&Region> {
    let is_inside = |region: &&Region| match wider {
        Some(wider) => rulebook.lineage(region.code).nth(1) == Some(wider),
        None => region.code != RegionCode::COUNTRY && region.code == region.code.province(),
    };
    rulebook.regions.iter().filter(is_inside).collect()
}

/// The places that fit what was typed, the best first, and whether there are more than are given.
///
/// Every word must stand in the names of the place or of what it lies in, at least one of them in its own. Words run
/// together (`甘南夏河`) are understood when their signs follow each other in the full name.
pub fn find(rulebook: &Rulebook, typed: &str) -> (Vec<RegionCode>, bool) {
    // Asking of every sign whether it is a letter would bring the tables of all scripts into the page.
    let is_between = |sign: char| sign.is_whitespace() || sign.is_ascii_punctuation() || "，、。·；（）".contains(sign);
    let words: Vec<&str> = typed.split(is_between).filter(|word| !word.is_empty()).collect();
    let Some(last) = words.last() else {
        return (Vec::new(), false);
    };
    let all = || rulebook.regions.iter().filter(|region| region.code != RegionCode::COUNTRY);
    let fits =
        |region: &Region, word: &str| rulebook.lineage(region.code).any(|code| holds(name(rulebook, code), word));
    // The wider of two places that fit equally well comes first.
    let level = |code: RegionCode| match code {
        _ if code == code.province() => 0,
        _ if code == code.prefecture() => 1,
        _ => 2,
    };
    let mut found: Vec<(u8, u8, RegionCode)> = all()
        .filter(|region| words.iter().all(|word| fits(region, word)))
        .map(|region| {
            let rank = match () {
                () if region.name == *last => 0,
                () if region.name.starts_with(last) => 1,
                () if holds(&region.name, last) => 2,
                () if words.iter().any(|word| holds(&region.name, word)) => 3,
                // Typing a province or prefecture by name also shows what lies in it, after everything else.
                () => 4,
            };
            (rank, level(region.code), region.code)
        })
        .collect();
    if found.is_empty() {
        let signs: String = words.concat();
        let ends_in = |region: &Region| signs.chars().next_back().is_some_and(|sign| region.name.contains(sign));
        let follow = |region: &Region| follow_each_other(&signs, &full_name(rulebook, region.code));
        found = all()
            .filter(|region| ends_in(region) && follow(region))
            .map(|region| (0, level(region.code), region.code))
            .collect();
    }
    found.sort();
    let more = found.len() > MOST_FOUND;
    (found.into_iter().take(MOST_FOUND).map(|(.., code)| code).collect(), more)
}

/// Whether a word stands in a name. Thousands of names are looked through while somebody types, each too short for the search of the
/// standard library to pay for its preparations.
fn holds(name: &str, word: &str) -> bool {
    name.as_bytes().windows(word.len()).any(|part| part == word.as_bytes())
}

fn follow_each_other(signs: &str, name: &str) -> bool {
    let mut rest = name.chars();
    signs.chars().all(|sign| rest.any(|other| other == sign))
}
