/**
 * The browser is killed at random moments of a random editing run: every step that was shown as saved is there after the
 * restart, and what is stored replays to the same bytes, in the page and in an engine outside the browser.
 *
 * `HASHIYA_KILLS` says how often (5 unless told otherwise), `HASHIYA_SEED` begins another run.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { type Browser, type Page, chromium, expect, test } from "@playwright/test";
import { stringsOf } from "../../www/src/strings";
import { App } from "./app";

const KILLS = Number(process.env.HASHIYA_KILLS ?? 5);
const SEED = Number(process.env.HASHIYA_SEED ?? 20_261_126);
/** The browser is killed within so many milliseconds of the first step. */
const WITHIN = 1_500;
const PACKAGE = new URL("../../www/pkg/", import.meta.url);

const strings = stringsOf("en");

/** What is stored of the one document. */
interface Stored {
  base: string;
  journal: string[];
}

/** Numbers from 0 to 1 that are the same in each run. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A Chromium of its own, with a profile that outlives it. */
class Victim {
  private readonly child: ChildProcess;
  readonly browser: Browser;
  readonly page: Page;

  private constructor(child: ChildProcess, browser: Browser, page: Page) {
    this.child = child;
    this.browser = browser;
    this.page = page;
  }

  static async start(program: string, flags: readonly string[], profile: string): Promise<Victim> {
    // A process group of its own: all processes of the browser are killed at once.
    const child = spawn(program, ["--headless=new", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "--lang=en", ...flags, "about:blank"], { detached: true, stdio: ["ignore", "ignore", "pipe"] });
    const address = await new Promise<string>((resolve, reject) => {
      let said = "";
      child.stderr?.on("data", (data: Buffer) => {
        said += data.toString();
        const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
        if (found) resolve(found);
      });
      child.once("exit", () => reject(new Error(`the browser did not start: ${said}`)));
    });
    const browser = await chromium.connectOverCDP(address);
    const [context] = browser.contexts();
    const page = context?.pages()[0];
    if (!page) throw new Error("the browser has no page");
    return new Victim(child, browser, page);
  }

