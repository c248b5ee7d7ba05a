// Taking the result away and bringing it back: words, a picture, digits, a file; the same to the fen wherever it is opened.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';

import decodeQR from 'qr/decode.js';

import { TIANJIN } from './lib/households.mjs';
import { IS_WHOLE, SCREEN, answerAll, begin, follow } from './lib/interview.mjs';
import { cards, journeys, text } from './lib/journey.mjs';

/** The buttons below the result, by the words on them. */
const press = (page, words) => page.evaluate(`[...document.querySelectorAll('.take-away button')]
  .find(it => it.textContent.startsWith(${JSON.stringify(words)})).click()`);

/** The digits to read out. */
const digitsOf = page => page.evaluate("[...document.querySelectorAll('.code span')].map(it => it.textContent).join(' ')");

/** The dots of the picture on the page. */
const picture = async page => {
  await page.waitFor("(document.querySelector('.drawn img') || {}).naturalWidth > 0");
  const { width, height, dots } = await page.evaluate(`(() => {
    const image = document.querySelector('.drawn img');
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    // The code is at the bottom.
    const top = Math.max(0, canvas.height - canvas.width);
    const { data, width, height } = context.getImageData(0, top, canvas.width, canvas.height - top);
    let dots = '';
    for (let at = 0; at < data.length; at += 4) dots += data[at] > 127 ? '1' : '0';
    return { width, height, dots };
  })()`);
  const data = new Uint8Array(dots.length * 4);
  [...dots].forEach((dot, at) => data.fill(dot === '1' ? 255 : 0, at * 4, at * 4 + 4));
  return { width, height, data };
};

/** The page that opens what was kept, at `hash`. */
const openAt = async (page, hash = '') => {
  const base = await page.evaluate("new URL('.', location.href).href");
  await page.goto('about:blank');
  await page.open(`${base}open.html${hash}`);
};

/** Whether any address that the tab can go back to holds the digits. */
const inHistory = async (page, digits) => {
  const { entries } = await page.send('Page.getNavigationHistory');
  return entries.some(({ url }) => url.includes(digits));
};

describe('what is taken away', () => {
  const journey = journeys();
  const journeyOn = way => journey({ reloads: true }, async (page, hand) => {
    await begin(hand);
    await answerAll(hand, TIANJIN);
    await way(page, hand, (await cards(page)).map(({ name, verdict, sums }) => ({ name, verdict, sums })));
  });
  const same = async page => (await cards(page)).map(({ name, verdict, sums }) => ({ name, verdict, sums }));

  it('in words holds all that is folded away, and nothing that can only be pressed', () => journeyOn(async page => {
    await press(page, '复制文字');
    await page.waitFor("document.querySelector('.take-away .status').textContent === '已复制'");
    // The policy lets nobody read the clipboard; a person can still put it into a field.
    await page.evaluate("document.body.appendChild(document.createElement('textarea')).focus()");
    await page.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'v', commands: ['paste'] });
    await page.waitFor("document.body.lastElementChild.value !== ''");
    const copied = await page.evaluate('document.body.lastElementChild.value');
    for (const words of ['自查结果', '每月 1,635 元', '《中华人民共和国社会救助法》', '您的回答', '天津市 和平区', '规则版本']) {
      assert.ok(copied.includes(words), `${words} in\n${copied}`);
    }
    for (const words of ['现在回答', '存成图片', '复制文字']) assert.ok(!copied.includes(words), words);
    assert.equal(await page.evaluate("document.querySelectorAll('.result details[open]').length"), 0, 'folded again');
  }));

  it('as a picture leads to the same result on another device, and leaves no digits in the address', () => journeyOn(async (page, _, result) => {
    const digits = await digitsOf(page);
    await press(page, '存成图片');
    await page.waitFor("document.querySelector('.drawn img').naturalWidth === 750");
    await openAt(page, `#/c/${digits.replace(/ /g, '')}`);
    await page.waitFor(`${SCREEN} === '/result'`);
    assert.deepEqual(await same(page), result);
    // There the picture holds a code.
    await press(page, '存成图片');
    const link = decodeQR(await picture(page));
    await press(page, '显示二维码');
    await page.waitFor("document.querySelector('.drawn img').naturalWidth < 700");
    assert.equal(decodeQR(await picture(page)), link);
    assert.match(link, /\/open\.html#\/c\/\d+$/);
    await openAt(page, link.slice(link.indexOf('#')));
    await page.waitFor(`${SCREEN} === '/result'`);
    assert.deepEqual(await same(page), result);
    assert.ok((await text(page)).includes('这是 2026-11-21 的自查'));
    assert.ok(!await inHistory(page, link.split('/').pop()));
  }));

  it('as digits is typed in, and a wrong digit is refused without losing what was typed', () => journeyOn(async (page, hand, result) => {
    const digits = await digitsOf(page);
    assert.match(digits, /^(\d{4} )*\d{4}$/);
    await openAt(page);
    const wrong = `${(Number(digits[0]) + 1) % 10}${digits.slice(1)}`;
    for (const [typed, words] of [[wrong, '数字不对'], [digits.slice(1), '数字码四个一组'], ['一二三四', '有别的字']]) {
      await page.type('#code', typed);
      await page.press('Enter');
      await page.waitForText(words);
      assert.equal(await page.evaluate("document.querySelector('#code').value"), typed);
      assert.equal(await page.evaluate('document.activeElement.className'), 'problems');
    }
    await page.type('#code', digits);
    await page.press('Enter');
    await page.waitFor(`${SCREEN} === '/result'`);
    assert.deepEqual(await same(page), result);
    // The answers can be changed like any others.
    await follow(hand, '.take-away a[href="#/answers"]');
    assert.ok((await text(page)).includes('天津市 和平区'));
    assert.equal(await follow(hand, 'button[aria-label="改：退休金、赡养费等"]'), '/q/transfer');
    assert.equal(await page.evaluate("document.querySelector('#exact').value"), '1500');
  }));

  it('as a file comes back the same, and says what has changed since', () => journeyOn(async (page, _, result) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kept-'));
    const download = page.native.waitForEvent('download');
    await press(page, '存成文件');
    const file = path.join(folder, (await download).suggestedFilename());
    assert.equal(path.basename(file), 'jiuzhu.json');
    await (await download).saveAs(file);
    const kept = JSON.parse(fs.readFileSync(file, 'utf8'));
    assert.equal(kept.as_of, '2026-11-21');
    const older = path.join(folder, 'older.json');
    fs.writeFileSync(older, JSON.stringify({ ...kept, results: kept.results.replace('dibao=likely', 'dibao=unlikely') }));
    const foreign = path.join(folder, 'foreign.json');
    fs.writeFileSync(foreign, '{"code": 7');
    const open = async chosen => {
      await openAt(page);
      const { root } = await page.send('DOM.getDocument');
      const { nodeId } = await page.send('DOM.querySelector', { nodeId: root.nodeId, selector: '#file' });
      await page.send('DOM.setFileInputFiles', { nodeId, files: [chosen] });
    };
    await open(file);
    await page.waitForText('结果和当时一样');
    await page.waitFor(IS_WHOLE);
    assert.deepEqual(await same(page), result);
    await open(older);
    await page.waitForText('最低生活保障（低保）：当时很可能不符合，现在很可能符合');
    await open(foreign);
    await page.waitForText('打不开');
    fs.rmSync(folder, { recursive: true });
  }));
});
