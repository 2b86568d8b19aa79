import { expect, test } from "vitest";
import type { Archive } from "../src/storage/archive";
import { Recorder } from "../src/storage/recorder";

test("a change of the label set is stored in one write, and later changes go behind the journals that it stored", async () => {
  const written: unknown[] = [];
  const note = (method: string) => async (...parameters: unknown[]) => {
    written.push([method, ...parameters]);
  };
  const archive = { append: note("append"), relabel: note("relabel") } as unknown as Archive;
  const documents = [{ id: "a", base: "", journal: ["1", "2"] }, { id: "b", base: "", journal: [] }];
  await new Promise<void>((resolve) => {
    const recorder = new Recorder(archive, (state) => state === "saved" && resolve());
    recorder.resume("a", 7);
    recorder.relabel("{}", documents);
    recorder.append("a", "3");
    recorder.append("b", "4");
  });
  expect(written).toEqual([["relabel", "{}", documents], ["append", "a", 2, "3"], ["append", "b", 0, "4"]]);
});
