//! Who counts, what counts as income, and what may be deducted (57号 §7, §13).

use crate::assessment::{Deduction, DeductionFact, HouseholdFacts, MemberFact};
use crate::case::{
    ADULT_AT, Absence, Amount, Case, Disability, DisabilityGrade, DisabilityKind, Income, Member, Relation, Student,
    Work,
};
use crate::condition::{Compared, Estimate, Gap, Gaps, Outcome, PerPerson, Rule, Unit, article};
use crate::figures::{Average, Figures, Local};
use crate::money::Ratio;
use crate::programmes::dibao::is_in_group;
use crate::question::{HouseholdQuestion as Ask, MemberQuestion as AskOf, Question, Questions};
use crate::range::Range;
use crate::rulebook::{Group, JobCost, LocalRule, Multiple, RigidDeduction, SourceIndex};
use crate::truth::Truth;

/// 57号 §7(1): the applicant asks for the household he or she belongs to.
pub static APPLICANT: Rule = Rule { id: "member-applicant", law: &[article("dibao-measures-57", "4")] };
/// 57号 §7(1)(一): spouses count, wherever they live.
pub static SPOUSE: Rule = Rule { id: "member-spouse", law: &[article("dibao-measures-57", "7")] };
/// 57号 §7(1)(二),(三): children under age, and grown children who cannot live independently, students up to a bachelor's
/// degree among them.
pub static CHILD: Rule = Rule { id: "member-child", law: &[article("dibao-measures-57", "7")] };
/// 57号 §7(1)(四): others with a legal duty of support who live together for good.
pub static DEPENDANT: Rule = Rule { id: "member-dependant", law: &[article("dibao-measures-57", "7")] };
/// 57号 §7(2): clergy apart for three years, people in prison or compulsory rehabilitation, people declared missing.
pub static ABSENT: Rule = Rule { id: "member-absent", law: &[article("dibao-measures-57", "7")] };

/// What the programmes need to know about one household.
pub struct Household<'a> {
    /// What was told.
    pub case: &'a Case,
    /// What the rulebook says.
    pub figures: &'a Figures<'a>,
    /// Whether each listed member counts.
    pub counting: Vec<(Outcome, &'static Rule)>,
    /// How many people count, at least and at most.
    pub size: (u32, u32),
    /// What could settle the number of people.
    pub size_doubts: Outcome,
    /// Income before deductions: yuan a year.
    pub gross: Estimate,
    /// The basic pension and the old-age allowance, whether they count or not: yuan a year.
    pub pensions: Estimate,
    /// Disposable income without them (特困人员认定办法 §6): yuan a year.
    pub without_pensions: Estimate,
    /// Disposable income, which knows no job costs and no rigid expenses: yuan a year.
    pub disposable: Estimate,
    /// Income that counts: yuan a year.
    pub counted: Estimate,
    /// What may be deducted: yuan a year each.
    pub deductions: Vec<DeductionFact>,
    /// Rigid expenses: yuan a year.
    pub expenses: Estimate,
    /// By how much the standards of the members lie above the general one: yuan a year for the household.
    pub higher_standards: Estimate,
}

