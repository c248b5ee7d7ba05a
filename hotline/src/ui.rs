//! What the member of staff sees: what to ask and the form on the left, what comes of it on the right.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use jiuzhu_engine::Verdict;
use jiuzhu_engine::spoken::CodeError;
use jiuzhu_selfcheck::browser::{self, take_away};
use jiuzhu_selfcheck::explain::GlanceText;
use jiuzhu_selfcheck::interview::outcome::verdict_id;
use jiuzhu_selfcheck::interview::step::Chapter;
use jiuzhu_selfcheck::interview::{places, who};
use jiuzhu_selfcheck::ui::Given;
use jiuzhu_selfcheck::{key, text};
use web_sys::HtmlInputElement;
use yew::{Callback, Component, Context, Html, InputEvent, TargetCast, classes, html};

use crate::browser::{Pressed, each_second, forget_on_leaving, on_keys, on_life, seconds, select, start_anew};
use crate::field::{self, Field, Kind};
use crate::note;
use crate::state::{Action, BACK, Column, Copy, Focus, IDLE, State, WARNING};
use crate::value::{self, Value};

/// The name of the field for a code.
const CODE: &str = "code";

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
    send: Callback<Message>,
    ahead: Rc<Ahead>,
    /// How often the page had moved the focus when it was last drawn.
    moves: u32,
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
        let state = State::new(context.props().rulebook, browser::today());
        Desk { state, send, ahead, moves: 0, alive: seconds() }
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
        true
    }

    fn view(&self, _: &Context<Desk>) -> Html {
        View { state: &self.state, send: &self.send }.page()
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
    }
}

