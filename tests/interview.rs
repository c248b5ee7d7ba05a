//! The interview without a browser: what is asked, what is kept, what follows from an answer.

use std::path::Path;
use std::sync::OnceLock;

use jiuzhu_engine::case::{Amount, CurrentPlace, Disability, Event, RegionCode, Student, Work};
use jiuzhu_engine::{Date, HouseholdQuestion as Ask, MemberQuestion as AskOf, Money, Programme, Range, Rulebook};
use jiuzhu_selfcheck::interview::draft::Part;
use jiuzhu_selfcheck::interview::places;
use jiuzhu_selfcheck::interview::state::{Action, Destination, Screen, State, Urgent};
use jiuzhu_selfcheck::interview::step::{BELONGINGS, CIRCUMSTANCES, Chapter, EXPENSE_KINDS, INCOME_KINDS, Step};

const TODAY: Date = Date::literal(2026, 11, 21);
const XIAHE: &str = "623027";

fn rules() -> Rulebook {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bytes = BYTES.get_or_init(|| xtask::rules::compile(root).expect("the rules compile"));
    Rulebook::from_bytes(bytes).expect("the rules can be read")
}

/// A person at the page.
struct Citizen(State);

impl Citizen {
    fn new() -> Citizen {
        Citizen(State::new(Box::leak(Box::new(rules())), TODAY))
    }

    fn does(&mut self, action: Action) -> &mut Citizen {
        self.0 = self.0.after(action);
        self
    }

    fn begins(&mut self) -> &mut Citizen {
        self.does(Action::Go(Destination::Begin))
    }

    fn types(&mut self, part: Part, text: &str) -> &mut Citizen {
        let step = self.step();
        self.does(Action::Type(step, part, text.to_owned()))
    }

    fn chooses(&mut self, part: Part, option: usize) -> &mut Citizen {
        let step = self.step();
        self.does(Action::Choose(step, part, option))
    }

    fn ticks(&mut self, option: usize, options: usize) -> &mut Citizen {
        let step = self.step();
        self.does(Action::Tick(step, option, options))
    }

    fn goes_on(&mut self) -> &mut Citizen {
        let step = self.step();
        self.does(Action::Submit(step))
    }

    fn skips(&mut self) -> &mut Citizen {
        let step = self.step();
        self.does(Action::Skip(step))
    }

    fn visits(&mut self, step: Step) -> &mut Citizen {
        self.does(Action::Go(Destination::Screen(Screen::Question(step))))
    }

    fn step(&self) -> Step {
        match self.0.screen {
            Screen::Question(step) => step,
            other => panic!("no question, but {other:?}"),
        }
    }

    fn problem(&self) -> &str {
        match &self.0.problems[..] {
            [problem] => problem.key,
            other => panic!("not one problem, but {other:?}"),
        }
    }

    /// Somebody of 43 with a wife of 41 in Xiahe's countryside.
    fn with_household() -> Citizen {
        let mut citizen = Citizen::new();
        citizen.begins();
        let step = citizen.step();
        citizen.does(Action::Pick(step, RegionCode::parse(XIAHE))).goes_on();
        citizen.visits(Step::Ask(Ask::Residence)).chooses(Part::Choice, 1).goes_on();
        citizen.visits(Step::Ask(Ask::CurrentPlace)).chooses(Part::Choice, 0).goes_on();
        citizen.visits(Step::Person(0)).types(Part::Age, "43").goes_on();
        citizen.visits(Step::Person(1)).chooses(Part::Relation, 0).types(Part::Age, "４１岁").goes_on();
        assert_eq!(citizen.step(), Step::Ask(Ask::Members));
        citizen.goes_on();
        citizen
    }
}

#[test]
fn the_interview_starts_with_the_place_and_the_people() {
    let mut citizen = Citizen::new();
    assert_eq!(citizen.begins().step(), Step::Ask(Ask::HukouPlace));
    citizen.skips();
    assert_eq!(citizen.step(), Step::Ask(Ask::Residence));
    while citizen.step() != Step::Person(0) {
        assert_eq!(citizen.step().chapter(), Chapter::Place);
        citizen.skips();
    }
    citizen.types(Part::Age, "30").goes_on();
    assert_eq!(citizen.step(), Step::Ask(Ask::Members));
}

#[test]
fn people_become_members_only_once_the_list_is_complete() {
    let mut citizen = Citizen::new();
    citizen.begins();
    citizen.visits(Step::Person(0)).types(Part::Age, "43").goes_on();
    assert_eq!(citizen.0.answers.case.members, None, "one person is not yet the household");
    citizen.visits(Step::Ask(Ask::Members)).goes_on();
    assert_eq!(citizen.0.answers.case.members.as_ref().map(Vec::len), Some(1));
}

