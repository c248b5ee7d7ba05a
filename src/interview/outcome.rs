//! What of the result stands where, and what can still be done about it.

use jiuzhu_engine::spoken::{Rounded, Said};
use jiuzhu_engine::{Finding, HouseholdQuestion as Ask, Programme, Question, Verdict, verdicts};

use crate::explain::{FindingText, MissingText};
use crate::interview::lines::{self, Line, label};
use crate::interview::state::State;
use crate::interview::step::Step;
use crate::text;

/// So many questions of one programme are offered one by one; the interview asks the others.
pub const FEW_QUESTIONS: usize = 3;

/// What most people come for; the one asked for most comes first.
const USUAL: [Programme; 4] =
    [Programme::Dibao, Programme::TemporaryEmergency, Programme::TemporaryExpense, Programme::Borderline];

/// The name of a verdict in the styles.
pub fn verdict_id(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Likely => "likely",
        Verdict::Possible => "possible",
        Verdict::Undetermined => "undetermined",
        Verdict::Unlikely | Verdict::Dormant => "unlikely",
    }
}

/// The findings worth a glance: what is likely, what is possible, what is open, and only then what is ruled out.
///
/// Of equally certain findings the one asked for most comes first.
pub fn told_first(findings: &[Finding]) -> Vec<&Finding> {
    let rank = |finding: &Finding| {
        let verdict = match finding.verdict {
            Verdict::Likely => 0,
            Verdict::Possible => 1,
            Verdict::Undetermined => 2,
            Verdict::Unlikely | Verdict::Dormant => 3,
        };
        let place = USUAL.iter().position(|programme| *programme == finding.programme);
        (verdict, place.unwrap_or(USUAL.len()))
    };
    crate::explain::ranked(findings, &rank)
}

/// What is folded away, but never hidden: why something is ruled out can be as useful.
pub fn fold_of(finding: &FindingText) -> Option<Verdict> {
    let is_folded = match finding.verdict {
        Verdict::Likely | Verdict::Possible => false,
        Verdict::Undetermined => !USUAL.contains(&finding.programme),
        Verdict::Unlikely | Verdict::Dormant => true,
    };
    is_folded.then_some(finding.verdict)
}

/// Whether the interview has more to ask; it does not ask again what was left unanswered.
pub fn is_answerable(state: &State) -> bool {
    state.answers.next_step(&state.assessment).is_some()
}

/// The screen that asks a question: the list it stands on, until that is answered.
fn step_to(state: &State, question: Question) -> Step {
    let answers = &state.answers;
    match Step::list_of(question).filter(|list| !answers.is_answered(*list)) {
        Some(list) => list,
        None if question == Question::Household(Ask::Members) && answers.people.is_empty() => Step::Person(0),
        None => Step::alone(question),
    }
}

/// The questions of a card that no card above it offers, each with the screen that asks it.
pub fn offered_first<'m>(
    state: &State,
    missing: &'m [MissingText],
    offered: &mut Vec<Step>,
) -> Vec<(Step, &'m MissingText)> {
    let mut steps = Vec::new();
    for each in missing {
        let step = step_to(state, each.question);
        if !offered.contains(&step) {
            offered.push(step);
            steps.push((step, each));
        }
    }
    steps
}

/// The local documents and figures behind a card, each once.
pub fn locals(finding: &FindingText) -> Vec<&String> {
    let mut locals: Vec<&String> = finding.figures.iter().collect();
    let sources = finding.amounts.iter().filter_map(|amount| amount.source.as_ref());
    for source in sources.chain(finding.reasons.iter().filter_map(|reason| reason.local.as_ref())) {
        if !locals.contains(&source) {
            locals.push(source);
        }
    }
    locals
}

/// An answer on one line.
pub fn told_line(line: &Line) -> String {
    [&line.label, line.value()].join(text::get(key!("result.colon")))
}

/// Whether the digits with rounded amounts say a case that comes out otherwise.
pub fn differs_rounded(state: &State, said: &Said) -> bool {
    state.short && verdicts(state.rulebook, &said.case) != verdicts(state.rulebook, &state.answers.case)
}

/// What an amount becomes in the code.
pub fn sentence(state: &State, rounded: &Rounded) -> Option<String> {
    let what = label(state, Step::alone(rounded.question?));
    let [told, said] = [rounded.told, rounded.said].map(|range| lines::amount(range, None));
    Some(text::fill(key!("code.rounded"), &[("what", &what), ("told", &told), ("said", &said)]))
}
