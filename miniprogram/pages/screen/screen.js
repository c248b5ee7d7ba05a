'use strict';

// Every screen. Which one is shown, what it says and what comes of a press is decided by the program; this page puts it down, hands
// back what the person does, and keeps the client's pages in step with the screens, so that the back key leads to the one before.

const changes = require('../../lib/changes');
const config = require('../../config');
const session = require('../../lib/session');

const HERE = '/pages/screen/screen';
/** WeChat allows ten pages on top of each other; room is left for the website. */
const MOST_PAGES = 8;

/** Whether a page goes because another takes its place, and not because the person goes back. */
let isReplaced = false;

Component({
  data: {
    shell: session.shell,
    hasSite: config.site !== '',
    broken: false,
    /** @type {View | null} */
    view: null,
    /** @type {Record<string, boolean>} */
    unfolded: {}
  },

  methods: {
    onShow() {
      this.go(session.trail[session.trail.length - 1]);
    },

    onUnload() {
      if (!isReplaced && session.trail.length > 1) session.trail.pop();
      isReplaced = false;
    },

    onShareAppMessage() {
      return { title: session.shell.share, path: HERE };
    },

    /**
     * Shows the screen with this address on this page.
     * @param {string} address
     */
    go(address) {
      this.run((running) => {
        if (running.view.at !== address) running.act({ go: address });
        session.trail[session.trail.length - 1] = running.view.at;
        wx.setNavigationBarTitle({ title: running.view.frame.name });
        this.show(running.view);
        // Of a long trail only the end lies on pages of its own; under this one must always be one more.
        const pages = getCurrentPages().length;
        if (pages < 3 && pages < session.trail.length) wx.navigateTo({ url: HERE });
      });
    },

    /**
     * Does what the person does on the screen that this page shows.
     * @param {Deed} deed
     */
    act(deed) {
      this.run((running) => {
        const shown = this.data.view;
        // A second press while the next page comes in is about a screen that is gone.
        if (!shown || shown.at !== running.view.at) return;
        running.act(deed);
        if (running.view.at !== shown.at) return this.move(running.view);
        this.show(running.view);
        if (deed === 'submit') wx.pageScrollTo({ scrollTop: 0, duration: 0 });
      });
    },

    /**
     * Leads to another screen.
     * @param {View} view
     */
    move(view) {
      const trail = session.trail;
      const here = () => this.show(view);
      if (view.at === '/') {
        session.trail = ['/'];
        wx.reLaunch({ url: HERE });
      } else if (view.at === trail[trail.length - 2]) {
        wx.navigateBack({});
      } else {
        trail.push(view.at);
        if (getCurrentPages().length < MOST_PAGES) {
          wx.navigateTo({ url: HERE, fail: here });
        } else {
          isReplaced = true;
          wx.redirectTo({
            url: HERE,
            fail() {
              isReplaced = false;
              here();
            }
          });
        }
      }
    },

    /**
     * Puts a screen down, or what has changed on it.
     * @param {View} view
     */
    show(view) {
      const shown = this.data.view;
      this.setData(shown && shown.at === view.at ? changes(shown, view, 'view') : { view, unfolded: {} });
    },

    /**
     * @param {(running: Running) => void} use
     */
    run(use) {
      return session.open().then(use).catch(() => this.setData({ broken: true }));
    },

    /** @param {Tap<{ deed: Deed }>} event */
    press(event) {
      this.act(event.currentTarget.dataset.deed);
    },

    /** @param {WechatMiniprogram.Input} event */
    type(event) {
      const data = event.currentTarget.dataset;
      // It stands in the field already; putting it there again would move the cursor.
      if (this.data.view) this.data.view.screen.question.fields[data.field].value = event.detail.value;
      this.act({ type: [data.part, event.detail.value] });
    },

    submit() {
      this.act('submit');
    },

    /** @param {WechatMiniprogram.PickerChange} event */
    pick(event) {
      this.act(event.currentTarget.dataset.deeds[Number(event.detail.value)]);
    },

    /** @param {Tap<{ fold: string }>} event */
    fold(event) {
      const fold = event.currentTarget.dataset.fold;
      this.setData({ [`unfolded.${fold}`]: !this.data.unfolded[fold] });
    },

    /** @param {Tap<{ number: string }>} event */
    call(event) {
      // Who does not call after all has done nothing wrong.
      wx.makePhoneCall({ phoneNumber: event.currentTarget.dataset.number, fail() {} });
    },

    openSite() {
      wx.navigateTo({ url: '/pages/web/web' });
    },

    openNotices() {
      wx.navigateTo({ url: '/pages/notices/notices' });
    },

    /** After a fault the program cannot go on; the answers went with it. */
    reopen() {
      session.drop();
      wx.reLaunch({ url: HERE });
    }
  }
});