#[test]
fn a_child_under_age_is_a_pupil_without_being_asked() {
    let mut citizen = Citizen::with_household();
    citizen.visits(Step::Person(2)).chooses(Part::Relation, 1).types(Part::Age, "8").chooses(Part::Lives, 0).goes_on();
    let child = &citizen.0.answers.people[2];
    assert_eq!((child.age, child.work, child.student), (Some(8), Some(Work::Pupil), None));
    citizen.visits(Step::Person(2)).types(Part::Age, "18").goes_on();
    assert_eq!(citizen.0.answers.people[2].work, None, "what followed from the age goes with it");
}

#[test]
fn what_is_not_ticked_is_nothing_and_what_is_ticked_is_asked() {
    let mut citizen = Citizen::with_household();
    citizen.visits(Step::IncomeKinds);
    let count = INCOME_KINDS.len();
    citizen.ticks(0, count).ticks(1, count).goes_on();
    let income = &citizen.0.answers.case.income;
    assert_eq!((income.wages, income.business), (None, None));
    assert_eq!(income.property.map(|amount| amount.range), Some(Range::ZERO));
    citizen.visits(Step::Ask(Ask::Wages)).types(Part::Exact, "１，２００").goes_on();
    assert_eq!(citizen.0.answers.case.income.wages, Some(Amount::monthly(Money::from_yuan(1200))));
    citizen.visits(Step::Ask(Ask::Business)).types(Part::Exact, "9000").goes_on();
    assert_eq!(citizen.0.answers.case.income.business, Some(Amount::yearly(Money::from_yuan(9000))));
}

#[test]
fn unticking_and_ticking_again_brings_the_amount_back() {
    let mut citizen = Citizen::with_household();
    let count = INCOME_KINDS.len();
    citizen.visits(Step::IncomeKinds).ticks(0, count).goes_on();
    citizen.visits(Step::Ask(Ask::Wages)).types(Part::Exact, "1200").goes_on();
    citizen.visits(Step::IncomeKinds).ticks(count, count).goes_on();
    assert_eq!(citizen.0.answers.case.income.wages.map(|amount| amount.range), Some(Range::ZERO));
    citizen.visits(Step::IncomeKinds).ticks(0, count).goes_on();
    assert_eq!(citizen.0.answers.case.income.wages, Some(Amount::monthly(Money::from_yuan(1200))));
}

#[test]
fn none_of_these_and_the_others_exclude_each_other() {
    let mut citizen = Citizen::with_household();
    let (step, count) = (Step::Belongings, BELONGINGS.len());
    citizen.visits(step).ticks(0, count).ticks(2, count).ticks(count, count);
    assert_eq!(citizen.0.answers.drafts.ticks(step, Part::Choice), Some(1 << count));
    citizen.ticks(1, count);
    assert_eq!(citizen.0.answers.drafts.ticks(step, Part::Choice), Some(1 << 1));
    citizen.ticks(1, count).goes_on();
    assert_eq!(citizen.problem(), "nothing-ticked");
}

#[test]
fn an_empty_list_of_belongings_says_what_is_not_owned() {
    let mut citizen = Citizen::with_household();
    citizen.visits(Step::Belongings).ticks(BELONGINGS.len(), BELONGINGS.len()).goes_on();
    let property = &citizen.0.answers.case.property;
    assert_eq!((property.vehicles, property.non_residential), (Some(0), Some(false)));
    assert_eq!(property.registered_capital, Some(Range::ZERO));
    assert_eq!(property.financial, None, "savings are asked for on their own");
}

#[test]
fn unknown_is_never_zero() {
    let mut citizen = Citizen::with_household();
    citizen.visits(Step::IncomeKinds).ticks(INCOME_KINDS.len(), INCOME_KINDS.len()).goes_on();
    citizen.visits(Step::IncomeKinds).skips();
    assert_eq!(citizen.0.answers.case.income, Default::default());
    citizen.visits(Step::ExpenseKinds).ticks(0, EXPENSE_KINDS.len()).goes_on();
    citizen.visits(Step::Ask(Ask::Medical)).types(Part::Exact, "100").goes_on();
    citizen.visits(Step::Ask(Ask::Medical)).skips();
    assert_eq!(citizen.0.answers.case.expenses.medical, None);
    assert_eq!(citizen.0.answers.drafts.text(Step::Ask(Ask::Medical), Part::Exact), "100", "what was typed is kept");
}

