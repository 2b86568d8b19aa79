/**
 * The workbench on a large document: how long until labels are painted, how long a new span takes, how evenly it scrolls,
 * how much memory the page holds. Prints a table and writes `target/bench-large.json`; asserts no speed.
 */
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { type Page, expect, test } from "@playwright/test";
import { build } from "vite";
import { largeDocument } from "./large";
import type { Opened } from "./peer/peer";

const FOLDER = process.env.HASHIYA_BENCH ?? "";
const PEER = fileURLToPath(new URL("./peer", import.meta.url));
const ADDITIONS = 11;

interface Figures {
  name: string;
  textMs: number;
  labelsMs: number;
  addMs: number;
  frameMs: number;
  heapMb: number;
}

/** Opens the document by the page's own dialog; gives the time until its text and until its labels are painted. */
async function openInHashiya(page: Page, file: string): Promise<{ textMs: number; labelsMs: number }> {
  await page.goto("./");
  await expect(page.locator(".tag").first()).toBeVisible({ timeout: 60_000 });
  await page.locator(".tool.named").first().click();
  await page.evaluate(() => {
    const painted = (what: () => boolean) =>
      new Promise<number>((resolve) => {
        const look = () => (what() ? requestAnimationFrame(() => resolve(performance.now())) : requestAnimationFrame(look));
        look();
      });
    const scope = window as unknown as { begun: number; times: Promise<number[]> };
    document.querySelector<HTMLInputElement>("input[type=file]")?.addEventListener("change", () => {
      scope.begun = performance.now();
      const isThere = () => document.querySelectorAll(".block").length > 100;
      scope.times = Promise.all([painted(isThere), painted(() => isThere() && document.querySelector(".tag") !== null && [...CSS.highlights.values()].some((highlight) => [...highlight].some((range) => (range as StaticRange).startContainer.isConnected)))]);
    }, { capture: true });
  });
  await page.locator("input[type=file]").setInputFiles({ name: "large.jsonl", mimeType: "application/json", buffer: Buffer.from(file) });
  const [begun, text, labels] = await page.evaluate(async () => {
    const scope = window as unknown as { begun: number; times: Promise<number[]> };
    while (!scope.times) await new Promise(requestAnimationFrame);
    const [text, labels] = await scope.times;
    return [scope.begun, text, labels];
  });
  return { textMs: (text ?? NaN) - (begun ?? NaN), labelsMs: (labels ?? NaN) - (begun ?? NaN) };
}

/** Adds entities by key, each on a word without one; gives the median time until the tag of each is painted. */
async function addInHashiya(page: Page): Promise<number> {
  await page.locator("#article").focus();
  await page.keyboard.press("Control+Home");
  return page.evaluate(async (n) => {
    const article = document.querySelector("#article") as HTMLElement;
    const press = (key: string, code: string) => article.dispatchEvent(new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true }));
    const frame = () => new Promise(requestAnimationFrame);
    const settled = async () => { for (let i = 0; i < 4; i += 1) await frame(); };
    const times: number[] = [];
    for (let at = 0; at < n; at += 1) {
      // Each time on a word further on that has no span yet.
      for (let step = 0; step < (at === 0 ? 1 : 5); step += 1) {
        press("Escape", "Escape");
        press("ArrowLeft", "ArrowLeft");
        await settled();
      }
      const before = document.querySelector("#tab-entities .count")?.textContent;
      const begun = performance.now();
      press("w", "KeyW");
      while (document.querySelector("#tab-entities .count")?.textContent === before || !document.querySelector(".tag.strong.accepted")) {
        if (performance.now() - begun > 20_000) throw new Error("no span was added");
        await frame();
      }
      await frame();
      times.push(performance.now() - begun);
    }
    return times.sort((a, b) => a - b)[n >> 1] as number;
  }, ADDITIONS);
}

