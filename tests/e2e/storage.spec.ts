/** Storage that is full, deleted, refused; an engine that breaks; backups: nothing is lost, and what happened is said. */
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { test as plain } from "@playwright/test";
import { App, documentOf, expect, test } from "./app";

test.use({ language: "en" });

const FIRST = "\u0623\u0639\u0644\u0646\u062a \u0645\u0648\u0633\u0643\u0648 \u0648\u0642\u0641 \u0625\u0637\u0644\u0627\u0642 \u0627\u0644\u0646\u0627\u0631 \u0641\u064a \u062d\u0644\u0628.";

/** Accepts the next suggestion; gives the number of steps that the panel can take back by now. */
async function acceptNext(app: App): Promise<void> {
  await app.article.focus();
  await app.page.keyboard.press("Tab");
  await expect(app.announcement).toContainText(app.strings.statuses.suggested);
  await app.page.keyboard.press("Enter");
  await expect(app.announcement).toContainText(app.strings.statuses.accepted);
}

/** Saves a backup by the button of a message or of the dialog; gives its lines. */
async function savedBackup(app: App): Promise<{ bytes: Buffer; lines: Record<string, unknown>[] }> {
  const download = app.page.waitForEvent("download");
  await app.button(app.strings.storage.save).first().click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^hashiya-backup-[\d-]+\.jsonl\.gz$/);
  const bytes = await readFile(await file.path());
  const lines = gunzipSync(bytes).toString("utf8").trimEnd().split("\n");
  return { bytes, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

/** Closes the dialog: until it is gone it has the keys. */
async function closeDialog(app: App): Promise<void> {
  await app.page.keyboard.press("Escape");
  // Closed it is at once; gone it is when the page knows.
  await expect(app.page.locator("dialog")).toHaveCount(0);
}

async function openStorage(app: App): Promise<void> {
  await app.tab("documents");
  await app.button(app.strings.commands["project.storage"]).click();
  await expect(app.page.getByRole("dialog", { name: app.strings.storage.title })).toBeVisible();
}

test("a full disk is said, the work can be saved as a file, and is stored when there is room again", async ({ app }) => {
  const { page, strings } = app;
  await app.start();
  await app.fillDisk();
  await acceptNext(app);
  await expect(app.alert).toContainText(strings.errors.storing);
  await expect(app.alert).toContainText(strings.errors.codes["storage-full"]);
  await expect(page.getByRole("status").filter({ hasText: strings.save.failed })).toBeVisible();
  await acceptNext(app);
  await expect(app.alert).toContainText(strings.errors.storing);
  const { lines } = await savedBackup(app);
  expect(lines.filter((line) => "entry" in line)).toHaveLength(2);

  await app.freeDisk();
  await app.button(strings.storage.retry).click();
  await app.saved();
  await expect(app.alert).toHaveCount(0);
  const edited = await app.exportByKey();
  await page.reload();
  await expect(app.article).toBeVisible();
  expect(await app.exportByKey()).toBe(edited);
});

test("storage that is deleted under the page is written anew, with all steps", async ({ app }) => {
  const { page } = app;
  await app.start();
  await acceptNext(app);
  await app.saved();
  await page.evaluate(async () => {
    const request = indexedDB.deleteDatabase("hashiya");
    await new Promise((resolve) => (request.onsuccess = resolve));
  });
  await acceptNext(app);
  await app.saved();
  const edited = await app.exportByKey();
  await page.reload();
  await expect(app.article).toBeVisible();
  expect(await app.exportByKey()).toBe(edited);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect(app.button(app.strings.commands["edit.undo"])).toBeDisabled();
});

test("undo goes back behind a reload, and redo forward again", async ({ app }) => {
  const { page, strings } = app;
  await app.start();
  const before = await app.exportByKey();
  await acceptNext(app);
  await acceptNext(app);
  const after = await app.exportByKey();
  await page.keyboard.press("Control+z");
  await expect(app.announcement).toContainText(strings.spoken.undone(""));
  await app.saved();
  await page.reload();
  await expect(app.article).toBeVisible();
  await app.article.focus();
  await page.keyboard.press("Control+z");
  await expect(app.announcement).toContainText(strings.spoken.undone(""));
  expect(await app.exportByKey()).toBe(before);
  for (let n = 0; n < 2; n += 1) await app.button(strings.commands["edit.redo"]).click();
  await expect(app.button(strings.commands["edit.redo"])).toBeDisabled();
  expect(await app.exportByKey()).toBe(after);
});

test("where the browser refuses storage the page works, says so, and the work can be saved as a file", async ({ app }) => {
  const { page, strings } = app;
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("Storage is disabled.", "SecurityError");
    };
  });
  await page.goto("./");
  await expect(app.article).toBeVisible();
  await expect(app.alert).toContainText(strings.errors.storing);
  await acceptNext(app);
  const { lines } = await savedBackup(app);
  expect(lines.filter((line) => "entry" in line)).toHaveLength(1);
});

