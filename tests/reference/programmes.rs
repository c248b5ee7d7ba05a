//! The programmes with plain booleans and numbers, one function each, in the order of the findings.

use jiuzhu_engine::assessment::PayoutKind;
use jiuzhu_engine::case::{Absence, Disability, DisabilityGrade, DisabilityKind, Event, Graduate, Illness, Receives};
use jiuzhu_engine::case::{Relation, Student, Supporters, Work};
use jiuzhu_engine::rulebook::{
    Aid, Base, BorderlineCash, Group, HouseholdStatus, LocalRule, MinimumPayment, Payment, Per,
};
use jiuzhu_engine::rulebook::{PropertyTest, Stacking, TopUpAmount, TopUps};
use jiuzhu_engine::{Date, Programme};

use crate::household::Household;
use crate::reading::{HUGE, Reading, YEAR, Yuan};

/// What came of one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// It is not in force on the day.
    Dormant,
    /// Nothing.
    No,
    /// It is not worked out here: doors to other offices, which open by what is found above.
    Elsewhere,
    /// It is given, with what it pays; a kind that is left out pays nothing or is not worked out here.
    Yes(Vec<(PayoutKind, Yuan)>),
}

impl Found {
    fn when(holds: bool) -> Found {
        if holds { Found::Yes(Vec::new()) } else { Found::No }
    }
}

/// What comes of the programme in this reading.
pub fn judge(programme: Programme, by: &Reading) -> Found {
    let household = Household::new(by);
    let it = Office { by, household: &household };
    match programme {
        Programme::Tekun => it.tekun(),
        Programme::Dibao => it.dibao(),
        Programme::DibaoSingle => it.dibao_single(),
        Programme::Borderline => it.borderline(),
        Programme::RigidExpense if !it.since(2025, 1, 1) => Found::Dormant,
        Programme::RigidExpense => it.rigid_expense(),
        Programme::TemporaryEmergency => it.temporary_emergency(),
        Programme::TemporaryExpense => it.temporary_expense(),
        Programme::UnemployedUninsured => it.unemployed_uninsured(),
        Programme::Graduate => it.graduate(),
        Programme::PhaseOut => it.phase_out(),
        Programme::OneOffLiving => it.one_off_living(),
        Programme::PriceSubsidy => it.price_subsidy(),
        Programme::Heating => it.heating(),
        Programme::DisasterFollowup => it.disaster_followup(),
        Programme::Referrals => Found::Elsewhere,
    }
}

struct Office<'r, 'a> {
    by: &'r Reading<'a>,
    household: &'r Household<'r, 'a>,
}

/// Rounded once, to the fen, half up.
fn monthly(yearly: Yuan) -> Yuan {
    (yearly / YEAR).round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
}

impl Office<'_, '_> {
    fn since(&self, year: u16, month: u8, day: u8) -> bool {
        self.by.case.as_of >= Date::literal(year, month, day)
    }

    fn receives(&self, of: fn(&Receives) -> bool) -> bool {
        match &self.by.case.receives {
            Some(receives) => of(receives),
            None => {
                let nothing = Receives::default();
                let one = |change: fn(&mut Receives)| {
                    let mut receives = nothing;
                    change(&mut receives);
                    receives
                };
                let options = [
                    nothing,
                    one(|it| it.dibao = true),
                    one(|it| it.tekun = true),
                    one(|it| it.borderline = true),
                    one(|it| it.rigid_expense = true),
                    one(|it| it.monitored = true),
                    one(|it| it.unemployment_benefit = true),
                    one(|it| it.veteran = true),
                    one(|it| it.child_welfare = true),
                ];
                of(&self.by.answer(("receives", 0), &options))
            }
        }
    }

    fn anybody(&self, is: impl Fn(usize) -> bool) -> bool {
        (0..self.household.people.len()).any(is)
    }

    fn any_member(&self, is: impl Fn(usize) -> bool) -> bool {
        self.household.members().iter().copied().any(is)
    }

    // 特困 (社会救助法 §16, 43号).

    fn is_tekun_household(&self) -> bool {
        self.anybody(|i| self.is_tekun(i))
    }

