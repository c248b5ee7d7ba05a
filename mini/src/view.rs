//! What there is to show, as the pages of a mini-program take it: texts that are ready to be put down, and a closed list of kinds of
//! fields. Whether and in which order something is asked is decided in `jiuzhu_selfcheck::interview`.

use std::iter::once;

use jiuzhu_engine::case::{Period, RegionCode};
use jiuzhu_engine::rulebook::Region;
use jiuzhu_selfcheck::interview::draft::Part;
use jiuzhu_selfcheck::interview::form::{self, Form};
use jiuzhu_selfcheck::interview::lines::lines;
use jiuzhu_selfcheck::interview::outcome::{told_first, verdict_id};
use jiuzhu_selfcheck::interview::state::{Destination, Screen, State, Urgent};
use jiuzhu_selfcheck::interview::step::{Chapter, Step};
use jiuzhu_selfcheck::interview::{places, question, who};
use jiuzhu_selfcheck::key;
use jiuzhu_selfcheck::text::{Key, fill, get, has, named};
use serde::Serialize;

use crate::deed::Deed;
use crate::outcome::Outcome;

/// One screen.
#[derive(Serialize)]
pub struct View {
    /// Its address, which tells no answer.
    at: String,
    /// Its heading.
    title: String,
    /// What is around every screen.
    frame: Frame,
    /// What fills it.
    screen: Content,
}

/// What is around every screen.
#[derive(Serialize)]
struct Frame {
    name: &'static str,
    large: bool,
    /// The other size of type.
    resize: Button,
    /// To all answers.
    answers: Option<Button>,
    /// To the question whether to throw them away.
    clear: Option<Button>,
    /// The hotlines.
    call: [Call; 2],
}

/// A number to call, with what is said before it.
#[derive(Serialize)]
struct Call {
    before: &'static str,
    number: &'static str,
}

/// Something to press.
#[derive(Serialize)]
pub struct Button {
    /// What it says.
    pub label: &'static str,
    /// What it says to those who do not see where it stands.
    pub aria: Option<String>,
    /// What comes of it.
    pub deed: Deed,
}

impl Button {
    /// A button with the text of a key.
    pub fn of(label: Key, deed: Deed) -> Button {
        Button { label: get(label), aria: None, deed }
    }

    /// With what it says to those who do not see where it stands.
    #[must_use]
    pub fn heard(self, aria: String) -> Button {
        Button { aria: Some(aria), ..self }
    }
}

/// What fills a screen.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum Content {
    Start(Start),
    Question(Box<Question>),
    Answers(Answers),
    Result(Box<Outcome>),
    Clear(Clear),
}

#[derive(Serialize)]
struct Start {
    begin: Button,
    /// For somebody in an emergency; what it says is a text of the first screen.
    urgent: Deed,
}

/// Whether to throw all answers away.
#[derive(Serialize)]
struct Clear {
    lead: &'static str,
    yes: Button,
    no: Button,
}

/// One question.
#[derive(Serialize)]
struct Question {
    chapter: &'static str,
    /// For each chapter whether it is `done`, `here` or still to come.
    marks: Vec<&'static str>,
    left: String,
    problems: Option<Problems>,
    hint: Option<&'static str>,
    fields: Vec<Field>,
    note: Option<&'static str>,
    next: Button,
    skip: Option<Button>,
    why: Option<Titled<&'static str>>,
    strip: Option<Strip>,
}

/// Something under a title.
#[derive(Serialize)]
pub struct Titled<T> {
    /// The title.
    pub title: String,
    /// What is under it.
    pub content: T,
}

impl<T> Titled<T> {
    /// What is under the title with this key.
    pub fn of(title: Key, content: T) -> Titled<T> {
        Titled { title: get(title).to_owned(), content }
    }
}

#[derive(Serialize)]
struct Problems {
    heading: String,
    lines: Vec<String>,
}

/// What can be said already.
#[derive(Serialize)]
struct Strip {
    so_far: &'static str,
    findings: Vec<Glance>,
    look: Button,
}

#[derive(Serialize)]
struct Glance {
    name: &'static str,
    verdict: &'static str,
    words: &'static str,
}