  /** Kills all of the browser; once is enough. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, "exit");
    process.kill(-(this.child.pid ?? 0), "SIGKILL");
    await gone;
    await this.browser.close();
  }
}

/** Reads what is stored, past the page. */
async function stored(page: Page): Promise<Stored> {
  const read = await page.evaluate(async () => {
    const opened = indexedDB.open("hashiya");
    await new Promise((resolve) => (opened.onsuccess = resolve));
    const transaction = opened.result.transaction(["parts", "journal"]);
    const [parts, journal] = [transaction.objectStore("parts").getAll(), transaction.objectStore("journal").getAll()];
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    opened.result.close();
    return { parts: parts.result.map(({ bytes }: { bytes: Uint8Array }) => [...bytes]), journal: journal.result.map(({ entry }: { entry: string }) => entry) };
  });
  return { base: gunzipSync(Buffer.from(read.parts.flat())).toString("utf8"), journal: read.journal };
}

/** The page's own export. */
async function exported(app: App): Promise<string> {
  await app.page.evaluate(() => {
    const make = URL.createObjectURL.bind(URL);
    const taken = new Promise<string>((resolve) => {
      URL.createObjectURL = (blob: Blob) => {
        URL.createObjectURL = make;
        void blob.text().then(resolve);
        return make(blob);
      };
    });
    Object.assign(window, { taken });
  });
  await app.page.keyboard.press("Control+s");
  return app.page.evaluate(() => (window as unknown as { taken: Promise<string> }).taken);
}

/** An engine in this process: what is stored must give the same there. */
async function engine() {
  const { default: init, Workspace } = (await import(new URL("hashiya.js", PACKAGE).href)) as typeof import("../../www/pkg/hashiya.js");
  await init({ module_or_path: await readFile(fileURLToPath(new URL("hashiya_bg.wasm", PACKAGE))) });
  const [lexicon, entities, events] = await Promise.all(["lexicon.pack", "entities.model", "events.model"].map((name) => readFile(fileURLToPath(new URL(name, PACKAGE)))));
  if (!lexicon || !entities || !events) throw new Error("the engine's package is not whole");
  const workspace = new Workspace(lexicon, entities, events);
  return ({ base, journal }: Stored): string => workspace.export([workspace.restore(base, journal)], "json");
}

/** Makes one step, and waits until the page has made it; gives whether there was one to make. */
async function step(app: App, random: () => number): Promise<boolean> {
  const { page } = app;
  // State and number of open suggestions: every step of this run changes one of the two.
  const line = app.panel.locator(".documents > li");
  const before = (await line.textContent()) ?? "";
  const [undo, redo] = [app.button(strings.commands["edit.undo"]), app.button(strings.commands["edit.redo"])];
  const draw = random();
  if (draw < 0.25 && (await undo.isEnabled())) await page.keyboard.press("Control+z");
  else if (draw < 0.4 && (await redo.isEnabled())) await page.keyboard.press("Control+y");
  else if (draw < 0.7) await page.keyboard.press("Shift+f");
  else if (await chooseSuggestion(app)) await page.keyboard.press(random() < 0.7 ? "Enter" : "x");
  else return false;
  await expect(line).not.toHaveText(before);
  return true;
}

/** Goes to the next suggestion; gives whether there was one. */
async function chooseSuggestion(app: App): Promise<boolean> {
  await app.page.keyboard.press("Tab");
  await expect(app.announcement).toContainText(new RegExp(`${strings.statuses.suggested}|${strings.spoken.noSuggestion}`));
  return (await app.announcement.textContent()) !== strings.spoken.noSuggestion;
}

/** Whether the page shows at this moment that all is saved. */
function showsSaved(page: Page): Promise<boolean> {
  return page.evaluate((saved) => [...document.querySelectorAll("[role=status]")].some((status) => status.textContent?.trim() === saved), strings.save.saved);
}

test(`killed ${KILLS} times while it is edited, the browser has every step that was shown as saved`, async ({ baseURL }, info) => {
  test.setTimeout(60_000 + KILLS * 30_000);
  const { executablePath = chromium.executablePath(), args = [] } = info.project.use.launchOptions ?? {};
  const [draw, drawMoment] = [randomNumbers(SEED), randomNumbers(SEED + 1)];
  const [replay, profile] = [await engine(), await mkdtemp(join(tmpdir(), "hashiya-kill-"))];
  let [known, sure, made] = [[] as string[], 0, 0];
  const figures = { kills: 0, steps: 0, saved: 0, unsaved: 0 };
  for (;;) {
    const victim = await Victim.start(executablePath, args, profile);
    try {
      const app = new App(victim.page, "en");
      await victim.page.goto(baseURL ?? "");
      await expect(app.article).toBeVisible({ timeout: 30_000 });
      await app.saved();

      const now = await stored(victim.page);
      expect(now.journal.length, "every step that was shown as saved").toBeGreaterThanOrEqual(sure);
      // The last step may have been on its way.
      expect(now.journal.length, "no step twice").toBeLessThanOrEqual(known.length + made + 1);
      expect(now.journal.slice(0, known.length), "what was stored before").toEqual(known);
      expect(await exported(app), "the same bytes").toBe(replay(now));
      figures.saved += sure - known.length;
      figures.unsaved += now.journal.length - sure;
      [known, sure, made] = [now.journal, now.journal.length, 0];
      if (figures.kills === KILLS) break;

      await app.tab("documents");
      await app.article.focus();
      const edit = async () => {
        for (;;) {
          if (await step(app, draw)) made += 1;
          if (await showsSaved(victim.page)) sure = known.length + made;
        }
      };
      const editing = edit().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, drawMoment() * WITHIN));
      await victim.kill();
      await editing;
      figures.kills += 1;
      figures.steps += made;
    } finally {
      await victim.kill();
    }
  }
  await rm(profile, { recursive: true, force: true });
  console.log(`kills ${figures.kills}, steps ${figures.steps}, shown as saved before the kill ${figures.saved}, found beyond these ${figures.unsaved}, seed ${SEED}`);
});
