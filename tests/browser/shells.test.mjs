// The page inside other apps: what does not work there is not offered, and WeChat's own back key loses nothing.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { TIANJIN } from './lib/households.mjs';
import { answerAll, begin, go } from './lib/interview.mjs';
import { answered, cards, journeys, siteAndKernel } from './lib/journey.mjs';
import { digitsOf } from './lib/site.mjs';
import { openCode } from './lib/walk.mjs';

/** A household whose result is looked at. */
const DIGITS = digitsOf({ members: [{ relation: 'applicant', age: 40 }] });

/** User agents as these apps send them, and whether printing and files work there. */
const AGENTS = {
  'a browser on a desk': ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36', true],
  'WeChat for Windows': ['Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090c33) XWEB/14185 Flue', false],
  'DingTalk for Windows': ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/108.0.0.0 Safari/537.36 dingtalk-win/1.0.0 nw(0.14.7) DingTalk(7.6.15-Release.250411003) Mojo/1.0.0 Native', false],
  'Feishu': ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/118.0.0.0 Safari/537.36 Lark/7.20.8 LarkLocale/zh_CN', false],
  'QQ for Windows': ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/108.0.0.0 Safari/537.36 QQ/9.9.15-27597', false],
};

/** WeChat's mark and bridge, as its clients put them into a page; what the page asks of it is noted. */
const MINI_PROGRAM = `window.__wxjs_environment = 'miniprogram';
  window.WeixinJSBridge = { invoke: (...parts) => { window.asked = parts; } };`;

const offered = page => page.evaluate("[...document.querySelectorAll('.take-away > .button')].map(it => it.textContent)");
const ALWAYS = ['复制文字', '存成图片'];

describe('inside another app', () => {
  const journey = journeys(siteAndKernel('current'));

  for (const [app, [userAgent, atDesk]] of Object.entries(AGENTS)) {
    it(`${app} is offered ${atDesk ? 'paper and files' : 'words and a picture alone'}`, () => journey({ at: 'open.html', context: { userAgent } }, async page => {
      await openCode(page, DIGITS);
      assert.deepEqual((await offered(page)).slice(0, -1), atDesk ? [...ALWAYS, '打印', '存成文件'] : ALWAYS);
      await page.evaluate("[...document.querySelectorAll('.take-away button')].find(it => it.textContent === '存成图片').click()");
      await page.waitFor("(document.querySelector('.drawn img') || {}).naturalWidth === 750");
      // What can be pressed long is a picture, not a canvas, and it is within the page.
      assert.match(await page.evaluate("document.querySelector('.drawn img').src"), /^data:image\/png;base64,/);
    }));
  }

  it('a phone is offered words and a picture alone', () => journey({ at: 'open.html', context: { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } } }, async page => {
    await openCode(page, DIGITS);
    assert.deepEqual((await offered(page)).slice(0, -1), ALWAYS);
  }));
});

for (const name of ['current', '66']) {
  describe(`inside WeChat in Chromium ${name}`, () => {
    const journey = journeys(siteAndKernel(name));

    it('a mini-program is led back to without a script of WeChat’s', () => journey({ at: 'open.html', before: MINI_PROGRAM }, async page => {
      await openCode(page, DIGITS);
      assert.deepEqual((await offered(page)).slice(0, -1), [...ALWAYS, '回到小程序']);
      await page.evaluate("[...document.querySelectorAll('.take-away button')].find(it => it.textContent === '回到小程序').click()");
      assert.deepEqual(await page.evaluate('window.asked'), ['invokeMiniProgramAPI', { name: 'navigateBack', arg: '{"delta":1}' }]);
    }));

    it('the back key goes from question to question, and no answer is lost', () => journey({ before: MINI_PROGRAM }, async (page, hand) => {
      await begin(hand);
      const asked = await answerAll(hand, TIANJIN);
      const before = (await cards(page)).map(({ verdict, sums }) => ({ verdict, sums }));
      // WeChat's key is the history of the page, one entry after the other, until there is none.
      for (const question of [...asked].reverse().slice(0, 6)) assert.equal(await go(page, 'history.back()'), `/q/${question}`);
      for (let steps = 0; steps < 6; steps += 1) await go(page, 'history.forward()');
      assert.deepEqual((await cards(page)).map(({ verdict, sums }) => ({ verdict, sums })), before);
      await go(page, "location.hash = '#/answers'");
      assert.ok((await answered(page)).length >= 12);
      // Nothing in any address tells an answer, in a query least of all.
      const { entries } = await page.send('Page.getNavigationHistory');
      assert.deepEqual(entries.filter(({ url }) => /\?|1500|\/c\//.test(url)), []);
    }));
  });
}
