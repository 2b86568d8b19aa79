/** Without a network: after one visit everything works with the server stopped; a newer version is offered, whole, and never forced. */
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { App, documentOf, expect, test as base } from "./app";
import { type ServedSite, serve } from "./server";

const WORDS = "\u0623\u0639\u0644\u0646\u062a \u0645\u0648\u0633\u0643\u0648 \u0648\u0642\u0641 \u0625\u0637\u0644\u0627\u0642 \u0627\u0644\u0646\u0627\u0631 \u0641\u064a \u062d\u0644\u0628";
const DIST = fileURLToPath(new URL("../../dist", import.meta.url));

/** A site of its own, which can be stopped and published anew. */
class Published {
  readonly folder = mkdtempSync(join(tmpdir(), "hashiya-site-"));

  constructor() {
    cpSync(DIST, this.folder, { recursive: true });
  }

  /** Puts another page in the place of the old one; the list of the files says so where they are all there. */
  publish(mark: string, { whole = true } = {}): void {
    const [page, worker] = [join(this.folder, "index.html"), join(this.folder, "service-worker.js")];
    const [old, next] = [readFileSync(page, "utf8"), readFileSync(page, "utf8").replace("<body>", `<body data-edition="${mark}">`)];
    const list = readFileSync(worker, "utf8").replace(/const VERSION = "[^"]*"/, `const VERSION = "${mark}"`);
    writeFileSync(worker, list.replace(sha256(old), sha256(next)));
    if (whole) writeFileSync(page, next);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const test = base.extend<{ published: Published; site: ServedSite }>({
  published: async ({}, use) => {
    const published = new Published();
    await use(published);
    published.remove();
  },
  site: async ({ published }, use) => {
    const site = await serve(published.folder);
    await use(site);
    await site.stop();
  },
  baseURL: async ({ site }, use) => use(site.address),
});

test.use({ language: "en", serviceWorkers: "allow" });

test("after one visit everything works with the server stopped", async ({ app, site }) => {
  const { page, strings } = app;
  await app.start();
  await expectKept(app);
  await site.stop();

  await page.reload();
  await expect(app.article).toBeVisible();
  await app.paste(`${WORDS}.`);
  await expect(app.article).toHaveText(`${WORDS}.`);
  const article = `<html lang="ar"><body><article><h1>${WORDS}</h1>${`<p>${WORDS} ${WORDS} ${WORDS}</p>`.repeat(3)}</article></body></html>`;
  await app.openFile("page.html", Buffer.from(article));
  await expect(app.article).toContainText(`${WORDS} ${WORDS}`);
  await app.clickWord("\u0645\u0648\u0633\u0643\u0648");
  await app.page.keyboard.press("Delete");
  await expect(app.announcement).toContainText(strings.steps["entity.remove"]);
  await app.saved();
  const edited = await app.export();

  await page.goto("./index.html");
  await expect(app.article).toContainText(`${WORDS} ${WORDS}`);
  await app.saved();
  expect(await app.export()).toBe(edited);
  expect(documentOf(edited).entities.length).toBeGreaterThan(3);
});

test("a newer version is offered, leaves other tabs alone, and is loaded by the tab that takes it", async ({ app, published, context, language }) => {
  const { page, strings } = app;
  await app.start();
  await expectKept(app);
  const other = new App(await context.newPage(), language);
  await other.start();
  await other.button(strings.commands["document.open"]).first().click();
  await other.page.getByLabel(strings.open.pasteLabel).fill(WORDS);

  published.publish("newer");
  await lookForNewer(page);
  await expect(page.getByText(strings.version.ready)).toBeVisible();
  await expect(page.locator("body")).not.toHaveAttribute("data-edition");
  await page.getByRole("button", { name: strings.version.take }).click();
  await expect(page.locator("body")).toHaveAttribute("data-edition", "newer");
  await expect(app.article).toBeVisible();

  // The other tab keeps what was typed, and finds what it loads later.
  await expect(other.page.getByLabel(strings.open.pasteLabel)).toHaveValue(WORDS);
  await other.page.getByLabel(strings.open.chooseFile).setInputFiles({ name: "page.html", mimeType: "text/html", buffer: Buffer.from(`<p>${WORDS} ${WORDS}.</p>`) });
  await expect(other.article).toContainText(WORDS);
  await expect(other.page.locator("body")).not.toHaveAttribute("data-edition");
  await other.saved();
  await other.page.getByRole("button", { name: strings.version.take }).click();
  await expect(other.page.locator("body")).toHaveAttribute("data-edition", "newer");
});

test("an offer that is put off stays away until the page is opened again", async ({ app, published }) => {
  const { page, strings } = app;
  await app.start();
  await expectKept(app);
  published.publish("newer");
  await lookForNewer(page);
  await page.getByRole("button", { name: strings.version.later }).click();
  await expect(page.getByText(strings.version.ready)).toHaveCount(0);
  await page.reload();
  await expect(page.locator("body")).not.toHaveAttribute("data-edition");
  await expect(page.getByText(strings.version.ready)).toBeVisible();
});

test.describe("a version of which only a part has arrived", () => {
  test.use({ tolerated: /integrity|Failed to find a valid digest/ });

  test("is not installed, and the old one goes on without a network", async ({ app, published, site }) => {
    const { page, strings } = app;
    await app.start();
    await expectKept(app);
    published.publish("torn", { whole: false });
    const outcome = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const found = new Promise<ServiceWorker | null>((resolve) => registration.addEventListener("updatefound", () => resolve(registration.installing), { once: true }));
      await registration.update().catch(() => undefined);
      const worker = await found;
      while (worker && worker.state !== "redundant" && worker.state !== "installed") await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
      return worker?.state;
    });
    expect(outcome).toBe("redundant");
    await expect(page.getByText(strings.version.ready)).toHaveCount(0);
    await site.stop();
    await page.reload();
    await expect(app.article).toBeVisible();
  });
});

/** Waits until the page says that it needs no network. */
async function expectKept(app: App): Promise<void> {
  await app.tab("documents");
  await expect(app.page.getByText(app.strings.version.offline)).toBeVisible();
}

/** What the browser does by itself from time to time. */
async function lookForNewer(page: Page): Promise<void> {
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
}

function sha256(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
