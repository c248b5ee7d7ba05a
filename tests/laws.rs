//! The laws that the engine obeys (see ARCHITECTURE.md), each on random households under the real rulebook.
//!
//! `JIUZHU_CASES` sets how many cases each law is tried on; `cargo xtask prove` sets ten million. A failure names its seed:
//! `JIUZHU_SEED` tries that one again.

#[path = "support/many.rs"]
mod many;
#[path = "support/random.rs"]
mod random;

use std::collections::BTreeMap;
use std::sync::Mutex;

use fastrand::Rng;
use jiuzhu_engine::assessment::{Deduction, FlipOf, HouseholdFacts};
use jiuzhu_engine::case::{Amount, Case, Expenses, Income};
use jiuzhu_engine::condition::{Clause, Condition, Gap, Outcome};
use jiuzhu_engine::{Assessment, Finding, Money, Programme, Range, Rulebook, Truth, Verdict, assess, flips, verdicts};
use many::RULEBOOK;

/// Tries a law on many seeds, by default so many that all laws together take a few minutes.
fn for_random_cases(law: impl Fn(&mut Rng) + Sync) {
    many::for_random_cases(200_000, law);
}

/// What a person needs to see to understand why a law failed: both findings, and the lines in which the cases differ.
fn story(less: &Case, more: &Case, before: &Finding, after: &Finding) -> String {
    let [less, more] = [less, more].map(|case| format!("{case:#?}"));
    let told: Vec<&str> = more.lines().filter(|line| line.contains("as_of") || !less.contains(line)).collect();
    format!(
        "{:?}: {:?} became {:?}\nbefore: {:?}\n{:#?}\nafter: {:#?}\nless: {less}\nnew lines: {told:#?}",
        before.programme,
        before.verdict,
        after.verdict,
        before.missing,
        before.reasons(),
        after.reasons()
    )
}

/// Whether a household of which more is known may have `more`, after `less` was said.
fn allows(less: &Finding, more: &Finding) -> bool {
    match less.verdict {
        Verdict::Likely | Verdict::Unlikely | Verdict::Dormant => more.verdict == less.verdict,
        Verdict::Possible if less.missing.is_empty() => more.verdict == Verdict::Possible,
        Verdict::Possible | Verdict::Undetermined => true,
    }
}

fn assert_refined(less: &Assessment, more: &Assessment, of: (&Case, &Case)) {
    for (less, more) in less.findings.iter().zip(&more.findings) {
        assert!(allows(less, more), "{}", story(of.0, of.1, less, more));
        if more.verdict.is_closed() {
            continue;
        }
        for payout in &less.payouts {
            let then = more.payouts.iter().find(|then| then.kind == payout.kind).map_or(Range::ZERO, |then| then.range);
            assert!(payout.range.covers(then), "{:?} became {then:?}\n{}", payout, story(of.0, of.1, less, more));
        }
    }
}

/// Law 1 and law 2: a whole household, the same with gaps, and one in between that knows more than the second.
#[test]
fn law_1_sound_and_law_2_refining() {
    for_random_cases(|random| {
        let whole = random::whole(random, &RULEBOOK);
        let partial = random::partial(random, &RULEBOOK, &whole);
        let mut between = partial.clone();
        if between.members.is_none() {
            between.members = whole.members.clone();
        }
        random::give_back(&mut between, &whole, |_| random.bool());
        let [less, middle, more] = [&partial, &between, &whole].map(|case| assess(&RULEBOOK, case));
        assert_refined(&less, &more, (&partial, &whole));
        assert_refined(&less, &middle, (&partial, &between));
        assert_refined(&middle, &more, (&between, &whole));
    });
}

/// Law 3: the answers to everything outside `next` change no verdict; with an empty `next`, nothing does.
#[test]
fn law_3_stop_certificate() {
    for_random_cases(|random| {
        let whole = random::whole(random, &RULEBOOK);
        let partial = random::partial(random, &RULEBOOK, &whole);
        let before = assess(&RULEBOOK, &partial);
        let mut answered = partial.clone();
        random::give_back(&mut answered, &whole, |question| question.is_none_or(|it| !before.next.contains(&it)));
        let after = assess(&RULEBOOK, &answered);
        for (before, after) in before.findings.iter().zip(&after.findings) {
            assert_eq!(before.verdict, after.verdict, "{}", story(&partial, &answered, before, after));
        }
        if before.next.is_empty() {
            let after = assess(&RULEBOOK, &whole);
            for (before, after) in before.findings.iter().zip(&after.findings) {
                assert_eq!(before.verdict, after.verdict, "{}", story(&partial, &whole, before, after));
            }
        }
    });
}

fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Unlikely | Verdict::Dormant => 0,
        Verdict::Undetermined | Verdict::Possible => 1,
        Verdict::Likely => 2,
    }
}

/// Law 4: more counted income makes dibao no more likely and no higher; more unavoidable spending, the reverse.
#[test]
fn law_4_monotone() {
    for_random_cases(|random| {
        let whole = random::whole(random, &RULEBOOK);
        let poorer = random::partial(random, &RULEBOOK, &whole);
        let mut richer = poorer.clone();
        let more = Money::from_fen(random.i64(1..500_000));
        let income = &mut richer.income;
        let expenses = &mut richer.expenses;
        let (raised, is_income) = match random.u32(..10) {
            0 => (&mut income.wages, true),
            1 => (&mut income.business, true),
            2 => (&mut income.property, true),
            3 => (&mut income.transfer, true),
            4 => (&mut income.other, true),
            5 => (&mut income.basic_pension, true),
            6 => (&mut income.elder_allowance, true),
            7 => (&mut income.transfer_paid, false),
            8 => (&mut expenses.medical, false),
            _ => (&mut expenses.education, false),
        };
        let Some(Amount { range, .. }) = raised else { return };
        *range = range.plus(Range::exactly(more));
        let (poorer, richer) = if is_income { (poorer, richer) } else { (richer, poorer) };
        let [better, worse] = [&poorer, &richer].map(|case| assess(&RULEBOOK, case).finding(Programme::Dibao).clone());
        assert!(rank(better.verdict) >= rank(worse.verdict), "{poorer:#?}\n{richer:#?}");
        if let (Some(better), Some(worse)) = (better.amount(), worse.amount()) {
            assert!(better.range.low() >= worse.range.low(), "{poorer:#?}\n{richer:#?}");
            let no_more = match (better.range.high(), worse.range.high()) {
                (None, _) => true,
                (Some(better), Some(worse)) => better >= worse,
                (Some(_), None) => false,
            };
            assert!(no_more, "{poorer:#?}\n{richer:#?}");
        }
    });
}

/// The condition with the clauses that are kept as they stand and all others open.
fn with_only(condition: &Condition, kept: &[&Clause]) -> Condition {
    let of = |parts: &[Condition]| parts.iter().map(|part| with_only(part, kept)).collect();
    match condition {
        Condition::Clause(clause) if kept.iter().any(|it| it.is_same(clause)) => clause.clone().into(),
        Condition::Clause(clause) => clause.rule.holds(Outcome::gap(Gap::ByCase)).into(),
        Condition::All(parts) => Condition::All(of(parts)),
        Condition::Any(parts) => Condition::Any(of(parts)),
    }
}

/// Law 5: the reasons alone, all else being open, come to the same; without any one of them nothing is decided any more.
#[test]
fn law_5_minimal() {
    for_random_cases(|random| {
        let whole = random::whole(random, &RULEBOOK);
        let case = if random.bool() { random::partial(random, &RULEBOOK, &whole) } else { whole };
        for finding in assess(&RULEBOOK, &case).findings {
            let (truth, reasons) = (finding.condition.outcome().truth, finding.reasons());
            let story = || format!("{:?}: {reasons:#?}\nin {case:#?}", finding.programme);
            assert!(!reasons.is_empty(), "{}", story());
            assert!(reasons.iter().all(|reason| reason.outcome.truth == truth), "{}", story());
            assert_eq!(with_only(&finding.condition, &reasons).outcome().truth, truth, "{}", story());
            if !truth.is_decided() {
                continue;
            }
            for index in 0..reasons.len() {
                let mut fewer = reasons.clone();
                let dropped = fewer.remove(index);
                let truth = with_only(&finding.condition, &fewer).outcome().truth;
                assert_eq!(truth, Truth::Unknown, "without {dropped:#?}\n{}", story());
            }
        }
    });
}

/// An income of nothing, told kind by kind.
fn no_income() -> Income {
    let nothing = Some(Amount::yearly(Money::ZERO));
    Income {
        wages: nothing,
        business: nothing,
        property: nothing,
        transfer: nothing,
        other: nothing,
        transfer_paid: nothing,
        basic_pension: nothing,
        elder_allowance: nothing,
    }
}

