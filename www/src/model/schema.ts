/** A label set under edit: types added, changed and taken away, and what happens to the marks that have them. */
import type { Command, EntityType, EventType, Schema } from "../engine/types";

/** Old ids and the new ones that take their place. */
export type Mapping = Record<string, string>;

/** What the marks of the open articles lose by a change of the label set. */
export interface Losses {
  entities: string[];
  events: string[];
  /** Roles that an event type loses, as "Type Role". */
  roles: { event: string; role: string }[];
}

/** The types and roles of `before` that `after` lacks. */
export function lossesOf(before: Schema, after: Schema): Losses {
  const lacks = (types: readonly { id: string }[], id: string) => !types.some((type) => type.id === id);
  const roles = before.events.flatMap((event) => {
    const kept = after.events.find((type) => type.id === event.id);
    return kept ? event.roles.filter((role) => lacks(kept.roles, role.id)).map((role) => ({ event: event.id, role: role.id })) : [];
  });
  return {
    entities: before.entities.map(({ id }) => id).filter((id) => lacks(after.entities, id)),
    events: before.events.map(({ id }) => id).filter((id) => lacks(after.events, id)),
    roles,
  };
}

/** Whether nothing is lost. */
export function isNone({ entities, events, roles }: Losses): boolean {
  return entities.length + events.length + roles.length === 0;
}

/** The command that gives marks their new labels. */
export function mappingCommand(entities: Mapping, events: Mapping, roles: Mapping): Command {
  return { type: "schema.map", entities, events, roles };
}

const KEYS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** The first key that neither a type nor a command has; none where all are taken. */
export function freeKey(schema: Schema, taken: readonly string[]): string {
  return [...KEYS].find((key) => !taken.includes(key) && !schema.entities.some((type) => type.key === key)) ?? "";
}

/** An id that no type of the list has: "NEW", "NEW2" … */
function freshId(types: readonly { id: string }[], stem: string): string {
  const names = [stem, ...Array.from({ length: types.length + 1 }, (_, index) => `${stem}${index + 2}`)];
  return names.find((name) => !types.some((type) => type.id === name)) ?? stem;
}

/** The schema with one more entity type. */
export function withEntity(schema: Schema, name: { ar: string; en: string }, taken: readonly string[]): Schema {
  const type: EntityType = { id: freshId(schema.entities, "NEW"), label: name, definition: { ar: "", en: "" }, color: "#5f6b7a", key: freeKey(schema, taken), mappings: {} };
  return { ...schema, entities: [...schema.entities, type] };
}

/** The schema with one more event type, in the first group and without roles. */
export function withEvent(schema: Schema, name: { ar: string; en: string }): Schema {
  const type: EventType = { id: freshId(schema.events, "New"), label: name, definition: { ar: "", en: "" }, group: schema.groups[0]?.id ?? "", color: "#5f6b7a", mappings: {}, roles: [] };
  return { ...schema, events: [...schema.events, type] };
}

/** The schema without an entity type; no role names it any more. */
export function withoutEntity(schema: Schema, id: string): Schema {
  const events = schema.events.map((event) => ({ ...event, roles: event.roles.map((role) => ({ ...role, fillers: role.fillers.filter((filler) => filler !== id) })) }));
  return { ...schema, events, entities: schema.entities.filter((type) => type.id !== id) };
}
