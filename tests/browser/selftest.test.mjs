// The self-test: everything holds in every kernel, by WebAssembly and by its twin; and what does not hold is named.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';

import { complaints } from './lib/console.mjs';
import { openKernel } from './lib/kernel.mjs';
import { CASES, SAID, tried } from './lib/selftest.mjs';
import { openSite } from './lib/site.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const dist = process.env.DIST ?? path.join(root, 'dist');
const NAMES = ['selftest.html', 'selftest-en.html'];

const sha256 = bytes => createHash('sha256').update(bytes).digest('hex');

/** A copy of the site in which one file is another, served until `use` is done. */
async function withAnother(find, change, use) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'selftest-'));
  const kernel = await openKernel('current');
  let site;
  try {
    fs.cpSync(dist, folder, { recursive: true });
    const name = fs.readdirSync(folder).find(file => find.test(file));
    // The compressed copies would be served in the place of the file.
    for (const copy of ['.br', '.gz']) fs.rmSync(path.join(folder, name + copy), { force: true });
    fs.writeFileSync(path.join(folder, name), change(fs.readFileSync(path.join(folder, name))));
    site = await openSite({ dist: folder });
    const page = await kernel.page({ width: 360, height: 780 });
    await page.goto(site.url + NAMES[0]);
    await use(await tried(page), name);
  } finally {
    await site?.close();
    await kernel.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** A change of the golden cases, by their names. */
const cases = change => content => {
  const all = JSON.parse(content);
  change(all);
  return JSON.stringify(all);
};

describe('the self-test', () => {
  let site;
  before(async () => { site = await openSite(); });
  after(() => site.close());

  // By WebAssembly every kernel tests itself in kernels.test.mjs. The old ones take the policy's word for no WebAssembly at all.
  for (const [name, twin] of [['current', false], ['current', true], ['66', true]]) {
    it(`holds in kernel ${name} by ${twin ? 'the twin' : 'WebAssembly'}`, async test => {
      const kernel = await openKernel(name);
      try {
        const page = await kernel.page({ width: 360, height: 780, before: twin && name === 'current' && 'delete window.WebAssembly' });
        await page.goto(site.url + NAMES[0]);
        const said = await tried(page);
        const modules = page.requests.filter(line => /selftest-twin/.test(line));
        assert.equal(modules.length, twin ? 1 : 0, 'fetches of the twin');
        assert.equal(said.state, 'passed', said.report);
        assert.equal(said.golden, `${CASES} / ${CASES}`);
        assert.deepEqual(said.laws, Array(8).fill('well'));
        assert.ok(said.statements >= 100_000, `${said.statements} statements`);
        assert.equal(said.files.length, 7);
        let lines = '';
        for (const { name: file, digest, is } of said.files) {
          assert.equal(digest, sha256(fs.readFileSync(path.join(dist, file))), file);
          assert.equal(is, 'well', file);
          lines += `${digest}  ${file}\n`;
        }
        assert.equal(said.fingerprint, sha256(lines));
        assert.equal(said.build, sha256(fs.readFileSync(path.join(dist, 'SHA256SUMS.txt'))));
        assert.equal(said.list, 'well');
        assert.match(said.report, new RegExp(said.version));
        const asked = page.requests.filter(line => !line.startsWith(`GET ${site.url}`));
        assert.deepEqual([asked, page.blocked], [[], []]);
        assert.deepEqual(complaints(page, kernel), []);
        test.diagnostic(`${said.statements} statements and ${CASES} cases: ${said.took}`);
      } finally {
        await kernel.close();
      }
    });
  }

  it('is stopped and started again by the keyboard, and tries more when asked to', async () => {
    const kernel = await openKernel('current');
    try {
      const page = await kernel.page({ width: 1280, height: 900 });
      await page.goto(site.url + NAMES[1]);
      await page.evaluate("document.getElementById('start').focus()");
      await page.press('Enter');
      await page.waitFor("!document.querySelector('[data-when=golden]').hidden");
      await page.press('Enter');
      await page.waitFor("!document.querySelector('[data-when=stopped]').hidden");
      const { state } = await tried(page);
      assert.equal(state, 'passed');
      const { statements } = await page.evaluate(SAID);
      await page.click('#more');
      await page.waitFor(`Number(document.getElementById('statements').textContent.replace(/\\D/g, '')) > ${statements + 1000}`, { seconds: 120 });
      await page.click('#more');
      await page.waitFor("!document.querySelector('[data-when=stopped]').hidden");
    } finally {
      await kernel.close();
    }
  });

  it('names the household whose answer is not the one worked out by hand, whatever is expected of it', async () => {
    const wrong = {
      verdict: it => { it.verdict = it.verdict === '很可能符合' ? '很可能不符合' : '很可能符合'; },
      never: it => { it.never = ['likely', 'possible', 'undetermined', 'unlikely', 'dormant']; },
      amount: it => { it.amount = '0.01'; },
      often: it => { it.often = it.often === 'once' ? 'monthly' : 'once'; },
      method: it => { it.method = it.method === 'tiers' ? 'difference' : 'tiers'; },
      reasons: it => { it.reasons = it.reasons.slice(1); },
      among_reasons: it => { it.among_reasons = ['heating-winter', ...it.among_reasons]; },
      opens: it => { it.opens = [...it.opens, 'heating-winter']; },
      missing: it => { it.missing = ['hukou-place', ...it.missing]; },
      gaps: it => { it.gaps = it.gaps.length > 0 ? [] : ['price-rise']; },
      flips: it => { it.flips[0].at = '0.07'; },
      apply_at: it => { it.apply_at = it.apply_at === '北京市' ? '上海市' : '北京市'; },
    };
    const broken = new Set();
    const change = cases(all => {
      const entries = Object.entries(all);
      for (const [field, spoil] of Object.entries(wrong)) {
        const [name, { expect }] = entries.find(([name, { expect }]) => !broken.has(name) && Object.values(expect).some(it => it[field]));
        spoil(Object.values(expect).find(it => it[field]));
        broken.add(name);
      }
      for (const [field, value] of [['settled', it => !it], ['says', it => [...it, '没有人说过的话']], ['figures', it => [{ ...it[0], value: '1.23' }]], ['assessed', () => '0'.repeat(64)]]) {
        const [name, golden] = entries.find(([name, golden]) => !broken.has(name) && golden[field] !== undefined);
        golden[field] = value(golden[field]);
        broken.add(name);
      }
    });
    await withAnother(/^cases-\w+\.json$/, change, ({ state, golden, failures, files, laws }) => {
      assert.equal(state, 'failed');
      assert.deepEqual(new Set(failures.map(failure => failure.split(': ')[0])), broken);
      assert.equal(golden, `${CASES - broken.size} / ${CASES}`);
      assert.deepEqual(laws, Array(8).fill('well'));
      assert.equal(files.find(({ name }) => name.startsWith('cases-')).is, 'amiss');
    });
  });

  it('names a file that is not the one that was published', async () => {
    const change = content => Buffer.concat([content, Buffer.from('\n')]);
    await withAnother(/^boot-\w+\.js$/, change, ({ state, files, list, failures }, changed) => {
      assert.equal(state, 'differs');
      assert.equal(list, 'amiss');
      assert.deepEqual(files.filter(({ is }) => is !== 'well').map(({ name }) => name), [changed]);
      assert.deepEqual(failures, []);
    });
  });

  it('notices a list of files that is not that of this page', async () => {
    const change = content => String(content).replace(/^[0-9a-f]{64}(?=  index\.html$)/m, '0'.repeat(64));
    await withAnother(/^SHA256SUMS\.txt$/, change, ({ state, files, list }) => {
      assert.equal(state, 'differs');
      assert.equal(list, 'amiss');
      assert.deepEqual(files.filter(({ is }) => is !== 'well'), []);
    });
  });
});
