// Where no script runs (switched off, refused, or an old IE core that cannot read it), every page still says what to do and whom to
// call, and offers nothing that needs a program.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { describe, it } from 'node:test';

import { transform } from 'esbuild';

import { KERNELS, openKernel } from './lib/kernel.mjs';

const dist = process.env.DIST ?? path.resolve(import.meta.dirname, '../../dist');
const PAGES = fs.readdirSync(dist).filter(file => file.endsWith('.html'));

/** These pages need no script in the first place. */
const WITHOUT_SCRIPT = /^(404|figures)/;

/** What an IE core leaves out of a style sheet: all that is said with custom properties, and every rule whose selector or condition it does not know. */
const asInIE = sheet => sheet
  .replace(/@media[^{]*(prefers|forced|dynamic)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '')
  .replace(/:root\{[^{}]*\}/g, '')
  .replace(/[^{}]*:(?:focus-visible|is|where|not\([^)]*,)[^{}]*\{[^{}]*\}/g, '')
  .replace(/[\w-]+:[^;{}]*var\([^;{}]*/g, '');

/** What names files and styles by their digests, which a change would make wrong. */
const DIGESTS = /<meta http-equiv="Content-Security-Policy"[^>]*>\n?| integrity="[^"]*"/g;

/** Serves dist/ without any policy and unpacked, each file as `change` gives it. */
async function openPlain(change) {
  const server = http.createServer((request, response) => {
    const name = path.basename(request.url.split('?')[0]) || 'index.html';
    const type = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript' }[path.extname(name)];
    if (!type || !fs.existsSync(path.join(dist, name))) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('Content-Type', type);
    response.end(change(fs.readFileSync(path.join(dist, name), 'utf8').replace(DIGESTS, ''), type));
  });
  await new Promise(open => server.listen(0, '127.0.0.1', open));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise(done => { server.closeAllConnections(); server.close(done); }),
  };
}

/** What is read, what can be pressed, and whether the letters of the text stand out from what is behind them. */
const SEEN = `(() => {
  const shown = it => it.getClientRects().length > 0 && getComputedStyle(it).visibility === 'visible';
  const channels = color => (/rgba?\\((.*)\\)/.exec(color)[1].split(',').map(Number));
  const light = ([red, green, blue]) => [.2126 * red, .7152 * green, .0722 * blue].reduce((sum, part) => sum + part / 255, 0);
  const behind = it => {
    for (; it; it = it.parentElement) {
      const color = channels(getComputedStyle(it).backgroundColor);
      if (color.length < 4 || color[3] > 0) return light(color);
    }
    return 1;
  };
  const texts = [...document.querySelectorAll('main *, footer *')].filter(it => shown(it) && [...it.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
  return {
    text: document.body.innerText,
    calls: [...document.querySelectorAll('a[href^="tel:"]')].filter(shown).map(it => it.getAttribute('href')),
    useless: [...document.querySelectorAll('button, a[href^="#/"]')].filter(shown).map(it => it.textContent),
    faint: texts.filter(it => Math.abs(light(channels(getComputedStyle(it).color)) - behind(it)) < .35).map(it => it.textContent.slice(0, 30)),
  };
})()`;

/** What every page must still be. */
function readable({ text, calls, useless, faint }, file) {
  for (const number of ['tel:12345', 'tel:12349']) assert.ok(calls.includes(number), `${file} calls ${calls}`);
  assert.deepEqual(useless, [], `${file} offers what needs a program`);
  assert.deepEqual(faint, [], `${file} is hard to read`);
  if (!WITHOUT_SCRIPT.test(file)) assert.match(text, /极速模式/, `${file} does not say what is missing`);
}

describe('without script', () => {
  for (const [how, change] of [
    ['switched off', text => text],
    ['not understood, as in an IE core', (text, type) => type === 'text/css' ? asInIE(text) : text.replace(/<style>(.*?)<\/style>/s, (_, sheet) => `<style>${asInIE(sheet)}</style>`)],
  ]) {
    for (const name of how === 'switched off' ? KERNELS : ['66']) {
      it(`${how}, every page is read in Chromium ${name}`, async () => {
        const site = await openPlain(change);
        const kernel = await openKernel(name);
        try {
          const page = await kernel.page();
          await page.send('Emulation.setScriptExecutionDisabled', { value: true });
          for (const file of PAGES) {
            await page.send('Page.navigate', { url: site.url + file });
            await page.waitFor(`document.readyState === 'complete' && location.pathname === '/${file}'`);
            readable(await page.evaluate(SEEN), file);
          }
        } finally {
          await kernel.close();
          await site.close();
        }
      });
    }
  }

  it('an IE core takes no script of ours for one, so that none runs by half', async () => {
    const scripts = fs.readdirSync(dist).filter(file => /boot-\w+\.js$|^selftest-\w+\.js$/.test(file));
    assert.ok(scripts.length >= 4, scripts.join());
    for (const file of scripts) {
      // What cannot be said in its language, it does not understand.
      await assert.rejects(transform(fs.readFileSync(path.join(dist, file), 'utf8'), { target: 'es5', logLevel: 'silent' }), /"es5"\) is not supported/, file);
    }
    // In two-core browsers the page asks for the other core.
    for (const file of PAGES) assert.match(fs.readFileSync(path.join(dist, file), 'utf8'), /<meta name="renderer" content="webkit">/, file);
  });

  it('would be missed: a page whose text is faint, and one that offers a button', async () => {
    const spoiled = [
      [/hard to read/, text => text.replace('</head>', '<style>.lead { color: #eee; background: #fff }</style></head>')],
      [/offers/, text => text.replace('</main>', '<button>button</button></main>')],
      [/does not say/, text => text.replace(/class="when-no-script"/, 'hidden')],
      [/calls/, text => text.replaceAll('tel:12349', 'tel:1')],
    ];
    const kernel = await openKernel('current');
    try {
      for (const [said, change] of spoiled) {
        const site = await openPlain((text, type) => (type.startsWith('text/html') ? change(text) : text));
        try {
          const page = await kernel.page();
          await page.send('Emulation.setScriptExecutionDisabled', { value: true });
          await page.goto(site.url);
          const seen = await page.evaluate(SEEN);
          assert.throws(() => readable(seen, 'index.html'), said);
          await page.close();
        } finally {
          await site.close();
        }
      }
    } finally {
      // What stays open keeps the whole run from ending.
      await kernel.close();
    }
  });
});
