//! The compact form of the rulebook, which the build tool writes and the page reads.
//!
//! Values of one sort lie together, each sort in a column of its own: like beside like is what packs best. Reading never
//! fails half-way: past the end of a column everything is zero and the book is known to be damaged.

use super::*;
use crate::packed;

/// How many columns there are.
const COLUMNS: usize = 5;

/// Ends each text.
const END: char = '\0';

/// What lies together; the texts have a form of their own.
#[derive(Clone, Copy)]
enum Column {
    /// Which variant, whether there is a value, how many.
    Shape,
    /// Small numbers.
    Number,
    /// Codes of places, each as the step from the one before.
    Code,
    /// Days.
    Day,
    /// Fen, and ten-thousandths.
    Amount,
}

/// The columns as they grow.
#[derive(Default)]
struct Writer {
    columns: [Vec<u8>; COLUMNS],
    /// All texts, each with [`END`] behind it.
    texts: String,
    code: u32,
}

impl Writer {
    fn number(&mut self, column: Column, number: u64) {
        packed::push_number(&mut self.columns[column as usize], number);
    }
}

/// What is left of the columns.
struct Reader<'a> {
    columns: [&'a [u8]; COLUMNS],
    texts: core::str::Split<'a, char>,
    code: u32,
    damaged: bool,
}

impl Reader<'_> {
    fn number(&mut self, column: Column) -> u64 {
        packed::take_number(&mut self.columns[column as usize]).unwrap_or_else(|| {
            self.damage();
            0
        })
    }

    /// Empties the columns, so that only zeros follow.
    fn damage(&mut self) {
        self.columns = [&[]; COLUMNS];
        self.damaged = true;
    }
}

/// What the compiled rulebook is made of.
trait Part {
    fn write(&self, to: &mut Writer);
    fn read(from: &mut Reader) -> Self;
}

/// Numbers that fit into the type or are damaged.
macro_rules! numbers {
    ($($type:ty: $column:ident),*) => {$(
        impl Part for $type {
            fn write(&self, to: &mut Writer) {
                to.number(Column::$column, (*self).into());
            }
            fn read(from: &mut Reader) -> Self {
                <$type>::try_from(from.number(Column::$column)).unwrap_or_else(|_| {
                    from.damage();
                    0
                })
            }
        }
    )*};
}

/// The fields of a type in the order in which they are written.
macro_rules! records {
    ($($type:ident { $($field:ident),* })*) => {$(
        impl Part for $type {
            fn write(&self, to: &mut Writer) {
                $(self.$field.write(to);)*
            }
            fn read(from: &mut Reader) -> Self {
                $type { $($field: Part::read(from)),* }
            }
        }
    )*};
}

/// The variants of a type with their numbers, from zero.
macro_rules! choices {
    ($($type:ident { $($number:literal $variant:ident $(($item:ident))? $({ $($field:ident),* })?),* })*) => {$(
        impl Part for $type {
            fn write(&self, to: &mut Writer) {
                match self {$(
                    $type::$variant $(($item))? $({ $($field),* })? => {
                        to.number(Column::Shape, $number);
                        $($item.write(to);)?
                        $($($field.write(to);)*)?
                    }
                )*}
            }
            fn read(from: &mut Reader) -> Self {
                match from.number(Column::Shape) {
                    $($number => {
                        $(let $item = Part::read(from);)?
                        $($(let $field = Part::read(from);)*)?
                        $type::$variant $(($item))? $({ $($field),* })?
                    })*
                    // Zero comes next and is a variant.
                    _ => {
                        from.damage();
                        Part::read(from)
                    }
                }
            }
        }
    )*};
}

numbers! { u8: Number, u16: Number }

records! {
    Rulebook {
        version, hash, sources, regions, standards, incomes, wages, places, national, quotes, hotlines
    }
    Source { id, title, number, date, from, until, class }
    Standard { code, urban, rural, from, kind, class, source }
    IncomePerPerson { code, year, all, urban, rural, source }
    MinimumWage { monthly, from }
    Hotline { code, number, purpose }
    Quote { source, article, text }
    National {
        stale_after_months, basic_pension_exempt_until, borderline_multiple, savings_below_every_limit,
        savings_assumed_allowed, largest_job_cost, rigid_ratio, living_cost_standards, epidemic_until,
        phase_out_months, longest_phase_out_months, quick_aid_standards, price_rise, event_fresh_months
    }
    Multiple { least, most }
    PlaceRule { place, residence, from, until, kind, source, rule }
    SinglePerson { from, groups }
    Tier { name, amount }
    TopUps { stacking, groups }
    TopUp { group, amount }
    RigidDeduction { medical, education, rehabilitation, other, care }
    PropertyLimit { test, savings, vehicles, homes, non_residential, capital_below }
    Bracket { from, least, most }
    GroupStandard { groups, more }
    PriceSubsidy { rise, food, least, borderline }
}

