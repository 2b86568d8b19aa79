/** axe finds nothing, in either language, light and dark, in every state of the page. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { type App, expect, test } from "./app";

/** "Moscow announced a ceasefire in Aleppo on Sunday." */
const SHORT =
  "\u0623\u0639\u0644\u0646\u062a \u0645\u0648\u0633\u0643\u0648 \u0648\u0642\u0641 \u0625\u0637\u0644\u0627\u0642 \u0627\u0644\u0646\u0627\u0631 \u0641\u064a \u062d\u0644\u0628 \u064a\u0648\u0645 \u0627\u0644\u0623\u062d\u062f.";

/** Fails with what axe found: rule, element, reason. */
async function checkPage(page: Page, state: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const faults = violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html} ${node.failureSummary}`));
  expect(faults, state).toEqual([]);
}

/** Selects the article's first word by keyboard. */
async function selectFirstWord(app: App): Promise<void> {
  await app.article.focus();
  await app.page.keyboard.press("Control+Home");
}

for (const language of ["ar", "en"] as const) {
  for (const scheme of ["light", "dark"] as const) {
    test.describe(`${language}, ${scheme}`, () => {
      test.use({ language, colorScheme: scheme });

      test("every state of the page", async ({ app }) => {
        const { page, strings } = app;
        await app.start();
        await checkPage(page, "the article");

        // The other states need no long article, and axe looks at every element.
        await app.paste(SHORT);
        await expect(page.getByRole("dialog")).toHaveCount(0);
        await selectFirstWord(app);
        await page.keyboard.press("o");
        await expect(page.locator(".tag.strong")).toBeVisible();
        await checkPage(page, "a selected entity");

        await page.keyboard.press("r");
        await expect(app.palette).toBeFocused();
        await checkPage(page, "the palette of entity types");
        await page.keyboard.press("Escape");

        await page.keyboard.press("e");
        await expect(app.palette).toBeFocused();
        await checkPage(page, "the palette of event types");
        await page.keyboard.type("attack");
        await page.keyboard.press("Enter");
        await expect(page.getByText(strings.roles.choose)).toBeVisible();
        await checkPage(page, "the roles");
        await page.keyboard.press("2");
        await expect(page.getByRole("option").first()).toBeVisible();
        await checkPage(page, "the candidates");
        await page.keyboard.press("Enter");
        await page.keyboard.press("Escape");

        await app.tab("events");
        await expect(page.getByRole("combobox", { name: strings.event.polarity })).toBeVisible();
        await checkPage(page, "the events");
        await app.button(strings.events.forms.timeline).click();
        await checkPage(page, "the timeline");
        await app.button(strings.events.forms.cards).click();

        await selectFirstWord(app);
        await page.keyboard.press("p");
        await expect(app.panel.getByRole("checkbox").first()).toBeVisible();
        await checkPage(page, "all places of a word");
        await page.keyboard.press("Control+k");
        await expect(page.getByRole("combobox", { name: strings.palette.commands })).toBeFocused();
        await checkPage(page, "the commands");
        await page.keyboard.press("Escape");
        await app.tab("entities");
        for (const row of [0, 1]) {
          await app.panel.locator(".row-main").nth(row).click();
          await app.button(strings.commands["relation.make"]).click();
        }
        await expect(app.palette).toBeFocused();
        await checkPage(page, "the palette of relations");
        await page.keyboard.press("Enter");
        await expect(app.panel.getByRole("list", { name: strings.relations.name })).toBeVisible();
        await checkPage(page, "a relation");
        await app.button(strings.commands["suggestion.accept-above"]).click();
        await expect(page.getByRole("slider")).toBeVisible();
        await checkPage(page, "accepting many");
        await page.keyboard.press("Escape");
        await app.tab("documents");
        await checkPage(page, "the articles");
        await app.button(strings.commands["project.statistics"]).click();
        await expect(page.getByRole("dialog", { name: strings.commands["project.statistics"] })).toBeVisible();
        await checkPage(page, "the statistics");
        await page.keyboard.press("Escape");
        await selectFirstWord(app);
        await page.keyboard.press("Control+e");
        await expect(page.getByRole("dialog").getByText(strings.exporting.whole)).toBeVisible();
        await checkPage(page, "an export");
        const dialog = page.getByRole("dialog");
        await dialog.getByLabel(strings.exporting.all(2)).check();
        await dialog.getByLabel(strings.exporting.split).check();
        await dialog.getByLabel(strings.exporting.format).selectOption("doccano");
        await expect(dialog.getByText(strings.exporting.losses)).toBeVisible();
        await checkPage(page, "an export that loses something, in parts");
        await page.keyboard.press("Escape");
        await app.openFile("foreign.jsonl", Buffer.from(`${JSON.stringify({ text: SHORT, label: [[0, 5, "Stadt"], [6, 11, "Land"]] })}\n`));
        await expect(page.getByRole("dialog", { name: strings.mapping.title })).toBeVisible();
        await checkPage(page, "what labels of a foreign file become");
        await page.keyboard.press("Escape");
        await app.button(strings.commands["schema.edit"]).click();
        const editor = page.getByRole("dialog", { name: strings.commands["schema.edit"] });
        await editor.locator("summary").first().click();
        await checkPage(page, "the types");
        await editor.getByRole("button", { name: new RegExp(strings.schema.remove("").slice(0, 4)) }).first().click();
        await editor.getByRole("button", { name: strings.schema.save }).click();
        await expect(editor).toContainText(strings.schema.ask);
        await checkPage(page, "what marks become");
        await page.keyboard.press("Escape");

        await app.button(strings.commands["interface.keys"]).click();
        await checkPage(page, "the keys");
        await page.keyboard.press("Escape");
        await app.openFile("empty.txt", Buffer.alloc(0));
        await expect(app.alert).toBeVisible();
        await checkPage(page, "the dialog with an error");
        await page.keyboard.press("Escape");

        const close = app.panel.getByRole("button", { name: `${strings.documents.close}: ` });
        await close.first().click();
        await checkPage(page, "the question before closing");
        await app.button(strings.documents.closeConfirm).click();
        await expect(close).toHaveCount(1);
        await close.click();
        await app.button(strings.documents.closeConfirm).click();
        await expect(page.getByRole("heading", { name: strings.article.empty })).toBeVisible();
        await checkPage(page, "the empty page");
      });
    });
  }
}

test("the page is usable at the width of a phone", async ({ app }) => {
  const { page, strings } = app;
  await page.setViewportSize({ width: 390, height: 780 });
  await app.start();
  await checkPage(page, "a phone");
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await overflow()).toBe(0);
  // A long title is cut and does not push the page aside.
  await app.paste(`${SHORT.replace(".", " ").repeat(3)}.`);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await overflow()).toBe(0);
  await app.tab("entities");
  await expect(app.panel.getByRole("searchbox", { name: strings.panel.search })).toBeVisible();
  await checkPage(page, "a phone with the list");
});

test("Tab leaves the article after Escape, and every tool is reached", async ({ app }) => {
  const { page } = app;
  await app.start();
  await selectFirstWord(app);
  await page.keyboard.press("Escape");
  await expect(app.announcement).toHaveText(app.strings.spoken.left);
  await page.keyboard.press("Tab");
  await expect(app.article).not.toBeFocused();
});

test("Arabic letters on the keyboard work as the Latin ones on the same keys", async ({ app }) => {
  const { page, strings } = app;
  await app.start();
  await selectFirstWord(app);
  // On the Arabic layout the key of "r" gives the letter qaf.
  await app.article.dispatchEvent("keydown", { key: "\u0642", code: "KeyR", bubbles: true });
  await expect(app.palette).toBeFocused();
  await page.keyboard.press("Escape");
  await app.article.dispatchEvent("keydown", { key: "\u061f", code: "Slash", shiftKey: true, bubbles: true });
  await expect(page.getByRole("dialog", { name: strings.keys.title })).toBeVisible();
});

test("the language is switched and remembered", async ({ app }) => {
  const { page } = app;
  await app.start();
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("dir", "ltr");
  await page.reload();
  await expect(page.getByRole("tab", { name: "Entities" })).toBeVisible();
});
