// Ways out of a page that a script in it could try. Each is a function that runs in the page; `to` is the address of the server that
// it tries to reach, and the mark it leaves there is its own name. What it gives back is waited for.

/** Ways to send something while the page stays where it is. */
export const SENDING = {
  fetch: to => fetch(`${to}/fetch`, { mode: 'no-cors' }),
  post: to => fetch(`${to}/post`, { method: 'POST', mode: 'no-cors', body: 'income=1200', keepalive: true }),
  xhr: to => new Promise(done => {
    const request = new XMLHttpRequest();
    request.onloadend = done;
    request.open('GET', `${to}/xhr`);
    request.send();
  }),
  synchronous: to => {
    const request = new XMLHttpRequest();
    request.open('GET', `${to}/synchronous`, false);
    request.send();
  },
  beacon: to => { navigator.sendBeacon(`${to}/beacon`, 'income=1200'); },
  websocket: to => new Promise(done => { new WebSocket(`${to.replace('http', 'ws')}/websocket`).onerror = done; }),
  eventsource: to => new Promise(done => {
    const source = new EventSource(`${to}/eventsource`);
    source.onerror = () => { source.close(); done(); };
  }),
  image: to => new Promise(done => { const it = new Image(); it.onload = it.onerror = done; it.src = `${to}/image`; }),
  srcset: to => new Promise(done => { const it = new Image(); it.onload = it.onerror = done; it.srcset = `${to}/srcset 1x`; }),
  picture: to => {
    const it = put('picture', {});
    it.appendChild(Object.assign(document.createElement('source'), { srcset: `${to}/picture` }));
    it.appendChild(document.createElement('img'));
  },
  'image-button': to => { put('input', { type: 'image', src: `${to}/image-button` }); },
  background: to => { put('table', {}).setAttribute('background', `${to}/background`); },
  css: to => { draw('backgroundImage', `url(${to}/css)`); },
  cursor: to => { draw('cursor', `url(${to}/cursor), auto`); },
  mask: to => { draw('webkitMaskImage', `url(${to}/mask)`); },
  border: to => { draw('borderImageSource', `url(${to}/border)`); document.body.style.border = '9px solid'; },
  shape: to => { const it = put('div', {}); it.style.float = 'left'; it.style.shapeOutside = `url(${to}/shape)`; it.getBoundingClientRect(); },
  filter: to => { draw('filter', `url(${to}/filter#any)`); },
  rule: to => { rule(`html { list-style-image: url(${to}/rule); display: list-item }`); },
  content: to => { rule(`html::after { content: url(${to}/content) }`); },
  'import-rule': to => { const { sheet } = own(); sheet.insertRule(`@import url(${to}/import-rule)`, 0); },
  'font-rule': to => { rule(`@font-face { font-family: strange; src: url(${to}/font-rule) }`); draw('fontFamily', 'strange'); document.body.append('income'); },
  stylesheet: to => new Promise(done => {
    const it = document.createElement('link');
    it.rel = 'stylesheet';
    it.href = `${to}/stylesheet`;
    it.onload = it.onerror = done;
    document.head.appendChild(it);
  }),
  font: to => new FontFace('any', `url(${to}/font)`).load(),
  prefetch: to => { hint('prefetch', `${to}/prefetch`); },
  preload: to => { hint('preload', `${to}/preload`, { as: 'image' }); },
  modulepreload: to => { hint('modulepreload', `${to}/modulepreload`); },
  speculation: to => {
    const it = document.createElement('script');
    it.type = 'speculationrules';
    it.textContent = JSON.stringify({ prefetch: [{ source: 'list', urls: [`${to}/speculation`] }] });
    document.head.appendChild(it);
  },
  icon: to => { hint('icon', `${to}/icon`); },
  form: to => {
    const form = put('form', { action: `${to}/form`, method: 'post', target: 'answer' });
    put('iframe', { name: 'answer' });
    form.submit();
  },
  frame: to => { put('iframe', { src: `${to}/frame` }); },
  framed: to => put('iframe', {}).contentWindow.fetch(`${to}/framed`, { mode: 'no-cors' }),
  'framed-image': to => { const { contentDocument: it } = put('iframe', {}); it.body.appendChild(it.createElement('img')).src = `${to}/framed-image`; },
  srcdoc: to => { put('iframe', { srcdoc: `<img src="${to}/srcdoc">` }); },
  'blob-frame': to => { put('iframe', { src: URL.createObjectURL(new Blob([`<img src="${to}/blob-frame">`], { type: 'text/html' })) }); },
  'data-frame': to => { put('iframe', { src: `data:text/html,<img src="${to}/data-frame">` }); },
  object: to => { put('object', { data: `${to}/object` }); },
  embed: to => { put('embed', { src: `${to}/embed` }); },
  video: to => { const it = document.createElement('video'); it.src = `${to}/video`; it.load(); },
  poster: to => { put('video', { poster: `${to}/poster` }); },
  audio: to => { const it = new Audio(`${to}/audio`); it.load(); },
  track: to => {
    const it = put('video', {});
    it.appendChild(Object.assign(document.createElement('track'), { src: `${to}/track`, default: true })).track.mode = 'showing';
  },
  script: to => new Promise(done => {
    const it = document.createElement('script');
    it.onload = it.onerror = done;
    it.src = `${to}/script`;
    document.head.appendChild(it);
  }),
  module: to => { const it = document.createElement('script'); it.type = 'module'; it.src = `${to}/module`; document.head.appendChild(it); },
  import: to => import(`${to}/import`),
  worklet: to => CSS.paintWorklet.addModule(`${to}/worklet`),
  'sound-worklet': to => new AudioContext().audioWorklet.addModule(`${to}/sound-worklet`),
  'shared-worker': to => { new SharedWorker(`${to}/shared-worker`); },
  'service-worker': to => navigator.serviceWorker.register(`${to}/service-worker`),
  ping: to => { put('a', { href: '#pinged', ping: `${to}/ping` }).click(); },
  svg: to => new Promise(done => {
    const image = svg('image', { href: `${to}/svg` });
    image.onload = image.onerror = done;
    setTimeout(done, 3000);
  }),
  'svg-use': to => { svg('use', { href: `${to}/svg-use#any` }); },
  'svg-filter': to => {
    const it = svg('filter', { id: 'strange' });
    it.appendChild(Object.assign(document.createElementNS(it.namespaceURI, 'feImage'))).setAttribute('href', `${to}/svg-filter`);
    draw('filter', 'url(#strange)');
  },
  xslt: to => {
    const sheet = `<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:include href="${to}/xslt"/></xsl:stylesheet>`;
    new XSLTProcessor().importStylesheet(new DOMParser().parseFromString(sheet, 'text/xml'));
  },
  identity: to => navigator.credentials.get({ identity: { providers: [{ configURL: `${to}/identity`, clientId: 'income' }] } }),
  payment: to => new PaymentRequest([{ supportedMethods: `${to}/payment` }], { total: { label: 'income', amount: { currency: 'CNY', value: '1200' } } }).canMakePayment(),
};

