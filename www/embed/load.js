// What both loaders share. The functions are handed out once the engine and its rules are there, so that none is called before.
import initialise, { assess, decode, encode, next, rulebookInfo, start } from './engine.js';

// Spelt out like this, bundlers find the files and take them along.
const WASM = new URL('./engine.wasm', import.meta.url);
const RULES = new URL('./rules.bin', import.meta.url);

const engine = Object.freeze({ assess, next, encode, decode, rulebookInfo });

/**
 * The function that loads, for a host where `read` gives the bytes behind an address, or a response with them.
 * What was loaded stays; what failed is tried anew at the next call.
 */
export function loader(read) {
  let loading;
  return (files = {}) => {
    if (!loading) {
      loading = open(files);
      loading.catch(() => { loading = undefined; });
    }
    return loading;
  };

  async function open({ wasm = WASM, rules = RULES }) {
    const opened = file => (typeof file === 'string' || file instanceof URL ? read(file) : file);
    const [bytes] = await Promise.all([bytesOf(opened(rules)), initialise({ module_or_path: opened(wasm) })]);
    if (!start(bytes)) throw new Error('these are not the rules of this version of jiuzhu-selfcheck');
    return engine;
  }
}

async function bytesOf(given) {
  const file = await given;
  if (typeof Response !== 'function' || !(file instanceof Response)) return new Uint8Array(file);
  if (!file.ok) throw new Error(`${file.url} answers with ${file.status}`);
  return new Uint8Array(await file.arrayBuffer());
}
