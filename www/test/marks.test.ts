import { describe, expect, test } from "vitest";
import schema from "../../data/schema.json";
import { contrast, labelColors } from "../src/model/colors";
import { layersOf } from "../src/model/layers";
import { NARROWEST_TAG, placeTags } from "../src/model/tags";

const itself = (span: { start: number; end: number }) => span;

describe("layers", () => {
  test("nested spans get deeper layers, separate ones share the first", () => {
    const [outer, inner, apart] = [{ start: 0, end: 20 }, { start: 5, end: 9 }, { start: 30, end: 33 }];
    const layers = layersOf([inner, apart, outer], itself, 2);
    expect([outer, inner, apart].map((span) => layers.get(span))).toEqual([0, 1, 0]);
  });

  test("what is deeper than the deepest layer is collected there", () => {
    const spans = Array.from({ length: 5 }, (_, n) => ({ start: n, end: 40 - n }));
    const layers = layersOf(spans, itself, 2);
    expect(spans.map((span) => layers.get(span))).toEqual([0, 1, 2, 2, 2]);
  });

  test("crossing spans never share a layer", () => {
    const [a, b] = [{ start: 0, end: 10 }, { start: 5, end: 15 }];
    const layers = layersOf([a, b], itself, 2);
    expect(layers.get(a)).not.toBe(layers.get(b));
  });
});

describe("tags", () => {
  const wanted = (left: number, right: number, width = 60, line = 0) => ({ item: `${left}`, line, left, right, width });

  test.each(["rtl", "ltr"] as const)("never lie over one another, %s", (direction) => {
    const tags = [wanted(10, 40), wanted(12, 40), wanted(30, 44, 90), wanted(200, 230), wanted(10, 40, 60, 1)];
    const placed = placeTags(tags, direction, { left: 0, right: 400 });
    expect(placed).toHaveLength(tags.length);
    const line = placed.filter((tag) => tag.line === 0).sort((a, b) => a.left - b.left);
    for (const [n, tag] of line.entries()) {
      expect(tag.width).toBeGreaterThanOrEqual(NARROWEST_TAG);
      const next = line[n + 1];
      if (next) expect(tag.left + tag.width).toBeLessThanOrEqual(next.left);
    }
  });

  test("a tag with room stands whole at its text's leading edge", () => {
    expect(placeTags([wanted(100, 140)], "rtl", { left: 0, right: 400 })).toEqual([{ item: "100", line: 0, left: 80, width: 60 }]);
    expect(placeTags([wanted(100, 140)], "ltr", { left: 0, right: 400 })).toEqual([{ item: "100", line: 0, left: 100, width: 60 }]);
  });
});

describe("colours of the label set can be read", () => {
  const types = [...schema.entities, ...schema.events];

  test.each([["light", "#fdfcf9"], ["dark", "#1b1d20"]])("%s", (_, ground) => {
    for (const { color } of types) {
      const { ink, tint, faint, onInk } = labelColors(color, ground);
      for (const under of [ground, tint, faint]) expect(contrast(ink, under)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(onInk, ink)).toBeGreaterThanOrEqual(4.5);
    }
  });

  test("contrast is that of the standard", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });
});