impl<'a> Household<'a> {
    /// Works out household and income.
    pub fn of(case: &'a Case, figures: &'a Figures<'a>) -> Household<'a> {
        let counting: Vec<_> = case.members.iter().flatten().enumerate().map(|(index, it)| counts(index, it)).collect();
        let (size, size_doubts) = size_of(case, &counting);
        let mut household = Household {
            case,
            figures,
            counting,
            size,
            size_doubts,
            gross: Estimate::ZERO,
            pensions: Estimate::ZERO,
            without_pensions: Estimate::ZERO,
            disposable: Estimate::ZERO,
            counted: Estimate::ZERO,
            deductions: Vec::new(),
            expenses: Estimate::ZERO,
            higher_standards: Estimate::ZERO,
        };
        household.higher_standards = household.higher_standards();
        household.work_out_income();
        household
    }

    /// Members who count for certain or may count, with their place in the list.
    pub fn members(&self) -> impl Iterator<Item = (usize, &'a Member)> {
        let may_count = |index: &usize| self.counting[*index].0.truth != Truth::No;
        self.case.members.iter().flatten().enumerate().filter(move |(index, _)| may_count(index))
    }

    fn work_out_income(&mut self) {
        let wages = self.item(Ask::Wages, |income| income.wages);
        let rest = [
            self.item(Ask::Business, |income| income.business),
            self.item(Ask::PropertyIncome, |income| income.property),
            self.item(Ask::Transfer, |income| income.transfer),
            self.item(Ask::OtherIncome, |income| income.other),
        ];
        let rest = rest.into_iter().fold(Estimate::ZERO, Estimate::plus);
        let allowance = self.item(Ask::ElderAllowance, |income| income.elder_allowance);
        self.pensions = allowance.plus(self.item(Ask::BasicPension, |income| income.basic_pension));
        let plain = rest;
        let rest = rest.plus(self.basic_pension()).plus(allowance.at_most_if_any(Gap::ElderAllowance));
        let paid = self.item(Ask::TransferPaid, |income| income.transfer_paid);
        self.gross = wages.plus(rest);
        self.without_pensions = wages.plus(plain).less(paid);
        self.disposable = self.gross.less(paid);

        let (job_cost, job_cost_by) = self.job_cost(wages);
        let earned = wages.less(job_cost);
        let before_expenses = earned.plus(rest).less(paid);
        let (deductible, deductible_by) = self.deductible_expenses();
        self.counted = before_expenses.less(deductible);
        self.deductions = [
            (Deduction::JobCost, job_cost.range.or_less(wages.range), job_cost_by),
            (Deduction::TransferPaid, paid.range.or_less(self.gross.range), None),
            (Deduction::RigidExpense, deductible.range.or_less(before_expenses.range), deductible_by),
        ]
        .into_iter()
        .filter(|(_, amount, _)| *amount != Range::ZERO)
        .map(|(of, amount, local)| DeductionFact { of, amount, local })
        .collect();
    }

    /// One kind of income for a year: person by person where it was told so, else for the household.
    fn item(&self, question: Ask, choose: fn(&Income) -> Option<Amount>) -> Estimate {
        let told = |amount: Option<Amount>, question: Question| Estimate::told(amount.map(Amount::per_year), question);
        let members = self.case.members.as_deref().unwrap_or_default();
        if !members.iter().any(|member| choose(&member.income).is_some()) {
            return told(choose(&self.case.income), question.into());
        }
        let amounts = members.iter().zip(&self.counting).enumerate().map(|(index, (member, (counts, _)))| {
            let amount = told(choose(&member.income), Question::Member(index as u8, AskOf::OwnIncome));
            match counts.truth {
                Truth::Yes => amount,
                Truth::No => Estimate::ZERO,
                Truth::Unknown => amount.doubted(counts.missing, counts.gaps).with(amount.range.from_zero()),
            }
        });
        amounts.fold(Estimate::ZERO, Estimate::plus)
    }

    /// 57号 §13: the centrally set basic pension is not counted "“十四五”期间" (D-22); later it is up to the place.
    fn basic_pension(&self) -> Estimate {
        if self.case.as_of < self.figures.national().basic_pension_exempt_until {
            return Estimate::ZERO;
        }
        let pension = self.item(Ask::BasicPension, |income| income.basic_pension);
        let counts = self.figures.local(|rule| match rule {
            LocalRule::BasicPensionCounts(counts) => Some(*counts),
            _ => None,
        });
        match counts {
            Local::OnFile(true, _) => pension,
            Local::OnFile(false, _) => Estimate::ZERO,
            Local::NotOnFile => pension.at_most_if_any(Gap::BasicPension),
            Local::NotTold(missing) => pension.doubted(missing, Gaps::NONE).with(pension.range.from_zero()),
        }
    }

    /// 57号 §13(一): wages count after the necessary job costs; how much that is, is local (D-24).
    fn job_cost(&self, wages: Estimate) -> (Estimate, Option<SourceIndex>) {
        if wages.range == Range::ZERO {
            return (Estimate::ZERO, None);
        }
        let (workers, doubts) = self.workers();
        let per_worker = |yearly: Range| yearly.times_between(workers.0, workers.1);
        let rule = self.figures.local(|rule| match rule {
            LocalRule::JobCost(cost) => Some(*cost),
            _ => None,
        });
        let estimate = |range| Estimate { range: Range::ANY, missing: doubts.missing, gaps: doubts.gaps }.with(range);
        let monthly = |money| estimate(per_worker(Range::exactly(money).times(12)));
        let largest = monthly(self.figures.national().largest_job_cost);
        let mut source = None;
        let cost = match rule {
            Local::OnFile(cost, rule) => {
                source = Some(rule.source);
                let cost = match cost {
                    JobCost::Monthly(money) => monthly(money),
                    JobCost::MonthlyUpTo(money) => monthly(money).at_most(Gap::JobCost),
                    JobCost::StandardShare(share) => {
                        let standard = self.figures.standard;
                        standard.combine(estimate(Range::ANY), |range, _| per_worker(range.times(12).scaled(share)))
                    }
                    JobCost::WageShare(share) => wages.with(wages.range.scaled(share)),
                    // Where that is, is not asked: any of the wages on file may be the one.
                    JobCost::MinimumWagesAtWork(count) => {
                        let wage = self.figures.minimum_wages_anywhere();
                        estimate(per_worker(wage.scaled(count))).doubted(Questions::NONE, Gap::JobCost.into())
                    }
                };
                if self.figures.is_fresh(rule.from) {
                    cost
                } else {
                    // What an old rule deducts may have been raised since, as far as the largest on file.
                    let cost = cost.doubted(Questions::NONE, Gap::JobCost.into());
                    cost.combine(largest, |cost, largest| cost.hull(cost.or_more(largest)))
                }
            }
            Local::NotOnFile => largest.at_most(Gap::JobCost),
            Local::NotTold(missing) => Estimate { range: Range::ANY, missing, gaps: Gaps::one(Gap::JobCost) },
        };
        (cost.combine(wages, Range::or_less), source)
    }

    /// How many people work for wages, at least one: there are wages, or there may be.
    fn workers(&self) -> ((u32, u32), Outcome) {
        if self.case.members.is_none() {
            return ((1, self.size.1), self.size_doubts);
        }
        let (mut least, mut most, mut doubts) = (0, 0, Outcome::NO);
        for (index, member) in self.members() {
            let works = match member.work {
                Some(work) => Outcome::decided((work == Work::Employed).into()),
                None => Outcome::open(Questions::one(Question::Member(index as u8, AskOf::Work)), Gaps::NONE),
            };
            let works = works.and(self.counting[index].0);
            least += u32::from(works.truth == Truth::Yes);
            most += u32::from(works.truth != Truth::No);
            doubts = Outcome::open(doubts.missing.and(works.missing), doubts.gaps.and(works.gaps));
        }
        ((least.max(1), most.max(1)), doubts)
    }

    /// 57号 §13: rigid expenses for disability and illness "可按规定适当扣减"; where no rule is on file, any part of them may be.
    fn deductible_expenses(&mut self) -> (Estimate, Option<SourceIndex>) {
        const ANY_PART: Multiple = Multiple { least: Ratio::ZERO, most: Ratio::ONE };
        let expenses = &self.case.expenses;
        let told = |amount: Option<Amount>, question| Estimate::told(amount.map(Amount::per_year), question);
        let kinds = [
            told(expenses.medical, Ask::Medical),
            told(expenses.education, Ask::Education),
            told(expenses.rehabilitation, Ask::Rehabilitation),
            told(expenses.other, Ask::OtherExpense),
        ];
        self.expenses = kinds.into_iter().fold(Estimate::ZERO, Estimate::plus);
        let on_file = self.figures.local(|rule| match rule {
            LocalRule::RigidDeduction(deduction) => Some(*deduction),
            _ => None,
        });
        let mut source = None;
        let (parts, missing, care) = match on_file {
            Local::OnFile(RigidDeduction { medical, education, rehabilitation, other, care }, rule) => {
                source = Some(rule.source);
                let fresh = self.figures.is_fresh(rule.from);
                // An old rule may deduct more by now.
                let now = |part: Multiple| if fresh { part } else { Multiple { most: Ratio::ONE, ..part } };
                let care = if care { self.care() } else { Estimate::ZERO };
                ([medical, education, rehabilitation, other].map(now), Questions::NONE, care)
            }
            Local::NotOnFile => ([ANY_PART; 4], Questions::NONE, Estimate::ZERO),
            Local::NotTold(missing) => ([ANY_PART; 4], missing, self.care().doubted(missing, Gaps::NONE)),
        };
        let parts = kinds.into_iter().zip(parts).map(|(told, part)| {
            let range = told.range.scaled_between(part.least, part.most);
            let local = if part.least == part.most { Gaps::NONE } else { Gaps::one(Gap::RigidDeduction) };
            told.doubted(missing, local).with(range)
        });
        (parts.fold(care, Estimate::plus), source)
    }

    /// What some places deduct for a severely disabled member without receipts: any amount up to a minimum wage.
    fn care(&self) -> Estimate {
        let wage = Estimate::known(self.figures.minimum_wages_anywhere().times(12)).at_most(Gap::RigidDeduction);
        self.for_each(&[Group::SevereDisabilityWithThirdMental], wage)
    }

    /// So much for each member of one of the groups.
    pub fn for_each(&self, groups: &[Group], each: Estimate) -> Estimate {
        if self.case.members.is_none() {
            let most = each.with(each.range.times(self.size.1).from_zero());
            return most.doubted(self.size_doubts.missing, self.size_doubts.gaps);
        }
        self.members().fold(Estimate::ZERO, |sum, (index, member)| {
            let belongs = self.belongs(groups, index, member).and(self.counting[index].0);
            sum.plus(match belongs.truth {
                Truth::Yes => each,
                Truth::No => Estimate::ZERO,
                Truth::Unknown => each.doubted(belongs.missing, belongs.gaps).with(each.range.from_zero()),
            })
        })
    }

    /// So many standards for the whole household: yuan a year. For some members a place may have a higher one (单列标准).
    pub fn standards(&self, factor: Multiple) -> Estimate {
        let range = self.figures.standards_a_year((factor.least, factor.most), self.size);
        let plain = self.figures.standard.doubted(self.size_doubts.missing, self.size_doubts.gaps).with(range);
        plain.plus(self.higher(factor))
    }

    /// How much of so many standards is because some members have a higher one: yuan a year.
    pub fn higher(&self, factor: Multiple) -> Estimate {
        let more = self.higher_standards;
        more.with(more.range.scaled_between(factor.least, factor.most))
    }

    fn higher_standards(&self) -> Estimate {
        match self.higher_standard() {
            (Some(groups), more) => self.for_each(groups, more),
            (None, more) => more.with(more.range.times(self.size.1)),
        }
    }

    /// By how much the standard of some members lies above the general one, and of which: yuan a year. Whoever it is for is left
    /// out while the place is not told, and where it is for nobody.
    fn higher_standard(&self) -> (Option<&'a [Group]>, Estimate) {
        let on_file = self.figures.local(|rule| match rule {
            LocalRule::GroupStandard(standard) => Some(standard),
            _ => None,
        });
        let yearly = self.figures.standard.with(self.figures.standard.range.times(12));
        match on_file {
            Local::OnFile(standard, rule) => {
                let most = if self.figures.is_fresh(rule.from) { standard.more.most } else { Ratio::ONE };
                let more = yearly.with(yearly.range.scaled_between(standard.more.least, most));
                (Some(&standard.groups), more.doubted(Questions::NONE, Gap::GroupStandard.into()))
            }
            Local::NotOnFile => (None, Estimate::ZERO),
            // No place on file goes as far as twice the standard.
            Local::NotTold(missing) => (None, yearly.doubted(missing, Gaps::NONE).with(yearly.range.from_zero())),
        }
    }

    /// The standard of one person who is looked at alone: yuan a year. Whether a higher one holds there too, no source says.
    pub fn standard_of(&self, index: usize, member: &Member) -> Estimate {
        let yearly = self.figures.standard.with(self.figures.standard.range.times(12));
        let (groups, more) = self.higher_standard();
        let belongs = groups.map_or(Outcome::YES, |groups| self.belongs(groups, index, member));
        match belongs.truth {
            Truth::No => yearly,
            _ => yearly.plus(more.doubted(belongs.missing, belongs.gaps).at_most(Gap::GroupStandard)),
        }
    }

    /// Whether a member is of one of the groups.
    pub fn belongs(&self, groups: &[Group], index: usize, member: &Member) -> Outcome {
        groups.iter().fold(Outcome::NO, |sum, group| sum.or(is_in_group(self, *group, index, member)))
    }

    /// Disposable income per person beside last year's of the hukou place: no more than it. A wider area's figure leaves it open.
    pub fn within_average(&self) -> Outcome {
        self.disposable.is_within(self.average_incomes(Ratio::ONE))
    }

    /// So many times last year's disposable income per person at the hukou place, for the whole household: yuan.
    pub fn average_incomes(&self, times: Ratio) -> Estimate {
        let Average { estimate: average, own } = self.figures.average_at_hukou;
        let doubts = self.size_doubts;
        let range = average.range.scaled(times).times_between(self.size.0, self.size.1);
        let limit = average.doubted(doubts.missing, doubts.gaps);
        if own { limit.with(range) } else { limit.with(Range::ANY) }
    }

    /// How the counted income compares with so many standards, for the sentence.
    pub fn income_beside(&self, limit: Estimate, factor: Multiple) -> Compared {
        Compared {
            figure: self.counted.range,
            limit: limit.range,
            unit: Unit::Monthly,
            per_person: (self.higher_standards.range == Range::ZERO).then_some(PerPerson {
                standard: self.figures.standard.range,
                factor: (factor.least, factor.most),
                persons: self.size,
            }),
        }
    }

    /// What this household is, for the reader.
    pub fn facts(&self) -> HouseholdFacts {
        let per_person = match (self.counted.range.high(), self.size) {
            (Some(high), (least, most)) => {
                Range::between(self.counted.range.low().shared_by(12 * most), high.shared_by(12 * least))
            }
            _ => None,
        };
        HouseholdFacts {
            members: self.counting.iter().map(|(counts, rule)| MemberFact { counts: counts.truth, rule }).collect(),
            size: self.size,
            gross: self.gross.range,
            deductions: self.deductions.clone(),
            counted: self.counted.range,
            per_person: per_person.unwrap_or(Range::at_least(self.counted.range.low().shared_by(12 * self.size.1))),
        }
    }
}

impl Estimate {
    /// As [`Estimate::at_most`], but nothing stays nothing.
    fn at_most_if_any(self, gap: Gap) -> Estimate {
        if self.range == Range::ZERO { self } else { self.at_most(gap) }
    }
}

fn size_of(case: &Case, counting: &[(Outcome, &'static Rule)]) -> ((u32, u32), Outcome) {
    if case.members.is_none() {
        let everyone = crate::case::MOST_MEMBERS as u32;
        return ((1, everyone), Outcome::open(Questions::one(Ask::Members), Gaps::NONE));
    }
    let count = |wanted: fn(Truth) -> bool| counting.iter().filter(|(counts, _)| wanted(counts.truth)).count() as u32;
    let least = count(|truth| truth == Truth::Yes);
    let most = count(|truth| truth != Truth::No);
    let doubts = counting.iter().fold(Outcome::open(Questions::NONE, Gaps::NONE), |sum, (counts, _)| {
        Outcome::open(sum.missing.and(counts.missing), sum.gaps.and(counts.gaps))
    });
    ((least.max(1), most.max(1)), doubts)
}

/// 57号 §7: whether one listed person is a member of the household that lives together.
fn counts(index: usize, member: &Member) -> (Outcome, &'static Rule) {
    if index == 0 {
        return (Outcome::YES, &APPLICANT);
    }
    let ask = |question| Questions::one(Question::Member(index as u8, question));
    let away = match member.absence {
        Some(Absence::None) => Outcome::NO,
        Some(_) => return (Outcome::NO, &ABSENT),
        None => Outcome::open(ask(AskOf::Absence), Gaps::NONE),
    };
    let lives_together = Outcome::told(member.lives_together, Question::Member(index as u8, AskOf::LivesTogether));
    let (belongs, rule) = match member.relation {
        None => (Outcome::open(ask(AskOf::Relation), Gaps::NONE), &DEPENDANT),
        Some(Relation::Applicant) => (Outcome::YES, &APPLICANT),
        Some(Relation::Spouse) => (Outcome::YES, &SPOUSE),
        Some(Relation::Child) => (is_dependent_child(index, member).or(lives_together), &CHILD),
        Some(Relation::Sibling) => (lives_together.and(Outcome::gap(Gap::Sibling)), &DEPENDANT),
        Some(Relation::Parent | Relation::Grandparent | Relation::Grandchild | Relation::OtherDependant) => {
            (lives_together, &DEPENDANT)
        }
    };
    (belongs.and(away.negate()), rule)
}

/// Under age, at school up to a bachelor's degree, or possibly unable to live independently.
fn is_dependent_child(index: usize, member: &Member) -> Outcome {
    let ask = |question| Question::Member(index as u8, question);
    let under_age = Outcome::told(member.age.map(|age| age < ADULT_AT), ask(AskOf::Age));
    let student = match member.student {
        Some(Student::None) => Outcome::NO,
        Some(Student::Postgraduate) => Outcome::gap(Gap::Postgraduate),
        Some(_) => Outcome::YES,
        None => Outcome::open(Questions::one(ask(AskOf::Student)), Gaps::NONE),
    };
    let unable = match is_severely_disabled(member.disability) {
        Some(true) => Outcome::gap(Gap::DependentChild),
        Some(false) if member.work == Some(Work::Unable) => Outcome::gap(Gap::DependentChild),
        Some(false) if member.work.is_some() => Outcome::NO,
        Some(false) => Outcome::open(Questions::one(ask(AskOf::Work)), Gaps::one(Gap::DependentChild)),
        None => {
            let missing = Questions::one(ask(AskOf::Disability)).and(Questions::one(ask(AskOf::Work)));
            Outcome::open(missing, Gaps::one(Gap::DependentChild))
        }
    };
    under_age.or(student).or(unable)
}

/// Whether a listed person has no work (无业). Carers, students and the retired have none either.
pub fn has_no_work(index: usize, member: &Member) -> Outcome {
    let none = |work| !matches!(work, Work::Employed | Work::SelfEmployed | Work::Farming);
    Outcome::told(member.work.map(none), Question::Member(index as u8, AskOf::Work))
}

/// 57号 §8(一): grade 1 or 2 of any kind, grade 3 of the intellectual and mental kinds. `None` while not told.
pub fn is_severely_disabled(disability: Option<Disability>) -> Option<bool> {
    Some(match disability? {
        Disability::None => false,
        Disability::Certified { kind, grade } => match grade {
            DisabilityGrade::First | DisabilityGrade::Second => true,
            DisabilityGrade::Third => {
                matches!(kind, DisabilityKind::Intellectual | DisabilityKind::Mental)
            }
            DisabilityGrade::Fourth => false,
        },
    })
}
