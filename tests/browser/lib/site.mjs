// Serves dist/ with the project's own server, so that every test runs under the production headers.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { until } from './until.mjs';

const root = path.resolve(import.meta.dirname, '../../..');

/** The project's own tool: `XTASK` names it where it is built already. */
const [PROGRAM, ...FIRST] = process.env.XTASK ? [process.env.XTASK] : ['cargo', 'xtask'];

/** The golden cases: the name of each, its day, its digits, and its verdicts as `programme=verdict`. */
export function goldenCases() {
  const folder = path.join(root, 'tests/cases');
  const said = execFileSync(PROGRAM, [...FIRST, 'code', folder], { cwd: root, encoding: 'utf8' });
  return said.trim().split('\n').map(line => line.split('\t')).map(([file, day, code, verdicts]) => {
    return { name: path.relative(folder, file).replace('.toml', ''), day, code, verdicts: verdicts.split(' ') };
  });
}

/** A case as digits. */
export function digitsOf(told) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'case-'));
  const file = path.join(folder, 'case.json');
  fs.writeFileSync(file, JSON.stringify(told));
  const said = execFileSync(PROGRAM, [...FIRST, 'code', file], { cwd: root, encoding: 'utf8' });
  fs.rmSync(folder, { recursive: true });
  return said.trim();
}

/** What the command line answers to many cases in JSON: one line for each, in order. */
export function answersOf(cases) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cases-'));
  const file = path.join(folder, 'cases.jsonl');
  fs.writeFileSync(file, cases.map(line => `${line}\n`).join(''));
  // Where a line is at fault, the tool says so at the end; each answer is there all the same.
  const { stdout } = spawnSync(PROGRAM, [...FIRST, 'assess', file, '--jsonl'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  fs.rmSync(folder, { recursive: true });
  return stdout.trimEnd().split('\n');
}

/**
 * Starts the server on a free port, for the folder `dist`, without one for the one that `DIST` names or for `dist/`; `framedBy` are the
 * origins that may frame its pages.
 * @returns {Promise<{url: string, log: () => string[], close: () => Promise<void>}>} `log` gives one line per request so far.
 */
export async function openSite({ dist = process.env.DIST ?? path.join(root, 'dist'), framedBy = '' } = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'site-'));
  const log = path.join(folder, 'requests.log');
  const words = ['serve', '--no-build', '--port', '0', '--log', log, '--dist', dist, '--frame-ancestors', framedBy];
  const server = spawn(PROGRAM, [...FIRST, ...words], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
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
