// One tab spoken to in the DevTools protocol, which every Chromium since 63 understands.

const MODIFIERS = { Alt: 1, Control: 2, Meta: 4, Shift: 8 };

export class DevTools {
  #session;
  #close;
  #pending = new Map();

  /**
   * @param session an object with `send(method, params)` and `on(event, listener)`
   * @param {{close: () => Promise<void>, native?: unknown}} rest `native` is Playwright's page, where there is one
   */
  constructor(session, { close, native }) {
    this.#session = session;
    this.#close = close;
    this.native = native;
  }

  async start({ before, dark }, { console, requests, blocked }) {
    const { send, on } = this.#session;
    on('Runtime.consoleAPICalled', ({ type, args }) => {
      console.push(`${type}: ${args.map(it => it.value ?? it.description).join(' ')}`);
    });
    on('Runtime.exceptionThrown', ({ exceptionDetails: { exception, text } }) => {
      console.push(`exception: ${exception?.description ?? text}`);
    });
    on('Log.entryAdded', ({ entry }) => console.push(`${entry.level}: ${entry.text}`));
    on('Network.requestWillBeSent', ({ requestId, request }) => {
      if (request.url.startsWith('data:')) return;
      const line = `${request.method} ${request.url}`;
      this.#pending.set(requestId, line);
      requests.push(line);
    });
    on('Network.loadingFailed', ({ requestId, blockedReason }) => {
      if (blockedReason !== 'csp' || !this.#pending.has(requestId)) return;
      const line = this.#pending.get(requestId);
      requests.splice(requests.lastIndexOf(line), 1);
      blocked.push(line);
    });
    for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await send(`${domain}.enable`);
    if (dark) await send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: 'dark' }] });
    if (before) await send('Page.addScriptToEvaluateOnNewDocument', { source: before });
  }

  on(event, listener) {
    this.#session.on(event, listener);
  }

  send(method, params) {
    return this.#session.send(method, params);
  }

  async navigate(url) {
    const { errorText } = await this.send('Page.navigate', { url });
    if (errorText) throw new Error(`${url}: ${errorText}`);
  }

  async evaluate(expression) {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', {
      expression, returnByValue: true, awaitPromise: true, userGesture: true,
    });
    if (exceptionDetails) {
      throw new Error(`${expression}\n${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    }
    return result.value;
  }

  async press(x, y) {
    for (const type of ['mouseMoved', 'mousePressed', 'mouseReleased']) {
      const buttons = type === 'mousePressed' ? 1 : 0;
      await this.send('Input.dispatchMouseEvent', {
        type, x, y, button: type === 'mouseMoved' ? 'none' : 'left', buttons, clickCount: type === 'mouseMoved' ? 0 : 1,
      });
    }
  }

  async key({ key, code, number, text, held }) {
    const modifiers = held.reduce((sum, it) => sum | MODIFIERS[it], 0);
    const common = { key, code, windowsVirtualKeyCode: number, modifiers };
    await this.send('Input.dispatchKeyEvent', { type: text ? 'keyDown' : 'rawKeyDown', text, unmodifiedText: text, ...common });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...common });
  }

  async resize({ width, height, scale, mobile }) {
    await this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: scale, mobile });
  }

  async picture() {
    return (await this.send('Page.captureScreenshot', { format: 'png' })).data;
  }

  async cookies() {
    return (await this.send('Network.getAllCookies')).cookies.map(it => it.name);
  }

  async emptyCache() {
    await this.send('Network.clearBrowserCache');
  }

  async close() {
    await this.#close();
  }
}
