//! An assessment in words: the sentences that the page shows, the command line prints and the clipboard takes away.
//!
//! Nothing is decided here. Every number in a sentence is one that the engine gave; every word is a text with a key.

use core::fmt::Write;

use jiuzhu_engine::assessment::{
    ApplyAt, Deduction, DeductionFact, Figure, FigureOf, Finding, Flip, FlipAt, FlipOf, Method, Often, Payout,
    PayoutKind, Used,
};
use jiuzhu_engine::case::{Case, Event, Member, Period, RegionCode, Relation};
use jiuzhu_engine::condition::{Clause, Compared, Gap, Rule, Unit};
use jiuzhu_engine::programmes::temporary_emergency::HELP_FIRST;
use jiuzhu_engine::programmes::{borderline, dibao};
use jiuzhu_engine::rulebook::{Class, Source, SourceIndex};
use jiuzhu_engine::{
    Assessment, Date, HouseholdQuestion, MemberQuestion, Money, Programme, Question, Questions, Range, Ratio, Rulebook,
    Truth, Verdict, flips,
};

use crate::text::{self, Key, get, has, named};
use crate::{citation, place, steps};

/// Everything that can be said about a case on its day, in sentences.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The day for which the rules were asked.
    pub as_of: String,
    /// What holds for people in an emergency, if this is one.
    pub urgent: Option<LawText>,
    /// One for each programme, the most useful first.
    pub findings: Vec<FindingText>,
    /// Where the household stands against the lines, where that can be drawn.
    pub picture: Option<Picture>,
    /// What was made of the household.
    pub household: HouseholdText,
    /// The figures that were used.
    pub figures: Vec<FigureText>,
    /// Where to apply.
    pub places: Vec<PlaceText>,
    /// The papers to bring.
    pub documents: Vec<&'static str>,
    /// How long the office may take.
    pub times: Vec<&'static str>,
    /// What the person may ask for and owes.
    pub rights: Vec<&'static str>,
    /// Whom to call.
    pub phones: Vec<PhoneText>,
    /// The questions that can still change something.
    pub next: Vec<MissingText>,
    /// Who decides, and what was not looked at.
    pub notes: Vec<String>,
}

/// What was found about one programme.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingText {
    /// The programme.
    pub programme: Programme,
    /// How likely it is.
    pub verdict: Verdict,
    /// How likely it is, in words.
    pub verdict_words: &'static str,
    /// The programme's name.
    pub name: &'static str,
    /// What the programme is, in a sentence.
    pub what: &'static str,
    /// How much, the main payment first.
    pub amounts: Vec<AmountText>,
    /// Why, the main reason first.
    pub reasons: Vec<ReasonText>,
    /// The articles behind the reasons, each once.
    pub laws: Vec<LawText>,
    /// The local figures behind it.
    pub figures: Vec<String>,
    /// The answers that could still decide it.
    pub missing: Vec<MissingText>,
    /// What only the place can decide.
    pub gaps: Vec<GapText>,
    /// That the office may, and need not.
    pub discretion: Option<ReasonText>,
    /// At which amounts the verdict changes.
    pub flips: Vec<String>,
    /// Members who could be taken in alone.
    pub members: Vec<String>,
    /// Where to apply.
    pub apply: String,
}

/// Counted income beside the lines, in hundredths of the width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Where the income ends.
    pub income: u32,
    /// Where the dibao line is.
    pub dibao: u32,
    /// Where the borderline is, if it is known.
    pub borderline: Option<u32>,
    /// The same in words: income, dibao line, borderline.
    pub words: Vec<String>,
    /// How the dibao falls as the income grows, where it is the difference.
    pub benefit: Option<&'static str>,
}

/// Money that a programme pays.
#[derive(Clone, Debug, PartialEq)]
pub struct AmountText {
    /// What it is.
    pub label: String,
    /// How much and how often.
    pub amount: String,
    /// Whether there is a number in it.
    pub is_known: bool,
    /// How it came about, and how far to trust it.
    pub how: Vec<String>,
    /// The local source behind it.
    pub source: Option<String>,
}

/// A reason with what stands behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReasonText {
    /// The sentence.
    pub sentence: String,
    /// The article, if one was in force that day.
    pub law: Option<LawText>,
    /// The local source, if one was used.
    pub local: Option<String>,
}

/// An article.
#[derive(Clone, Debug, PartialEq)]
pub struct LawText {
    /// Document and article.
    pub name: String,
    /// Its sentence, word for word.
    pub quote: Option<String>,
}

/// A question that is not answered.
#[derive(Clone, Debug, PartialEq)]
pub struct MissingText {
    /// The question.
    pub question: Question,
    /// What it asks for.
    pub name: String,
}

/// Something that only the place can decide.
#[derive(Clone, Debug, PartialEq)]
pub struct GapText {
    /// What it is.
    pub sentence: &'static str,
    /// What would settle it.
    pub settle: &'static str,
}

/// What was made of the household.
#[derive(Clone, Debug, PartialEq)]
pub struct HouseholdText {
    /// How many people count.
    pub size: String,
    /// Each listed member.
    pub members: Vec<MemberText>,
    /// Income, deductions, income that counts.
    pub lines: Vec<String>,
}

/// Whether a member counts.
#[derive(Clone, Debug, PartialEq)]
pub struct MemberText {
    /// Who it is.
    pub who: String,
    /// Whether the person counts.
    pub counts: Truth,
    /// The same in a word.
    pub word: &'static str,
    /// Why.
    pub reason: ReasonText,
}

/// A figure that was used.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureText {
    /// What it is used for.
    pub of: FigureOf,
    /// Place, name, value and kind in one line.
    pub line: String,
    /// Where it was read and since when it holds.
    pub source: Option<String>,
    /// Whether it should be asked for again.
    pub doubtful: bool,
}

/// Where to apply.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceText {
    /// The office.
    pub sentence: String,
    /// Why that one.
    pub why: Vec<&'static str>,
    /// For which programmes.
    pub programmes: Vec<&'static str>,
}

/// Whom to call.
#[derive(Clone, Debug, PartialEq)]
pub struct PhoneText {
    /// The number.
    pub number: String,
    /// What it is for.
    pub purpose: String,
}

/// The rules that belong to the property test; where nothing is wrong with any of them, one sentence is enough.
const PROPERTY: [&str; 7] = ["savings", "vehicles", "homes", "non-residential", "capital", "purchase", "costly-school"];

/// What each gap is, and what settles it.
static GAPS: [Key; Gap::ALL.len()] = of_gaps("gap");
static SETTLED_BY: [Key; Gap::ALL.len()] = of_gaps("settle");

/// The texts of a kind, one for each gap.
const fn of_gaps(kind: &str) -> [Key; Gap::ALL.len()] {
    let mut keys = [key!("name"); Gap::ALL.len()];
    let mut gap = 0;
    while gap < keys.len() {
        keys[gap] = Key::within(kind, Gap::ALL[gap].id());
        gap += 1;
    }
    keys
}

/// So many reasons about single persons are told one by one; more are told together.
const FEW: usize = 3;

/// How many years ahead it is said what an age will change.
const YEARS_AHEAD: u8 = 10;

