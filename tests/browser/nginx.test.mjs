// A real nginx with deploy/nginx.conf answers like the project's own server, and the page starts under it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';

import { openKernel } from './lib/kernel.mjs';
import { openSite } from './lib/site.mjs';
import { until } from './lib/until.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const dist = process.env.DIST ?? path.join(root, 'dist');

/** Headers that each server words in its own way or that say nothing about the site. */
const OWN = ['server', 'date', 'connection', 'keep-alive', 'etag', 'last-modified', 'accept-ranges', 'transfer-encoding'];

function ask(url, { method = 'GET', encoding = '' } = {}) {
  return new Promise((done, fail) => {
    http.request(url, { method, headers: { 'Accept-Encoding': encoding } }, response => {
      const parts = [];
      response.on('data', part => parts.push(part));
      response.on('end', () => {
        const headers = Object.fromEntries(Object.entries(response.headers).filter(([name]) => !OWN.includes(name)));
        done({ status: response.statusCode, headers, body: Buffer.concat(parts) });
      });
    }).on('error', fail).end();
  });
}

/** A port that is free now. */
function freePort() {
  return new Promise(done => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

async function openNginx() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nginx-'));
  // The workers of an nginx started by root run as somebody else, who must be able to read the folder.
  fs.chmodSync(folder, 0o755);
  fs.cpSync(dist, path.join(folder, 'site'), { recursive: true });
  const port = await freePort();
  const site = fs.readFileSync(path.join(root, 'deploy/nginx.conf'), 'utf8')
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
    .replace('root /var/www/selfcheck;', `root ${folder}/site;`);
  assert.ok(site.includes(`127.0.0.1:${port}`) && site.includes(`${folder}/site`));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(it => `${it}_temp_path ${folder}/${it};`);
  fs.writeFileSync(path.join(folder, 'nginx.conf'), `
    daemon off;
    pid ${folder}/pid;
    error_log stderr;
    events { }
    http { ${temporary.join(' ')}
    ${site} }`);
  const nginx = spawn(process.env.NGINX, ['-p', folder, '-c', path.join(folder, 'nginx.conf'), '-e', 'stderr'], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  nginx.stderr.on('data', part => { said += part; });
  const url = `http://127.0.0.1:${port}/`;
  await until('nginx answers', () => {
    if (nginx.exitCode !== null) throw new Error(`nginx ended:\n${said}`);
    return ask(url).catch(() => false);
  });
  return {
    url,
    close: async () => {
      const ended = new Promise(done => nginx.on('close', done));
      nginx.kill();
      await ended;
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

describe('nginx with the delivered configuration', { skip: process.env.NGINX ? false : 'there is no nginx on this machine' }, () => {
  let site;
  let nginx;
  before(async () => {
    [site, nginx] = await Promise.all([openSite(), openNginx()]);
  });
  after(async () => {
    await nginx?.close();
    await site?.close();
  });

  it('sends every file with the same headers and bytes as the project\'s own server', async () => {
    const files = fs.readdirSync(dist).filter(it => !/\.(br|gz)$/.test(it) && it !== '_headers');
    assert.ok(files.length >= 6, files.join());
    for (const file of ['', ...files]) {
      for (const encoding of ['', 'gzip', 'gzip, deflate, br']) {
        const [one, other] = await Promise.all([site, nginx].map(server => ask(server.url + file, { encoding })));
        assert.equal(other.status, 200, file);
        assert.deepEqual(other.headers, one.headers, `${file} as ${encoding}`);
        assert.ok(other.body.equals(one.body), `${file} as ${encoding}`);
      }
    }
  });

  it('refuses what is not there and what is not asked for politely', async () => {
    for (const [target, options, status] of [
      ['nothing', {}, 404], ['nothing.js', {}, 404], ['_headers', {}, 404], ['index.html.br', {}, 404], ['', { method: 'POST' }, 405],
    ]) {
      const answers = await Promise.all([site, nginx].map(server => ask(server.url + target, options)));
      for (const answer of answers) {
        assert.equal(answer.status, status, target);
        assert.match(answer.headers['content-security-policy'], /default-src 'none'/);
      }
    }
  });

  it('carries the page', async () => {
    const kernel = await openKernel('current');
    const page = await kernel.page();
    await page.open(nginx.url);
    assert.deepEqual(page.console, []);
    await kernel.close();
  });
});
