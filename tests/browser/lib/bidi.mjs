// One tab spoken to in WebDriver BiDi, which Firefox understands by itself.
import { valueOfKey } from './webdriver.mjs';

/** What Firefox tells of what happens in its tabs. */
export const EVENTS = ['log.entryAdded', 'network.beforeRequestSent', 'network.fetchError'];

export class BiDi {
  #session;
  #context;
  #pending = new Map();

  /** @param session an object with `send(method, params)` and `on(event, listener)`; `context` is the tab's id */
  constructor(session, context) {
    this.#session = session;
    this.#context = context;
  }

  async start({ before }, { console, requests, blocked }) {
    const { on } = this.#session;
    const here = listener => params => (params.context ?? params.source.context) === this.#context && listener(params);
    on('log.entryAdded', here(({ level, text }) => console.push(`${level}: ${text}`)));
    on('network.beforeRequestSent', here(({ request }) => {
      if (request.url.startsWith('data:')) return;
      const line = `${request.method} ${request.url}`;
      this.#pending.set(request.request, line);
      requests.push(line);
    }));
    on('network.fetchError', here(({ request, errorText }) => {
      if (!/CONTENT_BLOCKED|CSP/.test(errorText) || !this.#pending.has(request.request)) return;
      const line = this.#pending.get(request.request);
      requests.splice(requests.lastIndexOf(line), 1);
      blocked.push(line);
    }));
    if (before) {
      await this.send('script.addPreloadScript', { functionDeclaration: `() => { ${before} }`, contexts: [this.#context] });
    }
  }

  on(event, listener) {
    this.#session.on(event, listener);
  }

  send(method, params) {
    return this.#session.send(method, params);
  }

  async navigate(url) {
    await this.send('browsingContext.navigate', { context: this.#context, url, wait: 'complete' });
  }

  async evaluate(expression) {
    const { result, exceptionDetails } = await this.send('script.evaluate', {
      expression, target: { context: this.#context }, awaitPromise: true, userActivation: true,
    });
    if (exceptionDetails) throw new Error(`${expression}\n${exceptionDetails.text}`);
    return plain(result);
  }

  async press(x, y) {
    const actions = [{ type: 'pointerMove', x: Math.round(x), y: Math.round(y) }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }];
    await this.send('input.performActions', { context: this.#context, actions: [{ type: 'pointer', id: 'mouse', actions }] });
  }

  async key({ key, held }) {
    const values = [...held, key].map(valueOfKey);
    const actions = [
      ...values.map(value => ({ type: 'keyDown', value })),
      ...values.reverse().map(value => ({ type: 'keyUp', value })),
    ];
    await this.send('input.performActions', { context: this.#context, actions: [{ type: 'key', id: 'keys', actions }] });
  }

  async resize({ width, height }) {
    await this.send('browsingContext.setViewport', { context: this.#context, viewport: { width, height } });
  }

  async picture() {
    return (await this.send('browsingContext.captureScreenshot', { context: this.#context })).data;
  }

  async cookies() {
    return (await this.send('storage.getCookies')).cookies.map(it => it.name);
  }

  async emptyCache() {
    await this.send('network.setCacheBehavior', { cacheBehavior: 'bypass' });
  }

  async close() {
    await this.send('browsingContext.close', { context: this.#context });
  }
}

/** A value as BiDi describes it, as a value of our own. */
function plain({ type, value }) {
  if (type === 'undefined') return undefined;
  if (type === 'null') return null;
  if (type === 'array') return value.map(plain);
  if (type === 'object') return Object.fromEntries(value.map(([key, it]) => [key, plain(it)]));
  return value;
}
