/** The label set: a new type is used at once and kept; a type that goes asks what its marks become, and none is dropped. */
import type { Locator } from "@playwright/test";
import { type App, documentOf, expect, test } from "./app";

test.use({ language: "en" });

const TEXT = "\u0623\u0639\u0644\u0646\u062a \u0645\u0648\u0633\u0643\u0648 \u0648\u0642\u0641 \u0625\u0637\u0644\u0627\u0642 \u0627\u0644\u0646\u0627\u0631 \u0641\u064a \u062d\u0644\u0628.";

/** Opens the editor of the label set. */
async function openEditor(app: App): Promise<Locator> {
  const name = app.strings.commands["schema.edit"];
  await app.tab("documents");
  await app.button(name).click();
  return app.page.getByRole("dialog", { name });
}

test("a new type labels by its key and survives a reload", async ({ app }) => {
  const { page, strings } = app;
  await app.startWith(TEXT);
  const editor = await openEditor(app);
  await editor.getByRole("button", { name: strings.schema.addEntity }).click();
  const added = editor.locator("details").filter({ has: page.getByText("NEW", { exact: true }) }).first();
  await added.locator("summary").click();
  await added.getByLabel(strings.schema.name.en).fill("Ship");
  await added.getByLabel(strings.schema.key).fill("7");
  await added.getByLabel(strings.schema.key).blur();
  await editor.getByRole("button", { name: strings.schema.save }).click();
  await expect(editor).toHaveCount(0);
  await app.saved();

  await app.article.focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("7");
  await expect(app.announcement).toContainText("Ship, Accepted");
  await app.saved();
  await page.reload();
  await expect(app.article).toBeVisible();
  const file = await app.exportByKey();
  expect(documentOf(file).entities.find(({ label }) => label === "NEW")).toBeTruthy();
  expect(file).toContain('"Ship"');
});

test("a type needs no key: it is chosen by its name", async ({ app }) => {
  const { page, strings } = app;
  await app.startWith(TEXT);
  const editor = await openEditor(app);
  await editor.getByRole("button", { name: strings.schema.addEntity }).click();
  const added = editor.locator("details").filter({ has: page.getByText("NEW", { exact: true }) }).first();
  await added.locator("summary").click();
  // The built-in types and the commands have all letters and digits.
  await expect(added.getByLabel(strings.schema.key)).toHaveValue("");
  await added.getByLabel(strings.schema.name.en).fill("Ship");
  await added.getByLabel(strings.schema.name.en).blur();
  await editor.getByRole("button", { name: strings.schema.save }).click();
  await expect(editor).toHaveCount(0);
  await app.article.focus();
  await app.press("Control+Home", "Control+k");
  await page.keyboard.type("ship");
  await app.press("Enter");
  await expect(app.announcement).toContainText("Ship, Accepted");
});

test("a role is made, named and filled by chosen types; so is a relation type", async ({ app }) => {
  const { page, strings } = app;
  await app.startWith(TEXT);
  const editor = await openEditor(app);
  const event = editor.locator("details").filter({ has: page.getByText("Ceasefire", { exact: true }) }).first();
  await event.locator("summary").first().click();
  await event.getByLabel(strings.schema.addRole).selectOption({ label: strings.schema.newRole });
  const role = event.locator("details").filter({ hasText: strings.schema.freshRole });
  await role.locator("summary").click();
  await role.getByLabel(strings.schema.id).fill("Guarantor");
  await role.getByLabel(strings.schema.id).blur();
  const named = event.locator("details").last();
  await named.getByLabel(strings.schema.name.en).fill("Guarantor");
  await named.getByLabel(strings.schema.name.en).blur();
  await named.getByRole("checkbox", { name: "Organisation" }).check();

  await editor.getByRole("button", { name: strings.schema.addGroup }).click();
  await editor.getByRole("button", { name: strings.schema.addRelation }).click();
  const relation = editor.locator("details").filter({ has: page.getByText("New", { exact: true }) }).last();
  await relation.locator("summary").click();
  await relation.getByLabel(strings.schema.name.en).fill("Borders");
  await relation.getByLabel(strings.schema.name.en).blur();
  await relation.getByRole("group", { name: strings.schema.from }).last().getByRole("checkbox", { name: "Location" }).check();
  await editor.getByRole("button", { name: strings.schema.save }).click();
  await expect(editor).toHaveCount(0);
  await app.saved();
  const { schema } = JSON.parse(await app.exportByKey()) as { schema: { events: { id: string; roles: { id: string; fillers: string[] }[] }[]; relations: { label: { en: string }; from: string[] }[]; groups: { id: string }[] } };
  expect(schema.events.find(({ id }) => id === "Ceasefire")?.roles.at(-1)).toMatchObject({ id: "Guarantor", fillers: ["ORG"] });
  expect(schema.relations.at(-1)).toMatchObject({ label: { en: "Borders" }, from: ["LOC"] });
  expect(schema.groups.at(-1)?.id).toBe("Group");
});

