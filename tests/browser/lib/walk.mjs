// Shows every screen of the citizen's page there is, so that something can be checked on each.
import { ACCIDENT, ACCIDENT_LATER, MANIFOLD, TIANJIN } from './households.mjs';
import { SCREEN, age, amount, answerAll, begin, choose, follow, go, household, person, place, roughly, screen, tick } from './interview.mjs';
import { say } from './texts.mjs';

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

/** An old woman in Tianjin who lives alone and has nothing. */
const ALONE = {
  'hukou-place': place('和平区', '天津市 和平区'),
  'current-place': choose('就住在户口所在的县（市、区）'),
  'applicant-1': age(83),
  'circumstances-1': tick(),
  'work-1': choose('干不了活'),
  'self-care-1': tick('穿衣', '洗澡'),
  'supporters-1': choose('没有该养的人'),
  receives: tick(),
  event: choose('没有'),
  'living-affected': choose('还过得下去'),
  'income-kinds': tick(),
  'expense-kinds': tick(),
  financial: amount('0'),
  belongings: tick(),
};

/** What is typed in place of an answer, by the field that stands first and by its keyboard. */
const MISTAKES = {
  'exact decimal': [{ exact: 'x' }, { exact: '-1' }, { exact: '1.234' }, { exact: '99999999999' }],
  'exact numeric': [{ exact: '61' }],
  'low decimal': [{ low: '', high: '' }, { low: '2', high: '1' }],
  'age numeric': [{ age: '3.5' }, { age: '131' }],
  'year numeric': [{ year: '2026', month: '2', day: '30' }, { year: '1990', month: '1', day: '1' }, { year: '2030', month: '1', day: '1' }],
};

/** The language of the page. */
const languageOf = page => page.evaluate('document.documentElement.lang');

/**
 * Walks over every screen of the interview: all questions, with every kind of mistake, the list of answers, the results, 清空.
 * @param {(kind: string, name: string) => Promise<boolean>} show is called on each state of each screen, and says whether it is new
 */
export async function walkInterview(page, hand, show) {
  const language = await languageOf(page);
  const mistaken = new Set();
  let way = 'an accident';
  const question = async here => {
    const happened = here === '/q/current-place' && way === 'an accident';
    const name = happened ? '/q/event-place' : here.replace(/-\d+$/, '');
    if (name === '/result') await show('results', `/result of ${way}`);
    else if (await show('questions', name) && name !== '/q/members') await mistakes(hand, name, mistaken, show);
  };
  await show('first screens', '/');
  await begin(hand, { urgent: true });
  await answerAll(hand, ACCIDENT, { onScreen: question });
  way = 'an accident, with the rest';
  await follow(hand, '.left button');
  await answerAll(hand, ACCIDENT_LATER, { onScreen: question });
  const ways = { 'nobody knows': {}, 'six people': MANIFOLD, 'a student': STUDENT, 'an old woman': ALONE, 'three people': TIANJIN };
  for (const [name, told] of Object.entries(ways)) {
    await go(page, "location.hash = '#/clear'");
    await show('other screens', '/clear');
    await follow(hand, '.danger');
    way = name;
    await begin(hand);
    await answerAll(hand, told, { onScreen: question });
    await go(page, "location.hash = '#/answers'");
    await show('answers', `/answers of ${way}`);
  }
  await follow(hand, `button[aria-label="${say(language, 'answers.change-what', { what: say(language, 'question.members.label') })}"]`);
  await follow(hand, '.people li:nth-child(2) button');
  await show('questions', '/q/person, again');
  // What a list has answered, or what no programme of today asks, can be asked alone only by its address.
  const alone = ['non-residential', 'large-purchase', 'costly-school', 'months-without-income', 'months-since-job', 'unemployment-insured'];
  for (const asked of alone) await question(await go(page, `location.hash = '#/q/${asked}'`));
  await places(page, hand, show);
  await go(page, "location.hash = ''");
  await show('first screens', '/, begun');
}

/** Gives no answer to the question on the screen, and the first time that there are such fields, wrong ones too. */
async function mistakes(hand, name, mistaken, show) {
  const { page } = hand;
  const here = await screen(page);
  const wrong = async (what, typed) => {
    for (const [id, text] of Object.entries(typed)) await hand.type(id, text);
    // The list of what is wrong takes the focus each time.
    await page.evaluate('document.activeElement.blur(), 0');
    await hand.press('#next');
    await page.waitFor(`!!document.querySelector('.problems:focus') || ${SCREEN} !== '${here}'`);
    if (await screen(page) !== here) throw new Error(`${here} takes ${what} for an answer`);
    await show('mistakes', `${name}, ${what}`);
  };
  const typing = async () => {
    const fields = await page.evaluate("[...document.querySelectorAll('main input[type=text]')].map(it => it.id + ' ' + it.inputMode)");
    const tries = mistaken.has(fields[0]) ? [] : MISTAKES[fields[0]] ?? [];
    mistaken.add(fields[0]);
    for (const typed of tries) await wrong(Object.values(typed).join('-') || 'nothing', typed);
  };
  await wrong('nothing', {});
  await typing();
  if (mistaken.has('low decimal') || !await page.evaluate("!!document.querySelector('#roughly')")) return;
  await hand.press('#roughly');
  await page.waitFor("!!document.querySelector('#low')");
  await show('questions', `${name}, roughly`);
  await typing();
  await hand.press('#roughly');
  await page.waitFor("!!document.querySelector('#exact')");
}

