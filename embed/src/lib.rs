//! The engine for other web pages and programs in JavaScript, as the npm package in `www/embed/` hands it out.
//!
//! Every function takes whatever it is given and answers with a plain value: `{ ok: true, value }`, or `{ ok: false, errors }`
//! with one entry for everything that is wrong. None of them throws, and none needs more of its host than the clock.

mod given;

use std::sync::OnceLock;

use jiuzhu_engine::spoken::{self, CodeError, EXACT};
use jiuzhu_engine::{Case, Date, Rulebook};
use jiuzhu_selfcheck::api::{Allowed, AssessmentOut, CaseFile, Code, Error, Plain, QuestionOut, RangeOut, RulebookOut};
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::given::{Given, Refusal};

static ENGINE: OnceLock<Engine> = OnceLock::new();

struct Engine {
    rulebook: Rulebook,
    /// The day of the rules.
    day: Date,
}

impl Engine {
    /// Today in China, where the rules hold. A clock that stands before the rules were written is wrong.
    fn today(&self) -> Date {
        const AHEAD: f64 = 8.0 * 3_600_000.0;
        let now = js_sys::Date::new(&JsValue::from_f64(js_sys::Date::now() + AHEAD));
        let year = u16::try_from(now.get_utc_full_year()).unwrap_or_default();
        let [month, day] = [now.get_utc_month() + 1, now.get_utc_date()].map(|it| u8::try_from(it).unwrap_or_default());
        Date::new(year, month, day).unwrap_or(self.day).max(self.day)
    }

    fn case(&self, told: JsValue) -> Result<Case, Vec<Problem>> {
        let file = CaseFile::deserialize(Given::new(told)).map_err(|refusal| vec![of_case(refusal).into()])?;
        let (case, errors) = file.read(&self.rulebook, self.today());
        if errors.is_empty() { Ok(case) } else { Err(errors.into_iter().map(Problem::from).collect()) }
    }
}

/// Takes the compiled rulebook, once and before anything is asked; says whether it is one.
#[wasm_bindgen]
pub fn start(rules: &[u8]) -> bool {
    let engine = Rulebook::from_bytes(rules).ok().and_then(|rulebook| Some(Engine { day: rulebook.day()?, rulebook }));
    engine.is_some_and(|engine| ENGINE.set(engine).is_ok())
}

/// By which rules is judged.
#[wasm_bindgen(js_name = rulebookInfo)]
pub fn rulebook_info() -> JsValue {
    written(&RulebookOut::of(&engine().rulebook))
}

/// Everything that can be said about a case.
#[wasm_bindgen]
pub fn assess(case: JsValue) -> JsValue {
    let engine = engine();
    answer(engine.case(case).map(|case| {
        let assessment = jiuzhu_engine::assess(&engine.rulebook, &case);
        AssessmentOut::of(&engine.rulebook, &case, &assessment)
    }))
}

/// What to ask next; much sooner there than the whole assessment, which looks for the amounts at which a verdict changes.
#[wasm_bindgen]
pub fn next(case: JsValue) -> JsValue {
    #[derive(Serialize)]
    struct Next {
        next: Vec<QuestionOut>,
        sharpen: Vec<QuestionOut>,
    }
    let engine = engine();
    answer(engine.case(case).map(|case| {
        let assessment = jiuzhu_engine::assess(&engine.rulebook, &case);
        let [next, sharpen] =
            [assessment.next, assessment.sharpen].map(|all| all.into_iter().map(QuestionOut::of).collect());
        Next { next, sharpen }
    }))
}

/// The case as digits to read out, with amounts of at most so many significant digits.
#[wasm_bindgen]
pub fn encode(case: JsValue, digits: JsValue) -> JsValue {
    #[derive(Serialize)]
    struct Rounded {
        #[serde(skip_serializing_if = "Option::is_none")]
        question: Option<QuestionOut>,
        told: RangeOut,
        said: RangeOut,
    }
    #[derive(Serialize)]
    struct Encoded {
        code: String,
        rounded: Vec<Rounded>,
    }
    let engine = engine();
    let said = || {
        let digits = significant(digits).map_err(|error| vec![error.into()])?;
        let case = engine.case(case)?;
        let said = spoken::say(&case, engine.day, digits).map_err(|error| vec![error.into()])?;
        let rounded = said.rounded.into_iter().map(|it| Rounded {
            question: it.question.map(QuestionOut::of),
            told: RangeOut::of(it.told),
            said: RangeOut::of(it.said),
        });
        Ok(Encoded { code: said.code, rounded: rounded.collect() })
    };
    answer(said())
}

/// The case that digits say, and the day of the rules that it was told under.
#[wasm_bindgen]
pub fn decode(code: JsValue) -> JsValue {
    #[derive(Serialize)]
    struct Decoded {
        case: CaseFile,
        rules: String,
    }
    let digits = Given::new(code).text().ok_or(CodeError::NotDigits);
    let heard = digits.and_then(|digits| spoken::hear(&digits));
    let heard = heard.map(|heard| Decoded { case: CaseFile::of(&heard.case), rules: heard.rules.to_string() });
    answer(heard.map_err(|error| vec![error.into()]))
}

fn engine() -> &'static Engine {
    ENGINE.get().expect("the loader hands the functions out once they have a rulebook")
}

/// What is refused without a path is the case as a whole.
fn of_case(Refusal(error): Refusal) -> Error {
    if error.path.is_empty() { Error { code: Code::NotACase, allowed: Allowed::Case, ..error } } else { error }
}

/// To how many significant digits an amount is said; all of them unless told.
fn significant(told: JsValue) -> Result<u8, Error> {
    let allowed = Allowed::Whole(1, EXACT.into());
    let wrong = |code, given: String| Error { code, path: "digits".to_owned(), given, allowed };
    if told.is_undefined() {
        return Ok(EXACT);
    }
    match Plain::deserialize(Given::new(told)) {
        Ok(Plain::Whole(number)) => match u8::try_from(number) {
            Ok(digits @ 1..=EXACT) => Ok(digits),
            _ => Err(wrong(Code::OutOfBounds, number.to_string())),
        },
        Ok(odd) => Err(wrong(Code::WrongType, odd.to_string())),
        Err(Refusal(error)) => Err(wrong(Code::WrongType, error.given)),
    }
}

/// What is wrong, for a program and in words.
#[derive(Serialize)]
#[serde(untagged)]
enum Problem {
    /// With a field of a case.
    Case { code: Code, path: String, message: String, given: String, allowed: Allowed },
    /// With digits, or with saying a case in digits.
    Digits { code: CodeError, path: &'static str, message: String },
}

impl From<Error> for Problem {
    fn from(error: Error) -> Problem {
        let message = error.to_string();
        let Error { code, path, given, allowed } = error;
        Problem::Case { code, path, message, given, allowed }
    }
}

impl From<CodeError> for Problem {
    fn from(code: CodeError) -> Problem {
        Problem::Digits { code, path: "", message: code.to_string() }
    }
}

fn answer(answer: Result<impl Serialize, Vec<Problem>>) -> JsValue {
    #[derive(Serialize)]
    struct Answered<T> {
        ok: bool,
        value: T,
    }
    #[derive(Serialize)]
    struct Refused {
        ok: bool,
        errors: Vec<Problem>,
    }
    match answer {
        Ok(value) => written(&Answered { ok: true, value }),
        Err(errors) => written(&Refused { ok: false, errors }),
    }
}

fn written(value: &impl Serialize) -> JsValue {
    value.serialize(&Serializer::json_compatible()).expect("texts, small numbers, lists and objects can be written")
}
