//! The first screen once the program runs; `index.html` shows the same without it.

use crate::text::{self, LANGUAGES};
use crate::ui::page::Page;
use crate::ui::state::{Destination, Urgent};

/// What this is, what it promises, and where to begin.
pub fn start(page: &mut Page) {
    let begun = page.state.answers.count() > 0 || page.state.urgent != Urgent::No;
    let begin = if begun { key!("start.go-on") } else { key!("start.begin") };
    page.title(text::get(key!("start.title")));
    page.say("p", "lead", text::get(key!("start.lead")));
    page.within("p", "promise", |page| {
        page.say("strong", "", text::get(key!("start.promise")));
        page.text(text::get(key!("start.promise-more")));
    });
    page.within("ol", "steps", |page| {
        for step in [key!("start.step-one"), key!("start.step-two"), key!("start.step-three")] {
            page.say("li", "", text::get(step));
        }
    });
    page.within("div", "actions", |page| {
        page.link("button", ["#", Destination::BEGIN].concat(), text::get(begin));
        page.link("button second", ["#", Destination::BEGIN_URGENT].concat(), text::get(key!("start.urgent")));
    });
    page.within("p", "earlier", |page| page.link("", text::get(key!("open.address")), text::get(key!("open.link"))));
    page.say("p", "small", text::get(key!("start.no-application")));
    page.say("p", "small", text::get(key!("start.made-by")));
    page.within("p", "languages", |page| {
        for language in LANGUAGES.iter().filter(|language| language.id != text::get(key!("language.own"))) {
            page.link("", language.address, text::get(language.name));
        }
    });
}
