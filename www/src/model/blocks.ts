/**
 * Paragraphs cut into blocks that a browser lays out one by one.
 *
 * A paragraph is one block. Only a very long one is cut, between two words, because a browser lays out
 * a whole block before it shows any of it.
 */
import type { Paragraph, Span } from "../engine/types";
import { directionOf } from "./direction";
import { partitionPoint } from "./spans";

/** A run of text that is one element and one text node on the page. */
export interface Block {
  span: Span;
  kind: Paragraph["kind"];
  direction: "rtl" | "ltr";
  /** Whether a paragraph ends with this block. */
  last: boolean;
}

/** The longest block, in code units. */
export const LONGEST_BLOCK = 2000;

/** How many blocks a browser passes over together while they are out of view. */
export const BLOCKS_IN_CHUNK = 16;

/** Blocks in chunks, each with the place of its first block. */
export function chunksOf(blocks: readonly Block[]): { first: number; blocks: Block[] }[] {
  const n = Math.ceil(blocks.length / BLOCKS_IN_CHUNK);
  return Array.from({ length: n }, (_, chunk) => ({ first: chunk * BLOCKS_IN_CHUNK, blocks: blocks.slice(chunk * BLOCKS_IN_CHUNK, (chunk + 1) * BLOCKS_IN_CHUNK) }));
}

/** The blocks of a document in order. Together they hold the text of every paragraph. */
export function blocksOf(text: string, paragraphs: readonly Paragraph[]): Block[] {
  return paragraphs.flatMap(({ span, kind }) => {
    const direction = directionOf(text.slice(span.start, span.end));
    return cut(text, span).map((piece) => ({ span: piece, kind, direction, last: piece.end === span.end }));
  });
}

/** The index of the block that holds `offset`, or of the next one; the last one past the end. */
export function blockIndexAt(blocks: readonly Block[], offset: number): number {
  return Math.min(
    partitionPoint(blocks, (block) => block.span.end <= offset),
    blocks.length - 1,
  );
}

function cut(text: string, span: Span): Span[] {
  const pieces: Span[] = [];
  let start = span.start;
  while (span.end - start > LONGEST_BLOCK) {
    const end = breakBefore(text, start, start + LONGEST_BLOCK);
    pieces.push({ start, end });
    start = end;
  }
  pieces.push({ start, end: span.end });
  return pieces;
}

/** The place after the last space before `limit`, or `limit` moved off the middle of a character. */
function breakBefore(text: string, start: number, limit: number): number {
  const space = text.slice(start, limit).search(/\s\S*$/u);
  if (space > LONGEST_BLOCK / 2) return start + space + 1;
  const unit = text.charCodeAt(limit);
  return unit >= 0xdc00 && unit <= 0xdfff ? limit - 1 : limit;
}
