import "fake-indexeddb/auto";
import { deleteDB, openDB } from "idb";
import { beforeEach, expect, test } from "vitest";
import { Archive, type Batch, ConflictError, DATABASE } from "../src/storage/archive";
import type { Kept } from "../src/storage/ledger";
import { pack, unpack } from "../src/storage/packing";

const NO_EVENTS = { onLost: () => undefined, onBlocked: () => undefined };
const NOTHING: Batch = { whole: [], appended: [], removed: [], places: [] };
const entry = (text: string) => ({ entry: text, time: 1 });

async function kept(id: string, journal: string[] = [], revision = 0): Promise<Kept> {
  return { id, opened: 1, revision, base: await pack(`{"id":"${id}"}`), journal: journal.map(entry) };
}

async function opened<T>(use: (archive: Archive) => Promise<T>): Promise<T> {
  const archive = await Archive.open(NO_EVENTS);
  try {
    return await use(archive);
  } finally {
    archive.close();
  }
}

beforeEach(() => deleteDB(DATABASE));

test("what is written is read again after the storage was closed", async () => {
  const document = await kept("a", ["1", "2"]);
  await opened((archive) => archive.write({ ...NOTHING, whole: [{ kept: document, fresh: true }], places: [["current", "a"]] }));
  await opened((archive) => archive.write({ ...NOTHING, appended: [{ id: "a", mark: { revision: 0, entries: 2 }, entries: [entry("3")] }] }));
  const [documents, places, mark] = await opened((archive) => Promise.all([archive.documents(), archive.places(), archive.mark("a")]));
  expect(documents).toEqual([{ ...document, journal: ["1", "2", "3"].map(entry) }]);
  expect([...places]).toEqual([["current", "a"]]);
  expect(mark).toEqual({ revision: 0, entries: 3 });
});

test("a base larger than one piece comes back byte for byte", async () => {
  const base = crypto.getRandomValues(new Uint8Array(60_000));
  const large = { ...(await kept("a")), base: Uint8Array.from({ length: 3_500_000 }, (_, at) => base[at % base.length] ?? 0) };
  await opened((archive) => archive.write({ ...NOTHING, whole: [{ kept: large, fresh: true }] }));
  const read = await opened((archive) => archive.document("a"));
  expect(Buffer.compare(read?.base ?? new Uint8Array(), large.base)).toBe(0);
});

test("a base that became shorter leaves nothing of the longer one", async () => {
  const long = { ...(await kept("a")), base: new Uint8Array(3_000_000) };
  await opened((archive) => archive.write({ ...NOTHING, whole: [{ kept: long, fresh: true }] }));
  await opened(async (archive) => archive.write({ ...NOTHING, whole: [{ kept: await kept("a", [], 1), fresh: false }] }));
  expect(await opened(async (archive) => unpack((await archive.document("a"))?.base ?? new Uint8Array()))).toBe('{"id":"a"}');
});

const CONFLICTS: [string, Partial<Batch> | (() => Promise<Partial<Batch>>)][] = [
  ["a step that was written already", { appended: [{ id: "a", mark: { revision: 0, entries: 1 }, entries: [entry("x")] }] }],
  ["a step behind one that is missing", { appended: [{ id: "a", mark: { revision: 0, entries: 3 }, entries: [entry("x")] }] }],
  ["a step on an older base", { appended: [{ id: "a", mark: { revision: 1, entries: 2 }, entries: [entry("x")] }] }],
  ["a step of a document that is gone", { appended: [{ id: "b", mark: { revision: 0, entries: 0 }, entries: [entry("x")] }] }],
  ["a new document under an id that is taken", async () => ({ whole: [{ kept: await kept("a"), fresh: true }] })],
];

test.each(CONFLICTS)("%s is refused, and nothing else of that write is stored", async (_, change) => {
  await opened(async (archive) => archive.write({ ...NOTHING, whole: [{ kept: await kept("a", ["1", "2"]), fresh: true }] }));
  const batch = { ...NOTHING, places: [["current", "x"]] as Batch["places"], ...(typeof change === "function" ? await change() : change) };
  await expect(opened((archive) => archive.write(batch))).rejects.toThrow(ConflictError);
  const [document, places] = await opened((archive) => Promise.all([archive.document("a"), archive.places()]));
  expect(document?.journal).toEqual(["1", "2"].map(entry));
  expect(places.size).toBe(0);
});

/** What version 1 stored, as a browser has it that was last here then. */
async function storeAsVersion1(): Promise<void> {
  const database = await openDB(DATABASE, 1, {
    upgrade(fresh) {
      fresh.createObjectStore("documents", { keyPath: "id" });
      fresh.createObjectStore("journal", { keyPath: ["document", "place"] });
      fresh.createObjectStore("places");
    },
  });
  await database.put("documents", { id: "b", base: '{"id":"b"}\n', opened: 2 });
  await database.put("documents", { id: "a", base: '{"id":"a","text":"\u062d\u0644\u0628"}', opened: 1 });
  for (const [place, step] of ["1", "2", "3"].entries()) await database.put("journal", { document: "a", place, entry: step });
  await database.put("places", "a", "current");
  await database.put("places", '{"entities":[]}', "schema");
  await database.put("places", "yes", "visited");
  database.close();
}

test("what version 1 stored is there in this version, byte for byte, and goes on", async () => {
  await storeAsVersion1();
  await opened((archive) => archive.write({ ...NOTHING, appended: [{ id: "a", mark: { revision: 0, entries: 3 }, entries: [entry("4")] }] }));
  const [documents, places] = await opened((archive) => Promise.all([archive.documents(), archive.places()]));
  expect(documents.map(({ id, opened: at, revision }) => [id, at, revision])).toEqual([["a", 1, 0], ["b", 2, 0]]);
  expect(await Promise.all(documents.map(({ base }) => unpack(base)))).toEqual(['{"id":"a","text":"\u062d\u0644\u0628"}', '{"id":"b"}\n']);
  expect(documents[0]?.journal).toEqual([...["1", "2", "3"].map((step) => ({ entry: step, time: 0 })), entry("4")]);
  expect(Object.fromEntries(places)).toEqual({ current: "a", schema: '{"entities":[]}', visited: "yes" });
});

test("a storage that is deleted under the page lets itself be deleted, and says so", async () => {
  let lost = 0;
  const archive = await Archive.open({ ...NO_EVENTS, onLost: () => (lost += 1) });
  await deleteDB(DATABASE);
  expect(lost).toBe(1);
  await expect(archive.marks()).rejects.toThrow();
});

test("of the versions of the project the newest are kept", async () => {
  await opened(async (archive) => {
    for (let time = 1; time <= 5; time += 1) await archive.keepVersion({ time, reason: "day", documents: 1, bytes: new Uint8Array([time]) }, 3);
  });
  expect((await opened((archive) => archive.versions())).map(({ time }) => time)).toEqual([5, 4, 3]);
});
