// What is built is what the list beside it says, the list says it of everything, and whoever wrote a part of it is named.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';

const dist = process.env.DIST ?? path.resolve(import.meta.dirname, '../../dist');
const LIST = 'SHA256SUMS.txt';

/** What `sha256sum` says of a folder by its list. */
function checked(folder) {
  const { status, stdout, stderr } = spawnSync('sha256sum', ['--check', '--strict', '--quiet', LIST], { cwd: folder, encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

describe('the list of files', () => {
  it('holds for every file, by the tool that every system has', () => {
    assert.deepEqual(checked(dist), { status: 0, said: '' });
    const listed = fs.readFileSync(path.join(dist, LIST), 'utf8').trimEnd().split('\n').map(line => line.slice(66));
    const there = fs.readdirSync(dist, { recursive: true }).filter(file => file !== LIST && fs.statSync(path.join(dist, file)).isFile());
    assert.deepEqual(listed, there.sort());
  });

  it('does not hold where one letter of one file is another', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sums-'));
    try {
      fs.cpSync(dist, folder, { recursive: true });
      fs.appendFileSync(path.join(folder, 'index.html'), ' ');
      const { status, said } = checked(folder);
      assert.equal(status, 1);
      assert.match(said, /^index\.html: /m);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});

describe('what others wrote', () => {
  const [file] = fs.readdirSync(dist).filter(name => /^sbom-\w+\.json$/.test(name));
  const bill = JSON.parse(fs.readFileSync(path.join(dist, file), 'utf8'));

  it('is listed once each, with its licence and with the hash of what was downloaded', () => {
    assert.deepEqual([bill.bomFormat, bill.specVersion], ['CycloneDX', '1.6']);
    const names = bill.components.map(({ purl }) => purl);
    assert.equal(new Set(names).size, names.length);
    for (const part of ['pkg:cargo/yew@', 'pkg:cargo/rust_decimal@', 'pkg:npm/lean-qr@', 'pkg:npm/%40expo-google-fonts/', 'pkg:generic/rust-std@']) {
      assert.ok(names.some(name => name.startsWith(part)), part);
    }
    // What only builds or tests the site is no part of it.
    for (const tool of ['pkg:cargo/walrus@', 'pkg:cargo/criterion@', 'pkg:cargo/serde_derive@', 'pkg:npm/esbuild@']) {
      assert.ok(!names.some(name => name.startsWith(tool)), tool);
    }
    for (const { purl, licenses, hashes } of bill.components) {
      assert.ok(licenses[0].expression, purl);
      assert.ok(hashes?.[0].content.length >= 64 || purl.startsWith('pkg:generic/rust-std@'), purl);
    }
    // Nothing of the day and nothing random, or no two builds were the same.
    assert.deepEqual([bill.serialNumber, bill.metadata.timestamp], [undefined, undefined]);
  });

  it('is named with the words of its licence, and the self-test leads there', () => {
    const notices = fs.readFileSync(path.join(dist, 'THIRD-PARTY.txt'), 'utf8');
    for (const { name, version, licenses: [{ expression }] } of bill.components) {
      assert.ok(notices.includes(`\n${name} ${version} (${expression})\n`), name);
    }
    assert.ok(!/\/(root|home|tmp|usr)\//.test(notices + JSON.stringify(bill)), 'no path of the machine that built it');
    const page = fs.readFileSync(path.join(dist, 'selftest.html'), 'utf8');
    for (const address of ['THIRD-PARTY.txt', file, 'SHA256SUMS.txt']) assert.ok(page.includes(`<a href="${address}">`), address);
  });
});
