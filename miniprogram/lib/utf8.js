'use strict';

// The logic layer of a mini-program has neither TextEncoder nor TextDecoder.

const REPLACEMENT = 0xfffd;
/** What the first byte begins with, by how many follow. */
const LEADS = [0, 0xc0, 0xe0, 0xf0];
// So many arguments every engine takes in one call.
const PIECE = 4096;

/**
 * The text in UTF-8. Half a surrogate pair, which a keyboard may leave behind, becomes U+FFFD.
 * @param {string} text
 */
function encode(text) {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    let sign = text.charCodeAt(at);
    if (sign >= 0xd800 && sign < 0xe000) {
      const low = text.charCodeAt(at + 1);
      const isPair = sign < 0xdc00 && low >= 0xdc00 && low < 0xe000;
      sign = isPair ? 0x10000 + ((sign - 0xd800) << 10) + (low - 0xdc00) : REPLACEMENT;
      if (isPair) at++;
    }
    if (sign < 0x80) {
      bytes[length++] = sign;
      continue;
    }
    const more = sign < 0x800 ? 1 : sign < 0x10000 ? 2 : 3;
    bytes[length++] = LEADS[more] | sign >> 6 * more;
    for (let left = more - 1; left >= 0; left--) bytes[length++] = 0x80 | (sign >> 6 * left & 0x3f);
  }
  return bytes.subarray(0, length);
}

/**
 * The text of UTF-8 that Rust wrote, and that is therefore well-formed.
 * @param {Uint8Array} bytes
 */
function decode(bytes) {
  let text = '';
  /** @type {number[]} */
  let units = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at++];
    const more = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    let sign = more ? first & (0x3f >> more) : first;
    for (let left = more; left > 0; left--) sign = sign << 6 | (bytes[at++] & 0x3f);
    if (sign < 0x10000) units.push(sign);
    else units.push(0xd800 + (sign - 0x10000 >> 10), 0xdc00 + (sign - 0x10000 & 0x3ff));
    if (units.length >= PIECE) {
      text += String.fromCharCode.apply(null, units);
      units = [];
    }
  }
  return text + String.fromCharCode.apply(null, units);
}

module.exports = { encode, decode };
