//! The page: everything the person sees once the program has started.

use std::cell::Cell;
use std::mem;
use std::ptr;
use std::rc::Rc;

use jiuzhu_engine::Rulebook;
use jiuzhu_engine::case::RegionCode;
use yew::{Callback, Component, Context, Html, Properties};

use crate::browser::{self, entries, take_away};
use crate::interview::kept::{self, OPENS};
use crate::interview::outcome::{told_first, verdict_id};
use crate::interview::question;
use crate::interview::state::{Action, Destination, Screen, State};
use crate::interview::step::Chapter;
use crate::text;
use crate::ui::page::{Attr, Errand, Message, Page};

pub mod page;
pub mod pages;
pub mod parts;

/// So many pieces are put down in one task.
const AT_ONCE: usize = 6;

/// Before the digits of a case in an address.
const CODE: &str = "/c/";

/// Renders a page into `#app`, in place of the static first screen.
///
/// # Panics
/// If the rules beside the program are not those that it was built with.
pub fn mount<Whole: Component<Properties = Given>>(rules: &[u8]) {
    let rulebook = Rulebook::from_bytes(rules).unwrap_or_else(|error| panic!("{error}"));
    let given = Given { rulebook: Box::leak(Box::new(rulebook)) };
    yew::Renderer::<Whole>::with_root_and_props(browser::emptied_root(), given).render();
}

/// What a page needs from outside.
#[derive(Properties)]
pub struct Given {
    /// The rules.
    pub rulebook: &'static Rulebook,
}

impl PartialEq for Given {
    fn eq(&self, other: &Given) -> bool {
        ptr::eq(self.rulebook, other.rulebook)
    }
}

/// The only component: the state, and what of it the browser must know.
pub struct App {
    state: State,
    send: Callback<Message>,
    announced: Announced,
    /// How many pieces of the screen may be there.
    pieces: usize,
    /// Whether these were all when it was drawn.
    is_whole: Cell<bool>,
}

/// What the browser was told last.
#[derive(PartialEq)]
struct Announced {
    screen: Screen,
    attempts: u32,
    picked: Option<RegionCode>,
    large: bool,
}

impl Announced {
    fn of(state: &State) -> Announced {
        let picked = match state.screen {
            Screen::Question(step) => state.answers.drafts.place(step),
            _ => None,
        };
        Announced { screen: state.screen, attempts: state.attempts, picked, large: state.large }
    }
}

impl Component for App {
    type Message = Message;
    type Properties = Given;

    fn create(context: &Context<App>) -> App {
        let mut state = State::new(context.props().rulebook, browser::today());
        let send = context.link().callback(|message| message);
        let asked = entries::followed();
        match Destination::from_hash(&asked) {
            _ if open_code(&asked, &send) => {}
            // A button of the static first screen was pressed before the program had started.
            Some(begin @ (Destination::Begin | Destination::BeginUrgent)) => send.emit(Action::Go(begin).into()),
            // After a reload there are no answers that an address could lead back to.
            _ => {
                state.screen = if OPENS && !browser::is_alone() { Screen::Open } else { Screen::Start };
                entries::show(&state.screen.hash());
            }
        }
        let history = send.clone();
        // What is printed is whole.
        let whole = send.clone();
        browser::on("beforeprint", Box::new(move || whole.emit(Message::Pieces(usize::MAX))));
        let went = move || {
            let asked = entries::followed();
            if open_code(&asked, &history) {
                return;
            }
            if let Some(destination) = Destination::from_hash(&asked) {
                history.emit(Action::Go(destination).into());
            }
        };
        browser::on("popstate", Box::new(went));
        warm_up(context.props().rulebook, send.clone());
        App { announced: Announced::of(&state), state, send, pieces: 1, is_whole: Cell::default() }
    }

    fn update(&mut self, _: &Context<App>, message: Message) -> bool {
        match message {
            Message::State(action) => {
                if matches!(action, Action::Clear) {
                    entries::wipe();
                }
                self.state.apply(action);
                if self.state.screen != self.announced.screen {
                    self.pieces = 1;
                }
            }
            Message::Browser(errand) => {
                self.run(errand);
                return false;
            }
            // One that was put off on a screen before says nothing new, or comes too soon.
            Message::Pieces(pieces) => self.pieces = self.pieces.max(pieces),
        }
        true
    }

