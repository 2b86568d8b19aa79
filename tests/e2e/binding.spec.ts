/** The WebAssembly binding itself, in a real browser: its errors, its units, its history. */
import type { Page } from "@playwright/test";
import type { Command, Workspace } from "../../www/pkg/hashiya.js";
import { expect, test } from "./app";

declare global {
  interface Window {
    workspace: Workspace;
  }
}

const NO_META = { title: null, date: null, source: null, language: null };
/** An emoji of two code units stands first, so that code points and code units differ. */
const TEXT = "\u{1f600} \u0642\u0627\u0644 \u0644\u0627\u0641\u0631\u0648\u0641 \u0641\u064a \u062d\u0644\u0628.";

test.beforeEach(async ({ page }) => {
  await page.goto("./");
  await page.evaluate(async () => {
    const folder = new URL("pkg/", location.href);
    const { default: init, Workspace } = await import(new URL("hashiya.js", folder).href);
    await init({ module_or_path: new URL("hashiya_bg.wasm", folder) });
    const lexicon = await (await fetch(new URL("lexicon.pack", folder))).arrayBuffer();
    const entities = await (await fetch(new URL("entities.model", folder))).arrayBuffer();
    const events = await (await fetch(new URL("events.model", folder))).arrayBuffer();
    window.workspace = new Workspace(new Uint8Array(lexicon), new Uint8Array(entities), new Uint8Array(events));
  });
});

/** Opens the text; gives the document's id. */
function annotate(page: Page, text = TEXT): Promise<string> {
  return page.evaluate(([text, meta]) => window.workspace.annotate(text, meta), [text, NO_META] as const);
}

/** What a call throws, as plain data. */
function errorOf(page: Page, id: string, command: Command) {
  return page.evaluate(
    ([id, command]) => {
      try {
        window.workspace.apply(id, command);
        return null;
      } catch (error) {
        const { name, message, code, details } = error as Error & { code: string; details: object };
        return { isError: error instanceof Error, name, hasMessage: message.length > 0, code, details };
      }
    },
    [id, command] as const,
  );
}

test("spans are UTF-16 code units, and tokens give the text's own words", async ({ page }) => {
  const id = await annotate(page);
  const words = await page.evaluate((id) => {
    const { text, tokens } = window.workspace.view(id);
    return Array.from({ length: tokens.length / 2 }, (_, index) => text.slice(tokens[index * 2], tokens[index * 2 + 1]));
  }, id);
  expect(words).toEqual(["\u{1f600}", "\u0642\u0627\u0644", "\u0644\u0627\u0641\u0631\u0648\u0641", "\u0641\u064a", "\u062d\u0644\u0628", "."]);
});

test("errors are real errors with a code and details", async ({ page }) => {
  const id = await annotate(page);
  expect(await errorOf(page, id, { type: "entity.add", label: "NONE", span: { start: 3, end: 6 } })).toMatchObject({
    isError: true, name: "CommandError", hasMessage: true, code: "unknown-label", details: { label: "NONE" },
  });
  expect(await errorOf(page, id, { type: "entity.add", label: "GPE", span: { start: 0, end: 999 } })).toMatchObject({ code: "outside-text" });
  expect(await errorOf(page, id, { type: "entity.add", label: "GPE", span: { start: 3, end: 3 } })).toMatchObject({ code: "empty-span" });
  expect(await errorOf(page, id, { type: "entity.relabel", id: "nobody", label: "GPE" })).toMatchObject({ code: "unknown-entity", details: { id: "nobody" } });
  expect(await errorOf(page, "nothing", { type: "document.notes", notes: "" })).toMatchObject({ code: "unknown-document" });
});

test("a damaged lexicon is refused", async ({ page }) => {
  const error = await page.evaluate(async () => {
    const { Workspace } = await import(new URL("pkg/hashiya.js", location.href).href);
    try {
      new Workspace(new Uint8Array([1, 2, 3]), new Uint8Array(), new Uint8Array());
      return null;
    } catch (error) {
      return { name: (error as Error).name, code: (error as { code?: string }).code };
    }
  });
  expect(error).toEqual({ name: "PackError", code: "pack" });
});