    fn tekun(&self) -> Found {
        if !self.is_tekun_household() {
            return Found::No;
        }
        let rule = self.by.rule(|rule| if let LocalRule::TekunStandards(times) = rule { Some(*times) } else { None });
        let Some((times, _)) = rule else { return Found::Yes(Vec::new()) };
        let least = monthly(self.by.standard() * Yuan::from(times) * YEAR);
        Found::Yes(vec![(PayoutKind::Tekun, self.by.office(("tekun-amount", 0), &[least, HUGE]))])
    }

    fn is_tekun(&self, i: usize) -> bool {
        self.is_here_for_tekun(i)
            && self.has_no_ability_to_work(i)
            && self.has_no_supporters(i)
            && self.has_nothing_to_live_on(i)
    }

    /// Listed with this household, not in prison nor missing (§24), and not an orphan who chose the other allowance (§9).
    fn is_here_for_tekun(&self, i: usize) -> bool {
        let away = matches!(self.household.absence(i), Absence::Detained | Absence::DeclaredMissing);
        let here = !away && (self.household.relation(i) == Relation::Spouse || self.household.lives_here(i));
        let is_child = |i: usize| self.household.age(i) < 18;
        if here && is_child(i) && self.receives(|it| it.child_welfare) {
            let children = (0..self.household.people.len()).filter(|j| is_child(*j)).count();
            return children > 1 && self.by.perhaps(("whose-welfare", i));
        }
        here
    }

    /// 43号 §5.
    fn has_no_ability_to_work(&self, i: usize) -> bool {
        let household = self.household;
        let age = household.age(i);
        if !(16..60).contains(&age) || self.has_listed_disability(i) {
            return true;
        }
        // §24 and 社会救助法 §16(3): taken in as a child and still at school.
        let at_school = || matches!(household.student(i), Student::Compulsory | Student::HighSchool);
        if age >= 18 && at_school() && self.receives(|it| it.tekun) {
            return true;
        }
        // 69号: up to 18. “其他情形”: of those who cannot work, or need care for an illness or disability, a province may have more.
        let unwell = || household.disability(i) != Disability::None || household.illness(i) != Illness::None;
        let needs_care = || self.by.told(household.people[i].self_care_lost, ("self-care", i), &[0, 6]) > 0;
        let may = age < 18 || household.work(i) == Work::Unable || (unwell() && needs_care());
        may && self.by.perhaps(("tekun-labour", i))
    }

    /// §5(三). Of which kinds several disabilities are, only the certificate tells.
    fn has_listed_disability(&self, i: usize) -> bool {
        use DisabilityGrade::{First, Fourth, Second, Third};
        let Disability::Certified { kind, grade } = self.household.disability(i) else { return false };
        match kind {
            DisabilityKind::Intellectual | DisabilityKind::Mental => matches!(grade, First | Second | Third),
            DisabilityKind::Physical => matches!(grade, First | Second),
            DisabilityKind::Sight => grade == First,
            DisabilityKind::Multiple => grade != Fourth && self.by.perhaps(("multiple", i)),
            DisabilityKind::Hearing | DisabilityKind::Speech => false,
        }
    }

    /// 43号 §6, §7. Whoever lives with others need not own what they own together.
    fn has_nothing_to_live_on(&self, i: usize) -> bool {
        let alone = self.household.people.len() == 1;
        let counted = if alone {
            self.household.without_pensions()
        } else {
            let own = self.household.own_income(i);
            let not_counted = own.min(self.household.pensions());
            own - self.by.office(("tekun-income", i), &[Yuan::ZERO, not_counted])
        };
        counted < self.household.one_standard(i)
            && (self.household.property_fits(PropertyTest::Tekun) || (!alone && self.by.perhaps(("tekun-property", i))))
    }

    /// 43号 §8: nobody, or nobody who can. A spouse, parent or grown child at home who plainly can rules it out.
    fn has_no_supporters(&self, i: usize) -> bool {
        let told = self.household.people[i].supporters;
        let told = self.by.told(told, ("supporters", i), &[Supporters::None, Supporters::Unable, Supporters::Able]);
        told != Supporters::Able && !self.anybody(|j| j != i && self.must_support(j, i) && self.can_support(j))
    }

    /// Spouses, parents and children of the applicant, and the applicant's spouse for the children.
    fn must_support(&self, who: usize, whom: usize) -> bool {
        let relation = |i: usize| self.household.relation(i);
        let close = |i: usize| matches!(relation(i), Relation::Spouse | Relation::Child | Relation::Parent);
        match (who, whom) {
            (0, other) | (other, 0) => close(other),
            (parent, child) => relation(child) == Relation::Child && relation(parent) == Relation::Spouse,
        }
    }

