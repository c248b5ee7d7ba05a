// The npm package, packed and installed as a stranger would: it answers every golden case just as the command line does, in Node,
// in a bundle in each kernel, in a worker and in a page without a bundler.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';

import { build } from 'esbuild';

import { complaints } from './lib/console.mjs';
import { KERNELS, openKernel } from './lib/kernel.mjs';
import { goldenHouseholds, installed } from './lib/package.mjs';
import { answersOf, openSite } from './lib/site.mjs';

const golden = goldenHouseholds();
const told = golden.map(({ household }) => JSON.stringify(household));

/** How a program answers a case: with the JSON of its assessment. */
const ANSWERS = `
  const said = told => {
    const answer = engine.assess(told);
    return JSON.stringify(answer.ok ? answer.value : answer.errors);
  };
`;

/** The policy that the package asks of a page. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'";

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json', '.wasm': 'application/wasm' };

/** A server of the files in a folder. */
async function served(folder, headers) {
  const server = http.createServer((request, response) => {
    const file = path.join(folder, request.url === '/' ? 'index.html' : request.url);
    if (!fs.existsSync(file)) return response.writeHead(request.url === '/favicon.ico' ? 204 : 404).end();
    response.writeHead(200, { 'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream', ...headers });
    return response.end(fs.readFileSync(file));
  });
  await new Promise(open => server.listen(0, '127.0.0.1', open));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise(done => { server.closeAllConnections(); server.close(done); }),
  };
}

