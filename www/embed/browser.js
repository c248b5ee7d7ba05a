// For browsers, their workers, and bundlers.
import { loader } from './load.js';

export const load = loader(address => fetch(address));
