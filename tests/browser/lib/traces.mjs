// What a page has left of what was typed, wherever it may lie.

/** Where in the page, in its heap and in the memory of its program something stands. */
export async function traces(page, words) {
  const found = [];
  const note = (where, content) => found.push(...words.filter(word => content.includes(word)).map(word => `${word} in ${where}`));
  note('the document', await page.evaluate("document.documentElement.outerHTML + [...document.querySelectorAll('input, textarea')].map(it => it.value).join(' ')"));
  note('the address', await page.evaluate('decodeURIComponent(location.href) + document.title + JSON.stringify(history.state)'));
  const { entries } = await page.send('Page.getNavigationHistory');
  note('the history', JSON.stringify(entries.map(it => decodeURIComponent(it.url) + it.title)));
  for (const { where, content } of await memories(page)) note(where, content);
  note('the heap', await heap(page));
  return found;
}

/** Everything in the memory of every program that is there, as text of one and of two bytes. */
async function memories(page) {
  const { result: { objectId } } = await page.send('Runtime.evaluate', { expression: 'WebAssembly.Memory.prototype' });
  const { objects } = await page.send('Runtime.queryObjects', { prototypeObjectId: objectId });
  const { result } = await page.send('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    returnByValue: true,
    functionDeclaration: `function () {
      return [...this].map(memory => {
        let content = '';
        for (let at = 0; at < memory.buffer.byteLength; at += 65536) {
          content += String.fromCharCode.apply(null, new Uint8Array(memory.buffer, at, 65536));
        }
        return content;
      });
    }`,
  });
  return result.value.flatMap((content, index) => {
    const bytes = Buffer.from(content, 'latin1');
    return [
      { where: `memory ${index} as UTF-8`, content: bytes.toString('utf8'), bytes },
      { where: `memory ${index} as UTF-16`, content: bytes.toString('utf16le'), bytes },
    ];
  });
}

/** The heap of the page's script after its garbage was taken out, as a snapshot has it. */
async function heap(page) {
  const session = await page.native.context().newCDPSession(page.native);
  let snapshot = '';
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => { snapshot += chunk; });
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return JSON.parse(snapshot).strings.join('\n');
}
