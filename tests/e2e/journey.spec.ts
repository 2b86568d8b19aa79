/** The main job, once with the mouse and once with the keyboard alone, on the sample and on a real article. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type App, documentOf, essence, expect, test } from "./app";

const SAMPLE = fileURLToPath(new URL("../../data/sample/article.txt", import.meta.url));
const ALEPPO = fileURLToPath(new URL("../../../shared/data/articles/aleppo-2016.txt", import.meta.url));

interface Article {
  name: string;
  path: string;
  /** A word that is no annotation and becomes an entity, and the word after it. */
  free: string;
  beside: string;
  /** A word, also one inside an annotation, that becomes an event's trigger. */
  trigger: string;
}

const ARTICLES: readonly Article[] = [
  { name: "the sample", path: SAMPLE, free: "ستستضيف", beside: "الثلاثاء", trigger: "العرب" },
  { name: "the Aleppo article", path: ALEPPO, free: "شهدت", beside: "الساعات", trigger: "حيث" },
];

const MARKS_PLACE = { ar: "مكان", en: "Location" } as const;

for (const article of ARTICLES) {
  test.describe(article.name, () => {
    test.skip(!existsSync(article.path), "skipped: no reference data");

    test("the journey with the mouse", async ({ app }) => {
      await app.start();
      await app.paste(readFileSync(article.path, "utf8"));
      await expect(app.article).toContainText(article.free);
      await app.saved();
      const opened = documentOf(await app.export());

      await correctByMouse(app, article);
      await addEventByMouse(app, article);
      const edited = await app.export();
      checkEdits(edited, opened.events.length, article);

      await app.button(app.strings.commands["edit.undo"]).click();
      await expect(app.announcement).toContainText(app.strings.steps["argument.add"]);
      await app.button(app.strings.commands["edit.redo"]).click();
      await expect(app.announcement).toContainText(app.strings.steps["argument.add"]);
      expect(await app.export()).toBe(edited);

      await reloadAndReopen(app, edited, () => app.export());
    });

    test.describe("by keyboard", () => {
      test.use({ language: "en" });

      test("the journey with the keyboard alone", async ({ app }) => {
        await app.start();
        await openByKeyboard(app, readFileSync(article.path, "utf8"), article.free);
        const opened = documentOf(await app.exportByKey());

        await correctByKeyboard(app, article);
        await addEventByKeyboard(app, article);
        const edited = await app.exportByKey();
        checkEdits(edited, opened.events.length, article);

        await app.page.keyboard.press("Control+z");
        await expect(app.announcement).toContainText(app.strings.steps["argument.add"]);
        await app.page.keyboard.press("Control+Shift+z");
        await expect(app.announcement).toContainText(app.strings.steps["argument.add"]);
        expect(await app.exportByKey()).toBe(edited);

        await reloadAndReopen(app, edited, () => app.exportByKey());
      });
    });
  });
}

/** Accepts, rejects and deletes suggestions; makes, relabels and resizes an entity. */
async function correctByMouse(app: App, { free, beside }: Article): Promise<void> {
  const { strings } = app;
  const rows = app.panel.getByRole("listitem");
  await rows.nth(0).getByRole("button", { name: `${strings.commands["annotation.accept"]}: ` }).click();
  await expect(rows.nth(0)).toContainText(strings.statuses.accepted);
  await rows.nth(1).getByRole("button", { name: `${strings.commands["annotation.reject"]}: ` }).click();
  await expect(rows.nth(1)).toContainText(strings.statuses.rejected);
  const before = await rows.count();
  await rows.nth(2).getByRole("button", { name: `${strings.commands["annotation.remove"]}: ` }).click();
  await expect(rows).toHaveCount(before - 1);

  const point = await app.wordPoint(free);
  await app.page.mouse.dblclick(point.x, point.y);
  await app.selectionTools.getByRole("button", { name: strings.commands["annotation.relabel"] }).click();
  await app.page.getByRole("option").first().click();
  await expect(rows.filter({ hasText: free })).toHaveCount(1);
  await app.selectionTools.getByRole("button", { name: strings.commands["annotation.relabel"] }).click();
  await app.page.getByRole("option", { name: MARKS_PLACE[app.language] }).first().click();
  await expect(app.announcement).toContainText(MARKS_PLACE[app.language]);

  const handle = await app.page.locator(".handle[data-edge=end]").boundingBox();
  const target = await app.wordPoint(`${free} ${beside}`);
  const besidePoint = await pointOfWordAfter(app, free, beside);
  if (!handle) throw new Error("the selection has no handle");
  await app.page.mouse.move(handle.x + handle.width / 2, target.y);
  await app.page.mouse.down();
  await app.page.mouse.move(besidePoint.x, besidePoint.y, { steps: 6 });
  await app.page.mouse.up();
  await expect(rows.filter({ hasText: `${free} ${beside}` })).toHaveCount(1);
}

/** The middle of `beside` where it follows `word`. */
function pointOfWordAfter(app: App, word: string, beside: string): Promise<{ x: number; y: number }> {
  return app.article.evaluate(
    (sheet, { word, beside }) => {
      for (const block of sheet.querySelectorAll(".block")) {
        const node = block.firstChild as Text;
        const at = node.data.indexOf(`${word} ${beside}`);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at + word.length + 1);
        range.setEnd(node, at + word.length + 1 + beside.length);
        const rect = range.getBoundingClientRect();
        return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
      }
      throw new Error(`the article lacks ${word} ${beside}`);
    },
    { word, beside },
  );
}

