//! An assessment as files and other programs see it: ids, texts for amounts, and every source by name.

use jiuzhu_engine::assessment::{
    ApplyAt, DeductionFact, Figure, Finding, Flip, FlipAt, FlipOf, HouseholdFacts, MemberFact, Payout,
};
use jiuzhu_engine::case::{Case, RegionCode};
use jiuzhu_engine::condition::{Clause, Compared, Rule, Unit};
use jiuzhu_engine::rulebook::SourceIndex;
use jiuzhu_engine::{Assessment, Date, Programme, Question, Range, Rulebook, Truth, flips};
use serde::Serialize;

use super::case::Word;
use crate::{citation, place, steps};

/// Everything that can be said about a case on its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AssessmentOut {
    /// By which rules.
    pub rulebook: RulebookOut,
    /// The day for which the rules were asked.
    pub as_of: String,
    /// The figures that were used.
    pub figures: Vec<FigureOut>,
    /// What was made of the household.
    pub household: HouseholdOut,
    /// One finding for each programme.
    pub findings: Vec<FindingOut>,
    /// The questions that can still change a verdict, in the order in which to ask them.
    pub next: Vec<QuestionOut>,
    /// The questions that can only narrow an amount.
    pub sharpen: Vec<QuestionOut>,
    /// What to do next.
    pub steps: StepsOut,
}

/// Which rules were asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RulebookOut {
    /// The day of the newest change.
    pub version: String,
    /// The hash of all rule files.
    pub hash: String,
}

/// A figure that was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FigureOut {
    /// What it is used for.
    pub of: String,
    /// The code of the place that it is on file for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The whole name of that place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place_name: Option<String>,
    /// Yuan.
    pub value: String,
    /// What kind of figure it is; left out when the person typed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// How it was used.
    pub used: String,
    /// The first day it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Where it was read; left out when the person typed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<CitationOut>,
}

/// A document, and an article of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CitationOut {
    /// Its id.
    pub source: String,
    /// Its title.
    pub title: String,
    /// Its document number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Its day of issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// How well it is verified.
    pub class: String,
    /// The article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// The sentence, word for word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
}

/// What was made of the household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HouseholdOut {
    /// One entry for each listed member.
    pub members: Vec<MemberOut>,
    /// How many people count, at least and at most.
    pub size: [u32; 2],
    /// What came in: yuan a year.
    pub gross: RangeOut,
    /// What may be deducted: yuan a year.
    pub deductions: Vec<DeductionOut>,
    /// Income that counts: yuan a year.
    pub counted: RangeOut,
    /// Counted income per person: yuan a month, for display only.
    pub per_person: RangeOut,
}

/// Whether a member counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MemberOut {
    /// `yes`, `no` or `unknown`.
    pub counts: &'static str,
    /// The rule that says so.
    pub rule: &'static str,
}

/// Something deducted from income.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeductionOut {
    /// What it is.
    pub of: String,
    /// Yuan a year.
    pub range: RangeOut,
    /// The local source behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<CitationOut>,
}

/// All amounts between two ends; the upper end may be left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RangeOut {
    /// The least.
    pub from: String,
    /// The most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// What was found about one programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingOut {
    /// The programme.
    pub programme: &'static str,
    /// How likely it is.
    pub verdict: String,
    /// How much.
    pub amounts: Vec<AmountOut>,
    /// The fewest clauses that decide the verdict.
    pub reasons: Vec<ReasonOut>,
    /// The questions that could still change the verdict.
    pub missing: Vec<QuestionOut>,
    /// The gaps that the verdict hangs on.
    pub gaps: Vec<&'static str>,
    /// The office's discretion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discretion: Option<ReasonOut>,
    /// At which amounts the verdict changes.
    pub flips: Vec<FlipOut>,
    /// `hukou`, `emergency` or `current`: the place whose office decides; `unasked` where nobody need apply.
    pub apply_at: &'static str,
    /// The code of that place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apply_place: Option<String>,
    /// Members who could be taken in alone, by place in the list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<u8>,
    /// The doors that are or may be open.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub opens: Vec<ReasonOut>,
}

/// Money that a programme pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AmountOut {
    /// What it is.
    pub kind: String,
    /// Yuan.
    pub range: RangeOut,
    /// How often.
    pub often: String,
    /// How it came about.
    pub method: &'static str,
    /// The local source behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<CitationOut>,
    /// Whether the figures behind it are older than the rulebook trusts.
    pub old: bool,
}

