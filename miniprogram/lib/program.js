'use strict';

// The program that leads the interview: WebAssembly without a single import, or the same in JavaScript where a client has no
// WebAssembly or refuses it.

const utf8 = require('./utf8');
const base64 = require('./base64');

/** Where the package has the WebAssembly file. */
const FILE = '/program/program.wasm.br';

class Program {
  /** @param {Exports} program */
  constructor(program) {
    this.program = program;
  }

  /**
   * Hands over the rules and the texts of a language.
   * @param {string} rules
   * @param {string} texts
   */
  furnish(rules, texts) {
    this.hand(base64.bytes(rules));
    if (!this.program.rules()) throw new Error('the program refuses the rules');
    this.hand(base64.bytes(texts));
    this.program.texts();
  }

  /**
   * The first screen, without any answer.
   * @param {Date} today
   * @returns {View}
   */
  begin(today) {
    return JSON.parse(this.answer(this.program.begin(today.getFullYear(), today.getMonth() + 1, today.getDate())));
  }

  /**
   * Does what the person does and gives the screen after it; nothing if it cannot be done there.
   * @param {Deed} deed
   * @returns {View | null}
   */
  act(deed) {
    this.hand(utf8.encode(JSON.stringify(deed)));
    const length = this.program.act();
    return length ? JSON.parse(this.answer(length)) : null;
  }

  /**
   * What comes of a case as JSON, without any words.
   * @param {string} json
   * @param {Date} today
   */
  assess(json, today) {
    this.hand(utf8.encode(json));
    return this.answer(this.program.assess(today.getFullYear(), today.getMonth() + 1, today.getDate()));
  }

  /**
   * Writes bytes into the room that the program makes for them.
   * @param {Uint8Array} bytes
   */
  hand(bytes) {
    const at = this.program.room(bytes.length);
    new Uint8Array(this.program.memory.buffer, at, bytes.length).set(bytes);
  }

  /**
   * The answer of so many bytes. The memory may have grown since the last one, so it is looked at anew.
   * @param {number} length
   */
  answer(length) {
    return utf8.decode(new Uint8Array(this.program.memory.buffer, this.program.answer(), length));
  }
}

/**
 * The same program in JavaScript.
 * @returns {Exports}
 */
function twin() {
  return require('../program/twin').default({});
}

/** @returns {Promise<Exports>} */
function exported() {
  if (typeof WXWebAssembly === 'undefined') return Promise.resolve(twin());
  return new Promise((resolve) => resolve(WXWebAssembly.instantiate(FILE, {})))
    // Clients differ in whether this is the instance or holds it.
    .then((made) => (made.instance || made).exports)
    .catch(twin);
}

/**
 * The program, ready to begin.
 * @param {string} texts
 */
function open(texts) {
  return exported().then((exports) => {
    const program = new Program(exports);
    program.furnish(require('../program/rules'), texts);
    return program;
  });
}

module.exports = { Program, open };
