// The offline edition: one file from a disk or a USB stick, with the network cut, is the same page and gives the same results, and
// asks for nothing.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';

import { complaints } from './lib/console.mjs';
import { ACCIDENT, TIANJIN } from './lib/households.mjs';
import { IS_WHOLE, Mouse, SCREEN, answerAll, begin, follow, go, screen } from './lib/interview.mjs';
import { answered, cards, journeys, onDay, text } from './lib/journey.mjs';
import { KERNELS, openKernel } from './lib/kernel.mjs';
import { openSink } from './lib/sink.mjs';
import { goldenCases } from './lib/site.mjs';
import { until } from './lib/until.mjs';
import { openCode } from './lib/walk.mjs';

const dist = process.env.DIST ?? path.resolve(import.meta.dirname, '../../dist');
const DAY = '2026-11-21';

/** Households that are walked from the first screen to the result. */
const WALKED = {
  'three people in Tianjin': async hand => {
    await begin(hand);
    await answerAll(hand, TIANJIN);
  },
  'an accident': async hand => {
    await begin(hand, { urgent: true });
    await answerAll(hand, ACCIDENT);
  },
};

/** One golden case of each folder, opened by its digits. */
const OPENED = [...new Map(goldenCases().map(golden => [golden.name.split('/')[0], golden])).values()];

const result = async page => (await cards(page)).map(({ name, verdict, sums, text: words }) => ({ name, verdict, sums, words }));