test("an attribute of one's own is made, said by key and by menu, kept, and asks what becomes of a value that goes", async ({ app }) => {
  const { page, strings } = app;
  await app.startWith(TEXT);
  const editor = await openEditor(app);
  await editor.getByRole("button", { name: strings.schema.addAttribute }).click();
  const attribute = editor.locator("details").filter({ has: page.getByText("attribute", { exact: true }) }).last();
  await attribute.locator("summary").first().click();
  await attribute.getByLabel(strings.schema.name.en).fill("Part in the war");
  for (const name of ["Side", "Mediator"]) {
    await attribute.getByRole("button", { name: strings.schema.addValue }).click();
    const value = attribute.locator("details").last();
    await value.locator("summary").click();
    await value.getByLabel(strings.schema.name.en).fill(name);
    await value.getByLabel(strings.schema.name.en).blur();
  }
  await attribute.getByRole("checkbox", { name: "Geopolitical entity" }).check();
  await editor.getByRole("button", { name: strings.schema.save }).click();
  await expect(editor).toHaveCount(0);
  await app.saved();

  // By key: the palette of what can be said, on the second word, which is a place.
  await app.article.focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Shift+A");
  const search = page.getByRole("combobox", { name: strings.palette.titles.attribute });
  await expect(search).toBeFocused();
  await search.fill("med");
  await search.press("Enter");
  await expect(app.announcement).toContainText("Part in the war: Mediator");
  const said = async () => documentOf(await app.exportByKey()).entities.map(({ attributes }) => attributes).filter(Boolean);
  expect(await said()).toEqual([{ attribute: "value2" }]);

  // By menu, in the list of entities; the words are still there after a reload.
  await app.tab("entities");
  await app.panel.getByLabel("Part in the war").selectOption({ label: "Side" });
  await app.saved();
  await page.reload();
  await expect(app.article).toBeVisible();
  expect(await said()).toEqual([{ attribute: "value" }]);

  // The value goes: what was said becomes what the reader answers.
  await openEditor(app);
  await attribute.locator("summary").first().click();
  await attribute.getByRole("button", { name: strings.schema.remove("Side") }).click();
  await editor.getByRole("button", { name: strings.schema.save }).click();
  await editor.getByLabel(strings.schema.becomes(strings.schema.valueOf("Side", "Part in the war"))).selectOption({ label: "Mediator" });
  await editor.getByRole("button", { name: strings.schema.save }).click();
  await expect(editor).toHaveCount(0);
  await app.saved();
  expect(await said()).toEqual([{ attribute: "value2" }]);
});

test("what was done before a type went is still undone", async ({ app }) => {
  const { page, strings } = app;
  await app.startWith(TEXT);
  await app.article.focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("w");
  await expect(app.announcement).toContainText("Law");
  const before = await app.tabCount("entities").textContent();
  const editor = await openEditor(app);
  const type = editor.locator("details").filter({ has: page.getByText("LAW", { exact: true }) }).first();
  await type.locator("summary").first().click();
  await type.getByRole("button", { name: strings.schema.remove("Law") }).click();
  await editor.getByRole("button", { name: strings.schema.save }).click();
  await editor.getByLabel(strings.schema.becomes("Law")).selectOption({ label: "Organisation" });
  await editor.getByRole("button", { name: strings.schema.save }).click();
  await expect(editor).toHaveCount(0);
  await app.saved();
  await page.reload();
  await expect(app.article).toHaveText(TEXT);
  await app.button(strings.commands["edit.undo"]).click();
  await expect(app.announcement).toHaveText(strings.spoken.undone(strings.steps["entity.add"]));
  await expect(app.tabCount("entities")).toHaveText(String(Number(before) - 1));
});

test("an event type that goes asks for the roles that the type which its marks become lacks", async ({ app }) => {
  const { page, strings } = app;
  await app.start();
  const editor = await openEditor(app);
  const type = editor.locator("details").filter({ has: page.getByText("Kill", { exact: true }) }).first();
  const name = (await type.locator("summary").first().locator("span").first().textContent()) ?? "";
  await type.locator("summary").first().click();
  await type.getByRole("button", { name: strings.schema.remove(name), exact: true }).click();
  await editor.getByRole("button", { name: strings.schema.save }).click();
  await expect(editor.getByRole("combobox")).toHaveCount(1);
  await editor.getByLabel(strings.schema.becomes(name)).selectOption("Attack");
  await expect(editor.getByRole("status")).toHaveCount(0);
  // Agent, victim and count; the target is a role of attacks.
  await expect(editor.getByRole("combobox")).toHaveCount(4);
  for (const field of (await editor.getByRole("combobox").all()).slice(1)) await field.selectOption("Target");
  await editor.getByRole("button", { name: strings.schema.save }).click();
  await expect(editor).toHaveCount(0);
});

test("marks of a type that is taken away become another type", async ({ app }) => {
  const { page, strings } = app;
  await app.startWith(TEXT);
  await app.saved();
  const before = documentOf(await app.exportByKey()).entities.filter(({ label }) => label === "GPE");
  expect(before.length).toBeGreaterThan(0);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("edit the types");
  await page.keyboard.press("Enter");
  const editor = page.getByRole("dialog", { name: strings.commands["schema.edit"] });
  const type = editor.locator("details").filter({ has: page.getByText("GPE", { exact: true }) }).first();
  await type.locator("summary").first().click();
  await type.getByRole("button", { name: strings.schema.remove("Geopolitical entity") }).click();
  await editor.getByRole("button", { name: strings.schema.save }).click();
  await expect(editor).toContainText(strings.schema.ask);

  // Without an answer nothing is changed.
  await editor.getByRole("button", { name: strings.schema.save }).click();
  await expect(app.alert).toContainText(strings.errors.codes["unknown-label"]);
  await editor.getByLabel(strings.schema.becomes("Geopolitical entity")).selectOption({ label: "Location" });
  await editor.getByRole("button", { name: strings.schema.save }).click();
  await expect(editor).toHaveCount(0);
  await app.saved();
  const after = documentOf(await app.exportByKey()).entities;
  expect(after.filter(({ label }) => label === "GPE")).toEqual([]);
  for (const { text } of before) expect(after).toContainEqual(expect.objectContaining({ text, label: "LOC" }));
  await page.reload();
  await expect(app.article).toBeVisible();
  expect(documentOf(await app.exportByKey()).entities).toEqual(after);
});
