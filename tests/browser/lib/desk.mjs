// The page for hotline staff, used by its keys alone.
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
const read = file => fs.readFileSync(path.join(root, file), 'utf8');

/** The calls: the golden case that a caller lives in, and what the caller says to each question, as it is typed. */
export const CALLERS = JSON.parse(read('hotline/tests/callers.json'));

/** What a golden case says: its day, and the verdict on each programme by the name that people read. */
export function golden(name) {
  const file = read(`tests/cases/${name}.toml`);
  const verdicts = [...file.matchAll(/^\[expect\.(\w+)\]\n(?:.*\n)*?verdict = "(.+)"$/gm)];
  return {
    day: /^as_of = "(.+)"$/m.exec(file)[1],
    expect: Object.fromEntries(verdicts.map(([, programme, verdict]) => [nameOf(programme), verdict])),
  };
}

const rules = read('text/zh-Hans/rules.toml');

function nameOf(programme) {
  return new RegExp(`^\\[programme\\.${programme}\\]\\n(?:.*\\n)*?name = "(.+)"$`, 'm').exec(rules)[1];
}

/**
 * Answers one question after the other until the page asks nothing new, and gives the keys that it took. Where an answer does
 * not lead on by itself, Enter does.
 */
export async function answer(page, says) {
  const asked = [];
  let keys = '';
  for (;;) {
    const now = await here(page);
    const times = asked.filter(it => it === now).length;
    const said = says[now]?.[times];
    if (times > 0 && said === undefined) return keys;
    asked.push(now);
    await press(page, said ?? '');
    keys += said ?? '';
    if (await here(page) === now) {
      await page.press('Enter');
      keys += '\n';
    }
    if (await here(page) === now) return keys;
  }
}

/** Presses the keys one by one, once there is a field to type into; a line break is Enter. */
export async function press(page, keys) {
  await page.waitFor('document.activeElement !== document.body');
  for (const key of keys) await page.press(key === '\n' ? 'Enter' : key);
}

/** The findings on the page: for each programme by name, the ways that are compared, with verdict and amount. */
export async function findings(page) {
  return Object.fromEntries(await page.evaluate(`[...document.querySelectorAll('.finding')].map(it => {
    const verdicts = [...it.querySelectorAll('.verdict')].map(verdict => verdict.textContent);
    const sums = [...it.querySelectorAll('.way')].map(way => (way.querySelector('.sum') || {}).textContent);
    return [it.querySelector('h3').textContent, verdicts.map((verdict, way) => ({ verdict, sum: sums[way] }))];
  })`));
}

/** The name of the field that has the focus, once the page has done with the last key. */
export function here(page) {
  const idle = 'new Promise(done => requestAnimationFrame(() => requestIdleCallback(() => requestIdleCallback(done))))';
  return page.evaluate(`${idle}.then(() => document.activeElement.id)`);
}
