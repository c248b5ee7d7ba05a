//! The screens of the interview: which of the engine's questions each one asks, its name in the address, its chapter.

use std::borrow::Cow;

use jiuzhu_engine::HouseholdQuestion as Ask;
use jiuzhu_engine::MemberQuestion as AskOf;
use jiuzhu_engine::Question;
use jiuzhu_engine::case::MOST_MEMBERS;

/// One screen of the interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// One question about the household.
    Ask(Ask),
    /// One question about one member.
    Of(u8, AskOf),
    /// Who a member is: relation, age, whether the person lives here.
    Person(u8),
    /// Which of several circumstances a member is in.
    Circumstances(u8),
    /// Which kinds of income come in.
    IncomeKinds,
    /// Which kinds of expenses there are.
    ExpenseKinds,
    /// Which things the household owns.
    Belongings,
}

/// The kinds of income on one list; what is not ticked is nothing.
pub const INCOME_KINDS: [Ask; 7] = [
    Ask::Wages,
    Ask::Business,
    Ask::Transfer,
    Ask::BasicPension,
    Ask::ElderAllowance,
    Ask::PropertyIncome,
    Ask::OtherIncome,
];

/// The kinds of expenses on one list; what is not ticked is nothing.
pub const EXPENSE_KINDS: [Ask; 5] =
    [Ask::Medical, Ask::Education, Ask::Rehabilitation, Ask::TransferPaid, Ask::OtherExpense];

/// The things on one list; what is not ticked is not owned.
pub const BELONGINGS: [Ask; 6] =
    [Ask::Vehicles, Ask::Homes, Ask::NonResidential, Ask::RegisteredCapital, Ask::LargePurchase, Ask::CostlySchool];

/// The circumstances of a member on one list; what is not ticked does not apply.
pub const CIRCUMSTANCES: [AskOf; 4] = [AskOf::Student, AskOf::Disability, AskOf::Illness, AskOf::Absence];

/// A part of the interview, for the trail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Chapter {
    /// Where the household belongs.
    Place,
    /// Who lives together.
    People,
    /// What has happened.
    Event,
    /// What comes in.
    Income,
    /// What has to be paid.
    Expenses,
    /// What is owned, and at last what only the place knows.
    Property,
}

impl Chapter {
    /// All of them, in the order of the conversation.
    pub const ALL: [Chapter; 6] =
        [Chapter::Place, Chapter::People, Chapter::Event, Chapter::Income, Chapter::Expenses, Chapter::Property];

    /// The name used in texts.
    pub fn id(self) -> &'static str {
        match self {
            Chapter::Place => "place",
            Chapter::People => "people",
            Chapter::Event => "event",
            Chapter::Income => "income",
            Chapter::Expenses => "expenses",
            Chapter::Property => "property",
        }
    }
}

impl Step {
    /// The list that a question is first asked on, if it is on one.
    pub fn list_of(question: Question) -> Option<Step> {
        Some(match question {
            Question::Household(ask) if INCOME_KINDS.contains(&ask) => Step::IncomeKinds,
            Question::Household(ask) if EXPENSE_KINDS.contains(&ask) => Step::ExpenseKinds,
            Question::Household(ask) if BELONGINGS.contains(&ask) || ask == Ask::VehicleValue => Step::Belongings,
            Question::Member(member, AskOf::Relation | AskOf::Age | AskOf::LivesTogether) => Step::Person(member),
            Question::Member(member, ask) if CIRCUMSTANCES.contains(&ask) => Step::Circumstances(member),
            _ => return None,
        })
    }

    /// The screen that asks for just this.
    pub fn alone(question: Question) -> Step {
        match question {
            Question::Household(ask) => Step::Ask(ask),
            Question::Member(member, AskOf::Relation | AskOf::Age | AskOf::LivesTogether) => Step::Person(member),
            Question::Member(member, ask) => Step::Of(member, ask),
        }
    }

    /// How many screens a list may lead to.
    pub fn may_lead_to(self) -> usize {
        match self {
            Step::IncomeKinds => INCOME_KINDS.len(),
            Step::ExpenseKinds => EXPENSE_KINDS.len(),
            Step::Circumstances(_) => CIRCUMSTANCES.len(),
            // Number and value of vehicles, number of homes, capital.
            Step::Belongings => 4,
            _ => 0,
        }
    }

