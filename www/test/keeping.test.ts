import "fake-indexeddb/auto";
import { deleteDB } from "idb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { EngineCalls } from "../src/engine/calls";
import type { Change } from "../src/engine/types";
import { DATABASE } from "../src/storage/archive";
import { pack, unpack } from "../src/storage/packing";
import { Keeping } from "../src/store/keeping";

vi.setConfig({ testTimeout: 60_000 });

const opened: Keeping[] = [];

/** A page of its own on the one storage, without Web Locks: every page may write. */
function page() {
  const documents = new Map<string, readonly string[]>();
  const engine = {
    restore: async (base: Uint8Array, journal: readonly string[]) => {
      const { id } = JSON.parse(await unpack(base)) as { id: string };
      if (journal.includes("refused")) throw new Error("refused");
      documents.set(id, journal);
      return id;
    },
    close: async (id: string) => void documents.delete(id),
    changeSchema: async () => [],
  } as unknown as EngineCalls;
  const told: string[] = [];
  const keeping = new Keeping(engine, {
    onSave: () => undefined,
    onBlocked: () => undefined,
    onFollowed: async (id) => void told.push(`followed ${id}`),
    onReleased: (id) => told.push(`released ${id}`),
    onDiverged: (id) => told.push(`diverged ${id}`),
    onBroken: (kept) => told.push(`broken ${kept.id}`),
  });
  opened.push(keeping);
  return { keeping, documents, told };
}

/** Waits for what pages do among themselves, however busy the machine is. */
const eventually = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000 });

const step = (name: string) => async () => ({ journal: name }) as Change;
const steps = ({ keeping }: { keeping: Keeping }, id: string) => keeping.ledger.documents.get(id)?.journal.map(({ entry }) => entry);

beforeEach(() => deleteDB(DATABASE));
afterEach(() => {
  for (const keeping of opened.splice(0)) keeping.close();
});

test("what one page does another one follows", async () => {
  const [first, second] = [page(), page()];
  await first.keeping.load();
  await second.keeping.load();
  first.keeping.add("a", await pack('{"id":"a"}'));
  await first.keeping.change("a", step("1"));
  await first.keeping.flush();
  await eventually(() => expect(steps(second, "a")).toEqual(["1"]));
  await eventually(() => expect(second.documents.get("a")).toEqual(["1"]));
  await first.keeping.remove("a");
  await eventually(() => expect(second.documents.size).toBe(0));
});

test("of two steps at once both are kept: the later one in a document beside", async () => {
  const [first, second] = [page(), page()];
  await first.keeping.load();
  first.keeping.add("a", await pack('{"id":"a","meta":{"title":"x"}}'));
  await first.keeping.flush();
  await second.keeping.load();
  await Promise.all([first.keeping.change("a", step("first")), second.keeping.change("a", step("second"))]);
  await Promise.all([first.keeping.flush(), second.keeping.flush()]);
  await eventually(async () => {
    expect(await Promise.all([first.keeping.flush(), second.keeping.flush()])).toEqual([true, true]);
    for (const each of [first, second]) expect([steps(each, "a"), steps(each, "a-c1")].flat().sort()).toEqual(["first", "second"]);
  });
  expect([...first.told, ...second.told].filter((word) => word.startsWith("diverged"))).toEqual(["diverged a-c1"]);
  const third = page();
  await third.keeping.load();
  expect([steps(third, "a"), steps(third, "a-c1")]).toEqual([steps(first, "a"), steps(first, "a-c1")]);
});

test("the same text opened on two pages is one document", async () => {
  const [first, second] = [page(), page()];
  await first.keeping.load();
  await second.keeping.load();
  for (const { keeping } of [first, second]) keeping.add("a", await pack('{"id":"a"}'));
  await Promise.all([first.keeping.flush(), second.keeping.flush()]);
  await eventually(async () => expect(await Promise.all([first.keeping.flush(), second.keeping.flush()])).toEqual([true, true]));
  for (const { keeping } of [first, second]) expect([...keeping.ledger.documents.keys()]).toEqual(["a"]);
});

test("a page that could not read the storage at first loses nothing of it when it can", async () => {
  const before = page();
  await before.keeping.load();
  for (const id of ["a", "b"]) before.keeping.add(id, await pack(`{"id":"${id}"}`));
  await before.keeping.change("a", step("old"));
  await before.keeping.flush();

  const late = page();
  // It has opened the same text meanwhile, and gone another way with it.
  late.keeping.add("a", await pack('{"id":"a"}'));
  await late.keeping.change("a", step("new"));
  await eventually(async () => {
    expect(await late.keeping.flush()).toBe(true);
    expect([...late.keeping.ledger.documents.keys()].sort()).toEqual(["a", "a-c1", "b"]);
  });
  expect([steps(late, "a"), steps(late, "a-c1")]).toEqual([["old"], ["new"]]);
});

test("other labels of one page are taken over by another one, whose unstored steps are kept beside", async () => {
  const [first, second] = [page(), page()];
  await first.keeping.load();
  for (const id of ["a", "b"]) first.keeping.add(id, await pack(`{"id":"${id}"}`));
  await first.keeping.flush();
  await second.keeping.load();
  await second.keeping.fill({ restore: async () => "", changeSchema: async () => [] } as unknown as EngineCalls);
  // A step that the other page could not store before.
  second.keeping.ledger.append("a", "only here");
  const relabelled = [{ id: "a", base: await pack('{"id":"a","labels":2}'), journal: ["x"] }];
  await first.keeping.alone(async () => first.keeping.relabel("{}", relabelled));
  await eventually(() => expect([steps(second, "a"), steps(second, "a-c1"), steps(second, "b")]).toEqual([["x"], ["only here"], []]));
  await eventually(() => expect(second.told).toContain("diverged a-c1"));
  await eventually(async () => expect(await second.keeping.flush()).toBe(true));
  expect(second.documents.get("a")).toEqual(["x"]);
});

test("a document that cannot be followed is not gone on with as it was", async () => {
  const [first, second] = [page(), page()];
  await first.keeping.load();
  await second.keeping.load();
  first.keeping.add("a", await pack('{"id":"a"}'));
  await first.keeping.flush();
  await eventually(() => expect(second.documents.has("a")).toBe(true));
  await first.keeping.change("a", step("refused"));
  await first.keeping.flush();
  await eventually(() => expect(second.told).toContain("broken a"));
  expect(second.documents.has("a")).toBe(false);
});

test("a backup goes on with a document only where it still begins as the own one does", async () => {
  const { keeping, documents } = page();
  await keeping.load();
  keeping.add("a", await pack('{"id":"a"}'));
  const own = keeping.ledger.documents.get("a")!;
  const backup = { ...own, journal: [{ entry: "1", time: 1 }] };
  expect(await keeping.extend(backup)).toBe("extended");
  expect(await keeping.extend({ ...own, journal: [{ entry: "other", time: 2 }, { entry: "more", time: 3 }] })).toBe("beside");
  expect(own.journal.map(({ entry }) => entry)).toEqual(["1"]);
  expect([documents.get("a"), documents.get("a-c1")]).toEqual([["1"], ["other", "more"]]);
});