    /// Grown, not old, at home, healthy and able to work: nothing of what §8 lists can be true.
    fn can_support(&self, i: usize) -> bool {
        let household = self.household;
        (18..60).contains(&household.age(i))
            && !household.is_severely_disabled(i)
            && household.illness(i) == Illness::None
            && household.absence(i) == Absence::None
            && household.work(i) != Work::Unable
    }

    // 低保 (社会救助法 §18, 57号).

    fn is_dibao(&self) -> bool {
        !self.household.size().is_zero()
            && self.household.counted() < self.household.standards(Yuan::ONE)
            && self.household.property_fits(PropertyTest::Dibao)
    }

    fn dibao(&self) -> Found {
        if !self.is_dibao() {
            return Found::No;
        }
        let mut paid = vec![(PayoutKind::Dibao, self.dibao_amount())];
        if let Some(more) = self.top_up() {
            paid.push((PayoutKind::TopUp, more));
        }
        Found::Yes(paid)
    }

    fn dibao_amount(&self) -> Yuan {
        let size = self.household.size();
        let standards = self.household.standards(Yuan::ONE);
        let difference = monthly(standards - self.household.counted());
        let rule = self.by.rule(|rule| if let LocalRule::Payment(payment) = rule { Some(payment) } else { None });
        match rule {
            Some((Payment::Difference, _)) | None => self.at_least_minimum(difference),
            Some((Payment::Tiers { tiers, period }, rule)) => {
                let monthly_tier = |amount| match period {
                    jiuzhu_engine::case::Period::Month => Yuan::from(amount),
                    jiuzhu_engine::case::Period::Year => Yuan::from(amount) / YEAR,
                };
                let mut options: Vec<Yuan> = tiers.iter().map(|tier| monthly_tier(tier.amount)).collect();
                if !self.by.binds(rule) {
                    options.push(HUGE);
                }
                // Every member may be put into another class; that all are in one gives both ends.
                monthly(self.by.office(("tier", 0), &options) * size * YEAR)
            }
            Some((Payment::TiersNotOnFile, _)) => self.by.office(("tier", 0), &[Yuan::ZERO, monthly(standards)]),
        }
    }

    fn at_least_minimum(&self, difference: Yuan) -> Yuan {
        let rule = self.by.rule(|rule| if let LocalRule::MinimumPayment(it) = rule { Some(it) } else { None });
        let Some((minimum, rule)) = rule else { return difference };
        let size = self.household.size();
        let least = match minimum {
            MinimumPayment::StandardShare(share) => self.by.standard() * Yuan::from(*share) * size,
            MinimumPayment::StandardShareOrWhole { share, whole } => {
                let in_group = |i: &&usize| whole.iter().any(|group| self.household.is_in_group(*group, **i));
                let whole = Yuan::from(self.household.members().iter().filter(in_group).count());
                self.by.standard() * (Yuan::from(*share) * size).max(whole)
            }
            MinimumPayment::Monthly(each) => Yuan::from(*each) * size,
            MinimumPayment::Yearly(each) => Yuan::from(*each) * size / YEAR,
        };
        let raised = difference.max(monthly(least * YEAR));
        if self.by.binds(rule) { raised } else { self.by.office(("minimum", 0), &[difference, raised]) }
    }

    /// 社会救助法 §20.
    fn top_up(&self) -> Option<Yuan> {
        let rule = self.by.rule(|rule| if let LocalRule::TopUps(it) = rule { Some(it) } else { None });
        let (table, rule) = rule?;
        let sum: Yuan = self.household.members().iter().copied().map(|i| self.addition(table, i)).sum();
        let sum = monthly(sum * YEAR);
        Some(if self.by.binds(rule) || sum.is_zero() { sum } else { self.by.office(("top-up", 0), &[sum, HUGE]) })
    }

    fn addition(&self, table: &TopUps, i: usize) -> Yuan {
        let mine = table.groups.iter().filter(|it| self.household.is_in_group(it.group, i));
        let amounts = mine.map(|it| match it.amount {
            TopUpAmount::StandardShare(share) => self.by.standard() * Yuan::from(share),
            TopUpAmount::Monthly(each) => each.into(),
        });
        match table.stacking {
            Stacking::Sum => amounts.sum(),
            Stacking::Highest => amounts.max().unwrap_or_default(),
        }
    }

