// The page starts in every kernel, with WebAssembly and with its twin, loads a fixed list of files and says nothing.
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, describe, it } from 'node:test';

import { complaints } from './lib/console.mjs';
import { KERNELS, openKernel } from './lib/kernel.mjs';
import { openSite } from './lib/site.mjs';

/** The names without their hashes. */
const kinds = requests => requests.map(it => it.replace(/^(\w+) http:\/\/[^/]+\/(\w*)(-\w+)?/, '$1 $2')).sort();

const WITH_WEBASSEMBLY = ['GET ', 'GET boot.js', 'GET page.wasm', 'GET rules.bin', 'GET texts.bin'];
const WITH_TWIN = ['GET ', 'GET boot.js', 'GET rules.bin', 'GET texts.bin', 'GET twin.js'];

/** How a kernel comes to the page, and which files it then loads. */
const CASES = {
  current: [
    { how: 'as it is', loads: WITH_WEBASSEMBLY },
    { how: 'without WebAssembly', before: 'delete window.WebAssembly', twin: true, loads: [...WITH_TWIN, 'GET page.wasm'].sort() },
  ],
  83: [
    { how: 'as it is, refusing WebAssembly by the policy', twin: true, loads: WITH_TWIN },
    { how: 'without WebAssembly', before: 'delete window.WebAssembly', twin: true, loads: WITH_TWIN },
    { how: 'without a policy, with WebAssembly', withoutPolicy: true, loads: WITH_WEBASSEMBLY },
  ],
};
CASES[66] = CASES[83];

/** The same site from a server that sends no policy, so that old kernels may use WebAssembly. */
async function openLenient(origin) {
  const server = http.createServer((request, response) => {
    http.get(new URL(request.url, origin), answer => {
      response.writeHead(answer.statusCode, { 'Content-Type': answer.headers['content-type'] });
      answer.pipe(response);
    });
  });
  await new Promise(open => server.listen(0, '127.0.0.1', open));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise(done => { server.closeAllConnections(); server.close(done); }),
  };
}

const isShown = selector => `getComputedStyle(document.querySelector('${selector}')).display !== 'none'`;

for (const name of KERNELS) {
  describe(`Chromium ${name}`, () => {
    let site;
    let lenient;
    let kernel;
    before(async () => {
      site = await openSite();
      lenient = await openLenient(site.url);
      kernel = await openKernel(name);
    });
    after(async () => {
      await kernel?.close();
      await lenient?.close();
      await site?.close();
    });

    for (const { how, before: script, withoutPolicy, twin, loads } of CASES[name]) {
      it(`starts ${how}`, async () => {
        const page = await kernel.page({ before: script });
        await page.open(withoutPolicy ? lenient.url : site.url);
        await page.waitFor("document.querySelector('#app').childElementCount > 0 && !document.querySelector('.first-screen')");
        assert.deepEqual(kinds(page.requests), loads);
        assert.deepEqual(page.blocked, []);
        assert.deepEqual(complaints(page, kernel, { twin }), []);
        assert.equal(await page.evaluate(isShown('.when-broken')), false);
        await page.close();
      });
    }

    it('takes no style but its own', async () => {
      // The program never comes, so that nothing is sealed yet.
      const page = await kernel.page({ before: 'window.fetch = () => new Promise(() => {});' });
      for (const file of ['', 'bo.html', 'ug.html', 'open.html', 'hotline.html', 'selftest.html', 'figures.html', 'nothing.html']) {
        await page.goto(site.url + file);
        const seen = await page.evaluate(`(() => {
          const { documentElement: root, body, head } = document;
          head.appendChild(document.createElement('style')).textContent = 'body { outline: 7px solid }';
          body.setAttribute('style', 'outline: 7px solid');
          return [getComputedStyle(root).getPropertyValue('--brand').trim() !== '', getComputedStyle(body).outlineStyle];
        })()`);
        assert.deepEqual(seen, [true, 'none'], file);
      }
      await page.close();
    });

    it('speaks another language from its own address, and leads back', async () => {
      const page = await kernel.page();
      await page.open(`${site.url}en.html`);
      await page.waitFor("document.querySelector('#app').childElementCount > 0 && !document.querySelector('.first-screen')");
      assert.equal(await page.evaluate('document.documentElement.lang'), 'en');
      const words = await page.evaluate("document.querySelector('h1').innerText + document.querySelector('.actions').innerText");
      assert.match(words, /[a-z]{4}/);
      assert.doesNotMatch(words, /[\u4e00-\u9fff]/);
      assert.equal(await page.evaluate("document.querySelector('.languages a').getAttribute('href')"), './');
      assert.deepEqual(complaints(page, kernel), []);
      await page.close();
    });

    for (const [id, direction] of [['ug', 'rtl'], ['bo', 'ltr']]) {
      it(`says in ${id} what is translated beside the Chinese, and that it waits for a translator`, async () => {
        const page = await kernel.page({ width: 320 });
        await page.open(`${site.url}${id}.html`);
        await page.waitFor("document.querySelector('#app').childElementCount > 0 && !document.querySelector('.first-screen')");
        const shown = await page.evaluate(`({
          direction: getComputedStyle(document.body).direction,
          begin: document.querySelector('.actions .button').innerText,
          awaiting: document.querySelectorAll('.awaiting')[1].innerText,
          wide: document.documentElement.scrollWidth,
        })`);
        assert.equal(shown.direction, direction);
        assert.match(shown.begin, /^[^\u4e00-\u9fff]+ 开始自查$/);
        assert.match(shown.awaiting, /等合格的译者/);
        assert.ok(shown.wide <= 320, `${shown.wide} px wide`);
        assert.deepEqual(complaints(page, kernel), []);
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

    it('says so when the program breaks down later, and not when somebody else\'s script does', async () => {
      const page = await kernel.page();
      await page.open(site.url);
      const fail = reason => page.evaluate(`(reason => {
        const promise = Promise.reject(reason);
        promise.catch(() => {});
        dispatchEvent(new PromiseRejectionEvent('unhandledrejection', { promise, reason }));
      })(${reason})`);
      await fail("new Error('from a script that the host app put in')");
      assert.equal(await page.evaluate(isShown('.when-broken')), false);
      await fail("new WebAssembly.RuntimeError('unreachable')");
      await page.waitFor(isShown('.when-broken'));
      assert.match(await page.evaluate("document.querySelector('.when-broken').innerText"), /12345/);
      await page.close();
    });
  });
}
