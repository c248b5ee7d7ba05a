//! The laws that the engine obeys (see ARCHITECTURE.md), each on random households under the real rulebook.
//!
//! `JIUZHU_CASES` sets how many cases each law is tried on; `cargo xtask prove` sets ten million. A failure names its seed:
//! `JIUZHU_SEED` tries that one again.

#[path = "support/many.rs"]
mod many;
#[path = "support/random.rs"]
mod random;

use fastrand::Rng;
use jiuzhu_engine::case::{Amount, Case};
use jiuzhu_engine::condition::Condition;
use jiuzhu_engine::{Assessment, Finding, Money, Programme, Range, Rulebook, Verdict, assess};
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
        before.programme, before.verdict, after.verdict, before.missing, before.reasons, after.reasons
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

/// Law 5, as far as a tree of clauses goes: the reasons alone carry the conclusion, and each of them is needed.
#[test]
fn law_5_reasons_carry_the_verdict() {
    for_random_cases(|random| {
        let whole = random::whole(random, &RULEBOOK);
        let partial = random::partial(random, &RULEBOOK, &whole);
        for finding in assess(&RULEBOOK, &partial).findings {
            let truths: Vec<_> = finding.reasons.iter().map(|reason| reason.outcome.truth).collect();
            assert!(!truths.is_empty(), "{:?} has no reason\n{partial:#?}", finding.programme);
            assert!(truths.windows(2).all(|pair| pair[0] == pair[1]), "{:#?}", finding.reasons);
            let together = finding.reasons.iter().cloned().map(Condition::Clause).collect();
            assert_eq!(Condition::All(together).outcome().truth, truths[0]);
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
