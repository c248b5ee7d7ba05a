// Waiting for a condition, never for a time.
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks `condition` again and again until it gives something true, and gives that.
 * @param {string} what the sentence that must become true, for the error
 * @param {() => unknown} condition may be asynchronous; what it throws ends the waiting
 */
export async function until(what, condition, { seconds = 30 } = {}) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`after ${seconds} s it is still not so: ${what}`);
    await pause(25);
  }
}
