//! The exact amounts, to the fen, and the numbers at which a verdict changes.
//!
//! The case is judged again with one answer set otherwise, and what is told are two neighbouring fen, years or things with two
//! verdicts, so that no flip can be inexact. Numbers are few enough to try each. Where to look for an amount follows from the
//! figures that the conditions compare: each is a straight line in the amount, with few bends, and a verdict changes only where
//! one meets its limit.

use crate::assessment::{Flip, FlipAt, FlipOf, Verdict};
use crate::case::{ADULT_AT, Amount, Case, MAY_WORK_AT, MOST_MONTHS, OLD_AT, Period};
use crate::condition::{Condition, Estimate, Outcome};
use crate::figures::Figures;
use crate::household::Household;
use crate::money::Money;
use crate::programmes::{self, BY_COUNTED_INCOME, COUNT, Programme};
use crate::question::{HouseholdQuestion as Ask, MemberQuestion as AskOf, Question};
use crate::range::Range;
use crate::rulebook::Rulebook;

/// Every flip of every programme: by what counts, by what is deducted, by a figure of the place that is not on file, and by
/// each amount or number that was told exactly. Nothing told as zero is varied: what one does not have is nothing to look out
/// for.
pub fn flips(rulebook: &Rulebook, case: &Case) -> Vec<(Programme, Flip)> {
    let figures = &Figures::of(rulebook, case);
    let household = Household::of(case, figures);
    let spans = spans(&household);
    let known = &Known::of(&household, &spans);
    let mut flips = Vec::new();
    for span in spans {
        let (case, of) = (case.clone(), span.of());
        let mut trial = Trial { rulebook, figures, known, case, of, settled: [None; COUNT], turns: Vec::new() };
        if trial.settle() {
            match span {
                Span::Amount { within, .. } => trial.search(within),
                Span::Number { stops, .. } => trial.look_at(stops),
            }
        }
        for Turn { at, until, above } in trial.turns {
            for (index, programme) in Programme::ALL.iter().enumerate() {
                let (until, above) = (until[index], above[index]);
                if until != above {
                    flips.push((*programme, Flip { at: span.at(at), until, above }));
                }
            }
        }
    }
    flips
}

/// What something may be instead of what it is.
#[derive(Clone, Copy)]
enum Span {
    /// An amount within the range, over the time that it covers.
    Amount { of: FlipOf, within: Range, per: Option<Period> },
    /// Years, months or things. Between two neighbouring stops no verdict turns and turns back.
    Number { of: Question, stops: &'static [u8] },
}

impl Span {
    fn of(self) -> FlipOf {
        match self {
            Span::Amount { of, .. } => of,
            Span::Number { of, .. } => FlipOf::Answer(of),
        }
    }

    fn at(self, value: i64) -> FlipAt {
        match self {
            Span::Amount { of, per, .. } => FlipAt::Amount { of, at: Money::from_fen(value), per },
            Span::Number { of, .. } => FlipAt::Number { of, at: value as u8 },
        }
    }
}

/// What can be otherwise, and how far.
fn spans(household: &Household) -> Vec<Span> {
    let (case, figures) = (household.case, household.figures);
    let amount = |of, within, per| Span::Amount { of, within, per };
    let mut spans = vec![amount(FlipOf::CountedIncome, Range::ANY, Some(Period::Month))];
    let (disposable, counted) = (household.disposable.range, household.counted.range);
    if disposable.exact().is_some() && counted.exact().is_none() {
        spans.push(amount(FlipOf::Deduction, disposable.less(counted), Some(Period::Year)));
    }
    let answer = |question: Ask| FlipOf::Answer(question.into());
    // A figure of a place is never nothing.
    let something = Range::exactly(Money::from_fen(1));
    let typed = (case.place.local_standard.is_some(), case.place.local_income_per_person.is_some());
    if typed.0 || figures.standard.range.exact().is_none() {
        let range = if typed.0 { Range::ANY } else { figures.standard.range };
        spans.push(amount(answer(Ask::LocalStandard), range.or_more(something), Some(Period::Month)));
    }
    if typed.1 || figures.average_now.estimate.missing.contains(Ask::LocalIncomePerPerson.into()) {
        spans.push(amount(answer(Ask::LocalIncomePerPerson), Range::ANY.or_more(something), Some(Period::Year)));
    }
    let mut case = case.clone();
    let members = case.members.as_ref().map_or(0, Vec::len) as u8;
    let mut add = |question| spans.extend(span_of(&mut case, question));
    Ask::ALL.iter().for_each(|asked| add(Question::Household(*asked)));
    for index in 0..members {
        add(Question::Member(index, AskOf::Age));
        add(Question::Member(index, AskOf::OwnIncome));
    }
    spans
}

/// What the answer to a question can be instead, if it is exact and more than nothing.
fn span_of(case: &mut Case, question: Question) -> Option<Span> {
    match told(case, question)? {
        Told::Amount(range, per) if range.exact().is_some_and(|told| !told.is_zero()) => {
            Some(Span::Amount { of: FlipOf::Answer(question), within: Range::ANY, per })
        }
        Told::Number(&mut Some(told)) if told > 0 => Some(Span::Number { of: question, stops: stops(question) }),
        _ => None,
    }
}

/// Where to look for what a number changes: beyond the last stop nothing does.
fn stops(question: Question) -> &'static [u8] {
    match question {
        Question::Household(Ask::Vehicles | Ask::Homes) => &[0, 1, 2, 5],
        Question::Household(_) => &[0, 1, 6, 12, 36, MOST_MONTHS],
        Question::Member(..) => &[MAY_WORK_AT - 1, MAY_WORK_AT, ADULT_AT, OLD_AT - 1, OLD_AT],
    }
}

