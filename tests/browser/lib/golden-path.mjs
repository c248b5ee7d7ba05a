// The golden path: three people in Tianjin with 1500 yuan a month, from the first screen to the result.
import assert from 'node:assert/strict';

import { TIANJIN } from './households.mjs';
import { answerAll, begin, screen } from './interview.mjs';
import { cards, text } from './journey.mjs';

/** Goes the whole path and gives all that the result says, what is folded away included; which buttons there are is up to the device. */
export async function goldenPath(page, hand) {
  await begin(hand);
  const asked = await answerAll(hand, TIANJIN);
  assert.equal(asked[0], 'hukou-place');
  assert.equal(new Set(asked).size, asked.length, 'nothing is asked twice');
  assert.equal(await screen(page), '/result');
  const all = await cards(page);
  const [first] = all;
  assert.equal(first.name, '最低生活保障（低保）');
  assert.equal(first.verdict, '很可能符合');
  assert.deepEqual(first.sums, ['每月 1,635 元']);
  assert.match(first.text, /1,045 × 3 人 − 月收入 1,500 = 1,635/);
  assert.match(first.text, /津民规〔2025〕6号/);
  assert.equal(all.find(it => it.name === '低保边缘家庭').verdict, '很可能不符合');
  const read = await text(page);
  assert.match(read, /最终由乡镇（街道）审核/);
  assert.match(read, /按 2026 年 11 月 21 日这一天的规定/);
  assert.match(read, /向户籍地的乡镇政府（街道办事处）提出：天津市和平区/);
  assert.doesNotMatch(read, /批准|\{\w+\}|undefined|NaN/);
  return page.evaluate(`(() => {
    const result = document.querySelector('main').cloneNode(true);
    result.querySelectorAll('button').forEach(it => it.remove());
    return result.textContent;
  })()`);
}
