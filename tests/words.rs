//! What is put into words and into files: every id has its words, nothing panics, what is written can be read again.

use std::path::Path;
use std::sync::LazyLock;

use fastrand::Rng;
use jiuzhu_engine::case::{Case, RegionCode, Relation};
use jiuzhu_engine::programmes::RULES;
use jiuzhu_engine::{Date, HouseholdQuestion, MemberQuestion, Programme, Range, Rulebook, Truth, Verdict, assess};
use jiuzhu_selfcheck::api::{AssessmentOut, CaseFile, Code, Error};
use jiuzhu_selfcheck::explain::{explain, verdict_words};
use jiuzhu_selfcheck::text::{has, named};
use jiuzhu_selftest::random;
use xtask::golden;

const TODAY: Date = Date::literal(2026, 11, 21);
const HOUSEHOLDS: u64 = 400;

static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| {
    let bytes = xtask::rules::compile(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the rules compile");
    Rulebook::from_bytes(&bytes).expect("what was just compiled can be read")
});

fn random_cases() -> impl Iterator<Item = Case> {
    (0..HOUSEHOLDS).map(|seed| {
        let mut random = Rng::with_seed(seed);
        let whole = random::whole(&mut random, &RULEBOOK);
        if seed % 4 == 0 { whole } else { random::partial(&mut random, &RULEBOOK, &whole) }
    })
}

/// What can come of a rule: what the office may do is only told where it may, a measure out of force only that it is, and what
/// nobody but the place knows stays open. Words for the rest would never be read.
fn turns(rule: &str) -> &'static [&'static str] {
    match rule {
        "single-may" | "unemployed-epidemic" | "heating-may" | "graduate-may" | "phase-out-may" => &["yes"],
        "rigid-since" | "graduate-since" | "unemployed-dormant" | "one-off-dormant" => &["no"],
        "price-rise" | "disaster-relief" | "epidemic-struck" => &["unknown"],
        "member-applicant" => &["yes"],
        "member-absent" => &["no"],
        "member-spouse" | "purchase" | "costly-school" | "heating-winter" => &["yes", "unknown"],
        "phase-out-since" | "refer-housing" | "refer-first-aid" | "refer-case-by-case" | "refer-charity"
        | "refer-farming" => &["no", "unknown"],
        _ => &["yes", "no", "unknown"],
    }
}

#[test]
fn every_id_has_its_words() {
    let mut keys: Vec<String> = Vec::new();
    for rule in RULES {
        keys.extend(["yes", "no", "unknown"].into_iter().filter_map(|truth| {
            let key = format!("rule.{}.{truth}", rule.id);
            let spoken = turns(rule.id).contains(&truth);
            assert!(spoken || !has(&key), "nobody ever reads `{key}`");
            spoken.then_some(key)
        }));
    }
    keys.extend(HouseholdQuestion::ALL.iter().map(|question| format!("question.{}.name", question.id())));
    keys.extend(MemberQuestion::ALL.iter().map(|question| format!("question.{}.name", question.id())));
    for programme in Programme::ALL {
        keys.extend(["name", "short", "what"].map(|text| format!("programme.{}.{text}", programme.id())));
    }
    let missing: Vec<String> = keys.into_iter().filter(|key| !has(key)).collect();
    assert!(missing.is_empty(), "these have no words: {missing:#?}");
}

#[test]
fn nothing_is_granted_or_refused_here() {
    for texts in [include_str!("../text/zh-Hans/result.toml"), include_str!("../text/zh-Hans/rules.toml")] {
        assert!(!texts.contains("批准"), "only the office grants or refuses");
    }
}

#[test]
fn the_pointers_to_quotes_point_at_a_sentence_on_file() {
    for rule in RULES.iter().filter(|rule| has(&format!("rule.{}.quote", rule.id))) {
        let words = named(&format!("rule.{}.quote", rule.id));
        let mut quotes = RULEBOOK.quotes.iter().filter(|quote| {
            let source = &RULEBOOK.sources[usize::from(quote.source)].id;
            rule.law.iter().any(|article| article.source == source && article.article == quote.article)
        });
        assert!(quotes.any(|quote| quote.text.contains(words)), "no quote of `{}` holds `{words}`", rule.id);
    }
}

#[test]
fn every_rule_cites_an_article_that_is_in_force_today() {
    for rule in RULES {
        assert!(jiuzhu_selfcheck::citation::in_force(&RULEBOOK, rule, TODAY).next().is_some(), "{}", rule.id);
    }
}

#[test]
fn any_household_can_be_put_into_words() {
    for case in random_cases() {
        let assessment = assess(&RULEBOOK, &case);
        let text = explain(&RULEBOOK, &case, &assessment).to_text();
        assert!(!text.contains('{') && !text.contains('}'), "a value is missing in\n{text}");
        assert!(text.lines().all(|line| !line.ends_with('：')), "something is announced and does not come in\n{text}");
        for finding in &assessment.findings {
            assert!(text.contains(verdict_words(finding.verdict)));
        }
    }
}

#[test]
fn the_same_case_is_always_written_the_same() {
    for case in random_cases() {
        let write = || {
            let assessment = assess(&RULEBOOK, &case);
            serde_json::to_string(&AssessmentOut::of(&RULEBOOK, &case, &assessment)).expect("it can be written")
        };
        assert_eq!(write(), write());
    }
}