/// One rule applied to this household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReasonOut {
    /// The rule.
    pub rule: &'static str,
    /// `yes`, `no` or `unknown`.
    pub truth: &'static str,
    /// The member it is about, by place in the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<u8>,
    /// The figures compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compared: Option<CompareOut>,
    /// The articles in force that day, the strongest first.
    pub citations: Vec<CitationOut>,
    /// The local source behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local: Option<CitationOut>,
}

/// Two figures compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CompareOut {
    /// The household's figure.
    pub figure: RangeOut,
    /// The limit.
    pub limit: RangeOut,
    /// `month`, `year`, `once` or `count`.
    pub unit: &'static str,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuestionOut {
    /// Its id.
    pub id: &'static str,
    /// The member it is about, by place in the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<u8>,
}

/// An amount or a number at which a verdict changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FlipOut {
    /// What would have to change: a question, `counted-income` or `deduction`.
    pub of: &'static str,
    /// The member it is about, by place in the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<u8>,
    /// The time that the amount covers: `month` or `year`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per: Option<String>,
    /// Yuan; of an age full years, of months and things how many.
    pub at: String,
    /// The verdict up to and including it.
    pub until: String,
    /// The verdict one fen above, or one more.
    pub above: String,
}

/// What to do next, as ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StepsOut {
    /// Whether the office must help first and look later.
    pub urgent: bool,
    /// The papers to bring.
    pub documents: Vec<&'static str>,
    /// How long the office may take.
    pub times: Vec<&'static str>,
    /// What the person may ask for and owes.
    pub rights: Vec<&'static str>,
}

impl AssessmentOut {
    /// The assessment of this case, with every id of a source and a place resolved.
    pub fn of(rulebook: &Rulebook, case: &Case, assessment: &Assessment) -> AssessmentOut {
        let writer = Writer { rulebook, as_of: assessment.as_of };
        let flips = flips(rulebook, case);
        AssessmentOut {
            rulebook: RulebookOut::of(rulebook),
            as_of: assessment.as_of.to_string(),
            figures: assessment.figures.iter().map(|figure| writer.figure(figure)).collect(),
            household: writer.household(&assessment.household),
            findings: assessment.findings.iter().map(|finding| writer.finding(finding, &flips)).collect(),
            next: assessment.next.iter().copied().map(QuestionOut::of).collect(),
            sharpen: assessment.sharpen.iter().copied().map(QuestionOut::of).collect(),
            steps: StepsOut {
                urgent: steps::is_urgent(case, assessment),
                documents: steps::documents(case, assessment),
                times: steps::times(assessment),
                rights: steps::rights(assessment),
            },
        }
    }
}

impl RulebookOut {
    /// The version and the hash of the rulebook.
    pub fn of(rulebook: &Rulebook) -> RulebookOut {
        RulebookOut { version: rulebook.version.clone(), hash: rulebook.hash.clone() }
    }
}

struct Writer<'a> {
    rulebook: &'a Rulebook,
    as_of: Date,
}