/// Puts an assessment into words.
pub fn explain(rulebook: &Rulebook, case: &Case, assessment: &Assessment) -> Explanation {
    Explainer { rulebook, case, assessment, flips: flips(rulebook, case) }.explain()
}

/// What can be said between two keys: of each programme the verdict, how much, and a few reasons or missing answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Glance {
    /// The day for which the rules were asked.
    pub as_of: String,
    /// What holds for people in an emergency, if this is one.
    pub urgent: Option<String>,
    /// One for each programme, the most useful first.
    pub findings: Vec<GlanceText>,
    /// Where to apply.
    pub places: Vec<String>,
}

/// What was found about one programme, in short.
#[derive(Clone, Debug, PartialEq)]
pub struct GlanceText {
    /// The programme.
    pub programme: Programme,
    /// How likely it is.
    pub verdict: Verdict,
    /// The verdict in words.
    pub verdict_words: &'static str,
    /// The name of the programme.
    pub name: &'static str,
    /// How much, where something is paid.
    pub amount: Option<String>,
    /// A few reasons, the strongest first; none while the verdict is open.
    pub reasons: Vec<String>,
    /// A few of the questions that could still change the verdict.
    pub missing: Vec<String>,
}

/// As [`explain`], but at a glance: so many reasons and missing answers of each programme.
pub fn glance(rulebook: &Rulebook, case: &Case, assessment: &Assessment, few: usize) -> Glance {
    Explainer { rulebook, case, assessment, flips: Vec::new() }.glance(few)
}

/// The findings by rank, the lowest first; findings of one rank keep their order.
pub fn ranked<'f>(findings: &'f [Finding], rank: &dyn Fn(&Finding) -> (u8, usize)) -> Vec<&'f Finding> {
    let mut ranked: Vec<&Finding> = findings.iter().collect();
    ranked.sort_by_key(|finding| rank(finding));
    ranked
}

/// What a question asks for, with the member it is about.
pub fn question_name(case: &Case, question: Question) -> String {
    let name = named(&key(&["question", question.id(), "name"]));
    match question {
        Question::Household(_) => name.to_owned(),
        Question::Member(member, _) => fill(key!("who.of"), &[("who", &who(case, member)), ("name", name)]),
    }
}

/// So many vehicles, homes or months, as a limit that is kept to.
fn within(question: Question, number: u8) -> String {
    let name = match question {
        Question::Household(HouseholdQuestion::Vehicles) if number == 0 => key!("flip.no-vehicle"),
        Question::Household(HouseholdQuestion::Vehicles) => key!("flip.vehicles"),
        Question::Household(HouseholdQuestion::Homes) => key!("flip.homes"),
        Question::Household(HouseholdQuestion::MonthsSinceJob) => key!("flip.months-since-job"),
        _ => key!("flip.months-without-income"),
    };
    fill(name, &[("number", &number.to_string())])
}

/// An amount of yuan with separators, without the unit.
pub fn grouped(money: Money) -> String {
    let plain = money.to_string();
    let (yuan, fen) = plain.split_once('.').map_or((plain.as_str(), None), |(yuan, fen)| (yuan, Some(fen)));
    let mut grouped = String::new();
    for (index, digit) in yuan.chars().enumerate() {
        if index > 0 && (yuan.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fen) = fen {
        let _ = write!(grouped, ".{fen:0<2}");
    }
    grouped
}

/// An amount of yuan in words, as far as it is known.
pub fn range_text(range: Range) -> String {
    match (range.low(), range.high()) {
        (low, None) if low.is_zero() => get(key!("amount.unknown")).to_owned(),
        (low, None) => fill(key!("amount.at-least"), &[("low", &grouped(low))]),
        (low, Some(high)) if low == high => fill(key!("amount.yuan"), &[("amount", &grouped(low))]),
        (low, Some(high)) if low.is_zero() => fill(key!("amount.at-most"), &[("high", &grouped(high))]),
        (low, Some(high)) => fill(key!("amount.between"), &[("low", &grouped(low)), ("high", &grouped(high))]),
    }
}

/// The text with its values put in. The space that sets a number off from the words around it is left out where the value is a
/// word itself; titles of documents keep their own spaces.
fn fill(key: Key, values: &[(&str, &str)]) -> String {
    tidily(get(key), values)
}

/// As [`fill`], for names that are made of ids.
fn fill_named(name: &str, values: &[(&str, &str)]) -> String {
    tidily(named(name), values)
}

/// Values that were made for one sentence, as [`fill`] takes them.
fn borrowed<'v>(values: &'v [(&'v str, String)]) -> Vec<(&'v str, &'v str)> {
    values.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

fn tidily(text: &str, values: &[(&str, &str)]) -> String {
    const EDGE: char = '\u{1}';
    let marked: Vec<(&str, String)> =
        values.iter().map(|(name, value)| (*name, format!("{EDGE}{value}{EDGE}"))).collect();
    let filled = text::filled(text, &borrowed(&marked));
    let is_word = |character: Option<char>| character.is_some_and(|character| character > '\u{2fff}');
    let mut tidy = String::with_capacity(filled.len());
    let mut rest = filled.chars().peekable();
    let mut at_edge = false;
    while let Some(character) = rest.next() {
        match character {
            EDGE => at_edge = true,
            ' ' if is_word(tidy.chars().next_back()) && (at_edge || rest.peek() == Some(&EDGE)) => {
                let next = rest.clone().find(|next| *next != EDGE);
                if !is_word(next) {
                    tidy.push(' ');
                }
                at_edge = false;
            }
            _ => {
                tidy.push(character);
                at_edge = false;
            }
        }
    }
    tidy
}

fn key(parts: &[&str]) -> String {
    parts.join(".")
}

fn listed(case: &Case, index: u8) -> Option<&Member> {
    case.members.as_ref()?.get(usize::from(index))
}

fn who(case: &Case, index: u8) -> String {
    let member = listed(case, index);
    let relation = member.and_then(|member| member.relation);
    let word = match relation {
        Some(Relation::Applicant) => return get(key!("who.applicant")).to_owned(),
        _ if index == 0 => return get(key!("who.applicant")).to_owned(),
        Some(Relation::Spouse) => return get(key!("who.spouse")).to_owned(),
        Some(Relation::Child) => key!("who.child"),
        Some(Relation::Parent) => key!("who.parent"),
        Some(Relation::Grandparent) => key!("who.grandparent"),
        Some(Relation::Grandchild) => key!("who.grandchild"),
        Some(Relation::Sibling) => key!("who.sibling"),
        Some(Relation::OtherDependant) => key!("who.other_dependant"),
        None => key!("who.other"),
    };
    match member.and_then(|member| member.age) {
        Some(age) => fill(key!("who.age"), &[("who", get(word)), ("age", &age.to_string())]),
        None => fill(key!("who.place"), &[("who", get(word)), ("number", &(index + 1).to_string())]),
    }
}

fn event_word(event: Event) -> &'static str {
    get(match event {
        Event::None => key!("happened.none"),
        Event::Fire => key!("happened.fire"),
        Event::TrafficAccident => key!("happened.traffic_accident"),
        Event::Injury => key!("happened.injury"),
        Event::SuddenIllness => key!("happened.sudden_illness"),
        Event::NaturalDisaster => key!("happened.natural_disaster"),
        Event::FamilyUpheaval => key!("happened.family_upheaval"),
        Event::Stranded => key!("happened.stranded"),
        Event::Other => key!("happened.other"),
    })
}

/// The words of a verdict.
pub fn verdict_words(verdict: Verdict) -> &'static str {
    get(match verdict {
        Verdict::Likely => key!("verdict.likely"),
        Verdict::Possible => key!("verdict.possible"),
        Verdict::Undetermined => key!("verdict.undetermined"),
        Verdict::Unlikely => key!("verdict.unlikely"),
        Verdict::Dormant => key!("verdict.dormant"),
    })
}

fn class_words(class: Class) -> &'static str {
    get(match class {
        Class::A => key!("class.A"),
        Class::B => key!("class.B"),
        Class::C => key!("class.C"),
        Class::Notice => key!("class.notice"),
        Class::Memory => key!("class.memory"),
    })
}

