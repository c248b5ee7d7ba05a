// After the start nothing leaves the page: every way out that a script could try is tried, towards a foreign server and
// towards the page's own. The same attempts from an open page reach the foreign server, so the test can see what it denies.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { KERNELS, openKernel } from './lib/kernel.mjs';
import { openSink } from './lib/sink.mjs';
import { openSite } from './lib/site.mjs';
import { until } from './lib/until.mjs';

/** Ways out, each with the mark it leaves at the server. `to` is the server's address; a promise is waited for. */
const WAYS = {
  fetch: to => fetch(`${to}/fetch`, { mode: 'no-cors' }),
  post: to => fetch(`${to}/post`, { method: 'POST', mode: 'no-cors', body: 'income=1200', keepalive: true }),
  xhr: to => new Promise(done => {
    const request = new XMLHttpRequest();
    request.onloadend = done;
    request.open('GET', `${to}/xhr`);
    request.send();
  }),
  beacon: to => { navigator.sendBeacon(`${to}/beacon`, 'income=1200'); },
  websocket: to => new Promise(done => { new WebSocket(`${to.replace('http', 'ws')}/websocket`).onerror = done; }),
  eventsource: to => new Promise(done => {
    const source = new EventSource(`${to}/eventsource`);
    source.onerror = () => { source.close(); done(); };
  }),
  image: to => new Promise(done => { const it = new Image(); it.onload = it.onerror = done; it.src = `${to}/image`; }),
  srcset: to => new Promise(done => { const it = new Image(); it.onload = it.onerror = done; it.srcset = `${to}/srcset 1x`; }),
  css: to => { document.body.style.backgroundImage = `url(${to}/css)`; document.body.getBoundingClientRect(); },
  cursor: to => { document.body.style.cursor = `url(${to}/cursor), auto`; document.body.getBoundingClientRect(); },
  rule: to => {
    const own = document.querySelector('link[rel=stylesheet], style').sheet;
    own.insertRule(`html { list-style-image: url(${to}/rule); display: list-item }`, own.cssRules.length);
  },
  stylesheet: to => new Promise(done => {
    const it = document.createElement('link');
    it.rel = 'stylesheet';
    it.href = `${to}/stylesheet`;
    it.onload = it.onerror = done;
    document.head.appendChild(it);
  }),
  font: to => new FontFace('any', `url(${to}/font)`).load(),
  prefetch: to => { hint('prefetch', `${to}/prefetch`); },
  preload: to => { hint('preload', `${to}/preload`, { as: 'image' }); },
  manifest: to => { hint('manifest', `${to}/manifest`); },
  icon: to => { hint('icon', `${to}/icon`); },
  form: to => {
    const form = document.createElement('form');
    const frame = document.createElement('iframe');
    frame.name = 'answer';
    form.action = `${to}/form`;
    form.method = 'post';
    form.target = 'answer';
    document.body.append(frame, form);
    form.submit();
  },
  frame: to => { const it = document.createElement('iframe'); it.src = `${to}/frame`; document.body.append(it); },
  framed: async to => {
    const it = document.createElement('iframe');
    document.body.append(it);
    await it.contentWindow.fetch(`${to}/framed`, { mode: 'no-cors' });
  },
  object: to => { const it = document.createElement('object'); it.data = `${to}/object`; document.body.append(it); },
  embed: to => { const it = document.createElement('embed'); it.src = `${to}/embed`; document.body.append(it); },
  video: to => { const it = document.createElement('video'); it.src = `${to}/video`; it.load(); },
  poster: to => { const it = document.createElement('video'); it.poster = `${to}/poster`; document.body.append(it); },
  audio: to => { const it = new Audio(`${to}/audio`); it.load(); },
  script: to => new Promise(done => {
    const it = document.createElement('script');
    it.onload = it.onerror = done;
    it.src = `${to}/script`;
    document.head.appendChild(it);
  }),
  import: to => import(`${to}/import`),
  worker: () => new Promise((done, fail) => {
    const it = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])));
    it.onmessage = () => done('started');
    it.onerror = fail;
  }),
  ping: to => {
    const it = document.createElement('a');
    it.href = '#pinged';
    it.ping = `${to}/ping`;
    document.body.append(it);
    it.click();
  },
  svg: to => new Promise(done => {
    const space = 'http://www.w3.org/2000/svg';
    const image = document.createElementNS(space, 'image');
    image.onload = image.onerror = done;
    image.setAttribute('href', `${to}/svg`);
    const svg = document.createElementNS(space, 'svg');
    svg.append(image);
    document.body.append(svg);
    setTimeout(done, 3000);
  }),
};

/** Ways that leave no mark of their own at a server, or that a kernel may lack. */
const WITHOUT_MARK = ['worker', 'manifest', 'icon', 'ping', 'prefetch', 'srcset', 'cursor'];

const HINT = `window.hint = (rel, href, more = {}) => {
  document.head.appendChild(Object.assign(document.createElement('link'), { rel, href }, more));
};`;

