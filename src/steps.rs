//! What to do next, as ids: which papers, how long it takes, which rights. The texts make the sentences.

use jiuzhu_engine::assessment::Finding;
use jiuzhu_engine::case::{Case, Disability, Event, Illness, Student};
use jiuzhu_engine::{Assessment, Date, Programme, Range, Verdict};

/// 83号 四(一) shortens and lengthens the time for a decision from here on.
const SHORTER_WHERE_DELEGATED: Date = Date::literal(2022, 10, 20);
/// The 2026 opinion on temporary aid (小额快救).
const QUICK_AID: Date = Date::literal(2026, 1, 29);
/// The law on social assistance.
const LAW: Date = Date::literal(2026, 7, 1);
/// 57号 and, of the same day, 43号.
const DIBAO_MEASURES: Date = Date::literal(2021, 7, 1);

/// The programmes for which the household is looked into at the hukou place.
const OF_HOUSEHOLDS: [Programme; 4] =
    [Programme::Dibao, Programme::DibaoSingle, Programme::Borderline, Programme::RigidExpense];

/// Whether a finding is worth going to the office for.
pub fn is_worth_asking(finding: &Finding) -> bool {
    !finding.verdict.is_closed()
}

/// Whether somebody is in an emergency that the office must meet at once; only the day of the event may still be open.
pub fn is_urgent(case: &Case, assessment: &Assessment) -> bool {
    let told =
        case.hardship.event.is_some_and(|event| event != Event::None) && case.hardship.living_affected == Some(true);
    match assessment.finding(Programme::TemporaryEmergency).verdict {
        Verdict::Likely => true,
        Verdict::Undetermined => told,
        Verdict::Possible | Verdict::Unlikely | Verdict::Dormant => false,
    }
}

/// The papers to bring, each once over all programmes worth asking for.
pub fn documents(case: &Case, assessment: &Assessment) -> Vec<&'static str> {
    let wants = |programme: Programme| is_worth_asking(assessment.finding(programme));
    let household = OF_HOUSEHOLDS.iter().any(|programme| wants(*programme));
    let expense = wants(Programme::TemporaryExpense) || wants(Programme::Tekun);
    let members = case.members.as_deref().unwrap_or_default();
    let anyone = |is: fn(&jiuzhu_engine::case::Member) -> bool| members.iter().any(is);
    let disabled = anyone(|member| matches!(member.disability, Some(Disability::Certified { .. })));
    let ill = anyone(|member| matches!(member.illness, Some(Illness::Serious | Illness::Major)));
    let student =
        anyone(|member| member.student.is_some_and(|it| !matches!(it, Student::None | Student::Kindergarten)));
    let costs = &case.expenses;
    let spends = [costs.medical, costs.education, costs.rehabilitation, costs.other]
        .into_iter()
        .flatten()
        .any(|amount| amount.range != Range::ZERO);
    let event = case.hardship.event.is_some_and(|event| event != Event::None);
    let papers = [
        ("identity", true),
        ("authorisation", household || expense),
        ("income", household || expense),
        ("property", household || expense),
        ("disability", disabled),
        ("illness", ill),
        ("school", student && (household || expense)),
        ("receipts", wants(Programme::TemporaryExpense) || spends),
        ("event", event && wants(Programme::TemporaryEmergency)),
        ("account", household),
    ];
    papers.into_iter().filter(|(_, needed)| *needed).map(|(id, _)| id).collect()
}

/// How long the office may take, for the programmes worth asking for.
pub fn times(assessment: &Assessment) -> Vec<&'static str> {
    let as_of = assessment.as_of;
    let wants = |programme: Programme| is_worth_asking(assessment.finding(programme));
    let household = OF_HOUSEHOLDS.iter().any(|programme| wants(*programme));
    let emergency = wants(Programme::TemporaryEmergency);
    let times = [
        ("help-first", emergency && as_of >= LAW),
        ("quick-aid", emergency && as_of >= QUICK_AID),
        ("decision", household && as_of >= DIBAO_MEASURES),
        ("decision-delegated", household && as_of >= SHORTER_WHERE_DELEGATED),
        ("public-notice", household && as_of >= DIBAO_MEASURES),
        ("tekun", wants(Programme::Tekun) && as_of >= DIBAO_MEASURES),
        ("paid-from", household && as_of >= DIBAO_MEASURES),
    ];
    times.into_iter().filter(|(_, holds)| *holds).map(|(id, _)| id).collect()
}

/// What the person may ask for and owes.
pub fn rights(assessment: &Assessment) -> Vec<&'static str> {
    let law = assessment.as_of >= LAW;
    let rights = [
        ("reason", law),
        ("reason-before", !law && assessment.as_of >= DIBAO_MEASURES),
        ("listed-once", assessment.as_of >= DIBAO_MEASURES),
        ("by-another", assessment.as_of >= DIBAO_MEASURES),
        ("appeal", law),
        ("appeal-before", !law),
        ("truthful", law),
        ("truthful-before", !law),
    ];
    rights.into_iter().filter(|(_, holds)| *holds).map(|(id, _)| id).collect()
}
