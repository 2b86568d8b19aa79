/** The places that have the words looked for: which are ticked, and what happens to them. */
import type { Command, Hit, Likeness, Words } from "../engine/types";
import { groupBy } from "./group";

/** A search in the text, for reading or for labelling all places at once. */
export interface Finder {
  /** What is looked for; nothing at first. */
  words: Words | null;
  /** The same as it is shown in the field. */
  text: string;
  /** The document that a span in `words` belongs to. */
  from: string;
  likeness: Likeness;
  /** Whether all open documents are searched. */
  everywhere: boolean;
  hits: readonly Hit[];
  /** Whether the places are still being looked for. */
  searching: boolean;
  /** Places in `hits`. */
  ticked: ReadonlySet<number>;
  /** The type that the places get, or lose. */
  label: string | null;
}

export const NO_FINDER: Finder = { words: null, text: "", from: "", likeness: "without_proclitics", everywhere: false, hits: [], searching: false, ticked: new Set(), label: null };

/** Whether two searches look for the same words in the same way. */
export function asksTheSame(one: Finder, other: Finder): boolean {
  return one.words === other.words && one.likeness === other.likeness && one.everywhere === other.everywhere;
}

/** What is done with the ticked places. */
export type FinderAction = "label" | "reject" | "remove";

/** The ticks to begin with: places that lack the label, less those where it was rejected before. */
export function firstTicks(hits: readonly Hit[], label: string | null): Set<number> {
  const lacks = (hit: Hit) => !hit.marks.some((mark) => mark.label === label && mark.status !== "suggested");
  return new Set(hits.flatMap((hit, index) => (lacks(hit) ? [index] : [])));
}

/** Whether a person has said of this place that the label is wrong. */
export function wasRejected(hit: Hit, label: string | null): boolean {
  return hit.marks.some((mark) => mark.label === label && mark.status === "rejected");
}

/** The commands that carry an action out, one a document. */
export function commandsFor({ hits, ticked, label }: Finder, action: FinderAction): { document: string; command: Command; places: number }[] {
  const chosen = hits.filter((_, index) => ticked.has(index));
  return [...groupBy(chosen, (hit) => hit.document)].flatMap(([document, group]) => {
    const command = action === "label" ? labelCommand(group, label) : endCommand(group, label, action);
    return command ? [{ document, command, places: group.length }] : [];
  });
}

/** Places with another label are relabelled, the others get an entity. */
function labelCommand(hits: readonly Hit[], label: string | null): Command | undefined {
  if (label === null) return undefined;
  const other = (hit: Hit) => (hit.marks.some((mark) => mark.label === label) ? undefined : hit.marks.find((mark) => mark.status !== "rejected"));
  const ids = hits.flatMap((hit) => other(hit)?.id ?? []);
  const spans = hits.filter((hit) => !other(hit)).map((hit) => hit.span);
  return { type: "entity.label-all", label, spans, ids };
}

function endCommand(hits: readonly Hit[], label: string | null, action: "reject" | "remove"): Command | undefined {
  const marks = hits.flatMap((hit) => hit.marks).filter((mark) => label === null || mark.label === label);
  const ids = marks.filter((mark) => action === "remove" || mark.status !== "rejected").map((mark) => mark.id);
  if (ids.length === 0) return undefined;
  return action === "remove" ? { type: "entity.remove", ids } : { type: "entity.status", ids, status: "rejected" };
}
