/** Many articles in one project: found, sorted, gone through, labelled, counted. */
import { documentOf, expect, test } from "./app";

test.use({ language: "en" });

const FIRST = "\u0623\u0639\u0644\u0646\u062a \u0645\u0648\u0633\u0643\u0648 \u0648\u0642\u0641 \u0625\u0637\u0644\u0627\u0642 \u0627\u0644\u0646\u0627\u0631 \u0641\u064a \u062d\u0644\u0628.";
const SECOND = "\u0632\u0627\u0631 \u0627\u0644\u0631\u0626\u064a\u0633 \u0627\u0644\u0645\u0635\u0631\u064a \u0628\u0627\u0631\u064a\u0633.";

test("articles are flagged, labelled, noted, filtered and gone through by key", async ({ app }) => {
  const { page, strings } = app;
  await app.start();
  for (const text of [FIRST, SECOND]) {
    await app.paste(text);
    await expect(app.article).toHaveText(text);
  }
  await app.tab("documents");
  const rows = app.panel.locator(".documents > li");
  await expect(rows).toHaveCount(3);

  await app.panel.getByLabel(strings.documents.labels).fill("travel, \u0633\u0641\u0631");
  await app.panel.getByLabel(strings.documents.notes).fill("ask the desk");
  await app.article.focus();
  await expect(app.announcement).not.toBeEmpty();
  await page.keyboard.press("Shift+f");
  await expect(app.panel.locator(".badge.flagged")).toBeVisible();
  await app.saved();
  const [file] = [JSON.parse(await app.exportByKey()) as { documents: { labels: string[]; notes: string; status: string }[] }];
  expect(file.documents[0]).toMatchObject({ labels: ["travel", "\u0633\u0641\u0631"], notes: "ask the desk", status: "flagged" });

  await app.panel.getByRole("searchbox", { name: strings.documents.search }).fill("travel");
  await expect(rows).toHaveCount(1);
  await app.panel.getByRole("searchbox", { name: strings.documents.search }).fill("");
  await app.panel.getByLabel(strings.documents.type, { exact: true }).selectOption({ label: "Ceasefire" });
  await expect(rows.filter({ hasText: "\u0645\u0648\u0633\u0643\u0648" })).toHaveCount(1);
  await expect(rows.filter({ hasText: "\u0628\u0627\u0631\u064a\u0633" })).toHaveCount(0);
  await app.panel.getByLabel(strings.documents.type, { exact: true }).selectOption("");

  await page.keyboard.press("Escape");
  await app.article.focus();
  await page.keyboard.press("Control+Alt+ArrowUp");
  await expect(app.article).toHaveText(FIRST);
  await page.keyboard.press("Control+Enter");
  await expect(app.article).toHaveText(SECOND);
  await expect(app.panel.locator(".badge.done")).toHaveCount(1);
});

test("whoever works on a new article has begun it, and undo takes that back", async ({ app }) => {
  const { page, strings } = app;
  await app.start();
  await app.tab("documents");
  const row = app.panel.locator(".documents > li");
  await expect(row).toContainText(strings.documents.states.new);
  await app.article.focus();
  await page.keyboard.press("Tab");
  await expect(app.announcement).toContainText(strings.statuses.suggested);
  await page.keyboard.press("Enter");
  await expect(row).toContainText(strings.documents.states.in_progress);
  await page.keyboard.press("Control+z");
  await expect(row).toContainText(strings.documents.states.new);
});

test("statistics count what became of suggestions", async ({ app }) => {
  const { page, strings } = app;
  await app.start();
  await app.article.focus();
  for (const key of ["Enter", "Enter", "x", "Shift+ArrowLeft"]) {
    await app.press("Tab");
    await app.press(key);
  }
  const { entities } = documentOf(await app.exportByKey());
  const accepted = entities.filter(({ status }) => status === "accepted").length;
  expect(accepted).toBeGreaterThan(0);
  await page.keyboard.press("Shift+s");
  const dialog = page.getByRole("dialog", { name: strings.commands["project.statistics"] });
  await expect(dialog).toContainText(strings.statistics.agreement);
  await expect(dialog.locator(".figure").filter({ hasText: strings.statistics.corrected }).locator("strong")).toHaveText("1");
  await expect(dialog.locator(".figure").filter({ hasText: strings.statistics.agreement }).locator("strong")).toHaveText("50%");
  await expect(dialog).toContainText(strings.statistics.actions);
});
