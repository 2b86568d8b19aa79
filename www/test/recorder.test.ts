import { expect, test, vi } from "vitest";
import { type Archive, type ArchiveEvents, type Batch, ConflictError } from "../src/storage/archive";
import { Ledger, type Mark, type Place } from "../src/storage/ledger";
import { Recorder, type RecorderListener } from "../src/storage/recorder";

const BASE = new Uint8Array([1]);

/** A storage in memory that fails as often as it is told to. */
class Disk {
  readonly batches: Batch[] = [];
  failing = 0;
  error: Error = new Error("full");
  events: ArchiveEvents | undefined;
  readonly rows = new Map<string, Mark>();
  readonly texts = new Map<Place, string>();

  readonly open = async (events: ArchiveEvents): Promise<Archive> => {
    this.events = events;
    return this as unknown as Archive;
  };
  /** Called when a write is under way. */
  meanwhile: () => void = () => undefined;

  async write(batch: Batch): Promise<void> {
    const { meanwhile } = this;
    this.meanwhile = () => undefined;
    meanwhile();
    await Promise.resolve();
    if (this.failing > 0) {
      this.failing -= 1;
      throw this.error;
    }
    this.batches.push(batch);
    for (const { kept } of batch.whole) this.rows.set(kept.id, { revision: kept.revision, entries: kept.journal.length });
    for (const { id, mark, entries } of batch.appended) this.rows.set(id, { ...mark, entries: mark.entries + entries.length });
    for (const id of batch.removed) this.rows.delete(id);
    for (const [place, text] of batch.places) this.texts.set(place, text);
  }
  close(): void {}
  async marks() {
    return new Map(this.rows);
  }
  async places() {
    return new Map(this.texts);
  }
  async documents() {
    return [];
  }
}

function recorder() {
  const [disk, ledger, states, conflicts] = [new Disk(), new Ledger(), [] as string[], [] as string[]];
  const listener: RecorderListener = {
    onState: (state, error) => states.push(error === undefined ? state : `${state}: ${(error as Error).message}`),
    onStored: () => undefined,
    onConflict: (id) => conflicts.push(id),
    onFound: () => undefined,
    onBlocked: () => undefined,
    writable: async () => () => true,
  };
  return { disk, ledger, states, conflicts, recorder: new Recorder(ledger, listener, disk.open) };
}

test("a document is stored as it was opened, and then what is done to it", async () => {
  const { disk, ledger, recorder: work } = recorder();
  ledger.add("a", BASE);
  work.touch();
  expect(await work.flush()).toBe(true);
  ledger.append("a", "1");
  ledger.append("a", "2");
  work.touch();
  await work.flush();
  expect(disk.batches[0]?.whole).toMatchObject([{ kept: { id: "a" }, fresh: true }]);
  expect(disk.batches[1]?.appended).toMatchObject([{ id: "a", mark: { revision: 0, entries: 0 }, entries: [{ entry: "1" }, { entry: "2" }] }]);
});

test("a change of the label set is stored in one write, and later changes go behind the journals that it stored", async () => {
  const { disk, ledger, recorder: work } = recorder();
  for (const id of ["a", "b"]) ledger.add(id, BASE);
  work.touch();
  await work.flush();
  disk.batches.length = 0;
  ledger.replace("a", BASE, [{ entry: "1", time: 0 }, { entry: "2", time: 0 }]);
  ledger.replace("b", BASE, []);
  ledger.places.set("schema", "{}");
  work.touch();
  await work.flush();
  ledger.append("a", "3");
  work.touch();
  await work.flush();
  expect(disk.batches).toHaveLength(2);
  expect(disk.batches[0]).toMatchObject({ whole: [{ kept: { id: "a", revision: 1 } }, { kept: { id: "b", revision: 1 } }], places: [["schema", "{}"]] });
  expect(disk.batches[1]?.appended).toMatchObject([{ id: "a", mark: { revision: 1, entries: 2 }, entries: [{ entry: "3" }] }]);
});

test("what a failed write held is in the next one, and the page says failed until then", async () => {
  vi.useFakeTimers();
  const { disk, ledger, states, recorder: work } = recorder();
  ledger.add("a", BASE);
  work.touch();
  await work.flush();
  disk.failing = 2;
  ledger.append("a", "1");
  work.touch();
  expect(await work.flush()).toBe(false);
  ledger.append("a", "2");
  expect(work.isSaved).toBe(false);
  await vi.advanceTimersByTimeAsync(1_000);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(work.isSaved).toBe(true);
  expect(disk.rows.get("a")).toEqual({ revision: 0, entries: 2 });
  expect(states).toEqual(["saving", "saved", "saving", "failed: full", "failed", "saved"]);
  vi.useRealTimers();
});

test("a document that has no room keeps no other from being stored", async () => {
  const { disk, ledger, recorder: work } = recorder();
  ledger.add("large", BASE);
  ledger.add("small", BASE);
  disk.failing = 1;
  work.touch();
  await work.flush();
  expect([...disk.rows.keys()]).toEqual(["small"]);
  expect(await work.flush()).toBe(true);
  expect([...disk.rows.keys()]).toEqual(["small", "large"]);
});

