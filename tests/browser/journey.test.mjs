// Whole households, from the first screen to the result; the golden path is gone in every kernel by kernels.test.mjs.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { ACCIDENT, ACCIDENT_LATER, GANNAN } from './lib/households.mjs';
import { amount, answer, answerAll, begin, follow, go, screen } from './lib/interview.mjs';
import { answered, cards, journeys, text } from './lib/journey.mjs';

const DIBAO = '最低生活保障（低保）';
const EMERGENCY = '临时救助（急难型）';

/** The card of a programme. */
async function card(page, name) {
  const all = await cards(page);
  const found = all.find(it => it.name === name);
  assert.ok(found, `${name} is among ${all.map(it => it.name)}`);
  return found;
}

describe('a household in Chromium current', () => {
  const journey = journeys();

  it('in Gannan with 650 yuan a head hears which local standard decides, and the answer decides', () => journey({}, async (page, hand) => {
    await begin(hand);
    await answerAll(hand, GANNAN);
    const open = await card(page, DIBAO);
    assert.equal(open.verdict, '还需了解');
    assert.ok(!open.folded);
    assert.match(await text(page), /当地低保标准不超过每月 650 元：很可能不符合；超过：很可能符合/);

    assert.equal(await follow(hand, 'button[aria-label="现在回答：当地低保标准"]'), '/q/local-standard');
    await answer(hand, amount('650.01', '每月'));
    await answerAll(hand, {});
    const likely = await card(page, DIBAO);
    assert.equal(likely.verdict, '很可能符合');
    assert.deepEqual(likely.sums, ['每月 0.03 元']);

    assert.equal(await go(page, 'history.back()'), '/q/local-standard');
    assert.equal(await page.evaluate("document.querySelector('#exact').value"), '650.01');
    await answer(hand, amount('650', '每月'));
    await answerAll(hand, {});
    const unlikely = await card(page, DIBAO);
    assert.equal(unlikely.verdict, '很可能不符合');
    assert.ok(unlikely.folded);
    assert.match(unlikely.text, /正好等于，不算低于/);
    assert.equal((await card(page, '低保边缘家庭')).verdict, '很可能符合');
  }));

  it('that knows nothing is told no “很可能不符合”, but what to do', () => journey({}, async (page, hand) => {
    await begin(hand);
    const asked = await answerAll(hand, {});
    assert.ok(asked.length >= 10, asked.join());
    const all = await cards(page);
    assert.ok(all.length >= 5);
    for (const { name, verdict } of all) assert.match(verdict, /^(还需了解|没有启动)$/, name);
    assert.equal((await card(page, DIBAO)).verdict, '还需了解');
    const read = await page.evaluate("document.querySelector('main').textContent");
    assert.doesNotMatch(read, /很可能不符合|很可能符合/);
    assert.match(await text(page), /带上身份证，到乡镇（街道）的社会救助窗口，或者打 12345/);
    for (const number of ['12345', '12349']) {
      assert.ok(await page.evaluate(`[...document.querySelectorAll('main a[href="tel:${number}"]')].some(it => it.offsetHeight > 0)`), number);
    }
    assert.equal(await follow(hand, '.left a'), '/answers');
    for (const line of await answered(page)) assert.match(line, /: (不清楚|1 人：.*|年龄不清楚)$/);
  }));

  it('at home in Gannan and hit by a car in Lanzhou goes to Lanzhou for quick aid, at once', () => journey({}, async (page, hand) => {
    await begin(hand, { urgent: true });
    const asked = await answerAll(hand, ACCIDENT);
    assert.deepEqual(asked, ['event', 'event-date', 'living-affected', 'current-place']);
    await emergencyFirst(page);
    assert.match(await text(page), /向事情发生地的乡镇政府（街道办事处）提出：甘肃省兰州市城关区/);

    // The rest can be told afterwards, and nothing is asked twice.
    await follow(hand, '.left button');
    const rest = await answerAll(hand, ACCIDENT_LATER);
    assert.equal(rest[0], 'hukou-place');
    assert.deepEqual(rest.filter(it => asked.includes(it)), []);
    await emergencyFirst(page);
    await bothPlaces(page);
  }));

  it('that mentions the accident on the way hears the same', () => journey({}, async (page, hand) => {
    await begin(hand);
    await answerAll(hand, ACCIDENT_LATER);
    await emergencyFirst(page);
    await bothPlaces(page);
  }));
});

async function emergencyFirst(page) {
  const [first] = await cards(page);
  assert.equal(first.name, EMERGENCY);
  assert.equal(first.verdict, '很可能符合');
  assert.match(first.text, /小额快救/);
  const read = await text(page);
  assert.match(read, /应当先行救助/);
  assert.ok(read.indexOf('情况紧急，现在就可以去') < read.indexOf(EMERGENCY), 'what is urgent comes before the cards');
  assert.match(read, /小额快救：一般不超过 3 天/);
}

async function bothPlaces(page) {
  const read = await text(page);
  assert.match(read, /向户籍地的乡镇政府（街道办事处）提出：甘肃省甘南藏族自治州夏河县/);
  assert.match(read, /向事情发生地的乡镇政府（街道办事处）提出：甘肃省兰州市城关区/);
}
