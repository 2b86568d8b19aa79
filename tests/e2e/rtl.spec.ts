/** Nasty cases of right-to-left text: marks change no place of any character, and what is drawn lies on what is marked. */
import { type App, documentOf, expect, test } from "./app";

test.use({ language: "en" });

/** Digits, quotes, Latin, mixed brackets, marks, zero-width and bidi controls, an emoji; paragraphs of both directions. */
const CASES = [
  "\u0641\u064a 13/12/2016 \u0642\u0631\u0631\u062a UNESCO (\u0627\u0644\u064a\u0648\u0646\u0633\u0643\u0648) \u0631\u0642\u0645 2254\u060c \u00ab\u062d\u0644\u0628\u00bb [\u0645\u062b\u0644\u0627\u064b] 35%.",
  "\u0642\u0627\u0644: \"\u0646\u0639\u0645\" \u062b\u0645 Reuters \u0648BBC \u0648\u0627\u0644\u0640\u0640\u0640\u062d\u0644\u0628 \u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f\u064c.",
  "\u0627\u0644\u0642\u0631\u0627\u0631\u200f 5\u200c\u0623 \u202bx\u202c \u0648\u2067Aleppo\u2069 \u{1f600} \u0662\u0660\u0661\u0666-\u0661\u0662.",
  "He said \u00ab\u062d\u0644\u0628\u00bb and (\u062f\u0645\u0634\u0642) in 2016.",
].join("\n");

/** Each character's left and right edge, in tenths of a pixel. */
function characterEdges(app: App): Promise<number[][]> {
  return app.article.evaluate((sheet) =>
    [...sheet.querySelectorAll(".block")].flatMap((block) => {
      const node = block.firstChild as Text;
      return [...node.data].map((_, at) => {
        const range = document.createRange();
        range.setStart(node, Math.min(at, node.length - 1));
        range.setEnd(node, Math.min(at + 1, node.length));
        const { left, right } = range.getBoundingClientRect();
        return [Math.round(left * 10), Math.round(right * 10)];
      });
    }),
  );
}

test("words keep their order and their shapes under labels on every token", async ({ app }) => {
  const { page } = app;
  await app.start();
  await app.paste(CASES);
  await expect(app.article).toContainText("2254");
  await page.evaluate(() => document.fonts.ready);
  expect(await app.article.locator(".block").evaluateAll((blocks) => blocks.map((block) => (block as HTMLElement).dir))).toEqual(["rtl", "rtl", "rtl", "ltr"]);
  const before = await characterEdges(app);
  await app.article.focus();
  await page.keyboard.press("Control+Home");
  const labels = ["w", "o", "g", "k"];
  for (let n = 0; n < 40; n += 1) {
    await app.press(labels[n % labels.length] as string, "Escape", n < 36 ? "ArrowLeft" : "ArrowRight");
  }
  await app.saved();
  expect(await characterEdges(app)).toEqual(before);
  const { text, entities } = documentOf(await app.exportByKey());
  expect(entities.length).toBeGreaterThan(20);
  const points = [...text];
  for (const entity of entities) expect(points.slice(entity.start, entity.end).join("")).toBe(entity.text);
});

/** Left and right of the selection's box, and of the word itself. */
async function edges({ page }: App, word: string): Promise<number[][]> {
  return page.evaluate((word) => {
    const boxes = [...document.querySelectorAll(".selection")].map((box) => box.getBoundingClientRect());
    for (const block of document.querySelectorAll(".block")) {
      const node = block.firstChild as Text;
      const at = node.data.indexOf(word);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + word.length);
      const rect = range.getBoundingClientRect();
      return [[Math.min(...boxes.map(({ left }) => left)), Math.max(...boxes.map(({ right }) => right))], [rect.left, rect.right]];
    }
    return [[], []];
  }, word);
}

test("the selection's box lies on the word's own rectangle, digits, Latin and brackets too", async ({ app }) => {
  const { page } = app;
  await app.start();
  await app.paste(CASES);
  await expect(app.article).toContainText("2254");
  await page.evaluate(() => document.fonts.ready);
  for (const word of ["2254", "UNESCO", "\u0627\u0644\u064a\u0648\u0646\u0633\u0643\u0648", "\u062d\u0644\u0628", "Reuters", "2016"]) {
    // The tools beside the last word may lie over this one.
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await expect(app.selectionTools).toHaveCount(0);
    const { x, y } = await app.wordPoint(word);
    await page.mouse.dblclick(x, y);
    await expect(app.announcement).toContainText(word);
    // The first click says the word, the second draws the box.
    await expect(async () => {
      const [drawn, text] = await edges(app, word);
      expect(Math.abs((drawn?.[0] ?? 0) - (text?.[0] ?? 99)), word).toBeLessThan(6);
      expect(Math.abs((drawn?.[1] ?? 0) - (text?.[1] ?? 99)), word).toBeLessThan(6);
    }).toPass({ timeout: 10_000 });
  }
});

test("an entity in two pieces is painted on both and on nothing between", async ({ app }) => {
  const { page, strings } = app;
  await app.start();
  await app.paste("\u0631\u0626\u064a\u0633\u0627 \u0641\u0631\u0646\u0633\u0627 \u0648\u0631\u0648\u0633\u064a\u0627.");
  await expect(app.article).toContainText("\u0631\u0626\u064a\u0633\u0627");
  const word = async (text: string) => {
    const { x, y } = await app.wordPoint(text);
    await page.mouse.dblclick(x, y);
    await expect(app.announcement).toContainText(text);
  };
  await word("\u0631\u0626\u064a\u0633\u0627");
  await page.keyboard.press("w");
  await expect(app.announcement).toContainText("Law");
  await page.keyboard.press("u");
  await expect(app.announcement).toHaveText(strings.spoken.parting);
  await word("\u0648\u0631\u0648\u0633\u064a\u0627");
  await page.keyboard.press("u");
  await expect(app.panel.getByText("\u0631\u0626\u064a\u0633\u0627 \u2026 \u0648\u0631\u0648\u0633\u064a\u0627")).toBeVisible();
  await expect(page.locator(".selection")).toHaveCount(2);
  await page.keyboard.press("Control+z");
  await expect(app.announcement).toContainText(strings.steps["entity.add-part"]);
});
