//! How long the interview is for households as they are found in China: each answers screen by screen what the page asks.
//!
//! `JIUZHU_HOUSEHOLDS` sets how many are asked; `cargo xtask population` sets a hundred thousand and shows the report.

#[path = "support/population.rs"]
mod population;
use std::collections::BTreeMap;
use std::path::Path;
use std::thread;
use std::{array, env, mem};

use fastrand::Rng;
use jiuzhu_engine::assessment::{Figure, FigureOf, Used};
use jiuzhu_engine::case::{Amount, CurrentPlace, Disability, Member, Period, Relation, Residence};
use jiuzhu_engine::spoken::say;
use jiuzhu_engine::{
    Assessment, Case, Date, Finding, HouseholdQuestion as Ask, MemberQuestion as AskOf, Range, Rulebook, Verdict,
    assess,
};
use jiuzhu_selfcheck::interview::answers::{Answers, EVENTS, RELATIONS};
use jiuzhu_selfcheck::interview::draft::Part;
use jiuzhu_selfcheck::interview::step::{BELONGINGS, CIRCUMSTANCES, EXPENSE_KINDS, INCOME_KINDS, Step};
use jiuzhu_selftest::random;
use xtask::golden;

const TODAY: Date = Date::literal(2026, 11, 22);
/// After so many answers the share of decided verdicts is taken.
const EARLY: usize = 7;
/// Most households have no more people.
const SMALL: usize = 4;

/// Somebody at the page who knows everything about the household, but no figure of the place.
struct Citizen {
    case: Case,
    answers: Answers,
}

impl Citizen {
    fn new(mut case: Case) -> Citizen {
        let answers = Answers::on(case.as_of);
        // Whoever sits at the page is one of the household.
        case.members.get_or_insert_with(|| [Member::default()].into());
        Citizen { case, answers }
    }

    /// Fills in a screen and sends it, or skips it.
    fn answer(&mut self, step: Step) {
        let told = self.fill(step).and_then(|()| self.answers.take(step).ok());
        if told.is_none() {
            self.answers.skip(step);
        }
    }

    fn chooses(&mut self, step: Step, option: usize) -> Option<()> {
        self.ticks(step, Part::Choice, 1 << option)
    }

    fn ticks(&mut self, step: Step, part: Part, ticks: u32) -> Option<()> {
        self.answers.drafts.set_ticks(step, part, ticks);
        Some(())
    }

    fn types(&mut self, step: Step, part: Part, number: impl ToString) -> Option<()> {
        self.answers.drafts.set_text(step, part, number.to_string());
        Some(())
    }

    /// An amount over a time, or at one time, exactly or from the least to the most it may be.
    fn range(&mut self, step: Step, range: Range, period: Option<Period>) -> Option<()> {
        if let Some(period) = period {
            self.ticks(step, Part::Period, 1 << u32::from(period == Period::Year));
        }
        if let Some(exact) = range.exact() {
            return self.types(step, Part::Exact, exact);
        }
        self.ticks(step, Part::Roughly, 1);
        self.types(step, Part::Low, range.low());
        self.types(step, Part::High, range.high()?)
    }

    /// Ticks what applies, or that nothing does.
    fn list(&mut self, step: Step, has: &[bool]) -> Option<()> {
        let ticks = (0..has.len()).filter(|index| has[*index]).fold(0, |sum, index| sum | 1 << index);
        self.ticks(step, Part::Choice, if ticks == 0 { 1 << has.len() } else { ticks })
    }

