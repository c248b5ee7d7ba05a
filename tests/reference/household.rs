//! Who lives together, what counts as income, and what may be owned: 57号 §7, §13, §14 with plain numbers.

use std::borrow::Cow;
use std::cell::OnceCell;

use jiuzhu_engine::Ratio;
use jiuzhu_engine::case::{
    Absence, Amount, Disability, DisabilityGrade, DisabilityKind, Illness, Income, Member, Relation, Student, Work,
};
use jiuzhu_engine::rulebook::{
    BuildingLimit, Group, LocalRule, Multiple, PropertyTest, RigidDeduction, SavingsLimit, VehicleLimit,
};
use rust_decimal::Decimal;

use crate::reading::{HUGE, Reading, YEAR, Yuan, with_middle};

/// What the law asks about one household, in one reading.
pub struct Household<'r, 'a> {
    pub by: &'r Reading<'a>,
    pub people: Cow<'a, [Member]>,
    members: OnceCell<Vec<usize>>,
    counted: OnceCell<Yuan>,
}

const RELATIONS: [Relation; 4] = [Relation::Spouse, Relation::Child, Relation::Parent, Relation::Sibling];
const ABSENCES: [Absence; 3] = [Absence::None, Absence::Detained, Absence::ClergyThreeYears];
const AGES: [u8; 9] = [40, 0, 15, 16, 17, 18, 59, 60, 80];
const STUDENTS: [Student; 4] = [Student::None, Student::HighSchool, Student::Undergraduate, Student::Postgraduate];
const WORK: [Work; 4] = [Work::Unable, Work::Employed, Work::Unemployed, Work::Farming];
const ILLNESSES: [Illness; 3] = [Illness::None, Illness::Serious, Illness::Major];
const DISABILITIES: [Disability; 6] = [
    Disability::None,
    Disability::Certified { kind: DisabilityKind::Physical, grade: DisabilityGrade::First },
    Disability::Certified { kind: DisabilityKind::Physical, grade: DisabilityGrade::Third },
    Disability::Certified { kind: DisabilityKind::Mental, grade: DisabilityGrade::Third },
    Disability::Certified { kind: DisabilityKind::Mental, grade: DisabilityGrade::Fourth },
    Disability::Certified { kind: DisabilityKind::Multiple, grade: DisabilityGrade::Second },
];

