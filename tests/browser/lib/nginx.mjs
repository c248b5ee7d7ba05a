// A real nginx with the delivered configuration, as an operator starts it.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

import { until } from './until.mjs';

const root = path.resolve(import.meta.dirname, '../../..');

/** An ordinary user's number, where this one is root: nginx needs no more than that. */
const ORDINARY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** A port that is free now. */
function freePort() {
  return new Promise(done => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** A text with one of its parts replaced, which must be there. */
function replaced(text, before, after) {
  if (text.split(before).length !== 2) throw new Error(`\`${before}\` does not stand there once`);
  return text.replace(before, () => after);
}

/** Whether something listens at the port. */
function listens(port) {
  return new Promise(done => {
    const socket = net.connect(port, '127.0.0.1', () => done(true)).on('error', () => done(false));
    socket.on('connect', () => socket.destroy());
  });
}

/** A key and a certificate that is good for one day of tests. */
function certificate(folder) {
  const [key, chain] = ['key.pem', 'chain.pem'].map(name => path.join(folder, name));
  const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1', '-subj', '/CN=localhost'];
  execFileSync('openssl', [...words, '-keyout', key, '-out', chain], { stdio: 'pipe' });
  fs.chmodSync(key, 0o644);
  return { key, chain };
}

/**
 * Starts nginx for a copy of `dist` with `deploy/nginx.conf` inside `deploy/container.conf`, as an ordinary user.
 * @param {object} options
 *   `dist` another folder than the built one; `http` more lines for `http { … }`; `secure` for TLS and HTTP/2 beside it;
 *   `change` what is to be done to the configuration of the site.
 * @returns {Promise<{url: string, secure?: string, site: string, folder: string, close: () => Promise<void>}>}
 *   `site` is the folder that is served, `folder` the one above it.
 */
export async function openNginx({ dist = process.env.DIST ?? path.join(root, 'dist'), http = '', secure = false, change = text => text } = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nginx-'));
  const site = path.join(folder, 'site');
  const own = path.join(folder, 'own');
  fs.chmodSync(folder, 0o755);
  fs.mkdirSync(own);
  if ('uid' in ORDINARY) fs.chownSync(own, ORDINARY.uid, ORDINARY.gid);
  fs.cpSync(dist, site, { recursive: true });
  const [port, securePort] = [await freePort(), secure && await freePort()];
  const listen = [`listen 127.0.0.1:${port};`];
  if (secure) {
    const { key, chain } = certificate(folder);
    listen.push(`listen 127.0.0.1:${securePort} ssl http2;`, `ssl_certificate ${chain};`, `ssl_certificate_key ${key};`);
  }
  let text = fs.readFileSync(path.join(root, 'deploy/nginx.conf'), 'utf8');
  text = replaced(text, 'listen 80;', listen.join(' '));
  text = replaced(text, 'root /var/www/selfcheck;', `root ${site};`);
  fs.writeFileSync(path.join(folder, 'site.conf'), change(text));
  let main = fs.readFileSync(path.join(root, 'deploy/container.conf'), 'utf8').replaceAll('/tmp/', `${own}/`);
  main = replaced(main, 'include /etc/nginx/selfcheck.conf;', `${http}\ninclude ${folder}/site.conf;`);
  fs.writeFileSync(path.join(folder, 'nginx.conf'), main);
  const nginx = spawn(process.env.NGINX, ['-p', own, '-c', path.join(folder, 'nginx.conf'), '-e', 'stderr', '-g', 'daemon off;'], {
    stdio: ['ignore', 'ignore', 'pipe'], ...ORDINARY,
  });
  let said = '';
  nginx.stderr.on('data', part => { said += part; });
  await until('nginx listens', () => {
    if (nginx.exitCode !== null) throw new Error(`nginx ended:\n${said}`);
    return listens(port);
  });
  return {
    url: `http://127.0.0.1:${port}/`,
    secure: secure ? `https://127.0.0.1:${securePort}/` : undefined,
    site,
    folder,
    close: async () => {
      const ended = new Promise(done => nginx.on('close', done));
      nginx.kill();
      await ended;
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
