//! Whether a local rule makes sense on its own: shares, multiples, ranges and the order of tiers and brackets.

use jiuzhu_engine::money::{Money, Ratio};
use jiuzhu_engine::rulebook::{
    Aid, BorderlineCash, Group, JobCost, LocalRule, MinimumPayment, Multiple, Payment, PriceSubsidy, PropertyLimit,
    PropertyTest, SavingsLimit, TopUpAmount, VehicleLimit,
};

/// What is wrong with a rule, and what would be right.
pub type Complaint = (String, &'static str);

/// The kind of a rule: of each kind a place has at most one at a time.
pub fn kind(rule: &LocalRule) -> &'static str {
    match rule {
        LocalRule::Payment(_) => "payment",
        LocalRule::MinimumPayment(_) => "minimum_payment",
        LocalRule::TopUps(_) => "top_ups",
        LocalRule::JobCost(_) => "job_cost",
        LocalRule::RigidDeduction(_) => "rigid_deduction",
        LocalRule::PropertyLimit(limit) => match limit.test {
            PropertyTest::Dibao => "property_limit (dibao)",
            PropertyTest::Borderline => "property_limit (borderline)",
            PropertyTest::RigidExpense => "property_limit (rigid_expense)",
            PropertyTest::Tekun => "property_limit (tekun)",
        },
        LocalRule::BorderlineMultiple(_) => "borderline_multiple",
        LocalRule::RigidRatio(_) => "rigid_ratio",
        LocalRule::RigidRemainder(_) => "rigid_remainder",
        LocalRule::RigidExpenseCash { .. } => "rigid_expense_cash",
        LocalRule::BasicPensionCounts(_) => "basic_pension_counts",
        LocalRule::EmergencyAid(_) => "emergency_aid",
        LocalRule::ExpenseAid(_) => "expense_aid",
        LocalRule::CaseByCaseCap(_) => "case_by_case_cap",
        LocalRule::TownshipLimit(_) => "township_limit",
        LocalRule::PhaseOutMonths(_) | LocalRule::PhaseOutByCase { .. } => "phase_out_months",
        LocalRule::SinglePerson(_) => "single_person",
        LocalRule::UnemployedAid { .. } => "unemployed_aid",
        LocalRule::TekunStandards(_) => "tekun_standards",
        LocalRule::GraduateAid { .. } => "graduate_aid",
        LocalRule::GroupStandard(_) => "group_standard",
        LocalRule::BorderlineCash(_) => "borderline_cash",
        LocalRule::PriceSubsidy(_) => "price_subsidy",
        LocalRule::OneOffLiving { .. } => "one_off_living",
    }
}

