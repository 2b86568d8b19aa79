// W3C annotations, found in a DOM by Apache Annotator and read by Recogito. Run by `cargo xtask test` with the program
// in HASHIYA.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { JSDOM } from "jsdom";

const root = fileURLToPath(new URL("../..", import.meta.url));
const source = join(root, "tests/formats/documents.jsonl");
const folder = join(root, "target/formats/w3c");

const dom = new JSDOM("<!doctype html><body></body>");
for (const name of ["window", "document", "Node", "NodeFilter", "Range", "HTMLElement", "Element", "Document", "Text", "MutationObserver"]) {
  globalThis[name] = name === "window" ? dom.window : dom.window[name];
}
// What a browser has and jsdom lacks.
globalThis.CSS = { supports: () => false };

const { createTextPositionSelectorMatcher, createTextQuoteSelectorMatcher } = await import("@apache-annotator/dom");
const { parseW3CTextAnnotation } = await import("@recogito/text-annotator");

rmSync(folder, { recursive: true, force: true });
execFileSync(process.env.HASHIYA, ["convert", source, "--to", "w3c", "-o", folder], { stdio: "pipe" });

const documents = readFileSync(source, "utf8")
  .split("\n")
  .filter((line) => line)
  .map((line) => JSON.parse(line));
const names = ["حلب_1", "d_2", "d-3"];
const pages = names.map((name) => JSON.parse(readFileSync(join(folder, `${name}.jsonld`), "utf8")));
const texts = names.map((name) => readFileSync(join(folder, `${name}.txt`), "utf8"));

/** The text of each range that `matcher` finds under `element`. */
async function found(matcher, element) {
  const strings = [];
  for await (const range of matcher(element)) strings.push(range.toString());
  return strings;
}

const marks = (page) => page.items.filter((item) => item.motivation === "classifying");

test("every annotation stands where Apache Annotator finds its position and its quote", async () => {
  for (const [index, page] of pages.entries()) {
    const element = document.createElement("p");
    element.textContent = texts[index];
    document.body.append(element);
    for (const { selector } of marks(page).flatMap((item) => item.target)) {
      const [position, quote] = selector;
      assert.deepEqual(await found(createTextPositionSelectorMatcher(position), element), [quote.exact]);
      assert.ok((await found(createTextQuoteSelectorMatcher(quote), element)).includes(quote.exact));
    }
  }
});

test("offsets are code points and the labels those of the documents", () => {
  for (const [index, page] of pages.entries()) {
    const letters = [...texts[index]];
    assert.equal(texts[index], documents[index].text.replaceAll("\r", " "));
    const spans = marks(page).map(({ target, body }) => {
      const positions = target.map(({ selector: [position] }) => position);
      for (const [number, { start, end }] of positions.entries()) {
        assert.equal(letters.slice(start, end).join(""), target[number].selector[1].exact);
      }
      return `${positions[0].start} ${positions.at(-1).end} ${body[0].value}`;
    });
    const entities = documents[index].entities.map(({ start, end, label }) => `${start} ${end} ${label}`);
    const triggers = documents[index].events.map(({ trigger, label }) => `${trigger.start} ${trigger.end} ${label}`);
    const named = spans.filter((span) => !span.endsWith(" Filler"));
    assert.deepEqual(named.sort(), [...entities, ...triggers].sort());
  }
});

test("Recogito reads every mark with its label and its offsets", () => {
  for (const item of pages.flatMap(marks)) {
    const { parsed, error } = parseW3CTextAnnotation(item);
    assert.equal(error, undefined);
    const positions = item.target.map(({ selector: [position] }) => position);
    assert.deepEqual(
      parsed.target.selector.map(({ start, end, quote }) => [start, end, quote]),
      positions.map(({ start, end }, number) => [start, end, item.target[number].selector[1].exact]),
    );
    assert.equal(parsed.bodies[0].value, item.body[0].value);
  }
});

test("a link names an event and its filler, or two entities and their relation", () => {
  for (const [index, page] of pages.entries()) {
    const ids = new Set(marks(page).map(({ id }) => id));
    const links = page.items.filter((item) => item.motivation === "linking");
    for (const link of links) assert.ok(ids.has(link.target) && ids.has(link.body[0].source));
    const named = links.map(({ target, body: [to, role] }) => `${target} ${role.value} ${to.source}`);
    for (const { from, label, to } of documents[index].relations) assert.ok(named.includes(`#${from} ${label} #${to}`));
  }
});
