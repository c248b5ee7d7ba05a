//! Households for which nothing but income is left to decide about dibao, for us and for other rule engines.

use std::fs;
use std::path::Path;

use fastrand::Rng;
use jiuzhu_engine::case::{
    Absence, Amount, Case, CurrentPlace, Disability, Illness, Income, Member, Place, Property, RegionCode, Relation,
    Residence, Student, Supporters, Work,
};
use jiuzhu_engine::figures::Figures;
use jiuzhu_engine::household::Household;
use jiuzhu_engine::programmes::dibao;
use jiuzhu_engine::{Date, Money, Range, Rulebook, Truth};
use serde_json::{Value, json};

/// Ganzhou deducts three tenths of the standard from each wage.
const GANZHOU: &str = "360700";

/// A household in a place whose job costs are on file.
pub fn earning(random: &mut Rng) -> Case {
    let yuan = |random: &mut Rng, most: u32| Amount::monthly(Money::from_yuan(random.u32(..most)));
    let ganzhou = RegionCode::parse(GANZHOU);
    let members = (0..random.u8(1..=6)).map(|index| Member {
        relation: Some(if index == 0 { Relation::Applicant } else { Relation::Parent }),
        age: Some(if index == 0 { 35 } else { 58 }),
        lives_together: Some(true),
        student: Some(Student::None),
        disability: Some(Disability::None),
        illness: Some(Illness::None),
        work: Some(if index == 0 || random.bool() { Work::Employed } else { Work::Carer }),
        absence: Some(Absence::None),
        kept_by_sibling_or_elder: Some(false),
        self_care_lost: Some(0),
        supporters: Some(Supporters::Able),
        own_income: Some(Amount::monthly(Money::ZERO)),
        income: Income::default(),
    });
    let members: Vec<Member> = members.collect();
    let nothing = Amount::monthly(Money::ZERO);
    let mut case = Case::on(Date::literal(2026, 11, 22));
    case.place = Place {
        hukou: ganzhou,
        residence: Some(Residence::Urban),
        current: Some(CurrentPlace::AtHukou),
        // Whole tens, so that every amount is whole yuan: other engines count in floats.
        local_standard: Some(Money::from_yuan(random.u32(100..120) * 10)),
        ..Place::default()
    };
    case.income = Income {
        wages: Some(yuan(random, 4_000)),
        business: Some(yuan(random, 900)),
        property: Some(yuan(random, 300)),
        transfer: Some(yuan(random, 500)),
        other: Some(yuan(random, 100)),
        transfer_paid: Some(yuan(random, 600)),
        basic_pension: Some(nothing),
        elder_allowance: Some(nothing),
    };
    let expenses = &mut case.expenses;
    for expense in [&mut expenses.medical, &mut expenses.education, &mut expenses.rehabilitation, &mut expenses.other] {
        *expense = Some(nothing);
    }
    case.property = Property {
        financial: Some(Range::ZERO),
        vehicles: Some(0),
        vehicle_value: None,
        homes: Some(1),
        non_residential: Some(false),
        registered_capital: Some(Range::ZERO),
        large_purchase: Some(false),
        costly_school: Some(false),
    };
    case.members = Some(members);
    case
}

/// Writes the households as other engines take them, and what ours says about each: whether it passes the test, and its
/// counted income in fen a month.
///
/// # Panics
/// When something else than income is left to decide, or when the files cannot be written.
pub fn write_for_peers(folder: &Path, rulebook: &Rulebook, cases: &[Case]) {
    let yuan = |money: Option<Money>| money.expect("it is told").fen() / 100;
    let monthly = |amount: Option<Amount>| yuan(amount.and_then(|amount| amount.range.exact()));
    let told = cases.iter().map(|case| {
        let members = case.members.as_deref().unwrap_or_default();
        json!({
            "standard": yuan(case.place.local_standard),
            "size": members.len(),
            "workers": members.iter().filter(|member| member.work == Some(Work::Employed)).count(),
            "wages": monthly(case.income.wages),
            "business": monthly(case.income.business),
            "property": monthly(case.income.property),
            "transfer": monthly(case.income.transfer),
            "other": monthly(case.income.other),
            "transfer_paid": monthly(case.income.transfer_paid),
        })
    });
    let told: Vec<Value> = told.collect();
    let answers = cases.iter().map(|case| {
        let figures = Figures::of(rulebook, case);
        let household = Household::of(case, &figures);
        let truth = dibao::judge(&household).outcome.truth;
        assert_ne!(truth, Truth::Unknown, "{case:#?}");
        let counted = household.counted.range.exact().expect("everything is told").shared_by(12);
        (truth == Truth::Yes, counted.fen())
    });
    let answers: Vec<(bool, i64)> = answers.collect();
    fs::write(folder.join("households.json"), serde_json::to_vec(&told).expect("JSON")).expect("the folder is there");
    fs::write(folder.join("answers.json"), serde_json::to_vec(&answers).expect("JSON")).expect("the folder is there");
}
