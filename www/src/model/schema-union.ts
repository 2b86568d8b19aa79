/** Two label sets as one, for work that comes from another project. */
import type { AttributeSpec, EventType, Schema } from "../engine/types";
import { freeKey } from "./schema";

/** All of `own`, and of `other` what `own` lacks. A key that another type has is replaced by a free one. */
export function unionOf(own: Schema, other: Schema, taken: readonly string[]): Schema {
  const union: Schema = {
    ...own,
    groups: joined(own.groups, other.groups),
    roles: joined(own.roles, other.roles),
    events: joined(own.events.map((event) => withRolesOf(event, other)), other.events),
    relations: joined(own.relations, other.relations),
    attributes: joined(own.attributes.map((attribute) => withValuesOf(attribute, other)), other.attributes),
  };
  const fresh = other.entities.filter(({ id }) => !own.entities.some((type) => type.id === id));
  return fresh.reduce((schema, type) => {
    // A type needs no key: where none is free it has none.
    const isTaken = type.key !== "" && schema.entities.some(({ key }) => key === type.key);
    const key = isTaken ? freeKey(schema, taken) : type.key;
    return { ...schema, entities: [...schema.entities, { ...type, key }] };
  }, union);
}

function withRolesOf(event: EventType, other: Schema): EventType {
  const twin = other.events.find(({ id }) => id === event.id);
  return twin ? { ...event, roles: joined(event.roles, twin.roles) } : event;
}

/** An attribute with what another label set lets it say, and of which types. */
function withValuesOf(attribute: AttributeSpec, other: Schema): AttributeSpec {
  const twin = other.attributes.find(({ id }) => id === attribute.id);
  if (!twin) return attribute;
  // An empty list lets anything in, and lets no more in by what is added to it.
  const isOpen = attribute.values.length === 0 || twin.values.length === 0;
  const isForAll = attribute.types.length === 0 || twin.types.length === 0;
  return { ...attribute, values: isOpen ? [] : joined(attribute.values, twin.values), types: isForAll ? [] : [...new Set([...attribute.types, ...twin.types])] };
}

/** The list with what is new in another one. */
function joined<T extends { id: string }>(own: readonly T[], other: readonly T[]): T[] {
  return [...own, ...other.filter(({ id }) => !own.some((each) => each.id === id))];
}
