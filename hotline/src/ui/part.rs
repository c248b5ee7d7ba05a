//! The parts of the page. Each is drawn anew only when something that it shows has changed: a key changes few of them.

use jiuzhu_engine::case::Period;
use jiuzhu_engine::spoken::CodeError;
use jiuzhu_engine::{Rulebook, Verdict};
use jiuzhu_selfcheck::explain::{GlanceText, GroundsText};
use jiuzhu_selfcheck::interview::outcome::verdict_id;
use jiuzhu_selfcheck::{key, text};
use web_sys::HtmlInputElement;
use yew::{
    Callback, Component, Context, Html, InputEvent, MouseEvent, Properties, SubmitEvent, TargetCast, classes, html,
};

use crate::field::{self, Field, Kind};
use crate::state::{Action, Copy, Focus};
use crate::ui::Message;
use crate::value::{self, Value};

/// The name of the field for a code.
pub const CODE: &str = "code";
/// The name of what is to be asked.
const SCRIPT: &str = "script";

/// What a part shows: all that its drawing follows from.
#[derive(Clone, PartialEq)]
pub enum Shown {
    /// What the keys do, and the field for a code.
    Bar {
        /// What stands in the field.
        code: String,
        /// What is wrong with it.
        error: Option<CodeError>,
    },
    /// What to ask, and what may be typed.
    Script(Script),
    /// A field of the form.
    Entry(Entry),
    /// What can be taken along, and the next caller.
    Tools {
        /// Whether two ways are compared.
        compares: bool,
        /// What was copied last.
        copy: Option<Copy>,
    },
    /// What comes of one programme, in each of the ways that are compared.
    Finding(Vec<(GlanceText, GroundsText)>),
}

/// What to ask, and what may be typed.
#[derive(Clone, Default, PartialEq)]
pub struct Script {
    /// The field that it is asked for; none at that for a code.
    pub here: Option<Field>,
    /// The question.
    pub ask: String,
    /// What to know before one asks.
    pub hint: Option<&'static str>,
    /// Whether nothing is typed yet.
    pub is_empty: bool,
    /// The places that what is typed may mean.
    pub places: Vec<String>,
    /// What is wrong with what is typed.
    pub wrong: Option<String>,
}

/// A field of the form.
#[derive(Clone, PartialEq)]
pub struct Entry {
    /// The field.
    pub field: Field,
    /// What stands in it.
    pub typed: String,
    /// The answer.
    pub told: Option<Value>,
    /// Whether something is wrong with it.
    pub is_wrong: bool,
    /// Whether an answer can still change something.
    pub matters: bool,
    /// Whether it is to be asked still.
    pub is_open: bool,
    /// How often something was done, where the focus is: a browser shows more there than the page has been told.
    pub here: Option<u32>,
}

/// What every part has around it: the same for as long as the page lives.
#[derive(Clone)]
pub struct Around {
    /// The rules.
    pub rulebook: &'static Rulebook,
    /// Whom to tell.
    pub send: Callback<Message>,
}

impl PartialEq for Around {
    fn eq(&self, _: &Around) -> bool {
        true
    }
}

/// A part of the page.
pub struct Part;

/// What a part is made of.
#[derive(PartialEq, Properties)]
pub struct Given {
    /// What it shows.
    pub shown: Shown,
    /// What is around it.
    pub around: Around,
}

impl Component for Part {
    type Message = ();
    type Properties = Given;

    fn create(_: &Context<Part>) -> Part {
        Part
    }

    fn view(&self, context: &Context<Part>) -> Html {
        let Given { shown, around } = context.props();
        match shown {
            Shown::Bar { code, error } => around.bar(code, *error),
            Shown::Script(script) => script.draw(),
            Shown::Entry(entry) => around.entry(entry),
            Shown::Tools { compares, copy } => around.tools(*compares, copy.as_ref()),
            Shown::Finding(ways) => finding(ways),
        }
    }
}

impl Around {
    /// Tells of a press of a button.
    pub fn on(&self, message: impl Into<Message>) -> Callback<MouseEvent> {
        let message = message.into();
        self.send.reform(move |_| message.clone())
    }

    /// Goes on where a form is sent off, in the place of sending anything.
    pub fn on_submit(&self) -> Callback<SubmitEvent> {
        self.send.reform(|event: SubmitEvent| {
            event.prevent_default();
            Action::Next.into()
        })
    }

