// One journey through the page: opened on a fixed day, and left with nothing said, nothing sent and nothing kept.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { complaints } from './console.mjs';
import { Mouse } from './interview.mjs';
import { openKernel } from './kernel.mjs';
import { openSite } from './site.mjs';

/** The day of every journey, so that the amounts stay what they are. */
export const DAY = '2026-11-21';

/** Script that makes it this day in the page. */
export function onDay(day) {
  const [year, month, date] = day.split('-').map(Number);
  return `(() => {
    const Real = Date;
    const now = new Real(${year}, ${month - 1}, ${date}, 12).getTime();
    window.Date = class extends Real {
      constructor(...parts) {
        if (parts.length > 0) super(...parts);
        else super(now);
      }
      static now() { return now; }
    };
  })();`;
}

/**
 * One site and one kernel for all tests of a `describe`, there once the first of them runs.
 * @param {'current' | '83' | '66'} name
 */
export function siteAndKernel(name = 'current', more = []) {
  const opened = {};
  before(async () => {
    [opened.site, opened.kernel] = await Promise.all([openSite(), openKernel(name, more)]);
  });
  after(async () => {
    await opened.kernel?.close();
    await opened.site?.close();
  });
  return opened;
}

/**
 * Journeys on one site in one kernel.
 * @returns {(options: object, way: (page, hand: Mouse) => Promise<void>) => Promise<{requests: string[], log: string[]}>}
 *   makes one journey on a fresh page and gives the requests that the page and the server saw. Options are those of
 *   `Page.start`; `twin` to take WebAssembly away, `at` for another page than the citizen's, `day` for another day.
 */
export function journeys(opened = siteAndKernel()) {
  return async ({ twin = false, at = '', day = DAY, before: script = '', ...options }, way) => {
    const { site, kernel } = opened;
    const before = site.log().length;
    const page = await kernel.page({ ...options, before: onDay(day) + script + (twin ? 'delete window.WebAssembly;' : '') });
    try {
      // Old kernels share one cache between all their pages, and files that are taken from it never reach the server.
      await page.emptyCache();
      await page.open(site.url + at);
      const loaded = page.requests.length;
      await way(page, new Mouse(page));
      assert.deepEqual(complaints(page, kernel, { twin }), [], 'the console says nothing');
      assert.deepEqual(page.blocked, [], 'nothing tries to leave');
      if (!options.reloads) assert.deepEqual(page.requests.slice(loaded), [], 'nothing is loaded after the start');
      assert.deepEqual(await kept(page), NOTHING_KEPT);
      const own = new URL(site.url).origin;
      return { requests: page.requests.map(it => it.replace(own, '')), log: site.log().slice(before) };
    } finally {
      await page.close();
    }
  };
}

/** What `kept` gives when nothing is. */
export const NOTHING_KEPT = { cookies: [], cookie: '', local: [], session: [], databases: [], caches: [], workers: 0, name: '' };

/** Everything that the page has left on the device; what a kernel cannot list counts as empty. */
export async function kept(page) {
  const cookies = await page.cookies();
  const rest = await page.evaluate(`(async () => ({
    cookie: document.cookie,
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: indexedDB.databases ? (await indexedDB.databases()).map(it => it.name) : [],
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    name: window.name,
  }))()`);
  return { cookies, ...rest };
}

/** The result's cards in order, those that are folded away included. */
export function cards(page) {
  return page.evaluate(`[...document.querySelectorAll('article.card')].map(card => ({
    name: card.querySelector('h2').textContent,
    verdict: card.querySelector('.verdict').textContent,
    sums: [...card.querySelectorAll('.sum')].map(it => it.textContent),
    folded: !!card.closest('details'),
    text: card.textContent,
  }))`);
}

/** What the person reads. */
export function text(page) {
  return page.evaluate('document.body.innerText');
}

/** The lines of 我的答案, as `what: answer`. */
export function answered(page) {
  return page.evaluate("[...document.querySelectorAll('.answers .answer')].map(it => it.querySelector('dt').textContent + ': ' + it.querySelector('dd').textContent)");
}
