/**
 * The article of a page of the web: its headline and paragraphs, without menus, scripts, captions and comments.
 *
 * The command line finds it with the same rules in Rust (src/dataset/formats/html.rs); the tests of both read the same pages.
 */
import { Readability } from "@mozilla/readability";
import { EngineError } from "../engine/reply";
import type { DataFile, Meta } from "../engine/types";
import { decodePage } from "./page-encoding";
import { inertPage } from "./trusted";

/** The largest page that is read, in bytes, and the most elements of one. */
const MAX_PAGE = 16 * 1024 * 1024;
const MAX_ELEMENTS = 100_000;

/** Fewer characters than this, and less sure parts of the page count as well. Short news in Arabic has about two hundred. */
const ENOUGH = 140;

/** Elements that are never part of an article's text. */
const BESIDE = "noscript, nav, footer, aside, figcaption, button, select, dialog, template, [hidden], amp-ad, amp-embed, amp-sidebar, amp-consent, amp-user-notification";

/** Elements that stand on lines of their own. */
const BLOCKS = /^(ADDRESS|ARTICLE|BLOCKQUOTE|BR|DD|DIV|DL|DT|FIGURE|H[1-6]|HEADER|HR|LI|MAIN|OL|P|PRE|SECTION|TABLE|TD|TH|TR|UL)$/;

/** The article of a page. Throws an `ImportError` where there is none. */
export function readPage({ name, bytes }: DataFile): { text: string; meta: Meta } {
  if (bytes.length > MAX_PAGE) throw refusal("too-large", { bytes: bytes.length, limit: MAX_PAGE });
  const page = inertPage(decodePage(bytes));
  if (page.getElementsByTagName("*").length > MAX_ELEMENTS) throw refusal("too-large", { place: name, limit: MAX_ELEMENTS });
  for (const element of page.querySelectorAll(BESIDE)) element.remove();
  setAgainInert(page);
  const whole = oneLine(page.title);
  const article = new Readability(page, { charThreshold: ENOUGH }).parse();
  const title = headline(oneLine(article?.title ?? ""), whole);
  const text = article?.content ? textOf(title, article.content) : "";
  if (!article || !text) throw refusal("malformed", { place: name, reason: "no article was found on this page" });
  return {
    text,
    meta: {
      title: title || null,
      date: /^\d{4}-\d{2}-\d{2}/.exec(article.publishedTime?.trim() ?? "")?.[0] ?? null,
      source: oneLine(article.siteName ?? "") || name,
      language: article.lang || null,
    },
  };
}

/** Readability sets the body back to its HTML before it tries with other rules: the new elements then come from an inert page too. */
function setAgainInert({ body, compatMode }: Document): void {
  const mode = compatMode === "BackCompat" ? "" : "<!doctype html>";
  const read = Object.getOwnPropertyDescriptor(Element.prototype, "innerHTML")?.get;
  Object.defineProperty(body, "innerHTML", {
    get: () => read?.call(body) as string,
    set: (text: string) => body.replaceChildren(...inertPage(`${mode}<body>${text}`).body.childNodes),
  });
}

function refusal(code: string, details: Record<string, string | number>): EngineError {
  return new EngineError({ name: "ImportError", message: String(details.reason ?? code), code, details });
}

/** The title with the speaker before it: what stands before a colon is taken for the name of the site, and in Arabic it is who says what follows. */
function headline(found: string, whole: string): string {
  const before = whole.endsWith(found) ? whole.slice(0, whole.length - found.length).trimEnd() : "";
  return before.endsWith(":") ? whole : found;
}

/** The headline and the paragraphs, with an empty line between them. */
function textOf(title: string, content: string): string {
  const [first = "", ...rest] = spoken(inertPage(content).body).split("\n").map(oneLine).filter(Boolean);
  // Where the headline was no element of its own, it stands at the beginning of the first paragraph.
  const repeats = title !== "" && (first === title || first.startsWith(`${title} `));
  const paragraphs = [repeats ? first.slice(title.length).trim() : first, ...rest].filter(Boolean);
  return paragraphs.length === 0 ? "" : [title, ...paragraphs].filter(Boolean).join("\n\n");
}

/** The text of a node, with line breaks around blocks. */
function spoken(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return (node.nodeValue ?? "").replace(/\s+/g, " ");
  const text = [...node.childNodes].map(spoken).join("");
  return BLOCKS.test(node.nodeName) ? `\n${text}\n` : text;
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}
