//! What has been answered so far: the engine's case, what is typed in every field, what was skipped, and what to ask next.
//!
//! Only what the person states becomes a fact. A kind left unticked on an answered list is stated to be nothing; a skipped
//! question stays unknown.

use jiuzhu_engine::case::{
    Absence, Amount, CurrentPlace, Disability, DisabilityGrade, DisabilityKind, Event, Graduate, Illness, Member,
    Period, Receives, Relation, Residence, Student, Supporters, Work,
};
use jiuzhu_engine::{
    Assessment, Case, Date, HouseholdQuestion as Ask, MemberQuestion as AskOf, Money, Question, Range,
};

use crate::interview::draft::{Drafts, Part, moved_up};
use crate::interview::form::{self, Form, Problem, Read};
use crate::interview::step::{BELONGINGS, CIRCUMSTANCES, EXPENSE_KINDS, INCOME_KINDS, Step};

/// From this age on a person may work for wages (劳动法 §15).
const WORKING_AGE: u8 = 16;

/// What a member may be to the applicant, in the order of [`form::RELATIONS`].
pub const RELATIONS: [Relation; 7] = [
    Relation::Spouse,
    Relation::Child,
    Relation::Parent,
    Relation::Grandparent,
    Relation::Grandchild,
    Relation::Sibling,
    Relation::OtherDependant,
];
/// What somebody at school studies, in the order in which it is asked.
pub const STUDENTS: [Student; 5] =
    [Student::Kindergarten, Student::Compulsory, Student::HighSchool, Student::Undergraduate, Student::Postgraduate];
/// What a member may work, in the order in which it is asked.
pub const WORKS: [Work; 8] = [
    Work::Employed,
    Work::SelfEmployed,
    Work::Farming,
    Work::Unemployed,
    Work::Unable,
    Work::Carer,
    Work::Pupil,
    Work::Retired,
];
/// How ill somebody who is ill may be, in the order in which it is asked.
pub const ILLNESSES: [Illness; 2] = [Illness::Serious, Illness::Major];
/// Why somebody may be away, in the order in which it is asked.
pub const ABSENCES: [Absence; 3] = [Absence::Detained, Absence::DeclaredMissing, Absence::ClergyThreeYears];
/// What may have happened, in the order in which it is asked.
pub const EVENTS: [Event; 9] = [
    Event::SuddenIllness,
    Event::TrafficAccident,
    Event::Injury,
    Event::Fire,
    Event::NaturalDisaster,
    Event::FamilyUpheaval,
    Event::Stranded,
    Event::Other,
    Event::None,
];
/// Who may have to support somebody, in the order in which it is asked.
pub const SUPPORTERS: [Supporters; 3] = [Supporters::None, Supporters::Unable, Supporters::Able];
/// The ticks that stand for an act of daily life each; the one after them says that all can be done alone.
const ACTS: u32 = 0b11_1111;
/// Why a graduate may be out of work, in the order in which it is asked.
pub const GRADUATES: [Graduate; 5] =
    [Graduate::None, Graduate::Illness, Graduate::Study, Graduate::FailedStartUp, Graduate::Other];
/// The kinds of disability, in the order of [`form::KINDS`].
pub const KINDS: [DisabilityKind; 7] = [
    DisabilityKind::Sight,
    DisabilityKind::Hearing,
    DisabilityKind::Speech,
    DisabilityKind::Physical,
    DisabilityKind::Intellectual,
    DisabilityKind::Mental,
    DisabilityKind::Multiple,
];
/// The grades of disability, in the order of [`form::GRADES`].
pub const GRADES: [DisabilityGrade; 4] =
    [DisabilityGrade::First, DisabilityGrade::Second, DisabilityGrade::Third, DisabilityGrade::Fourth];

/// What is asked first of somebody in an emergency.
const URGENT: [Ask; 4] = [Ask::Event, Ask::EventDate, Ask::LivingAffected, Ask::CurrentPlace];

/// The answers so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Answers {
    /// What the engine is asked about.
    pub case: Case,
    /// What stands in the fields.
    pub drafts: Drafts,
    /// Who has been listed, the applicant first; in the case only once the list is complete.
    pub people: Vec<Member>,
    answered: Vec<Step>,
    skipped: Vec<Step>,
}

impl Answers {
    /// No answers, on the given day.
    pub fn on(as_of: Date) -> Answers {
        Answers {
            case: Case::on(as_of),
            drafts: Drafts::default(),
            people: Vec::new(),
            answered: Vec::new(),
            skipped: Vec::new(),
        }
    }

