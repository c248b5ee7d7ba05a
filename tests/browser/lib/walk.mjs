// Shows every screen there is, so that something can be checked on each.
import { ACCIDENT, ACCIDENT_LATER, MANIFOLD, TIANJIN } from './households.mjs';
import { age, amount, answerAll, begin, choose, follow, go, household, person, place, roughly, screen, tick } from './interview.mjs';

/** A student and a car in Chongqing, where the worth of a car counts. */
const STUDENT = {
  'hukou-place': place('重庆 万州', '重庆市 万州区'),
  residence: choose('城镇'),
  'applicant-1': age(50),
  members: household(person('孩子', 20, '不住在一起')),
  'circumstances-2': tick('在上学'),
  'student-2': choose('大专、本科'),
  'work-1': choose('上班、打工，领工资'),
  'income-kinds': tick('工资、打工的钱'),
  wages: amount('1000', '每月'),
  belongings: tick('汽车'),
  vehicles: choose('1 辆'),
  'vehicle-value': roughly('10000', '50000'),
  'expense-kinds': tick('上学'),
  'spending-surge': choose('撑不住'),
};

/** Unfolds whatever is folded. */
const unfold = page => page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true; }), 0");

/**
 * Walks over every screen: all questions, with every kind of mistake, the list of answers, the results, 清空.
 * @param {(name: string) => Promise<void>} look is called on each state of each screen; kinds that come again are left out
 * @returns {Promise<string[]>} the names of what was looked at
 */
export async function walk(page, hand, look) {
  const seen = new Set();
  const show = async name => {
    if (seen.has(name)) return;
    seen.add(name);
    await unfold(page);
    await look(name);
  };
  /** A question, and what it looks like when nothing or nonsense is answered. */
  const question = async here => {
    const kind = here.replace(/-\d+$/, '');
    if (kind === '/result') return show(`/result of ${way}`);
    const fresh = !seen.has(kind);
    await show(kind);
    if (!fresh || kind === '/q/members') return undefined;
    for (const id of await page.evaluate("[...document.querySelectorAll('main input[type=text]')].map(it => it.id)")) await hand.type(id, '1.2.3');
    if (await page.evaluate("!!document.querySelector('#search')")) await hand.type('search', '山');
    await hand.press('#next');
    await page.waitFor(`!!document.querySelector('.problems') || location.hash !== '#${here}'`);
    if (await screen(page) !== here) throw new Error(`${here} takes nonsense for an answer`);
    return show(`${kind}, wrong`);
  };
  let way = 'an accident';
  await show('/');
  await begin(hand, { urgent: true });
  await answerAll(hand, ACCIDENT, { onScreen: question });
  way = 'an accident, with the rest';
  await follow(hand, '.left button');
  await answerAll(hand, ACCIDENT_LATER, { onScreen: question });
  for (const [name, household] of [['nobody knows', {}], ['six people', MANIFOLD], ['a student', STUDENT], ['three people', TIANJIN]]) {
    await go(page, "location.hash = '#/clear'");
    await show('/clear');
    await follow(hand, '.danger');
    way = name;
    await begin(hand);
    await answerAll(hand, household, { onScreen: question });
    await go(page, "location.hash = '#/answers'");
    await show(`/answers of ${way}`);
  }
  await follow(hand, 'button[aria-label="改：一起生活的人"]');
  await follow(hand, '.people li:nth-child(2) button');
  await show('/q/person, again');
  // What a list has answered, or what no programme of today asks, can be asked alone only by its address.
  const alone = ['non-residential', 'large-purchase', 'costly-school', 'months-without-income', 'unemployment-insured'];
  for (const asked of alone) await question(await go(page, `location.hash = '#/q/${asked}'`));
  await go(page, "location.hash = '#/q/hukou-place'");
  await hand.press('.picked button');
  await page.waitFor("!!document.querySelector('#search')");
  await hand.type('search', '没有这个地方');
  await show('/q/hukou-place, not found');
  return [...seen];
}
