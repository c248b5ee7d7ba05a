// What the programs can ask of the browser: WebAssembly can do nothing but compute, unless a function is handed to it, and every
// function that is handed to ours stands in this list.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';

import { parse } from 'acorn';

const root = path.resolve(import.meta.dirname, '../..');
const dist = process.env.DIST ?? path.join(root, 'dist');

/** What wasm-bindgen needs to pass values to and fro; it reaches nothing outside the program. */
const GLUE = /^(__wbindgen_\w+|__wbg_\w+|_wbg_cb_unref|__yew_\w+|setInt32|MAX_SAFE_INTEGER|undefined|Error|Number|Object|arguments)$/;

/** Every name of the browser that the functions use which the citizen's page is handed, by what it is for. */
const CITIZEN = {
  'to compute: lists, sameness, promises, the order of tasks': [
    'Array', 'from', 'slice', 'length', 'is', 'Reflect', 'set', 'Promise', 'resolve', 'then', 'queueMicrotask', 'setTimeout',
  ],
  'to find the page that it is in': [
    'globalThis', 'global', 'self', 'window', 'Window', 'document', 'documentElement', 'Element', 'HTMLElement', 'ShadowRoot', 'host',
    'getElementById', 'querySelector', 'activeElement', 'childNodes', 'lastChild', 'nextSibling', 'parentElement', 'parentNode',
    'tagName', 'namespaceURI',
  ],
  'to put the page down': [
    'createElement', 'createElementNS', 'createTextNode', 'cloneNode', 'insertBefore', 'removeChild', 'setAttribute', 'removeAttribute',
    'innerHTML', 'textContent', 'nodeValue', 'classList', 'add', 'remove', 'focus', 'scrollTo', 'title',
  ],
  'to hear what is pressed and typed, and to show it': [
    'addEventListener', 'capture', 'passive', 'bubbles', 'cancelBubble', 'composedPath', 'target', 'preventDefault', 'value',
    'defaultValue', 'checked',
  ],
  'to lead from screen to screen, and back to the first when all is wiped: `www/entries.js`': ['history', 'back', 'followed', 'show', 'wipe'],
  'to know the day': ['Date', 'now', 'getFullYear', 'getMonth', 'getDate'],
  'to take the result away by hand, as far as the app around it lets it: `www/paper.js`': ['copy', 'draw', 'leave', 'print', 'result', 'save'],
  'to say why it broke down': ['console', 'error'],
};

const WITHOUT = (groups, ...names) => Object.fromEntries(
  Object.entries(groups).map(([what, of]) => [what, of.filter(it => !names.includes(it))]),
);

/** The scripts that hand functions to a program, with the program and what may be handed to it. */
const PAGES = {
  boot: { program: 'page', groups: CITIZEN },
  'open-boot': {
    program: 'open',
    groups: {
      ...CITIZEN,
      'to read a file that was kept: `www/paper.js`': ['read'],
      'to know whether it is the offline edition, which has nothing beside it': ['contains'],
    },
  },
  'hotline-boot': {
    program: 'hotline',
    groups: {
      ...WITHOUT(
        CITIZEN, 'documentElement', 'history', 'back', 'followed', 'show', 'wipe', 'classList', 'add', 'remove',
        'scrollTo', 'title', 'draw', 'leave', 'print', 'result', 'save',
      ),
      'to be used by the keys': ['key', 'altKey', 'ctrlKey', 'metaKey', 'shiftKey', 'isComposing', 'keyCode', 'select', 'HTMLInputElement', 'HTMLBodyElement'],
      // What is found by its name is in the program itself: `fill`, `then`, `reload`, in `hotline/src/browser.rs`.
      'to wipe itself: an idle clock, its own memory, a new page in the place of this one': [
        'setInterval', 'clearInterval', 'removeEventListener', 'memory', 'buffer', 'Uint8Array', 'location', 'replace', 'pathname', 'get',
        'bind', 'call',
      ],
    },
  },
};

/** Programs that are handed nothing at all. */
const ALONE = ['selftest', 'engine'];

/** The one file of this name in `dist/`, whatever hash it has. */
function built(name, extension) {
  const found = fs.readdirSync(dist).find(file => new RegExp(`^${name}-[0-9a-f]{12}\\.${extension}$`).test(file));
  return found && path.join(dist, found);
}

const importsOf = file => WebAssembly.Module.imports(new WebAssembly.Module(fs.readFileSync(file)));

/** Calls `visit` on every node of a syntax tree. */
function walk(node, visit, parent = null) {
  visit(node, parent);
  for (const [key, value] of Object.entries(node)) {
    if (key === 'type') continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type === 'string') walk(child, visit, node);
    }
  }
}

/** The functions that a script hands to its program: the name of each, and every name of the browser that it uses. */
function handed(script) {
  const tree = parse(script, { ecmaVersion: 2022 });
  const own = new Set();
  const bind = pattern => {
    if (pattern?.type === 'Identifier') own.add(pattern.name);
    else if (pattern) Object.values(pattern).flat().forEach(it => it?.type && bind(it.type === 'Property' ? it.value : it));
  };
  let module;
  walk(tree, node => {
    if (node.type === 'VariableDeclarator') bind(node.id);
    if (node.params) node.params.forEach(bind);
    if (/Function/.test(node.type) && node.id) bind(node.id);
    if (node.type === 'CatchClause') bind(node.param);
    if (node.type === 'Property' && node.key.value === './page_bg.js') module = node.value;
  });
  const functions = module.properties.filter(it => it.key.name !== '__proto__');
  return new Map(functions.map(({ key, value }) => {
    const names = new Set();
    walk(value, (node, parent) => {
      if (node.type === 'MemberExpression' && !node.computed) names.add(node.property.name);
      const isName = node.type === 'Identifier' && !(parent.type === 'MemberExpression' && parent.property === node && !parent.computed);
      if (isName && !own.has(node.name)) names.add(node.name);
    });
    return [key.name, [...names].filter(name => !GLUE.test(name))];
  }));
}

describe('what a program is handed', () => {
  for (const [script, { program, groups }] of Object.entries(PAGES)) {
    it(`by ${script}.js is in the list, and nothing is in the list that it is not handed`, test => {
      const functions = handed(fs.readFileSync(built(script, 'js'), 'utf8'));
      const imports = importsOf(built(program, 'wasm'));
      assert.deepEqual(imports.map(it => it.name).sort(), [...functions.keys()].sort());
      assert.deepEqual([...new Set(imports.map(it => `${it.module} ${it.kind}`))], ['./page_bg.js function']);
      const used = [...new Set([...functions.values()].flat())].sort();
      assert.deepEqual(used, Object.values(groups).flat().sort());
      test.diagnostic(`${program}.wasm: ${imports.length} imports, ${used.length} names of the browser, each in the list`);
    });
  }

  it('would be missed: a function that sends is seen', () => {
    const script = fs.readFileSync(built('boot', 'js'), 'utf8');
    const sending = script.replace('"./page_bg.js":{', '"./page_bg.js":{i999:function(t){navigator.sendBeacon("/",t);fetch(t)},');
    assert.deepEqual(handed(sending).get('i999').sort(), ['fetch', 'navigator', 'sendBeacon']);
  });

  it('is nothing at all for the self-test and for the engine of the mini-program', () => {
    for (const program of ALONE) {
      const file = built(program, 'wasm');
      // A build of the pages alone has no engine.
      if (file || program !== 'engine') assert.deepEqual(importsOf(file), [], program);
    }
  });
});
