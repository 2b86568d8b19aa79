/** Names out of the schema and of the engine's steps, in the interface's language. */
import type { Entity, EventMention, EventType, Schema } from "../engine/types";
import type { Annotation } from "../model/annotations";
import { type Strings, percent } from "../strings";
import type { State } from "./state";

/** The name of an engine's step such as "entity.relabel". */
export function stepName(strings: Strings, step: string): string {
  return step in strings.steps ? strings.steps[step as keyof Strings["steps"]] : step;
}

/** The name of an entity type or event type; its id where the schema lacks it. */
export function labelName(state: State, kind: "entity" | "event", id: string): string {
  const types = kind === "entity" ? state.schema?.entities : state.schema?.events;
  return types?.find((type) => type.id === id)?.label[state.settings.language] ?? id;
}

/** The name of a role. */
export function roleName(state: State, id: string): string {
  return state.schema?.roles.find((role) => role.id === id)?.label[state.settings.language] ?? id;
}

/** The name of a relation type; its id where the schema lacks it. */
export function relationName(state: State, id: string): string {
  return state.schema?.relations.find((type) => type.id === id)?.label[state.settings.language] ?? id;
}

/** The name of an attribute; its id where the schema lacks it. */
export function attributeName(state: State, id: string): string {
  return state.schema?.attributes.find((attribute) => attribute.id === id)?.label[state.settings.language] || id;
}

/** The name of an event group. */
export function groupName(schema: Schema, language: "ar" | "en", id: string): string {
  return schema.groups.find((group) => group.id === id)?.label[language] ?? id;
}

/** The type of an event, if the schema has it. */
export function eventType(state: State, label: string): EventType | undefined {
  return state.schema?.events.find((type) => type.id === label);
}

/** An annotation as a screen reader says it: its words, its type, its status. */
export function spokenAnnotation(state: State, annotation: Annotation): string {
  const text = state.view?.text.slice(annotation.span.start, annotation.span.end) ?? "";
  const label = labelName(state, annotation.target.kind, annotation.label);
  return state.strings.spoken.annotation(text, label, state.strings.statuses[annotation.status]);
}

/** What made an annotation and how sure it was, in one line. */
export function provenance(state: State, mention: Entity | EventMention): string {
  const { strings, settings } = state;
  const source = strings.source(strings.origins[mention.origin], mention.origin === "person" ? "" : mention.source);
  if (mention.score === null) return source;
  return `${source} · ${strings.score(percent(mention.score, settings.language))}`;
}