/** Scrolls by a wheel's step each frame for some seconds; gives the 95th percentile of the time between frames. */
async function scroll(page: Page, selector: string): Promise<number> {
  return page.evaluate(async (selector) => {
    const pane = document.querySelector(selector) as HTMLElement;
    const gaps: number[] = [];
    let last = performance.now();
    for (let n = 0; n < 240; n += 1) {
      pane.scrollTop += 120;
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      gaps.push(now - last);
      last = now;
    }
    return gaps.sort((a, b) => a - b)[Math.floor(gaps.length * 0.95)] as number;
  }, selector);
}

async function heap(page: Page): Promise<number> {
  const client = await page.context().newCDPSession(page);
  await client.send("HeapProfiler.collectGarbage");
  const { usedSize } = await client.send("Runtime.getHeapUsage");
  return usedSize / 1024 / 1024;
}

async function measureHashiya(page: Page, nWords: number, nMarks: number): Promise<Figures> {
  const { file } = largeDocument(nWords, nMarks);
  const times = await openInHashiya(page, file);
  const addMs = await addInHashiya(page);
  const frameMs = await scroll(page, ".article-pane");
  return { name: `Hashiya, ${nWords} words, ${nMarks} spans`, ...times, addMs, frameMs, heapMb: await heap(page) };
}

type Peer = "openInRecogito" | "openAsHtml";

/** The same document in a peer: text first, then its spans, then additions on words of the first screen. */
async function measurePeer(page: Page, name: string, peer: Peer, nWords: number, nMarks: number): Promise<Figures> {
  const { text, marks } = largeDocument(nWords, nMarks);
  await page.goto("./built/peer/index.html");
  const times = await page.evaluate(
    async ([peer, text, marks, n]) => {
      const open = (window as unknown as Record<Peer, (text: string, marks: unknown) => Promise<Opened>>)[peer];
      const { textMs, labelsMs, add } = await open(text, marks);
      const added: number[] = [];
      for (let at = 0; at < n; at += 1) added.push(await add({ start: (marks[at]?.end ?? 0) + 1, end: (marks[at]?.end ?? 0) + 4, label: "LAW" }));
      return { textMs, labelsMs, addMs: added.sort((a, b) => a - b)[n >> 1] as number };
    },
    [peer, text, marks, ADDITIONS] as const,
  );
  const frameMs = await scroll(page, "#pane");
  return { name, ...times, frameMs, heapMb: await heap(page) };
}

function print(rows: readonly Figures[]): void {
  const line = (...cells: string[]) => cells.map((cell, index) => (index === 0 ? cell.padEnd(40) : cell.padStart(12))).join("");
  const lines = rows.map(({ name, textMs, labelsMs, addMs, frameMs, heapMb }) =>
    line(name, textMs.toFixed(0), labelsMs.toFixed(0), (labelsMs - textMs).toFixed(0), addMs.toFixed(1), frameMs.toFixed(1), heapMb.toFixed(1)));
  console.log(["", line("", "text ms", "labels ms", "between", "add ms", "frame p95", "heap MB"), ...lines].join("\n"));
}

test("a large document, here and elsewhere", async ({ browser, baseURL }) => {
  test.skip(FOLDER === "", "run by cargo xtask bench");
  await build({ root: PEER, base: "./", logLevel: "error", build: { outDir: join(FOLDER, "peer"), emptyOutDir: true, target: "es2022" } });
  const rows: Figures[] = [];
  const measure = async (run: (page: Page) => Promise<Figures>) => {
    const page = await browser.newPage({ ...(baseURL ? { baseURL } : {}), viewport: { width: 1280, height: 860 } });
    rows.push(await run(page));
    await page.close();
  };
  await measure((page) => measureHashiya(page, 100_000, 20_000));
  await measure((page) => measurePeer(page, "@recogito/text-annotator, the same", "openInRecogito", 100_000, 20_000));
  await measure((page) => measurePeer(page, "plain HTML, the same", "openAsHtml", 100_000, 20_000));
  await measure((page) => measureHashiya(page, 400_000, 20_000));
  await writeFile(join(FOLDER, "../bench-large.json"), `${JSON.stringify(rows, undefined, 2)}\n`);
  print(rows);
});
