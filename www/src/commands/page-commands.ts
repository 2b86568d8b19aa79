/** Commands about the page and its documents. */
import { download, fileName } from "../dom/files";
import { documentBeside, filterDocuments } from "../model/documents";
import { choose } from "../store/settings";
import type { State, Theme } from "../store/state";
import type { CommandId, Context, PageCommand } from "./command";

const ANY = ["text", "annotation", "relation", "arguments"] as const;
const NEXT_THEME: Record<Theme, Theme> = { auto: "light", light: "dark", dark: "auto" };

function exportCommand(id: CommandId, keys: string[], all: boolean, format: "json" | "jsonl"): PageCommand {
  return {
    id, group: "page", scope: "page", modes: ANY, keys,
    when: (state) => state.view !== null && (!all || state.documents.length > 1),
    run: async ({ store, session }) => {
      const ids = exported(store.state, all);
      const content = await session.exports.native(ids, format);
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

function besideCommand(id: CommandId, key: string, by: 1 | -1): PageCommand {
  return {
    id, group: "page", scope: "page", modes: ANY, keys: [key],
    when: (state) => state.documents.length > 1,
    run: (context) => goBeside(context, by),
  };
}

/** Shows the next or the previous article of the list as it is filtered and sorted. */
async function goBeside({ store, session, lines }: Context, by: 1 | -1): Promise<void> {
  const { documents, documentFilter, view, strings } = store.state;
  const next = documentBeside(filterDocuments(documents, documentFilter), view?.id, by);
  if (!next || next.id === view?.id) return;
  await session.show(next.id);
  store.update({ announcement: strings.spoken.opened(next.title || strings.documents.untitled) });
  lines.focus();
}

/** After a step back the selected annotation, the chosen relation, or the event being filled, may be gone. */
function dropLost(store: Context["store"]): void {
  const { view, selected, arguing, relation } = store.state;
  const has = (marks: readonly { id: string }[] | undefined, id: string) => marks?.some((each) => each.id === id) ?? false;
  if (relation !== null && !has(view?.relations, relation)) store.update({ relation: null });
  if (selected && !has(selected.kind === "entity" ? view?.entities : view?.events, selected.id)) store.update({ selected: null, relation: null });
  if (arguing && !has(view?.events, arguing.event)) store.update({ arguing: null });
}

export const pageCommands: readonly PageCommand[] = [
  {
    id: "document.open", group: "page", scope: "page", modes: ANY, keys: ["Ctrl+o"],
    when: (state) => state.phase !== "failed",
    run: ({ store }) => store.update({ dialog: { kind: "open", text: "" } }),
  },
  besideCommand("document.next", "Ctrl+Alt+ArrowDown", 1),
  besideCommand("document.previous", "Ctrl+Alt+ArrowUp", -1),
  {
    id: "document.finish", group: "page", scope: "page", modes: ANY, keys: ["Ctrl+Enter"],
    when: (state) => state.view !== null && state.view.status !== "done",
    run: async (context) => {
      if (await context.session.dispatch({ type: "document.status", status: "done" })) await goBeside(context, 1);
    },
  },
  {
    id: "document.flag", group: "page", scope: "work", modes: ["text", "annotation"], keys: ["Shift+f"],
    when: (state) => state.view !== null,
    run: async ({ store, session }) => {
      const flagged = store.state.view?.status === "flagged";
      await session.dispatch({ type: "document.status", status: flagged ? "in_progress" : "flagged" });
    },
  },
  {
    id: "schema.edit", group: "page", scope: "page", modes: ANY, keys: [],
    when: (state) => state.schema !== null,
    run: ({ store }) => store.update({ dialog: { kind: "schema" } }),
  },
  {
    id: "project.statistics", group: "page", scope: "work", modes: ANY, keys: ["Shift+s"],
    when: (state) => state.documents.length > 0,
    run: ({ session }) => session.showStatistics(),
  },
  exportCommand("document.export", ["Ctrl+s"], false, "json"),
  exportCommand("document.export-jsonl", [], false, "jsonl"),
  exportCommand("document.export-all", ["Ctrl+Shift+s"], true, "json"),
  exportCommand("document.export-all-jsonl", [], true, "jsonl"),
  {
    id: "document.export-as", group: "page", scope: "page", modes: ANY, keys: ["Ctrl+e"],
    when: (state) => state.view !== null,
    run: ({ session }) => session.exports.plan(),
  },
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