    /// `None` if the household cannot say or the question does not apply to it.
    fn fill(&mut self, step: Step) -> Option<()> {
        let case = &self.case;
        match step {
            Step::Ask(ask) => self.fill_household(step, ask),
            Step::IncomeKinds => {
                let has = INCOME_KINDS.map(|ask| !amount(case, ask).is_some_and(is_nothing));
                self.list(step, &has)
            }
            Step::ExpenseKinds => {
                let has = EXPENSE_KINDS.map(|ask| !amount(case, ask).is_some_and(is_nothing));
                self.list(step, &has)
            }
            Step::Belongings => {
                let has = BELONGINGS.map(|ask| owns(case, ask));
                self.list(step, &has)
            }
            Step::Person(member) => {
                let person = &case.members.as_ref()?[usize::from(member)];
                let (relation, age, lives) = (person.relation, person.age, person.lives_together == Some(true));
                if let Some(relation) = RELATIONS.iter().position(|it| Some(*it) == relation) {
                    self.ticks(step, Part::Relation, 1 << relation);
                    self.ticks(step, Part::Lives, if lives { 1 } else { 2 });
                }
                match age {
                    Some(age) => self.types(step, Part::Age, age),
                    None => self.ticks(step, Part::AgeUnknown, 1),
                }
            }
            Step::Circumstances(member) => {
                let has = CIRCUMSTANCES.map(|ask| applies(case, member, ask));
                self.list(step, &has)
            }
            Step::Of(member, ask) => {
                let person = &case.members.as_ref()?[usize::from(member)];
                let option = match ask {
                    AskOf::Student => person.student? as usize - 1,
                    AskOf::Work => person.work? as usize,
                    AskOf::Illness => person.illness? as usize - 1,
                    AskOf::Absence => person.absence? as usize - 1,
                    AskOf::Supporters => person.supporters? as usize,
                    AskOf::KeptBySiblingOrElder => usize::from(person.kept_by_sibling_or_elder == Some(false)),
                    AskOf::OwnIncome => {
                        let Amount { range, period } = person.own_income?;
                        return self.range(step, range, Some(period));
                    }
                    AskOf::SelfCare => {
                        let lost = person.self_care_lost?;
                        let acts: [bool; 6] = array::from_fn(|index| index < usize::from(lost));
                        return self.list(step, &acts);
                    }
                    AskOf::Disability => {
                        let Disability::Certified { kind, grade } = person.disability? else { return None };
                        self.ticks(step, Part::Kind, 1 << kind as u32);
                        return self.ticks(step, Part::Grade, 1 << grade as u32);
                    }
                    AskOf::Relation | AskOf::Age | AskOf::LivesTogether => return None,
                };
                self.chooses(step, option)
            }
        }
    }

    fn fill_household(&mut self, step: Step, ask: Ask) -> Option<()> {
        let Case { place, hardship, property, receives, .. } = &self.case;
        let option = match ask {
            Ask::HukouPlace => {
                let hukou = place.hukou?;
                self.answers.drafts.set_place(step, Some(hukou));
                return Some(());
            }
            Ask::CurrentPlace => {
                if let CurrentPlace::Elsewhere(code) = place.current? {
                    self.answers.drafts.set_place(step, Some(code));
                    1
                } else {
                    0
                }
            }
            Ask::Members => return Some(()),
            Ask::Receives => {
                let has = receives.map(|it| {
                    let shared = [it.dibao, it.tekun, it.borderline, it.rigid_expense];
                    [shared, [it.monitored, it.unemployment_benefit, it.veteran, it.child_welfare]].concat()
                })?;
                return self.list(step, &has);
            }
            Ask::EventDate => {
                let day = hardship.event_date?;
                self.types(step, Part::Year, day.year());
                self.types(step, Part::Month, day.month());
                return self.types(step, Part::Day, day.day());
            }
            Ask::MonthsWithoutIncome => {
                return hardship.months_without_income.and_then(|it| self.types(step, Part::Exact, it));
            }
            Ask::HardshipMonths => return hardship.months.and_then(|it| self.types(step, Part::Exact, it)),
            Ask::MonthsSinceJob => return hardship.months_since_job.and_then(|it| self.types(step, Part::Exact, it)),
            Ask::Financial => return property.financial.and_then(|it| self.range(step, it, None)),
            Ask::VehicleValue => return property.vehicle_value.and_then(|it| self.range(step, it, None)),
            Ask::RegisteredCapital => return property.registered_capital.and_then(|it| self.range(step, it, None)),
            Ask::LocalStandard => return self.range(step, Range::exactly(place.local_standard?), Some(Period::Month)),
            Ask::LocalIncomePerPerson => {
                return self.range(step, Range::exactly(place.local_income_per_person?), Some(Period::Year));
            }
            Ask::Residence => usize::from(place.residence? == Residence::Rural),
            Ask::Event => EVENTS.iter().position(|event| Some(*event) == hardship.event)?,
            Ask::LivingAffected => usize::from(!hardship.living_affected?),
            Ask::SpendingSurge => usize::from(!hardship.spending_surge?),
            Ask::UnemploymentInsured => usize::from(!hardship.unemployment_insured?),
            Ask::Graduate => hardship.graduate? as usize,
            Ask::Vehicles => usize::from(property.vehicles?.checked_sub(1)?),
            Ask::Homes => usize::from(property.homes?.checked_sub(2)?),
            Ask::NonResidential => usize::from(!property.non_residential?),
            Ask::LargePurchase => usize::from(!property.large_purchase?),
            Ask::CostlySchool => usize::from(!property.costly_school?),
            ask => {
                let Amount { range, period } = amount(&self.case, ask)?;
                return self.range(step, range, Some(period));
            }
        };
        self.chooses(step, option)
    }
}