test("undo, redo and restore give the same document", async ({ page }) => {
  const id = await annotate(page);
  const result = await page.evaluate((id) => {
    const { workspace } = window;
    const base = workspace.base(id);
    const journal: string[] = [];
    const note = (change: { journal: string } | undefined) => change && journal.push(change.journal);
    const before = workspace.export([id], "json");
    note(workspace.apply(id, { type: "entity.add", label: "LAW", span: { start: 3, end: 6 } }));
    const changed = workspace.export([id], "json");
    note(workspace.undo(id));
    const undone = workspace.export([id], "json");
    note(workspace.redo(id));
    const redone = workspace.export([id], "json");
    const { history } = workspace.view(id);
    workspace.close(id);
    const again = workspace.restore(base, journal);
    return { before, changed, undone, redone, history, again, restored: workspace.export([again], "json"), restoredHistory: workspace.view(again).history };
  }, id);
  expect(result.undone).toBe(result.before);
  expect(result.redone).toBe(result.changed);
  expect(result.history).toEqual({ undo: "entity.add", redo: null });
  expect(result.again).toBe(id);
  expect(result.restored).toBe(result.changed);
  expect(result.restoredHistory).toEqual(result.history);
});

/** One command of each type that the session knows: the compiler wants all of them. `PLACE` is "in Aleppo". */
const PLACE = { start: 14, end: 20 };
const WORD = { start: 3, end: 6 };
const EACH: Record<Command["type"], Command> = {
  "entity.add": { type: "entity.add", label: "PRODUCT", span: WORD },
  "entity.label-all": { type: "entity.label-all", label: "LAW", spans: [WORD, PLACE], ids: ["E"] },
  "entity.remove": { type: "entity.remove", ids: ["E"] },
  "entity.relabel": { type: "entity.relabel", id: "E", label: "PRODUCT" },
  "entity.resize": { type: "entity.resize", id: "E", span: PLACE },
  "entity.add-part": { type: "entity.add-part", id: "E", span: PLACE },
  "entity.status": { type: "entity.status", ids: ["E"], status: "rejected" },
  "mark.status": { type: "mark.status", entities: ["E"], events: ["V"], status: "rejected" },
  "event.add": { type: "event.add", label: "Attack", trigger: WORD },
  "event.remove": { type: "event.remove", ids: ["V"] },
  "event.retype": { type: "event.retype", id: "V", label: "Attack" },
  "event.resize": { type: "event.resize", id: "V", trigger: PLACE },
  "event.status": { type: "event.status", ids: ["V"], status: "rejected" },
  "event.attributes": { type: "event.attributes", id: "V", polarity: "negative", modality: "planned" },
  "mark.attribute": { type: "mark.attribute", id: "E", attribute: "remark", value: "y" },
  "argument.add": { type: "argument.add", event: "V", role: "Time", filler: { span: PLACE } },
  "argument.remove": { type: "argument.remove", event: "V", index: 0 },
  "argument.retarget": { type: "argument.retarget", event: "V", index: 0, filler: { span: WORD } },
  "argument.role": { type: "argument.role", event: "V", index: 0, role: "Time" },
  "argument.copy": { type: "argument.copy", from: "V", to: "W" },
  "relation.add": { type: "relation.add", label: "PartOf", from: "E", to: "F" },
  "relation.remove": { type: "relation.remove", ids: ["R"] },
  "relation.relabel": { type: "relation.relabel", id: "R", label: "PartOf", reversed: true },
  "relation.status": { type: "relation.status", ids: ["R"], status: "rejected" },
  "chain.join": { type: "chain.join", ids: ["E", "F"] },
  "chain.leave": { type: "chain.leave", ids: ["F"] },
  "chain.rename": { type: "chain.rename", id: "C", name: "x" },
  "schema.map": { type: "schema.map", entities: { LAW: "ORG" }, events: { Meet: "Meet" }, roles: {}, attributes: {}, values: {}, relations: { LocatedIn: "PartOf" } },
  "document.status": { type: "document.status", status: "flagged" },
  "document.notes": { type: "document.notes", notes: "x" },
  "document.labels": { type: "document.labels", labels: ["x"] },
};

