/** Overlapping spans told apart by depth. */
import type { Span } from "../engine/types";
import { compare, overlaps } from "./spans";

/**
 * Gives each span a layer: 0 for the outermost, and a span inside or across another gets a higher one.
 * No two overlapping spans share a layer below `deepest`, which collects the rest.
 */
export function layersOf<T>(items: readonly T[], spanOf: (item: T) => Span, deepest: number): Map<T, number> {
  const sorted = items.toSorted((a, b) => compare(spanOf(a), spanOf(b)));
  const layers = new Map<T, number>();
  let open: T[] = [];
  for (const item of sorted) {
    open = open.filter((other) => overlaps(spanOf(other), spanOf(item)));
    const taken = new Set(open.map((other) => layers.get(other)));
    let layer = 0;
    while (layer < deepest && taken.has(layer)) layer += 1;
    layers.set(item, layer);
    open.push(item);
  }
  return layers;
}
