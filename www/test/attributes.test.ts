import { describe, expect, test } from "vitest";
import builtIn from "../../data/schema.json";
import type { AttributeSpec, Schema } from "../src/engine/types";
import { attributesOf, saidOf, sayings } from "../src/model/attributes";

const named = (id: string, ar: string, en: string) => ({ id, label: { ar, en } });
const CERTAINTY: AttributeSpec = {
  ...named("certainty", "\u062f\u0631\u062c\u0629 \u0627\u0644\u064a\u0642\u064a\u0646", "Certainty"),
  definition: { ar: "", en: "" }, of: "entity", types: ["CARDINAL"],
  values: [named("low", "\u0636\u0639\u064a\u0641\u0629", "Low"), named("high", "\u0639\u0627\u0644\u064a\u0629", "High")],
};
const REMARK: AttributeSpec = { ...named("remark", "\u0645\u0644\u0627\u062d\u0638\u0629", "Remark"), definition: { ar: "", en: "" }, of: "entity", types: [], values: [] };
const SCHEMA = { ...(builtIn as unknown as Schema), attributes: [CERTAINTY, REMARK] };

function offered(label: string, attributes: Record<string, string>, query: string): string[] {
  return sayings(SCHEMA, "entity", { label, attributes }, query).map(({ attribute, value }) => `${attribute.id}=${value ?? ""}`);
}

describe("attributes of a mark", () => {
  test("are those that its type has", () => {
    const ids = (kind: "entity" | "event", label: string) => attributesOf(SCHEMA, kind, label).map(({ id }) => id);
    expect(ids("entity", "CARDINAL")).toEqual(["certainty", "remark"]);
    expect(ids("entity", "GPE")).toEqual(["remark"]);
    expect(ids("event", "Kill")).toEqual([]);
  });

  test("offer their values, found by name in both languages", () => {
    expect(offered("CARDINAL", {}, "")).toEqual(["certainty=low", "certainty=high"]);
    expect(offered("CARDINAL", {}, "hig")).toEqual(["certainty=high", "remark=hig"]);
    expect(offered("CARDINAL", {}, "\u0636\u0639\u064a")).toEqual(["certainty=low", "remark=\u0636\u0639\u064a"]);
  });

  test("offer to take away what is said, and not to say it again", () => {
    expect(offered("CARDINAL", { certainty: "low" }, "")).toEqual(["certainty=high", "certainty="]);
    expect(saidOf(SCHEMA, "entity", { label: "CARDINAL", attributes: { remark: "x", certainty: "low" } }).map(({ name }) => name?.en)).toEqual(["Low", "x"]);
  });
});
