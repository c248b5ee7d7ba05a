//! The page: everything the person sees once the program has started.

use yew::prelude::*;

/// Renders the page into `#app`, in place of the static first screen.
pub fn mount(rules: Vec<u8>) {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"))
        .expect("index.html has an element with the id `app`");
    root.set_text_content(None);
    yew::Renderer::<App>::with_root_and_props(root, AppProps { rules: rules.into() }).render();
}

/// What the page needs from outside.
#[derive(PartialEq, Properties)]
pub struct AppProps {
    /// The compiled rulebook.
    pub rules: AttrRules,
}

/// Shared bytes of the rulebook.
pub type AttrRules = std::rc::Rc<[u8]>;

/// The root component.
#[component]
pub fn App(props: &AppProps) -> Html {
    let count = use_state(|| 0_u32);
    let onclick = {
        let count = count.clone();
        move |_: MouseEvent| count.set(*count + 1)
    };
    html! {
        <main class="page">
            <h1>{ "救助自查" }</h1>
            <p>{ format!("规则文件 {} 字节", props.rules.len()) }</p>
            <button type="button" class="count" {onclick}>{ format!("点了 {} 次", *count) }</button>
        </main>
    }
}