/** Whatever can be taken away is made without a network, and nothing leads to a page that is not there. */
async function handsOver(page) {
  const press = words => page.evaluate(`[...document.querySelectorAll('.take-away button')].find(it => it.textContent === '${words}').click()`);
  await press('存成图片');
  await page.waitFor("(document.querySelector('.drawn img') || {}).naturalWidth === 750");
  await press('复制文字');
  await page.waitFor("document.querySelector('.take-away .status').textContent !== ''");
  assert.match(await page.evaluate("document.querySelector('.code').textContent"), /^(\d{4})+$/);
  assert.doesNotMatch(await page.evaluate("document.querySelector('.take-away').textContent"), /二维码/);
  const links = await page.evaluate("[...document.querySelectorAll('[href], [src]')].map(it => it.getAttribute('href') || it.getAttribute('src'))");
  assert.deepEqual(links.filter(to => !/^(#|tel:|data:)/.test(to)), []);
}

/** The edition alone in a folder of its own, as it lies on a stick. */
function onStick(file = 'offline.html') {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'U 盘-'));
  const copy = path.join(folder, '救助自查-断网版.html');
  fs.copyFileSync(path.join(dist, file), copy);
  return { address: pathToFileURL(copy).href, remove: () => fs.rmSync(folder, { recursive: true }) };
}

describe('the offline edition', () => {
  /** What the site says of all of them, found out once. */
  const journey = journeys();
  const onSite = { walked: {}, opened: {} };
  before(async () => {
    for (const [name, walk] of Object.entries(WALKED)) {
      await journey({ day: DAY }, async (page, hand) => {
        await walk(hand);
        onSite.walked[name] = await result(page);
      });
    }
    await journey({ day: DAY, at: 'open.html' }, async page => {
      for (const { name, code } of OPENED) {
        await openCode(page, code);
        onSite.opened[name] = await result(page);
      }
    });
  });

  for (const name of KERNELS) {
    describe(`in Chromium ${name}`, () => {
      let kernel;
      let stick;
      before(async () => {
        stick = onStick();
        kernel = await openKernel(name);
      });
      after(async () => {
        await kernel?.close();
        stick?.remove();
      });

      /** Opens it without a network, and holds it to asking for nothing, saying nothing and keeping nothing. */
      const opened = async ({ twin, address = stick.address }, way) => {
        const page = await kernel.page({ before: onDay(DAY) + (twin ? 'delete window.WebAssembly;' : '') });
        await page.send('Network.emulateNetworkConditions', { offline: true, latency: 0, downloadThroughput: 0, uploadThroughput: 0 });
        await page.open(address);
        await way(page, new Mouse(page));
        assert.deepEqual([...new Set(page.requests)], [`GET ${address}`]);
        assert.deepEqual(page.blocked, []);
        assert.deepEqual(complaints(page, kernel), []);
        assert.deepEqual(await page.evaluate('[document.cookie, Object.keys(localStorage), Object.keys(sessionStorage), window.name]'), ['', [], [], '']);
        await page.close();
      };

      // Old kernels let no policy allow WebAssembly alone, and take the twin by themselves.
      for (const twin of name === 'current' ? [false, true] : [false]) {
        const how = twin ? ', without WebAssembly' : '';

        for (const [household, walk] of Object.entries(WALKED)) {
          it(`leads ${household} to the result of the site, and hands it over${how}`, () => opened({ twin }, async (page, hand) => {
            assert.equal(await screen(page), '/');
            await walk(hand);
            assert.deepEqual(await result(page), onSite.walked[household]);
            await handsOver(page);
          }));
        }

        it(`opens golden cases by their digits and gives the results of the site${how}`, () => opened({ twin }, async (page, hand) => {
          await follow(hand, '.earlier a');
          assert.equal(await screen(page), '/open');
          const [{ code: first }] = OPENED;
          await page.type('#code', first);
          await page.press('Enter');
          await page.waitFor(`${SCREEN} === '/result'`);
          for (const { name: golden, code } of OPENED) {
            if (code !== first) await openCode(page, code);
            assert.deepEqual(await result(page), onSite.opened[golden], golden);
          }
        }));
      }

      it('goes back without losing an answer, grows its type, and wipes everything', () => opened({}, async (page, hand) => {
        await begin(hand);
        await answerAll(hand, TIANJIN, { before: 'receives' });
        await go(page, "location.hash = '#/answers'");
        const told = await answered(page);
        await go(page, 'history.back()');
        await go(page, 'history.back()');
        await go(page, "location.hash = '#/answers'");
        assert.deepEqual(await answered(page), told);
        await hand.press('.large-type');
        await page.waitFor("document.documentElement.classList.contains('large')");
        await follow(hand, '.foot a[href="#/clear"]');
        await follow(hand, '.danger');
        assert.doesNotMatch(await page.evaluate('document.body.outerHTML'), /和平区/);
      }));

      if (name === 'current') it('speaks English from a file of its own', async () => {
        const english = onStick('offline-en.html');
        await opened({ address: english.address }, async (page, hand) => {
          assert.equal(await page.evaluate('document.documentElement.lang'), 'en');
          await begin(hand);
          await answerAll(hand, TIANJIN);
          assert.match(await text(page), /1,635/);
          assert.doesNotMatch(await page.evaluate("document.querySelector('.result h1').textContent"), /[\u4e00-\u9fff]/);
        });
        english.remove();
      });
    });
  }

  describe('alone', () => {
    let kernel;
    let sink;
    let stick;
    before(async () => {
      stick = onStick();
      [kernel, sink] = await Promise.all([openKernel('current'), openSink()]);
    });
    after(async () => {
      await kernel?.close();
      await sink?.close();
      stick?.remove();
    });

    it('says what it may do before anything else, and names no other file', () => {
      for (const file of ['offline.html', 'offline-en.html']) {
        const html = fs.readFileSync(path.join(dist, file), 'utf8');
        assert.match(html, /^<!DOCTYPE html>\n<html [^>]*>\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="default-src 'none'; /);
        const markup = html.replace(/(<(script|style)\b[^>]*>).*?(<\/\2>)/gs, '$1$3');
        assert.deepEqual([...markup.matchAll(/\s(?:href|src|srcset|action|data)="(?!#|tel:|data:,)([^"]{0,40})/g)].map(it => it[1]), []);
        assert.ok(html.length < 2e6, `${html.length} bytes, and the page about the figures says less than 2 MB`);
      }
    });

    it('is sealed from its first byte on, while a file without its policy is not', async () => {
      /** Tries to reach the server as soon as there is a body, which is before the script, and once more when it has run. */
      const attempt = way => `(() => {
        if (self !== top) return;
        const out = ${way};
        new MutationObserver((_, watch) => { if (document.body) { watch.disconnect(); out('early'); } }).observe(document, { childList: true, subtree: true });
        addEventListener('load', () => out('late'));
      })();`;
      const WAYS = {
        fetch: to => `when => fetch('${to}/fetch-' + when, { mode: 'no-cors' }).catch(() => 0)`,
        image: to => `when => { new Image().src = '${to}/image-' + when; }`,
        beacon: to => `when => { navigator.sendBeacon('${to}/beacon-' + when, 'income=1200'); }`,
        frame: to => `when => { const it = document.createElement('iframe'); it.src = '${to}/frame-' + when; document.body.append(it); }`,
        stylesheet: to => `when => { const it = document.createElement('link'); it.rel = 'stylesheet'; it.href = '${to}/stylesheet-' + when; document.head.append(it); }`,
        script: to => `when => { const it = document.createElement('script'); it.setAttribute('src', '${to}/script-' + when); document.body.append(it); }`,
        form: to => `when => { const [it, frame] = ['form', 'iframe'].map(name => document.createElement(name)); it.action = '${to}/form-' + when; it.target = frame.name = when; document.body.append(frame, it); it.submit(); }`,
      };
      const lenient = stick.address.replace('.html', '-lenient.html');
      const html = fs.readFileSync(new URL(stick.address), 'utf8');
      fs.writeFileSync(new URL(lenient), html.replace(/<meta http-equiv.*\n/, '').replace(/<script.*<\/script>/s, ''));
      /** Opens the file once for each way, waits for `arrived`, and gives what has reached the server. */
      const reached = async (address, arrived) => {
        sink.seen.length = 0;
        const names = () => [...new Set(sink.seen.map(line => line.split('/').pop().split('?')[0]))].filter(name => name !== 'probe').sort();
        for (const [way, script] of Object.entries(WAYS)) {
          const page = await kernel.page({ before: attempt(script(sink.url)) });
          await page.goto(address);
          await page.evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))');
          await until('a probe from outside is answered', async () => (await fetch(`${sink.url}/probe`)).ok);
          await until(`${way} arrives`, () => arrived(way, names()));
          await page.close();
        }
        return names();
      };
      const all = Object.keys(WAYS).flatMap(way => [`${way}-early`, `${way}-late`]);
      const both = (way, names) => names.includes(`${way}-early`) && names.includes(`${way}-late`);
      assert.deepEqual(await reached(lenient, both), all.sort());
      assert.deepEqual(await reached(stick.address, () => true), []);
    });

    it('comes back from a file that it saved itself', async () => {
      const page = await kernel.page({ before: onDay(DAY) });
      await page.open(stick.address);
      await WALKED['three people in Tianjin'](new Mouse(page));
      const before = await result(page);
      const download = page.native.waitForEvent('download');
      await page.evaluate("[...document.querySelectorAll('.take-away button')].find(it => it.textContent === '存成文件').click()");
      const file = path.join(os.tmpdir(), `kept-${process.pid}.json`);
      await (await download).saveAs(file);
      await page.goto('about:blank');
      await page.open(`${stick.address}#/open`);
      await page.evaluate("location.hash = '#/open', 0");
      await page.waitFor("!!document.querySelector('#file')");
      const { root } = await page.send('DOM.getDocument');
      const { nodeId } = await page.send('DOM.querySelector', { nodeId: root.nodeId, selector: '#file' });
      await page.send('DOM.setFileInputFiles', { nodeId, files: [file] });
      await page.waitForText('结果和当时一样');
      await page.waitFor(IS_WHOLE);
      assert.deepEqual(await result(page), before);
      fs.rmSync(file);
      await page.close();
    });
  });
});
