// What comes from outside, torn to pieces, through the real page: addresses and files. Nothing of it breaks the program, becomes a
// part of the page, or costs an answer.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { answered } from './lib/journey.mjs';
import { SCREEN, go } from './lib/interview.mjs';
import { UNSLOWED, openKernel } from './lib/kernel.mjs';
import { goldenCases, openSite } from './lib/site.mjs';
import { openCode } from './lib/walk.mjs';

const codes = goldenCases().map(({ code }) => code);

/** The same numbers each time, between 0 and 1 (mulberry32). */
function numbers(seed) {
  let state = seed;
  return () => {
    state = state + 0x6d2b79f5 | 0;
    let mixed = Math.imul(state ^ state >>> 15, 1 | state);
    mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed;
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
  };
}

const draw = numbers(20260701);
const below = limit => Math.floor(draw() * limit);
const one = list => list[below(list.length)];
const many = (count, make) => Array.from({ length: count }, make);
const digits = count => many(count, () => below(10)).join('');

/** What would be seen if it came into the page as anything but words. */
const MARKUP = ['<img src=x onerror=window.injected=1>', '"><script>window.injected=1</script>', '<svg/onload=window.injected=1>', 'javascript:window.injected=1', '{{injected}}'];
const LETTERS = ['\ud800', '\udfff', '\u202e', '\u2066', '\u0000', '\ufeff', '𐀀', '٣', '３', '%', '%00', '%E4%BD', '%ud800', '%25', ' ', '\t', '-', '－', '#', '?', '/', '\\', '"', '\'', '<', '&lt;', '夏', '🏠'];

/** A code with one thing wrong. */
function slip(code) {
  const plain = code.replace(/ /g, '');
  const at = below(plain.length);
  return one([
    () => plain.slice(0, at) + digits(1) + plain.slice(at + 1),
    () => plain.slice(0, at) + plain.slice(at + 1),
    () => plain.slice(0, at) + digits(1 + below(9)) + plain.slice(at),
    () => plain.slice(0, at) + one(LETTERS) + plain.slice(at),
    () => plain.slice(at) + plain.slice(0, at),
    () => plain.repeat(2 + below(5)),
  ])();
}

const code = () => one([
  () => digits(4 * below(60)),
  () => digits(below(5000)),
  () => slip(one(codes)),
  () => many(below(40), () => one([...LETTERS, digits(4)])).join(''),
  () => one(MARKUP),
])();

const address = () => one([
  () => `/c/${code()}`,
  () => `/c/${code()}`,
  () => `/c/${code()}`,
  () => `/q/${one(['person-', 'wages', '', 'own-income-', 'constructor', '__proto__', '../'])}${one(['', digits(1 + below(30)), '-1', one(LETTERS)])}`,
  () => `/${one(['c', 'q', 'open', 'begin', 'urgent', 'result', 'answers', 'clear', ''])}${one(['', '/', one(LETTERS), one(MARKUP)])}`,
  () => code(),
])();

/** The content of a file, as text. */
const file = () => one([
  () => JSON.stringify({ code: code(), results: one([results(), '', null, 7, [], {}]) }),
  () => JSON.stringify({ code: one(codes), results: results() }),
  () => JSON.stringify({ code: one([null, 7, [], [[one(codes)]], { toString: 1 }, true, 1e308]), results: results() }),
  () => JSON.stringify({ code: one(codes), results: '' }).slice(0, below(60)),
  () => `{"__proto__": {"code": ${JSON.stringify(one(codes))}, "results": ""}}`,
  () => many(below(2000), () => String.fromCharCode(below(65536))).join(''),
  () => one(['null', '[]', '0', '""', '[[[[', '['.repeat(100000), '{"code":'.repeat(5000), '\u0000', '']),
])();

const results = () => many(below(20), () => one([
  () => `${one(['dibao', 'borderline', 'tekun', '__proto__', one(MARKUP)])}=${one(['likely', 'unlikely', 'possible', 'constructor', one(MARKUP), digits(9)])}`,
  () => one(['=', ';', ':', ';;=:-', '\n', ...LETTERS]),
])()).join(one([';', '\n', '']));

/**
 * Shows all of it to the page, one after the other, and gives what broke it. Whatever is opened by it is left again.
 * It runs within the page: the way through the browser takes most of the time otherwise.
 */
const SHOW = `async (things, show) => {
  const app = document.querySelector('#app');
  const parts = () => document.querySelectorAll('script, iframe, object, embed, link, style, base, form[action], a[href^=javascript]').length;
  const before = parts();
  const amiss = [];
  for (const thing of things) {
    await show(thing);
    // The page is drawn in a task of its own.
    await new Promise(done => setTimeout(done));
    const broken = document.documentElement.classList.contains('broken');
    if (broken || window.injected || parts() !== before || !app.querySelector('h1')) amiss.push(thing.slice(0, 200));
    if (broken) break;
  }
  return amiss;
}`;

