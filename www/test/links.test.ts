import { describe, expect, test } from "vitest";
import { LANE, linkPath, nearerMargin } from "../src/model/links";

/** All coordinates of a path. */
function points(path: string): [number, number][] {
  return [...path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

const TEXT = { left: 44, right: 756 };

describe("links", () => {
  test("run in the margin that is nearer", () => {
    expect(nearerMargin(700, TEXT, 800)).toBe(772);
    expect(nearerMargin(100, TEXT, 800)).toBe(28);
    // On a phone the margin is narrow.
    expect(nearerMargin(300, { left: 18, right: 372 }, 390)).toBe(381);
  });

  test("on one line stay above its tags", () => {
    const path = linkPath({ x: 500, top: 100 }, { x: 200, top: 100 }, 772);
    expect(points(path).every(([, y]) => y >= 100 - LANE && y <= 100)).toBe(true);
  });

  test("from line to line leave the text only in the gap above a line, and pass lines in the margin", () => {
    const path = linkPath({ x: 500, top: 100 }, { x: 200, top: 271 }, 772);
    for (const [x, y] of points(path)) {
      const inGap = (y >= 100 - LANE && y <= 100) || (y >= 271 - LANE && y <= 271);
      expect(inGap || x >= TEXT.right, `${x},${y}`).toBe(true);
    }
    expect(points(path).at(-1)).toEqual([200, 271]);
  });
});
