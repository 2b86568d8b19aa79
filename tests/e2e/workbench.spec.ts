/** The workbench: how many keys each action takes, all places at once, the palette, keys of one's own, suggestions by doubt. */
import { type App, documentOf, expect, test } from "./app";

test.use({ language: "en" });

/** "Aleppo fell. He said that in Aleppo, and from Aleppo. The Aleppine is in Aleppo." with Aleppo after clitics twice. */
const ALEPPO = "\u062d\u0644\u0628";
const TEXT = `\u0633\u0642\u0637\u062a ${ALEPPO}. \u0648\u0642\u0627\u0644 \u0625\u0646\u0647 \u0628${ALEPPO} \u0648\u0645\u0646 ${ALEPPO}. \u0648\u0627\u0644\u062d\u0644\u0628\u064a \u0648\u0628${ALEPPO} \u0623\u064a\u0636\u0627\u064b.`;

/** Counts keys. */
class Keys {
  count = 0;
  constructor(private readonly app: App) {}

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      this.count += 1;
      await this.app.page.keyboard.press(key);
    }
  }
}

/** The ticks of the places that a search found. */
function placesOf(app: App) {
  return app.panel.getByRole("checkbox", { name: /^Place \d/ });
}

async function open(app: App, text: string): Promise<void> {
  await app.startWith(text);
  await app.saved();
  await app.article.focus();
}

/** Deletes all marks, so that what a test makes is all there is. */
async function withoutMarks(app: App, text: string): Promise<void> {
  await open(app, text);
  const { entities, events } = documentOf(await app.exportByKey());
  for (let n = 0; n < entities.length + events.length; n += 1) {
    const before = await app.tabCount("entities").textContent();
    const beforeEvents = await app.tabCount("events").textContent();
    await app.page.keyboard.press("Tab");
    await app.page.keyboard.press("Delete");
    await app.page.waitForFunction(
      ([a, b]) => document.querySelector("#tab-entities .count")?.textContent !== a || document.querySelector("#tab-events .count")?.textContent !== b,
      [before, beforeEvents],
    );
    await app.page.keyboard.press("Control+Home");
  }
}

test("keys an action: accept 1, relabel 1, new entity 1, argument 2, all places 2", async ({ app }) => {
  await open(app, TEXT);
  const { page, strings } = app;
  const keys = () => new Keys(app);

  await page.keyboard.press("Tab");
  await expect(app.announcement).toContainText(strings.statuses.suggested);
  const accept = keys();
  await accept.press("Enter");
  await expect(app.announcement).toContainText(strings.statuses.accepted);
  expect(accept.count).toBe(1);

  const relabel = keys();
  await relabel.press("w");
  await expect(app.announcement).toContainText("Law");
  expect(relabel.count).toBeLessThanOrEqual(2);

  await app.cursorTo("\u0623\u064a\u0636\u0627\u064b");
  const add = keys();
  await add.press("o");
  await expect(app.announcement).toContainText("Organisation, Accepted");
  expect(add.count).toBeLessThanOrEqual(2);

  await app.cursorTo("\u0648\u0642\u0627\u0644");
  await app.press("e");
  const palette = app.page.getByRole("combobox", { name: strings.palette.search });
  if (await palette.isVisible()) {
    await page.keyboard.type("meet");
    await page.keyboard.press("Enter");
  }
  await expect(page.getByText(strings.roles.choose)).toBeVisible();
  const argument = keys();
  await argument.press("1", "Enter");
  await expect(page.getByText(strings.roles.choose)).toBeVisible();
  expect(argument.count).toBeLessThanOrEqual(2);
  await expect(app.announcement).toContainText(":");
  await page.keyboard.press("Escape");

  await app.cursorTo("\u0623\u064a\u0636\u0627\u064b");
  await page.keyboard.press("Space");
  const places = keys();
  await places.press("p");
  await expect(app.button(strings.find.apply(0)).or(app.button(strings.find.apply(1)))).toBeVisible();
  expect(places.count + 1).toBeLessThanOrEqual(3);
});

