// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import type { Engine } from "../src/engine/client";
import type { DataFile, DocumentSummary, DocumentView } from "../src/engine/types";
import { WorkLog } from "../src/storage/work-log";
import { Session } from "../src/store/session";
import { initialState } from "../src/store/state";
import { Store } from "../src/store/store";
import { stringsOf } from "../src/strings";

const file = (name: string, text: string): DataFile => ({ name, bytes: new TextEncoder().encode(text) });

/** A session whose engine reads any text, under the name of its file. */
function session() {
  const ids: string[] = [];
  const engine = {
    detect: async () => "text",
    import: async (_: Uint8Array, name: string) => [ids[ids.push(name) - 1]],
    base: async () => new Uint8Array(),
    onRevival: () => undefined,
    view: async (id: string) => ({ id }) as DocumentView,
    documents: async () => ids.map((id) => ({ id, title: id }) as DocumentSummary),
  } as unknown as Engine;
  const store = new Store(initialState({ language: "en", theme: "auto", keys: {}, order: "place", threshold: 0.9 }, stringsOf("en")));
  return { store, session: new Session(store, engine, new WorkLog()) };
}

test("a page that cannot be read keeps no other file from being opened, and is still named", async () => {
  const { store, session: work } = session();
  const files = [file("empty.html", "<html></html>"), file("news.txt", "x")];
  expect(await work.openFiles(files)).toBe(false);
  expect(store.state.documents.map(({ id }) => id)).toEqual(["news.txt"]);
  expect(store.state.notice?.headline(store.state.strings)).toContain("empty.html");
  expect(await work.openFiles(files.slice(1))).toBe(true);
  expect(store.state.notice).toBeNull();
});
