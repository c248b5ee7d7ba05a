// The page for hotline staff, used by its keys alone.
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
const read = file => fs.readFileSync(path.join(root, file), 'utf8');

/** Where the page is, and how large the window at a desk. */
export const AT = 'hotline.html';
export const DESK = { width: 1280, height: 900 };

/** Notes in `taken` how many ms each key takes until the page is drawn anew and laid out, but for painting. */
export const STOPWATCH = `(() => {
  window.taken = [];
  const { port1, port2 } = new MessageChannel();
  let began;
  // A message comes after everything that the key has set off, and before the next frame.
  port1.onmessage = () => {
    document.body.getBoundingClientRect();
    window.taken.push(performance.now() - began);
  };
  addEventListener('keydown', () => { began = performance.now(); }, true);
  addEventListener('input', () => { port2.postMessage(0); }, true);
})()`;

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

/**
 * Walks over all that the desk can show: every kind of field with its mistake, codes that are refused, two ways compared, the note
 * of a call, the warnings.
 * @param {(kind: string, name: string) => Promise<boolean>} show is called on each state, and says whether it is new
 */
export async function walkDesk(page, show) {
  await show('desk', 'nothing told');
  await answer(page, CALLERS[0].says);
  await show('desk', 'a whole call');
  const fields = await page.evaluate("[...document.querySelectorAll('.form input')].map(it => it.id)");
  for (const field of fields) {
    await page.evaluate(`document.getElementById('${field}').focus(), 0`);
    await here(page);
    // Fields that are typed into the same way look the same.
    const typing = await page.evaluate("[...document.querySelectorAll('.script .how')].map(it => it.textContent).join() || 'one of several'");
    if (!await show('desk', typing)) continue;
    await press(page, '?');
    if (await here(page) === field) await show('mistakes', `${typing} and then “?”`);
    await page.evaluate(`document.getElementById('${field}').focus(), 0`);
    await page.press('Backspace');
  }
  await page.press('F4');
  await page.waitFor("!!document.querySelector('.compares')");
  await page.press('F8');
  await page.waitFor("!!document.querySelector('.tools textarea')");
  await show('desk', 'two ways and a note');
  for (const code of ['a', '12', '1234 1234']) {
    await page.press('F2');
    await press(page, `${code}\n`);
    await page.waitFor("!!document.querySelector('.code .wrong')");
    await show('mistakes', `the code ${code}`);
  }
  await page.press('F9');
  await page.waitFor("!!document.querySelector('.warning')");
  await show('desk', 'about to be wiped');
  await page.press('Escape');
  await page.waitFor("!document.querySelector('.warning')");
  await page.evaluate('{ const late = Date.now() + 14.2 * 60e3; Date.now = () => late; }');
  await page.waitFor("!!document.querySelector('.warning')");
  await show('desk', 'left alone for long');
}
