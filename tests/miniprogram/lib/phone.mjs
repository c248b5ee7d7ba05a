// A mini-program's host: the real pages in miniprogram-simulate, and of WeChat what these pages use. Anything else that is called is an
// error, so that no way to the network goes unseen. In the place of WXWebAssembly stands Node's engine, given the packaged file.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import zlib from 'node:zlib';

import { JSDOM } from 'jsdom';

const root = path.resolve(import.meta.dirname, '../../..');
const dist = path.resolve(process.env.DIST ?? path.join(root, 'dist'));

/** The finished mini-program. */
export const FOLDER = `${dist}-miniprogram`;

const require = createRequire(import.meta.url);

const { window } = new JSDOM('<!DOCTYPE html><body></body>', { url: 'https://mini.invalid/' });
for (const name of ['window', 'document', 'Event', 'CustomEvent', 'TouchEvent', 'Element', 'Node', 'HTMLElement']) {
  globalThis[name] = name === 'window' ? window : window[name];
}
const simulate = require('miniprogram-simulate');

/** WeChat allows so many pages on top of each other. */
const MOST_PAGES = 10;

/** So often other tasks may come first until the program is there. */
const MOST_TURNS = 100_000;

const turn = () => new Promise(done => { setImmediate(done); });

/** What the packaged WebAssembly file is loaded with; the shape of the result differs between clients. */
function webAssembly(shape) {
  return {
    async instantiate(file, imports) {
      assert.match(file, /^\//, 'the path begins at the root of the package');
      const bytes = zlib.brotliDecompressSync(fs.readFileSync(path.join(FOLDER, file)));
      const { instance } = await WebAssembly.instantiate(bytes, imports);
      return shape === 'instance' ? instance : { instance };
    }
  };
}

/** One visit to the mini-program. */
export class Phone {
  /**
   * @param {{ shape?: 'instance' | 'wrapped', webAssembly?: object | null, language?: string, type?: number }} [of] `webAssembly` takes
   * the place of what the host has; with `null` it has none
   */
  constructor({ shape = 'instance', webAssembly: own = webAssembly(shape), language = 'zh_CN', type = 16 } = {}) {
    /** The pages, the one on top last. */
    this.pages = [];
    /** Numbers that were called, titles of the bar. */
    this.calls = [];
    this.heading = '';
    for (const file of Object.keys(require.cache).filter(file => file.startsWith(FOLDER))) delete require.cache[file];
    delete globalThis.WXWebAssembly;
    if (own) globalThis.WXWebAssembly = own;
    globalThis.getCurrentPages = () => this.pages;
    globalThis.App = () => {};
    globalThis.wx = new Proxy({
      getAppBaseInfo: () => ({ language, fontSizeSetting: type }),
      setNavigationBarTitle: ({ title }) => { this.heading = title; },
      pageScrollTo() {},
      makePhoneCall: ({ phoneNumber }) => { this.calls.push(phoneNumber); },
      navigateTo: ({ url, fail }) => this.pages.length < MOST_PAGES ? this.#open(url) : fail?.({ errMsg: 'too many pages' }),
      redirectTo: ({ url }) => {
        this.#close();
        this.#open(url);
      },
      reLaunch: ({ url }) => {
        while (this.pages.length) this.#close();
        this.#open(url);
      },
      navigateBack: () => this.back()
    }, {
      get(known, name) {
        if (!(name in known)) throw new Error(`the pages call wx.${String(name)}`);
        return known[name];
      },
      has: (known, name) => name in known
    });
  }

  /** Opens the mini-program. */
  async start() {
    require(path.join(FOLDER, 'app.js'));
    this.#open('/pages/screen/screen');
    await this.settled();
    return this;
  }

  #open(url) {
    const page = simulate.render(simulate.load(path.join(FOLDER, url), { rootPath: FOLDER }));
    page.attach(document.body);
    this.pages.push(page);
    page.instance.onShow?.();
  }

  #close() {
    const page = this.pages.pop();
    page.instance.onUnload?.();
    page.detach();
  }

  /** The back key. */
  back() {
    this.#close();
    assert.ok(this.pages.length, 'the mini-program was left');
    this.top.instance.onShow?.();
  }

  get top() {
    return this.pages[this.pages.length - 1];
  }

  /** What the page on top shows. */
  get view() {
    return this.top.data.view;
  }

  /** The words on the page on top. */
  get words() {
    return this.top.dom.textContent.replace(/\s+/g, ' ');
  }

  /** Waits until nothing is under way any more. */
  async settled() {
    for (let turns = 0; turns < MOST_TURNS; turns += 1) {
      await turn();
      const { data } = this.top;
      // What a press leads to is there a turn later at the latest; only the first screen waits for the program.
      if (data.view !== null || data.broken) return turn();
    }
    throw new Error('the page shows nothing');
  }

  /** Everything on the page on top that can be pressed, with its words. */
  get buttons() {
    const nodes = ['.link', '.button', '.option', '.fold'].flatMap(kind => this.top.querySelectorAll(kind));
    return nodes.map(node => ({ node, words: node.dom.textContent.replace(/\s+/g, ' ').trim() }));
  }

  /** Presses what has these words, or begins with them. */
  async press(words) {
    const { buttons } = this;
    const found = buttons.find(it => it.words === words) ?? buttons.find(it => it.words.replace(/^[●✓＋－] ?/, '').startsWith(words));
    assert.ok(found, `nothing to press says “${words}”; there are: ${buttons.map(it => it.words).join(' | ')}`);
    await this.tap(found.node);
  }

  async tap(node) {
    node.dispatchEvent('tap', { bubbles: true });
    await this.settled();
  }

  /** Types into a field, the first letter and then the others. */
  async type(part, text) {
    const fields = this.top.querySelectorAll('.input');
    const field = fields.find(it => it.dom.__wxElement.dataset.part === part);
    assert.ok(field, `there is no field ${part}`);
    for (const value of new Set([text.slice(0, 1), text])) {
      field.dispatchEvent('input', { detail: { value } });
      await this.settled();
    }
  }

  /** Chooses from a list that opens from below. */
  async pick(level, place) {
    const picker = this.top.querySelectorAll('.field-picker')[level];
    picker.dispatchEvent('change', { detail: { value: String(place) } });
    await this.settled();
  }
}
