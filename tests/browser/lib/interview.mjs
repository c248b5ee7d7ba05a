// Goes through the interview like a person: reads which question is asked, answers it by the words on the screen, goes on.
//
// An answer is made by one of the functions below (`choose('城镇')`, `amount('1500', '每月')` …); a journey is a map from the
// question's name in the address to its answer. What is not in the map is answered with 不清楚. The words are those of the Chinese
// page; on another one, what these words are there is looked for.
import { translated } from './texts.mjs';
import { until } from './until.mjs';

/** More screens than any interview has. */
const MOST_SCREENS = 120;
/** More stops than any screen has. */
const MOST_TABS = 80;

/** Uses the page with mouse and keys. */
export class Mouse {
  constructor(page) {
    this.page = page;
  }

  /** Presses a button or follows a link. */
  async press(selector) {
    await this.page.click(selector);
  }

  /** Chooses a radio button, or turns a checkbox over. */
  async choose(id) {
    const before = await this.page.evaluate(`document.getElementById('${id}').checked`);
    await this.page.click(`label[for="${id}"]`);
    await this.page.waitFor(`document.getElementById('${id}').checked === ${!before || await isRadio(this.page, id)}`);
  }

  /** Puts a text in the place of what stands in a field. */
  async type(id, text) {
    await this.page.type(`#${id}`, text);
  }
}

/** Uses the page with the keyboard alone. */
export class Keyboard {
  /** @param {(stop: {name: string, seen: boolean, marked: boolean}) => void} [onStop] is told about everything that takes the focus */
  constructor(page, onStop) {
    this.page = page;
    this.onStop = onStop;
  }

  async press(selector) {
    await this.#tabTo(`it.matches(${JSON.stringify(selector)})`, selector);
    await this.page.press('Enter');
  }

  async choose(id) {
    if (!await isRadio(this.page, id)) {
      await this.#tabTo(`it.id === '${id}'`, id);
      await this.page.press('Space');
      return;
    }
    const name = await this.page.evaluate(`document.getElementById('${id}').name`);
    await this.#tabTo(`it.name === '${name}'`, name);
    await this.page.press('Space');
    const total = await this.page.evaluate(`document.getElementsByName('${name}').length`);
    for (let moves = 0; moves < total; moves += 1) {
      if (await this.page.evaluate(`document.activeElement.id === '${id}'`)) break;
      await this.page.press('ArrowDown');
    }
    await this.page.waitFor(`document.getElementById('${id}').checked`);
  }

  async type(id, text) {
    await this.#tabTo(`it.id === '${id}'`, id);
    const length = await this.page.evaluate('document.activeElement.value.length');
    await this.page.press('End');
    for (let letter = 0; letter < length; letter += 1) await this.page.press('Backspace');
    for (const letter of text) await this.page.press(letter);
  }

  async #tabTo(test, what) {
    const stops = [];
    for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
      if (await this.page.evaluate(`(it => ${test})(document.activeElement)`)) return;
      await this.page.press('Tab');
      const stop = await this.page.evaluate(STOP);
      stops.push(stop.name);
      this.onStop?.(stop);
    }
    throw new Error(`Tab does not lead to ${what}; it led to: ${stops.join(' | ')}`);
  }
}

/** What has the focus, whether it can be seen, and whether a mark shows it. */
const STOP = `(() => {
  const it = document.activeElement;
  const name = it === document.body ? 'nothing' : it.id || (it.getAttribute('aria-label') || it.textContent).trim().slice(0, 20);
  if (it === document.body) return { name, seen: true, marked: true };
  const shown = it.closest('label, .box') || it;
  const box = shown.getBoundingClientRect();
  const seen = [.1, .5, .9].every(part => {
    const top = document.elementFromPoint(box.left + box.width * part, box.top + box.height * part);
    return Boolean(top) && (shown.contains(top) || top.contains(shown));
  });
  const marked = [it, shown, it.nextElementSibling].filter(Boolean).some(each => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 || boxShadow !== 'none';
  });
  return { name, seen, marked };
})()`;

