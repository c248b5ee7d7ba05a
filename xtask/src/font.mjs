// Cuts a font down to what some words need:
//   node font.mjs FONT WORDS OUT        (one word in each line of WORDS)
// What stays is each letter, and each glyph that the words go through while their stacks are put together. To keep every stack that
// the letters could be put together to would make the file three times as big. Then the words are drawn with what is left, and
// must look as before.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

import { Blob, Buffer, Face, Font, shape } from 'harfbuzzjs';

/** Names in HarfBuzz's own header files. */
const WRITABLE = 2, NAMES = 4, FEATURES = 6, NO_HINTING = 0x1, NO_CLOSURE = 0x200;

/** The names in a font for whose it is and under which licence: they must stay with it. */
const NOTICES = [0, 13, 14];

const [source, list, out] = process.argv.slice(2);
const words = fs.readFileSync(list, 'utf8').split('\n').filter(Boolean);

const opened = bytes => new Font(new Face(new Blob(new Uint8Array(bytes).buffer)));

/** The glyphs of a word, each with its outline and its place; `see` gets all that came before them too. */
function drawn(font, word, see = () => {}) {
  const buffer = new Buffer();
  buffer.addText(word);
  buffer.guessSegmentProperties();
  buffer.setMessageFunc(now => {
    now.getGlyphInfos().forEach(it => see(it.codepoint));
    return true;
  });
  shape(font, buffer);
  const glyphs = buffer.getGlyphInfos().map(it => it.codepoint);
  assert.ok(!glyphs.includes(0), `the font lacks a letter of “${word}”`);
  const places = buffer.getGlyphPositions();
  return glyphs.map((glyph, at) => ({ outline: font.glyphToPath(glyph), ...places[at] }));
}

/** The font with no more than these letters and glyphs. The package wraps the shaper alone, not the subsetter. */
async function cut(bytes, letters, glyphs) {
  const module = fs.readFileSync(fileURLToPath(import.meta.resolve('harfbuzzjs/dist/harfbuzz-subset.wasm')));
  const { instance: { exports: hb } } = await WebAssembly.instantiate(module);
  hb._initialize();
  const place = hb.malloc(bytes.length);
  new Uint8Array(hb.memory.buffer).set(bytes, place);
  const input = hb.hb_subset_input_create_or_fail();
  const add = (set, values) => values.forEach(it => hb.hb_set_add(set, it));
  add(hb.hb_subset_input_unicode_set(input), letters);
  add(hb.hb_subset_input_glyph_set(input), glyphs);
  add(hb.hb_subset_input_set(input, NAMES), NOTICES);
  const features = hb.hb_subset_input_set(input, FEATURES);
  hb.hb_set_clear(features);
  hb.hb_set_invert(features);
  hb.hb_subset_input_set_flags(input, NO_HINTING | NO_CLOSURE);
  const face = hb.hb_face_create(hb.hb_blob_create(place, bytes.length, WRITABLE, 0, 0), 0);
  const subset = hb.hb_subset_or_fail(face, input);
  assert.ok(subset, `${source} cannot be cut down`);
  const blob = hb.hb_face_reference_blob(subset);
  return new Uint8Array(hb.memory.buffer, hb.hb_blob_get_data(blob, 0), hb.hb_blob_get_length(blob)).slice();
}

const whole = fs.readFileSync(source);
const passed = new Set();
const font = opened(whole);
const before = words.map(word => drawn(font, word, glyph => passed.add(glyph)));
const part = await cut(whole, [...new Set(words.join(''))].map(letter => letter.codePointAt(0)), [...passed]);
const left = opened(part);
assert.deepEqual(words.map(word => drawn(left, word)), before, 'the words look different with what is left of the font');
fs.writeFileSync(out, part);
