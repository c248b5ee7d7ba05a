// On the narrowest screens and with the biggest type nothing runs out of the window.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { journeys } from './lib/journey.mjs';
import { walk } from './lib/walk.mjs';

/** Whatever reaches over the right or left edge, or is cut off by what it stands in. */
const OVER_THE_EDGE = `(() => {
  const root = document.scrollingElement;
  const found = root.scrollWidth > innerWidth ? ['the page: ' + root.scrollWidth] : [];
  for (const it of document.body.querySelectorAll('*')) {
    const box = it.getBoundingClientRect();
    const style = getComputedStyle(it);
    if (box.width <= 1 || box.height <= 1 || style.visibility === 'hidden') continue;
    const name = it.tagName + '.' + it.getAttribute('class') + ' “' + it.textContent.slice(0, 12) + '”';
    if (box.right > innerWidth + 1 || box.left < -1) found.push(name + ' ' + Math.round(box.left) + '–' + Math.round(box.right));
    if (style.overflowX !== 'visible' && it.scrollWidth > it.clientWidth + 1 && !/^(INPUT|SELECT|TEXTAREA)$/.test(it.tagName)) found.push(name + ' cut off');
  }
  return found;
})()`;

const SIZES = {
  '320 px wide': { width: 320, height: 568, type: 16, large: false },
  '320 px wide, type twice as big': { width: 320, height: 568, type: 32, large: false },
  '390 px wide, 长辈版 and type half as big again': { width: 390, height: 844, type: 24, large: true },
};

/** How much of the window may be taken by what stays in it while the rest scrolls. */
const MOST_STICKY = .4;
const STICKY = `[...document.querySelectorAll('body *')]
  .filter(it => /sticky|fixed/.test(getComputedStyle(it).position)).map(it => it.offsetHeight / innerHeight).reduce((a, b) => a + b, 0)`;

async function show(page, { width, height, type, large }) {
  await page.resize(width, height);
  await page.send('Page.setFontSizes', { fontSizes: { standard: type, fixed: type } });
  await page.evaluate(`document.documentElement.classList.toggle('large', ${large})`);
  const shown = type * (large ? 1.334 : 1);
  await page.waitFor(`Math.abs(parseFloat(getComputedStyle(document.documentElement).fontSize) - ${shown}) < .1 && innerWidth === ${width}`);
}

describe('every screen fits', () => {
  const journey = journeys();

  it(`into a window ${Object.keys(SIZES).join('; ')}`, () => journey({}, async (page, hand) => {
    const found = [];
    const seen = await walk(page, hand, async name => {
      for (const [what, size] of Object.entries(SIZES)) {
        await show(page, size);
        const over = await page.evaluate(OVER_THE_EDGE);
        const sticky = await page.evaluate(STICKY);
        if (sticky > MOST_STICKY) over.push(`${Math.round(sticky * 100)} % of the window do not scroll`);
        found.push(...over.map(it => `${name}, ${what}: ${it}`));
      }
      await show(page, { width: 390, height: 844, type: 16, large: false });
    });
    assert.ok(seen.length > 80, `${seen.length} screens`);
    assert.deepEqual(found, []);
  }));

  it('and it would be missed if one did not', () => journey({ width: 320 }, async page => {
    assert.deepEqual(await page.evaluate(OVER_THE_EDGE), []);
    for (const [property, value] of [['min-width', '330px'], ['margin-left', '200px'], ['margin-left', '-50px']]) {
      await page.evaluate(`document.querySelector('.actions .second').style.setProperty('${property}', '${value}'), 0`);
      assert.notDeepEqual(await page.evaluate(OVER_THE_EDGE), [], property);
      await page.evaluate(`document.querySelector('.actions .second').style.removeProperty('${property}'), 0`);
    }
  }));
});
