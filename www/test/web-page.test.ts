// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import amp from "../../tests/formats/pages/amp.html?raw";
import ampText from "../../tests/formats/pages/amp.txt?raw";
import blog from "../../tests/formats/pages/blog.html?raw";
import blogText from "../../tests/formats/pages/blog.txt?raw";
import names from "../../tests/formats/pages/names.html?raw";
import namesText from "../../tests/formats/pages/names.txt?raw";
import plain from "../../tests/formats/pages/plain.html?raw";
import plainText from "../../tests/formats/pages/plain.txt?raw";
import tables from "../../tests/formats/pages/tables.html?raw";
import tablesText from "../../tests/formats/pages/tables.txt?raw";
import { describe, expect, test } from "vitest";
import { readPage } from "../src/dom/web-page";

/** The pages that the tests of the command line read as well, and the texts of their articles. */
const PAGES = { blog: [blog, blogText], tables: [tables, tablesText], amp: [amp, ampText], plain: [plain, plainText], names: [names, namesText] };

const read = (bytes: Uint8Array) => readPage({ name: "x.html", bytes });
const utf8 = (page: string) => new TextEncoder().encode(page);

/** A text in an encoding of one byte a character. */
function encoded(text: string, label: string): Uint8Array {
  const decoder = new TextDecoder(label);
  const bytes = new Map([...Array(256).keys()].map((byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  return Uint8Array.from([...text].map((letter) => bytes.get(letter) ?? 63));
}

/** A file beside those pages, byte for byte. */
const file = (name: string) => new Uint8Array(readFileSync(`${__dirname}/../../tests/formats/pages/${name}`));

describe("a page of the web", () => {
  test.each(Object.entries(PAGES))("gives the article and nothing else: %s", (_, [page, text]) => {
    expect(read(utf8(page ?? "")).text).toBe(text?.trimEnd());
  });

  test("says its title, site, day and language", () => {
    const [title] = blogText.split("\n");
    expect(read(utf8(blog)).meta).toEqual({ title, source: "\u0635\u062d\u064a\u0641\u0629 \u0627\u0644\u0645\u064a\u0646\u0627\u0621", date: "2024-03-05", language: "ar" });
  });

  test.each(["windows-1256", "iso-8859-6"])("is read in the encoding that it names: %s", (label) => {
    expect(read(encoded(tables.replace("windows-1256", label), label)).text).toBe(tablesText.trimEnd());
  });

  test.each(["damaged", "utf16"])("that does not say its encoding is read in that which its bytes tell: %s", (name) => {
    expect(read(file(`${name}.htm`)).text).toBe(new TextDecoder().decode(file(`${name}.txt`)).trimEnd());
  });

  test("with a byte-order mark is read in the encoding of that, damaged or not, whatever it says", () => {
    const damaged = Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8(tables), 0xff);
    expect(read(damaged).text).toBe(tablesText.trimEnd());
  });

  test("without an article is refused with its name", () => {
    const refusal = { code: "malformed", details: expect.objectContaining({ place: "x.html" }) };
    expect(() => read(utf8("<html><body><script>x</script></body></html>"))).toThrow(expect.objectContaining(refusal));
  });
});
