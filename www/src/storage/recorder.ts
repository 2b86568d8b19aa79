/** Writes the work down as it happens, in order, and says when it is safe. */
import type { Archive, RelabelledDocument } from "./archive";

/** Called with the new state of the writing; with the error when it failed. */
export type SaveListener = (state: "saving" | "saved" | "failed", error?: unknown) => void;

export class Recorder {
  private readonly archive: Archive;
  private readonly listener: SaveListener;
  private readonly places = new Map<string, number>();
  private queue: Promise<void> = Promise.resolve();
  private waiting = 0;
  private failed = false;

  constructor(archive: Archive, listener: SaveListener) {
    this.archive = archive;
    this.listener = listener;
  }

  /** Notes how long a restored document's journal is already. */
  resume(id: string, entries: number): void {
    this.places.set(id, entries);
  }

  /** Stores a document as it was opened. */
  add(id: string, base: string): void {
    this.places.set(id, 0);
    this.write(() => this.archive.add({ id, base, opened: performance.timeOrigin + performance.now() }));
  }

  /** Stores one change of a document. */
  append(id: string, entry: string): void {
    const place = this.places.get(id) ?? 0;
    this.places.set(id, place + 1);
    this.write(() => this.archive.append(id, place, entry));
  }

  /** Deletes a document. */
  remove(id: string): void {
    this.places.delete(id);
    this.write(() => this.archive.remove(id));
  }

  /** Keeps the label set, and with it the documents whose labels it changed. */
  relabel(schema: string, documents: readonly RelabelledDocument[]): void {
    for (const { id, journal } of documents) this.places.set(id, journal.length);
    this.write(() => this.archive.relabel(schema, documents));
  }

  /** Remembers which document is on screen. */
  show(id: string): void {
    this.write(() => this.archive.setCurrent(id));
  }

  private write(action: () => Promise<void>): void {
    this.waiting += 1;
    this.listener(this.failed ? "failed" : "saving");
    this.queue = this.queue.then(() => (this.failed ? undefined : action())).then(
      () => this.settle(),
      (error: unknown) => {
        // A journal with a hole is of no use: after one failure nothing counts as saved any more.
        this.failed = true;
        this.settle(error);
      },
    );
  }

  private settle(error?: unknown): void {
    this.waiting -= 1;
    if (this.failed) this.listener("failed", error);
    else if (this.waiting === 0) this.listener("saved");
  }
}