/// Everything that is wrong with a rule.
pub fn complaints(rule: &LocalRule) -> Vec<Complaint> {
    let mut found = Complaints::default();
    match rule {
        LocalRule::Payment(Payment::Tiers { tiers, .. }) => {
            found.unless(!tiers.is_empty(), || "no tiers".into(), "name at least one, or write `tiers_not_on_file`");
            for pair in tiers.windows(2) {
                let what = || format!("tier `{}` is not below tier `{}`", pair[1].name, pair[0].name);
                found.unless(pair[1].amount < pair[0].amount, what, "tiers descend");
            }
            tiers.iter().for_each(|tier| found.money(tier.amount));
        }
        LocalRule::Payment(Payment::Difference | Payment::TiersNotOnFile)
        | LocalRule::BasicPensionCounts(_)
        | LocalRule::UnemployedAid { .. }
        | LocalRule::GraduateAid { .. }
        | LocalRule::BorderlineCash(BorderlineCash::TopUps) => {}
        LocalRule::BorderlineCash(BorderlineCash::PerHousehold(money)) => found.money(*money),
        LocalRule::OneOffLiving { each, .. } => found.money(*each),
        LocalRule::GroupStandard(standard) => {
            found.groups(&standard.groups);
            found.ordered(standard.more);
            found.share(standard.more.least);
            found.share(standard.more.most);
        }
        LocalRule::PriceSubsidy(PriceSubsidy { rise, food, least, borderline: _ }) => {
            found.share(*rise);
            found.share(*food);
            least.iter().for_each(|money| found.money(*money));
        }
        LocalRule::MinimumPayment(MinimumPayment::StandardShare(share)) => found.share(*share),
        LocalRule::MinimumPayment(MinimumPayment::StandardShareOrWhole { share, whole }) => {
            found.share(*share);
            found.groups(whole);
        }
        LocalRule::RigidRemainder(times) => {
            found.unless(within(*times, 0, 10), || format!("{times} standards"), "more than 0, at most 10");
        }
        LocalRule::RigidExpenseCash { groups, each } => {
            found.groups(groups);
            found.money(*each);
        }
        LocalRule::MinimumPayment(MinimumPayment::Monthly(money) | MinimumPayment::Yearly(money)) => {
            found.money(*money)
        }
        LocalRule::TopUps(top_ups) => {
            found.unless(!top_ups.groups.is_empty(), || "no groups".into(), "name at least one");
            for top_up in &top_ups.groups {
                found.group(&top_up.group);
                match top_up.amount {
                    TopUpAmount::StandardShare(share) => found.share(share),
                    TopUpAmount::Monthly(money) => found.money(money),
                }
            }
        }
        LocalRule::JobCost(cost) => match cost {
            JobCost::Monthly(money) | JobCost::MonthlyUpTo(money) => found.money(*money),
            JobCost::StandardShare(share) | JobCost::WageShare(share) => found.share(*share),
            JobCost::MinimumWagesAtWork(wages) => {
                found.unless(
                    within(*wages, 0, 12),
                    || format!("{wages} minimum wages a year"),
                    "more than 0, at most 12",
                );
            }
        },
        LocalRule::RigidDeduction(deduction) => {
            for part in [deduction.medical, deduction.education, deduction.rehabilitation, deduction.other] {
                found.ordered(part);
                found.unless(
                    part.most <= Ratio::ONE,
                    || format!("a share of {}", part.most),
                    "a share lies between 0 and 1",
                );
            }
        }
        LocalRule::PropertyLimit(limit) => found.property(limit),
        LocalRule::BorderlineMultiple(multiple) => {
            found.ordered(*multiple);
            found.unless(
                multiple.least >= Ratio::ONE,
                || format!("a multiple of {}", multiple.least),
                "a multiple is at least 1",
            );
        }
        LocalRule::RigidRatio(ratio) => {
            found.ordered(*ratio);
            found.share(ratio.least);
            found.share(ratio.most);
        }
        LocalRule::EmergencyAid(aid) | LocalRule::ExpenseAid(aid) => found.aid(aid),
        LocalRule::CaseByCaseCap(money) | LocalRule::TownshipLimit(money) => found.money(*money),
        LocalRule::TekunStandards(times) => {
            found.unless(*times >= Ratio::ONE, || format!("{times} is below 1"), "a multiple of the dibao standard");
        }
        LocalRule::PhaseOutByCase { least, most } => {
            let what = || format!("{least} to {most} months");
            found.unless(1 <= *least && least < most && *most <= 60, what, "1 to 60, `least` below `most`");
        }
        LocalRule::PhaseOutMonths(months) => {
            found.unless((1..=60).contains(months), || format!("{months} months"), "1 to 60");
        }
        LocalRule::SinglePerson(single) => {
            found.unless(
                !single.from.is_empty() && !single.groups.is_empty(),
                || "nobody named".into(),
                "name households and groups",
            );
            single.groups.iter().for_each(|group| found.group(group));
        }
    }
    found.0
}

/// More than the first, at most the second.
fn within(ratio: Ratio, low: u32, high: u32) -> bool {
    ratio > Ratio::from(low) && ratio <= Ratio::from(high)
}

#[derive(Default)]
struct Complaints(Vec<Complaint>);

impl Complaints {
    fn unless(&mut self, holds: bool, what: impl FnOnce() -> String, hint: &'static str) {
        if !holds {
            self.0.push((what(), hint));
        }
    }

