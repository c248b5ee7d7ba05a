//! What a person does in the interview, a deed in JSON on each line. Whatever is done, nothing that stands in a field is lost, nothing
//! counts but what was told, and the same answers told in another order come to the same result.

#![no_main]

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use jiuzhu_engine::case::CurrentPlace;
use jiuzhu_engine::{Assessment, Case, HouseholdQuestion as Ask, Question, assess};
use jiuzhu_fuzz::{RULEBOOK, TODAY};
use jiuzhu_mini::deed::Deed;
use jiuzhu_mini::view::View;
use jiuzhu_selfcheck::interview::answers::Answers;
use jiuzhu_selfcheck::interview::draft::{Drafts, Part, moved_up};
use jiuzhu_selfcheck::interview::state::{Screen, State};
use jiuzhu_selfcheck::interview::step::{BELONGINGS, CIRCUMSTANCES, EXPENSE_KINDS, INCOME_KINDS, Step};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

/// As many deeds as are done at most: the longest golden household takes fewer.
const MOST: usize = 300;

fuzz_target!(|data: &[u8]| {
    let mut visit = Visit { state: State::new(&RULEBOOK, TODAY), told: Vec::new() };
    for line in data.split(|byte| *byte == b'\n').take(MOST) {
        if let Ok(deed) = serde_json::from_slice(line) {
            visit.does(deed);
        }
    }
    visit.finds_everything_done_that_is_offered();
    let told = visit.told_in_order(&|place, _| place as u64);
    assert_eq!(told, visit.result(), "what was told, without the ways in between");
    let mut by_chance = |_: usize, step: Step| {
        let mut chance = DefaultHasher::new();
        (data, format!("{step:?}")).hash(&mut chance);
        chance.finish()
    };
    assert_eq!(visit.told_in_order(&mut by_chance), told, "in another order");
});

/// The interview, and what was told last on each of its screens.
struct Visit {
    state: State,
    told: Vec<Told>,
}

/// What stood in the fields of a screen when its answer was given, or when it was left without one.
#[derive(Clone)]
struct Told {
    step: Step,
    fields: Drafts,
    is_skipped: bool,
    /// Whether it says that somebody lives where the hukou is.
    at_hukou: bool,
}

impl Visit {
    fn does(&mut self, deed: Deed) {
        let before = self.state.clone();
        let asked = match before.screen {
            Screen::Question(step) => Some(step),
            _ => None,
        };
        if deed.clone().on(&mut self.state).is_none() {
            assert_eq!(self.state.answers, before.answers, "{deed:?} is not done");
            return;
        }
        let (was, is) = (&before.answers, &self.state.answers);
        match (&deed, asked) {
            (Deed::Type(..) | Deed::Choose(..) | Deed::Tick(_) | Deed::Pick(_), _) => {
                assert_eq!((&is.case, is.visited()), (&was.case, was.visited()), "{deed:?} tells nothing yet");
            }
            (Deed::Submit, Some(step)) if self.state.problems.is_empty() => {
                assert_eq!(is.drafts, was.drafts);
                assert!(is.is_answered(step) && !is.is_skipped(step), "{step:?}");
                self.tells(step, false);
            }
            (Deed::Skip, Some(step)) => {
                assert_eq!(is.drafts, was.drafts);
                assert!(is.is_skipped(step) && !is.is_answered(step), "{step:?}");
                self.tells(step, true);
            }
            (Deed::Remove(member), _) => {
                if was.people.len() > is.people.len() {
                    self.told.retain(|told| told.step.member() != Some(*member));
                    for told in &mut self.told {
                        told.step = moved_up(told.step, *member);
                        told.fields.remove_member(*member);
                    }
                } else {
                    assert_eq!(is, was);
                }
            }
            (Deed::Clear, _) => {
                assert_eq!(*is, Answers::on(TODAY));
                self.told.clear();
            }
            _ => assert_eq!(is, was, "{deed:?} changes no answer"),
        }
    }

    /// Notes what was told, and what counts again because of it, as it stands in its fields.
    fn tells(&mut self, step: Step, is_skipped: bool) {
        let answers = &self.state.answers;
        self.told.retain(|told| told.step != step);
        let at_hukou = step == CURRENT && answers.case.place.current == Some(CurrentPlace::AtHukou);
        self.told.push(Told { step, fields: fields(answers, step), is_skipped, at_hukou });
        self.told.retain(|told| answers.is_answered(told.step) || answers.is_skipped(told.step));
        for told in self.told.iter_mut().filter(|told| list_of(told.step) == Some(step) && !told.is_skipped) {
            told.fields = fields(answers, told.step);
        }
    }

    /// Does each deed that what is shown offers, by itself.
    fn finds_everything_done_that_is_offered(&self) {
        let shown = serde_json::to_value(View::of(&self.state)).expect("a view can be written");
        let mut offered = Vec::new();
        deeds(&shown, &mut offered);
        for deed in offered {
            let done = deed.clone().on(&mut self.state.clone());
            assert!(done.is_some(), "{deed:?} cannot be done on {:?}", self.state.screen);
        }
    }

