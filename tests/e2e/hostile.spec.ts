/** Whatever others wrote is shown as they wrote it: nothing in it runs, loads, becomes an element or turns the interface round. */
import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { type App, type NativeFile, documentOf, expect, test } from "./app";

test.use({ language: "en" });

/** Arabic words, so that the engine has something to mark. */
const WORDS = "\u0623\u0639\u0644\u0646\u062a \u0645\u0648\u0633\u0643\u0648 \u0648\u0642\u0641 \u0625\u0637\u0644\u0627\u0642 \u0627\u0644\u0646\u0627\u0631 \u0641\u064a \u062d\u0644\u0628";

/** What would run, load or break out where a text is taken for a document, an attribute, a style sheet, a script or a pattern. */
const PAYLOAD = `"'><img src=x onerror="hacked=1"><svg onload=hacked=1></svg><script>hacked=1</script><iframe srcdoc="<script>parent.hacked=1</script>"></iframe>\${hacked=1}{{hacked=1}}</style></textarea></title>javascript:hacked=1//`;

/** Turns round what stands after it, closes a stretch that it has not opened, and opens one that it does not close. */
const TURNED = "\u202egnp.\u2069\u2066\u202dtxt";

/** Keys that objects of JavaScript inherit. */
const INHERITED = '"__proto__": {"hacked": 1}, "constructor": {"prototype": {"hacked": 1}}';

/** Watches a page from its beginning for what the policy had to refuse. */
async function watch(page: Page): Promise<void> {
  page.on("dialog", (dialog) => void dialog.dismiss());
  await page.addInitScript(() => {
    const refused: string[] = [];
    Object.assign(window, { refused });
    document.addEventListener("securitypolicyviolation", (event) => refused.push(`${event.effectiveDirective} ${event.blockedURI}`));
  });
}

/** That nothing ran, and that there was nothing that the policy had to refuse, but for what Chromium says it would refuse of a page that is only parsed. */
async function expectHarmless(app: App, ofPage = false): Promise<void> {
  const found = await app.page.evaluate(() => ({
    ran: "hacked" in window,
    polluted: "hacked" in {},
    refused: (window as unknown as { refused: string[] }).refused,
    elements: document.querySelectorAll("img, iframe, object, embed, base, form, body script, [onerror], [onload], [srcdoc], [href^='javascript:']").length,
  }));
  if (ofPage) found.refused = found.refused.filter((refusal) => !/^(script-src-attr|style-src-elem|base-uri) /.test(refusal));
  expect(found).toEqual({ ran: false, polluted: false, refused: [], elements: 0 });
}

test.beforeEach(({ page }) => watch(page));

