//! Where somebody opens what was taken away: by its digits or from a file.

use crate::interview::kept::Opened;
use crate::interview::state::Action;
use crate::text;
use crate::ui::page::{Attr, Errand, Page};

/// The screen.
pub fn open(page: &mut Page) {
    let state = page.state;
    let problem = state.not_opened.map(|reason| text::named(&format!("problem.code-{reason}")));
    page.within("form", "", |page| {
        page.submitted(Action::OpenTyped);
        page.set(Attr::NoValidate, "");
        page.set(Attr::AutoComplete, "off");
        page.when(problem.is_some(), |page| {
            page.within("p", "problems", |page| {
                page.set(Attr::Role, "alert");
                page.set(Attr::TabIndex, "-1");
                page.text(problem.unwrap_or_default());
            });
        });
        page.title(text::get(key!("open.title")));
        page.say("p", "hint", text::get(key!("open.hint")));
        if state.answers.count() > 0 {
            page.say("p", "hint", text::get(key!("open.replaces")));
        }
        page.within("div", "field", |page| {
            page.within("label", "field-label", |page| {
                page.set(Attr::For, "code");
                page.text(text::get(key!("open.code")));
            });
            page.within("div", "box", |page| {
                page.within("input", "", |page| {
                    page.set(Attr::Id, "code");
                    page.set(Attr::InputMode, "numeric");
                    if problem.is_some() {
                        page.set(Attr::AriaInvalid, "true");
                    }
                    page.value(state.code.clone());
                    page.typed_code();
                });
            });
        });
        page.within("button", "button", |page| {
            page.set(Attr::Type, "submit");
            page.text(text::get(key!("open.go")));
        });
        page.within("div", "field", |page| {
            page.within("label", "field-label", |page| {
                page.set(Attr::For, "file");
                page.text(text::get(key!("open.file")));
            });
            page.within("div", "box", |page| {
                page.within("input", "", |page| {
                    page.set(Attr::Id, "file");
                    page.set(Attr::Type, "file");
                    page.set(Attr::Accept, ".json");
                    page.changed(Errand::Read);
                });
            });
        });
    });
}

/// From when the answers are, and what has changed since then.
pub fn notice(page: &mut Page, opened: &Opened) {
    let changes = opened.changes(&page.state.assessment);
    let key = match &changes {
        Some(changes) if changes.is_empty() => key!("opened.same"),
        Some(_) => key!("opened.changed"),
        None => key!("opened.unknown"),
    };
    page.within("div", "left", |page| {
        page.say("p", "", text::fill(key, &[("on", &opened.on.to_string()), ("rules", &opened.rules.to_string())]));
        page.list("", &changes.unwrap_or_default());
    });
}
