// Answers every question about a golden household from its file, by the words on the screen. What the file does not tell is 不清楚.
import assert from 'node:assert/strict';

import { texts } from '../../browser/lib/texts.mjs';

const WORDS = texts('zh-Hans');

/** More screens than any interview has. */
const MOST_SCREENS = 120;

/** The word of an option, in the spelling of files or of the program. */
const option = (question, id) => WORDS.get(`${question}.option.${id.replaceAll('_', '-')}`);
const NONE = WORDS.get('field.option.none-of-these');

const yesNo = (question, told) => told === undefined ? undefined : [option(question, told ? 'yes' : 'no')];

/** The words to press for the answer to a question; `undefined` if the file does not tell. */
const chosen = (question, told) => told === undefined ? undefined : [option(question, told)];

/** Where the file has what a question asks for. */
const OF_HOUSEHOLD = {
  wages: it => it.income?.wages, business: it => it.income?.business, transfer: it => it.income?.transfer,
  'property-income': it => it.income?.property, 'other-income': it => it.income?.other,
  'transfer-paid': it => it.income?.transfer_paid, 'basic-pension': it => it.income?.basic_pension,
  'elder-allowance': it => it.income?.elder_allowance,
  medical: it => it.expenses?.medical, education: it => it.expenses?.education,
  rehabilitation: it => it.expenses?.rehabilitation, 'other-expense': it => it.expenses?.other,
  financial: it => it.property?.financial, 'vehicle-value': it => it.property?.vehicle_value,
  'registered-capital': it => it.property?.registered_capital,
  'local-standard': it => it.place?.local_standard, 'local-income-per-person': it => it.place?.local_income_per_person,
  'hardship-months': it => it.hardship?.months, 'months-without-income': it => it.hardship?.months_without_income,
  'months-since-job': it => it.hardship?.months_since_job
};
const LISTS = {
  'income-kinds': ['wages', 'business', 'transfer', 'basic-pension', 'elder-allowance', 'property-income', 'other-income'],
  'expense-kinds': ['medical', 'education', 'rehabilitation', 'transfer-paid', 'other-expense']
};
/** What is only told by what is more than usual: a second home, any vehicle. */
const BELONGINGS = {
  vehicles: it => it.vehicles > 0, homes: it => it.homes > 1, 'non-residential': it => it.non_residential,
  'registered-capital': it => it.registered_capital !== undefined && it.registered_capital !== '0',
  'large-purchase': it => it.large_purchase, 'costly-school': it => it.costly_school
};

const isNothing = sum => sum === '0' || sum?.amount === '0';

/** The way through the screens for one case. */
export class Household {
  constructor(phone, told) {
    this.phone = phone;
    this.told = told;
  }

  /** Goes on until the result is shown; gives the addresses of the questions. */
  async answer() {
    const asked = [];
    while (this.phone.view.at !== '/result') {
      const { at } = this.phone.view;
      assert.ok(!asked.includes(at) || at === '/q/members', `${at} is asked twice, after ${asked.join(' ')}`);
      assert.ok(asked.length < MOST_SCREENS, 'the interview does not end');
      asked.push(at);
      await this.question(at.replace('/q/', ''));
      const { view } = this.phone;
      const problems = view.at === at && view.screen.question.problems;
      assert.ok(!problems, `${at}: ${problems?.lines}`);
    }
    return asked;
  }

  async question(slug) {
    const { phone, told } = this;
    if (slug === 'members') return this.members();
    if (slug === 'applicant-1' || slug.startsWith('person-')) return this.person(Number(slug.split('-')[1]) - 1);
    const [, id, member] = /^(.*?)(?:-(\d+))?$/.exec(slug);
    const isAnswered = member ? await this.ofMember(id, told.members?.[member - 1] ?? {}) : await this.ofHousehold(id);
    await phone.press(isAnswered ? '下一题' : '不清楚，先跳过');
  }

  async pressAll(words) {
    for (const each of words) await this.phone.press(each);
    return true;
  }

  async ofHousehold(id) {
    const { place = {}, property = {}, hardship = {}, receives } = this.told;
    const question = `question.${id}`;
    const words = {
      residence: () => chosen(question, place.residence),
      event: () => chosen(question, hardship.event),
      graduate: () => chosen(question, hardship.graduate),
      'living-affected': () => yesNo(question, hardship.living_affected),
      'spending-surge': () => yesNo(question, hardship.spending_surge),
      'unemployment-insured': () => yesNo(question, hardship.unemployment_insured),
      vehicles: () => property.vehicles && chosen(question, ['one', 'two', 'three-or-more'][Math.min(property.vehicles, 3) - 1]),
      homes: () => property.homes && chosen(question, ['two', 'three', 'four-or-more'][Math.min(property.homes, 4) - 2]),
      receives: () => receives && this.ticked(question, Object.keys(receives).filter(each => receives[each])),
      belongings: () => this.belongings(question),
      'income-kinds': () => this.kinds(question, id),
      'expense-kinds': () => this.kinds(question, id)
    }[id];
    if (words) return words() !== undefined && this.pressAll(words());
    if (id === 'hukou-place') return place.hukou !== undefined && this.place(place.hukou);
    if (id === 'current-place') return this.current();
    if (id === 'event-date') return this.day(hardship.event_date);
    assert.ok(OF_HOUSEHOLD[id], `this walk does not know ${id}`);
    const found = OF_HOUSEHOLD[id](this.told);
    return found !== undefined && this.amount(found);
  }

