/** The attributes of the label set: which a mark has, and what can be said in them. */
import type { AttributeSpec, Bilingual, Entity, EventMention, MarkKind, Schema } from "../engine/types";
import { matches } from "./search";

/** What a mark says in its attributes. */
export type Said = Pick<Entity | EventMention, "label" | "attributes">;

/** Something that can be said of a mark in one of its attributes; `value` is null where what was said is taken away. */
export interface Saying {
  attribute: AttributeSpec;
  value: string | null;
  /** The value's name; none where it is taken away. */
  name: Bilingual | null;
}

/** The attributes that marks of a type have, in the order of the label set. */
export function attributesOf(schema: Schema, kind: MarkKind, label: string): AttributeSpec[] {
  return schema.attributes.filter(({ of, types }) => of === kind && (types.length === 0 || types.includes(label)));
}

/** The name of a value; the value itself where the attribute takes any text. */
export function valueName({ values }: AttributeSpec, value: string): Bilingual {
  return values.find(({ id }) => id === value)?.label ?? { ar: value, en: value };
}

/** What a mark says, in the order of the label set. */
export function saidOf(schema: Schema, kind: MarkKind, mark: Said): Saying[] {
  return attributesOf(schema, kind, mark.label).flatMap((attribute) => {
    const value = mark.attributes[attribute.id];
    return value === undefined ? [] : [{ attribute, value, name: valueName(attribute, value) }];
  });
}

/** What can be said of a mark that fits the words looked for. An attribute without values takes these words themselves. */
export function sayings(schema: Schema, kind: MarkKind, mark: Said, query: string): Saying[] {
  return attributesOf(schema, kind, mark.label).flatMap((attribute) => {
    const said = mark.attributes[attribute.id];
    const fits = (saying: Saying) => matches(query, [attribute.label.ar, attribute.label.en, attribute.id, saying.name?.ar ?? "", saying.name?.en ?? "", saying.value ?? ""]);
    const listed = attribute.values.filter(({ id }) => id !== said).map(({ id, label }) => ({ attribute, value: id, name: label }));
    const typed = attribute.values.length === 0 && query.trim() ? [{ attribute, value: query.trim(), name: valueName(attribute, query.trim()) }] : [];
    const taken = said === undefined ? [] : [{ attribute, value: null, name: null }];
    return [...listed.filter(fits), ...typed, ...taken.filter(fits)];
  });
}
