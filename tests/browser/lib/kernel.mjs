// Starts the browsers: the current Chromium through Playwright, all others by hand.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import zlib from 'node:zlib';

import { chromium } from 'playwright-core';

import { BiDi, EVENTS } from './bidi.mjs';
import { DevTools } from './devtools.mjs';
import { Page } from './page.mjs';
import { connect } from './socket.mjs';
import { until } from './until.mjs';
import { WebDriver, ask } from './webdriver.mjs';

const root = path.resolve(import.meta.dirname, '../../..');

/** Old Chromiums that come as npm packages `chromium-VERSION`, oldest first. */
const OLD = ['66', '70', '74', '79', '83', '88', '92'];

/** What every journey is made in: the current Chromium, the oldest and one between. */
export const KERNELS = ['current', '83', '66'];

/** Every Chromium there is. */
export const CHROMIUMS = ['current', ...OLD.toReversed()];

/** Before this one a Chromium takes a policy without `'unsafe-eval'` as a refusal of WebAssembly. */
const FIRST_WITH_WASM_UNSAFE_EVAL = 97;

/** What is no Chromium, where this machine has it. */
export const OTHERS = { firefox: process.env.FIREFOX, webkit: process.env.WEBKIT };

/** Whether the delivered policy lets the kernel run WebAssembly. */
export const mayUseWebAssembly = name => !(Number(name) < FIRST_WITH_WASM_UNSAFE_EVAL);

/** How long an old Chromium may take until it answers, in milliseconds. */
const TO_START = 15_000;

/** Silence towards the outside, and no sandbox where the user is root and it cannot work. */
const FLAGS = [
  '--disable-background-networking', '--disable-component-update', '--disable-dev-shm-usage', '--disable-gpu',
  '--disable-quic', '--disable-sync', '--no-default-browser-check', '--no-first-run', '--hide-scrollbars',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** Chromium slows down pages that change their address often, which here is the test's doing. */
export const UNSLOWED = ['--disable-ipc-flooding-protection'];

/**
 * Starts a kernel.
 * @param {string} name one of `CHROMIUMS`, `firefox` or `webkit`
 * @param {string[]} more flags, for the current Chromium
 * @returns {Promise<{name: string, version: string, page: (options?: object) => Promise<Page>, close: () => Promise<void>}>}
 *   `page` opens an empty page; its options are those of `Page.start`.
 */
export async function openKernel(name, more = []) {
  if (name === 'current') return openCurrent(more);
  const open = { firefox: openFirefox, webkit: openWebKit }[name] ?? openOld;
  return open(name);
}

async function openCurrent(more) {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: [...FLAGS, ...more] });
  return {
    name: 'current',
    version: `Chromium ${browser.version()}`,
    page: async (options = {}) => {
      const context = await browser.newContext({ viewport: null, ...options.context });
      const native = await context.newPage();
      const session = await context.newCDPSession(native);
      const page = new Page(new DevTools(
        { send: (method, params) => session.send(method, params), on: (event, listener) => session.on(event, listener) },
        { native, close: () => context.close() },
      ));
      await page.start(options);
      return page;
    },
    close: () => browser.close(),
  };
}

