import { describe, expect, test } from "vitest";
import builtIn from "../../data/schema.json";
import type { AttributeSpec, Schema } from "../src/engine/types";
import { labelsApart } from "../src/model/colors";
import { NO_MAPPING, answersOf, freeKey, isNone, lossesOf, renamedEntity, renamedRole, widened, withAttribute, withEntity, withEvent, withRole, withTypesMapped, withValue, withoutEntity } from "../src/model/schema";
import { schemaOf } from "../src/model/schema-file";

const SCHEMA = builtIn as unknown as Schema;
const NAME = { ar: "x", en: "x" };

describe("the label set under edit", () => {
  test("says what marks would lose", () => {
    expect(isNone(lossesOf(SCHEMA, SCHEMA))).toBe(true);
    const smaller = withoutEntity({ ...SCHEMA, events: SCHEMA.events.map((type) => (type.id === "Attack" ? { ...type, roles: type.roles.slice(1) } : type)).filter(({ id }) => id !== "Kill") }, "GPE");
    expect(lossesOf(SCHEMA, smaller)).toEqual({ entities: ["GPE"], events: ["Kill"], relations: [], roles: [{ event: "Attack", role: "Attacker" }], attributes: [], values: [] });
    expect(smaller.events.flatMap(({ roles }) => roles.flatMap(({ fillers }) => fillers))).not.toContain("GPE");
    expect(smaller.relations.flatMap(({ from, to }) => [...from, ...to])).not.toContain("GPE");
  });

  test("asks for the roles that an event loses by becoming a type that lacks them", () => {
    const smaller = { ...SCHEMA, events: SCHEMA.events.filter(({ id }) => id !== "Kill") };
    const roles = (to: string) => lossesOf(SCHEMA, smaller, { ...NO_MAPPING, events: { Kill: to } }).roles.map(({ event, role }) => `${event}/${role}`);
    expect(roles("Attack")).toEqual(["Kill/Agent", "Kill/Victim", "Kill/Count"]);
    expect(lossesOf(SCHEMA, smaller).roles).toEqual([]);
  });

  test("takes the answers that are still asked for and no others", () => {
    const smaller = withoutEntity({ ...SCHEMA, events: SCHEMA.events.filter(({ id }) => id !== "Kill") }, "GPE");
    const mapping = { ...NO_MAPPING, entities: { GPE: "LOC", ORG: "LOC" }, events: { Kill: "Attack" }, roles: { "Kill/Agent": "Attacker", "Kill/Victim": "Victim", "Kill/Place": "Target" } };
    expect(answersOf(SCHEMA, smaller, mapping)).toEqual({ ...NO_MAPPING, entities: { GPE: "LOC" }, events: { Kill: "Attack" }, roles: { "Kill/Agent": "Attacker" } });
    expect(answersOf(SCHEMA, withoutEntity(smaller, "LOC"), mapping).entities).toEqual({});
    expect(answersOf(SCHEMA, SCHEMA, mapping)).toEqual(NO_MAPPING);
  });

  test("lets no other type in where the only one that fitted becomes another, and says where any will fit", () => {
    const smaller = withoutEntity(SCHEMA, "PERS");
    const mapping = { ...NO_MAPPING, entities: { PERS: "ORG" } };
    const ends = (schema: Schema) => schema.relations.filter(({ id }) => id === "WorksFor" || id === "MemberOf").map(({ from }) => from);
    expect(ends(withTypesMapped(SCHEMA, smaller, mapping))).toEqual([["ORG"], ["ORG", "GPE", "NORP"]]);
    expect(ends(withTypesMapped(SCHEMA, smaller, NO_MAPPING))).toEqual([[], ["ORG", "GPE", "NORP"]]);
    expect(widened(SCHEMA, smaller, mapping)).toEqual({ roles: [], relations: [], attributes: [] });
    expect(widened(SCHEMA, withoutEntity(SCHEMA, "OCC"), NO_MAPPING)).toEqual({ roles: ["Vote", "Appoint", "Resign"].map((event) => ({ event, role: "Position" })), relations: ["HoldsPost", "PostAt"], attributes: [] });
  });

  test("asks for attributes and values that go, and for none where any text can be said", () => {
    const attribute = (id: string, values: string[], types: string[] = []): AttributeSpec => ({ id, label: NAME, definition: NAME, of: "entity", types, values: values.map((value) => ({ id: value, label: NAME })) });
    const before = { ...SCHEMA, attributes: [attribute("certainty", ["low", "high"], ["CARDINAL"]), attribute("remark", [])] };
    const after = { ...SCHEMA, attributes: [attribute("sureness", ["low", "sure"])] };
    expect(lossesOf(before, after)).toMatchObject({ attributes: ["certainty", "remark"], values: [] });
    const mapping = { ...NO_MAPPING, attributes: { certainty: "sureness" }, values: { "certainty/high": "sure", "certainty/low": "gone" } };
    expect(lossesOf(before, after, mapping).values).toEqual([{ attribute: "certainty", value: "high" }]);
    expect(answersOf(before, after, mapping)).toEqual({ ...NO_MAPPING, attributes: { certainty: "sureness" }, values: { "certainty/high": "sure" } });
    expect(lossesOf(before, { ...SCHEMA, attributes: [attribute("certainty", []), attribute("remark", [])] })).toMatchObject({ attributes: [], values: [] });
    expect(widened(before, withoutEntity(before, "CARDINAL"), NO_MAPPING).attributes).toEqual(["certainty"]);
    expect(withTypesMapped(before, withoutEntity(before, "CARDINAL"), { ...NO_MAPPING, entities: { CARDINAL: "QUANTITY" } }).attributes[0]?.types).toEqual(["QUANTITY"]);
  });

  test("gives new attributes and values an id that is free", () => {
    const larger = withAttribute(withAttribute(SCHEMA, NAME), NAME);
    expect(larger.attributes.map(({ id }) => id)).toEqual(["attribute", "attribute2"]);
    const [first] = larger.attributes as [AttributeSpec];
    expect(withValue(withValue(first, NAME), NAME).values.map(({ id }) => id)).toEqual(["value", "value2"]);
  });

  test("gives new types an id and a key that are free", () => {
    const larger = withEntity(withEntity(SCHEMA, NAME, ["a"]), NAME, ["a"]);
    expect(larger.entities.slice(-2).map(({ id }) => id)).toEqual(["NEW", "NEW2"]);
    expect(new Set(larger.entities.map(({ key }) => key)).size).toBe(larger.entities.length);
    expect(freeKey(SCHEMA, ["a"])).toBe("e");
    expect(withEvent(SCHEMA, NAME).events.at(-1)).toMatchObject({ id: "New", group: SCHEMA.groups[0]?.id });
  });

  test("gives a new role, and a new id wherever the old one stands", () => {
    const larger = withRole(SCHEMA, "Attack", NAME);
    expect(larger.events.find(({ id }) => id === "Attack")?.roles.at(-1)).toEqual({ id: "Role", fillers: [], mappings: {} });
    const renamed = renamedRole(larger, "Role", "Witness");
    expect(renamed.roles.at(-1)).toEqual({ id: "Witness", label: NAME });
    expect(renamed.events.find(({ id }) => id === "Attack")?.roles.at(-1)?.id).toBe("Witness");
    const place = renamedEntity(SCHEMA, "GPE", "COUNTRY");
    expect(JSON.stringify([place.entities.map(({ id }) => id), place.events, place.relations])).not.toContain('"GPE"');
  });

  test("is read from a file with its lists, relations or not", () => {
    const { relations: _none, ...older } = SCHEMA;
    expect(schemaOf(older)?.relations).toEqual([]);
    expect(schemaOf({ entities: [] })).toBeUndefined();
    expect(schemaOf(null)).toBeUndefined();
    expect(schemaOf(SCHEMA)).toEqual(SCHEMA);
  });

  test.each([
    ["a type that is none", { ...SCHEMA, entities: [null] }],
    ["a name that is no pair of texts", { ...SCHEMA, entities: [{ ...SCHEMA.entities[0], label: "x" }] }],
    ["a role without fillers", { ...SCHEMA, events: [{ ...SCHEMA.events[0], roles: [{ id: "x" }] }] }],
    ["a list in place of a name in another scheme", { ...SCHEMA, relations: [{ ...SCHEMA.relations[0], mappings: { ace: [] } }] }],
    ["a version that counts nothing", { ...SCHEMA, version: -1 }],
  ])("from a file is refused as a whole for %s", (_, damaged) => {
    expect(schemaOf(damaged)).toBeUndefined();
  });

  test("keeps of a hostile file nothing but its fields, and only colours as colours", () => {
    const [type] = SCHEMA.entities;
    const file = JSON.stringify({ ...SCHEMA, entities: [{ ...type, color: "red;background:url(x)" }] }).replace("{", '{"__proto__":{"polluted":1},');
    const schema = schemaOf(JSON.parse(file));
    expect(schema?.entities[0]?.color).toMatch(/^#[0-9a-f]{6}$/);
    expect(Object.keys(schema ?? {})).not.toContain("__proto__");
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test("knows colours that colour-blind eyes confuse", () => {
    expect(labelsApart("#d02020", "#208020")).toBeLessThan(labelsApart("#d02020", "#2030d0"));
    expect(labelsApart("#123456", "#123456")).toBe(0);
  });
});