    fn view(&self, _: &Context<App>) -> Html {
        let (html, is_whole) = draw(&self.state, &self.send, self.pieces);
        self.is_whole.set(is_whole);
        html
    }

    fn rendered(&mut self, _: &Context<App>, is_first: bool) {
        if !is_first {
            entries::show(&self.state.screen.hash());
        }
        let before = mem::replace(&mut self.announced, Announced::of(&self.state));
        let now = &self.announced;
        if now.large != before.large {
            browser::set_root_class("large", now.large);
        }
        if (now.screen, now.attempts) != (before.screen, before.attempts) {
            announce(&self.state);
        } else if now.picked.is_some() && now.picked != before.picked {
            // Picking a place takes away the list that it was picked from, and the focus with it.
            browser::focus_if_lost("#next");
        }
        if !self.is_whole.get() {
            let (send, pieces) = (self.send.clone(), self.pieces + AT_ONCE);
            browser::after(0, Box::new(move || send.emit(Message::Pieces(pieces))));
        }
    }
}

/// Draws a first question that nobody sees, half a second after the start, when people read: browsers compile what runs for the
/// first time, and whoever begins would wait for that.
fn warm_up(rulebook: &'static Rulebook, send: Callback<Message>) {
    let first_question = move || {
        let mut state = State::new(rulebook, browser::today());
        state.apply(Action::Go(Destination::Begin));
        drop(draw(&state, &send, 0));
    };
    browser::after(500, Box::new(first_question));
}

/// Opens the case that the address asks for, and takes it out of the address at once.
fn open_code(asked: &str, send: &Callback<Message>) -> bool {
    let Some(code) = asked.strip_prefix(CODE).filter(|_| OPENS) else {
        return false;
    };
    entries::show(&Screen::Start.hash());
    send.emit(Action::Open(Some((code.to_owned(), String::new()))).into());
    true
}

impl App {
    fn run(&self, errand: Errand) {
        match errand {
            Errand::Back => browser::back(),
            Errand::Print => take_away::print(),
            Errand::Leave => take_away::leave(),
            Errand::Focus(part) => browser::focus(&format!("#{0}, #{0}-0", part.id())),
            Errand::Save => kept::to_json(&self.state).iter().for_each(|file| take_away::save(file)),
            Errand::Draw { with_words } => {
                let said = kept::said(&self.state, self.state.short);
                let page = if OPENS && browser::is_alone() { "" } else { text::get(key!("language.open")) };
                let drawn = said.and_then(|it| take_away::draw(with_words, page, &it.code));
                self.send.emit(Action::Drawn(drawn).into());
            }
            Errand::Read if OPENS => {
                let send = self.send.clone();
                take_away::read(move |kept| send.emit(Action::Open(kept).into()));
            }
            Errand::Read => {}
            Errand::Copy => {
                let (send, text) = (self.send.clone(), Rc::<str>::from(take_away::result()));
                let by_hand = text.clone();
                take_away::copy(&text, move |copied| {
                    let by_hand = if copied { Rc::default() } else { by_hand.clone() };
                    send.emit(Action::Copied(by_hand).into());
                });
            }
        }
    }
}

/// Brings title and focus in line with the state.
fn announce(state: &State) {
    let (key, focus) = if state.problems.is_empty() && state.not_opened.is_none() {
        (key!("frame.title"), "main h1")
    } else {
        (key!("frame.title-wrong"), ".problems")
    };
    browser::present(
        &text::fill(key, &[("title", &question::heading(state)), ("name", text::get(key!("name")))]),
        focus,
    );
}

/// The page as it follows from the state: the frame that is around every screen, and the screen with at most so many pieces. Also
/// says whether these are all.
pub fn draw(state: &State, send: &Callback<Message>, pieces: usize) -> (Html, bool) {
    let screen = state.screen;
    let layout = match screen {
        Screen::Start => "page start",
        Screen::Question(_) | Screen::Answers => "page asking",
        Screen::Result | Screen::Open | Screen::Clear => "page telling",
    };
    let shows_strip = state.has_result() && matches!(screen, Screen::Question(_) | Screen::Answers);
    Page::draw(state, send, pieces, |page| {
        page.within("div", layout, |page| {
            page.when(state.answers.count() > 0, way_on);
            bar(page);
            main(page);
            page.when(shows_strip, strip);
            foot(page);
        });
    })
}

