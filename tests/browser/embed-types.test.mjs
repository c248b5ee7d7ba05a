// The hand-written types of the npm package fit what goes in and what comes out, to the last field; and they do not fit anything else.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';

import { goldenHouseholds, installed } from './lib/package.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const golden = goldenHouseholds();

const SETTINGS = {
  compilerOptions: {
    strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noEmit: true, skipLibCheck: false,
    target: 'es2022', module: 'nodenext', lib: ['es2022', 'dom'], types: [],
  },
};

const IMPORT = "import { load } from 'jiuzhu-selfcheck';\nimport type { Answer, Assessment, Case, CaseProblem, CodeProblem, Decoded, Encoded, Next, Rulebook } from 'jiuzhu-selfcheck';\n";

describe('the types of the npm package', () => {
  let home;
  let engine;
  before(async () => {
    home = installed();
    engine = await home.load();
  });
  after(() => home?.remove());

  /** Checks a file and gives the numbers of the lines that are at fault, in order. */
  function faults(name, content) {
    const file = home.file(`${name}.ts`, content);
    home.file('tsconfig.json', JSON.stringify({ ...SETTINGS, files: [file] }));
    const { stdout, status } = spawnSync('node', [path.join(root, 'node_modules/typescript/bin/tsc'), '--pretty', 'false'], { cwd: home.folder, encoding: 'utf8', maxBuffer: 1 << 28 });
    const found = [...stdout.matchAll(/^(.+?)\((\d+),\d+\): error (.*)$/gm)];
    assert.ok(found.every(([, at]) => at === `${name}.ts`) && (found.length > 0) === (status !== 0), stdout);
    return { lines: [...new Set(found.map(([, , line]) => Number(line)))].sort((a, b) => a - b), stdout };
  }

  it('fit every golden case and every answer to it, and what is said of mistakes', () => {
    const lines = golden.flatMap(({ household }) => {
      const [next, encoded] = [engine.next(household), engine.encode(household, 2)];
      const decoded = engine.decode(encoded.value.code);
      return [
        `${JSON.stringify(household)} satisfies Case;`,
        `${JSON.stringify(engine.assess(household))} satisfies Answer<Assessment, CaseProblem>;`,
        `${JSON.stringify(next)} satisfies Answer<Next, CaseProblem>;`,
        `${JSON.stringify(encoded)} satisfies Answer<Encoded, CaseProblem | CodeProblem>;`,
        `${JSON.stringify(decoded)} satisfies Answer<Decoded, CodeProblem>;`,
      ];
    });
    for (const wrong of [
      1, [], {}, { places: {} }, { place: [] }, { members: {} }, { as_of: '1999-01-01' }, { as_of: '2026-02-30' }, { as_of: () => 1 },
      { place: { hukou: '999999', residence: 'x', residence_permit: 1 } }, { members: [{ relation: 'child' }, { relation: 'applicant', age: 131 }] },
      { members: Array(21).fill({}) }, { members: [{ disability: 'sight' }] }, { property: { financial: '-1', vehicle_value: '0.001', registered_capital: '1e9' } },
      { property: { financial: '99999999999' } }, { property: { financial: {} } }, { income: { wages: { from: '2', to: '1' }, other: '5' } },
    ]) {
      lines.push(`${JSON.stringify(engine.assess(wrong))} satisfies Answer<Assessment, CaseProblem>;`);
    }
    for (const code of ['', 'x', '1234 5678', '9999 9999 9999 9993']) {
      lines.push(`${JSON.stringify(engine.decode(code))} satisfies Answer<Decoded, CodeProblem>;`);
    }
    lines.push(`${JSON.stringify(engine.encode({}, 13))} satisfies Answer<Encoded, CaseProblem | CodeProblem>;`);
    lines.push(`${JSON.stringify(engine.rulebookInfo())} satisfies Rulebook;`);
    const { lines: found, stdout } = faults('golden', IMPORT + lines.map((line, index) => `export const it${index} = ${line}`).join('\n'));
    assert.deepEqual(found, [], stdout.slice(0, 4000));
  });

  it('fit nothing else', () => {
    const household = { place: { hukou: '620102' }, members: [{ age: 40 }] };
    const { value } = engine.assess(household);
    const dibao = value.findings.findIndex(finding => finding.programme === 'dibao');
    /** The assessment with one thing changed in it. */
    const spoiled = change => {
      const copy = structuredClone(value);
      change(copy, copy.findings[dibao]);
      return `${JSON.stringify(copy)} satisfies Assessment;`;
    };
    const lines = [
      spoiled(it => { it.figure = []; }),
      spoiled(it => { delete it.next; }),
      spoiled(it => { it.as_of = 20261122; }),
      spoiled(it => { it.steps.documents = ['passport']; }),
      spoiled(it => { it.steps.urgent = 'no'; }),
      spoiled(it => { it.household.size = [1]; }),
      spoiled(it => { it.household.members[0].counts = 'maybe'; }),
      spoiled(it => { it.findings = {}; }),
      spoiled((_, finding) => { finding.verdict = 'approved'; }),
      spoiled((_, finding) => { finding.programme = 'diabo'; }),
      spoiled((_, finding) => { delete finding.gaps; }),
      spoiled((_, finding) => { finding.gaps = ['no-such-gap']; }),
      spoiled((_, finding) => { finding.missing = [{ id: 'no-such-question' }]; }),
      spoiled((_, finding) => { finding.reasons = [{ rule: 'no-such-rule', truth: 'yes', citations: [] }]; }),
      spoiled((_, finding) => { finding.reasons = [{ rule: 'homes', truth: 'yes' }]; }),
      spoiled((_, finding) => { finding.amounts = [{ kind: 'dibao', range: { from: 1 }, often: 'monthly', method: 'difference', old: false }]; }),
      spoiled((_, finding) => { finding.discretion = null; }),
      '{ plaace: {} } satisfies Case;',
      '{ income: { wages: 3000 } } satisfies Case;',
      "{ income: { wages: '3000' } } satisfies Case;",
      "{ income: { wages: { amount: '3000' } } } satisfies Case;",
      "{ income: { wages: { amount: '3000', from: '1', period: 'month' } } } satisfies Case;",
      "{ income: { wages: { amount: '3000', period: 'week' } } } satisfies Case;",
      "{ property: { financial: { amount: '3000', period: 'year' } } } satisfies Case;",
      '{ place: undefined } satisfies Case;',
      "{ place: { residence: 'village' } } satisfies Case;",
      "{ members: [{ disability: 'sight' }] } satisfies Case;",
      "{ members: [{ disability: 'none', disability_grade: 1 }] } satisfies Case;",
      '{ members: { age: 40 } } satisfies Case;',
      "{ receives: { dibao: 'yes' } } satisfies Case;",
      '(await load()).assess({}).value;',
      '(await load()).assess({}).errors;',
      "(await load()).assess('620102');",
      '(await load()).encode({}, "2");',
      '(await load()).decode(12345678);',
      "(await load()).decode('0').errors[0].allowed;",
      'await load({ rules: 1 });',
    ];
    const narrowed = [
      'const answer = (await load()).assess({});',
      'export const verdicts = answer.ok ? answer.value.findings.map(finding => finding.verdict) : answer.errors.map(error => error.path);',
    ];
    const content = IMPORT + lines.map((line, index) => `export const it${index} = ${line}`).concat(narrowed).join('\n');
    const first = IMPORT.split('\n').length;
    assert.deepEqual(faults('spoiled', content).lines, lines.map((_, index) => first + index));
  });
});
