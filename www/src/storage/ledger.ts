/**
 * What must be kept of the work, in memory: the storage is written from it and can be written anew from it, the engine is
 * filled from it after a crash, and a backup is made from it.
 */

/** One step of a document's journal. `entry` is opaque text of the engine, `time` milliseconds since 1970 (0 where it is not known). */
export interface Entry {
  entry: string;
  time: number;
}

/** A document as it is kept: how it was opened, and all that was done since. */
export interface Kept {
  id: string;
  /** Milliseconds since 1970: gives the order of the documents. */
  opened: number;
  /** Rises when base and journal are replaced, as a change of the label set does. */
  revision: number;
  /** The packed text of the engine's `base`. */
  base: Uint8Array;
  journal: Entry[];
}

/** How far a document has got. */
export interface Mark {
  revision: number;
  entries: number;
}

/** Single texts that are kept: the document on screen, the label set as JSON, whether the sample has been shown, and its id. */
export type Place = "current" | "schema" | "visited" | "sample";

/** Milliseconds since 1970, finer than the clock of `Date` and never twice the same for two documents. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

export class Ledger {
  /** In the order in which they were opened. */
  readonly documents = new Map<string, Kept>();
  readonly places = new Map<Place, string>();

  /** A new document. */
  add(id: string, base: Uint8Array, journal: Entry[] = []): Kept {
    const kept = { id, opened: now(), revision: 0, base, journal };
    this.documents.set(id, kept);
    return kept;
  }

  /** One more step of a document. */
  append(id: string, entry: string): void {
    this.documents.get(id)?.journal.push({ entry, time: Date.now() });
  }

  /** Another base and journal in place of those of a document. */
  replace(id: string, base: Uint8Array, journal: Entry[]): void {
    const old = this.documents.get(id);
    if (old) this.documents.set(id, { ...old, revision: old.revision + 1, base, journal });
  }

  /** A document as it was read from the storage. */
  put(kept: Kept): void {
    const known = this.documents.has(kept.id);
    this.documents.set(kept.id, kept);
    if (!known) this.sort();
  }

  /** All that was read from the storage, and nothing else. */
  reset(documents: readonly Kept[], places: ReadonlyMap<Place, string>): void {
    this.documents.clear();
    for (const kept of documents) this.documents.set(kept.id, kept);
    this.sort();
    this.places.clear();
    for (const [place, text] of places) this.places.set(place, text);
  }

  private sort(): void {
    const sorted = [...this.documents.values()].sort((a, b) => a.opened - b.opened);
    this.documents.clear();
    for (const kept of sorted) this.documents.set(kept.id, kept);
  }
}

/** How far a kept document has got. */
export function markOf({ revision, journal }: Kept): Mark {
  return { revision, entries: journal.length };
}

/** Whether `a` has got farther than `b`. */
export function isAhead(a: Mark, b: Mark): boolean {
  return a.revision === b.revision ? a.entries > b.entries : a.revision > b.revision;
}

/** Whether a document's steps begin with all those of the other, on the same base. */
export function contains(whole: Kept, part: Kept): boolean {
  if (whole.revision !== part.revision || whole.journal.length < part.journal.length) return false;
  return part.journal.every(({ entry, time }, place) => whole.journal[place]?.entry === entry && whole.journal[place].time === time);
}
