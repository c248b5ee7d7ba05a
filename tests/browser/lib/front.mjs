// A server in front of the project's own: it passes everything on, notes each byte of the requests that are asked for, and may
// answer in other words where a test needs that.
import http from 'node:http';

/**
 * @param {string} origin the address of the server behind it
 * @param {{policy?: (policy: string) => string, before?: string}} [change] another content security policy; a script that each
 *   page runs ahead of its own
 * @returns {Promise<{url: string, heads: string[], close: () => Promise<void>}>} `heads` has the head of each request so far, as it came
 */
export async function openFront(origin, { policy = it => it, before } = {}) {
  const heads = [];
  const server = http.createServer((request, response) => {
    const { method, url, rawHeaders } = request;
    const lines = rawHeaders.map((it, index) => index % 2 ? `${it}\r\n` : `${it}: `);
    heads.push(`${method} ${url}\r\n${lines.join('')}`);
    if (before && url === BEFORE) {
      response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(before);
      return;
    }
    const behind = http.request(new URL(url, origin), { method, headers: before ? {} : request.headers }, answer => {
      const headers = { ...answer.headers };
      if (headers[POLICY]) headers[POLICY] = policy(headers[POLICY]);
      if (!before || !/^text\/html/.test(headers['content-type'])) {
        response.writeHead(answer.statusCode, headers);
        answer.pipe(response);
        return;
      }
      let html = '';
      answer.on('data', part => { html += part; });
      answer.on('end', () => {
        delete headers['content-length'];
        response.writeHead(answer.statusCode, headers).end(html.replace('<head>', `<head><script src="${BEFORE}"></script>`));
      });
    });
    behind.on('error', () => response.destroy());
    request.pipe(behind);
  });
  await new Promise(open => server.listen(0, '127.0.0.1', open));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    heads,
    close: () => new Promise(done => { server.closeAllConnections(); server.close(done); }),
  };
}

const POLICY = 'content-security-policy';
const BEFORE = '/before.js';

/** The delivered policy, and one word more: the one by which kernels before 97 are allowed WebAssembly. */
export const withUnsafeEval = policy => policy.replace("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-eval'");
