/**
 * A backup: the whole project in one file, `docs/backup.md` describes it. JSON Lines, packed with gzip: a head, then for each
 * document one line and one for each of its steps, then a line that counts them, so that a file that was cut off shows it.
 *
 * Reading is all or nothing, and trusts no file: every line has its form checked and every size its bound.
 */
import type { Entry, Kept } from "./ledger";
import { PackingError, isPacked, joined, pack, streamOf, unpack } from "./packing";

export const BACKUP_FORMAT = "hashiya-backup";
export const BACKUP_VERSION = 1;

/** A project as a backup holds it. */
export interface Project {
  /** Milliseconds since 1970. */
  created: number;
  /** The label set as JSON; none for the built-in one. */
  schema: string | null;
  /** What the reader chose. Checked by whoever uses it. */
  settings: unknown;
  documents: Kept[];
}

/** Why a file is no backup that can be read. */
export type BackupCode = "not-backup" | "newer-backup" | "backup-damaged" | "backup-cut" | "too-large";

export class BackupError extends Error {
  readonly code: BackupCode;
  readonly details: Record<string, string | number>;

  constructor(code: BackupCode, details: Record<string, string | number> = {}) {
    super(`${code} ${JSON.stringify(details)}`);
    this.name = "BackupError";
    this.code = code;
    this.details = details;
  }
}

/** Bounds of what is read, unpacked. A small file can unpack to more than any memory holds. */
export const LIMITS = { bytes: 4 * 2 ** 30, line: 400 * 2 ** 20, documents: 1_000_000, id: 1_000 };

/** The name of a backup of this day. */
export function backupName(moment: number): string {
  return `hashiya-backup-${new Date(moment).toISOString().slice(0, 10)}.jsonl.gz`;
}

/** Whether a file is a backup, by its name or its first bytes. */
export function isBackup(name: string, bytes: Uint8Array): boolean {
  if (isPacked(bytes)) return /\.gz$/i.test(name);
  return new TextDecoder().decode(bytes.subarray(0, 64)).replace(/\s/g, "").startsWith(`{"format":"${BACKUP_FORMAT}"`);
}

/** Writes a project as the bytes of a backup. Documents that are damaged are left out, and told: they keep no other from being saved. */
export async function writeBackup(project: Project, onLeftOut: (ids: string[]) => void = () => undefined): Promise<Uint8Array> {
  try {
    return await written(project);
  } catch (error) {
    // Looked for only now, for it takes as long as the writing.
    const damaged = await damagedOf(project.documents);
    if (damaged.length === 0) throw error;
    onLeftOut(damaged);
    return written({ ...project, documents: project.documents.filter(({ id }) => !damaged.includes(id)) });
  }
}

/** The documents whose bases cannot be unpacked. */
async function damagedOf(documents: readonly Kept[]): Promise<string[]> {
  const damaged: string[] = [];
  for (const { id, base } of documents) await unpack(base).catch(() => damaged.push(id));
  return damaged;
}

async function written(project: Project): Promise<Uint8Array> {
  const lines = linesOf(project);
  const encoder = new TextEncoder();
  const source = new ReadableStream<BufferSource>({
    async pull(controller) {
      const line = await lines.next();
      if (line.done) controller.close();
      else controller.enqueue(encoder.encode(`${line.value}\n`) as BufferSource);
    },
  });
  const parts: Uint8Array[] = [];
  for await (const part of chunks(source.pipeThrough(new CompressionStream("gzip")))) parts.push(part);
  return joined(parts);
}

async function* linesOf({ created, schema, settings, documents }: Project): AsyncGenerator<string> {
  yield JSON.stringify({ format: BACKUP_FORMAT, version: BACKUP_VERSION, created: new Date(created).toISOString(), schema, settings, documents: documents.length });
  let entries = 0;
  for (const { id, opened, base, journal } of documents) {
    const steps = [...journal];
    yield JSON.stringify({ document: id, opened, entries: steps.length, base: await unpack(base) });
    for (const { entry, time } of steps) yield JSON.stringify({ entry, time });
    entries += steps.length;
  }
  yield JSON.stringify({ end: true, documents: documents.length, entries });
}

