//! The state of the conversation as a pure reducer: no host, so that every path can be tested natively.

use std::rc::Rc;

use jiuzhu_engine::case::RegionCode;
use jiuzhu_engine::{Assessment, Date, HouseholdQuestion as Ask, Rulebook, assess};

use crate::interview::answers::Answers;
use crate::interview::draft::Part;
use crate::interview::form::Problem;
use crate::interview::kept::{self, OPENS, Opened};
use crate::interview::step::Step;

/// From so many answers on the result can be looked at.
pub const ENOUGH_ANSWERS: usize = 3;

/// What fills the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// What this is, and where to begin.
    Start,
    /// One screen of the interview.
    Question(Step),
    /// All answers, to look through and change.
    Answers,
    /// The result.
    Result,
    /// Where to open what was taken away.
    Open,
    /// Whether to throw all answers away.
    Clear,
}

impl Screen {
    /// What a host calls the screen, and a link after `#`; nothing in it tells an answer.
    pub fn hash(self) -> String {
        match self {
            Screen::Start => "/".to_owned(),
            Screen::Question(step) => format!("/q/{}", step.slug()),
            Screen::Answers => "/answers".to_owned(),
            Screen::Result => "/result".to_owned(),
            Screen::Open => "/open".to_owned(),
            Screen::Clear => "/clear".to_owned(),
        }
    }
}

/// What an address asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A screen.
    Screen(Screen),
    /// The first question.
    Begin,
    /// The first question for somebody in an emergency.
    BeginUrgent,
}

impl Destination {
    /// The address of the first question.
    pub const BEGIN: &str = "/begin";
    /// The address of the first question for somebody in an emergency.
    pub const BEGIN_URGENT: &str = "/urgent";

    /// Reads the part of the address after `#`.
    pub fn from_hash(hash: &str) -> Option<Destination> {
        Some(match hash {
            "" | "/" => Destination::Screen(Screen::Start),
            Destination::BEGIN => Destination::Begin,
            Destination::BEGIN_URGENT => Destination::BeginUrgent,
            "/answers" => Destination::Screen(Screen::Answers),
            "/result" => Destination::Screen(Screen::Result),
            "/open" => Destination::Screen(Screen::Open),
            "/clear" => Destination::Screen(Screen::Clear),
            other => Destination::Screen(Screen::Question(Step::from_slug(other.strip_prefix("/q/")?)?)),
        })
    }
}

/// How far the questions for an emergency have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgent {
    /// Nothing urgent.
    No,
    /// They are being asked.
    Asking,
    /// All are asked and the result has been shown.
    Asked,
}

/// What the person does.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Goes to an address: a link, back, forward.
    Go(Destination),
    /// Types into a field.
    Type(Step, Part, String),
    /// Chooses one option, by place in the list.
    Choose(Step, Part, usize),
    /// Ticks or unticks an option of a list with so many options; the one after the last stands for none of them.
    Tick(Step, usize, usize),
    /// Chooses a place, or none.
    Pick(Step, Option<RegionCode>),
    /// Gives the answer of a screen.
    Submit(Step),
    /// Leaves a screen unanswered.
    Skip(Step),
    /// Takes a person off the list.
    Remove(u8),
    /// Goes to whatever is next.
    Continue,
    /// Changes an answer from the list of all answers.
    Edit(Step),
    /// Throws all answers away.
    Clear,
    /// Large type on or off.
    Large(bool),
    /// The result was copied; what is given has to be copied by hand.
    Copied(Rc<str>),
    /// Says the code with rounded amounts, or exactly.
    Shorten(bool),
    /// A picture was drawn, as a `data:` address; without one the browser could not.
    Drawn(Option<Rc<str>>),
    /// Types a code.
    TypeCode(String),
    /// Opens the code that is typed.
    OpenTyped,
    /// Opens what was kept: the code and the results; nothing if the file holds none.
    Open(Option<(String, String)>),
}

