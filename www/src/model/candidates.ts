/** Who may fill a role: entities of a fitting type, nearest first. */
import type { DocumentView, Entity, EventMention, RoleSpec, Span } from "../engine/types";

/** The distance between two spans in code units; 0 where they touch or overlap. */
export function distance(a: Span, b: Span): number {
  return Math.max(0, a.start - b.end, b.start - a.end);
}

/**
 * The entities that may fill `role` of `event`, best first: the trigger's own sentence before all others, then nearest first.
 * Rejected entities and entities that fill the role already are left out.
 */
export function candidatesFor(view: DocumentView, event: EventMention, role: RoleSpec): Entity[] {
  const sentence = view.sentences.find((span: Span) => span.start <= event.trigger.start && event.trigger.start < span.end);
  const taken = new Set(event.arguments.filter((argument) => argument.role === role.id).map((argument) => argument.entity));
  const inside = (entity: Entity) => (sentence && sentence.start <= entity.span.start && entity.span.end <= sentence.end ? 0 : 1);
  return view.entities
    .filter((entity) => entity.status !== "rejected" && !taken.has(entity.id))
    .filter((entity) => role.fillers.length === 0 || role.fillers.includes(entity.label))
    .map((entity) => ({ entity, order: [inside(entity), distance(entity.span, event.trigger), entity.span.start] as const }))
    .sort((a, b) => a.order[0] - b.order[0] || a.order[1] - b.order[1] || a.order[2] - b.order[2])
    .map(({ entity }) => entity);
}