fn day(date: Date) -> String {
    let (year, month, day) = (date.year().to_string(), date.month().to_string(), date.day().to_string());
    fill(key!("date.day"), &[("year", &year), ("month", &month), ("day", &day)])
}

/// `18` or `18(1)` as it is written in a law; anything that does not start with a number stays as it is.
fn article_name(title: &str, article: &str) -> String {
    let (number, paragraph) = match article.split_once('(') {
        Some((number, paragraph)) => (number, numeral(paragraph.trim_end_matches(')'))),
        None => (article, None),
    };
    match (numeral(number), paragraph) {
        (Some(number), Some(paragraph)) => {
            fill(key!("citation.paragraph"), &[("title", title), ("article", &number), ("paragraph", &paragraph)])
        }
        (Some(number), None) => fill(key!("citation.article"), &[("title", title), ("article", &number)]),
        (None, _) => fill(key!("citation.section"), &[("title", title), ("article", article)]),
    }
}

/// A number below a hundred in the numerals of the language.
fn numeral(number: &str) -> Option<String> {
    let number: usize = number.parse().ok().filter(|number| (1..100).contains(number))?;
    if text::has_arabic_numerals() {
        return Some(number.to_string());
    }
    let digit = |digit: usize| get(key!("numeral.digits")).chars().nth(digit).into_iter();
    let (tens, ones) = (number / 10, number % 10);
    let mut numeral = String::new();
    if tens > 1 {
        numeral.extend(digit(tens));
    }
    if tens > 0 {
        numeral.push_str(get(key!("numeral.ten")));
    }
    if ones > 0 {
        numeral.extend(digit(ones));
    }
    Some(numeral)
}

fn document(source: &Source) -> String {
    numbered(fill(key!("citation.document"), &[("title", &source.title)]), source)
}

/// With the number of the document, where it has one.
fn numbered(name: String, source: &Source) -> String {
    let number = source.number.as_ref().map(|number| fill(key!("citation.number"), &[("number", number)]));
    name + &number.unwrap_or_default()
}

fn between<T: PartialEq + ToString>(least: T, most: T, key: Key) -> String {
    let (low, high) = (least.to_string(), most.to_string());
    if least == most { low } else { fill(key, &[("least", &low), ("most", &high)]) }
}

struct Explainer<'a> {
    rulebook: &'a Rulebook,
    case: &'a Case,
    assessment: &'a Assessment,
    flips: Vec<(Programme, Flip)>,
}

