// For Node and what behaves like it.
import { readFile } from 'node:fs/promises';

import { loader } from './load.js';

export const load = loader(address => (/^https?:/.test(address) ? fetch(address) : readFile(address)));
