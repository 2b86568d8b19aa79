/** Mentions of one thing: joined with two keys, named, parted; one step of undo each. */
import { expect, test } from "./app";

test.use({ language: "en" });

const TEXT = "\u0642\u0627\u0644 \u0633\u0639\u064a\u062f \u0648\u0639\u0627\u062f \u0627\u0644\u0631\u062c\u0644.";

interface File {
  documents: { chains: { id: string; name: string }[]; entities: { text: string; chain: string | null }[] }[];
}

test("mentions are joined, named and parted", async ({ app }) => {
  const { page, strings } = app;
  await app.startWith(TEXT);
  const chains = async () => (JSON.parse(await app.exportByKey()) as File).documents[0];
  for (const word of ["\u0633\u0639\u064a\u062f", "\u0627\u0644\u0631\u062c\u0644"]) {
    const { x, y } = await app.wordPoint(word);
    await page.mouse.dblclick(x, y);
    await page.keyboard.press("w");
    await expect(app.announcement).toContainText(`${word}, Law`);
    await page.keyboard.press("i");
    await expect(app.announcement).not.toContainText("Law");
  }
  await expect(app.announcement).toHaveText(strings.spoken.done(strings.steps["chain.join"]));
  const joined = await chains();
  expect(joined?.entities.filter(({ chain }) => chain !== null && chain === joined.chains.at(-1)?.id)).toHaveLength(2);

  const name = app.panel.getByLabel(strings.chains.name);
  await name.fill("Said");
  await name.blur();
  await expect.poll(async () => (await chains())?.chains.map((chain) => chain.name)).toContain("Said");
  await app.article.focus();
  await page.keyboard.press("Shift+i");
  await expect(app.announcement).toHaveText(strings.spoken.done(strings.steps["chain.leave"]));
  await page.keyboard.press("Control+z");
  await expect(app.announcement).toContainText(strings.steps["chain.leave"]);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect(app.announcement).toContainText(strings.steps["chain.join"]);
  expect((await chains())?.chains.map((chain) => chain.name)).not.toContain("Said");
});