impl Explainer<'_> {
    fn explain(&self) -> Explanation {
        let assessment = self.assessment;
        let findings = self.ranked();
        Explanation {
            as_of: fill(key!("result.as-of"), &[("as_of", &day(assessment.as_of))]),
            urgent: steps::is_urgent(self.case, assessment).then(|| self.urgent()),
            findings: findings.into_iter().map(|finding| self.finding(finding)).collect(),
            picture: self.picture(),
            household: self.household(),
            figures: assessment.figures.iter().map(|figure| self.figure(figure)).collect(),
            places: self.places(),
            documents: steps::documents(self.case, assessment)
                .into_iter()
                .map(|id| named(&key(&["document", id])))
                .collect(),
            times: steps::times(assessment).into_iter().map(|id| named(&key(&["time", id]))).collect(),
            rights: steps::rights(assessment).into_iter().map(|id| named(&key(&["right", id]))).collect(),
            phones: self.phones(),
            next: self.missing(assessment.next.iter().copied()),
            notes: self.notes(),
        }
    }

    /// The findings, the most useful first.
    fn ranked(&self) -> Vec<&Finding> {
        let assessment = self.assessment;
        ranked(&assessment.findings, &|finding| {
            let urgent = finding.programme == Programme::TemporaryEmergency && steps::is_urgent(self.case, assessment);
            let rank = match finding.verdict {
                _ if urgent => 0,
                Verdict::Likely => 1,
                Verdict::Possible => 2,
                Verdict::Undetermined => 3,
                Verdict::Unlikely => 4,
                Verdict::Dormant => 5,
            };
            // What follows from dibao is told after it.
            (rank, usize::from(finding.programme == Programme::DibaoSingle))
        })
    }

    fn glance(&self, few: usize) -> Glance {
        let assessment = self.assessment;
        Glance {
            as_of: fill(key!("result.as-of"), &[("as_of", &day(assessment.as_of))]),
            urgent: steps::is_urgent(self.case, assessment).then(|| self.urgent().name),
            findings: self.ranked().into_iter().map(|finding| self.glance_at(finding, few)).collect(),
            places: self.places().into_iter().map(|place| place.sentence).collect(),
        }
    }

    fn glance_at(&self, finding: &Finding, few: usize) -> GlanceText {
        let is_open = finding.verdict == Verdict::Undetermined;
        let amounts = if steps::is_worth_asking(finding) { self.amounts(finding) } else { Vec::new() };
        let reasons =
            if is_open || finding.verdict == Verdict::Dormant { Vec::new() } else { self.main_first(finding) };
        let discretion = finding.discretion.filter(|_| !is_open);
        let discretion = discretion.map(|rule| named(&key(&["rule", rule.id, "yes"])).to_owned());
        let sentences = reasons.into_iter().map(|(_, reason)| reason.sentence).chain(discretion);
        GlanceText {
            programme: finding.programme,
            verdict: finding.verdict,
            verdict_words: verdict_words(finding.verdict),
            name: named(&key(&["programme", finding.programme.id(), "name"])),
            amount: amounts.into_iter().next().map(|amount| amount.amount),
            reasons: sentences.take(few).collect(),
            missing: self.missing(finding.missing.iter().take(few)).into_iter().map(|missing| missing.name).collect(),
        }
    }

    fn finding(&self, finding: &Finding) -> FindingText {
        let id = finding.programme.id();
        let worth = steps::is_worth_asking(finding);
        let reasons = self.main_first(finding);
        let discretion = finding.discretion.map(|rule| ReasonText {
            sentence: named(&key(&["rule", rule.id, "yes"])).to_owned(),
            law: self.law(rule),
            local: None,
        });
        let mut laws: Vec<LawText> = Vec::new();
        for law in reasons.iter().map(|(_, reason)| reason).chain(&discretion).filter_map(|reason| reason.law.clone()) {
            if !laws.contains(&law) {
                laws.push(law);
            }
        }
        FindingText {
            programme: finding.programme,
            verdict: finding.verdict,
            verdict_words: verdict_words(finding.verdict),
            name: named(&key(&["programme", id, "name"])),
            what: named(&key(&["programme", id, "what"])),
            amounts: if worth { self.amounts(finding) } else { Vec::new() },
            reasons: reasons.into_iter().map(|(_, reason)| reason).collect(),
            figures: self.figures_behind(finding),
            missing: self.missing(finding.missing.iter()),
            gaps: finding
                .gaps
                .iter()
                .filter(|gap| is_due(*gap, finding.missing))
                .map(|gap| GapText { sentence: get(GAPS[gap as usize]), settle: get(SETTLED_BY[gap as usize]) })
                .collect(),
            discretion,
            laws,
            flips: self.flips(finding.programme),
            members: finding.members.iter().map(|index| who(self.case, *index)).collect(),
            apply: self.apply(finding.apply_at),
        }
    }

    /// The reasons, and what is not about property before what is.
    fn main_first(&self, finding: &Finding) -> Vec<(&'static str, ReasonText)> {
        let mut reasons = self.reasons(finding);
        if let Some(main) = reasons.iter().position(|(rule, _)| !PROPERTY.contains(rule)) {
            reasons[..=main].rotate_right(1);
        }
        reasons
    }

    /// The reasons, with those that say the same told once.
    fn reasons(&self, finding: &Finding) -> Vec<(&'static str, ReasonText)> {
        let mut told: Vec<(&'static str, ReasonText)> = Vec::new();
        let about_one = |clause: &Clause| clause.member.is_some() || clause.rule.id.starts_with("single-");
        let (reasons, opens) = (finding.reasons(), finding.opens());
        let singles = reasons.iter().filter(|clause| about_one(clause)).count();
        // Of the doors, every one is told that is or may be open.
        let clauses = if opens.is_empty() { reasons } else { opens };
        let several = match finding.programme {
            Programme::Tekun => [key!("reasons.tekun-no"), key!("reasons.tekun-unknown")],
            _ => [key!("reasons.single-no"), key!("reasons.single-unknown")],
        };
        for clause in clauses {
            let property = PROPERTY.contains(&clause.rule.id);
            let summary = match clause.outcome.truth {
                Truth::Yes if property && clause.local.is_none() => Some(key!("reasons.property-yes")),
                Truth::Unknown if property && clause.compared.is_none_or(|it| it.figure == Range::ANY) => {
                    Some(key!("reasons.property-unknown"))
                }
                Truth::No if about_one(clause) && singles > FEW => Some(several[0]),
                Truth::Unknown if about_one(clause) && singles > FEW => Some(several[1]),
                _ => None,
            };
            let sentence = summary.map_or_else(|| self.sentence(clause), |key| get(key).to_owned());
            if told.iter().all(|(_, before)| before.sentence != sentence) {
                let local = clause.local.map(|source| self.source(source, None));
                told.push((clause.rule.id, ReasonText { sentence, law: self.law(clause.rule), local }));
            }
        }
        told
    }

    fn sentence(&self, clause: &Clause) -> String {
        let truth = match clause.outcome.truth {
            Truth::Yes => "yes",
            Truth::No => "no",
            Truth::Unknown => "unknown",
        };
        let who = clause.member.map_or_else(|| get(key!("who.other")).to_owned(), |member| who(self.case, member));
        let event = self.case.hardship.event.map_or("", event_word);
        let with_figures = key(&["rule", clause.rule.id, &[truth, "-figures"].concat()]);
        let compared =
            clause.compared.map(Compared::shown).filter(|it| it.figure != Range::ANY && it.limit != Range::ANY);
        let (name, figure, limit) = match compared.filter(|_| has(&with_figures)) {
            Some(compared) => {
                (with_figures, figure(clause.rule, compared, compared.figure), limit(clause.rule, compared))
            }
            None => (key(&["rule", clause.rule.id, truth]), String::new(), String::new()),
        };
        fill_named(&name, &[("figure", &figure), ("limit", &limit), ("who", &who), ("event", event)])
    }

    /// The strongest article behind a rule on the day.
    fn law(&self, rule: &Rule) -> Option<LawText> {
        let cited = citation::in_force(self.rulebook, rule, self.assessment.as_of).next()?;
        let name = numbered(article_name(&cited.source.title, cited.article), cited.source);
        Some(LawText { name, quote: cited.quote.map(str::to_owned) })
    }

    /// Document, number, day and how well it is verified.
    fn source(&self, index: SourceIndex, since: Option<Date>) -> String {
        let source = &self.rulebook.sources[usize::from(index)];
        let since = since.map(|from| fill(key!("figure.since"), &[("from", &day(from))]));
        let parts = [Some(document(source)), since, Some(class_words(source.class).to_owned())];
        text::joined(&parts.into_iter().flatten().collect::<Vec<_>>(), key!("result.comma"))
    }

    fn urgent(&self) -> LawText {
        let duty = self.law(&HELP_FIRST);
        duty.map_or(LawText { name: get(key!("urgent.before")).to_owned(), quote: None }, |law| LawText {
            name: get(key!("urgent.duty")).to_owned(),
            quote: Some(text::joined(&[law.name, law.quote.unwrap_or_default()], key!("result.colon"))),
        })
    }

    /// The questions, without those that only make sense once another of them is answered.
    fn missing(&self, questions: impl Iterator<Item = Question>) -> Vec<MissingText> {
        use HouseholdQuestion as Ask;
        let questions: Vec<Question> = questions.collect();
        let comes_after = |question: &&Question| {
            let first = match question {
                Question::Household(Ask::EventDate) => Ask::Event,
                Question::Household(Ask::VehicleValue) => Ask::Vehicles,
                _ => return false,
            };
            questions.contains(&first.into())
        };
        let asked = questions.iter().filter(|question| !comes_after(question));
        asked.map(|question| MissingText { question: *question, name: question_name(self.case, *question) }).collect()
    }

    /// The amounts and numbers at which the verdict on one programme changes.
    fn flips(&self, programme: Programme) -> Vec<String> {
        let of = |programme| self.flips.iter().filter(move |(of, _)| *of == programme).map(|(_, flip)| flip);
        // Which doors are open changes with other programmes, where it is said.
        if programme == Programme::Referrals {
            return Vec::new();
        }
        // The only income says no more than all that comes in, which is said first.
        let says_the_same = |one: &Flip, other: &Flip| match (one.at, other.at) {
            (FlipAt::Amount { at, per, .. }, FlipAt::Amount { at: other_at, per: other_per, .. }) => {
                (at, per, one.until, one.above) == (other_at, other_per, other.until, other.above)
            }
            _ => false,
        };
        let is_first = |(place, flip): &(usize, &Flip)| !of(programme).take(*place).any(|it| says_the_same(it, flip));
        // Nobody grows younger, and nobody can wait for very long.
        let is_near = |flip: &Flip| match flip.at {
            FlipAt::Number { of: Question::Member(member, MemberQuestion::Age), at } => {
                let age = listed(self.case, member).and_then(|member| member.age);
                age.is_some_and(|age| at.checked_sub(age).is_some_and(|years| years < YEARS_AHEAD))
            }
            _ => true,
        };
        let said = of(programme).enumerate().filter(is_first).filter(|(_, flip)| is_near(flip)).map(|(_, flip)| {
            // A borderline household that falls below the dibao line loses nothing: it is a dibao household.
            let mut dibao = of(Programme::Dibao).filter(|it| programme == Programme::Borderline && it.at == flip.at);
            let is_dibao = dibao.next().is_some();
            let words = |verdict| match verdict {
                Verdict::Unlikely if is_dibao => get(key!("flip.dibao")),
                verdict => verdict_words(verdict),
            };
            let [until, above] = [("until", words(flip.until)), ("above", words(flip.above))];
            let (of, at, per) = match flip.at {
                FlipAt::Amount { of, at, per } => (of, range_text(Range::exactly(at)), per),
                FlipAt::Number { of: Question::Member(member, MemberQuestion::Age), at } => {
                    let age = u32::from(at) + 1;
                    return fill(
                        key!("flip.age"),
                        &[("who", &who(self.case, member)), ("age", &age.to_string()), above],
                    );
                }
                FlipAt::Number { of, at } => {
                    return fill(key!("flip.number"), &[("within", &within(of, at)), until, above]);
                }
            };
            let what = match of {
                FlipOf::Answer(question) => question_name(self.case, question),
                FlipOf::CountedIncome => get(key!("flip.counted-income")).to_owned(),
                FlipOf::Deduction => get(key!("flip.deduction")).to_owned(),
            };
            let at = match per {
                Some(Period::Month) => fill(key!("amount.monthly"), &[("amount", &at)]),
                Some(Period::Year) => fill(key!("amount.yearly"), &[("amount", &at)]),
                None => at,
            };
            fill(key!("flip.amount"), &[("what", &*what), ("at", &*at), until, above])
        });
        said.collect()
    }

    // Amounts

    fn amounts(&self, finding: &Finding) -> Vec<AmountText> {
        let pays = matches!(
            finding.programme,
            Programme::Tekun
                | Programme::TemporaryEmergency
                | Programme::TemporaryExpense
                | Programme::UnemployedUninsured
                | Programme::Graduate
                | Programme::DisasterFollowup
        );
        if finding.payouts.is_empty() && pays && finding.verdict != Verdict::Undetermined {
            let is_tekun = finding.programme == Programme::Tekun;
            let label = get(if is_tekun { key!("payout.tekun") } else { key!("payout.temporary_aid") }).to_owned();
            return vec![AmountText {
                label,
                amount: get(key!("amount.by-office")).to_owned(),
                is_known: false,
                how: vec![],
                source: None,
            }];
        }
        // Where next to nothing is known, a line that says so about the amount as well helps nobody.
        let open = |payout: &&Payout| finding.verdict != Verdict::Undetermined || payout.range != Range::ANY;
        finding.payouts.iter().filter(open).map(|payout| self.amount(finding, payout)).collect()
    }

    fn amount(&self, finding: &Finding, payout: &Payout) -> AmountText {
        let programme = finding.programme;
        let label = match payout.kind {
            PayoutKind::Dibao => key!("payout.dibao"),
            PayoutKind::TopUp => key!("payout.top_up"),
            PayoutKind::Tekun => key!("payout.tekun"),
            PayoutKind::QuickAid => key!("payout.quick_aid"),
            PayoutKind::TemporaryAid => key!("payout.temporary_aid"),
            PayoutKind::PriceSubsidy => key!("payout.price_subsidy"),
            PayoutKind::OneOff => key!("payout.one_off"),
            PayoutKind::Township => key!("payout.township"),
            PayoutKind::CaseByCase => key!("payout.case_by_case"),
            PayoutKind::BorderlineCash => key!("payout.borderline_cash"),
        };
        let often = match payout.often {
            Often::Monthly if matches!(programme, Programme::Tekun | Programme::DibaoSingle) => {
                key!("amount.monthly-person")
            }
            Often::Monthly => key!("amount.monthly"),
            Often::Once => key!("amount.once"),
        };
        let amount = match payout.method {
            Method::TiersNotOnFile | Method::NotOnFile if payout.range == Range::ANY => {
                get(key!("amount.not-on-file")).to_owned()
            }
            Method::PriceRise { .. } => get(key!("amount.by-prices")).to_owned(),
            Method::Kept { .. } => get(key!("amount.kept")).to_owned(),
            _ if payout.range == Range::ANY => get(key!("amount.by-office")).to_owned(),
            _ => fill(often, &[("amount", &range_text(payout.range))]),
        };
        let mut how = self.how(programme, payout);
        if payout.old && !matches!(payout.method, Method::Tiers(_) | Method::TiersNotOnFile | Method::Kept { .. }) {
            how.push(get(key!("how.old")).to_owned());
        }
        let source = payout.source.map(|source| self.source(source, None));
        let open = finding.verdict == Verdict::Undetermined;
        let label = if open { fill(key!("payout.if"), &[("payout", get(label))]) } else { get(label).to_owned() };
        AmountText { label, amount, is_known: payout.range != Range::ANY, how, source }
    }

    fn how(&self, programme: Programme, payout: &Payout) -> Vec<String> {
        let sentence = match &payout.method {
            Method::Difference if programme == Programme::DibaoSingle => get(key!("how.difference-single")).to_owned(),
            Method::Difference => {
                // The difference has a source only where the place's least payment may be more.
                let minimum = payout.source.map(|_| get(key!("how.minimum")).to_owned());
                return core::iter::once(self.difference()).chain(minimum).collect();
            }
            Method::Tiers(tiers) => {
                let tier = |tier: &jiuzhu_engine::rulebook::Tier| {
                    fill(key!("how.tier"), &[("name", &tier.name), ("amount", &grouped(tier.amount))])
                };
                let tiers: Vec<String> = tiers.iter().map(tier).collect();
                let name = if payout.old { key!("how.tiers-old") } else { key!("how.tiers") };
                fill(name, &[("tiers", &text::joined(&tiers, key!("result.separator")))])
            }
            Method::TiersNotOnFile => get(key!("how.tiers-not-on-file")).to_owned(),
            Method::NotOnFile => get(key!("how.not-on-file")).to_owned(),
            Method::Additions if payout.kind == PayoutKind::BorderlineCash => {
                get(key!("how.borderline-cash")).to_owned()
            }
            Method::Additions => get(key!("how.additions")).to_owned(),
            Method::Standards { standard, times, persons } => standards(payout.kind, *standard, *times, *persons),
            Method::Months { standard, most } => {
                fill(key!("how.months"), &[("standard", &range_text(*standard)), ("most", &most.to_string())])
            }
            Method::Kept { usual, local } => {
                let name = if payout.old { key!("how.kept-local-old") } else { key!("how.kept-local") };
                let local = local.map(|local| kept(name, local));
                let usual = Some(kept(key!("how.kept"), *usual)).filter(|_| payout.old || local.is_none());
                return usual.into_iter().chain(local).collect();
            }
            Method::UpTo => get(key!("how.up-to")).to_owned(),
            Method::PerPerson { each } => fill(key!("how.per-person"), &[("each", &grouped(*each))]),
            Method::TwoGrades { light, standard, most } => {
                let values =
                    [("light", grouped(*light)), ("standard", range_text(*standard)), ("most", most.to_string())];
                fill(key!("how.two-grades"), &borrowed(&values))
            }
            Method::PriceRise { standard, rise, per_person } => {
                let percent = (Money::from_yuan(100) * *rise).to_string();
                let values =
                    [("standard", range_text(*standard)), ("rise", percent), ("amount", range_text(*per_person))];
                fill(key!("how.price-rise"), &borrowed(&values))
            }
        };
        vec![sentence]
    }

    /// The sum as it is done on paper, where every part of it is known.
    fn difference(&self) -> String {
        let facts = &self.assessment.household;
        let exact = self.exact_standard().zip(facts.counted.exact());
        let Some((standard, counted)) = exact.filter(|_| facts.size.0 == facts.size.1) else {
            return get(key!("how.difference-range")).to_owned();
        };
        let persons = facts.size.0;
        let difference = (standard * persons * 12).less(counted).shared_by(12);
        let monthly = counted.shared_by(12);
        let (name, income) = if monthly * 12 == counted {
            (key!("how.difference"), monthly)
        } else {
            (key!("how.difference-year"), counted)
        };
        let values = [
            ("standard", grouped(standard)),
            ("persons", persons.to_string()),
            ("income", grouped(income)),
            ("amount", grouped(difference)),
        ];
        fill(name, &borrowed(&values))
    }

    fn exact_standard(&self) -> Option<Money> {
        let exact = |figure: &&Figure| {
            figure.of == FigureOf::StandardAtHukou
                && matches!(figure.used, Used::Exactly | Used::Typed | Used::TypedBelowFloor)
        };
        let mut figures = self.assessment.figures.iter().filter(exact);
        let first = figures.next()?;
        figures.all(|other| other.value == first.value).then_some(first.value)
    }

    // Figures and places

    fn figure(&self, figure: &Figure) -> FigureText {
        let name = match figure.of {
            FigureOf::StandardAtHukou => key!("figure.standard_at_hukou"),
            FigureOf::StandardAtEmergency => key!("figure.standard_at_emergency"),
            FigureOf::IncomePerPerson => key!("figure.income_per_person"),
        };
        let year = figure.from.map_or_else(String::new, |from| from.year().to_string());
        let kind = match figure.used {
            Used::Exactly => key!("used.exactly"),
            Used::AsFloor => key!("used.as_floor"),
            Used::AsOld => key!("used.as_old"),
            Used::InPlaceOf => key!("used.in_place_of"),
            Used::AsHint => key!("used.as_hint"),
            Used::Typed => key!("used.typed"),
            Used::TypedBelowFloor => key!("used.typed_below_floor"),
        };
        let kind = fill(kind, &[("year", &year)]);
        let place = figure.place.map_or_else(String::new, |place| self.place_name(place));
        let value = grouped(figure.value);
        let line = if figure.source.is_none() { key!("figure.line-typed") } else { key!("figure.line") };
        let line = fill(line, &[("place", &place), ("name", get(name)), ("value", &value), ("kind", &kind)]);
        let source = figure.source.map(|source| match figure.of {
            FigureOf::IncomePerPerson => {
                let year = fill(key!("figure.year"), &[("year", &year)]);
                text::joined(&[year, self.source(source, None)], key!("result.comma"))
            }
            _ => self.source(source, figure.from),
        });
        let doubtful = !matches!(figure.used, Used::Exactly | Used::Typed);
        FigureText { of: figure.of, line, source, doubtful }
    }

    fn place_name(&self, code: RegionCode) -> String {
        if code == RegionCode::COUNTRY {
            return get(key!("figure.country")).to_owned();
        }
        place::full_name(self.rulebook, code)
    }

    fn figures_behind(&self, finding: &Finding) -> Vec<String> {
        let same_place = !self.assessment.figures.iter().any(|figure| figure.of == FigureOf::StandardAtEmergency);
        let standard = match finding.programme {
            Programme::TemporaryEmergency | Programme::TemporaryExpense if !same_place => FigureOf::StandardAtEmergency,
            _ => FigureOf::StandardAtHukou,
        };
        let pays_by_standard = !finding.payouts.is_empty();
        let belongs = |figure: &&Figure| {
            let of_programme = match finding.programme {
                Programme::TemporaryExpense => {
                    figure.of == FigureOf::IncomePerPerson || pays_by_standard && figure.of == standard
                }
                Programme::RigidExpense => figure.of == FigureOf::IncomePerPerson || figure.of == standard,
                Programme::Tekun
                | Programme::Dibao
                | Programme::DibaoSingle
                | Programme::Borderline
                | Programme::PhaseOut => figure.of == standard,
                Programme::TemporaryEmergency | Programme::PriceSubsidy => pays_by_standard && figure.of == standard,
                _ => false,
            };
            of_programme && figure.used != Used::AsHint
        };
        let told = self.assessment.figures.iter().filter(belongs).map(|figure| {
            let told = self.figure(figure);
            match told.source {
                Some(source) => text::joined(&[told.line, source], key!("result.source-mark")),
                None => told.line,
            }
        });
        told.collect()
    }

    fn apply(&self, at: ApplyAt) -> String {
        let (known, unknown, place) = match at {
            ApplyAt::Hukou(place) => (key!("apply.hukou"), key!("apply.hukou-unknown"), place),
            ApplyAt::Emergency(place) => (key!("apply.emergency"), key!("apply.emergency-unknown"), place),
            ApplyAt::Current(place) => (key!("apply.current"), key!("apply.current-unknown"), place),
            ApplyAt::Unasked => return get(key!("apply.unasked")).to_owned(),
        };
        match place {
            Some(place) => fill(known, &[("place", &self.place_name(place))]),
            None => get(unknown).to_owned(),
        }
    }

    fn places(&self) -> Vec<PlaceText> {
        let mut places: Vec<PlaceText> = Vec::new();
        for finding in self.assessment.findings.iter().filter(|finding| steps::is_worth_asking(finding)) {
            let sentence = self.apply(finding.apply_at);
            let name = named(&key(&["programme", finding.programme.id(), "short"]));
            if let Some(place) = places.iter_mut().find(|place| place.sentence == sentence) {
                place.programmes.push(name);
                continue;
            }
            let why = match finding.apply_at {
                ApplyAt::Hukou(_) if self.case.place.residence_permit == Some(true) => {
                    vec![get(key!("apply.hukou-why")), get(key!("apply.hukou-permit"))]
                }
                ApplyAt::Hukou(_) => vec![get(key!("apply.hukou-why"))],
                ApplyAt::Emergency(_) => vec![get(key!("apply.emergency-why"))],
                ApplyAt::Current(_) => vec![get(key!("apply.current-why"))],
                ApplyAt::Unasked => Vec::new(),
            };
            places.push(PlaceText { sentence, why, programmes: vec![name] });
        }
        places
    }

    fn phones(&self) -> Vec<PhoneText> {
        let places = self.assessment.findings.iter().filter_map(|finding| match finding.apply_at {
            ApplyAt::Hukou(place) | ApplyAt::Emergency(place) | ApplyAt::Current(place) => place,
            ApplyAt::Unasked => None,
        });
        let mut codes: Vec<RegionCode> = places.flat_map(|place| self.rulebook.lineage(place)).collect();
        codes.push(RegionCode::COUNTRY);
        let serves = |hotline: &&jiuzhu_engine::rulebook::Hotline| codes.contains(&hotline.code);
        let mut hotlines: Vec<_> = self.rulebook.hotlines.iter().filter(serves).collect();
        // A number of the place itself is worth more than one that has to pass the caller on.
        hotlines.sort_by_key(|hotline| core::cmp::Reverse(hotline.code));
        let phone = |it: &jiuzhu_engine::rulebook::Hotline| PhoneText {
            number: it.number.clone(),
            purpose: it.purpose.clone(),
        };
        hotlines.into_iter().map(phone).collect()
    }

    /// Income and lines on one scale; only where the income and the number of people are known.
    fn picture(&self) -> Option<Picture> {
        let compared = |rule: &Rule| {
            let reasons = self.assessment.findings.iter().flat_map(Finding::reasons);
            let mut clauses = reasons.filter(|clause| core::ptr::eq(clause.rule, rule));
            clauses.find_map(|clause| clause.compared).map(Compared::shown)
        };
        let dibao = compared(&dibao::INCOME)?;
        let income = dibao.figure.exact()?;
        let borderline = compared(&borderline::INCOME).map(|it| it.limit).filter(|limit| limit.exact().is_some());
        let lines = [Some(dibao.limit), borderline];
        let most = lines.iter().flatten().map(|line| line.low()).chain([income]).max()?.fen();
        if dibao.limit.low().is_zero() || dibao.figure == dibao.limit && most == 0 {
            return None;
        }
        // The longest stays clear of the edge, so that a line at its end can be seen.
        let place = |money: Money| u32::try_from(money.fen() * 92 / most).unwrap_or(100);
        let words = [(key!("result.picture-income"), dibao.figure), (key!("result.picture-dibao"), dibao.limit)];
        let words = words.into_iter().chain(borderline.map(|line| (key!("result.picture-borderline"), line)));
        let is_difference = |payout: &Payout| {
            payout.kind == PayoutKind::Dibao && payout.method == Method::Difference && payout.source.is_none()
        };
        let pays = self.assessment.findings.iter().flat_map(|finding| &finding.payouts).any(is_difference);
        let falls = pays && dibao.limit.exact().is_some_and(|limit| income < limit);
        Some(Picture {
            benefit: falls.then(|| get(key!("result.picture-benefit"))),
            income: place(income),
            dibao: place(dibao.limit.low()),
            borderline: borderline.map(|line| place(line.low())),
            words: words.map(|(name, range)| fill(name, &[("amount", &range_text(range))])).collect(),
        })
    }

    // Household and notes

    fn household(&self) -> HouseholdText {
        let facts = &self.assessment.household;
        let size = match (&self.case.members, facts.size) {
            (None, _) => get(key!("household.size-unknown")).to_owned(),
            (_, (least, most)) if least == most => fill(key!("household.size"), &[("size", &least.to_string())]),
            (_, (least, most)) => {
                fill(key!("household.size-range"), &[("least", &least.to_string()), ("most", &most.to_string())])
            }
        };
        let members = facts.members.iter().enumerate().map(|(index, fact)| {
            let (word, truth) = match fact.counts {
                Truth::Yes => (key!("household.counts-yes"), "yes"),
                Truth::No => (key!("household.counts-no"), "no"),
                Truth::Unknown => (key!("household.counts-unknown"), "unknown"),
            };
            let who = who(self.case, index as u8);
            let sentence = named(&key(&["rule", fact.rule.id, truth])).to_owned();
            let reason = ReasonText { sentence, law: self.law(fact.rule), local: None };
            MemberText { who, counts: fact.counts, word: get(word), reason }
        });
        let deductions = facts.deductions.iter().map(|DeductionFact { of, amount, local }| {
            let name = match of {
                Deduction::JobCost => key!("household.job_cost"),
                Deduction::TransferPaid => key!("household.transfer_paid"),
                Deduction::RigidExpense => key!("household.rigid_expense"),
            };
            (name, *amount, *local)
        });
        let counted = (key!("household.counted"), facts.counted, None);
        let per_person = (key!("household.per-person"), facts.per_person, None);
        let lines = core::iter::once((key!("household.gross"), facts.gross, None))
            .chain(deductions)
            .chain([counted, per_person])
            .filter(|(_, range, _)| *range != Range::ANY)
            .map(|(name, range, local)| {
                let line = fill(name, &[("amount", &range_text(range))]);
                let source = local.map(|local| self.source(local, None));
                text::joined(&core::iter::once(line).chain(source).collect::<Vec<_>>(), key!("result.source-mark"))
            });
        HouseholdText { size, members: members.collect(), lines: lines.collect() }
    }

    fn notes(&self) -> Vec<String> {
        let assessment = self.assessment;
        let says_nothing = |it: &Finding| matches!(it.verdict, Verdict::Undetermined | Verdict::Dormant);
        let open = assessment.findings.iter().all(says_nothing);
        let anyway = open.then(|| get(key!("note.anyway")).to_owned());
        let unanswered = !assessment.next.is_empty();
        let rules = [
            ("version", self.rulebook.version.clone()),
            ("hash", self.rulebook.hash.clone()),
            ("as_of", day(assessment.as_of)),
        ];
        let rules = fill(key!("note.rules"), &borrowed(&rules));
        let notes = [
            anyway,
            Some(get(key!("note.office")).to_owned()),
            unanswered.then(|| get(key!("note.nothing-unlikely")).to_owned()),
            Some(get(key!("note.not-checked")).to_owned()),
            Some(rules),
        ];
        notes.into_iter().flatten().collect()
    }
}

