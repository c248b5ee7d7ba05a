//! The result as a mini-program shows it: what `jiuzhu_selfcheck::explain` says, card by card.

use jiuzhu_engine::{Programme, Verdict};
use jiuzhu_selfcheck::explain::{AmountText, Explanation, FindingText, LawText, MissingText, Picture, explain};
use jiuzhu_selfcheck::interview::kept;
use jiuzhu_selfcheck::interview::lines::lines;
use jiuzhu_selfcheck::interview::outcome::{
    FEW_QUESTIONS, differs_rounded, fold_of, is_answerable, locals, offered_first, sentence, told_line, verdict_id,
};
use jiuzhu_selfcheck::interview::state::{Screen, State};
use jiuzhu_selfcheck::interview::step::Step;
use jiuzhu_selfcheck::key;
use jiuzhu_selfcheck::text::{self, Key, fill, get, has, named};
use serde::Serialize;

use crate::deed::Deed;
use crate::view::{Button, Titled};

/// The whole result.
#[derive(Serialize)]
pub struct Outcome {
    /// That only the office decides, and for which day the rules were asked.
    hint: String,
    urgent: Option<Urgent>,
    left: Left,
    /// The cards, those to be folded away under a title.
    groups: Vec<Group>,
    offices: Titled<Vec<Office>>,
    phones: Titled<Vec<Phone>>,
    /// Documents, times, rights.
    lists: Vec<Titled<Vec<String>>>,
    /// What is folded: answers, household, figures.
    folds: Vec<Titled<Vec<Item>>>,
    notes: Vec<String>,
    code: Option<Titled<Code>>,
    back: Button,
}

/// What holds for people in an emergency.
#[derive(Serialize)]
struct Urgent {
    title: &'static str,
    duty: String,
    at: Option<String>,
    number: Option<String>,
    quote: Option<String>,
}

/// Whether anything is left to ask.
#[derive(Serialize)]
struct Left {
    sentence: &'static str,
    /// On with the interview, or to all answers where it has nothing more to ask.
    way: Option<Button>,
}

#[derive(Serialize)]
struct Group {
    title: Option<String>,
    cards: Vec<Card>,
}

