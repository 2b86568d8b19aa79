/** Several tabs on the same work: one edits an article, the others follow it and may take it over; no step is lost or done twice. */
import type { BrowserContext } from "@playwright/test";
import { App, expect, test } from "./app";

test.use({ language: "en" });

const FIRST = "\u0623\u0639\u0644\u0646\u062a \u0645\u0648\u0633\u0643\u0648 \u0648\u0642\u0641 \u0625\u0637\u0644\u0627\u0642 \u0627\u0644\u0646\u0627\u0631 \u0641\u064a \u062d\u0644\u0628.";
const SECOND = "\u0632\u0627\u0631 \u0627\u0644\u0631\u0626\u064a\u0633 \u0627\u0644\u0645\u0635\u0631\u064a \u0628\u0627\u0631\u064a\u0633.";

async function anotherTab(context: BrowserContext): Promise<App> {
  const app = new App(await context.newPage(), "en");
  await app.page.goto("./");
  await expect(app.article).toBeVisible();
  return app;
}

/** Whether a tab says that another one edits its article. */
const following = (app: App) => app.page.getByRole("status").filter({ hasText: app.strings.storage.following });

async function takeOver(app: App): Promise<void> {
  await app.button(app.strings.commands["document.take-over"]).click();
  await expect(following(app)).toHaveCount(0);
}

/** Flags the article or takes the flag away, by key: a step that is always possible. */
async function flag(app: App): Promise<void> {
  await app.article.focus();
  await app.page.keyboard.press("Shift+f");
}

const flagged = (app: App) => app.panel.locator(".documents > li.current .badge.flagged");

/** The steps of all documents that are on the disk. */
function storedSteps(app: App): Promise<number> {
  return app.page.evaluate(async () => {
    const opened = indexedDB.open("hashiya");
    await new Promise((resolve) => (opened.onsuccess = resolve));
    const count = opened.result.transaction("journal").objectStore("journal").count();
    await new Promise((resolve) => (count.onsuccess = resolve));
    opened.result.close();
    return count.result;
  });
}