    /// The answers that a case holds, as if they had been given screen by screen.
    pub fn of(case: Case) -> Answers {
        let people = case.members.clone().unwrap_or_default();
        let members = 0..u8::try_from(people.len()).unwrap_or(u8::MAX);
        let mut answers = Answers { people, ..Answers::on(case.as_of) };
        answers.case = case;
        let lists = [Step::IncomeKinds, Step::ExpenseKinds, Step::Belongings];
        let of_members = members.flat_map(|member| {
            let asked = AskOf::ALL.iter().map(move |ask| Step::alone(Question::Member(member, *ask)));
            asked.chain([Step::Circumstances(member)])
        });
        let steps: Vec<Step> = Ask::ALL.iter().map(|ask| Step::Ask(*ask)).chain(lists).chain(of_members).collect();
        for step in steps {
            if answers.restore_drafts(step).is_some() {
                mark(&mut answers.answered, step);
            }
        }
        answers
    }

    /// Fills the fields of a screen from the case; nothing if it does not hold the answer or the fields cannot show it.
    fn restore_drafts(&mut self, step: Step) -> Option<()> {
        let mut drafts = core::mem::take(&mut self.drafts);
        let filled = self.fill(&mut drafts, step);
        self.drafts = drafts;
        filled
    }

    fn fill(&self, drafts: &mut Drafts, step: Step) -> Option<()> {
        let case = &self.case;
        match step.form() {
            Form::Place => drafts.set_place(step, Some(case.place.hukou?)),
            Form::Current => {
                if let CurrentPlace::Elsewhere(place) = case.place.current? {
                    drafts.set_place(step, Some(place));
                }
                drafts.set_ticks(step, Part::Choice, 1 << self.told_choice(step)?);
            }
            Form::People => {
                case.members.as_ref()?;
            }
            Form::Person => {
                let person = self.people.get(usize::from(step.member()?))?;
                if let Some(relation) = RELATIONS.iter().position(|it| Some(*it) == person.relation) {
                    drafts.set_ticks(step, Part::Relation, 1 << relation);
                }
                if let Some(lives) = person.lives_together {
                    drafts.set_ticks(step, Part::Lives, 1 << u32::from(!lives));
                }
                match person.age {
                    Some(age) => drafts.set_text(step, Part::Age, age.to_string()),
                    None => drafts.set_ticks(step, Part::AgeUnknown, 1),
                }
            }
            Form::Certificate => {
                let (kind, grade) = self.told_certificate(step.member()?)?;
                drafts.set_ticks(step, Part::Kind, 1 << kind);
                drafts.set_ticks(step, Part::Grade, 1 << grade);
            }
            Form::Choice(ids) => {
                let choice = self.told_choice(step).filter(|choice| *choice < ids.len())?;
                drafts.set_ticks(step, Part::Choice, 1 << choice);
            }
            Form::Ticks(ids) => {
                let asked = on_list(step)?;
                let is_told = |question: &Question| self.is_told(*question);
                let known = asked.iter().enumerate().filter(|(_, question)| is_told(question));
                let known = known.fold(0, |known, (index, _)| known | 1 << index);
                let all = asked.iter().all(is_told);
                // Only one question stands behind the list of what the household receives.
                let ticks = self.told_ticks(step) & if all { u32::MAX } else { known };
                drafts.set_ticks(step, Part::Choice, if all && ticks == 0 { 1 << ids.len() } else { ticks });
                // Of a list that is told in part the rest is asked again.
                all.then_some(())?;
            }
            Form::Amount(_) | Form::Sum | Form::Figure(_) => {
                let (range, period) = self.told_amount(step)?;
                // On a list, nothing is told by not ticking it.
                let is_listed = |question: Question| {
                    Step::list_of(question).and_then(on_list).is_some_and(|list| list.contains(&question))
                };
                if range == Range::ZERO && matches!(step, Step::Ask(ask) if is_listed(ask.into())) {
                    return None;
                }
                if let Some(money) = range.exact() {
                    drafts.set_text(step, Part::Exact, money.to_string());
                } else {
                    drafts.set_text(step, Part::High, range.high()?.to_string());
                    drafts.set_text(step, Part::Low, range.low().to_string());
                    drafts.set_ticks(step, Part::Roughly, 1);
                }
                drafts.set_ticks(step, Part::Period, 1 << u32::from(period == Some(Period::Year)));
            }
            Form::Day => {
                let date = case.hardship.event_date?;
                drafts.set_text(step, Part::Year, date.year().to_string());
                drafts.set_text(step, Part::Month, date.month().to_string());
                drafts.set_text(step, Part::Day, date.day().to_string());
            }
            Form::Months => drafts.set_text(step, Part::Exact, self.told_months(step)?.to_string()),
        }
        Some(())
    }