/// The way on from here after a panic, which only then is seen: nothing can be drawn any more.
fn way_on(page: &mut Page) {
    let Some(said) = kept::said(page.state, false) else {
        return;
    };
    let opener = if OPENS { "" } else { text::get(key!("language.open")) };
    let address = [opener, "#", CODE, &said.code.replace(' ', "")].concat();
    page.within("p", "when-broken", |page| {
        page.text(text::get(key!("frame.broken")));
        page.say("span", "note", said.code);
        page.link("button again", address, text::get(key!("start.go-on")));
    });
}

/// What fills the page.
fn main(page: &mut Page) {
    let screen = page.state.screen;
    if screen == Screen::Start {
        return pages::start::start(page);
    }
    page.within("main", "", |page| {
        page.key(screen.hash());
        page.set(Attr::Id, screen.hash());
        match screen {
            Screen::Question(step) => {
                trail(page, step.chapter());
                pages::question::question(page, step);
            }
            Screen::Answers => pages::answers::answers(page),
            Screen::Result => pages::result::result(page),
            Screen::Open if OPENS => pages::open::open(page),
            Screen::Start | Screen::Open => {}
            Screen::Clear => pages::clear::clear(page),
        }
    });
}

fn bar(page: &mut Page) {
    let Page { state, .. } = *page;
    page.within("header", "bar", |page| {
        if state.screen == Screen::Start {
            page.say("span", "name", text::get(key!("name")));
        } else {
            page.button("back", key!("frame.back"), Errand::Back, |_| {});
        }
        page.within("span", "tools", |page| {
            page.when(matches!(state.screen, Screen::Question(_)) && state.answers.count() > 0, |page| {
                page.link("", "#/answers", text::get(key!("frame.answers")));
            });
            // `www/voice.js` shows it where there is a voice, and listens.
            page.within("button", "speak", |page| {
                page.set(Attr::Type, "button");
                page.text(text::get(key!("frame.speak")));
            });
            let label = if state.large { key!("frame.normal-type") } else { key!("frame.large-type") };
            page.button("large-type", label, Action::Large(!state.large), |page| {
                page.set(Attr::AriaPressed, if state.large { "true" } else { "false" });
            });
        });
    });
}

/// How far the interview has come, and how much of it is left.
fn trail(page: &mut Page, here: Chapter) {
    let left = question::left(page.state, here);
    page.within("div", "trail", |page| {
        page.within("div", "marks", |page| {
            page.set(Attr::AriaHidden, "true");
            for chapter in Chapter::ALL {
                let class = match chapter {
                    _ if chapter == here => "here",
                    _ if chapter < here => "done",
                    _ => "",
                };
                page.within("span", class, |_| {});
            }
        });
        page.within("p", "where", |page| {
            page.say("span", "chapter", text::named(&format!("chapter.{}", here.id())));
            page.say("span", "", left);
        });
    });
}

/// What can be said already, the most certain first.
fn strip(page: &mut Page) {
    let findings = told_first(&page.state.assessment.findings);
    page.within("aside", "strip", |page| {
        page.set(Attr::AriaLabel, text::get(key!("frame.so-far")));
        page.say("p", "so-far", text::get(key!("frame.so-far")));
        page.within("p", "findings", |page| {
            for finding in findings.into_iter().take(2) {
                let verdict = verdict_id(finding.verdict);
                page.within("span", "", |page| {
                    page.set(Attr::Class, ["finding ", verdict].concat());
                    page.text(text::named(&format!("programme.{}.short", finding.programme.id())));
                    page.say("b", "", text::named(&format!("frame.verdict.{verdict}")));
                });
            }
        });
        page.link("look", "#/result", text::get(key!("frame.look")));
    });
}

fn foot(page: &mut Page) {
    let begun = page.state.answers.count() > 0 && page.state.screen != Screen::Clear;
    page.within("footer", "foot", |page| {
        page.within("p", "call", |page| {
            page.text(text::get(key!("frame.call")));
            page.phone("12345");
            page.text(text::get(key!("frame.call-or")));
            page.phone("12349");
        });
        if begun {
            page.within("p", "clear", |page| page.link("", "#/clear", text::get(key!("action.clear"))));
        }
    });
}