/// The case in which what the flip is of is this much, told by answers; `None` where no answers can tell it.
fn turned(household: &HouseholdFacts, case: &Case, of: FlipOf, amount: Money) -> Option<Case> {
    let mut case = case.clone();
    let counted = match of {
        FlipOf::Answer(question) => {
            let mut is_told = false;
            random::each_answer(&mut case, |asked, answer| {
                if asked == Some(question) && !is_told {
                    answer.tell(amount);
                    is_told = true;
                }
            });
            return Some(case);
        }
        FlipOf::CountedIncome => amount * 12,
        // Who deducts so much finds the rest to count.
        FlipOf::Deduction => {
            let paid = household.deductions.iter().find(|it| it.of == Deduction::TransferPaid);
            let paid = paid.map_or(Some(Money::ZERO), |paid| paid.amount.exact())?;
            household.gross.exact()?.less(paid).less(amount)
        }
    };
    if counted > Money::LARGEST_TOLD {
        return None;
    }
    // All of it comes in by a kind of income from which nothing is deducted.
    let nothing = Some(Amount::yearly(Money::ZERO));
    case.expenses = Expenses { medical: nothing, education: nothing, rehabilitation: nothing, other: nothing };
    case.income = Income { other: Some(Amount::yearly(counted)), ..no_income() };
    case.members.iter_mut().flatten().for_each(|member| member.income = Income::default());
    // Some places leave a part of any income out.
    let is_counted = assess(&RULEBOOK, &case).household.counted == Range::exactly(counted);
    is_counted.then_some(case)
}

/// Law 6: one fen either side of a flip, the verdicts are those that it names.
#[test]
fn law_6_exact_flips() {
    let seen = Mutex::new(BTreeMap::new());
    many::for_one_in(10, 4000, |random| {
        let whole = random::whole(random, &RULEBOOK);
        let case = if random.bool() { random::partial(random, &RULEBOOK, &whole) } else { whole };
        let household = assess(&RULEBOOK, &case).household;
        for (programme, flip) in flips(&RULEBOOK, &case) {
            let verdict = |amount| {
                let case = turned(&household, &case, flip.of, amount)?;
                Some(verdicts(&RULEBOOK, &case)[programme as usize])
            };
            let found = (verdict(flip.at), verdict(flip.at + Money::from_fen(1)));
            if let (Some(until), Some(above)) = found {
                assert_eq!((until, above), (flip.until, flip.above), "{programme:?} {flip:?} in {case:#?}");
                assert_ne!(until, above, "{flip:?}");
                *seen.lock().expect("it only counts").entry(flip.of.id()).or_insert(0) += 1;
            }
        }
    });
    let seen = seen.into_inner().expect("it only counts");
    // Every question that is answered with an amount has come up, unless only a few cases were tried.
    let are_few = ["JIUZHU_SEED", "JIUZHU_CASES"].iter().any(|name| std::env::var_os(name).is_some());
    assert!(are_few || seen.len() == 20, "flips of {seen:?} only");
}

/// The short way to the verdicts alone comes to the same as the long one.
#[test]
fn verdicts_alone_are_those_of_the_assessment() {
    for_random_cases(|random| {
        let whole = random::whole(random, &RULEBOOK);
        for case in [random::partial(random, &RULEBOOK, &whole), whole] {
            let found: Vec<Verdict> = assess(&RULEBOOK, &case).findings.iter().map(|it| it.verdict).collect();
            assert_eq!(verdicts(&RULEBOOK, &case)[..], found, "{case:#?}");
        }
    });
}

/// Law 7: no text and no bytes make a reader panic; amounts that are read can be written and read again.
#[test]
fn law_7_total() {
    let alphabet: Vec<char> = "0123456789.,-+eE 元,，．－０９¥x\u{202e}\u{0}年-".chars().collect();
    for_random_cases(|random| {
        let text: String = (0..random.usize(..14)).map(|_| alphabet[random.usize(..alphabet.len())]).collect();
        if let Ok(money) = Money::parse(&text) {
            assert_eq!(Money::parse(&money.to_string()), Ok(money), "`{text}`");
        }
        let _ = jiuzhu_engine::Date::parse(&text);
        let _ = jiuzhu_engine::case::RegionCode::parse(&text);
        let bytes: Vec<u8> = (0..random.usize(..40)).map(|_| random.u8(..)).collect();
        assert!(Rulebook::from_bytes(&bytes).is_err());
        let mut whole = random::whole(random, &RULEBOOK);
        whole.place.hukou = jiuzhu_engine::case::RegionCode::parse(&format!("{:06}", random.u32(..1_000_000)));
        whole.place.local_standard = Some(Money::LARGEST_TOLD);
        whole.income.wages = Some(Amount::monthly(Money::LARGEST_TOLD));
        whole.hardship.months = Some(random.u8(..));
        assert_eq!(assess(&RULEBOOK, &whole).findings.len(), Programme::ALL.len());
    });
}
