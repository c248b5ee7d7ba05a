'use strict';

// The one conversation behind all pages. All of it is in memory and gone with the mini-program.

const host = require('./host');
const program = require('./program');

const texts = host.language() === 'en' ? require('../program/texts-en') : require('../program/texts-zh-Hans');

/** A program with the screen that it shows. */
class Running {
  /** @param {Program} program */
  constructor(program) {
    this.program = program;
    this.view = program.begin(new Date());
    if (host.isLarge()) this.act({ large: true });
  }

  /** @param {Deed} deed */
  act(deed) {
    this.view = this.program.act(deed) || this.view;
  }
}

const session = {
  /** What is said without the program. */
  shell: texts.shell,

  /** The addresses of the screens that led here, the one that is shown last. */
  trail: ['/'],

  /** @type {Promise<Running> | null} */
  opened: null,

  /** The conversation, begun where it has not. */
  open() {
    if (!session.opened) session.opened = program.open(texts.packed).then((it) => new Running(it));
    return session.opened;
  },

  /** Drops everything, so that the next page begins anew. */
  drop() {
    session.opened = null;
    session.trail = ['/'];
  }
};

module.exports = session;
