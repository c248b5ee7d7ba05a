// Takes the pictures of docs/: the main screens of the page in dist/ (or DIST), on a fixed day.
//   node tests/browser/pictures.mjs
import fs from 'node:fs';
import path from 'node:path';

import { CALLERS, answer } from './lib/desk.mjs';
import { ACCIDENT, TIANJIN } from './lib/households.mjs';
import { Mouse, answerAll, begin } from './lib/interview.mjs';
import { onDay } from './lib/journey.mjs';
import { openKernel } from './lib/kernel.mjs';
import { openSite } from './lib/site.mjs';

const folder = path.resolve(import.meta.dirname, '../../docs');
/** Text stays sharp at this, and a picture small. */
const QUALITY = 72;

const PHONE = { width: 390, height: 844, scale: 2 };
const DESKTOP = { width: 1280, height: 900 };

/** Goes to the result of a household. */
const result = told => async page => {
  const hand = new Mouse(page);
  await begin(hand, { urgent: told === ACCIDENT });
  await answerAll(hand, told);
  await page.evaluate('document.activeElement.blur(), scrollTo(0, 0)');
};
const question = async page => {
  const hand = new Mouse(page);
  await begin(hand);
  await answerAll(hand, TIANJIN, { before: 'transfer' });
  await page.type('#exact', '1500');
  await page.evaluate('document.activeElement.blur(), scrollTo(0, 0)');
};

/** Each picture: the window, the page, and the way to what is shown. */
const PICTURES = {
  start: { ...PHONE },
  question: { ...PHONE, way: question },
  result: { ...PHONE, way: result(TIANJIN) },
  emergency: { ...PHONE, dark: true, way: result(ACCIDENT) },
  large: { ...PHONE, way: async page => {
    await page.click('.large-type');
    await question(page);
  } },
  desktop: { ...DESKTOP, way: result(TIANJIN) },
  hotline: { ...DESKTOP, at: 'hotline.html', way: page => answer(page, CALLERS[0].says) },
  figures: { ...DESKTOP, at: 'figures.html', hasProgram: false, way: page => page.click('#p-120000 summary') },
  // A sheet of A4 without its margins.
  paper: { width: 688, height: 1017, way: async page => {
    await result(TIANJIN)(page);
    await page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true; }), 0");
    await page.send('Emulation.setEmulatedMedia', { media: 'print' });
  } },
};

fs.mkdirSync(folder, { recursive: true });
const site = await openSite();
const kernel = await openKernel('current');
try {
  for (const [name, { at = '', hasProgram = true, way, ...window }] of Object.entries(PICTURES)) {
    const page = await kernel.page({ ...window, before: onDay('2026-11-21') });
    await page[hasProgram ? 'open' : 'goto'](site.url + at);
    await way?.(page);
    await page.evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))');
    const { data } = await page.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY });
    const file = path.join(folder, `${name}.webp`);
    fs.writeFileSync(file, Buffer.from(data, 'base64'));
    console.log(`docs/${name}.webp: ${fs.statSync(file).size} B`);
    await page.close();
  }
} finally {
  await kernel.close();
  await site.close();
}
