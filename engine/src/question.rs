//! The questions that may be asked, and small sets of them.

use core::fmt;

use crate::case::{Amount, Case, Expenses, Income, MOST_MEMBERS};

/// One question to the person; its answer fills one field of the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// About the household as a whole.
    Household(HouseholdQuestion),
    /// About one member, by place in the list.
    Member(u8, MemberQuestion),
}

macro_rules! questions {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $id:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// All of them, in the order of the conversation.
            pub const ALL: &[$name] = &[$($name::$variant,)*];

            /// The name used in texts and files.
            pub fn id(self) -> &'static str {
                match self { $($name::$variant => $id,)* }
            }
        }
    };
}

questions! {
    /// Questions about the household as a whole, in the order of the conversation.
    HouseholdQuestion {
        /// Where the hukou is.
        HukouPlace = "hukou-place",
        /// Urban or rural.
        Residence = "residence",
        /// Where the applicant lives now, or where the emergency happened.
        CurrentPlace = "current-place",
        /// Who lives together.
        Members = "members",
        /// Which help the household already has.
        Receives = "receives",
        /// What happened suddenly.
        Event = "event",
        /// When it happened.
        EventDate = "event-date",
        /// Whether basic living is seriously affected now.
        LivingAffected = "living-affected",
        /// For how many months somebody out of work has had no income.
        MonthsWithoutIncome = "months-without-income",
        /// Whether unemployment insurance covers that person.
        UnemploymentInsured = "unemployment-insured",
        /// Why a graduate is out of work.
        Graduate = "graduate",
        /// Wages.
        Wages = "wages",
        /// Farming and business.
        Business = "business",
        /// Pensions, support, benefits.
        Transfer = "transfer",
        /// The centrally set basic pension.
        BasicPension = "basic-pension",
        /// The old-age allowance.
        ElderAllowance = "elder-allowance",
        /// Rent, interest, dividends.
        PropertyIncome = "property-income",
        /// Whatever else came in.
        OtherIncome = "other-income",
        /// Tax, insurance and support paid.
        TransferPaid = "transfer-paid",
        /// For how many months the job has lasted that lifted the income.
        MonthsSinceJob = "months-since-job",
        /// Medical costs.
        Medical = "medical",
        /// Schooling.
        Education = "education",
        /// Rehabilitation and devices.
        Rehabilitation = "rehabilitation",
        /// Other recognised spending.
        OtherExpense = "other-expense",
        /// Whether spending has risen beyond what the household can bear.
        SpendingSurge = "spending-surge",
        /// How long the hardship will last.
        HardshipMonths = "hardship-months",
        /// Savings and the like.
        Financial = "financial",
        /// How many vehicles.
        Vehicles = "vehicles",
        /// What they are worth.
        VehicleValue = "vehicle-value",
        /// How many homes.
        Homes = "homes",
        /// Shops and the like.
        NonResidential = "non-residential",
        /// Registered capital.
        RegisteredCapital = "registered-capital",
        /// A dear purchase lately.
        LargePurchase = "large-purchase",
        /// A dear private school or study abroad.
        CostlySchool = "costly-school",
        /// The local dibao standard.
        LocalStandard = "local-standard",
        /// The local income per person.
        LocalIncomePerPerson = "local-income-per-person",
    }
}

questions! {
    /// Questions about one member, in the order of the conversation.
    MemberQuestion {
        /// What the person is to the applicant.
        Relation = "relation",
        /// Age in full years.
        Age = "age",
        /// Lives together for good.
        LivesTogether = "lives-together",
        /// What the person studies.
        Student = "student",
        /// What the person works.
        Work = "work",
        /// What the disability certificate says.
        Disability = "disability",
        /// How ill the person is.
        Illness = "illness",
        /// Away in a way that the law names.
        Absence = "absence",
        /// Kept by a sibling or a person aged 60 or over.
        KeptBySiblingOrElder = "kept-by-sibling-or-elder",
        /// What the person alone takes in.
        OwnIncome = "own-income",
        /// Which acts of daily life the person cannot do alone.
        SelfCare = "self-care",
        /// Whether somebody must support the person, and can.
        Supporters = "supporters",
    }
}

macro_rules! amounts {
    ($($part:ident: $kind:ident { $($asked:ident = $field:ident,)* })*) => {
        $(impl $kind {
            /// Each amount with the question that asks for it.
            pub fn items_mut(&mut self) -> [(HouseholdQuestion, &mut Option<Amount>); [$(HouseholdQuestion::$asked),*].len()] {
                [$((HouseholdQuestion::$asked, &mut self.$field)),*]
            }
        })*

        impl Case {
            /// The income or expense that answers the question, if it asks for one and is answered.
            pub fn amount(&self, asked: HouseholdQuestion) -> Option<Amount> {
                match asked {
                    $($(HouseholdQuestion::$asked => self.$part.$field,)*)*
                    _ => None,
                }
            }

            /// Where the answer to the question is kept, if it asks for an income or expense.
            pub fn amount_mut(&mut self, asked: HouseholdQuestion) -> Option<&mut Option<Amount>> {
                match asked {
                    $($(HouseholdQuestion::$asked => Some(&mut self.$part.$field),)*)*
                    _ => None,
                }
            }
        }
    };
}