fn amount(case: &Case, ask: Ask) -> Option<Amount> {
    let (income, expenses) = (&case.income, &case.expenses);
    match ask {
        Ask::Wages => income.wages,
        Ask::Business => income.business,
        Ask::Transfer => income.transfer,
        Ask::BasicPension => income.basic_pension,
        Ask::ElderAllowance => income.elder_allowance,
        Ask::PropertyIncome => income.property,
        Ask::OtherIncome => income.other,
        Ask::TransferPaid => income.transfer_paid,
        Ask::Medical => expenses.medical,
        Ask::Education => expenses.education,
        Ask::Rehabilitation => expenses.rehabilitation,
        Ask::OtherExpense => expenses.other,
        _ => None,
    }
}

fn is_nothing(amount: Amount) -> bool {
    amount.range.low().is_zero()
}

fn owns(case: &Case, ask: Ask) -> bool {
    let property = &case.property;
    match ask {
        Ask::Vehicles | Ask::VehicleValue => property.vehicles > Some(0),
        Ask::Homes => property.homes > Some(1),
        Ask::NonResidential => property.non_residential == Some(true),
        Ask::RegisteredCapital => property.registered_capital.is_some_and(|it| !it.low().is_zero()),
        Ask::LargePurchase => property.large_purchase == Some(true),
        _ => property.costly_school == Some(true),
    }
}

fn applies(case: &Case, member: u8, ask: AskOf) -> bool {
    let person = &case.members.as_ref().expect("everybody is known")[usize::from(member)];
    match ask {
        AskOf::Student => person.student.map(|it| it as u8) > Some(0),
        AskOf::Disability => person.disability != Some(Disability::None),
        AskOf::Illness => person.illness.map(|it| it as u8) > Some(0),
        _ => person.absence.map(|it| it as u8) > Some(0),
    }
}

/// Every screen that there is for so many people.
fn all_screens(people: usize) -> usize {
    let of_person = AskOf::ALL.len() - 3;
    // Relation, age and living together are one screen; whatever else a person is asked has its own, and the list.
    Ask::ALL.len() + 3 + people * (of_person + 2)
}

/// What came of asking one household.
#[derive(Clone, Copy, Default)]
struct Talk {
    poor: bool,
    /// Whether the exact standard of the place is on file.
    on_file: bool,
    /// Screens shown until none is left that could change a verdict; those that the household skipped count too.
    for_verdicts: usize,
    /// The same until none is left that could narrow an amount either.
    for_all: usize,
    /// All screens that there are for so many people.
    screens: usize,
    /// Verdicts settled after the first few answers, of those in force.
    early: usize,
    in_force: usize,
    /// Digits of the code of a small household once nothing is left to ask, with amounts of two significant digits.
    digits: Option<usize>,
}

