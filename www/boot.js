// Starts the page: gets the program, the rules and the texts, starts the program, and before the first question is asked has the
// browser refuse every request from then on, as far as a policy reaches. The build puts this after wasm-bindgen's glue
// (`wasm_bindgen`) in one function that also binds `WebAssembly`, so that a JavaScript twin can stand in for it where a browser has
// none or a policy refuses it. Where the files come from (`get`, `bytes`, `twin`) and what the program is called in a stack (`OURS`)
// is said by `served.js` or by `carried.js`, which stands before. `OPENS` and `AT_DESK` are set by the build: whether the page opens
// what was kept, and whether it is that of the hotline.

const root = document.documentElement;
const files = document.currentScript.dataset;

// After this no fetch, beacon, image, form, socket or the like leaves the page, not even for script that somebody manages to inject,
// and no new script, style, frame, worker or font comes in. A content security policy reaches neither the leaving of the page, by a
// link or otherwise, nor WebRTC, nor in every browser a connection without a request; WebKit moreover lets reports out by way of an
// empty frame. Where the browser knows the header Connection-Allowlist, as Chromium does since 152, that closes these towards every
// other site; `docs/privacy.md` says which of them remain in which browser.
const SEAL = "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'";

// The shortest module there is. A content security policy that forbids WebAssembly refuses it like any other.
const EMPTY_MODULE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

const state = name => {
  root.classList.remove('starting');
  root.classList.add(name);
};

const mayUseWebAssembly = () => {
  try {
    new WebAssembly.Module(EMPTY_MODULE);
    return true;
  } catch (refused) {
    return false;
  }
};

const startTwin = async () => {
  const program = await twin();
  WebAssembly = {
    instantiate: async (_, imports) => ({ instance: { exports: program(imports) } }),
    Instance: class {},
  };
  await wasm_bindgen({ module_or_path: EMPTY_MODULE });
};

const startProgram = async () => {
  if (mayUseWebAssembly()) {
    try {
      await wasm_bindgen({ module_or_path: get(files.wasm) });
      return;
    } catch (refused) {
      // Whatever the reason, the twin needs nothing of what failed.
    }
  }
  await startTwin();
};

const seal = () => {
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = SEAL;
  document.head.appendChild(meta);
  // No policy in a meta element reaches WebRTC. The header does, in new browsers; in the others this makes it harder.
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) delete self[name];
};

// A panic of the program ends it for good, while the page stands there as if nothing had happened. Host apps put scripts
// of their own into the page; what goes wrong in those is none of our business.
const watch = () => {
  const note = ({ error, reason }) => {
    const cause = error || reason || {};
    const trap = self.WebAssembly && cause instanceof self.WebAssembly.RuntimeError;
    if (trap || OURS.test(cause.stack)) {
      // The program no longer wipes a page that nobody touches for fifteen minutes.
      if (AT_DESK && !root.classList.contains('broken')) setTimeout(() => location.replace(location.pathname), 15 * 60e3);
      // The way on leads to this very page, which a browser would not load anew for another fragment.
      if (OPENS) document.querySelectorAll('.again').forEach(link => { link.search = location.search ? '' : 'again'; });
      root.classList.add('broken');
      scrollTo(0, 0);
    }
  };
  self.addEventListener('error', note);
  self.addEventListener('unhandledrejection', note);
};

const boot = async () => {
  const [rules, texts] = await Promise.all([bytes(files.rules), bytes(files.texts), startProgram()]);
  seal();
  wasm_bindgen.start(rules, texts);
};

root.classList.remove('no-script');
root.classList.add('starting');
boot().then(() => {
  state('started');
  watch();
}, reason => {
  state(document.querySelector('.first-screen') ? 'failed' : 'broken');
  console.error(reason);
});
