// Every screen there is, in every look, and on each of them all that must hold: lib/checks.mjs has the looks and what must hold.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { ALL_OF_AXE, CHECKS, LOOKS, faults } from './lib/checks.mjs';
import { walkDesk } from './lib/desk.mjs';
import { begin } from './lib/interview.mjs';
import { journeys, siteAndKernel } from './lib/journey.mjs';
import { digitsOf, goldenCases } from './lib/site.mjs';
import { texts } from './lib/texts.mjs';
import { Tour } from './lib/tour.mjs';
import { openCode, walkInterview, walkKept } from './lib/walk.mjs';

/** How the names of the pages end in each language. */
const ENDS = { 'zh-Hans': '', en: '-en' };

/** The pages in languages that await their translators. */
const AWAITING = ['ug.html', 'bo.html'];

/** What a verdict on a programme cannot be, and why. */
const NEVER = {
  'dibao_single=likely': 'the law says that the office may',
  'unemployed_uninsured=likely': 'the notice is for an epidemic, of which the place decides',
  'heating=likely': 'the notice says that the place may',
  'price_subsidy=likely': 'no answer tells how far prices have risen',
  'disaster_followup=likely': 'no answer tells how far the relief has come',
  ...Object.fromEntries([
    'tekun', 'dibao', 'dibao_single', 'borderline', 'temporary_emergency', 'temporary_expense', 'price_subsidy', 'heating',
    'disaster_followup', 'referrals',
  ].map(programme => [`${programme}=dormant`, 'it is in force on every day that the rules are for'])),
};

const cases = goldenCases();

/** A case of whose results one is known, and one with as many people as there may be. */
const KEPT = {
  one: cases.find(({ name }) => name === 'borderline/below-one-and-a-half-anywhere').code,
  crowd: digitsOf({ members: [{ relation: 'applicant', age: 40 }, ...Array(19).fill({ relation: 'child', age: 5, lives_together: true })] }),
};

/** As few golden cases as show every verdict on every programme that any of them shows; the one that shows most comes first. */
function mostTelling() {
  const left = new Set(cases.flatMap(({ verdicts }) => verdicts));
  const chosen = [];
  while (left.size > 0) {
    const telling = ({ verdicts }) => verdicts.filter(verdict => left.has(verdict)).length;
    const best = cases.reduce((one, other) => telling(other) > telling(one) ? other : one);
    best.verdicts.forEach(verdict => left.delete(verdict));
    chosen.push(best);
  }
  return chosen;
}

/** The first screen while there is no program: what is done to the page, and the class that it then has. */
const WITHOUT_PROGRAM = {
  starting: { before: 'window.fetch = () => new Promise(() => {});' },
  failed: { before: 'delete window.WebAssembly; window.fetch = () => Promise.reject(new Error("no network"));' },
  // A script that does not come is as good as none that is run.
  'no-script': { blocked: ['*boot*'] },
};

/** The desk has a mouse and keys: there the least size is that of WCAG 2.5.8. And it has one width more. */
const AT_A_DESK = look => ({ ...look, finger: 24 });
const SMALL_DESK = { name: 'on a small desk', width: 1024, height: 768, checks: [CHECKS.fits, CHECKS.pressed] };

/** Leaves some of each kind of line: the others are made the same way, and axe takes minutes for all of them. */
const SHORTEN = `document.querySelectorAll('main > details[id]:not(#p-000000):not(#p-120000):not(#c-minfa-2022-83)').forEach(it => it.remove());
  [...document.querySelectorAll('#sources ~ table tr')].slice(12).forEach(it => it.remove())`;

const tours = Object.keys(ENDS).map(language => [language, new Tour(language)]);

