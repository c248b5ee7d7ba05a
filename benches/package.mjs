// Times the npm package: `node package.mjs FOLDER CASES` prints the nanoseconds that each of its functions takes for a case, the
// median of several rounds over all cases, each of which is a line of JSON.
import { readFileSync } from 'node:fs';
import path from 'node:path';

const ROUNDS = 9;

const [folder, file] = process.argv.slice(2);
const { load } = await import(path.join(path.resolve(folder), 'node.js'));
const engine = await load();
const cases = readFileSync(file, 'utf8').trim().split('\n').map(line => JSON.parse(line));

function nanoseconds(judge) {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const start = process.hrtime.bigint();
    for (const household of cases) {
      if (!judge(household).ok) throw new Error('no golden case is at fault');
    }
    return Number(process.hrtime.bigint() - start) / cases.length;
  });
  return rounds.sort((a, b) => a - b)[ROUNDS >> 1];
}

console.log(JSON.stringify({ assess: nanoseconds(engine.assess), next: nanoseconds(engine.next) }));
