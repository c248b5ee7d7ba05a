// The page asks for the same files whoever is in front of it, and keeps nothing.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { openFront } from './lib/front.mjs';
import { ACCIDENT, MANIFOLD, TIANJIN } from './lib/households.mjs';
import { SCREEN, amount, answerAll, begin, go } from './lib/interview.mjs';
import { NOTHING_KEPT, journeys, kept, siteAndKernel } from './lib/journey.mjs';
import { UNSLOWED } from './lib/kernel.mjs';
import { tell } from './lib/random.mjs';
import { traces } from './lib/traces.mjs';

/** Whole journeys that have nothing in common but the page. */
const WAYS = {
  'three people in Tianjin': async (page, hand) => {
    await begin(hand);
    await answerAll(hand, TIANJIN);
  },
  'six people between Gannan and Xinjiang, with mistakes and second thoughts': async (page, hand) => {
    await begin(hand);
    await answerAll(hand, MANIFOLD, { before: 'wages' });
    await hand.type('exact', '1.234');
    await hand.press('#next');
    await page.waitFor("!!document.querySelector('.problems')");
    await answerAll(hand, MANIFOLD);
    await go(page, "location.hash = '#/answers'");
    await go(page, 'history.back()');
    await hand.press('.large-type');
  },
  'an accident, told and then wiped': async (page, hand) => {
    await begin(hand, { urgent: true });
    await answerAll(hand, ACCIDENT);
    await go(page, "location.hash = '#/clear'");
    await hand.press('.danger');
    await page.waitFor(`${SCREEN} === '/'`);
  },
};

for (const name of ['current', '66']) {
  describe(`the requests in Chromium ${name}`, () => {
    const journey = journeys(siteAndKernel(name));

    it('are the same for every household, in the browser and at the server', async () => {
      const seen = [];
      for (const [what, way] of Object.entries(WAYS)) {
        const { requests, log } = await journey({}, way);
        // Several files are asked for at once and may overtake each other.
        seen.push({ what, requests: requests.sort(), log: log.sort() });
      }
      const [first, ...others] = seen;
      assert.ok(first.requests.length >= 5 && first.requests.every(it => /^GET \/([a-z]+-[0-9a-f]{12}\.[a-z]+)?$/.test(it)), first.requests.join());
      assert.deepEqual(first.log, first.requests.map(it => `${it} 200`), 'the server sees what the browser says');
      for (const { what, requests, log } of others) {
        assert.deepEqual(requests, first.requests, what);
        assert.deepEqual(log, first.log, what);
      }
    });
  });
}

/** How many random households are told; `JIUZHU_HOUSEHOLDS` asks for more. */
const HOUSEHOLDS = Number(process.env.JIUZHU_HOUSEHOLDS ?? 200);

/** How many of them tell in one visit, one after the other. */
const PER_VISIT = 20;

describe('random households', () => {
  const opened = siteAndKernel('current', UNSLOWED);

  it(`are all one to the server: ${HOUSEHOLDS} of them, to the byte`, async test => {
    const { site, kernel } = opened;
    const front = await openFront(site.url);
    test.after(() => front.close());
    const seen = [];
    const results = new Set();
    let screens = 0;
    for (let first = 0; first < HOUSEHOLDS; first += PER_VISIT) {
      const [heads, log] = [front.heads.length, site.log().length];
      const page = await kernel.page();
      await page.open(front.url);
      const seeds = Array.from({ length: Math.min(PER_VISIT, HOUSEHOLDS - first) }, (_, at) => first + at);
      for (const told of await tell(page, seeds)) {
        screens += told.screens;
        results.add(told.verdicts);
      }
      assert.deepEqual([page.console, page.blocked], [[], []]);
      assert.deepEqual(await kept(page), NOTHING_KEPT);
      // Several files are asked for at once and may overtake each other.
      seen.push([page.requests, site.log().slice(log), front.heads.slice(heads)].map(it => it.sort()));
      assert.deepEqual(seen.at(-1), seen[0], `what comes of the households from ${first} on`);
      await page.close();
    }
    assert.ok(results.size > HOUSEHOLDS / 10, `${results.size} different results`);
    const requests = seen.reduce((sum, [told]) => sum + told.length, 0);
    test.diagnostic(`${HOUSEHOLDS} households, ${screens} screens, ${results.size} different results; ${seen.length} visits, ${requests} requests, none after the start, the same ${seen[0][2].length} heads each time`);
  });
});

describe('清空', () => {
  const journey = journeys();

  it('leaves nothing of what was told in the document, the address, the heap or the memory of the program', () => journey({}, async (page, hand) => {
    const told = ['7391.48', '7,391.48', '86427.19', '86,427.19'];
    await begin(hand);
    await answerAll(hand, { ...TIANJIN, transfer: amount('7391.48', '每月'), financial: amount('86427.19') });
    const before = (await traces(page, told)).join('\n');
    for (const where of ['7,391.48 in the document', '7391.48 in memory 0 as UTF-8', '86,427.19 in memory 0 as UTF-8']) assert.ok(before.includes(where), before);
    await go(page, "location.hash = '#/clear'");
    await hand.press('.danger');
    await page.waitFor(`${SCREEN} === '/'`);
    assert.deepEqual(await traces(page, told), []);
    // The place stands among the rules, but not in the page.
    assert.equal(await page.evaluate("document.documentElement.outerHTML.includes('和平区')"), false);
  }));
});

describe('what a journey is held to', () => {
  const journey = journeys();
  const caught = (script, message) => assert.rejects(journey({}, page => page.evaluate(script)), message);

  it('would be missed: what is kept on the device is seen', () => journey({}, async page => {
    for (const [what, keep, forget] of [
      ['local', "localStorage.setItem('income', '1200')", 'localStorage.clear()'],
      ['session', "sessionStorage.setItem('income', '1200')", 'sessionStorage.clear()'],
      ['databases', "new Promise(done => { indexedDB.open('income').onsuccess = it => { it.target.result.close(); done(); }; })", "new Promise(done => { indexedDB.deleteDatabase('income').onsuccess = done; })"],
      ['caches', "caches.open('income')", "caches.delete('income')"],
      ['cookie', "document.cookie = 'income=1200'", "document.cookie = 'income=; max-age=0'"],
      ['name', "window.name = '1200'", "window.name = ''"],
    ]) {
      await page.evaluate(`Promise.resolve(${keep}).then(() => 0)`);
      assert.notDeepEqual((await kept(page))[what], NOTHING_KEPT[what], what);
      await page.evaluate(`Promise.resolve(${forget}).then(() => 0)`);
    }
    assert.deepEqual(await kept(page), NOTHING_KEPT);
  }));

  it('would be missed: a word in the console, an error, an attempt to send', async () => {
    await caught("console.warn('income')", /the console says nothing/);
    await caught("new Promise(done => { setTimeout(() => { setTimeout(done); throw new Error('income'); }); })", /the console says nothing/);
    await caught("fetch('/income').catch(() => 0)", /the console says nothing|nothing tries to leave/);
    await caught("localStorage.setItem('income', '1200')", /income/);
  });
});