test("an article's text, and its headline, are letters and nothing else", async ({ app }) => {
  const text = `${PAYLOAD} ${TURNED}\n\n${WORDS} ${PAYLOAD}\u2028${TURNED}.`;
  await app.start();
  await app.paste(text);
  await expect(app.article).toContainText(WORDS);
  await app.tab("documents");
  await expect(app.panel.getByRole("listitem").last()).toContainText("onerror");
  await app.saved();
  await expectHarmless(app);
  expect(await app.page.title()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  expect(documentOf(await app.export()).text).toContain(PAYLOAD);
});

test("notes and labels of an article come back as they were typed", async ({ app }) => {
  const { page, strings } = app;
  await app.startWith(`${WORDS}.`);
  await app.tab("documents");
  const type = async (field: Locator, text: string) => {
    await field.fill(text);
    // Not every browser says by itself that a field was changed that a program has filled.
    await field.dispatchEvent("change");
  };
  await type(page.getByLabel(strings.documents.labels, { exact: true }), `__proto__, constructor, ${TURNED}, <b onclick=hacked=1>x</b>`);
  await type(page.getByLabel(strings.documents.notes).last(), PAYLOAD + TURNED);
  await expect(app.panel.locator(".row-labels").last()).toContainText("constructor");
  await app.saved();
  await page.reload();
  await app.tab("documents");
  await expect(page.getByLabel(strings.documents.notes).last()).toHaveValue(PAYLOAD + TURNED);
  await expect(app.panel.locator(".row-labels").last()).toContainText("__proto__");
  await expectHarmless(app);
});

test("a file's name is shown and does not turn the message round", async ({ app }) => {
  const name = `${TURNED}<img src=x onerror=hacked=1>.json`;
  await app.start();
  await app.openFile(name, Buffer.from("{"));
  await expect(app.alert).toContainText("<img src=x onerror=hacked=1>.json");
  expect(await app.alert.textContent()).toContain("\u2068gnp.txt<img");
  await expectHarmless(app);
});

test("the labels of a data set are texts, also those that objects inherit", async ({ app }) => {
  const { page, strings } = app;
  await app.start();
  const labels = ["__proto__", "constructor", "toString", PAYLOAD, TURNED];
  const record = { text: `${WORDS}.`, label: labels.map((label, place) => [place, place + 4, label]) };
  await app.openFile("doccano.jsonl", Buffer.from(`${JSON.stringify(record)}\n`));
  const dialog = page.getByRole("dialog", { name: strings.mapping.title });
  await expect(dialog.locator("bdi")).toHaveCount(labels.length);
  await dialog.getByLabel("__proto__").selectOption({ label: "Location" });
  await dialog.getByLabel("toString").selectOption({ label: "Organisation" });
  await dialog.getByRole("button", { name: strings.mapping.open }).click();
  await expect(app.article).toHaveText(`${WORDS}.`);
  await app.saved();
  await expectHarmless(app);
  expect(documentOf(await app.export()).entities.map(({ label }) => label).sort()).toEqual(["LOC", "ORG"]);
});

test("a data set of our own opens with its texts as they are; keys that objects inherit change no object", async ({ app }) => {
  const { page } = app;
  await app.start();
  await app.paste(`${WORDS}.`);
  await expect(app.article).toHaveText(`${WORDS}.`);
  const exported = await app.export();
  const { documents, ...rest } = JSON.parse(exported) as NativeFile;
  const [document] = documents as (NativeFile["documents"][number] & { meta: object; notes: string })[];
  const hostile = { ...rest, documents: [{ ...document, id: "d", meta: { ...document?.meta, title: "TEXT", source: "TEXT" }, notes: "TEXT" }] };
  const file = JSON.stringify(hostile).replaceAll('{"id"', `{${INHERITED},"id"`).replaceAll('"TEXT"', () => JSON.stringify(PAYLOAD + TURNED));
  await app.openFile("hostile.json", Buffer.from(file));
  await expect(page).toHaveTitle(/onerror/);
  await app.tab("documents");
  await expect(page.getByLabel(app.strings.documents.notes).last()).toHaveValue(PAYLOAD + TURNED);
  await app.saved();
  await expectHarmless(app);
  expect(documentOf(await app.export()).entities).toEqual(documentOf(exported).entities);
});

test("a label set is checked before it is shown, and its names are texts", async ({ app }) => {
  const { page, strings } = app;
  await app.startWith(`${WORDS}.`);
  await app.tab("documents");
  await app.button(strings.commands["schema.edit"]).click();
  const editor = page.getByRole("dialog", { name: strings.commands["schema.edit"] });
  const schema = JSON.parse(readFileSync(new URL("../../data/schema.json", import.meta.url), "utf8"));
  const choose = (content: string) => editor.locator("label", { hasText: strings.schema.import }).locator("input").setInputFiles({ name: "schema.json", mimeType: "application/json", buffer: Buffer.from(content) });

  await choose(JSON.stringify({ ...schema, entities: [{ id: "X" }, null] }));
  await expect(app.alert).toContainText(strings.errors.opening("schema.json"));

  const named = { ar: PAYLOAD, en: PAYLOAD + TURNED };
  const entities = schema.entities.map((type: object, place: number) => (place === 0 ? { ...type, label: named, definition: named, color: "red;background:url(//x.invalid/)" } : type));
  const events = schema.events.map((type: object, place: number) => (place === 0 ? { ...type, label: named } : type));
  await choose(JSON.stringify({ ...schema, entities, events }).replace("{", `{${INHERITED}, `));
  await expect(editor.getByText("onerror").first()).toBeVisible();
  await editor.getByRole("button", { name: strings.schema.save }).click();
  await expect(editor).toHaveCount(0);
  await app.saved();
  await app.article.focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("s");
  await expect(app.announcement).toContainText("onerror");
  await expectHarmless(app);
});

test.describe("pages of the web", () => {
  // Chromium says already of a page that is only parsed what it would not do with it.
  test.use({ tolerated: /(handler|style|base URI).* violates the following Content Security Policy directive.*The action has been blocked/ });

  test("a page of the web neither runs nor loads anything while its article is found", async ({ app }) => {
    await app.start();
    const article = `<article><h1>${WORDS}</h1>${`<p onclick="hacked=1">${WORDS} ${WORDS} ${WORDS}<img src="x" onerror="hacked=1"></p>`.repeat(3)}<noscript><img src=y onerror=hacked=1></noscript></article>`;
    const around = `<base href="//x.invalid/"><meta http-equiv="refresh" content="0;url=//x.invalid"><link rel="stylesheet" href="x.css"><link rel="prefetch" href="y"><script>hacked=1</script>
      <style>@import "z.css"</style><svg onload="hacked=1"><script>hacked=1</script></svg><iframe srcdoc="<script>parent.hacked=1</script>"></iframe><object data="o"></object><video src="v" autoplay></video><form name="body"><input name="innerHTML"><input name="childNodes"><input id="removeAttribute" name="remove"></form><img name="querySelectorAll"><img name="getElementsByTagName"><img name="title">`;
    await app.openFile("page.html", Buffer.from(`<html><head>${around}</head><body onload="hacked=1">${around}${article}${around}</body></html>`));
    await expect(app.article).toContainText(WORDS);
    await expect(app.article).not.toContainText("hacked");
    await app.saved();
    await expectHarmless(app, true);
  });

  test("a short page, which is read again with other rules, is read within the policy too", async ({ app }) => {
    await app.start();
    await app.openFile("page.html", Buffer.from(`<html><body><div class="sidebar"><p onclick="hacked=1">${WORDS}.</p></div><script>hacked=1</script></body></html>`));
    await expect(app.article).toContainText(WORDS);
    await expectHarmless(app, true);
  });
});

test.describe("code that got in all the same", () => {
  test.use({ tolerated: /The action has been blocked|violates the (document's|following) Content Security Policy|does not accept TrustedString/ });

  test("could run no text as code, and make no document of one", async ({ app }) => {
    await app.start();
    expect(await app.page.evaluate(refusedAttempts)).toEqual(["eval", "Function", "innerHTML", "parser", "worker", "policy", "default", "connection"]);
  });
});

/** The attempts to get around the policy that fail. */
async function refusedAttempts(): Promise<string[]> {
  const { trustedTypes } = window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } };
  const attempts: Record<string, () => unknown> = {
    eval: () => window.eval("1"),
    Function: () => new Function("return 1"),
    innerHTML: () => (document.createElement("div").innerHTML = "<b>x</b>"),
    parser: () => new DOMParser().parseFromString("<b>x</b>", "text/html"),
    worker: () => new Worker("./worker.js"),
    policy: () => trustedTypes.createPolicy("mine", {}),
    default: () => trustedTypes.createPolicy("default", {}),
    connection: () => fetch("https://example.invalid/"),
  };
  // A script that the test gives to the browser may call eval itself, but not what it leaves for later.
  const later = (attempt: () => unknown) => new Promise((resolve) => setTimeout(resolve)).then(attempt).then(() => false, () => true);
  const refused = await Promise.all(Object.values(attempts).map(later));
  return Object.keys(attempts).filter((_, place) => refused[place]);
}
