// 朗读: there only where the device itself has a voice, and read by that voice alone. The voices stand in for those of a system,
// which no test machine has; what the page asks of them is what is looked at.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { begin } from './lib/interview.mjs';
import { journeys } from './lib/journey.mjs';

const AWAY = { lang: 'zh-CN', localService: false };
const CANTONESE = { lang: 'zh-HK', localService: true };
const HERE = { lang: 'zh_CN', localService: true };

/** A device with these voices; `spoken` holds what is read and by which, and is emptied when the reading ends. */
const voices = list => `
  self.spoken = [];
  self.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(self, 'speechSynthesis', { value: {
    getVoices: () => ${JSON.stringify(list)},
    get speaking() { return self.spoken.length > 0; },
    speak({ text, voice }) { self.spoken.push([text, voice]); },
    cancel() { self.spoken = []; },
  } });`;

describe('reading aloud', () => {
  const journey = journeys();
  const shown = page => page.evaluate("getComputedStyle(document.querySelector('.speak')).display !== 'none'");
  const press = page => page.evaluate("document.querySelector('.speak').click()");

  for (const [where, list] of [['without voices', []], ['with voices of the network or of another language alone', [AWAY, CANTONESE]]]) {
    it(`is not offered ${where}`, () => journey({ before: voices(list) }, async (page, hand) => {
      await begin(hand);
      assert.equal(await shown(page), false);
    }));
  }

  it('reads the screen with the voice of the device, until something is pressed', () => journey(
    { before: voices([AWAY, CANTONESE, HERE]) },
    async (page, hand) => {
      await begin(hand);
      assert.equal(await shown(page), true);
      await press(page);
      const spoken = await page.evaluate('self.spoken');
      assert.ok(spoken.some(([text]) => text.includes('户口')), JSON.stringify(spoken));
      for (const [, voice] of spoken) assert.deepEqual(voice, HERE);
      await press(page);
      assert.deepEqual(await page.evaluate('self.spoken'), []);
      await press(page);
      await page.evaluate("document.querySelector('.large-type').click()");
      assert.deepEqual(await page.evaluate('self.spoken'), []);
    },
  ));
});