/// Whether a gap is worth telling: the question that comes before it is answered.
fn is_due(gap: Gap, missing: Questions) -> bool {
    use HouseholdQuestion as Ask;
    let before: &[HouseholdQuestion] = match gap {
        Gap::JobCost => &[Ask::Wages],
        Gap::RigidDeduction => &[Ask::Medical, Ask::Education, Ask::Rehabilitation, Ask::OtherExpense],
        Gap::BasicPension => &[Ask::BasicPension],
        Gap::ElderAllowance => &[Ask::ElderAllowance],
        Gap::SavingsAssumed | Gap::SavingsBeyond => &[Ask::Financial],
        Gap::Vehicle => &[Ask::Vehicles],
        Gap::Homes => &[Ask::Homes],
        Gap::NonResidential => &[Ask::NonResidential],
        Gap::RegisteredCapital => &[Ask::RegisteredCapital],
        Gap::LargePurchase => &[Ask::LargePurchase],
        Gap::CostlySchool => &[Ask::CostlySchool],
        Gap::BorderlineMultiple => &[Ask::HukouPlace, Ask::Wages, Ask::Transfer, Ask::Business],
        Gap::WiderIncome => &[Ask::HukouPlace],
        Gap::EmergencyStandard => &[Ask::CurrentPlace],
        Gap::Discretion | Gap::LocalGroups => &[Ask::HukouPlace, Ask::Members, Ask::Receives],
        Gap::DisasterRelief | Gap::ByCase => &[Ask::Event, Ask::Members],
        Gap::HeatingSouth => &[Ask::HukouPlace],
        // The others come up only with an answer that leads to them.
        _ => &[],
    };
    !before.iter().any(|question| missing.contains((*question).into()))
}

