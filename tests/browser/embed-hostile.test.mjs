// Whatever is handed to the npm package, it answers with a value, says where the fault lies, and leaves its host as it was.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';

import { goldenHouseholds, installed } from './lib/package.mjs';
import { answersOf } from './lib/site.mjs';

const golden = goldenHouseholds();

/** How many golden cases are changed at random, and how many texts are tried as a code. */
const CHANGES = 4000;
const CODES = 20_000;

/** Numbers from 0 up to 1 that are the same in every run (mulberry32). */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const thrower = () => { throw new Error('a trap'); };
/** A proxy of which every question throws. */
const trap = target => new Proxy(target, Object.fromEntries(Object.getOwnPropertyNames(Reflect).map(name => [name, thrower])));

function revoked(target) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

function nested(depth, wrap) {
  let value = {};
  for (let level = 0; level < depth; level += 1) value = wrap(value);
  return value;
}

function cyclic() {
  const value = { members: [] };
  value.place = value;
  value.members.push(value);
  value.income = { wages: value };
  return value;
}

/** Values of which none is allowed anywhere in a case, each made anew. */
const STRANGE = {
  function: () => () => 1,
  class: () => class Case {},
  symbol: () => Symbol('wages'),
  BigInt: () => 10n ** 30n,
  NaN: () => NaN,
  Infinity: () => 1e400,
  'minus zero with a fraction': () => -0.5,
  'a number beyond 64 bits': () => 1e300,
  'a huge text': () => '9'.repeat(5_000_000),
  'a lone surrogate': () => '甘肃省\ud800',
  'right to left': () => '\u202e甘肃省\u202c',
  'a text with NUL': () => 'urban\0',
  Map: () => new Map([['wages', '1']]),
  Set: () => new Set(['urban']),
  Date: () => new Date(0),
  RegExp: () => /urban/,
  Promise: () => Promise.resolve(),
  WeakMap: () => new WeakMap(),
  Error: () => new Error('urban'),
  'a boxed text': () => Object('urban'),
  'a typed array': () => new Uint8Array(1_000_000),
  'a buffer': () => new ArrayBuffer(8),
  'a proxy whose traps throw': () => trap({}),
  'a proxy of a list whose traps throw': () => trap([]),
  'a revoked proxy': () => revoked({}),
  'a revoked proxy of a list': () => revoked([]),
  'a proxy of a list without end': () => new Proxy([], { get: (_, name) => (name === 'length' ? Infinity : {}) }),
  'a proxy of a list that is as long as it likes': () => new Proxy([], { get: (_, name) => (name === 'length' ? {} : 1) }),
  'a sparse list': () => Array(4_000_000_000),
  'a list with a gap': () => [, {}],
  'an object that holds itself': cyclic,
  'nesting without an end in sight': () => nested(100_000, value => ({ wages: value })),
  'lists in lists without an end in sight': () => nested(100_000, value => [value]),
  'an object with many fields': () => Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [`f${index}`, index])),
  'a getter that throws': () => Object.defineProperty({}, 'amount', { enumerable: true, get: thrower }),
  'a field that is no name': () => ({ '': 1 }),
  'a huge name': () => ({ ['a'.repeat(1_000_000)]: 1 }),
  '__proto__': () => JSON.parse('{ "__proto__": { "amount": "1", "wages": "1" } }'),
  'what it inherits': () => Object.create({ amount: '1', hukou: '620102', wages: '1' }),
  constructor: () => ({ constructor: { prototype: { polluted: true } } }),
  toJSON: () => ({ toJSON: thrower }),
  'text that throws': () => ({ toString: thrower, valueOf: thrower, [Symbol.toPrimitive]: thrower }),
};

