// Golden households told on the real pages, by pressing and typing, until the result is there.
import assert from 'node:assert/strict';
import { afterEach, describe, it, mock } from 'node:test';

import { goldenCases } from '../browser/lib/site.mjs';
import { texts } from '../browser/lib/texts.mjs';
import { golden, inWords } from './lib/golden.mjs';
import { Household } from './lib/household.mjs';
import { Phone } from './lib/phone.mjs';

const cases = goldenCases();
const WORDS = texts('zh-Hans');

/** Of every kind of household that there are golden cases of, one that its file tells whole. */
const WALKED = [
  'borderline/chengdu-between', 'dates/first-day-of-quick-aid', 'dibao/gannan-650-a-head', 'dibao/top-ups-shenzhen',
  'disaster/flood-today', 'emergency/traffic-accident-lanzhou-2021', 'expense/gansu-months', 'graduate/gannan-today',
  'heating/north-today', 'household/student-at-university', 'income/care-hengyang', 'phase-out/third-month', 'property/shop',
  'rigid/medical-costs-over-the-line', 'single/serious-illness-in-borderline', 'tekun/old-and-alone',
  'temporary/accident-away-from-home', 'unemployed/xinjiang-three-months', 'unknown/savings-not-told'
];

/** Every verdict on the cards, by programme. */
function verdicts({ groups }) {
  const dormant = WORDS.get('result.dormant').split('{')[0];
  return groups.flatMap(({ title, cards }) => cards.map(({ id, verdict }) => {
    return `${id}=${title?.startsWith(dormant) ? 'dormant' : verdict}`;
  })).sort();
}

afterEach(() => mock.timers.reset());

describe('golden households told on the pages', () => {
  for (const name of WALKED) {
    const { day, verdicts: expected } = cases.find(each => each.name === name);
    it(name, async () => {
      mock.timers.enable({ apis: ['Date'], now: new Date(`${day}T12:00:00`) });
      const phone = await new Phone().start();
      await phone.press(WORDS.get('start.begin'));
      const asked = await new Household(phone, golden(name)).answer();
      assert.ok(asked.length > 2, asked.join(' '));
      const { result } = phone.view.screen;
      assert.deepEqual(verdicts(result), [...expected].sort(), asked.join(' '));
      // The sentences are those of the command line for the very case.
      const native = inWords(name);
      const [first] = result.groups[0].cards;
      for (const { amount } of first.amounts) assert.ok(native.includes(amount), amount);
      assert.ok(!first.main || native.includes(first.main.text), first.main?.text);
      assert.ok(phone.words.includes(first.words) && phone.words.includes(first.name));
      if (first.main) assert.ok(phone.words.includes(first.main.text.replace(/\s+/g, ' ')));
    });
  }

});