/// Everything the page shows follows from this.
#[derive(Clone)]
pub struct State {
    /// The rules.
    pub rulebook: &'static Rulebook,
    /// The answers.
    pub answers: Answers,
    /// What follows from the answers.
    pub assessment: Rc<Assessment>,
    /// What fills the page.
    pub screen: Screen,
    /// What is wrong with the answer just given.
    pub problems: Vec<Problem>,
    /// Grows with every attempt to answer, so that the same problems draw the focus again.
    pub attempts: u32,
    /// Whether this is an emergency.
    pub urgent: Urgent,
    /// Whether type is large.
    pub large: bool,
    /// What of the result has to be copied by hand, once copying was tried; empty if it worked.
    pub copied: Option<Rc<str>>,
    /// Whether the code is said with rounded amounts.
    pub short: bool,
    /// The picture that was drawn, or that it could not be, once it was tried.
    pub drawn: Option<Option<Rc<str>>>,
    /// The code as it is typed.
    pub code: String,
    /// Why nothing was opened.
    pub not_opened: Option<&'static str>,
    /// What the answers were opened from.
    pub opened: Option<Opened>,
    editing: bool,
}

impl State {
    /// The first screen on the given day.
    pub fn new(rulebook: &'static Rulebook, today: Date) -> State {
        let answers = Answers::on(today);
        let assessment = Rc::new(assess(rulebook, &answers.case));
        State {
            rulebook,
            answers,
            assessment,
            screen: Screen::Start,
            problems: Vec::new(),
            attempts: 0,
            urgent: Urgent::No,
            large: false,
            copied: None,
            short: false,
            drawn: None,
            code: String::new(),
            not_opened: None,
            opened: None,
            editing: false,
        }
    }

    /// The state after an action.
    #[must_use]
    pub fn after(&self, action: Action) -> State {
        let mut state = self.clone();
        state.apply(action);
        state
    }

    /// Whether enough has been answered to look at the result.
    pub fn has_result(&self) -> bool {
        self.answers.count() >= ENOUGH_ANSWERS
    }

    /// The next screen of the interview, or the result when nothing is left to ask.
    pub fn next_screen(&self) -> Screen {
        self.answers.next_step(&self.assessment).map_or(Screen::Result, Screen::Question)
    }

    /// How many questions may follow at most, this one not counted; `None` while that cannot be said.
    pub fn most_left(&self) -> Option<usize> {
        let left = self.answers.most_left(&self.assessment)?;
        let this = matches!(self.screen, Screen::Question(step) if !self.answers.is_answered(step));
        Some(left - usize::from(this && left > 0))
    }

    /// Does what the person does.
    pub fn apply(&mut self, action: Action) {
        match action {
            Action::Type(step, part, typed) => self.answers.drafts.set_text(step, part, typed),
            Action::Choose(step, part, option) => self.answers.drafts.set_ticks(step, part, 1 << option),
            Action::Tick(step, option, options) => self.tick(step, option, options),
            Action::Pick(step, place) => self.answers.drafts.set_place(step, place),
            Action::Large(large) => self.large = large,
            Action::Copied(copied) => self.copied = Some(copied),
            Action::Shorten(short) => (self.short, self.drawn) = (short, None),
            Action::Drawn(picture) => self.drawn = Some(picture),
            Action::TypeCode(code) => self.code = code,
            Action::OpenTyped => self.open(Some((self.code.clone(), String::new()))),
            Action::Open(kept) => self.open(kept),
            Action::Go(destination) => self.go(destination),
            Action::Submit(step) => self.submit(step),
            Action::Skip(step) => {
                self.answers.skip(step);
                self.problems.clear();
                self.assess();
                self.go_on();
            }
            Action::Remove(member) => {
                self.answers.remove_person(member);
                self.assess();
            }
            Action::Continue => {
                self.editing = false;
                self.show(self.next_screen());
            }
            Action::Edit(step) => {
                self.editing = true;
                self.show(Screen::Question(step));
            }
            Action::Clear => *self = self.anew(),
        }
    }

