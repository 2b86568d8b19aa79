/** The token cursor: places in the token list, and spans snapped to tokens or to graphemes. */
import type { Span } from "../engine/types";
import { overlaps, union } from "./spans";

/** Spans in order, apart, as the engine gives them: start and end of each, one after another. */
export type FlatSpans = readonly number[];

/** The number of spans. */
export function countOf(spans: FlatSpans): number {
  return spans.length / 2;
}

/** The span at a place in the list; nothing outside it. */
export function spanAt(spans: FlatSpans, index: number): Span | undefined {
  const [start, end] = [spans[index * 2], spans[index * 2 + 1]];
  return start === undefined || end === undefined ? undefined : { start, end };
}

/** The number of leading spans that end at `offset` or before it. */
function endedBy(spans: FlatSpans, offset: number): number {
  return leading(spans, (index) => (spans[index * 2 + 1] as number) <= offset);
}

/** The number of leading spans that begin before `offset`. */
function begunBefore(spans: FlatSpans, offset: number): number {
  return leading(spans, (index) => (spans[index * 2] as number) < offset);
}

function leading(spans: FlatSpans, fits: (index: number) => boolean): number {
  let [low, high] = [0, countOf(spans)];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index of the token at `offset`, or of the nearest one after it, or the last one; -1 without tokens. */
export function tokenIndexAt(tokens: FlatSpans, offset: number): number {
  return Math.min(endedBy(tokens, offset), countOf(tokens) - 1);
}

/** The nearest token behind (1) or before (-1) a span. */
export function tokenBeside(tokens: FlatSpans, span: Span, by: 1 | -1): Span | undefined {
  return spanAt(tokens, by > 0 ? leading(tokens, (index) => (tokens[index * 2] as number) < span.end) : endedBy(tokens, span.start) - 1);
}

/** Whether a span is just one token. */
export function isToken(tokens: FlatSpans, span: Span): boolean {
  const token = spanAt(tokens, endedBy(tokens, span.start));
  return token?.start === span.start && token.end === span.end;
}

/** The span widened to whole tokens; `null` where it touches none. */
export function snapToTokens(tokens: FlatSpans, span: Span): Span | null {
  const first = spanAt(tokens, endedBy(tokens, span.start));
  const last = spanAt(tokens, begunBefore(tokens, span.end) - 1);
  if (!first || !last || !overlaps(first, span)) return null;
  return union(first, last);
}

/** The parts of a token, cut at the borders of its clitics, in the order of the text. */
export function piecesOf(token: Span, clitics: FlatSpans): Span[] {
  const borders = new Set([token.start, token.end]);
  for (let index = endedBy(clitics, token.start); ; index += 1) {
    const clitic = spanAt(clitics, index);
    if (!clitic || clitic.start >= token.end) break;
    borders.add(clitic.start).add(clitic.end);
  }
  const sorted = [...borders].sort((a, b) => a - b);
  return sorted.slice(1).map((end, index) => ({ start: sorted[index] as number, end }));
}

/** The part of a word behind (1) or before (-1) `span`: a clitic, what a token is without its clitics, or a whole token. */
export function pieceBeside(tokens: FlatSpans, clitics: FlatSpans, span: Span, by: 1 | -1): Span | undefined {
  const own = spanAt(tokens, endedBy(tokens, span.start));
  const pieces = own ? piecesOf(own, clitics) : [];
  const isWhole = own && span.start <= own.start && own.end <= span.end;
  // From a whole word the first step goes into it.
  if (own && isWhole && pieces.length > 1 && own.start === span.start && own.end === span.end) return by > 0 ? pieces[0] : pieces.at(-1);
  const next = by > 0 ? pieces.find((piece) => piece.start >= span.end) : pieces.findLast((piece) => piece.end <= span.start);
  if (next) return next;
  const beside = tokenBeside(tokens, own ?? span, by);
  const theirs = beside ? piecesOf(beside, clitics) : [];
  return by > 0 ? theirs[0] : theirs.at(-1);
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
export function moveEdge(tokens: FlatSpans, span: Span, edge: "start" | "end", by: 1 | -1): Span {
  if (edge === "end") {
    const token = spanAt(tokens, begunBefore(tokens, span.end) - 1 + by);
    return token && token.end > span.start ? { start: span.start, end: token.end } : span;
  }
  const token = spanAt(tokens, endedBy(tokens, span.start) + by);
  return token && token.start < span.end ? { start: token.start, end: span.end } : span;
}
