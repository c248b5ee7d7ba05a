// One page in one kernel, used like a person would, whatever protocol the browser speaks.
import fs from 'node:fs';

import { until } from './until.mjs';

/** Keys that are not their own text. */
const KEYS = {
  Enter: { code: 'Enter', number: 13, text: '\r' },
  Tab: { code: 'Tab', number: 9 },
  Escape: { code: 'Escape', number: 27 },
  Backspace: { code: 'Backspace', number: 8 },
  Delete: { code: 'Delete', number: 46 },
  Space: { code: 'Space', number: 32, text: ' ', key: ' ' },
  Home: { code: 'Home', number: 36 },
  End: { code: 'End', number: 35 },
  ArrowLeft: { code: 'ArrowLeft', number: 37 },
  ArrowUp: { code: 'ArrowUp', number: 38 },
  ArrowRight: { code: 'ArrowRight', number: 39 },
  ArrowDown: { code: 'ArrowDown', number: 40 },
  F2: { code: 'F2', number: 113 },
  F4: { code: 'F4', number: 115 },
  F8: { code: 'F8', number: 119 },
  F9: { code: 'F9', number: 120 },
};

export class Page {
  /** What the console said, exceptions included, oldest first. */
  console = [];
  /** Requests that were let out, as `METHOD URL`. */
  requests = [];
  /** Requests that a policy stopped before they left, as `METHOD URL`. */
  blocked = [];

  #driver;

  /** @param driver what speaks the browser's protocol: a `DevTools`, a `BiDi`, a `WebDriver` */
  constructor(driver) {
    this.#driver = driver;
  }

  /** Playwright's page, where there is one. */
  get native() {
    return this.#driver.native;
  }

  /** Starts listening; `before` is script that runs in each new document ahead of the page's own. */
  async start({ before, width = 390, height = 844, scale = 1, dark = false, mobile = false }) {
    await this.#driver.start({ before, dark }, this);
    await this.resize(width, height, { scale, mobile });
  }

  /** Hears one kind of what the browser tells. */
  on(event, listener) {
    this.#driver.on(event, listener);
  }

  /** Speaks the protocol directly, which each browser has its own of. */
  send(method, params) {
    return this.#driver.send(method, params);
  }

  /** Opens an address and waits until its document is complete. */
  async goto(url) {
    await this.#driver.navigate(url);
    const address = JSON.stringify(url.split('#')[0]);
    await this.waitFor(`document.readyState === 'complete' && location.href.split('#')[0] === ${address}`);
  }

  /** Opens an address and waits until the program has started. */
  async open(url) {
    await this.goto(url);
    await this.waitFor("!!document.querySelector('html.started')");
  }

  /** The value of an expression, awaited if it is a promise. */
  evaluate(expression) {
    return this.#driver.evaluate(expression);
  }

  /** Waits until the expression is true. */
  async waitFor(expression, limit) {
    return until(expression, () => this.evaluate(expression).catch(error => {
      // Between two documents there is nobody to ask.
      if (/context|navigat|Cannot find/i.test(error.message)) return false;
      throw error;
    }), limit).catch(async error => {
      const seen = await this.evaluate('document.body.innerText').catch(() => '');
      throw new Error(`${error.message}\nconsole: ${this.console.join('\n')}\npage: ${seen}`);
    });
  }

  /** Waits until the text stands somewhere on the page. */
  async waitForText(text) {
    await this.waitFor(`document.body.innerText.includes(${JSON.stringify(text)})`);
  }

  /** Waits for an element to be there, to be seen and to stand still, scrolls to it and clicks its middle. */
  async click(selector) {
    const found = JSON.stringify(selector);
    await this.waitFor(`!!document.querySelector(${found})`);
    let last;
    const { x, y } = await until(`${selector} can be clicked`, async () => {
      const place = await this.evaluate(`(() => {
        const element = document.querySelector(${found});
        if (!element || element.disabled) return null;
        element.scrollIntoView({ block: 'center' });
        const box = element.getBoundingClientRect();
        const x = box.left + box.width / 2, y = box.top + box.height / 2;
        const top = document.elementFromPoint(x, y);
        const hit = top && (element.contains(top) || top.contains(element) || (top.closest('label') || {}).control === element);
        return hit ? { x, y } : null;
      })()`);
      const still = place && last && place.x === last.x && place.y === last.y;
      last = place;
      return still && place;
    });
    await this.#driver.press(x, y);
  }

  /** Puts the focus into a field, takes out what was there, and types. */
  async type(selector, text) {
    const found = JSON.stringify(selector);
    await this.waitFor(`!!document.querySelector(${found})`);
    await this.evaluate(`(() => { const it = document.querySelector(${found}); it.focus(); it.select && it.select(); })()`);
    if (text === '') await this.press('Backspace');
    for (const letter of text) await this.#driver.key({ key: letter, text: letter, held: [] });
  }

  /** Presses a key, by the name that `KeyboardEvent.key` gives it; `Control+a` and the like hold keys down. */
  async press(name) {
    const held = name.split(/\+(?=.)/);
    const key = held.pop();
    // The numbers of signs are those of other keys: of the full stop, that of Delete.
    const number = /^[a-z0-9]$/i.test(key) ? key.toUpperCase().charCodeAt(0) : undefined;
    const known = KEYS[key] ?? { text: held.some(it => it !== 'Shift') ? undefined : key, number };
    await this.#driver.key({ key, ...known, held });
  }

  /** Makes the window this big. */
  async resize(width, height, { scale = 1, mobile = false } = {}) {
    this.size = { width, height, scale, mobile };
    await this.#driver.resize(this.size);
  }

  /** Writes a picture; `full` shows the whole page instead of the window. */
  async screenshot(file, { full = false } = {}) {
    const { width, height, scale, mobile } = this.size;
    if (full) await this.resize(width, await this.evaluate('document.documentElement.scrollHeight'), { scale, mobile });
    await this.evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))');
    const picture = await this.#driver.picture();
    if (full) await this.resize(width, height, { scale, mobile });
    fs.writeFileSync(file, Buffer.from(picture, 'base64'));
  }

  /** The names of the cookies that the browser keeps, of whatever site. */
  cookies() {
    return this.#driver.cookies();
  }

  /** Makes the browser ask the server for every file. */
  emptyCache() {
    return this.#driver.emptyCache();
  }

  async close() {
    await this.#driver.close();
  }
}