    // 单人户 (社会救助法 §21(2), 57号 §8, 83号 一(一)).

    fn is_dibao_single(&self) -> bool {
        !self.is_dibao() && self.anybody(|i| self.may_be_single(i)) && self.by.perhaps(("single-may", 0))
    }

    fn dibao_single(&self) -> Found {
        if !self.is_dibao_single() {
            return Found::No;
        }
        let who: Vec<usize> = (0..self.household.people.len()).filter(|i| self.may_be_single(*i)).collect();
        let who = self.by.office(("single-who", 0), &who);
        let difference = monthly(self.household.one_standard(who) - self.single_income(who));
        // Some places pay the whole standard to whom they take in alone.
        let amount = self.by.office(("single-amount", 0), &[difference, monthly(self.household.one_standard(who))]);
        Found::Yes(vec![(PayoutKind::Dibao, amount)])
    }

    fn may_be_single(&self, i: usize) -> bool {
        let severe = || self.household.is_severely_disabled(i);
        let clergy = self.household.absence(i) == Absence::ClergyThreeYears;
        let grown_without_work =
            || self.since(2022, 10, 20) && self.household.age(i) >= 18 && severe() && self.household.has_no_work(i);
        let listed = clergy
            || (self.household.is_member(i)
                && (grown_without_work()
                    || ((severe() || self.is_seriously_ill(i)) && self.counts_as_borderline())
                    || self.is_in_local_single_group(i)));
        listed && self.single_income(i) < self.household.one_standard(i)
    }

    /// 57号 §8(二): “重特大疾病”; since 83号 and in 社会救助法 §21(2) “重病患者”.
    fn is_seriously_ill(&self, i: usize) -> bool {
        match self.household.illness(i) {
            Illness::Major => true,
            Illness::Serious => self.since(2022, 10, 20),
            Illness::None => false,
        }
    }

    fn is_in_local_single_group(&self, i: usize) -> bool {
        let rule = self.by.rule(|rule| if let LocalRule::SinglePerson(it) = rule { Some(it) } else { None });
        let Some((single, rule)) = rule else { return false };
        let from = single.from.iter().any(|from| match from {
            HouseholdStatus::Borderline => self.counts_as_borderline(),
            HouseholdStatus::Monitored => self.receives(|it| it.monitored),
            HouseholdStatus::AverageIncome => {
                let average = self.by.average_at_hukou();
                self.household.disposable() <= average * self.household.size()
            }
        });
        let group = single.groups.iter().any(|group| self.household.is_in_group(*group, i));
        from && group && (self.by.binds(rule) || self.by.perhaps(("single-group", 0)))
    }

    /// What the person alone takes in; 83号: what siblings or people over sixty give may be left out.
    fn single_income(&self, i: usize) -> Yuan {
        let own = self.household.own_income(i);
        let kept = || self.by.yes(self.household.people[i].kept_by_sibling_or_elder, ("kept", i));
        if self.since(2022, 10, 20) && kept() {
            self.by.office(("support-left-out", i), &[own, Yuan::ZERO])
        } else {
            own
        }
    }

    // 低保边缘 (社会救助法 §21(1), (3)).

    fn is_borderline(&self) -> bool {
        if self.household.size().is_zero() || self.is_dibao() {
            return false;
        }
        self.household.counted() < self.borderline_line() && self.household.property_fits(PropertyTest::Borderline)
    }

    fn counts_as_borderline(&self) -> bool {
        self.receives(|it| it.borderline) || self.is_borderline()
    }

    /// A year for the household. Places publish the line in whole yuan, rounded up or not.
    fn borderline_line(&self) -> Yuan {
        let national = self.by.book.national.borderline_multiple;
        let rule = self.by.rule(|rule| if let LocalRule::BorderlineMultiple(it) = rule { Some(*it) } else { None });
        let (least, most) = match rule {
            None => (national.least, national.most),
            Some((multiple, rule)) if self.by.binds(rule) => (multiple.least, multiple.most),
            Some((multiple, _)) => (multiple.least, multiple.most.max(national.most)),
        };
        let times = Yuan::from(self.by.office(("borderline-multiple", 0), &[least, most]));
        let each = self.by.standard() * times;
        let line = self.household.standards(times);
        let whole = line + (each.ceil() - each) * self.household.size() * YEAR;
        self.by.office(("line-rounded", 0), &[line, whole])
    }

