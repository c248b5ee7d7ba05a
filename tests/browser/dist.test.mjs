// What is built is what the list beside it says, and the list says it of everything.
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
