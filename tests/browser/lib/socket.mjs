// A connection on which each side names a method and is answered by number: the DevTools protocol and WebDriver BiDi alike.
import WebSocket from 'ws';

/** A browser that does not answer for so many seconds has ceased to; nothing that is asked of one takes nearly as long. */
const PATIENCE = 180;

/**
 * @param {string} url
 * @returns {Promise<{send: (method: string, params?: object) => Promise<object>, on: (event: string, listener: (params: object) => void) => void, close: () => void}>}
 */
export async function connect(url) {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await new Promise((open, fail) => socket.on('open', open).on('error', fail));
  const pending = new Map();
  const listeners = new Map();
  let last = 0;
  socket.on('message', text => {
    const { id, method, params, result, error, message } = JSON.parse(text);
    if (method) {
      listeners.get(method)?.forEach(listener => listener(params));
    } else {
      if (!pending.has(id)) return;
      const { done, fail, what, alarm } = pending.get(id);
      clearTimeout(alarm);
      pending.delete(id);
      // DevTools puts an object there, BiDi a word.
      if (error) fail(new Error(`${what}: ${error.message ?? `${error}: ${message}`}`));
      else done(result);
    }
  });
  socket.on('close', () => pending.forEach(({ fail, what, alarm }) => {
    clearTimeout(alarm);
    fail(new Error(`${what}: the browser hung up`));
  }));
  return {
    send: (method, params = {}) => new Promise((done, fail) => {
      const id = last += 1;
      const alarm = setTimeout(() => {
        pending.delete(id);
        fail(new Error(`${method}: no answer for ${PATIENCE} s`));
      }, PATIENCE * 1000);
      pending.set(id, { done, fail, what: method, alarm });
      socket.send(JSON.stringify({ id, method, params }));
    }),
    on: (event, listener) => listeners.set(event, [...(listeners.get(event) ?? []), listener]),
    close: () => socket.close(),
  };
}