/// A field of a question.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Field {
    /// Options of which one is chosen, or any number of them.
    Options { look: Look, many: bool, legend: Option<&'static str>, problem: Option<String>, options: Vec<Choice> },
    /// Something that is on or off.
    Switch { on: bool, button: Button },
    /// Another way to answer.
    Link { button: Button },
    /// A text to type.
    Input(Input),
    /// What was understood, or what is wrong with several fields.
    Said { problem: bool, text: String },
    /// Lines under a heading.
    Lines { heading: &'static str, lines: Vec<String> },
    /// A place that is chosen.
    Picked { name: String, change: Button },
    /// Places to choose from.
    Hits { hits: Vec<Hit> },
    /// Places to choose from, level by level.
    Levels { title: &'static str, levels: Vec<Level> },
    /// The people so far.
    People { people: Vec<Person>, add: Button },
}

/// How a field is laid out.
#[derive(Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Look {
    /// Over the whole width.
    Wide,
    /// Beside its neighbours.
    Narrow,
}

/// A text to type, for [`Deed::Type`].
#[derive(Serialize)]
struct Input {
    part: &'static str,
    look: Look,
    label: &'static str,
    unit: Option<&'static str>,
    keys: Keys,
    value: String,
    problem: Option<String>,
}

/// Which keys a field is typed with, by their names in mini-programs.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum Keys {
    /// Digits.
    Number,
    /// Digits and a point.
    Digit,
    /// Anything.
    Text,
}

#[derive(Serialize)]
struct Choice {
    label: &'static str,
    note: Option<&'static str>,
    chosen: bool,
    deed: Deed,
}

#[derive(Serialize)]
struct Hit {
    name: String,
    within: Option<String>,
    deed: Deed,
}

/// The places of one level; the first of them stands for none.
#[derive(Serialize)]
struct Level {
    label: &'static str,
    names: Vec<String>,
    deeds: Vec<Deed>,
    chosen: usize,
}

#[derive(Serialize)]
struct Person {
    name: String,
    note: String,
    change: Button,
    remove: Option<Button>,
}

/// All answers.
#[derive(Serialize)]
struct Answers {
    hint: &'static str,
    chapters: Vec<Titled<Vec<Answer>>>,
    go_on: Button,
    clear: Button,
}

#[derive(Serialize)]
struct Answer {
    label: String,
    value: String,
    known: bool,
    change: Button,
}

impl View {
    /// What a state shows.
    pub fn of(state: &State) -> View {
        View {
            at: state.screen.hash(),
            title: question::heading(state),
            frame: Frame::of(state),
            screen: Content::of(state),
        }
    }
}

impl Frame {
    fn of(state: &State) -> Frame {
        let begun = state.answers.count() > 0;
        let to = |label: Key, screen: Screen| Button::of(label, Deed::Go(screen.hash()));
        let size = if state.large { key!("frame.normal-type") } else { key!("frame.large-type") };
        Frame {
            name: get(key!("name")),
            large: state.large,
            resize: Button::of(size, Deed::Large(!state.large)),
            answers: (begun && matches!(state.screen, Screen::Question(_)))
                .then(|| to(key!("frame.answers"), Screen::Answers)),
            clear: (begun && state.screen != Screen::Clear).then(|| to(key!("action.clear"), Screen::Clear)),
            call: [
                Call { before: get(key!("frame.call")), number: "12345" },
                Call { before: get(key!("frame.call-or")), number: "12349" },
            ],
        }
    }
}

impl Content {
    fn of(state: &State) -> Content {
        match state.screen {
            Screen::Question(step) => Content::Question(Box::new(Question::of(state, step))),
            Screen::Answers => Content::Answers(Answers::of(state)),
            Screen::Result => Content::Result(Box::new(Outcome::of(state))),
            Screen::Clear => Content::Clear(Clear {
                lead: get(key!("clear.lead")),
                yes: Button::of(key!("clear.yes"), Deed::Clear),
                no: Button::of(key!("clear.no"), Deed::Continue),
            }),
            // Nothing is opened in a mini-program.
            Screen::Start | Screen::Open => {
                let begun = state.answers.count() > 0 || state.urgent != Urgent::No;
                let begin = if begun { key!("start.go-on") } else { key!("start.begin") };
                Content::Start(Start {
                    begin: Button::of(begin, Deed::Go(Destination::BEGIN.to_owned())),
                    urgent: Deed::Go(Destination::BEGIN_URGENT.to_owned()),
                })
            }
        }
    }
}