    /// How many screens have been answered.
    pub fn count(&self) -> usize {
        self.answered.len()
    }

    /// Whether the screen has been answered.
    pub fn is_answered(&self, step: Step) -> bool {
        self.answered.contains(&step)
    }

    /// Whether the screen has been skipped.
    pub fn is_skipped(&self, step: Step) -> bool {
        self.skipped.contains(&step)
    }

    /// The screens that have been answered or skipped, in the order of the conversation.
    pub fn visited(&self) -> Vec<Step> {
        let mut steps: Vec<Step> = self.answered.iter().chain(&self.skipped).copied().collect();
        steps.sort_by_key(|step| (step.chapter(), step.member(), step.may_lead_to() == 0, *step));
        steps
    }

    /// Whether a screen can be shown: its member has been listed, or is the next one to be.
    pub fn can_show(&self, step: Step) -> bool {
        match step {
            Step::Person(member) => usize::from(member) <= self.people.len(),
            _ => step.member().is_none_or(|member| usize::from(member) < self.people.len()),
        }
    }

    /// Whether the list of people is complete.
    pub fn has_everyone(&self) -> bool {
        self.case.members.is_some()
    }

    /// The screen to show next, if anything is left that can still change something.
    pub fn next_step(&self, assessment: &Assessment) -> Option<Step> {
        let open = || self.open_questions(assessment).into_iter().filter_map(|question| self.step_for(question));
        let first = open().next()?;
        // Who is at school is not asked about work: the list that tells comes before.
        let before = match first {
            Step::Of(member, AskOf::Work) => open().find(|step| *step == Step::Circumstances(member)),
            _ => None,
        };
        before.or(Some(first))
    }

    /// The next screen for somebody in an emergency; `None` once all of it is asked or there is no emergency.
    pub fn next_urgent_step(&self) -> Option<Step> {
        if self.case.hardship.event == Some(Event::None) {
            return None;
        }
        URGENT.iter().find_map(|ask| self.step_for(Question::Household(*ask)))
    }

    /// How many screens may still follow at most; `None` while it is not known who lives together.
    pub fn most_left(&self, assessment: &Assessment) -> Option<usize> {
        if !self.has_everyone() {
            return None;
        }
        let mut steps: Vec<Step> = Vec::new();
        for question in self.open_questions(assessment) {
            // Several questions may stand on one screen.
            steps.extend(self.step_for(question).filter(|step| !steps.contains(step)));
        }
        Some(steps.iter().map(|step| 1 + step.may_lead_to()).sum())
    }

    /// What the engine would still ask; what only the place can tell comes last.
    fn open_questions(&self, assessment: &Assessment) -> Vec<Question> {
        let of_place = |question: &Question| {
            matches!(question, Question::Household(Ask::LocalStandard | Ask::LocalIncomePerPerson))
        };
        let (last, mut open): (Vec<Question>, Vec<Question>) =
            assessment.next.iter().chain(&assessment.sharpen).partition(|question| of_place(question));
        open.extend(last);
        open
    }

    /// The screen that would ask a question now; `None` if it has been answered or skipped.
    fn step_for(&self, question: Question) -> Option<Step> {
        if let Some(list) = Step::list_of(question) {
            if self.is_skipped(list) {
                return None;
            }
            if !self.is_answered(list) {
                return Some(list);
            }
        }
        let step = Step::alone(question);
        if step == Step::Ask(Ask::Members) && self.people.is_empty() {
            return Some(Step::Person(0));
        }
        (!self.is_skipped(step) && !self.is_answered(step)).then_some(step)
    }