async function openOld(name) {
  const flags = [...FLAGS, '--headless', '--single-process', '--no-zygote', '--remote-debugging-port=0'];
  const words = folder => [...flags, `--user-data-dir=${folder}`, 'about:blank'];
  const { said, stop } = await started(unpacked(`chromium-${name}`), words, /DevTools listening on ws:\/\/(\S+?)\//);
  const address = said[1];
  const { Browser: version, webSocketDebuggerUrl } = await getJson(`http://${address}/json/version`);
  const control = await connect(`ws://${address}${new URL(webSocketDebuggerUrl).pathname}`);
  const close = async () => {
    control.close();
    await stop();
  };
  const tab = async () => {
    const { targetId } = await control.send('Target.createTarget', { url: 'about:blank' });
    const session = await connect(`ws://${address}/devtools/page/${targetId}`);
    return {
      session,
      close: async () => {
        session.close();
        await control.send('Target.closeTarget', { targetId });
      },
    };
  };
  // On a busy machine a browser that is one process now and then stands still as it starts. It is left for another then.
  const moves = tab().then(async ({ session, close }) => {
    await session.send('Page.enable');
    await close();
    return true;
  });
  if (!await Promise.race([moves, pause(TO_START, false, { ref: false })])) {
    moves.catch(() => {});
    await close();
    return openOld(name);
  }
  return {
    name,
    version: version.replace(/^(Headless)?Chrome\//, 'Chromium '),
    page: async (options = {}) => {
      const { session, close } = await tab();
      const page = new Page(new DevTools(session, { close }));
      await page.start(options);
      return page;
    },
    close,
  };
}

/** Firefox asks for nothing by itself but what it is told to open. */
const SILENCE = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.newtabpage.enabled': false,
  'browser.safebrowsing.blockedURIs.enabled': false,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
};

async function openFirefox(name) {
  const { said, stop } = await started(process.env.FIREFOX, folder => {
    const lines = Object.entries(SILENCE).map(([preference, value]) => `user_pref(${JSON.stringify(preference)}, ${JSON.stringify(value)});`);
    fs.writeFileSync(path.join(folder, 'user.js'), lines.join('\n'));
    return ['--headless', '--no-remote', '--remote-debugging-port', '0', '--profile', folder, 'about:blank'];
  }, /WebDriver BiDi listening on (ws:\/\/\S+)/);
  const session = await connect(`${said[1]}/session`);
  const { capabilities } = await session.send('session.new', { capabilities: {} });
  await session.send('session.subscribe', { events: EVENTS });
  return {
    name,
    version: `Firefox ${capabilities.browserVersion}`,
    page: async (options = {}) => {
      const { context } = await session.send('browsingContext.create', { type: 'tab' });
      const page = new Page(new BiDi(session, context));
      await page.start(options);
      return page;
    },
    close: async () => {
      session.close();
      await stop();
    },
  };
}

async function openWebKit(name) {
  const xvfb = await started('Xvfb', () => ['-displayfd', '2', '-screen', '0', '1600x1200x24'], /^(\d+)$/m);
  const port = await freePort();
  const driver = await started('WebKitWebDriver', () => [`--port=${port}`], /(?:)/, { DISPLAY: `:${xvfb.said[1]}` });
  const base = `http://127.0.0.1:${port}`;
  await until('WebKitWebDriver answers', () => ask('GET', `${base}/status`).catch(() => false));
  const wanted = { 'webkitgtk:browserOptions': { binary: process.env.WEBKIT, args: ['--automation'] } };
  const pages = new Set();
  const kernel = {
    name,
    version: 'WebKitGTK',
    page: async (options = {}) => {
      const { sessionId, capabilities } = await ask('POST', `${base}/session`, { capabilities: { alwaysMatch: wanted } });
      kernel.version = `WebKitGTK ${capabilities.browserVersion}`;
      const page = new Page(new WebDriver(`${base}/session/${sessionId}`));
      pages.add(page);
      await page.start(options);
      return page;
    },
    close: async () => {
      // A window of its own does not end with the driver; one that is closed already is not found.
      for (const page of pages) await page.close().catch(() => {});
      await driver.stop();
      await xvfb.stop();
    },
  };
  return kernel;
}

/** A port that is free now. */
export function freePort() {
  return new Promise(done => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/**
 * Starts a program with a folder of its own for a home, and waits until it has said something.
 * @param {(folder: string) => string[]} words what it is started with
 * @returns {Promise<{said: RegExpExecArray, stop: () => Promise<void>}>} `stop` ends it and takes its folder away
 */
async function started(binary, words, awaited, environment = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `${path.basename(binary)}-`));
  const program = spawn(binary, words(folder), { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, HOME: folder, ...environment } });
  // Its own children may outlive it and keep its pipe open.
  const ended = new Promise(done => program.on('exit', done));
  let text = '';
  program.stderr.on('data', part => { text += part; });
  program.on('error', error => { text += error.message; });
  const said = await until(`${binary} says ${awaited}`, () => {
    if (program.exitCode !== null || program.pid === undefined) throw new Error(`${binary} ended:\n${text}`);
    return awaited.exec(text);
  });
  return {
    said,
    stop: async () => {
      program.kill('SIGKILL');
      await ended;
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The old Chromium's binary, unpacked once. */
function unpacked(name) {
  const cache = process.env.CACHE ?? path.join(root, 'target/kernels');
  const folder = path.join(root, 'node_modules', name, 'bin');
  const packed = path.join(folder, fs.readdirSync(folder).find(file => /^chromium.*\.br$/.test(file)));
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'node_modules', name, 'package.json'), 'utf8'));
  const binary = path.join(cache, `${name}-${version}`);
  if (!fs.existsSync(binary)) {
    fs.mkdirSync(cache, { recursive: true });
    const unfinished = `${binary}.${process.pid}`;
    fs.writeFileSync(unfinished, zlib.brotliDecompressSync(fs.readFileSync(packed)), { mode: 0o755 });
    fs.renameSync(unfinished, binary);
  }
  return binary;
}

function getJson(url) {
  return new Promise((done, fail) => {
    http.get(url, response => {
      let body = '';
      response.on('data', part => { body += part; });
      response.on('end', () => done(JSON.parse(body)));
    }).on('error', fail);
  });
}
