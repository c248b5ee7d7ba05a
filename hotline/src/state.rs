//! All that the page shows, and what becomes of it with each key.

use jiuzhu_engine::spoken::{CodeError, hear};
use jiuzhu_engine::{Assessment, Date, HouseholdQuestion as Ask, MemberQuestion as AskOf, Question, Rulebook, assess};
use jiuzhu_selfcheck::explain::{Glance, glance};

use crate::field::{self, Field};
use crate::sheet::{Sheet, Told};

/// The key that takes back the last sign.
pub const BACK: char = '\u{8}';

/// The most reasons and missing answers shown for one programme.
const FEW: usize = 2;

/// So many seconds without a key, and everything is wiped.
pub const IDLE: u32 = 15 * 60;
/// So many seconds before, the page says so.
pub const WARNING: u32 = 60;

/// One household, or one way it could be, with what comes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// What was told.
    pub sheet: Sheet,
    /// The case that follows.
    pub told: Told,
    /// What comes of it.
    pub assessment: Assessment,
    /// The same in words.
    pub glance: Glance,
}

/// What the focus is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// A field of the form.
    Field(Field),
    /// The field for a spoken code.
    Code,
}

/// Something that was put into the clipboard, or could not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// The text.
    pub text: String,
    /// Whether it is in the clipboard; `None` while the browser is asked.
    pub done: Option<bool>,
}

/// What the member of staff does.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Has typed into a field.
    Type(Field, String),
    /// Presses a key that the page came too late for: a sign to type, or [`BACK`].
    Key(char),
    /// Has gone to a field.
    Focus(Focus),
    /// Goes to a field.
    GoTo(Focus),
    /// Goes on: to the next question that can still change something, or opens the case that the code says.
    Next,
    /// Takes a person off the list.
    Remove(u8),
    /// Types a spoken code.
    Code(String),
    /// Tries another way beside this one, or goes to the other of the two.
    WhatIf,
    /// Gives up the second way.
    Drop,
    /// Asks whether to wipe.
    Arm,
    /// Does not wipe after all.
    Disarm,
    /// So many seconds are left until everything is wiped; `None` when they are not shown.
    Left(Option<u32>),
    /// A text is on its way into the clipboard.
    Copy(Copy),
}

/// All that the page shows.
#[derive(Clone, Debug)]
pub struct State {
    /// The rules.
    pub rulebook: &'static Rulebook,
    /// The household, and a second way it could be.
    pub columns: Vec<Column>,
    /// Which of the columns the keys go to.
    pub active: usize,
    /// What the focus is on.
    pub focus: Focus,
    /// How often the page itself moved the focus.
    pub moves: u32,
    /// Whether nothing was typed since the focus moved: what stands in the field is selected, and the next key replaces it.
    is_fresh: bool,
    /// What stands in the field for a code.
    pub code: String,
    /// What is wrong with it.
    pub code_error: Option<CodeError>,
    /// Whether the next key wipes everything.
    pub is_armed: bool,
    /// How many seconds are left until everything is wiped, once they are shown.
    pub left: Option<u32>,
    /// What was copied last.
    pub copy: Option<Copy>,
}

impl Column {
    fn of(rulebook: &Rulebook, sheet: Sheet) -> Column {
        let told = sheet.told();
        let assessment = assess(rulebook, &told.case);
        let glance = glance(rulebook, &told.case, &assessment, FEW);
        Column { sheet, told, assessment, glance }
    }

    /// Whether a question can still change something.
    pub fn is_asked(&self, question: Question) -> bool {
        self.assessment.next.contains(&question) || self.assessment.sharpen.contains(&question)
    }

    /// Whether the field's answer can still change something.
    pub fn matters(&self, field: Field) -> bool {
        field::questions(field).into_iter().any(|question| self.is_asked(question))
    }

    /// Whether the field is to be asked still.
    pub fn is_open(&self, field: Field) -> bool {
        self.matters(field) && !self.sheet.is_answered(field) && self.told.value(field).is_none()
    }
}

impl State {
    /// The page as it starts.
    pub fn new(rulebook: &'static Rulebook, today: Date) -> State {
        let first = Column::of(rulebook, Sheet::on(today));
        State {
            rulebook,
            columns: vec![first],
            active: 0,
            focus: Focus::Field(Field::Ask(Ask::HukouPlace)),
            moves: 1,
            is_fresh: true,
            code: String::new(),
            code_error: None,
            is_armed: false,
            left: None,
            copy: None,
        }
    }

    /// The column that the keys go to.
    pub fn column(&self) -> &Column {
        &self.columns[self.active]
    }