/// Asks one of the households that are found in China.
fn talk_with_one(rulebook: &Rulebook, seed: u64, asked: &mut BTreeMap<&'static str, usize>) -> Talk {
    let household = population::household(&mut Rng::with_seed(seed), rulebook, TODAY);
    let mut citizen = Citizen::new(household.case);
    let talk = Talk { poor: household.poor, ..talk(rulebook, &mut citizen, asked) };
    // The page has understood every answer as it was meant.
    let mut told = citizen.case.clone();
    random::give_back(&mut told, &citizen.answers.case, |_| true);
    assert_eq!(told, citizen.case, "seed {seed}");
    talk
}

/// Has a household answer screen by screen until nothing is left to ask.
fn talk(rulebook: &Rulebook, citizen: &mut Citizen, asked: &mut BTreeMap<&'static str, usize>) -> Talk {
    let people = citizen.case.members.as_ref().map_or(1, Vec::len);
    let mut talk = Talk { screens: all_screens(people), ..Talk::default() };
    let mut assessment = assess(rulebook, &citizen.answers.case);
    let mut settling = true;
    loop {
        let narrowing = if settling { mem::take(&mut assessment.sharpen) } else { Vec::new() };
        let mut step = citizen.answers.next_step(&assessment);
        if settling && step.is_none() {
            (settling, assessment.sharpen) = (false, narrowing);
            step = citizen.answers.next_step(&assessment);
        }
        let Some(mut step) = step else { break };
        // The list of people is sent off once everybody is on it.
        if step == Step::Ask(Ask::Members) && citizen.answers.people.len() < people {
            step = Step::Person(citizen.answers.people.len() as u8);
        }
        citizen.answer(step);
        assert!(citizen.answers.is_answered(step) || citizen.answers.is_skipped(step), "{step:?} leads nowhere");
        *asked.entry(step.id()).or_default() += 1;
        talk.for_all += 1;
        assert!(talk.for_all <= talk.screens, "{step:?} is asked again and again of {:?}", citizen.case);
        talk.for_verdicts += usize::from(settling);
        assessment = assess(rulebook, &citizen.answers.case);
        if talk.for_all == EARLY {
            talk.early = settled(&assessment);
        }
    }
    if talk.for_all < EARLY {
        talk.early = settled(&assessment);
    }
    talk.in_force = assessment.findings.iter().filter(|finding| finding.verdict != Verdict::Dormant).count();
    let of_place = |figure: &Figure| (figure.of, figure.used) == (FigureOf::StandardAtHukou, Used::Exactly);
    talk.on_file = assessment.figures.iter().any(of_place);
    talk.digits = (people <= SMALL).then(|| {
        let said = say(&citizen.answers.case, TODAY, 2).expect("everything was told on the page");
        said.code.chars().filter(char::is_ascii_digit).count()
    });
    talk
}

/// How many verdicts no further answer can change, of the programmes in force.
fn settled(assessment: &Assessment) -> usize {
    let settled = |finding: &&Finding| finding.verdict != Verdict::Dormant && finding.missing.is_empty();
    assessment.findings.iter().filter(settled).count()
}

/// The value that so many in a hundred do not exceed.
fn percentile(mut values: Vec<f64>, percent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    values[(values.len() - 1) * percent / 100]
}

