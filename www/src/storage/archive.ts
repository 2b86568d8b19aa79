/**
 * The browser's storage of the work: for each document its base (how it was opened) and the journal of its steps.
 *
 * A promise of this module is kept only after the transaction is on the disk (`durability: "strict"`).
 */
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
import type { Entry, Kept, Mark, Place } from "./ledger";
import { joined, pack } from "./packing";
import { PROJECT } from "./project";

/** Name and version of the database. Each version that was ever published has a test in `test/archive.test.ts`. */
export const DATABASE = PROJECT;
export const VERSION = 2;

/** A base is stored in pieces of so many bytes: no browser then refuses one for its size alone. */
const PART = 1 << 20;

/** A document's own record. Version 1 had the base in it, as text. */
interface DocumentRow {
  id: string;
  opened: number;
  revision?: number;
  base?: string;
}

/** A whole project as it was at a moment, as a backup file has it. */
export interface KeptVersion {
  /** Milliseconds since 1970; no two have the same. */
  time: number;
  reason: VersionReason;
  documents: number;
  bytes: Uint8Array;
}

export type VersionReason = "day" | "labels" | "restore";

interface ArchiveSchema extends DBSchema {
  documents: { key: string; value: DocumentRow };
  parts: { key: [string, number]; value: { document: string; number: number; bytes: Uint8Array } };
  journal: { key: [string, number]; value: { document: string; place: number; entry: string; time?: number } };
  places: { key: string; value: string };
  versions: { key: number; value: KeptVersion };
  /** What the page was allowed to write to, such as the folder of backups. */
  handles: { key: string; value: FileSystemDirectoryHandle };
}

type StoreName = "documents" | "parts" | "journal" | "places";
const STORES: readonly StoreName[] = ["documents", "parts", "journal", "places"];
const STRICT = { durability: "strict" } as const;
type Writing = IDBPTransaction<ArchiveSchema, StoreName[], "readwrite">;
type Reading = IDBPTransaction<ArchiveSchema, StoreName[], "readonly">;

/** What one write to the storage holds. It is stored whole or not at all. */
export interface Batch {
  /** Documents in place of what is stored under their ids; a `fresh` one is refused where something is. */
  whole: readonly { kept: Kept; fresh: boolean }[];
  /** Steps to put behind the stored ones. */
  appended: readonly { id: string; mark: Mark; entries: readonly Entry[] }[];
  removed: readonly string[];
  places: readonly (readonly [Place, string])[];
}

/** The storage holds something else of a document than the writer knows: another tab has written. */
export class ConflictError extends Error {
  readonly document: string;

  constructor(document: string) {
    super(`another tab has written ${document}`);
    this.name = "ConflictError";
    this.document = document;
  }
}

/** What the storage tells while it is open. */
export interface ArchiveEvents {
  /** The connection is gone: deleted under the page, ended by the browser, or given up for a newer page. */
  onLost(): void;
  /** An older page in another tab keeps the storage from being opened. */
  onBlocked(): void;
}

export class Archive {
  private readonly database: IDBPDatabase<ArchiveSchema>;

  private constructor(database: IDBPDatabase<ArchiveSchema>) {
    this.database = database;
  }

  /** Opens the storage, and brings what an older version stored into the form of this one. Throws where the browser refuses it. */
  static async open(events: ArchiveEvents): Promise<Archive> {
    const database: IDBPDatabase<ArchiveSchema> = await openDB<ArchiveSchema>(DATABASE, VERSION, {
      upgrade: (fresh, from) => createStores(fresh, from),
      blocked: () => events.onBlocked(),
      blocking: () => {
        // Whoever waits for this connection to close, to delete or to upgrade, is not kept waiting.
        database.close();
        events.onLost();
      },
      terminated: () => events.onLost(),
    });
    const archive = new Archive(database);
    await archive.convert();
    return archive;
  }

  close(): void {
    this.database.close();
  }

  /** All documents in the order in which they were opened. */
  async documents(): Promise<Kept[]> {
    const transaction = this.database.transaction([...STORES], "readonly");
    const rows = await transaction.objectStore("documents").getAll();
    const kept = await Promise.all(rows.map((row) => read(transaction, row)));
    return kept.sort((a, b) => a.opened - b.opened);
  }

  /** One document, if it is stored. */
  async document(id: string): Promise<Kept | undefined> {
    const transaction = this.database.transaction([...STORES], "readonly");
    const row = await transaction.objectStore("documents").get(id);
    return row && read(transaction, row);
  }

  /** How far a stored document has got. */
  async mark(id: string): Promise<Mark | undefined> {
    const transaction = this.database.transaction([...STORES], "readonly");
    const row = await transaction.objectStore("documents").get(id);
    return row && { revision: row.revision ?? 0, entries: await entriesOf(transaction, id) };
  }

  /** How far each stored document has got. */
  async marks(): Promise<Map<string, Mark>> {
    const transaction = this.database.transaction([...STORES], "readonly");
    const rows = await transaction.objectStore("documents").getAll();
    const marks = rows.map(async ({ id, revision = 0 }) => [id, { revision, entries: await entriesOf(transaction, id) }] as const);
    return new Map(await Promise.all(marks));
  }

