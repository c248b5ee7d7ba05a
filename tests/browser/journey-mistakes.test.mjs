// Whatever is typed, the page says what is wrong with it, keeps it, and leads to it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { GANNAN, MANIFOLD, TIANJIN } from './lib/households.mjs';
import { answer, answerAll, begin, follow, go, person, screen } from './lib/interview.mjs';
import { answered, journeys } from './lib/journey.mjs';
import { until } from './lib/until.mjs';

const MOST = '1000000000（十亿）';

/** What is typed for an amount, and what the page says to it. */
const AMOUNTS = [
  ['', '请填一个数。没有就填 0；不清楚可以跳过。'],
  ['   ', '请填一个数。没有就填 0；不清楚可以跳过。'],
  ['abc', '“abc”不是数。只填数字，比如 1200 或 1200.50。'],
  ['一千二', '“一千二”不是数。只填数字，比如 1200 或 1200.50。'],
  ['12..5', '“12..5”不是数。只填数字，比如 1200 或 1200.50。'],
  ['1e9', '“1e9”不是数。只填数字，比如 1200 或 1200.50。'],
  ['-5', '“-5”小于 0。最少填 0。'],
  ['1.234', '“1.234”小数太多。最多到分，比如 1200.50。'],
  ['99999999999', `“99999999999”太大。最多填 ${MOST}。`],
  ['9'.repeat(60), `“${'9'.repeat(60)}”太大。最多填 ${MOST}。`],
  ['<b>1</b>', '“<b>1</b>”不是数。只填数字，比如 1200 或 1200.50。'],
];

const AGES = [
  ['', '请填年龄，或者勾“年龄不清楚”。'],
  ['abc', '“abc”不是整岁。填 0 到 130 的整数，不满一岁填 0。'],
  ['3.5', '“3.5”不是整岁。填 0 到 130 的整数，不满一岁填 0。'],
  ['-1', '“-1”不是整岁。填 0 到 130 的整数，不满一岁填 0。'],
  ['131', '“131”岁太大。最多填 130。'],
  ['200', '“200”岁太大。最多填 130。'],
  ['99999999999', null],
];

const DAYS = [
  [['2026', '', ''], '还没有填“月”。不清楚可以跳过。'],
  [['2026', '2', '30'], '没有“2026-2-30”这一天。请按年、月、日填，比如 2026、7、1。'],
  [['2026', 'x', '1'], '没有“2026-x-1”这一天。请按年、月、日填，比如 2026、7、1。'],
  [['1990', '1', '1'], '“1990-1-1”太早。最早填 2014-05-01。'],
  [['2030', '1', '1'], '“2030-1-1”太晚。最晚填 2027-11-21。'],
];

/** Gives the answer on the screen, which must be refused, and returns what the page says: at the top and beside the fields. */
async function refused(page, hand) {
  const here = await screen(page);
  const marks = "[...document.querySelectorAll('.problems')].forEach(it => it.setAttribute('data-seen', ''))";
  await page.evaluate(marks);
  await page.evaluate("document.activeElement.blur()");
  await hand.press('#next');
  const told = await until(`${here} is refused`, async () => {
    assert.equal(await screen(page), here, 'the answer is refused');
    return page.evaluate(`(() => {
      const top = document.querySelector('.problems');
      if (!top || document.activeElement !== top) return null;
      return {
        title: document.title,
        heading: top.querySelector('h2').textContent,
        first: top.compareDocumentPosition(document.querySelector('h1')) & Node.DOCUMENT_POSITION_FOLLOWING,
        role: top.getAttribute('role'),
        top: [...top.querySelectorAll('li')].map(it => it.textContent),
        beside: [...document.querySelectorAll('.problem')].map(it => it.textContent.replace('错误：', '')),
        invalid: [...document.querySelectorAll('[aria-invalid=true]')].map(it => [it.id, (document.getElementById(it.getAttribute('aria-describedby')) || {}).textContent]),
      };
    })()`);
  });
  assert.match(told.title, /^错误：/);
  assert.equal(told.heading, `有 ${told.top.length} 处要改`);
  assert.ok(told.first, 'the summary stands above the question');
  assert.equal(told.role, 'alert');
  assert.deepEqual([...told.beside].sort(), [...told.top].sort(), 'the same words at the top and beside the field');
  return told;
}