describe('every screen', { concurrency: 2 }, () => {
  const opened = siteAndKernel();
  const journey = journeys(opened);

  for (const [language, tour] of tours) {
    const end = ENDS[language];
    const on = page => (kind, name) => tour.show(page, kind, name);

    it(`of the interview is seen in ${language}`, () => journey({ at: end ? 'en.html' : '' }, (page, hand) => walkInterview(page, hand, on(page))));

    it(`of what was kept is seen in ${language}`, () => journey({ at: `open${end}.html` }, (page, hand) => walkKept(page, hand, KEPT, on(page))));

    it(`of results is seen in ${language}, with the verdicts that the engine gives`, async () => {
      for (const { name, day, code, verdicts } of mostTelling()) {
        await journey({ at: `open${end}.html`, day }, async page => {
          await openCode(page, code);
          await on(page)('results', `/result of ${name}`);
        });
        assert.deepEqual(verdicts.filter(verdict => !tour.verdicts.has(verdict)), [], name);
      }
    });

    it(`of the desk is seen in ${language}`, () => journey({ at: `hotline${end}.html`, width: 1280, height: 900 }, async page => {
      const looks = [...tour.looks, SMALL_DESK].map(AT_A_DESK);
      await walkDesk(page, (kind, name) => tour.show(page, kind, `desk, ${name}`, looks));
    }));

    it(`without a program is seen in ${language}`, async () => {
      for (const file of [end ? 'en.html' : 'index.html', `hotline${end}.html`]) {
        const looks = file.startsWith('hotline') ? tour.looks.map(AT_A_DESK) : tour.looks;
        for (const [state, { before: script, blocked }] of Object.entries(WITHOUT_PROGRAM)) {
          const page = await opened.kernel.page({ before: script });
          if (blocked) await page.send('Network.setBlockedURLs', { urls: blocked });
          await page.goto(opened.site.url + file);
          await page.waitFor(`document.documentElement.classList.contains('${state}')`);
          await tour.show(page, 'first screens', `${file}, ${state}`, looks);
          await page.close();
        }
      }
    });

    it(`of the figures and the self-test is seen in ${language}`, async () => {
      const page = await opened.kernel.page();
      await page.goto(`${opened.site.url}figures${end}.html`);
      await tour.show(page, 'figures', 'figures', tour.looks.map(look => ({ ...look, axe: undefined })));
      await page.evaluate(`${SHORTEN}, 0`);
      await tour.show(page, 'figures', 'figures, some of each', tour.looks.filter(({ axe }) => axe));
      await page.goto(`${opened.site.url}selftest${end}.html`);
      await tour.show(page, 'self-test', 'self-test');
      await page.click('#start');
      await page.waitFor("!document.querySelector('[data-when=passed]').hidden", { seconds: 300 });
      await tour.show(page, 'self-test', 'self-test, passed');
      await page.close();
    });
  }

  for (const file of AWAITING) {
    it(`of ${file}, where Chinese stands beside, is seen as far as it has words of its own`, () => journey({ at: file }, async (page, hand) => {
      const [[, tour]] = tours;
      await tour.show(page, 'first screens', file);
      await begin(hand);
      await tour.show(page, 'questions', `the first question of ${file}`);
    }));
  }
});

describe('the walk', () => {
  for (const [language, tour] of tours) {
    const ids = family => [...texts(language).keys()].flatMap(key => family.exec(key)?.[1] ?? []);

    it(`has found nothing wrong in ${language}`, test => {
      test.diagnostic(`${language}: ${tour}`);
      assert.deepEqual(tour.faults, {});
    });

    it(`has met every question and every problem in ${language}`, () => {
      assert.deepEqual(ids(/^question\.([\w-]+)\.title$/).filter(id => !tour.questions.has(id)), []);
      assert.deepEqual(ids(/^(problem\..+)$/).filter(id => !tour.problems.has(id)), []);
    });

    it(`has met every verdict on every programme in ${language} but those that cannot be`, () => {
      const verdicts = ids(/^verdict\.(\w+)$/);
      const all = ids(/^programme\.(\w+)\.name$/).flatMap(programme => verdicts.map(verdict => `${programme}=${verdict}`));
      assert.deepEqual(all.filter(it => !tour.verdicts.has(it)).sort(), Object.keys(NEVER).sort());
    });
  }
});