/** Reads a backup, packed or not. Throws `BackupError` with the line where it is wrong. */
export async function readBackup(bytes: Uint8Array, limits = LIMITS): Promise<Project> {
  const stream = streamOf(bytes);
  const plain = isPacked(bytes) ? stream.pipeThrough(new DecompressionStream("gzip")) : (stream as ReadableStream<Uint8Array>);
  const reader = new ProjectReader(limits);
  try {
    for await (const line of lineByLine(plain, limits)) await reader.read(line);
  } catch (error) {
    if (error instanceof BackupError) throw error;
    if (error instanceof PackingError || error instanceof RangeError) throw new BackupError("too-large", { line: reader.line });
    // The browser's decoders throw a TypeError on bytes that are damaged or end too early.
    throw new BackupError(reader.line === 0 ? "not-backup" : "backup-damaged", { line: reader.line + 1 });
  }
  return reader.finish();
}

/** Puts the lines of a backup together, each in the place where it must stand. */
class ProjectReader {
  line = 0;
  private readonly limits: typeof LIMITS;
  private project: Project | null = null;
  private current: Kept | null = null;
  private missing = 0;
  private announced = 0;
  private entries = 0;
  private ended = false;
  private readonly ids = new Set<string>();

  constructor(limits: typeof LIMITS) {
    this.limits = limits;
  }

  async read(text: string): Promise<void> {
    const value = this.parse(text);
    this.line += 1;
    if (this.ended) throw this.wrong("end");
    if (!this.project) this.head(value);
    else if (this.missing > 0) this.step(value);
    else if ("end" in value) this.end(value);
    else await this.document(value);
  }

  finish(): Project {
    if (!this.project) throw new BackupError("not-backup");
    if (!this.ended) throw new BackupError("backup-cut", { line: this.line });
    return this.project;
  }

  private parse(text: string): Record<string, unknown> {
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    } catch {
      // Said below, with the line.
    }
    throw new BackupError(this.project ? "backup-damaged" : "not-backup", { line: this.line + 1 });
  }

  private head({ format, version, created, schema, settings, documents }: Record<string, unknown>): void {
    if (format !== BACKUP_FORMAT || typeof version !== "number") throw new BackupError("not-backup");
    if (version > BACKUP_VERSION) throw new BackupError("newer-backup", { version });
    const moment = typeof created === "string" ? Date.parse(created) : Number.NaN;
    if (Number.isNaN(moment)) throw this.wrong("created");
    if (schema !== null && typeof schema !== "string") throw this.wrong("schema");
    if (!isCount(documents) || documents > this.limits.documents) throw this.wrong("documents");
    this.announced = documents;
    this.project = { created: moment, schema, settings, documents: [] };
  }

  private async document({ document: id, opened, entries, base }: Record<string, unknown>): Promise<void> {
    if (typeof id !== "string" || id === "" || id.length > this.limits.id || this.ids.has(id)) throw this.wrong("document");
    if (typeof opened !== "number" || !Number.isFinite(opened)) throw this.wrong("opened");
    if (!isCount(entries)) throw this.wrong("entries");
    if (typeof base !== "string") throw this.wrong("base");
    this.ids.add(id);
    this.missing = entries;
    this.current = { id, opened, revision: 0, base: await pack(base), journal: [] };
    this.project?.documents.push(this.current);
  }

  private step({ entry, time }: Record<string, unknown>): void {
    if (typeof entry !== "string") throw this.wrong("entry");
    if (typeof time !== "number" || !Number.isFinite(time)) throw this.wrong("time");
    this.current?.journal.push({ entry, time } satisfies Entry);
    this.missing -= 1;
    this.entries += 1;
  }

  private end({ documents, entries }: Record<string, unknown>): void {
    if (documents !== this.project?.documents.length || documents !== this.announced || entries !== this.entries) throw this.wrong("end");
    this.ended = true;
  }

  private wrong(field: string): BackupError {
    return new BackupError("backup-damaged", { line: this.line, field });
  }
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/** The lines of a stream of UTF-8. */
async function* lineByLine(stream: ReadableStream<Uint8Array>, limits: typeof LIMITS): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let [rest, length] = ["", 0];
  for await (const part of chunks(stream)) {
    length += part.length;
    if (length > limits.bytes) throw new BackupError("too-large", { bytes: length, limit: limits.bytes });
    const pieces = decoder.decode(part, { stream: true }).split("\n");
    pieces[0] = rest + (pieces[0] ?? "");
    rest = pieces.pop() ?? "";
    if (rest.length > limits.line) throw new BackupError("too-large", { bytes: rest.length, limit: limits.line });
    for (const line of pieces) if (line.trim() !== "") yield line;
  }
  rest += decoder.decode();
  if (rest.trim() !== "") yield rest;
}

/** The chunks of a stream: not every browser lets one loop over a stream itself. */
async function* chunks(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