#[test]
fn circumstances_lead_to_their_details() {
    let mut citizen = Citizen::with_household();
    let count = CIRCUMSTANCES.len();
    citizen.visits(Step::Circumstances(1)).ticks(0, count).ticks(1, count).goes_on();
    let wife = &citizen.0.answers.people[1];
    assert_eq!((wife.student, wife.disability), (None, None));
    assert_eq!((wife.illness.is_some(), wife.absence.is_some()), (true, true));
    citizen.visits(Step::Of(1, AskOf::Disability)).chooses(Part::Kind, 3).goes_on();
    assert_eq!(citizen.problem(), "no-grade");
    citizen.chooses(Part::Grade, 1).goes_on();
    assert!(matches!(citizen.0.answers.people[1].disability, Some(Disability::Certified { .. })));
    citizen.visits(Step::Of(1, AskOf::Student)).chooses(Part::Choice, 3).goes_on();
    let wife = &citizen.0.answers.people[1];
    assert_eq!((wife.student, wife.work), (Some(Student::Undergraduate), Some(Work::Pupil)));
}

#[test]
fn what_followed_from_being_at_school_goes_with_it() {
    for at_school in [Step::Of(1, AskOf::Student), Step::Circumstances(1)] {
        let mut citizen = Citizen::with_household();
        citizen.visits(Step::Circumstances(1)).ticks(0, CIRCUMSTANCES.len()).goes_on();
        citizen.visits(Step::Of(1, AskOf::Student)).chooses(Part::Choice, 3).goes_on();
        assert_eq!(citizen.0.answers.people[1].work, Some(Work::Pupil));
        citizen.visits(at_school).skips();
        let wife = &citizen.0.answers.people[1];
        assert_eq!((wife.student, wife.work), (None, None), "{at_school:?}");
    }
}

#[test]
fn who_is_at_school_is_so_even_if_the_work_was_left_open() {
    let work = |citizen: &mut Citizen| {
        citizen.visits(Step::Of(1, AskOf::Work)).chooses(Part::Choice, 0).skips();
    };
    let school = |citizen: &mut Citizen| {
        citizen.visits(Step::Of(1, AskOf::Student)).chooses(Part::Choice, 3).goes_on();
    };
    for order in [[&work, &school as &dyn Fn(&mut Citizen)], [&school, &work]] {
        let mut citizen = Citizen::with_household();
        order.iter().for_each(|tell| tell(&mut citizen));
        assert_eq!(citizen.0.answers.people[1].work, Some(Work::Pupil));
    }
}

#[test]
fn where_somebody_lives_is_asked_again_once_the_hukou_is_unknown() {
    let mut citizen = Citizen::with_household();
    let current = Step::Ask(Ask::CurrentPlace);
    citizen.visits(Step::Ask(Ask::HukouPlace)).skips();
    assert_eq!(citizen.0.answers.case.place.current, None);
    assert!(!citizen.0.answers.is_answered(current));
    citizen.visits(Step::Ask(Ask::HukouPlace)).goes_on();
    citizen.visits(current).goes_on();
    assert_eq!(citizen.0.answers.case.place.current, Some(CurrentPlace::AtHukou), "what was chosen still stands there");
}

#[test]
fn a_ticked_amount_that_cannot_be_read_any_more_is_asked_again() {
    let mut citizen = Citizen::with_household();
    let wages = Step::Ask(Ask::Wages);
    citizen.visits(Step::IncomeKinds).ticks(0, INCOME_KINDS.len()).goes_on();
    citizen.visits(wages).types(Part::Exact, "1200").goes_on();
    citizen.visits(wages).types(Part::Exact, "1200 or so");
    citizen.visits(Step::IncomeKinds).goes_on();
    assert_eq!(citizen.0.answers.case.income.wages, None);
    assert!(!citizen.0.answers.is_answered(wages));
}

#[test]
fn mistakes_are_named_and_what_was_typed_is_kept() {
    let mut citizen = Citizen::with_household();
    let wages = Step::Ask(Ask::Wages);
    for (typed, key) in [
        ("", "money-empty"),
        ("abc", "money-not-a-number"),
        ("-5", "money-negative"),
        ("1.005", "money-too-precise"),
        ("1000000001", "money-too-large"),
    ] {
        citizen.visits(wages).types(Part::Exact, typed).goes_on();
        assert_eq!(citizen.problem(), key, "{typed}");
        assert_eq!(citizen.0.answers.drafts.text(wages, Part::Exact), typed);
        assert_eq!(citizen.step(), wages);
    }
    citizen.chooses(Part::Roughly, 0).types(Part::Low, "300").types(Part::High, "200").goes_on();
    assert_eq!(citizen.problem(), "range-reversed");
    assert!(citizen.0.problems[0].message().contains("300") && citizen.0.problems[0].message().contains("200"));
    citizen.types(Part::High, "").types(Part::Low, "").goes_on();
    assert_eq!(citizen.0.problems.len(), 2);
    citizen.types(Part::Low, "200").types(Part::High, "300").goes_on();
    let wages = citizen.0.answers.case.income.wages.unwrap().range;
    assert_eq!((wages.low(), wages.high()), (Money::from_yuan(200), Some(Money::from_yuan(300))));
}