/// What is known before anything is set otherwise.
struct Known {
    /// What comes of each programme as things stand.
    outcomes: [Outcome; COUNT],
    /// What would if what can be otherwise were not told.
    untold: [Outcome; COUNT],
}

impl Known {
    fn of(household: &Household, spans: &[Span]) -> Known {
        let mut untold = household.case.clone();
        for span in spans {
            if let FlipOf::Answer(question) = span.of()
                && question != LEADING
                && let Some(told) = told(&mut untold, question)
            {
                told.take_back();
            }
        }
        let untold = outcomes(&Household::of(&untold, household.figures));
        Known { outcomes: outcomes(household), untold }
    }

    /// Whether a programme might hang on an answer; more than do may.
    fn may_hang(&self, programme: usize, question: Question) -> bool {
        question == LEADING || self.untold[programme].missing.contains(question)
    }
}

/// What vehicles are worth is asked only of who has one, so that without this answer nothing would hang on the other.
const LEADING: Question = Question::Household(Ask::Vehicles);

fn outcomes(household: &Household) -> [Outcome; COUNT] {
    let mut outcomes = [Outcome::NO; COUNT];
    programmes::judge(household, &mut |programme, judge| {
        outcomes[programme as usize] = judge().outcome;
        outcomes[programme as usize]
    });
    outcomes
}

/// What was told in answer to a question.
enum Told<'a> {
    /// An amount, and the time that it covers.
    Amount(&'a mut Range, Option<Period>),
    /// Years, months or things.
    Number(&'a mut Option<u8>),
}

fn told(case: &mut Case, question: Question) -> Option<Told<'_>> {
    let asked = match question {
        Question::Member(index, asked) => {
            let member = case.members.as_mut()?.get_mut(usize::from(index))?;
            return match asked {
                AskOf::Age => Some(Told::Number(&mut member.age)),
                AskOf::OwnIncome => member.own_income.as_mut().map(Told::of),
                _ => None,
            };
        }
        Question::Household(asked) => asked,
    };
    let range = match asked {
        Ask::Vehicles => return Some(Told::Number(&mut case.property.vehicles)),
        Ask::Homes => return Some(Told::Number(&mut case.property.homes)),
        Ask::MonthsWithoutIncome => return Some(Told::Number(&mut case.hardship.months_without_income)),
        Ask::MonthsSinceJob => return Some(Told::Number(&mut case.hardship.months_since_job)),
        Ask::Financial => &mut case.property.financial,
        Ask::VehicleValue => &mut case.property.vehicle_value,
        Ask::RegisteredCapital => &mut case.property.registered_capital,
        _ => return case.amount_mut(asked)?.as_mut().map(Told::of),
    };
    range.as_mut().map(|range| Told::Amount(range, None))
}

