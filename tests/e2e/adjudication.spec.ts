/** Annotators' files become one: every difference decided by keyboard alone, every decision in the file; agreement in figures and pictures. */
import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import type { Locator } from "@playwright/test";
import { type App, documentOf, expect, test } from "./app";

/** "Moscow announced a ceasefire in Aleppo." */
const TEXT = "\u0623\u0639\u0644\u0646\u062a \u0645\u0648\u0633\u0643\u0648 \u0648\u0642\u0641 \u0625\u0637\u0644\u0627\u0642 \u0627\u0644\u0646\u0627\u0631 \u0641\u064a \u062d\u0644\u0628.";
const MOSCOW = "\u0645\u0648\u0633\u0643\u0648";
const CEASEFIRE = "\u0648\u0642\u0641 \u0625\u0637\u0644\u0627\u0642 \u0627\u0644\u0646\u0627\u0631";
const ALEPPO = "\u062d\u0644\u0628";

function quote(words: string) {
  const start = TEXT.indexOf(words);
  return { start, end: start + words.length, text: words };
}

/** A file of the native format: Moscow with a label, Aleppo, the ceasefire with its place and polarity. */
function annotator(moscow: string, place: boolean, polarity: "positive" | "negative", relation?: [string, string, string]): Buffer {
  const entities = [{ id: "e1", label: moscow, ...quote(MOSCOW) }, { id: "e2", label: "GPE", ...quote(ALEPPO) }];
  const party = { role: "Party", ...quote(MOSCOW), entity: "e1" };
  const fillers = place ? [party, { role: "Place", ...quote(ALEPPO), entity: "e2" }] : [party];
  const event = { id: "v1", label: "Ceasefire", trigger: quote(CEASEFIRE), arguments: fillers, polarity };
  const relations = relation ? [{ id: "r1", label: relation[0], from: relation[1], to: relation[2] }] : [];
  return Buffer.from(`${JSON.stringify({ format: "hashiya", version: 1, offset_unit: "code_point", id: "d1", text: TEXT, entities, events: [event], relations })}\n`);
}

interface File {
  name: string;
  buffer: Buffer;
}

/** Opens the dialog by key, gives it the files, and compares them, all by keyboard. */
async function compare(app: App, files: readonly File[]): Promise<Locator> {
  const { page, strings } = app;
  await app.start();
  await app.article.focus();
  await page.keyboard.press("Control+Alt+a");
  const dialog = page.getByRole("dialog", { name: strings.adjudication.title });
  await dialog.getByLabel(strings.adjudication.choose).setInputFiles(files.map((file) => ({ ...file, mimeType: "application/octet-stream" })));
  const button = dialog.getByRole("button", { name: strings.adjudication.compare });
  await expect(button).toBeEnabled();
  await button.focus();
  await page.keyboard.press("Enter");
  return dialog;
}

const TWO: readonly File[] = [
  { name: "sara.jsonl", buffer: annotator("GPE", false, "positive") },
  { name: "ali.jsonl", buffer: annotator("ORG", true, "negative") },
];

