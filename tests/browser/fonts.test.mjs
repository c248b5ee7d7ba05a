// The Tibetan page brings its letters with it, just those that it needs, and no other page asks for them.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';

import { complaints } from './lib/console.mjs';
import { KERNELS, openKernel } from './lib/kernel.mjs';
import { openSite } from './lib/site.mjs';

const texts = path.resolve(import.meta.dirname, '../../text/bo');

/** All that is said in Tibetan, without the Chinese beside it. */
const SAID = fs.readdirSync(texts).flatMap(file => {
  return fs.readFileSync(path.join(texts, file), 'utf8').match(/[\u0f00-\u0fff]+/g) || [];
});

const STARTED = "document.querySelector('#app').childElementCount > 0 && !document.querySelector('.first-screen')";

/** The fonts of a device that go before ours. */
const LOCAL = /^(Kailasa|Noto (Serif|Sans) Tibetan)$/;

/** The fonts that some words on the page are drawn with, as the browser tells them. */
async function fontsOf(page, words) {
  await page.evaluate(`(() => {
    const it = document.createElement('p');
    it.id = 'words';
    it.textContent = ${JSON.stringify(words)};
    document.querySelector('main').append(it);
    return it.offsetWidth;
  })()`);
  const { root } = await page.send('DOM.getDocument');
  const { nodeId } = await page.send('DOM.querySelector', { nodeId: root.nodeId, selector: '#words' });
  const { fonts } = await page.send('CSS.getPlatformFontsForNode', { nodeId });
  await page.evaluate("document.querySelector('#words').remove()");
  return fonts.map(it => (it.isCustomFont ? 'ours' : it.familyName)).join();
}

for (const name of KERNELS) {
  describe(`the fonts in Chromium ${name}`, () => {
    let site;
    let kernel;
    before(async () => {
      site = await openSite();
      kernel = await openKernel(name);
    });
    after(async () => {
      await kernel?.close();
      await site?.close();
    });

    const opened = async address => {
      const page = await kernel.page({ width: 360, height: 780 });
      await page.open(site.url + address);
      await page.waitFor(STARTED);
      return page;
    };
    const asked = page => page.requests.filter(it => /\.(ttf|woff2?|otf)$/.test(it)).map(it => it.replace(/^.*\/(\w+)-.*$/, '$1'));

    it('have every word that is said in Tibetan, its letters stacked', async () => {
      const page = await opened('bo.html');
      await page.waitFor("document.fonts.status === 'loaded' && document.fonts.check('1em Tibetan', 'ཀ')");
      // Not below: to tell what fonts there are, a kernel may ask for the style sheet again, which the seal forbids.
      assert.deepEqual(complaints(page, kernel), []);
      await page.send('DOM.enable');
      await page.send('CSS.enable');
      const own = LOCAL.test(await fontsOf(page, SAID[0]));
      assert.deepEqual(asked(page), own ? [] : ['tibetan']);
      for (const words of SAID) assert.match(await fontsOf(page, words), own ? LOCAL : /^ours$/, words);
      assert.doesNotMatch(await fontsOf(page, '中'), /ours/);
      const width = letters => page.evaluate(`(() => {
        const context = document.createElement('canvas').getContext('2d');
        context.font = '100px Tibetan';
        return context.measureText(${JSON.stringify(letters)}).width;
      })()`);
      const stack = SAID.join('').match(/[\u0f40-\u0f6c][\u0f90-\u0fbc]/)[0];
      assert.ok(await width(stack) < 1.3 * await width(stack[0]), `${stack} is a stack`);
      await page.close();
    });

    it('are asked for by no other page', async () => {
      for (const address of ['', 'en.html', 'ug.html']) {
        const page = await opened(address);
        assert.deepEqual(asked(page), [], address);
        await page.close();
      }
    });
  });
}
