import { describe, expect, test } from "vitest";
import { matrixOf } from "../src/adjudication/matrix";
import { canTakeAll, choiceOf, marksOf, moved, nextOpen, otherEnd, ownMarkOf, piecesOf } from "../src/adjudication/model";
import type { Difference, Entity, Reading } from "../src/engine/types";

const span = (start: number, end: number) => ({ start, end });

function reading(...spans: [number, number][]): Reading {
  const entities = spans.map(([start, end]) => ({ label: "GPE", span: span(start, end) }) as Entity);
  return { annotators: [], entities, events: [], arguments: [], relations: [] };
}

/** The sentence "in old Aleppo" at place 10 of its article. */
const DIFFERENCE: Difference = {
  document: 0, kind: "entity", event: null, span: span(17, 23), context: span(10, 23), text: "in old Aleppo", tokens: [10, 12, 13, 16, 17, 23],
  readings: [reading([17, 23]), reading([13, 23])],
};

describe("an adjudication", () => {
  test("goes on to the next open difference, from the start again, and stays where none is open", () => {
    const chosen = { type: "nothing" } as const;
    expect([nextOpen([null, chosen, null], 0), nextOpen([null, chosen], 1), nextOpen([chosen], 0)]).toEqual([2, 0, 0]);
  });

  test("cuts a sentence where marks begin and end, also where they lie inside one another or outside the sentence", () => {
    const pieces = piecesOf(DIFFERENCE, [span(13, 23), span(17, 23), span(0, 5)]);
    expect(pieces.map(({ text, marks }) => [text, marks])).toEqual([["in ", []], ["old ", [0]], ["Aleppo", [0, 1]]]);
  });

  test("moves the ends of a mark by words and never past the other end or the sentence", () => {
    expect(moved(span(17, 23), DIFFERENCE, "start", -1)).toEqual(span(13, 23));
    expect(moved(span(13, 23), DIFFERENCE, "end", -1)).toEqual(span(13, 16));
    expect(moved(span(17, 23), DIFFERENCE, "end", 1)).toEqual(span(17, 23));
    expect(moved(span(17, 23), DIFFERENCE, "end", -1)).toEqual(span(17, 23));
  });

  test("shows a relation with both its ends, and turns one of one's own round", () => {
    const [from, to] = [span(13, 16), span(17, 23)];
    const relation = { label: "LocatedIn", from: { label: "ORG", span: from }, to: { label: "GPE", span: to } };
    const difference: Difference = { ...DIFFERENCE, kind: "relation", readings: [reading(), { ...reading(), relations: [relation] }] };
    expect(difference.readings.flatMap(marksOf)).toEqual([{ label: "LocatedIn", kind: "relation", span: from, to, event: null, attributes: {} }]);
    expect([otherEnd(from, difference), otherEnd(to, difference), otherEnd(span(10, 12), difference)]).toEqual([to, from, undefined]);
    expect(ownMarkOf({ label: "PartOf", span: to }, difference)).toEqual({ label: "PartOf", kind: "relation", span: to, to: from, event: null, attributes: {} });
  });

  test("takes a reading by its number, nothing by 0, and all where several have marks", () => {
    expect([choiceOf(2, DIFFERENCE), choiceOf(0, DIFFERENCE), choiceOf(3, DIFFERENCE)]).toEqual([{ type: "reading", index: 1 }, { type: "nothing" }, null]);
    expect([canTakeAll(DIFFERENCE), canTakeAll({ ...DIFFERENCE, readings: [reading(), reading([17, 23])] })]).toEqual([true, false]);
  });

  test("of an event's attributes takes one of the readings, not none and not all", () => {
    const attributes: Difference = { ...DIFFERENCE, kind: "attributes" };
    expect([choiceOf(1, attributes), choiceOf(0, attributes), canTakeAll(attributes)]).toEqual([{ type: "reading", index: 0 }, null, false]);
  });

  test("counts which types annotators take for which, words outside every mark last", () => {
    const confusion = [{ first: "O", second: "O", count: 90 }, { first: "LOC", second: "GPE", count: 2 }, { first: "GPE", second: "GPE", count: 7 }];
    const { labels, counts, most } = matrixOf(confusion, ["GPE", "LOC"]);
    expect([labels, counts, most]).toEqual([["GPE", "LOC", "O"], [[7, 0, 0], [2, 0, 0], [0, 0, 90]], 7]);
  });
});