    fn borderline(&self) -> Found {
        if !self.is_borderline() {
            return Found::No;
        }
        let rule = self.by.rule(|rule| if let LocalRule::BorderlineCash(it) = rule { Some(*it) } else { None });
        let Some((cash, rule)) = rule else { return Found::Yes(Vec::new()) };
        let amount = match cash {
            BorderlineCash::PerHousehold(amount) => Some(amount.into()),
            BorderlineCash::TopUps => self.top_up(),
        };
        let amount = amount.map(|it| if self.by.binds(rule) { it } else { self.by.office(("cash", 0), &[it, HUGE]) });
        Found::Yes(amount.into_iter().map(|it| (PayoutKind::BorderlineCash, it)).collect())
    }

    // 刚性支出困难 (社会救助法 §22, 认定办法 §4).

    fn is_rigid_expense(&self) -> bool {
        if !self.since(2025, 1, 1) || self.household.size().is_zero() || self.is_dibao() || self.is_borderline() {
            return false;
        }
        if self.receives(|it| it.dibao || it.borderline) {
            return false;
        }
        let alone = self.household.people.len() == 1;
        if alone && self.is_tekun_household() {
            return false;
        }
        let average = self.by.average_at_hukou();
        self.household.disposable() < average * self.household.size()
            && self.household.property_fits(PropertyTest::RigidExpense)
            && self.expenses_weigh()
    }

    fn rigid_expense(&self) -> Found {
        if !self.is_rigid_expense() {
            return Found::No;
        }
        let rule = self.by.rule(|rule| match rule {
            LocalRule::RigidExpenseCash { groups, each } => Some((groups, *each)),
            _ => None,
        });
        let Some(((groups, each), rule)) = rule else { return Found::Yes(Vec::new()) };
        let in_group = |i: &&usize| groups.iter().any(|group| self.household.is_in_group(*group, **i));
        let sum = Yuan::from(each) * Yuan::from(self.household.members().iter().filter(in_group).count());
        let raised = if self.by.is_fresh(rule.from) || sum.is_zero() { sum } else { HUGE };
        Found::Yes(vec![(PayoutKind::BorderlineCash, self.by.office(("rigid-cash", 0), &[sum, raised]))])
    }

    /// Beside the ratio, some places go by what the expenses leave.
    fn expenses_weigh(&self) -> bool {
        let rule = self.by.rule(|rule| if let LocalRule::RigidRemainder(times) = rule { Some(*times) } else { None });
        let little = |times| {
            let left = (self.household.disposable() - self.household.rigid_expenses()).max(Yuan::ZERO);
            left < self.household.standards(Yuan::from(times))
        };
        self.share_is_heavy() || rule.is_some_and(|(times, _)| little(times) && self.by.perhaps(("rigid-left", 0)))
    }

    fn share_is_heavy(&self) -> bool {
        let income = self.household.total_income();
        if income.is_zero() {
            // §9: “一事一议”.
            return self.by.perhaps(("no-income", 0));
        }
        let national = self.by.book.national.rigid_ratio;
        let rule = self.by.rule(|rule| if let LocalRule::RigidRatio(it) = rule { Some(*it) } else { None });
        let (least, most) = match rule {
            Some((ratio, rule)) if self.by.binds(rule) => (ratio.least, ratio.most),
            Some((ratio, _)) => (ratio.least.min(national.least), ratio.most.max(national.most)),
            None => (national.least, national.most),
        };
        let share = Yuan::from(self.by.office(("rigid-ratio", 0), &[least, most]));
        let most_living = self.household.standards(self.by.book.national.living_cost_standards.into());
        let living = self.by.office(("living-cost", 0), &[Yuan::ZERO, most_living]);
        let spent = self.household.rigid_expenses() + living;
        // “超出” is more than; some places write “达到”.
        spent > income * share || (spent == income * share && self.by.perhaps(("ratio-reached", 0)))
    }

    // 临时救助 (社会救助法 §29, 23号, 2026 意见).

    fn event(&self) -> Event {
        let options = [Event::None, Event::Fire, Event::NaturalDisaster, Event::Stranded];
        self.by.told(self.by.case.hardship.event, ("event", 0), &options)
    }