for (const language of ["en", "ar"] as const) {
  test.describe(language, () => {
    test.use({ language });

    test("all differences are decided by keyboard, and the file says who decided what against what", async ({ app }) => {
      const { page, strings } = app;
      const t = strings.adjudication;
      const dialog = await compare(app, TWO);
      const region = dialog.locator(".difference");
      await expect(region).toBeFocused();
      await expect(dialog.getByRole("heading", { name: t.heading(1, 3, t.kinds.entity) })).toBeVisible();
      await page.keyboard.press("2");
      await expect(dialog.getByRole("heading", { name: t.heading(2, 3, t.kinds.attributes) })).toBeVisible();
      await expect(dialog.getByRole("button", { name: t.nothing })).toHaveCount(0);
      await page.keyboard.press("1");
      await expect(dialog.getByRole("heading", { name: t.heading(3, 3, t.kinds.argument) })).toBeVisible();
      await page.keyboard.press("0");
      await expect(dialog.getByText(t.decided(3, 3))).toBeVisible();
      // Taken back, and decided with a mark of one's own: the same words in another role.
      await page.keyboard.press("Control+z");
      await expect(dialog.getByText(t.decided(2, 3))).toBeVisible();
      await page.keyboard.press("o");
      await expect(dialog.getByLabel(t.type)).toBeFocused();
      await page.keyboard.press("ArrowUp");
      const take = dialog.getByRole("button", { name: t.takeOwn });
      while (!(await take.evaluate((element) => element === element.ownerDocument.activeElement))) await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await expect(dialog.getByText(t.decided(3, 3))).toBeVisible();
      // Other files are looked for in vain: what was decided is still there.
      await dialog.getByRole("button", { name: t.others }).focus();
      await page.keyboard.press("Enter");
      await expect(dialog.getByText(t.unsaved)).toBeVisible();
      await expect(dialog.getByRole("button", { name: t.goOn })).toBeFocused();
      await page.keyboard.press("Enter");
      await expect(dialog.getByText(t.decided(3, 3))).toBeVisible();
      const download = page.waitForEvent("download");
      await expect(region).toBeFocused();
      await page.keyboard.press("Control+s");
      const file = await readFile(await (await download).path(), "utf8");
      const document = documentOf(file) as ReturnType<typeof documentOf> & { status: string; decisions: Decision[] };
      expect(document.entities.map(({ label, text, status }) => [label, text, status])).toEqual([["ORG", MOSCOW, "accepted"], ["GPE", ALEPPO, "accepted"]]);
      const [event] = document.events;
      expect(event?.arguments.map(({ role, entity }) => [role, entity])).toEqual([["Party", "e1"], ["Counterparty", null]]);
      expect(document.status).toBe("done");
      expect(document.decisions.map(({ kind, by, chosen, against }) => [kind, by, chosen.annotators, against.map(({ annotators }) => annotators)])).toEqual([
        ["entity", "person", ["ali"], [["sara"]]],
        ["attributes", "person", ["sara"], [["ali"]]],
        ["argument", "person", [], [["sara"], ["ali"]]],
      ]);
      expect(document.decisions[0]?.against[0]?.entities?.[0]).toMatchObject({ label: "GPE", text: MOSCOW });

      // The result opens like any data set, and keeps its decisions.
      await dialog.getByRole("button", { name: t.open }).focus();
      await page.keyboard.press("Enter");
      await expect(app.article).toHaveText(TEXT);
      await app.saved();
      expect(documentOf(await app.export())).toMatchObject({ decisions: document.decisions });
    });
  });

  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${language}, ${colorScheme}`, () => {
      test.use({ language, colorScheme });

      test("axe finds nothing, and the agreement is shown by type and as a picture", async ({ app }) => {
        const { page, strings } = app;
        const t = strings.adjudication;
        const third = { name: "maha.jsonl", buffer: annotator("ORG", true, "positive") };
        const dialog = await compare(app, [...TWO, third]);
        await expect(dialog.locator(".difference")).toBeFocused();
        await check(app, "the differences");
        await page.keyboard.press("o");
        await expect(dialog.getByLabel(t.type)).toBeFocused();
        await check(app, "a mark of one's own");
        await page.keyboard.press("Escape");
        await dialog.getByRole("button", { name: t.majority }).click();
        await expect(dialog.getByText(t.decided(3, 3))).toBeVisible();
        await dialog.getByRole("tab", { name: t.agreement }).click();
        const picture = dialog.getByRole("img", { name: t.confusionText(3) });
        await expect(picture).toBeVisible();
        await expect(picture.locator("title").first()).toHaveText(/\S/);
        await check(app, "the agreement");
        const download = page.waitForEvent("download");
        await dialog.getByRole("button", { name: t.savePicture }).first().click();
        expect(await readFile(await (await download).path(), "utf8")).toMatch(/^<svg[^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
      });
    });
  }
}

test("a reload loses no decision, and the last can still be taken back", async ({ app }) => {
  const { page, strings } = app;
  const t = strings.adjudication;
  const dialog = await compare(app, TWO);
  await expect(dialog.locator(".difference")).toBeFocused();
  await page.keyboard.press("2");
  await expect(dialog.getByText(t.decided(1, 3))).toBeVisible();
  await page.keyboard.press("1");
  await expect(dialog.getByText(t.decided(2, 3))).toBeVisible();
  await page.reload();
  await expect(app.article).toBeVisible();
  await app.saved();
  await app.article.focus();
  await page.keyboard.press("Control+Alt+a");
  await expect(dialog.getByText(t.decided(2, 3))).toBeVisible();
  await expect(dialog.getByRole("heading", { name: t.heading(3, 3, t.kinds.argument) })).toBeVisible();
  await expect(dialog.locator(".difference")).toBeFocused();
  await page.keyboard.press("Control+z");
  await expect(dialog.getByText(t.decided(1, 3))).toBeVisible();
});

test("relations stand side by side, and one of one's own can lead the other way", async ({ app }) => {
  const { page, strings } = app;
  const t = strings.adjudication;
  const dialog = await compare(app, [
    { name: "sara.jsonl", buffer: annotator("GPE", true, "positive", ["LocatedIn", "e1", "e2"]) },
    { name: "ali.jsonl", buffer: annotator("GPE", true, "positive", ["PartOf", "e1", "e2"]) },
  ]);
  await expect(dialog.getByRole("heading", { name: t.heading(1, 1, t.kinds.relation) })).toBeVisible();
  await expect(dialog.locator(".difference")).toBeFocused();
  await page.keyboard.press("o");
  await expect(dialog.getByLabel(t.type)).toBeFocused();
  await dialog.getByRole("button", { name: t.turn }).press("Enter");
  await dialog.getByRole("button", { name: t.takeOwn }).press("Enter");
  await expect(dialog.getByText(t.decided(1, 1))).toBeVisible();
  const download = page.waitForEvent("download");
  await expect(dialog.locator(".difference")).toBeFocused();
  await page.keyboard.press("Control+s");
  const document = documentOf(await readFile(await (await download).path(), "utf8")) as ReturnType<typeof documentOf> & { relations: { label: string; from: string; to: string; source: string }[]; decisions: Decision[] };
  expect(document.relations).toMatchObject([{ label: "LocatedIn", from: "e2", to: "e1", source: "person" }]);
  expect(document.decisions.map(({ kind, against }) => [kind, against.length])).toEqual([["relation", 2]]);
  await dialog.getByRole("tab", { name: t.agreement }).click();
  await expect(dialog.getByRole("region", { name: t.relations })).toBeVisible();
  await check(app, "the agreement on relations");
});

test("files without a text in common are refused with a reason", async ({ app }) => {
  const { strings } = app;
  const other = Buffer.from(`${JSON.stringify({ text: "\u0646\u0635", label: [] })}\n`);
  const dialog = await compare(app, [...TWO, { name: "other.jsonl", buffer: other }]);
  await expect(dialog.getByRole("alert")).toContainText(strings.errors.codes["nothing-in-common"]);
});

interface Reading {
  annotators: string[];
  entities?: { label: string; text: string }[];
}

interface Decision {
  kind: string;
  by: string;
  chosen: Reading;
  against: Reading[];
}

/** Fails with what axe found. */
async function check({ page }: App, state: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const faults = violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html} ${node.failureSummary}`));
  expect(faults, state).toEqual([]);
}
