// Starts the browsers: the current Chromium through Playwright, old ones by hand.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';

import { chromium } from 'playwright-core';
import WebSocket from 'ws';

import { Page } from './page.mjs';
import { until } from './until.mjs';

const root = path.resolve(import.meta.dirname, '../../..');

/** Old kernels that come as npm packages, by version. */
const OLD = { 66: 'chromium-66', 83: 'chromium-83' };

/** Every kernel the page is tested in. */
export const KERNELS = ['current', '83', '66'];

/** Silence towards the outside, and no sandbox where the user is root and it cannot work. */
const FLAGS = [
  '--disable-background-networking', '--disable-component-update', '--disable-dev-shm-usage', '--disable-gpu',
  '--disable-quic', '--disable-sync', '--no-default-browser-check', '--no-first-run', '--hide-scrollbars',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/**
 * Starts a kernel.
 * @param {'current' | '83' | '66'} name
 * @returns {Promise<{name: string, page: (options?: object) => Promise<Page>, close: () => Promise<void>}>}
 *   `page` opens an empty page; its options are those of `Page.start`.
 */
export async function openKernel(name) {
  return name === 'current' ? openCurrent() : openOld(name);
}

async function openCurrent() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  return {
    name: 'current',
    page: async (options = {}) => {
      const context = await browser.newContext({ viewport: null, ...options.context });
      const native = await context.newPage();
      const session = await context.newCDPSession(native);
      const page = new Page(
        { send: (method, params) => session.send(method, params), on: (event, listener) => session.on(event, listener) },
        { native, close: () => context.close() },
      );
      await page.start(options);
      return page;
    },
    close: () => browser.close(),
  };
}

async function openOld(name) {
  const binary = unpacked(OLD[name]);
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), `${OLD[name]}-`));
  const flags = [...FLAGS, '--headless', '--single-process', '--no-zygote', '--remote-debugging-port=0'];
  const browser = spawn(binary, [...flags, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, HOME: profile },
  });
  let said = '';
  browser.stderr.on('data', part => { said += part; });
  const address = await until(`Chromium ${name} says where it listens`, () => {
    if (browser.exitCode !== null) throw new Error(`Chromium ${name} ended:\n${said}`);
    return /DevTools listening on ws:\/\/(\S+?)\//.exec(said)?.[1];
  });
  const control = await connect(`ws://${address}${new URL((await getJson(`http://${address}/json/version`)).webSocketDebuggerUrl).pathname}`);
  return {
    name,
    page: async (options = {}) => {
      const { targetId } = await control.send('Target.createTarget', { url: 'about:blank' });
      const session = await connect(`ws://${address}/devtools/page/${targetId}`);
      const page = new Page(session, {
        close: async () => {
          session.close();
          await control.send('Target.closeTarget', { targetId });
        },
      });
      await page.start(options);
      return page;
    },
    close: async () => {
      const ended = new Promise(done => browser.on('close', done));
      control.close();
      browser.kill('SIGKILL');
      await ended;
      fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The old Chromium's binary, unpacked once. */
function unpacked(name) {
  const cache = process.env.CACHE ?? path.join(root, 'target/kernels');
  const packed = path.join(root, 'node_modules', name, 'bin/chromium.br');
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

/** A connection that speaks the DevTools protocol. */
async function connect(url) {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await new Promise((open, fail) => socket.on('open', open).on('error', fail));
  const pending = new Map();
  const listeners = new Map();
  let last = 0;
  socket.on('message', text => {
    const { id, method, params, result, error } = JSON.parse(text);
    if (method) {
      listeners.get(method)?.forEach(listener => listener(params));
    } else {
      const { done, fail, what } = pending.get(id);
      pending.delete(id);
      if (error) fail(new Error(`${what}: ${error.message}`));
      else done(result);
    }
  });
  socket.on('close', () => pending.forEach(({ fail, what }) => fail(new Error(`${what}: the browser hung up`))));
  return {
    send: (method, params = {}) => new Promise((done, fail) => {
      last += 1;
      pending.set(last, { done, fail, what: method });
      socket.send(JSON.stringify({ id: last, method, params }));
    }),
    on: (event, listener) => listeners.set(event, [...(listeners.get(event) ?? []), listener]),
    close: () => socket.close(),
  };
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
