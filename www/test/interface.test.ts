import { describe, expect, test } from "vitest";
import schema from "../../data/schema.json";
import { keyCaps, keyOf } from "../src/commands/keys";
import { COMMANDS } from "../src/commands/table";
import type { Scope } from "../src/commands/command";
import { ar } from "../src/strings/ar";
import { en } from "../src/strings/en";
import { errorMessage, errorPlace } from "../src/strings";

const press = (key: string, code: string, modifiers: Partial<Record<"ctrlKey" | "shiftKey" | "altKey" | "metaKey", boolean>> = {}) =>
  keyOf({ key, code, ctrlKey: false, shiftKey: false, altKey: false, metaKey: false, ...modifiers });

describe("keys", () => {
  test("have one name on every layout", () => {
    expect(press("x", "KeyX")).toBe("x");
    expect(press("\u0621", "KeyX")).toBe("x");
    expect(press("X", "KeyX", { shiftKey: true })).toBe("Shift+x");
    expect(press("\u0642", "KeyR")).toBe("r");
    expect(press("\u0661", "Digit1")).toBe("1");
    expect(press("?", "Slash", { shiftKey: true })).toBe("?");
    expect(press("\u061f", "Slash", { shiftKey: true })).toBe("?");
    expect(press("\u0626", "KeyZ", { ctrlKey: true })).toBe("Ctrl+z");
    expect(press("z", "KeyZ", { metaKey: true })).toBe("Ctrl+z");
    expect(press("ArrowLeft", "ArrowLeft", { ctrlKey: true, shiftKey: true })).toBe("Ctrl+Shift+ArrowLeft");
    expect(press(" ", "Space")).toBe("Space");
    // A layout that moves letters about, such as AZERTY: the letter counts, not its place.
    expect(press("a", "KeyQ")).toBe("a");
  });

  test("are shown as caps", () => {
    expect(keyCaps("Ctrl+Shift+z")).toEqual(["Ctrl", "Shift", "Z"]);
  });
});

describe("the table of commands", () => {
  const reach: Record<Scope, readonly string[]> = { page: ["article", "work", "page"], work: ["article", "work"], article: ["article"] };

  test("gives no key two meanings in one place and mode", () => {
    const taken = new Map<string, string>();
    for (const { id, keys, modes, scope } of COMMANDS) {
      for (const place of reach[scope]) for (const mode of modes) for (const key of keys) {
        const slot = `${key} in ${place}, ${mode}`;
        expect(taken.get(slot), `${slot}: ${id}`).toBeUndefined();
        taken.set(slot, id);
      }
    }
  });

  test("leaves the keys of the label set free", () => {
    const own = COMMANDS.filter((command) => command.modes.includes("text")).flatMap((command) => command.keys);
    for (const { id, key } of schema.entities) expect(own, id).not.toContain(key);
  });

  test("uses no single letter outside the article and the lists", () => {
    for (const { id, keys, scope } of COMMANDS) if (scope === "page") for (const key of keys) expect(key, id).toMatch(/^Ctrl\+/);
  });

  test("has what belongs to the page in every mode", () => {
    for (const { id, scope, modes } of COMMANDS) if (scope === "page") expect([...modes].sort(), id).toEqual(["annotation", "arguments", "relation", "text"]);
  });

  test("has each command once, and a name for it", () => {
    const ids = COMMANDS.map((command) => command.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(Object.keys(en.commands))).toEqual(new Set(ids));
  });
});

describe("strings", () => {
  /** All texts with their paths; functions count as what they give. */
  function texts(value: unknown, path: string): [string, string][] {
    if (typeof value === "string") return [[path, value]];
    if (typeof value === "function") return [[path, String((value as (...values: unknown[]) => unknown)(...Array(value.length).fill("3")))]];
    return Object.entries(value as object).flatMap(([key, child]) => texts(child, `${path}.${key}`));
  }

  test("both languages have the same keys, none of them empty", () => {
    const [arabic, english] = [texts(ar, ""), texts(en, "")];
    expect(arabic.map(([path]) => path)).toEqual(english.map(([path]) => path));
    for (const [path, text] of [...arabic, ...english]) if (path !== ".save.idle") expect(text, path).not.toBe("");
  });

  test("Arabic strings are Arabic", () => {
    for (const [path, text] of texts(ar, "")) {
      if ([".otherLanguage", ".save.idle", ".source", ".errors.details.role", ".relations.arrow", ".relations.backArrow"].some((known) => path.startsWith(known)) || path.startsWith(".spoken")) continue;
      expect(text, path).toMatch(/\p{Script=Arabic}/u);
    }
  });

  test("Arabic counts agree with their nouns", () => {
    expect(ar.palette.count(1)).toBe("\u0646\u0648\u0639 \u0648\u0627\u062d\u062f");
    expect(ar.palette.count(2)).toBe("\u0646\u0648\u0639\u0627\u0646");
    expect(ar.palette.count(3)).toBe("3 \u0623\u0646\u0648\u0627\u0639");
    expect(ar.palette.count(11)).toBe("11 \u0646\u0648\u0639\u0627\u064b");
    expect(ar.palette.count(103)).toBe("103 \u0623\u0646\u0648\u0627\u0639");
  });

  test("errors say what and where", () => {
    expect(errorMessage(en, "json-syntax")).toBe(en.errors.codes["json-syntax"]);
    expect(errorMessage(ar, "never-heard-of")).toBe(ar.errors.codes.unknown);
    expect(errorPlace(en, { line: 3, column: 7 })).toBe("Place: line 3, column 7");
    expect(errorPlace(en, {})).toBe("");
    expect(errorPlace(en, { code: "field", field: "a.b" })).toBe("Place: field \u2068a.b\u2069");
  });
});