/// One programme.
#[derive(Serialize)]
struct Card {
    id: &'static str,
    verdict: &'static str,
    words: &'static str,
    name: &'static str,
    what: &'static str,
    amounts: Vec<Amount>,
    members: Option<String>,
    /// The shortest reason, with its article.
    main: Option<Item>,
    picture: Option<Drawn>,
    more: Vec<String>,
    gaps: Option<Titled<Vec<Item>>>,
    missing: Option<Titled<Missing>>,
    flips: Option<Titled<Vec<String>>>,
    /// The articles word for word, then the local documents and figures.
    behind: Titled<Vec<Item>>,
    otherwise: Option<Titled<[&'static str; 2]>>,
}

#[derive(Serialize)]
struct Amount {
    label: String,
    amount: String,
    known: bool,
    how: Vec<String>,
}

/// A sentence and what stands under it in small type.
#[derive(Serialize)]
struct Item {
    text: String,
    small: Option<String>,
}

/// The income beside the lines, in hundredths of the width, and the same in words.
#[derive(Serialize)]
struct Drawn {
    income: u32,
    dibao: u32,
    borderline: Option<u32>,
    words: Vec<String>,
    benefit: Option<&'static str>,
}

/// The questions that could still decide it.
#[derive(Serialize)]
struct Missing {
    ways: Vec<Asked>,
    more: Option<String>,
}

#[derive(Serialize)]
struct Asked {
    name: String,
    answer: Button,
}

#[derive(Serialize)]
struct Office {
    programmes: String,
    at: String,
    why: Vec<&'static str>,
}

#[derive(Serialize)]
struct Phone {
    number: String,
    purpose: String,
}

/// The digits to read out, in groups.
#[derive(Serialize)]
struct Code {
    hint: &'static str,
    digits: Vec<String>,
    rounded: Vec<String>,
    /// That rounding changes the result, if it does.
    differs: Option<&'static str>,
    /// The other length.
    other: Button,
}

impl Outcome {
    /// The result of what has been answered so far.
    pub fn of(state: &State) -> Outcome {
        let told = explain(state.rulebook, &state.answers.case, &state.assessment);
        let lists = [
            (key!("result.documents"), &told.documents),
            (key!("result.times"), &told.times),
            (key!("result.rights"), &told.rights),
        ];
        let lists = lists.into_iter().filter(|(_, lines)| !lines.is_empty());
        let offices = told.places.iter().map(|office| Office {
            programmes: office.programmes.join(get(key!("result.separator"))),
            at: office.sentence.clone(),
            why: office.why.clone(),
        });
        let phones = told.phones.iter();
        let phones = phones.map(|phone| Phone { number: phone.number.clone(), purpose: phone.purpose.clone() });
        Outcome {
            hint: [get(key!("result.office-decides")), &told.as_of].concat(),
            urgent: Urgent::of(&told),
            left: Left::of(state, &told),
            groups: groups(state, &told),
            offices: Titled::of(key!("result.where"), offices.collect()),
            phones: Titled::of(key!("result.phones"), phones.collect()),
            lists: lists
                .map(|(title, lines)| Titled::of(title, lines.iter().map(|it| (*it).to_owned()).collect()))
                .collect(),
            folds: folds(state, &told),
            notes: told.notes,
            code: code(state),
            back: to_answers(key!("result.back")),
        }
    }
}

impl Urgent {
    fn of(told: &Explanation) -> Option<Urgent> {
        let duty = told.urgent.as_ref()?;
        Some(Urgent {
            title: get(key!("urgent.title")),
            duty: duty.name.clone(),
            at: told.findings.first().map(|first| first.apply.clone()),
            number: told.phones.first().map(|phone| phone.number.clone()),
            quote: duty.quote.clone(),
        })
    }
}

impl Left {
    fn of(state: &State, told: &Explanation) -> Left {
        let (sentence, way) = match told.next.is_empty() {
            true => (key!("result.settled"), None),
            false if is_answerable(state) => {
                (key!("result.open"), Some(Button::of(key!("result.go-on"), Deed::Continue)))
            }
            false => (key!("result.open-skipped"), Some(to_answers(key!("result.to-answers")))),
        };
        Left { sentence: get(sentence), way }
    }
}

fn to_answers(label: Key) -> Button {
    Button::of(label, Deed::Go(Screen::Answers.hash()))
}

/// The cards, each offering only those questions that no card above it offers.
fn groups(state: &State, told: &Explanation) -> Vec<Group> {
    let mut offered = Vec::new();
    let folds = [
        (None, None),
        (Some(Verdict::Undetermined), Some(key!("result.undetermined"))),
        (Some(Verdict::Unlikely), Some(key!("result.unlikely"))),
        (Some(Verdict::Dormant), Some(key!("result.dormant"))),
    ];
    let groups = folds.into_iter().map(|(fold, title)| {
        let picture = told.picture.as_ref().filter(|_| fold.is_none());
        let findings = told.findings.iter().filter(|finding| fold_of(finding) == fold);
        let cards: Vec<Card> = findings.map(|finding| Card::of(state, finding, picture, &mut offered)).collect();
        Group { title: title.map(|title| fill(title, &[("count", &cards.len().to_string())])), cards }
    });
    groups.filter(|group| !group.cards.is_empty()).collect()
}

impl Card {
    fn of(state: &State, finding: &FindingText, picture: Option<&Picture>, offered: &mut Vec<Step>) -> Card {
        let mut reasons = finding.reasons.iter();
        let main = reasons.next();
        let main =
            main.map(|main| Item { text: main.sentence.clone(), small: main.law.as_ref().map(|it| it.name.clone()) });
        let members = text::joined(&finding.members, key!("result.separator"));
        let members = (!members.is_empty()).then(|| fill(key!("result.members"), &[("members", &members)]));
        let gaps = finding.gaps.iter();
        let gaps = gaps.map(|gap| Item { text: gap.sentence.to_owned(), small: Some(gap.settle.to_owned()) });
        let laws = finding.laws.iter().map(of_law);
        let locals = locals(finding).into_iter().map(|local| Item { text: local.clone(), small: None });
        let otherwise = ["programme.", finding.programme.id(), ".otherwise"].concat();
        Card {
            id: finding.programme.id(),
            verdict: verdict_id(finding.verdict),
            words: finding.verdict_words,
            name: finding.name,
            what: finding.what,
            amounts: finding.amounts.iter().map(Amount::of).collect(),
            members,
            main,
            picture: picture.filter(|_| finding.programme == Programme::Dibao).map(Drawn::of),
            more: reasons.chain(&finding.discretion).map(|reason| reason.sentence.clone()).collect(),
            gaps: some(key!("result.gaps"), gaps.collect()),
            missing: (!finding.missing.is_empty())
                .then(|| Titled::of(key!("result.missing"), Missing::of(state, &finding.missing, offered))),
            flips: some(key!("result.flips"), finding.flips.clone()),
            behind: Titled::of(key!("result.behind"), laws.chain(locals).collect()),
            otherwise: has(&otherwise).then(|| {
                Titled::of(key!("result.otherwise"), [named(&otherwise), get(key!("result.otherwise-always"))])
            }),
        }
    }
}

/// What there is under the title, if there is anything.
fn some<T>(title: Key, content: Vec<T>) -> Option<Titled<Vec<T>>> {
    (!content.is_empty()).then(|| Titled::of(title, content))
}

fn of_law(law: &LawText) -> Item {
    Item { text: law.name.clone(), small: law.quote.clone() }
}

impl Amount {
    fn of(told: &AmountText) -> Amount {
        let AmountText { label, amount, is_known, how, .. } = told.clone();
        Amount { label, amount, known: is_known, how }
    }
}

impl Drawn {
    fn of(picture: &Picture) -> Drawn {
        let Picture { income, dibao, borderline, words, benefit } = picture.clone();
        Drawn { income, dibao, borderline, words, benefit }
    }
}

impl Missing {
    fn of(state: &State, missing: &[MissingText], offered: &mut Vec<Step>) -> Missing {
        let steps = offered_first(state, missing, offered);
        let answers = &state.answers;
        let ways = steps.iter().take(FEW_QUESTIONS).map(|(step, missing)| {
            let is_rough = answers.is_answered(*step) && !answers.is_skipped(*step);
            let rough = if is_rough { get(key!("result.more-exactly")) } else { "" };
            Asked {
                name: [&*missing.name, rough].concat(),
                answer: Button::of(key!("result.answer"), Deed::Go(Screen::Question(*step).hash()))
                    .heard(fill(key!("result.answer-named"), &[("name", &missing.name)])),
            }
        });
        let more = match steps.len() {
            0 => Some(get(key!("result.missing-above")).to_owned()),
            count if count <= FEW_QUESTIONS => None,
            count => {
                let key = if is_answerable(state) { key!("result.more-missing") } else { key!("result.more-skipped") };
                Some(fill(key, &[("count", &(count - FEW_QUESTIONS).to_string())]))
            }
        };
        Missing { ways: ways.collect(), more }
    }
}

fn folds(state: &State, told: &Explanation) -> Vec<Titled<Vec<Item>>> {
    let plain = |text: &String| Item { text: text.clone(), small: None };
    let answers = lines(state);
    let answers = answers.iter().map(|line| plain(&told_line(line)));
    let members = told.household.members.iter().map(|member| {
        let law = member.reason.law.as_ref().map(|law| law.name.clone());
        let who = fill(key!("who.of"), &[("who", &member.who), ("name", member.word)]);
        Item { text: who, small: Some([Some(member.reason.sentence.clone()), law].into_iter().flatten().collect()) }
    });
    let household = core::iter::once(plain(&told.household.size)).chain(members);
    let household = household.chain(told.household.lines.iter().map(plain));
    let figures = told.figures.iter().map(|figure| Item { text: figure.line.clone(), small: figure.source.clone() });
    let folds = [
        some(key!("result.answers"), answers.collect()),
        some(key!("result.household"), household.collect()),
        some(key!("result.figures"), figures.collect()),
    ];
    folds.into_iter().flatten().collect()
}

fn code(state: &State) -> Option<Titled<Code>> {
    let said = kept::said(state, state.short)?;
    let other = if state.short { key!("code.exactly") } else { key!("code.shorter") };
    let code = Code {
        hint: get(key!("code.hint")),
        digits: said.code.split(' ').map(str::to_owned).collect(),
        rounded: said.rounded.iter().filter_map(|rounded| sentence(state, rounded)).collect(),
        differs: differs_rounded(state, &said).then(|| get(key!("code.differs"))),
        other: Button::of(other, Deed::Shorten(!state.short)),
    };
    Some(Titled::of(key!("code.title"), code))
}
