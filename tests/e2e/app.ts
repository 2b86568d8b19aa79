/** The page as a reader uses it: found by role and name, watched for errors and for requests to other hosts. */
import { readFile } from "node:fs/promises";
import { type Locator, type Page, test as base, expect } from "@playwright/test";
import { type Language, type Strings, stringsOf } from "../../www/src/strings";

export { expect } from "@playwright/test";

/** A document of an export, as far as tests look into it. */
export interface NativeDocument {
  id: string;
  text: string;
  entities: { id: string; label: string; start: number; end: number; text: string; status: string; attributes?: Record<string, string> }[];
  events: { id: string; label: string; trigger: { start: number; end: number; text: string }; arguments: { role: string; start: number; end: number; text: string; entity: string | null }[] }[];
}

export interface NativeFile {
  format: string;
  documents: NativeDocument[];
}

export class App {
  readonly page: Page;
  readonly strings: Strings;
  readonly language: Language;

  constructor(page: Page, language: Language) {
    this.page = page;
    this.language = language;
    this.strings = stringsOf(language);
  }

  get article(): Locator {
    return this.page.getByRole("textbox", { name: this.strings.article.name, exact: true });
  }

  get panel(): Locator {
    return this.page.getByRole("complementary", { name: this.strings.panel.name });
  }

  get alert(): Locator {
    return this.page.getByRole("alert").filter({ hasText: /\S/ });
  }

  get palette(): Locator {
    return this.page.getByRole("combobox", { name: this.strings.palette.search });
  }

  /** The sentence that screen readers hear. */
  get announcement(): Locator {
    return this.page.locator("[aria-live=polite]");
  }

  /** Opens the page and waits until an article is on it. */
  async start(): Promise<void> {
    await this.page.goto("./");
    await expect(this.article).toBeVisible({ timeout: 30_000 });
    await this.saved();
  }

  /** Waits until everything is stored. */
  async saved(): Promise<void> {
    await expect(this.page.getByRole("status").filter({ hasText: this.strings.save.saved })).toBeVisible();
  }

  /** A tool or button by its exact name. */
  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** Shows a tab of the side panel. */
  async tab(tab: keyof Strings["panel"]["tabs"]): Promise<void> {
    await this.page.getByRole("tab", { name: this.strings.panel.tabs[tab] }).click();
  }

  /** The number on a tab of the side panel. */
  tabCount(tab: keyof Strings["panel"]["tabs"]): Locator {
    return this.page.getByRole("tab", { name: this.strings.panel.tabs[tab] }).locator(".count");
  }

  /** Opens the dialog and gives it a text. */
  async paste(text: string): Promise<void> {
    await this.button(this.strings.commands["document.open"]).first().click();
    await this.page.getByLabel(this.strings.open.pasteLabel).fill(text);
    await this.button(this.strings.open.openText).click();
  }

  /** Opens the page, and in it an article of this text. */
  async startWith(text: string): Promise<void> {
    await this.start();
    await this.paste(text);
    await expect(this.article).toHaveText(text);
  }

  /** Opens the dialog and gives it a file. */
  async openFile(name: string, buffer: Buffer): Promise<void> {
    await this.button(this.strings.commands["document.open"]).first().click();
    await this.page.getByLabel(this.strings.open.chooseFile).setInputFiles({ name, mimeType: "application/octet-stream", buffer });
  }

  /** Exports the open article through the menu. */
  async export(): Promise<string> {
    await this.button(this.strings.commands["document.export"]).click();
    const download = this.page.waitForEvent("download");
    await this.page.getByRole("menuitem", { name: `${this.strings.commands["document.export"]} (JSON)` }).click();
    return readFile(await (await download).path(), "utf8");
  }

  /** Exports with the keyboard. */
  async exportByKey(): Promise<string> {
    const download = this.page.waitForEvent("download");
    await this.page.keyboard.press("Control+s");
    return readFile(await (await download).path(), "utf8");
  }

  /** The middle of the n-th place of a word in the article, scrolled into view. */
  async wordPoint(word: string, nth = 0): Promise<{ x: number; y: number }> {
    return this.article.evaluate(
      (sheet, { word, nth }) => {
        let left = nth;
        for (const block of sheet.querySelectorAll(".block")) {
          const node = block.firstChild as Text;
          for (let at = node.data.indexOf(word); at >= 0; at = node.data.indexOf(word, at + 1)) {
            if (left-- > 0) continue;
            block.scrollIntoView({ block: "center" });
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + word.length);
            const rect = range.getClientRects()[0] as DOMRect;
            return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
          }
        }
        throw new Error(`the article lacks ${word}`);
      },
      { word, nth },
    );
  }

  /** Clicks on a word of the article. */
  async clickWord(word: string, nth = 0): Promise<void> {
    const { x, y } = await this.wordPoint(word, nth);
    await this.page.mouse.click(x, y);
  }

  /** The floating tools beside what the pointer selected. */
  get selectionTools(): Locator {
    return this.page.getByRole("toolbar", { name: this.strings.panel.actions });
  }
}

interface Fixtures {
  language: Language;
  app: App;
}

export const test = base.extend<Fixtures>({
  language: ["ar", { option: true }],
  locale: async ({ language }, use) => use(language),
  app: async ({ page, language, baseURL }, use) => {
    const complaints: string[] = [];
    const foreign: string[] = [];
    page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (!["data:", "blob:"].includes(url.protocol) && url.origin !== new URL(baseURL ?? "").origin) foreign.push(request.url());
    });
    await use(new App(page, language));
    expect(complaints, "the console is clean").toEqual([]);
    expect(foreign, "no request leaves the host").toEqual([]);
  },
});

/** What an export says, without what differs between two openings of one file. */
export function essence(file: string): unknown {
  const { documents, ...rest } = JSON.parse(file) as NativeFile & Record<string, unknown>;
  return { ...rest, documents: documents.map(({ id: _id, ...document }) => document) };
}

/** The only document of an export. */
export function documentOf(file: string): NativeDocument {
  const [document] = (JSON.parse(file) as NativeFile).documents;
  if (!document) throw new Error("the export holds no document");
  return document;
}
