// After the start nothing leaves the page: every way out that a script could try is tried, towards a foreign server and
// towards the page's own. The same attempts from an open page reach the foreign server, so the test can see what it denies.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';

import { OTHERS, openKernel } from './lib/kernel.mjs';
import { openSink } from './lib/sink.mjs';
import { openSite } from './lib/site.mjs';
import { until } from './lib/until.mjs';
import { LEAVING, ON_LEAVING, REACHING, REPORTING, RUNNING, SENDING, settle, tryAll } from './lib/ways.mjs';

/**
 * The kernels. `lacks` has the ways that not even an open page has there, `ends` those by which a kernel breaks down, and `open`
 * those that no policy closes there: they are named in `docs/privacy.md`. `breaks` says why leaving is not tried there.
 */
const KERNELS = {
  // Its answer to a forbidden call is to end the page; that is tried below.
  current: { lacks: ['xslt', 'report', 'preconnect'], ends: ['call'], open: [] },
  92: {
    lacks: ['xslt', 'report', 'preconnect', 'speculation', 'icon', 'identity', 'payment', 'transport', 'later', 'download'],
    open: ['call', 'location', 'link', 'refresh', 'window', 'download'],
  },
  66: {
    lacks: ['xslt', 'report', 'preconnect', 'speculation', 'icon', 'identity', 'payment', 'transport', 'later', 'modulepreload', 'sound-worklet'],
    ends: ['worklet'],
    open: ['call', 'location', 'link', 'refresh', 'window', 'download'],
  },
  firefox: {
    lacks: ['report', 'speculation', 'ping', 'worklet', 'identity', 'payment', 'later'],
    open: ['call', 'preconnect', 'location', 'link', 'refresh', 'window', 'download'],
  },
  webkit: {
    lacks: ['xslt', 'filter', 'prefetch', 'speculation', 'icon', 'worklet', 'identity', 'payment', 'call', 'transport', 'later', 'late-unload', 'window'],
    breaks: 'its driver breaks down at times when one sealed page after the other is left',
    open: ['report', 'preconnect', 'location', 'link', 'refresh', 'download'],
  },
};

/** Requests of these names may come later than a test waits, or be saved up by a kernel. */
const AT_LEISURE = ['prefetch', 'icon', 'ping', 'cursor', 'srcset'];

/** One line for each kernel, printed at the end. */
const report = [];
after(() => console.log(['what got out of a sealed page', ...report].join('\n')));