describe('the npm package', () => {
  let home;
  let right;
  before(() => {
    home = installed();
    right = answersOf(told);
    assert.equal(right.length, golden.length);
    home.file('cases.json', `[${told.join()}]`);
  });
  after(() => home?.remove());

  /** Holds answers against those of the command line, and names the first golden case that differs. */
  const holds = answers => {
    assert.equal(answers.length, golden.length);
    answers.forEach((answer, index) => assert.equal(answer, right[index], golden[index].name));
  };

  it('holds what it needs, names whoever wrote a part of it, and tells nothing of the machine that built it', () => {
    const folder = home.inside;
    const files = fs.readdirSync(folder, { recursive: true }).filter(file => fs.statSync(path.join(folder, file)).isFile()).sort();
    assert.deepEqual(files, [
      'LICENSE-APACHE', 'LICENSE-MIT', 'README.md', 'THIRD-PARTY.txt', 'browser.js', 'engine.js', 'engine.wasm',
      'examples/household.mjs', 'examples/page/index.html', 'examples/page/page.js', 'index.d.ts', 'load.js', 'node.js', 'package.json',
      'rules.bin',
    ]);
    const notices = fs.readFileSync(path.join(folder, 'THIRD-PARTY.txt'), 'utf8');
    for (const part of ['serde-wasm-bindgen', 'js-sys', 'rust_decimal', 'rust-std']) assert.match(notices, new RegExp(`^${part} \\d\\S* \\(`, 'm'));
    assert.doesNotMatch(notices, /^(yew|lean-qr|serde_json) /m);
    for (const file of files) assert.doesNotMatch(fs.readFileSync(path.join(folder, file), 'latin1'), /\/(root|home|tmp|usr)\//, file);
  });

  it('answers every golden case in Node just as the command line does, byte for byte', () => {
    home.file('answers.mjs', `
      import { readFileSync } from 'node:fs';
      import { load } from 'jiuzhu-selfcheck';
      const engine = await load();
      ${ANSWERS}
      for (const told of JSON.parse(readFileSync('cases.json', 'utf8'))) console.log(said(told));
    `);
    holds(home.run(['answers.mjs']).trimEnd().split('\n'));
  });

  it('asks next what the assessment asks next, and says every golden case in digits and back', async () => {
    const { assess, next, encode, decode, rulebookInfo } = await home.load();
    for (const [index, { name, household }] of golden.entries()) {
      const whole = JSON.parse(right[index]);
      assert.deepEqual(next(household), { ok: true, value: { next: whole.next, sharpen: whole.sharpen } }, name);
      const encoded = encode(household);
      assert.deepEqual([encoded.ok, encoded.value?.rounded], [true, []], name);
      const decoded = decode(encoded.value.code.replaceAll(' ', '-'));
      assert.equal(JSON.stringify(assess(decoded.value.case).value), right[index], name);
      assert.equal(decoded.value.rules, rulebookInfo().version.slice(0, 10), name);
      assert.deepEqual(rulebookInfo(), whole.rulebook);
    }
    const amounts = { own_income: { amount: '1234.56', period: 'month' } };
    const rounded = encode({ members: [amounts], property: { financial: { from: '12345' } } }, 2).value.rounded;
    assert.deepEqual(rounded, [
      { question: { id: 'own-income', member: 0 }, told: { from: '1234.56', to: '1234.56' }, said: { from: '1200', to: '1200' } },
      { question: { id: 'financial' }, told: { from: '12345' }, said: { from: '12000' } },
    ]);
  });

  it('says what is wrong with a file that is not there, and tries again', async () => {
    // A copy of its own, in which nothing is loaded yet.
    const copy = path.join(home.folder, 'again');
    fs.cpSync(home.inside, copy, { recursive: true });
    const { load } = await import(path.join(copy, 'node.js'));
    await assert.rejects(load({ rules: path.join(copy, 'none.bin') }), { code: 'ENOENT' });
    await assert.rejects(load({ rules: new Uint8Array(64) }), /not the rules of this version/);
    const engine = await load();
    assert.equal(await load({ rules: path.join(copy, 'none.bin') }), engine);
    assert.equal(engine.assess({}).ok, true);
  });

  it('runs its example in Node', () => {
    const example = path.join(home.inside, 'examples/household.mjs');
    assert.match(home.run([example]), /^dibao +likely +200 yuan monthly$/m);
    const wrong = home.file('wrong.json', '{ "members": [{ "age": 200 }] }');
    assert.throws(() => home.run([example, wrong]), ({ status, stderr }) => status === 1 && stderr.includes('`members[0].age` is `200`'));
  });

  for (const name of KERNELS) {
    it(`answers every golden case in a bundle in Chromium ${name}`, async () => {
      const site = path.join(home.folder, `site-${name}`);
      const kernel = await openKernel(name);
      let server;
      try {
        await build({
          stdin: {
            contents: `
              import { load } from 'jiuzhu-selfcheck';
              (async () => {
                const [engine, cases] = await Promise.all([load(), fetch('cases.json').then(it => it.json())]);
                ${ANSWERS}
                self.answers = cases.map(said);
              })().catch(error => { self.answers = [String(error)]; });
            `,
            resolveDir: home.folder,
          },
          outfile: path.join(site, 'bundle.js'), bundle: true, format: 'esm', target: 'chrome66', logLevel: 'warning',
        });
        for (const file of ['engine.wasm', 'rules.bin']) {
          fs.copyFileSync(path.join(home.inside, file), path.join(site, file));
        }
        fs.copyFileSync(path.join(home.folder, 'cases.json'), path.join(site, 'cases.json'));
        fs.writeFileSync(path.join(site, 'index.html'), '<!doctype html><meta charset="utf-8"><script type="module" src="bundle.js"></script>');
        // Old kernels do not know the word for WebAssembly and refuse it under any policy.
        server = await served(site, name === 'current' ? { 'Content-Security-Policy': POLICY } : {});
        const page = await kernel.page();
        await page.goto(server.url);
        await page.waitFor('!!self.answers', { seconds: 60 });
        holds(await page.evaluate('self.answers'));
        assert.deepEqual(complaints(page, kernel), []);
      } finally {
        await server?.close();
        await kernel.close();
      }
    });
  }

  it('runs in a worker, its files where the bundler puts them', async () => {
    const site = path.join(home.folder, 'site-worker');
    await build({
      stdin: {
        contents: `
          import { load } from 'jiuzhu-selfcheck';
          import wasm from 'jiuzhu-selfcheck/engine.wasm';
          import rules from 'jiuzhu-selfcheck/rules.bin';
          self.onmessage = async ({ data: cases }) => {
            const engine = await load({ wasm, rules });
            ${ANSWERS}
            self.postMessage(cases.map(said));
          };
        `,
        resolveDir: home.folder,
      },
      outfile: path.join(site, 'worker.js'), bundle: true, format: 'esm', logLevel: 'warning', publicPath: '/',
      loader: { '.wasm': 'file', '.bin': 'file' },
    });
    fs.writeFileSync(path.join(site, 'index.html'), '<!doctype html><meta charset="utf-8">');
    const kernel = await openKernel('current');
    const server = await served(site, { 'Content-Security-Policy': POLICY });
    try {
      const page = await kernel.page();
      await page.goto(server.url);
      holds(await page.evaluate(`new Promise((done, fail) => {
        const worker = new Worker('worker.js', { type: 'module' });
        worker.onmessage = ({ data }) => done(data);
        worker.onerror = ({ message }) => fail(new Error(message));
        worker.postMessage([${told.join()}]);
      })`));
      assert.deepEqual(complaints(page, kernel), []);
    } finally {
      await server.close();
      await kernel.close();
    }
  });

  it('runs its example page without a bundler under the headers of the site', async () => {
    const site = path.join(home.folder, 'site-page');
    fs.cpSync(path.join(home.inside, 'examples/page'), site, { recursive: true });
    fs.cpSync(home.inside, path.join(site, 'jiuzhu-selfcheck'), { recursive: true });
    const kernel = await openKernel('current');
    const server = await openSite({ dist: site });
    try {
      const page = await kernel.page();
      await page.goto(server.url);
      const shown = "document.getElementById('dibao').textContent";
      await page.waitFor(`${shown} !== ''`);
      const type = (name, value) => page.evaluate(`(() => {
        const field = document.querySelector('[name=${name}]');
        field.value = '${value}';
        field.dispatchEvent(new Event('input', { bubbles: true }));
      })()`);
      const verdict = await page.evaluate(shown);
      await type('income', '12.345');
      assert.equal(await page.evaluate(shown), '');
      const wrong = "document.getElementById('errors').textContent";
      assert.equal(await page.evaluate(wrong), 'income.other.amount：12.345');
      await type('income', '900');
      assert.deepEqual([await page.evaluate(shown), await page.evaluate(wrong)], [verdict, '']);
      assert.deepEqual(complaints(page, kernel), []);
      const loaded = server.log().map(line => line.split(' ')[1]).sort();
      assert.deepEqual(loaded, ['/', '/jiuzhu-selfcheck/browser.js', '/jiuzhu-selfcheck/engine.js', '/jiuzhu-selfcheck/engine.wasm', '/jiuzhu-selfcheck/load.js', '/jiuzhu-selfcheck/rules.bin', '/page.js']);
    } finally {
      await server.close();
      await kernel.close();
    }
  });
});