#[test]
fn a_case_that_is_written_is_read_again_as_it_was() {
    for mut case in random_cases() {
        // Whoever is listed first is the applicant, whether a file says so or not.
        if let Some(first) = case.members.as_mut().and_then(|members| members.first_mut()) {
            first.relation = Some(Relation::Applicant);
        }
        // A file holds no day before the first that can be asked about.
        case.hardship.event_date = case.hardship.event_date.filter(|day| *day >= Date::literal(2014, 5, 1));
        let file = CaseFile::of(&case);
        let json = serde_json::to_string(&file).expect("it can be written");
        let read: CaseFile = serde_json::from_str(&json).expect("it can be read");
        let toml = toml::to_string(&file).expect("it can be written");
        assert_eq!(toml::from_str::<CaseFile>(&toml).expect("it can be read"), read);
        let (read, errors) = read.read(&RULEBOOK, TODAY);
        assert_eq!(errors, [], "{json}");
        assert_eq!(read, case, "{json}");
    }
}

fn errors(toml: &str) -> (Case, Vec<Error>) {
    toml::from_str::<CaseFile>(toml).expect("the form is right").read(&RULEBOOK, TODAY)
}

#[test]
fn each_wrong_field_is_named_and_the_rest_is_kept() {
    let (case, errors) = errors(
        r#"
        as_of = "2013-01-01"
        place = { hukou = "甘肃省兰州市城关区", residence = "city", local_standard = "-5" }
        members = [
            { relation = "applicant", age = 131 },
            { relation = "applicant", age = 12, disability = "physical" },
        ]
        income = { wages = { amount = "12.345", period = "month" }, transfer = { amount = "900" }, other = { from = "9", to = "8", period = "year" } }
        property = { vehicles = "two", homes = 1, financial = 3000 }
        hardship = { event_date = "2026-02-30" }
        "#,
    );
    let told: Vec<(&str, Code, &str)> =
        errors.iter().map(|error| (error.path.as_str(), error.code, error.given.as_str())).collect();
    let expected = [
        ("as_of", Code::OutOfBounds, "2013-01-01"),
        ("place.residence", Code::UnknownWord, "city"),
        ("place.local_standard", Code::Negative, "-5"),
        ("members[0].age", Code::OutOfBounds, "131"),
        ("members[1].relation", Code::Applicant, "applicant"),
        ("members[1].disability_grade", Code::Missing, ""),
        ("income.wages.amount", Code::TooPrecise, "12.345"),
        ("income.transfer.period", Code::Missing, ""),
        ("income.other", Code::WrongOrder, "9\u{2013}8"),
        ("property.financial.amount", Code::WrongType, "3000"),
        ("property.vehicles", Code::WrongType, "two"),
        ("hardship.event_date", Code::NotADay, "2026-02-30"),
    ];
    let mut told_sorted = told.clone();
    let mut expected_sorted = expected.to_vec();
    told_sorted.sort_by_key(|(path, ..)| *path);
    expected_sorted.sort_by_key(|(path, ..)| *path);
    assert_eq!(told_sorted, expected_sorted);
    assert_eq!(case.place.hukou, RegionCode::parse("620102"));
    assert_eq!(case.property.homes, Some(1));
    assert_eq!(case.members.map(|members| (members.len(), members[1].age)), Some((2, Some(12))));
}

#[test]
fn an_error_says_what_is_allowed() {
    let (_, errors) = errors("place = { residence = \"city\", hukou = \"999999\" }");
    let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "`place.hukou` is `999999`; allowed is a code of six digits or the whole name of a place in rules/regions.csv",
            "`place.residence` is `city`; allowed is `urban`, `rural`",
        ]
    );
}

#[test]
fn what_counts_for_nothing_is_never_said_to_be_known() {
    let case = Case::on(TODAY);
    let assessment = assess(&RULEBOOK, &case);
    let told = explain(&RULEBOOK, &case, &assessment);
    assert!(told.findings.iter().all(|it| matches!(it.verdict, Verdict::Undetermined | Verdict::Dormant)));
    assert!(told.household.members.is_empty() && told.household.lines.is_empty());
    assert_eq!(assessment.household.counted, Range::ANY);
    assert!(
        assessment
            .findings
            .iter()
            .filter(|finding| finding.verdict != Verdict::Dormant)
            .flat_map(|finding| finding.reasons())
            .all(|it| it.outcome.truth == Truth::Unknown)
    );
}

#[test]
fn an_age_to_come_is_said_while_it_is_near() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/tekun");
    let cases = golden::cases(&folder).expect("the cases can be read");
    let (_, golden) = cases.iter().find(|(file, _)| file.ends_with("fifty-nine.toml")).expect("it is there");
    let (mut case, _) = golden.case_file().read(&RULEBOOK, TODAY);
    let said = [40, 50, 51, 59, 60, 61].map(|age| {
        case.members.as_mut().expect("they were told")[0].age = Some(age);
        let told = explain(&RULEBOOK, &case, &assess(&RULEBOOK, &case));
        told.findings.iter().flat_map(|finding| &finding.flips).any(|flip| flip.contains("满 60 岁以后"))
    });
    assert_eq!(said, [false, true, true, true, false, false]);
}