plain.describe("an engine that breaks", () => {
  // The browser notes an error of the worker in the console, so these tests do without its watch.
  plain.use({ locale: "en" });

  plain("is started anew: no step is lost, and undo still knows them", async ({ page }) => {
    const app = new App(page, "en");
    await app.start();
    await acceptNext(app);
    const edited = await app.exportByKey();
    await page.workers()[0]?.evaluate(() => void setTimeout(() => { throw new Error("broken"); }));
    await expect(app.alert).toContainText(app.strings.errors.revived);
    expect(await app.exportByKey()).toBe(edited);
    await acceptNext(app);
    await app.saved();
    await page.keyboard.press("Control+z");
    await expect(app.announcement).toContainText(app.strings.spoken.undone(""));
    expect(await app.exportByKey()).toBe(edited);
  });

  plain("for lack of memory is started anew: what was open is there, and other texts open", async ({ page }) => {
    const app = new App(page, "en");
    // The module's memory, where the test can reach it.
    await page.route(/worker-[\w-]+\.js$/, async (route) => {
      const watch = "for (const how of ['instantiate', 'instantiateStreaming']) { const make = WebAssembly[how]; WebAssembly[how] = async (...all) => { const made = await make.apply(WebAssembly, all); self.memory = (made.instance ?? made).exports.memory; return made; }; }\n";
      await route.fulfill({ contentType: "text/javascript", body: watch + (await (await route.fetch()).text()) });
    });
    await app.start();
    await acceptNext(app);
    const edited = await app.exportByKey();
    await page.workers()[0]?.evaluate(() => {
      const { memory } = self as unknown as { memory: WebAssembly.Memory };
      // As much as there can be, and nothing of it free.
      for (let pages = 65_536 - memory.buffer.byteLength / 65_536; pages >= 1; ) {
        try {
          memory.grow(pages);
          break;
        } catch {
          pages = Math.floor(pages / 2);
        }
      }
    });
    await app.openFile("large.txt", Buffer.from(`${FIRST} `.repeat(20_000)));
    await expect(app.alert).toContainText(app.strings.errors.revived, { timeout: 60_000 });
    await closeDialog(app);
    expect(await app.exportByKey()).toBe(edited);
    await app.paste(FIRST);
    await expect(app.article).toHaveText(FIRST);
    await app.saved();
  });
});

test.describe("a backup", () => {
  test("brings everything back in another browser: articles, history, types, settings", async ({ app, browser, baseURL }) => {
    const { strings } = app;
    await app.startWith(FIRST);
    await acceptNext(app);
    await openStorage(app);
    const { bytes } = await savedBackup(app);
    await closeDialog(app);
    const edited = await app.exportByKey();

    const context = await browser.newContext({ baseURL, locale: "en" });
    const other = new App(await context.newPage(), "en");
    await other.start();
    await openStorage(other);
    await other.page.getByLabel(strings.storage.restore, { exact: true }).setInputFiles({ name: "b.jsonl.gz", mimeType: "application/gzip", buffer: bytes });
    await expect(other.page.getByText(strings.storage.restored(1, 0, 0, 1))).toBeVisible({ timeout: 60_000 });
    await closeDialog(other);
    await expect(other.article).toHaveText(FIRST);
    expect(await other.exportByKey()).toBe(edited);
    await other.saved();
    await other.page.reload();
    await expect(other.article).toHaveText(FIRST);
    await other.article.focus();
    await other.page.keyboard.press("Control+z");
    await expect(other.announcement).toContainText(strings.spoken.undone(""));
    await context.close();
  });

  test("overwrites nothing: what went on since stays, what differs comes beside it, all of it can be undone", async ({ app }) => {
    const { page, strings } = app;
    await app.start();
    await acceptNext(app);
    await openStorage(app);
    const { bytes } = await savedBackup(app);
    const restore = (expected: string) => test.step(expected, async () => {
      await page.getByLabel(strings.storage.restore, { exact: true }).setInputFiles({ name: "b.jsonl.gz", mimeType: "application/gzip", buffer: bytes });
      await expect(page.getByText(expected)).toBeVisible();
    });
    await restore(strings.storage.restored(0, 0, 0, 1));
    await closeDialog(app);
    await page.keyboard.press("Control+z");
    await expect(app.announcement).toContainText(strings.spoken.undone(""));
    const here = await app.exportByKey();
    // The history goes on where it was left: an undo is a step behind those of the backup.
    await openStorage(app);
    await restore(strings.storage.restored(0, 0, 0, 1));
    await closeDialog(app);
    expect(await app.exportByKey()).toBe(here);
  });

  test("that is damaged or cut off is refused, and changes nothing", async ({ app }) => {
    const { page, strings } = app;
    await app.start();
    await openStorage(app);
    const { bytes } = await savedBackup(app);
    await closeDialog(app);
    const before = await app.exportByKey();
    await openStorage(app);
    const text = gunzipSync(bytes).toString("utf8");
    const files: [Buffer, keyof typeof strings.errors.codes][] = [
      [bytes.subarray(0, bytes.length / 2), "backup-damaged"],
      [Buffer.from(text.trimEnd().split("\n").slice(0, -1).join("\n")), "backup-cut"],
      [Buffer.from(text.replace('"version":1', '"version":2')), "newer-backup"],
      [Buffer.from("{}"), "not-backup"],
      [Buffer.from(text.replace('\\"text\\":', '\\"texts\\":')), "base"],
    ];
    for (const [buffer, code] of files) {
      await page.getByLabel(strings.storage.restore, { exact: true }).setInputFiles({ name: "b.jsonl", mimeType: "application/json", buffer });
      await expect(app.alert).toContainText(strings.errors.backup);
      await expect(app.alert).toContainText(strings.errors.codes[code]);
      await app.button(strings.dismiss).click();
      await expect(app.alert).toHaveCount(0);
    }
    await closeDialog(app);
    await expect(app.tabCount("documents")).toHaveText("1");
    expect(await app.exportByKey()).toBe(before);
  });

  test("is written into a folder of the reader's choice", async ({ app }) => {
    const { page, strings } = app;
    await page.addInitScript(() => Object.assign(window, { showDirectoryPicker: () => navigator.storage.getDirectory() }));
    await app.start();
    await openStorage(app);
    await app.button(strings.storage.chooseFolder).click();
    await expect(app.button(strings.storage.writeFolder)).toBeVisible();
    const size = await page.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      for await (const handle of (folder as unknown as { values(): AsyncIterable<FileSystemFileHandle> }).values()) return [handle.name, (await handle.getFile()).size];
      return [];
    });
    expect(size[0]).toMatch(/^hashiya-backup-/);
    expect(size[1]).toBeGreaterThan(1_000);
    await app.button(strings.storage.leaveFolder).click();
    await expect(app.button(strings.storage.chooseFolder)).toBeVisible();
  });
});