for (const [name, { lacks, ends = [], open, breaks }] of Object.entries(KERNELS)) {
  const isMissing = name in OTHERS && !OTHERS[name];
  describe(`the seal in ${name}`, { skip: isMissing && 'it is not on this machine' }, () => {
    let site;
    let sink;
    let kernel;
    before(async () => {
      [site, kernel] = await Promise.all([openSite(), openKernel(name)]);
    });
    after(async () => {
      await kernel?.close();
      await site?.close();
    });
    // Each test has a server of its own: a kernel may send datagrams again and again long after their page has gone.
    beforeEach(async () => {
      sink = await openSink();
      sink.serve('/open', '<!DOCTYPE html><style></style><body>');
    });
    afterEach(() => sink?.close());

    const but = (ways, names) => Object.fromEntries(Object.entries(ways).filter(([way]) => !names.includes(way)));

    /** Does something on a fresh page, sealed or open, and gives what it gives. */
    const on = async (isSealed, use, options) => {
      const page = await kernel.page(options);
      if (isSealed) await page.open(site.url);
      else await page.goto(`${sink.url}/open`);
      sink.seen.length = 0;
      try {
        return await use(page);
      } finally {
        await page.close();
      }
    };

    /** Whether a way left its mark at the foreign server, whatever address it wrote. */
    const marked = way => sink.seen.some(it => new RegExp(`[/.](${way}|${MARKS[way] ?? way})(?![\\w-])|^${MARKS[way] ?? '-'}$`).test(it));

    /** The ways, each on a page of its own, by which something reached the foreign server. */
    const gotOut = async (isSealed, ways, then) => {
      const out = [];
      for (const [way, how] of Object.entries(ways)) {
        await on(isSealed, async page => {
          // A page that leaves does not answer any more.
          const to = { call: sink.stun.join(' '), preconnect: sink.bare, transport: sink.quic }[way] ?? sink.url;
          const tried = tryAll(page, { [way]: how }, to).catch(() => {});
          await then?.(page, tried);
          const mayCome = isSealed ? open.includes(way) : !lacks.includes(way);
          if (mayCome) await until(`${way} arrives`, () => marked(way));
          else await quiet(tried, page, sink);
          if (marked(way)) out.push(way);
        });
      }
      return out;
    };

    it('would be missed: what is tried arrives from an open page', async test => {
      const usual = but(SENDING, [...lacks, ...ends]);
      await on(false, async page => {
        const outcomes = await tryAll(page, usual, sink.url);
        for (const way of Object.keys(usual).filter(it => !AT_LEISURE.includes(it))) {
          await until(`${way} arrives (${outcomes[way]})`, () => marked(way), { seconds: 10 });
        }
      });
      await on(false, async page => {
        await tryAll(page, RUNNING, '');
        await page.waitFor(`did.length === ${Object.keys(RUNNING).length}`);
      });
      const rest = but({ ...REPORTING, ...REACHING, ...LEAVING }, [...lacks, ...ends]);
      assert.deepEqual(await gotOut(false, rest), Object.keys(rest));
      const late = but(ON_LEAVING, lacks);
      assert.deepEqual(await gotOut(false, late, leave), Object.keys(late));
      test.diagnostic(`${Object.keys(usual).length} ways to send arrive, ${Object.keys(RUNNING).length} ways to run text work`);
    });

    const forms = name === 'current' ? [['as it is', undefined], ['with the twin', 'delete window.WebAssembly']] : [['as it is', undefined]];
    for (const [form, before] of forms) {
      it(`lets nothing out, ${form}`, () => on(true, async page => {
        const loaded = site.log().length;
        for (const to of [sink.url, site.url.slice(0, -1)]) await tryAll(page, but(SENDING, ends), to);
        await tryAll(page, RUNNING, '');
        await settle(page);
        assert.deepEqual(await page.evaluate('did'), [], 'no text becomes script, no worker starts');
        assert.equal(await page.evaluate('typeof RTCPeerConnection'), 'undefined');
        assert.deepEqual(sink.seen, []);
        assert.deepEqual(site.log().slice(loaded), []);
      }, { before }));
    }

    it('lets nothing out as it is left, and by other ways only what is known', { skip: breaks }, async () => {
      assert.deepEqual(await gotOut(true, ON_LEAVING, leave), []);
      const out = await gotOut(true, but({ ...REPORTING, ...REACHING, ...LEAVING }, ends));
      assert.deepEqual(out, open);
      const tried = [SENDING, RUNNING, ON_LEAVING, REPORTING, REACHING, LEAVING].map(ways => Object.keys(ways).length).reduce((one, other) => one + other);
      report.push(`${kernel.version.padEnd(26)} ${tried - ends.length} ways tried, open: ${out.join(', ') || 'none'}`);
    });
  });
}

/** What a way leaves where it is not its name. */
const MARKS = { call: 'DATAGRAM', preconnect: 'CONNECTION', transport: 'DATAGRAM', identity: 'well-known' };

/** Leaves the page once a way has been tried. */
async function leave(page, tried) {
  await tried;
  await page.goto('about:blank');
}

/** Waits until a way that must not arrive is over and a probe sent after it was answered. */
async function quiet(tried, page, sink) {
  await Promise.race([tried, until('the page has left', () => page.evaluate('1').then(() => false, () => true)).catch(() => {})]);
  await settle(page).catch(() => {});
  await fetch(`${sink.url}/probe`);
  sink.seen.splice(sink.seen.lastIndexOf('GET /probe'), 1);
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
