//! Whether to throw all answers away.

use crate::interview::state::Action;
use crate::text;
use crate::ui::page::{Errand, Page};

/// Asks once more; going back keeps everything.
pub fn clear(page: &mut Page) {
    page.title(text::get(key!("clear.title")));
    page.say("p", "lead", text::get(key!("clear.lead")));
    page.within("div", "actions", |page| {
        page.button("button danger", key!("clear.yes"), Action::Clear, |_| {});
        page.button("button second", key!("clear.no"), Errand::Back, |_| {});
    });
}
