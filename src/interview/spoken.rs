//! Amounts in words, as a cashier would say them.

use jiuzhu_engine::Money;

use crate::explain::grouped;
use crate::text;

/// The amount in words, without the coin names of a cheque.
pub fn in_words(money: Money) -> String {
    if text::has_arabic_numerals() {
        return text::fill(key!("words.money"), &[("money", &grouped(money))]);
    }
    let fen = money.fen().unsigned_abs();
    let (yuan, tenths, hundredths) = (fen / 100, fen / 10 % 10, fen % 10);
    let digits: Vec<char> = text::get(key!("words.digits")).chars().collect();
    let mut out = String::new();
    if yuan > 0 || fen == 0 {
        push_whole(&mut out, yuan, &digits);
        out.push_str(text::get(key!("words.yuan")));
    }
    if tenths > 0 {
        out.push(digits[tenths as usize]);
        out.push_str(text::get(key!("words.tenth")));
    }
    if hundredths > 0 {
        if tenths == 0 && yuan > 0 {
            out.push(digits[0]);
        }
        out.push(digits[hundredths as usize]);
        out.push_str(text::get(key!("words.hundredth")));
    }
    out
}

/// Groups of four digits, each with its own name; one zero is read for any run of zeros inside the number.
fn push_whole(out: &mut String, number: u64, digits: &[char]) {
    if number == 0 {
        out.push(digits[0]);
        return;
    }
    let groups = [
        (number / 100_000_000, text::get(key!("words.hundred-million"))),
        (number / 10_000 % 10_000, text::get(key!("words.ten-thousand"))),
        (number % 10_000, ""),
    ];
    let mut gap = false;
    for (group, name) in groups {
        if group == 0 {
            gap = gap || !out.is_empty();
            continue;
        }
        let within = if group >= 10_000 { group } else { group % 10_000 };
        if !out.is_empty() && (gap || within < 1000) {
            out.push(digits[0]);
        }
        push_group(out, within, digits);
        out.push_str(name);
        gap = false;
    }
}

fn push_group(out: &mut String, group: u64, digits: &[char]) {
    let powers = [
        (1000, Some(key!("words.thousand"))),
        (100, Some(key!("words.hundred"))),
        (10, Some(key!("words.ten"))),
        (1, None),
    ];
    let (mut begun, mut zero) = (false, false);
    for (power, name) in powers {
        let digit = (group / power % 10) as usize;
        if digit == 0 {
            zero = begun;
            continue;
        }
        if zero {
            out.push(digits[0]);
            zero = false;
        }
        // A number that starts with ten to nineteen is read without its one.
        if !(digit == 1 && power == 10 && !begun && out.is_empty()) {
            out.push(digits[digit]);
        }
        if let Some(name) = name {
            out.push_str(text::get(name));
        }
        begun = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Money {
        Money::parse(text).unwrap()
    }

    #[test]
    fn amounts_are_read_as_people_say_them() {
        for (amount, words) in [
            ("0", "零元"),
            ("10", "十元"),
            ("12", "十二元"),
            ("101", "一百零一元"),
            ("110", "一百一十元"),
            ("1001", "一千零一元"),
            ("1010", "一千零一十元"),
            ("1200", "一千二百元"),
            ("1200.50", "一千二百元五角"),
            ("1200.05", "一千二百元零五分"),
            ("0.05", "五分"),
            ("0.50", "五角"),
            ("18600", "一万八千六百元"),
            ("10010", "一万零一十元"),
            ("100000", "十万元"),
            ("110000", "十一万元"),
            ("100500", "十万零五百元"),
            ("20000000", "二千万元"),
            ("100000000", "一亿元"),
            ("100000001", "一亿零一元"),
            ("100010000", "一亿零一万元"),
            ("1000000000", "十亿元"),
            ("314159265.35", "三亿一千四百一十五万九千二百六十五元三角五分"),
        ] {
            assert_eq!(in_words(money(amount)), words, "{amount}");
        }
    }
}
