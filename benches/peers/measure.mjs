// What the JavaScript peers have in common: the households, the clock, and the answers as whole fen.
import { readFileSync } from 'node:fs';

const ROUNDS = 15;

/**
 * Judges every household in several rounds and prints the median round, for one household, beside the answers.
 * @param {string} name the package
 * @param {(household: Record<string, number>) => Promise<Judged> | Judged} judge
 * @typedef {{ eligible: boolean, counted: number }} Judged `counted` is yuan a month
 */
export async function measure(name, judge) {
  const households = JSON.parse(readFileSync(process.argv[2], 'utf8'));
  const rounds = [];
  let answers;
  for (let round = 0; round < ROUNDS; round += 1) {
    answers = [];
    const start = process.hrtime.bigint();
    for (const household of households) {
      const judged = judge(household);
      // Only those who need to be waited for are waited for.
      answers.push(judged instanceof Promise ? await judged : judged);
    }
    rounds.push(Number(process.hrtime.bigint() - start) / households.length);
  }
  rounds.sort((one, other) => one - other);
  const { version } = JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), 'utf8'));
  const fen = answers.map(({ eligible, counted }) => [eligible, Math.round(counted * 100)]);
  console.log(JSON.stringify([{ name: `${name} ${version}`, nanoseconds: rounds[ROUNDS >> 1], answers: fen }]));
}
