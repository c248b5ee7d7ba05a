//! What a person can do on a screen. A screen says of each of its buttons which deed it is, so that a host only hands it back.

use jiuzhu_engine::HouseholdQuestion as Ask;
use jiuzhu_engine::case::RegionCode;
use jiuzhu_selfcheck::interview::draft::Part;
use jiuzhu_selfcheck::interview::form::{self, Form};
use jiuzhu_selfcheck::interview::question;
use jiuzhu_selfcheck::interview::state::{Action, Destination, Screen, State};
use jiuzhu_selfcheck::interview::step::Step;
use serde::{Deserialize, Serialize};

/// What a person does; what is about a question is about the one on the screen.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deed {
    /// Goes to an address.
    Go(String),
    /// Types a text into the field with this id.
    Type(String, String),
    /// Chooses an option of the list with this id, by place.
    Choose(String, usize),
    /// Ticks or unticks an option, by place.
    Tick(usize),
    /// Chooses the place with this code, or none.
    Pick(Option<String>),
    /// Gives the answer.
    Submit,
    /// Leaves the question unanswered.
    Skip,
    /// Takes a person off the list, by place.
    Remove(u8),
    /// Goes to whatever is next.
    Continue,
    /// Changes the answer of the screen with this name.
    Edit(String),
    /// Throws all answers away.
    Clear,
    /// Large type on or off.
    Large(bool),
    /// Says the code with rounded amounts, or exactly.
    Shorten(bool),
}

impl Deed {
    /// Does it; `None` if it cannot be done on this screen.
    pub fn on(self, state: &mut State) -> Option<()> {
        let asked = match state.screen {
            Screen::Question(step) => Some(step),
            _ => None,
        };
        let action = match self {
            Deed::Go(address) => Action::Go(Destination::from_hash(&address)?),
            Deed::Type(part, text) => Action::Type(asked?, Part::from_id(&part)?, text),
            Deed::Choose(part, option) => {
                let (step, part) = (asked?, Part::from_id(&part)?);
                Action::Choose(step, part, within(option, options(step, part))?)
            }
            Deed::Tick(option) => {
                let step = asked?;
                let Form::Ticks(options) = step.form() else { return None };
                Action::Tick(step, within(option, options.len() + 1)?, options.len())
            }
            Deed::Pick(None) => Action::Pick(asked?, None),
            Deed::Pick(Some(code)) => {
                Action::Pick(asked?, Some(state.rulebook.region(RegionCode::parse(&code)?)?.code))
            }
            Deed::Submit => Action::Submit(asked?),
            Deed::Skip => Action::Skip(asked.filter(|step| question::may_skip(*step))?),
            Deed::Remove(member) => {
                let listed = asked == Some(Step::Ask(Ask::Members)) && usize::from(member) < state.answers.people.len();
                Action::Remove(Some(member).filter(|member| listed && *member > 0)?)
            }
            Deed::Continue => Action::Continue,
            Deed::Edit(slug) => Action::Edit(Step::from_slug(&slug).filter(|step| state.answers.can_show(*step))?),
            Deed::Clear => Action::Clear,
            Deed::Large(large) => Action::Large(large),
            Deed::Shorten(short) => Action::Shorten(short),
        };
        state.apply(action);
        Some(())
    }
}

/// How many options one can choose from.
fn options(step: Step, part: Part) -> usize {
    match (part, step.form()) {
        (Part::Choice, Form::Choice(ids)) => ids.len(),
        (Part::Relation, Form::Person) => form::RELATIONS.len(),
        (Part::Kind, Form::Certificate) => form::KINDS.len(),
        (Part::Grade, Form::Certificate) => form::GRADES.len(),
        (Part::Choice, Form::Current) | (Part::Lives | Part::AgeUnknown, Form::Person) => 2,
        (Part::Period, Form::Amount(_) | Form::Figure(_)) | (Part::Roughly, Form::Amount(_) | Form::Sum) => 2,
        _ => 0,
    }
}

/// The place, if there are so many.
fn within(place: usize, count: usize) -> Option<usize> {
    (place < count).then_some(place)
}
