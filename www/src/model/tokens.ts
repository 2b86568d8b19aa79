/** The token cursor: places in the token list, and spans snapped to tokens or to graphemes. */
import type { Span, Token } from "../engine/types";
import { overlaps, partitionPoint, union } from "./spans";

/** The index of the token at `offset`, or of the nearest one after it, or the last one; -1 without tokens. */
export function tokenIndexAt(tokens: readonly Token[], offset: number): number {
  return Math.min(
    partitionPoint(tokens, (token) => token.span.end <= offset),
    tokens.length - 1,
  );
}

/** The span widened to whole tokens; `null` where it touches none. */
export function snapToTokens(tokens: readonly Token[], span: Span): Span | null {
  const first = tokens[partitionPoint(tokens, (token) => token.span.end <= span.start)];
  const last = tokens[partitionPoint(tokens, (token) => token.span.start < span.end) - 1];
  if (!first || !last || !overlaps(first.span, span)) return null;
  return union(first.span, last.span);
}

/** The span widened to whole graphemes of the text, so that no letter is cut from its marks. */
export function snapToGraphemes(text: string, span: Span): Span {
  // A grapheme may be long, but 64 code units on both sides hold every one that occurs in writing.
  const from = Math.max(0, span.start - 64);
  const window = text.slice(from, span.end + 64);
  const snapped = { ...span };
  for (const { index, segment } of new Intl.Segmenter().segment(window)) {
    const start = from + index;
    const end = start + segment.length;
    if (start < span.start && span.start < end) snapped.start = start;
    if (start < span.end && span.end < end) snapped.end = end;
  }
  return snapped;
}

/** Moves one edge of a span by whole tokens; gives the span unchanged where that would empty it. */
export function moveEdge(tokens: readonly Token[], span: Span, edge: "start" | "end", by: 1 | -1): Span {
  if (edge === "end") {
    const last = partitionPoint(tokens, (token) => token.span.start < span.end) - 1;
    const token = tokens[last + by];
    return token && token.span.end > span.start ? { start: span.start, end: token.span.end } : span;
  }
  const first = partitionPoint(tokens, (token) => token.span.end <= span.start);
  const token = tokens[first + by];
  return token && token.span.start < span.end ? { start: token.span.start, end: span.end } : span;
}