    /// Whether there is nothing to wipe.
    pub fn is_blank(&self) -> bool {
        let [only] = self.columns.as_slice() else { return false };
        only.sheet.is_blank() && self.code.is_empty() && self.copy.is_none()
    }

    /// The fields on the page, in the order of the conversation.
    pub fn fields(&self) -> Vec<Field> {
        let column = self.column();
        let is_there = |field: &Field| {
            !field::is_rare(*field)
                || self.focus == Focus::Field(*field)
                || column.matters(*field)
                || !column.sheet.text(self.rulebook, &column.told, *field).is_empty()
        };
        column.told.fields.iter().copied().filter(is_there).collect()
    }

    /// Does it.
    pub fn apply(&mut self, action: Action) {
        // Whatever else is done takes back that everything was to be wiped, but not what comes by itself.
        self.is_armed &= matches!(action, Action::Left(_) | Action::Copy(Copy { done: Some(_), .. }));
        match action {
            Action::Type(field, text) => self.type_in(field, text),
            Action::Key(key) => self.press(key),
            Action::Focus(focus) => {
                self.is_fresh |= self.focus != focus;
                self.focus = focus;
            }
            Action::GoTo(focus) => self.move_to(focus),
            Action::Next if self.focus == Focus::Code => self.open(),
            Action::Next => self.go_on(),
            Action::Remove(member) => {
                self.change(|sheet, _| sheet.remove(member));
                self.move_to(Focus::Field(Field::Ask(Ask::Members)));
            }
            Action::Code(code) => {
                self.is_fresh = false;
                self.code = code;
                self.code_error = None;
            }
            Action::WhatIf => match self.columns.len() {
                1 => {
                    self.columns.push(self.columns[0].clone());
                    self.active = 1;
                }
                _ => self.active = 1 - self.active,
            },
            Action::Drop => {
                self.columns.truncate(1);
                self.active = 0;
            }
            Action::Arm => self.is_armed = true,
            Action::Disarm => {}
            Action::Left(left) => self.left = left,
            Action::Copy(copy) => self.copy = Some(copy),
        }
    }

    fn change(&mut self, change: impl FnOnce(&mut Sheet, &Rulebook)) {
        let mut sheet = self.column().sheet.clone();
        change(&mut sheet, self.rulebook);
        self.columns[self.active] = Column::of(self.rulebook, sheet);
        self.copy = None;
    }

    fn press(&mut self, key: char) {
        let before = match self.focus {
            Focus::Field(field) => self.column().sheet.text(self.rulebook, &self.column().told, field),
            Focus::Code => self.code.clone(),
        };
        let mut text = if self.is_fresh { String::new() } else { before };
        if key == BACK {
            text.pop();
        } else {
            text.push(key);
        }
        self.apply(match self.focus {
            Focus::Field(field) => Action::Type(field, text),
            Focus::Code => Action::Code(text),
        });
    }

    fn type_in(&mut self, field: Field, text: String) {
        self.is_fresh = false;
        // Whoever types a dash for what somebody is takes the person off.
        if let (Field::Of(member, AskOf::Relation), "-" | "－") = (field, text.trim()) {
            return self.apply(Action::Remove(member));
        }
        let mut typed = (field, false);
        self.change(|sheet, rulebook| typed = sheet.type_in(rulebook, field, text));
        if let (field, true) = typed {
            self.focus = Focus::Field(field);
            self.go_on();
        }
    }

    /// Opens the case that the code says, in the place of what was typed.
    fn open(&mut self) {
        match hear(&self.code) {
            Ok(heard) => {
                self.code.clear();
                self.change(|sheet, _| *sheet = Sheet::of(heard.case));
                self.move_to(Focus::Field(Field::Ask(Ask::HukouPlace)));
                self.go_on();
            }
            Err(error) => self.code_error = Some(error),
        }
    }

    /// To the next open field, and after the last one to the first that was left out.
    fn go_on(&mut self) {
        let Focus::Field(here) = self.focus else {
            return;
        };
        let column = self.column();
        if column.sheet.is_unfinished(here) {
            return;
        }
        let fields = self.fields();
        // Once everybody is listed, each of them is asked about first.
        let place = match here {
            Field::Ask(Ask::Members) => fields.iter().position(|field| field.member().is_some()),
            here => fields.iter().position(|field| *field == here).map(|place| place + 1),
        };
        let (before, after) = fields.split_at(place.unwrap_or(0));
        let after = after.iter().chain(before).filter(|field| **field != here);
        if let Some(next) = after.copied().find(|field| column.is_open(*field)) {
            self.move_to(Focus::Field(next));
        }
    }

    fn move_to(&mut self, focus: Focus) {
        self.focus = focus;
        self.moves += 1;
        self.is_fresh = true;
    }
}
