//! Whether to throw all answers away.

use yew::prelude::*;

use crate::browser;
use crate::text;
use crate::ui::View;
use crate::ui::state::Action;

/// Asks once more; going back keeps everything.
pub fn clear(view: View) -> Html {
    html! {
        <>
            <h1 tabindex="-1">{ text::get("clear.title") }</h1>
            <p class="lead">{ text::get("clear.lead") }</p>
            <div class="actions">
                <button type="button" class="button danger" onclick={view.on_click(Action::Clear)}>{ text::get("clear.yes") }</button>
                <button type="button" class="button second" onclick={|_: MouseEvent| browser::back()}>{ text::get("clear.no") }</button>
            </div>
        </>
    }
}