/** Numbers from 0 to 1 that are the same in each run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test("a second tab follows the first, changes nothing, and takes over at a press of a button", async ({ app }) => {
  const { page, strings } = app;
  await app.start();
  const other = await anotherTab(page.context());
  await expect(following(other)).toBeVisible();
  for (const tab of [app, other]) await tab.tab("documents");

  await flag(app);
  await expect(flagged(app)).toBeVisible();
  await expect(flagged(other)).toBeVisible();
  await flag(other);
  await expect(other.alert).toContainText(strings.errors.codes["other-tab"]);
  await expect(flagged(app)).toBeVisible();

  await takeOver(other);
  await expect(following(app)).toBeVisible();
  await flag(other);
  await expect(flagged(other)).toHaveCount(0);
  await expect(flagged(app)).toHaveCount(0);
  expect(await storedSteps(app)).toBe(2);
  expect(await other.exportByKey()).toBe(await app.exportByKey());
});

test("two tabs edit two articles, and see what the other one opens and closes", async ({ app }) => {
  const { page, strings } = app;
  await app.start();
  const other = await anotherTab(page.context());
  await other.paste(SECOND);
  await expect(other.article).toHaveText(SECOND);
  await expect(following(other)).toHaveCount(0);
  for (const tab of [app, other]) {
    await expect(tab.tabCount("documents")).toHaveText("2");
    await tab.tab("documents");
    await flag(tab);
    await expect(flagged(tab)).toBeVisible();
    await tab.saved();
  }
  for (const tab of [app, other]) await expect(tab.panel.locator(".badge.flagged")).toHaveCount(2);
  // A document that another tab edits is not closed under it.
  const close = (tab: App, text: string) => tab.panel.locator(".documents > li").filter({ hasText: text }).getByRole("button", { name: strings.documents.close });
  await close(app, SECOND.slice(0, 10)).click();
  await app.button(strings.documents.closeConfirm).click();
  await expect(app.alert).toContainText(strings.errors.codes["other-tab"]);
  await close(other, SECOND.slice(0, 10)).click();
  await other.button(strings.documents.closeConfirm).click();
  await expect(app.tabCount("documents")).toHaveText("1");
});

test("a change of the types reaches the other tab, and waits while that one edits", async ({ app }) => {
  const { page, strings } = app;
  await app.start();
  const other = await anotherTab(page.context());
  const types = async (tab: App) => (JSON.parse(await tab.exportByKey()) as { schema: { relations: unknown[] } }).schema.relations.length;
  const before = await types(other);
  const addType = async () => {
    await app.tab("documents");
    await app.button(strings.commands["schema.edit"]).click();
    const editor = page.getByRole("dialog", { name: strings.commands["schema.edit"] });
    await editor.getByRole("button", { name: strings.schema.addRelation }).click();
    await editor.getByRole("button", { name: strings.schema.save }).click();
    return editor;
  };
  await expect(await addType()).toHaveCount(0);
  await expect.poll(() => types(other)).toBe(before + 1);

  await other.paste(SECOND);
  await expect(other.article).toHaveText(SECOND);
  const editor = await addType();
  await expect(app.alert).toContainText(strings.errors.codes["other-tab"]);
  await other.page.close();
  await editor.getByRole("button", { name: strings.schema.save }).click();
  await expect(editor).toHaveCount(0);
  expect(await types(app)).toBe(before + 2);
});

test("what is edited is free when its tab is closed", async ({ app }) => {
  await app.start();
  const other = await anotherTab(app.page.context());
  await expect(following(other)).toBeVisible();
  await app.saved();
  await app.page.close();
  await other.tab("documents");
  await flag(other);
  await expect(flagged(other)).toBeVisible();
  await expect(following(other)).toHaveCount(0);
  await other.saved();
});

test("of random steps and takings over in two tabs none is lost and none is done twice", async ({ app }) => {
  test.setTimeout(240_000);
  const random = randomNumbers(20_261_126);
  await app.start();
  const tabs = [app, await anotherTab(app.page.context())] as const;
  for (const tab of tabs) await tab.tab("documents");
  let [editor, steps, isFlagged] = [0, 0, false];
  for (let n = 0; n < 30; n += 1) {
    if (random() < 0.3) {
      editor = 1 - editor;
      await takeOver(tabs[editor as 0 | 1]);
    }
    const tab = tabs[editor as 0 | 1];
    const [key, what] = random() < 0.6 ? ["Shift+f", "flag"] : ["Control+z", "undo"];
    if (what === "undo" && (await tab.button(tab.strings.commands["edit.undo"]).isDisabled())) continue;
    await tab.article.focus();
    await tab.page.keyboard.press(key);
    steps += 1;
    isFlagged = !isFlagged;
    await expect(flagged(tab)).toHaveCount(isFlagged ? 1 : 0);
  }
  for (const tab of tabs) await expect(flagged(tab)).toHaveCount(isFlagged ? 1 : 0);
  await tabs[editor as 0 | 1].saved();
  expect(await storedSteps(app)).toBe(steps);
  const edited = await tabs[0].exportByKey();
  expect(await tabs[1].exportByKey()).toBe(edited);
  await tabs[1].page.close();
  await app.page.reload();
  await expect(app.article).toBeVisible();
  expect(await app.exportByKey()).toBe(edited);
});

test("a step and a taking over at the same moment: the step is done once, or refused", async ({ app }) => {
  await app.start();
  const tabs = [app, await anotherTab(app.page.context())] as const;
  for (const tab of tabs) await tab.tab("documents");
  let steps = 0;
  for (let n = 0; n < 6; n += 1) {
    const [editor, taker] = n % 2 === 0 ? [tabs[0], tabs[1]] : [tabs[1], tabs[0]];
    await expect(following(editor)).toHaveCount(0);
    const before = await flagged(editor).count();
    await editor.article.focus();
    await Promise.all([editor.page.keyboard.press("Shift+f"), takeOver(taker)]);
    await expect(following(editor)).toBeVisible();
    const stored = await storedSteps(app);
    expect([steps, steps + 1]).toContain(stored);
    const expected = stored === steps ? before : 1 - before;
    for (const tab of tabs) await expect(flagged(tab)).toHaveCount(expected);
    steps = stored;
  }
  expect(await tabs[1].exportByKey()).toBe(await tabs[0].exportByKey());
});

test("a tab that could not store its steps keeps the article until it can", async ({ app }) => {
  const { strings } = app;
  await app.start();
  await app.tab("documents");
  await app.fillDisk();
  await flag(app);
  await expect(flagged(app)).toBeVisible();
  await expect(app.alert).toContainText(strings.errors.storing);
  const other = await anotherTab(app.page.context());
  await other.tab("documents");
  await other.button(strings.commands["document.take-over"]).click();
  await expect(other.alert).toContainText(strings.errors.codes["other-tab-unsaved"]);
  await expect(following(other)).toBeVisible();
  await app.freeDisk();
  await takeOver(other);
  await expect(flagged(other)).toBeVisible();
  await expect(following(app)).toBeVisible();
  await app.saved();
});

test("a tab that does not answer is not waited for; what it had not stored is kept beside", async ({ app }) => {
  const { page, strings } = app;
  // The first tab hears nothing, and its disk is full.
  await page.addInitScript(() => {
    BroadcastChannel.prototype.addEventListener = () => undefined;
  });
  await app.startWith(FIRST);
  await app.saved();
  await app.fillDisk();
  await app.tab("documents");
  await flag(app);
  await expect(flagged(app)).toBeVisible();
  await expect(app.alert).toContainText(strings.errors.storing);

  const other = await anotherTab(page.context());
  await expect(other.article).toHaveText(FIRST);
  await takeOver(other);
  await other.tab("documents");
  await expect(flagged(other)).toHaveCount(0);
  await flag(other);
  await expect(flagged(other)).toBeVisible();
  await flag(other);
  await expect(flagged(other)).toHaveCount(0);
  await other.saved();

  await expect(app.alert).toContainText(strings.errors.parted);
  await expect(app.tabCount("documents")).toHaveText("3");
  await app.freeDisk();
  await app.saved();
  await page.reload();
  await app.tab("documents");
  await expect(app.panel.locator(".documents > li")).toHaveCount(3);
  await expect(app.panel.locator(".badge.flagged")).toHaveCount(1);
});
