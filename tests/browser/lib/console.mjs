// What the console may say: nothing, but for what kernels cannot help saying.

/** Old kernels do not know the newer words of the policy and say so. */
const UNKNOWN_WORDS = /invalid source: ''wasm-unsafe-eval''|Error with Permissions-Policy header: |Unrecognized Content-Security-Policy directive '(require-)?trusted-types(-for)?'/;

/** A kernel that prefers WebAssembly preloads it; with WebAssembly taken away, it wonders about that. */
const UNUSED_PRELOAD = /page-\w+\.wasm was preloaded using link preload but not used/;

/** What the console said that it should not have said. */
export function complaints(page, kernel, { twin = false } = {}) {
  return page.console.filter(line => {
    if (kernel.name !== 'current' && UNKNOWN_WORDS.test(line)) return false;
    return !(twin && kernel.name === 'current' && UNUSED_PRELOAD.test(line));
  });
}
