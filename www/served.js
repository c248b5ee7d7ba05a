// Where the pages of a site get their files from: from beside themselves, by the names in the attributes of their script.

const OURS = /(boot|twin)-\w+\.js/;

const get = async url => {
  // Spelled out for kernels before 72, which would otherwise not recognise what index.html has preloaded.
  const response = await fetch(url, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
};

const bytes = async url => new Uint8Array(await (await get(url)).arrayBuffer());

const twin = async () => (await import(`./${files.twin}`)).default;

// Where the page for hotline staff is looked for; it is a program of its own.
if (location.hash === '#/hotline') location.replace('hotline.html');