    /// The name used in texts, the same for every member.
    pub fn id(self) -> &'static str {
        match self {
            Step::Ask(ask) => ask.id(),
            Step::Of(_, ask) => ask.id(),
            Step::Person(0) => "applicant",
            Step::Person(_) => "person",
            Step::Circumstances(_) => "circumstances",
            Step::IncomeKinds => "income-kinds",
            Step::ExpenseKinds => "expense-kinds",
            Step::Belongings => "belongings",
        }
    }

    /// The member that the screen is about.
    pub fn member(self) -> Option<u8> {
        match self {
            Step::Of(member, _) | Step::Person(member) | Step::Circumstances(member) => Some(member),
            _ => None,
        }
    }

    /// The same screen about another member.
    #[must_use]
    pub fn about(self, member: u8) -> Step {
        match self {
            Step::Of(_, ask) => Step::Of(member, ask),
            Step::Person(_) => Step::Person(member),
            Step::Circumstances(_) => Step::Circumstances(member),
            other => other,
        }
    }

    /// The part of the interview that the screen belongs to.
    pub fn chapter(self) -> Chapter {
        match self {
            Step::Of(_, AskOf::OwnIncome | AskOf::KeptBySiblingOrElder | AskOf::SelfCare | AskOf::Supporters)
            | Step::IncomeKinds => Chapter::Income,
            Step::Of(..) | Step::Person(_) | Step::Circumstances(_) => Chapter::People,
            Step::ExpenseKinds => Chapter::Expenses,
            Step::Belongings => Chapter::Property,
            Step::Ask(ask) => match ask {
                Ask::HukouPlace | Ask::Residence | Ask::CurrentPlace => Chapter::Place,
                Ask::Members | Ask::Receives => Chapter::People,
                Ask::Event | Ask::EventDate | Ask::LivingAffected => Chapter::Event,
                Ask::MonthsWithoutIncome | Ask::UnemploymentInsured | Ask::Graduate => Chapter::Event,
                Ask::MonthsSinceJob => Chapter::Income,
                Ask::SpendingSurge | Ask::HardshipMonths => Chapter::Expenses,
                ask if INCOME_KINDS.contains(&ask) => Chapter::Income,
                ask if EXPENSE_KINDS.contains(&ask) => Chapter::Expenses,
                _ => Chapter::Property,
            },
        }
    }

    /// The name in the address: ASCII, and of answers it tells nothing but how many people have been listed so far.
    pub fn slug(self) -> Cow<'static, str> {
        match self.member() {
            None => self.id().into(),
            Some(member) => format!("{}-{}", self.id(), member + 1).into(),
        }
    }

    /// The screen with this name in the address.
    pub fn from_slug(slug: &str) -> Option<Step> {
        match slug {
            "income-kinds" => return Some(Step::IncomeKinds),
            "expense-kinds" => return Some(Step::ExpenseKinds),
            "belongings" => return Some(Step::Belongings),
            _ => {}
        }
        if let Some(ask) = Ask::ALL.iter().find(|ask| ask.id() == slug) {
            return Some(Step::Ask(*ask));
        }
        let (id, number) = slug.rsplit_once('-')?;
        // One more than may be listed: whoever adds that person is told so.
        let member = number.parse::<u8>().ok()?.checked_sub(1).filter(|member| usize::from(*member) <= MOST_MEMBERS)?;
        match id {
            "applicant" | "person" => Some(Step::Person(member)),
            "circumstances" => Some(Step::Circumstances(member)),
            _ => AskOf::ALL.iter().find(|ask| ask.id() == id).map(|ask| Step::Of(member, *ask)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_screen_is_found_by_its_name() {
        let lists = [Step::IncomeKinds, Step::ExpenseKinds, Step::Belongings];
        let of_members = [0, 1, 20].into_iter().flat_map(|member| {
            let asked =
                AskOf::ALL.iter().filter(|ask| !matches!(ask, AskOf::Relation | AskOf::Age | AskOf::LivesTogether));
            asked.map(move |ask| Step::Of(member, *ask)).chain([Step::Person(member), Step::Circumstances(member)])
        });
        for step in Ask::ALL.iter().map(|ask| Step::Ask(*ask)).chain(lists).chain(of_members) {
            assert_eq!(Step::from_slug(&step.slug()), Some(step), "{}", step.slug());
        }
        assert_eq!(Step::from_slug("person-22"), None);
        assert_eq!(Step::from_slug("nothing"), None);
    }
}
