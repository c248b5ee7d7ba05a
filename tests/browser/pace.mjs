// How fast the citizen's page follows on a processor six times slower: from an answer to the screen that shows it. Prints; fails never.
//   node tests/browser/pace.mjs        on dist/ (or DIST), served by the project's own server
import { ACCIDENT, ACCIDENT_LATER, GANNAN, MANIFOLD, TIANJIN } from './lib/households.mjs';
import { Mouse, answerAll, begin } from './lib/interview.mjs';
import { onDay } from './lib/journey.mjs';
import { openKernel } from './lib/kernel.mjs';
import { openSite } from './lib/site.mjs';

const SLOWER = 6;
/** What holds up the page for so many milliseconds is called a long task. */
const LONG = 50;

/**
 * Notes for each click how long the page works until what comes of it is laid out and handed to be painted, and how long it takes
 * with the wait for the screen's next frame; and every long task.
 */
const STOPWATCH = `(() => {
  window.pace = { work: [], shown: [], long: [] };
  const later = then => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(0);
  };
  addEventListener('click', ({ timeStamp }) => {
    const began = performance.now();
    let rested = Infinity;
    later(() => { rested = performance.now(); });
    requestAnimationFrame(() => {
      const awake = performance.now();
      // A message that is sent in a frame comes once the frame is done.
      later(() => {
        const now = performance.now();
        pace.shown.push(now - timeStamp);
        pace.work.push(now - began - Math.max(0, awake - rested));
      });
    });
  }, true);
  new PerformanceObserver(list => pace.long.push(...list.getEntries().map(it => it.duration))).observe({ type: 'longtask' });
})()`;

const WAYS = { TIANJIN, GANNAN, ACCIDENT, ACCIDENT_LATER, MANIFOLD, 'nobody knows': {} };

const site = await openSite();
const kernel = await openKernel('current');
const percentile = (values, percent) => [...values].sort((one, other) => one - other)[Math.ceil(values.length * percent / 100) - 1] ?? 0;
const spread = values => {
  const [median, p95, most] = [50, 95, 100].map(percent => percentile(values, percent).toFixed(0));
  return `median ${median}, p95 ${p95}, most ${most}`;
};
const line = (name, { work, shown, long }) => {
  console.log(`${name}: ${work.length} clicks; ms of work: ${spread(work)}; ms until it is shown: ${spread(shown)}; long tasks: ${long.length}, most ${percentile(long, 100).toFixed(0)} ms`);
};
try {
  console.log(`Chromium, a processor ${SLOWER} times slower, tasks of more than ${LONG} ms called long`);
  const all = { work: [], shown: [], long: [] };
  for (const [name, told] of Object.entries(WAYS)) {
    const page = await kernel.page({ before: onDay('2026-11-21') });
    await page.open(site.url);
    await page.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await page.evaluate(`${STOPWATCH}, 0`);
    const hand = new Mouse(page);
    await begin(hand, { urgent: told === ACCIDENT });
    await answerAll(hand, told);
    const pace = await page.evaluate('pace');
    line(name, pace);
    for (const [what, values] of Object.entries(all)) values.push(...pace[what]);
    await page.close();
  }
  line('all', all);
} finally {
  await kernel.close();
  await site.close();
}
