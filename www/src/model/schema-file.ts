/** A label set out of a file or the storage: whoever wrote it, what comes out has every field that the page relies on, and no other. */
import type { AttributeSpec, EntityType, EventType, Named, RelationType, RoleSpec, Schema } from "../engine/types";

/** In place of a colour that is none. */
const GREY = "#808080";

type Fields = Record<string, unknown>;

/** A value that is not what the label set has in its place. */
class Misfit extends Error {}

/** The label set of a parsed file, if it is one. Relations, attributes, and names in other schemes may be missing. */
export function schemaOf(value: unknown): Schema | undefined {
  try {
    return schema(fields(value));
  } catch (error) {
    if (error instanceof Misfit) return undefined;
    throw error;
  }
}

function schema(value: Fields): Schema {
  return {
    name: bilingual(value.name),
    version: count(value.version),
    entities: list(value.entities, entityType),
    events: list(value.events, eventType),
    groups: list(value.groups, named),
    roles: list(value.roles, named),
    // A label set that was written before there were relations or attributes has none.
    relations: list(value.relations ?? [], relationType),
    attributes: list(value.attributes ?? [], attributeSpec),
  };
}

function entityType(value: Fields): EntityType {
  return { ...described(value), key: text(value.key) };
}

function eventType(value: Fields): EventType {
  return { ...described(value), group: text(value.group), roles: list(value.roles, roleSpec) };
}

function relationType(value: Fields): RelationType {
  return { ...described(value), from: texts(value.from), to: texts(value.to) };
}

function attributeSpec(value: Fields): AttributeSpec {
  const { of } = value;
  if (of !== "entity" && of !== "event") throw new Misfit();
  return { ...named(value), definition: bilingual(value.definition), of, types: texts(value.types ?? []), values: list(value.values ?? [], named) };
}

function roleSpec(value: Fields): RoleSpec {
  return { id: text(value.id), fillers: texts(value.fillers), mappings: mappings(value.mappings) };
}

function named(value: Fields): Named {
  return { id: text(value.id), label: bilingual(value.label) };
}

/** What entity types, event types and relation types have in common. */
function described(value: Fields): Omit<EntityType, "key"> {
  return { ...named(value), definition: bilingual(value.definition), color: color(value.color), mappings: mappings(value.mappings) };
}

function bilingual(value: unknown): Named["label"] {
  const { ar, en } = fields(value);
  return { ar: text(ar), en: text(en) };
}

function mappings(value: unknown = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(fields(value)).map(([scheme, name]) => [scheme, text(name)]));
}

function color(value: unknown): string {
  const written = text(value);
  return /^#[0-9a-f]{6}$/i.test(written) ? written : GREY;
}

function list<T>(value: unknown, item: (value: Fields) => T): T[] {
  return array(value).map((each) => item(fields(each)));
}

function texts(value: unknown): string[] {
  return array(value).map(text);
}

function array(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Misfit();
  return value;
}

function fields(value: unknown): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Misfit();
  return value as Fields;
}

function text(value: unknown): string {
  if (typeof value !== "string") throw new Misfit();
  return value;
}

function count(value: unknown): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw new Misfit();
  return value;
}
