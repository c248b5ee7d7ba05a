//! The exact amounts, to the fen, at which a verdict changes.
//!
//! Where the local standard is open, the case is judged again with the standard typed in; where it is known, the conditions
//! are put together once more with the income on either side of a line. An amount that changes nothing is no flip.

use crate::assessment::{Flip, FlipOf, Verdict};
use crate::case::Case;
use crate::condition::{Condition, Outcome, Rule};
use crate::figures::Figures;
use crate::household::Household;
use crate::money::{Money, Ratio};
use crate::programmes::{borderline, dibao, verdict};
use crate::range::Range;
use crate::rulebook::Rulebook;

/// Where the verdict on dibao changes, and where that on the borderline household does: at its own line, and at the dibao
/// line, below which it is a dibao household instead.
pub fn of(
    rulebook: &Rulebook,
    household: &Household,
    dibao: &Condition,
    borderline: &Condition,
) -> (Vec<Flip>, Vec<Flip>) {
    let Some(persons) = persons(household) else {
        return (Vec::new(), Vec::new());
    };
    // Where members have standards of their own, the lines are no multiples of one.
    if household.higher_standards.range != Range::ZERO {
        return (Vec::new(), Vec::new());
    }
    let (factor, ..) = borderline::multiple(household);
    let factor = (factor.least == factor.most).then_some(factor.least);
    if let Some(standard) = household.figures.standard.range.exact() {
        let limit = standard * persons;
        // A line that is published in whole yuan only has no exact flip.
        let is_whole = |factor: &Ratio| Range::exactly(standard * *factor).up_to_whole_yuan().exact().is_some();
        let own_limit = factor.filter(is_whole).map(|factor| limit * factor);
        return (at_dibao_line(household, dibao, limit), at_lines(household, dibao, borderline, limit, own_limit));
    }
    let (mut of_dibao, mut of_borderline) = (Vec::new(), Vec::new());
    let own_line = factor.and_then(|factor| largest_standard_too_low(household, persons, factor));
    let dibao_line = largest_standard_too_low(household, persons, Ratio::ONE);
    for (line, is_dibao) in [(own_line, false), (dibao_line, true)] {
        let Some(at) = line else { continue };
        let until = judged_with(rulebook, household.case, at);
        let above = judged_with(rulebook, household.case, at + Money::from_fen(1));
        if is_dibao {
            push(&mut of_dibao, Flip { of: FlipOf::LocalStandard, at, until: until.0, above: above.0 });
        }
        push(&mut of_borderline, Flip { of: FlipOf::LocalStandard, at, until: until.1, above: above.1 });
    }
    (of_dibao, of_borderline)
}

fn push(flips: &mut Vec<Flip>, flip: Flip) {
    if flip.until != flip.above {
        flips.push(flip);
    }
}

/// Where the verdict on dibao changes, the standard being known.
fn at_dibao_line(household: &Household, dibao: &Condition, limit: Money) -> Vec<Flip> {
    let of = |income| verdict(outcome_if(dibao, &[(&dibao::INCOME, income)]), None);
    by_amounts(household, &[Line { limit, below: of(Outcome::YES), above: of(Outcome::NO) }])
}

/// Where the verdict on the borderline household changes, the standard being known.
fn at_lines(
    household: &Household,
    dibao: &Condition,
    borderline: &Condition,
    limit: Money,
    own_limit: Option<Money>,
) -> Vec<Flip> {
    let of = |below_dibao, below_own| {
        let not_dibao = outcome_if(dibao, &[(&dibao::INCOME, below_dibao)]).negate();
        let known = [(&borderline::NOT_DIBAO, not_dibao), (&borderline::INCOME, below_own)];
        verdict(outcome_if(borderline, &known), None)
    };
    let [under, between, over] =
        [of(Outcome::YES, Outcome::YES), of(Outcome::NO, Outcome::YES), of(Outcome::NO, Outcome::NO)];
    let dibao = Line { limit, below: under, above: between };
    // Without a line of its own on file, the second is the first again, where nothing more changes.
    let own = Line { limit: own_limit.unwrap_or(limit), below: between, above: own_limit.map_or(between, |_| over) };
    by_amounts(household, &[dibao, own])
}

