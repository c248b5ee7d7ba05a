// The page that tests itself, used from outside.
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');

/** How many cases there are for an officer to read. */
export const CASES = fs.readdirSync(path.join(root, 'tests/cases'), { recursive: true }).filter(file => file.endsWith('.toml')).length;

/** What the page says, once the test has come to an end. */
export const SAID = `(() => {
  const text = id => document.getElementById(id).textContent;
  return {
    state: [...document.querySelectorAll('[data-when]')].filter(it => !it.hidden).map(it => it.dataset.when).join(),
    golden: text('golden'), version: text('version'), build: text('build'), list: document.getElementById('list').className, fingerprint: text('fingerprint'), took: text('took'),
    statements: Number(text('statements').replace(/\\D/g, '')),
    laws: [...document.querySelectorAll('[data-law]')].map(it => it.lastElementChild.className),
    files: [...document.querySelectorAll('[data-file]')].map(it => ({ name: it.dataset.file, digest: it.dataset.digest, is: it.lastElementChild.className })),
    failures: [...document.querySelectorAll('#failures li')].map(it => it.textContent),
    report: document.getElementById('words').value,
  };
})()`;

/** Presses the button and waits for the end. */
export async function tried(page) {
  await page.click('#start');
  await page.waitFor("!document.getElementById('report').hidden", { seconds: 300 });
  return page.evaluate(SAID);
}
