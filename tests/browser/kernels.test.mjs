// The golden path in every kernel, by WebAssembly and by its twin: each says the same, to the letter. And each tests itself: every
// golden case comes out to the byte as on the machine that built the page.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { openFront, withUnsafeEval } from './lib/front.mjs';
import { goldenPath } from './lib/golden-path.mjs';
import { follow, go, screen } from './lib/interview.mjs';
import { DAY, journeys, onDay } from './lib/journey.mjs';
import { CHROMIUMS, OTHERS, mayUseWebAssembly, openKernel } from './lib/kernel.mjs';
import { CASES, tried } from './lib/selftest.mjs';
import { openSite } from './lib/site.mjs';

const WITHOUT_WEBASSEMBLY = 'delete window.WebAssembly;';

/** One line for each kernel and way. */
const table = [['kernel', 'by', 'golden path', 'self-test']];
after(() => console.log(table.map(row => row.map((cell, at) => cell.padEnd([26, 12, 12][at])).join('')).join('\n')));

/** What the first kernel says of the household, to which all others are held. */
let said;

/** Has the browser test itself; gives what it tried and how long that took. */
async function testedItself(open, { url }) {
  const page = await open({});
  try {
    await page.goto(`${url}selftest.html`);
    const { state, golden, statements, took, report } = await tried(page);
    assert.equal(state, 'passed', report);
    assert.equal(golden, `${CASES} / ${CASES}`);
    return `${CASES} cases to the byte, ${statements} statements in ${took.replace(/\D/g, '')} ms`;
  } finally {
    await page.close();
  }
}

/** Throws all answers away, and sees that the page goes back to its first entry in the history, and not out of the site. */
async function wiped(page, hand) {
  const told = await page.evaluate('(window.isSame = true, history.length)');
  await go(page, "location.hash = '#/clear'");
  assert.equal(await follow(hand, '.danger'), '/');
  await page.waitFor(`history.state === 1 && history.length < ${told}`);
  await page.evaluate('history.back(), 0');
  await page.waitFor('history.state === 0');
  assert.deepEqual(await page.evaluate('[window.isSame, location.hash]'), [true, '#/']);
  assert.equal(await screen(page), '/');
}

for (const name of [...CHROMIUMS, ...Object.keys(OTHERS)]) {
  const isMissing = name in OTHERS && !OTHERS[name];
  describe(`the golden path in ${name}`, { skip: isMissing && 'it is not on this machine' }, () => {
    let site;
    let kernel;
    before(async () => { [site, kernel] = await Promise.all([openSite(), openKernel(name)]); });
    after(async () => {
      await kernel?.close();
      await site?.close();
    });

    for (const by of ['WebAssembly', 'the twin']) {
      it(`leads to the same by ${by}`, async () => {
        const twin = by === 'the twin';
        // An old kernel takes the twin by itself, for such a policy as is delivered.
        const takenAway = twin && mayUseWebAssembly(name);
        // Nothing can be run in WebKit ahead of the page but what the server puts there.
        const ahead = name === 'webkit' ? onDay(DAY) + (takenAway ? WITHOUT_WEBASSEMBLY : '') : undefined;
        const policy = twin || mayUseWebAssembly(name) ? undefined : withUnsafeEval;
        const front = await openFront(site.url, { policy, before: ahead });
        try {
          const page = options => kernel.page(ahead ? { ...options, before: undefined } : options);
          const journey = journeys({ kernel: { ...kernel, page }, site: { ...site, url: front.url } });
          let path;
          const { log } = await journey({ twin: takenAway }, async (page, hand) => {
            const since = performance.now();
            const result = await goldenPath(page, hand);
            path = performance.now() - since;
            said ??= result;
            assert.equal(result, said);
            await wiped(page, hand);
          });
          assert.equal(log.some(it => it.startsWith('GET /twin-')), twin, log.join());
          if (!twin) assert.ok(log.some(it => /^GET \/page-\w+\.wasm/.test(it)), log.join());

          // The twin of the self-test is tried by selftest.test.mjs, as it takes an old kernel long.
          const self = twin ? '' : await testedItself(page, ahead ? site : front);
          table.push([kernel.version, by, `${Math.round(path)} ms`, self]);
        } finally {
          await front.close();
        }
      });
    }
  });
}
