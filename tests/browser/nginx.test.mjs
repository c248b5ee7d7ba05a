// A real nginx with deploy/nginx.conf answers like the project's own server, and to what only a real one is asked.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import zlib from 'node:zlib';

import { complaints } from './lib/console.mjs';
import { openKernel } from './lib/kernel.mjs';
import { openNginx } from './lib/nginx.mjs';
import { openSite } from './lib/site.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const dist = process.env.DIST ?? path.join(root, 'dist');

/** What is served, but for the page in the place of one that is not there. */
const files = fs.readdirSync(dist).filter(it => !/\.(br|gz)$/.test(it) && !['_headers', '404.html'].includes(it));

/** A program of a page: a file that is kept for ever and has all its copies. */
const [program] = files.filter(it => /^page-\w+\.wasm$/.test(it));

/** Headers that each server words in its own way or that say nothing about the site. */
const OWN = ['server', 'date', 'connection', 'keep-alive', 'etag', 'last-modified', 'accept-ranges', 'transfer-encoding'];

/** What a browser accepts, and how each kind of copy is named and opened. */
const COPIES = {
  '': { coding: undefined, ending: '', opened: it => it },
  gzip: { coding: 'gzip', ending: '.gz', opened: zlib.gunzipSync },
  'gzip, deflate, br': { coding: 'br', ending: '.br', opened: zlib.brotliDecompressSync },
};

/** Distributions have something like this around every site. */
const AROUND = 'gzip on; gzip_types *; default_type application/octet-stream; add_header X-Around 1 always;';