fn figure(rule: &Rule, compared: Compared, amount: Range) -> String {
    if compared.unit != Unit::Count {
        return range_text(amount);
    }
    let number = between(amount.low(), amount.high().unwrap_or(amount.low()), key!("how.persons-between"));
    let name = key(&["unit", rule.id]);
    if has(&name) { fill_named(&name, &[("amount", &number)]) } else { number }
}

/// The limit with how it came about, and whether the household stands exactly on it.
fn limit(rule: &Rule, compared: Compared) -> String {
    let total = figure(rule, compared, compared.limit);
    let Some(per_person) = compared.per_person else {
        return total;
    };
    let persons = between(per_person.persons.0, per_person.persons.1, key!("how.persons-between"));
    let factor = between(per_person.factor.0, per_person.factor.1, key!("how.times-between"));
    let standard = range_text(per_person.standard);
    let once = per_person.factor == (Ratio::ONE, Ratio::ONE);
    let name = if once { key!("limit.per-person") } else { key!("limit.per-person-factor") };
    let values = [("standard", &*standard), ("persons", &*persons), ("factor", &*factor), ("total", &*total)];
    let equal = compared.figure.exact().is_some() && compared.figure == compared.limit;
    fill(name, &values) + if equal { get(key!("limit.equal")) } else { "" }
}

