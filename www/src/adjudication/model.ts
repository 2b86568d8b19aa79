/** Annotators' files compared: what the page knows of it, and pure functions over it. */
import type { Adjudication, Choice, DataFile, Difference, EventMention, Reading, Schema, Span } from "../engine/types";
import type { Failure } from "../engine/reply";

/** What the dialog shows: files to compare, or where they differ. */
export interface Adjudicating {
  files: readonly DataFile[];
  /** The adjudicator's name. */
  by: string;
  found: Adjudication | null;
  /** Whether other files are being chosen while a comparison is under way; it stays until they are compared. */
  choosing: boolean;
  /** What is chosen for each difference. */
  choices: readonly (Choice | null)[];
  /** Whether there is a step to take back, and to do again. */
  undo: boolean;
  redo: boolean;
  /** The difference that is shown. */
  at: number;
  part: "differences" | "agreement";
  /** Whether something has been decided since the result was saved last. */
  unsaved: boolean;
  /** Why the files could not be compared. */
  failure: Failure | null;
}

export const NO_ADJUDICATION: Adjudicating = {
  files: [], by: "", found: null, choosing: false, choices: [], undo: false, redo: false, at: 0, part: "differences", unsaved: false, failure: null,
};

/** What an adjudicator does. */
export type AdjudicationAction =
  | { do: "add"; files: readonly File[] }
  | { do: "remove"; index: number }
  | { do: "name"; by: string }
  | { do: "compare" }
  | { do: "choose"; at: number; choice: Choice }
  /** A digit or "a": what it chooses hangs on the difference that is shown when its turn comes. */
  | { do: "press"; key: string }
  | { do: "majority" | "undo" | "redo" | "save" | "open" | "back" | "go-on" }
  | { do: "go"; by: 1 | -1 }
  | { do: "part"; part: Adjudicating["part"] };

/** Whether differences and agreement are shown, not the files. */
export function isAtWork({ found, choosing }: Adjudicating): boolean {
  return found !== null && !choosing;
}

/** How many differences are still open. */
export function openCount({ choices }: Adjudicating): number {
  return choices.filter((choice) => choice === null).length;
}

/** The next open difference behind `at`, from the start again if need be; `at` itself where none is open. */
export function nextOpen(choices: Adjudicating["choices"], at: number): number {
  const behind = choices.findIndex((choice, index) => index > at && choice === null);
  if (behind >= 0) return behind;
  const first = choices.indexOf(null);
  return first >= 0 ? first : at;
}

/** A mark of a reading, as a card shows it. */
export interface ShownMark {
  label: string;
  /** Whose list of names the label is in. */
  kind: "entity" | "event" | "role" | "relation";
  /** Of a relation, where it goes out from. */
  span: Span;
  /** Where a relation leads to. */
  to?: Span;
  /** The event itself, with its arguments and attributes. */
  event: EventMention | null;
  /** What it says in the attributes of the label set. */
  attributes: EventMention["attributes"];
}

/** The marks of a reading, whatever kind they are. */
export function marksOf({ entities, events, arguments: fillers, relations }: Reading): ShownMark[] {
  return [
    ...entities.map(({ label, span, attributes }) => ({ label, kind: "entity" as const, span, event: null, attributes })),
    ...events.map((event) => ({ label: event.label, kind: "event" as const, span: event.trigger, event, attributes: event.attributes })),
    ...fillers.map(({ role, span }) => ({ label: role, kind: "role" as const, span, event: null, attributes: {} })),
    ...relations.map(({ label, from, to }) => ({ label, kind: "relation" as const, span: from.span, to: to.span, event: null, attributes: {} })),
  ];
}

/** The mark of one's own that is being made. */
export interface Own {
  label: string;
  span: Span;
}

/** A piece of a sentence, and the marks over it. */
export interface Piece {
  text: string;
  marks: number[];
}

