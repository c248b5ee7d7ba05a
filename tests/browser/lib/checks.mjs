// What must hold on every screen, and the looks that a screen can take on. A check runs in the page and gives what is wrong, a
// sentence for each; a look names the checks whose outcome it can change.
import fs from 'node:fs';
import path from 'node:path';

import { say, texts } from './texts.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const axe = fs.readFileSync(path.join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** Nothing reaches over the right or left edge of the window, and nothing is cut off by what it stands in. */
function fits() {
  const { scrollWidth } = document.scrollingElement;
  const found = scrollWidth > innerWidth ? [`the page is ${scrollWidth} wide in a window of ${innerWidth}`] : [];
  for (const it of document.body.querySelectorAll('*')) {
    const box = it.getBoundingClientRect();
    const style = getComputedStyle(it);
    if (box.width <= 1 || box.height <= 1 || style.visibility === 'hidden') continue;
    const name = `${it.tagName}.${it.getAttribute('class')} “${it.textContent.slice(0, 12)}”`;
    if (box.right > innerWidth + 1 || box.left < -1) found.push(`${name} reaches from ${Math.round(box.left)} to ${Math.round(box.right)}`);
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(it.tagName)) continue;
    if (style.overflowX !== 'visible' && it.scrollWidth > it.clientWidth + 1) found.push(`${name} is cut off at its side`);
    if (/hidden|clip/.test(style.overflowY) && it.scrollHeight > it.clientHeight + 1) found.push(`${name} is cut off at its end`);
  }
  return found;
}

/** What stays in the window while the rest scrolls leaves room for the rest. */
function scrolls() {
  const most = .4;
  const staying = [...document.querySelectorAll('body *')].filter(it => /sticky|fixed/.test(getComputedStyle(it).position));
  const share = staying.map(it => it.offsetHeight / innerHeight).reduce((one, other) => one + other, 0);
  return share > most ? [`${Math.round(share * 100)} % of the window do not scroll`] : [];
}

/**
 * Whatever can be pressed is big enough for a finger. A link inside a sentence is as high as its line, as WCAG 2.5.8 allows;
 * a field is pressed by its label where that is around it.
 */
function pressed({ finger }) {
  const found = [];
  for (const it of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
    const target = it.closest('label') || it;
    const { width, height } = target.getBoundingClientRect();
    const style = getComputedStyle(target);
    if (width <= 1 || height <= 1 || style.visibility === 'hidden') continue;
    const beside = [...target.parentNode.childNodes].filter(other => other.nodeType === Node.TEXT_NODE && other.data.trim());
    if (target.matches('a') && style.display === 'inline' && beside.length > 0) continue;
    if (width < finger - .01 || height < finger - .01) {
      const name = `${it.tagName}.${it.getAttribute('class')} “${(it.getAttribute('aria-label') || target.textContent || it.id).slice(0, 20)}”`;
      found.push(`${name} is ${width.toFixed(1)} × ${height.toFixed(1)}`);
    }
  }
  return found;
}

/** There is a way on, and a number to call. At the desk that number has been called, and the way on is to ask. */
function leadsOn() {
  const shown = selector => [...document.querySelectorAll(selector)].some(it => it.getClientRects().length > 0 && !it.disabled);
  if (shown('.desk, .first-screen:not(.page)')) return shown('.script .ask, .first-screen a') ? [] : ['there is no way on'];
  const found = ['12345', '12349'].filter(number => !shown(`a[href="tel:${number}"]`)).map(number => `nothing calls ${number}`);
  if (shown('.result')) {
    if (!shown('.left .button, .settled')) found.push('it is not said whether anything is left to ask');
    if (!shown('.next-steps .office, .next-steps .phones a')) found.push('it is not said where to go');
    if (!shown('.take-away .button')) found.push('nothing can be taken away');
  } else if (!shown('main .button, .about .bar a[href="./"], .about .bar a[href="en.html"], .failed .call a, .no-script .call a, .starting .call a')) {
    found.push('there is no way on');
  }
  return found;
}

/** One heading at the top, names that exist, the title and the language of the page. */
function ordered({ language, name, wrong }) {
  const found = [];
  const count = selector => document.querySelectorAll(selector).length;
  if (count('h1') !== 1) found.push(`${count('h1')} h1`);
  if (!document.title.includes(name)) found.push(`the title is ${document.title}`);
  if (document.querySelector('.asking, .telling') && document.title.startsWith(wrong) !== count('.problems') > 0) {
    found.push(`the title is ${document.title} over ${count('.problems')} lists of problems`);
  }
  if (document.documentElement.lang !== language) found.push(`the language is ${document.documentElement.lang}`);
  const ids = [...document.querySelectorAll('[id]')].map(it => it.id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (twice.length > 0) found.push(`ids twice: ${twice}`);
  for (const it of document.querySelectorAll('[aria-describedby], [aria-labelledby]')) {
    for (const id of `${it.getAttribute('aria-describedby') || ''} ${it.getAttribute('aria-labelledby') || ''}`.trim().split(/\s+/)) {
      if (!ids.includes(id)) found.push(`nothing is called ${id}`);
    }
  }
  return found;
}

/** Nothing moves for those who asked for that. */
function still() {
  const moves = document.getAnimations().map(it => `${it.effect.target.tagName} moves`);
  for (const it of document.querySelectorAll('*')) {
    const { transitionDuration, scrollBehavior } = getComputedStyle(it);
    if (parseFloat(transitionDuration) > 0 || scrollBehavior === 'smooth') moves.push(`${it.tagName}.${it.getAttribute('class')} would move`);
  }
  return moves;
}

/** axe with WCAG 2.2 A and AA, of which target sizes are off by default, and with what it holds to be good practice. */
export const ALL_OF_AXE = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: { 'target-size': { enabled: true } } };
const rules = (...values) => ({ runOnly: { type: 'rule', values } });