    fn go(&mut self, destination: Destination) {
        match destination {
            Destination::Begin => {
                self.urgent = Urgent::No;
                self.show(self.next_screen());
            }
            Destination::BeginUrgent => {
                self.urgent = Urgent::Asking;
                self.go_on();
            }
            Destination::Screen(Screen::Question(step)) if !self.answers.can_show(step) => {
                self.show(self.next_screen());
            }
            Destination::Screen(screen) => {
                self.editing &= matches!(screen, Screen::Question(_));
                self.show(screen);
            }
        }
    }

    /// Takes over what was kept, or says why not; what is typed and answered then stays.
    fn open(&mut self, kept: Option<(String, String)>) {
        if !OPENS {
            return;
        }
        self.attempts += 1;
        let today = self.answers.case.as_of;
        match kept.map_or(Err("not-ours"), |(code, results)| kept::open(&code, results, today)) {
            Ok((answers, opened)) => {
                // Opened over another result it is still announced.
                *self = State { answers, opened: Some(opened), attempts: self.attempts, ..self.anew() };
                self.assess();
                self.show(Screen::Result);
            }
            Err(reason) => {
                self.show(Screen::Open);
                self.not_opened = Some(reason);
            }
        }
    }

    /// The first screen, without any answer.
    fn anew(&self) -> State {
        State { large: self.large, ..State::new(self.rulebook, self.answers.case.as_of) }
    }

    fn show(&mut self, screen: Screen) {
        self.screen = screen;
        self.copied = None;
        self.drawn = None;
        self.not_opened = None;
        self.problems.clear();
    }

    fn submit(&mut self, step: Step) {
        self.attempts += 1;
        match self.answers.take(step) {
            Ok(()) => {
                self.problems.clear();
                self.assess();
                self.go_on();
            }
            Err(problems) => self.problems = problems,
        }
    }

    fn assess(&mut self) {
        self.assessment = Rc::new(assess(self.rulebook, &self.answers.case));
    }

    /// Where an answer leads: back to the list of people, to what is urgent, to the list of answers that it was changed
    /// from, or to the next question.
    fn go_on(&mut self) {
        let this = match self.screen {
            Screen::Question(step) => Some(step),
            _ => None,
        };
        let adding = matches!(this, Some(Step::Person(member)) if member > 0 || self.answers.has_everyone());
        if adding {
            self.show(Screen::Question(Step::Ask(Ask::Members)));
            return;
        }
        if self.urgent == Urgent::Asking {
            if let Some(step) = self.answers.next_urgent_step() {
                self.show(Screen::Question(step));
                return;
            }
            self.urgent = if self.assessment_is_of_emergency() { Urgent::Asked } else { Urgent::No };
            if self.urgent == Urgent::Asked {
                self.show(Screen::Result);
                return;
            }
        }
        // What a changed list now asks about comes at once; nothing else is asked again.
        let details = this.is_some_and(|step| step.may_lead_to() > 0 || step.member().is_some());
        let next = self
            .answers
            .next_step(&self.assessment)
            .filter(|next| !self.editing || details && this.is_some_and(|this| next.chapter() == this.chapter()));
        match next {
            Some(step) => self.show(Screen::Question(step)),
            None if self.editing => {
                self.editing = false;
                self.show(Screen::Answers);
            }
            None => self.show(Screen::Result),
        }
    }

    fn assessment_is_of_emergency(&self) -> bool {
        use jiuzhu_engine::case::Event;
        self.answers.case.hardship.event.is_some_and(|event| event != Event::None)
    }

    fn tick(&mut self, step: Step, option: usize, options: usize) {
        let none = 1 << options;
        let before = self.answers.drafts.ticks(step, Part::Choice).unwrap_or(0);
        let after = match before ^ 1 << option {
            after if option == options => after & none,
            after => after & !none,
        };
        self.answers.drafts.set_ticks(step, Part::Choice, after);
    }
}