describe('a mistake', () => {
  const journey = journeys();

  it('in an amount is named, kept and led to', () => journey({}, async (page, hand) => {
    await begin(hand);
    await answerAll(hand, TIANJIN, { before: 'transfer' });
    for (const [typed, message] of AMOUNTS) {
      await hand.type('exact', typed);
      const told = await refused(page, hand);
      assert.deepEqual(told.top, [message]);
      assert.deepEqual(told.invalid, [['exact', `错误：${message}`]]);
      assert.equal(await page.evaluate("document.querySelector('#exact').value"), typed);
      await hand.press('.problems li button');
      await page.waitFor("document.activeElement.id === 'exact'");
    }
  }));

  it('in a range is named: each end, and the order', () => journey({}, async (page, hand) => {
    await begin(hand);
    await answerAll(hand, TIANJIN, { before: 'transfer' });
    await hand.press('#roughly');
    await page.waitFor("!!document.querySelector('#high')");
    await hand.type('low', '1200');
    await hand.type('high', '800');
    assert.deepEqual((await refused(page, hand)).top, ['最少填了“1200”，比最多“800”还大。请对调或重填。']);
    await hand.type('low', 'x');
    await hand.type('high', '-1');
    assert.deepEqual((await refused(page, hand)).top, ['“x”不是数。只填数字，比如 1200 或 1200.50。', '“-1”小于 0。最少填 0。']);
    await hand.press('.problems li:nth-child(2) button');
    await page.waitFor("document.activeElement.id === 'high'");
  }));

  for (const [typed, words, echo] of [
    ['1,２００.5 元', '1,200.50 元', '每月 1,200.50 元（一千二百元五角），一年就是 14,406 元。'],
    ['　８００ ', '800 元', '每月 800 元（八百元），一年就是 9,600 元。'],
  ]) {
    it(`is not seen in “${typed}”`, () => journey({}, async (page, hand) => {
      await begin(hand);
      await answerAll(hand, TIANJIN, { before: 'transfer' });
      await hand.type('exact', typed);
      await page.waitFor(`document.querySelector('.echo').textContent === ${JSON.stringify(echo)}`);
      await follow(hand, '#next');
      await go(page, "location.hash = '#/answers'");
      const lines = await answered(page);
      assert.ok(lines.some(it => it.startsWith('退休金、赡养费等: ') && it.includes(words)), lines.join('\n'));
    }));
  }

  it('in an age or a choice is named and kept', () => journey({}, async (page, hand) => {
    await begin(hand);
    assert.deepEqual((await refused(page, hand)).top, ['请选一个地方。不清楚可以跳过。']);
    await hand.type('search', '没有这个地方');
    await page.waitForText('没有找到。');
    assert.deepEqual((await refused(page, hand)).top, ['请选一个地方。不清楚可以跳过。']);
    await answer(hand, GANNAN['hukou-place']);
    assert.equal(await screen(page), '/q/residence');
    assert.deepEqual((await refused(page, hand)).top, ['请选一项。不清楚可以跳过。']);
    await answerAll(hand, GANNAN, { before: 'applicant-1' });
    for (const [typed, message] of AGES) {
      await hand.type('age', typed);
      const told = await refused(page, hand);
      if (message) assert.deepEqual(told.top, [message]);
      else assert.match(told.top[0], new RegExp(`“${typed}”.*130`));
      assert.equal(await page.evaluate("document.querySelector('#age').value"), typed);
    }
    await hand.type('age', '４０岁');
    await follow(hand, '#next');
    await follow(hand, '#add');
    await hand.type('age', '200');
    const told = await refused(page, hand);
    assert.deepEqual(told.top, ['请选是您的什么人。', '“200”岁太大。最多填 130。', '请选是不是住在一起。']);
    await hand.press('.problems li:nth-child(3) button');
    await page.waitFor("document.activeElement.id === 'lives-0'");
    await answer(hand, person('孩子', 0, '住在一起'));
    await answerAll(hand, {}, { before: 'circumstances-1' });
    assert.deepEqual((await refused(page, hand)).top, ['请勾选有的；一样都没有，就勾“都没有”。']);
  }));

  it('in a day, a number of months or a certificate is named and kept', () => journey({}, async (page, hand) => {
    await begin(hand);
    await answerAll(hand, MANIFOLD, { before: 'disability-2' });
    assert.deepEqual((await refused(page, hand)).top, ['请选证上写的类别。', '请选证上写的等级。']);
    await answerAll(hand, MANIFOLD, { before: 'event-date' });
    for (const [parts, message] of DAYS) {
      for (const [index, id] of ['year', 'month', 'day'].entries()) await hand.type(id, parts[index]);
      assert.deepEqual((await refused(page, hand)).top, [message]);
      assert.deepEqual(await page.evaluate("['year', 'month', 'day'].map(id => document.getElementById(id).value)"), parts);
    }
    await go(page, "location.hash = '#/q/hardship-months'");
    for (const typed of ['0', '61', '1.5', '半年']) {
      await hand.type('exact', typed);
      assert.deepEqual((await refused(page, hand)).top, [`“${typed}”不行。填 1 到 60 的整数。`]);
      assert.equal(await page.evaluate("document.querySelector('#exact').value"), typed);
    }
  }));
});