    fn living_affected(&self) -> bool {
        self.by.yes(self.by.case.hardship.living_affected, ("living-affected", 0))
    }

    fn is_temporary_emergency(&self) -> bool {
        if !self.living_affected() {
            return false;
        }
        let day = self.by.case.as_of;
        // 41号 一, 32号 二: whom the epidemic has struck; whether it has, is for the office.
        if self.since(2020, 3, 13) && day < self.by.book.national.epidemic_until && self.by.perhaps(("struck", 0)) {
            return true;
        }
        if self.event() == Event::None {
            return false;
        }
        let long_ago = day.months_before(self.by.book.national.event_fresh_months);
        let happened = self.by.told(
            self.by.case.hardship.event_date,
            ("event-date", 0),
            &[day, long_ago, long_ago.months_before(1), day.months_after(1)],
        );
        happened <= day && (happened >= long_ago || self.by.perhaps(("old-event", 0)))
    }

    fn temporary_emergency(&self) -> Found {
        if !self.is_temporary_emergency() {
            return Found::No;
        }
        let mut paid = Vec::new();
        if self.since(2026, 1, 29) {
            let most = self.standard_there() * Yuan::from(self.by.book.national.quick_aid_standards);
            paid.push((PayoutKind::QuickAid, self.by.office(("quick-aid", 0), &[Yuan::ZERO, most])));
        }
        let rule =
            self.by.rule_at(self.by.lives(), |it| if let LocalRule::EmergencyAid(aid) = it { Some(aid) } else { None });
        if let Some((aid, rule)) = rule {
            paid.push((PayoutKind::TemporaryAid, self.aid(aid, self.by.is_fresh(rule.from))));
        }
        Found::Yes(paid)
    }

    /// The standard of the place of the emergency.
    fn standard_there(&self) -> Yuan {
        if self.by.lives_at_hukou() {
            return self.by.standard();
        }
        self.by.standard_on_file(
            self.by.lives(),
            self.by.residence(),
            crate::ways::By::Office,
            ("emergency-standard", 0),
        )
    }

    fn aid(&self, aid: &Aid, current: bool) -> Yuan {
        use jiuzhu_engine::case::Residence::Urban;
        let by = self.by;
        let place = by.lives();
        let base = |base: Base| match base {
            Base::Own => self.standard_there(),
            // Who is registered in the town there and knows the standard knows this one, if it can be that by what is on file.
            Base::Urban if by.lives_at_hukou() && by.residence() == Urban && by.typed_may_be(place, Urban) => {
                by.standard()
            }
            Base::Urban => by.standard_on_file(place, Urban, crate::ways::By::Office, ("urban-there", 0)),
            Base::ProvinceUrban => {
                by.standard_on_file(place.province(), Urban, crate::ways::By::Office, ("province-urban", 0))
            }
        };
        let size = self.household.size();
        let persons = |per: Per| match per {
            Per::Person => size,
            Per::Household => Yuan::ONE,
            Per::Unstated => by.office(("per", 0), &[Yuan::ONE, size]),
        };
        let months = |most: u8| {
            let told = by.told(by.case.hardship.months, ("hardship-months", 0), &[0, 1, most, 60]);
            Yuan::from(told.clamp(1, most))
        };
        let between = |least: Yuan, most: Yuan| by.office(("aid", 0), &[least, most]);
        let amount = match aid {
            Aid::Standards { least, most, base: whose, per } => {
                base(*whose) * persons(*per) * between((*least).into(), (*most).into())
            }
            Aid::Months { base: whose, most } => base(*whose) * size * months(*most),
            Aid::Brackets { base: whose, per, brackets, under } => {
                let spent = self.household.rigid_expenses();
                match brackets.iter().find(|it| spent >= it.from.into()) {
                    Some(it) => base(*whose) * persons(*per) * between(it.least.into(), it.most.into()),
                    None => match under {
                        Some(share) => between(Yuan::ZERO, spent * Yuan::from(*share)),
                        None => Yuan::ZERO,
                    },
                }
            }
            Aid::UpTo(most) => between(Yuan::ZERO, (*most).into()),
            Aid::TwoGrades { light, base: whose, most } => {
                let grave = base(*whose) * size * months(*most);
                by.office(("grade", 0), &[Yuan::ZERO, (*light).into(), grave])
            }
            Aid::ByStatus { base: whose, per, recognised, others } => {
                let status = self.receives(|it| it.tekun || it.dibao || it.borderline);
                let multiple = if status { recognised } else { others };
                base(*whose) * persons(*per) * between(multiple.least.into(), multiple.most.into())
            }
        };
        let amount = amount.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        if current { amount } else { by.office(("aid-raised", 0), &[amount, HUGE]) }
    }

