/** What the page knows at one moment. */
import type { DataFile, DataFormat, DocumentSummary, DocumentView, ExportOptions, Exported, ImportPreview, Schema, Span, Statistics } from "../engine/types";
import type { Work } from "../storage/work-log";
import { type Adjudicating, NO_ADJUDICATION } from "../adjudication/model";
import type { Target } from "../model/annotations";
import { ALL_DOCUMENTS, type DocumentFilter } from "../model/documents";
import { ALL_EVENTS, type EventFilter } from "../model/events";
import { type Finder, NO_FINDER } from "../model/finder";
import type { Strings, Language } from "../strings";
import type { StorageFacts } from "./backups";

export type Theme = "auto" | "light" | "dark";

/** What a reader chose and the page remembers. */
export interface Settings {
  language: Language;
  theme: Theme;
  /** Keys that the reader chose instead of those of the table. */
  keys: Partial<Record<keyof Strings["commands"], readonly string[]>>;
  /** The order in which suggestions are walked: by place, or the least sure first. */
  order: "place" | "doubt";
  /** How sure suggestions must be that are accepted all at once, from 0 to 1. */
  threshold: number;
}

/** The word cursor: a selection from `anchor` to `head`. Both are one token, or letters where chosen so. */
export interface Cursor {
  anchor: Span;
  head: Span;
}

/** The palette of types, open for a purpose. */
export type Palette =
  | { purpose: "entity.add"; span: Span }
  | { purpose: "entity.relabel"; id: string; span: Span }
  | { purpose: "event.add"; span: Span }
  | { purpose: "event.retype"; id: string; span: Span }
  | { purpose: "relation.add"; from: string; to: string; span: Span }
  | { purpose: "relation.relabel"; id: string; span: Span }
  | { purpose: "mark.attribute"; kind: "entity" | "event"; id: string; span: Span };

/** Roles of an event being filled. */
export interface Arguing {
  event: string;
  /** The role being filled; none while it is being chosen. */
  role: string | null;
  /** The place of the argument to replace; none to add one. */
  replace: number | null;
  /** The place of the shown candidate in the list. */
  candidate: number;
}

/** What is to be exported, and how. */
export interface ExportPlan {
  /** Id of a format of the engine. */
  format: string;
  /** Whether all open articles are exported, else the one on screen. */
  all: boolean;
  options: ExportOptions;
}

export const PLAIN_EXPORT: ExportPlan = {
  format: "json", all: false,
  options: { offset_unit: "code_point", clitics: "inside", marks: "suggested", tag_scheme: "iob2", split: null, file_per_document: false },
};

export type Dialog = { kind: "open"; text: string } | { kind: "keys" } | { kind: "commands" } | { kind: "above" } | { kind: "schema" } | { kind: "adjudication" } | { kind: "mapping"; files: DataFile[]; preview: ImportPreview; names: Record<string, string | null> } | { kind: "export"; plan: ExportPlan; formats: DataFormat[]; exported: Exported | null } | { kind: "statistics"; statistics: Statistics; work: Work } | { kind: "storage"; facts: StorageFacts } | { kind: "close"; document: string };

export type PanelTab = "entities" | "events" | "find" | "documents";

/** A message to the reader, kept in no language so that it follows the interface. */
export interface Notice {
  headline: (strings: Strings) => string;
  /** An error's code and details; none for plain messages. */
  code: string | null;
  details: Record<string, string | number>;
  /** A way out: stored data to save as a file, a backup of all, or that and another try at storing. */
  rescue: { name: string; content: string } | "backup" | "storage" | null;
}

export type SaveState = "idle" | "saving" | "saved" | "failed";
export type Busy = keyof Strings["busy"];

export interface State {
  phase: "starting" | "ready" | "failed";
  settings: Settings;
  strings: Strings;
  schema: Schema | null;
  documents: DocumentSummary[];
  /** The open document; changed only by the engine's answers. */
  view: DocumentView | null;
  cursor: Cursor | null;
  selected: Target | null;
  palette: Palette | null;
  arguing: Arguing | null;
  dialog: Dialog | null;
  /** Whether another tab edits the document on screen, and this one only shows what becomes of it. */
  following: boolean;
  /** Annotators' files on their way to one. */
  adjudicating: Adjudicating;
  panel: { tab: PanelTab; open: boolean };
  eventFilter: EventFilter;
  documentFilter: DocumentFilter;
  /** The search in the text. */
  finder: Finder;
  /** What of the search must take the focus. */
  finding: "text" | "places" | null;
  /** The entity that gets the next chosen words as one more piece. */
  parting: string | null;
  /** The entity that waits to be joined with the next one that is chosen. */
  joining: string | null;
  /** The entity that waits for the other end of a relation. */
  relating: string | null;
  /** The chosen relation of the selected entity. */
  relation: string | null;
  /** The event whose roles are to be copied to the next one that is chosen. */
  copying: string | null;
  notice: Notice | null;
  /** The sentence for screen readers. */
  announcement: string;
  save: SaveState;
  /** Whether the page works without a network. */
  offline: boolean;
  /** Whether a newer version of the page waits to be taken. */
  newVersion: boolean;
  busy: Busy | null;
  /** Whether the last selection was made by pointer: then the tools for it float beside it. */
  pointing: boolean;
  /** Whether Tab leaves the article instead of walking the suggestions. */
  tabLeaves: boolean;
}

/** The keyboard's mode: it follows from the rest of the state. */
export type Mode = "text" | "annotation" | "relation" | "arguments";

/** The keyboard's mode at a moment. */
export function modeOf(state: State): Mode {
  if (state.arguing) return "arguments";
  // A relation may have gone since it was chosen: with its entity, or by the button of its line.
  if (state.relation !== null && state.view?.relations.some(({ id }) => id === state.relation)) return "relation";
  return state.selected ? "annotation" : "text";
}

/** The selected words, if any: from the cursor's anchor to its head. */
export function selectedSpan(state: State): Span | null {
  if (!state.cursor) return null;
  const { anchor, head } = state.cursor;
  return { start: Math.min(anchor.start, head.start), end: Math.max(anchor.end, head.end) };
}

/** What another document on screen begins with: nothing is selected, and nothing waits for its other half. */
export const NOTHING_CHOSEN = { cursor: null, selected: null, palette: null, arguing: null, parting: null, joining: null, relating: null, relation: null, copying: null } as const;

/** The state before anything is loaded. */
export function initialState(settings: Settings, strings: Strings): State {
  return {
    phase: "starting",
    settings,
    strings,
    schema: null,
    documents: [],
    view: null,
    ...NOTHING_CHOSEN,
    dialog: null,
    following: false,
    adjudicating: NO_ADJUDICATION,
    panel: { tab: "entities", open: false },
    eventFilter: ALL_EVENTS,
    documentFilter: ALL_DOCUMENTS,
    finder: NO_FINDER,
    finding: null,
    notice: null,
    announcement: "",
    save: "idle",
    offline: false,
    newVersion: false,
    busy: null,
    pointing: false,
    tabLeaves: false,
  };
}
