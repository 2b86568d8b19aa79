/** A label set under edit: types added, changed and taken away, and what happens to the marks that have them. */
import type { AttributeSpec, EntityType, EventType, LabelMapping, Named, RelationType, RoleSpec, Schema } from "../engine/types";

/** What the marks of the open articles lose by a change of the label set. */
export interface Losses {
  entities: string[];
  events: string[];
  relations: string[];
  /** Roles that an event type loses, also by becoming a type that lacks them. */
  roles: { event: string; role: string }[];
  attributes: string[];
  /** Values that an attribute loses, also by becoming one that lacks them. */
  values: { attribute: string; value: string }[];
}

/** No label has become another. */
export const NO_MAPPING: LabelMapping = { entities: {}, events: {}, roles: {}, relations: {}, attributes: {}, values: {} };

/** The event type of `after` that one of `before` is or, by `mapping`, becomes. */
export function becomes(after: Schema, mapping: LabelMapping, event: string): EventType | undefined {
  const kept = after.events.find(({ id }) => id === event);
  return kept ?? after.events.find(({ id }) => id === mapping.events[event]);
}

/** The attribute of `after` that one of `before` is or, by `mapping`, becomes. */
export function attributeBecomes(after: Schema, mapping: LabelMapping, attribute: string): AttributeSpec | undefined {
  const kept = after.attributes.find(({ id }) => id === attribute);
  return kept ?? after.attributes.find(({ id }) => id === mapping.attributes[attribute]);
}

/** The types, roles, attributes and values of `before` that `after` lacks, where events become what `mapping` says. */
export function lossesOf(before: Schema, after: Schema, mapping = NO_MAPPING): Losses {
  const lacks = (types: readonly { id: string }[], id: string) => !types.some((type) => type.id === id);
  const lost = (types: readonly { id: string }[], left: readonly { id: string }[]) => types.map(({ id }) => id).filter((id) => lacks(left, id));
  const roles = before.events.flatMap((event) => {
    const kept = becomes(after, mapping, event.id);
    return kept ? event.roles.filter((role) => lacks(kept.roles, role.id)).map((role) => ({ event: event.id, role: role.id })) : [];
  });
  const values = before.attributes.flatMap((attribute) => {
    const kept = attributeBecomes(after, mapping, attribute.id);
    // An attribute without values takes any text.
    const left = kept && kept.values.length > 0 ? kept.values : undefined;
    return left ? attribute.values.filter(({ id }) => lacks(left, id)).map(({ id }) => ({ attribute: attribute.id, value: id })) : [];
  });
  return {
    entities: lost(before.entities, after.entities),
    events: lost(before.events, after.events),
    relations: lost(before.relations, after.relations),
    attributes: lost(before.attributes, after.attributes),
    values,
    roles,
  };
}

/** The answers of `mapping` that the change from `before` to `after` still asks for, and that `after` can take. */
export function answersOf(before: Schema, after: Schema, mapping: LabelMapping): LabelMapping {
  const answers = (kind: keyof LabelMapping, asked: readonly string[], fits: (from: string, to: string) => boolean) =>
    Object.fromEntries(Object.entries(mapping[kind]).filter(([from, to]) => asked.includes(from) && fits(from, to)));
  const has = (types: readonly { id: string }[]) => (_: string, to: string) => types.some(({ id }) => id === to);
  const { entities, events, relations, attributes } = lossesOf(before, after);
  const typed = {
    entities: answers("entities", entities, has(after.entities)),
    events: answers("events", events, has(after.events)),
    relations: answers("relations", relations, has(after.relations)),
    attributes: answers("attributes", attributes, has(after.attributes)),
    values: {},
    roles: {},
  };
  const losses = lossesOf(before, after, typed);
  const asked = losses.roles.map(({ event, role }) => `${event}/${role}`);
  const askedValues = losses.values.map(({ attribute, value }) => `${attribute}/${value}`);
  const fitsValue = (from: string, to: string) => has(attributeBecomes(after, typed, from.split("/")[0] ?? "")?.values ?? [])(from, to);
  const fitsRole = (from: string, to: string) => has(becomes(after, typed, from.split("/")[0] ?? "")?.roles ?? [])(from, to);
  return { ...typed, roles: answers("roles", asked, fitsRole), values: answers("values", askedValues, fitsValue) };
}

