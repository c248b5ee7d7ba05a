//! What the member of staff sees: what to ask and the form on the left, what comes of it on the right.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use jiuzhu_engine::Verdict;
use jiuzhu_selfcheck::browser::{self, take_away};
use jiuzhu_selfcheck::explain::GlanceText;
use jiuzhu_selfcheck::interview::step::Chapter;
use jiuzhu_selfcheck::interview::{places, who};
use jiuzhu_selfcheck::ui::Given;
use jiuzhu_selfcheck::{key, text};
use yew::{Component, Context, Html, classes, html};

use crate::browser::{Pressed, Soon, each_second, forget_on_leaving, on_keys, on_life, seconds, select, start_anew};
use crate::field::{self, Field};
use crate::note;
use crate::state::{Action, BACK, Column, Copy, Focus, IDLE, State, WARNING};
use crate::ui::part::{Around, CODE, Entry, Part, Script, Shown};
use crate::value::Value;

pub mod part;

/// What happens at the desk.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// The member of staff does something to the state.
    Do(Action),
    /// Somebody is there.
    Alive,
    /// A second has passed.
    Second,
    /// The note of the call is wanted.
    CopyNote,
    /// The case is wanted as a test.
    CopyTest,
    /// The next caller: wipes, or asks first where there is something to wipe.
    NextCaller,
}

impl From<Action> for Message {
    fn from(action: Action) -> Message {
        Message::Do(action)
    }
}

/// What is typed while the page still has to move the focus: a fast hand must not type into the field before.
#[derive(Default)]
struct Ahead {
    /// Whether something was typed that the page does not show yet.
    is_behind: Cell<bool>,
    keys: RefCell<VecDeque<Message>>,
    /// Whether one key more wipes everything.
    is_armed: Cell<bool>,
}

/// The only component.
pub struct Desk {
    state: State,
    around: Around,
    ahead: Rc<Ahead>,
    /// Looks closer once the page is drawn.
    soon: Soon,
    /// How often the page had moved the focus when it was last drawn.
    moves: u32,
    /// How often something was done.
    deeds: u32,
    /// When somebody was last there.
    alive: f64,
}

impl Component for Desk {
    type Message = Message;
    type Properties = Given;

    fn create(context: &Context<Desk>) -> Desk {
        let ahead: Rc<Ahead> = Rc::default();
        let behind = ahead.clone();
        let send = context.link().callback(move |message: Message| {
            behind.is_behind.set(true);
            message
        });
        let (life, clock) = (context.link().callback(|message| message), context.link().callback(|message| message));
        let (keys, held) = (send.clone(), ahead.clone());
        on_keys(move |pressed| {
            let is_behind = held.is_behind.get();
            let message = meaning(&pressed).or_else(|| typed(&pressed).filter(|_| is_behind));
            match message {
                Some(message) if is_behind => held.keys.borrow_mut().push_back(message),
                Some(message) => keys.emit(message),
                None => {
                    if held.is_armed.get() {
                        keys.emit(Action::Disarm.into());
                    }
                    return false;
                }
            }
            true
        });
        on_life(move || life.emit(Message::Alive));
        each_second(move || clock.emit(Message::Second));
        forget_on_leaving();
        let rulebook = context.props().rulebook;
        let state = State::new(rulebook, browser::today());
        let closer = context.link().callback(|_| Message::Do(Action::LookCloser));
        let soon = Soon::new(move || closer.emit(()));
        Desk { state, around: Around { rulebook, send }, ahead, soon, moves: 0, deeds: 0, alive: seconds() }
    }

    fn update(&mut self, _: &Context<Desk>, message: Message) -> bool {
        match message {
            // The page itself has just moved the focus there, and shows it so.
            Message::Do(Action::Focus(focus)) if focus == self.state.focus && !self.state.is_armed => {
                self.catch_up();
                return false;
            }
            Message::Do(action) => self.state.apply(action),
            Message::Alive => {
                self.alive = seconds();
                if self.state.left.is_none() {
                    return false;
                }
                self.state.apply(Action::Left(None));
            }
            Message::Second => return self.watch(),
            Message::CopyNote => self.copy(note::of_call(self.state.rulebook, self.state.column())),
            Message::CopyTest => self.copy(note::as_test(self.state.rulebook, self.state.column())),
            Message::NextCaller if self.state.is_armed || self.state.is_blank() => start_anew(),
            Message::NextCaller => self.state.apply(Action::Arm),
        }
        self.ahead.is_armed.set(self.state.is_armed);
        self.deeds += 1;
        true
    }

