/**
 * Brings the storage to where the ledger is, and says when it is there.
 *
 * What a failed write held stays in the ledger, so nothing is lost by a failure: the next write holds it too. A journal can
 * have no hole, because each write goes on exactly where the stored journal ends.
 */
import { Archive, type Batch, ConflictError } from "./archive";
import { type Kept, type Ledger, type Mark, type Place, isAhead, markOf } from "./ledger";

export type SaveState = "saving" | "saved" | "failed";

/** Who is told what became of the writing. */
export interface RecorderListener {
  /** The state of the writing; with the error when a write failed that a person's action had asked for. */
  onState(state: SaveState, error?: unknown): void;
  /** A batch is on the disk. */
  onStored(batch: Batch): void;
  /** Another tab has written a document that this one wanted to write. */
  onConflict(id: string): void;
  /** A document is in the storage that the ledger does not have: the storage could not be opened before. */
  onFound(id: string): void;
  /** Which documents this tab may write: none that another tab edits. */
  writable(): Promise<(id: string) => boolean>;
  /** An older page in another tab keeps the storage from being opened. */
  onBlocked(): void;
}

/** Waiting times after failures, in milliseconds; the last one for all further failures. */
const PAUSES = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000];

/** How the storage is opened. */
export type Open = typeof Archive.open;

