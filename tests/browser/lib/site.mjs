// Serves dist/ with the project's own server, so that every test runs under the production headers.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { until } from './until.mjs';

const root = path.resolve(import.meta.dirname, '../../..');

/**
 * Starts the server on a free port.
 * `XTASK` names the built tool and `DIST` the folder unless one is given; without them Cargo is asked and `dist/` is served.
 * @returns {Promise<{url: string, log: () => string[], close: () => Promise<void>}>} `log` gives one line per request so far.
 */
export async function openSite({ dist = process.env.DIST ?? path.join(root, 'dist') } = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'site-'));
  const log = path.join(folder, 'requests.log');
  const words = ['serve', '--no-build', '--port', '0', '--log', log, '--dist', dist];
  const [program, ...first] = process.env.XTASK ? [process.env.XTASK] : ['cargo', 'xtask'];
  const server = spawn(program, [...first, ...words], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  server.stdout.on('data', part => { said += part; });
  server.stderr.on('data', part => { said += part; });
  const url = await until('the server prints its address', () => {
    if (server.exitCode !== null) throw new Error(`the server ended:\n${said}`);
    return /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
  }, { seconds: 300 });
  return {
    url,
    log: () => fs.readFileSync(log, 'utf8').split('\n').filter(Boolean),
    close: async () => {
      const ended = new Promise(done => server.on('close', done));
      server.kill();
      await ended;
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
