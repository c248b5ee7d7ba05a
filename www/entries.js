// The entries that the page has in the browser's history, without a word in them of what was asked.
//
// A browser lists the addresses of what was visited with their titles, long after all answers are wiped. So all screens have one
// address, links within the page lead to no other, an entry has nothing but a number, and only the memory of the page knows which
// screen that is.

/** The number of the entry that the browser shows; it outlives a reload. */
let at = -1;

/** The name of the screen of each entry. */
let screens = [];

/** Whether the browser went somewhere, so that the next screen belongs to the entry that is there. */
let went = true;

/** Whether it is on its way back to the first entry. */
let wiping = false;

/** What a link that was pressed asks for. */
let asked = '';

const put = how => {
  try {
    history[how](at, '', '#/');
  } catch (refused) {
    // Some in-app browsers refuse; the page then works without its history.
  }
};

const add = name => {
  at += 1;
  screens.length = at;
  screens.push(name);
  put('pushState');
};

/** Says which screen is shown. One that the browser did not go to by itself gets an entry. */
export const show = name => {
  if (went) {
    went = false;
    screens[at] = name;
    put('replaceState');
  } else if (screens[at] !== name) {
    add(name);
  }
};

/** Where the browser or the person went, or where the page begins: the name of the screen of the entry, or what the address asks for. */
export const followed = () => {
  const { state } = history;
  const counted = Number.isInteger(state);
  if (asked) {
    const name = asked;
    asked = '';
    if (at < 0) {
      // It was pressed before the program had started, on the static first screen.
      at = counted ? state : 0;
      show('/');
    }
    return name;
  }
  if (wiping && counted) {
    // All entries behind the first are dropped for a new one.
    const name = screens[at];
    at = 0;
    screens = ['/'];
    put('replaceState');
    wiping = false;
    add(name);
    return name;
  }
  went = true;
  if (counted) {
    at = state;
    return screens[at] || '/';
  }
  const name = location.hash.slice(1);
  // An address that was typed is one entry more; the bare one is from before the page began to count. If it counted more entries than
  // there are, the way back to the first would lead out of the site.
  at = name.length > 1 ? at + 1 : 0;
  screens.length = at;
  screens.push(name);
  return name;
};

/** Forgets all screens and goes back to the first entry, whose number is at most that of this one. */
export const wipe = () => {
  add('/');
  screens.fill('/');
  // Browsers drop the oldest entries of very many.
  const steps = Math.min(history.state, history.length - 1);
  wiping = steps > 0;
  // No step at all would load the page anew.
  if (wiping) history.go(-steps);
};

addEventListener('click', event => {
  const { target } = event;
  const link = target.closest && target.closest('a[href^="#/"]');
  // With a key held down it opens another tab or window.
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  asked = link.getAttribute('href').slice(1);
  dispatchEvent(new Event('popstate'));
});