describe('the way through the screens', () => {
  const household = () => golden('dibao/tianjin-three-people');

  it('leads back screen by screen, also from beyond as many pages as WeChat allows, and loses nothing', async () => {
    const phone = await new Phone().start();
    await phone.press(WORDS.get('start.begin'));
    const asked = await new Household(phone, household()).answer();
    const before = phone.view.screen.result;
    assert.ok(asked.length > 12, 'more screens than pages');
    const back = [];
    while (phone.view.at !== '/') {
      phone.back();
      await phone.settled();
      back.push(phone.view.at);
    }
    // From a person that was added the way leads back to the list, not to the fields once more.
    const listed = asked.filter(at => !at.startsWith('/q/person-'));
    assert.deepEqual(new Set(back), new Set([...listed, '/']));
    await phone.press(WORDS.get('start.go-on'));
    assert.equal(phone.view.at, '/result');
    assert.deepEqual(phone.view.screen.result.groups, before.groups);
  });

  it('unfolds the articles behind a card, and folds them again', async () => {
    const phone = await new Phone().start();
    await phone.press(WORDS.get('start.begin'));
    await new Household(phone, household()).answer();
    const [{ small: quote }] = phone.view.screen.result.groups[0].cards[0].behind.content;
    assert.ok(!phone.words.includes(quote));
    await phone.press(WORDS.get('result.behind'));
    assert.ok(phone.words.includes(quote));
    await phone.press(WORDS.get('result.behind'));
    assert.ok(!phone.words.includes(quote));
  });

  it('shows what was typed when the person comes back', async () => {
    const phone = await new Phone().start();
    await phone.press(WORDS.get('start.begin'));
    await new Household(phone, household()).question('hukou-place');
    phone.back();
    await phone.settled();
    assert.equal(phone.view.at, '/q/hukou-place');
    assert.match(phone.words, /天津市 和平区/);
  });

  it('says what is wrong and keeps it', async () => {
    const phone = await new Phone().start();
    await phone.press(WORDS.get('start.begin'));
    while (phone.view.at !== '/q/applicant-1') await phone.press(WORDS.get('action.skip'));
    await phone.type('age', '四十');
    await phone.press(WORDS.get('action.next'));
    assert.equal(phone.view.at, '/q/applicant-1');
    assert.match(phone.words, /“四十”不是整岁/);
    assert.equal(phone.view.screen.question.fields[0].value, '四十');
  });

  it('takes a second press on a screen that is gone for nothing', async () => {
    const phone = await new Phone().start();
    const { node } = phone.buttons.find(it => it.words === WORDS.get('start.begin'));
    node.dispatchEvent('tap', { bubbles: true });
    await phone.tap(node);
    assert.equal(phone.pages.length, 2);
  });

  it('leads to the notices of what others wrote, and back', async () => {
    const phone = await new Phone().start();
    await phone.press(WORDS.get('miniprogram.notices'));
    assert.equal(phone.heading, WORDS.get('miniprogram.notices'));
    assert.match(phone.words, /rust_decimal \d.* Permission is hereby granted/);
    phone.back();
    await phone.settled();
    assert.deepEqual([phone.view.at, phone.heading], ['/', phone.view.frame.name]);
  });

  it('throws everything away on request', async () => {
    const phone = await new Phone().start();
    await phone.press(WORDS.get('start.begin'));
    await new Household(phone, household()).question('hukou-place');
    await phone.press(WORDS.get('action.clear'));
    assert.equal(phone.view.at, '/clear');
    await phone.press(WORDS.get('clear.yes'));
    assert.deepEqual([phone.view.at, phone.pages.length], ['/', 1]);
    assert.match(phone.words, new RegExp(WORDS.get('start.begin')));
  });
});

describe('clients of different kinds', () => {
  const kinds = {
    'WebAssembly as an instance': {},
    'WebAssembly that holds the instance': { shape: 'wrapped' },
    'no WebAssembly': { webAssembly: null },
    'WebAssembly that is refused': { webAssembly: { instantiate: () => Promise.reject(new Error('refused')) } },
    'WebAssembly that throws': { webAssembly: { instantiate() { throw new Error('thrown'); } } }
  };
  for (const [kind, of] of Object.entries(kinds)) {
    it(`${kind}: the same answer`, async () => {
      const phone = await new Phone(of).start();
      await phone.press(WORDS.get('shell.urgent'));
      await new Household(phone, golden('temporary/accident-away-from-home')).answer();
      assert.equal(phone.view.screen.result.groups[0].cards[0].id, 'temporary_emergency');
    });
  }

  it('large type in WeChat is large type here, and can be turned back', async () => {
    const phone = await new Phone({ type: 22 }).start();
    assert.ok(phone.top.querySelector('.page.large'));
    await phone.press(WORDS.get('frame.normal-type'));
    assert.ok(!phone.top.querySelector('.page.large'));
  });

  it('speaks English where WeChat does', async () => {
    const phone = await new Phone({ language: 'en' }).start();
    await phone.press(texts('en').get('start.begin'));
    assert.equal(phone.view.title, texts('en').get('question.hukou-place.title'));
  });

  it('calls the hotline', async () => {
    const phone = await new Phone().start();
    await phone.press('12345');
    assert.deepEqual(phone.calls, ['12345']);
  });
});
