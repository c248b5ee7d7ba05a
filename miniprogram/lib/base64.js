'use strict';

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * The bytes behind a text in base64 with padding.
 * @param {string} text
 */
function bytes(text) {
  const places = new Uint8Array(128);
  for (let place = 0; place < SIGNS.length; place++) places[SIGNS.charCodeAt(place)] = place;
  const padding = text.slice(-2) === '==' ? 2 : text.slice(-1) === '=' ? 1 : 0;
  const out = new Uint8Array(text.length / 4 * 3 - padding);
  for (let at = 0, to = 0; at < text.length; at += 4) {
    let four = 0;
    for (let sign = 0; sign < 4; sign++) four = four << 6 | places[text.charCodeAt(at + sign)];
    // What lies behind the end of an array of bytes is dropped.
    for (let shift = 16; shift >= 0; shift -= 8) out[to++] = four >> shift;
  }
  return out;
}

module.exports = { bytes };
