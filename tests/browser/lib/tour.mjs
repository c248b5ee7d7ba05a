// What was seen on a walk in one language, and what was wrong with it.
import { LOOKS, examine } from './checks.mjs';
import { anywhere, texts } from './texts.mjs';

/** What of the texts and of the result stands on the screen. */
const SHOWN = `({
  title: (document.querySelector('h1') || {}).textContent,
  problems: [...document.querySelectorAll('.problems, .problem, .wrong')].map(it => it.textContent).join(' '),
  cards: [...document.querySelectorAll('article.card')].map(it => [it.querySelector('h2').id, it.querySelector('.verdict').textContent]),
})`;

export class Tour {
  /** The kind of each screen, by its name. */
  screens = new Map();
  /** How often a screen was looked at, in whatever look. */
  views = 0;
  /** What was wrong, by screen. */
  faults = {};
  /** The questions that were asked, and the problems that were told, by their names in the texts. */
  questions = new Set();
  problems = new Set();
  /** The verdicts that were shown, as `programme=verdict`. */
  verdicts = new Set();

  constructor(language) {
    this.language = language;
    // Colours and sizes do not depend on the words.
    this.looks = LOOKS.map((look, index) => language === 'zh-Hans' || index === 0 ? look : { ...look, axe: undefined });
    this.texts = [...texts(language)];
  }

  /** Looks at the screen that a page shows, unless one of the name was seen before; says whether it is new. */
  async show(page, kind, name, looks = this.looks) {
    if (this.screens.has(name)) return false;
    this.screens.set(name, kind);
    const before = page.console.length;
    await page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true; }), 0");
    this.#note(await page.evaluate(SHOWN));
    const { found, views } = await examine(page, this.language, looks);
    this.views += views;
    const wrong = [...found, ...page.console.slice(before).map(line => `the console says ${line}`)];
    if (wrong.length > 0) this.faults[name] = wrong;
    return true;
  }

  /** How many screens of each kind were seen. */
  toString() {
    const counts = new Map();
    for (const kind of this.screens.values()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return `${this.screens.size} screens, ${this.views} views: ${[...counts].map(([kind, count]) => `${count} ${kind}`).join(', ')}`;
  }

  #note({ title, problems, cards }) {
    for (const [key, text] of this.texts) {
      const [, question] = /^question\.([\w-]+)\.title$/.exec(key) ?? [];
      if (question && anywhere(text).exec(title)?.[0] === title) this.questions.add(question);
      const [problem] = /^(hotline\.)?(problem|wrong|code)\..+$/.exec(key) ?? [];
      if (problem && anywhere(text).test(problems)) this.problems.add(problem);
    }
    for (const [programme, words] of cards) {
      const [key] = this.texts.find(([key, text]) => /^verdict\.\w+$/.test(key) && text === words);
      this.verdicts.add(`${programme}=${key.slice('verdict.'.length)}`);
    }
  }
}
