// What is measured, in the page: contestants take turns, so that whatever else the machine does meets all of them.

/**
 * How long one sample lasts at least, in milliseconds: well above the 0.1 that the browser's clock can tell apart, and
 * so short that many samples fit between two turns of other programs.
 */
const LEAST_SAMPLE = 12;

/** Bytes of a piece of some articles, for contestants that dislike long strings. */
const PIECE_LENGTH = 8192;

/** @typedef {(text: string) => number} Contestant */

/**
 * The ways to hand over the text; each contestant is scored by the one that suits it best.
 * @param {string} text
 * @returns {Record<string, string[]>}
 */
function shapes(text) {
  const paragraphs = text.split(/(?<=\n)/);
  const pieces = [""];
  for (const paragraph of paragraphs) {
    const last = /** @type {string} */ (pieces.at(-1));
    if (last.length + paragraph.length > PIECE_LENGTH) pieces.push(paragraph);
    else pieces[pieces.length - 1] = last + paragraph;
  }
  return { whole: [text], pieces: pieces.map(flat), paragraphs: paragraphs.map(flat) };
}

/**
 * A string of its own: not a slice of a longer one, nor a sum that is yet to be copied together.
 * @param {string} text
 */
function flat(text) {
  return JSON.parse(JSON.stringify(text));
}

/**
 * The browser's own segmenter, which gives an object for each segment; nobody reads it.
 * @param {"word" | "sentence"} granularity
 * @returns {Contestant}
 */
function intl(granularity) {
  const segmenter = new Intl.Segmenter("ar", { granularity });
  return (text) => {
    let n = 0;
    for (const _ of segmenter.segment(text)) n += 1;
    return n;
  };
}

/**
 * Milliseconds of one call of `work`, by a sample of `n` calls.
 * @param {() => unknown} work
 * @param {number} n
 */
function time(work, n) {
  const start = performance.now();
  for (let i = 0; i < n; i += 1) work();
  return (performance.now() - start) / n;
}

/**
 * The times of each of `works` in each of `n` rounds, in milliseconds.
 * @param {Record<string, () => unknown>} works
 * @param {number} n
 */
async function rounds(works, n) {
  // Two calls each to warm up; the second says how many make a sample.
  const repeats = new Map(Object.entries(works).map(([name, work]) => [name, Math.ceil(LEAST_SAMPLE / Math.max((work(), time(work, 1)), 0.01))]));
  /** @type {Record<string, number[]>} */
  const times = Object.fromEntries(Object.keys(works).map((name) => [name, []]));
  for (let round = 0; round < n; round += 1) {
    for (const [name, work] of Object.entries(works)) {
      times[name]?.push(time(work, repeats.get(name) ?? 1));
      // Lets the page breathe, so that nothing piles up for the next one.
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
  return times;
}

/**
 * Measures all contestants on `text` in all shapes; times of `contestant shape`, and how many parts each found in the whole.
 * @param {string} text
 * @param {number} n
 */
export async function measureSegmentation(text, n) {
  const built = new URL("../built/", import.meta.url);
  const { default: init, ...core } = await import(new URL("hashiya.js", built).href);
  await init({ module_or_path: new URL("hashiya_bg.wasm", built) });
  const engine = new core.Engine(...(await packs(built)));
  /** @type {Record<string, Contestant>} */
  const contestants = {
    "intl words": intl("word"), "intl sentences": intl("sentence"),
    "standard words": core.standard_words, "standard sentences": core.standard_sentences,
    receive: core.receive, bounds: core.bounds,
    "words and sentences": (text) => engine.words_and_sentences(text), clitics: (text) => engine.clitics(text),
  };
  /** @type {Record<string, () => unknown>} */
  const works = {};
  for (const [name, contestant] of Object.entries(contestants)) {
    for (const [shape, parts] of Object.entries(shapes(text))) works[`${name}, ${shape}`] = () => parts.reduce((sum, part) => sum + contestant(part), 0);
  }
  const parts = Object.fromEntries(Object.entries(contestants).map(([name, contestant]) => [name, contestant(text)]));
  const n_words = engine.open(text);
  const entities = await rounds({ entities: () => engine.entities() }, n);
  return { times: await rounds(works, n), parts, entities: { n_words, times: entities.entities ?? [] } };
}

/**
 * The word lists in `folder`, and the models of the site.
 * @param {URL} folder
 */
async function packs(folder) {
  const site = new URL("../pkg/", import.meta.url);
  const bytes = async (/** @type {URL} */ address) => new Uint8Array(await (await fetch(address)).arrayBuffer());
  return Promise.all([bytes(new URL("lexicon.pack", folder)), bytes(new URL("entities.model", site)), bytes(new URL("events.model", site))]);
}

/**
 * Measures the whole annotation of an article by the site's own package, from the string to the open document.
 * @param {string} article
 * @param {number} n
 */
export async function measureAnnotation(article, n) {
  const folder = new URL("../pkg/", import.meta.url);
  const { default: init, Workspace } = await import(new URL("hashiya.js", folder).href);
  await init({ module_or_path: new URL("hashiya_bg.wasm", folder) });
  const read = await packs(folder);
  const began = performance.now();
  const workspace = new Workspace(...read);
  const start = performance.now() - began;
  const meta = { title: null, date: null, source: null, language: null };
  const annotate = () => workspace.close(workspace.annotate(article, meta));
  const view = () => {
    const id = workspace.annotate(article, meta);
    workspace.view(id);
    workspace.close(id);
  };
  const first = time(annotate, 1);
  return { start: [start], "first annotation": [first], ...(await rounds({ annotation: annotate, "annotation and view": view }, n)) };
}
