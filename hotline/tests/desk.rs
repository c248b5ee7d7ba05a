//! The desk by its keys: what is typed becomes a case, the case comes out as it should, and what leaves can be read back.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiuzhu_engine::case::{Absence, Disability, Illness, Relation, Student};
use jiuzhu_engine::{Date, HouseholdQuestion as Ask, MemberQuestion as AskOf, Range, Rulebook};
use jiuzhu_hotline::field::{self, Field};
use jiuzhu_hotline::note;
use jiuzhu_hotline::sheet::Sheet;
use jiuzhu_hotline::state::{Action, Copy, Focus, State};
use jiuzhu_hotline::value;
use jiuzhu_selftest::golden::Golden;
use serde::Deserialize;
use xtask::golden;
use xtask::{assess, rules};

const TODAY: Date = Date::literal(2026, 11, 22);

/// A call: the golden case that the caller lives in, and what the caller says to each question, as it is typed. Who else lives
/// there is said one after the other; what is not among it, the caller does not know.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Caller {
    case: String,
    says: BTreeMap<String, Vec<String>>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package lies in the project")
}

fn rulebook() -> &'static Rulebook {
    let compiled = rules::compile(root()).expect("the rules compile");
    Box::leak(Box::new(Rulebook::from_bytes(&compiled).expect("the rulebook reads")))
}

fn callers() -> Vec<Caller> {
    serde_json::from_str(include_str!("callers.json")).expect("the callers can be read")
}

fn golden(file: &Path) -> Golden {
    let content = fs::read_to_string(file).expect("the case can be read");
    assess::parse(file, &content).expect("the case has the right form")
}

/// Answers one question after the other until the page asks nothing new, and gives how many keys that took. Where an answer
/// does not lead on by itself, Enter does.
fn answer(state: &mut State, caller: &Caller) -> usize {
    let mut keys = 0;
    let mut asked: Vec<Field> = Vec::new();
    while let Focus::Field(here) = state.focus {
        let times = asked.iter().filter(|field| **field == here).count();
        let said = caller.says.get(&field::id(here)).and_then(|said| said.get(times));
        if times > 0 && said.is_none() {
            break;
        }
        asked.push(here);
        let moves = state.moves;
        for key in said.into_iter().flat_map(|said| said.chars()) {
            state.apply(Action::Key(key));
            keys += 1;
        }
        if state.moves == moves {
            state.apply(Action::Next);
            keys += 1;
        }
        if state.moves == moves {
            break;
        }
    }
    keys
}

#[test]
fn every_call_comes_out_as_its_golden_case() {
    let rulebook = rulebook();
    for caller in callers() {
        let golden = golden(&root().join("tests/cases").join(format!("{}.toml", caller.case)));
        let (case, _) = golden.case_file().read(rulebook, TODAY);
        let mut desk = State::new(rulebook, case.as_of);
        let keys = answer(&mut desk, &caller);
        let assessment = &desk.column().assessment;
        for (programme, expected) in &golden.expect {
            let wanted = expected.verdict.as_deref().expect("these cases expect a verdict");
            let found = assessment.finding(*programme).verdict;
            assert_eq!(jiuzhu_selfcheck::explain::verdict_words(found), wanted, "{}: {programme:?}", caller.case);
        }
        assert!(keys <= 60, "{}: {keys} keys", caller.case);
    }
}

#[test]
fn what_the_browser_says_by_itself_is_no_deed() {
    let copied = |done| Action::Copy(Copy { text: String::new(), done });
    let mut desk = State::new(rulebook(), TODAY);
    desk.apply(Action::Arm);
    for itself in [Action::Left(Some(9)), copied(Some(true)), copied(Some(false))] {
        desk.apply(itself);
        assert!(desk.is_armed);
    }
    desk.apply(copied(None));
    assert!(!desk.is_armed, "a copy is asked for");
}

