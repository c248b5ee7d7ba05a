// What a first visit weighs and how soon the page can be read and used, on slow lines and a slow processor; and how fast the desk
// follows each key. Beside it, in the same run, the income rules of five programmes as a page of publicodes. Prints; fails never.
//   node tests/browser/speed.mjs       on dist/ (or DIST), served by the project's own server
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';

import { build } from 'esbuild';

import { AT, CALLERS, DESK, STOPWATCH, answer, golden, press } from './lib/desk.mjs';
import { onDay } from './lib/journey.mjs';
import { openKernel } from './lib/kernel.mjs';
import { openSite } from './lib/site.mjs';
import { SLOWER, percentile } from './lib/slow.mjs';

const ROUNDS = 5;

/** Bytes a second and ms there and back, as browsers' own tools name such lines. */
const LINES = {
  'this machine': null,
  '1.6 Mbit/s, 150 ms': { downloadThroughput: 200_000, uploadThroughput: 94_000, latency: 150 },
  '400 kbit/s, 400 ms': { downloadThroughput: 50_000, uploadThroughput: 50_000, latency: 400 },
};

/** Notes when the program has started, which each of the pages says by the same class. */
const NOTE_START = `new MutationObserver((_, observer) => {
  if (!document.querySelector('html.started')) return;
  window.ready = performance.now();
  observer.disconnect();
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['class'] })`;

const median = values => percentile(values, 50);

const PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]";

/** One first visit: when something can be read, when the program has started, and what came over the line. */
async function visit(kernel, url, conditions) {
  const page = await kernel.page({ before: NOTE_START });
  let bytes = 0;
  page.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; });
  if (conditions) await page.send('Network.emulateNetworkConditions', { offline: false, ...conditions });
  await page.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.open(url);
  await page.waitFor(`window.ready > 0 && !!${PAINTED}`);
  const [read, ready] = await page.evaluate(`[${PAINTED}.startTime, ready]`);
  await page.close();
  return { read, ready, bytes };
}

async function visits(kernel, name, url) {
  for (const [line, conditions] of Object.entries(LINES)) {
    const seen = [];
    for (let round = 0; round < ROUNDS; round += 1) seen.push(await visit(kernel, url, conditions));
    const [read, ready, bytes] = ['read', 'ready', 'bytes'].map(what => median(seen.map(it => it[what])));
    console.log(`${name}, ${line}: ${bytes} bytes; can be read after ${read.toFixed(0)} ms, used after ${ready.toFixed(0)} ms`);
  }
}

const said = (name, taken) =>
  console.log(`${name}: ${taken.length} keys, ms until what comes of each is laid out: median ${median(taken).toFixed(1)}, p95 ${percentile(taken, 95).toFixed(1)}`);

/** Whole calls at the desk, which says all programmes with amounts, reasons and what is missing at every key. */
async function timeDesk(kernel, site) {
  const taken = [];
  for (const { case: name, says } of CALLERS) {
    const page = await kernel.page({ ...DESK, before: onDay(golden(name).day) });
    await page.open(new URL(AT, site.url).href);
    await page.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await page.evaluate(`${STOPWATCH}, 0`);
    await answer(page, says);
    taken.push(...await page.evaluate('taken'));
    await page.close();
  }
  said('hotline desk', taken);
}

async function timePeer(kernel, site) {
  const page = await kernel.page(DESK);
  await page.open(site.url);
  await page.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.evaluate(`${STOPWATCH}, 0`);
  for (const field of await page.evaluate("[...document.querySelectorAll('input')].map(it => it.id)")) {
    await page.evaluate(`document.getElementById('${field}').focus(), 0`);
    await press(page, '1234');
  }
  said('publicodes', await page.evaluate('taken'));
  await page.close();
}

/** The page of publicodes, made as small as ours. */
async function buildPeer() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'peer-'));
  const from = path.resolve(import.meta.dirname, '../../benches/peers/page');
  await build({ entryPoints: [path.join(from, 'page.mjs')], outfile: path.join(folder, 'page.js'), bundle: true, minify: true, format: 'iife' });
  fs.copyFileSync(path.join(from, 'index.html'), path.join(folder, 'index.html'));
  for (const file of fs.readdirSync(folder)) {
    const whole = path.join(folder, file);
    fs.writeFileSync(`${whole}.br`, zlib.brotliCompressSync(fs.readFileSync(whole)));
  }
  return folder;
}

const folder = await buildPeer();
const [site, peer] = [await openSite(), await openSite({ dist: folder })];
const kernel = await openKernel('current');
try {
  console.log(`medians of ${ROUNDS} first visits with nothing kept, processor ${SLOWER} times slower`);
  await visits(kernel, 'citizen', site.url);
  await visits(kernel, 'hotline', new URL(AT, site.url).href);
  await visits(kernel, 'publicodes', peer.url);
  await timeDesk(kernel, site);
  await timePeer(kernel, peer);
} finally {
  await kernel.close();
  await Promise.all([site.close(), peer.close()]);
  fs.rmSync(folder, { recursive: true });
}