/** A policy that a script adds, with an address to which what it forbids is to be reported; and then something forbidden, in a frame. */
export const REPORTING = {
  report: to => {
    const it = document.createElement('meta');
    it.httpEquiv = 'Content-Security-Policy';
    it.content = `img-src data:; report-uri ${to}/report`;
    document.head.appendChild(it);
    const { contentDocument } = put('iframe', {});
    contentDocument.body.appendChild(contentDocument.createElement('img')).src = `${to}/reported`;
  },
};

/** Ways to reach out without a request: nothing but a connection arrives, or a datagram. `call` takes several addresses. */
export const REACHING = {
  call: async to => {
    const Peer = window.RTCPeerConnection || put('iframe', {}).contentWindow.RTCPeerConnection;
    const peer = new Peer({ iceServers: to.split(' ').map(urls => ({ urls })) });
    peer.createDataChannel('any');
    await peer.setLocalDescription(await peer.createOffer());
  },
  preconnect: to => { hint('preconnect', to); },
  transport: to => new WebTransport(`${to.replace('http:', 'https:')}/transport`).ready,
};

/** Ways to send when the page is left. */
export const ON_LEAVING = {
  'late-beacon': to => { addEventListener('pagehide', () => navigator.sendBeacon(`${to}/late-beacon`, 'income=1200')); },
  'late-post': to => { addEventListener('pagehide', () => { fetch(`${to}/late-post`, { method: 'POST', mode: 'no-cors', keepalive: true, body: '1200' }).catch(() => {}); }); },
  'late-hidden': to => { document.addEventListener('visibilitychange', () => navigator.sendBeacon(`${to}/late-hidden`, 'income=1200')); },
  'late-unload': to => { addEventListener('unload', () => navigator.sendBeacon(`${to}/late-unload`, 'income=1200')); },
  'late-image': to => { addEventListener('pagehide', () => { new Image().src = `${to}/late-image`; }); },
  later: to => { fetchLater(`${to}/later`, { method: 'POST', mode: 'no-cors', body: 'income=1200' }); },
};