    fn view(&self, _: &Context<Desk>) -> Html {
        View { state: &self.state, around: &self.around, fields: self.state.fields(), deeds: self.deeds }.page()
    }

    fn rendered(&mut self, _: &Context<Desk>, _: bool) {
        let id = match self.state.focus {
            Focus::Field(field) => field::id(field),
            Focus::Code => CODE.to_owned(),
        };
        if self.moves == self.state.moves {
            browser::focus_if_lost(&format!("[id=\"{id}\"]"));
        } else {
            self.moves = self.state.moves;
            browser::focus(&format!("[id=\"{id}\"]"));
            select(&id);
        }
        self.catch_up();
        if self.state.is_late() {
            self.soon.call();
        }
    }
}

impl Desk {
    /// All that was typed is shown, so that what was typed ahead can follow.
    fn catch_up(&self) {
        self.ahead.is_behind.set(false);
        let next = self.ahead.keys.borrow_mut().pop_front();
        if let Some(message) = next {
            self.around.send.emit(message);
        }
    }

    /// Wipes everything once nobody has been there for long; says so a while before.
    fn watch(&mut self) -> bool {
        if self.state.is_blank() {
            self.alive = seconds();
        }
        let left = f64::from(IDLE) - (seconds() - self.alive);
        if left <= 0.0 {
            start_anew();
            return false;
        }
        let shown = (left <= f64::from(WARNING)).then_some(left as u32);
        let changed = shown != self.state.left;
        self.state.apply(Action::Left(shown));
        changed
    }

    fn copy(&mut self, text: String) {
        self.state.apply(Action::Copy(Copy { text: text.clone(), done: None }));
        let send = self.around.send.clone();
        let shown = text.clone();
        take_away::copy(&text, move |done| {
            send.emit(Action::Copy(Copy { text: shown.clone(), done: Some(done) }).into());
        });
    }
}

/// What a key stands for, wherever the focus is.
fn meaning(pressed: &Pressed) -> Option<Message> {
    Some(match (pressed.key.as_str(), pressed.shift) {
        ("Enter", false) if pressed.in_field => Action::Next.into(),
        ("F2", false) => Action::GoTo(Focus::Code).into(),
        ("F4", false) => Action::WhatIf.into(),
        ("F4", true) => Action::Drop.into(),
        ("F8", false) => Message::CopyNote,
        ("F9", false) => Message::NextCaller,
        _ => return None,
    })
}

/// What a key types into a field.
fn typed(pressed: &Pressed) -> Option<Message> {
    let mut signs = pressed.key.chars();
    let key = match (signs.next()?, signs.next()) {
        (sign, None) => sign,
        _ if pressed.key == "Backspace" => BACK,
        _ => return None,
    };
    (pressed.in_field && !pressed.command).then(|| Action::Key(key).into())
}

/// The page as it follows from the state.
struct View<'a> {
    state: &'a State,
    around: &'a Around,
    fields: Vec<Field>,
    deeds: u32,
}