impl Writer<'_> {
    fn source(&self, index: SourceIndex) -> CitationOut {
        let source = &self.rulebook.sources[usize::from(index)];
        CitationOut {
            source: source.id.clone(),
            title: source.title.clone(),
            number: source.number.clone(),
            date: source.date.map(|date| date.to_string()),
            class: Word(source.class).to_string(),
            article: None,
            quote: None,
        }
    }

    fn household(&self, facts: &HouseholdFacts) -> HouseholdOut {
        let member = |fact: &MemberFact| MemberOut { counts: truth(fact.counts), rule: fact.rule.id };
        let deduction = |fact: &DeductionFact| DeductionOut {
            of: Word(fact.of).to_string(),
            range: RangeOut::of(fact.amount),
            source: fact.local.map(|source| self.source(source)),
        };
        HouseholdOut {
            members: facts.members.iter().map(member).collect(),
            size: [facts.size.0, facts.size.1],
            gross: RangeOut::of(facts.gross),
            deductions: facts.deductions.iter().map(deduction).collect(),
            counted: RangeOut::of(facts.counted),
            per_person: RangeOut::of(facts.per_person),
        }
    }

    fn figure(&self, figure: &Figure) -> FigureOut {
        FigureOut {
            of: Word(figure.of).to_string(),
            place: figure.place.map(|place| place.to_string()),
            place_name: figure.place.map(|place| place::full_name(self.rulebook, place)),
            value: figure.value.to_string(),
            kind: figure.kind.map(|kind| Word(kind).to_string()),
            used: Word(figure.used).to_string(),
            from: figure.from.map(|date| date.to_string()),
            source: figure.source.map(|source| self.source(source)),
        }
    }

    fn finding(&self, finding: &Finding, flips: &[(Programme, Flip)]) -> FindingOut {
        let flips = flips.iter();
        let (apply_at, place): (_, Option<RegionCode>) = match finding.apply_at {
            ApplyAt::Hukou(place) => ("hukou", place),
            ApplyAt::Emergency(place) => ("emergency", place),
            ApplyAt::Current(place) => ("current", place),
            ApplyAt::Unasked => ("unasked", None),
        };
        FindingOut {
            programme: finding.programme.id(),
            verdict: Word(finding.verdict).to_string(),
            amounts: finding.payouts.iter().map(|payout| self.amount(payout)).collect(),
            reasons: finding.reasons().into_iter().map(|clause| self.reason(clause)).collect(),
            missing: finding.missing.iter().map(QuestionOut::of).collect(),
            gaps: finding.gaps.iter().map(|gap| gap.id()).collect(),
            discretion: finding.discretion.map(|rule| self.rule(rule, Truth::Yes)),
            flips: flips.filter(|(of, _)| *of == finding.programme).map(|(_, it)| flip(it)).collect(),
            apply_at,
            apply_place: place.map(|place| place.to_string()),
            members: finding.members.clone(),
            opens: finding.opens().into_iter().map(|clause| self.reason(clause)).collect(),
        }
    }

    fn amount(&self, payout: &Payout) -> AmountOut {
        AmountOut {
            kind: Word(payout.kind).to_string(),
            range: RangeOut::of(payout.range),
            often: Word(payout.often).to_string(),
            method: payout.method.id(),
            source: payout.source.map(|source| self.source(source)),
            old: payout.old,
        }
    }

    fn reason(&self, clause: &Clause) -> ReasonOut {
        let compared = clause.compared.map(Compared::shown).map(|compared| CompareOut {
            figure: RangeOut::of(compared.figure),
            limit: RangeOut::of(compared.limit),
            unit: match compared.unit {
                Unit::Monthly => "month",
                Unit::Yearly => "year",
                Unit::Once => "once",
                Unit::Count => "count",
            },
        });
        let local = clause.local.map(|source| self.source(source));
        ReasonOut { member: clause.member, compared, local, ..self.rule(clause.rule, clause.outcome.truth) }
    }

    fn rule(&self, rule: &'static Rule, holds: Truth) -> ReasonOut {
        let cited = citation::in_force(self.rulebook, rule, self.as_of);
        let citations = cited.map(|cited| CitationOut {
            source: cited.source.id.clone(),
            title: cited.source.title.clone(),
            number: cited.source.number.clone(),
            date: cited.source.date.map(|date| date.to_string()),
            class: Word(cited.source.class).to_string(),
            article: Some(cited.article.to_owned()),
            quote: cited.quote.map(str::to_owned),
        });
        ReasonOut {
            rule: rule.id,
            truth: truth(holds),
            member: None,
            compared: None,
            citations: citations.collect(),
            local: None,
        }
    }
}

impl QuestionOut {
    /// The question by its id.
    pub fn of(question: Question) -> QuestionOut {
        let member = match question {
            Question::Household(_) => None,
            Question::Member(member, _) => Some(member),
        };
        QuestionOut { id: question.id(), member }
    }
}

fn flip(flip: &Flip) -> FlipOut {
    let of = flip.at.of();
    let member = match of {
        FlipOf::Answer(Question::Member(member, _)) => Some(member),
        _ => None,
    };
    FlipOut {
        of: of.id(),
        member,
        per: match flip.at {
            FlipAt::Amount { per, .. } => per.map(|per| Word(per).to_string()),
            FlipAt::Number { .. } => None,
        },
        at: flip.at.to_string(),
        until: Word(flip.until).to_string(),
        above: Word(flip.above).to_string(),
    }
}

impl RangeOut {
    /// The two ends of the range.
    pub fn of(range: Range) -> RangeOut {
        RangeOut { from: range.low().to_string(), to: range.high().map(|high| high.to_string()) }
    }
}

fn truth(truth: Truth) -> &'static str {
    match truth {
        Truth::No => "no",
        Truth::Unknown => "unknown",
        Truth::Yes => "yes",
    }
}
