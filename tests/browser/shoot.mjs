// Takes a picture of the built page:
//   node tests/browser/shoot.mjs /path WxH out.png [steps and options]
// Steps, in order: --click SELECTOR, --type SELECTOR TEXT, --press KEY, --wait EXPRESSION, --text TEXT (wait for it), --eval EXPRESSION
// Options: --kernel current|83|66, --full, --dark, --scale N, --twin, --static (a page without a program)
// A path beginning with `/` is served from dist/ (or DIST) by the project's own server; a full address is opened as it is.
import { openKernel } from './lib/kernel.mjs';
import { openSite } from './lib/site.mjs';

const STEPS = { '--click': 1, '--type': 2, '--press': 1, '--wait': 1, '--text': 1, '--eval': 1 };

const [address, size, file, ...words] = process.argv.slice(2);
const [width, height] = (size ?? '').split('x').map(Number);
if (!file || !width || !height) {
  console.error('usage: node tests/browser/shoot.mjs /path WxH out.png [--click SELECTOR …]; see the head of the file');
  process.exit(2);
}

const steps = [];
const options = { kernel: 'current', scale: '1' };
while (words.length > 0) {
  const word = words.shift();
  if (word in STEPS) steps.push([word, ...words.splice(0, STEPS[word])]);
  else if (['--full', '--dark', '--twin', '--static'].includes(word)) options[word.slice(2)] = true;
  else if (['--kernel', '--scale'].includes(word)) options[word.slice(2)] = words.shift();
  else throw new Error(`unknown word ${word}`);
}

const site = address.startsWith('/') ? await openSite() : null;
const kernel = await openKernel(options.kernel);
try {
  const page = await kernel.page({
    width, height, scale: Number(options.scale), dark: options.dark, before: options.twin && 'delete window.WebAssembly',
  });
  await page[options.static ? 'goto' : 'open'](site ? new URL(address.slice(1), site.url).href : address);
  for (const [step, ...values] of steps) {
    if (step === '--click') await page.click(...values);
    if (step === '--type') await page.type(...values);
    if (step === '--press') await page.press(...values);
    if (step === '--wait') await page.waitFor(...values);
    if (step === '--text') await page.waitForText(...values);
    if (step === '--eval') console.log(await page.evaluate(...values));
  }
  await page.screenshot(file, { full: options.full });
  if (page.console.length > 0) console.log(`console:\n${page.console.join('\n')}`);
  console.log(`wrote ${file}`);
} finally {
  await kernel.close();
  await site?.close();
}