    fn is_temporary_expense(&self) -> bool {
        // The question is for both: “超出家庭承受能力，导致基本生活一定时期内出现严重困难”.
        if !self.by.yes(self.by.case.hardship.spending_surge, ("spending-surge", 0)) {
            return false;
        }
        let lately = self.since(2026, 1, 29);
        if self.receives(|it| it.dibao || it.tekun) || (lately && self.receives(|it| it.borderline || it.rigid_expense))
        {
            return true;
        }
        if self.household.size().is_zero() {
            return false;
        }
        if self.is_dibao() || (lately && (self.is_borderline() || self.is_rigid_expense())) {
            return true;
        }
        let average = self.by.average(self.by.lives(), true);
        self.household.disposable() < average * self.household.size()
            && self.household.property_fits(PropertyTest::RigidExpense)
    }

    fn temporary_expense(&self) -> Found {
        if !self.is_temporary_expense() {
            return Found::No;
        }
        let rule =
            self.by.rule_at(self.by.lives(), |it| if let LocalRule::ExpenseAid(aid) = it { Some(aid) } else { None });
        let aid = rule.map(|(aid, rule)| (PayoutKind::TemporaryAid, self.aid(aid, self.by.is_fresh(rule.from))));
        Found::Yes(aid.into_iter().collect())
    }

    // Measures of their time.

    /// 69号, 32号, 83号 二(一).
    fn unemployed_uninsured(&self) -> Found {
        let by = self.by;
        if !self.since(2020, 7, 29) || by.case.as_of >= by.book.national.epidemic_until {
            return Found::Dormant;
        }
        let hardship = &by.case.hardship;
        let out_of_work = self.any_member(|i| self.household.work(i) == Work::Unemployed);
        let months = by.told(hardship.months_without_income, ("months-without-income", 0), &[0, 2, 3]);
        let insured = by.yes(hardship.unemployment_insured, ("unemployment-insured", 0));
        let covered = insured || self.receives(|it| it.unemployment_benefit || it.dibao);
        let rule = by.rule_at(by.lives(), |rule| match rule {
            LocalRule::UnemployedAid { no_savings } => Some(*no_savings),
            _ => None,
        });
        let no_savings = rule.is_some_and(|(no_savings, rule)| no_savings && by.is_fresh(rule.from));
        let savings = || by.yuan(by.case.property.financial, ("financial", 0), &[]);
        // “受疫情影响无法返岗复工”: the office looks at it.
        Found::when(
            out_of_work
                && months >= 3
                && !covered
                && self.living_affected()
                && (!no_savings || savings().is_zero())
                && by.perhaps(("epidemic", 0)),
        )
    }

    /// 32号 二, 新民发〔2022〕63号 二(二), 州民电〔2022〕153号 四.
    fn graduate(&self) -> Found {
        let by = self.by;
        if !self.since(2022, 6, 7) {
            return Found::Dormant;
        }
        let options = [Graduate::None, Graduate::Illness, Graduate::FailedStartUp, Graduate::Other];
        let graduate = by.told(by.case.hardship.graduate, ("graduate", 0), &options);
        let rule = by.rule_at(by.lives(), |rule| match rule {
            LocalRule::GraduateAid { borderline_only } => Some(*borderline_only),
            _ => None,
        });
        let current = rule.filter(|(_, rule)| by.is_fresh(rule.from));
        let admitted = match current {
            Some((true, _)) => self.counts_as_borderline(),
            Some((false, _)) => true,
            None => by.perhaps(("graduate-may", 0)),
        };
        // “因医、因学、创业失败”: kept out of work by whatever it is, at an age at which the young work, and not a pupil any more.
        let somebody = self.any_member(|i| {
            let works = !self.household.has_no_work(i) || self.household.work(i) == Work::Retired;
            let studies =
                || self.household.work(i) == Work::Pupil && self.household.is_in_group(Group::StudentToBachelor, i);
            (16..=59).contains(&self.household.age(i)) && !works && !studies()
        });
        Found::when(graduate != Graduate::None && somebody && self.living_affected() && admitted)
    }

