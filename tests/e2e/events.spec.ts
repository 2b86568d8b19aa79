/** Events at a glance: cards, links over the text, the filter by type, the timeline, roles copied from event to event. */
import { type App, documentOf, expect, test } from "./app";

test.use({ language: "en" });

/** "The army announced a ceasefire in Aleppo on 9 December 2016, and the government and the army met in Damascus on 2 May 2017." */
const DATED =
  "\u0623\u0639\u0644\u0646 \u0627\u0644\u062c\u064a\u0634 \u0648\u0642\u0641 \u0625\u0637\u0644\u0627\u0642 \u0627\u0644\u0646\u0627\u0631 \u0641\u064a \u062d\u0644\u0628 \u064a\u0648\u0645 9 \u062f\u064a\u0633\u0645\u0628\u0631 2016\u060c " +
  "\u0648\u0627\u062c\u062a\u0645\u0639 \u0627\u0644\u0631\u0626\u064a\u0633 \u0628\u0648\u0632\u064a\u0631 \u0627\u0644\u062e\u0627\u0631\u062c\u064a\u0629 \u0641\u064a \u062f\u0645\u0634\u0642 \u064a\u0648\u0645 2 \u0645\u0627\u064a\u0648 2017.";

/** Words of the article that a link of the selected event crosses. */
function crossedWords(app: App): Promise<string[]> {
  return app.page.evaluate(() => {
    const origin = (document.querySelector(".links") as SVGElement).getBoundingClientRect();
    const points = [...document.querySelectorAll<SVGPathElement>(".link-way")].flatMap((path) =>
      Array.from({ length: Math.ceil(path.getTotalLength()) }, (_, at) => path.getPointAtLength(at)).map(({ x, y }) => [x + origin.x, y + origin.y] as const),
    );
    const crossed: string[] = [];
    for (const block of document.querySelectorAll(".block")) {
      const node = block.firstChild as Text;
      for (const word of node.data.matchAll(/\S+/g)) {
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        for (const { left, right, top, bottom } of range.getClientRects()) {
          if (points.some(([x, y]) => left < x && x < right && top < y && y < bottom)) crossed.push(word[0]);
        }
      }
    }
    return crossed;
  });
}

test("every event's links lie over the text without crossing a word", async ({ app }) => {
  await app.start();
  await app.page.evaluate(() => document.fonts.ready);
  await app.tab("events");
  const cards = app.panel.locator(".card-main");
  let linked = 0;
  for (let n = 0; n < 8; n += 1) {
    await cards.nth(n).click();
    await expect(cards.nth(n)).toHaveAttribute("aria-current", "true");
    if ((await app.panel.locator(".card.current .filler").count()) === 0) continue;
    await expect(app.page.locator(".link-way").first()).toBeVisible();
    expect(await crossedWords(app)).toEqual([]);
    linked += 1;
  }
  expect(linked).toBeGreaterThan(2);
});

test("a card shows type, trigger and roles in reading order", async ({ app }) => {
  await app.start();
  await app.tab("events");
  const { text, events } = documentOf(await app.export());
  const [first] = events.filter((event) => event.arguments.length > 1);
  if (!first) throw new Error("the sample has no event with two arguments");
  const card = app.panel.getByRole("listitem").filter({ has: app.page.getByText(first.trigger.text, { exact: true }) }).first();
  for (const { start, end } of first.arguments) await expect(card).toContainText([...text].slice(start, end).join(""));
});

test("cards are filtered by type and stand on a timeline", async ({ app }) => {
  await app.start();
  await app.paste(DATED);
  await expect(app.article).toContainText("2017");
  await app.tab("events");
  const cards = app.panel.locator(".card");
  const all = await cards.count();
  await app.panel.getByRole("button", { name: /^Ceasefire/ }).first().click();
  await expect(cards).toHaveCount(1);
  await app.panel.getByRole("group", { name: app.strings.events.types }).getByRole("button", { name: app.strings.panel.all }).click();
  await expect(cards).toHaveCount(all);

  await app.panel.getByRole("button", { name: app.strings.events.forms.timeline }).click();
  const dates = app.panel.locator("time");
  await expect(dates).toHaveText(["9 December 2016", "2 May 2017"]);
  await expect(cards).toHaveCount(all);
});

test("one key says that an event did not happen, or how the text vouches for it", async ({ app }) => {
  const { page, strings } = app;
  await app.start();
  await app.paste(DATED);
  await expect(app.article).toContainText("2017");
  await app.tab("events");
  await app.panel.locator(".card-main", { hasText: "Ceasefire" }).first().click();
  const said = async () => {
    await app.saved();
    const { polarity, modality } = documentOf(await app.exportByKey()).events.find(({ label }) => label === "Ceasefire") as unknown as Record<string, string>;
    return [polarity, modality];
  };
  await app.article.focus();
  const { polarities, modalities } = strings.event;
  for (const [key, polarity, modality] of [["-", "negative", "asserted"], ["8", "negative", "planned"], ["9", "negative", "hypothetical"], ["0", "negative", "reported"], ["7", "negative", "asserted"], ["-", "positive", "asserted"]] as const) {
    await page.keyboard.press(key);
    await expect(app.announcement).toHaveText(strings.spoken.attributes(polarities[polarity], modalities[modality]));
    expect(await said()).toEqual([polarity, modality]);
  }
  await page.keyboard.press("Control+z");
  await expect(app.announcement).toHaveText(strings.spoken.undone(strings.steps["event.attributes"]));
  expect(await said()).toEqual(["negative", "asserted"]);
});

test("the roles of an event are copied to another with two keys", async ({ app }) => {
  const { page, strings } = app;
  await app.start();
  await app.paste(DATED);
  await expect(app.article).toContainText("2017");
  await app.tab("events");
  const before = documentOf(await app.export());
  const from = before.events.find((event) => event.label === "Ceasefire");
  if (!from) throw new Error("there is no ceasefire");
  await app.panel.locator(".card-main", { hasText: from.trigger.text }).first().click();
  await app.article.focus();
  await page.keyboard.press("y");
  await expect(app.announcement).toHaveText(strings.spoken.copying);
  await app.panel.locator(".card-main", { hasText: "Meeting" }).first().click();
  await page.keyboard.press("y");
  await expect(app.announcement).toHaveText(strings.spoken.done(strings.steps["argument.copy"]));
  await app.saved();
  const meeting = documentOf(await app.export()).events.find((event) => event.label === "Meet");
  const place = from.arguments.find((argument) => argument.role === "Place");
  expect(meeting?.arguments).toContainEqual(expect.objectContaining({ role: "Place", text: place?.text }));
});
