/**
 * The Aleppo article from its suggestions to a given corrected state, counted: keys, clicks and drags here, and what the
 * same journey takes in Label Studio by the actions that its own documents give (docs/workbench.md writes the count out).
 */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type App, documentOf, expect, test } from "./app";

const ALEPPO = fileURLToPath(new URL("../../../shared/data/articles/aleppo-2016.txt", import.meta.url));

test.use({ language: "en" });
test.skip(!existsSync(ALEPPO), "skipped: no reference data");

/** Actions of a reader: a key, a click, a double click or a drag is one each. */
class Actions {
  count = 0;
  constructor(private readonly app: App) {}

  async keys(...keys: string[]): Promise<void> {
    this.count += keys.length;
    for (const key of keys) await this.app.page.keyboard.press(key);
  }

  async doubleClick(word: string): Promise<void> {
    this.count += 1;
    const { x, y } = await this.app.wordPoint(word);
    await this.app.page.mouse.dblclick(x, y);
    await expect(this.app.announcement).toContainText(word);
  }

  async click(name: string): Promise<void> {
    this.count += 1;
    await this.app.panel.getByRole("button", { name, exact: true }).click();
  }
}

/** What an action takes in Label Studio: a span is chosen or drawn, then labelled or deleted; an argument is two clicks, a key and a label. */
const LABEL_STUDIO = { relabel: 2, add: 2, remove: 2, trigger: 2, argument: 4, submit: 1 } as const;

test("the article takes at least 40 % fewer actions than in Label Studio", async ({ app }) => {
  const { page, strings } = app;
  await app.start();
  await app.paste(readFileSync(ALEPPO, "utf8"));
  await expect(app.article).toContainText("\u0634\u0647\u062f\u062a");
  await app.saved();
  const actions = new Actions(app);
  const places = async () => Number(/\d+/.exec((await app.announcement.textContent()) ?? "")?.[0]);

  // Aleppo is to be a location wherever it stands alone: one place by its key, then all others.
  await actions.doubleClick("\u062d\u0644\u0628");
  await actions.keys("l");
  await expect(app.announcement).toContainText("Location");
  await actions.keys("p");
  await expect(app.panel.locator(".find-actions .primary")).toBeFocused();
  await actions.keys("Enter");
  await expect(app.announcement).toContainText("Done in");
  const relabelled = 1 + (await places());

  // "The city" was missed in all its places.
  await actions.doubleClick("\u0627\u0644\u0645\u062f\u064a\u0646\u0629");
  await actions.keys("w");
  await expect(app.announcement).toContainText("Law");
  await actions.keys("p");
  await app.settled();
  const rest = await app.panel.locator(".find-actions .primary").textContent();
  let added = 1;
  if (!/ 0$/.test(rest ?? "")) {
    await actions.keys("Enter");
    await expect(app.announcement).toContainText("Done in");
    added += await places();
  }

  // Russia's marks are wrong and go, in all places.
  await actions.doubleClick("\u0631\u0648\u0633\u064a\u0627");
  await actions.keys("p");
  await app.settled();
  if (await app.panel.getByRole("button", { name: strings.find.all }).isVisible()) await actions.click(strings.find.all);
  await actions.click(strings.commands["annotation.remove"]);
  await expect(app.announcement).toContainText("Done in");
  const removed = await places();

  // An event with three arguments out of the candidates.
  await actions.doubleClick("\u062d\u064a\u062b");
  await actions.keys("e");
  await expect(app.palette).toBeFocused();
  await actions.keys("a", "t", "t", "Enter");
  await expect(page.getByText(strings.roles.choose)).toBeVisible();
  for (const digit of ["1", "4", "5"]) {
    await actions.keys(digit, "Enter");
    await expect(page.getByText(strings.roles.choose)).toBeVisible();
  }
  await actions.keys("Escape");

  // What the annotator is sure of is accepted, and the article is done.
  await actions.keys("a");
  await expect(page.getByRole("slider")).toBeVisible();
  await actions.keys("Enter");
  await expect(page.getByRole("slider")).toHaveCount(0);
  await app.article.focus();
  await actions.keys("Control+Enter");
  await app.saved();
  // The next article is on screen: back to this one, to look at it.
  await page.keyboard.press("Control+Alt+ArrowUp");
  await expect(app.article).toContainText("\u0634\u0647\u062f\u062a");

  const { entities, events } = documentOf(await app.exportByKey());
  expect(entities.filter(({ label, text }) => label === "LAW" && text.length > 3)).toHaveLength(added);
  expect(events.find(({ trigger }) => trigger.text === "\u062d\u064a\u062b")?.arguments).toHaveLength(3);
  const there = LABEL_STUDIO;
  const elsewhere = relabelled * there.relabel + added * there.add + removed * there.remove + there.trigger + 3 * there.argument + there.submit;
  console.log(`relabelled ${relabelled}, added ${added}, removed ${removed}, 1 event with 3 arguments: ${actions.count} actions here, ${elsewhere} in Label Studio`);
  expect(actions.count).toBeLessThanOrEqual(elsewhere * 0.6);
});
