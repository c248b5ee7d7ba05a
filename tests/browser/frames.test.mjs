// The page in the frame of a portal: shown where the portal was let in, refused everywhere else; it scrolls within its frame and
// never asks it to grow.
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, describe, it } from 'node:test';

import { DevTools } from './lib/devtools.mjs';
import { TIANJIN } from './lib/households.mjs';
import { Mouse, answerAll, begin } from './lib/interview.mjs';
import { cards, onDay } from './lib/journey.mjs';
import { KERNELS, openKernel } from './lib/kernel.mjs';
import { Page } from './lib/page.mjs';
import { openSite } from './lib/site.mjs';

const [WIDTH, HEIGHT] = [390, 640];

/** A portal at another origin than the page, which frames whatever its query names. */
async function openPortal() {
  const server = http.createServer((request, response) => {
    const framed = decodeURIComponent(request.url.split('?')[1] ?? '');
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(`<!DOCTYPE html><title>办事大厅</title><style>body { margin: 0 } iframe { border: 0; width: ${WIDTH}px; height: ${HEIGHT}px; display: block }</style>
      <iframe src="${framed}"></iframe><p>办事大厅</p>`);
  });
  await new Promise(open => server.listen(0, '127.0.0.1', open));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise(done => { server.closeAllConnections(); server.close(done); }),
  };
}

/** The page in the frame, to be asked like any other. One process has both, as they come from one machine: keys and mice go through the window. */
async function inFrame(page) {
  const { frameTree } = await page.send('Page.getFrameTree');
  const { executionContextId: contextId } = await page.send('Page.createIsolatedWorld', { frameId: frameTree.childFrames[0].frame.id });
  const send = (method, params) => page.send(method, method === 'Runtime.evaluate' ? { ...params, contextId } : params);
  return new Page(new DevTools({ send, on: () => {} }, { close: () => page.close() }));
}

for (const name of KERNELS) {
  describe(`in a frame in Chromium ${name}`, () => {
    let portal;
    let open;
    let closed;
    let kernel;
    before(async () => {
      portal = await openPortal();
      const framedBy = `https://www.example.gov.cn ${portal.origin}`;
      [open, closed, kernel] = await Promise.all([openSite({ framedBy }), openSite(), openKernel(name)]);
    });
    after(async () => {
      await kernel?.close();
      await Promise.all([open?.close(), closed?.close(), portal?.close()]);
    });

    const show = async site => {
      const page = await kernel.page({ before: onDay('2026-11-21') });
      await page.goto(`${portal.origin}/?${encodeURIComponent(site.url)}`);
      return [page, await inFrame(page)];
    };

    it('of a portal that is let in, answers lead to the result, and the frame stays as it is', async () => {
      const [page, frame] = await show(open);
      const told = [];
      await page.evaluate("window.told = [], addEventListener('message', ({ data }) => window.told.push(data))");
      const outer = () => page.evaluate("[document.documentElement.scrollHeight, document.documentElement.scrollWidth, scrollY, location.href]");
      await frame.waitFor("!!document.querySelector('html.started')");
      const before = await outer();
      const hand = new Mouse(frame);
      await begin(hand);
      await answerAll(hand, TIANJIN, {
        onScreen: async here => {
          const wide = await frame.evaluate('document.documentElement.scrollWidth');
          if (wide > WIDTH) told.push(`${here} is ${wide} wide`);
        },
      });
      assert.deepEqual((await cards(frame))[0].sums, ['每月 1,635 元']);
      assert.deepEqual(told, []);
      assert.deepEqual(await outer(), before);
      assert.deepEqual(await page.evaluate('window.told'), [], 'nothing is told to the portal');
      assert.deepEqual(page.blocked, []);
      // A portal may make the frame as high as what is in it, again and again.
      const heights = [];
      for (let time = 0; time < 3; time += 1) {
        const height = await frame.evaluate('document.documentElement.scrollHeight');
        heights.push(height);
        await page.evaluate(`document.querySelector('iframe').style.height = '${height}px'`);
        await frame.waitFor(`innerHeight === ${height}`);
      }
      assert.equal(heights[2], heights[1], heights.join());
      await page.close();
    });

    it('of anybody else it is not shown', async () => {
      const before = closed.log().length;
      const [page, frame] = await show(closed);
      assert.equal(await frame.evaluate("document.querySelector('#app')"), null);
      assert.deepEqual(closed.log().slice(before), ['GET / 200'], 'nothing of the page is loaded');
      await page.close();
    });
  });
}
