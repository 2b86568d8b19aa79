/** The engine's changes applied to the page's view. */
import type { Change, DocumentSummary, DocumentView, Relation, Span } from "../engine/types";
import { compare, partitionPoint } from "../model/spans";

/** The list of documents after a change: the changed document's line is new. */
export function applySummary(documents: DocumentSummary[], summary: DocumentSummary): DocumentSummary[] {
  return documents.map((document) => (document.id === summary.id ? summary : document));
}

/** The view after a change. Lists that the change does not touch stay the same objects. */
export function applyChange(view: DocumentView, change: Change): DocumentView {
  return {
    ...view,
    entities: patchList(view.entities, change.entities, change.removed_entities, ({ span }) => span),
    events: patchList(view.events, change.events, change.removed_events, ({ trigger }) => trigger),
    relations: patchRelations(view.relations, change),
    chains: change.chains ?? view.chains,
    labels: change.labels,
    status: change.status,
    notes: change.notes,
    history: change.history,
  };
}

function patchRelations(relations: Relation[], { relations: changed, removed_relations: removed }: Change): Relation[] {
  if (changed.length === 0 && removed.length === 0) return relations;
  const fresh = new Map(changed.map((relation) => [relation.id, relation]));
  const kept = relations.filter(({ id }) => !removed.includes(id)).map((relation) => fresh.get(relation.id) ?? relation);
  return [...kept, ...changed.filter(({ id }) => !relations.some((relation) => relation.id === id))];
}

/** So few items are each put in their place; more are sorted in. */
const FEW = 16;

/** The list, in the order of the text, with what changed in its place. */
function patchList<T extends { id: string }>(items: T[], changed: readonly T[], removed: readonly string[], spanOf: (item: T) => Span): T[] {
  if (changed.length === 0 && removed.length === 0) return items;
  const gone = new Set([...removed, ...changed.map(({ id }) => id)]);
  const kept = items.some(({ id }) => gone.has(id)) ? items.filter(({ id }) => !gone.has(id)) : items;
  const inOrder = (a: T, b: T) => compare(spanOf(a), spanOf(b));
  if (changed.length > FEW) return [...kept, ...changed].sort(inOrder);
  return changed.reduce((list, item) => list.toSpliced(partitionPoint(list, (other) => inOrder(other, item) <= 0), 0, item), kept);
}