/** Whether nothing is lost. */
export function isNone(losses: Losses): boolean {
  return Object.values(losses).every((lost) => lost.length === 0);
}

const KEYS = "abcdefghijklmnopqrstuvwxyz0123456789";
/** The colour that new types begin with. */
const FRESH_COLOR = "#5f6b7a";

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
export function withEntity(schema: Schema, name: EntityType["label"], taken: readonly string[]): Schema {
  const type: EntityType = { id: freshId(schema.entities, "NEW"), label: name, definition: { ar: "", en: "" }, color: FRESH_COLOR, key: freeKey(schema, taken), mappings: {} };
  return { ...schema, entities: [...schema.entities, type] };
}

/** The schema with one more event type, in the first group and without roles. */
export function withEvent(schema: Schema, name: EventType["label"]): Schema {
  const type: EventType = { id: freshId(schema.events, "New"), label: name, definition: { ar: "", en: "" }, group: schema.groups[0]?.id ?? "", color: FRESH_COLOR, mappings: {}, roles: [] };
  return { ...schema, events: [...schema.events, type] };
}

/** The schema with one more relation type, between entities of any type. */
export function withRelation(schema: Schema, name: RelationType["label"]): Schema {
  const type: RelationType = { id: freshId(schema.relations, "New"), label: name, definition: { ar: "", en: "" }, color: FRESH_COLOR, mappings: {}, from: [], to: [] };
  return { ...schema, relations: [...schema.relations, type] };
}

/** The schema with one more attribute, which any entity has and which takes any text. */
export function withAttribute(schema: Schema, name: Named["label"]): Schema {
  const attribute: AttributeSpec = { id: freshId(schema.attributes, "attribute"), label: name, definition: { ar: "", en: "" }, of: "entity", types: [], values: [] };
  return { ...schema, attributes: [...schema.attributes, attribute] };
}

/** An attribute with one more value. */
export function withValue(attribute: AttributeSpec, name: Named["label"]): AttributeSpec {
  return { ...attribute, values: [...attribute.values, { id: freshId(attribute.values, "value"), label: name }] };
}

/** The schema with one more group of event types. */
export function withGroup(schema: Schema, name: Named["label"]): Schema {
  return { ...schema, groups: [...schema.groups, { id: freshId(schema.groups, "Group"), label: name }] };
}

/** The schema with one more role for an event type: one that others have, or a new one of this name. */
export function withRole(schema: Schema, event: string, role: string | Named["label"]): Schema {
  const made: Named | null = typeof role === "string" ? null : { id: freshId(schema.roles, "Role"), label: role };
  const spec: RoleSpec = { id: made?.id ?? (role as string), fillers: [], mappings: {} };
  const events = schema.events.map((type) => (type.id === event ? { ...type, roles: [...type.roles, spec] } : type));
  return { ...schema, events, roles: made ? [...schema.roles, made] : schema.roles };
}

/** The schema with what names an entity type mapped: what fills roles, and the ends of relations. */
function withEntityNames(schema: Schema, rename: (ids: readonly string[]) => string[]): Schema {
  return {
    ...schema,
    events: schema.events.map((event) => ({ ...event, roles: event.roles.map((role) => ({ ...role, fillers: rename(role.fillers) })) })),
    relations: schema.relations.map((relation) => ({ ...relation, from: rename(relation.from), to: rename(relation.to) })),
    attributes: schema.attributes.map((attribute) => (attribute.of === "entity" ? { ...attribute, types: rename(attribute.types) } : attribute)),
  };
}

