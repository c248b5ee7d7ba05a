//! A state of the page as HTML, rendered without a browser.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use jiuzhu_selfcheck::interview::state::State;
use jiuzhu_selfcheck::ui::draw;
use yew::{Callback, Html, Properties, component};

#[derive(Properties)]
struct Props {
    state: State,
}

impl PartialEq for Props {
    /// Each is rendered once.
    fn eq(&self, _: &Props) -> bool {
        false
    }
}

#[component]
fn Shown(props: &Props) -> Html {
    draw(&props.state, &Callback::noop(), usize::MAX).0
}

/// The HTML of a state.
pub fn html(state: &State) -> String {
    let renderer = yew::LocalServerRenderer::<Shown>::with_props(Props { state: state.clone() });
    let rendering = renderer.hydratable(false).render();
    let mut rendering = pin!(rendering);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..1000 {
        if let Poll::Ready(html) = rendering.as_mut().poll(&mut context) {
            return html;
        }
    }
    panic!("the page waits for something");
}
