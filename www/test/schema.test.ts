import { describe, expect, test } from "vitest";
import builtIn from "../../data/schema.json";
import type { Schema } from "../src/engine/types";
import { labelsApart } from "../src/model/colors";
import { freeKey, isNone, lossesOf, withEntity, withEvent, withoutEntity } from "../src/model/schema";

const SCHEMA = builtIn as unknown as Schema;
const NAME = { ar: "x", en: "x" };

describe("the label set under edit", () => {
  test("says what marks would lose", () => {
    expect(isNone(lossesOf(SCHEMA, SCHEMA))).toBe(true);
    const smaller = withoutEntity({ ...SCHEMA, events: SCHEMA.events.map((type) => (type.id === "Attack" ? { ...type, roles: type.roles.slice(1) } : type)).filter(({ id }) => id !== "Kill") }, "GPE");
    expect(lossesOf(SCHEMA, smaller)).toEqual({ entities: ["GPE"], events: ["Kill"], roles: [{ event: "Attack", role: "Attacker" }] });
    expect(smaller.events.flatMap(({ roles }) => roles.flatMap(({ fillers }) => fillers))).not.toContain("GPE");
  });

  test("gives new types an id and a key that are free", () => {
    const larger = withEntity(withEntity(SCHEMA, NAME, ["a"]), NAME, ["a"]);
    expect(larger.entities.slice(-2).map(({ id }) => id)).toEqual(["NEW", "NEW2"]);
    expect(new Set(larger.entities.map(({ key }) => key)).size).toBe(larger.entities.length);
    expect(freeKey(SCHEMA, ["a"])).toBe("e");
    expect(withEvent(SCHEMA, NAME).events.at(-1)).toMatchObject({ id: "New", group: SCHEMA.groups[0]?.id });
  });

  test("knows colours that colour-blind eyes confuse", () => {
    expect(labelsApart("#d02020", "#208020")).toBeLessThan(labelsApart("#d02020", "#2030d0"));
    expect(labelsApart("#123456", "#123456")).toBe(0);
  });
});
