//! Numbers and texts in forms that compress well: for the compiled rulebook and for the texts of the page.

use std::collections::BTreeMap;

/// So many letters of a text take one byte each; all others take two.
const SHORT: usize = 240;

/// Appends a number, seven bits to a byte, the lowest first.
pub fn push_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number > 0x7f {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Takes a number from the front.
pub fn take_number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// Writes a text: how many letters occur in it, these letters, and for each letter of the text its place among them.
///
/// In UTF-8 a Chinese letter takes three bytes that say little one by one. The places of frequent letters are bytes of their own.
pub fn pack(text: &str) -> Vec<u8> {
    let mut times = BTreeMap::new();
    for letter in text.chars() {
        *times.entry(letter).or_insert(0) += 1;
    }
    let mut letters: Vec<char> = times.keys().copied().collect();
    letters.sort_by_key(|letter| core::cmp::Reverse(times[letter]));
    // Among letters about as frequent, small steps from one to the next pack better than the exact order.
    let shorts = letters.len().min(SHORT);
    let (short, long) = letters.split_at_mut(shorts);
    short.sort();
    let (fairly_frequent, seldom) = long.split_at_mut(long.len().min(256));
    fairly_frequent.sort();
    seldom.sort();

    let mut bytes = Vec::new();
    push_number(&mut bytes, letters.len() as u64);
    let mut last = 0;
    for letter in &letters {
        let code = u32::from(*letter);
        push_number(&mut bytes, code.wrapping_sub(last).into());
        last = code;
    }
    let places: BTreeMap<char, usize> =
        letters.into_iter().enumerate().map(|(place, letter)| (letter, place)).collect();
    for letter in text.chars() {
        match places[&letter].checked_sub(SHORT) {
            None => bytes.push(places[&letter] as u8),
            Some(place) => {
                let group = u8::try_from(SHORT + place / 256).expect("no text has more than 4,336 different letters");
                bytes.extend([group, place as u8]);
            }
        }
    }
    bytes
}

/// Reads a text that [`pack`] wrote; `None` if the bytes are anything else.
pub fn unpack(mut bytes: &[u8]) -> Option<String> {
    let mut letters = Vec::new();
    let mut code = 0u32;
    for _ in 0..take_number(&mut bytes)? {
        code = code.wrapping_add(take_number(&mut bytes)? as u32);
        letters.push(char::from_u32(code)?);
    }
    let mut text = String::new();
    let mut bytes = bytes.iter();
    while let Some(byte) = bytes.next() {
        let mut place = usize::from(*byte);
        if place >= SHORT {
            place = SHORT + (place - SHORT) * 256 + usize::from(*bytes.next()?);
        }
        text.push(*letters.get(place)?);
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back() {
        let many: String = (0x4e00..0x5e00).filter_map(char::from_u32).collect();
        for text in ["", "a", "低保标准", "一\0二\0", &many, &(many.clone() + &many[..600])] {
            assert_eq!(unpack(&pack(text)).as_deref(), Some(text));
        }
    }

    #[test]
    fn frequent_letters_take_one_byte() {
        let text = "低保".repeat(1000);
        assert!(pack(&text).len() < 2010);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let whole = pack("低保标准");
        for bytes in [&[][..], &[0x80], &[9, 1], &[1, 0x80, 0xb0, 3], &[1, 97, 1], &[1, 97, 240], &whole[..3]] {
            assert_eq!(unpack(bytes), None, "{bytes:?}");
        }
    }
}