/** Ways to leave the page for another and take something along. */
export const LEAVING = {
  location: to => { location.href = `${to}/location?income=1200`; },
  link: to => { put('a', { href: `${to}/link?income=1200` }).click(); },
  refresh: to => { const it = document.createElement('meta'); it.httpEquiv = 'refresh'; it.content = `0;url=${to}/refresh?income=1200`; document.head.appendChild(it); },
  'get-form': to => { put('form', { action: `${to}/get-form`, method: 'get' }).submit(); },
  window: to => { open(`${to}/window?income=1200`); },
  download: to => { put('a', { href: `${to}/download?income=1200`, download: 'any' }).click(); },
};

/** Ways to run script that came as text; each calls `ran` with its name. */
export const RUNNING = {
  eval: () => { window.eval('ran("eval")'); },
  constructor: () => { new Function('ran("constructor")')(); },
  timer: () => { setTimeout('ran("timer")'); },
  inline: () => { const it = document.createElement('script'); it.textContent = 'ran("inline")'; document.head.appendChild(it); },
  handler: () => { const it = put('a', {}); it.setAttribute('onclick', 'ran("handler")'); it.click(); },
  blob: () => { put('script', { src: URL.createObjectURL(new Blob(['ran("blob")'], { type: 'text/javascript' })) }); },
  data: () => { put('script', { src: 'data:text/javascript,ran("data")' }); },
  'blob-import': () => import(URL.createObjectURL(new Blob(['ran("blob-import")'], { type: 'text/javascript' }))),
  html: () => { document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="ran(\'html\')">'); },
  'frame-html': () => { put('iframe', { srcdoc: '<script>parent.ran("frame-html")</script>' }); },
  address: () => { put('iframe', { src: 'javascript:parent.ran("address")' }); },
  worker: () => new Promise((done, fail) => {
    const it = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])));
    it.onmessage = () => { ran('worker'); done(); };
    it.onerror = fail;
  }),
  'shared-blob': () => new Promise((done, fail) => {
    const it = new SharedWorker(URL.createObjectURL(new Blob(['onconnect = it => it.ports[0].postMessage(1)'])));
    it.port.onmessage = () => { ran('shared-blob'); done(); };
    it.onerror = fail;
  }),
};

/** What the ways share, to be there before them. */
const HELP = `Object.assign(window, {
  put: (name, more) => document.body.appendChild(Object.assign(document.createElement(name), more)),
  hint: (rel, href, more) => { document.head.appendChild(Object.assign(document.createElement('link'), { rel, href }, more)); },
  draw: (property, value) => { document.body.style[property] = value; document.body.getBoundingClientRect(); },
  own: () => document.querySelector('link[rel=stylesheet], style'),
  rule: text => { const { sheet } = own(); sheet.insertRule(text, sheet.cssRules.length); document.body.getBoundingClientRect(); },
  svg: (name, attributes) => {
    const space = 'http://www.w3.org/2000/svg';
    const it = document.createElementNS(space, name);
    Object.entries(attributes).forEach(each => it.setAttribute(...each));
    put('div', {}).appendChild(document.createElementNS(space, 'svg')).appendChild(it);
    return it;
  },
  did: [],
  ran: name => { did.push(name); },
}) && 1`;

/** How long a way that neither succeeds nor fails is waited for, in milliseconds; what it sent is seen all the same. */
const PATIENCE = 2000;

/** Tries each way towards `to` and gives what came of it, as a text. */
export async function tryAll(page, ways, to) {
  const outcomes = {};
  await page.evaluate(HELP);
  for (const [name, way] of Object.entries(ways)) {
    // In a task of its own: what DevTools evaluates may itself use `eval` whatever the policy says.
    outcomes[name] = await page.evaluate(`Promise.race([
      new Promise(done => setTimeout(done)).then(() => (${way})(${JSON.stringify(to)})),
      new Promise(done => setTimeout(done, ${PATIENCE}, 'pending')),
    ]).then(it => it === 'pending' ? it : 'done', it => 'refused: ' + it)`);
  }
  return outcomes;
}

/** Lets two frames and a turn of every queue pass, so that what was begun is on its way. */
export const settle = page => page.evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 200))))');
