'use strict';

// Who wrote what others than this project wrote of the package, and under which licence.

const session = require('../../lib/session');

/** The lines as a phone breaks them, not as their authors did for wide screens. */
const notices = require('../../program/notices').replace(/^-+$/gm, '—').replace(/(\S.{59,})\n(?=\S)/g, '$1 ');

Component({
  data: { notices },

  methods: {
    onShow() {
      wx.setNavigationBarTitle({ title: session.shell.notices });
    }
  }
});
