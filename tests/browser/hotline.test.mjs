// The page for hotline staff: whole calls by the keyboard alone, and nothing of a caller left for the next one.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { complaints } from './lib/console.mjs';
import { AT, CALLERS, DESK, STOPWATCH, answer, findings, golden, here, press } from './lib/desk.mjs';
import { NOTHING_KEPT, journeys, kept, siteAndKernel, text } from './lib/journey.mjs';
import { KERNELS } from './lib/kernel.mjs';
import { traces } from './lib/traces.mjs';
import { until } from './lib/until.mjs';

const DIBAO = '最低生活保障（低保）';
/** As the brief of the desk has it: no call takes more. */
const MOST_KEYS = 60;

/** Copies the note of the call and gives it. */
async function note(page) {
  await page.press('F8');
  await page.waitFor("!!document.querySelector('.tools textarea')");
  return page.evaluate("document.querySelector('.tools textarea').value");
}

describe('a call', () => {
  const journey = journeys();

  for (const { case: name, says } of CALLERS) {
    it(`of ${name} comes out as the golden case, by the keyboard`, async test => {
      const { day, expect } = golden(name);
      await journey({ ...DESK, at: AT, day }, async page => {
        await page.send('Emulation.setCPUThrottlingRate', { rate: 6 });
        await page.evaluate(`${STOPWATCH}, 0`);
        const keys = await answer(page, says);
        const found = await findings(page);
        for (const [programme, verdict] of Object.entries(expect)) {
          assert.equal(found[programme]?.[0].verdict, verdict, programme);
        }
        assert.ok(keys.length <= MOST_KEYS, `${keys.length} keys`);
        const taken = (await page.evaluate('window.taken')).sort((one, other) => one - other);
        test.diagnostic(`${keys.length} keys; ms until it is drawn, processor six times slower: median ${taken[taken.length >> 1].toFixed(1)}, most ${taken.at(-1).toFixed(1)}`);
      });
    });
  }

  it('loses nothing of what a fast hand types, however slow the machine', async () => {
    const { case: name, says } = CALLERS[0];
    let keys;
    let expected;
    await journey({ ...DESK, at: AT, day: golden(name).day }, async page => {
      keys = await answer(page, says);
      expected = await findings(page);
    });
    await journey({ ...DESK, at: AT, day: golden(name).day }, async page => {
      await page.send('Emulation.setCPUThrottlingRate', { rate: 6 });
      // All at once: no key waits for the one before.
      await Promise.all([...keys].map(key => press(page, key)));
      const last = await here(page);
      await page.waitFor(`document.querySelector('.finding .verdict').textContent === ${JSON.stringify(Object.values(expected)[0][0].verdict)}`);
      assert.deepEqual(await findings(page), expected, last);
    });
  });

  it('goes on to what can still change something, and Tab goes through every field', () => journey({ ...DESK, at: AT }, async page => {
    assert.equal(await here(page), 'hukou-place');
    await press(page, '和平');
    await page.waitFor("document.querySelectorAll('.choices li').length > 1");
    await press(page, '\n');
    assert.equal(await here(page), 'hukou-place', 'two places are called so');
    const offered = await page.evaluate("[...document.querySelectorAll('.choices li')].map(it => it.innerText)");
    const digit = offered.find(it => it.includes('天津市')).trim()[0];
    await press(page, digit);
    assert.equal(await here(page), 'residence');
    assert.match(await page.evaluate("document.querySelector('#hukou-place-words').innerText"), /天津市 和平区/);
    await press(page, '7');
    assert.match(await page.evaluate("document.querySelector('.script .wrong').innerText"), /“7”/);
    assert.equal(await page.evaluate('document.activeElement.value'), '7', 'what was typed stays');
    assert.equal((await findings(page))[DIBAO][0].verdict, '还需了解');
    const fields = await page.evaluate("[...document.querySelectorAll('.form input')].map(it => it.id)");
    const stops = [await here(page)];
    while (stops.at(-1) !== fields.at(-1)) {
      await page.press('Tab');
      stops.push(await here(page));
      assert.ok(stops.length <= fields.length, stops.join());
    }
    assert.deepEqual(stops, fields.slice(fields.indexOf('residence')));
  }));

  it('is opened by its code, and what is misheard is named and kept', () => journey({ ...DESK, at: AT, day: '2025-10-01', reloads: true }, async page => {
    await answer(page, CALLERS[0].says);
    const before = await findings(page);
    const code = /口述编码：([\d ]+)/.exec(await note(page))[1].trim();
    await page.press('F9');
    await page.waitForText('再按一下 F9');
    await page.press('F9');
    await page.waitFor("(document.querySelector('html.started #hukou-place') || { value: 'not there yet' }).value === ''");
    await page.press('F2');
    const misheard = code.replace(/\d(?=\D*$)/, last => (Number(last) + 1) % 10);
    await press(page, `${misheard}\n`);
    await page.waitForText('至少有一个数字听错了');
    assert.equal(await page.evaluate("document.querySelector('#code').value"), misheard);
    await page.press('Backspace');
    await press(page, `${code.at(-1)}\n`);
    await page.waitFor("document.querySelector('#hukou-place').value === '天津市 和平区'");
    assert.deepEqual(await findings(page), before);
  }));

  it('is compared with another way it could be', () => journey({ ...DESK, at: AT, day: '2025-10-01' }, async page => {
    await answer(page, CALLERS[0].says);
    await page.press('F4');
    await page.waitFor("!!document.querySelector('.compares')");
    await page.evaluate("document.getElementById('transfer').focus(), 0");
    await page.press('Control+a');
    await press(page, '2900');
    await page.waitFor("document.querySelectorAll('.finding.differs').length > 0");
    const found = (await findings(page))[DIBAO];
    assert.deepEqual(found.map(it => it.sum), ['每月 1,635 元', '每月 235 元']);
    await page.press('Shift+F4');
    await page.waitFor("!document.querySelector('.compares')");
    assert.deepEqual((await findings(page))[DIBAO].map(it => it.sum), ['每月 1,635 元']);
  }));

  it('leaves a note that says what was told, what comes of it and why', () => journey({ ...DESK, at: AT, day: '2025-10-01' }, async page => {
    await answer(page, CALLERS[0].says);
    const said = await note(page);
    for (const part of [/2025 年 10 月 1 日/, /规则版本 /, /户口：天津市 和平区/, /退休金、赡养费等：每月 1,500 元/, /【很可能符合】最低生活保障（低保）：每月 1,635 元/, /第.+条/, /天津市和平区/, /口述编码：\d{4} /]) {
      assert.match(said, part);
    }
    assert.doesNotMatch(said, /批准|\{\w+\}|undefined|NaN/);
  }));
});