impl Desk {
    /// All that was typed is shown, so that what was typed ahead can follow.
    fn catch_up(&self) {
        self.ahead.is_behind.set(false);
        let next = self.ahead.keys.borrow_mut().pop_front();
        if let Some(message) = next {
            self.send.emit(message);
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
        let send = self.send.clone();
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
    send: &'a Callback<Message>,
}

impl View<'_> {
    fn on(&self, message: impl Into<Message>) -> Callback<yew::MouseEvent> {
        let message = message.into();
        self.send.reform(move |_| message.clone())
    }

    fn page(&self) -> Html {
        html! {
            <div class="desk">
                { self.way_on() }
                { self.bar() }
                { self.warning() }
                <main>
                    <div class="left">
                        { self.script() }
                        { self.form() }
                        { self.tools() }
                    </div>
                    { self.result() }
                </main>
            </div>
        }
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

    fn bar(&self) -> Html {
        let keys = [
            key!("hotline.key.enter"),
            key!("hotline.key.tab"),
            key!("hotline.key.code"),
            key!("hotline.key.what-if"),
            key!("hotline.key.note"),
            key!("hotline.key.next-caller"),
        ];
        let typed = self
            .send
            .reform(|event: InputEvent| Action::Code(event.target_unchecked_into::<HtmlInputElement>().value()).into());
        let error = self.state.code_error.map(code_error);
        html! {
            <header class="bar">
                <h1>{ text::get(key!("hotline.title")) }</h1>
                <ul class="keys" aria-label={text::get(key!("hotline.key.list"))}>
                    { for keys.into_iter().map(|key| {
                        let (name, what) = text::get(key).split_once(' ').unwrap_or_default();
                        html! { <li><kbd>{ name }</kbd>{ " " }{ what }</li> }
                    }) }
                </ul>
                <form class="code" autocomplete="off" onsubmit={self.send.reform(|event: yew::SubmitEvent| {
                    event.prevent_default();
                    Action::Next.into()
                })}>
                    <label for={CODE}>{ text::get(key!("hotline.code.label")) }</label>
                    <input id={CODE} type="text" inputmode="numeric" autocomplete="off" value={self.state.code.clone()}
                        aria-invalid={error.is_some().then_some("true")}
                        aria-describedby={error.is_some().then_some("code-error")}
                        oninput={typed} onfocus={self.send.reform(|_| Action::Focus(Focus::Code).into())} />
                    if let Some(error) = error {
                        <p id="code-error" class="wrong" role="alert">{ error }</p>
                    }
                </form>
            </header>
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
    fn script(&self) -> Html {
        let Focus::Field(here) = self.state.focus else {
            return html! { <section class="script" id="script"><p class="ask">{ text::get(key!("hotline.code.label")) }</p></section> };
        };
        let column = self.state.column();
        let (ask, hint) = field::script(here, &column.told.people);
        let wrong = column.sheet.wrong(here);
        html! {
            <section class="script" id="script">
                <p class="ask">{ ask }</p>
                if let Some(hint) = hint {
                    <p class="hint">{ hint }</p>
                }
                { self.choices(here) }
                if let Some(wrong) = wrong {
                    <p class="wrong" role="alert">{ wrong.to_owned() }</p>
                }
            </section>
        }
    }

    fn choices(&self, here: Field) -> Html {
        let column = self.state.column();
        let list = |digits: Vec<(String, String)>| {
            html! {
                <ul class="choices">
                    { for digits.into_iter().map(|(digit, words)| html! { <li><kbd>{ digit }</kbd>{ " " }{ words }</li> }) }
                </ul>
            }
        };
        let own =
            |digits: Vec<(String, &str)>| digits.into_iter().map(|(digit, words)| (digit, words.to_owned())).collect();
        let how = |key| html! { <p class="how">{ text::get(key) }</p> };
        match field::kind(here) {
            Kind::Place => {
                let typed = column.sheet.text(self.state.rulebook, &column.told, here);
                let found = match column.told.value(here) {
                    Some(Value::Place(_)) => &[],
                    _ => column.sheet.offered(here),
                };
                let found = found
                    .iter()
                    .enumerate()
                    .map(|(index, code)| ((index + 1).to_string(), places::full_name(self.state.rulebook, *code)));
                let found: Vec<(String, String)> = found.collect();
                let at_hukou = if typed.is_empty() { own(field::digits(here)) } else { Vec::new() };
                html! { <>{ list([at_hukou, found].concat()) }{ how(key!("hotline.typing.place")) }</> }
            }
            Kind::One(_) | Kind::OneOrNothing(_) | Kind::NextPerson => list(own(field::digits(here))),
            Kind::Any(_) => html! { <>{ list(own(field::digits(here))) }{ how(key!("hotline.typing.any")) }</> },
            Kind::Certificate => html! {
                <>
                    { for field::certificate().map(|(legend, digits)| html! { <><p class="how">{ legend }</p>{ list(own(digits)) }</> }) }
                    { how(key!("hotline.typing.certificate")) }
                </>
            },
            Kind::Age => how(key!("hotline.typing.age")),
            Kind::Count(_) => how(key!("hotline.typing.count")),
            Kind::Months => how(key!("hotline.typing.months")),
            Kind::Day => how(key!("hotline.typing.day")),
            Kind::Amount(jiuzhu_engine::case::Period::Month) | Kind::Figure(jiuzhu_engine::case::Period::Month) => {
                how(key!("hotline.typing.amount-month"))
            }
            Kind::Amount(_) | Kind::Figure(_) => how(key!("hotline.typing.amount-year")),
            Kind::Sum => how(key!("hotline.typing.sum")),
        }
    }

    fn form(&self) -> Html {
        let fields = self.state.fields();
        html! {
            <form class="form" autocomplete="off" onsubmit={self.send.reform(|event: yew::SubmitEvent| {
                event.prevent_default();
                Action::Next.into()
            })}>
                { for Chapter::ALL.into_iter().map(|chapter| self.chapter(chapter, &fields)) }
            </form>
        }
    }

    fn chapter(&self, chapter: Chapter, fields: &[Field]) -> Html {
        let here = fields.iter().copied().filter(|field| match field {
            // What a member lives on is asked late, but stands with the member.
            field if field.member().is_some() => chapter == Chapter::People,
            field => field.chapter() == chapter,
        });
        let (of_people, of_household): (Vec<Field>, Vec<Field>) = here.partition(|field| field.member().is_some());
        let id = format!("chapter-{}", chapter.id());
        let people = self.state.column().told.people.len();
        let rows = if chapter == Chapter::People { 0..people as u8 } else { 0..0 };
        html! {
            <section key={chapter.id()} class={classes!("chapter", chapter.id())} aria-labelledby={id.clone()}>
                <h2 key="title" {id}>{ text::named(&format!("chapter.{}", chapter.id())) }</h2>
                { for rows.map(|member| self.person(member, &of_people)) }
                <div class="cells" key="household">
                    { for of_household.into_iter().map(|field| self.cell(field)) }
                </div>
            </section>
        }
    }

    fn person(&self, member: u8, fields: &[Field]) -> Html {
        let name = who::name(&self.state.column().told.people, member.into());
        html! {
            <div class="person cells" key={format!("person-{member}")} role="group" aria-label={name.clone()}>
                // Without a key on every neighbour, fields that come and go would take others with them, and the focus.
                <span key="who" class="who">
                    { name.clone() }
                    if member > 0 {
                        <button type="button" class="remove" tabindex="-1" onclick={self.on(Action::Remove(member))}
                            aria-label={text::fill(key!("hotline.remove"), &[("who", &name)])}>{ "×" }</button>
                    }
                </span>
                { for fields.iter().filter(|field| field.member() == Some(member)).map(|field| self.cell(*field)) }
            </div>
        }
    }

    fn cell(&self, field: Field) -> Html {
        let (state, column) = (self.state, self.state.column());
        let id = field::id(field);
        let typed = column.sheet.text(state.rulebook, &column.told, field);
        let told = column.told.value(field);
        let wrong = column.sheet.wrong(field).is_some();
        let is_here = state.focus == Focus::Field(field);
        let is_list = matches!(field::kind(field), Kind::Any(_));
        // What a list says is told by the fields of its kinds; what those leave out is nothing.
        let words = match &told {
            Some(value) => value::words(state.rulebook, field, value),
            None if is_list && column.sheet.is_answered(field) => self.ticked(field, &typed),
            None => String::new(),
        };
        let class = classes!(
            "cell",
            width(field),
            is_here.then_some("here"),
            wrong.then_some("bad"),
            (!column.matters(field) && words.is_empty()).then_some("idle"),
            column.is_open(field).then_some("open"),
        );
        let typing = self.send.reform(move |event: InputEvent| {
            Action::Type(field, event.target_unchecked_into::<HtmlInputElement>().value()).into()
        });
        let focus = self.send.reform(move |_| Action::Focus(Focus::Field(field)).into());
        let label_id = format!("{id}-label");
        html! {
            <label key={id.clone()} {class} for={id.clone()}>
                <span class="label" id={label_id.clone()}>{ field::label(field) }</span>
                <input id={id.clone()} type="text" autocomplete="off" value={typed} aria-labelledby={label_id}
                    aria-describedby={if is_here { "script".to_owned() } else { format!("{id}-words") }}
                    aria-invalid={wrong.then_some("true")} oninput={typing} onfocus={focus} />
                <span class="words" id={format!("{id}-words")}>{ words }</span>
            </label>
        }
    }

    /// The kinds that are ticked on a list, in words.
    fn ticked(&self, list: Field, typed: &str) -> String {
        let column = self.state.column();
        match value::read(self.state.rulebook, list, typed, column.told.case.as_of) {
            Ok(Some(value)) => value::words(self.state.rulebook, list, &value),
            _ => String::new(),
        }
    }

    /// What can be taken along, and the next caller.
    fn tools(&self) -> Html {
        let compares = self.state.columns.len() > 1;
        let what_if = if compares { key!("hotline.what-if.switch") } else { key!("hotline.what-if.start") };
        let button = |label, message: Message| {
            html! { <button type="button" class="button" onclick={self.on(message)}>{ text::get(label) }</button> }
        };
        html! {
            <section class="tools" aria-label={text::get(key!("hotline.key.list"))}>
                { button(key!("hotline.copy.note"), Message::CopyNote) }
                { button(what_if, Action::WhatIf.into()) }
                if compares {
                    { button(key!("hotline.what-if.drop"), Action::Drop.into()) }
                }
                { button(key!("hotline.copy.test"), Message::CopyTest) }
                <button type="button" class="button danger" onclick={self.on(Message::NextCaller)}>
                    { text::get(key!("hotline.wipe.button")) }
                </button>
                <p class="promise">{ text::get(key!("hotline.promise")) }</p>
                { self.copied() }
            </section>
        }
    }

    fn copied(&self) -> Html {
        let Some(Copy { text: copied, done }) = &self.state.copy else {
            return html! { <p class="status" role="status"></p> };
        };
        let status = match done {
            None => "",
            Some(true) => text::get(key!("hotline.copy.done")),
            Some(false) => text::get(key!("hotline.copy.failed")),
        };
        html! {
            <>
                <p class="status" role="status">{ status }</p>
                <textarea readonly={true} rows="10" aria-label={text::get(key!("hotline.copy.text"))} value={copied.clone()} />
            </>
        }
    }

    fn result(&self) -> Html {
        let columns = &self.state.columns;
        let told = &self.state.column().glance;
        let compares = columns.len() > 1;
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
                <ul class="findings">
                    { for shown.into_iter().map(|finding| self.finding(finding)) }
                </ul>
                if !dormant.is_empty() {
                    <p class="dormant">
                        { text::fill(key!("hotline.also-dormant"), &[("names", &text::joined(&dormant, key!("result.separator")))]) }
                    </p>
                }
                <ul class="places">
                    { for told.places.iter().map(|place| html! { <li>{ place.clone() }</li> }) }
                </ul>
            </aside>
        }
    }

    /// What to ask next, or that nothing is left.
    fn ask_next(&self) -> Html {
        let column = self.state.column();
        let open: Vec<String> = self
            .state
            .fields()
            .into_iter()
            .filter(|field| column.is_open(*field))
            .take(4)
            .map(|field| field::label(field).to_owned())
            .collect();
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
        let others = self.state.columns.iter().map(|column| {
            let same = |it: &&GlanceText| it.programme == finding.programme;
            column.glance.findings.iter().find(same)
        });
        let each: Vec<Option<&GlanceText>> = others.collect();
        let brief = |finding: Option<&GlanceText>| finding.map(|it| (it.verdict, it.amount.clone()));
        let differs = each.windows(2).any(|pair| brief(pair[0]) != brief(pair[1]));
        let verdict = |finding: &GlanceText| {
            html! { <p class={classes!("verdict", verdict_id(finding.verdict))}>{ finding.verdict_words }</p> }
        };
        let compares = each.len() > 1;
        html! {
            <li key={finding.programme.id()} class={classes!("finding", differs.then_some("differs"))}>
                <div class="head">
                    <h3>{ finding.name }</h3>
                    if differs {
                        <span class="mark">{ text::get(key!("hotline.what-if.differs")) }</span>
                    }
                    if !compares {
                        { verdict(finding) }
                    }
                </div>
                <div class="ways">
                    { for each.iter().copied().flatten().map(|finding| html! {
                        <div class="way">
                            if compares {
                                { verdict(finding) }
                            }
                            { way(finding) }
                        </div>
                    }) }
                </div>
            </li>
        }
    }
}

/// What comes of one programme, in short.
fn way(finding: &GlanceText) -> Html {
    html! {
        <>
            if let Some(amount) = &finding.amount {
                <p class="sum">{ amount.clone() }</p>
            }
            if finding.verdict == Verdict::Undetermined {
                <p class="missing">
                    { text::get(key!("result.missing")) }{ text::get(key!("result.colon")) }
                    { text::joined(&finding.missing, key!("result.separator")) }
                </p>
            }
            { for finding.reasons.iter().map(|reason| html! { <p class="reason">{ reason.clone() }</p> }) }
        </>
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

fn code_error(error: CodeError) -> &'static str {
    text::get(match error {
        CodeError::NotDigits => key!("hotline.code.not-digits"),
        CodeError::Length => key!("hotline.code.length"),
        CodeError::Check => key!("hotline.code.check"),
        CodeError::Form => key!("hotline.code.form"),
        CodeError::OutOfRange => key!("hotline.code.out-of-range"),
        CodeError::LeftOver => key!("hotline.code.left-over"),
    })
}

/// How wide the field is: places are names, choices a digit.
fn width(field: Field) -> &'static str {
    match field::kind(field) {
        Kind::Place => "name",
        Kind::Amount(_) | Kind::Sum | Kind::Figure(_) | Kind::Day => "sum",
        Kind::Any(_) | Kind::Age => "digits",
        _ => "digit",
    }
}
