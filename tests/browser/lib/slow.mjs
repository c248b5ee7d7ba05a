// How the page is timed: on a slower processor, and told in percentiles.

/** So many times slower than this machine, as a phone of 2018 is. */
export const SLOWER = 6;

/** The value that so many in a hundred do not exceed. */
export const percentile = (values, percent) =>
  [...values].sort((one, other) => one - other)[Math.ceil(values.length * percent / 100) - 1] ?? 0;
