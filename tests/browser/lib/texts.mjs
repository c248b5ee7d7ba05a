// Every word of the pages, as `text/` has it.
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../../text');

/** The language that the journeys are told in. */
const TOLD_IN = 'zh-Hans';

/** Files whose texts one page alone shows; their keys begin with the name of the file. */
const OF_ONE_PAGE = /^(figures|hotline|miniprogram|shell)\.toml$/;

const read = new Map();

/** The texts of a language by key, such as `question.residence.option.urban`. */
export function texts(language) {
  if (!read.has(language)) {
    const found = new Map();
    for (const file of fs.readdirSync(path.join(root, language))) {
      const own = OF_ONE_PAGE.test(file) ? `${path.parse(file).name}.` : '';
      let table = own;
      for (const line of fs.readFileSync(path.join(root, language, file), 'utf8').split('\n')) {
        const opened = /^\[(.+)\]$/.exec(line)?.[1];
        if (opened) table = `${own}${opened}.`;
        const [, key, value] = /^"?([\w.-]+)"? = (".*")$/.exec(line) ?? [];
        if (key) found.set(table + key, JSON.parse(value));
      }
    }
    read.set(language, found);
  }
  return read.get(language);
}

/** One text with its gaps filled in. */
export function say(language, key, values = {}) {
  return texts(language).get(key).replace(/\{(\w+)\}/g, (_, gap) => values[gap]);
}

/** What words of the Chinese page are in another language: one text for each key that has them. */
export function translated(words, language) {
  if (language === TOLD_IN) return [words];
  const keys = [...texts(TOLD_IN)].filter(([, text]) => text === words).map(([key]) => key);
  return keys.map(key => texts(language).get(key));
}

/** Finds a text wherever it stands, whatever its gaps are filled with. */
export function anywhere(text) {
  const parts = text.split(/\{\w+\}/).map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(parts.join('[^]+?'));
}
