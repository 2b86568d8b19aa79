/** Where the label tags stand: beside each other on a line, never one over another. */
import { groupBy } from "./group";

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
  const lines = groupBy(wanted, (tag) => tag.line);
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
    const width = Math.max(NARROWEST_TAG, Math.min(tag.width, roomFor(sorted.slice(index + 1).map(near), start, wall)));
    free = start + width + GAP;
    return { item: tag.item, line: tag.line, left: rtl ? -(start + width) : start, width };
  });
}

/** The room of a tag at `start` before the next one; tags that begin together share what there is. */
function roomFor(next: readonly number[], start: number, wall: number): number {
  const together = next.findIndex((place) => place > start + NARROWEST_TAG);
  const sharing = together < 0 ? next.length : together;
  const end = together < 0 ? wall : (next[together] as number) - GAP;
  return (end - start - sharing * GAP) / (sharing + 1);
}
