//! The first screen once the program runs; `index.html` shows the same without it.

use crate::text;
use crate::ui::page::Page;
use crate::ui::state::{Destination, Urgent};

/// What this is, what it promises, and where to begin.
pub fn start(page: &mut Page) {
    let begun = page.state.answers.count() > 0 || page.state.urgent != Urgent::No;
    let begin = if begun { "start.go-on" } else { "start.begin" };
    page.title(text::get("start.title"));
    page.say("p", "lead", text::get("start.lead"));
    page.within("p", "promise", |page| {
        page.say("strong", "", text::get("start.promise"));
        page.text(text::get("start.promise-more"));
    });
    page.within("ol", "steps", |page| {
        for step in ["start.step-one", "start.step-two", "start.step-three"] {
            page.say("li", "", text::get(step));
        }
    });
    page.within("div", "actions", |page| {
        page.link("button", ["#", Destination::BEGIN].concat(), text::get(begin));
        page.link("button second", ["#", Destination::BEGIN_URGENT].concat(), text::get("start.urgent"));
    });
    page.say("p", "small", text::get("start.no-application"));
    page.say("p", "small", text::get("start.made-by"));
}