/** Asks for a target exactly as it stands there. */
function ask(site, target, { method = 'GET', encoding = '', headers = {} } = {}) {
  const { hostname, port } = new URL(site.url);
  return new Promise((done, fail) => {
    http.request({ hostname, port, path: `/${target}`, method, headers: { 'Accept-Encoding': encoding, ...headers } }, response => {
      const parts = [];
      response.on('data', part => parts.push(part));
      response.on('end', () => done({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    }).on('error', fail).end();
  });
}

/** The headers that say something about the site. */
const telling = headers => Object.fromEntries(Object.entries(headers).filter(([name]) => !OWN.includes(name)));

describe('nginx with the delivered configuration', { skip: process.env.NGINX ? false : 'there is no nginx on this machine' }, () => {
  let site;
  let nginx;
  before(async () => {
    const secure = spawnSync('openssl', ['version']).status === 0;
    [site, nginx] = await Promise.all([openSite(), openNginx({ http: AROUND, secure })]);
    // What nobody is to see: beside the site, and in it.
    for (const secret of ['secret.html', 'site/.secret.html', 'site/_secret.html', 'site/secret', 'site/secret.toml']) {
      fs.writeFileSync(path.join(nginx.folder, secret), 'secret');
    }
  });
  after(async () => {
    await nginx?.close();
    await site?.close();
  });

  it('sends every file with the same headers and bytes as the project\'s own server', async () => {
    assert.ok(files.length >= 6, files.join());
    for (const file of ['', ...files]) {
      const whole = fs.readFileSync(path.join(dist, file || 'index.html'));
      for (const [encoding, { opened }] of Object.entries(COPIES)) {
        const [one, other] = await Promise.all([site, nginx].map(server => ask(server, file, { encoding })));
        assert.equal(other.status, 200, file);
        assert.deepEqual(telling(other.headers), telling(one.headers), `${file} as ${encoding}`);
        assert.ok(other.body.equals(one.body), `${file} as ${encoding}`);
        const body = other.headers['content-encoding'] ? opened(other.body) : other.body;
        assert.ok(body.equals(whole), `${file} as ${encoding}, opened`);
      }
    }
  });

  it('lets only files be kept for ever whose names change with them, and sends every file in the best form that is taken', async () => {
    for (const file of files) {
      const { headers } = await ask(nginx, file, { encoding: 'gzip, deflate, br' });
      const hashed = /-[0-9a-f]{12}\.\w+$/.test(file);
      assert.equal(headers['cache-control'], hashed ? 'public, max-age=31536000, immutable' : 'no-cache', file);
      assert.equal(headers['content-encoding'], fs.existsSync(path.join(dist, `${file}.br`)) ? 'br' : undefined, file);
    }
    for (const [encoding, coding] of [
      ['br', 'br'], ['BR, gzip', 'br'], ['gzip;q=1.0,br;q=0.5', 'br'], ['br;q=0', undefined], ['br ; q=0.000 , gzip', 'gzip'],
      ['brotli, x-gzip', undefined], ['identity', undefined], ['gzip;q=0, br;q=0', undefined],
    ]) {
      const { headers } = await ask(nginx, program, { encoding });
      assert.equal(headers['content-encoding'], coding, encoding);
    }
  });

  it('answers HEAD with the headers of GET and with no body', async () => {
    for (const file of ['', ...files, 'nothing']) {
      for (const encoding of Object.keys(COPIES)) {
        const [whole, head] = await Promise.all(['GET', 'HEAD'].map(method => ask(nginx, file, { method, encoding })));
        const { date, ...headers } = head.headers;
        assert.deepEqual({ ...headers, date: whole.headers.date }, whole.headers, file);
        assert.equal(head.status, whole.status);
        assert.equal(Number(headers['content-length']), whole.body.length);
        assert.equal(head.body.length, 0);
      }
    }
  });

  it('sends nothing again that the browser has, and never takes one form of a file for another', async () => {
    for (const file of files) {
      const forms = [];
      for (const encoding of Object.keys(COPIES)) forms.push({ encoding, ...await ask(nginx, file, { encoding }) });
      const copies = fs.existsSync(path.join(dist, `${file}.br`)) ? 3 : 1;
      assert.equal(new Set(forms.map(({ headers }) => headers.etag)).size, copies, `${file} has a tag for each form`);
      for (const { encoding, headers } of forms) {
        const { etag, 'last-modified': modified } = headers;
        for (const [asked, status] of [
          [{ 'If-None-Match': etag }, 304],
          [{ 'If-None-Match': `"other", ${etag}` }, 304],
          [{ 'If-None-Match': `W/${etag}` }, 304],
          [{ 'If-None-Match': '"other"' }, 200],
          [{ 'If-Modified-Since': modified }, 304],
          [{ 'If-Modified-Since': new Date(Date.parse(modified) - 1000).toUTCString() }, 200],
          // The tag says more than the date.
          [{ 'If-None-Match': '"other"', 'If-Modified-Since': modified }, 200],
          ...forms.filter(other => other.headers.etag !== etag).map(other => [{ 'If-None-Match': other.headers.etag }, 200]),
        ]) {
          const answer = await ask(nginx, file, { encoding, headers: asked });
          assert.equal(answer.status, status, `${file} as ${encoding}, ${JSON.stringify(asked)}`);
          assert.equal(answer.body.length > 0, status === 200);
          if (status === 304) {
            for (const name of ['etag', 'vary', 'cache-control', 'content-security-policy']) assert.equal(answer.headers[name], headers[name], name);
            // Nothing is sent, so nothing is packed; a cache must not take this for a header of the form that it has.
            assert.equal(answer.headers['content-encoding'], undefined);
          }
        }
      }
    }
  });

  it('sends a page that was replaced, even by one of the same length', async () => {
    const name = 'index.html';
    const before = await ask(nginx, name);
    const file = path.join(nginx.site, name);
    const later = new Date(Date.parse(before.headers['last-modified']) + 5000);
    try {
      fs.writeFileSync(file, Buffer.from(before.body).reverse());
      fs.utimesSync(file, later, later);
      for (const headers of [{ 'If-None-Match': before.headers.etag }, { 'If-Modified-Since': before.headers['last-modified'] }]) {
        const now = await ask(nginx, name, { headers });
        assert.equal(now.status, 200);
        assert.ok(now.body.equals(Buffer.from(before.body).reverse()));
      }
    } finally {
      fs.writeFileSync(file, before.body);
    }
  });

  it('sends a part of a file as it is, and never a part of a compressed copy', async () => {
    const whole = fs.readFileSync(path.join(dist, program));
    const forms = {};
    for (const encoding of Object.keys(COPIES)) forms[encoding] = (await ask(nginx, program, { encoding })).headers.etag;
    for (const encoding of Object.keys(COPIES)) {
      const part = (range, headers = {}) => ask(nginx, program, { encoding, headers: { Range: `bytes=${range}`, ...headers } });
      const middle = Math.floor(whole.length / 2);
      const halves = await Promise.all([part(`0-${middle - 1}`), part(`${middle}-`)]);
      for (const { status, headers } of halves) {
        assert.equal(status, 206);
        assert.equal(headers['content-encoding'], undefined);
        assert.equal(headers['cache-control'], 'no-store');
      }
      assert.equal(halves[1].headers['content-range'], `bytes ${middle}-${whole.length - 1}/${whole.length}`);
      assert.ok(Buffer.concat(halves.map(({ body }) => body)).equals(whole));
      assert.ok((await part('-5')).body.equals(whole.subarray(-5)));

      const same = await part('0-9', { 'If-Range': forms[''] });
      assert.deepEqual([same.status, same.body.length], [206, 10]);
      // What was begun as a compressed copy cannot be gone on with, so it comes whole.
      for (const begun of [forms.gzip, forms['gzip, deflate, br'], '"other"']) {
        const { status, headers, body } = await part('10-', { 'If-Range': begun });
        assert.deepEqual([status, headers['content-encoding']], [200, undefined]);
        assert.ok(body.equals(whole));
      }
      const several = await part('0-1,4-5,8-9');
      assert.ok(several.status === 200 && several.body.equals(whole), 'several parts at once are nobody\'s need');
      const beyond = await part(`${whole.length}-`);
      assert.equal(beyond.status, 416);
      assert.equal(beyond.headers['content-range'], `bytes */${whole.length}`);
      assert.equal(beyond.headers['content-encoding'], undefined);
      // nginx says each of its headers twice here.
      assert.match(beyond.headers['cache-control'], /^no-store(, no-store)?$/);
    }
  });

  it('says that something is not there in the same way as the project\'s own server, and lets nobody keep that', async () => {
    for (const target of ['nothing', 'nothing.js', 'page-000000000000.wasm', '_headers', 'index.html.br', `${program}.gz`, '404.html', 'a/b/c', 'a/']) {
      for (const [encoding, { coding, opened }] of Object.entries(COPIES)) {
        const [one, other] = await Promise.all([site, nginx].map(server => ask(server, target, { encoding })));
        assert.equal(other.status, 404, target);
        assert.deepEqual(telling(other.headers), telling(one.headers), target);
        assert.equal(other.headers['cache-control'], 'no-store', target);
        assert.equal(other.headers['content-encoding'], coding, target);
        assert.ok(opened(other.body).equals(fs.readFileSync(path.join(dist, '404.html'))), target);
      }
    }
  });

  it('refuses every method but GET and HEAD, and says which it takes', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'TRACE']) {
      const [one, other] = await Promise.all([site, nginx].map(server => ask(server, '', { method })));
      for (const { status, headers } of [one, other]) {
        assert.equal(status, 405, method);
        assert.match(headers['content-security-policy'], /default-src 'none'/);
        assert.equal(headers['cache-control'], 'no-store');
        assert.equal(headers['content-encoding'], undefined);
        if (method !== 'TRACE') assert.equal(headers.allow, 'GET, HEAD', method);
      }
    }
  });

  it('lets a portal frame the page by one line, with the headers of the project\'s own server', async () => {
    const portal = 'https://www.example.gov.cn';
    const change = text => {
      const changed = text.replace('default    "\'none\'";', `default    "${portal}";`);
      assert.notEqual(changed, text);
      return changed;
    };
    const [own, other] = await Promise.all([openSite({ framedBy: portal }), openNginx({ change })]);
    const [expected, { headers }] = await Promise.all([own, other].map(server => ask(server, '')));
    assert.deepEqual(telling(headers), telling(expected.headers));
    assert.match(headers['content-security-policy'], new RegExp(`frame-ancestors ${portal};`));
    assert.equal(headers['x-frame-options'], undefined);
    await Promise.all([own.close(), other.close()]);
  });

  it('sends nothing from outside the folder and nothing that is hidden in it', async () => {
    for (const target of [
      'secret', 'secret.toml', '.secret.html', '_secret.html', 'x/.secret.html', '%2esecret.html', '.%73ecret.html', '../secret.html', '..%2fsecret.html',
      '%2e%2e/secret.html', '%2e%2e%2fsecret.html', '..%5csecret.html', '..\\secret.html', './../secret.html', 'x/../../secret.html',
      '..;/secret.html', '..%00/secret.html', '../secret.html%00.js', 'index.html%00', '%c0%ae%c0%ae/secret.html', '....//secret.html',
      '//../secret.html', '/../../../../../../etc/passwd', '..%2f..%2f..%2f..%2f..%2fetc%2fpasswd', '/etc/passwd', 'index.html/', 'index.html/../.secret.html',
    ]) {
      for (const server of [site, nginx]) {
        const { status, body } = await ask(server, target);
        assert.ok([400, 404].includes(status), `${target}: ${status}`);
        assert.ok(!/secret|root:/.test(body.toString().replace(/<.*?>/gs, '')), target);
      }
    }
    // An address that only looks odd leads to the page itself.
    for (const target of ['/index.html', 'x/../index.html', 'index%2ehtml', 'index.html?..%2f..%2fsecret.html']) {
      const { status, body } = await ask(nginx, target);
      assert.equal(status, 200, target);
      assert.ok(body.equals(fs.readFileSync(path.join(dist, 'index.html'))), target);
    }
  });

  it('sends the same over TLS by HTTP/2, and has the browser stay there', async test => {
    if (!nginx.secure) return test.skip('there is no openssl on this machine');
    const session = http2.connect(nginx.secure, { rejectUnauthorized: false });
    try {
      const over = (target, headers = {}) => new Promise((done, fail) => {
        const stream = session.request({ ':path': `/${target}`, ...headers });
        const parts = [];
        let got;
        stream.on('response', received => { got = received; });
        stream.on('data', part => parts.push(part));
        stream.on('end', () => done({ status: got[':status'], headers: got, body: Buffer.concat(parts) })).on('error', fail);
      });
      // All at once, on one connection.
      const answers = await Promise.all(files.map(file => over(file, { 'accept-encoding': 'gzip, deflate, br' })));
      assert.equal(session.alpnProtocol, 'h2');
      for (const [index, file] of files.entries()) {
        const plain = await ask(nginx, file, { encoding: 'gzip, deflate, br' });
        const { ':status': status, 'strict-transport-security': stay, ...headers } = answers[index].headers;
        assert.equal(status, 200, file);
        assert.equal(stay, 'max-age=31536000', file);
        assert.deepEqual(telling(headers), telling(plain.headers), file);
        assert.ok(answers[index].body.equals(plain.body), file);
        const again = await over(file, { 'accept-encoding': 'gzip, deflate, br', 'if-none-match': headers.etag });
        assert.deepEqual([again.status, again.body.length], [304, 0], file);
      }
      assert.equal((await over('nothing.js')).status, 404);
      assert.equal((await over('', { ':method': 'POST' })).status, 405);
      assert.equal((await over('..%2f..%2fsecret.html')).status, 400);
    } finally {
      session.close();
    }
    const { headers } = await ask(nginx, '');
    assert.equal(headers['strict-transport-security'], undefined, 'without TLS a browser must not believe it');
  });

  it('carries the page', async () => {
    const kernel = await openKernel('current');
    try {
      const page = await kernel.page();
      await page.open(nginx.url);
      assert.deepEqual(page.console, []);
    } finally {
      await kernel.close();
    }
  });

  it('shows whoever is lost where to call and where to begin, whichever folder was asked for', async () => {
    const kernel = await openKernel('current');
    try {
      for (const [width, server] of [[320, nginx], [1280, site]]) {
        const page = await kernel.page({ width, height: 700 });
        await page.goto(`${server.url}a/b/nothing.html`);
        assert.deepEqual(await page.evaluate('[...document.querySelectorAll("a")].map(it => it.getAttribute("href"))'),
          ['tel:12345', 'tel:12349', '/', 'tel:12345', 'tel:12349', '/en.html']);
        assert.equal(await page.evaluate('document.styleSheets.length'), 1);
        assert.ok(await page.evaluate('getComputedStyle(document.querySelector(".button")).borderRadius') !== '0px', 'the style sheet came');
        assert.ok(await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth'));
        assert.deepEqual(complaints(page, kernel).filter(it => !/404/.test(it)), []);
        await page.click('.button');
        await page.waitFor("!!document.querySelector('html.started')");
        await page.close();
      }
    } finally {
      await kernel.close();
    }
  });
});