#[test]
fn ages_are_whole_years_up_to_130() {
    let mut citizen = Citizen::new();
    citizen.begins().visits(Step::Person(0));
    for (typed, key) in [
        ("", "age-empty"),
        ("3.5", "age-not-whole"),
        ("abc", "age-not-whole"),
        ("131", "age-too-old"),
        ("-1", "age-not-whole"),
    ] {
        citizen.types(Part::Age, typed).goes_on();
        assert_eq!(citizen.problem(), key, "{typed}");
    }
    citizen.types(Part::Age, "１３０").goes_on();
    assert_eq!(citizen.0.answers.people[0].age, Some(130));
    citizen.visits(Step::Person(0)).chooses(Part::AgeUnknown, 0).goes_on();
    assert_eq!(citizen.0.answers.people[0].age, None);
}

#[test]
fn days_lie_between_the_first_rules_and_a_year_from_today() {
    let mut citizen = Citizen::new();
    citizen.begins().visits(Step::Ask(Ask::EventDate));
    for ((year, month, day), key) in [
        (("2026", "2", "30"), "day-not-real"),
        (("2026", "", "1"), "day-empty"),
        (("2014", "4", "30"), "day-too-early"),
        (("2027", "11", "22"), "day-too-late"),
    ] {
        citizen.types(Part::Year, year).types(Part::Month, month).types(Part::Day, day).goes_on();
        assert_eq!(citizen.problem(), key);
    }
    citizen.types(Part::Year, "２０２６").types(Part::Month, "11").types(Part::Day, "1").goes_on();
    assert_eq!(citizen.0.answers.case.hardship.event_date, Date::new(2026, 11, 1));
}

#[test]
fn no_more_people_than_the_engine_takes() {
    let mut citizen = Citizen::with_household();
    for member in 2..20 {
        citizen.visits(Step::Person(member)).chooses(Part::Relation, 1).types(Part::Age, "5").chooses(Part::Lives, 0);
        citizen.goes_on();
    }
    assert_eq!(citizen.0.answers.people.len(), 20);
    citizen.visits(Step::Person(20)).chooses(Part::Relation, 1).types(Part::Age, "5").chooses(Part::Lives, 0).goes_on();
    assert_eq!(citizen.problem(), "too-many-people");
    assert_eq!(citizen.0.answers.people.len(), 20);
}

#[test]
fn taking_a_person_off_moves_the_answers_of_the_others_with_them() {
    let mut citizen = Citizen::with_household();
    citizen.visits(Step::Person(2)).chooses(Part::Relation, 2).types(Part::Age, "72").chooses(Part::Lives, 0).goes_on();
    citizen.visits(Step::Of(2, AskOf::Work)).chooses(Part::Choice, 7).goes_on();
    citizen.does(Action::Remove(1));
    let people = &citizen.0.answers.people;
    assert_eq!((people.len(), people[1].age, people[1].work), (2, Some(72), Some(Work::Retired)));
    assert!(citizen.0.answers.is_answered(Step::Of(1, AskOf::Work)));
    assert_eq!(citizen.0.answers.case.members.as_ref().map(Vec::len), Some(2));
    citizen.does(Action::Remove(0));
    assert_eq!(citizen.0.answers.people.len(), 2, "the applicant stays");
}

#[test]
fn going_back_and_forth_loses_nothing() {
    let mut citizen = Citizen::with_household();
    let before = citizen.0.answers.clone();
    for hash in ["/", "/q/hukou-place", "/q/person-2", "/answers", "/result", "/q/members"] {
        citizen.does(Action::Go(Destination::from_hash(hash).unwrap()));
        assert_eq!(citizen.0.screen.hash(), hash);
    }
    assert_eq!(citizen.0.answers, before);
    assert_eq!(Destination::from_hash("/q/no-such-question"), None);
}

#[test]
fn an_address_of_somebody_not_listed_leads_to_the_next_question() {
    let mut citizen = Citizen::new();
    citizen.does(Action::Go(Destination::from_hash("/q/work-5").unwrap()));
    assert_eq!(citizen.step(), Step::Ask(Ask::HukouPlace));
}

