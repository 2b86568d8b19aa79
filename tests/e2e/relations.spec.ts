/** Relations between entities: made, turned to another type and deleted, by keys alone and by mouse alone; one step of undo each. */
import { type App, expect, test } from "./app";

test.use({ language: "en" });

/** "Said works in Aleppo." */
const SAID = "\u0633\u0639\u064a\u062f";
const ALEPPO = "\u062d\u0644\u0628";
const TEXT = `${SAID} \u064a\u0639\u0645\u0644 \u0641\u064a ${ALEPPO}.`;

interface File {
  documents: { relations?: { label: string; from: string; to: string; status: string }[]; entities: { id: string; text: string; label: string }[] }[];
}

/** The relations of the open article, with texts for ids. */
async function relations(app: App): Promise<string[]> {
  const { relations = [], entities } = (JSON.parse(await app.exportByKey()) as File).documents[0] ?? { entities: [] };
  const text = (id: string) => entities.find((entity) => entity.id === id)?.text;
  return relations.map(({ label, from, to }) => `${text(from)} ${label} ${text(to)}`);
}

/** An article in which nothing is marked but a person and a place. */
async function openWithTwo(app: App): Promise<void> {
  await app.start();
  const points = [...TEXT];
  const entity = (id: string, label: string, word: string) => {
    const start = points.join("").indexOf(word);
    return { id, label, start, end: start + word.length, text: word };
  };
  const file = { id: "two", text: TEXT, entities: [entity("e1", "PERS", SAID), entity("e2", "GPE", ALEPPO)] };
  await app.openFile("two.jsonl", Buffer.from(`${JSON.stringify(file)}\n`));
  await expect(app.article).toHaveText(TEXT);
  await app.saved();
}

test("by keys: the type that fits is on top, also the other way round; every step is undone", async ({ app }) => {
  const { page, strings } = app;
  await openWithTwo(app);
  await app.article.focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Space");
  await expect(app.announcement).toContainText(`${SAID}, Person`);
  await page.keyboard.press("z");
  await expect(app.announcement).toHaveText(strings.spoken.relating);
  await page.keyboard.press("Control+End");
  await page.keyboard.press("ArrowRight");
  await expect(app.announcement).toContainText(ALEPPO);
  await page.keyboard.press("Space");
  await expect(app.announcement).toContainText(`${ALEPPO}, Geopolitical`);
  await page.keyboard.press("z");
  await expect(app.palette).toBeFocused();
  await page.keyboard.type("works");
  await page.keyboard.press("Enter");
  await expect(app.announcement).toHaveText(strings.spoken.relation(SAID, "Works for", ALEPPO, strings.statuses.accepted));
  expect(await relations(app)).toEqual([`${SAID} WorksFor ${ALEPPO}`]);

  // The new relation is chosen: R gives it another type, Delete takes it away.
  await page.keyboard.press("r");
  await expect(app.palette).toBeFocused();
  await page.keyboard.type("citizen");
  await page.keyboard.press("Enter");
  await expect(app.announcement).toContainText("Citizen of");
  expect(await relations(app)).toEqual([`${SAID} CitizenOf ${ALEPPO}`]);
  await page.keyboard.press("Delete");
  await expect(app.announcement).toHaveText(strings.spoken.done(strings.steps["relation.remove"]));
  expect(await relations(app)).toEqual([]);
  for (const [step, left] of [["relation.remove", [`${SAID} CitizenOf ${ALEPPO}`]], ["relation.relabel", [`${SAID} WorksFor ${ALEPPO}`]], ["relation.add", []]] as const) {
    await page.keyboard.press("Control+z");
    await expect(app.announcement).toHaveText(strings.spoken.undone(strings.steps[step]));
    expect(await relations(app)).toEqual(left);
  }
  await page.keyboard.press("Control+y");
  await expect(app.announcement).toHaveText(strings.spoken.redone(strings.steps["relation.add"]));

  // Shift+Z goes through the relations of an entity; a rejected one is no longer shown.
  await page.keyboard.press("Shift+z");
  await expect(app.announcement).toContainText("Works for");
  await page.keyboard.press("x");
  await expect(app.announcement).toContainText(strings.statuses.rejected);
  await expect(app.panel.getByRole("list", { name: strings.relations.name })).toHaveCount(0);
});

test("by mouse: made from the list, drawn in the article, given another type, deleted; kept over a reload", async ({ app }) => {
  const { page, strings } = app;
  await openWithTwo(app);
  await app.panel.getByRole("button", { name: new RegExp(`^${ALEPPO}`) }).click();
  await app.button(strings.commands["relation.make"]).click();
  await app.clickWord(SAID);
  await app.button(strings.commands["relation.make"]).click();
  // The place was chosen first, and the person lives there: the palette knows which way round a type goes.
  await page.getByRole("option", { name: /^Works for/ }).click();
  const list = app.panel.getByRole("list", { name: strings.relations.name });
  await expect(list.getByRole("listitem")).toHaveText(new RegExp(`Works for.*${ALEPPO}`));
  await expect(page.locator(".link-way")).toHaveCount(1);
  await expect(page.locator(".tag", { hasText: "Works for" })).toBeVisible();
  await app.saved();

  await page.reload();
  await expect(app.article).toBeVisible();
  await app.panel.getByRole("button", { name: new RegExp(`^${SAID}`) }).click();
  await list.getByRole("button", { name: strings.commands["relation.relabel"] }).click();
  await page.getByRole("option", { name: /^Citizen of/ }).click();
  await expect(list.getByRole("listitem")).toHaveText(new RegExp(`Citizen of.*${ALEPPO}`));
  await list.getByRole("button", { name: strings.commands["relation.remove"] }).click();
  await expect(list).toHaveCount(0);
  await app.button(strings.commands["edit.undo"]).click();
  await expect(list).toHaveCount(1);
});
