/** Where the label tags stand: beside each other on a line, never one over another. */

/** A tag that wants to stand at a place on a line. Units: CSS pixels from the left edge. */
export interface WantedTag<T> {
  item: T;
  /** Tags with the same line compete for room. */
  line: number;
  /** Left and right edge of the marked text on that line. */
  left: number;
  right: number;
  /** The width that the whole tag needs. */
  width: number;
}

/** A tag with its room. */
export interface PlacedTag<T> {
  item: T;
  line: number;
  left: number;
  width: number;
}

/** Narrower than this, a tag shows no text that can be read. */
export const NARROWEST_TAG = 16;
const GAP = 3;

/**
 * Places tags in reading order. A tag starts at its text's leading edge, or after the tag before it,
 * and is cut short where the next tag begins; a tag left with no room gets the narrowest width.
 */
export function placeTags<T>(wanted: readonly WantedTag<T>[], direction: "rtl" | "ltr", limit: { left: number; right: number }): PlacedTag<T>[] {
  const lines = Map.groupBy(wanted, (tag) => tag.line);
  return [...lines.values()].flatMap((tags) => placeLine(tags, direction, limit));
}

function placeLine<T>(tags: readonly WantedTag<T>[], direction: "rtl" | "ltr", limit: { left: number; right: number }): PlacedTag<T>[] {
  const rtl = direction === "rtl";
  // Right to left is placed as its mirror image, so that one rule serves both directions.
  const near = (tag: WantedTag<T>) => (rtl ? -tag.right : tag.left);
  const wall = rtl ? -limit.left : limit.right;
  const sorted = tags.toSorted((a, b) => near(a) - near(b));
  let free = -Infinity;
  return sorted.map((tag, index) => {
    const start = Math.max(near(tag), free);
    const next = sorted[index + 1];
    const room = (next ? Math.max(near(next), start + NARROWEST_TAG) - GAP : wall) - start;
    const width = Math.max(NARROWEST_TAG - GAP, Math.min(tag.width, room));
    free = start + width + GAP;
    return { item: tag.item, line: tag.line, left: rtl ? -(start + width) : start, width };
  });
}
