// The income test of dibao in publicodes: parsed once, then a situation for each household.
import Engine from 'publicodes';

import { measure } from './measure.mjs';

const told = ['standard', 'size', 'workers', 'wages', 'business', 'property', 'transfer', 'other', 'transfer_paid'];
const engine = new Engine({
  ...Object.fromEntries(told.map((name) => [name, { 'par défaut': 0 }])),
  job_cost: { valeur: '0.3 * standard * workers', plafond: 'wages' },
  counted: { valeur: 'wages - job_cost + business + property + transfer + other - transfer_paid', plancher: 0 },
  eligible: { valeur: 'counted < standard * size' },
});

await measure('publicodes', (household) => {
  engine.setSituation(household);
  return { eligible: engine.evaluate('eligible').nodeValue === true, counted: engine.evaluate('counted').nodeValue };
});
