/** The page as a reader uses it: found by role and name, watched for errors and for requests to other hosts. */
import { readFile } from "node:fs/promises";
import { type Locator, type Page, test as base, expect } from "@playwright/test";
import { FIREFOX } from "./server";
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
  async start(address = "./"): Promise<void> {
    await this.page.goto(address);
    await expect(this.article).toBeVisible({ timeout: 30_000 });
    await this.saved();
  }

  /** Waits until everything is stored. */
  async saved(): Promise<void> {
    // Exactly: "Not saved" has the word in it too.
    await expect(this.page.getByRole("status").getByText(this.strings.save.saved, { exact: true })).toBeVisible();
  }

  /** Makes every write to the storage fail as a full disk does, until `freeDisk`. */
  async fillDisk(): Promise<void> {
    await this.page.evaluate(() => {
      const { put, add } = IDBObjectStore.prototype;
      const full = (write: typeof put) =>
        function (this: IDBObjectStore, ...parameters: [unknown]) {
          if (!("room" in window)) throw new DOMException("The disk is full.", "QuotaExceededError");
          return write.apply(this, parameters);
        };
      Object.assign(IDBObjectStore.prototype, { put: full(put), add: full(add) });
    });
  }

  /** Makes room on the disk again. */
  async freeDisk(): Promise<void> {
    await this.page.evaluate(() => void Object.assign(window, { room: true }));
  }

  /** Waits until all that was asked for by key or pointer is done. */
  async settled(): Promise<void> {
    await expect(this.page.locator("[data-busy]")).toHaveCount(0);
  }

  /** Presses keys, and waits until what they ask for is done. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
    await this.settled();
  }

  /** Moves the word cursor to a word by arrows alone. */
  async cursorTo(word: string): Promise<void> {
    await this.press("Control+Home");
    for (let n = 0; n < 120; n += 1) {
      if ((await this.announcement.textContent())?.startsWith(`${word},`)) return;
      await this.press("ArrowLeft");
    }
    throw new Error(`the cursor does not reach ${word}`);
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
    return this.saves(() => this.page.getByRole("menuitem", { name: `${this.strings.commands["document.export"]} (JSON)` }).click());
  }

  /** Exports with the keyboard. */
  async exportByKey(): Promise<string> {
    return this.saves(() => this.page.keyboard.press("Control+s"));
  }

  /** The content of the file that the page saves on `action`. */
  private async saves(action: () => Promise<void>): Promise<string> {
    if (this.page.context().browser()?.browserType().name() === "firefox") return this.savesWithoutEvent(action);
    const download = this.page.waitForEvent("download");
    await action();
    return readFile(await (await download).path(), "utf8");
  }

  /** The same where the browser does not say which download it began: the page is watched for what it saves (`watchSaving`). */
  private async savesWithoutEvent(action: () => Promise<void>): Promise<string> {
    const n = await this.page.evaluate(() => (window as unknown as Saving).saved.length);
    await action();
    await this.page.waitForFunction((n) => (window as unknown as Saving).saved.length > n, n);
    return this.page.evaluate((n) => (window as unknown as Saving).saved[n]?.text() ?? "", n);
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

/** What a watched page has saved. */
interface Saving {
  saved: Blob[];
}

/** Remembers in the page what a click on a link saves. */
function watchSaving(): void {
  const saved: Blob[] = [];
  const made = new Map<string, Blob>();
  Object.assign(window, { saved });
  const { createObjectURL } = URL;
  URL.createObjectURL = (content: Blob) => {
    const address = createObjectURL.call(URL, content);
    made.set(address, content);
    return address;
  };
  const { click } = HTMLElement.prototype;
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    const content = made.get(this.href);
    if (this.download && content) saved.push(content);
    click.call(this);
  };
}

interface Fixtures {
  language: Language;
  /** What the console may say in a test that provokes it; nothing else. */
  tolerated: RegExp | null;
  /** Skips a test whose browser is not installed. */
  browserThere: void;
  app: App;
}

export const test = base.extend<Fixtures>({
  language: ["ar", { option: true }],
  browserThere: [
    async ({ browserName }, use, testInfo) => {
      testInfo.skip(browserName === "firefox" && !process.env[FIREFOX], "skipped: Firefox is not installed");
      await use();
    },
    { auto: true },
  ],
  tolerated: [null, { option: true }],
  locale: async ({ language }, use) => use(language),
  app: async ({ page, language, tolerated, baseURL, browserName }, use) => {
    if (browserName === "firefox") await page.addInitScript(watchSaving);
    const complaints: string[] = [];
    const foreign: string[] = [];
    // The tests' own settings keep most of them from having the site's files kept (playwright.config.ts).
    const isOwn = (text: string) => text === "Service Worker registration blocked by Playwright";
    page.on("console", (message) => isOwn(message.text()) || complaints.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
    // Also what the service worker asks for.
    page.context().on("request", (request) => {
      const url = new URL(request.url());
      if (!["data:", "blob:"].includes(url.protocol) && url.origin !== new URL(baseURL ?? "").origin) foreign.push(request.url());
    });
    await use(new App(page, language));
    expect(complaints.filter((complaint) => !tolerated?.test(complaint)), "the console is clean").toEqual([]);
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
