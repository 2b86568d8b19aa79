import { describe, expect, test } from "vitest";
import { moveEdge, snapToGraphemes, snapToTokens, tokenIndexAt } from "../src/model/tokens";

const token = (start: number, end: number) => ({ span: { start, end }, clitics: [] });
/** Three words with blanks between, and a full stop. */
const TOKENS = [token(0, 4), token(5, 8), token(9, 12), token(12, 13)];

describe("tokens", () => {
  test("the token at an offset, in a gap, past the end, in an empty text", () => {
    expect(tokenIndexAt(TOKENS, 6)).toBe(1);
    expect(tokenIndexAt(TOKENS, 4)).toBe(1);
    expect(tokenIndexAt(TOKENS, 99)).toBe(3);
    expect(tokenIndexAt([], 0)).toBe(-1);
  });

  test("a selection takes whole tokens and no blanks", () => {
    expect(snapToTokens(TOKENS, { start: 2, end: 6 })).toEqual({ start: 0, end: 8 });
    expect(snapToTokens(TOKENS, { start: 4, end: 9 })).toEqual({ start: 5, end: 8 });
    expect(snapToTokens(TOKENS, { start: 4, end: 5 })).toBeNull();
    expect(snapToTokens([], { start: 0, end: 3 })).toBeNull();
  });

  test("edges move by tokens and never empty the span", () => {
    const middle = { start: 5, end: 8 };
    expect(moveEdge(TOKENS, middle, "end", 1)).toEqual({ start: 5, end: 12 });
    expect(moveEdge(TOKENS, middle, "start", -1)).toEqual({ start: 0, end: 8 });
    expect(moveEdge(TOKENS, middle, "end", -1)).toEqual(middle);
    expect(moveEdge(TOKENS, middle, "start", 1)).toEqual(middle);
    expect(moveEdge(TOKENS, { start: 0, end: 4 }, "start", -1)).toEqual({ start: 0, end: 4 });
  });
});

describe("graphemes", () => {
  test("a letter keeps its marks", () => {
    const text = "\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f";
    expect(snapToGraphemes(text, { start: 1, end: 2 })).toEqual({ start: 0, end: 2 });
    expect(snapToGraphemes(text, { start: 4, end: 5 })).toEqual({ start: 4, end: 7 });
  });

  test("a joined emoji is one grapheme", () => {
    const text = "a\u{1f468}\u200d\u{1f469}b";
    expect(snapToGraphemes(text, { start: 2, end: 3 })).toEqual({ start: 1, end: 6 });
  });
});
