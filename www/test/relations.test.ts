import { describe, expect, test } from "vitest";
import builtIn from "../../data/schema.json";
import type { DocumentView, Entity, Relation, Schema } from "../src/engine/types";
import { relationsOf, typesBetween } from "../src/model/relations";
import { type State, modeOf } from "../src/store/state";

const SCHEMA = builtIn as unknown as Schema;

function entity(id: string, label: string): Entity {
  return { id, label, span: { start: 0, end: 1 }, core: { start: 0, end: 1 }, parts: [], origin: "person", source: "person", score: null, status: "accepted", value: null, chain: null, attributes: {} };
}

function relation(id: string, from: string, to: string, status: Relation["status"] = "accepted"): Relation {
  return { id, label: "WorksFor", from, to, origin: "person", source: "person", score: null, status };
}

describe("relations", () => {
  test("of an entity are those at either end of it, but no rejected ones", () => {
    const entities = [entity("a", "PERS"), entity("b", "ORG"), entity("c", "GPE")];
    const view = { entities, relations: [relation("r1", "a", "b"), relation("r2", "c", "a"), relation("r3", "a", "c", "rejected"), relation("r4", "b", "c")] } as unknown as DocumentView;
    expect(relationsOf(view, "a").map(({ relation, other, outward }) => [relation.id, other.id, outward])).toEqual([["r1", "b", true], ["r2", "c", false]]);
  });

  test("take the keys while they are chosen, and no longer when they are removed", () => {
    const mode = (...relations: Relation[]) => modeOf({ arguing: null, relation: "r1", selected: { kind: "entity", id: "a" }, view: { relations } } as unknown as State);
    expect([mode(relation("r1", "a", "b")), mode(relation("r2", "a", "b"))]).toEqual(["relation", "annotation"]);
  });

  test("whose types fit come first, then those that fit the other way round", () => {
    const [person, body] = [entity("a", "PERS"), entity("b", "ORG")];
    const offered = (from: Entity, to: Entity) => typesBetween(SCHEMA, from, to).map(({ type, reversed }) => `${reversed ? "<" : ""}${type.id}`);
    expect(offered(person, body).slice(0, 2)).toEqual(["WorksFor", "MemberOf"]);
    expect(offered(body, person)[0]).toBe("<WorksFor");
    expect(new Set(offered(person, body)).size).toBe(SCHEMA.relations.length);
  });
});
