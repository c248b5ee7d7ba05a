// The golden cases as their files have them, and what the command line makes of them.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { FOLDER } from './phone.mjs';

const dist = path.resolve(process.env.DIST ?? path.join(import.meta.dirname, '../../../dist'));

/** All of them by name, as the self-test of the site has them. */
export const ALL = JSON.parse(fs.readFileSync(path.join(dist, fs.readdirSync(dist).find(file => /^cases-\w+\.json$/.test(file))), 'utf8'));

/** What the household of a case told. */
export const golden = name => ALL[name].case;

/** The same as a case of its own, with its day. */
export const told = name => ({ ...ALL[name].case, as_of: ALL[name].as_of });

/** The rules of the package, as `--rules` takes them. */
const rules = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'rules-')), 'rules.bin');
const [, packed] = /"(.*)"/.exec(fs.readFileSync(path.join(FOLDER, 'program/rules.js'), 'utf8'));
fs.writeFileSync(rules, Buffer.from(packed, 'base64'));
process.on('exit', () => fs.rmSync(path.dirname(rules), { recursive: true }));

/** What the command line makes of a case in words; with compiled rules it need not compile its own each time. */
export const inWords = name => assessed(JSON.stringify(told(name)), '--rules', rules);

/** What it says with these words behind `assess`; one JSON in each line is many cases. */
export function assessed(content, ...words) {
  const cases = path.join(path.dirname(rules), 'cases.json');
  fs.writeFileSync(cases, content);
  const [program, ...first] = process.env.XTASK ? [process.env.XTASK] : ['cargo', 'xtask'];
  const options = { cwd: path.resolve(import.meta.dirname, '../../..'), encoding: 'utf8', maxBuffer: 1 << 28 };
  return execFileSync(program, [...first, 'assess', cases, ...words], options);
}