/// Prints what a group of households was asked; gives the median share of the screens that it took to settle the verdicts.
fn report(name: &str, talks: &[Talk]) -> f64 {
    println!("{name}: {} households", talks.len());
    if talks.is_empty() {
        return 0.0;
    }
    let of = |value: fn(&Talk) -> f64| talks.iter().map(value).collect::<Vec<f64>>();
    let line = |what: &str, values: Vec<f64>| {
        println!("  {what}: median {:.0}, p90 {:.0}", percentile(values.clone(), 50), percentile(values, 90));
    };
    line("screens for the verdicts", of(|it| it.for_verdicts as f64));
    line("share of all screens (%)", of(|it| 100.0 * it.for_verdicts as f64 / it.screens as f64));
    line("screens for the amounts too", of(|it| it.for_all as f64));
    line("share of all screens (%)", of(|it| 100.0 * it.for_all as f64 / it.screens as f64));
    line("digits of the code", talks.iter().filter_map(|it| it.digits).map(|it| it as f64).collect());
    let sum = |value: fn(&Talk) -> usize| talks.iter().map(value).sum::<usize>() as f64;
    println!("  verdicts settled after {EARLY} answers: {:.1} %", 100.0 * sum(|it| it.early) / sum(|it| it.in_force));
    percentile(of(|it| it.for_verdicts as f64 / it.screens as f64), 50)
}

#[test]
fn most_households_are_asked_a_fraction_of_the_questions() {
    let bytes = xtask::rules::compile(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the rules compile");
    let rulebook = Rulebook::from_bytes(&bytes).expect("what was just compiled can be read");
    let households = env::var("JIUZHU_HOUSEHOLDS").map_or(400, |it| it.parse().expect("a number of households"));
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let (rulebook, mut talks, mut asked) = (&rulebook, Vec::new(), BTreeMap::<&str, usize>::new());
    thread::scope(|scope| {
        let work = |core: usize| {
            scope.spawn(move || {
                let mut asked = BTreeMap::new();
                let seeds = (core as u64..households).step_by(cores);
                (seeds.map(|seed| talk_with_one(rulebook, seed, &mut asked)).collect::<Vec<_>>(), asked)
            })
        };
        for thread in (0..cores).map(work).collect::<Vec<_>>() {
            let (some, screens) = thread.join().expect("the interview of every household ends");
            talks.extend(some);
            for (screen, times) in screens {
                *asked.entry(screen).or_default() += times;
            }
        }
    });
    let share = report("all", &talks);
    for (name, is_in) in [
        ("the lowest fifth by income", (|it| it.poor) as fn(&Talk) -> bool),
        ("where the exact standard is on file", |it| it.on_file),
        ("where it is not", |it| !it.on_file),
    ] {
        report(name, &talks.iter().copied().filter(is_in).collect::<Vec<_>>());
    }
    let mut asked: Vec<_> = asked.into_iter().collect();
    asked.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    println!("screens by how often they are shown to a household:");
    for (screen, times) in asked {
        println!("  {screen}: {:.2}", times as f64 / talks.len() as f64);
    }
    assert!(share <= 0.4, "half of all households are asked more than {:.0} % of the questions", 100.0 * share);
}

#[test]
fn golden_households_are_asked_a_fraction_of_the_questions() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rulebook = Rulebook::from_bytes(&xtask::rules::compile(root).expect("the rules compile")).expect("they read");
    let cases = golden::cases(&root.join("tests/cases")).expect("the cases can be read");
    let talks: Vec<Talk> = cases
        .iter()
        .map(|(_, golden)| golden.case_file().read(&rulebook, TODAY).0)
        // On the page it is said of everybody what the person is and whether the person lives here.
        .filter(|case| {
            let lives_here = |it: &Member| it.relation == Some(Relation::Spouse) || it.lives_together.is_some();
            case.members.iter().flatten().skip(1).all(|it| it.relation.is_some() && lives_here(it))
        })
        .map(|case| talk(&rulebook, &mut Citizen::new(case), &mut BTreeMap::new()))
        .collect();
    let share = report("the golden cases", &talks);
    assert!(talks.len() * 10 > cases.len() * 9, "{} of {} can be told on the page", talks.len(), cases.len());
    assert!(share <= 0.4, "half of the golden cases are asked more than {:.0} % of the questions", 100.0 * share);
}
