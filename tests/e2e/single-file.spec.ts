/** The edition that is one file: opened from a disk it does everything, keeps the work, and asks for no other file. */
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { documentOf, expect, test as base } from "./app";

const WORDS = "\u0623\u0639\u0644\u0646\u062a \u0645\u0648\u0633\u0643\u0648 \u0648\u0642\u0641 \u0625\u0637\u0644\u0627\u0642 \u0627\u0644\u0646\u0627\u0631 \u0641\u064a \u062d\u0644\u0628";
const FILE = fileURLToPath(new URL("../../dist/hashiya.html", import.meta.url));

/** A folder with nothing in it but the file, under a name that a reader may give it. */
const test = base.extend<{ folder: string }>({
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "hashiya-file-"));
    copyFileSync(FILE, join(folder, "my hashiya #1.html"));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  baseURL: async ({ folder }, use) => use(`${pathToFileURL(folder).href}/`),
});

test.use({ language: "en" });

test("the single file works from a disk and keeps the work", async ({ app }) => {
  const { page, strings } = app;
  const asked: string[] = [];
  page.on("request", (request) => /^(data|blob):/.test(request.url()) || asked.push(request.url()));
  await app.start("my%20hashiya%20%231.html");
  await app.paste(`${WORDS}.`);
  await expect(app.article).toHaveText(`${WORDS}.`);
  const article = `<html lang="ar"><body><article><h1>${WORDS}</h1>${`<p>${WORDS} ${WORDS} ${WORDS}</p>`.repeat(3)}</article></body></html>`;
  await app.openFile("page.html", Buffer.from(article));
  await expect(app.article).toContainText(`${WORDS} ${WORDS}`);
  await app.clickWord("\u0645\u0648\u0633\u0643\u0648");
  await page.keyboard.press("Delete");
  await expect(app.announcement).toContainText(strings.steps["entity.remove"]);
  await app.saved();
  await app.tab("documents");
  await expect(page.getByText(strings.version.offline)).toBeVisible();
  const edited = await app.export();
  expect(documentOf(edited).entities.length).toBeGreaterThan(3);

  await page.reload();
  await expect(app.article).toContainText(`${WORDS} ${WORDS}`);
  await app.saved();
  expect(await app.export()).toBe(edited);
  // Not every browser counts the file itself among what is asked for.
  expect(asked.filter((url) => url !== page.url())).toEqual([]);
});
