/**
 * The browser's storage of documents: for each its base (how it was opened) and the journal of its changes.
 *
 * A promise of this module is kept only after the transaction is on the disk (`durability: "strict"`).
 */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";

/** A document as it was opened. `base` is opaque text of the engine. */
export interface StoredDocument {
  id: string;
  base: string;
  /** Milliseconds since 1970: gives the order of the documents. */
  opened: number;
}

/** A document whose labels are others now: what takes the place of its base and its journal. */
export interface RelabelledDocument {
  id: string;
  base: string;
  journal: readonly string[];
}

interface ArchiveSchema extends DBSchema {
  documents: { key: string; value: StoredDocument };
  journal: { key: [string, number]; value: { document: string; place: number; entry: string } };
  places: { key: string; value: string };
}

const STRICT = { durability: "strict" } as const;

export class Archive {
  private readonly database: IDBPDatabase<ArchiveSchema>;

  private constructor(database: IDBPDatabase<ArchiveSchema>) {
    this.database = database;
  }

  /** Opens the storage. Throws where the browser refuses it. */
  static async open(): Promise<Archive> {
    const database = await openDB<ArchiveSchema>("hashiya", 1, {
      upgrade(fresh) {
        fresh.createObjectStore("documents", { keyPath: "id" });
        fresh.createObjectStore("journal", { keyPath: ["document", "place"] });
        fresh.createObjectStore("places");
      },
    });
    return new Archive(database);
  }

  /** The stored documents in the order in which they were opened. */
  async documents(): Promise<StoredDocument[]> {
    const documents = await this.database.getAll("documents");
    return documents.sort((a, b) => a.opened - b.opened);
  }

  /** A document's changes in order. */
  async journal(id: string): Promise<string[]> {
    const rows = await this.database.getAll("journal", journalOf(id));
    return rows.map((row) => row.entry);
  }

  /** Stores a new document, and drops what was stored under its id. */
  async add(document: StoredDocument): Promise<void> {
    const transaction = this.database.transaction(["documents", "journal"], "readwrite", STRICT);
    await commit(transaction, () => [
      transaction.objectStore("documents").put(document),
      transaction.objectStore("journal").delete(journalOf(document.id)),
    ]);
  }

  /** Stores a label set and the documents that have its labels now, all in one transaction: what is stored fits together at every moment. */
  async relabel(schema: string, documents: readonly RelabelledDocument[]): Promise<void> {
    const transaction = this.database.transaction(["documents", "journal", "places"], "readwrite", STRICT);
    const [stored, journals] = [transaction.objectStore("documents"), transaction.objectStore("journal")];
    const replace = async ({ id, base, journal }: RelabelledDocument) => {
      const old = await stored.get(id);
      const entries = journal.map((entry, place) => ({ document: id, place, entry }));
      await Promise.all([
        stored.put({ id, base, opened: old?.opened ?? performance.timeOrigin + performance.now() }),
        journals.delete(journalOf(id)),
        ...entries.map((entry) => journals.add(entry)),
      ]);
    };
    await commit(transaction, () => [transaction.objectStore("places").put(schema, "schema"), ...documents.map(replace)]);
  }

  /** Stores one change. `place` is its number in the journal, from 0. */
  async append(document: string, place: number, entry: string): Promise<void> {
    const transaction = this.database.transaction("journal", "readwrite", STRICT);
    await commit(transaction, () => [transaction.store.add({ document, place, entry })]);
  }

  /** Deletes a document and its journal. */
  async remove(id: string): Promise<void> {
    const transaction = this.database.transaction(["documents", "journal"], "readwrite", STRICT);
    await commit(transaction, () => [
      transaction.objectStore("documents").delete(id),
      transaction.objectStore("journal").delete(journalOf(id)),
    ]);
  }

  /** The document that was on screen last. */
  async current(): Promise<string | undefined> {
    return this.database.get("places", "current");
  }

  /** Remembers the document on screen. */
  async setCurrent(id: string): Promise<void> {
    await this.database.put("places", id, "current");
  }

  /** The label set that the reader made, as JSON; none for the built-in one. */
  async schema(): Promise<string | undefined> {
    return this.database.get("places", "schema");
  }

  /** Whether anything was ever opened in this browser. */
  async visited(): Promise<boolean> {
    return (await this.database.get("places", "visited")) !== undefined;
  }

  /** Notes that the sample has been shown, so that closing it is for good. */
  async setVisited(): Promise<void> {
    await this.database.put("places", "yes", "visited");
  }
}

function journalOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, Infinity]);
}

/** Makes `requests` in `transaction`, all or none; done when they are on the disk. */
async function commit(transaction: { done: Promise<void>; abort(): void }, requests: () => Promise<unknown>[]): Promise<void> {
  // A request may throw before anyone waits for the transaction, whose failure must not count as unhandled.
  transaction.done.catch(() => undefined);
  try {
    await Promise.all(requests());
  } catch (error) {
    abort(transaction);
    throw error;
  }
  await transaction.done;
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // A request that fails by itself has ended its transaction.
  }
}