/// For how many months dibao is kept, and up to which.
fn kept(name: Key, (months, last): (u16, Date)) -> String {
    let values = [months.to_string(), last.year().to_string(), last.month().to_string()];
    fill(name, &[("months", &values[0]), ("year", &values[1]), ("month", &values[2])])
}

fn standards(kind: PayoutKind, standard: Range, times: (Ratio, Ratio), persons: Option<(u32, u32)>) -> String {
    let standard = range_text(standard);
    if kind == PayoutKind::QuickAid {
        return fill(key!("how.quick-aid"), &[("standard", &standard)]);
    }
    if kind == PayoutKind::Tekun {
        return fill(key!("how.tekun"), &[("standard", &standard), ("times", &times.0.to_string())]);
    }
    let times = if times.0 == Ratio::ZERO {
        fill(key!("how.times-most"), &[("most", &times.1.to_string())])
    } else {
        between(times.0, times.1, key!("how.times-between"))
    };
    match persons {
        None => fill(key!("how.standards-household"), &[("standard", &standard), ("times", &times)]),
        Some((least, most)) => {
            let persons = between(least, most, key!("how.persons-between"));
            fill(key!("how.standards-person"), &[("standard", &standard), ("times", &times), ("persons", &persons)])
        }
    }
}

impl Explanation {
    /// The question that would be asked next.
    pub fn next_question(&self) -> Option<Question> {
        self.next.first().map(|missing| missing.question)
    }

