// What a household may likely get: node household.mjs [FILE], where FILE holds a case as JSON.
import { readFile } from 'node:fs/promises';

import { load } from 'jiuzhu-selfcheck';

// A woman of 50 who lives alone, cannot work and has an alimony of 500 yuan a month.
const EXAMPLE = {
  place: { hukou: '甘肃省甘南藏族自治州合作市', residence: 'urban', current: 'at_hukou', local_standard: '700' },
  members: [{
    relation: 'applicant', age: 50, student: 'none', work: 'unable', disability: 'none', illness: 'none', absence: 'none',
    supporters: 'able', own_income: { amount: '500', period: 'month' },
  }],
  income: {
    wages: '0', business: '0', property: '0', transfer: { amount: '500', period: 'month' }, other: '0', transfer_paid: '0',
    basic_pension: '0', elder_allowance: '0',
  },
  expenses: { medical: '0', education: '0', rehabilitation: '0', other: '0' },
  property: {
    financial: '0', vehicles: 0, homes: 1, non_residential: false, registered_capital: '0', large_purchase: false, costly_school: false,
  },
  hardship: { event: 'none', living_affected: false, spending_surge: false },
  receives: {},
};

const { assess } = await load();
const file = process.argv[2];
const answer = assess(file ? JSON.parse(await readFile(file, 'utf8')) : EXAMPLE);
if (answer.ok) {
  for (const { programme, verdict, amounts: [amount] } of answer.value.findings) {
    console.log(programme.padEnd(22), verdict.padEnd(14), amount ? `${shown(amount.range)} yuan ${amount.often}` : '');
  }
  console.log('to ask next:', answer.value.next.map(question => question.id).join(', ') || 'nothing');
} else {
  for (const { message } of answer.errors) console.error(message);
  process.exitCode = 1;
}

function shown({ from, to }) {
  return from === to ? from : `${from} to ${to ?? 'more'}`;
}
