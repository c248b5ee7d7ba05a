// The page about the figures: no script, no scrolling to the side in any kernel, the headers of the rest of the site.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { complaints } from './lib/console.mjs';
import { KERNELS, openKernel } from './lib/kernel.mjs';
import { openSite } from './lib/site.mjs';

const NAMES = ['figures.html', 'figures-en.html'];

/** Opens every province and every law, so that all of the page is there to be looked at. */
const UNFOLD = "document.querySelectorAll('details').forEach(it => { it.open = true; }); document.querySelectorAll('details').length";

describe('about the figures', () => {
  let site;
  before(async () => { site = await openSite(); });
  after(() => site.close());

  for (const name of KERNELS) {
    it(`is read in kernel ${name} at any width and with large type`, async () => {
      const kernel = await openKernel(name);
      try {
        // The other language is laid out the same way; old kernels are slow at it.
        for (const file of name === 'current' ? NAMES : NAMES.slice(0, 1)) {
          const page = await kernel.page({ width: 360, height: 780 });
          await page.goto(site.url + file);
          assert.ok(await page.evaluate(UNFOLD) > 30);
          for (const [width, size] of [[320, '100%'], [360, '200%'], [1280, '200%']]) {
            await page.resize(width, 800);
            await page.evaluate(`document.documentElement.style.fontSize = '${size}'`);
            const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
            assert.ok(over <= 0, `${file} at ${width} with ${size}: ${over} px too wide`);
          }
          assert.equal(await page.evaluate('document.scripts.length'), 0);
          assert.deepEqual(complaints(page, kernel), []);
          await page.close();
        }
      } finally {
        await kernel.close();
      }
    });
  }

  it('leads from a source to its line, and back to the self-check', async () => {
    const kernel = await openKernel('current');
    try {
      const page = await kernel.page({ width: 1280, height: 900 });
      await page.goto(`${site.url}figures.html`);
      await page.click('#p-120000 summary');
      // A link of several lines has no middle to click.
      await page.evaluate("document.querySelector('#p-120000 td a').click()");
      await page.waitFor("!!document.querySelector('[id^=s-tianjin]:target')");
      await page.click('.bar a');
      await page.waitFor("!!document.querySelector('html.started')");
    } finally {
      await kernel.close();
    }
  });

  it('is sent with the headers of the site and is asked for each time', async () => {
    for (const file of NAMES) {
      const { status, headers } = await fetch(site.url + file);
      assert.equal(status, 200);
      assert.match(headers.get('content-security-policy'), /default-src 'none'.*require-trusted-types-for 'script'/);
      assert.equal(headers.get('cache-control'), 'no-cache');
      assert.equal(headers.get('content-type'), 'text/html; charset=utf-8');
    }
  });
});
