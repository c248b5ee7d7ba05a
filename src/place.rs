//! Names of places: the whole name of a code, and the code behind a whole name.

use jiuzhu_engine::Rulebook;
use jiuzhu_engine::case::RegionCode;

/// Province, prefecture and county in one word, as people write it in a letter; the bare code if nothing has it.
pub fn full_name(rulebook: &Rulebook, code: RegionCode) -> String {
    let mut codes: Vec<RegionCode> = rulebook.lineage(code).collect();
    codes.reverse();
    let name: String =
        codes.into_iter().filter_map(|code| rulebook.region(code)).map(|region| region.name.as_str()).collect();
    if name.is_empty() { code.to_string() } else { name }
}

/// The place with this code of six digits or this whole name.
pub fn find(rulebook: &Rulebook, told: &str) -> Option<RegionCode> {
    let told = told.trim();
    match RegionCode::parse(told) {
        Some(code) => rulebook.region(code).map(|region| region.code),
        None => {
            // The last part of the name leaves few candidates, so that few whole names need to be put together.
            let ends = rulebook.regions.iter().filter(|region| told.ends_with(&region.name));
            ends.map(|region| region.code).find(|code| full_name(rulebook, *code) == told)
        }
    }
}