test("an article opens again as it was, beside what it is now", async ({ app }) => {
  const { page, strings } = app;
  await app.startWith(FIRST);
  const opened = JSON.parse(await app.exportByKey()) as { documents: { entities: unknown[] }[] };
  await acceptNext(app);
  await openStorage(app);
  const earlier = page.getByRole("region", { name: strings.storage.earlier });
  await earlier.getByRole("button", { name: `${strings.storage.open}: ${strings.storage.opened}` }).click();
  await expect(app.tabCount("documents")).toHaveText("3");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  const copy = JSON.parse(await app.exportByKey()) as { documents: { entities: unknown[] }[] };
  expect(copy.documents[0]?.entities).toEqual(opened.documents[0]?.entities);
});

test("a version of the project is kept before types are taken away, and brings back what was there", async ({ app }) => {
  const { page, strings } = app;
  await app.start();
  await acceptNext(app);
  const before = documentOf(await app.exportByKey()).entities.map(({ label }) => label);
  await app.tab("documents");
  await app.button(strings.commands["schema.edit"]).click();
  const editor = page.getByRole("dialog", { name: strings.commands["schema.edit"] });
  const type = editor.locator("details").filter({ has: page.getByText("GPE", { exact: true }) }).first();
  await type.locator("summary").first().click();
  await type.getByRole("button", { name: strings.schema.remove("Geopolitical entity") }).click();
  await editor.getByRole("button", { name: strings.schema.save }).click();
  await editor.getByLabel(strings.schema.becomes("Geopolitical entity")).selectOption({ label: "Location" });
  await editor.getByRole("button", { name: strings.schema.save }).click();
  await expect(editor).toHaveCount(0);
  await openStorage(app);
  const versions = page.getByRole("region", { name: strings.storage.versions });
  await expect(versions.getByRole("listitem").filter({ hasText: strings.storage.reasons.labels })).toHaveCount(1);
  await versions.getByRole("button", { name: `${strings.storage.restoreVersion}: ` }).click();
  await expect(page.getByText(strings.storage.restored(0, 0, 1, 0))).toBeVisible();
  await closeDialog(app);
  const labels = (documentOf(await app.exportByKey()).entities).map(({ label }) => label);
  expect(labels).toEqual(before);
});

for (const language of ["ar", "en"] as const) {
  test.describe(`the screen of storage, ${language}`, () => {
    test.use({ language });

    test("says what is stored and how much room there is, and axe has no complaint", async ({ app }) => {
      const { AxeBuilder } = await import("@axe-core/playwright");
      await app.start();
      await acceptNext(app);
      await app.saved();
      await openStorage(app);
      const dialog = app.page.getByRole("dialog", { name: app.strings.storage.title });
      await expect(dialog).toContainText(app.strings.storage.saved);
      await expect(dialog.getByRole("button", { name: app.strings.storage.save })).toBeVisible();
      const { violations } = await new AxeBuilder({ page: app.page }).analyze();
      expect(violations).toEqual([]);
    });
  });
}
