// A foreign server that notes whatever reaches it: requests, bare connections, datagrams.
import dgram from 'node:dgram';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';

/**
 * @returns `url` and `stun` (addresses to reach it by), `bare` (one where nothing is spoken, for what does not get as far as a
 *   request), `seen` (what reached it), `serve(path, html)` (to be a page itself), `close`.
 */
export async function openSink() {
  const seen = [];
  const pages = new Map();
  const server = http.createServer((request, response) => {
    if (pages.has(request.url)) {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(pages.get(request.url));
      return;
    }
    seen.push(`${request.method} ${request.url}`);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.end();
  });
  server.on('upgrade', (request, socket) => {
    seen.push(`UPGRADE ${request.url}`);
    socket.destroy();
  });
  const bare = net.createServer(socket => {
    seen.push('CONNECTION');
    socket.on('error', () => {});
    socket.end();
  });
  const datagrams = dgram.createSocket('udp4');
  datagrams.on('message', () => seen.push('DATAGRAM'));
  await Promise.all([
    new Promise(open => server.listen(0, open)), new Promise(open => bare.listen(0, open)), new Promise(open => datagrams.bind(0, open)),
  ]);
  // WebRTC does not leave by the loopback interface, so every address of this machine is offered to it.
  const addresses = Object.values(os.networkInterfaces()).flat().filter(it => it.family === 'IPv4').map(it => it.address);
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    bare: `http://127.0.0.1:${bare.address().port}`,
    quic: `https://127.0.0.1:${datagrams.address().port}`,
    stun: addresses.map(it => `stun:${it}:${datagrams.address().port}`),
    seen,
    serve: (path, html) => pages.set(path, html),
    close: async () => {
      server.closeAllConnections();
      await Promise.all([server, bare, datagrams].map(it => new Promise(done => it.close(done))));
    },
  };
}
