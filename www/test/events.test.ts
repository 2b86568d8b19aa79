import { describe, expect, test } from "vitest";
import type { DocumentView, Entity, EventMention, EventType } from "../src/engine/types";
import { ALL_EVENTS, countTypes, dateOf, filterEvents, rolesInOrder, timeline } from "../src/model/events";

function event(id: string, label: string, start: number, fillers: [string, string | null][] = []): EventMention {
  const args = fillers.map(([role, entity]) => ({ role, entity, span: { start: start + 10, end: start + 12 } }));
  return { id, label, trigger: { start, end: start + 3 }, arguments: args, polarity: "positive", modality: "asserted", origin: "rule", source: "test", score: null, status: "suggested", reported_by: null, attributes: {} };
}

function date(id: string, timex: string): Entity {
  const span = { start: 0, end: 2 };
  return { id, label: "DATE", span, core: span, parts: [], origin: "rule", source: "test", score: null, status: "suggested", value: { kind: "time", timex }, chain: null, attributes: {} };
}

const view = (...entities: Entity[]) => ({ entities }) as unknown as DocumentView;
const ATTACK = { id: "Attack", roles: [{ id: "Attacker", fillers: [] }, { id: "Target", fillers: [] }, { id: "Time", fillers: [] }] } as unknown as EventType;

describe("events", () => {
  test("are listed in the order of their triggers, by type and status", () => {
    const events = [event("v1", "Attack", 30), event("v2", "Meet", 10), { ...event("v3", "Attack", 5), status: "accepted" as const }];
    expect(filterEvents(events, ALL_EVENTS).map(({ id }) => id)).toEqual(["v3", "v2", "v1"]);
    expect(filterEvents(events, { ...ALL_EVENTS, types: ["Attack"] }).map(({ id }) => id)).toEqual(["v3", "v1"]);
    expect(filterEvents(events, { ...ALL_EVENTS, status: "accepted" }).map(({ id }) => id)).toEqual(["v3"]);
    expect(countTypes(events)).toEqual([{ label: "Attack", count: 2 }, { label: "Meet", count: 1 }]);
  });

  test("have their roles in reading order, those that the type lacks at the end", () => {
    const attack = event("v1", "Attack", 0, [["Time", null], ["Place", null], ["Target", null], ["Target", "e1"]]);
    const shape = (all: boolean) => rolesInOrder(attack, ATTACK, all).map(({ role, fillers }) => [role, fillers.map(({ index }) => index)]);
    expect(shape(false)).toEqual([["Target", [2, 3]], ["Time", [0]], ["Place", [1]]]);
    expect(shape(true)[0]).toEqual(["Attacker", []]);
  });

  test("have the fullest date of their arguments", () => {
    const article = view(date("e1", "2016"), date("e2", "2016-12-09T10:00"), date("e3", "P3D"), date("e4", "XXXX-05"));
    expect(dateOf(article, event("v1", "Attack", 0, [["Time", "e1"], ["Time", "e2"]]))).toBe("2016-12-09");
    expect(dateOf(article, event("v2", "Attack", 0, [["Time", "e3"], ["Time", "e4"], ["Place", null]]))).toBeUndefined();
  });

  test("stand on the timeline by date, months before their days, weeks at their Monday", () => {
    const article = view(date("e1", "2016-12-09"), date("e2", "2016-12"), date("e3", "2016-W49"), date("e4", "2016-12-09"));
    const events = ["e1", "e2", "e3", "e4"].map((entity, index) => event(`v${index}`, "Attack", index, [["Time", entity]]));
    const { entries, undated } = timeline(article, [...events, event("v9", "Meet", 9)]);
    expect(entries.map((entry) => [entry.date, entry.events.length])).toEqual([["2016-12", 1], ["2016-W49", 1], ["2016-12-09", 2]]);
    expect(undated.map(({ id }) => id)).toEqual(["v9"]);
  });
});