#[test]
fn changing_an_answer_leads_back_to_the_list_and_keeps_the_rest() {
    let mut citizen = Citizen::with_household();
    citizen.visits(Step::Ask(Ask::Financial)).types(Part::Exact, "3000").goes_on();
    citizen.does(Action::Go(Destination::Screen(Screen::Answers)));
    citizen.does(Action::Edit(Step::Ask(Ask::Residence))).chooses(Part::Choice, 0).goes_on();
    assert_eq!(citizen.0.screen, Screen::Answers);
    assert_eq!(citizen.0.answers.case.property.financial, Some(Range::exactly(Money::from_yuan(3000))));
}

#[test]
fn an_emergency_is_asked_about_first_and_leads_straight_to_the_result() {
    let mut citizen = Citizen::new();
    citizen.does(Action::Go(Destination::BeginUrgent));
    assert_eq!(citizen.step(), Step::Ask(Ask::Event));
    citizen.chooses(Part::Choice, 3).goes_on();
    assert_eq!(citizen.0.answers.case.hardship.event, Some(Event::Fire));
    assert_eq!(citizen.step(), Step::Ask(Ask::EventDate));
    citizen.types(Part::Year, "2026").types(Part::Month, "11").types(Part::Day, "20").goes_on();
    assert_eq!(citizen.step(), Step::Ask(Ask::LivingAffected));
    citizen.chooses(Part::Choice, 0).goes_on();
    let place = citizen.step();
    assert_eq!(place, Step::Ask(Ask::CurrentPlace));
    citizen.goes_on();
    assert_eq!(citizen.problem(), "place-empty");
    let code = RegionCode::parse(XIAHE);
    citizen.does(Action::Pick(place, code)).goes_on();
    assert_eq!(citizen.0.answers.case.place.current, code.map(CurrentPlace::Elsewhere));
    assert_eq!((citizen.0.screen, citizen.0.urgent), (Screen::Result, Urgent::Asked));
    let finding = citizen.0.assessment.finding(Programme::TemporaryEmergency);
    assert_eq!(finding.verdict, jiuzhu_engine::Verdict::Likely);
    citizen.does(Action::Continue);
    assert_eq!(citizen.step(), Step::Ask(Ask::HukouPlace));
}

#[test]
fn without_an_emergency_the_usual_questions_follow() {
    let mut citizen = Citizen::new();
    citizen.does(Action::Go(Destination::BeginUrgent)).chooses(Part::Choice, 8).goes_on();
    assert_eq!((citizen.step(), citizen.0.urgent), (Step::Ask(Ask::HukouPlace), Urgent::No));
}

#[test]
fn skipping_everything_comes_to_an_end_and_names_at_most_what_was_left() {
    let mut citizen = Citizen::with_household();
    let mut left = usize::MAX;
    let mut asked = Vec::new();
    while let Screen::Question(step) = citizen.0.screen {
        assert!(!asked.contains(&step), "{step:?} is asked twice");
        asked.push(step);
        let now = citizen.0.most_left().expect("everybody is listed");
        assert!(now < left, "{step:?}: {now} left after {left}");
        left = now;
        citizen.skips();
    }
    assert_eq!(citizen.0.screen, Screen::Result);
}

#[test]
fn places_are_found_by_any_part_of_their_names() {
    let rulebook = rules();
    let names = |typed: &str| -> Vec<String> {
        let (found, _) = places::find(&rulebook, typed);
        found.into_iter().map(|code| places::full_name(&rulebook, code)).collect()
    };
    for typed in ["夏河", "甘南 夏河", "夏河县", "甘南夏河", "甘肃省甘南藏族自治州夏河县"] {
        assert_eq!(names(typed).first().map(String::as_str), Some("甘肃省 甘南藏族自治州 夏河县"), "{typed}");
    }
    assert!(names("甘南").first().is_some_and(|name| name.starts_with("甘肃省 甘南藏族自治州")));
    assert_eq!(names("不存在的地方"), Vec::<String>::new());
    assert_eq!(names("  "), Vec::<String>::new());
    assert!(places::find(&rulebook, "县").1, "there are more than are shown");
}

#[test]
fn every_place_can_be_reached_level_by_level() {
    let rulebook = rules();
    let mut reached = 0;
    for province in places::inside(&rulebook, None) {
        reached += 1;
        for second in places::inside(&rulebook, Some(province.code)) {
            reached += 1 + places::inside(&rulebook, Some(second.code)).len();
        }
    }
    let all = rulebook.regions.iter().filter(|region| region.code != RegionCode::COUNTRY).count();
    assert_eq!(reached, all);
}