impl Told<'_> {
    fn of(amount: &mut Amount) -> Told<'_> {
        Told::Amount(&mut amount.range, Some(amount.period))
    }

    /// So many fen, or so much of what else it is.
    fn set(self, value: i64) {
        match self {
            Told::Amount(range, _) => *range = Range::exactly(Money::from_fen(value)),
            Told::Number(number) => *number = u8::try_from(value).ok(),
        }
    }

    /// As if it had not been told.
    fn take_back(self) {
        match self {
            Told::Amount(range, _) => *range = Range::ANY,
            Told::Number(number) => *number = None,
        }
    }
}

/// One answer of a case set otherwise.
struct Trial<'a> {
    rulebook: &'a Rulebook,
    figures: &'a Figures<'a>,
    known: &'a Known,
    case: Case,
    of: FlipOf,
    /// What comes of each programme that does not hang on the answer.
    settled: [Option<Outcome>; COUNT],
    turns: Vec<Turn>,
}

/// The verdicts change above so many fen, years, months or things.
struct Turn {
    at: i64,
    until: [Verdict; COUNT],
    above: [Verdict; COUNT],
}

/// The case with one answer: the verdicts, and how far each figure that is compared lies above its limit. Programmes that do
/// not hang on the answer are left out, as if they were [`Verdict::Dormant`].
struct State {
    verdicts: [Verdict; COUNT],
    margins: Vec<i64>,
}

/// An amount in fen, judged, and one fen more.
struct Step {
    at: i64,
    here: State,
    next: State,
}

impl Trial<'_> {
    /// Finds out which programmes hang on the answer, those that it could still decide if it were not told; whether there are any.
    fn settle(&mut self) -> bool {
        let known = self.known;
        let settled = &mut self.settled;
        let place = &self.case.place;
        match self.of {
            FlipOf::CountedIncome | FlipOf::Deduction => {
                for (index, programme) in Programme::ALL.iter().enumerate() {
                    settled[index] = Some(known.outcomes[index]).filter(|_| !BY_COUNTED_INCOME.contains(programme));
                }
            }
            // A figure of the place that is typed may be any, whatever is on file.
            FlipOf::Answer(Question::Household(Ask::LocalStandard)) if place.local_standard.is_some() => {}
            FlipOf::Answer(Question::Household(Ask::LocalIncomePerPerson))
                if place.local_income_per_person.is_some() => {}
            FlipOf::Answer(question) => {
                if !(0..COUNT).any(|index| known.may_hang(index, question)) {
                    return false;
                }
                if let Some(told) = told(&mut self.case, question) {
                    told.take_back();
                }
                programmes::judge(&Household::of(&self.case, self.figures), &mut |programme, judge| {
                    let index = programme as usize;
                    let outcome = if known.may_hang(index, question) { judge().outcome } else { known.outcomes[index] };
                    settled[index] = (!outcome.missing.contains(question)).then_some(outcome);
                    outcome
                });
            }
        }
        settled.iter().any(Option::is_none)
    }

    /// Finds every turn of a number: between two stops with different verdicts each number is tried.
    fn look_at(&mut self, stops: &[u8]) {
        let mut until = self.judge(stops[0].into()).verdicts;
        for ends in stops.windows(2) {
            if self.judge(ends[1].into()).verdicts == until {
                continue;
            }
            for at in ends[0]..ends[1] {
                let above = self.judge(i64::from(at) + 1).verdicts;
                if until != above {
                    self.turns.push(Turn { at: at.into(), until, above });
                }
                until = above;
            }
        }
    }

    /// Finds every turn within the range. Most amounts change nothing, which is clear without any, or at the two ends.
    fn search(&mut self, range: Range) {
        let (least, most) = (range.low().up_to_fen(), range.high().unwrap_or(Money::LARGEST_TOLD).fen());
        let (low, high) = (self.judge(least), self.judge(most));
        // What is compared may depend on whether there is anything at all.
        if low.margins.len() == high.margins.len() && low.is_beside_the_same_limits(&high) {
            return;
        }
        let low = Step { at: least, here: low, next: self.judge(least + 1) };
        // Beyond the most nothing is told; one fen more only shows how the figures rise there.
        let high = Step { at: most, here: high, next: self.judge(most + 1) };
        self.keep(&low);
        self.between(&low, &high);
    }

    fn between(&mut self, low: &Step, high: &Step) {
        let Some(at) = look_between(low, high) else { return };
        let step = self.step(at);
        self.between(low, &step);
        self.keep(&step);
        self.between(&step, high);
    }

    fn keep(&mut self, step: &Step) {
        let (until, above) = (step.here.verdicts, step.next.verdicts);
        if until != above {
            self.turns.push(Turn { at: step.at, until, above });
        }
    }

    fn step(&mut self, at: i64) -> Step {
        Step { at, here: self.judge(at), next: self.judge(at + 1) }
    }

    /// The case with so many fen, years, months or things.
    fn judge(&mut self, value: i64) -> State {
        let amount = Money::from_fen(value);
        let exactly = Range::exactly(amount);
        let of_the_place;
        let mut figures = self.figures;
        if let FlipOf::Answer(question) = self.of {
            let place = &mut self.case.place;
            match question {
                Question::Household(Ask::LocalStandard) => place.local_standard = Some(amount),
                Question::Household(Ask::LocalIncomePerPerson) => place.local_income_per_person = Some(amount),
                _ => {
                    if let Some(told) = told(&mut self.case, question) {
                        told.set(value);
                    }
                }
            }
            if let Question::Household(Ask::LocalStandard | Ask::LocalIncomePerPerson) = question {
                of_the_place = Figures::of(self.rulebook, &self.case);
                figures = &of_the_place;
            }
        }
        let mut household = Household::of(&self.case, figures);
        match self.of {
            FlipOf::Answer(_) => {}
            FlipOf::CountedIncome => household.counted = Estimate::known(exactly.times(12)),
            FlipOf::Deduction => household.counted = Estimate::known(household.disposable.range.less(exactly)),
        }
        let mut state = State { verdicts: [Verdict::Dormant; COUNT], margins: Vec::with_capacity(2 * COUNT) };
        programmes::judge(&household, &mut |programme, judge| {
            if let Some(outcome) = self.settled[programme as usize] {
                return outcome;
            }
            let judged = judge();
            state.verdicts[programme as usize] = judged.verdict();
            add_margins(&judged.condition, &mut state.margins);
            judged.outcome
        });
        state
    }
}

