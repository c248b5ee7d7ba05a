// Random households, told through the page's own controls by a script in it: hundreds while a person tells one.

import { SCREEN } from './interview.mjs';

/** What is typed when a place is asked for; some are many places, some are none. */
const PLACES = ['夏河', '和平区', '兰州 城关', '昌吉', '万州', '朝阳', '海淀', '天津', '西安', '拉萨', '北', '无此地'];

/**
 * Runs in the page: tells a household of this seed, from the first screen to the result, and wipes it.
 * @returns how many screens were answered, and how many of them with nothing but 不清楚
 */
const TELL = `async (seed, places) => {
  // Mulberry32: a number from 0 up to 1.
  const random = () => {
    seed = seed + 0x6d2b79f5 | 0;
    let mixed = Math.imul(seed ^ seed >>> 15, 1 | seed);
    mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed;
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
  };
  const below = count => Math.floor(random() * count);
  const one = selector => document.querySelector(selector);
  const all = selector => [...document.querySelectorAll(selector)];
  const turn = () => new Promise(done => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  });
  const screen = () => ${SCREEN};
  const left = async before => {
    // What refused the answer before may still stand there.
    for (let turns = 0; turns < 400 && !(turns > 40 && one('.problems')); turns += 1) {
      await turn();
      // The result comes piece by piece.
      while (!screen()) await turn();
      if (screen() !== before) return true;
    }
    return false;
  };
  const press = async it => {
    const before = screen();
    it.click();
    return left(before);
  };
  const type = (field, text) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const money = () => (10 ** (1 + random() * 4.5)).toFixed(below(3));
  const texts = {
    search: () => places[below(places.length)],
    age: () => String(below(105)),
    year: () => String(2024 + below(3)), month: () => String(1 + below(12)), day: () => String(1 + below(28)),
    low: () => '1' + below(1000), high: () => '9' + (1000 + below(9000)),
    exact: field => field.inputMode === 'numeric' ? String(1 + below(11)) : money(),
  };
  await press(one(random() < .2 ? 'a[href="#/urgent"]' : 'a[href="#/begin"]'));
  let [screens, unknown] = [0, 0];
  while (!/^.result$/.test(screen())) {
    if (++screens > 200) throw new Error('no end at ' + screen());
    const before = screen();
    const skip = one('#skip');
    if (skip && random() < .25 && await press(skip)) { unknown += 1; continue; }
    if (one('#add') && random() < .3 && all('main li').length < 6 && await press(one('#add'))) continue;
    const groups = new Map();
    for (const it of all('main input[type=radio]')) groups.set(it.name, [...(groups.get(it.name) || []), it]);
    for (const group of groups.values()) group[below(group.length)].click();
    await turn();
    if (random() < .3 && one('#roughly')) { one('#roughly').click(); await turn(); }
    for (const it of all('main input[type=checkbox]')) if (it.name === 'choice' && random() < .25) { it.click(); await turn(); }
    for (const it of all('main input:not([type=radio]):not([type=checkbox])')) if (texts[it.id]) type(it, texts[it.id](it));
    await turn();
    const hits = all('.hits button');
    if (hits.length > 0) { hits[below(hits.length)].click(); await turn(); }
    if (await press(one('#next'))) continue;
    // The answer was refused: that is seen, and left.
    if (!one('#skip') || !await press(one('#skip'))) {
      if (one('#age-unknown') && !one('#age-unknown').checked) { one('#age-unknown').click(); await turn(); }
      if (!await press(one('#next'))) { history.back(); if (!await left(before)) throw new Error('stuck at ' + before); }
    }
    unknown += 1;
  }
  const verdicts = all('.verdict').map(it => it.textContent).join();
  location.hash = '#/clear';
  await left('/result');
  // The browser goes back in its own time, and would take the next household along.
  const wiped = new Promise(done => addEventListener('popstate', done, { once: true }));
  await press(one('.danger'));
  await wiped;
  return { screens, unknown, verdicts };
}`;

/** Tells households of these seeds one after the other. */
export function tell(page, seeds) {
  return page.evaluate(`(async () => {
    const told = [];
    for (const seed of ${JSON.stringify(seeds)}) told.push(await (${TELL})(seed, ${JSON.stringify(PLACES)}));
    return told;
  })()`);
}
