import { describe, expect, test } from "vitest";
import type { DocumentSummary } from "../src/engine/types";
import { ALL_DOCUMENTS, documentBeside, filterDocuments, labelsIn, progressOf } from "../src/model/documents";

function summary(id: string, changes: Partial<DocumentSummary>): DocumentSummary {
  return { id, title: id, status: "new", labels: [], has_notes: false, n_words: 0, n_entities: 0, n_events: 0, n_suggested: 0, n_decided: 0, doubt: null, types: [], ...changes };
}

const DOCUMENTS = [
  summary("b", { n_suggested: 3, n_decided: 1, doubt: 0.1, types: ["GPE"] }),
  summary("a", { status: "done", n_decided: 4, labels: ["war"] }),
  summary("c", { n_suggested: 4, doubt: 0.4, types: ["GPE", "Attack"] }),
];
const ids = (documents: readonly DocumentSummary[]) => documents.map(({ id }) => id).join("");

describe("documents", () => {
  test("are sorted as opened, by title, by doubt, by progress", () => {
    const sorted = (sort: "opened" | "title" | "doubt" | "progress") => ids(filterDocuments(DOCUMENTS, { ...ALL_DOCUMENTS, sort }));
    expect([sorted("opened"), sorted("title"), sorted("doubt"), sorted("progress")]).toEqual(["bac", "abc", "cba", "cba"]);
    expect(DOCUMENTS.map(progressOf)).toEqual([0.25, 1, 0]);
  });

  test("are filtered by state, type, title and labels", () => {
    expect(ids(filterDocuments(DOCUMENTS, { ...ALL_DOCUMENTS, status: "done" }))).toBe("a");
    expect(ids(filterDocuments(DOCUMENTS, { ...ALL_DOCUMENTS, type: "Attack" }))).toBe("c");
    expect(ids(filterDocuments(DOCUMENTS, { ...ALL_DOCUMENTS, query: "war" }))).toBe("a");
  });

  test("are gone through in a round", () => {
    expect(documentBeside(DOCUMENTS, "c", 1)?.id).toBe("b");
    expect(documentBeside(DOCUMENTS, "b", -1)?.id).toBe("c");
    expect(documentBeside([], "b", 1)).toBeUndefined();
  });

  test("have labels that are typed with commas of either script", () => {
    expect(labelsIn("a, b\u060c a,,")).toEqual(["a", "b"]);
  });
});
