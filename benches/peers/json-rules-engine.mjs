// The income test of dibao in json-rules-engine: a rule over facts, what is worked out as facts of its own.
import { Engine } from 'json-rules-engine';

import { measure } from './measure.mjs';

const engine = new Engine();
/** A fact that is worked out from others. */
function derived(name, of, formula) {
  engine.addFact(name, async (_, almanac) => formula(...(await Promise.all(of.map((fact) => almanac.factValue(fact))))));
}
derived('job_cost', ['wages', 'standard', 'workers'], (wages, standard, workers) => Math.min(wages, 0.3 * standard * workers));
derived(
  'counted',
  ['wages', 'job_cost', 'business', 'property', 'transfer', 'other', 'transfer_paid'],
  (wages, jobCost, business, property, transfer, other, paid) =>
    Math.max(0, wages - jobCost + business + property + transfer + other - paid),
);
derived('limit', ['standard', 'size'], (standard, size) => standard * size);
engine.addRule({
  conditions: { all: [{ fact: 'counted', operator: 'lessThan', value: { fact: 'limit' } }] },
  event: { type: 'eligible' },
});

await measure('json-rules-engine', async (household) => {
  const { events, almanac } = await engine.run(household);
  return { eligible: events.length > 0, counted: await almanac.factValue('counted') };
});