test("a label goes to all places, past clitics, as one step; what was rejected is not ticked again", async ({ app }) => {
  const { page, strings } = app;
  await withoutMarks(app, TEXT);
  await app.saved();
  const empty = documentOf(await app.exportByKey());
  expect(empty.entities).toEqual([]);

  await app.cursorTo(ALEPPO);
  await page.keyboard.press("g");
  await expect(app.announcement).toContainText("Geopolitical");
  await page.keyboard.press("p");
  await expect(app.button(strings.find.apply(3))).toBeFocused();
  await expect(placesOf(app)).toHaveCount(4);
  await page.keyboard.press("Enter");
  await expect(app.announcement).toHaveText(strings.find.done(3));
  await expect(app.article).toBeFocused();
  const found = documentOf(await app.exportByKey()).entities.map(({ text, label }) => [text, label]);
  expect(found).toEqual([[ALEPPO, "GPE"], [`\u0628${ALEPPO}`, "GPE"], [ALEPPO, "GPE"], [`\u0648\u0628${ALEPPO}`, "GPE"]]);

  await page.keyboard.press("Control+z");
  await expect(app.announcement).toContainText(strings.steps["entity.label-all"]);
  expect(documentOf(await app.exportByKey()).entities).toHaveLength(1);
  await page.keyboard.press("Control+Shift+z");
  await expect(app.announcement).toContainText(strings.steps["entity.label-all"]);

  // One of the places is rejected: it is remembered.
  await app.cursorTo(`\u0628${ALEPPO}`);
  await page.keyboard.press("x");
  await expect(app.announcement).toContainText(strings.statuses.rejected);
  await app.cursorTo(ALEPPO);
  await page.keyboard.press("Delete");
  await expect(app.announcement).toContainText("delete");
  await page.keyboard.press("g");
  await page.keyboard.press("p");
  await expect(app.panel.getByText(strings.find.rejected)).toBeVisible();
  await expect(placesOf(app).nth(1)).not.toBeChecked();
});

test("exact, without proclitics and any spelling find more and more", async ({ app }) => {
  const { page, strings } = app;
  await open(app, "\u0623\u0646\u0642\u0631\u0629 \u0648\u0623\u0646\u0642\u0631\u0629 \u0627\u0646\u0642\u0631\u0647.");
  await page.keyboard.press("Control+f");
  await expect(page.getByRole("searchbox", { name: strings.find.search })).toBeFocused();
  await page.keyboard.insertText("\u0623\u0646\u0642\u0631\u0629");
  const places = placesOf(app);
  await expect(places).toHaveCount(2);
  await app.button(strings.find.likenesses.exact).click();
  await expect(places).toHaveCount(1);
  await app.button(strings.find.likenesses.normalized).click();
  await expect(places).toHaveCount(3);
});

test("all open articles are searched and labelled", async ({ app }) => {
  const { page, strings } = app;
  await open(app, `${TEXT} \u0623\u0648\u0644`);
  await app.paste(`${TEXT} \u062b\u0627\u0646`);
  await expect(app.article).toContainText("\u062b\u0627\u0646");
  await app.article.focus();
  await app.cursorTo(ALEPPO);
  await page.keyboard.press("w");
  await page.keyboard.press("p");
  await expect(placesOf(app).nth(1)).toBeVisible();
  await app.panel.getByLabel(strings.find.everywhere).check();
  await expect(placesOf(app)).toHaveCount(8);
  const label = app.panel.getByRole("button", { name: /^Label \d+$/ });
  await label.click();
  await expect(app.announcement).toContainText("places");
  await app.tab("documents");
  await app.panel.getByRole("button", { name: /\u0633\u0642\u0637\u062a/ }).first().click();
  await app.saved();
  const laws = documentOf(await app.exportByKey()).entities.filter((entity) => entity.label === "LAW");
  expect(laws).toHaveLength(4);
});

test("the palette finds commands, types and articles by their names in either language", async ({ app }) => {
  const { page, strings } = app;
  await open(app, TEXT);
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: strings.palette.commands });
  await expect(field).toBeFocused();
  await page.keyboard.type("organ");
  await page.keyboard.press("Enter");
  await expect(app.announcement).toContainText("Organisation, Accepted");
  await expect(app.article).toBeFocused();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("undo");
  await page.keyboard.press("Enter");
  await expect(app.announcement).toContainText(strings.steps["entity.add"]);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("nothing like it");
  await expect(page.getByText(strings.palette.noCommand)).toBeVisible();
});

