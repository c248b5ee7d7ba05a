//! The page: everything the person sees once the program has started.

use std::rc::Rc;

use jiuzhu_engine::{Finding, Programme, Rulebook, Verdict};
use yew::prelude::*;

use crate::browser;
use crate::text;
use crate::ui::state::{Action, Destination, Screen, State};
use crate::ui::step::Chapter;

pub mod answers;
pub mod draft;
pub mod form;
pub mod pages;
pub mod parts;
pub mod places;
pub mod spoken;
pub mod state;
pub mod step;
pub mod who;

/// The most questions left that are worth a number; more would only daunt.
const FEW_LEFT: usize = 12;

/// What a page is drawn from.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// Everything there is to show.
    pub state: &'a State,
    /// Takes what the person does.
    pub send: &'a Callback<Action>,
}

impl View<'_> {
    /// Sends an action on a click. One closure for all buttons: each of its own would be compiled anew.
    pub fn on_click(self, action: Action) -> Callback<MouseEvent> {
        let send = self.send.clone();
        Callback::from(move |_| send.emit(action.clone()))
    }

    /// Sends an action when a box or an option changes.
    pub fn on_change(self, action: Action) -> Callback<Event> {
        let send = self.send.clone();
        Callback::from(move |_| send.emit(action.clone()))
    }
}

/// Renders the page into `#app`, in place of the static first screen.
///
/// # Panics
/// If the rules beside the program are not those that it was built with.
pub fn mount(rules: Vec<u8>) {
    let rulebook = Rulebook::from_bytes(&rules).unwrap_or_else(|error| panic!("{error}"));
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"))
        .expect("index.html has an element with the id `app`");
    root.set_text_content(None);
    yew::Renderer::<App>::with_root_and_props(root, AppProps { rulebook: Shared(Rc::new(rulebook)) }).render();
}

/// What the page needs from outside.
#[derive(PartialEq, Properties)]
pub struct AppProps {
    /// The rules.
    pub rulebook: Shared<Rulebook>,
}

/// Something that never changes while the page lives.
pub struct Shared<T>(pub Rc<T>);

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Shared<T> {
        Shared(self.0.clone())
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Shared<T>) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<State>, action: Action) -> Rc<State> {
        Rc::new(self.after(action))
    }
}

/// The root component: the state, and what of it the browser must know.
#[component]
pub fn App(props: &AppProps) -> Html {
    let rulebook = props.rulebook.0.clone();
    let state = use_reducer_eq(move || State::new(rulebook, browser::today()));
    let send = {
        let dispatcher = state.dispatcher();
        use_callback((), move |action: Action, ()| dispatcher.dispatch(action))
    };
    use_effect_with((), {
        let send = send.clone();
        move |()| {
            match Destination::from_hash(&browser::hash()) {
                // A button of the static first screen was pressed before the program had started.
                Some(begin @ (Destination::Begin | Destination::BeginUrgent)) => send.emit(Action::Go(begin)),
                // After a reload there are no answers that an address could lead back to.
                _ => browser::replace_hash(&Screen::Start.hash()),
            }
            browser::on_history(move || {
                if let Some(destination) = Destination::from_hash(&browser::hash()) {
                    send.emit(Action::Go(destination));
                }
            });
        }
    });
    let is_first = use_mut_ref(|| true);
    use_effect_with((state.screen, state.attempts), {
        let state = state.clone();
        move |_| {
            // The person is reading the static first screen when the program starts: nothing must jump then.
            if is_first.replace(false) && state.screen == Screen::Start {
                return;
            }
            announce(&state);
        }
    });
    let picked = match state.screen {
        Screen::Question(step) => state.answers.drafts.place(step),
        _ => None,
    };
    // Picking a place takes away the list that it was picked from, and the focus with it.
    use_effect_with(picked, |picked| {
        if picked.is_some() {
            browser::focus_if_lost("#next");
        }
    });
    use_effect_with(state.large, |large| browser::set_root_class("large", *large));
    html! { <Page state={(*state).clone()} {send} /> }
}

/// Brings address, title and focus in line with the state.
fn announce(state: &State) {
    let (here, there) = (browser::hash(), state.screen.hash());
    if here == Destination::BEGIN || here == Destination::BEGIN_URGENT {
        browser::replace_hash(&there);
    } else if here != there {
        browser::push_hash(&there);
    }
    let send = Callback::noop();
    let title = heading(View { state, send: &send });
    let name = text::get("name");
    if state.problems.is_empty() {
        browser::present(&text::fill("frame.title", &[("title", &title), ("name", name)]), "main h1");
    } else {
        browser::present(&text::fill("frame.title-wrong", &[("title", &title), ("name", name)]), ".problems");
    }
}

/// The heading of what fills the page.
fn heading(view: View) -> String {
    match view.state.screen {
        Screen::Start => text::get("start.title").to_owned(),
        Screen::Question(step) => pages::question::title(view, step),
        Screen::Answers => text::get("answers.title").to_owned(),
        Screen::Result => text::get("result.title").to_owned(),
        Screen::Clear => text::get("clear.title").to_owned(),
    }
}

/// What the page is drawn from.
#[derive(PartialEq, Properties)]
pub struct PageProps {
    /// Everything there is to show.
    pub state: State,
    /// Takes what the person does.
    #[prop_or_default]
    pub send: Callback<Action>,
}