/** So high that the strip at the bottom of the window covers nothing. */
const HIGH = 6000;
/** The least height and width of what is pressed, in CSS pixels: as everybody needs it, and with 长辈版. */
const [FINGER, UNSTEADY_FINGER] = [44, 60];

/** The looks: the window, the type, what the person or the device asks for. Those that share most follow each other. */
export const LOOKS = [
  { name: 'on a phone', width: 390, height: HIGH, checks: [ordered, leadsOn], axe: ALL_OF_AXE },
  { name: '320 px wide', width: 320, height: 568, checks: [fits, scrolls, pressed] },
  { name: '320 px wide with type twice as big', width: 320, height: 568, type: 32, checks: [fits, scrolls, leadsOn] },
  { name: 'in 长辈版', width: 360, height: 780, large: true, checks: [fits, scrolls, pressed, leadsOn], axe: rules('target-size', 'scrollable-region-focusable') },
  { name: 'in 长辈版 with type half as big again', width: 390, height: 844, type: 24, large: true, checks: [fits, scrolls] },
  { name: 'in the dark, wide, without motion', width: 1280, height: HIGH, dark: true, still: true, checks: [fits, pressed, still], axe: rules('color-contrast', 'link-in-text-block') },
  // A4 without the margins of print.css.
  { name: 'on paper', width: 688, height: HIGH, paper: true, checks: [fits] },
];

/** How pages look between two looks, for whoever uses them. */
const USUAL = { width: 390, height: 844 };

/** Shows a page in a look; gives false if the page has no such look. */
async function show(page, { width, height, type = 16, large = false, dark = false, still: isStill = false, paper = false }) {
  const features = [
    { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' },
    { name: 'prefers-reduced-motion', value: isStill ? 'reduce' : 'no-preference' },
  ];
  await Promise.all([
    page.resize(width, height),
    page.send('Emulation.setEmulatedMedia', { media: paper ? 'print' : '', features }),
    page.send('Page.setFontSizes', { fontSizes: { standard: type, fixed: type } }),
  ]);
  const size = type * (large ? 1.334 : 1);
  return page.evaluate(`(async () => {
    const { documentElement: root } = document;
    const button = document.querySelector('.large-type');
    if (${large} && !button) return false;
    if (button && (button.getAttribute('aria-pressed') === 'true') !== ${large}) button.click();
    const isShown = () => innerWidth === ${width} && innerHeight === ${height} && root.classList.contains('large') === ${large}
      // What is printed has a size of its own.
      && matchMedia('print').matches === ${paper} && (${paper} || Math.abs(parseFloat(getComputedStyle(root).fontSize) - ${size}) < .1);
    for (let times = 0; !isShown(); times += 1) {
      if (times > 1000) throw new Error('the look does not come: ' + innerWidth + ' × ' + innerHeight + ', type ' + getComputedStyle(root).fontSize);
      await new Promise(done => setTimeout(done, 10));
    }
    return true;
  })()`);
}

/** What is wrong with the page as it is shown, by the checks and by axe; it should be in the language. */
export async function faults(page, language, { checks = [], axe: options, finger = FINGER }) {
  const [wrong] = texts(language).get('frame.title-wrong').split('{');
  const given = JSON.stringify({ finger, language, name: say(language, 'name'), wrong });
  const found = checks.length > 0 ? await page.evaluate(`[${checks.join(', ')}].flatMap(check => check(${given}))`) : [];
  return options ? [...found, ...await violations(page, options)] : found;
}

/** What axe finds, in a few words each. */
async function violations(page, options) {
  const run = `typeof axe === 'object' && axe.run(document, { ...${JSON.stringify(options)}, preload: false, resultTypes: ['violations'], elementRef: false })
    .then(({ violations }) => violations.map(it => it.id + ': ' + it.nodes.map(node => node.html.slice(0, 120) + ' ' + node.any.concat(node.all, node.none).map(check => check.message).join('; ')).join(' | ')))`;
  const found = await page.evaluate(run);
  if (found) return found;
  // Sent by the debugger, the script needs no leave of the page's policy, and the page's script does not see it.
  await page.evaluate(`${axe}; 0`);
  return page.evaluate(run);
}

/**
 * Looks at a screen in each of the looks and gives what is wrong, with the look's name, and how many looks the page has.
 */
export async function examine(page, language, looks = LOOKS) {
  const found = [];
  let views = 0;
  for (const look of looks) {
    if (!await show(page, look)) continue;
    views += 1;
    const finger = look.finger ?? (look.large ? UNSTEADY_FINGER : FINGER);
    found.push(...(await faults(page, language, { ...look, finger })).map(it => `${look.name}: ${it}`));
  }
  await show(page, USUAL);
  return { found, views };
}

export const CHECKS = { fits, scrolls, pressed, leadsOn, ordered, still };