test("a key is changed, remembered, and not given twice", async ({ app }) => {
  const { page, strings } = app;
  await open(app, TEXT);
  await page.keyboard.press("?");
  const row = page.getByRole("dialog").getByRole("button", { name: new RegExp(`^${strings.commands["annotation.accept"]}:`) });
  await row.click();
  await page.keyboard.press("x");
  await expect(page.getByText(strings.keys.taken("X", strings.commands["annotation.reject"]))).toBeVisible();
  await page.keyboard.press("Shift+d");
  await expect(row).toContainText("ShiftD");
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(app.article).toBeVisible();
  await app.article.focus();
  await page.keyboard.press("Tab");
  await expect(app.announcement).toContainText(strings.statuses.suggested);
  await page.keyboard.press("Shift+d");
  await expect(app.announcement).toContainText(strings.statuses.accepted);
});

test("the cursor goes through the clitics of a word, and a part is labelled", async ({ app }) => {
  const { page } = app;
  await withoutMarks(app, TEXT);
  await app.cursorTo(`\u0648\u0628${ALEPPO}`);
  const spoken: (string | undefined)[] = [];
  for (let n = 0; n < 3; n += 1) {
    await app.press("Alt+ArrowLeft");
    spoken.push((await app.announcement.textContent())?.split(",")[0]);
  }
  expect(spoken).toEqual(["\u0648", "\u0628", ALEPPO]);
  await page.keyboard.press("g");
  await expect(app.announcement).toContainText("Geopolitical");
  const [entity] = documentOf(await app.exportByKey()).entities;
  expect(entity).toMatchObject({ text: ALEPPO, label: "GPE" });
});

test("suggestions are walked by doubt, and the sure ones accepted at once and taken back at once", async ({ app }) => {
  const { page, strings } = app;
  await app.start();
  await app.article.focus();
  await page.keyboard.press("q");
  await expect(app.announcement).toHaveText(strings.panel.orders.doubt);
  const file = JSON.parse(await app.exportByKey()) as { documents: { entities: { text: string; score: number }[]; events: { trigger: { text: string }; score: number }[] }[] };
  const marks = [...(file.documents[0]?.entities ?? []).map(({ text, score }) => ({ text, score })), ...(file.documents[0]?.events ?? []).map(({ trigger, score }) => ({ text: trigger.text, score }))];
  const least = Math.min(...marks.map(({ score }) => score));
  await page.keyboard.press("Tab");
  await expect(app.announcement).toContainText(strings.statuses.suggested);
  const spoken = (await app.announcement.textContent()) ?? "";
  expect(marks.filter(({ score }) => score === least).some(({ text }) => spoken.startsWith(text))).toBe(true);

  await page.keyboard.press("a");
  const slider = page.getByRole("slider");
  await slider.fill("95");
  const sure = marks.filter(({ score }) => score >= 0.95).length;
  await app.button(strings.above.accept(sure)).click();
  await expect(app.panel.getByText(strings.panel.checked(sure, marks.length))).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(app.panel.getByText(strings.panel.checked(0, marks.length))).toBeVisible();
});

test("all places and any command are reached by mouse alone", async ({ app }) => {
  const { page, strings } = app;
  await open(app, TEXT);
  const word = "\u0623\u064a\u0636\u0627\u064b";
  const { x, y } = await app.wordPoint(word);
  await page.mouse.dblclick(x, y);
  await app.selectionTools.getByRole("button", { name: strings.commands["annotation.relabel"] }).click();
  await page.getByRole("option").filter({ hasText: "Law" }).first().click();
  await expect(app.announcement).toContainText("Law, Accepted");
  await app.selectionTools.getByRole("button", { name: strings.commands["find.places"] }).click();
  await expect(placesOf(app)).toHaveCount(1);
  await placesOf(app).first().check();
  await app.panel.getByRole("button", { name: strings.commands["annotation.remove"], exact: true }).click();
  await expect(app.announcement).toHaveText(strings.find.done(1));

  await app.button(strings.commands["interface.commands"]).click();
  await page.getByRole("option", { name: strings.commands["edit.undo"] }).click();
  await expect(app.announcement).toContainText(strings.steps["entity.remove"]);
  await app.button(strings.commands["interface.commands"]).click();
  await page.getByRole("option", { name: strings.commands["suggestion.accept-above"] }).click();
  await page.getByRole("slider").fill("0");
  await page.getByRole("dialog").getByRole("button", { name: /^Accept \d+$/ }).click();
  await expect(page.getByRole("slider")).toHaveCount(0);
});

test("Escape leads from the search back to the article", async ({ app }) => {
  const { page, strings } = app;
  await open(app, TEXT);
  await page.keyboard.press("Control+f");
  await expect(page.getByRole("searchbox", { name: strings.find.search })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(app.article).toBeFocused();
});