/** An unusual household: whatever is left of it can be told from everything else. */
const STRANGE = { place: '夏河', told: ['甘肃省 甘南藏族自治州 夏河县', '7391.48', '86427.19'] };
const STRANGE_KEYS = `${STRANGE.place}\n2147009`;

/** Types what can be recognised, and finds it: in the document, and in the memory of the program. */
async function strangeCall(page) {
  await press(page, STRANGE_KEYS);
  await page.evaluate("document.getElementById('financial').focus(), 0");
  await press(page, '86427.19');
  await page.evaluate("document.getElementById('local-standard').focus(), 0");
  await press(page, '7391.48');
  const before = (await traces(page, STRANGE.told)).join('\n');
  for (const word of STRANGE.told) assert.ok(before.includes(`${word} in the document`), before);
  for (const word of STRANGE.told.slice(1)) assert.ok(before.includes(`${word} in memory 0 as UTF-8`), before);
}

describe('the next caller', () => {
  const opened = siteAndKernel();

  /** A page whose clock the test can put forward, by as many milliseconds as \`ahead\` has. */
  const CLOCK = `{ const now = Date.now.bind(Date); window.ahead = 0; Date.now = () => now() + window.ahead; }`;
  const open = async () => {
    const page = await opened.kernel.page({ ...DESK, before: CLOCK });
    await page.open(opened.site.url + AT);
    return page;
  };
  const isEmpty = "!!document.querySelector('html.started') && [...document.querySelectorAll('input')].every(it => !it.value) && !!document.querySelector('#hukou-place')";

  it('finds nothing of the last one in the document, the memory, the heap, the storage, the address or the history', async () => {
    const page = await open();
    await strangeCall(page);
    const entries = (await page.send('Page.getNavigationHistory')).entries.length;
    await page.press('F9');
    await page.waitForText('再按一下 F9');
    await page.press('F9');
    await page.waitFor(isEmpty);
    assert.deepEqual(await traces(page, STRANGE.told.slice(1)), []);
    // The place stands among the rules, but not in the page.
    assert.equal(await page.evaluate(`document.documentElement.outerHTML.includes('夏河')`), false);
    assert.deepEqual(await kept(page), NOTHING_KEPT);
    assert.equal((await page.send('Page.getNavigationHistory')).entries.length, entries, 'the history has no more entries');
    assert.deepEqual(complaints(page, opened.kernel), []);
    await page.close();
  });

  it('would find the memory of the last program overwritten, if it were still there', async () => {
    // Nobody can ask a page that is on its way out, but it still says what a script of the test sees in it.
    const page = await opened.kernel.page({ ...DESK, before: `${CLOCK}
      for (const name of ['instantiate', 'instantiateStreaming']) {
        const real = WebAssembly[name];
        WebAssembly[name] = async (...parts) => {
          const made = await real.apply(WebAssembly, parts);
          window.memory = made.instance.exports.memory;
          return made;
        };
      }
      window.report = () => setInterval(() => {
        const bytes = new Uint8Array(memory.buffer);
        console.log(bytes.length + ' bytes, overwritten: ' + bytes.every(byte => byte === 0));
      }, 100);` });
    await page.open(opened.site.url + AT);
    await strangeCall(page);
    await page.evaluate('report()');
    await until('the memory is looked at', () => page.console.some(line => / bytes, overwritten: false/.test(line)));
    await page.send('Fetch.enable', { patterns: [{ urlPattern: `*${AT}*` }] });
    await page.press('F9');
    await page.waitForText('再按一下 F9');
    // The browser answers this only once the new page is there, which is held back.
    page.press('F9').catch(() => {});
    await until('the memory is overwritten', () => page.console.some(line => /\d{7} bytes, overwritten: true/.test(line)));
    assert.deepEqual(page.console.filter(line => !line.includes('overwritten')), []);
    await page.close();
  });

  it('is not wiped away by a slip: any other key keeps everything', async () => {
    const page = await open();
    await press(page, STRANGE_KEYS);
    await page.press('F9');
    await page.waitForText('再按一下 F9');
    await page.press('Tab');
    await page.waitFor("!document.querySelector('.warning')");
    await page.press('F9');
    await page.waitForText('再按一下 F9');
    assert.equal(await page.evaluate("document.querySelector('#hukou-place').value"), STRANGE.place);
    await page.close();
  });

  it('comes by itself after fifteen minutes without a key, announced in the last one', async () => {
    const page = await open();
    await strangeCall(page);
    await page.evaluate('window.ahead = 14.2 * 60e3');
    await page.waitForText('马上全部清空');
    await page.press('Escape');
    await page.waitFor("!document.querySelector('.warning')");
    await page.evaluate('window.ahead += 14.2 * 60e3');
    await page.waitForText('马上全部清空');
    await page.evaluate('window.ahead += 60e3');
    await page.waitFor(isEmpty);
    assert.deepEqual(await traces(page, STRANGE.told.slice(1)), []);
    await page.close();
  });

  it('finds nothing by going back', async () => {
    const page = await open();
    await strangeCall(page);
    await page.open(opened.site.url);
    // Not at once: the answer to this would be lost with the page.
    await page.evaluate('setTimeout(() => history.back()), 0');
    await page.waitFor(isEmpty);
    assert.deepEqual(await traces(page, STRANGE.told.slice(1)), []);
    await page.close();
  });
});

