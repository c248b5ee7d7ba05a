'use strict';

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isNested(value) {
  return typeof value === 'object' && value !== null;
}

/**
 * @param {object} one
 * @param {object} other
 */
function isAlike(one, other) {
  return Array.isArray(one) === Array.isArray(other) && Object.keys(one).join() === Object.keys(other).join();
}

/**
 * @param {unknown} before
 * @param {unknown} after
 * @param {string} path
 * @param {Record<string, unknown>} into
 */
function collect(before, after, path, into) {
  if (before === after) return;
  if (!isNested(before) || !isNested(after) || !isAlike(before, after)) {
    into[path] = after;
    return;
  }
  Object.keys(after).forEach((key) => {
    collect(before[key], after[key], Array.isArray(after) ? `${path}[${key}]` : `${path}.${key}`, into);
  });
}

/**
 * What `setData` must be told so that what it has at `path` becomes `after`. A whole screen takes an old phone longer than the time
 * between two keys. Lists of another length and objects with other keys are taken over whole.
 * @param {unknown} before
 * @param {unknown} after
 * @param {string} path
 */
function changes(before, after, path) {
  /** @type {Record<string, unknown>} */
  const into = {};
  collect(before, after, path, into);
  return into;
}

module.exports = changes;
