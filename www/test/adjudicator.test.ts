// @vitest-environment jsdom
import { describe, expect, test } from "vitest";
import { Adjudicator } from "../src/adjudication/adjudicator";
import { NO_ADJUDICATION } from "../src/adjudication/model";
import type { Engine } from "../src/engine/client";
import type { Adjudication, Choice, Difference, Entity } from "../src/engine/types";
import type { Session } from "../src/store/session";
import { initialState } from "../src/store/state";
import { Store } from "../src/store/store";
import { stringsOf } from "../src/strings";

/** A difference with that many readings, a mark in each. */
function difference(kind: Difference["kind"], readings: number): Difference {
  const span = { start: 0, end: 1 };
  const reading = { annotators: [], entities: [{ label: "GPE", span } as Entity], events: [], arguments: [] };
  return { document: 0, kind, event: null, span, context: span, text: "x", tokens: [0, 1], readings: Array<typeof reading>(readings).fill(reading) };
}

/** An adjudicator in the midst of three differences, and what it has the engine choose. */
function atWork() {
  const chosen: [number, Choice][] = [];
  const found = { annotators: ["a", "b"], documents: [], differences: [difference("entity", 2), difference("attributes", 2), difference("entity", 3)] } as unknown as Adjudication;
  const store = new Store(initialState({ language: "en", theme: "auto", keys: {}, order: "place", threshold: 0.9 }, stringsOf("en")));
  store.update({ adjudicating: { ...NO_ADJUDICATION, found, choices: [null, null, null] } });
  const engine = {
    choose: async (index: number, choice: Choice) => {
      chosen.push([index, choice]);
      return { changed: [{ index, choice }], undo: true, redo: false };
    },
    adjudicate: () => Promise.reject(new Error("nothing in common")),
  } as unknown as Engine;
  return { store, chosen, adjudicator: new Adjudicator(store, engine, {} as Session) };
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