    fn is_told(&self, question: Question) -> bool {
        let case = &self.case;
        match question {
            Question::Household(ask) => match ask {
                Ask::HukouPlace => case.place.hukou.is_some(),
                Ask::Residence => case.place.residence.is_some(),
                Ask::CurrentPlace => case.place.current.is_some(),
                Ask::Members => case.members.is_some(),
                Ask::Receives => case.receives.is_some(),
                Ask::Event => case.hardship.event.is_some(),
                Ask::EventDate => case.hardship.event_date.is_some(),
                Ask::LivingAffected => case.hardship.living_affected.is_some(),
                Ask::MonthsWithoutIncome => case.hardship.months_without_income.is_some(),
                Ask::Graduate => case.hardship.graduate.is_some(),
                Ask::MonthsSinceJob => case.hardship.months_since_job.is_some(),
                Ask::UnemploymentInsured => case.hardship.unemployment_insured.is_some(),
                Ask::SpendingSurge => case.hardship.spending_surge.is_some(),
                Ask::HardshipMonths => case.hardship.months.is_some(),
                Ask::Financial => case.property.financial.is_some(),
                Ask::Vehicles => case.property.vehicles.is_some(),
                Ask::VehicleValue => case.property.vehicle_value.is_some(),
                Ask::Homes => case.property.homes.is_some(),
                Ask::NonResidential => case.property.non_residential.is_some(),
                Ask::RegisteredCapital => case.property.registered_capital.is_some(),
                Ask::LargePurchase => case.property.large_purchase.is_some(),
                Ask::CostlySchool => case.property.costly_school.is_some(),
                Ask::LocalStandard => case.place.local_standard.is_some(),
                Ask::LocalIncomePerPerson => case.place.local_income_per_person.is_some(),
                ask => self.case.amount(ask).is_some(),
            },
            Question::Member(member, ask) => {
                let Some(member) = self.people.get(usize::from(member)) else {
                    return false;
                };
                match ask {
                    AskOf::Relation => member.relation.is_some(),
                    AskOf::Age => member.age.is_some(),
                    AskOf::LivesTogether => member.lives_together.is_some(),
                    AskOf::Student => member.student.is_some(),
                    AskOf::Work => member.work.is_some(),
                    AskOf::Disability => member.disability.is_some(),
                    AskOf::Illness => member.illness.is_some(),
                    AskOf::Absence => member.absence.is_some(),
                    AskOf::KeptBySiblingOrElder => member.kept_by_sibling_or_elder.is_some(),
                    AskOf::OwnIncome => member.own_income.is_some(),
                    AskOf::SelfCare => member.self_care_lost.is_some(),
                    AskOf::Supporters => member.supporters.is_some(),
                }
            }
        }
    }

