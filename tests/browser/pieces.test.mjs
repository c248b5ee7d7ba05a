// The result is long: it comes piece by piece, a few in each task, and nothing may depend on how far it has come.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { MANIFOLD } from './lib/households.mjs';
import { IS_WHOLE, answerAll, begin, follow, go } from './lib/interview.mjs';
import { journeys } from './lib/journey.mjs';

/** Keeps back what the page puts off to a task of its own, once `held` is a list: `step()` lets the oldest go. */
const HOLD = `(() => {
  const put = self.setTimeout.bind(self);
  self.held = null;
  self.setTimeout = (then, after, ...more) => held && !after ? held.push(then) : put(then, after, ...more);
  self.step = () => { held.shift()(); };
})();`;

/** All that the result says so far. */
const SAID = "document.querySelector('.result').textContent";

/** Whether the heading has the focus: with that, a new screen is complete but for what was put off. */
const IS_HEADED = "(document.activeElement || {}).tagName === 'H1'";

describe('a long screen', () => {
  const journey = journeys();
  /** Goes back from the answers to the result, which stops after its first piece; `whole` is its HTML before that, `all` its words. */
  const half = (way, options = {}) => journey({ before: HOLD, ...options }, async (page, hand) => {
    await begin(hand);
    await answerAll(hand, MANIFOLD);
    await page.waitFor(IS_WHOLE);
    const whole = await page.evaluate("document.querySelector('.result').outerHTML");
    const all = await page.evaluate(SAID);
    await follow(hand, '.take-away a[href="#/answers"]');
    const answers = await page.evaluate("document.querySelector('main').outerHTML");
    await page.evaluate('held = [], 0');
    await back(page);
    await way(page, hand, { whole, all, answers });
  });
  const back = async page => {
    await page.evaluate('history.back(), 0');
    await page.waitFor("document.querySelector('main').id === '/result'");
    // On a slow machine the focus waits for a task of its own too.
    while (!await page.evaluate(IS_HEADED)) await page.evaluate('step()');
  };
  const letAllGo = async page => {
    let steps = 0;
    while (await page.evaluate('held.length') > 0) {
      await page.evaluate('step()');
      steps += 1;
    }
    return steps;
  };
  const html = page => page.evaluate("document.querySelector('.result').outerHTML");

  for (const twin of [false, true]) {
    it(`comes piece by piece from the top down${twin ? ', with the twin too' : ''}`, () => half(async (page, _, { whole, all }) => {
      let said = '';
      let steps = 0;
      while (!await page.evaluate(IS_WHOLE)) {
        const now = await page.evaluate(SAID);
        assert.ok(all.startsWith(now), `what is there is not how it begins:\n${now}`);
        assert.ok(now.length >= said.length, 'a piece is gone again');
        said = now;
        assert.notEqual(await page.evaluate('held.length'), 0, 'nothing more comes');
        await page.evaluate('step()');
        steps += 1;
      }
      assert.ok(steps > 2, `it came in ${steps} steps`);
      await letAllGo(page);
      assert.equal(await html(page), whole);
    }, { twin }));
  }

  it('that is left half-way leaves nothing behind, and is whole again when one comes back', () => half(async (page, hand, { whole, answers }) => {
    await page.evaluate('step()');
    assert.ok(!await page.evaluate(IS_WHOLE));
    await go(page, 'history.forward()');
    assert.ok(await letAllGo(page) < 4, 'it goes on to come');
    assert.equal(await page.evaluate("document.querySelector('main').outerHTML"), answers);
    await back(page);
    assert.ok(!await page.evaluate(IS_WHOLE));
    await letAllGo(page);
    assert.equal(await html(page), whole);
    assert.ok(await page.evaluate(IS_HEADED));
  }));

  it('that is printed at once is printed whole', () => half(async (page, _, { whole }) => {
    assert.ok(!await page.evaluate(IS_WHOLE));
    await page.evaluate("addEventListener('beforeprint', () => { self.printed = document.querySelector('.result').outerHTML; }), 0");
    await page.send('Page.printToPDF', {});
    assert.equal(await page.evaluate('printed'), whole);
  }));

  it('can be used before it is whole, and keeps what was done', () => half(async (page, hand, { whole }) => {
    await page.evaluate("document.querySelector('.behind summary').focus(), 0");
    await page.press('Enter');
    await page.waitFor("document.querySelector('.behind').open");
    await hand.press('.large-type');
    await page.waitFor("document.documentElement.className.includes('large')");
    await letAllGo(page);
    assert.equal((await html(page)).replace(' open=""', ''), whole);
    assert.ok(await page.evaluate("document.querySelector('.behind').open"), 'what was unfolded stays so');
    await hand.press('.large-type');
    await page.waitFor("!document.documentElement.className.includes('large')");
    assert.ok(await page.evaluate(IS_WHOLE));
  }));

  it('leads on at once from what is there', () => half(async (page, hand, { whole }) => {
    await page.evaluate("document.querySelector('.result .answer-now, .left .button').click(), 0");
    await page.waitFor("document.querySelector('main').id !== '/result'");
    await letAllGo(page);
    await page.waitFor(IS_HEADED);
    assert.ok(!await page.evaluate("!!document.querySelector('.result')"));
    await back(page);
    await letAllGo(page);
    assert.equal(await html(page), whole);
  }));
});
