/** Data sets of other programs: what a format cannot hold is said before saving; foreign labels are mapped before opening. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { documentOf, expect, test } from "./app";

test.use({ language: "en" });

const TEXT = "\u0623\u0639\u0644\u0646\u062a \u0645\u0648\u0633\u0643\u0648 \u0648\u0642\u0641 \u0625\u0637\u0644\u0627\u0642 \u0627\u0644\u0646\u0627\u0631 \u0641\u064a \u062d\u0644\u0628.";

test("an export says what is lost and gives the other program's file", async ({ app }) => {
  const { page, strings } = app;
  await app.startWith(TEXT);
  await app.article.focus();
  await page.keyboard.press("Control+e");
  const dialog = page.getByRole("dialog", { name: strings.commands["document.export-as"] });
  await expect(dialog.getByText(strings.exporting.whole)).toBeVisible();
  await dialog.getByLabel(strings.exporting.format).selectOption("doccano");
  await expect(dialog.getByText(strings.exporting.kinds.argument)).toBeVisible();
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: strings.exporting.save(1) }).click();
  const [line] = (await readFile(await (await download).path(), "utf8")).trim().split("\n");
  const { text, label } = JSON.parse(line ?? "{}") as { text: string; label: [number, number, string][] };
  expect(text).toBe(TEXT);
  expect(label.map(([start, end]) => [...text].slice(start, end).join(""))).toContain("\u062d\u0644\u0628");
  await expect(dialog).toHaveCount(0);
});

test("an export of many articles can be parted, drawn by a number, with a file for each", async ({ app }) => {
  const { page, strings } = app;
  await app.startWith(TEXT);
  await app.article.focus();
  await page.keyboard.press("Control+e");
  const dialog = page.getByRole("dialog", { name: strings.commands["document.export-as"] });
  await dialog.getByLabel(strings.exporting.format).selectOption("jsonl");
  await expect(dialog.getByLabel(strings.exporting.filePerDocument)).toHaveCount(0);
  await dialog.getByLabel(strings.exporting.all(2)).check();
  await dialog.getByLabel(strings.exporting.filePerDocument).check();
  await dialog.getByLabel(strings.exporting.split).check();
  await dialog.getByLabel(strings.exporting.shares.dev).fill("100");
  await dialog.getByLabel(strings.exporting.shares.dev).blur();
  await expect(dialog.getByText("hashiya.zip")).toBeVisible();
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: strings.exporting.save(1) }).click();
  const bytes = (await readFile(await (await download).path())).toString("latin1");
  expect(bytes.match(/dev\/[^/]+\.jsonl/g)?.length).toBeGreaterThanOrEqual(2);
  expect(bytes).not.toContain("train/");
});

test("a broken file of another program is refused with the place in it, by the rules of its own format", async ({ app }) => {
  const { strings } = app;
  await app.start();
  const file = `${JSON.stringify({ text: TEXT, label: [[6, 11, "GPE"]] })}\n${JSON.stringify({ text: TEXT, label: [[6, 999, "GPE"]] })}\n`;
  await app.openFile("broken.jsonl", Buffer.from(file));
  await expect(app.alert).toContainText(strings.errors.opening("broken.jsonl"));
  await expect(app.alert).toContainText("doccano");
  await expect(app.alert).toContainText(/line 2/);
  await expect(app.alert).not.toContainText(strings.errors.codes["not-native"]);
});

test("a doccano file opens, its unknown labels called as the reader says", async ({ app }) => {
  const { page, strings } = app;
  await app.start();
  const file = `${JSON.stringify({ text: TEXT, label: [[6, 11, "Stadt"], [31, 34, "GPE"]] })}\n`;
  await app.openFile("doccano.jsonl", Buffer.from(file));
  const dialog = page.getByRole("dialog", { name: strings.mapping.title });
  await expect(dialog).toBeVisible();
  await dialog.getByLabel(/Stadt/).selectOption({ label: "Location" });
  await dialog.getByRole("button", { name: strings.mapping.open }).click();
  await expect(app.article).toHaveText(TEXT);
  await app.saved();
  const { entities } = documentOf(await app.export());
  expect(entities.map(({ label }) => label).sort()).toEqual(["GPE", "LOC"]);
});

test("the saved page of an article opens without its menus, and is annotated", async ({ app }) => {
  await app.start();
  const headline = "\u0648\u0642\u0641 \u0625\u0637\u0644\u0627\u0642 \u0627\u0644\u0646\u0627\u0631 \u0641\u064a \u062d\u0644\u0628";
  const menu = "\u0627\u0644\u0631\u0626\u064a\u0633\u064a\u0629";
  const page = `<html lang="ar"><head><meta charset="utf-8"><title>${headline}</title></head><body><nav><a href="/">${menu}</a></nav>
    <article><h1>${headline}</h1>${`<p>${TEXT} ${TEXT} ${TEXT}</p>`.repeat(3)}</article><script>var x = "<p>x</p>";</script></body></html>`;
  await app.openFile("page.html", Buffer.from(page));
  await expect(app.article).toContainText(headline);
  await app.saved();
  const { text, entities } = documentOf(await app.export());
  expect(text.split("\n\n")).toEqual([headline, ...Array.from({ length: 3 }, () => `${TEXT} ${TEXT} ${TEXT}`)]);
  expect(entities.length).toBeGreaterThan(3);
});

test.describe("pages with styles of their own", () => {
  // The browser refuses them, and says so: no style of a page that is read counts here.
  test.use({ tolerated: /^error: Applying inline style violates/ });

  test("an archive of saved pages opens an article for each", async ({ app }) => {
    await app.start();
    await app.tab("documents");
    const rows = app.panel.locator(".documents > li");
    await expect(rows).toHaveCount(1);
    const pages = join(import.meta.dirname, "../formats/pages");
    await app.openFile("pages.zip", await readFile(join(pages, "pages.zip")));
    await expect(rows).toHaveCount(3);
    for (const name of ["blog", "plain"]) {
      const [title = ""] = (await readFile(join(pages, `${name}.txt`), "utf8")).split("\n");
      await expect(rows.filter({ hasText: title })).toHaveCount(1);
    }
  });
});