const TO_ADDRESS = `async address => {
  const before = location.hash;
  const gone = new Promise(done => addEventListener('hashchange', done, { once: true }));
  location.hash = address;
  // The address that the page has at that moment would be no change.
  if (location.hash !== before) await gone;
}`;

const TO_FILE = `async text => {
  if (!document.querySelector('#file')) {
    location.hash = '#/open';
    while (!document.querySelector('#file')) await new Promise(done => setTimeout(done));
  }
  document.activeElement.blur();
  const [field, files] = [document.querySelector('#file'), new DataTransfer()];
  files.items.add(new File([text], 'kept.json'));
  field.files = files.files;
  field.dispatchEvent(new Event('change', { bubbles: true }));
  while (!document.querySelector('.problems:focus') && ${SCREEN} !== '/result') await new Promise(done => setTimeout(done));
}`;

describe('what comes from outside', () => {
  let site;
  let kernel;
  before(async () => {
    [site, kernel] = await Promise.all([openSite(), openKernel('current', UNSLOWED)]);
  });
  after(async () => {
    await kernel?.close();
    await site?.close();
  });

  /** Shows things to the page that has answers, in portions, and looks for them again after each. */
  const shown = async (things, show, { opens }) => {
    const page = await kernel.page();
    await page.open(`${site.url}open.html`);
    const own = codes[0];
    let lost = 0;
    for (let from = 0; from < things.length; from += 100) {
      await openCode(page, own);
      await go(page, "location.hash = '#/answers'");
      const told = await answered(page);
      assert.ok(told.length > 2);
      const portion = things.slice(from, from + 100);
      assert.deepEqual(await page.evaluate(`(${SHOW})(${JSON.stringify(portion)}, ${show})`), []);
      await page.evaluate("location.hash = '', 0");
      await page.waitFor(`${SCREEN} === '/'`);
      await go(page, "location.hash = '#/answers'");
      if (JSON.stringify(await answered(page)) !== JSON.stringify(told)) lost += 1;
    }
    if (!opens) assert.equal(lost, 0, 'answers are lost');
    assert.deepEqual(page.console.filter(line => line.startsWith('exception')), []);
    await page.close();
  };

  // Of all digits, one in ninety-seven passes its check; what is then opened takes the place of the answers, as it is meant to.
  const passes = text => {
    const plain = text.replace(/^\/c\//, '').replace(/[^0-9]/g, '');
    return plain.length > 2 && [...plain].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
  };

  it('as an address that says no case loses no answer, whatever stands in it', async () => {
    const things = many(1200, address).filter(it => !passes(it));
    assert.ok(things.length > 1000);
    await shown(things, TO_ADDRESS, { opens: false });
  });

  it('as digits that pass their check opens a case or is refused', async () => {
    const checked = many(400, () => {
      const plain = digits(4 * below(40) + 2);
      const rest = [...plain].reduce((sum, digit) => (sum * 10 + Number(digit)) % 97, 0);
      return `/c/${plain}${String(98 - rest * 100 % 97).padStart(2, '0')}`;
    });
    await shown(checked, TO_ADDRESS, { opens: true });
  });

  it('as an address of millions of letters is refused at once', async () => {
    const page = await kernel.page();
    await page.open(`${site.url}open.html`);
    await openCode(page, codes[0]);
    for (const long of ["'9'.repeat(2e6)", "'%E4'.repeat(3e5)", "'<b>'.repeat(3e5)"]) {
      await page.evaluate(`location.hash = '/c/' + ${long}, 0`);
      await page.waitFor(`${SCREEN} === '/open' && !!document.querySelector('.problems')`);
    }
    assert.deepEqual(page.console, []);
    await page.close();
  });

  it('as a file that says no case loses no answer', async () => {
    const things = many(300, file);
    await shown(things, TO_FILE, { opens: true });
    const strange = things.filter(it => !codes.some(known => it.includes(known)));
    assert.ok(strange.length > 100);
    await shown(strange, TO_FILE, { opens: false });
  });

  it('would be missed: a page that breaks, and one that takes markup in', async () => {
    const page = await kernel.page();
    await page.open(`${site.url}open.html`);
    const found = script => page.evaluate(`(${SHOW})(['x'], async () => { ${script} })`);
    assert.deepEqual(await found(''), []);
    assert.deepEqual(await found("document.body.append(document.createElement('iframe'))"), ['x']);
    assert.deepEqual(await found("document.documentElement.classList.add('broken')"), ['x']);
    await page.close();
  });
});