    /// The option that a screen's answer stands for, by place in its list.
    pub fn told_choice(&self, step: Step) -> Option<usize> {
        fn place<T: PartialEq>(all: &[T], told: Option<T>) -> Option<usize> {
            told.and_then(|told| all.iter().position(|it| *it == told))
        }
        let Case { place: at, hardship, property, .. } = &self.case;
        let yes = |told: Option<bool>| told.map(|yes| usize::from(!yes));
        match step {
            Step::Ask(ask) => match ask {
                Ask::Residence => place(&[Residence::Urban, Residence::Rural], at.residence),
                Ask::CurrentPlace => at.current.map(|current| usize::from(current != CurrentPlace::AtHukou)),
                Ask::Event => place(&EVENTS, hardship.event),
                Ask::LivingAffected => yes(hardship.living_affected),
                Ask::Graduate => place(&GRADUATES, hardship.graduate),
                Ask::UnemploymentInsured => yes(hardship.unemployment_insured),
                Ask::SpendingSurge => yes(hardship.spending_surge),
                Ask::Vehicles => property.vehicles.and_then(|count| usize::from(count).checked_sub(1)),
                Ask::Homes => property.homes.and_then(|count| usize::from(count).checked_sub(2)),
                Ask::NonResidential => yes(property.non_residential),
                Ask::LargePurchase => yes(property.large_purchase),
                Ask::CostlySchool => yes(property.costly_school),
                _ => None,
            },
            Step::Of(member, ask) => {
                let person = self.people.get(usize::from(member))?;
                match ask {
                    AskOf::Student => place(&STUDENTS, person.student),
                    AskOf::Work => place(&WORKS, person.work),
                    AskOf::Illness => place(&ILLNESSES, person.illness),
                    AskOf::Absence => place(&ABSENCES, person.absence),
                    AskOf::Supporters => place(&SUPPORTERS, person.supporters),
                    AskOf::KeptBySiblingOrElder => yes(person.kept_by_sibling_or_elder),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The options that a list's answer stands for, one bit each; what is not known yet belongs to a ticked one.
    pub fn told_ticks(&self, step: Step) -> u32 {
        let bits = |has: &mut dyn Iterator<Item = bool>| {
            has.enumerate().fold(0, |sum, (index, has)| sum | u32::from(has) << index)
        };
        let is_something = |ask: &Ask| self.case.amount(*ask).is_none_or(|amount| amount.range != Range::ZERO);
        match step {
            Step::IncomeKinds => bits(&mut INCOME_KINDS.iter().map(is_something)),
            Step::ExpenseKinds => bits(&mut EXPENSE_KINDS.iter().map(is_something)),
            Step::Belongings => {
                let property = &self.case.property;
                let has = [
                    property.vehicles != Some(0),
                    property.homes.is_none_or(|homes| homes > 1),
                    property.non_residential != Some(false),
                    property.registered_capital != Some(Range::ZERO),
                    property.large_purchase != Some(false),
                    property.costly_school != Some(false),
                ];
                bits(&mut has.into_iter())
            }
            Step::Circumstances(member) => {
                let Some(person) = self.people.get(usize::from(member)) else {
                    return 0;
                };
                let has = [
                    person.student != Some(Student::None),
                    person.disability != Some(Disability::None),
                    person.illness != Some(Illness::None),
                    person.absence != Some(Absence::None),
                ];
                bits(&mut has.into_iter())
            }
            Step::Of(_, AskOf::SelfCare) => self.drafts.ticks(step, Part::Choice).unwrap_or_default() & ACTS,
            Step::Ask(Ask::Receives) => self.case.receives.map_or(0, Receives::ticks),
            _ => 0,
        }
    }

    /// The number of months that a screen's answer stands for.
    pub fn told_months(&self, step: Step) -> Option<u8> {
        let hardship = &self.case.hardship;
        match step {
            Step::Ask(Ask::HardshipMonths) => hardship.months,
            Step::Ask(Ask::MonthsSinceJob) => hardship.months_since_job,
            Step::Ask(Ask::MonthsWithoutIncome) => hardship.months_without_income,
            _ => None,
        }
    }

    /// The amount that a screen's answer stands for, with the time it covers where it has one.
    pub fn told_amount(&self, step: Step) -> Option<(Range, Option<Period>)> {
        let (place, property) = (&self.case.place, &self.case.property);
        let of_time = |amount: Amount| (amount.range, Some(amount.period));
        match step {
            Step::Of(member, AskOf::OwnIncome) => self.people.get(usize::from(member))?.own_income.map(of_time),
            Step::Ask(Ask::Financial) => property.financial.map(|range| (range, None)),
            Step::Ask(Ask::VehicleValue) => property.vehicle_value.map(|range| (range, None)),
            Step::Ask(Ask::RegisteredCapital) => property.registered_capital.map(|range| (range, None)),
            Step::Ask(Ask::LocalStandard) => {
                place.local_standard.map(|money| (Range::exactly(money), Some(Period::Month)))
            }
            Step::Ask(Ask::LocalIncomePerPerson) => {
                place.local_income_per_person.map(|money| (Range::exactly(money), Some(Period::Year)))
            }
            Step::Ask(ask) => self.case.amount(ask).map(of_time),
            _ => None,
        }
    }

    /// The certificate of a member, by the places of its kind and grade in their lists.
    pub fn told_certificate(&self, member: u8) -> Option<(usize, usize)> {
        match self.people.get(usize::from(member))?.disability? {
            Disability::None => None,
            Disability::Certified { kind, grade } => {
                let kind = KINDS.iter().position(|it| *it == kind)?;
                Some((kind, GRADES.iter().position(|it| *it == grade)?))
            }
        }
    }

    fn set_amount(&mut self, ask: Ask, amount: Option<Amount>) {
        if let Some(kept) = self.case.amount_mut(ask) {
            *kept = amount;
        }
    }

    /// Takes what stands in the fields of a screen as its answer.
    ///
    /// # Errors
    /// Everything that is wrong with the fields; the answer given before stands.
    pub fn take(&mut self, step: Step) -> Read<()> {
        self.write(step)?;
        mark(&mut self.answered, step);
        self.skipped.retain(|other| *other != step);
        self.follow(step);
        Ok(())
    }

    /// Leaves a screen without an answer: what it asks is unknown from now on.
    pub fn skip(&mut self, step: Step) {
        self.take_back(step);
        mark(&mut self.skipped, step);
        self.follow(step);
    }

    /// Makes unknown again what a screen told.
    fn take_back(&mut self, step: Step) {
        self.forget(step);
        self.answered.retain(|other| *other != step);
    }

    /// Takes a person off the list; the applicant stays.
    pub fn remove_person(&mut self, member: u8) {
        if member == 0 || usize::from(member) >= self.people.len() {
            return;
        }
        self.people.remove(usize::from(member));
        self.drafts.remove_member(member);
        for steps in [&mut self.answered, &mut self.skipped] {
            steps.retain(|step| step.member() != Some(member));
            for step in steps {
                *step = moved_up(*step, member);
            }
        }
        self.share_people();
    }

    /// Brings in line with a screen's answer what follows from it about its member, and the people in the case.
    ///
    /// Who is at school full time or too young to work is told to be so by the other answers; nobody is asked twice.
    fn follow(&mut self, step: Step) {
        if let Some(member) = step.member()
            && !self.is_answered(Step::Of(member, AskOf::Work))
            && let Some(person) = self.people.get_mut(usize::from(member))
        {
            person.work = work_by_the_rest(person);
        }
        self.share_people();
    }

    fn share_people(&mut self) {
        if self.is_answered(Step::Ask(Ask::Members)) {
            self.case.members = Some(self.people.clone());
        }
    }

    fn write(&mut self, step: Step) -> Read<()> {
        match step {
            Step::Person(member) => self.write_person(member),
            Step::Circumstances(member) => {
                let ticks = form::ticks(&self.drafts, step)?;
                self.write_circumstances(member, ticks);
                Ok(())
            }
            Step::IncomeKinds => self.write_kinds(step, &INCOME_KINDS),
            Step::ExpenseKinds => self.write_kinds(step, &EXPENSE_KINDS),
            Step::Belongings => {
                let ticks = form::ticks(&self.drafts, step)?;
                self.write_belongings(ticks);
                Ok(())
            }
            Step::Of(member, ask) => self.write_detail(member, ask),
            Step::Ask(ask) => self.write_household(ask),
        }
    }

    fn write_household(&mut self, ask: Ask) -> Read<()> {
        let step = Step::Ask(ask);
        let drafts = &self.drafts;
        let place_of = |step| {
            let nowhere = || vec![Problem::new(Part::Search, "place-empty", drafts.text(step, Part::Search))];
            drafts.place(step).ok_or_else(nowhere)
        };
        match step.form() {
            Form::Amount(_) => {
                let amount = Amount { range: form::range(drafts, step)?, period: form::period(drafts, step) };
                self.set_amount(ask, Some(amount));
                return Ok(());
            }
            Form::Sum => {
                let range = Some(form::range(drafts, step)?);
                let property = &mut self.case.property;
                match ask {
                    Ask::Financial => property.financial = range,
                    Ask::VehicleValue => property.vehicle_value = range,
                    _ => property.registered_capital = range,
                }
                return Ok(());
            }
            Form::Figure(_) => {
                let money = form::money(drafts, step, Part::Exact)?;
                let yearly = form::period(drafts, step) == Period::Year;
                let place = &mut self.case.place;
                if ask == Ask::LocalStandard {
                    place.local_standard = Some(if yearly { money.shared_by(12) } else { money });
                } else {
                    place.local_income_per_person = Some(if yearly { money } else { money * 12 });
                }
                return Ok(());
            }
            _ => {}
        }
        match ask {
            Ask::HukouPlace => self.case.place.hukou = Some(place_of(step)?),
            Ask::CurrentPlace => {
                let at_hukou = self.case.place.hukou.is_some() && form::choice(drafts, step, Part::Choice)? == 0;
                let current = if at_hukou { CurrentPlace::AtHukou } else { CurrentPlace::Elsewhere(place_of(step)?) };
                self.case.place.current = Some(current);
            }
            Ask::Members => {
                form::room_for(self.people.len())?;
                self.case.members = Some(self.people.clone());
            }
            Ask::Receives => self.case.receives = Some(Receives::ticked(form::ticks(drafts, step)?)),
            Ask::EventDate => self.case.hardship.event_date = Some(form::day(drafts, step, self.case.as_of)?),
            Ask::HardshipMonths => self.case.hardship.months = Some(form::months(drafts, step)?),
            Ask::MonthsSinceJob => self.case.hardship.months_since_job = Some(form::months(drafts, step)?),
            Ask::MonthsWithoutIncome => self.case.hardship.months_without_income = Some(form::months(drafts, step)?),
            _ => {
                let choice = form::choice(drafts, step, Part::Choice)?;
                let (yes, count) = (Some(choice == 0), u8::try_from(choice).unwrap_or(u8::MAX));
                let Case { place, hardship, property, .. } = &mut self.case;
                match ask {
                    Ask::Residence => {
                        place.residence = Some(if choice == 0 { Residence::Urban } else { Residence::Rural });
                    }
                    Ask::Event => hardship.event = Some(EVENTS[choice]),
                    Ask::LivingAffected => hardship.living_affected = yes,
                    Ask::Graduate => hardship.graduate = Some(GRADUATES[choice]),
                    Ask::UnemploymentInsured => hardship.unemployment_insured = yes,
                    Ask::SpendingSurge => hardship.spending_surge = yes,
                    Ask::Vehicles => property.vehicles = Some(count + 1),
                    Ask::Homes => property.homes = Some(count + 2),
                    Ask::NonResidential => property.non_residential = yes,
                    Ask::LargePurchase => property.large_purchase = yes,
                    Ask::CostlySchool => property.costly_school = yes,
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// What is not ticked is nothing; what is ticked is what was told about it, or open.
    fn write_kinds(&mut self, list: Step, kinds: &[Ask]) -> Read<()> {
        let ticks = form::ticks(&self.drafts, list)?;
        for (index, kind) in kinds.iter().enumerate() {
            if ticks >> index & 1 == 0 {
                self.set_amount(*kind, Some(Amount { range: Range::ZERO, period: Period::Year }));
            } else {
                self.restore(Step::Ask(*kind));
            }
        }
        Ok(())
    }

    fn write_belongings(&mut self, ticks: u32) {
        let has = |ask| BELONGINGS.iter().position(|it| *it == ask).is_some_and(|index| ticks >> index & 1 == 1);
        let property = &mut self.case.property;
        property.non_residential = Some(has(Ask::NonResidential));
        property.large_purchase = Some(has(Ask::LargePurchase));
        property.costly_school = Some(has(Ask::CostlySchool));
        if has(Ask::Vehicles) {
            self.restore(Step::Ask(Ask::Vehicles));
            self.restore(Step::Ask(Ask::VehicleValue));
        } else {
            self.case.property.vehicles = Some(0);
            self.case.property.vehicle_value = None;
        }
        if has(Ask::Homes) {
            self.restore(Step::Ask(Ask::Homes));
        } else {
            // The list asks for a second home: no or one home is the same to every rule.
            self.case.property.homes = Some(1);
        }
        if has(Ask::RegisteredCapital) {
            self.restore(Step::Ask(Ask::RegisteredCapital));
        } else {
            self.case.property.registered_capital = Some(Range::ZERO);
        }
    }

    /// What was told about a ticked thing before it was unticked counts again.
    fn restore(&mut self, step: Step) {
        if !self.is_answered(step) || self.write(step).is_err() {
            // What cannot be read as it stands there now is asked again.
            self.take_back(step);
        }
    }

    fn write_person(&mut self, member: u8) -> Read<()> {
        let (step, drafts) = (Step::Person(member), &self.drafts);
        let (relation, age, lives) = if member == 0 {
            (Relation::Applicant, form::age(drafts, step)?, Some(true))
        } else {
            form::room_for(usize::from(member) + 1)?;
            let relation = form::choice(drafts, step, Part::Relation).map(|index| RELATIONS[index]);
            let lives = match relation {
                Ok(Relation::Spouse) => Ok(None),
                _ => form::choice(drafts, step, Part::Lives).map(|index| Some(index == 0)),
            };
            let ((relation, age), lives) = form::both(form::both(relation, form::age(drafts, step)), lives)?;
            (relation, age, lives)
        };
        let index = usize::from(member);
        if index >= self.people.len() {
            self.people.push(Member::default());
        }
        if let Some(person) = self.people.get_mut(index) {
            (person.relation, person.age, person.lives_together) = (Some(relation), age, lives);
        }
        Ok(())
    }

    fn write_circumstances(&mut self, member: u8, ticks: u32) {
        if usize::from(member) >= self.people.len() {
            return;
        }
        for (index, ask) in CIRCUMSTANCES.into_iter().enumerate() {
            if ticks >> index & 1 == 1 {
                self.restore(Step::Of(member, ask));
                continue;
            }
            let person = &mut self.people[usize::from(member)];
            match ask {
                AskOf::Student => person.student = Some(Student::None),
                AskOf::Disability => person.disability = Some(Disability::None),
                AskOf::Illness => person.illness = Some(Illness::None),
                _ => person.absence = Some(Absence::None),
            }
        }
    }

    fn write_detail(&mut self, member: u8, ask: AskOf) -> Read<()> {
        let (step, drafts) = (Step::Of(member, ask), &self.drafts);
        let Some(person) = self.people.get_mut(usize::from(member)) else {
            return Ok(());
        };
        match ask {
            AskOf::OwnIncome => {
                let amount = Amount { range: form::range(drafts, step)?, period: form::period(drafts, step) };
                person.own_income = Some(amount);
            }
            AskOf::SelfCare => {
                let lost = form::ticks(drafts, step)? & ACTS;
                person.self_care_lost = u8::try_from(lost.count_ones()).ok();
            }
            AskOf::Disability => {
                let (kind, grade) = (form::choice(drafts, step, Part::Kind), form::choice(drafts, step, Part::Grade));
                let (kind, grade) = form::both(kind, grade)?;
                person.disability = Some(Disability::Certified { kind: KINDS[kind], grade: GRADES[grade] });
            }
            _ => {
                let choice = form::choice(drafts, step, Part::Choice)?;
                match ask {
                    AskOf::Student => person.student = Some(STUDENTS[choice]),
                    AskOf::Work => person.work = Some(WORKS[choice]),
                    AskOf::Illness => person.illness = Some(ILLNESSES[choice]),
                    AskOf::Absence => person.absence = Some(ABSENCES[choice]),
                    AskOf::KeptBySiblingOrElder => person.kept_by_sibling_or_elder = Some(choice == 0),
                    AskOf::Supporters => person.supporters = Some(SUPPORTERS[choice]),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn forget(&mut self, step: Step) {
        match step {
            Step::IncomeKinds => INCOME_KINDS.iter().for_each(|kind| self.set_amount(*kind, None)),
            Step::ExpenseKinds => EXPENSE_KINDS.iter().for_each(|kind| self.set_amount(*kind, None)),
            Step::Belongings => {
                let financial = self.case.property.financial;
                self.case.property = jiuzhu_engine::case::Property { financial, ..Default::default() };
            }
            Step::Circumstances(member) => {
                if let Some(person) = self.people.get_mut(usize::from(member)) {
                    (person.student, person.disability, person.illness, person.absence) = (None, None, None, None);
                }
            }
            Step::Person(_) => {}
            Step::Of(member, ask) => {
                let Some(person) = self.people.get_mut(usize::from(member)) else {
                    return;
                };
                match ask {
                    AskOf::Student => person.student = None,
                    AskOf::Work => person.work = None,
                    AskOf::Disability => person.disability = None,
                    AskOf::Illness => person.illness = None,
                    AskOf::Absence => person.absence = None,
                    AskOf::KeptBySiblingOrElder => person.kept_by_sibling_or_elder = None,
                    AskOf::OwnIncome => person.own_income = None,
                    AskOf::SelfCare => person.self_care_lost = None,
                    AskOf::Supporters => person.supporters = None,
                    AskOf::Relation | AskOf::Age | AskOf::LivesTogether => {}
                }
            }
            Step::Ask(ask) => {
                let Case { place, hardship, property, .. } = &mut self.case;
                match ask {
                    Ask::HukouPlace => {
                        place.hukou = None;
                        if place.current == Some(CurrentPlace::AtHukou) {
                            self.take_back(Step::Ask(Ask::CurrentPlace));
                        }
                    }
                    Ask::Residence => place.residence = None,
                    Ask::CurrentPlace => place.current = None,
                    Ask::LocalStandard => place.local_standard = None,
                    Ask::LocalIncomePerPerson => place.local_income_per_person = None,
                    Ask::Members => {}
                    Ask::Receives => self.case.receives = None,
                    Ask::Event => hardship.event = None,
                    Ask::EventDate => hardship.event_date = None,
                    Ask::LivingAffected => hardship.living_affected = None,
                    Ask::Graduate => hardship.graduate = None,
                    Ask::MonthsSinceJob => hardship.months_since_job = None,
                    Ask::MonthsWithoutIncome => hardship.months_without_income = None,
                    Ask::UnemploymentInsured => hardship.unemployment_insured = None,
                    Ask::SpendingSurge => hardship.spending_surge = None,
                    Ask::HardshipMonths => hardship.months = None,
                    Ask::Financial => property.financial = None,
                    Ask::Vehicles => property.vehicles = None,
                    Ask::VehicleValue => property.vehicle_value = None,
                    Ask::Homes => property.homes = None,
                    Ask::NonResidential => property.non_residential = None,
                    Ask::RegisteredCapital => property.registered_capital = None,
                    Ask::LargePurchase => property.large_purchase = None,
                    Ask::CostlySchool => property.costly_school = None,
                    ask => self.set_amount(ask, None),
                }
            }
        }
    }
}

/// What a member works, where age or school says so.
pub fn work_by_the_rest(person: &Member) -> Option<Work> {
    let young = person.age.is_some_and(|age| age < WORKING_AGE);
    let at_school = person.student.is_some_and(|student| student != Student::None);
    (young || at_school).then_some(Work::Pupil)
}

/// The questions that a list asks; which acts of daily life somebody cannot do alone, only its fields know.
fn on_list(list: Step) -> Option<Vec<Question>> {
    let household = |asks: &[Ask]| asks.iter().map(|ask| (*ask).into()).collect();
    Some(match list {
        Step::IncomeKinds => household(&INCOME_KINDS),
        Step::ExpenseKinds => household(&EXPENSE_KINDS),
        Step::Belongings => household(&BELONGINGS),
        Step::Ask(Ask::Receives) => household(&[Ask::Receives]),
        Step::Circumstances(member) => CIRCUMSTANCES.iter().map(|ask| Question::Member(member, *ask)).collect(),
        _ => return None,
    })
}

fn mark(steps: &mut Vec<Step>, step: Step) {
    if !steps.contains(&step) {
        steps.push(step);
    }
}

/// The amount typed on a screen as it stands, for the echo in words; `None` while it cannot be understood.
pub fn amount_typed(drafts: &Drafts, step: Step, part: Part) -> Option<Money> {
    Money::parse(drafts.text(step, part)).ok()
}
