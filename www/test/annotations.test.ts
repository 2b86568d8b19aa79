import { describe, expect, test } from "vitest";
import type { DocumentSummary, DocumentView, Entity, EventMention, Status } from "../src/engine/types";
import { covering, find, nextSuggestion } from "../src/model/annotations";
import { candidatesFor } from "../src/model/candidates";
import { countStatuses, groupEntities } from "../src/model/counts";
import { fold, matches } from "../src/model/search";
import { applyChange } from "../src/store/patch";

const SUMMARY: DocumentSummary = { id: "d", title: "", status: "new", labels: [], has_notes: false, n_words: 0, n_entities: 0, n_events: 0, n_suggested: 0, n_decided: 0, doubt: null, types: [] };

function entity(id: string, label: string, start: number, end: number, status: Status = "suggested"): Entity {
  return { id, label, span: { start, end }, core: { start, end }, parts: [], origin: "rule", source: "test", score: null, status, value: null, chain: null, attributes: {} };
}

function event(id: string, start: number, end: number): EventMention {
  return { id, label: "Attack", trigger: { start, end }, arguments: [], polarity: "positive", modality: "asserted", origin: "rule", source: "test", score: null, status: "suggested", reported_by: null, attributes: {} };
}

const VIEW: DocumentView = {
  id: "d", text: "x".repeat(100), meta: { title: null, date: null, source: null, language: null }, paragraphs: [],
  sentences: [{ start: 0, end: 50 }, { start: 50, end: 100 }], tokens: [], clitics: [], relations: [], chains: [], labels: [],
  entities: [entity("far", "GPE", 5, 8), entity("no", "GPE", 20, 22, "rejected"), entity("person", "PERS", 25, 40), entity("near", "GPE", 30, 34), entity("next-sentence", "GPE", 51, 54)],
  events: [event("v", 42, 46)], status: "new", notes: "", history: { undo: null, redo: null },
};

describe("annotations", () => {
  test("the smallest around a place comes first", () => {
    expect(covering(VIEW, { start: 31, end: 32 }).map(({ target }) => target.id)).toEqual(["near", "person"]);
    expect(covering(VIEW, { start: 90, end: 91 })).toEqual([]);
  });

  test("suggestions are walked in document order, both ways, past an end to nothing", () => {
    const walk = (id: string, kind: "entity" | "event", by: 1 | -1) => nextSuggestion(VIEW, { kind, id }, { start: 0, end: 0 }, by)?.target.id;
    expect(nextSuggestion(VIEW, null, { start: 0, end: 0 }, 1)?.target.id).toBe("far");
    expect(["far", "person", "near"].map((id) => walk(id, "entity", 1))).toEqual(["person", "near", "v"]);
    expect(walk("v", "event", 1)).toBe("next-sentence");
    expect(walk("next-sentence", "entity", 1)).toBeUndefined();
    expect(walk("far", "entity", -1)).toBeUndefined();
  });

  test("after accepting one, the walk goes on from its place", () => {
    const view = applyChange(VIEW, { entities: [entity("person", "PERS", 25, 40, "accepted")], removed_entities: [], events: [], removed_events: [], relations: [], removed_relations: [], chains: null, labels: [], summary: SUMMARY, status: "in_progress", notes: "", history: { undo: "entity.status", redo: null }, journal: "" });
    expect(nextSuggestion(view, { kind: "entity", id: "person" }, { start: 25, end: 40 }, 1)?.target.id).toBe("near");
  });
});

describe("candidates", () => {
  test("fit the role, the trigger's own sentence first, then the nearest; no rejected ones", () => {
    const [mention] = VIEW.events;
    if (!mention) throw new Error("no event");
    expect(candidatesFor(VIEW, mention, { id: "Place", fillers: ["GPE"], mappings: {} }).map(({ id }) => id)).toEqual(["near", "far", "next-sentence"]);
    expect(candidatesFor(VIEW, mention, { id: "Any", fillers: [], mappings: {} }).map(({ id }) => id)).toContain("person");
  });

  test("an entity that fills the role already is no candidate", () => {
    const filled = { ...event("v", 42, 46), arguments: [{ role: "Place", span: { start: 30, end: 34 }, entity: "near" }] };
    expect(candidatesFor(VIEW, filled, { id: "Place", fillers: ["GPE"], mappings: {} }).map(({ id }) => id)).not.toContain("near");
  });
});

describe("lists", () => {
  test("groups keep the schema's order; counts and filters agree", () => {
    const groups = groupEntities(VIEW.text, VIEW.entities, ["PERS", "GPE"], { query: "", status: "suggested" });
    expect(groups.map((group) => [group.label, group.entities.length])).toEqual([["PERS", 1], ["GPE", 3]]);
    expect(countStatuses(VIEW.entities)).toEqual({ suggested: 4, accepted: 0, rejected: 1 });
  });

  test("search forgives hamza, alef maqsura, ta marbuta, marks and tatweel", () => {
    expect(fold("\u0623\u064e\u0645\u0640\u0631")).toBe(fold("\u0627\u0645\u0631"));
    expect(fold("\u0645\u062f\u0631\u0633\u0629")).toBe(fold("\u0645\u062f\u0631\u0633\u0647"));
    expect(fold("\u0639\u0644\u0649")).toBe(fold("\u0639\u0644\u064a"));
    expect(matches("ATT", ["\u0647\u062c\u0648\u0645", "Attack"])).toBe(true);
    expect(matches("", [])).toBe(true);
    expect(matches("zzz", ["Attack"])).toBe(false);
  });
});

describe("a change", () => {
  test("replaces, removes and adds, each in its place in the text, and leaves untouched lists alone", () => {
    const change = { entities: [entity("near", "LOC", 30, 34), entity("new", "LOC", 1, 2)], removed_entities: ["far"], events: [], removed_events: [], relations: [], removed_relations: [], chains: null, labels: [], summary: SUMMARY, status: "done" as const, notes: "n", history: { undo: "x", redo: null }, journal: "" };
    const after = applyChange(VIEW, change);
    expect(after.entities.map(({ id }) => id)).toEqual(["new", "no", "person", "near", "next-sentence"]);
    expect(find(after, { kind: "entity", id: "near" })?.label).toBe("LOC");
    expect(after.events).toBe(VIEW.events);
    expect(VIEW.entities).toHaveLength(5);
    expect(after.status).toBe("done");
  });
});