  /** The single texts that are kept. */
  async places(): Promise<Map<Place, string>> {
    const transaction = this.database.transaction("places", "readonly");
    const [keys, values] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()]);
    return new Map(keys.map((key, index) => [key as Place, values[index] ?? ""]));
  }

  /** Stores a batch. Throws `ConflictError` where another tab has written one of its documents; nothing is stored then. */
  async write(batch: Batch): Promise<void> {
    const transaction = this.database.transaction([...STORES], "readwrite", STRICT);
    await commit(transaction, () => [
      ...batch.whole.map(({ kept, fresh }) => putWhole(transaction, kept, fresh)),
      ...batch.appended.map((change) => append(transaction, change)),
      ...batch.removed.map((id) => remove(transaction, id)),
      ...batch.places.map(([place, text]) => transaction.objectStore("places").put(text, place)),
    ]);
  }

  /** The kept versions of the project, the newest first. */
  async versions(): Promise<KeptVersion[]> {
    return (await this.database.getAll("versions")).reverse();
  }

  /** Keeps a version of the project, and of all versions the newest `limit`. */
  async keepVersion(version: KeptVersion, limit: number): Promise<void> {
    const transaction = this.database.transaction("versions", "readwrite", STRICT);
    await transaction.store.put(version);
    const times = await transaction.store.getAllKeys();
    await Promise.all(times.slice(0, Math.max(0, times.length - limit)).map((time) => transaction.store.delete(time)));
    await transaction.done;
  }

  /** Deletes a kept version of the project. */
  async removeVersion(time: number): Promise<void> {
    await this.database.delete("versions", time);
  }

  /** The folder that backups are written to, if one was chosen. */
  async folder(): Promise<FileSystemDirectoryHandle | undefined> {
    return this.database.get("handles", "folder");
  }

  /** Remembers the folder of backups, or forgets it. */
  async setFolder(folder: FileSystemDirectoryHandle | null): Promise<void> {
    await (folder ? this.database.put("handles", folder, "folder") : this.database.delete("handles", "folder"));
  }

  /** Brings the documents of version 1 into the form of this one, each in a transaction of its own: whatever ends it, the rest goes on next time. */
  private async convert(): Promise<void> {
    const rows = await this.database.getAll("documents");
    for (const { base, ...row } of rows) {
      if (base === undefined) continue;
      const bytes = await pack(base);
      const transaction = this.database.transaction([...STORES], "readwrite", STRICT);
      await commit(transaction, () => [transaction.objectStore("documents").put({ revision: 0, ...row }), ...putParts(transaction, row.id, bytes)]);
    }
  }
}

function createStores(fresh: IDBPDatabase<ArchiveSchema>, from: number): void {
  if (from < 1) {
    fresh.createObjectStore("documents", { keyPath: "id" });
    fresh.createObjectStore("journal", { keyPath: ["document", "place"] });
    fresh.createObjectStore("places");
  }
  if (from < 2) {
    fresh.createObjectStore("parts", { keyPath: ["document", "number"] });
    fresh.createObjectStore("versions", { keyPath: "time" });
    fresh.createObjectStore("handles");
  }
}

async function read(transaction: Reading, row: DocumentRow): Promise<Kept> {
  const [parts, steps] = await Promise.all([
    transaction.objectStore("parts").getAll(rowsOf(row.id)),
    transaction.objectStore("journal").getAll(rowsOf(row.id)),
  ]);
  const journal = steps.map(({ entry, time = 0 }) => ({ entry, time }));
  return { id: row.id, opened: row.opened, revision: row.revision ?? 0, base: joined(parts.map(({ bytes }) => bytes)), journal };
}

async function putWhole(transaction: Writing, { id, opened, revision, base, journal }: Kept, fresh: boolean): Promise<void> {
  const documents = transaction.objectStore("documents");
  if (fresh && (await documents.getKey(id)) !== undefined) throw new ConflictError(id);
  await Promise.all([
    documents.put({ id, opened, revision }),
    ...putParts(transaction, id, base),
    transaction.objectStore("journal").delete(rowsOf(id)),
    ...putEntries(transaction, id, 0, journal),
  ]);
}

async function append(transaction: Writing, { id, mark, entries }: Batch["appended"][number]): Promise<void> {
  const [row, stored] = await Promise.all([transaction.objectStore("documents").get(id), entriesOf(transaction, id)]);
  if (!row || (row.revision ?? 0) !== mark.revision || stored !== mark.entries) throw new ConflictError(id);
  await Promise.all(putEntries(transaction, id, mark.entries, entries));
}

/** How many steps of a document are stored: one more than the place of the last. */
async function entriesOf(transaction: Reading | Writing, id: string): Promise<number> {
  const journal = transaction.objectStore("journal") as { openKeyCursor(range: IDBKeyRange, direction: "prev"): Promise<{ key: [string, number] } | null> };
  return ((await journal.openKeyCursor(rowsOf(id), "prev"))?.key[1] ?? -1) + 1;
}

function putEntries(transaction: Writing, document: string, from: number, entries: readonly Entry[]): Promise<unknown>[] {
  const journal = transaction.objectStore("journal");
  return entries.map(({ entry, time }, index) => journal.add({ document, place: from + index, entry, time }));
}

function putParts(transaction: Writing, document: string, bytes: Uint8Array): Promise<unknown>[] {
  const parts = transaction.objectStore("parts");
  const numbers = Array.from({ length: Math.ceil(bytes.length / PART) }, (_, number) => number);
  // Requests are carried out in the order in which they are made.
  const cleared = parts.delete(rowsOf(document));
  return [cleared, ...numbers.map((number) => parts.put({ document, number, bytes: bytes.slice(number * PART, (number + 1) * PART) }))];
}

function remove(transaction: Writing, id: string): Promise<unknown> {
  const ofDocument = (["parts", "journal"] as const).map((store) => transaction.objectStore(store).delete(rowsOf(id)));
  return Promise.all([transaction.objectStore("documents").delete(id), ...ofDocument]);
}

function rowsOf(id: string): IDBKeyRange {
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