/** The ids of a list that are those of entity types. */
export function entitiesOf({ entities }: Schema, ids: readonly string[]): string[] {
  return ids.filter((id) => entities.some((type) => type.id === id));
}

/**
 * The schema without an entity type. A role or an end of a relation that only it fitted still names it, because an empty list
 * would let any type in; `withTypesMapped` puts another in its place.
 */
export function withoutEntity(schema: Schema, id: string): Schema {
  const left: Schema = { ...schema, entities: schema.entities.filter((type) => type.id !== id) };
  return withEntityNames(left, (ids) => (entitiesOf(left, ids).length > 0 ? entitiesOf(left, ids) : [...ids]));
}

/**
 * The label set `after` with the types of `before` that it lacks replaced by those that their marks become, wherever they are
 * named. A name that neither has stays, for the engine to refuse.
 */
export function withTypesMapped(before: Schema, after: Schema, mapping: LabelMapping): Schema {
  const losses = lossesOf(before, after);
  const mapped = (kind: "entities" | "events") => (ids: readonly string[]) => {
    const gone = losses[kind];
    return [...new Set(ids.map((id) => (gone.includes(id) ? (mapping[kind][id] ?? id) : id)))].filter((id) => !gone.includes(id));
  };
  const left = withEntityNames(after, mapped("entities"));
  const attributes = left.attributes.map((attribute) => (attribute.of === "event" ? { ...attribute, types: mapped("events")(attribute.types) } : attribute));
  return { ...left, attributes };
}

/** The roles, relations and attributes that any type fits from now on: the only types that fitted are gone, and their marks become no other. */
export function widened(before: Schema, after: Schema, mapping: LabelMapping): Pick<Losses, "roles" | "relations" | "attributes"> {
  const left = withTypesMapped(before, after, mapping);
  const isWider = (ids: readonly string[], others: readonly string[] = ids) => ids.length > 0 && others.length === 0;
  const roles = after.events.flatMap((event, at) => {
    const wider = event.roles.filter(({ fillers }, place) => isWider(fillers, left.events[at]?.roles[place]?.fillers));
    return wider.map(({ id }) => ({ event: event.id, role: id }));
  });
  const relations = after.relations.filter(({ from, to }, at) => isWider(from, left.relations[at]?.from) || isWider(to, left.relations[at]?.to));
  const attributes = after.attributes.filter(({ types }, at) => isWider(types, left.attributes[at]?.types));
  return { roles, relations: relations.map(({ id }) => id), attributes: attributes.map(({ id }) => id) };
}

/** The schema with another id for an entity type, wherever it is named. */
export function renamedEntity(schema: Schema, from: string, to: string): Schema {
  const entities = schema.entities.map((type) => (type.id === from ? { ...type, id: to } : type));
  return withEntityNames({ ...schema, entities }, (ids) => ids.map((each) => (each === from ? to : each)));
}

/** The schema with another id for a role, in every event type that has it. */
export function renamedRole(schema: Schema, from: string, to: string): Schema {
  const renamed = <T extends { id: string }>(each: T): T => (each.id === from ? { ...each, id: to } : each);
  return { ...schema, roles: schema.roles.map(renamed), events: schema.events.map((event) => ({ ...event, roles: event.roles.map(renamed) })) };
}

/** The schema without an event type; attributes that only it had still name it, as `withoutEntity` says. */
export function withoutEvent(schema: Schema, id: string): Schema {
  const events = schema.events.filter((type) => type.id !== id);
  const named = (ids: string[]) => ids.filter((each) => events.some((type) => type.id === each));
  const attributes = schema.attributes.map((attribute) => (attribute.of === "event" && named(attribute.types).length > 0 ? { ...attribute, types: named(attribute.types) } : attribute));
  return { ...schema, events, attributes };
}