#[test]
fn any_case_that_is_opened_stays_as_it_is_and_every_answer_is_read_as_it_is_spelled() {
    let rulebook = rulebook();
    let cases = golden::cases(&root().join("tests/cases")).expect("the cases can be read");
    assert!(cases.len() > 200);
    for (file, golden) in cases {
        let (case, _) = golden.case_file().read(rulebook, TODAY);
        let mut sheet = Sheet::of(case.clone());
        let told = sheet.told();
        assert_eq!(told.case, case, "{}", file.display());
        for field in told.fields.clone() {
            let Some(answer) = told.value(field) else { continue };
            let spelled = value::spell(rulebook, field, &answer);
            let read = value::read(rulebook, field, &spelled, case.as_of);
            assert_eq!(read, Ok(Some(answer.clone())), "{} of {}", field::id(field), file.display());
            assert!(!value::words(rulebook, field, &answer).is_empty(), "{}", field::id(field));
            // Typed again as it stands, it changes nothing.
            sheet.type_in(rulebook, field, spelled);
        }
        assert_eq!(sheet.told().case, case, "{}", file.display());
    }
}

#[test]
fn the_case_as_a_test_is_read_back_equal_and_comes_out_as_written() {
    let rulebook = rulebook();
    for caller in callers() {
        let golden = golden(&root().join("tests/cases").join(format!("{}.toml", caller.case)));
        let (case, _) = golden.case_file().read(rulebook, TODAY);
        let mut desk = State::new(rulebook, case.as_of);
        answer(&mut desk, &caller);
        let column = desk.column();
        let written = note::as_test(rulebook, column);
        let read: Golden = toml::from_str(&written).expect("the test can be read");
        let (again, errors) = read.case_file().read(rulebook, TODAY);
        assert_eq!((errors, &again), (vec![], &column.told.case), "{written}");
        assert_eq!(read.differences(rulebook).expect("it names what exists"), Vec::<String>::new(), "{written}");
    }
}

#[test]
fn what_is_not_ticked_on_a_list_is_nothing_and_what_is_ticked_is_open() {
    let rulebook = rulebook();
    for (file, golden) in golden::cases(&root().join("tests/cases")).expect("the cases can be read") {
        let (case, _) = golden.case_file().read(rulebook, TODAY);
        let Some(members) = &case.members else { continue };
        let (here, count) = (file.display(), members.len() as u8);
        for member in 0..count {
            let type_in = |digits: &str| {
                let mut sheet = Sheet::of(case.clone());
                sheet.type_in(rulebook, Field::Circumstances(member), digits.to_owned());
                sheet.told().people[usize::from(member)].clone()
            };
            let before = &members[usize::from(member)];
            let none = type_in("0");
            assert_eq!((none.student, none.disability), (Some(Student::None), Some(Disability::None)), "{here}");
            assert_eq!((none.illness, none.absence), (Some(Illness::None), Some(Absence::None)), "{here}");
            let ill = type_in("3");
            let known = before.illness.filter(|illness| *illness != Illness::None);
            assert_eq!((ill.illness, ill.student), (known, Some(Student::None)), "{here}");
            let open = type_in("");
            assert_eq!((open.student, open.disability, open.illness, open.absence), (None, None, None, None), "{here}");
        }
        let mut sheet = Sheet::of(case.clone());
        sheet.type_in(rulebook, Field::IncomeKinds, "1".to_owned());
        sheet.type_in(rulebook, Field::Belongings, "12".to_owned());
        let told = sheet.told().case;
        assert_eq!(told.income.wages, case.income.wages.filter(|wages| wages.range != Range::ZERO), "{here}");
        assert_eq!(told.income.transfer.map(|amount| amount.range), Some(Range::ZERO), "{here}");
        assert_eq!(told.property.vehicles, case.property.vehicles.filter(|count| *count > 0), "{here}");
        assert_eq!(told.property.homes, case.property.homes.filter(|count| *count > 1), "{here}");
        assert_eq!(told.property.registered_capital, Some(Range::ZERO), "{here}");
        assert_eq!(told.property.costly_school, Some(false), "{here}");
    }
}