    fn bar(&self, code: &str, error: Option<CodeError>) -> Html {
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
        let error = error.map(code_error);
        html! {
            <header class="bar">
                <h1>{ text::get(key!("hotline.title")) }</h1>
                <ul class="keys" aria-label={text::get(key!("hotline.key.list"))}>
                    { for keys.into_iter().map(|key| {
                        let (name, what) = text::get(key).split_once(' ').unwrap_or_default();
                        html! { <li><kbd>{ name }</kbd>{ " " }{ what }</li> }
                    }) }
                </ul>
                <form class="code" autocomplete="off" onsubmit={self.on_submit()}>
                    <label for={CODE}>{ text::get(key!("hotline.code.label")) }</label>
                    <input id={CODE} type="text" inputmode="numeric" autocomplete="off" value={code.to_owned()}
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

    fn entry(&self, entry: &Entry) -> Html {
        let field = entry.field;
        let id = field::id(field);
        let words = entry.told.as_ref().map_or_else(String::new, |told| value::words(self.rulebook, field, told));
        let class = classes!(
            "cell",
            width(field),
            entry.here.map(|_| "here"),
            entry.is_wrong.then_some("bad"),
            (!entry.matters && words.is_empty()).then_some("idle"),
            entry.is_open.then_some("open"),
        );
        let typing = self.send.reform(move |event: InputEvent| {
            Action::Type(field, event.target_unchecked_into::<HtmlInputElement>().value()).into()
        });
        let focus = self.send.reform(move |_| Action::Focus(Focus::Field(field)).into());
        let (label, said) = (format!("{id}-label"), format!("{id}-words"));
        html! {
            <label {class} for={id.clone()}>
                <span class="label" id={label.clone()}>{ field::label(field) }</span>
                <input {id} type="text" autocomplete="off" value={entry.typed.clone()} aria-labelledby={label}
                    aria-describedby={entry.here.map_or_else(|| said.clone(), |_| SCRIPT.to_owned())}
                    aria-invalid={entry.is_wrong.then_some("true")} oninput={typing} onfocus={focus} />
                <span class="words" id={said}>{ words }</span>
            </label>
        }
    }

    fn tools(&self, compares: bool, copy: Option<&Copy>) -> Html {
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
                { copied(copy) }
            </section>
        }
    }
}

impl Script {
    fn draw(&self) -> Html {
        html! {
            <section class="script" id={SCRIPT}>
                <p class="ask">{ self.ask.clone() }</p>
                if let Some(hint) = self.hint {
                    <p class="hint">{ hint }</p>
                }
                { self.here.map(|here| self.choices(here)) }
                if let Some(wrong) = &self.wrong {
                    <p class="wrong" role="alert">{ wrong.clone() }</p>
                }
            </section>
        }
    }

    fn choices(&self, here: Field) -> Html {
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
                let found =
                    self.places.iter().enumerate().map(|(index, place)| ((index + 1).to_string(), place.clone()));
                let found: Vec<(String, String)> = found.collect();
                let at_hukou = if self.is_empty { own(field::digits(here)) } else { Vec::new() };
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
            Kind::Amount(Period::Month) | Kind::Figure(Period::Month) => how(key!("hotline.typing.amount-month")),
            Kind::Amount(_) | Kind::Figure(_) => how(key!("hotline.typing.amount-year")),
            Kind::Sum => how(key!("hotline.typing.sum")),
        }
    }
}

fn copied(copy: Option<&Copy>) -> Html {
    let Some(Copy { text: copied, done }) = copy else {
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

fn finding(ways: &[(GlanceText, GroundsText)]) -> Html {
    let Some((first, _)) = ways.first() else {
        return Html::default();
    };
    let differs = ways.iter().any(|(way, _)| (way.verdict, &way.amount) != (first.verdict, &first.amount));
    let compares = ways.len() > 1;
    html! {
        <li class={classes!("finding", differs.then_some("differs"))}>
            <div class="head">
                <h3>{ first.name }</h3>
                if differs {
                    <span class="mark">{ text::get(key!("hotline.what-if.differs")) }</span>
                }
                if !compares {
                    { verdict(first) }
                }
            </div>
            <div class="ways">
                { for ways.iter().map(|(finding, grounds)| html! {
                    <div class="way">
                        if compares {
                            { verdict(finding) }
                        }
                        { way(finding, grounds) }
                    </div>
                }) }
            </div>
        </li>
    }
}

fn verdict(finding: &GlanceText) -> Html {
    html! { <p class={classes!("verdict", verdict_id(finding.verdict))}>{ finding.verdict_words }</p> }
}

/// What comes of one programme, in short.
fn way(finding: &GlanceText, grounds: &GroundsText) -> Html {
    html! {
        <>
            if let Some(amount) = &finding.amount {
                <p class="sum">{ amount.clone() }</p>
            }
            if finding.verdict == Verdict::Undetermined {
                <p class="missing">
                    { text::get(key!("result.missing")) }{ text::get(key!("result.colon")) }
                    { text::joined(&grounds.missing, key!("result.separator")) }
                </p>
            }
            { for grounds.reasons.iter().map(|reason| html! { <p class="reason">{ reason.clone() }</p> }) }
        </>
    }
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
