// What the page hands over: words, paper, a picture, a file. Nothing of it leaves the device unless the person sends it.
// In-app browsers refuse one or the other; there is always another way.

// `OPENS` is set by the build: whether the page opens what was kept. The others load neither this library nor what reads files.
export { followed, show, wipe } from './entries.js';
import './voice.js';

const { generate } = OPENS ? require('lean-qr/nano') : {};

const WIDTH = 750;
const MARGIN = 40;
const LINE = 38;
const FONT = '25px sans-serif';
/** How many pixels a dot of a code has, and how many dots of white are around it. */
const DOT = 5;
const QUIET = 4;

/** Unfolds everything, and gives what folds it again. */
const unfold = () => {
  const folded = [...document.querySelectorAll('details:not([open])')];
  for (const details of folded) details.open = true;
  return () => {
    for (const details of folded) details.open = false;
  };
};

/** What of the result is not folded away, without what can only be pressed: a line for each line, a gap between the parts. */
const words = () => {
  const { classList } = document.documentElement;
  classList.add('copying');
  const parts = [...document.querySelectorAll('.result > *')].filter(part => !part.matches('.take-away, details:not([open])'));
  const texts = parts.map(part => part.innerText.trim().replace(/\n+/g, '\n'));
  classList.remove('copying');
  return texts.filter(text => text).join('\n\n');
};

/** The way of older browsers: a selected field and a command. */
const copySelected = text => {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'unseen';
  document.body.appendChild(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  return copied;
};

/** The whole result in words. */
export const result = () => {
  const fold = unfold();
  const text = words();
  fold();
  return text;
};

/** Copies a text and says whether it worked. Called from a click, as browsers allow it only then. */
export const copy = async text => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (refused) {
    return copySelected(text);
  }
};

/** Apps that show pages on a desk and neither print nor save them: WeChat, DingTalk, Feishu, QQ. */
const SHELLS = /MicroM|DingT|Lark|QQ\//;

/**
 * Where the page is shown: 2 in a mini-program, 1 in a browser with a mouse, where there is likely a printer, 0 elsewhere.
 * WeChat sets the mark before the page's own script runs or soon after.
 */
export const host = () => {
  if (self.__wxjs_environment === 'miniprogram') return 2;
  return +(matchMedia('(pointer: fine)').matches && !SHELLS.test(navigator.userAgent));
};

/** Back to the mini-program: what WeChat's own script would call, without that script and what it reports. */
export const leave = () => WeixinJSBridge.invoke('invokeMiniProgramAPI', { name: 'navigateBack', arg: '{"delta":1}' });

/** Prints the page with everything unfolded. */
export const print = () => {
  unfold();
  self.print();
};

/** What is not torn apart: a word or a number, a sign with the stops behind it. */
const PIECES = /[!-~]+ ?|[^][，。、：；？！）》”]*/g;

/** The lines of a text, broken where they would run over. */
const broken = (context, text) => {
  const lines = [];
  for (const whole of text.split('\n')) {
    let line = '';
    for (const piece of whole.match(PIECES) || []) {
      if (line && context.measureText(line + piece).width > WIDTH - 2 * MARGIN) {
        lines.push(line);
        line = '';
      }
      if (line || piece !== ' ') line += piece;
    }
    lines.push(line);
  }
  return lines;
};

/**
 * Draws the result in words, if they are wanted, with the digits of the case below, and where there is one a code that leads to
 * the case on the page of this name beside this one, if there is one. Gives a `data:` address.
 */
export const draw = (withWords, page, digits) => {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  const code = OPENS && page && generate(new URL(`${page}#/c/${digits.replace(/ /g, '')}`, location.href).href);
  context.font = FONT;
  const lines = withWords ? broken(context, `${words()}\n\n${digits}`) : [];
  const side = OPENS && code ? (code.size + 2 * QUIET) * DOT : 0;
  const top = lines.length * LINE + (withWords ? MARGIN : 0);
  canvas.width = withWords ? WIDTH : side;
  canvas.height = top + side;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#000';
  const headings = [...document.querySelectorAll('.result h1, .result h2, .result h3, .result .sum')].map(it => it.innerText);
  lines.forEach((line, index) => {
    context.font = headings.includes(line) ? `bold ${FONT}` : FONT;
    context.fillText(line, MARGIN, MARGIN + index * LINE);
  });
  if (OPENS && code) {
    for (let dot = 0; dot < code.size * code.size; dot++) {
      const [x, y] = [dot % code.size, Math.floor(dot / code.size)];
      if (code.get(x, y)) context.fillRect((x + QUIET) * DOT, top + (y + QUIET) * DOT, DOT, DOT);
    }
  }
  return canvas.toDataURL();
};

/** Offers a text as a file. */
export const save = (name, text) => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  link.click();
};

/** The code and the results in the file that was chosen, one in a line each. */
export const read = OPENS && (() => new Promise((resolve, reject) => {
  const field = document.getElementById('file');
  const reader = new FileReader();
  reader.onload = () => {
    try {
      const { code, results = '' } = JSON.parse(reader.result);
      resolve(`${code}\n${results}`);
    } catch (unreadable) {
      reject(unreadable);
    }
  };
  reader.onerror = reject;
  reader.readAsText(field.files[0]);
  // The same file can then be chosen again.
  field.value = '';
}));