describe('the npm package', () => {
  let home;
  let engine;
  before(async () => {
    home = installed();
    engine = await home.load();
  });
  after(() => home?.remove());

  /** Holds an answer against what every answer is. */
  function ensureAnswer(answer, what) {
    assert.ok(Object.getPrototypeOf(answer) === Object.prototype, what);
    if (answer.ok) {
      assert.deepEqual(Object.keys(answer), ['ok', 'value'], what);
    } else {
      assert.deepEqual(Object.keys(answer), ['ok', 'errors'], what);
      assert.ok(answer.ok === false && answer.errors.length > 0, what);
      for (const { code, path: at, message } of answer.errors) {
        assert.ok([code, at, message].every(it => typeof it === 'string') && code && message, what);
        assert.ok(at.length < 11_000 && message.length < 33_000, what);
      }
    }
    return answer;
  }

  /** Holds the host against what it was before. */
  const host = () => [Object, Array, String, Function, Symbol].map(it => Reflect.ownKeys(it.prototype).map(String).join());
  const whole = host();
  after(() => assert.deepEqual(host(), whole));

  /** Where in a case anything may be put, and how the fault is called there. */
  const PLACES = [
    ['', it => it],
    ['as_of', it => ({ as_of: it })],
    ['place', it => ({ place: it })],
    ['place.hukou', it => ({ place: { hukou: it } })],
    ['members', it => ({ members: it })],
    ['members[1]', it => ({ members: [{}, it] })],
    ['members[0].age', it => ({ members: [{ age: it }] })],
    ['members[1].relation', it => ({ members: [{}, { relation: it }] })],
    ['members[0].income', it => ({ members: [{ income: it }] })],
    ['members[0].income.wages', it => ({ members: [{ income: { wages: it } }] })],
    ['income.wages.amount', it => ({ income: { wages: { amount: it, period: 'month' } } })],
    ['exempt[0].sum', it => ({ exempt: [{ kind: 'scholarship', sum: it }] })],
    ['property.vehicles', it => ({ property: { vehicles: it } })],
    ['hardship.event_date', it => ({ hardship: { event_date: it } })],
    ['receives.dibao', it => ({ receives: { dibao: it } })],
  ];

  for (const [what, make] of Object.entries(STRANGE)) {
    it(`refuses ${what} wherever it stands, and names the place`, () => {
      for (const [at, put] of PLACES) {
        const answer = ensureAnswer(engine.assess(put(make())), `${what} at ${at}`);
        assert.equal(answer.ok, false, `${what} at \`${at}\` is taken`);
        const [{ path: found }] = answer.errors;
        assert.ok(found === at || found.startsWith(`${at}.`) || found.startsWith(`${at}[`) || at === '', `${what} at \`${at}\` is found at \`${found}\``);
        ensureAnswer(engine.next(put(make())), what);
        ensureAnswer(engine.encode(put(make())), what);
      }
      assert.equal(ensureAnswer(engine.encode({}, make()), what).errors[0].path, 'digits');
      assert.equal(ensureAnswer(engine.decode(make()), what).ok, false);
    });
  }

  it('tells a misspelt field from one that was not told', () => {
    for (const [household, at] of [
      [{ incme: { wages: '0' } }, 'incme'],
      [{ income: { wage: '0' } }, 'income.wage'],
      [{ income: { 'wages ': '0' } }, 'income.wages '],
      [{ income: { Wages: '0' } }, 'income.Wages'],
      [{ income: { wаges: '0' } }, 'income.wаges'],
      [{ income: { wages: { amuont: '1' } } }, 'income.wages.amuont'],
      [{ members: [{}, { agee: 3 }] }, 'members[1].agee'],
      [{ exempt: [{ kind: 'scholarship' }] }, 'exempt[0].sum'],
    ]) {
      const { errors } = engine.assess(household);
      assert.equal(errors[0].path, at);
      assert.match(errors[0].code, /^(unknown_field|missing)$/);
    }
    assert.deepEqual(engine.assess({ members: [{ agee: 3 }] }).errors[0].code, 'unknown_field');
    // What JSON leaves out is left out here too.
    assert.equal(engine.assess({ as_of: undefined, income: { wages: undefined } }).ok, true);
    assert.equal(engine.assess(Object.assign(Object.create(null), { as_of: '2026-11-21' })).value.as_of, '2026-11-21');
    assert.equal(engine.assess(new Proxy({ as_of: '2026-11-21' }, {})).value.as_of, '2026-11-21');
  });

  it('names every wrong field at once, in the words of the command line', () => {
    const wrong = {
      as_of: '2026-02-30', place: { hukou: '999999', residence: 'village' }, members: [{ relation: 'child', age: 200 }],
      property: { financial: { from: '9', to: '8' }, vehicles: '1' }, income: { wages: { amount: '12.345', period: 'week' }, other: '5' },
    };
    const { errors } = engine.assess(wrong);
    const [line] = answersOf([JSON.stringify(wrong)]);
    assert.deepEqual(errors.map(error => error.message), JSON.parse(line).errors);
    assert.deepEqual(errors.find(error => error.path === 'members[0].age'), {
      code: 'out_of_bounds', path: 'members[0].age', message: '`members[0].age` is `200`; allowed is a whole number from 0 to 130',
      given: '200', allowed: { whole: [0, 130] },
    });
  });

  it('is called out of its own getters without harm', () => {
    const household = { get as_of() { return engine.assess({ as_of: '2026-11-21' }).value.as_of; } };
    assert.equal(engine.assess(household).value.as_of, '2026-11-21');
    const endless = { get place() { return engine.assess(endless).value; } };
    ensureAnswer(engine.assess(endless), 'a getter that calls itself');
    assert.equal(engine.assess({}).ok, true);
  });

  it('reads each property once', () => {
    let reads = 0;
    const household = { place: { get residence() { reads += 1; return reads === 1 ? 'urban' : 'village'; } } };
    assert.equal(engine.assess(household).ok, true);
    assert.equal(reads, 1);
  });

  /** Every place in a value, as the object and the name of the field. */
  function* fields(value) {
    if (typeof value !== 'object' || value === null) return;
    for (const name of Object.keys(value)) {
      yield [value, name];
      yield* fields(value[name]);
    }
  }

  it(`answers ${CHANGES} golden cases with something changed, those that are JSON just as the command line does`, () => {
    const random = seeded(20261122);
    const pick = list => list[Math.floor(random() * list.length)];
    const plain = [
      null, true, false, '', ' ', '0', '-1', '1', '1e9', '12.345', '9999999999999', '２０００', 'none', 'urban', 'month', '620102',
      '2022-02-29', '2026-11-21', 0, -1, 1, 7, 200, 0.5, 1e17, 1e20, {}, [], { amount: '1' }, { from: '2', to: '1', period: 'year' },
    ];
    const strange = Object.values(STRANGE).filter(make => !/5_000_000|100_000|200_000|1_000_000/.test(make));
    const changed = [];
    for (let count = 0; count < CHANGES; count += 1) {
      const { household } = structuredClone(pick(golden));
      let isJson = true;
      for (let times = 1 + Math.floor(random() * 3); times > 0; times -= 1) {
        const all = [...fields(household)];
        if (all.length === 0) break;
        const [object, name] = pick(all);
        const way = random();
        if (way < 0.2) {
          if (Array.isArray(object)) object.splice(Number(name), 1);
          else delete object[name];
        } else if (way < 0.3 && !Array.isArray(object)) {
          object[pick([`${name}s`, 'constructor', 'amount', 'toString'])] = object[name];
        } else if (way < 0.85) {
          // Of JSON, the command line takes a list for an object with its fields in this order.
          object[name] = structuredClone(pick(plain.filter(it => !Array.isArray(it) || Array.isArray(object[name]))));
        } else {
          object[name] = pick(strange)();
          isJson = false;
        }
        // What is strange is not gone into again.
        if (!isJson) break;
      }
      const answer = ensureAnswer(engine.assess(household), `change ${count}`);
      ensureAnswer(engine.encode(household, 2), `change ${count}`);
      if (isJson) changed.push({ count, answer, line: JSON.stringify(household) });
      else assert.equal(answer.ok, false, `change ${count}`);
    }
    const lines = answersOf(changed.map(({ line }) => line));
    assert.equal(lines.length, changed.length);
    let refused = 0;
    changed.forEach(({ count, answer, line }, index) => {
      if (answer.ok) return assert.equal(JSON.stringify(answer.value), lines[index], `change ${count}: ${line}`);
      refused += 1;
      const { errors } = JSON.parse(lines[index]);
      assert.ok(errors, `change ${count} is refused here alone: ${JSON.stringify(answer.errors)}`);
      // What has no place in a case, the two readers say in their own words.
      if (!errors[0].startsWith('not a case')) assert.deepEqual(answer.errors.map(error => error.message), errors, line);
      return undefined;
    });
    assert.ok(refused > changed.length / 10 && refused < changed.length * 0.9, `${refused} of ${changed.length} are refused`);
  });

  it(`hears ${CODES} texts that are no code, and one wrong digit in every code`, () => {
    const random = seeded(1);
    const letters = [...'0123456789', ' ', '-', '０', '９', '\u202e', '\ud800', '٣', 'O'];
    const codes = ['check', 'form', 'out_of_range', 'left_over', 'length', 'not_digits'];
    for (let count = 0; count < CODES; count += 1) {
      const digits = Array.from({ length: 4 * Math.floor(1 + random() * 30) }, () => Math.floor(random() * 10));
      const others = random() < 0.2 ? letters : [...'0123456789'];
      const text = digits.map(digit => (random() < 0.05 ? others[Math.floor(random() * others.length)] : digit)).join('');
      const answer = ensureAnswer(engine.decode(text), text);
      // A code may name a day that is too far off.
      if (answer.ok) ensureAnswer(engine.assess(answer.value.case), text);
      else assert.ok(codes.includes(answer.errors[0].code), text);
    }
    for (const { name, household } of golden) {
      const code = engine.encode(household).value.code.replaceAll(' ', '');
      const at = Math.floor(random() * code.length);
      const slip = `${code.slice(0, at)}${(Number(code[at]) + 1 + Math.floor(random() * 9)) % 10}${code.slice(at + 1)}`;
      assert.equal(engine.decode(slip).errors?.[0].code, 'check', `${name}: ${slip}`);
    }
    assert.equal(engine.decode('').errors[0].code, 'length');
    assert.equal(engine.decode('1'.repeat(8000)).errors[0].code, 'length');
    assert.equal(engine.decode(1234_5678).errors[0].code, 'not_digits');
  });
});
