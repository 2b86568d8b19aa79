import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { AdjudicationLog } from "../src/storage/adjudication-log";

test("a step of a comparison that another tab has replaced is not said to be kept", async () => {
  const [first, second] = [new AdjudicationLog(), new AdjudicationLog()];
  expect(await first.begin({ files: [], by: "a" })).toBe(true);
  expect(await first.add({ do: "majority" })).toBe(true);
  expect(await second.begin({ files: [], by: "b" })).toBe(true);
  expect(await first.add({ do: "undo" })).toBe(false);
  expect(await second.add({ do: "saved" })).toBe(true);
  expect(await new AdjudicationLog().last()).toEqual({ files: [], by: "b", steps: [{ do: "saved" }] });
});
