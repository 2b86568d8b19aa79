import { describe, expect, test } from "vitest";
import { LONGEST_BLOCK, blockIndexAt, blocksOf } from "../src/model/blocks";
import { directionOf } from "../src/model/direction";

const whole = (text: string) => [{ span: { start: 0, end: text.length }, kind: "body" as const, dateline: null }];

describe("blocks", () => {
  test("a paragraph is one block", () => {
    expect(blocksOf("\u062d\u0644\u0628 x", whole("\u062d\u0644\u0628 x"))).toEqual([{ span: { start: 0, end: 5 }, kind: "body", direction: "rtl", last: true }]);
  });

  test.each([["words", "\u062d\u0644\u0628 ".repeat(9000)], ["no blank at all", "\u062d".repeat(20_000)], ["emoji", "\u{1f600}".repeat(9000)]])(
    "a very long paragraph of %s is cut, loses nothing, and no character is broken",
    (_, text) => {
      const blocks = blocksOf(text, whole(text));
      expect(blocks.length).toBeGreaterThan(1);
      expect(blocks.map(({ span }) => text.slice(span.start, span.end)).join("")).toBe(text);
      for (const { span } of blocks) {
        expect(span.end - span.start).toBeLessThanOrEqual(LONGEST_BLOCK);
        expect(text.slice(span.start, span.end)).not.toMatch(/\p{Surrogate}/u);
      }
    },
  );

  test("an offset between two blocks belongs to the next", () => {
    const blocks = blocksOf("ab\ncd", [{ span: { start: 0, end: 2 }, kind: "headline", dateline: null }, { span: { start: 3, end: 5 }, kind: "body", dateline: null }]);
    expect([0, 1, 2, 3, 4, 99].map((offset) => blockIndexAt(blocks, offset))).toEqual([0, 0, 1, 1, 1, 1]);
    expect(blockIndexAt([], 0)).toBe(-1);
  });
});

describe("direction", () => {
  test.each([["\u062d\u0644\u0628 ok", "rtl"], ["ok \u062d\u0644\u0628", "ltr"], ["2016: \u062d\u0644\u0628", "rtl"], ["2016", "rtl"], ["", "rtl"]])("of %j is %s", (text, direction) => {
    expect(directionOf(text)).toBe(direction);
  });
});
