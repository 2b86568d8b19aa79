// @vitest-environment jsdom
import { afterEach, describe, expect, test } from "vitest";
import { Adjudicator } from "../src/adjudication/adjudicator";
import { NO_ADJUDICATION } from "../src/adjudication/model";
import type { Engine } from "../src/engine/client";
import type { Adjudication, Choice, DataFile, Difference, Entity } from "../src/engine/types";
import type { AdjudicationLog, AdjudicationStep, Compared } from "../src/storage/adjudication-log";
import type { Session } from "../src/store/session";
import { initialState } from "../src/store/state";
import { Store } from "../src/store/store";
import { stringsOf } from "../src/strings";

/** A difference with that many readings, a mark in each. */
function difference(kind: Difference["kind"], readings: number): Difference {
  const span = { start: 0, end: 1 };
  const reading = { annotators: [], entities: [{ label: "GPE", span } as Entity], events: [], arguments: [], relations: [] };
  return { document: 0, kind, event: null, span, context: span, text: "x", tokens: [0, 1], readings: Array<typeof reading>(readings).fill(reading) };
}

const FILES: DataFile[] = [{ name: "a.jsonl", bytes: new Uint8Array([1]) }, { name: "b.jsonl", bytes: new Uint8Array([2]) }];

/** What a browser keeps of an adjudication, in memory. */
function memory(isFull = false) {
  let kept: (Compared & { steps: AdjudicationStep[] }) | null = null;
  const log = {
    begin: async (compared: Compared) => {
      kept = isFull ? null : { ...compared, steps: [] };
      return !isFull;
    },
    add: async (step: AdjudicationStep) => {
      kept?.steps.push(step);
      return kept !== null;
    },
    last: async () => kept,
  };
  return log as unknown as AdjudicationLog;
}

const stores: Store[] = [];

// An adjudicator listens for as long as its window is there.
afterEach(() => stores.splice(0).forEach((store) => store.update({ adjudicating: NO_ADJUDICATION })));

/** An adjudicator in the midst of three differences, and what it has the engine choose. */
function atWork(log = memory()) {
  const chosen: [number, Choice][] = [];
  const found = { annotators: ["a", "b"], documents: [], differences: [difference("entity", 2), difference("attributes", 2), difference("entity", 3)] } as unknown as Adjudication;
  const store = new Store(initialState({ language: "en", theme: "auto", keys: {}, order: "place", threshold: 0.9 }, stringsOf("en")));
  store.update({ adjudicating: { ...NO_ADJUDICATION, found, choices: [null, null, null] } });
  stores.push(store);
  const engine = {
    undoChoice: async () => ({ changed: chosen.splice(-1).map(([index]) => ({ index, choice: null })), undo: chosen.length > 0, redo: true }),
    choose: async (index: number, choice: Choice) => {
      chosen.push([index, choice]);
      return { changed: [{ index, choice }], undo: true, redo: false };
    },
    adjudicate: async (files: DataFile[]) => {
      if (files.length === 0) throw new Error("nothing in common");
      return found;
    },
  } as unknown as Engine;
  return { store, chosen, adjudicator: new Adjudicator(store, engine, {} as Session, log) };
}

describe("an adjudicator's keys", () => {
  test("each decide the difference that is shown when their turn comes", async () => {
    const { adjudicator, chosen } = atWork();
    for (const key of ["a", "a", "0", "2", "3"]) await adjudicator.act({ do: "press", key });
    // Neither all nor none can be said of attributes, so these two presses decide nothing.
    expect(chosen).toEqual([[0, { type: "all" }], [1, { type: "reading", index: 1 }], [2, { type: "reading", index: 2 }]]);
  });

  test("go on and back from there, and never past the ends", async () => {
    const { adjudicator, store } = atWork();
    const places = [];
    for (const by of [-1, 1, 1, 1] as const) {
      await adjudicator.act({ do: "go", by });
      places.push(store.state.adjudicating.at);
    }
    expect(places).toEqual([0, 1, 2, 2]);
  });
});

test("two clicks on a reading decide its difference and no other", async () => {
  const { adjudicator, chosen } = atWork();
  const click = { do: "choose", at: 0, choice: { type: "reading", index: 0 } } as const;
  await adjudicator.act(click);
  await adjudicator.act(click);
  expect(chosen.map(([index]) => index)).toEqual([0, 0]);
});

test("the comparison stays while other files are chosen, and when those cannot be compared", async () => {
  const { adjudicator, store } = atWork();
  await adjudicator.act({ do: "press", key: "1" });
  const { choices, found } = store.state.adjudicating;
  await adjudicator.act({ do: "back" });
  await adjudicator.act({ do: "compare" });
  expect(store.state.adjudicating).toMatchObject({ found, choices, choosing: true, unsaved: true, failure: expect.anything() });
  await adjudicator.act({ do: "go-on" });
  expect(store.state.adjudicating).toMatchObject({ found, choices, choosing: false, at: 1, failure: null });
});

/** Whether the browser would ask before the page is left. */
function asks(): boolean {
  const event = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(event);
  return event.defaultPrevented;
}

describe("after a reload", () => {
  test("the comparison is there with every decision, and can be taken back further", async () => {
    const log = memory();
    const before = atWork(log);
    before.store.update({ adjudicating: { ...NO_ADJUDICATION, files: FILES, by: "judge" } });
    await before.adjudicator.act({ do: "compare" });
    for (const key of ["1", "2", "3"]) await before.adjudicator.act({ do: "press", key });
    await before.adjudicator.act({ do: "undo" });
    const { choices, at } = before.store.state.adjudicating;

    const after = atWork(log);
    after.store.update({ adjudicating: NO_ADJUDICATION });
    await after.adjudicator.open();
    expect(after.store.state).toMatchObject({ dialog: { kind: "adjudication" }, adjudicating: { files: FILES, by: "judge", choices, at, undo: true, redo: true, unsaved: true, failure: null } });
    await after.adjudicator.act({ do: "undo" });
    expect(after.store.state.adjudicating.choices.filter((choice) => choice)).toHaveLength(1);
  });

  test("files that were chosen meanwhile are not put aside", async () => {
    const log = memory();
    await log.begin({ files: FILES, by: "" });
    const { adjudicator, store } = atWork(log);
    store.update({ adjudicating: { ...NO_ADJUDICATION, files: [{ name: "c.jsonl", bytes: new Uint8Array() }] } });
    await adjudicator.open();
    expect(store.state.adjudicating).toMatchObject({ found: null, files: [{ name: "c.jsonl" }] });
  });

  for (const isFull of [false, true]) {
    test(`the browser ${isFull ? "asks first where it keeps nothing" : "asks nothing, for it keeps every decision"}`, async () => {
      const { adjudicator, store } = atWork(memory(isFull));
      store.update({ adjudicating: { ...NO_ADJUDICATION, files: FILES } });
      await adjudicator.act({ do: "compare" });
      await adjudicator.act({ do: "press", key: "1" });
      expect(asks()).toBe(isFull);
    });
  }
});
