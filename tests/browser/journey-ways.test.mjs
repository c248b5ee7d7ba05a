// Going back and forth, changing an answer, wiping everything, and doing all of it with the keyboard alone.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { ACCIDENT_LATER, TIANJIN } from './lib/households.mjs';
import { Keyboard, SCREEN, amount, answer, answerAll, begin, follow, go, screen } from './lib/interview.mjs';
import { NOTHING_KEPT, answered, cards, journeys, kept } from './lib/journey.mjs';
import { until } from './lib/until.mjs';

/** What stands in the fields of the screen. */
const fields = page => page.evaluate(`[...document.querySelectorAll('main input')]
  .map(it => it.type === 'text' ? [it.id, it.value] : [it.id, it.checked])
  .concat([...document.querySelectorAll('.picked-name')].map(it => ['picked', it.textContent]))`);

describe('the ways through the page', () => {
  const journey = journeys();

  for (const [how, back] of [['the button', hand => follow(hand, '.back')], ['the browser', ({ page }) => go(page, 'history.back()')]]) {
    it(`back with ${how} keep every answer, and lead forward again`, () => journey({}, async (page, hand) => {
      await begin(hand);
      const seen = [];
      await answerAll(hand, TIANJIN, { before: 'financial', onScreen: async here => seen.push(here) });
      // People are listed one by one: their screens lie between those of the list.
      const filled = new Map();
      for (const here of [...seen].reverse().slice(1)) {
        assert.equal(await back(hand), here);
        filled.set(here, await fields(page));
        assert.equal(await page.evaluate("document.activeElement.tagName"), 'H1');
      }
      assert.deepEqual(filled.get('/q/hukou-place'), [['picked', '天津市 和平区']]);
      assert.deepEqual(filled.get('/q/applicant-1')[0], ['age', '40']);
      assert.deepEqual(filled.get('/q/person-3').filter(([, value]) => value), [['relation-1', true], ['age', '9'], ['lives-0', true]]);
      assert.deepEqual(filled.get('/q/transfer').filter(([, value]) => value), [['period-0', true], ['exact', '1500']]);
      for (const [here, values] of filled) {
        if (here !== '/q/members') assert.ok(values.some(([, value]) => value), `${here} still has its answer`);
      }
      assert.equal(await go(page, 'history.back()'), '/');
      assert.equal(await page.evaluate(`document.querySelector('a[href="#/begin"]').textContent`), '接着答');
      for (const here of seen) assert.equal(await go(page, 'history.forward()'), here);
      await answerAll(hand, TIANJIN);
      assert.deepEqual((await cards(page))[0].sums, ['每月 1,635 元']);
    }));
  }

  it('to change one answer keep the others, and the result follows', () => journey({}, async (page, hand) => {
    await begin(hand);
    await answerAll(hand, TIANJIN);
    await follow(hand, '.take-away a[href="#/answers"]');
    const before = await answered(page);
    assert.ok(before.length >= 12, before.join('\n'));
    assert.equal(await follow(hand, 'button[aria-label="改：退休金、赡养费等"]'), '/q/transfer');
    assert.equal(await answer(hand, amount('2000', '每月')), '/answers', 'straight back to the list');
    const after = await answered(page);
    assert.deepEqual(after.filter(it => !before.includes(it)), ['退休金、赡养费等: 每月 2,000 元']);
    assert.equal(after.length, before.length);
    await follow(hand, '.actions .button');
    assert.equal(await screen(page), '/result');
    assert.deepEqual((await cards(page))[0].sums, ['每月 1,135 元']);
  }));

  it('to take back an answer with 不清楚 make it unknown', () => journey({}, async (page, hand) => {
    await begin(hand);
    await answerAll(hand, TIANJIN);
    await go(page, "location.hash = '#/answers'");
    await follow(hand, 'button[aria-label="改：退休金、赡养费等"]');
    assert.equal(await follow(hand, '#skip'), '/answers');
    assert.ok((await answered(page)).includes('退休金、赡养费等: 不清楚'));
    await follow(hand, '.actions .button');
    await answerAll(hand, {});
    assert.equal((await cards(page)).find(it => it.name.startsWith('最低生活保障')).verdict, '还需了解');
  }));

  it('to 清空 leave nothing: on the page, in the address, in the history, on the device', () => journey({}, async (page, hand) => {
    /** What an answer has brought onto the page, into the address or into the history. */
    const traces = () => page.evaluate(`(() => {
      const all = [document.documentElement.outerHTML, document.title, location.href, JSON.stringify(history.state)];
      const fields = [...document.querySelectorAll('textarea, input[type=text]')].map(it => it.value);
      const chosen = [...document.querySelectorAll('input:checked:not([name=period])')].map(it => it.id);
      return ['和平区', '9 岁', '4,321', '四千三百'].filter(word => all.some(it => it.includes(word))).concat(fields, chosen).filter(Boolean);
    })()`);
    const told = { ...TIANJIN, transfer: amount('4321', '每月') };
    await begin(hand);
    const asked = await answerAll(hand, told);
    await go(page, "location.hash = '#/answers'");
    const before = await traces();
    assert.deepEqual(before, ['和平区', '9 岁', '4,321'], 'the answers can be seen before');
    assert.equal(await follow(hand, '.actions a[href="#/clear"]'), '/clear');
    assert.equal(await follow(hand, '.actions .second'), '/answers', 'not to clear leads back');
    assert.ok((await page.evaluate('document.body.innerText')).includes('4,321'));
    await follow(hand, '.foot a[href="#/clear"]');
    assert.equal(await follow(hand, '.danger'), '/');
    assert.deepEqual(await traces(), []);
    assert.deepEqual(await kept(page), NOTHING_KEPT);
    assert.equal(await page.evaluate(`document.querySelector('a[href="#/begin"]').textContent`), '开始自查');

    // Every address of the old history, walked back by hand, shows nothing of it.
    for (const question of [...asked, 'person-2', 'person-3']) {
      await page.evaluate(`location.hash = '#/q/${question}', 0`);
      await page.waitFor(`location.hash !== '#/q/${question}' || document.querySelector('h1') === document.activeElement`);
      assert.deepEqual(await traces(), [], question);
    }
    for (const here of ['/answers', '/result']) {
      await go(page, `location.hash = '#${here}'`);
      assert.deepEqual(await traces(), [], here);
    }
    await page.waitForText('还看不出结果');
  }));

  it('leave no address in the history that says what was asked, and after 清空 no title either', () => journey({}, async (page, hand) => {
    const entries = async () => {
      const { entries, currentIndex } = await page.send('Page.getNavigationHistory');
      return { all: entries, at: currentIndex, titles: entries.map(({ title }) => title), urls: entries.map(({ url }) => url) };
    };
    const before = await entries();
    const here = before.urls[before.at];
    const first = before.titles[before.at];
    for (const time of ['once', 'twice']) {
      await begin(hand);
      await answerAll(hand, TIANJIN, { before: 'receives' });
      await go(page, "location.hash = '#/answers'");
      await follow(hand, 'button[aria-label="改：户口"]');
      // What lies ahead must go too.
      await go(page, 'history.back()');
      const told = await entries();
      assert.ok(told.all.length > before.all.length + 10 && told.at < told.all.length - 1, time);
      assert.ok(told.titles.some(title => title.includes('户口在哪里')), 'a title would be missed');
      assert.deepEqual(told.urls.slice(before.at).filter(url => url !== here), []);
      await follow(hand, '.foot a[href="#/clear"]');
      await follow(hand, '.danger');
      await until('the history is wiped', async () => (await entries()).all.length === before.all.length + 1);
      const { at, titles, urls } = await entries();
      assert.deepEqual(urls, [...before.urls, here]);
      assert.deepEqual(titles, [...before.titles, first]);
      assert.equal(at, before.at + 1);
      assert.equal(await screen(page), '/');
    }
    await page.evaluate('history.back(), 0');
    await until('the browser is back', async () => (await entries()).at === before.at);
    assert.equal(await screen(page), '/');
    assert.equal(await begin(hand), '/q/hukou-place');
    assert.deepEqual(await fields(page), [['search', '']]);
  }));

  it('after very many screens and 清空 leave none of them in the history, though the browser has dropped the first', () => journey({}, async (page, hand) => {
    await begin(hand);
    await answerAll(hand, TIANJIN, { before: 'receives' });
    const length = () => page.evaluate('history.length');
    const full = [];
    while (full.length < 100 && (full.length < 2 || full[full.length - 1] > full[full.length - 2])) {
      await follow(hand, '.tools a[href="#/answers"]');
      await follow(hand, 'button[aria-label="改：户口"]');
      full.push(await length());
    }
    await go(page, 'history.back()');
    await follow(hand, '.foot a[href="#/clear"]');
    await follow(hand, '.danger');
    await page.waitFor('history.length === 2');
    const { entries } = await page.send('Page.getNavigationHistory');
    assert.deepEqual(entries.map(({ title }) => title).filter(title => title !== entries[0].title), []);
    assert.equal(await screen(page), '/');
  }));

  it('to load the page again keep nothing', () => journey({ reloads: true }, async (page, hand) => {
    await begin(hand);
    await answerAll(hand, TIANJIN, { before: 'receives' });
    await page.evaluate('window.old = true');
    await page.send('Page.reload');
    await page.waitFor("!window.old && !!document.querySelector('html.started')");
    await page.waitFor("location.hash === '#/' && !document.querySelector('.first-screen')");
    assert.equal(await page.evaluate(`document.querySelector('a[href="#/begin"]').textContent`), '开始自查');
    assert.equal(await begin(hand), '/q/hukou-place');
    assert.deepEqual(await fields(page), [['search', '']]);
    await go(page, "location.hash = '#/answers'");
    await page.waitForText('还没有答案。');
  }));

  it('work with the keyboard alone, and show where it is', () => journey({}, async page => {
    const bad = [];
    let stops = 0;
    const keys = new Keyboard(page, stop => {
      stops += 1;
      if (!stop.seen || !stop.marked) bad.push(stop);
    });
    await begin(keys);
    await answerAll(keys, TIANJIN);
    assert.equal(await screen(page), '/result');
    assert.deepEqual((await cards(page))[0].sums, ['每月 1,635 元']);
    assert.equal(await page.evaluate("document.activeElement.tagName"), 'H1');
    // On to the answers, to one of them, and back with a range that is typed over an amount, sent with Enter.
    await follow(keys, '.take-away a[href="#/answers"]');
    await follow(keys, 'button[aria-label="改：退休金、赡养费等"]');
    await keys.press('#roughly');
    await page.waitFor("!!document.querySelector('#high')");
    await keys.type('low', '1500');
    await keys.type('high', '2000');
    await page.press('Enter');
    await page.waitFor(`${SCREEN} === '/answers'`);
    assert.ok((await answered(page)).some(it => /赡养费等: .*1,500 到 2,000 元/.test(it)));
    assert.ok(stops > 60, `${stops} stops`);
    assert.deepEqual(bad, []);
  }));

  it('work with the keyboard alone in an emergency, day and place included', () => journey({ height: 500 }, async page => {
    const bad = [];
    const keys = new Keyboard(page, stop => {
      if (!stop.seen || !stop.marked) bad.push(stop);
    });
    await begin(keys);
    await answerAll(keys, ACCIDENT_LATER);
    assert.equal((await cards(page))[0].name, '临时救助（急难型）');
    assert.deepEqual(bad, []);
  }));

  it('would be missed: a focus without a mark, and one that is covered', () => journey({}, async page => {
    for (const [rule, lack] of [
      ['*:focus { outline: 0 !important; box-shadow: none !important }', 'marked'],
      ['.foot { position: fixed; top: 0; bottom: 0; background: white }', 'seen'],
    ]) {
      const bad = [];
      await page.evaluate(`document.styleSheets[0].insertRule('${rule}', document.styleSheets[0].cssRules.length), document.activeElement.blur()`);
      await begin(new Keyboard(page, stop => bad.push(!stop[lack])));
      assert.ok(bad.includes(true), lack);
      await go(page, 'history.back()');
    }
  }));
});