#[test]
fn what_people_type_for_amounts_days_and_places_is_understood() {
    let rulebook = rulebook();
    let words = |field: Field, typed: &str| {
        let read = value::read(rulebook, field, typed, TODAY);
        read.map(|value| value.map_or_else(String::new, |value| value::words(rulebook, field, &value)))
    };
    let (wages, business) = (Field::Ask(Ask::Wages), Field::Ask(Ask::Business));
    for (field, typed, expected) in [
        (wages, "1200", "每月 1,200 元"),
        (wages, "１２００", "每月 1,200 元"),
        (wages, "1.5万/年", "一年 15,000 元"),
        (wages, "1.5w年", "一年 15,000 元"),
        (wages, "800-1200", "每月 800–1,200 元"),
        (wages, "800到1200元/月", "每月 800–1,200 元"),
        (wages, "500+", "每月 至少 500 元"),
        (business, "3000", "一年 3,000 元"),
        (business, "200月", "每月 200 元"),
        (Field::Ask(Ask::Financial), "1-2万", "10,000–20,000 元"),
        (Field::Ask(Ask::Financial), "8000-1万", "8,000–10,000 元"),
        (Field::Ask(Ask::EventDate), "7.1", "2026 年 7 月 1 日"),
        (Field::Ask(Ask::EventDate), "12月25日", "2025 年 12 月 25 日"),
        (Field::Ask(Ask::EventDate), "20250701", "2025 年 7 月 1 日"),
        (Field::Ask(Ask::HukouPlace), "夏河", "甘肃省 甘南藏族自治州 夏河县"),
        (Field::Ask(Ask::HukouPlace), "623027", "甘肃省 甘南藏族自治州 夏河县"),
        // There are several of the name: nothing is told until one is chosen.
        (Field::Ask(Ask::HukouPlace), "朝阳", ""),
        (Field::Ask(Ask::CurrentPlace), "1", "就住在户口所在的县（市、区）"),
        (Field::Of(0, AskOf::Disability), "41", "肢体一级"),
        (Field::Of(0, AskOf::Disability), "0", "没有"),
        (Field::Ask(Ask::Receives), "13", "低保、低保边缘家庭"),
    ] {
        assert_eq!(words(field, typed).as_deref(), Ok(expected), "{typed}");
    }
    for (field, typed) in [
        (wages, "很多"),
        (wages, "-5"),
        (wages, "1.234"),
        (wages, "9-8"),
        (Field::Ask(Ask::Financial), "300/年"),
        (Field::Ask(Ask::LocalStandard), "600-700"),
        (Field::Ask(Ask::EventDate), "2.30"),
        (Field::Ask(Ask::HukouPlace), "没有这个地方"),
        (Field::Ask(Ask::Residence), "3"),
        (Field::Of(0, AskOf::Age), "131"),
        (Field::Of(0, AskOf::Disability), "81"),
        (Field::Ask(Ask::Receives), "19"),
    ] {
        assert!(words(field, typed).is_err_and(|said| !said.is_empty()), "{typed}");
    }
}

#[test]
fn a_person_who_is_taken_off_takes_nothing_of_the_others_along() {
    let rulebook = rulebook();
    let mut sheet = Sheet::on(TODAY);
    for (field, typed) in [
        (Field::Of(0, AskOf::Age), "40"),
        (Field::Ask(Ask::Members), "1"),
        (Field::Of(1, AskOf::Age), "38"),
        (Field::Ask(Ask::Members), "2"),
        (Field::Of(2, AskOf::Age), "9"),
        (Field::Ask(Ask::Members), "0"),
    ] {
        sheet.type_in(rulebook, field, typed.to_owned());
    }
    sheet.remove(1);
    let members = sheet.told().case.members.expect("the list is complete");
    let told: Vec<_> = members.iter().map(|member| (member.relation, member.age)).collect();
    assert_eq!(told, [(Some(Relation::Applicant), Some(40)), (Some(Relation::Child), Some(9))]);
}