/// Nearly all names of places end as their codes let one expect: such endings are left out.
impl Part for Region {
    fn write(&self, to: &mut Writer) {
        self.code.write(to);
        let short = self.name.strip_suffix(usual_ending(self.code)).filter(|short| !short.ends_with(UNUSUAL));
        match short {
            Some(short) => short.to_owned().write(to),
            None => format!("{}{UNUSUAL}", self.name).write(to),
        }
    }

    fn read(from: &mut Reader) -> Region {
        let (code, mut name): (RegionCode, String) = (Part::read(from), Part::read(from));
        if name.ends_with(UNUSUAL) {
            name.pop();
        } else {
            name.push(usual_ending(code));
        }
        Region { code, name }
    }
}

/// Ends a name that is written out.
const UNUSUAL: char = '!';

/// How the name of a place with this code usually ends (GB/T 2260: districts, counties and cities have numbers of their own).
fn usual_ending(code: RegionCode) -> char {
    match (code.number() / 100 % 100, code.number() % 100) {
        (0, 0) => '省',
        (_, 1..=20) => '区',
        (_, 21..=80) => '县',
        _ => '市',
    }
}

choices! {
    Class { 0 A, 1 B, 2 C, 3 Notice, 4 Memory }
    Kind { 0 Local, 1 Guideline, 2 Floor, 3 Unspecified, 4 Average, 5 Memory, 6 Inference, 7 Draft }
    Residence { 0 Urban, 1 Rural }
    Period { 0 Month, 1 Year }
    LocalRule {
        0 Payment(rule), 1 MinimumPayment(rule), 2 TopUps(rule), 3 JobCost(rule), 4 RigidDeduction(rule),
        5 PropertyLimit(rule), 6 BorderlineMultiple(rule), 7 RigidRatio(rule), 8 BasicPensionCounts(rule),
        9 EmergencyAid(rule), 10 ExpenseAid(rule), 11 CaseByCaseCap(rule), 12 TownshipLimit(rule),
        13 PhaseOutMonths(rule), 14 SinglePerson(rule), 15 UnemployedAid { no_savings }, 16 GraduateAid { borderline_only },
        17 GroupStandard(rule), 18 BorderlineCash(rule), 19 PriceSubsidy(rule), 20 TekunStandards(times),
        21 OneOffLiving { each, until }, 22 PhaseOutByCase { least, most }, 23 RigidRemainder(times),
        24 RigidExpenseCash { groups, each }
    }
    HouseholdStatus { 0 Borderline, 1 Monitored, 2 AverageIncome }
    BorderlineCash { 0 PerHousehold(money), 1 TopUps }
    BuildingLimit { 0 Allowed, 1 None, 2 UnlessOnlyHome }
    Payment { 0 Difference, 1 Tiers { tiers, period }, 2 TiersNotOnFile }
    MinimumPayment { 0 StandardShare(share), 1 Monthly(money), 2 Yearly(money), 3 StandardShareOrWhole { share, whole } }
    Stacking { 0 Highest, 1 Sum }
    TopUpAmount { 0 StandardShare(share), 1 Monthly(money) }
    Group {
        0 Aged { from, below }, 1 SevereDisability, 2 SevereDisabilityWithThirdMental, 3 LesserMentalDisability,
        4 ThirdGradeDisability, 5 SeriousIllness, 6 MajorIllness, 7 StudentAfterCompulsory, 8 StudentToBachelor, 9 Alone,
        10 SingleParent, 11 SevereDisabilityNoWork
    }
    JobCost {
        0 Monthly(money), 1 MonthlyUpTo(money), 2 StandardShare(share), 3 WageShare(share), 4 MinimumWagesAtWork(wages)
    }
    PropertyTest { 0 Dibao, 1 Borderline, 2 RigidExpense, 3 Tekun }
    SavingsLimit {
        0 Standards(times), 1 PerPerson(money), 2 BySize { up_to_two, three_or_more }, 3 UrbanStandards(times),
        4 Incomes(times), 5 StandardsAndIfIll { times, more }
    }
    VehicleLimit { 0 None, 1 WorthAtMost(money), 2 WorthBelow(money), 3 StandardsAtMost(times), 4 UnlessForWork }
    Aid {
        0 Standards { least, most, base, per }, 1 Months { base, most }, 2 Brackets { base, per, brackets, under }, 3 UpTo(money),
        4 TwoGrades { light, base, most }, 5 ByStatus { base, per, recognised, others }
    }
    Base { 0 Own, 1 Urban, 2 ProvinceUrban }
    Per { 0 Person, 1 Household, 2 Unstated }
}