impl State {
    /// Whether the verdicts are the same, and each figure on the same side of its limit.
    fn is_beside_the_same_limits(&self, other: &State) -> bool {
        self.verdicts == other.verdicts && self.crossed(other).is_none()
    }

    /// The first figure that is on another side of its limit there.
    fn crossed(&self, other: &State) -> Option<usize> {
        self.margins.iter().zip(&other.margins).position(|(here, there)| here.signum() != there.signum())
    }
}

fn add_margins(condition: &Condition, margins: &mut Vec<i64>) {
    match condition {
        Condition::Clause(clause) => {
            let compared = clause.compared.map(|it| (it.figure, it.limit));
            let ends = compared
                .map(|(figure, limit)| [(figure.high(), Some(limit.low())), (limit.high(), Some(figure.low()))]);
            for (more, less) in ends.into_iter().flatten() {
                margins.push(more.zip(less).map_or(i64::MAX, |(more, less)| (more - less).millionths()));
            }
        }
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| add_margins(part, margins)),
    }
}

/// Where between two steps something may change: where a straight line through one of them says that a figure meets its
/// limit, else in the middle; `None` if nothing does.
fn look_between(low: &Step, high: &Step) -> Option<i64> {
    let (first, last) = (low.at + 1, high.at - 1);
    let (left, right) = (&low.next, &high.here);
    if first > last || left.is_beside_the_same_limits(right) {
        return None;
    }
    let crossed = left.crossed(right);
    let meets = |step: &Step| {
        let index = crossed?;
        let (here, next) = (*step.here.margins.get(index)?, *step.next.margins.get(index)?);
        let slope = next.checked_sub(here)?;
        let at = step.at + (here.checked_neg()? * slope.signum()).checked_div_euclid(slope.abs())?;
        (first <= at && at <= high.at).then_some(at.min(last))
    };
    meets(low).or_else(|| meets(high)).or(Some(first + (last - first) / 2))
}
