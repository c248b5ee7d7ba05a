// Passes cases to the engine without imports: the rulebook and then one case in each line come in, one answer in each line goes
// out. Told are the module, today, and how long the rulebook is.
import { readFileSync, writeSync } from 'node:fs';

const [file, today, length] = process.argv.slice(2);
const { instance } = await WebAssembly.instantiate(readFileSync(file), {});
const engine = instance.exports;

/** Writes the bytes into the room that the engine makes for them. */
function hand(bytes) {
  const at = engine.room(bytes.length);
  new Uint8Array(engine.memory.buffer, at, bytes.length).set(bytes);
}

/** The answer to the case in the room. */
function answer() {
  const length = engine.assess(...today.split('-').map(Number));
  return new Uint8Array(engine.memory.buffer, engine.answer(), length);
}

/** Writes all of it: a pipe may be full for a while. */
function say(bytes) {
  for (let from = 0; from < bytes.length; ) {
    try {
      from += writeSync(1, bytes, from);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}

let rules = Number(length);
let rest = Buffer.alloc(0);
for await (const chunk of process.stdin) {
  rest = Buffer.concat([rest, chunk]);
  if (rules > 0) {
    if (rest.length < rules) continue;
    hand(rest.subarray(0, rules));
    if (!engine.rules()) throw new Error('the engine refuses the rulebook');
    rest = rest.subarray(rules);
    rules = 0;
  }
  for (let end; (end = rest.indexOf(10)) >= 0; rest = rest.subarray(end + 1)) {
    hand(rest.subarray(0, end));
    say(Buffer.concat([answer(), Buffer.from('\n')]));
  }
}