/** A sentence cut where marks begin and end. */
export function piecesOf({ text, context }: Pick<Difference, "text" | "context">, spans: readonly Span[]): Piece[] {
  const inside = (at: number) => Math.min(Math.max(at - context.start, 0), text.length);
  const borders = [...new Set([0, text.length, ...spans.flatMap(({ start, end }) => [inside(start), inside(end)])])].sort((a, b) => a - b);
  const marksAt = (at: number) => spans.flatMap(({ start, end }, mark) => (inside(start) <= at && at < inside(end) ? [mark] : []));
  return borders.slice(0, -1).map((start, index) => ({ text: text.slice(start, borders[index + 1]), marks: marksAt(start) }));
}

/** The labels that a mark of one's own may have in a difference. */
export function ownLabels({ kind, event }: Difference, schema: Schema): string[] {
  if (kind === "entity") return schema.entities.map(({ id }) => id);
  if (kind === "event") return schema.events.map(({ id }) => id);
  if (kind === "argument") return schema.events.find(({ id }) => id === event?.label)?.roles.map(({ id }) => id) ?? [];
  if (kind === "relation") return schema.relations.map(({ id }) => id);
  return [];
}

/** The list of names that a difference's labels are in. */
export function kindOf({ kind }: Difference): ShownMark["kind"] {
  return kind === "argument" ? "role" : kind === "attributes" ? "event" : kind;
}

/** A mark of one's own as a card shows it; a relation leads to the other of the two entities in question. */
export function ownMarkOf({ label, span }: Own, difference: Difference): ShownMark {
  const mark = { label, kind: kindOf(difference), span, event: null, attributes: {} };
  const to = difference.kind === "relation" ? otherEnd(span, difference) : undefined;
  return to ? { ...mark, to } : mark;
}

/** The entity that the relation in question joins with the one at `span`. */
export function otherEnd({ start, end }: Span, { readings }: Difference): Span | undefined {
  const is = (other: Span) => other.start === start && other.end === end;
  const relations = readings.flatMap((reading) => reading.relations);
  return relations.find(({ from }) => is(from.span))?.to.span ?? relations.find(({ to }) => is(to.span))?.from.span;
}

/** The words that a mark of one's own begins with: those of the first reading that has any. */
export function firstMark({ readings }: Difference): ShownMark | undefined {
  return readings.flatMap(marksOf)[0];
}

/** A span with one end moved by a token of the sentence; the same where it cannot. */
export function moved(span: Span, { tokens, context }: Pick<Difference, "tokens" | "context">, end: "start" | "end", by: 1 | -1): Span {
  const borders = tokens.filter((_, index) => index % 2 === (end === "start" ? 0 : 1));
  const at = span[end];
  const next = by > 0 ? borders.find((border) => border > at) : borders.findLast((border) => border < at);
  if (next === undefined || next < context.start || next > context.end) return span;
  const wider = { ...span, [end]: next };
  return wider.start < wider.end ? wider : span;
}

/** Whether no mark at all can be chosen: an event has its attributes, one way or the other. */
export function canTakeNothing({ kind }: Difference): boolean {
  return kind !== "attributes";
}

/** What a digit chooses: a reading by its number, nothing by 0. */
export function choiceOf(digit: number, difference: Difference): Choice | null {
  const { readings } = difference;
  if (digit === 0) return canTakeNothing(difference) ? { type: "nothing" } : null;
  return digit <= readings.length ? { type: "reading", index: digit - 1 } : null;
}

/** Whether more than one reading has marks, so that all of them can be taken together. */
export function canTakeAll({ kind, readings }: Difference): boolean {
  return kind !== "attributes" && readings.filter((reading) => marksOf(reading).length > 0).length > 1;
}

/** What a key chooses: a digit what `choiceOf` says, "a" all readings together. */
export function pressed(key: string, difference: Difference): Choice | null {
  if (key !== "a") return choiceOf(Number(key), difference);
  return canTakeAll(difference) ? { type: "all" } : null;
}