/** Tries every way out and gives what each came to. */
async function tryAll(page, to) {
  const outcomes = {};
  await page.evaluate(`${HINT} 1`);
  for (const [name, way] of Object.entries(WAYS)) {
    // A way that neither succeeds nor fails is left behind after a while; what it sent would be seen all the same.
    outcomes[name] = await page.evaluate(`Promise.race([
      (async () => (${way})(${JSON.stringify(to)}))(),
      new Promise(done => setTimeout(done, 2000, 'pending')),
    ]).then(it => String(it), it => 'refused: ' + it)`);
  }
  return outcomes;
}

/** Lets two frames and a turn of every queue pass, so that what was begun is on its way. */
const settle = page => page.evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 200))))');

for (const name of KERNELS) {
  describe(`the seal in Chromium ${name}`, () => {
    let site;
    let sink;
    let kernel;
    before(async () => {
      [site, sink] = await Promise.all([openSite(), openSink()]);
      kernel = await openKernel(name);
    });
    after(async () => {
      await kernel?.close();
      await site?.close();
      await sink?.close();
    });

    it('would be missed: the same attempts from an open page arrive', async () => {
      sink.serve('/open', '<!DOCTYPE html><style></style><body>');
      const page = await kernel.page();
      await page.goto(`${sink.url}/open`);
      const outcomes = await tryAll(page, sink.url);
      for (const way of Object.keys(WAYS).filter(it => !WITHOUT_MARK.includes(it))) {
        await until(`${way} arrives (${outcomes[way]})`, () => sink.seen.some(it => it.endsWith(`/${way}`)), { seconds: 10 });
      }
      assert.equal(outcomes.worker, 'started');
      await page.close();
    });

    for (const [form, script] of [['as it is', undefined], ['with the twin', 'delete window.WebAssembly']]) {
      it(`lets nothing out, ${form}`, async () => {
        const page = await kernel.page({ before: script });
        await page.open(site.url);
        const loaded = site.log().length;
        sink.seen.length = 0;
        for (const to of [sink.url, site.url.slice(0, -1)]) {
          const outcomes = await tryAll(page, to);
          assert.match(outcomes.worker, /^refused/, 'no worker starts');
        }
        await settle(page);
        assert.deepEqual(sink.seen, []);
        assert.deepEqual(site.log().slice(loaded), []);
        assert.equal(await page.evaluate('typeof RTCPeerConnection'), 'undefined');
        await page.close();
      });
    }
  });
}

describe('the connection list of new kernels', () => {
  let site;
  let sink;
  let kernel;
  before(async () => {
    [site, sink] = await Promise.all([openSite(), openSink()]);
    kernel = await openKernel('current');
  });
  after(async () => {
    await kernel?.close();
    await site?.close();
    await sink?.close();
  });

  const call = servers => `(async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const Peer = window.RTCPeerConnection || frame.contentWindow.RTCPeerConnection;
    const peer = new Peer({ iceServers: ${JSON.stringify(servers)}.map(urls => ({ urls })) });
    peer.createDataChannel('any');
    await peer.setLocalDescription(await peer.createOffer());
  })()`;

  it('keeps WebRTC in, which reaches out from an open page', async () => {
    sink.serve('/open', '<!DOCTYPE html><body>');
    const open = await kernel.page();
    await open.goto(`${sink.url}/open`);
    await open.evaluate(call(sink.stun));
    await until('a datagram arrives from the open page', () => sink.seen.includes('DATAGRAM'));
    await open.close();

    const page = await kernel.page();
    await page.open(site.url);
    sink.seen.length = 0;
    // Chromium ends a page that takes the forbidden constructor out of an empty frame, so no answer is waited for.
    let over = false;
    page.native.on('crash', () => { over = true; });
    page.evaluate(call(sink.stun)).then(() => { over = true; }, () => { over = true; });
    await until('the attempt is over', () => over);
    await until('a probe from outside is answered', async () => (await fetch(`${sink.url}/probe`)).ok);
    assert.deepEqual(sink.seen, ['GET /probe']);
    await page.close();
  });

  it('keeps the page from leaving for another site', async () => {
    for (const way of ["location.href = to", "window.open(to)", "document.body.appendChild(Object.assign(document.createElement('a'), { href: to })).click()"]) {
      const page = await kernel.page();
      await page.open(site.url);
      sink.seen.length = 0;
      await page.evaluate(`(to => { ${way} })('${sink.url}/left?income=1200')`);
      await until('a probe from outside is answered', async () => (await fetch(`${sink.url}/probe`)).ok);
      if (!way.includes('open')) await page.waitFor("location.protocol === 'chrome-error:'");
      assert.deepEqual(sink.seen, ['GET /probe'], way);
      await page.close();
    }
  });

  it('lets a tap on a hotline number through without losing the page', async () => {
    const page = await kernel.page();
    await page.open(site.url);
    await page.evaluate("document.body.appendChild(Object.assign(document.createElement('a'), { href: 'tel:12345' })).click()");
    await settle(page);
    assert.equal(await page.evaluate("location.href.split('#')[0]"), site.url);
    await page.close();
  });
});
