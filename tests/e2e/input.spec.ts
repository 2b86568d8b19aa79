/** What people really open: bad files, odd texts, old encodings. The open work is never touched. */
import { type App, documentOf, expect, test } from "./app";

/** Windows-1256 for the letters of the test's sentence. */
const CP1256: Record<string, number> = {
  "\u0627": 0xc7, "\u0644": 0xe1, "\u0645": 0xe3, "\u0648": 0xe6, "\u0633": 0xd3, "\u0643": 0xdf, "\u0639": 0xda, "\u0646": 0xe4, "\u062a": 0xca, "\u062d": 0xcd, "\u0628": 0xc8, "\u0641": 0xdd, "\u064a": 0xed, "\u0631": 0xd1, "\u0642": 0xde, "\u0629": 0xc9, "\u060c": 0xa1,
};
const SENTENCE =
  "\u0627\u0639\u0644\u0646\u062a \u0645\u0648\u0633\u0643\u0648 \u0648\u0642\u0641 \u0627\u0644\u062d\u0631\u0628 \u0641\u064a \u062d\u0644\u0628\u060c \u0642\u0627\u0644\u062a \u0641\u0631\u0642\u0629.";

function windows1256(text: string): Buffer {
  return Buffer.from([...text].map((letter) => CP1256[letter] ?? letter.charCodeAt(0)));
}

interface BadFile {
  what: string;
  name: string;
  content: Buffer;
  code: "empty" | "binary" | "json-syntax" | "not-native" | "span-outside" | "newer-version";
}

