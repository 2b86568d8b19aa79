/** Spans and a sorted index over things that have one. Units: UTF-16, end exclusive. */
import type { Span } from "../engine/types";

/** Whether two spans share at least one code unit. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Whether `outer` holds all of `inner`. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether two spans are the same. */
export function equal(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

/** The smallest span that holds both. */
export function union(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

/** The length in code units. */
export function length(span: Span): number {
  return span.end - span.start;
}

/** Document order: by start, the longer one first. */
export function compare(a: Span, b: Span): number {
  return a.start - b.start || b.end - a.end;
}

/** The number of leading items for which `before` holds; `items` must have those items first. */
export function partitionPoint<T>(items: readonly T[], before: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before(items[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Items in document order, found by place in logarithmic time. */
export class SpanIndex<T> {
  /** The items in document order. */
  readonly items: readonly T[];
  private readonly spanOf: (item: T) => Span;
  /** The greatest end among the items up to each place. */
  private readonly reach: readonly number[];

  constructor(items: readonly T[], spanOf: (item: T) => Span) {
    this.items = items.toSorted((a, b) => compare(spanOf(a), spanOf(b)));
    this.spanOf = spanOf;
    let furthest = 0;
    this.reach = this.items.map((item) => (furthest = Math.max(furthest, spanOf(item).end)));
  }

  /** The items that share a code unit with `span`, in document order. */
  overlapping(span: Span): T[] {
    const first = partitionPoint(this.reach, (end) => end <= span.start);
    const last = partitionPoint(this.items, (item) => this.spanOf(item).start < span.end);
    return this.items.slice(first, last).filter((item) => overlaps(this.spanOf(item), span));
  }
}