describe('it would be missed', () => {
  const journey = journeys();

  const LANGUAGE = 'zh-Hans';
  /** What is done to the first screen, and which check must then say what. */
  const SPOILED = [
    ['fits', "it.style.minWidth = '400px'", /the page is 418/],
    ['fits', "it.style.marginLeft = '-50px'", /reaches from/],
    ['fits', "it.style.cssText = 'height: 20px; min-height: 0; overflow: hidden'", /cut off at its end/],
    ['fits', "it.style.cssText = 'white-space: nowrap; overflow: hidden'; it.textContent = it.textContent.repeat(9)", /cut off at its side/],
    ['scrolls', "it.style.cssText = 'position: fixed; height: 50vh'", /50 %/],
    ['pressed', "it.style.cssText = 'min-height: 0; padding: 0; border: 0; line-height: 30px'", /× 30\.0/],
    ['leadsOn', "document.querySelector('.foot a').remove()", /nothing calls 12345/],
    ['leadsOn', "document.querySelectorAll('.button').forEach(button => { button.style.display = 'none'; })", /no way on/],
    ['ordered', "it.id = 'app'", /ids twice: app/],
    ['ordered', "it.parentNode.appendChild(document.createElement('h1'))", /2 h1/],
    ['ordered', "it.setAttribute('aria-describedby', 'nobody')", /nothing is called nobody/],
    ['ordered', "document.title = 'x'", /the title is x/],
    ['ordered', "document.documentElement.lang = 'fr'", /the language is fr/],
    ['still', "it.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 1e6 })", /moves/],
    ['still', "it.style.transition = 'opacity 1s'", /would move/],
    ['axe', "it.style.color = '#ccc'; it.style.background = '#fff'", /^color-contrast/],
    ['axe', "it.style.cssText = 'display: block; width: 8px; height: 8px; min-height: 0; padding: 0; overflow: hidden; margin: 0'; it.nextElementSibling.style.cssText = it.style.cssText", /^target-size/],
    ['axe', "it.textContent = ''", /^link-name/],
    ['axe', "it.parentNode.insertBefore(document.createElement('h5'), it).textContent = 'x'", /^heading-order/],
  ];

  for (const [check, spoil, said] of SPOILED) {
    it(`if a page did not pass “${check}”: ${said.source}`, () => journey({ width: 320 }, async page => {
      const looking = check === 'axe' ? { axe: ALL_OF_AXE } : { checks: [CHECKS[check]] };
      assert.deepEqual(await faults(page, LANGUAGE, looking), []);
      await page.evaluate(`(it => { ${spoil}; })(document.querySelector('.actions a'))`);
      assert.ok((await faults(page, LANGUAGE, looking)).some(it => said.test(it)), (await faults(page, LANGUAGE, looking)).join('\n'));
    }));
  }

  it('if a screen were seen in one look only, or nobody listened to the console', () => journey({}, async page => {
    const tour = new Tour(LANGUAGE);
    await page.evaluate(`for (const rule of [
      '@media (prefers-color-scheme: dark) { .lead { color: #222 !important } }',
      '.large .button { min-height: 0 !important; padding: 0 !important; border: 0 !important; line-height: 1 !important }',
      '@media print { .lead { width: 2000px } }',
    ]) document.styleSheets[0].insertRule(rule, document.styleSheets[0].cssRules.length)`);
    await page.evaluate("document.querySelector('.large-type').addEventListener('click', () => setTimeout(() => console.log('pressed')), { once: true })");
    assert.ok(await tour.show(page, 'first screens', '/'));
    assert.ok(!await tour.show(page, 'first screens', '/'), 'a screen is looked at once');
    const found = tour.faults['/'].join('\n');
    for (const said of [/in the dark.*color-contrast/, /in 长辈版: A\.button/, /on paper: the page is/, /the console says log: pressed/]) assert.match(found, said);
    assert.equal(tour.views, LOOKS.length);
    page.console.length = 0;
  }));
});