    /// 57号 §33, 83号 一(三).
    fn phase_out(&self) -> Found {
        let by = self.by;
        let national = &by.book.national;
        let month = by.told(by.case.hardship.months_since_job, ("months-since-job", 0), &[1, 6, 7, 12, 13, 36, 37]);
        let month = u16::from(month);
        let job = || self.any_member(|i| matches!(self.household.work(i), Work::Employed | Work::SelfEmployed));
        // “超过”: on the line it is no dibao any more and not yet above; to the household's good.
        let above = || self.household.counted() >= self.household.standards(Yuan::ONE);
        let rule = by.rule(|rule| match rule {
            LocalRule::PhaseOutMonths(months) => Some((*months, *months)),
            LocalRule::PhaseOutByCase { least, most } => Some((*least, *most)),
            _ => None,
        });
        // 57号 §42: since 2021-07-01; a place may have had it before.
        if !self.since(2021, 7, 1) && rule.is_none() {
            return Found::Dormant;
        }
        if !self.receives(|it| it.dibao) || !job() || !above() {
            return Found::No;
        }
        let fresh = rule.filter(|(_, rule)| by.is_fresh(rule.from)).map(|(months, _)| months);
        // “可以给予”, unless the place promises it for a time; an old promise may have been made longer or shorter.
        let most = rule.map_or(0, |((_, most), _)| most).max(national.longest_phase_out_months);
        let kept = match fresh {
            Some((least, most)) if least == most => month <= most,
            Some((_, most)) => month <= most && by.perhaps(("phase-out", 0)),
            None => month <= most && by.perhaps(("phase-out", 0)),
        };
        Found::when(kept)
    }

    // What follows from a status.

    /// 特困 or 低保, told or found.
    fn has_basic(&self) -> bool {
        self.receives(|it| it.tekun || it.dibao)
            || self.is_dibao()
            || self.is_tekun_household()
            || self.is_dibao_single()
    }

    /// 低保边缘 or 刚性支出困难, told or found.
    fn has_added(&self) -> bool {
        self.receives(|it| it.borderline || it.rigid_expense) || self.is_borderline() || self.is_rigid_expense()
    }

    fn one_off_living(&self) -> Found {
        let by = self.by;
        let rule = by.rule(|rule| match rule {
            LocalRule::OneOffLiving { each, until } => Some((*each, *until)),
            _ => None,
        });
        // 32号 sets no day; what a place sets is over with it.
        let until = rule.map_or(by.book.national.epidemic_until, |((_, until), _)| until);
        if !self.since(2022, 6, 7) || by.case.as_of >= until {
            return Found::Dormant;
        }
        if !self.has_basic() || (rule.is_none() && !by.perhaps(("one-off", 0))) {
            return Found::No;
        }
        let each = rule.map(|((each, _), _)| Yuan::from(each) * self.household.size());
        Found::Yes(
            each.into_iter().map(|least| (PayoutKind::OneOff, by.office(("one-off", 0), &[least, HUGE]))).collect(),
        )
    }

    fn price_subsidy(&self) -> Found {
        let by = self.by;
        let children = self.since(2021, 11, 16) && self.receives(|it| it.child_welfare);
        let listed = children || self.receives(|it| it.veteran || it.unemployment_benefit) || self.has_basic();
        let rule = by.rule(|rule| if let LocalRule::PriceSubsidy(it) = rule { Some(it.borderline) } else { None });
        let rule = rule.map(|(borderline, _)| borderline);
        let for_a_while = self.since(2022, 9, 1) && !self.since(2023, 4, 1);
        let borderline = || match rule {
            _ if for_a_while || rule == Some(true) => true,
            _ => by.perhaps(("price-groups", 0)),
        };
        Found::when((listed || (self.counts_as_borderline() && borderline())) && by.perhaps(("price-rise", 0)))
    }

    fn heating(&self) -> Found {
        let entitled = self.has_basic() || (self.has_added() && self.by.perhaps(("heating-groups", 0)));
        Found::when(entitled && self.by.perhaps(("heating", 0)))
    }

    fn disaster_followup(&self) -> Found {
        let struck = self.event() == Event::NaturalDisaster && self.living_affected();
        Found::when(struck && self.by.perhaps(("disaster-relief", 0)))
    }
}