describe('the desk', () => {
  const journey = journeys();

  it('shows where the focus is', () => journey({ ...DESK, at: AT }, async page => {
    const stops = [];
    // Behind the last stop the focus leaves the page.
    while (await page.evaluate('document.activeElement !== document.body')) {
      const [stop, marked] = await page.evaluate(`(() => {
        const it = document.activeElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(it);
        return [it.id || it.className, outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2];
      })()`);
      stops.push(stop);
      assert.ok(marked, stop);
      await page.press('Tab');
    }
    assert.ok(stops.length > 20, stops.join());
  }));

  it('is where `#/hotline` of the citizen\'s page leads to', () => journey({ ...DESK, at: AT, reloads: true }, async page => {
    const citizen = (await page.evaluate('location.href')).replace(AT, '#/hotline');
    await page.send('Page.navigate', { url: citizen });
    await page.waitFor(`location.href.endsWith('/${AT}') && !!document.querySelector('#hukou-place')`);
    assert.match(await text(page), /热线坐席自查台/);
  }));
});

for (const name of KERNELS) {
  describe(`the desk in Chromium ${name}`, () => {
    const journey = journeys(siteAndKernel(name));

    it('takes a whole call', () => journey({ ...DESK, at: AT, day: golden(CALLERS[0].case).day }, async page => {
      await answer(page, CALLERS[0].says);
      assert.deepEqual((await findings(page))[DIBAO], [{ verdict: '很可能符合', sum: '每月 1,635 元' }]);
    }));
  });
}