test("undo takes every command back to the same bytes", async ({ page }) => {
  const id = await annotate(page);
  const left = await page.evaluate(
    ([id, each, word, place]) => {
      const { workspace } = window;
      const name = { ar: "x", en: "x" };
      const attributes = [{ id: "remark", label: name, definition: name, of: "entity" as const, types: [], values: [] }];
      workspace.changeSchema({ ...workspace.schema(), attributes }, { entities: {}, events: {}, roles: {}, relations: {}, attributes: {}, values: {} });
      const add = (command: Command) => {
        const change = workspace.apply(id, command);
        return (change.entities[0] ?? change.events[0])?.id ?? "";
      };
      const names: Record<string, string> = {
        E: add({ type: "entity.add", label: "LAW", span: word }), F: add({ type: "entity.add", label: "EVENT", span: place }), G: add({ type: "entity.add", label: "LAW", span: { start: 7, end: 11 } }),
        V: add({ type: "event.add", label: "Meet", trigger: word }), W: add({ type: "event.add", label: "Meet", trigger: { start: 7, end: 11 } }),
      };
      workspace.apply(id, { type: "argument.add", event: names.V ?? "", role: "Place", filler: { entity: names.F ?? "" } });
      workspace.apply(id, { type: "chain.join", ids: [names.F ?? "", names.G ?? ""] });
      names.R = workspace.apply(id, { type: "relation.add", label: "LocatedIn", from: names.E ?? "", to: names.F ?? "" }).relations[0]?.id ?? "";
      names.C = workspace.view(id).chains[0]?.id ?? "";
      const before = workspace.export([id], "json");
      return Object.values(each).filter((command) => {
        const named = JSON.parse(JSON.stringify(command), (key, value) => (typeof value === "string" && key !== "label" && key !== "role" ? (names[value] ?? value) : value));
        try {
          workspace.apply(id, named as Command);
        } catch (error) {
          throw new Error(`${command.type}: ${String(error)}`);
        }
        const changed = workspace.export([id], "json");
        workspace.undo(id);
        return changed === before || workspace.export([id], "json") !== before;
      });
    },
    [id, EACH, WORD, PLACE] as const,
  );
  expect(left).toEqual([]);
});

test("a document opened while one with its id is open gets an id of its own", async ({ page }) => {
  const id = await annotate(page);
  const ids = await page.evaluate((id) => {
    const file = new TextEncoder().encode(window.workspace.export([id], "json"));
    return window.workspace.import(file, "copy.json");
  }, id);
  expect(ids).toHaveLength(1);
  expect(ids[0]).not.toBe(id);
});

test("a label set without a type leaves the steps before it to be undone, also after a reload", async ({ page }) => {
  const id = await annotate(page);
  const result = await page.evaluate((id) => {
    const { workspace } = window;
    const labels = (id: string) => workspace.view(id).entities.map(({ label }) => label).sort();
    workspace.apply(id, { type: "entity.add", label: "LAW", span: { start: 3, end: 6 } });
    workspace.apply(id, { type: "entity.add", label: "LAW", span: { start: 7, end: 13 } });
    workspace.undo(id);
    const schema = workspace.schema();
    const events = schema.events.map((type) => ({ ...type, roles: type.roles.map((role) => ({ ...role, fillers: role.fillers.filter((filler) => filler !== "LAW") })) }));
    const smaller = { ...schema, events, entities: schema.entities.filter((type) => type.id !== "LAW") };
    const changed = workspace.changeSchema(smaller, { entities: { LAW: "PRODUCT" }, events: {}, roles: {}, relations: {}, attributes: {}, values: {} });
    const mapped = labels(id);
    const [base, journal] = [workspace.base(id), workspace.journal(id)];
    workspace.close(id);
    const again = workspace.restore(base, journal);
    const restored = labels(again);
    const { history } = workspace.view(again);
    workspace.undo(again);
    return { changed, mapped, restored, history, undone: labels(again) };
  }, id);
  expect(result.changed).toEqual([id]);
  expect(result.mapped).toContain("PRODUCT");
  expect(result.restored).toEqual(result.mapped);
  expect(result.history).toEqual({ undo: "entity.add", redo: "entity.add" });
  expect(result.undone).not.toContain("PRODUCT");
});

test("a journal that does not fit is refused", async ({ page }) => {
  const id = await annotate(page);
  const error = await page.evaluate((id) => {
    try {
      window.workspace.restore(window.workspace.base(id), ["nonsense"]);
      return null;
    } catch (error) {
      return { name: (error as Error).name, code: (error as { code?: string }).code };
    }
  }, id);
  expect(error).toEqual({ name: "RestoreError", code: "journal" });
});
