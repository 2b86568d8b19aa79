/** The engine's changes applied to the page's view. */
import type { Change, DocumentSummary, DocumentView } from "../engine/types";

/** The list of documents after a change: the changed document's line is new. */
export function applySummary(documents: DocumentSummary[], summary: DocumentSummary): DocumentSummary[] {
  return documents.map((document) => (document.id === summary.id ? summary : document));
}

/** The view after a change. Lists that the change does not touch stay the same objects. */
export function applyChange(view: DocumentView, change: Change): DocumentView {
  return {
    ...view,
    entities: patchList(view.entities, change.entities, change.removed_entities),
    events: patchList(view.events, change.events, change.removed_events),
    chains: change.chains ?? view.chains,
    labels: change.labels,
    status: change.status,
    notes: change.notes,
    history: change.history,
  };
}

function patchList<T extends { id: string }>(items: T[], changed: readonly T[], removed: readonly string[]): T[] {
  if (changed.length === 0 && removed.length === 0) return items;
  const fresh = new Map(changed.map((item) => [item.id, item]));
  const gone = new Set(removed);
  const kept = items.filter((item) => !gone.has(item.id)).map((item) => take(fresh, item));
  return [...kept, ...fresh.values()];
}

function take<T extends { id: string }>(fresh: Map<string, T>, item: T): T {
  const replacement = fresh.get(item.id);
  fresh.delete(item.id);
  return replacement ?? item;
}
