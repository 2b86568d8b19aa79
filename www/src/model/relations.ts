/** Relations between entities: which an entity has, which types fit two entities. */
import type { DocumentView, Entity, Relation, RelationType, Schema } from "../engine/types";

/** A relation as one of its ends sees it. */
export interface SeenRelation {
  relation: Relation;
  /** The entity at the other end. */
  other: Entity;
  /** Whether it goes out from this end. */
  outward: boolean;
}

/** The relations of an entity that are not rejected, in the order in which they were made. */
export function relationsOf({ relations, entities }: DocumentView, entity: string): SeenRelation[] {
  return relations.flatMap((relation) => {
    if (relation.status === "rejected" || (relation.from !== entity && relation.to !== entity)) return [];
    const outward = relation.from === entity;
    const other = entities.find(({ id }) => id === (outward ? relation.to : relation.from));
    return other ? [{ relation, other, outward }] : [];
  });
}

/** A type for two entities, and whether it leads from the second to the first. */
export interface DirectedType {
  type: RelationType;
  reversed: boolean;
}

/**
 * The types of relations for two entities: those that fit as they were chosen, then those that fit the other way round,
 * then the rest. A type stands twice where it fits both ways.
 */
export function typesBetween(schema: Schema, from: Entity, to: Entity): DirectedType[] {
  const allows = (list: readonly string[], { label }: Entity) => list.length === 0 || list.includes(label);
  const fits = (type: RelationType, one: Entity, other: Entity) => allows(type.from, one) && allows(type.to, other);
  const onward = schema.relations.filter((type) => fits(type, from, to));
  const back = schema.relations.filter((type) => fits(type, to, from));
  const rest = schema.relations.filter((type) => !onward.includes(type) && !back.includes(type));
  return [
    ...onward.map((type) => ({ type, reversed: false })),
    ...back.map((type) => ({ type, reversed: true })),
    ...rest.map((type) => ({ type, reversed: false })),
  ];
}
