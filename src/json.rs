//! A case as JSON in, what comes of it as JSON out: for programs that pass texts and know nothing of our types.

use jiuzhu_engine::{Date, Rulebook, assess};
use serde::Serialize;

use crate::api::{Allowed, AssessmentOut, CaseFile, Code, Error};

/// Assesses a case; without a day of its own, it is asked for today.
///
/// # Errors
/// Everything that is wrong with the case.
pub fn assessed(rulebook: &Rulebook, case: &[u8], today: Date) -> Result<String, Vec<Error>> {
    ensure_object(case).map_err(|error| vec![error])?;
    let file: CaseFile = serde_json::from_slice(case).map_err(|error| vec![no_case(told(&error))])?;
    let (case, errors) = file.read(rulebook, today);
    if errors.is_empty() {
        Ok(written(&AssessmentOut::of(rulebook, &case, &assess(rulebook, &case))))
    } else {
        Err(errors)
    }
}

/// What is wrong with a case, in the place of an assessment.
pub fn refused(errors: &[Error]) -> String {
    #[derive(Serialize)]
    struct Refused<'a> {
        errors: &'a [Error],
    }
    written(&Refused { errors })
}

/// Refuses a list, which would otherwise be read as the fields of a case in their order.
///
/// # Errors
/// If the JSON is anything else than an object.
pub fn ensure_object(json: &[u8]) -> Result<(), Error> {
    match json.trim_ascii_start().first() {
        Some(b'{') => Ok(()),
        Some(_) => Err(no_case("something else".to_owned())),
        None => Err(no_case("nothing".to_owned())),
    }
}

fn no_case(given: String) -> Error {
    Error { code: Code::NotACase, path: String::new(), given, allowed: Allowed::Case }
}

/// What the reader says, with the place; that one line is the first is left out.
fn told(error: &serde_json::Error) -> String {
    let told = error.to_string();
    let what = without_text(told.rsplit_once(" at line ").map_or(told.as_str(), |(what, _)| what));
    match error.line() {
        ..=1 => format!("column {}: {what}", error.column()),
        line => format!("line {line}, column {}: {what}", error.column()),
    }
}

/// Leaves out the text that stands where none may: Serde shows it as `Debug` does, which the lean build has nothing of.
fn without_text(what: &str) -> String {
    let text = what.strip_prefix("invalid type: string ").and_then(|text| text.rsplit_once(", expected "));
    text.map_or_else(|| what.to_owned(), |(_, expected)| format!("invalid type: string, expected {expected}"))
}

fn written(answer: &impl Serialize) -> String {
    serde_json::to_string(answer).expect("texts, numbers, lists and objects with texts for keys can be written")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_the_wrong_place_is_not_repeated() {
        let error = |json: &str| told(&serde_json::from_str::<CaseFile>(json).expect_err("no case"));
        assert_eq!(
            error(r#"{"members":["a, expected b"]}"#),
            "column 27: invalid type: string, expected struct MemberFile"
        );
        assert_eq!(
            error("{\n\"members\":[1]}"),
            "line 2, column 12: invalid type: integer `1`, expected struct MemberFile"
        );
    }
}
