// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import type { Engine } from "../src/engine/client";
import type { Schema } from "../src/engine/types";
import { writeBackup } from "../src/storage/backup";
import { pack, unpack } from "../src/storage/packing";
import { Backups } from "../src/store/backups";
import { Keeping } from "../src/store/keeping";
import { initialState } from "../src/store/state";
import { Store } from "../src/store/store";
import { stringsOf } from "../src/strings";

const LABELS = { name: { ar: "", en: "" }, version: 1, entities: [], events: [], groups: [], roles: [], relations: [], attributes: [] } as unknown as Schema;

/** What brings backups back, with what the page would do with the labels. */
async function backups(adopted: "done" | "other-tab" = "done") {
  const engine = { restore: async () => "", close: async () => undefined } as unknown as Engine;
  const listener = { onSave() {}, onBlocked() {}, async onFollowed() {}, onReleased() {}, onDiverged() {}, onBroken() {} };
  const keeping = new Keeping(engine, listener);
  const store = new Store(initialState({ language: "en", theme: "auto", keys: {}, order: "place", threshold: 0.9 }, stringsOf("en")));
  store.update({ schema: LABELS });
  const host = { adoptSchema: async () => adopted, show: async () => undefined, close: async () => undefined, reportBroken: () => undefined };
  return { keeping, backups: new Backups(store, engine, keeping, host) };
}

const base = (id: string, text: string) => pack(JSON.stringify({ id, text }));

test("a document that is put beside takes no id that another one of the backup has", async () => {
  const { keeping, backups: work } = await backups();
  keeping.add("x", await base("x", "here"));
  const document = async (id: string, text: string) => ({ id, opened: 1, revision: 0, base: await base(id, text), journal: [] });
  const documents = [await document("x", "there"), await document("x-c1", "another")];
  const bytes = await writeBackup({ created: 0, schema: null, settings: null, documents });
  expect(await work.restore(bytes, [])).toEqual({ added: 1, extended: 0, beside: 1, known: 0 });
  const texts = [...keeping.ledger.documents.values()].map(async (kept) => [kept.id, (JSON.parse(await unpack(kept.base)) as { text: string }).text]);
  expect(await Promise.all(texts)).toEqual([["x", "here"], ["x-c2", "there"], ["x-c1", "another"]]);
  keeping.close();
});

test("labels that cannot be taken over for another tab are no damage of the backup", async () => {
  const { keeping, backups: work } = await backups("other-tab");
  const schema = JSON.stringify({ ...LABELS, groups: [{ id: "G", label: { ar: "", en: "" } }] });
  const bytes = await writeBackup({ created: 0, schema, settings: null, documents: [] });
  await expect(work.restore(bytes, [])).rejects.toMatchObject({ code: "other-tab" });
  keeping.close();
});
