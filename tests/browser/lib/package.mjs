// The npm package as a stranger has it: packed, and installed into an empty folder.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');

/** The package as it was built. */
const built = process.env.PACKAGE ?? path.join(root, 'target/npm');

/**
 * Packs the package and installs the archive into a folder of its own.
 * @returns {{folder: string, inside: string, load: () => Promise<object>, run: (words: string[]) => string,
 *   file: (name: string, content: string) => string, remove: () => void}} `inside` is where the package itself lies, and `load` starts
 *   its engine; `run` runs Node in the folder and gives what it prints; `file` writes a file there and gives its path.
 */
export function installed() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'package-'));
  const npm = words => execFileSync('npm', [...words, '--loglevel=error'], { cwd: folder, encoding: 'utf8' });
  const [{ filename }] = JSON.parse(npm(['pack', built, '--json']));
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  npm(['install', `./${filename}`, '--offline', '--ignore-scripts', '--no-audit', '--no-fund']);
  const inside = path.join(folder, 'node_modules/jiuzhu-selfcheck');
  return {
    folder,
    inside,
    load: async () => (await import(path.join(inside, 'node.js'))).load(),
    run: words => execFileSync('node', words, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 }),
    file: (name, content) => {
      fs.writeFileSync(path.join(folder, name), content);
      return path.join(folder, name);
    },
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

/** Every golden case as it is told, by its name. */
export function goldenHouseholds() {
  const dist = process.env.DIST ?? path.join(root, 'dist');
  const file = fs.readdirSync(dist).find(name => /^cases-\w+\.json$/.test(name));
  const cases = Object.entries(JSON.parse(fs.readFileSync(path.join(dist, file), 'utf8')));
  return cases.map(([name, golden]) => ({ name, household: { as_of: golden.as_of, ...golden.case } }));
}