test("a storage that is deleted under the page is written anew", async () => {
  const { disk, ledger, recorder: work } = recorder();
  await work.load();
  ledger.add("a", BASE);
  ledger.append("a", "1");
  ledger.places.set("current", "a");
  work.touch();
  await work.flush();
  disk.rows.clear();
  disk.texts.clear();
  disk.events?.onLost();
  expect(await work.flush()).toBe(true);
  expect(disk.rows.get("a")).toEqual({ revision: 0, entries: 1 });
  expect(disk.texts.get("current")).toBe("a");
  // It is this page's own document: nothing of another tab can be under its id.
  expect(disk.batches.at(-1)?.whole).toMatchObject([{ fresh: false }]);
});

test("a connection that the browser has closed is opened anew", async () => {
  const { disk, ledger, recorder: work } = recorder();
  await work.load();
  disk.failing = 1;
  disk.error = new DOMException("closing", "InvalidStateError");
  ledger.add("a", BASE);
  work.touch();
  expect(await work.flush()).toBe(false);
  expect(await work.flush()).toBe(true);
  expect(disk.rows.has("a")).toBe(true);
});

test("what another tab has written is told, not overwritten", async () => {
  const { disk, ledger, conflicts, recorder: work } = recorder();
  ledger.add("a", BASE);
  disk.failing = 1;
  disk.error = new ConflictError("a");
  work.touch();
  await work.flush();
  expect(conflicts).toEqual(["a"]);
  expect(disk.batches).toEqual([]);
});

test("a document that is deleted is deleted from the storage", async () => {
  const { disk, ledger, recorder: work } = recorder();
  ledger.add("a", BASE);
  work.touch();
  await work.flush();
  ledger.documents.delete("a");
  work.forget("a");
  await work.flush();
  expect(disk.rows.size).toBe(0);
});

test("a document that is deleted and opened anew while a write is under way is stored anew", async () => {
  const { disk, ledger, recorder: work } = recorder();
  ledger.add("a", BASE);
  work.touch();
  await work.flush();
  ledger.append("a", "1");
  disk.meanwhile = () => {
    ledger.documents.delete("a");
    work.forget("a");
    ledger.add("a", BASE);
    work.touch();
  };
  work.touch();
  expect(await work.flush()).toBe(true);
  expect(disk.rows.get("a")).toEqual({ revision: 0, entries: 0 });
  expect(disk.batches.at(-1)).toMatchObject({ whole: [{ kept: { id: "a", journal: [] }, fresh: false }], removed: [] });
});

test("a document that is opened anew while it is being deleted is stored", async () => {
  const { disk, ledger, recorder: work } = recorder();
  ledger.add("a", BASE);
  work.touch();
  await work.flush();
  ledger.documents.delete("a");
  disk.meanwhile = () => {
    ledger.add("a", BASE);
    work.touch();
  };
  work.forget("a");
  expect(await work.flush()).toBe(true);
  expect(disk.rows.get("a")).toEqual({ revision: 0, entries: 0 });
});

test("a deletion that failed does not hit the document that was opened anew under the id", async () => {
  const { disk, ledger, recorder: work } = recorder();
  ledger.add("a", BASE);
  ledger.append("a", "1");
  work.touch();
  await work.flush();
  ledger.documents.delete("a");
  disk.failing = 2;
  work.forget("a");
  expect(await work.flush()).toBe(false);
  // The second failure closes the connection: what the storage still has of the old document is found again.
  expect(await work.flush()).toBe(false);
  ledger.add("a", BASE);
  work.touch();
  expect(await work.flush()).toBe(true);
  expect(disk.rows.get("a")).toEqual({ revision: 0, entries: 0 });
  ledger.append("a", "2");
  work.touch();
  await work.flush();
  expect(disk.rows.get("a")).toEqual({ revision: 0, entries: 1 });
});

test("a document that another tab has deleted is stored whole where this one insists", async () => {
  const { disk, ledger, recorder: work } = recorder();
  ledger.add("a", BASE);
  work.touch();
  await work.flush();
  disk.rows.clear();
  ledger.append("a", "1");
  work.insist("a");
  expect(await work.flush()).toBe(true);
  expect(disk.batches.at(-1)?.whole).toMatchObject([{ kept: { id: "a", journal: [{ entry: "1" }] }, fresh: false }]);
});

test("when it is settled what another tab has written, the page says that all is stored", async () => {
  const { disk, ledger, states, conflicts, recorder: work } = recorder();
  const kept = ledger.add("a", BASE);
  disk.failing = 1;
  disk.error = new ConflictError("a");
  work.touch();
  expect(await work.flush()).toBe(false);
  work.adopt(kept);
  await vi.waitFor(() => expect(states.at(-1)).toBe("saved"));
  expect(conflicts).toEqual(["a"]);
  expect(work.isSaved).toBe(true);
});