impl Part for bool {
    fn write(&self, to: &mut Writer) {
        to.number(Column::Shape, (*self).into());
    }
    fn read(from: &mut Reader) -> Self {
        from.number(Column::Shape) != 0
    }
}

impl Part for RegionCode {
    fn write(&self, to: &mut Writer) {
        let step = RegionCode::number(*self).wrapping_sub(to.code);
        to.code = RegionCode::number(*self);
        to.number(Column::Code, step.into());
    }
    fn read(from: &mut Reader) -> Self {
        from.code = from.code.wrapping_add(from.number(Column::Code) as u32);
        RegionCode::from_number(from.code).unwrap_or_else(|| {
            from.damage();
            RegionCode::COUNTRY
        })
    }
}

impl Part for Date {
    fn write(&self, to: &mut Writer) {
        to.number(Column::Day, self.index().into());
    }
    fn read(from: &mut Reader) -> Self {
        Date::from_index(from.number(Column::Day) as u32).unwrap_or_else(|| {
            from.damage();
            Date::FIRST
        })
    }
}

impl Part for Money {
    fn write(&self, to: &mut Writer) {
        to.number(Column::Amount, self.fen() as u64);
    }
    fn read(from: &mut Reader) -> Self {
        Money::from_fen(from.number(Column::Amount) as i64)
    }
}

impl Part for Ratio {
    fn write(&self, to: &mut Writer) {
        to.number(Column::Amount, self.basis_points() as u64);
    }
    fn read(from: &mut Reader) -> Self {
        Ratio::from_basis_points(from.number(Column::Amount) as i64)
    }
}

impl Part for String {
    fn write(&self, to: &mut Writer) {
        to.texts.push_str(self);
        to.texts.push(END);
    }
    fn read(from: &mut Reader) -> Self {
        from.texts
            .next()
            .unwrap_or_else(|| {
                from.damage();
                ""
            })
            .to_owned()
    }
}

impl<T: Part> Part for Option<T> {
    fn write(&self, to: &mut Writer) {
        self.is_some().write(to);
        if let Some(value) = self {
            value.write(to);
        }
    }
    fn read(from: &mut Reader) -> Self {
        if bool::read(from) { Some(T::read(from)) } else { None }
    }
}

impl<T: Part> Part for Vec<T> {
    fn write(&self, to: &mut Writer) {
        to.number(Column::Shape, self.len() as u64);
        for value in self {
            value.write(to);
        }
    }
    fn read(from: &mut Reader) -> Self {
        let mut values = Vec::new();
        for _ in 0..from.number(Column::Shape) {
            if from.damaged {
                break;
            }
            values.push(T::read(from));
        }
        values
    }
}

impl Rulebook {
    /// Reads a compiled rulebook.
    ///
    /// # Errors
    /// If the bytes are damaged or of another format.
    pub fn from_bytes(mut bytes: &[u8]) -> Result<Rulebook, RulebookError> {
        let format = packed::take_number(&mut bytes).ok_or(RulebookError::Damaged)?;
        if format != FORMAT {
            return Err(RulebookError::Format(format));
        }
        let mut columns = [&[][..]; COLUMNS];
        for column in &mut columns {
            let length = packed::take_number(&mut bytes).ok_or(RulebookError::Damaged)?;
            (*column, bytes) = bytes.split_at_checked(length as usize).ok_or(RulebookError::Damaged)?;
        }
        let texts = packed::unpack(bytes).ok_or(RulebookError::Damaged)?;
        let mut from = Reader { columns, texts: texts.split(END), code: 0, damaged: false };
        let rulebook = Rulebook::read(&mut from);
        // Behind the last end there is nothing, once.
        let is_whole = from.texts.next() == Some("") && from.texts.next().is_none();
        if is_whole && !from.damaged && from.columns.iter().all(|column| column.is_empty()) {
            Ok(rulebook)
        } else {
            Err(RulebookError::Damaged)
        }
    }

    /// Writes the compact form that [`Rulebook::from_bytes`] reads.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut to = Writer::default();
        self.write(&mut to);
        let mut bytes = Vec::new();
        packed::push_number(&mut bytes, FORMAT);
        for column in &to.columns {
            packed::push_number(&mut bytes, column.len() as u64);
            bytes.extend(column);
        }
        bytes.extend(packed::pack(&to.texts));
        bytes
    }
}
