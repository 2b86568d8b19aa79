import { describe, expect, test } from "vitest";
import { isToken, moveEdge, pieceBeside, piecesOf, snapToGraphemes, snapToTokens, tokenBeside, tokenIndexAt } from "../src/model/tokens";

/** Three words with blanks between, and a full stop. */
const TOKENS = [0, 4, 5, 8, 9, 12, 12, 13];
/** The first word begins with two clitics, the second ends with one. */
const CLITICS = [0, 1, 1, 2, 7, 8];

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

  test("the token beside a span", () => {
    expect(tokenBeside(TOKENS, { start: 0, end: 4 }, 1)).toEqual({ start: 5, end: 8 });
    expect(tokenBeside(TOKENS, { start: 5, end: 8 }, -1)).toEqual({ start: 0, end: 4 });
    expect(tokenBeside(TOKENS, { start: 1, end: 2 }, 1)).toEqual({ start: 5, end: 8 });
    expect(tokenBeside(TOKENS, { start: 12, end: 13 }, 1)).toBeUndefined();
    expect(tokenBeside([], { start: 0, end: 0 }, -1)).toBeUndefined();
    expect(isToken(TOKENS, { start: 5, end: 8 })).toBe(true);
    expect(isToken(TOKENS, { start: 5, end: 12 })).toBe(false);
  });

  test("a word falls into its clitics and the rest", () => {
    expect(piecesOf({ start: 0, end: 4 }, CLITICS)).toEqual([{ start: 0, end: 1 }, { start: 1, end: 2 }, { start: 2, end: 4 }]);
    expect(piecesOf({ start: 9, end: 12 }, CLITICS)).toEqual([{ start: 9, end: 12 }]);
  });

  test("the cursor goes into a word, through its parts, and on to the next word", () => {
    const walk = (from: { start: number; end: number }, by: 1 | -1) => pieceBeside(TOKENS, CLITICS, from, by);
    expect(walk({ start: 0, end: 4 }, 1)).toEqual({ start: 0, end: 1 });
    expect(walk({ start: 0, end: 1 }, 1)).toEqual({ start: 1, end: 2 });
    expect(walk({ start: 2, end: 4 }, 1)).toEqual({ start: 5, end: 7 });
    expect(walk({ start: 5, end: 7 }, -1)).toEqual({ start: 2, end: 4 });
    expect(walk({ start: 9, end: 12 }, 1)).toEqual({ start: 12, end: 13 });
    expect(walk({ start: 12, end: 13 }, 1)).toBeUndefined();
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