/** All that a question for a place can show: many finds, none, lists, a place that is not the finest. */
async function places(page, hand, show) {
  await go(page, "location.hash = '#/q/hukou-place'");
  await show('questions', '/q/hukou-place, answered');
  await hand.press('.picked button');
  await page.waitFor("!!document.querySelector('#search')");
  for (const [what, typed] of [['many', '山'], ['few', '夏河'], ['none', '没有这个地方']]) {
    await hand.type('search', typed);
    await show('questions', `/q/hukou-place, ${what} found`);
  }
  await hand.type('search', '甘南');
  await hand.press('.hits li:first-child button');
  await page.waitFor("!!document.querySelector('.picked')");
  await show('questions', '/q/hukou-place, not the finest');
  await go(page, "location.hash = '#/q/current-place'");
  await choose('住在别的地方')(hand);
  await page.waitFor("!!document.querySelector('#search')");
  await show('questions', '/q/current-place, elsewhere');
}

/** Presses a button below the result, by the key of its words. */
const press = async (page, key) => {
  const words = say(await languageOf(page), key);
  await page.evaluate(`[...document.querySelectorAll('.take-away button')].find(it => it.textContent === ${JSON.stringify(words)}).click()`);
};

/**
 * Walks over every screen of the page that opens what was kept, and over all that a result can be taken away as.
 * @param {{one: string, crowd: string}} codes the digits of a case whose borderline status is likely, and of one with as many
 *   people as there may be
 */
export async function walkKept(page, hand, { one, crowd }, show) {
  await show('opening', '/open');
  const wrongDigit = one.slice(0, -1) + (Number(one.at(-1)) + 1) % 10;
  for (const [what, typed] of [['letters', '一二三四'], ['too few digits', '1234 5'], ['a wrong digit', wrongDigit]]) {
    await page.evaluate('document.activeElement.blur(), 0');
    await page.type('#code', typed);
    await hand.press('main .button');
    await page.waitFor("!!document.querySelector('.problems:focus')");
    await show('mistakes', `/open, ${what}`);
  }
  await open(page, '{"code": 7');
  await page.waitFor("!!document.querySelector('.problems:focus')");
  await show('mistakes', '/open, a foreign file');
  await openCode(page, one);
  await show('results', '/result, opened by its digits');
  for (const [what, then] of [['as it was', 'likely'], ['other than it was', 'unlikely']]) {
    await go(page, "location.hash = '#/open'");
    await show('opening', '/open, with answers');
    await open(page, JSON.stringify({ code: one, results: `borderline=${then};` }));
    await page.waitFor(`${SCREEN} === '/result'`);
    await show('results', `/result, opened from a file, ${what}`);
  }
  await takeAway(page, show);
  await openCode(page, crowd);
  await follow(hand, '.take-away a[href="#/answers"]');
  await show('answers', '/answers of a crowd');
  await go(page, "location.hash = '#/q/members'");
  await show('questions', '/q/members, a crowd');
  await follow(hand, '#add');
  await person('孩子', 5, '住在一起')(hand);
  await hand.press('#next');
  await page.waitFor("!!document.querySelector('.problems:focus')");
  await show('mistakes', '/q/person, one too many');
}

/** What stands below a result once it has been copied, drawn and shortened; where the browser refuses, too. */
async function takeAway(page, show) {
  const language = await languageOf(page);
  const press = async (key, done) => {
    await page.evaluate(`[...document.querySelectorAll('.take-away button')]
      .find(it => it.textContent === ${JSON.stringify(say(language, key))}).click()`);
    await page.waitFor(done);
    await show('results', `/result, after ${key}`);
  };
  const says = (selector, key) => `(document.querySelector('${selector}') || {}).textContent === ${JSON.stringify(say(language, key))}`;
  await press('code.shorter', `[...document.querySelectorAll('.take-away button')].some(it => it.textContent === ${JSON.stringify(say(language, 'code.exactly'))})`);
  await press('code.draw', "(document.querySelector('.drawn img') || {}).naturalWidth > 0");
  await press('result.copy', says('.take-away .status', 'result.copied'));
  await press('result.draw', "(document.querySelector('.drawn img') || {}).naturalWidth === 750");
  await page.evaluate(`(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
    document.execCommand = () => false;
    HTMLCanvasElement.prototype.getContext = () => null;
  })()`);
  await press('result.copy', says('.take-away .status', 'result.copy-by-hand'));
  await press('result.draw', says('.drawn', 'result.not-drawn'));
}

/** Opens a file with this content. */
function open(page, content) {
  return page.evaluate(`(() => {
    const [field, files] = [document.querySelector('#file'), new DataTransfer()];
    files.items.add(new File([${JSON.stringify(content)}], 'kept.json'));
    field.files = files.files;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  })()`);
}

/** Opens the case that these digits say. */
export async function openCode(page, digits) {
  await page.evaluate(`location.hash = '#/c/${digits.replace(/ /g, '')}', 0`);
  await page.waitFor(`${SCREEN} === '/result'`);
}
