//! What stands in the fields of every screen, exactly as it was typed: kept whether or not it can be understood.

use jiuzhu_engine::case::RegionCode;

use crate::interview::step::Step;

/// A field of a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The options that are chosen.
    Choice,
    /// One exact amount or number.
    Exact,
    /// The lower end of a range.
    Low,
    /// The upper end of a range.
    High,
    /// Over which time an amount is.
    Period,
    /// Whether a range is given in place of one amount.
    Roughly,
    /// Age in years.
    Age,
    /// Whether the age is not known.
    AgeUnknown,
    /// What a person is to the applicant.
    Relation,
    /// Whether a person lives here.
    Lives,
    /// The kind on a certificate.
    Kind,
    /// The grade on a certificate.
    Grade,
    /// The year of a day.
    Year,
    /// The month of a day.
    Month,
    /// The day of a month.
    Day,
    /// What is looked for among the places.
    Search,
    /// The place that is chosen.
    Place,
}

impl Part {
    /// All of them.
    pub const ALL: [Part; 17] = [
        Part::Choice,
        Part::Exact,
        Part::Low,
        Part::High,
        Part::Period,
        Part::Roughly,
        Part::Age,
        Part::AgeUnknown,
        Part::Relation,
        Part::Lives,
        Part::Kind,
        Part::Grade,
        Part::Year,
        Part::Month,
        Part::Day,
        Part::Search,
        Part::Place,
    ];

    /// The field with this name.
    pub fn from_id(id: &str) -> Option<Part> {
        Part::ALL.into_iter().find(|part| part.id() == id)
    }

    /// The name used for the elements of the page and in texts.
    pub fn id(self) -> &'static str {
        match self {
            Part::Choice => "choice",
            Part::Exact => "exact",
            Part::Low => "low",
            Part::High => "high",
            Part::Period => "period",
            Part::Roughly => "roughly",
            Part::Age => "age",
            Part::AgeUnknown => "age-unknown",
            Part::Relation => "relation",
            Part::Lives => "lives",
            Part::Kind => "kind",
            Part::Grade => "grade",
            Part::Year => "year",
            Part::Month => "month",
            Part::Day => "day",
            Part::Search => "search",
            Part::Place => "place",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Content {
    Text(String),
    Ticks(u32),
    Place(Option<RegionCode>),
}

/// The contents of all fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drafts(Vec<(Step, Part, Content)>);

impl Drafts {
    /// What is typed in a field.
    pub fn text(&self, step: Step, part: Part) -> &str {
        match self.get(step, part) {
            Some(Content::Text(text)) => text,
            _ => "",
        }
    }

    /// The options that are ticked, one bit each; `None` while the field was never touched.
    pub fn ticks(&self, step: Step, part: Part) -> Option<u32> {
        match self.get(step, part) {
            Some(Content::Ticks(ticks)) => Some(*ticks),
            _ => None,
        }
    }

    /// The only option that is ticked, by place in the list.
    pub fn choice(&self, step: Step, part: Part) -> Option<usize> {
        self.ticks(step, part).filter(|ticks| ticks.is_power_of_two()).map(|ticks| ticks.trailing_zeros() as usize)
    }

    /// The place that is chosen.
    pub fn place(&self, step: Step) -> Option<RegionCode> {
        match self.get(step, Part::Place) {
            Some(Content::Place(place)) => *place,
            _ => None,
        }
    }

    /// Keeps what is typed.
    pub fn set_text(&mut self, step: Step, part: Part, text: String) {
        self.set(step, part, Content::Text(text));
    }

    /// Keeps what is ticked.
    pub fn set_ticks(&mut self, step: Step, part: Part, ticks: u32) {
        self.set(step, part, Content::Ticks(ticks));
    }

    /// Keeps which place is chosen.
    pub fn set_place(&mut self, step: Step, place: Option<RegionCode>) {
        self.set(step, Part::Place, Content::Place(place));
    }

    /// Forgets a member; those after it move up.
    pub fn remove_member(&mut self, removed: u8) {
        self.0.retain(|(step, ..)| step.member() != Some(removed));
        for (step, ..) in &mut self.0 {
            *step = moved_up(*step, removed);
        }
    }

    fn get(&self, step: Step, part: Part) -> Option<&Content> {
        self.0.iter().find(|(of, at, _)| (*of, *at) == (step, part)).map(|(.., content)| content)
    }

    fn set(&mut self, step: Step, part: Part, content: Content) {
        match self.0.iter_mut().find(|(of, at, _)| (*of, *at) == (step, part)) {
            Some((.., old)) => *old = content,
            None => self.0.push((step, part, content)),
        }
    }
}

/// The same screen once a member is gone.
pub fn moved_up(step: Step, removed: u8) -> Step {
    match step.member() {
        Some(member) if member > removed => step.about(member - 1),
        _ => step,
    }
}