  ticked(question, ids) {
    return ids.length ? ids.map(id => option(question, id)) : [NONE];
  }

  /** Of a list on which something is not told nothing is said: unticked would mean nothing. */
  kinds(question, id) {
    const sums = LISTS[id].map(kind => [kind, OF_HOUSEHOLD[kind](this.told)]);
    if (sums.some(([, sum]) => sum === undefined)) return undefined;
    return this.ticked(question, sums.filter(([, sum]) => !isNothing(sum)).map(([kind]) => kind));
  }

  belongings(question) {
    const { property = {} } = this.told;
    const fields = ['vehicles', 'homes', 'non_residential', 'registered_capital', 'large_purchase', 'costly_school'];
    if (fields.some(field => property[field] === undefined)) return undefined;
    return this.ticked(question, Object.keys(BELONGINGS).filter(id => BELONGINGS[id](property)));
  }

  async ofMember(id, person) {
    const question = `question.${id}`;
    if (id === 'circumstances') {
      const told = { student: person.student, disability: person.disability, illness: person.illness, absence: person.absence };
      if (Object.values(told).includes(undefined)) return false;
      return this.pressAll(this.ticked(question, Object.keys(told).filter(each => told[each] !== 'none')));
    }
    if (id === 'disability') {
      const grade = ['first', 'second', 'third', 'fourth'][person.disability_grade - 1];
      return this.pressAll([option('certificate.kind', person.disability), option('certificate.grade', grade)]);
    }
    if (id === 'own-income') return person.own_income !== undefined && this.amount(person.own_income);
    if (id === 'self-care') {
      const acts = ['eat', 'dress', 'bed', 'toilet', 'walk', 'bathe'];
      return person.self_care_lost !== undefined && this.pressAll(this.ticked(question, acts.slice(0, person.self_care_lost)));
    }
    const field = { 'kept-by-sibling-or-elder': 'kept_by_sibling_or_elder' }[id] ?? id;
    const words = typeof person[field] === 'boolean' ? yesNo(question, person[field]) : chosen(question, person[field]);
    return words !== undefined && this.pressAll(words);
  }

  async person(index) {
    const { phone, told } = this;
    const person = told.members?.[index] ?? {};
    if (index > 0) await phone.press(option('person.relation', person.relation));
    if (person.age === undefined) await phone.press(WORDS.get('field.age-unknown'));
    else await phone.type('age', String(person.age));
    if (index > 0 && person.relation !== 'spouse') await phone.press(option('person.lives', person.lives_together === false ? 'no' : 'yes'));
    await phone.press(index > 0 ? '记下这个人' : '下一题');
  }

  async members() {
    const { phone, told } = this;
    const { people } = phone.view.screen.question.fields.find(field => field.kind === 'people');
    await phone.press(people.length < (told.members?.length ?? 1) ? '再加一个人' : '就这些人，下一题');
  }

  async current() {
    const { phone, told: { place } } = this;
    if (place?.current === undefined) return false;
    // Before the hukou is known there is nothing to compare with.
    const isCompared = phone.view.screen.question.fields[0].kind === 'options';
    const isElsewhere = place.current !== 'at_hukou';
    if (isCompared) await phone.press(option('question.current-place', isElsewhere ? 'elsewhere' : 'at-hukou'));
    return isElsewhere ? this.place(place.current) : isCompared;
  }

  /** A place by its whole name. */
  async place(name) {
    const { phone } = this;
    await phone.type('search', name);
    const hits = phone.view.screen.question.fields.find(field => field.kind === 'hits').hits;
    const hit = hits.findIndex(({ name: own, within }) => `${within ?? ''}${own}`.replaceAll(' ', '') === name);
    assert.ok(hit >= 0, `${name} is not among ${JSON.stringify(hits)}`);
    await phone.tap(phone.top.querySelectorAll('.hit')[hit]);
    return true;
  }

  async day(told) {
    if (told === undefined) return false;
    const [year, month, day] = told.split('-');
    for (const [part, text] of Object.entries({ year, month, day })) await this.phone.type(part, text);
    return true;
  }

  async amount(told) {
    const { phone } = this;
    const sum = typeof told === 'object' ? told : { amount: String(told) };
    if (sum.period) await phone.press(WORDS.get(sum.period === 'month' ? 'field.monthly' : 'field.yearly'));
    if (sum.amount !== undefined) {
      await phone.type('exact', String(sum.amount));
      return true;
    }
    if (sum.to === undefined) return false;
    await phone.press(WORDS.get('field.roughly'));
    await phone.type('low', String(sum.from));
    await phone.type('high', String(sum.to));
    return true;
  }
}
