import { describe, expect, test } from "vitest";
import { SpanIndex, contains, equal, overlaps, partitionPoint, union } from "../src/model/spans";

const span = (start: number, end: number) => ({ start, end });

describe("spans", () => {
  test("touching spans do not overlap", () => {
    expect(overlaps(span(0, 3), span(3, 5))).toBe(false);
    expect(overlaps(span(0, 4), span(3, 5))).toBe(true);
  });

  test("a span contains itself", () => {
    expect(contains(span(1, 4), span(1, 4))).toBe(true);
    expect(contains(span(1, 4), span(0, 4))).toBe(false);
    expect(equal(span(1, 4), span(1, 4))).toBe(true);
  });

  test("the union holds both", () => {
    expect(union(span(5, 7), span(1, 2))).toEqual(span(1, 7));
  });

  test("the partition point counts the leading items", () => {
    expect(partitionPoint([1, 2, 5, 9], (n) => n < 5)).toBe(2);
    expect(partitionPoint([], () => true)).toBe(0);
  });
});

describe("the index finds what a search of all items finds", () => {
  // A generator with a fixed seed: the same items at every run.
  let seed = 7;
  const random = (limit: number) => (seed = (seed * 48271) % 2147483647) % limit;
  const items = Array.from({ length: 300 }, () => {
    const start = random(1000);
    return span(start, start + 1 + random(40));
  });
  const index = new SpanIndex(items, (item) => item);

  test.each([[0, 1], [0, 1000], [500, 501], [123, 321], [999, 1100], [2000, 2001]])("in %d to %d", (start, end) => {
    const found = index.overlapping(span(start, end));
    expect(new Set(found)).toEqual(new Set(items.filter((item) => overlaps(item, span(start, end)))));
    expect(found.map((item) => item.start)).toEqual(found.map((item) => item.start).toSorted((a, b) => a - b));
  });
});