impl View<'_> {
    fn page(&self) -> Html {
        let bar = Shown::Bar { code: self.state.code.clone(), error: self.state.code_error };
        let tools = Shown::Tools { compares: self.state.columns.len() > 1, copy: self.state.copy.clone() };
        html! {
            <div class="desk">
                { self.way_on() }
                { self.part(bar) }
                { self.warning() }
                <main>
                    <div class="left">
                        { self.part(self.script()) }
                        <form class="form" autocomplete="off" onsubmit={self.around.on_submit()}>
                            { for Chapter::ALL.into_iter().map(|chapter| self.chapter(chapter)) }
                        </form>
                        { self.part(tools) }
                    </div>
                    { self.result() }
                </main>
            </div>
        }
    }

    fn part(&self, shown: Shown) -> Html {
        html! { <Part {shown} around={self.around.clone()} /> }
    }

    /// The way on from here after a panic, which only then is seen: nothing can be drawn any more.
    fn way_on(&self) -> Html {
        let code = note::code(self.state.rulebook, self.state.column()).filter(|_| !self.state.is_blank());
        html! {
            if let Some(code) = code {
                <p class="when-broken">{ text::get(key!("hotline.code.kept")) }<b>{ code }</b></p>
            }
        }
    }

    fn warning(&self) -> Html {
        let words = match (self.state.is_armed, self.state.left) {
            (true, _) => key!("hotline.wipe.sure"),
            (false, Some(_)) => key!("hotline.wipe.idle"),
            (false, None) => return Html::default(),
        };
        // Whoever listens is told once; the seconds are for those who see.
        html! {
            <p class="warning" role="alert">
                { text::get(words) }
                if let (false, Some(left)) = (self.state.is_armed, self.state.left) {
                    <span aria-hidden="true">{ text::fill(key!("hotline.wipe.left"), &[("seconds", &left.to_string())]) }</span>
                }
            </p>
        }
    }

    /// What to ask, and what may be typed.
    fn script(&self) -> Shown {
        let column = self.state.column();
        let Focus::Field(here) = self.state.focus else {
            let ask = text::get(key!("hotline.code.label")).to_owned();
            return Shown::Script(Script { ask, ..Script::default() });
        };
        let (ask, hint) = field::script(here, &column.told.people);
        let offered = match column.told.value(here) {
            Some(Value::Place(_)) => &[],
            _ => column.sheet.offered(here),
        };
        Shown::Script(Script {
            here: Some(here),
            ask,
            hint,
            is_empty: column.sheet.text(self.state.rulebook, &column.told, here).is_empty(),
            places: offered.iter().map(|code| places::full_name(self.state.rulebook, *code)).collect(),
            wrong: column.sheet.wrong(here).map(str::to_owned),
        })
    }

    fn chapter(&self, chapter: Chapter) -> Html {
        // What a member lives on is asked late, but stands with the member.
        let of_household = self.fields.iter().filter(|field| field.member().is_none() && field.chapter() == chapter);
        let id = format!("chapter-{}", chapter.id());
        let people = self.state.column().told.people.len();
        let rows = if chapter == Chapter::People { 0..people as u8 } else { 0..0 };
        html! {
            <section key={chapter.id()} class={classes!("chapter", chapter.id())} aria-labelledby={id.clone()}>
                <h2 key="title" {id}>{ text::named(&format!("chapter.{}", chapter.id())) }</h2>
                { for rows.map(|member| self.person(member)) }
                <div class="cells" key="household">
                    { for of_household.map(|field| self.cell(*field)) }
                </div>
            </section>
        }
    }

    fn person(&self, member: u8) -> Html {
        let name = who::name(&self.state.column().told.people, member.into());
        let own = self.fields.iter().filter(|field| field.member() == Some(member));
        html! {
            <div class="person cells" key={format!("person-{member}")} role="group" aria-label={name.clone()}>
                // Without a key on every neighbour, fields that come and go would take others with them, and the focus.
                <span key="who" class="who">
                    { name.clone() }
                    if member > 0 {
                        <button type="button" class="remove" tabindex="-1" onclick={self.around.on(Action::Remove(member))}
                            aria-label={text::fill(key!("hotline.remove"), &[("who", &name)])}>{ "×" }</button>
                    }
                </span>
                { for own.map(|field| self.cell(*field)) }
            </div>
        }
    }

    fn cell(&self, field: Field) -> Html {
        let column = self.state.column();
        let told = column.told.value(field);
        let shown = Shown::Entry(Entry {
            field,
            typed: column.sheet.text(self.state.rulebook, &column.told, field),
            // What a list says is told by the fields of its kinds; what those leave out is nothing.
            told: told.or_else(|| column.sheet.answer(field).filter(|it| matches!(it, Value::Any(_))).cloned()),
            is_wrong: column.sheet.wrong(field).is_some(),
            matters: column.matters(field),
            is_open: column.is_open(field),
            here: (self.state.focus == Focus::Field(field)).then_some(self.deeds),
        });
        html! { <Part key={field::id(field)} {shown} around={self.around.clone()} /> }
    }

    fn result(&self) -> Html {
        let columns = &self.state.columns;
        let told = &self.state.column().glance;
        let compares = columns.len() > 1;
        let late = self.state.is_late().then_some("true");
        let shown: Vec<&GlanceText> =
            told.findings.iter().filter(|finding| finding.verdict != Verdict::Dormant).collect();
        let dormant: Vec<String> = told
            .findings
            .iter()
            .filter(|finding| finding.verdict == Verdict::Dormant)
            .map(|finding| text::named(&format!("programme.{}.short", finding.programme.id())).to_owned())
            .collect();
        html! {
            // Whoever has no mouse scrolls it by its keys.
            <aside class={classes!("result", compares.then_some("compares"))} aria-labelledby="result" tabindex="0">
                <h2 id="result">{ text::get(key!("hotline.result")) }</h2>
                <p class="unseen" role="status">{ summary(self.state.column()) }</p>
                <p class="as-of">{ told.as_of.clone() }</p>
                { self.ask_next() }
                if let Some(urgent) = &told.urgent {
                    <p class="urgent">{ text::fill(key!("hotline.urgent"), &[("duty", urgent)]) }</p>
                }
                if compares {
                    <div class="heads">
                        { for [key!("hotline.what-if.one"), key!("hotline.what-if.two")].into_iter().enumerate().map(|(index, name)| html! {
                            <p class={(index == self.state.active).then_some("here")}>
                                { text::get(name) }
                                if index == self.state.active {
                                    { text::get(key!("hotline.what-if.editing")) }
                                }
                            </p>
                        }) }
                    </div>
                }
                <ul class="findings" aria-busy={late}>
                    { for shown.into_iter().map(|finding| self.finding(finding)) }
                </ul>
                if !dormant.is_empty() {
                    <p class="dormant">
                        { text::fill(key!("hotline.also-dormant"), &[("names", &text::joined(&dormant, key!("result.separator")))]) }
                    </p>
                }
                <ul class="places" aria-busy={late}>
                    { for self.state.column().grounds.places.iter().map(|place| html! { <li>{ place.clone() }</li> }) }
                </ul>
            </aside>
        }
    }

    /// What to ask next, or that nothing is left.
    fn ask_next(&self) -> Html {
        let column = self.state.column();
        let open = self.fields.iter().filter(|field| column.is_open(**field)).take(4);
        let open: Vec<String> = open.map(|field| field::label(*field).to_owned()).collect();
        if open.is_empty() {
            return html! { <p class="next">{ text::get(key!("hotline.not-asked")) }</p> };
        }
        html! {
            <p class="next">
                <b>{ text::get(key!("hotline.next")) }</b>{ text::get(key!("result.colon")) }
                { text::joined(&open, key!("result.separator")) }
            </p>
        }
    }

    fn finding(&self, finding: &GlanceText) -> Html {
        let same = |it: &&GlanceText| it.programme == finding.programme;
        let ways = self.state.columns.iter().filter_map(|column| {
            let grounds = column.grounds.findings.get(finding.programme as usize)?;
            Some((column.glance.findings.iter().find(same)?.clone(), grounds.clone()))
        });
        html! { <Part key={finding.programme.id()} shown={Shown::Finding(ways.collect())} around={self.around.clone()} /> }
    }
}

/// What is certain by now, for those who listen: said again only when it changes.
fn summary(column: &Column) -> String {
    let certain = column.glance.findings.iter().filter(|it| matches!(it.verdict, Verdict::Likely | Verdict::Possible));
    let said: Vec<String> = certain
        .map(|finding| {
            let amount = finding.amount.as_deref().unwrap_or_default();
            [finding.name, finding.verdict_words, amount].join(text::get(key!("result.space")))
        })
        .collect();
    text::joined(&said, key!("result.semicolon"))
}
