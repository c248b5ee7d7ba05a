//! Elements, put down one after the other in the order in which they are read.
//!
//! `html!` builds each element from values that it moves around; calls on one page leave a third less code for the
//! same tree.

use std::rc::Rc;

use jiuzhu_engine::case::RegionCode;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, Node};
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, Listener, ListenerKind, VList, VNode, VTag, VText};
use yew::{AttrValue, Callback, Html};

use crate::interview::draft::Part;
use crate::interview::state::{Action, State};
use crate::interview::step::Step;
use crate::text;

/// What an element sends when it is used.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// What the person does to the state.
    State(Action),
    /// What only the browser can do.
    Browser(Errand),
    /// So many pieces of the screen may be put down.
    Pieces(usize),
}

impl From<Action> for Message {
    fn from(action: Action) -> Message {
        Message::State(action)
    }
}

impl From<Errand> for Message {
    fn from(errand: Errand) -> Message {
        Message::Browser(errand)
    }
}

/// What only the browser can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Errand {
    /// One step back in the history.
    Back,
    /// Copies the result.
    Copy,
    /// Writes the case and what came of it to a file.
    Save,
    /// Draws a picture to be kept: a code for another device to read, with the words of the result above it or alone.
    Draw {
        /// Whether the words are wanted.
        with_words: bool,
    },
    /// Opens the file that was chosen.
    Read,
    /// Prints the result.
    Print,
    /// Goes back to the mini-program that shows the page.
    Leave,
    /// Puts the focus on a field.
    Focus(Part),
}

/// Names the attributes that are used, once.
macro_rules! attributes {
    ($($attr:ident = $name:literal,)*) => {
        /// An attribute of an element.
        #[derive(Clone, Copy)]
        #[allow(missing_docs, reason = "each is the attribute of its name")]
        pub enum Attr { $($attr),* }

        /// The names of all attributes, in the order of [`Attr`]. With the same list behind every element, Yew compares
        /// two elements place by place; by name it would need a hash map for each.
        static NAMES: &[&str] = &[$($name),*];
    };
}

attributes! {
    Accept = "accept",
    Alt = "alt",
    Class = "class",
    D = "d",
    Id = "id",
    For = "for",
    Type = "type",
    Name = "name",
    Href = "href",
    AriaDescribedBy = "aria-describedby",
    AriaHidden = "aria-hidden",
    AriaInvalid = "aria-invalid",
    AriaLabel = "aria-label",
    AriaLabelledBy = "aria-labelledby",
    AriaLive = "aria-live",
    AriaPressed = "aria-pressed",
    AutoComplete = "autocomplete",
    Height = "height",
    InputMode = "inputmode",
    NoValidate = "novalidate",
    Open = "open",
    ReadOnly = "readonly",
    Role = "role",
    Rows = "rows",
    Rx = "rx",
    Src = "src",
    Selected = "selected",
    TabIndex = "tabindex",
    Value = "value",
    ViewBox = "viewBox",
    Width = "width",
    X = "x",
    Y = "y",
}

/// A page that is being put down.
pub struct Page<'a> {
    /// Everything there is to show.
    pub state: &'a State,
    send: &'a Callback<Message>,
    open: Vec<Element>,
    /// How many pieces may still be put down; `None` once one was left out.
    pieces: Option<usize>,
}

/// An element that is not closed yet; without a tag, a place among its neighbours.
struct Element {
    tag: Option<VTag>,
    inside: VList,
}