impl Question {
    fn of(state: &State, step: Step) -> Question {
        let id = question::text_id(state, step);
        let told = |what: &str| {
            let key = ["question.", id, ".", what].concat();
            has(&key).then(|| named(&key))
        };
        let here = step.chapter();
        let mark = |chapter: Chapter| match chapter {
            _ if chapter == here => "here",
            _ if chapter < here => "done",
            _ => "",
        };
        let problems = (!state.problems.is_empty()).then(|| Problems {
            heading: fill(key!("problem.heading"), &[("count", &state.problems.len().to_string())]),
            lines: state.problems.iter().map(|problem| problem.message()).collect(),
        });
        Question {
            chapter: named(&["chapter.", here.id()].concat()),
            marks: Chapter::ALL.into_iter().map(mark).collect(),
            left: question::left(state, here),
            problems,
            hint: told("hint"),
            fields: Fields { state, step }.all(),
            note: told("note-below"),
            next: Button::of(question::next_label(step), Deed::Submit),
            skip: question::may_skip(step).then(|| Button::of(key!("action.skip"), Deed::Skip)),
            why: told("why").map(|why| Titled::of(key!("action.why"), why)),
            strip: state.has_result().then(|| Strip::of(state)),
        }
    }
}

impl Strip {
    fn of(state: &State) -> Strip {
        let findings = told_first(&state.assessment.findings).into_iter().take(2).map(|finding| {
            let verdict = verdict_id(finding.verdict);
            Glance {
                name: named(&["programme.", finding.programme.id(), ".short"].concat()),
                verdict,
                words: named(&["frame.verdict.", verdict].concat()),
            }
        });
        Strip {
            so_far: get(key!("frame.so-far")),
            findings: findings.collect(),
            look: Button::of(key!("frame.look"), Deed::Go(Screen::Result.hash())),
        }
    }
}

impl Answers {
    fn of(state: &State) -> Answers {
        let lines = lines(state);
        let chapters = Chapter::ALL.into_iter().map(|chapter| {
            let of_chapter = lines.iter().filter(|line| line.step.chapter() == chapter);
            let answers = of_chapter.map(|line| Answer {
                label: line.label.clone(),
                value: line.value().to_owned(),
                known: line.value.is_some(),
                change: Button::of(key!("answers.change"), Deed::Edit(line.step.slug().into_owned()))
                    .heard(fill(key!("answers.change-what"), &[("what", &line.label)])),
            });
            Titled {
                title: named(&["chapter.", chapter.id()].concat()).to_owned(),
                content: answers.collect::<Vec<_>>(),
            }
        });
        let finished = state.answers.next_step(&state.assessment).is_none();
        Answers {
            hint: get(if lines.is_empty() { key!("answers.empty") } else { key!("answers.hint") }),
            chapters: chapters.filter(|chapter| !chapter.content.is_empty()).collect(),
            go_on: Button::of(if finished { key!("answers.result") } else { key!("answers.go-on") }, Deed::Continue),
            clear: Button::of(key!("action.clear"), Deed::Go(Screen::Clear.hash())),
        }
    }
}

/// The fields of a question, put down one after the other.
struct Fields<'s> {
    state: &'s State,
    step: Step,
}

