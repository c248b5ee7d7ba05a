'use strict';

// What the client says about itself. Nothing here is private in the sense of 《用户隐私保护指引》.

/** From this size of type on (WeChat's own setting, pixels; usual are 16 and 17) somebody wants large type everywhere. */
const LARGE = 19;

/** @returns {{ language: string, fontSizeSetting?: number }} */
function app() {
  // Since base library 2.20.1; before, all was in one.
  return wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync();
}

/** The language to say everything in. */
function language() {
  return /^en/.test(app().language) ? 'en' : 'zh-Hans';
}

/** Whether the person has large type in WeChat. */
function isLarge() {
  return (app().fontSizeSetting || 0) >= LARGE;
}

module.exports = { isLarge, language };
