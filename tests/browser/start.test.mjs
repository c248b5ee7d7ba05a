// The page starts in every kernel, with WebAssembly and with its twin, loads a fixed list of files and says nothing.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { KERNELS, openKernel } from './lib/kernel.mjs';
import { openSite } from './lib/site.mjs';

/** Old kernels do not know the newer words of the policy and say so. */
const UNKNOWN_WORDS = /invalid source: ''wasm-unsafe-eval''|Unrecognized Content-Security-Policy directive '(require-)?trusted-types(-for)?'/;

/** A kernel that prefers WebAssembly preloads it; with WebAssembly taken away, it wonders about that. */
const UNUSED_PRELOAD = /page-\w+\.wasm was preloaded using link preload but not used/;

/** The names without their hashes. */
const kinds = requests => requests.map(it => it.replace(/^(\w+) http:\/\/[^/]+\/(\w*)(-\w+)?/, '$1 $2')).sort();

const WITH_WEBASSEMBLY = ['GET ', 'GET boot.js', 'GET page.wasm', 'GET rules.bin', 'GET style.css'];
const WITH_TWIN = ['GET ', 'GET boot.js', 'GET rules.bin', 'GET style.css', 'GET twin.js'];

/** Which files each kernel loads under the production policy, as it is and without WebAssembly. */
const LOADS = {
  current: { plain: WITH_WEBASSEMBLY, without: [...WITH_TWIN, 'GET page.wasm'].sort() },
  83: { plain: WITH_TWIN, without: WITH_TWIN },
  66: { plain: WITH_TWIN, without: WITH_TWIN },
};

for (const name of KERNELS) {
  describe(`Chromium ${name}`, () => {
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

    for (const [how, script] of [['plain', undefined], ['without', 'delete window.WebAssembly']]) {
      it(`starts ${how === 'plain' ? 'as it is' : 'without WebAssembly'}`, async () => {
        const page = await kernel.page({ before: script });
        await page.open(site.url);
        await page.waitFor("document.querySelector('#app').childElementCount > 0 && !document.querySelector('.first-screen')");
        assert.deepEqual(kinds(page.requests), LOADS[name][how]);
        assert.deepEqual(page.blocked, []);
        const said = page.console.filter(line => {
          if (name !== 'current' && UNKNOWN_WORDS.test(line)) return false;
          return !(how === 'without' && UNUSED_PRELOAD.test(line));
        });
        assert.deepEqual(said, []);
        await page.close();
      });
    }

    it('shows the first screen and what to do when the program cannot be loaded', async () => {
      const page = await kernel.page({ before: 'delete window.WebAssembly; window.fetch = () => Promise.reject(new Error("no network"));' });
      await page.goto(site.url);
      await page.waitFor("document.documentElement.classList.contains('failed')");
      const text = await page.evaluate('document.body.innerText');
      assert.match(text, /12345/);
      assert.match(text, /没有加载完整/);
      await page.close();
    });
  });
}