/// A monthly amount that counted income must stay below, with the verdicts on either side.
struct Line {
    limit: Money,
    below: Verdict,
    above: Verdict,
}

/// The flips at lines that are known: by what comes in, and by what is deducted where that alone is open.
fn by_amounts(household: &Household, lines: &[Line]) -> Vec<Flip> {
    let (mut flips, mut by_deduction) = (Vec::new(), Vec::new());
    for line in lines {
        if let Some(at) = largest_below(line.limit) {
            push(&mut flips, Flip { of: FlipOf::CountedIncome, at, until: line.below, above: line.above });
        }
        let limit = line.limit * 12;
        let (counted, disposable) = (household.counted.range, household.disposable.range.exact());
        let Some(disposable) =
            disposable.filter(|it| limit <= *it && counted.low() < limit && counted.exact().is_none())
        else {
            continue;
        };
        // More deduction means less income, so that the verdicts stand the other way round.
        let at = floor(disposable - limit);
        push(&mut by_deduction, Flip { of: FlipOf::Deduction, at, until: line.above, above: line.below });
    }
    flips.extend(by_deduction);
    flips
}

/// The largest standard, per person and month, with which the income of the household is not below `factor` standards; `None`
/// if the figures on file already say that the standard is higher, or if the income is not known exactly.
fn largest_standard_too_low(household: &Household, persons: u32, factor: Ratio) -> Option<Money> {
    let counted = household.counted.range.exact()?;
    let at = floor_of_share(counted, factor, 12 * persons);
    (!at.is_zero() && household.figures.standard.range.contains(at)).then_some(at)
}

/// The verdicts on dibao and on the borderline household if the local standard were this much.
fn judged_with(rulebook: &Rulebook, case: &Case, standard: Money) -> (Verdict, Verdict) {
    let mut case = case.clone();
    case.place.local_standard = Some(standard);
    let figures = Figures::of(rulebook, &case);
    let household = Household::of(&case, &figures);
    let dibao = dibao::judge(&household).outcome;
    let borderline = borderline::judge(&household, dibao).outcome;
    (verdict(dibao, None), verdict(borderline, None))
}

/// How many persons count, where that is known.
fn persons(household: &Household) -> Option<u32> {
    let (least, most) = household.size;
    (least == most).then_some(least)
}

/// What the condition comes to if the clauses of some rules came out as given.
fn outcome_if(condition: &Condition, given: &[(&'static Rule, Outcome)]) -> Outcome {
    match condition {
        Condition::Clause(clause) => {
            let given = given.iter().find(|(rule, _)| core::ptr::eq(*rule, clause.rule));
            given.map_or(clause.outcome, |(_, outcome)| *outcome)
        }
        Condition::All(parts) => parts.iter().fold(Outcome::YES, |sum, part| sum.and(outcome_if(part, given))),
        Condition::Any(parts) => parts.iter().fold(Outcome::NO, |sum, part| sum.or(outcome_if(part, given))),
    }
}

/// Whole fen, rounded down.
fn floor(money: Money) -> Money {
    let rounded = money.to_fen();
    if rounded > money { rounded - Money::from_fen(1) } else { rounded }
}

/// The largest whole number of fen below the limit.
fn largest_below(limit: Money) -> Option<Money> {
    let rounded = limit.to_fen();
    let below = if rounded < limit { rounded } else { rounded - Money::from_fen(1) };
    (below >= Money::ZERO).then_some(below)
}

/// The largest whole number of fen of which `parts` times `factor` is no more than `total`.
fn floor_of_share(total: Money, factor: Ratio, parts: u32) -> Money {
    let fits = |share: Money| share * parts * factor <= total;
    // Without division by a ratio, the share is found by halving: fewer than sixty steps, each exact.
    let (mut low, mut high) = (0, total.fen().max(0) + 1);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if fits(Money::from_fen(middle)) { low = middle } else { high = middle }
    }
    Money::from_fen(low)
}