const BAD_FILES: readonly BadFile[] = [
  { what: "an empty file", name: "a.txt", content: Buffer.alloc(0), code: "empty" },
  { what: "a file of blanks", name: "a.txt", content: Buffer.from(" \r\n\t\n"), code: "empty" },
  { what: "a picture", name: "a.png", content: Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c6300010000050001", "hex"), code: "binary" },
  { what: "wrong JSON", name: "a.json", content: Buffer.from('{"format": hashiya}'), code: "json-syntax" },
  { what: "foreign JSON", name: "a.json", content: Buffer.from('[{"text": "x", "label": []}]'), code: "not-native" },
];

async function expectRefusal(app: App, { name, content, code }: BadFile): Promise<void> {
  await app.openFile(name, content);
  await expect(app.alert).toContainText(app.strings.errors.opening(name));
  await expect(app.alert).toContainText(app.strings.errors.codes[code]);
  await app.page.keyboard.press("Escape");
  await expect(app.page.getByRole("dialog")).toHaveCount(0);
}

for (const language of ["ar", "en"] as const) {
  test.describe(language, () => {
    test.use({ language });

    test("a file that cannot be read says so and changes nothing", async ({ app }) => {
      await app.start();
      await app.article.focus();
      await app.page.keyboard.press("Control+Home");
      await app.page.keyboard.press("o");
      await app.saved();
      const before = await app.export();
      for (const bad of BAD_FILES) await test.step(bad.what, () => expectRefusal(app, bad));

      const whole = JSON.parse(before);
      await test.step("truncated JSON", () => expectRefusal(app, { what: "", name: "b.json", content: Buffer.from(before.slice(0, before.length / 2)), code: "json-syntax" }));
      whole.documents[0].entities[0].end = 999_999;
      await test.step("a span outside the text", () => expectRefusal(app, { what: "", name: "b.json", content: Buffer.from(JSON.stringify(whole)), code: "span-outside" }));

      await expect(app.tabCount("documents")).toHaveText("1");
      expect(await app.export()).toBe(before);
    });

    test("nothing pasted says so in the dialog", async ({ app }) => {
      await app.start();
      await app.paste("  ");
      await expect(app.alert).toContainText(app.strings.errors.codes.empty);
      await expect(app.page.getByRole("dialog")).toBeVisible();
    });
  });
}

/** Opens a text by paste and gives it back as the export has it. */
async function pasted(app: App, text: string): Promise<string> {
  await app.start();
  await app.paste(text);
  await expect(app.page.getByRole("dialog")).toHaveCount(0);
  await app.saved();
  return documentOf(await app.export()).text;
}

test("a text with only Latin letters opens", async ({ app }) => {
  const text = "Only Latin letters here.\nSecond line: 5% of $20.";
  expect(await pasted(app, text)).toBe(text);
  await expect(app.article.getByText("Only Latin letters here.")).toHaveAttribute("dir", "ltr");
});

test("a text of nothing but emoji opens", async ({ app }) => {
  const text = "\u{1f600}\u{1f468}\u200d\u{1f469}\u200d\u{1f467} \u{1f1f8}\u{1f1e6}\n\u{1f3fd}";
  expect(await pasted(app, text)).toBe(text);
});

test("carriage returns, tabs and bidi controls are kept", async ({ app }) => {
  const text = `\u{1f600}\u062d\u0644\u0628\t\u202b12\u202c\r\n\u0645\u0648\u0633\u0643\u0648\u200f "x".\r\n`;
  await app.start();
  await app.openFile("a.txt", Buffer.from(text));
  await expect(app.page.getByRole("dialog")).toHaveCount(0);
  expect(documentOf(await app.export()).text).toBe(text);
});

test("lone surrogates do no harm", async ({ app }) => {
  await app.start();
  await app.button(app.strings.commands["document.open"]).first().click();
  await app.page.getByLabel(app.strings.open.pasteLabel).evaluate((field: HTMLTextAreaElement) => {
    field.value = "\ud83d \u062d\u0644\u0628 \udc00";
  });
  await app.button(app.strings.open.openText).click();
  await expect(app.article).toContainText("\u062d\u0644\u0628");
  expect(documentOf(await app.export()).text).toBe("\ufffd \u062d\u0644\u0628 \ufffd");
});

test("five megabytes without a full stop open, are painted, and can be labelled", async ({ app }) => {
  test.setTimeout(300_000);
  const words = "\u0648\u0642\u0627\u0644 \u0627\u0644\u0648\u0632\u064a\u0631 \u0625\u0646 \u0627\u0644\u0645\u062f\u064a\u0646\u0629 \u0641\u064a \u062d\u0644\u0628 ";
  const text = words.repeat(Math.ceil(5_000_000 / Buffer.byteLength(words)));
  await app.start();
  await app.openFile("long.txt", Buffer.from(text));
  await expect(app.page.getByRole("dialog")).toHaveCount(0, { timeout: 240_000 });
  await app.article.focus();
  await app.page.keyboard.press("Control+Home");
  await app.page.keyboard.press("o");
  await expect(app.page.locator(".tag.strong")).toBeVisible({ timeout: 60_000 });
  expect(await app.article.evaluate((sheet) => [...sheet.querySelectorAll(".block")].map((block) => block.textContent).join("").length)).toBe(text.trimEnd().length);
});

test("Windows-1256 and UTF-16 files open right", async ({ app }) => {
  await app.start();
  const files = {
    "old.txt": windows1256(SENTENCE),
    "wide.txt": Buffer.from(`\ufeff${SENTENCE}`, "utf16le"),
    "marked.txt": Buffer.from(`\ufeff${SENTENCE}`, "utf8"),
  };
  for (const [name, content] of Object.entries(files)) {
    await app.openFile(name, content);
    await expect(app.page.getByRole("dialog")).toHaveCount(0);
    await expect(app.article).toHaveText(SENTENCE);
  }
});

test("a file can be dropped and a text pasted anywhere on the page", async ({ app }) => {
  await app.start();
  await app.article.evaluate((element, text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "dropped.txt"));
    element.dispatchEvent(new DragEvent("dragover", { dataTransfer: data, bubbles: true, cancelable: true }));
    element.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, SENTENCE);
  await expect(app.article).toHaveText(SENTENCE);
  await app.article.evaluate((element) => {
    const data = new DataTransfer();
    data.setData("text/plain", "\u062d\u0644\u0628");
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect(app.page.getByLabel(app.strings.open.pasteLabel)).toHaveValue("\u062d\u0644\u0628");
});

test("stored data that does not fit is kept and can be downloaded", async ({ app }) => {
  await app.start();
  await app.page.evaluate(async () => {
    const opened = indexedDB.open("hashiya");
    await new Promise((resolve) => (opened.onsuccess = resolve));
    const transaction = opened.result.transaction("documents", "readwrite");
    const store = transaction.objectStore("documents");
    const all = store.getAll();
    await new Promise((resolve) => (all.onsuccess = resolve));
    store.put({ ...all.result[0], base: "{\"broken\":" });
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    opened.result.close();
  });
  await app.page.reload();
  await expect(app.alert).toContainText(app.strings.errors.restoring);
  const download = app.page.waitForEvent("download");
  await app.button(app.strings.download).click();
  expect((await download).suggestedFilename()).toMatch(/stored\.json$/);
});
