// What is in the package, and what must not be.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';

import { texts } from '../browser/lib/texts.mjs';
import { FOLDER } from './lib/phone.mjs';

const root = path.resolve(import.meta.dirname, '../..');

/** WeChat's limit for a package. */
const MOST_BYTES = 2 * 1024 * 1024;

/** What may be called of `wx`; nothing here needs a declaration in 《用户隐私保护指引》. */
const KNOWN = [
  'getAppBaseInfo', 'getSystemInfoSync', 'makePhoneCall', 'navigateBack', 'navigateTo', 'pageScrollTo', 'reLaunch', 'redirectTo',
  'setNavigationBarTitle'
];

const files = fs.readdirSync(FOLDER, { recursive: true, withFileTypes: true })
  .filter(file => file.isFile()).map(file => path.relative(FOLDER, path.join(file.parentPath ?? file.path, file.name)));
const read = file => fs.readFileSync(path.join(FOLDER, file), 'utf8');
const of = kind => files.filter(file => file.endsWith(kind));
const found = (text, pattern) => [...text.matchAll(pattern)].map(([, name]) => name);

describe('the package', () => {
  it('is within the limit', context => {
    const bytes = files.map(file => fs.statSync(path.join(FOLDER, file)).size).reduce((one, other) => one + other);
    context.diagnostic(`${bytes} bytes of ${MOST_BYTES}`);
    assert.ok(bytes <= MOST_BYTES, `${bytes} bytes`);
  });

  it('has only kinds of files that are uploaded', () => {
    for (const file of files) assert.match(file, /\.(js|json|wxml|wxss|wasm\.br)$/);
  });

  it('has every page, and every file of each', () => {
    for (const page of JSON.parse(read('app.json')).pages) {
      for (const kind of ['js', 'json', 'wxml']) assert.ok(files.includes(`${page}.${kind}`), `${page}.${kind}`);
    }
  });

  it('names no mini-program: the key is that of whoever publishes it', () => {
    assert.ok(!('appid' in JSON.parse(read('project.config.json'))));
  });
});

describe('the scripts', () => {
  for (const file of of('.js')) {
    it(`${file} has no way to the network, and writes and runs no code`, () => {
      const script = read(file).replaceAll('WXWebAssembly', '');
      const program = /^program\/(rules|texts|notices)/.test(file) ? '' : script;
      for (const name of found(program, /\bwx\.(\w+)/g)) assert.ok(KNOWN.includes(name), `wx.${name}`);
      assert.doesNotMatch(program, /\b(eval|Function|WebAssembly|XMLHttpRequest|fetch|TextDecoder|TextEncoder|importScripts)\s*[.(]/);
      assert.doesNotMatch(program, /\b(wx|globalThis|global|self)\s*\[/);
      if (file !== 'program/notices.js') assert.doesNotMatch(script, /https?:/);
    });

    it(`${file} is spelt for Chromium 53`, () => {
      // Newer than that: async functions, spread of objects, `?.`, `??`, exponents, private fields.
      const script = /^program\//.test(file) ? '' : read(file).replace(/'[^'\n]*'|"[^"\n]*"|\/\*[^]*?\*\/|\/\/.*/g, '');
      assert.doesNotMatch(script, /\basync\b|\bawait\b|\{\s*\.\.\.|\?\.\D|\?\?|\*\*|this\.#/);
    });
  }
});

describe('the markup', () => {
  const wxml = of('.wxml').map(read).join('\n');
  const script = of('.js').filter(file => file.startsWith('pages/')).map(read).join('\n');

  it('names only handlers that are there', () => {
    const handlers = new Set(found(wxml, /\bbind:?\w+="(\w+)"/g));
    assert.ok(handlers.size > 5);
    for (const handler of handlers) assert.match(script, new RegExp(`^ +${handler}\\(`, 'm'), handler);
  });

  it('names only templates that are there, and has one for every kind of field', () => {
    const templates = found(wxml, /<template name="([\w-]+)"/g);
    for (const name of found(wxml, /<template[^>]* is="([\w-]+)"/g)) assert.ok(templates.includes(name), name);
    const view = fs.readFileSync(path.join(root, 'mini/src/view.rs'), 'utf8');
    const [, kinds] = /enum Field \{([^]*?)\n\}/.exec(view);
    const names = found(kinds, /^    (\w+)[ ({]/gm).map(name => name.toLowerCase());
    assert.equal(names.length, 10);
    for (const name of names) assert.ok(templates.includes(name), name);
  });

  it('says nothing but what is in text/', () => {
    assert.doesNotMatch(wxml.replace(/<!--[^]*?-->/g, ''), /[\u4e00-\u9fff]/);
    const used = [...found(wxml, /shell\.([\w-]+)/g), ...found(wxml, /shell\['([\w-]+)'\]/g), ...found(script, /shell\.(\w+)/g)];
    assert.ok(used.length > 10);
    for (const language of ['zh-Hans', 'en']) {
      const { shell } = JSON.parse(read(`program/texts-${language}.js`).replace('module.exports = ', '').replace(/;\n$/, ''));
      for (const key of used) assert.ok(shell[key], `${language} has no ${key}`);
    }
    const keys = language => [...texts(language).keys()].filter(key => key.startsWith('miniprogram.')).sort();
    assert.deepEqual(keys('zh-Hans'), keys('en'));
    for (const key of keys('en')) assert.ok(used.includes(key.replace('miniprogram.', '')), `nobody says ${key}`);
  });
});

describe('what others wrote', () => {
  it('is named with the words of its licence, in a kind of file that is uploaded', () => {
    const notices = JSON.parse(read('program/notices.js').replace('module.exports = ', '').replace(/;\n$/, ''));
    for (const part of ['rust_decimal', 'serde_json', 'talc', 'rust-std']) {
      assert.match(notices, new RegExp(`^${part} \\d\\S* \\(.*\\)$`, 'm'));
    }
    assert.match(notices, /^Permission is hereby granted/m);
    assert.doesNotMatch(notices, /^(yew|js-sys|wasm-bindgen|lean-qr) /m);
    assert.doesNotMatch(notices, /\/(root|home|tmp|usr)\//);
  });
});

describe('types', () => {
  it('are those of the interfaces of mini-programs', () => {
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '--project', path.join(root, 'miniprogram/jsconfig.json')], { encoding: 'utf8', stdio: 'pipe' });
  });
});