/// The kinds of income, with the name under which each is missing.
type Item = (&'static str, fn(&Income) -> Option<Amount>);
const WAGES: Item = ("wages", |it| it.wages);
const BUSINESS: Item = ("business", |it| it.business);
const PROPERTY: Item = ("property-income", |it| it.property);
const TRANSFER: Item = ("transfer", |it| it.transfer);
const OTHER: Item = ("other-income", |it| it.other);
const PAID: Item = ("transfer-paid", |it| it.transfer_paid);
const PENSION: Item = ("basic-pension", |it| it.basic_pension);
const ALLOWANCE: Item = ("elder-allowance", |it| it.elder_allowance);

impl<'r, 'a> Household<'r, 'a> {
    pub fn new(by: &'r Reading<'a>) -> Household<'r, 'a> {
        Household { by, people: by.people(), members: OnceCell::new(), counted: OnceCell::new() }
    }

    // What each person told.

    pub fn relation(&self, i: usize) -> Relation {
        if i == 0 { Relation::Applicant } else { self.by.told(self.people[i].relation, ("relation", i), &RELATIONS) }
    }
    pub fn age(&self, i: usize) -> u8 {
        self.by.told(self.people[i].age, ("age", i), &AGES)
    }
    pub fn student(&self, i: usize) -> Student {
        self.by.told(self.people[i].student, ("student", i), &STUDENTS)
    }
    pub fn work(&self, i: usize) -> Work {
        self.by.told(self.people[i].work, ("work", i), &WORK)
    }
    pub fn illness(&self, i: usize) -> Illness {
        self.by.told(self.people[i].illness, ("illness", i), &ILLNESSES)
    }
    pub fn absence(&self, i: usize) -> Absence {
        self.by.told(self.people[i].absence, ("absence", i), &ABSENCES)
    }
    pub fn disability(&self, i: usize) -> Disability {
        self.by.told(self.people[i].disability, ("disability", i), &DISABILITIES)
    }
    pub fn lives_here(&self, i: usize) -> bool {
        i == 0 || self.by.yes(self.people[i].lives_together, ("lives-together", i))
    }
    pub fn own_income(&self, i: usize) -> Yuan {
        let standard = self.by.bite().first().map(|it| (*it / Yuan::from(self.people.len())).round_dp(2));
        self.by.a_year(self.people[i].own_income, ("own-income", i), standard.as_slice())
    }

    // Who lives together (57号 §7).

    pub fn is_member(&self, i: usize) -> bool {
        // §4: the applicant is one of those who live together.
        if i == 0 {
            return true;
        }
        // “下列人员不计入”: the clergy, prisoners and missing.
        if self.absence(i) != Absence::None {
            return false;
        }
        match self.relation(i) {
            Relation::Applicant | Relation::Spouse => true,
            Relation::Child if self.age(i) < 18 => true,
            Relation::Child => match self.student(i) {
                // “包括在校接受全日制本科及以下学历教育的子女”
                Student::Kindergarten | Student::Compulsory | Student::HighSchool | Student::Undergraduate => true,
                // A grown child owes the parents support: together for good, (四) takes it in.
                _ if self.lives_here(i) => true,
                Student::Postgraduate if self.by.perhaps(("postgraduate", i)) => true,
                // “不能独立生活” is for the office; who is able to work can.
                _ => {
                    (self.is_severely_disabled(i) || self.work(i) == Work::Unable)
                        && self.by.perhaps(("dependent-child", i))
                }
            },
            Relation::Parent | Relation::Grandparent | Relation::Grandchild | Relation::OtherDependant => {
                self.lives_here(i)
            }
            // Siblings owe support only where the Civil Code says so.
            Relation::Sibling => self.lives_here(i) && self.by.perhaps(("sibling", i)),
        }
    }

    pub fn members(&self) -> &[usize] {
        self.members.get_or_init(|| (0..self.people.len()).filter(|i| self.is_member(*i)).collect())
    }

    pub fn size(&self) -> Yuan {
        Yuan::from(self.members().len())
    }

    // What comes in (57号 §13), yuan a year.

    fn item(&self, (name, item): Item) -> Yuan {
        let bite = self.by.bite();
        if self.people.iter().any(|it| item(&it.income).is_some()) {
            let members = self.members().iter().copied();
            return members.map(|i| self.by.a_year(item(&self.people[i].income), (name, i), bite)).sum();
        }
        self.by.a_year(item(&self.by.case.income), (name, 0), bite)
    }

    pub fn wages(&self) -> Yuan {
        self.item(WAGES)
    }

    fn plain_income(&self) -> Yuan {
        [WAGES, BUSINESS, PROPERTY, TRANSFER, OTHER].into_iter().map(|it| self.item(it)).sum()
    }

    /// The basic pension and the old-age allowance.
    pub fn pensions(&self) -> Yuan {
        self.item(PENSION) + self.item(ALLOWANCE)
    }

    /// §13(2)(三): not counted while “十四五” lasts; then by the place's rule, or any part of it.
    fn counted_pension(&self) -> Yuan {
        let pension = self.item(PENSION);
        if self.by.case.as_of < self.by.book.national.basic_pension_exempt_until {
            return Yuan::ZERO;
        }
        let rule =
            self.by.rule(|rule| if let LocalRule::BasicPensionCounts(counts) = rule { Some(*counts) } else { None });
        match rule {
            Some((counts, rule)) if self.by.binds(rule) => {
                if counts {
                    pension
                } else {
                    Yuan::ZERO
                }
            }
            _ => self.by.office(("basic-pension", 0), &[Yuan::ZERO, pension]),
        }
    }

    fn counted_allowance(&self) -> Yuan {
        self.by.office(("elder-allowance", 0), &[Yuan::ZERO, self.item(ALLOWANCE)])
    }

    /// All that comes in and may count, before anything is taken off: 家庭总收入.
    pub fn total_income(&self) -> Yuan {
        self.plain_income() + self.counted_pension() + self.counted_allowance()
    }

    /// The same without the basic pension and the old-age allowance (43号 §6).
    pub fn without_pensions(&self) -> Yuan {
        (self.plain_income() - self.item(PAID)).max(Yuan::ZERO)
    }

    /// What is left to spend: without what had to be paid on as tax, insurance and support.
    pub fn disposable(&self) -> Yuan {
        (self.total_income() - self.item(PAID)).max(Yuan::ZERO)
    }

    fn workers(&self) -> Yuan {
        let working = self.members().iter().copied().filter(|i| self.work(*i) == Work::Employed).count();
        Yuan::from(working.max(1))
    }

    /// What dibao counts: less job costs and what is deducted for rigid expenses, never below nothing.
    pub fn counted(&self) -> Yuan {
        *self.counted.get_or_init(|| {
            let wages = self.wages();
            let income = self.total_income() - self.item(PAID);
            // What is open may also come to just so much that dibao begins to be refused.
            let line = self.standards(Yuan::ONE);
            let cost = || self.by.job_cost(wages, self.workers(), income - line);
            let job_cost = if wages.is_zero() { Yuan::ZERO } else { cost() };
            (income - job_cost - self.deducted_expenses(income - job_cost - line)).max(Yuan::ZERO)
        })
    }

    /// Medical, schooling, rehabilitation, other: a year.
    fn expenses(&self) -> [Yuan; 4] {
        let told = &self.by.case.expenses;
        let items = [
            ("medical", told.medical),
            ("education", told.education),
            ("rehabilitation", told.rehabilitation),
            ("other-expense", told.other),
        ];
        items.map(|(name, told)| self.by.a_year(told, (name, 0), &[]))
    }

    /// §13(3): “可按规定适当扣减”; where it is open, `enough` is one more amount to try.
    fn deducted_expenses(&self, enough: Yuan) -> Yuan {
        let rule = self.by.rule(|rule| if let LocalRule::RigidDeduction(it) = rule { Some(*it) } else { None });
        let expenses = self.expenses();
        let all: Yuan = expenses.into_iter().sum();
        let options = match rule {
            None => vec![Yuan::ZERO, all],
            Some((RigidDeduction { medical, education, rehabilitation, other, care }, rule)) => {
                let shares = [medical, education, rehabilitation, other];
                let sum = |of: fn(Multiple) -> Ratio| -> Yuan {
                    shares.iter().zip(expenses).map(|(share, cost)| Yuan::from(of(*share)) * cost).sum()
                };
                // An old rule may deduct more by now; for care without receipts, up to a minimum wage.
                let most = if self.by.is_fresh(rule.from) { sum(|it| it.most) } else { all };
                let severe = self.members().iter().filter(|i| care && self.is_severely_disabled(**i)).count();
                vec![sum(|it| it.least), most + self.by.minimum_wages()[1] * YEAR * Yuan::from(severe)]
            }
        };
        self.by.office(("rigid-deduction", 0), &with_middle(options, enough))
    }

    pub fn rigid_expenses(&self) -> Yuan {
        self.expenses().into_iter().sum()
    }

    // Standards for the household, yuan a year.

    /// So many standards for everybody; for some members the place may have a higher one.
    pub fn standards(&self, times: Yuan) -> Yuan {
        (self.by.standard() * self.size() * YEAR + self.higher_standards()) * times
    }

    fn higher_standards(&self) -> Yuan {
        self.members().iter().map(|i| self.higher_standard(*i)).sum()
    }

    /// By how much a person's standard lies above the general one (单列标准): no place goes as far as twice.
    fn higher_standard(&self, i: usize) -> Yuan {
        let rule = self.by.rule(|rule| if let LocalRule::GroupStandard(it) = rule { Some(it) } else { None });
        let Some((higher, rule)) = rule else { return Yuan::ZERO };
        if !higher.groups.iter().any(|group| self.is_in_group(*group, i)) {
            return Yuan::ZERO;
        }
        let most = if self.by.is_fresh(rule.from) { higher.more.most.into() } else { Yuan::ONE };
        let share = self.by.office(("group-standard", 0), &[higher.more.least.into(), most]);
        self.by.standard() * share * YEAR
    }

    /// The standard of a person who is looked at alone. Whether a place's higher one holds there too, no source says.
    pub fn one_standard(&self, i: usize) -> Yuan {
        let plain = self.by.standard() * YEAR;
        let more = self.higher_standard(i);
        if more.is_zero() { plain } else { self.by.office(("own-standard", i), &[plain, plain + more]) }
    }

    /// Whether a person belongs to a group of a local table.
    pub fn is_in_group(&self, group: Group, i: usize) -> bool {
        let grade = |grades: &[DisabilityGrade], kinds: &[DisabilityKind]| match self.disability(i) {
            Disability::None => false,
            Disability::Certified { kind, grade } => {
                grades.contains(&grade) && (kinds.is_empty() || kinds.contains(&kind))
            }
        };
        let minds = [DisabilityKind::Intellectual, DisabilityKind::Mental];
        use DisabilityGrade::{First, Fourth, Second, Third};
        match group {
            Group::Aged { from, below } => (from..below).contains(&self.age(i)),
            Group::SevereDisability => grade(&[First, Second], &[]),
            Group::SevereDisabilityNoWork => grade(&[First, Second], &[]) && self.has_no_work(i),
            Group::SevereDisabilityWithThirdMental => self.is_severely_disabled(i),
            Group::LesserMentalDisability => grade(&[Third, Fourth], &minds),
            Group::ThirdGradeDisability => grade(&[Third], &[]),
            Group::SeriousIllness => self.illness(i) != Illness::None,
            Group::MajorIllness => self.illness(i) == Illness::Major,
            Group::StudentAfterCompulsory => matches!(self.student(i), Student::HighSchool | Student::Undergraduate),
            Group::StudentToBachelor => !matches!(self.student(i), Student::None | Student::Postgraduate),
            Group::Alone => self.members().len() == 1,
            Group::SingleParent => {
                let any = |is: &dyn Fn(usize) -> bool| (1..self.people.len()).any(is);
                let child = any(&|j| self.relation(j) == Relation::Child && self.age(j) < 18);
                let spouse = any(&|j| self.relation(j) == Relation::Spouse);
                i == 0 && child && !spouse && self.by.perhaps(("single-parent", 0))
            }
        }
    }

    /// 无业: carers, students and the retired have no work either.
    pub fn has_no_work(&self, i: usize) -> bool {
        !matches!(self.work(i), Work::Employed | Work::SelfEmployed | Work::Farming)
    }

    /// 57号 §8(一): grade 1 or 2 of any kind, grade 3 of the intellectual and mental kinds.
    pub fn is_severely_disabled(&self, i: usize) -> bool {
        match self.disability(i) {
            Disability::None => false,
            Disability::Certified { kind, grade } => match grade {
                DisabilityGrade::First | DisabilityGrade::Second => true,
                DisabilityGrade::Third => matches!(kind, DisabilityKind::Intellectual | DisabilityKind::Mental),
                DisabilityGrade::Fourth => false,
            },
        }
    }

    // What is owned (社会救助法 §23, 57号 §14).

    pub fn property_fits(&self, test: PropertyTest) -> bool {
        let by = self.by;
        let property = &by.case.property;
        let limit = by.limit(test);
        let on_file = limit.map(|(limit, _)| limit);
        // Limits are eased in practice, not tightened: what an old one or a province's forbids, the office may allow.
        let forbidden = |name| !limit.is_some_and(|(_, rule)| by.binds(rule)) && by.perhaps((name, test as usize));

        let vehicles = by.told(property.vehicles, ("vehicles", 0), &[0, 1]);
        let vehicle_fits = vehicles == 0
            || match on_file.and_then(|it| it.vehicles) {
                None => by.perhaps(("vehicle-limit", test as usize)),
                Some(VehicleLimit::None) => forbidden("vehicle-limit"),
                Some(VehicleLimit::UnlessForWork) => by.perhaps(("vehicle-limit", test as usize)),
                Some(worth) => {
                    let value = by.yuan(property.vehicle_value, ("vehicle-value", 0), &[]);
                    let fits = match worth {
                        VehicleLimit::WorthAtMost(most) => value <= most.into(),
                        VehicleLimit::WorthBelow(below) => value < below.into(),
                        VehicleLimit::StandardsAtMost(times) => value <= by.standard() * Yuan::from(times),
                        VehicleLimit::None | VehicleLimit::UnlessForWork => unreachable!("looked at above"),
                    };
                    fits || forbidden("vehicle-limit")
                }
            };
        let homes = by.told(property.homes, ("homes", 0), &[1, 0, 2, 3]);
        let homes_fit = homes <= 1
            || match on_file.and_then(|it| it.homes) {
                None => by.perhaps(("homes-limit", test as usize)),
                Some(most) => homes <= most || forbidden("homes-limit"),
            };
        let shop = by.yes(property.non_residential, ("non-residential", 0));
        let shop_fits = !shop
            || match on_file.and_then(|it| it.non_residential) {
                None => by.perhaps(("shop-limit", test as usize)),
                Some(BuildingLimit::Allowed) => true,
                Some(BuildingLimit::None) => forbidden("shop-limit"),
                // “改为经营的唯一住所”: then there is no other home, or it was counted as the one.
                Some(BuildingLimit::UnlessOnlyHome) => {
                    (homes <= 1 && by.perhaps(("shop-limit", test as usize))) || forbidden("shop-limit")
                }
            };
        let capital = by.yuan(property.registered_capital, ("registered-capital", 0), &[]);
        let capital_fits = capital.is_zero()
            || match on_file.and_then(|it| it.capital_below) {
                None => by.perhaps(("capital-limit", test as usize)),
                Some(below) => capital < below.into() || forbidden("capital-limit"),
            };
        let purchase = by.yes(property.large_purchase, ("large-purchase", 0));
        let school = by.yes(property.costly_school, ("costly-school", 0));
        // §17(2): what helps the office to judge, no limit by itself.
        let spending_fits = (!purchase || by.perhaps(("purchase", test as usize)))
            && (!school || by.perhaps(("school", test as usize)));
        vehicle_fits && homes_fit && shop_fits && capital_fits && spending_fits && self.savings_fit(test)
    }

    fn savings_fit(&self, test: PropertyTest) -> bool {
        let by = self.by;
        let size = self.size();
        let national = &by.book.national;
        let usual = by.bite().first().map(|it| *it / YEAR * Yuan::from(national.savings_below_every_limit));
        let savings = by.yuan(by.case.property.financial, ("financial", 0), usual.as_slice());
        let limit = by.limit(test).and_then(|(limit, rule)| limit.savings.map(|savings| (savings, rule)));
        let Some((limit, rule)) = limit else {
            let standards = |times: Decimal| by.standard() * size * times;
            return savings <= standards(national.savings_below_every_limit.into())
                || by.perhaps(("savings-limit", test as usize));
        };
        let most = match limit {
            SavingsLimit::Standards(times) => by.standard() * size * Yuan::from(times),
            SavingsLimit::StandardsAndIfIll { times, more } => {
                let ill = self.members().iter().copied().any(|i| self.illness(i) != Illness::None);
                // “五万元以内”: up to so much more, and that is what may be had.
                by.standard() * size * Yuan::from(times) + if ill { more.into() } else { Yuan::ZERO }
            }
            SavingsLimit::UrbanStandards(times) => self.urban_standard() * size * Yuan::from(times),
            SavingsLimit::Incomes(times) => by.average_at_hukou() * size * Yuan::from(times),
            SavingsLimit::PerPerson(each) => Yuan::from(each) * size,
            SavingsLimit::BySize { up_to_two, three_or_more } => {
                Yuan::from(if size <= Yuan::TWO { up_to_two } else { three_or_more }) * size
            }
        };
        savings <= most || (!by.binds(rule) && savings <= by.office(("savings-limit", test as usize), &[most, HUGE]))
    }

    fn urban_standard(&self) -> Yuan {
        use jiuzhu_engine::case::Residence::Urban;
        if self.by.residence() == Urban {
            return self.by.standard();
        }
        self.by.standard_on_file(self.by.hukou(), Urban, crate::ways::By::Office, ("urban-standard", 0))
    }
}
