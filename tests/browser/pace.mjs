// How fast the citizen's page follows on a processor six times slower, beside the same screens put there by nothing but a clone:
// what it takes the browser itself to lay out and paint them. Prints; fails never.
//   node tests/browser/pace.mjs        on dist/ (or DIST), served by the project's own server
import { ACCIDENT, ACCIDENT_LATER, GANNAN, MANIFOLD, TIANJIN } from './lib/households.mjs';
import { Mouse, SCREEN, answerAll, begin } from './lib/interview.mjs';
import { onDay } from './lib/journey.mjs';
import { openKernel } from './lib/kernel.mjs';
import { openSite } from './lib/site.mjs';
import { SLOWER, percentile } from './lib/slow.mjs';

/** What holds up the page for so many milliseconds is called a long task. */
const LONG = 50;

/**
 * Notes for each click how long the browser works until what comes of it is laid out and handed to be painted, without its wait for
 * the screen's next frame: `here` where the screen stays, `there` where another one comes. And every long task.
 */
const STOPWATCH = `(() => {
  window.pace = { here: [], there: [], long: [] };
  window.screens = [];
  const later = then => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(0);
  };
  addEventListener('click', () => {
    const began = performance.now();
    const screen = ${SCREEN};
    let rested = Infinity;
    later(() => { rested = performance.now(); });
    requestAnimationFrame(() => {
      const awake = performance.now();
      // A message that is sent in a frame comes once the frame is done.
      later(() => {
        const work = performance.now() - began - Math.max(0, awake - rested);
        pace[${SCREEN} === screen ? 'here' : 'there'].push(work);
      });
    });
  }, true);
  new PerformanceObserver(list => pace.long.push(...list.getEntries().map(it => it.duration))).observe({ type: 'longtask' });
})()`;

/** Goes over the screens that were kept, each put in the place of the last, and gives what that takes. */
const BARE = `(async () => {
  pace.here = [];
  pace.there = [];
  let shown = document.getElementById('app');
  const button = document.body.appendChild(document.createElement('button'));
  for (const screen of screens) {
    button.onclick = () => {
      shown.replaceWith(screen);
      screen.querySelector('h1').focus();
      scrollTo(0, 0);
      shown = screen;
    };
    const count = pace.here.length + pace.there.length;
    button.click();
    while (pace.here.length + pace.there.length === count) await new Promise(done => setTimeout(done));
  }
  return [...pace.here, ...pace.there];
})()`;

const WAYS = { TIANJIN, GANNAN, ACCIDENT, ACCIDENT_LATER, MANIFOLD, 'nobody knows': {} };

const spread = values => [50, 95, 100].map(percent => percentile(values, percent).toFixed(0)).join(' / ');
const line = (name, { here, there, long, bare }) => {
  const ratio = percentile(there, 50) / percentile(bare, 50);
  console.log(`${name}: ${here.length} clicks within a screen ${spread(here)}; ${there.length} to another ${spread(there)}; bare ${spread(bare)}, ratio ${ratio.toFixed(1)}; long tasks ${long.length}, most ${percentile(long, 100).toFixed(0)}`);
};

const site = await openSite();
const kernel = await openKernel('current');
try {
  console.log(`ms of work, median / p95 / most, on a processor ${SLOWER} times slower; tasks of more than ${LONG} ms are long`);
  const all = { here: [], there: [], long: [], bare: [] };
  for (const [name, told] of Object.entries(WAYS)) {
    const page = await kernel.page({ before: onDay('2026-11-21') });
    await page.open(site.url);
    await page.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await page.evaluate(`${STOPWATCH}, 0`);
    const hand = new Mouse(page);
    await begin(hand, { urgent: told === ACCIDENT });
    await answerAll(hand, told, { onScreen: () => page.evaluate("screens.push(document.getElementById('app').cloneNode(true)), 0") });
    const pace = await page.evaluate('pace');
    pace.bare = await page.evaluate(BARE);
    line(name, pace);
    for (const [what, values] of Object.entries(all)) values.push(...pace[what]);
    await page.close();
  }
  line('all', all);
} finally {
  await kernel.close();
  await site.close();
}
