/** The list of documents: filtered, sorted, gone through. */
import type { DocumentStatus, DocumentSummary } from "../engine/types";
import { matches } from "./search";

export const STATES: readonly DocumentStatus[] = ["new", "in_progress", "done", "flagged"];

/** The ways to sort: as opened, by title, the most doubtful first, the least checked first. */
export type DocumentSort = "opened" | "title" | "doubt" | "progress";

/** Which documents are listed, and in which order. */
export interface DocumentFilter {
  /** Words of the title or of the document's labels. */
  query: string;
  status: DocumentStatus | "all";
  /** The id of an entity type or event type that the document must have. */
  type: string | null;
  sort: DocumentSort;
}

export const ALL_DOCUMENTS: DocumentFilter = { query: "", status: "all", type: null, sort: "opened" };

/** The share of marks that a person has decided on, from 0 to 1; 1 without marks. */
export function progressOf({ n_decided, n_suggested }: DocumentSummary): number {
  const all = n_decided + n_suggested;
  return all === 0 ? 1 : n_decided / all;
}

const SORTS: Record<DocumentSort, (a: DocumentSummary, b: DocumentSummary) => number> = {
  opened: () => 0,
  title: (a, b) => a.title.localeCompare(b.title, "ar"),
  doubt: (a, b) => (b.doubt ?? -1) - (a.doubt ?? -1),
  progress: (a, b) => progressOf(a) - progressOf(b),
};

/** The documents that pass the filter, in its order. */
export function filterDocuments(documents: readonly DocumentSummary[], { query, status, type, sort }: DocumentFilter): DocumentSummary[] {
  return documents
    .filter((document) => status === "all" || document.status === status)
    .filter((document) => type === null || document.types.includes(type))
    .filter((document) => query === "" || matches(query, [[document.title, ...document.labels].join(" ")]))
    .toSorted(SORTS[sort]);
}

/** The document after (1) or before (-1) the one with this id; the list goes round. */
export function documentBeside(documents: readonly DocumentSummary[], id: string | undefined, by: 1 | -1): DocumentSummary | undefined {
  const at = documents.findIndex((document) => document.id === id);
  if (at < 0) return documents[0];
  return documents[(at + by + documents.length) % documents.length];
}

/** The labels in a line that a person typed, parted by commas of either script. */
export function labelsIn(line: string): string[] {
  return [...new Set(line.split(/[,\u060c;\u061b]/).map((label) => label.trim()).filter(Boolean))];
}
