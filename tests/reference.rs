//! Two engines, one answer: every programme worked out a second time from the texts of the law, with plain booleans and
//! numbers, obvious and slow, and held against the engine.
//!
//! `reference/` shares no rule with `engine/`: it takes the case and the rulebook's data and nothing else. Where something is
//! not settled it makes a choice (`ways.rs`), reads the case to the end (`reading.rs`, `household.rs`, `programmes.rs`), and
//! starts again with another choice. An amount that was not told is tried at nothing, at more than anybody earns, and on both
//! sides of the thresholds; an open answer, at a few values of each sort; what only the office can settle, at its ends.
//!
//! Not every way is tried, so that the two agree if
//! - no way that was tried contradicts a decided verdict of the engine: `Likely` allows no household that gets nothing,
//!   `Unlikely` none that gets something;
//! - whatever is paid in any way lies within the amount that the engine shows;
//! - `Possible` that no answer can change is left possible by every set of answers;
//! - and where everything is told and every local figure is exact, so that there is one way only, verdict and amount are equal.

#[path = "reference/household.rs"]
mod household;
#[path = "support/many.rs"]
mod many;
#[path = "reference/programmes.rs"]
mod programmes;
#[path = "reference/reading.rs"]
mod reading;
#[path = "reference/ways.rs"]
mod ways;

use std::path::Path;

use fastrand::Rng;
use jiuzhu_engine::{Case, Date, Finding, Verdict, assess};
use jiuzhu_selftest::random;
use many::{RULEBOOK, for_random_cases};
use programmes::Found;
use reading::{HUGE, Reading, Yuan};
use xtask::golden;

/// Holds the engine's findings against all ways that are tried, at most so many sets of answers and ways for each.
fn agree(case: &Case, most: [usize; 2], random: &mut Rng) -> Result<(), String> {
    let assessment = assess(&RULEBOOK, case);
    for finding in &assessment.findings {
        programme_agrees(finding, case, most, random).map_err(|error| {
            let reasons: Vec<_> = finding.reasons().into_iter().map(|it| (it.rule.id, it.outcome.truth)).collect();
            format!("{:?} is {:?}, but {error}\n{reasons:?}\n{case:?}", finding.programme, finding.verdict)
        })?;
    }
    Ok(())
}

fn programme_agrees(finding: &Finding, case: &Case, most: [usize; 2], random: &mut Rng) -> Result<(), String> {
    let tried = ways::try_all(most, random, |way| {
        let found = programmes::judge(finding.programme, &Reading::new(&RULEBOOK, case, way));
        match contradiction(finding, &found) {
            Some(error) => Err(format!("{error}, in the way\n{}", way.story())),
            None => Ok(found),
        }
    });
    let mut single = None;
    for way in tried.answered.iter().flat_map(|answered| &answered.ways) {
        single = Some(way.as_ref().map_err(String::clone)?);
    }
    let no = |way: &Result<Found, String>| *way == Ok(Found::No);
    let all = |is: &dyn Fn(&Result<Found, String>) -> bool| {
        tried.answered.iter().any(|answered| answered.every && answered.ways.iter().all(is))
    };
    let some = |is: &dyn Fn(&Result<Found, String>) -> bool| tried.answered.iter().flat_map(|it| &it.ways).any(is);
    let answers_matter = all(&no) && some(&|way| !no(way)) || all(&|way| !no(way)) && some(&no);
    if finding.verdict == Verdict::Possible && finding.missing.is_empty() && answers_matter {
        return Err("an answer can still settle it".to_owned());
    }
    match (single, &tried.answered[..]) {
        (Some(found), [answered]) if answered.ways.len() == 1 => exactly(finding, found),
        _ => Ok(()),
    }
}

/// Why what was found in one way cannot be, if the engine is right.
fn contradiction(finding: &Finding, found: &Found) -> Option<String> {
    let allowed = match found {
        // Until the place is told, it is not settled whether what the place has laid down is over.
        Found::Dormant => matches!(finding.verdict, Verdict::Dormant | Verdict::Undetermined),
        Found::No => !matches!(finding.verdict, Verdict::Likely | Verdict::Dormant),
        Found::Yes(_) => !finding.verdict.is_closed(),
        Found::Elsewhere => true,
    };
    if !allowed {
        return Some(format!("it could be {found:?}"));
    }
    let Found::Yes(paid) = found else { return None };
    for (kind, yuan) in paid {
        // While it is not known by which rule something is paid, nothing is said about how much.
        let Some(payout) = finding.payouts.iter().find(|payout| payout.kind == *kind) else { continue };
        let within = Yuan::from(payout.range.low()) <= *yuan
            && payout.range.high().is_none_or(|high| *yuan <= high.into() && *yuan < HUGE);
        if !within {
            return Some(format!("{kind:?} could be {yuan}, not {:?}", payout.range));
        }
    }
    None
}

/// With one way only, verdict and amounts are equal.
fn exactly(finding: &Finding, found: &Found) -> Result<(), String> {
    let expected = match found {
        Found::Dormant => Verdict::Dormant,
        Found::No => Verdict::Unlikely,
        Found::Yes(_) => Verdict::Likely,
        Found::Elsewhere => return Ok(()),
    };
    if finding.verdict != expected {
        return Err(format!("everything is told and on file, and it is {found:?}"));
    }
    let Found::Yes(paid) = found else { return Ok(()) };
    for (kind, yuan) in paid {
        let payout = finding.payouts.iter().find(|payout| payout.kind == *kind);
        let shown = payout.map_or(Some(Yuan::ZERO), |payout| payout.range.exact().map(Yuan::from));
        if shown != Some(*yuan) {
            return Err(format!("{kind:?} is exactly {yuan}, not {payout:?}"));
        }
    }
    Ok(())
}

fn assert_agree(case: &Case, most: [usize; 2], random: &mut Rng) {
    if let Err(error) = agree(case, most, random) {
        panic!("{error}");
    }
}

#[test]
fn whole_households_come_out_as_by_the_texts() {
    for_random_cases(500, |random| {
        let whole = random::whole(random, &RULEBOOK);
        assert_agree(&whole, [2, 12], random);
    });
}

#[test]
fn households_with_gaps_come_out_as_by_the_texts() {
    for_random_cases(500, |random| {
        let whole = random::whole(random, &RULEBOOK);
        let mut partial = random::partial(random, &RULEBOOK, &whole);
        if random.bool() {
            let one_in = random.u32(2..8);
            random::give_back(&mut partial, &whole, |_| random.u32(..one_in) > 0);
        }
        assert_agree(&partial, [4, 4], random);
    });
}

#[test]
fn golden_households_come_out_as_by_the_texts() {
    let today = Date::literal(2026, 11, 21);
    let cases = golden::cases(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases"));
    let cases = cases.expect("the cases can be read");
    assert!(cases.len() >= 12, "only {} cases were found", cases.len());
    let differences = cases.iter().filter_map(|(file, golden)| {
        let (case, errors) = golden.case_file().read(&RULEBOOK, today);
        assert!(errors.is_empty(), "{}", file.display());
        let error = agree(&case, [4, 16], &mut Rng::with_seed(0)).err()?;
        Some(format!("{}: {}\n  {error}", file.display(), golden.title))
    });
    let differences: Vec<String> = differences.collect();
    assert!(differences.is_empty(), "{} of {} differ\n{}", differences.len(), cases.len(), differences.join("\n"));
}
