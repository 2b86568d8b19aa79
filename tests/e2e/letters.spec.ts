/** Marks never change the text's layout: letters stay joined, words keep their order and their places. */
import type { Page } from "@playwright/test";
import { type App, expect, test } from "./app";

/** Every word's rectangle in the article, in logical order, in tenths of a pixel. */
function wordRects(app: App): Promise<number[][]> {
  return app.article.evaluate((sheet) => {
    const rects: number[][] = [];
    for (const block of sheet.querySelectorAll(".block")) {
      const node = block.firstChild as Text;
      for (const word of node.data.matchAll(/\S+/g)) {
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const { left, top, width } = range.getBoundingClientRect();
        rects.push([left, top, width].map((value) => Math.round(value * 10)));
      }
    }
    return rects;
  });
}

async function unpainted(page: Page): Promise<void> {
  await page.evaluate(() => {
    CSS.highlights.clear();
    for (const overlay of document.querySelectorAll(".overlay")) overlay.remove();
  });
}

test("words have the same rectangles with marks and without", async ({ app }) => {
  await app.start();
  await app.page.evaluate(() => document.fonts.ready);
  await app.article.focus();
  for (const key of ["Control+Home", "o", "Escape", "ArrowLeft", "Shift+ArrowLeft", "g", "Escape", "Shift+ArrowLeft", "s"]) await app.page.keyboard.press(key);
  await expect(app.page.locator(".tag.strong")).toBeVisible();
  await app.saved();
  const marked = await wordRects(app);
  await unpainted(app.page);
  expect(await wordRects(app)).toEqual(marked);
});

test("every block is one text node and holds the document's own characters", async ({ app }) => {
  await app.start();
  const shapes = await app.article.evaluate((sheet) => [...sheet.querySelectorAll(".block")].map((block) => [block.childNodes.length, block.firstChild?.nodeType]));
  for (const shape of shapes) expect(shape).toEqual([1, 3]);
});

test("a highlight lies on the characters that it marks", async ({ app }) => {
  await app.start();
  await app.article.focus();
  await app.page.keyboard.press("Control+Home");
  await app.page.keyboard.press("o");
  await expect(app.page.locator(".tag.strong")).toBeVisible();
  const { painted, drawn, text } = await app.page.evaluate(() => {
    const sheet = document.querySelector(".sheet") as HTMLElement;
    const node = sheet.querySelector(".block")?.firstChild as Text;
    const ranges = [...CSS.highlights].filter(([name]) => name.includes("accepted")).flatMap(([, highlight]) => [...highlight.keys()]).filter((range) => range.startContainer === node && range.startOffset === 0);
    const first = ranges[0] as StaticRange;
    const live = document.createRange();
    live.setStart(node, first.startOffset);
    live.setEnd(node, first.endOffset);
    const rect = live.getBoundingClientRect();
    const box = (document.querySelector(".selection") as HTMLElement).getBoundingClientRect();
    return { painted: [rect.left, rect.right], drawn: [box.left, box.right], text: node.data.slice(first.startOffset, first.endOffset) };
  });
  expect(text).toMatch(/^\S+$/);
  expect(Math.abs((painted[0] ?? 0) - (drawn[0] ?? 0))).toBeLessThan(6);
  expect(Math.abs((painted[1] ?? 0) - (drawn[1] ?? 0))).toBeLessThan(6);
});

test("suggested, accepted and rejected are painted apart", async ({ app }) => {
  await app.start();
  await app.article.focus();
  const styles: string[] = [];
  for (const key of ["o", "x"]) {
    await app.page.keyboard.press("Control+Home");
    await app.page.keyboard.press(key);
    await expect(app.announcement).toContainText(key === "o" ? app.strings.statuses.accepted : app.strings.statuses.rejected);
    await app.page.waitForFunction((n) => [...CSS.highlights.keys()].some((name) => name.includes(n)), key === "o" ? "accepted" : "rejected");
    styles.push(
      await app.page.evaluate(() => {
        const block = document.querySelector(".block") as HTMLElement;
        const names = [...CSS.highlights.keys()].filter((name) => /accepted|rejected/.test(name));
        return names.map((name) => getComputedStyle(block, `::highlight(${name})`)).map((style) => `${style.backgroundColor} ${style.textDecoration}`).join();
      }),
    );
  }
  expect(styles[0]).toMatch(/^rgb\(.*underline/);
  expect(styles[1]).toMatch(/line-through/);
});

test("a part of a word is marked with its letters still joined", async ({ app }) => {
  const word = "\u0648\u0628\u062d\u0644\u0628";
  await app.start();
  await app.paste(`${word} \u0627\u0644\u064a\u0648\u0645`);
  await expect(app.article).toContainText(word);
  await app.page.evaluate(() => document.fonts.ready);
  const before = await wordRects(app);
  await app.article.focus();
  for (const key of ["Control+Home", "Alt+Shift+ArrowRight", "Alt+Shift+ArrowRight", "g"]) await app.page.keyboard.press(key);
  await expect(app.page.locator(".tag.strong")).toBeVisible();
  await expect(app.panel.getByRole("listitem").filter({ hasText: word.slice(0, 3) }).first()).toBeVisible();
  expect(await wordRects(app)).toEqual(before);
});

test("words can be dragged over, and whole tokens are taken", async ({ app }) => {
  await app.start();
  const words = (await app.article.innerText()).trim().split(/\s+/);
  const [first = "", second = ""] = words;
  const from = await app.wordPoint(first);
  const to = await app.wordPoint(second);
  await app.page.mouse.move(from.x, from.y);
  await app.page.mouse.down();
  await app.page.mouse.move(to.x, to.y, { steps: 5 });
  await app.page.mouse.up();
  await expect(app.announcement).toContainText(`${first} ${second}`);
  await expect(app.selectionTools).toBeVisible();
});
