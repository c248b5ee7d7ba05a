//! The laws that the engine obeys (see ARCHITECTURE.md), each tried on one random household at a time.

use anyhow::{Context, Result, ensure};
use fastrand::Rng;
use jiuzhu_engine::assessment::{Deduction, Flip, FlipAt, FlipOf, HouseholdFacts};
use jiuzhu_engine::case::{Amount, Case, Expenses, Income, MOST_MONTHS, MOST_THINGS, OLDEST, RegionCode};
use jiuzhu_engine::condition::{Clause, Condition, Gap, Outcome};
use jiuzhu_engine::spoken::{CodeError, EXACT, Said, hear, say};
use jiuzhu_engine::{
    Assessment, Date, Finding, HouseholdQuestion as Ask, MemberQuestion as AskOf, Money, Programme, Question, Range,
    Rulebook, Truth, Verdict, assess, flips, verdicts,
};

use crate::random::{self, Value};

/// A law.
pub struct Law {
    /// What `selftest.html` knows it by.
    pub id: &'static str,
    /// On how many households it is tried in a browser; all together check a hundred thousand statements and more.
    pub households: u32,
    /// Draws a household, tries it and gives how many statements held; what it takes to see why one did not is in the error.
    pub holds: fn(&mut Rng, &Rulebook) -> Result<usize>,
}

/// All laws; the first two are tried on the same households.
pub const LAWS: [Law; 8] = [
    Law { id: "refining", households: 1100, holds: refining },
    Law { id: "stop", households: 900, holds: stop_certificate },
    Law { id: "monotone", households: 500, holds: monotone },
    Law { id: "minimal", households: 600, holds: minimal },
    Law { id: "flips", households: 10, holds: |random, rulebook| Ok(exact_flips(random, rulebook)?.len()) },
    Law { id: "verdicts", households: 400, holds: verdicts_alone },
    Law { id: "total", households: 1000, holds: total },
    Law { id: "spoken", households: 500, holds: spoken },
];

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

fn is_refined(less: &Assessment, more: &Assessment, of: (&Case, &Case)) -> Result<usize> {
    let mut held = 0;
    for (less, more) in less.findings.iter().zip(&more.findings) {
        ensure!(allows(less, more), "{}", story(of.0, of.1, less, more));
        held += 1;
        if more.verdict.is_closed() {
            continue;
        }
        for payout in &less.payouts {
            let then = more.payouts.iter().find(|then| then.kind == payout.kind).map_or(Range::ZERO, |then| then.range);
            ensure!(payout.range.covers(then), "{:?} became {then:?}\n{}", payout, story(of.0, of.1, less, more));
            held += 1;
        }
    }
    Ok(held)
}

/// Law 1 and law 2: a whole household, the same with gaps, and one in between that knows more than the second.
///
/// # Errors
/// If the law does not hold.
pub fn refining(random: &mut Rng, rulebook: &Rulebook) -> Result<usize> {
    let whole = random::whole(random, rulebook);
    let partial = random::partial(random, rulebook, &whole);
    let mut between = partial.clone();
    if between.members.is_none() {
        between.members = whole.members.clone();
    }
    random::give_back(&mut between, &whole, |_| random.bool());
    let [less, middle, more] = [&partial, &between, &whole].map(|case| assess(rulebook, case));
    Ok(is_refined(&less, &more, (&partial, &whole))?
        + is_refined(&less, &middle, (&partial, &between))?
        + is_refined(&middle, &more, (&between, &whole))?)
}

/// Law 3: the answers to everything outside `next` change no verdict; with an empty `next`, nothing does.
///
/// # Errors
/// If the law does not hold.
pub fn stop_certificate(random: &mut Rng, rulebook: &Rulebook) -> Result<usize> {
    let whole = random::whole(random, rulebook);
    let partial = random::partial(random, rulebook, &whole);
    let before = assess(rulebook, &partial);
    let mut answered = partial.clone();
    random::give_back(&mut answered, &whole, |question| question.is_none_or(|it| !before.next.contains(&it)));
    let mut held = 0;
    for answered in [Some(answered), before.next.is_empty().then_some(whole)].into_iter().flatten() {
        let after = assess(rulebook, &answered);
        for (before, after) in before.findings.iter().zip(&after.findings) {
            ensure!(before.verdict == after.verdict, "{}", story(&partial, &answered, before, after));
            held += 1;
        }
    }
    Ok(held)
}

fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Unlikely | Verdict::Dormant => 0,
        Verdict::Undetermined | Verdict::Possible => 1,
        Verdict::Likely => 2,
    }
}

/// Law 4: more counted income makes dibao no more likely and no higher; more unavoidable spending, the reverse.
///
/// # Errors
/// If the law does not hold.
pub fn monotone(random: &mut Rng, rulebook: &Rulebook) -> Result<usize> {
    let whole = random::whole(random, rulebook);
    let poorer = random::partial(random, rulebook, &whole);
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
    let Some(Amount { range, .. }) = raised else { return Ok(0) };
    *range = range.plus(Range::exactly(more));
    let (poorer, richer) = if is_income { (poorer, richer) } else { (richer, poorer) };
    let [better, worse] = [&poorer, &richer].map(|case| assess(rulebook, case).finding(Programme::Dibao).clone());
    ensure!(rank(better.verdict) >= rank(worse.verdict), "{poorer:#?}\n{richer:#?}");
    if let (Some(better), Some(worse)) = (better.amount(), worse.amount()) {
        ensure!(better.range.low() >= worse.range.low(), "{poorer:#?}\n{richer:#?}");
        let no_more = match (better.range.high(), worse.range.high()) {
            (None, _) => true,
            (Some(better), Some(worse)) => better >= worse,
            (Some(_), None) => false,
        };
        ensure!(no_more, "{poorer:#?}\n{richer:#?}");
        return Ok(3);
    }
    Ok(1)
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
///
/// # Errors
/// If the law does not hold.
pub fn minimal(random: &mut Rng, rulebook: &Rulebook) -> Result<usize> {
    let whole = random::whole(random, rulebook);
    let case = if random.bool() { random::partial(random, rulebook, &whole) } else { whole };
    let mut held = 0;
    for finding in assess(rulebook, &case).findings {
        let (truth, reasons) = (finding.condition.outcome().truth, finding.reasons());
        let story = || format!("{:?}: {reasons:#?}\nin {case:#?}", finding.programme);
        ensure!(!reasons.is_empty(), "{}", story());
        ensure!(reasons.iter().all(|reason| reason.outcome.truth == truth), "{}", story());
        ensure!(with_only(&finding.condition, &reasons).outcome().truth == truth, "{}", story());
        held += 1;
        if !truth.is_decided() {
            continue;
        }
        for index in 0..reasons.len() {
            let mut fewer = reasons.clone();
            let dropped = fewer.remove(index);
            let truth = with_only(&finding.condition, &fewer).outcome().truth;
            ensure!(truth == Truth::Unknown, "without {dropped:#?}\n{}", story());
            held += 1;
        }
    }
    Ok(held)
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

/// The case in which a question is answered otherwise.
fn told(case: &Case, question: Question, value: Value) -> Case {
    let mut case = case.clone();
    let mut is_told = false;
    random::each_answer(&mut case, |asked, answer| {
        if asked == Some(question) && !is_told {
            answer.tell(value);
            is_told = true;
        }
    });
    case
}

/// The case in which what the flip is of is what it names, or one more, told by answers; `None` where no answers can tell it.
fn turned(rulebook: &Rulebook, household: &HouseholdFacts, case: &Case, at: FlipAt, more: u8) -> Option<Case> {
    let (of, amount) = match at {
        FlipAt::Number { of, at } => return Some(told(case, of, Value::Number(at + more))),
        FlipAt::Amount { of, at, .. } => (of, at + Money::from_fen(more.into())),
    };
    let counted = match of {
        FlipOf::Answer(question) => return Some(told(case, question, Value::Amount(amount))),
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
    let mut case = case.clone();
    // All of it comes in by a kind of income from which nothing is deducted.
    let nothing = Some(Amount::yearly(Money::ZERO));
    case.expenses = Expenses { medical: nothing, education: nothing, rehabilitation: nothing, other: nothing };
    case.income = Income { other: Some(Amount::yearly(counted)), ..no_income() };
    case.members.iter_mut().flatten().for_each(|member| member.income = Income::default());
    // Some places leave a part of any income out.
    let is_counted = assess(rulebook, &case).household.counted == Range::exactly(counted);
    is_counted.then_some(case)
}

/// Law 6: one fen, year, month or thing either side of a flip, the verdicts are those that it names, and none is left out between
/// two values of an answer. Gives what the flips were of.
///
/// # Errors
/// If the law does not hold.
pub fn exact_flips(random: &mut Rng, rulebook: &Rulebook) -> Result<Vec<FlipOf>> {
    let whole = random::whole(random, rulebook);
    let case = if random.bool() { random::partial(random, rulebook, &whole) } else { whole };
    let household = assess(rulebook, &case).household;
    let flips = flips(rulebook, &case);
    let mut tried = Vec::new();
    for (programme, flip) in &flips {
        let verdict = |more| {
            let case = turned(rulebook, &household, &case, flip.at, more)?;
            Some(verdicts(rulebook, &case)[*programme as usize])
        };
        if let (Some(until), Some(above)) = (verdict(0), verdict(1)) {
            ensure!((until, above) == (flip.until, flip.above), "{programme:?} {flip:?} in {case:#?}");
            ensure!(until != above, "{flip:?}");
            tried.push(flip.at.of());
        }
    }
    no_flip_left_out(random, rulebook, &case, &flips)?;
    Ok(tried)
}

/// Draws two values of an answer: where they give two verdicts, a flip between them is named.
fn no_flip_left_out(random: &mut Rng, rulebook: &Rulebook, case: &Case, flips: &[(Programme, Flip)]) -> Result<()> {
    // Acts of daily life are ticked one by one, not told as a number.
    let is_ticked = |question| matches!(question, Question::Member(_, AskOf::SelfCare));
    let mut answers: Vec<(Question, Value)> = Vec::new();
    let mut seen = Vec::new();
    random::each_answer(&mut case.clone(), |question, answer| {
        if let Some(question) = question.filter(|question| !seen.contains(question) && !is_ticked(*question)) {
            seen.push(question);
            answers.extend(answer.value().map(|value| (question, value)));
        }
    });
    let nothing = [Value::Amount(Money::ZERO), Value::Number(0)];
    answers.retain(|(_, value)| !nothing.contains(value));
    let Some((question, value)) = random.choice(answers) else { return Ok(()) };
    let mut draw = || match value {
        Value::Amount(amount) => {
            Value::Amount(Money::from_fen(random.i64(0..=amount.fen() * 3)).min(Money::LARGEST_TOLD))
        }
        Value::Number(_) => Value::Number(random.u8(..=match question {
            Question::Household(Ask::Vehicles | Ask::Homes) => MOST_THINGS,
            Question::Household(_) => MOST_MONTHS,
            Question::Member(..) => OLDEST,
        })),
    };
    let (one, other) = (draw(), draw());
    let [in_one, in_other] = [one, other].map(|value| verdicts(rulebook, &told(case, question, value)));
    let is_between = |at| match (at, one, other) {
        (FlipAt::Amount { at, .. }, Value::Amount(one), Value::Amount(other)) => {
            one.min(other) <= at && at < one.max(other)
        }
        (FlipAt::Number { at, .. }, Value::Number(one), Value::Number(other)) => {
            one.min(other) <= at && at < one.max(other)
        }
        _ => false,
    };
    for (index, programme) in Programme::ALL.iter().enumerate() {
        let named = |(of, flip): &(Programme, Flip)| {
            of == programme && flip.at.of() == FlipOf::Answer(question) && is_between(flip.at)
        };
        ensure!(
            in_one[index] == in_other[index] || flips.iter().any(named),
            "{programme:?}: {one:?} {:?}, {other:?} {:?} for {question:?}, but {flips:#?} in {case:#?}",
            in_one[index],
            in_other[index]
        );
    }
    Ok(())
}

/// The short way to the verdicts alone comes to the same as the long one.
///
/// # Errors
/// If the law does not hold.
pub fn verdicts_alone(random: &mut Rng, rulebook: &Rulebook) -> Result<usize> {
    let whole = random::whole(random, rulebook);
    for case in [random::partial(random, rulebook, &whole), whole] {
        let found = assess(rulebook, &case).findings;
        ensure!(verdicts(rulebook, &case).into_iter().eq(found.iter().map(|it| it.verdict)), "{case:#?}");
    }
    Ok(2 * Programme::ALL.len())
}

/// Law 7: no text and no bytes make a reader panic, and no case the engine; amounts that are read can be written and read again.
///
/// # Errors
/// If the law does not hold.
pub fn total(random: &mut Rng, rulebook: &Rulebook) -> Result<usize> {
    const ALPHABET: [char; 28] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', ',', '-', '+', 'e', 'E', ' ', '元', '，', '．', '－',
        '０', '９', '¥', 'x', '\u{202e}', '\u{0}', '年',
    ];
    let text: String = (0..random.u32(..14)).map(|_| ALPHABET[random::below(random, ALPHABET.len())]).collect();
    if let Ok(money) = Money::parse(&text) {
        ensure!(Money::parse(&money.to_string()) == Ok(money), "`{text}`");
    }
    let _ = Date::parse(&text);
    let _ = RegionCode::parse(&text);
    let bytes: Vec<u8> = (0..random.u32(..40)).map(|_| random.u8(..)).collect();
    ensure!(Rulebook::from_bytes(&bytes).is_err(), "{bytes:?} is a rulebook");
    let mut whole = random::whole(random, rulebook);
    whole.place.hukou = RegionCode::parse(&format!("{:06}", random.u32(..1_000_000)));
    whole.place.local_standard = Some(Money::LARGEST_TOLD);
    whole.income.wages = Some(Amount::monthly(Money::LARGEST_TOLD));
    whole.hardship.months = Some(random.u8(..));
    ensure!(assess(rulebook, &whole).findings.len() == Programme::ALL.len(), "{whole:#?}");
    Ok(1)
}

/// The day of the rules that a code names in [`spoken`].
const RULES: Date = Date::literal(2026, 11, 21);

/// A random case with gaps, and the code that says it with amounts to so many digits as were drawn.
///
/// # Errors
/// If it cannot be said, and no amount in it is larger than may be told.
pub fn said(random: &mut Rng, rulebook: &Rulebook) -> Result<(Case, Said)> {
    loop {
        let mut case = random::whole(random, rulebook);
        let keep = [5, 30, 60, 85, 100][random::below(random, 5)];
        random::each_answer(&mut case, |_, answer| match random.u32(..100) {
            roll if roll < keep => {}
            roll if roll % 3 == 0 => answer.blur(rulebook, random),
            _ => answer.take_back(),
        });
        let digits = random.u8(1..=EXACT);
        match say(&case, RULES, digits) {
            Ok(said) => return Ok((case, said)),
            // A blurred amount may end above the largest that may be told.
            Err(CodeError::OutOfRange) => {}
            Err(error) => return Err(error).with_context(|| format!("{case:#?}")),
        }
    }
}

/// A case that is said in digits comes back as it was said, and as it was told where the digits were enough.
///
/// # Errors
/// If the law does not hold.
pub fn spoken(random: &mut Rng, rulebook: &Rulebook) -> Result<usize> {
    let (told, said) = said(random, rulebook)?;
    let heard = hear(&said.code).with_context(|| format!("`{}` of {told:#?}", said.code))?;
    ensure!((&heard.case, heard.rules) == (&said.case, RULES), "`{}` of {told:#?}", said.code);
    ensure!(said.rounded.is_empty() == (told == said.case), "`{}` of {told:#?}", said.code);
    for rounded in &said.rounded {
        ensure!(rounded.told.exact().is_some() || rounded.said.covers(rounded.told), "{rounded:?}");
    }
    let exact = say(&told, RULES, EXACT).with_context(|| format!("{told:#?}"))?;
    ensure!(exact.case == told, "`{}` of {told:#?}", exact.code);
    Ok(2)
}
