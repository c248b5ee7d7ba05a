//! The exact amounts, to the fen, at which a verdict changes.
//!
//! The case is judged again with one amount set otherwise, and what is told are two neighbouring fen with two verdicts, so
//! that no flip can be inexact. Where to look follows from the figures that the conditions compare: each is a straight line
//! in the amount, with few bends, and a verdict changes only where one meets its limit.

use crate::assessment::{Flip, FlipOf, Verdict};
use crate::case::{Amount, Case, Period};
use crate::condition::{Condition, Estimate, Outcome};
use crate::figures::Figures;
use crate::household::Household;
use crate::money::Money;
use crate::programmes::{self, BY_COUNTED_INCOME, COUNT, Programme};
use crate::question::{HouseholdQuestion as Ask, MemberQuestion as AskOf, Question};
use crate::range::Range;
use crate::rulebook::Rulebook;

/// Every flip of every programme: by what counts, by what is deducted, by a figure of the place that is not on file, and by
/// each amount that was told exactly. Nothing told as zero is varied: what one does not have is no amount to look out for.
pub fn flips(rulebook: &Rulebook, case: &Case) -> Vec<(Programme, Flip)> {
    let figures = Figures::of(rulebook, case);
    let household = Household::of(case, &figures);
    let mut flips = Vec::new();
    for (of, per, range) in ranges(&household) {
        let mut trial =
            Trial { rulebook, figures: &figures, case: case.clone(), of, settled: [None; COUNT], turns: Vec::new() };
        trial.search(range);
        for Turn { at, until, above } in trial.turns {
            for (index, programme) in Programme::ALL.iter().enumerate() {
                let (until, above) = (until[index], above[index]);
                if until != above {
                    flips.push((*programme, Flip { of, per, at: Money::from_fen(at), until, above }));
                }
            }
        }
    }
    flips
}

/// What can be another amount, over which time it counts, and within which range.
fn ranges(household: &Household) -> Vec<(FlipOf, Option<Period>, Range)> {
    let (case, figures) = (household.case, household.figures);
    let mut ranges = vec![(FlipOf::CountedIncome, Some(Period::Month), Range::ANY)];
    let (disposable, counted) = (household.disposable.range, household.counted.range);
    if disposable.exact().is_some() && counted.exact().is_none() {
        ranges.push((FlipOf::Deduction, Some(Period::Year), disposable.less(counted)));
    }
    let mut answer = |question: Question, per, range| ranges.push((FlipOf::Answer(question), per, range));
    // A figure of a place is never nothing.
    let something = Range::exactly(Money::from_fen(1));
    let typed = (case.place.local_standard.is_some(), case.place.local_income_per_person.is_some());
    if typed.0 || figures.standard.range.exact().is_none() {
        let range = if typed.0 { Range::ANY } else { figures.standard.range };
        answer(Ask::LocalStandard.into(), Some(Period::Month), range.or_more(something));
    }
    if typed.1 || figures.average_now.estimate.missing.contains(Ask::LocalIncomePerPerson.into()) {
        answer(Ask::LocalIncomePerPerson.into(), Some(Period::Year), Range::ANY.or_more(something));
    }
    let mut case = case.clone();
    let of_members = (0..case.members.as_ref().map_or(0, Vec::len)).map(|index| (index as u8, AskOf::OwnIncome));
    let of_members = of_members.map(|(index, question)| Question::Member(index, question));
    for question in Ask::ALL.iter().copied().map(Question::from).chain(of_members) {
        if let Some((range, per)) = told(&mut case, question)
            && range.exact().is_some_and(|told| !told.is_zero())
        {
            answer(question, per, Range::ANY);
        }
    }
    ranges
}

/// The amount that answers a question, and the time it covers.
fn told(case: &mut Case, question: Question) -> Option<(&mut Range, Option<Period>)> {
    let range = match question {
        Question::Household(Ask::Financial) => &mut case.property.financial,
        Question::Household(Ask::VehicleValue) => &mut case.property.vehicle_value,
        Question::Household(Ask::RegisteredCapital) => &mut case.property.registered_capital,
        _ => {
            let amount = match question {
                Question::Household(question) => case.amount_mut(question)?,
                Question::Member(index, _) => &mut case.members.as_mut()?.get_mut(usize::from(index))?.own_income,
            };
            return amount.as_mut().map(|Amount { range, period }| (range, Some(*period)));
        }
    };
    range.as_mut().map(|range| (range, None))
}

/// One amount of a case set otherwise.
struct Trial<'a> {
    rulebook: &'a Rulebook,
    figures: &'a Figures<'a>,
    case: Case,
    of: FlipOf,
    /// What comes of each programme that does not hang on the amount.
    settled: [Option<Outcome>; COUNT],
    turns: Vec<Turn>,
}

/// The verdicts change above so many fen.
struct Turn {
    at: i64,
    until: [Verdict; COUNT],
    above: [Verdict; COUNT],
}

/// The case with one amount: the verdicts, and how far each figure that is compared lies above its limit. Programmes that do
/// not hang on the amount are left out, as if they were [`Verdict::Dormant`].
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
    /// Finds out which programmes hang on the amount: those that it could still decide if it were not told.
    fn settle(&mut self) {
        let FlipOf::Answer(question) = self.of else {
            return self.settle_but(|programme, _| BY_COUNTED_INCOME.contains(&programme));
        };
        let place = &self.case.place;
        let typed = match question {
            Question::Household(Ask::LocalStandard) => place.local_standard.is_some(),
            Question::Household(Ask::LocalIncomePerPerson) => place.local_income_per_person.is_some(),
            _ => false,
        };
        // A figure of the place that is typed may be any, whatever is on file.
        if !typed {
            if let Some((range, _)) = told(&mut self.case, question) {
                *range = Range::ANY;
            }
            self.settle_but(|_, outcome| outcome.missing.contains(question));
        }
    }

    fn settle_but(&mut self, hangs: impl Fn(Programme, Outcome) -> bool) {
        let settled = &mut self.settled;
        programmes::judge(&Household::of(&self.case, self.figures), &mut |programme, judge| {
            let outcome = judge().outcome;
            settled[programme as usize] = (!hangs(programme, outcome)).then_some(outcome);
            outcome
        });
    }

    /// Finds every turn within the range. Most amounts change nothing, which is clear without any, or at the two ends.
    fn search(&mut self, range: Range) {
        self.settle();
        if self.settled.iter().all(Option::is_some) {
            return;
        }
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

    /// The case with the amount at so many fen.
    fn judge(&mut self, fen: i64) -> State {
        let amount = Money::from_fen(fen);
        let exactly = Range::exactly(amount);
        let of_the_place;
        let mut figures = self.figures;
        if let FlipOf::Answer(question) = self.of {
            let place = &mut self.case.place;
            match question {
                Question::Household(Ask::LocalStandard) => place.local_standard = Some(amount),
                Question::Household(Ask::LocalIncomePerPerson) => place.local_income_per_person = Some(amount),
                _ => {
                    if let Some((range, _)) = told(&mut self.case, question) {
                        *range = exactly;
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