    /// What comes of it if nothing was done but to tell the last answer of each screen, those with the least rank first as far as
    /// one does not rest on the other.
    fn told_in_order(&self, rank: &dyn Fn(usize, Step) -> u64) -> (Case, Assessment) {
        // To live where the hukou is says nothing once that is not known.
        let hukou_is_skipped = self.state.answers.is_skipped(HUKOU);
        let mut left: Vec<(usize, &Told)> =
            self.told.iter().enumerate().filter(|(_, told)| !(told.at_hukou && hukou_is_skipped)).collect();
        left.sort_by_key(|(place, told)| rank(*place, told.step));
        let mut answers = Answers::on(TODAY);
        while !left.is_empty() {
            let rests = |one: &(usize, &Told)| left.iter().any(|other| other.0 != one.0 && self.rests_on(*one, *other));
            let next = left.iter().position(|one| !rests(one)).expect("the first that was told rests on nothing");
            let (_, told) = left.remove(next);
            put(&told.fields, told.step, &mut answers.drafts);
            if told.is_skipped {
                answers.skip(told.step);
            } else {
                assert_eq!(answers.take(told.step), Ok(()), "{:?}", told.step);
            }
        }
        let assessment = assess(&RULEBOOK, &answers.case);
        (answers.case, assessment)
    }

    /// Whether one answer can be told, or says what it said, only after the other.
    fn rests_on(&self, one: (usize, &Told), other: (usize, &Told)) -> bool {
        let ((one_place, one), (other_place, other)) = (one, other);
        match (one.step, other.step) {
            (Step::Person(one), Step::Person(other)) => one > other,
            (_, Step::Person(of)) => one.step.member() == Some(of),
            (CURRENT, HUKOU) if one.at_hukou => true,
            (HUKOU, CURRENT) if other.at_hukou => false,
            (CURRENT, HUKOU) | (HUKOU, CURRENT) => one_place > other_place,
            // What was told last holds, where the list says otherwise.
            _ if decides(one, other) || decides(other, one) => one_place > other_place,
            _ => false,
        }
    }

    fn result(&self) -> (Case, Assessment) {
        (self.state.answers.case.clone(), Assessment::clone(&self.state.assessment))
    }
}

const HUKOU: Step = Step::Ask(Ask::HukouPlace);
const CURRENT: Step = Step::Ask(Ask::CurrentPlace);

/// Whether a list says by itself what another screen asks, and does not leave it to that screen.
fn decides(list: &Told, detail: &Told) -> bool {
    let asks_further = |ticks: u32| match detail.step {
        Step::Ask(Ask::NonResidential | Ask::LargePurchase | Ask::CostlySchool) => false,
        detail => place_on_list(detail).is_some_and(|place| ticks >> place & 1 == 1),
    };
    let ticks = list.fields.ticks(list.step, Part::Choice).unwrap_or_default();
    list_of(detail.step) == Some(list.step) && (list.is_skipped || !asks_further(ticks))
}

fn list_of(step: Step) -> Option<Step> {
    match step {
        Step::Ask(ask) => Step::list_of(Question::Household(ask)),
        Step::Of(member, ask) => Step::list_of(Question::Member(member, ask)),
        _ => None,
    }
}

fn place_on_list(step: Step) -> Option<usize> {
    match step {
        Step::Ask(Ask::VehicleValue) => place_on_list(Step::Ask(Ask::Vehicles)),
        Step::Ask(ask) => {
            [&INCOME_KINDS[..], &EXPENSE_KINDS, &BELONGINGS].into_iter().find_map(|list| place(list, ask))
        }
        Step::Of(_, ask) => place(&CIRCUMSTANCES, ask),
        _ => None,
    }
}

fn place<T: PartialEq>(list: &[T], wanted: T) -> Option<usize> {
    list.iter().position(|it| *it == wanted)
}

/// What stands in the fields of a screen.
fn fields(answers: &Answers, step: Step) -> Drafts {
    let mut fields = Drafts::default();
    put(&answers.drafts, step, &mut fields);
    fields
}

/// Puts what stands in the fields of a screen into others.
fn put(from: &Drafts, step: Step, to: &mut Drafts) {
    for part in Part::ALL {
        if let Some(ticks) = from.ticks(step, part) {
            to.set_ticks(step, part, ticks);
        } else if !from.text(step, part).is_empty() {
            to.set_text(step, part, from.text(step, part).to_owned());
        }
    }
    if let Some(place) = from.place(step) {
        to.set_place(step, Some(place));
    }
}

/// Every deed that is offered, wherever it stands.
fn deeds(shown: &Value, found: &mut Vec<Deed>) {
    let read = |deed: &Value| serde_json::from_value(deed.clone()).expect("what is offered is a deed");
    match shown {
        Value::Array(list) => list.iter().for_each(|each| deeds(each, found)),
        Value::Object(fields) => {
            for (name, each) in fields {
                match (name.as_str(), each) {
                    ("deed", deed) => found.push(read(deed)),
                    ("deeds", Value::Array(list)) => found.extend(list.iter().map(read)),
                    _ => deeds(each, found),
                }
            }
        }
        _ => {}
    }
}
