//! The first screen once the program runs; `index.html` shows the same without it.

use yew::prelude::*;

use crate::text;
use crate::ui::View;
use crate::ui::state::{Destination, Urgent};

/// What this is, what it promises, and where to begin.
pub fn start(view: View) -> Html {
    let begun = view.state.answers.count() > 0 || view.state.urgent != Urgent::No;
    let begin = if begun { "start.go-on" } else { "start.begin" };
    html! {
        <>
            <h1 tabindex="-1">{ text::get("start.title") }</h1>
            <p class="lead">{ text::get("start.lead") }</p>
            <p class="promise"><strong>{ text::get("start.promise") }</strong>{ text::get("start.promise-more") }</p>
            <ol class="steps">
                <li>{ text::get("start.step-one") }</li>
                <li>{ text::get("start.step-two") }</li>
                <li>{ text::get("start.step-three") }</li>
            </ol>
            <div class="actions">
                <a class="button" href={format!("#{}", Destination::BEGIN)}>{ text::get(begin) }</a>
                <a class="button second" href={format!("#{}", Destination::BEGIN_URGENT)}>{ text::get("start.urgent") }</a>
            </div>
            <p class="small">{ text::get("start.no-application") }</p>
            <p class="small">{ text::get("start.made-by") }</p>
        </>
    }
}
