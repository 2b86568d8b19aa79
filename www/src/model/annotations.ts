/** Entities and events looked up in a view. Results are kept as long as the view's lists are the same. */
import type { DocumentView, Entity, EventMention, Span, Status } from "../engine/types";
import { SpanIndex, compare, contains, equal, length } from "./spans";

/** One annotation of a document. */
export interface Target {
  kind: "entity" | "event";
  id: string;
}

/** An annotation with what both kinds share. */
export interface Annotation {
  target: Target;
  label: string;
  span: Span;
  status: Status;
  /** How sure its maker was; none for a person's. */
  score: number | null;
}

const indexes = new WeakMap<object, SpanIndex<never>>();

function indexed<T extends object>(items: readonly T[], spanOf: (item: T) => Span): SpanIndex<T> {
  let index = indexes.get(items) as SpanIndex<T> | undefined;
  if (!index) {
    index = new SpanIndex(items, spanOf);
    indexes.set(items, index as unknown as SpanIndex<never>);
  }
  return index;
}

/** The entities by place. */
export function entityIndex(view: DocumentView): SpanIndex<Entity> {
  return indexed(view.entities, (entity) => entity.span);
}

/** The events by the place of their trigger. */
export function eventIndex(view: DocumentView): SpanIndex<EventMention> {
  return indexed(view.events, (event) => event.trigger);
}

/** The entity as an annotation. */
export function ofEntity(entity: Entity): Annotation {
  return { target: { kind: "entity", id: entity.id }, label: entity.label, span: entity.span, status: entity.status, score: entity.score };
}

/** The event as an annotation; its span is its trigger. */
export function ofEvent(event: EventMention): Annotation {
  return { target: { kind: "event", id: event.id }, label: event.label, span: event.trigger, status: event.status, score: event.score };
}

/** The spans that an entity is made of: one, or several with words between. */
export function piecesOfEntity({ span, parts }: Entity): readonly Span[] {
  return parts.length > 0 ? parts : [span];
}

/** The words of an entity, with an ellipsis where others stand between. */
export function entityText(text: string, entity: Entity): string {
  return piecesOfEntity(entity).map(({ start, end }) => text.slice(start, end)).join(" \u2026 ");
}

/** The annotation with that id, if the document still has it. */
export function find(view: DocumentView, target: Target): Annotation | undefined {
  if (target.kind === "entity") {
    const entity = view.entities.find((each) => each.id === target.id);
    return entity && ofEntity(entity);
  }
  const event = view.events.find((each) => each.id === target.id);
  return event && ofEvent(event);
}

/** The annotations that hold `span`, the smallest first; of two on one span, the trigger first. */
export function covering(view: DocumentView, span: Span): Annotation[] {
  const events = eventIndex(view).overlapping(span).map(ofEvent);
  const entities = entityIndex(view)
    .overlapping(span)
    .filter((entity) => entity.parts.length === 0 || equal(entity.span, span) || entity.parts.some((part) => contains(part, span)))
    .map(ofEntity);
  return [...events, ...entities]
    .filter((annotation) => contains(annotation.span, span))
    .sort((a, b) => length(a.span) - length(b.span));
}

const suggestionsOf = new WeakMap<DocumentView, Annotation[]>();

/** All suggestions in document order. */
export function suggestions(view: DocumentView): Annotation[] {
  const known = suggestionsOf.get(view);
  if (known) return known;
  const found = [...view.entities.map(ofEntity), ...view.events.map(ofEvent)]
    .filter((annotation) => annotation.status === "suggested")
    .sort((a, b) => compare(a.span, b.span));
  suggestionsOf.set(view, found);
  return found;
}

/** The order in which suggestions are walked: by place, or the least sure first. */
export type Order = "place" | "doubt";

const ORDERS: Record<Order, (a: Annotation, b: Annotation) => number> = {
  place: (a, b) => compare(a.span, b.span),
  doubt: (a, b) => (a.score ?? 0) - (b.score ?? 0) || compare(a.span, b.span),
};

/** The suggestion after (1) or before (-1) the annotation `from`, or the place `at`; none past the end. */
export function nextSuggestion(view: DocumentView, from: Target | null, at: Span, by: 1 | -1, order: Order = "place"): Annotation | undefined {
  const inOrder = ORDERS[order];
  const all = order === "place" ? suggestions(view) : suggestions(view).toSorted(inOrder);
  const place = from ? all.findIndex((each) => each.target.kind === from.kind && each.target.id === from.id) : -1;
  if (place >= 0) return all[place + by];
  // The annotation left the list (it was accepted): go on from its place, past whatever begins with it.
  const here = from ? find(view, from) : undefined;
  if (here) return by > 0 ? all.find((each) => inOrder(each, here) > 0) : all.findLast((each) => inOrder(each, here) < 0);
  if (order === "doubt") return by > 0 ? all[0] : all.at(-1);
  if (by > 0) return all.find((each) => each.span.start >= at.start);
  return all.findLast((each) => compare(each.span, at) < 0);
}

/** Marks to accept together: all, all entities or events, or those of one type. */
export interface Kind {
  marks: "all" | "entity" | "event";
  label: string | null;
}

/** The ids of the suggestions of a kind whose score is at least `threshold`. */
export function suggestionsAbove(view: DocumentView, { marks, label }: Kind, threshold: number): { entities: string[]; events: string[] } {
  const sure = suggestions(view).filter((each) => (each.score ?? 0) >= threshold && (label === null || each.label === label));
  const ids = (kind: Target["kind"]) => (marks === "all" || marks === kind ? sure.filter(({ target }) => target.kind === kind).map(({ target }) => target.id) : []);
  return { entities: ids("entity"), events: ids("event") };
}
