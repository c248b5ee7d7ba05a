// The program itself: it answers as the engine on this machine does, in WebAssembly and in JavaScript.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import zlib from 'node:zlib';

import { ALL, assessed, told } from './lib/golden.mjs';
import { FOLDER, Phone } from './lib/phone.mjs';

const require = createRequire(import.meta.url);
const packed = file => fs.readFileSync(path.join(FOLDER, file));

describe('the module', () => {
  const module = new WebAssembly.Module(zlib.brotliDecompressSync(packed('program/program.wasm.br')));

  it('imports nothing', () => assert.deepEqual(WebAssembly.Module.imports(module), []));

  it('exports functions and its memory and no global, which iOS refuses', () => {
    const exported = WebAssembly.Module.exports(module).map(({ name, kind }) => `${kind} ${name}`).sort();
    const functions = ['act', 'answer', 'assess', 'begin', 'room', 'rules', 'texts'].map(name => `function ${name}`);
    assert.deepEqual(exported, [...functions, 'memory memory']);
  });
});

describe('every golden case', () => {
  const lines = Object.keys(ALL).map(name => JSON.stringify(told(name)));
  let expected;

  before(() => {
    expected = assessed(`${lines.join('\n')}\n`, '--jsonl').trim().split('\n');
    assert.equal(expected.length, lines.length);
  });

  for (const [form, of] of [['WebAssembly', {}], ['JavaScript', { webAssembly: null }]]) {
    it(`comes out the same in ${form}`, async () => {
      new Phone(of);
      const program = await require(path.join(FOLDER, 'lib/program.js')).open(require(path.join(FOLDER, 'program/texts-zh-Hans.js')).packed);
      const today = new Date();
      // A difference would be pages long; its name is enough to see it on the command line.
      const differ = Object.keys(ALL).filter((_, index) => program.assess(lines[index], today) !== expected[index]);
      assert.deepEqual(differ, []);
    });
  }
});

describe('UTF-8', () => {
  const { encode, decode } = require(path.join(FOLDER, 'lib/utf8.js'));
  const texts = ['', 'a', 'ä', '元', '\u{2000b}', 'བོད་ཡིག', `${'甘肃😀'.repeat(5000)}x`, '\u007f\u0080\u07ff\u0800\uffff\u{10000}\u{10ffff}'];

  it('is what TextEncoder writes and TextDecoder reads', () => {
    for (const text of texts) {
      assert.deepEqual(Buffer.from(encode(text)), Buffer.from(new TextEncoder().encode(text)));
      assert.equal(decode(new TextEncoder().encode(text)), text);
    }
  });

  it('takes half a pair for what cannot be read', () => {
    for (const text of ['\ud83d', 'a\ude00b', '\ud83d\ud83d\ude00', '\ude00\ud83d']) {
      assert.deepEqual(Buffer.from(encode(text)), Buffer.from(new TextEncoder().encode(text)));
    }
  });
});

describe('base64', () => {
  it('is what Buffer reads', () => {
    const { bytes } = require(path.join(FOLDER, 'lib/base64.js'));
    for (let length = 0; length < 70; length += 1) {
      const whole = Buffer.from(Array.from({ length }, (_, at) => at * 37 % 256));
      assert.deepEqual(Buffer.from(bytes(whole.toString('base64'))), whole);
    }
  });
});

describe('changes', () => {
  const changes = require(path.join(FOLDER, 'lib/changes.js'));

  it('are what is different and nothing else', () => {
    const before = { a: 1, list: [{ b: 2, c: 3 }], same: { d: [1] } };
    assert.deepEqual(changes(before, { a: 1, list: [{ b: 2, c: 4 }], same: { d: [1] } }, 'view'), { 'view.list[0].c': 4 });
    assert.deepEqual(changes(before, { ...before, list: [] }, 'view'), { 'view.list': [] });
    assert.deepEqual(changes(before, { ...before, same: null }, 'view'), { 'view.same': null });
    assert.deepEqual(changes(before, before, 'view'), {});
  });
});
