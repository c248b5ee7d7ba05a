// One window spoken to in WebDriver, which is all that WebKitGTK understands: it tells neither of requests nor of the console.
import http from 'node:http';

/** The keys that are not their own text, as both WebDrivers write them. */
const KEYS = {
  Alt: '\uE00A', ArrowDown: '\uE015', ArrowLeft: '\uE012', ArrowRight: '\uE014', ArrowUp: '\uE013', Backspace: '\uE003', Control: '\uE009',
  Delete: '\uE017', End: '\uE010', Enter: '\uE007', Escape: '\uE00C', F2: '\uE032', F4: '\uE034', F8: '\uE038', F9: '\uE039',
  Home: '\uE011', Meta: '\uE03D', Shift: '\uE008', Tab: '\uE004',
};

/** What a WebDriver calls a key. */
export const valueOfKey = key => KEYS[key] ?? key;

export class WebDriver {
  #base;
  /** The last command: this protocol knows one at a time. */
  #last = Promise.resolve();

  /** @param {string} base the address of the session */
  constructor(base) {
    this.#base = base;
  }

  /** `before` does not work here: there is no way to run a script ahead of the page's own. */
  async start({ before }) {
    if (before) throw new Error('no script can be run ahead of the page');
  }

  /** Asks the driver: `method` is the HTTP method and the last part of the address, such as `POST url`. */
  send(method, params) {
    const [verb, path] = method.split(' ');
    this.#last = this.#last.catch(() => {}).then(() => ask(verb, `${this.#base}/${path}`, params));
    return this.#last;
  }

  async navigate(url) {
    await this.send('POST url', { url });
  }

  async evaluate(expression) {
    // What is run this way is a function's body, and a policy that forbids `eval` does not reach it.
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve().then(() => (${expression})).then(value => done({ value }), refused => done({ refused: String(refused) }));`;
    const { value, refused } = await this.send('POST execute/async', { script, args: [] });
    if (refused) throw new Error(`${expression}\n${refused}`);
    return value;
  }

  async press(x, y) {
    const actions = [
      { type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 },
    ];
    await this.send('POST actions', { actions: [{ type: 'pointer', id: 'mouse', actions }] });
  }

  async key({ key, held }) {
    const values = [...held, key].map(valueOfKey);
    const actions = [
      ...values.map(value => ({ type: 'keyDown', value })),
      ...values.reverse().map(value => ({ type: 'keyUp', value })),
    ];
    await this.send('POST actions', { actions: [{ type: 'key', id: 'keys', actions }] });
  }

  async resize({ width, height }) {
    await this.send('POST window/rect', { width, height });
  }

  async picture() {
    return this.send('GET screenshot');
  }

  async cookies() {
    return (await this.send('GET cookie')).map(it => it.name);
  }

  /** Each session begins with an empty cache. */
  async emptyCache() {}

  async close() {
    await ask('DELETE', this.#base);
  }
}

/** Asks a WebDriver and gives the value that it answers; once more if it hangs up, which it does at times before it has looked. */
export async function ask(...command) {
  try {
    return await askOnce(...command);
  } catch (error) {
    if (error.code !== 'ECONNRESET') throw error;
    return askOnce(...command);
  }
}

function askOnce(method, url, params = method === 'POST' ? {} : undefined) {
  return new Promise((done, fail) => {
    const body = params && JSON.stringify(params);
    const headers = body ? { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) } : {};
    // The driver hangs up on idle connections without a word, so each command has its own.
    http.request(url, { method, headers, agent: false }, response => {
      let said = '';
      response.on('data', part => { said += part; });
      response.on('end', () => {
        const { value } = JSON.parse(said);
        if (value?.error) fail(new Error(`${method} ${url}: ${value.error}: ${value.message}`));
        else done(value);
      });
    }).on('error', fail).end(body);
  });
}
