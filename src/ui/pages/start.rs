//! The first screen: `index.html` shows it without the program, and it stays what it is there.

use crate::browser;
use crate::interview::state::Urgent;
use crate::text;
use crate::ui::page::Page;

/// What this is, what it promises, and where to begin or to go on.
pub fn start(page: &mut Page) {
    let begun = page.state.answers.count() > 0 || page.state.urgent != Urgent::No;
    let begin = if begun { key!("start.go-on") } else { key!("start.begin") };
    if let Some(screen) = browser::first_screen(text::get(begin)) {
        page.node(screen.into());
    }
}
