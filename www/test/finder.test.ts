import { describe, expect, test } from "vitest";
import type { Hit, HitMark } from "../src/engine/types";
import { NO_FINDER, commandsFor, firstTicks } from "../src/model/finder";

let at = 0;
function hit(document: string, ...marks: [string, string, HitMark["status"]][]): Hit {
  at += 10;
  return { document, span: { start: at, end: at + 3 }, before: "", text: "x", after: "", marks: marks.map(([id, label, status]) => ({ id, label, status })) };
}

const HITS = [hit("d1"), hit("d1", ["e1", "GPE", "accepted"]), hit("d1", ["e2", "ORG", "suggested"]), hit("d2", ["e1", "GPE", "rejected"]), hit("d2", ["e5", "GPE", "suggested"])];

describe("all places at once", () => {
  test("ticks what lacks the label, and remembers rejections", () => {
    expect([...firstTicks(HITS, "GPE")]).toEqual([0, 2, 4]);
    expect([...firstTicks(HITS, null)]).toEqual([0, 1, 2, 3, 4]);
  });

  test("labels with one command a document: new entities and new labels together", () => {
    const finder = { ...NO_FINDER, hits: HITS, ticked: new Set([0, 2, 4]), label: "GPE" };
    expect(commandsFor(finder, "label")).toEqual([
      { document: "d1", places: 2, command: { type: "entity.label-all", label: "GPE", spans: [HITS[0]?.span], ids: ["e2"] } },
      { document: "d2", places: 1, command: { type: "entity.label-all", label: "GPE", spans: [HITS[4]?.span], ids: [] } },
    ]);
  });

  test("removes and rejects only marks of the chosen type", () => {
    const finder = { ...NO_FINDER, hits: HITS, ticked: new Set([1, 2, 3]), label: "GPE" };
    expect(commandsFor(finder, "remove").map(({ command }) => command)).toEqual([{ type: "entity.remove", ids: ["e1"] }, { type: "entity.remove", ids: ["e1"] }]);
    expect(commandsFor(finder, "reject").map(({ command }) => command)).toEqual([{ type: "entity.status", ids: ["e1"], status: "rejected" }]);
    expect(commandsFor({ ...finder, ticked: new Set([0]) }, "remove")).toEqual([]);
  });
});
