//! The hand-written types of the package name what the engine knows, every word of it and no other.

use std::collections::BTreeSet;

use jiuzhu_engine::assessment::{Deduction, FigureOf, Often, PayoutKind, Used};
use jiuzhu_engine::case::{
    Absence, DisabilityKind, Event, ExemptIncome, Graduate, Illness, Period, Relation, Residence, Student, Supporters,
    Work,
};
use jiuzhu_engine::condition::Gap;
use jiuzhu_engine::programmes::RULES;
use jiuzhu_engine::rulebook::Kind;
use jiuzhu_engine::{HouseholdQuestion, MemberQuestion, Programme, Verdict};
use jiuzhu_selfcheck::api::{
    CaseFile, ExemptFile, ExpensesFile, HardshipFile, IncomeFile, MemberFile, PlaceFile, PropertyFile, ReceivesFile,
};
use serde::Deserialize;
use serde::de::value::{Error, MapDeserializer, StrDeserializer};

const TYPES: &str = include_str!("../../www/embed/index.d.ts");
const TEXTS: &str = include_str!("../../text/zh-Hans/result.toml");

/// The words in single quotes from this start up to the next semicolon.
fn declared(start: &str) -> BTreeSet<&'static str> {
    let (_, rest) = TYPES.split_once(start).unwrap_or_else(|| panic!("index.d.ts has no `{start}`"));
    let union = rest.split(';').next().unwrap_or_default();
    union.split('\'').skip(1).step_by(2).collect()
}

/// The names that a refusal of `told` lists.
fn expected<T>(read: Result<T, Error>) -> BTreeSet<String> {
    let Err(error) = read else { panic!("the name should not exist") };
    let error = error.to_string();
    let (_, names) = error.split_once("expected").expect("it says what it expects");
    names.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn words<T: for<'de> Deserialize<'de>>() -> BTreeSet<String> {
    expected(T::deserialize(StrDeserializer::new("?")))
}

fn fields<T: for<'de> Deserialize<'de>>() -> BTreeSet<String> {
    expected(T::deserialize(MapDeserializer::new([("?", "?")].into_iter())))
}

fn ids<'a>(ids: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    ids.into_iter().map(str::to_owned).collect()
}

#[test]
fn every_union_of_the_types_has_the_words_of_the_engine() {
    let texts: toml::Table = TEXTS.parse().expect("the texts are TOML");
    let keys = |table: &str| ids(texts[table].as_table().expect("a table").keys().map(String::as_str));
    for (start, words) in [
        ("export type Programme =", ids(Programme::ALL.iter().map(|it| it.id()))),
        ("export type Rule =", ids(RULES.iter().map(|it| it.id))),
        ("export type Gap =", ids(Gap::ALL.iter().map(|it| it.id()))),
        ("export type HouseholdQuestion =", ids(HouseholdQuestion::ALL.iter().map(|it| it.id()))),
        ("export type MemberQuestion =", ids(MemberQuestion::ALL.iter().map(|it| it.id()))),
        ("export type Document =", keys("document")),
        ("export type Time =", keys("time")),
        ("export type Right =", keys("right")),
        ("export type Verdict =", words::<Verdict>()),
        ("export type Payment =", words::<PayoutKind>()),
        ("export type Period =", words::<Period>()),
        ("export type Event =", words::<Event>()),
        ("export type ExemptIncome =", words::<ExemptIncome>()),
        ("readonly often:", words::<Often>()),
        ("person (yuan a year). */\n  readonly of:", words::<FigureOf>()),
        ("deductions: readonly {\n    readonly of:", words::<Deduction>()),
        ("readonly used:", words::<Used>()),
        ("readonly kind?:", words::<Kind>()),
        ("readonly residence?:", words::<Residence>()),
        ("readonly relation?:", words::<Relation>()),
        ("readonly student?:", words::<Student>()),
        ("readonly illness?:", words::<Illness>()),
        ("readonly work?:", words::<Work>()),
        ("readonly absence?:", words::<Absence>()),
        ("readonly supporters?:", words::<Supporters>()),
        ("readonly disability:", words::<DisabilityKind>()),
        ("readonly graduate?:", words::<Graduate>()),
    ] {
        assert_eq!(declared(start), words.iter().map(String::as_str).collect(), "{start}");
    }
}

#[test]
fn every_field_of_a_case_has_its_type() {
    for fields in [
        fields::<CaseFile>(),
        fields::<PlaceFile>(),
        fields::<MemberFile>(),
        fields::<IncomeFile>(),
        fields::<ExemptFile>(),
        fields::<ExpensesFile>(),
        fields::<PropertyFile>(),
        fields::<HardshipFile>(),
        fields::<ReceivesFile>(),
    ] {
        assert!(!fields.is_empty());
        for field in fields {
            let declared = [format!("readonly {field}?: "), format!("readonly {field}: ")];
            assert!(declared.iter().any(|it| TYPES.contains(it)), "`{field}` has no type");
        }
    }
}
