import { expect, test } from "vitest";
import type { Schema } from "../src/engine/types";
import { unionOf } from "../src/model/schema-union";
import { stretchesOf } from "../src/model/versions";

const MINUTE = 60_000;
const entries = (...minutes: number[]) => minutes.map((minute) => ({ entry: "", time: minute * MINUTE }));

test("a pause ends a stretch of work; the newest stands first", () => {
  expect(stretchesOf(entries(100, 101, 102, 130, 131))).toEqual([
    { steps: 5, time: 131 * MINUTE, done: 2 },
    { steps: 3, time: 102 * MINUTE, done: 3 },
  ]);
});

test("steps of an unknown time are a stretch of their own", () => {
  expect(stretchesOf(entries(0, 0, 1_000_000)).map(({ steps }) => steps)).toEqual([3, 2]);
});

test("long work without a pause has states to go back to", () => {
  expect(stretchesOf(entries(...Array.from({ length: 250 }, (_, minute) => minute))).map(({ steps }) => steps)).toEqual([250, 200, 100]);
});

test("two label sets as one: what is own stays, what is new comes, a taken key is replaced", () => {
  const type = (id: string, key: string) => ({ id, key });
  const event = (id: string, ...roles: string[]) => ({ id, roles: roles.map((role) => ({ id: role })) });
  const set = (entities: object[], events: object[]) => ({ entities, events, groups: [], roles: [], relations: [], attributes: [] }) as unknown as Schema;
  const union = unionOf(set([type("GPE", "g")], [event("Attack", "Place")]), set([type("GPE", "x"), type("NEW", "g")], [event("Attack", "Target"), event("Meet")]), ["a"]);
  expect(union.entities).toMatchObject([type("GPE", "g"), type("NEW", "b")]);
  expect(union.events).toMatchObject([event("Attack", "Place", "Target"), event("Meet")]);
});

test("types without a key are no bar to each other, and one whose key is taken may have none", () => {
  const set = (...entities: object[]) => ({ entities, events: [], groups: [], roles: [], relations: [], attributes: [] }) as unknown as Schema;
  const type = (id: string, key: string) => ({ id, key });
  const every = [..."abcdefghijklmnopqrstuvwxyz0123456789"];
  expect(unionOf(set(type("A", "")), set(type("B", "")), []).entities).toMatchObject([type("A", ""), type("B", "")]);
  expect(unionOf(set(type("A", "g")), set(type("B", "g")), every).entities).toMatchObject([type("A", "g"), type("B", "")]);
});