impl<'a> Page<'a> {
    /// Puts down what `content` says, with at most so many pieces; also says whether these are all.
    pub fn draw(
        state: &'a State,
        send: &'a Callback<Message>,
        pieces: usize,
        content: impl FnOnce(&mut Page<'a>),
    ) -> (Html, bool) {
        let mut page = Page { state, send, open: Vec::new(), pieces: Some(pieces) };
        page.push(None);
        content(&mut page);
        let html = page.open.pop().map(|element| VNode::from(element.inside)).unwrap_or_default();
        (html, page.pieces.is_some())
    }

    /// An element with what is inside it; attributes are set from within. No class is an empty one.
    #[inline]
    pub fn within(&mut self, tag: &'static str, class: &'static str, content: impl FnOnce(&mut Page<'a>)) {
        self.open(tag, class);
        content(self);
        self.close();
    }

    /// What is there only sometimes; what follows keeps its place in the page, and so its focus.
    #[inline]
    pub fn when(&mut self, is_there: bool, content: impl FnOnce(&mut Page<'a>)) {
        self.push(None);
        if is_there {
            content(self);
        }
        self.close();
    }

    /// A piece of a long screen. The first is there at once; the others come a few at a time, so that none holds the page up.
    pub fn piece(&mut self, content: impl FnOnce(&mut Page<'a>)) {
        let is_there = self.has_piece();
        self.when(is_there, content);
    }

    /// Whether the next piece is to be put down.
    fn has_piece(&mut self) -> bool {
        self.pieces = self.pieces.and_then(|left| left.checked_sub(1));
        self.pieces.is_some()
    }

    /// An element with nothing but a text inside.
    #[inline]
    pub fn say(&mut self, tag: &'static str, class: &'static str, text: impl Into<AttrValue>) {
        self.say_text(tag, class, text.into());
    }

    /// An element for each text.
    pub fn say_each(&mut self, tag: &'static str, class: &'static str, texts: &[impl AsRef<str>]) {
        for text in texts {
            self.say(tag, class, text.as_ref().to_owned());
        }
    }

    /// A list with a line for each text.
    pub fn list(&mut self, class: &'static str, texts: &[impl AsRef<str>]) {
        self.within("ul", class, |page| page.say_each("li", "", texts));
    }

    /// The heading of the screen, which takes the focus when the screen appears.
    pub fn title(&mut self, title: impl Into<AttrValue>) {
        self.within("h1", "", |page| {
            page.set(Attr::TabIndex, "-1");
            page.text(title);
        });
    }

    /// Something folded under its own title.
    #[inline]
    pub fn fold(&mut self, class: &'static str, title: impl Into<AttrValue>, content: impl FnOnce(&mut Page<'a>)) {
        self.within("details", class, |page| {
            page.say("summary", "", title);
            content(page);
        });
    }

    /// A link within the page or to a telephone.
    pub fn link(&mut self, class: &'static str, to: impl Into<AttrValue>, label: impl Into<AttrValue>) {
        self.within("a", class, |page| {
            page.set(Attr::Href, to);
            page.text(label);
        });
    }

    /// A link that calls a number.
    pub fn phone(&mut self, number: &str) {
        self.link("", ["tel:", number].concat(), number.to_owned());
    }

    /// Something to press.
    #[inline]
    pub fn act(&mut self, class: &'static str, message: impl Into<Message>, content: impl FnOnce(&mut Page<'a>)) {
        self.within("button", class, |page| {
            page.set(Attr::Type, "button");
            page.on(Event::Click, Use::Send(message.into()));
            content(page);
        });
    }

    /// A button with the text of a key; more is set from within.
    #[inline]
    pub fn button(
        &mut self,
        class: &'static str,
        label: text::Key,
        message: impl Into<Message>,
        more: impl FnOnce(&mut Page<'a>),
    ) {
        self.act(class, message, |page| {
            more(page);
            page.text(text::get(label));
        });
    }

    /// A text inside the element that is open.
    #[inline]
    pub fn text(&mut self, text: impl Into<AttrValue>) {
        self.add(VText::new(text.into()).into());
    }

    /// A part of the document that was there before.
    pub fn node(&mut self, node: Node) {
        self.add(VNode::VRef(node));
    }

    /// An attribute of the element that is open.
    #[inline]
    pub fn set(&mut self, attr: Attr, value: impl Into<AttrValue>) {
        self.set_to(attr, value.into());
    }

    /// An attribute that is there or not.
    pub fn flag(&mut self, attr: Attr, is_set: bool) {
        if is_set {
            self.set(attr, "");
        }
    }

    /// What tells the element that is open from its neighbours.
    pub fn key(&mut self, key: String) {
        if let Some(tag) = self.tag() {
            tag.key = Some(Key::from(key));
        }
    }

    /// What stands in the field that is open.
    pub fn value(&mut self, value: String) {
        if let Some(tag) = self.tag() {
            tag.set_value(Some(AttrValue::from(value)));
        }
    }

    /// Whether the option that is open is chosen; sends an action when that changes.
    pub fn checked(&mut self, checked: bool, change: Action) {
        if let Some(tag) = self.tag() {
            tag.set_checked(checked);
        }
        self.changed(change);
    }

    /// Sends what is typed into the field that is open.
    pub fn typed(&mut self, step: Step, part: Part) {
        self.on(Event::Input, Use::Type(step, part));
    }

    /// Sends the place that is chosen from the list that is open; without a choice, the one around it.
    pub fn picked(&mut self, step: Step, within: Option<RegionCode>) {
        self.on(Event::Change, Use::Pick(step, within));
    }

    /// Sends the code that is typed into the field that is open.
    pub fn typed_code(&mut self) {
        self.on(Event::Input, Use::Code);
    }

    /// Does something when the field that is open has changed.
    pub fn changed(&mut self, message: impl Into<Message>) {
        self.on(Event::Change, Use::Send(message.into()));
    }

    /// Sends the form that is open.
    pub fn submitted(&mut self, message: impl Into<Message>) {
        self.on(Event::Submit, Use::Send(message.into()));
    }

    fn on(&mut self, event: Event, then: Use) {
        let send = self.send.clone();
        if let Some(tag) = self.tag() {
            tag.add_listener(Rc::new(Sender { event, then, send }));
        }
    }

    fn open(&mut self, tag: &'static str, class: &'static str) {
        self.push(Some(VTag::new(tag)));
        if !class.is_empty() {
            self.set(Attr::Class, class);
        }
    }

    fn push(&mut self, tag: Option<VTag>) {
        self.open.push(Element { tag, inside: VList::new() });
    }

    fn close(&mut self) {
        if let Some(Element { tag, inside }) = self.open.pop() {
            let inside = VNode::from(inside);
            self.add(match tag {
                None => inside,
                Some(mut tag) => {
                    if let Some(children) = tag.children_mut() {
                        *children = inside;
                    }
                    tag.into()
                }
            });
        }
    }

    fn say_text(&mut self, tag: &'static str, class: &'static str, text: AttrValue) {
        self.within(tag, class, |page| page.text(text));
    }

    fn set_to(&mut self, attr: Attr, value: AttrValue) {
        let Some(tag) = self.tag() else {
            return;
        };
        if matches!(tag.attributes, Attributes::Static(_)) {
            tag.attributes = Attributes::Dynamic { keys: NAMES, values: vec![None; NAMES.len()].into() };
        }
        if let Attributes::Dynamic { values, .. } = &mut tag.attributes {
            values[attr as usize] = Some(AttributeOrProperty::Attribute(value));
        }
    }

    fn add(&mut self, node: VNode) {
        if let Some(element) = self.open.last_mut() {
            element.inside.add_child(node);
        }
    }

    /// The element that is open.
    fn tag(&mut self) -> Option<&mut VTag> {
        self.open.last_mut()?.tag.as_mut()
    }
}

/// What becomes of an event.
enum Use {
    Send(Message),
    Type(Step, Part),
    Pick(Step, Option<RegionCode>),
    Code,
}

/// What happens to an element.
#[derive(Clone, Copy, PartialEq)]
enum Event {
    Click,
    Change,
    Input,
    Submit,
}

/// Sends messages for all kinds of events. One type for all of them: each of its own would be compiled anew.
struct Sender {
    event: Event,
    then: Use,
    send: Callback<Message>,
}

impl Listener for Sender {
    fn kind(&self) -> ListenerKind {
        match self.event {
            Event::Click => ListenerKind::onclick,
            Event::Change => ListenerKind::onchange,
            Event::Input => ListenerKind::oninput,
            Event::Submit => ListenerKind::onsubmit,
        }
    }

    fn handle(&self, event: web_sys::Event) {
        if self.event == Event::Submit {
            event.prevent_default();
        }
        let message = match &self.then {
            Use::Send(message) => message.clone(),
            Use::Type(step, part) => Action::Type(*step, *part, value_of(&event)).into(),
            Use::Pick(step, within) => Action::Pick(*step, RegionCode::parse(&value_of(&event)).or(*within)).into(),
            Use::Code => Action::TypeCode(value_of(&event)).into(),
        };
        self.send.emit(message);
    }

    fn passive(&self) -> bool {
        false
    }
}

/// What stands in the field that an event is about. Lists and fields alike give it under the same name.
fn value_of(event: &web_sys::Event) -> String {
    event.target().map(|field| field.unchecked_into::<HtmlInputElement>().value()).unwrap_or_default()
}