amounts! {
    income: Income {
        Wages = wages,
        Business = business,
        PropertyIncome = property,
        Transfer = transfer,
        OtherIncome = other,
        TransferPaid = transfer_paid,
        BasicPension = basic_pension,
        ElderAllowance = elder_allowance,
    }
    expenses: Expenses {
        Medical = medical,
        Education = education,
        Rehabilitation = rehabilitation,
        OtherExpense = other,
    }
}

impl Question {
    /// The name used in texts and files; the member's number is not part of it.
    pub fn id(self) -> &'static str {
        match self {
            Question::Household(question) => question.id(),
            Question::Member(_, question) => question.id(),
        }
    }
}

impl From<HouseholdQuestion> for Question {
    fn from(question: HouseholdQuestion) -> Question {
        Question::Household(question)
    }
}

/// A set of questions: one bit for each of the household's, and for each member one for each of the member's.
///
/// Whatever is worked out carries such a set, so that it is made of whole words.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Questions {
    household: u64,
    members: [u64; MOST_MEMBERS / MEMBERS_A_WORD],
}

const BITS_A_MEMBER: usize = MemberQuestion::ALL.len();
const MEMBERS_A_WORD: usize = u64::BITS as usize / BITS_A_MEMBER;
const _: () = assert!(MOST_MEMBERS.is_multiple_of(MEMBERS_A_WORD));

impl Questions {
    /// No question.
    pub const NONE: Questions = Questions { household: 0, members: [0; MOST_MEMBERS / MEMBERS_A_WORD] };

    /// Just this one.
    pub fn one(question: impl Into<Question>) -> Questions {
        let mut set = Questions::NONE;
        match question.into() {
            Question::Household(question) => set.household = 1 << question as u8,
            Question::Member(member, question) => {
                let member = usize::from(member);
                if let Some(word) = set.members.get_mut(member / MEMBERS_A_WORD) {
                    *word = 1 << (member % MEMBERS_A_WORD * BITS_A_MEMBER + question as usize);
                }
            }
        }
        set
    }

    /// All in either set.
    #[must_use]
    #[inline]
    pub fn and(mut self, other: Questions) -> Questions {
        self.household |= other.household;
        for (mine, theirs) in self.members.iter_mut().zip(other.members) {
            *mine |= theirs;
        }
        self
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.members.iter().fold(self.household, |any, word| any | word) == 0
    }

    /// Whether the question is in the set.
    pub fn contains(self, question: Question) -> bool {
        match question {
            Question::Household(question) => self.household >> question as u8 & 1 == 1,
            Question::Member(member, question) => self.of_member(usize::from(member)) >> question as u8 & 1 == 1,
        }
    }

    /// The bits of one member, the lowest first; further ones belong to the next.
    fn of_member(self, member: usize) -> u64 {
        let word = self.members.get(member / MEMBERS_A_WORD).copied().unwrap_or_default();
        word >> (member % MEMBERS_A_WORD * BITS_A_MEMBER)
    }

    /// The questions in the order of the conversation: the household's, with who the members are after
    /// [`HouseholdQuestion::Members`] and what they live on after the income of all.
    pub fn iter(self) -> std::vec::IntoIter<Question> {
        let mut asked = Vec::new();
        let household = |asked: &mut Vec<Question>, part: &[HouseholdQuestion]| {
            let told = part.iter().filter(|question| self.household >> **question as u8 & 1 == 1);
            asked.extend(told.map(|question| Question::Household(*question)));
        };
        let members = |asked: &mut Vec<Question>, part: &[MemberQuestion]| {
            for index in 0..MOST_MEMBERS {
                let bits = self.of_member(index);
                let told = part.iter().filter(|question| bits >> **question as u8 & 1 == 1);
                asked.extend(told.map(|question| Question::Member(index as u8, *question)));
            }
        };
        let (first, rest) = HouseholdQuestion::ALL.split_at(HouseholdQuestion::Members as usize + 1);
        let (income, last) = rest.split_at(HouseholdQuestion::Medical as usize - first.len());
        let (who, living) = MemberQuestion::ALL.split_at(MemberQuestion::KeptBySiblingOrElder as usize);
        household(&mut asked, first);
        members(&mut asked, who);
        household(&mut asked, income);
        members(&mut asked, living);
        household(&mut asked, last);
        asked.into_iter()
    }
}

impl fmt::Debug for Questions {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.debug_set().entries(self.iter().map(Question::id)).finish()
    }
}
