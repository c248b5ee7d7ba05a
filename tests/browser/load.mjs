// What a visit weighs and how many of them an nginx serves: with the delivered configuration, and beside it, in the same run, as
// distributions set it up (compressing each time anew) and without any compression. Prints; fails never.
//   node tests/browser/load.mjs        on dist/ (or DIST), with NGINX and wrk
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

import { openKernel } from './lib/kernel.mjs';
import { openNginx } from './lib/nginx.mjs';

const SECONDS = 5;
const CONNECTIONS = 32;
const ENCODING = 'gzip, deflate, br';

/** What a browser says of itself with each request, as long as the usual. */
const SAID = ['User-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36', 'Accept: */*', 'Accept-Language: zh-CN,zh;q=0.9'];

const PAGES = { 'the citizen\'s page': '', 'the page for hotline staff': 'hotline.html' };

/** Without the copies, every browser gets the file itself. */
const withoutCopies = text => text.replace(/map "\$http_range[^}]*}/, 'map $uri $selfcheck_copy { default ""; }');

const SERVERS = {
  'as delivered': {},
  'compressing each time': { change: text => withoutCopies(text).replace('gzip off;', 'gzip on; gzip_types *;') },
  'not compressing': { change: withoutCopies },
};

/** The answers to some requests on one connection: for each its bytes and its head. */
async function asked(url, targets, headers = () => []) {
  const { hostname, port } = new URL(url);
  const socket = net.connect(port, hostname);
  let unread = Buffer.alloc(0);
  let more = () => {};
  socket.on('data', part => {
    unread = Buffer.concat([unread, part]);
    more();
  });
  const answers = [];
  for (const target of targets) {
    const lines = [`GET /${target} HTTP/1.1`, `Host: ${hostname}`, ...SAID, `Accept-Encoding: ${ENCODING}`, ...headers(target)];
    const request = `${lines.join('\r\n')}\r\n\r\n`;
    socket.write(request);
    const whole = () => {
      const end = unread.indexOf('\r\n\r\n');
      if (end < 0) return 0;
      const head = unread.toString('latin1', 0, end);
      if (/^HTTP\S+ 304/.test(head)) return end + 4;
      const length = /^content-length: (\d+)/im.exec(head);
      if (length) return unread.length >= end + 4 + Number(length[1]) && end + 4 + Number(length[1]);
      const last = unread.indexOf('\r\n0\r\n\r\n', end);
      return last < 0 ? 0 : last + 7;
    };
    while (!whole()) await new Promise(done => { more = done; });
    const bytes = whole();
    answers.push({ target, sent: request.length, bytes, head: unread.toString('latin1', 0, unread.indexOf('\r\n\r\n')) });
    unread = unread.subarray(bytes);
  }
  socket.destroy();
  return answers;
}

const sum = (list, of) => list.reduce((total, it) => total + of(it), 0);

/** What wrk measures while it asks for these targets, one after the other. */
function pressed(url, targets) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'load-'));
  const script = path.join(folder, 'visit.lua');
  fs.writeFileSync(script, `
    local targets = { ${targets.map(it => JSON.stringify(`/${it}`)).join(', ')} }
    local at = 0
    request = function()
      at = at % #targets + 1
      return wrk.format("GET", targets[at])
    end
    done = function(summary, latency)
      io.write(string.format("%d %d %d %d %d\\n", summary.requests, summary.duration, summary.bytes, latency:percentile(99),
        summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout))
    end`);
  const words = ['--threads', '1', '--connections', CONNECTIONS, '--duration', `${SECONDS}s`, '--script', script, '--header', `Accept-Encoding: ${ENCODING}`, url];
  const said = execFileSync('wrk', words, { encoding: 'utf8' });
  fs.rmSync(folder, { recursive: true });
  const [requests, duration, bytes, slow, errors] = said.trim().split('\n').at(-1).split(' ').map(Number);
  return { rate: requests / duration * 1e6, volume: bytes / duration, slow: slow / 1000, errors };
}

/** The addresses that a page asks its server for, in a browser. */
async function visit(url, page) {
  const kernel = await openKernel('current');
  try {
    const opened = await kernel.page();
    await opened.goto(url + page);
    await opened.waitFor("!!document.querySelector('html.started')");
    return opened.requests.map(line => line.replace(/^GET /, '').replace(url, ''));
  } finally {
    await kernel.close();
  }
}

const number = (value, digits = 0) => value.toLocaleString('en', { maximumFractionDigits: digits });

for (const [what, page] of Object.entries(PAGES)) {
  let best;
  for (const [how, options] of Object.entries(SERVERS)) {
    const nginx = await openNginx(options);
    try {
      const targets = await visit(nginx.url, page);
      const first = await asked(nginx.url, targets);
      const head = new Map(first.map(it => [it.target, it.head]));
      // The browser keeps what it may keep for ever and asks whether the rest is still the same.
      const again = targets.filter(target => !/^cache-control:.*immutable/im.test(head.get(target)));
      const second = await asked(nginx.url, again, target => [`If-None-Match: ${/^etag: (.*)$/im.exec(head.get(target))[1]}`]);
      const measured = pressed(nginx.url, targets);
      best ??= { first: sum(first, it => it.bytes), visits: measured.rate / targets.length };
      const [bytes, visits] = [sum(first, it => it.bytes), measured.rate / targets.length];
      console.log(`${what}, ${how}:`);
      console.log(`  first visit   ${number(bytes)} bytes in ${targets.length} answers (${number(bytes / best.first, 2)} times), ${number(sum(first, it => it.sent))} bytes asked`);
      console.log(`  second visit  ${number(sum(second, it => it.bytes))} bytes in ${second.length} answers (${second.map(it => it.head.slice(9, 12)).join()})`);
      console.log(`  ${number(measured.rate)} requests a second: ${number(visits)} visits (${number(visits / best.visits, 2)} times), ${number(measured.volume, 1)} MB a second, `
        + `99 in 100 within ${number(measured.slow, 1)} ms, ${measured.errors} errors`);
    } finally {
      await nginx.close();
    }
  }
}