const isRadio = (page, id) => page.evaluate(`document.getElementById('${id}').type === 'radio'`);

/** Whether the last piece of the result is there. */
export const IS_WHOLE = "!!document.querySelector('.take-away')";

/**
 * An expression for which screen is shown: `/`, `/q/residence`, `/result` … All of them have the same address. Empty as long as a
 * piece of the result is to come.
 */
export const SCREEN = `(({ id }) => id === '/result' && !${IS_WHOLE} ? '' : id)(document.querySelector('main[id]') || { id: '/' })`;

/** Which screen is shown. */
export function screen(page) {
  return page.evaluate(SCREEN);
}

/** Waits until the screen is another one, and gives it. A problem with the answer ends the waiting too, with an error. */
async function next(page, before) {
  return until(`${before} is left behind`, async () => {
    const [now, problems] = await page.evaluate(`[${SCREEN}, (document.querySelector('.problems') || {}).innerText]`);
    if (now === before && problems) throw new Error(`${before}: ${problems}`);
    return now !== before && now;
  });
}

/** Presses something that leads to another screen, and gives that screen. */
export async function follow(hand, selector) {
  const before = await screen(hand.page);
  await hand.press(selector);
  return next(hand.page, before);
}

/** Goes to another screen by the history or the address, and gives that screen. */
export async function go(page, expression) {
  const before = await screen(page);
  await page.evaluate(`${expression}, 0`);
  return next(page, before);
}

/** Begins on the first screen. */
export function begin(hand, { urgent = false } = {}) {
  return follow(hand, urgent ? 'a[href="#/urgent"]' : 'a[href="#/begin"]');
}

/**
 * Answers every screen until one comes that asks nothing.
 * @param {object} answers by the question's name in the address
 * @param {{onScreen?: (screen: string) => Promise<void>, before?: string}} options `onScreen` is called on each screen, the
 *   last one included; `before` stops ahead of this question.
 * @returns {Promise<string[]>} the questions that were asked, in order
 */
export async function answerAll(hand, answers, { onScreen, before } = {}) {
  const asked = [];
  while (asked.length < MOST_SCREENS) {
    const now = await screen(hand.page);
    await onScreen?.(now);
    const question = /^\/q\/(.+)$/.exec(now)?.[1];
    if (!question || question === before) return asked;
    asked.push(question);
    await answer(hand, answers[question], onScreen);
  }
  throw new Error(`the interview does not end: ${asked.join(', ')}`);
}

/** Answers the question on the screen, or says 不清楚 without an answer; gives the screen that follows. */
export async function answer(hand, how = unknown, onScreen = undefined) {
  const before = await screen(hand.page);
  if (await how(hand, onScreen) !== 'left') await hand.press('#next');
  return next(hand.page, before);
}

/** The input that is labelled so, notes left out. `within` is the words of its group, where a screen has several. */
async function labelled(page, words, within) {
  const { language, fields } = await page.evaluate(`(() => {
    const own = element => [...element.childNodes].filter(it => it.nodeType === 3 || !it.matches('.note, .unseen')).map(it => it.textContent).join('').trim();
    const fields = [...document.querySelectorAll('main label')].map(label => {
      const group = label.closest('fieldset.group');
      return [own(label.querySelector('.option-text') || label), label.htmlFor, group ? own(group.querySelector('legend')) : ''];
    });
    return { language: document.documentElement.lang, fields };
  })()`);
  const are = (label, said) => translated(said, language).some(text => text.trim() === label);
  const found = fields.filter(([, , group]) => within === undefined || are(group, within));
  const fitting = found.filter(([label]) => are(label, words));
  if (fitting.length !== 1) {
    throw new Error(`${await screen(page)}: ${fitting.length} fields are called “${words}”; there are: ${found.map(([label]) => label).join(' | ')}`);
  }
  return fitting[0][1];
}

/** 不清楚, or what comes closest where a screen cannot be skipped. */
export async function unknown(hand) {
  const { page } = hand;
  if (await page.evaluate("!!document.querySelector('#skip')")) {
    await hand.press('#skip');
    return 'left';
  }
  if (await page.evaluate("!!document.querySelector('#age-unknown:not(:checked)')")) await hand.choose('age-unknown');
  return undefined;
}