/** Makes an event with two arguments: an entity out of the list of candidates, and words of the text. */
async function addEventByMouse(app: App, { trigger, free }: Article): Promise<void> {
  const { strings } = app;
  const point = await app.wordPoint(trigger);
  await app.page.mouse.dblclick(point.x, point.y);
  await app.selectionTools.getByRole("button", { name: strings.commands["event.make"] }).click();
  await app.palette.fill("attack");
  await app.page.getByRole("option").first().click();
  const roles = app.page.getByRole("region", { name: strings.roles.title("").replace(/[«»“”]/g, "").trim() });
  await expect(roles).toBeVisible();
  await roles.getByRole("group").getByRole("button").nth(3).click();
  await roles.getByRole("option").first().click();
  await expect(app.page.locator(".links path, .tag.strong").first()).toBeVisible();
  await roles.getByRole("group").getByRole("button").nth(1).click();
  await app.clickWord(free);
  await expect(roles.getByRole("group")).toContainText(free);
  await roles.getByRole("button", { name: strings.roles.finish }).click();
  await app.tab("events");
  await expect(app.panel.getByRole("listitem").filter({ hasText: trigger }).filter({ hasText: free })).not.toHaveCount(0);
}

async function openByKeyboard(app: App, text: string, word: string): Promise<void> {
  const { page, strings } = app;
  await page.keyboard.press("Control+o");
  await expect(page.getByLabel(strings.open.pasteLabel)).toBeFocused();
  await page.keyboard.insertText(text);
  await page.keyboard.press("Tab");
  await expect(app.button(strings.open.openText)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(app.announcement).toContainText(strings.spoken.opened(""));
  await expect(app.article).toContainText(word);
  await focusArticle(app);
}

/** Walks by Tab alone until the article has the focus. */
async function focusArticle(app: App): Promise<void> {
  for (let n = 0; n < 30; n += 1) {
    if (await app.article.evaluate((element) => element === document.activeElement)) return;
    await app.page.keyboard.press("Tab");
  }
  throw new Error("Tab does not reach the article");
}

async function correctByKeyboard(app: App, { free, beside }: Article): Promise<void> {
  const { page, strings } = app;
  await page.keyboard.press("Tab");
  await expect(app.announcement).toContainText(strings.statuses.suggested);
  await page.keyboard.press("Enter");
  await expect(app.announcement).toContainText(strings.statuses.accepted);
  await page.keyboard.press("Tab");
  await expect(app.announcement).toContainText(strings.statuses.suggested);
  await page.keyboard.press("x");
  await expect(app.announcement).toContainText(strings.statuses.rejected);
  await page.keyboard.press("Tab");
  await expect(app.announcement).toContainText(strings.statuses.suggested);
  await page.keyboard.press("Delete");
  await expect(app.announcement).toContainText(/delete/);

  await app.cursorTo(free);
  await page.keyboard.press("o");
  await expect(app.announcement).toContainText("Organisation");
  await page.keyboard.press("l");
  await expect(app.announcement).toContainText(MARKS_PLACE.en);
  await page.keyboard.press("Shift+ArrowLeft");
  await expect(app.announcement).toContainText(`${free} ${beside}, ${MARKS_PLACE.en}`);
}

async function addEventByKeyboard(app: App, { trigger, free }: Article): Promise<void> {
  const { page, strings } = app;
  await app.cursorTo(trigger);
  await page.keyboard.press("e");
  await expect(app.palette).toBeFocused();
  await page.keyboard.type("attack");
  await page.keyboard.press("Enter");
  await expect(app.article).toBeFocused();
  await expect(app.page.getByText(strings.roles.choose)).toBeVisible();
  await page.keyboard.press("4");
  await expect(app.announcement).toContainText("Place");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(app.page.getByText(strings.roles.choose)).toBeVisible();
  await page.keyboard.press("2");
  await expect(app.announcement).toContainText("Target");
  await app.cursorTo(free);
  await page.keyboard.press("Enter");
  await expect(app.announcement).toContainText(`Target: ${free}`);
  await page.keyboard.press("Escape");
}

/** The entity and the event that the journey made are in the export, with all that belongs to them. */
function checkEdits(file: string, nEventsBefore: number, { free, beside, trigger }: Article): void {
  const document = documentOf(file);
  const points = [...document.text];
  for (const entity of document.entities) expect(points.slice(entity.start, entity.end).join("")).toBe(entity.text);
  const made = document.entities.find((entity) => entity.text === `${free} ${beside}`);
  expect(made).toMatchObject({ label: "LOC", status: "accepted" });
  expect(document.events.length).toBeGreaterThanOrEqual(nEventsBefore);
  const event = document.events.find((each) => each.trigger.text === trigger && each.label === "Attack");
  expect(event?.arguments.map((argument) => argument.role).sort()).toEqual(["Place", "Target"]);
  expect(event?.arguments.find((argument) => argument.role === "Target")).toMatchObject({ entity: made?.id });
}

async function reloadAndReopen(app: App, edited: string, exportAgain: () => Promise<string>): Promise<void> {
  await app.saved();
  await app.page.reload();
  await expect(app.article).toBeVisible();
  expect(await exportAgain()).toBe(edited);

  await app.openFile("export.json", Buffer.from(edited));
  await expect(app.page.getByRole("dialog")).toHaveCount(0);
  await expect(app.tabCount("documents")).toHaveText("3");
  expect(essence(await exportAgain())).toEqual(essence(edited));
}
