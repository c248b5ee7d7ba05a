//! All answers in the order of the conversation, each to be changed.

use crate::interview::lines::{Line, lines};
use crate::interview::state::Action;
use crate::interview::step::Chapter;
use crate::text;
use crate::ui::page::{Attr, Page};

/// The list of all answers.
pub fn answers(page: &mut Page) {
    let state = page.state;
    let lines = lines(state);
    page.title(text::get(key!("answers.title")));
    page.say("p", "hint", text::get(if lines.is_empty() { key!("answers.empty") } else { key!("answers.hint") }));
    for chapter in Chapter::ALL {
        if lines.iter().all(|line| line.step.chapter() != chapter) {
            continue;
        }
        page.within("section", "", |page| {
            page.say("h2", "", text::named(&format!("chapter.{}", chapter.id())));
            page.within("dl", "answers", |page| {
                for line in lines.iter().filter(|line| line.step.chapter() == chapter) {
                    row(page, line);
                }
            });
        });
    }
    let finished = state.answers.next_step(&state.assessment).is_none();
    page.within("div", "actions", |page| {
        let go_on = if finished { key!("answers.result") } else { key!("answers.go-on") };
        page.button("button", go_on, Action::Continue, |_| {});
        page.link("button second", "#/clear", text::get(key!("action.clear")));
    });
}

fn row(page: &mut Page, line: &Line) {
    page.within("div", "answer", |page| {
        page.say("dt", "", line.label.clone());
        match &line.value {
            Some(value) => page.say("dd", "", value.clone()),
            None => page.say("dd", "unknown", text::get(key!("answers.unknown"))),
        }
        page.within("dd", "change", |page| {
            page.button("link", key!("answers.change"), Action::Edit(line.step), |page| {
                page.set(Attr::AriaLabel, text::fill(key!("answers.change-what"), &[("what", &line.label)]));
            });
        });
    });
}
