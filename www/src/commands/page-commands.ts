/** Commands about the page and its documents. */
import { download, fileName } from "../dom/files";
import { saveSettings } from "../store/settings";
import type { Settings, State, Theme } from "../store/state";
import { stringsOf } from "../strings";
import type { CommandId, Context, PageCommand } from "./command";

const ANY = ["text", "annotation", "arguments"] as const;
const NEXT_THEME: Record<Theme, Theme> = { auto: "light", light: "dark", dark: "auto" };

function exportCommand(id: CommandId, keys: string[], all: boolean, format: "json" | "jsonl"): PageCommand {
  return {
    id, group: "page", scope: "page", modes: ANY, keys,
    when: (state) => state.view !== null && (!all || state.documents.length > 1),
    run: async ({ store, session }) => {
      const ids = exported(store.state, all);
      const content = await session.export(ids, format);
      if (content !== undefined) download(fileName(exportTitle(store.state, all), format), content, "application/json");
    },
  };
}

function exported({ view, documents }: State, all: boolean): string[] {
  if (all) return documents.map((document) => document.id);
  return view ? [view.id] : [];
}

function exportTitle({ view, documents }: State, all: boolean): string {
  return (!all && documents.find((document) => document.id === view?.id)?.title) || "hashiya";
}

function historyCommand(id: CommandId, keys: string[], step: "undo" | "redo"): PageCommand {
  return {
    id, group: "page", scope: "page", modes: ANY, keys,
    when: (state) => state.view?.history[step] != null,
    run: async ({ store, session }) => {
      await session[step]();
      dropLost(store);
    },
  };
}

/** After a step back the selected annotation, or the event being filled, may be gone. */
function dropLost(store: Context["store"]): void {
  const { view, selected, arguing } = store.state;
  const has = (kind: "entity" | "event", id: string) => (kind === "entity" ? view?.entities : view?.events)?.some((each) => each.id === id);
  if (selected && !has(selected.kind, selected.id)) store.update({ selected: null });
  if (arguing && !has("event", arguing.event)) store.update({ arguing: null });
}

/** Changes what the reader chose, and remembers it. */
export function choose(store: Context["store"], changes: Partial<Settings>): void {
  const settings = { ...store.state.settings, ...changes };
  saveSettings(settings);
  store.update({ settings, strings: stringsOf(settings.language), announcement: "" });
}

export const pageCommands: readonly PageCommand[] = [
  {
    id: "document.open", group: "page", scope: "page", modes: ANY, keys: ["Ctrl+o"],
    when: (state) => state.phase !== "failed",
    run: ({ store }) => store.update({ dialog: { kind: "open", text: "" } }),
  },
  exportCommand("document.export", ["Ctrl+s"], false, "json"),
  exportCommand("document.export-jsonl", [], false, "jsonl"),
  exportCommand("document.export-all", ["Ctrl+Shift+s"], true, "json"),
  exportCommand("document.export-all-jsonl", [], true, "jsonl"),
  historyCommand("edit.undo", ["Ctrl+z"], "undo"),
  historyCommand("edit.redo", ["Ctrl+Shift+z", "Ctrl+y"], "redo"),
  {
    id: "interface.commands", group: "page", scope: "page", modes: ANY, keys: ["Ctrl+k"],
    when: () => true,
    run: ({ store }) => store.update({ dialog: { kind: "commands" } }),
  },
  {
    id: "interface.language", group: "page", scope: "work", modes: ANY, keys: ["Shift+l"],
    when: () => true,
    run: ({ store }) => choose(store, { language: store.state.settings.language === "ar" ? "en" : "ar" }),
  },
  {
    id: "interface.theme", group: "page", scope: "page", modes: ANY, keys: [],
    when: () => true,
    run: ({ store }) => choose(store, { theme: NEXT_THEME[store.state.settings.theme] }),
  },
  {
    id: "interface.keys", group: "page", scope: "work", modes: ANY, keys: ["?"],
    when: () => true,
    run: ({ store }) => store.update({ dialog: { kind: "keys" } }),
  },
];