    /// The whole result as plain text, for the clipboard and the command line.
    pub fn to_text(&self) -> String {
        let mut sheet = Sheet::default();
        sheet.line(get(key!("result.sheet")));
        sheet.line(&self.as_of);
        if let Some(urgent) = &self.urgent {
            sheet.gap();
            sheet.line(get(key!("urgent.title")));
            sheet.item(&urgent.name);
            sheet.items(urgent.quote.iter().map(String::as_str));
        }
        for finding in &self.findings {
            finding.write(&mut sheet);
        }
        sheet.heading(key!("result.household"));
        sheet.item(&self.household.size);
        for member in &self.household.members {
            sheet.item(&fill(key!("who.of"), &[("who", &member.who), ("name", &member.reason.sentence)]));
        }
        sheet.items(self.household.lines.iter().map(String::as_str));
        if !self.figures.is_empty() {
            sheet.heading(key!("result.figures"));
        }
        for figure in &self.figures {
            sheet.item(&figure.line);
            sheet.details(figure.source.iter().map(String::as_str));
        }
        if !self.places.is_empty() {
            sheet.heading(key!("result.where"));
        }
        for place in &self.places {
            sheet.item(
                &[&*place.programmes.join(get(key!("result.separator"))), &place.sentence]
                    .join(get(key!("result.colon"))),
            );
            sheet.details(place.why.iter().copied());
        }
        sheet.list(key!("result.documents"), self.documents.iter().copied());
        sheet.list(key!("result.times"), self.times.iter().copied());
        sheet.list(key!("result.rights"), self.rights.iter().copied());
        let phones: Vec<String> =
            self.phones.iter().map(|phone| [&*phone.number, &*phone.purpose].join(get(key!("result.space")))).collect();
        sheet.list(key!("result.phones"), phones.iter().map(String::as_str));
        sheet.gap();
        for note in &self.notes {
            sheet.line(note);
        }
        sheet.0
    }
}

impl FindingText {
    fn write(&self, sheet: &mut Sheet) {
        sheet.gap();
        sheet.line(&fill(key!("result.headline"), &[("verdict", self.verdict_words), ("name", self.name)]));
        for amount in &self.amounts {
            sheet.item(&[&*amount.label, &amount.amount].join(get(key!("result.colon"))));
            sheet.details(amount.how.iter().chain(&amount.source).map(String::as_str));
        }
        if !self.members.is_empty() {
            sheet.item(&fill(
                key!("result.members"),
                &[("members", &text::joined(&self.members, key!("result.separator")))],
            ));
        }
        for reason in self.reasons.iter().chain(&self.discretion) {
            sheet.item(&reason.sentence);
            sheet.details(reason.local.iter().map(String::as_str));
        }
        for law in &self.laws {
            let parts = [Some(get(key!("result.law"))), Some(&*law.name), law.quote.as_deref()];
            sheet.item(&parts.into_iter().flatten().collect::<Vec<_>>().join(get(key!("result.colon"))));
        }
        for gap in &self.gaps {
            sheet.item(gap.sentence);
            sheet.details([gap.settle]);
        }
        if !self.missing.is_empty() {
            let names: Vec<&str> = self.missing.iter().map(|missing| missing.name.as_str()).collect();
            sheet.item(
                &[get(key!("result.missing")), &names.join(get(key!("result.semicolon")))]
                    .join(get(key!("result.colon"))),
            );
        }
        sheet.items(self.flips.iter().map(String::as_str));
    }
}

/// Plain text with marks instead of headings and lists.
#[derive(Default)]
struct Sheet(String);

impl Sheet {
    fn line(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push('\n');
    }

    fn gap(&mut self) {
        self.0.push('\n');
    }

    fn heading(&mut self, name: Key) {
        self.gap();
        self.line(get(name));
    }

    fn item(&mut self, text: &str) {
        self.0.push_str("- ");
        self.line(text);
    }

    fn items<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        for text in texts {
            self.item(text);
        }
    }

    fn details<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        for text in texts {
            self.0.push_str("    ");
            self.line(text);
        }
    }

    fn list<'t>(&mut self, name: Key, texts: impl Iterator<Item = &'t str>) {
        let mut texts = texts.peekable();
        if texts.peek().is_some() {
            self.heading(name);
            self.items(texts);
        }
    }
}

/// The questions of a finding that the household itself can answer; the rest only the place can tell.
pub fn is_about_place(question: Question) -> bool {
    matches!(question, Question::Household(HouseholdQuestion::LocalStandard | HouseholdQuestion::LocalIncomePerPerson))
}