/// The frame around every screen.
#[component]
pub fn Page(props: &PageProps) -> Html {
    let view = View { state: &props.state, send: &props.send };
    let screen = view.state.screen;
    let content = match screen {
        Screen::Start => pages::start::start(view),
        Screen::Question(step) => pages::question::question(view, step),
        Screen::Answers => pages::answers::answers(view),
        Screen::Result => pages::result::result(view),
        Screen::Clear => pages::clear::clear(view),
    };
    let layout = match screen {
        Screen::Start => "start",
        Screen::Question(_) | Screen::Answers => "asking",
        Screen::Result | Screen::Clear => "telling",
    };
    let shows_strip = view.state.has_result() && matches!(screen, Screen::Question(_) | Screen::Answers);
    html! {
        <div class={classes!("page", layout)}>
            { bar(view) }
            <main key={screen.hash()}>
                { trail(view) }
                { content }
            </main>
            if shows_strip {
                { strip(view) }
            }
            { foot(view) }
        </div>
    }
}

fn bar(view: View) -> Html {
    let screen = view.state.screen;
    let large = view.state.large;
    let enlarge = view.on_click(Action::Large(!large));
    html! {
        <header class="bar">
            if screen == Screen::Start {
                <span class="name">{ text::get("name") }</span>
            } else {
                <button type="button" class="back" onclick={|_: MouseEvent| browser::back()}>
                    { text::get("frame.back") }
                </button>
            }
            <span class="tools">
                if matches!(screen, Screen::Question(_)) && view.state.answers.count() > 0 {
                    <a href="#/answers">{ text::get("frame.answers") }</a>
                }
                <button type="button" class="large-type" aria-pressed={large.to_string()} onclick={enlarge}>
                    { text::get(if large { "frame.normal-type" } else { "frame.large-type" }) }
                </button>
            </span>
        </header>
    }
}

/// How far the interview has come, and how much of it is left.
fn trail(view: View) -> Html {
    let Screen::Question(step) = view.state.screen else {
        return Html::default();
    };
    let here = step.chapter();
    let place = Chapter::ALL.iter().position(|chapter| *chapter == here).unwrap_or(0) + 1;
    let name = text::get(&format!("chapter.{}", here.id()));
    let left = match view.state.most_left() {
        Some(0) => text::get("frame.last-question").to_owned(),
        Some(left) if left <= FEW_LEFT => text::fill("frame.questions-left", &[("count", &left.to_string())]),
        _ => text::fill("frame.chapter", &[("number", &place.to_string()), ("count", &Chapter::ALL.len().to_string())]),
    };
    html! {
        <div class="trail">
            <div class="marks" aria-hidden="true">
                { for Chapter::ALL.iter().map(|chapter| html! {
                    <span class={classes!((*chapter < here).then_some("done"), (*chapter == here).then_some("here"))} />
                }) }
            </div>
            <p class="where"><span class="chapter">{ name }</span><span>{ left }</span></p>
        </div>
    }
}

/// What can be said already, the most certain first.
fn strip(view: View) -> Html {
    let findings = told_first(&view.state.assessment.findings);
    let items = findings.into_iter().take(2).map(|finding| {
        let verdict = verdict_id(finding.verdict);
        html! {
            <span class={classes!("finding", verdict)}>
                { text::get(&format!("programme.{}.short", finding.programme.id())) }
                <b>{ text::get(&format!("frame.verdict.{verdict}")) }</b>
            </span>
        }
    });
    html! {
        <aside class="strip" aria-label={text::get("frame.so-far")}>
            <p class="so-far">{ text::get("frame.so-far") }</p>
            <p class="findings">{ for items }</p>
            <a class="look" href="#/result">{ text::get("frame.look") }</a>
        </aside>
    }
}

/// The findings worth a glance: what is likely, what is possible, what is open, and only then what is ruled out.
///
/// Dibao stands for itself and the ways around it: of equally certain findings the one asked for most comes first.
fn told_first(findings: &[Finding]) -> Vec<&Finding> {
    let usual = [
        Programme::Dibao,
        Programme::TemporaryEmergency,
        Programme::TemporaryExpense,
        Programme::Borderline,
        Programme::DibaoSingle,
    ];
    let rank = |finding: &&Finding| {
        let verdict = match finding.verdict {
            Verdict::Likely => 0,
            Verdict::Possible => 1,
            Verdict::Undetermined => 2,
            Verdict::Unlikely => 3,
        };
        (verdict, usual.iter().position(|programme| *programme == finding.programme))
    };
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(rank);
    sorted
}

/// The name of a verdict in the styles.
fn verdict_id(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Likely => "likely",
        Verdict::Possible => "possible",
        Verdict::Undetermined => "undetermined",
        Verdict::Unlikely => "unlikely",
    }
}

fn foot(view: View) -> Html {
    let begun = view.state.answers.count() > 0;
    html! {
        <footer class="foot">
            <p class="call">
                { text::get("frame.call") }
                <a href="tel:12345">{ "12345" }</a>
                { text::get("frame.call-or") }
                <a href="tel:12349">{ "12349" }</a>
            </p>
            if begun && view.state.screen != Screen::Clear {
                <p class="clear"><a href="#/clear">{ text::get("action.clear") }</a></p>
            }
        </footer>
    }
}
