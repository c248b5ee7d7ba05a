// The self-test: fetches what the citizen's page is made of, holds each file against the digest that the build wrote into this
// page, and has a program try the golden cases and the laws, a little at a time so that the page stays alive.

const files = document.currentScript.dataset;
const { classList } = document.documentElement;
const one = selector => document.querySelector(selector);
const all = selector => [...document.querySelectorAll(selector)];
const [start, more, copy] = ['#start', '#more', '#copy'].map(one);

/** How long the program runs before the page gets its turn, in milliseconds. */
const SLICE = 30;
/** How many households a long test tries. */
const MANY = 100000;
/** How many failures are listed: the first ones say what is wrong. */
const MOST_LISTED = 20;

const TURN = new MessageChannel();
const turn = () => new Promise(done => {
  TURN.port1.onmessage = done;
  TURN.port2.postMessage(0);
});

const fetched = async url => {
  const response = await fetch(url, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};

/** The program. Where WebAssembly is missing or forbidden, its twin in JavaScript has the same functions. */
const loaded = async () => {
  try {
    return (await WebAssembly.instantiate(await fetched(files.wasm), {})).instance.exports;
  } catch (refused) {
    return (await import(`./${files.twin}`)).default({});
  }
};

/** Calls a function of the program that takes bytes, and gives what it answers. */
const told = (program, name, bytes) => {
  const at = program.room(bytes.length);
  new Uint8Array(program.memory.buffer, at, bytes.length).set(bytes);
  return program[name]();
};

/** The words that a function says it has left. */
const words = (program, length) => new TextDecoder().decode(new Uint8Array(program.memory.buffer, program.answer(), length));

const digest = (program, bytes) => words(program, told(program, 'digest', bytes));

/** Shows one note and no other, and says it to those who listen. */
const note = name => all('[data-when]').forEach(it => { it.hidden = it.dataset.when !== name; });

const shows = (cell, text, isWell) => {
  cell.textContent = text;
  cell.classList.toggle('well', isWell === true);
  cell.classList.toggle('amiss', isWell === false);
};

const fail = (failures, text) => {
  failures.push(text);
  if (failures.length > MOST_LISTED) return;
  const item = document.createElement('li');
  item.textContent = text;
  one('#failures').appendChild(item);
  one('#broken').hidden = false;
};

/** The test that runs, if one does. Taking it away stops it. */
let running = null;

/** Does one step after the other until all are done or the test is stopped; gives how many were done. */
const steps = async (test, count, step, show) => {
  let since = performance.now();
  for (let at = 0; at < count; at++) {
    if (running !== test) return at;
    step(at);
    if (performance.now() - since > SLICE) {
      show(at + 1);
      await turn();
      since = performance.now();
    }
  }
  show(count);
  return count;
};

/** What is fetched and found out once: the program with rules and cases, and whether the files are those that were published. */
const prepare = async test => {
  const program = await loaded();
  const rows = all('[data-file]');
  const contents = await Promise.all(rows.map(row => fetched(row.dataset.file)));
  const content = name => contents[rows.findIndex(row => row.dataset.file === name)];
  const lines = rows.map((row, index) => `${digest(program, contents[index])}  ${row.dataset.file}\n`);
  const same = rows.map((row, index) => lines[index].startsWith(row.dataset.digest));
  const { same: yes, other: no } = one('#files').dataset;
  rows.forEach((row, index) => shows(row.lastElementChild, same[index] ? yes : `${no} ${lines[index].slice(0, 12)}`, same[index]));
  one('#fingerprint').textContent = digest(program, new TextEncoder().encode(lines.join('')));
  const list = await fetched(files.list);
  const listed = lines.every(line => `\n${new TextDecoder().decode(list)}`.includes(`\n${line}`));
  shows(one('#list'), listed ? yes : no, listed);
  one('#build').textContent = digest(program, list);
  const version = words(program, told(program, 'rules', content(files.rules)));
  if (!version) throw new Error(`${files.rules} cannot be read`);
  one('#version').textContent = version;
  const cases = Object.entries(JSON.parse(new TextDecoder().decode(content(files.cases))));
  if (told(program, 'cases', content(files.cases)) !== cases.length) throw new Error(`${files.cases} cannot be read`);
  const laws = words(program, program.laws()).split('\n').map(line => {
    const [id, households] = line.split(' ');
    return { cell: one(`[data-law=${id}]`).lastElementChild, id, households: Number(households), held: 0 };
  });
  return { program, cases, laws, tampered: !listed || !same.every(Boolean), failures: test.failures };
};

const tryGolden = async (test, { program, cases, failures }) => {
  const cell = one('#golden');
  let good = 0;
  const step = at => {
    const [name, { title }] = cases[at];
    let differences;
    try {
      differences = words(program, program.golden(at));
    } catch (stopped) {
      differences = String(stopped);
    }
    if (differences) fail(failures, `${name}: ${title}\n${differences}`);
    else good += 1;
  };
  const show = done => {
    one('#progress').value = done / cases.length / 2;
    shows(cell, `${good} / ${cases.length}`, good < done ? false : good === cases.length || undefined);
  };
  await steps(test, cases.length, step, show);
};

/** Tries every law on more households than before, so many that together they are `households`, or as many as the program says. */
const tryLaws = async (test, { program, laws, failures }, households) => {
  const usual = laws.reduce((sum, law) => sum + law.households, 0);
  const factor = households ? households / usual : 1;
  const planned = laws.map(law => Math.ceil(law.households * factor));
  const total = planned.reduce((sum, count) => sum + count, 0);
  let before = 0;
  for (const [index, law] of laws.entries()) {
    const from = law.held;
    const step = () => {
      let holds = false;
      let why = '';
      try {
        holds = program.holds(index, law.held) === 1;
      } catch (stopped) {
        why = `\n${stopped}`;
      }
      if (!holds) fail(failures, `${law.id}, ${law.held}${why}`);
      law.held += 1;
    };
    const show = done => {
      const share = (before + done) / total;
      one('#progress').value = households ? share : (1 + share) / 2;
      const isWell = !failures.some(failure => failure.startsWith(`${law.id}, `));
      shows(law.cell, `${law.held.toLocaleString()} ${one('#laws').dataset.unit}`, isWell ? done === planned[index] || undefined : false);
      one('#statements').textContent = program.statements().toLocaleString();
    };
    await steps(test, planned[index], step, show);
    show(law.held - from);
    before += planned[index];
  }
};

const report = () => {
  const rows = all('.tried > div').map(row => `${row.firstElementChild.textContent}: ${row.lastElementChild.textContent}`);
  const failures = all('#failures li').map(item => item.textContent);
  return [document.title, ...all('[data-when]').filter(it => !it.hidden).map(it => it.textContent), ...failures, ...rows, navigator.userAgent].join('\n');
};

/** What was prepared, for a longer test after the first. */
let prepared = null;

/** Runs a test: the whole of it, or so many more random households. */
const run = async (button, households) => {
  const label = button.textContent;
  const test = { failures: prepared && households ? prepared.failures : [] };
  running = test;
  button.textContent = button.dataset.stop;
  [start, more].filter(other => other !== button).forEach(other => { other.disabled = true; });
  one('#progress').hidden = false;
  one('#report').hidden = true;
  let state = 'unloaded';
  try {
    if (!households) {
      one('#progress').value = 0;
      one('#broken').hidden = true;
      one('#failures').textContent = '';
      all('.tried dd').forEach(cell => shows(cell, ''));
      note('fetching');
      prepared = await prepare(test);
    }
    const since = performance.now();
    if (!households) {
      note('golden');
      await turn();
      await tryGolden(test, prepared);
    }
    note('laws');
    await turn();
    await tryLaws(test, prepared, households);
    one('#took').textContent = `${Math.round(performance.now() - since).toLocaleString()} ${one('#took').dataset.unit}`;
    if (test.failures.length > 0) state = 'failed';
    else if (prepared.tampered) state = 'differs';
    else state = running === test ? 'passed' : 'stopped';
  } catch (refused) {
    fail(test.failures, String(refused));
  }
  running = null;
  note(state);
  one('#progress').hidden = true;
  button.textContent = label;
  [start, more].forEach(other => { other.disabled = false; });
  more.hidden = state !== 'passed';
  one('#words').value = report();
  one('#report').hidden = false;
};

for (const [button, households] of [[start, 0], [more, MANY]]) {
  button.addEventListener('click', () => {
    if (running) running = null;
    else run(button, households);
  });
}

copy.addEventListener('click', () => {
  one('#words').select();
  if (document.execCommand('copy')) copy.textContent = copy.dataset.copied;
});

classList.remove('no-script');