impl Fields<'_> {
    fn all(&self) -> Vec<Field> {
        let list = ["question.", self.step.id()].concat();
        match self.step.form() {
            Form::Choice(ids) => vec![self.choice(Part::Choice, None, &list, ids)],
            Form::Ticks(ids) => vec![self.ticks(&list, &ids)],
            Form::Amount(_) => self.amount(true, true),
            Form::Sum => self.amount(false, true),
            Form::Figure(_) => {
                let lines = question::on_file(self.state, self.step);
                let heading = get(key!("on-file.heading"));
                let on_file = (!lines.is_empty()).then_some(Field::Lines { heading, lines });
                on_file.into_iter().chain(self.amount(true, false)).collect()
            }
            Form::Day => self.day(),
            Form::Months => {
                let unit = Some(key!("field.months-unit"));
                vec![self.input(Part::Exact, Look::Wide, key!("field.months"), unit, Keys::Number)]
            }
            Form::Place => self.place(),
            Form::Current => self.current(),
            Form::Person => self.person(),
            Form::Certificate => vec![
                self.group(Part::Kind, "certificate.kind", form::KINDS),
                self.group(Part::Grade, "certificate.grade", form::GRADES),
            ],
            Form::People => self.people(),
        }
    }

    fn problem(&self, part: Part) -> Option<String> {
        self.state.problems.iter().find(|problem| problem.part == part).map(|problem| problem.message())
    }

    fn choice(&self, part: Part, legend: Option<&'static str>, list: &str, ids: &[&str]) -> Field {
        let chosen = self.state.answers.drafts.choice(self.step, part);
        let options = ids.iter().enumerate();
        let options = options
            .map(|(index, id)| Choice::of(list, id, chosen == Some(index), Deed::Choose(part.id().to_owned(), index)));
        // The options of a certificate are a word each and stand side by side.
        let look = if matches!(part, Part::Kind | Part::Grade) { Look::Narrow } else { Look::Wide };
        Field::Options { look, many: false, legend, problem: self.problem(part), options: options.collect() }
    }

    fn group(&self, part: Part, list: &str, ids: &[&str]) -> Field {
        self.choice(part, Some(named(&[list, ".legend"].concat())), list, ids)
    }

    fn ticks(&self, list: &str, ids: &[&str]) -> Field {
        let ticked = self.state.answers.drafts.ticks(self.step, Part::Choice).unwrap_or(0);
        let all = ids.iter().map(|id| (list, *id)).chain([("field", "none-of-these")]).enumerate();
        let options = all.map(|(index, (list, id))| Choice::of(list, id, ticked >> index & 1 == 1, Deed::Tick(index)));
        let problem = self.problem(Part::Choice);
        Field::Options { look: Look::Wide, many: true, legend: None, problem, options: options.collect() }
    }

    fn input(&self, part: Part, look: Look, label: Key, unit: Option<Key>, keys: Keys) -> Field {
        Field::Input(Input {
            part: part.id(),
            look,
            label: get(label),
            unit: unit.map(get),
            keys,
            value: self.state.answers.drafts.text(self.step, part).to_owned(),
            // What is wrong with a part of a day stands above all three.
            problem: self.problem(part).filter(|_| look == Look::Wide),
        })
    }

    fn amount(&self, with_period: bool, may_be_rough: bool) -> Vec<Field> {
        let (state, step) = (self.state, self.step);
        let rough = may_be_rough && form::is_rough(&state.answers.drafts, step);
        let period = form::period(&state.answers.drafts, step);
        let input = |part, label| self.input(part, Look::Wide, label, Some(key!("words.yuan")), Keys::Digit);
        let mut fields = Vec::new();
        if with_period {
            fields.push(periods(period));
        }
        if rough {
            fields.extend([input(Part::Low, key!("field.low")), input(Part::High, key!("field.high"))]);
        } else {
            fields.push(input(Part::Exact, key!("field.exact")));
        }
        let text = question::echo(state, step, rough, with_period.then_some(period));
        fields.push(Field::Said { problem: false, text });
        if may_be_rough {
            let label = if rough { key!("field.exactly") } else { key!("field.roughly") };
            let deed = Deed::Choose(Part::Roughly.id().to_owned(), usize::from(rough));
            fields.push(Field::Link { button: Button::of(label, deed) });
        }
        fields
    }

    fn day(&self) -> Vec<Field> {
        let parts =
            [(Part::Year, key!("field.year")), (Part::Month, key!("field.month")), (Part::Day, key!("field.day"))];
        let problems = parts.iter().filter_map(|(part, _)| self.problem(*part));
        let mut fields: Vec<Field> = problems.map(|text| Field::Said { problem: true, text }).collect();
        fields.extend(parts.map(|(part, label)| self.input(part, Look::Narrow, label, None, Keys::Number)));
        fields
    }

    fn place(&self) -> Vec<Field> {
        let rulebook = self.state.rulebook;
        let chosen = self.state.answers.drafts.place(self.step);
        let mut fields = Vec::new();
        if let Some(code) = chosen {
            let change = Button::of(key!("place.change"), Deed::Pick(None));
            fields.push(Field::Picked { name: places::full_name(rulebook, code), change });
        } else {
            let (found, status) = question::found(self.state, self.step);
            fields.push(self.input(Part::Search, Look::Wide, key!("place.search"), None, Keys::Text));
            fields.push(Field::Said { problem: false, text: status });
            let hits = found.into_iter().map(|code| Hit {
                name: places::name(rulebook, code).to_owned(),
                within: rulebook.lineage(code).nth(1).map(|wider| places::full_name(rulebook, wider)),
                deed: pick(Some(code)),
            });
            fields.push(Field::Hits { hits: hits.collect() });
        }
        if !chosen.is_some_and(|code| rulebook.is_finest(code)) {
            let title = get(if chosen.is_some() { key!("place.finer") } else { key!("place.by-list") });
            fields.push(Field::Levels { title, levels: self.levels(chosen) });
        }
        fields
    }

    fn levels(&self, chosen: Option<RegionCode>) -> Vec<Level> {
        const LABELS: [Key; 3] = [key!("place.province"), key!("place.prefecture"), key!("place.county")];
        let rulebook = self.state.rulebook;
        let mut path: Vec<RegionCode> = chosen.map(|code| rulebook.lineage(code).collect()).unwrap_or_default();
        path.reverse();
        let levels = LABELS.into_iter().enumerate().take(path.len() + 1).map(|(level, label)| {
            let within = level.checked_sub(1).map(|wider| path[wider]);
            let inside = places::inside(rulebook, within);
            let is_chosen = |region: &&Region| path.get(level) == Some(&region.code);
            let chosen = inside.iter().position(is_chosen).map_or(0, |place| place + 1);
            let deeds = once(pick(within)).chain(inside.iter().map(|region| pick(Some(region.code)))).collect();
            let names = inside.iter().map(|region| region.name.clone());
            let names = once(get(key!("place.choose")).to_owned()).chain(names).collect();
            Level { label: get(label), names, deeds, chosen }
        });
        levels.filter(|level| level.names.len() > 1).collect()
    }

    fn current(&self) -> Vec<Field> {
        let answers = &self.state.answers;
        if answers.case.place.hukou.is_none() {
            return self.place();
        }
        let mut fields = vec![self.group(Part::Choice, "question.current-place", &["at-hukou", "elsewhere"])];
        if answers.drafts.choice(self.step, Part::Choice) == Some(1) {
            fields.extend(self.place());
        }
        fields
    }

    fn person(&self) -> Vec<Field> {
        let (drafts, step) = (&self.state.answers.drafts, self.step);
        let is_applicant = step == Step::Person(0);
        let is_spouse = drafts.choice(step, Part::Relation) == Some(0);
        let unknown = drafts.ticks(step, Part::AgeUnknown) == Some(1);
        let mut fields = Vec::new();
        if !is_applicant {
            fields.push(self.group(Part::Relation, "person.relation", form::RELATIONS));
        }
        fields.push(self.input(Part::Age, Look::Wide, key!("field.age"), Some(key!("words.years-old")), Keys::Number));
        // One bit says that the age is not known; the other that this was taken back.
        let deed = Deed::Choose(Part::AgeUnknown.id().to_owned(), usize::from(unknown));
        fields.push(Field::Switch { on: unknown, button: Button::of(key!("field.age-unknown"), deed) });
        if !is_applicant && !is_spouse {
            fields.push(self.group(Part::Lives, "person.lives", form::YES_NO));
        }
        fields
    }

    fn people(&self) -> Vec<Field> {
        let people = &self.state.answers.people;
        let to = |index: usize| Deed::Go(Screen::Question(Step::Person(number(index))).hash());
        let listed = (0..people.len()).map(|index| {
            let name = who::name(people, index);
            let about = |key: Key| fill(key, &[("who", &name)]);
            let remove = || Button::of(key!("people.remove"), Deed::Remove(number(index)));
            Person {
                note: question::person_note(self.state, index),
                change: Button::of(key!("people.change"), to(index)).heard(about(key!("people.change-who"))),
                remove: (index > 0).then(|| remove().heard(about(key!("people.remove-who")))),
                name,
            }
        });
        let people = Field::People { people: listed.collect(), add: Button::of(key!("people.add"), to(people.len())) };
        let problem = self.problem(Part::Relation).map(|text| Field::Said { problem: true, text });
        problem.into_iter().chain([people]).collect()
    }
}

impl Choice {
    /// The option with the texts `<list>.option.<id>` and `<list>.note.<id>`.
    fn of(list: &str, id: &str, chosen: bool, deed: Deed) -> Choice {
        let note = [list, ".note.", id].concat();
        let label = named(&[list, ".option.", id].concat());
        Choice { label, note: has(&note).then(|| named(&note)), chosen, deed }
    }
}

/// A month or a year.
fn periods(chosen: Period) -> Field {
    let each = [(Period::Month, key!("field.monthly")), (Period::Year, key!("field.yearly"))];
    let options = each.into_iter().enumerate().map(|(index, (period, label))| Choice {
        label: get(label),
        note: None,
        chosen: period == chosen,
        deed: Deed::Choose(Part::Period.id().to_owned(), index),
    });
    let legend = Some(get(key!("field.period")));
    Field::Options { look: Look::Narrow, many: false, legend, problem: None, options: options.collect() }
}

fn pick(code: Option<RegionCode>) -> Deed {
    Deed::Pick(code.map(|code| code.to_string()))
}

fn number(index: usize) -> u8 {
    u8::try_from(index).unwrap_or(u8::MAX)
}