    fn share(&mut self, share: Ratio) {
        self.unless(within(share, 0, 1), || format!("a share of {share}"), "a share is more than 0 and at most 1");
    }

    fn money(&mut self, money: Money) {
        self.unless(!money.is_zero(), || "0 yuan".into(), "leave out what is not on file");
    }

    fn ordered(&mut self, multiple: Multiple) {
        let what = || format!("`least` {} is above `most` {}", multiple.least, multiple.most);
        self.unless(multiple.least <= multiple.most, what, "`least` is at most `most`");
    }

    fn groups(&mut self, groups: &[Group]) {
        self.unless(!groups.is_empty(), || "no groups".into(), "name at least one");
        groups.iter().for_each(|group| self.group(group));
    }

    fn group(&mut self, group: &Group) {
        if let Group::Aged { from, below } = group {
            self.unless(
                from < below,
                || format!("nobody is from {from} and below {below} years old"),
                "`from` is below `below`",
            );
        }
    }

    fn property(&mut self, limit: &PropertyLimit) {
        let PropertyLimit { test: _, savings, vehicles, homes, non_residential, capital_below } = limit;
        let says = savings.is_some()
            || vehicles.is_some()
            || homes.is_some()
            || non_residential.is_some()
            || capital_below.is_some();
        self.unless(
            says,
            || "a limit that limits nothing".into(),
            "name savings, vehicles, homes, non_residential or capital_below",
        );
        match savings {
            Some(SavingsLimit::Standards(times) | SavingsLimit::UrbanStandards(times)) => {
                self.unless(within(*times, 0, 200), || format!("{times} standards"), "more than 0, at most 200");
            }
            Some(SavingsLimit::StandardsAndIfIll { times, more }) => {
                self.unless(within(*times, 0, 200), || format!("{times} standards"), "more than 0, at most 200");
                self.money(*more);
            }
            Some(SavingsLimit::Incomes(times)) => {
                self.unless(within(*times, 0, 20), || format!("{times} incomes"), "more than 0, at most 20");
            }
            Some(SavingsLimit::PerPerson(money)) => self.money(*money),
            Some(SavingsLimit::BySize { up_to_two, three_or_more }) => {
                self.money(*up_to_two);
                self.money(*three_or_more);
            }
            None => {}
        }
        match vehicles {
            Some(VehicleLimit::WorthAtMost(money) | VehicleLimit::WorthBelow(money)) => self.money(*money),
            Some(VehicleLimit::StandardsAtMost(times)) => {
                self.unless(within(*times, 0, 200), || format!("{times} standards"), "more than 0, at most 200");
            }
            Some(VehicleLimit::None | VehicleLimit::UnlessForWork) | None => {}
        }
        if let Some(money) = capital_below {
            self.money(*money);
        }
    }

    fn aid(&mut self, aid: &Aid) {
        match aid {
            Aid::Standards { least, most, .. } => {
                self.ordered(Multiple { least: *least, most: *most });
                self.unless(within(*most, 0, 60), || format!("{most} standards"), "more than 0, at most 60");
            }
            Aid::Months { most, .. } => {
                self.unless((1..=24).contains(most), || format!("{most} months"), "1 to 24");
            }
            Aid::Brackets { brackets, .. } => {
                self.unless(!brackets.is_empty(), || "no brackets".into(), "name at least one");
                for pair in brackets.windows(2) {
                    let what = || format!("the bracket from {} follows the one from {}", pair[1].from, pair[0].from);
                    self.unless(pair[1].from < pair[0].from, what, "brackets descend");
                }
                for bracket in brackets {
                    self.ordered(Multiple { least: bracket.least, most: bracket.most });
                }
            }
            Aid::UpTo(money) => self.money(*money),
            Aid::TwoGrades { light, most, .. } => {
                self.money(*light);
                self.unless((1..=24).contains(most), || format!("{most} months"), "1 to 24");
            }
            Aid::ByStatus { recognised, others, .. } => {
                self.ordered(*recognised);
                self.ordered(*others);
            }
        }
    }
}
