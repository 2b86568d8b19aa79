/** The browser bench: prints a table and writes `target/bench.json`. It measures and asserts no speed. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@playwright/test";

type Times = Record<string, number[]>;

interface Measured {
  times: Times;
  parts: Record<string, number>;
  entities: { n_words: number; times: number[] };
}

const ROUNDS = 31;
const SHAPES = ["whole", "pieces", "paragraphs"];
const FOLDER = process.env.HASHIYA_BENCH;

/** The rows of the table: what it says, and the contestants that together do it. */
const ROWS: [string, string[]][] = [
  ["Intl.Segmenter, words", ["intl words"]],
  ["Intl.Segmenter, sentences", ["intl sentences"]],
  ["Intl.Segmenter, both", ["intl words", "intl sentences"]],
  ["unicode-segmentation, words", ["standard words"]],
  ["unicode-segmentation, sentences", ["standard sentences"]],
  ["unicode-segmentation, both", ["standard words", "standard sentences"]],
  ["Hashiya, text handed over", ["receive"]],
  ["Hashiya, word bounds", ["bounds"]],
  ["Hashiya, words and sentences", ["words and sentences"]],
  ["Hashiya, with clitics", ["clitics"]],
];

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle) - 1] ?? NaN)) / 2;
}

/** The times of a contestant in the shape that suits it best. */
function best(times: Times, contestant: string): { shape: string; times: number[] } {
  const inShape = SHAPES.map((shape) => ({ shape, times: times[`${contestant}, ${shape}`] ?? [] }));
  return inShape.reduce((a, b) => (median(b.times) < median(a.times) ? b : a));
}

/** Times of work that several contestants do one after the other. */
function together(times: Times, contestants: string[]): { shape: string; times: number[]; fastest: number } {
  const parts = contestants.map((contestant) => best(times, contestant));
  const sums = Array.from({ length: ROUNDS }, (_, round) => parts.reduce((sum, part) => sum + (part.times[round] ?? NaN), 0));
  const fastest = parts.reduce((sum, part) => sum + Math.min(...part.times), 0);
  return { shape: parts.map((part) => part.shape).join(" + "), times: sums, fastest };
}

test("speed beside Intl.Segmenter", async ({ page, browser }) => {
  if (!FOLDER) throw new Error("run `cargo xtask bench`");
  const [text, article] = await Promise.all(["text.txt", "article.txt"].map((name) => readFile(join(FOLDER, name), "utf8")));
  await page.goto("bench/index.html");
  const [{ times, parts, entities }, annotation] = await page.evaluate(
    async ([text, article, n]) => {
      const { measureSegmentation, measureAnnotation } = await import(new URL("measure.mjs", location.href).href);
      return [await measureSegmentation(text, n), await measureAnnotation(article, n)] as [Measured, Times];
    },
    [text ?? "", article ?? "", ROUNDS] as const,
  );
  expect(parts["words and sentences"], "the core found something").toBeGreaterThan(0);

  const bytes = Buffer.byteLength(text ?? "");
  const peer = together(times, ["intl words", "intl sentences"]);
  const rows = ROWS.map(([name, contestants]) => {
    const { shape, times: taken, fastest } = together(times, contestants);
    // Round by round: what slowed a round down slowed both.
    const ratio = median(taken.map((time, round) => (peer.times[round] ?? NaN) / time));
    const milliseconds = median(taken);
    return { name, megabytesPerSecond: bytes / 1000 / milliseconds, ratio, ratioOfFastest: peer.fastest / fastest, milliseconds, fastest, shape };
  });
  const wordsPerSecond = (entities.n_words / median(entities.times)) * 1000;
  const articles = Object.entries(annotation).map(([name, taken]) => ({ name, milliseconds: median(taken), fastest: Math.min(...taken) }));
  const result = { chromium: browser.version(), bytes, rounds: ROUNDS, parts, rows, entities: { wordsPerSecond, ...entities }, article: { bytes: Buffer.byteLength(article ?? ""), rows: articles }, times };
  await writeFile(join(FOLDER, "../bench.json"), `${JSON.stringify(result, undefined, 2)}\n`);
  print(result);
});

interface Row {
  name: string;
  megabytesPerSecond: number;
  ratio: number;
  ratioOfFastest: number;
  milliseconds: number;
  shape: string;
}

interface Result {
  chromium: string;
  bytes: number;
  rows: Row[];
  entities: { wordsPerSecond: number };
  article: { bytes: number; rows: { name: string; milliseconds: number; fastest: number }[] };
}

function print({ chromium, bytes, rows, entities, article }: Result): void {
  const line = (name: string, ...cells: string[]) => [name.padEnd(34), ...cells.map((cell) => cell.padStart(8))].join(" ");
  const segmentation = rows.map((row) =>
    line(row.name, row.megabytesPerSecond.toFixed(1), row.milliseconds.toFixed(2), row.ratio.toFixed(2), row.ratioOfFastest.toFixed(2), ` ${row.shape}`),
  );
  const annotation = article.rows.map(({ name, milliseconds, fastest }) => line(name, "", milliseconds.toFixed(2), "", "", ` fastest ${fastest.toFixed(2)}`));
  console.log(
    [
      "", `Chromium ${chromium}; medians of ${ROUNDS} rounds; ratio: to Intl.Segmenter with words and sentences; fastest: the same by the fastest round of each`,
      line(`${bytes} bytes of UTF-8`, "MB/s", "ms", "ratio", "fastest", " handed over as"), ...segmentation,
      `entities: ${Math.round(entities.wordsPerSecond)} words a second`,
      line(`an article of ${article.bytes} bytes`, "", "ms"), ...annotation, "written to target/bench.json",
    ].join("\n"),
  );
}