export class Recorder {
  private readonly ledger: Ledger;
  private readonly listener: RecorderListener;
  private readonly open: Open;
  private archive: Archive | null = null;
  private connecting: Promise<Archive> | null = null;
  /** What is on the disk. */
  private readonly marks = new Map<string, Mark>();
  private readonly places = new Map<Place, string>();
  /** What is to be deleted. A document that was opened anew under such an id stays, and is stored in place of the old one. */
  private readonly removed = new Set<string>();
  /** Forgotten since the write that is under way began: what that one stores of them says nothing any more. */
  private readonly forgotten = new Set<string>();
  /** What was on the disk at some time, also if it is gone by now: another document must not take its place. */
  private readonly known = new Map<string, Mark>();
  /** Documents that another tab has written; they are written again when it is settled what becomes of them. */
  private readonly conflicts = new Set<string>();
  private loaded = false;
  private running: Promise<void> | null = null;
  private dirty = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ledger: Ledger, listener: RecorderListener, open: Open = Archive.open) {
    this.ledger = ledger;
    this.listener = listener;
    this.open = open;
  }

  /** The open storage; none where the browser refuses it. */
  get storage(): Archive | null {
    return this.archive;
  }

  /** Whether all is on the disk. */
  get isSaved(): boolean {
    return !this.dirty && !this.running && this.failures === 0 && this.conflicts.size === 0;
  }

  /** Whether all of a document is on the disk. */
  hasStored(kept: Kept): boolean {
    const stored = this.marks.get(kept.id);
    return stored !== undefined && !isAhead(markOf(kept), stored);
  }

  /** Opens the storage and fills the ledger from it. Gives what the ledger had that was not stored. Throws where the browser refuses. */
  async load(): Promise<Kept[]> {
    // A second connection would outlive the first, and write again when it is lost.
    const archive = this.archive ?? (await this.connect());
    const [stored, places] = await Promise.all([archive.documents(), archive.places()]);
    const documents = stored.filter(({ id }) => !this.removed.has(id));
    const unstored = [...this.ledger.documents.values()].filter((kept) => !this.hasStored(kept));
    this.ledger.reset(documents, places);
    this.loaded = true;
    this.marks.clear();
    this.places.clear();
    for (const kept of documents) this.adopt(kept);
    for (const [place, text] of places) this.places.set(place, text);
    // What is left has no document any more.
    if (this.conflicts.size > 0) this.touch();
    this.conflicts.clear();
    return unstored;
  }

  /** A document was read from the storage just now: it is stored as far as the ledger has it. */
  adopt(kept: Kept): void {
    this.mark(kept.id, markOf(kept));
    this.removed.delete(kept.id);
    // Only a further write says that all is on the disk.
    if (this.conflicts.delete(kept.id)) this.touch();
  }

  /** A document that another tab has deleted is to be stored all the same. */
  insist(id: string): void {
    // Steps cannot go behind what is gone: it is stored whole.
    this.marks.delete(id);
    this.conflicts.delete(id);
    this.touch();
  }

  /** A document is to be deleted, or was by another tab: then nothing is to be written. */
  forget(id: string, alreadyGone = false): void {
    this.marks.delete(id);
    this.conflicts.delete(id);
    this.forgotten.add(id);
    if (alreadyGone) return;
    this.removed.add(id);
    this.touch();
  }

  /** The ledger has changed: what is new in it is to be written. */
  touch(): void {
    this.dirty = true;
    this.listener.onState(this.failures > 0 ? "failed" : "saving");
    this.start(true);
  }

  /** Lets go of the storage. */
  close(): void {
    clearTimeout(this.timer);
    this.disconnect();
  }

  /** Writes what is not written yet, also before the pause after a failure is over. Gives whether all is on the disk. */
  async flush(): Promise<boolean> {
    if (!this.isSaved) {
      this.dirty = true;
      this.start(true);
    }
    // Another write may have begun when one is over.
    while (this.running) await this.running;
    return this.isSaved;
  }

  private start(asked: boolean): void {
    clearTimeout(this.timer);
    this.running ??= this.run(asked);
  }

  private async run(asked: boolean): Promise<void> {
    try {
      // Whoever asks for more while a write is under way gets it at once.
      do {
        this.dirty = false;
        await this.writeAll();
      } while (this.dirty);
      this.failures = 0;
    } catch (error) {
      // Here and not later, or what is asked for in between would wait for a run that is over.
      this.running = null;
      return this.fail(error, asked);
    }
    this.running = null;
    if (this.isSaved) this.listener.onState("saved");
  }

  private fail(error: unknown, asked: boolean): void {
    const pause = PAUSES[Math.min(this.failures, PAUSES.length - 1)];
    this.failures += 1;
    this.dirty = true;
    // A connection that is closed, or fails again, is of no more use; what is on the disk is looked at anew.
    if (this.failures > 1 || (error instanceof Error && error.name === "InvalidStateError")) this.disconnect();
    this.listener.onState("failed", asked ? error : undefined);
    this.timer = setTimeout(() => this.start(false), pause);
  }

  private async connect(): Promise<Archive> {
    this.archive = await this.open({
      onLost: () => {
        this.disconnect();
        // What was stored may be gone with the connection.
        this.touch();
      },
      onBlocked: () => this.listener.onBlocked(),
    });
    return this.archive;
  }

  private disconnect(): void {
    this.archive?.close();
    this.archive = null;
    this.marks.clear();
    this.places.clear();
    this.conflicts.clear();
  }

  /** Opens the storage anew, and looks what is still in it. */
  reconnect(): Promise<Archive> {
    if (this.archive && !this.connecting) return Promise.resolve(this.archive);
    this.connecting ??= this.lookAnew().finally(() => {
      this.connecting = null;
    });
    return this.connecting;
  }

  private async lookAnew(): Promise<Archive> {
    const archive = await this.connect();
    const [marks, places] = await Promise.all([archive.marks(), archive.places()]);
    for (const [place, text] of places) this.places.set(place, text);
    for (const [id, mark] of marks) this.find(id, mark);
    this.loaded = true;
    return archive;
  }

  /** A document is in the storage that was opened late or anew. */
  private find(id: string, mark: Mark): void {
    // What is to be deleted says nothing of a document that was opened anew.
    if (this.removed.has(id)) return;
    if (this.loaded && this.ledger.documents.has(id)) this.marks.set(id, mark);
    // One that is not known to be the same is found to be another when it is written.
    else if (!this.loaded && !this.ledger.documents.has(id)) this.listener.onFound(id);
  }

  private async writeAll(): Promise<void> {
    const archive = await this.reconnect();
    const failures: unknown[] = [];
    for (const batch of await this.batches()) {
      try {
        await archive.write(batch);
        this.note(batch);
      } catch (error) {
        // One document that is too large for what room there is keeps none of the others from being stored.
        if (!(error instanceof ConflictError)) failures.push(error);
        else if (!this.forgotten.has(error.document)) this.conflict(error.document);
        // One that was forgotten meanwhile has nothing to settle; what else was in the batch is written again.
        else this.dirty = true;
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  private mark(id: string, mark: Mark): void {
    this.marks.set(id, mark);
    this.known.set(id, mark);
  }

  /** Whether something of a document was never on the disk. */
  private isUnsaved(kept: Kept): boolean {
    const known = this.known.get(kept.id);
    return !known || isAhead(markOf(kept), known);
  }

  private conflict(id: string): void {
    this.conflicts.add(id);
    this.listener.onConflict(id);
  }

  /** What is in the ledger and not on the disk, in parts that are each stored whole or not at all. */
  private async batches(): Promise<Batch[]> {
    const isWritable = await this.listener.writable();
    this.forgotten.clear();
    const behind = [...this.ledger.documents.values()].filter((kept) => !this.hasStored(kept) && !this.conflicts.has(kept.id));
    const changed = behind.filter(({ id }) => isWritable(id));
    // Another tab has taken a document of which this one has steps that it could not store.
    for (const kept of behind) if (!isWritable(kept.id) && this.isUnsaved(kept)) this.conflict(kept.id);
    const places = [...this.ledger.places].filter(([place, text]) => this.places.get(place) !== text);
    const batches = changed.map((kept) => this.batchOf(kept));
    const removed = [...this.removed].filter((id) => !this.ledger.documents.has(id));
    const rest: Batch = { whole: [], appended: [], removed, places };
    // A label set and the documents that have its labels fit together at every moment.
    if (places.some(([place]) => place === "schema")) return [union([rest, ...batches])];
    return rest.removed.length + places.length > 0 ? [rest, ...batches] : batches;
  }

  private batchOf(kept: Kept): Batch {
    const stored = this.marks.get(kept.id);
    const nothing: Batch = { whole: [], appended: [], removed: [], places: [] };
    // The ledger may grow while the batch is written; what is written is what it holds now.
    if (stored?.revision !== kept.revision) return { ...nothing, whole: [{ kept: { ...kept, journal: [...kept.journal] }, fresh: !this.known.has(kept.id) }] };
    return { ...nothing, appended: [{ id: kept.id, mark: stored, entries: kept.journal.slice(stored.entries) }] };
  }

  /** Notes that a batch is on the disk. */
  private note(batch: Batch): void {
    const { whole, appended, removed, places } = batch;
    for (const { kept } of whole) this.noteWritten(kept.id, markOf(kept));
    for (const { id, mark, entries } of appended) this.noteWritten(id, { ...mark, entries: mark.entries + entries.length });
    for (const id of removed) {
      this.removed.delete(id);
      // A document that was opened anew under the id meanwhile is not stored yet.
      this.marks.delete(id);
    }
    for (const [place, text] of places) this.places.set(place, text);
    this.listener.onStored(batch);
  }

  private noteWritten(id: string, mark: Mark): void {
    this.known.set(id, mark);
    if (this.forgotten.has(id)) return;
    this.marks.set(id, mark);
    this.removed.delete(id);
  }
}

function union(batches: readonly Batch[]): Batch {
  return {
    whole: batches.flatMap(({ whole }) => whole),
    appended: batches.flatMap(({ appended }) => appended),
    removed: batches.flatMap(({ removed }) => removed),
    places: batches.flatMap(({ places }) => places),
  };
}
