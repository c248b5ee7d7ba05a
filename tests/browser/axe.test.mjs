// axe finds nothing on any screen, in any state of it: with mistakes, with everything unfolded, in the dark, in large type.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';

import { journeys } from './lib/journey.mjs';
import { walk } from './lib/walk.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const axe = fs.readFileSync(path.join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');
const questions = fs.readFileSync(path.join(root, 'text/zh-Hans/questions.toml'), 'utf8');

/** WCAG 2.2 A and AA, of which target sizes are off by default, and what axe holds to be good practice. */
const ALL = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: { 'target-size': { enabled: true } } };
/** A window so high that the strip at its bottom covers nothing. */
const SIZE = { width: 390, height: 6000 };

/** Other looks, and what they can change. */
const LOOKS = {
  'wide and dark': { width: 1280, dark: true, large: false, rules: ['color-contrast', 'link-in-text-block'] },
  'in large type': { width: 390, dark: false, large: true, rules: ['target-size', 'scrollable-region-focusable'] },
};

/** Other words for a question that is asked under another name too; the walk sees both. */
const OTHER_WORDS = ['event-place', 'person-known'];

/** What axe finds on the screen as it is, in a few words each. */
async function violations(page, options) {
  // Sent by the debugger, the script needs no leave of the page's policy, and the page's script does not see it.
  if (!await page.evaluate('typeof axe === "object"')) await page.evaluate(`${axe}; 0`);
  return page.evaluate(`axe.run(document, { ...${JSON.stringify(options)}, preload: false, resultTypes: ['violations'], elementRef: false })
    .then(({ violations }) => violations.map(it => it.id + ': ' + it.nodes.map(node => node.html.slice(0, 120) + ' ' + node.any.concat(node.all, node.none).map(check => check.message).join('; ')).join(' | ')))`);
}

/** What a screen must have that axe does not ask for. */
const OWN = `(() => {
  const wrong = [];
  const count = selector => document.querySelectorAll(selector).length;
  if (count('h1') !== 1) wrong.push(count('h1') + ' h1');
  if (!document.title.endsWith(' – 救助自查') && location.hash.length > 2) wrong.push('title: ' + document.title);
  if (document.title.startsWith('错误：') !== count('.problems') > 0) wrong.push('title: ' + document.title);
  if (document.documentElement.lang !== 'zh-Hans') wrong.push('lang');
  const ids = [...document.querySelectorAll('[id]')].map(it => it.id);
  if (new Set(ids).size !== ids.length) wrong.push('ids twice: ' + ids.filter((id, index) => ids.indexOf(id) !== index));
  for (const it of document.querySelectorAll('[aria-describedby], [aria-labelledby]')) {
    for (const id of (it.getAttribute('aria-describedby') || it.getAttribute('aria-labelledby')).split(' ')) {
      if (!ids.includes(id)) wrong.push('nothing is called ' + id);
    }
  }
  const call = [...document.querySelectorAll('.foot a')].map(it => it.getAttribute('href')).slice(0, 2);
  if (call.join() !== 'tel:12345,tel:12349') wrong.push('numbers: ' + call);
  return wrong;
})()`;

describe('axe', () => {
  const journey = journeys();

  it('finds nothing on any screen', () => journey(SIZE, async (page, hand) => {
    const found = {};
    const seen = await walk(page, hand, async name => {
      const wrong = [...await violations(page, ALL), ...await page.evaluate(OWN)];
      for (const [look, { width, dark, large, rules }] of Object.entries(LOOKS)) {
        await page.resize(width, SIZE.height);
        await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }] });
        await page.evaluate(`document.documentElement.classList.toggle('large', ${large})`);
        const others = await violations(page, { runOnly: { type: 'rule', values: rules } });
        wrong.push(...others.map(it => `${look}: ${it}`));
      }
      await page.resize(SIZE.width, SIZE.height);
      await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: 'light' }] });
      await page.evaluate("document.documentElement.classList.remove('large')");
      if (wrong.length > 0) found[name] = wrong;
    });
    // The interview has been walked, not sampled: every question of the texts came up.
    const known = [...questions.matchAll(/^\[question\.([\w-]+)\]$/gm)].map(([, id]) => id);
    const asked = seen.filter(it => it.startsWith('/q/')).map(it => it.slice(3).split(',')[0]);
    assert.deepEqual(known.filter(id => !OTHER_WORDS.includes(id) && !asked.includes(id)), []);
    assert.deepEqual(found, {});
  }));

  it('would find what it looks for', () => journey({}, async page => {
    assert.deepEqual(await violations(page, ALL), []);
    for (const [rule, spoil] of [
      ['color-contrast', "it.style.color = '#ccc'; it.style.background = '#fff'"],
      ['target-size', "it.style.cssText = 'display:block;width:8px;height:8px;min-height:0;padding:0;overflow:hidden;margin:0'; it.nextElementSibling.style.cssText = it.style.cssText"],
      ['link-name', "it.textContent = ''"],
      ['heading-order', "it.parentNode.insertBefore(document.createElement('h5'), it).textContent = 'x'"],
    ]) {
      await page.evaluate(`(() => { const it = document.querySelector('.actions a'); ${spoil}; })()`);
      assert.ok((await violations(page, ALL)).some(it => it.startsWith(rule)), rule);
    }
  }));
});