/** One of several options. */
export const choose = words => async hand => {
  await hand.choose(await labelled(hand.page, words));
};

/** Exactly these of several options; none of them without words. */
export const tick = (...words) => async hand => {
  const { page } = hand;
  for (const each of words.length > 0 ? words : ['都没有']) {
    const id = await labelled(page, each);
    if (!await page.evaluate(`document.getElementById('${id}').checked`)) await hand.choose(id);
  }
  const ticked = await page.evaluate("[...document.querySelectorAll('input[name=choice]:checked')].map(it => it.id)");
  for (const id of ticked) {
    const wanted = await Promise.all((words.length > 0 ? words : ['都没有']).map(each => labelled(page, each)));
    if (!wanted.includes(id)) await hand.choose(id);
  }
};

/** An amount, over 每月 or 一年合计 where the screen asks for that. */
export const amount = (money, period) => async hand => {
  if (period) await hand.choose(await labelled(hand.page, period));
  await hand.type(await labelled(hand.page, '多少钱'), money);
};

/** An amount that is known roughly. */
export const roughly = (low, high, period) => async hand => {
  if (period) await hand.choose(await labelled(hand.page, period));
  if (await hand.page.evaluate("!document.querySelector('#low')")) await hand.press('#roughly');
  await hand.page.waitFor("!!document.querySelector('#low')");
  await hand.type(await labelled(hand.page, '最少'), low);
  await hand.type(await labelled(hand.page, '最多'), high);
};

/** A place: what is typed, and the full name of the one that is meant. */
export const place = (typed, name) => async hand => {
  const { page } = hand;
  if (await page.evaluate("!!document.querySelector('.picked')")) {
    await hand.press('.picked button');
    await page.waitFor("!document.querySelector('.picked')");
  }
  await hand.type('search', typed);
  const hit = await until(`${name} is offered`, () => page.evaluate(`(() => {
    const hits = [...document.querySelectorAll('.hits li')];
    const full = it => [it.querySelector('.note'), it.querySelector('.hit-name')].map(part => part ? part.textContent : '').join(' ').trim();
    return hits.findIndex(it => full(it) === ${JSON.stringify(name)}) + 1;
  })()`));
  await hand.press(`.hits li:nth-child(${hit}) button`);
  await page.waitFor("!!document.querySelector('.picked')");
};

/** Living at another place than the hukou's. */
export const elsewhere = (typed, name) => async hand => {
  await hand.choose(await labelled(hand.page, '住在别的地方'));
  await hand.page.waitFor("!!document.querySelector('#search, .picked')");
  await place(typed, name)(hand);
};

/** The age of the applicant. */
export const age = years => async hand => {
  await hand.type('age', String(years));
};

/** One more person: `person('孩子', 9, '住在一起')`; a spouse is not asked about living here. */
export const person = (relation, years, lives) => async hand => {
  const { page } = hand;
  await hand.choose(await labelled(page, relation, '是您的什么人'));
  if (years === undefined) await hand.choose('age-unknown');
  else await hand.type('age', String(years));
  if (lives) await hand.choose(await labelled(page, lives, '长期和您住在一起吗'));
};

/** Everybody else in the household, each from `person`. */
export const household = (...people) => async (hand, onScreen) => {
  for (const each of people) {
    await follow(hand, '#add');
    await onScreen?.(await screen(hand.page));
    await answer(hand, each);
    await onScreen?.(await screen(hand.page));
  }
};

/** A certificate of disability. */
export const certificate = (kind, grade) => async hand => {
  await hand.choose(await labelled(hand.page, kind, '证上写的类别'));
  await hand.choose(await labelled(hand.page, grade, '证上写的等级'));
};

/** A day. */
export const day = (year, month, date) => async hand => {
  await hand.type('year', String(year));
  await hand.type('month', String(month));
  await hand.type('day', String(date));
};

/** A number of months. */
export const months = count => async hand => {
  await hand.type(await labelled(hand.page, '大约几个月'), String(count));
};
