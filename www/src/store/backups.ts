/** Backups of the whole project and what comes back from them: files, kept versions, earlier states of a document, a folder. */
import { download } from "../dom/files";
import type { Engine } from "../engine/client";
import { EngineError } from "../engine/reply";
import type { Schema } from "../engine/types";
import { schemaOf } from "../model/schema-file";
import { unionOf } from "../model/schema-union";
import type { KeptVersion, VersionReason } from "../storage/archive";
import { BackupError, type Project, backupName, readBackup, writeBackup } from "../storage/backup";
import { chooseFolder, mayWrite, writeFile } from "../storage/folder";
import { type Entry, type Kept, contains } from "../storage/ledger";
import { type Room, room } from "../storage/quota";
import { type Changing, type Keeping, hasSameBase } from "./keeping";
import { choose, settingsOf } from "./settings";
import type { Store } from "./store";

/** What became of the documents of a backup: counts. */
export interface Restored {
  /** New here. */
  added: number;
  /** Known here, with fewer steps. */
  extended: number;
  /** Other than here: put beside what is here. */
  beside: number;
  /** Known here with all their steps. */
  known: number;
}

/** What the page shows of a kept version. */
export type VersionLine = Omit<KeptVersion, "bytes"> & { size: number };

/** The folder that backups go to. */
export interface FolderLine {
  name: string;
  /** Whether the page may write to it now. */
  allowed: boolean;
  /** When it was last written to in this visit, in milliseconds since 1970. */
  written: number | null;
}

/** What the page shows of the storage. */
export interface StorageFacts {
  room: Room;
  versions: readonly VersionLine[];
  folder: FolderLine | null;
  restored: Restored | null;
  /** The steps of the document on screen. */
  journal: readonly Entry[];
}

/** What backups need of the session. */
export interface BackupHost {
  adoptSchema(schema: Schema): Promise<Changing>;
  show(id: string): Promise<void>;
  reportBroken(kept: Kept, error: unknown): void;
  close(id: string): Promise<void>;
}

/** How many versions of the project are kept. */
const N_VERSIONS = 8;
/** How often the folder is written to, if there is something new. In milliseconds. */
const FOLDER_PAUSE = 5 * 60_000;
const DAY = 24 * 3_600_000;
const TYPE = "application/gzip";

export class Backups {
  private readonly store: Store;
  private readonly engine: Engine;
  private readonly keeping: Keeping;
  private readonly host: BackupHost;
  private folder: FileSystemDirectoryHandle | undefined;
  private written: { time: number; steps: number } | null = null;

  constructor(store: Store, engine: Engine, keeping: Keeping, host: BackupHost) {
    this.store = store;
    this.engine = engine;
    this.keeping = keeping;
    this.host = host;
  }

  /** Goes on with what was set up at an earlier visit, and keeps a version of the project once a day. */
  async begin(): Promise<void> {
    this.folder = await this.keeping.archive?.folder().catch(() => undefined);
    setInterval(() => void this.writeFolder(false).catch(() => undefined), FOLDER_PAUSE);
    const [newest] = (await this.keeping.archive?.versions().catch(() => [])) ?? [];
    if (this.nSteps > 0 && Date.now() - (newest?.time ?? 0) > DAY) await this.keepVersion("day");
  }

  /** Saves the whole project as a file. Needs neither the engine nor the storage. */
  async save(): Promise<void> {
    const project = this.project();
    const bytes = await writeBackup(project, (ids) => {
      const kept = project.documents.find(({ id }) => id === ids[0]);
      if (kept) this.host.reportBroken(kept, new Error(`not in the backup: ${ids.join(", ")}`));
    });
    download(backupName(Date.now()), bytes, TYPE);
  }

  /** What the page shows of the storage now. */
  async facts(restored: Restored | null = null): Promise<StorageFacts> {
    const versions = (await this.keeping.archive?.versions().catch(() => [])) ?? [];
    const lines = versions.map(({ bytes, ...line }) => ({ ...line, size: bytes.length }));
    const { folder, written } = this;
    const shown = folder ? { name: folder.name, allowed: await mayWrite(folder, false), written: written?.time ?? null } : null;
    const journal = this.keeping.ledger.documents.get(this.store.state.view?.id ?? "")?.journal ?? [];
    return { room: await room(), versions: lines, folder: shown, restored, journal: [...journal] };
  }

  /** Keeps the project as it is, so that it can be had back. A browser without room keeps none, and nothing is lost by that. */
  async keepVersion(reason: VersionReason): Promise<void> {
    // What is to be done next does not depend on it.
    await this.tryVersion(reason).catch(() => undefined);
  }

  private async tryVersion(reason: VersionReason): Promise<void> {
    const { archive } = this.keeping;
    const { used, allowed } = await room();
    if (!archive || this.keeping.ledger.documents.size === 0 || (used !== null && allowed !== null && used > allowed / 2)) return;
    const version = { time: Date.now(), reason, documents: this.keeping.ledger.documents.size, bytes: await writeBackup(this.project()) };
    await archive.keepVersion(version, N_VERSIONS);
  }

  /** A kept version of the project. */
  async version(time: number): Promise<Uint8Array | undefined> {
    const versions = (await this.keeping.archive?.versions()) ?? [];
    return versions.find((version) => version.time === time)?.bytes;
  }

  /** Deletes a kept version, and with it what was closed since. */
  async removeVersion(time: number): Promise<void> {
    await this.keeping.archive?.removeVersion(time);
  }

  /** Saves a kept version as a file. */
  async saveVersion(time: number): Promise<void> {
    const bytes = await this.version(time);
    if (bytes) download(backupName(time), bytes, TYPE);
  }

  /**
   * Brings back what a backup holds. Nothing that is here is overwritten: what is other here stays, and the backup's document
   * is put beside it. All or nothing. Throws `BackupError`, or `RestoreError` where the core refuses a document.
   */
  async restore(bytes: Uint8Array, takenKeys: readonly string[]): Promise<Restored> {
    const project = await readBackup(bytes);
    const sample = this.untouchedSample();
    await this.keepVersion("restore");
    const labels = project.schema === null ? undefined : schemaOf(parsed(project.schema));
    const own = this.store.state.schema;
    if (labels && own) await this.adoptLabels(unionOf(own, labels, takenKeys));
    const plans = await Promise.all(project.documents.map((kept) => this.plan(kept)));
    const opened = await this.open(plans);
    // These first: what is kept beside must not take their ids.
    for (const { id, base, journal } of opened) this.keeping.add(id, base, journal);
    for (const plan of plans) if (plan.as === "extended") plan.as = await this.keeping.extend(plan.kept);
    const last = opened.at(-1)?.id ?? plans.at(-1)?.kept.id;
    if (last !== undefined) await this.host.show(last);
    if (sample !== undefined && opened.length > 0) await this.replaceSample(sample, labels, project);
    const count = (as: keyof Restored) => plans.filter((plan) => plan.as === as).length;
    return { added: count("added"), extended: count("extended"), beside: count("beside"), known: count("known") };
  }

  /** Opens the document on screen once more, as it was after so many of its steps. */
  async openEarlier(steps: number, title: (title: string) => string): Promise<void> {
    const kept = this.keeping.ledger.documents.get(this.store.state.view?.id ?? "");
    if (kept) await this.host.show(await this.keeping.copy({ ...kept, journal: kept.journal.slice(0, steps) }, title));
  }

  /** Lets the reader choose the folder of backups, and writes the first one. */
  async chooseFolder(): Promise<void> {
    const folder = await chooseFolder();
    if (!folder) return;
    this.folder = folder;
    await this.keeping.archive?.setFolder(folder).catch(() => undefined);
    await this.writeFolder(true);
  }

  /** Writes no more to the folder. What is in it stays. */
  async leaveFolder(): Promise<void> {
    this.folder = undefined;
    this.written = null;
    await this.keeping.archive?.setFolder(null).catch(() => undefined);
  }

  /** Writes a backup into the folder; one of the same day is replaced. `asked` by the reader, or from time to time if there is something new. */
  async writeFolder(asked: boolean): Promise<void> {
    const { folder } = this;
    const steps = this.nSteps;
    if (!folder || (!asked && this.written?.steps === steps) || !(await mayWrite(folder, asked))) return;
    await writeFile(folder, backupName(Date.now()), await writeBackup(this.project()));
    this.written = { time: Date.now(), steps };
  }

  private get nSteps(): number {
    return [...this.keeping.ledger.documents.values()].reduce((sum, { journal }) => sum + journal.length, 0);
  }

  private project(): Project {
    const { schema, settings } = this.store.state;
    return { created: Date.now(), schema: schema && JSON.stringify(schema), settings, documents: [...this.keeping.ledger.documents.values()] };
  }

  private async adoptLabels(wanted: Schema): Promise<void> {
    if (JSON.stringify(wanted) === JSON.stringify(this.store.state.schema)) return;
    const changed = await this.host.adoptSchema(wanted).catch(() => "refused" as const);
    if (changed === "refused") throw new BackupError("backup-damaged", { field: "schema" });
    if (changed === "other-tab") throw new EngineError({ name: "EngineError", message: "another tab edits a document", code: changed, details: {} });
  }

  /** The sample, if nothing else is open and nothing was done to it. */
  private untouchedSample(): string | undefined {
    const [first, ...others] = this.keeping.ledger.documents.values();
    return first?.id === this.keeping.ledger.places.get("sample") && others.length === 0 && first?.journal.length === 0 ? first.id : undefined;
  }

  /** Where nothing was done yet, the project becomes what the backup is: without the sample, with its labels and its settings. */
  private async replaceSample(sample: string, labels: Schema | undefined, { documents, settings }: Project): Promise<void> {
    if (!documents.some(({ id }) => id === sample)) await this.host.close(sample);
    if (labels) await this.adoptLabels(labels);
    const { keys, order, threshold } = { ...this.store.state.settings, ...settingsOf(settings) };
    choose(this.store, { keys, order, threshold });
  }

  /** What is to become of a document of a backup. */
  private async plan(kept: Kept): Promise<{ kept: Kept; as: keyof Restored }> {
    const own = this.keeping.ledger.documents.get(kept.id);
    if (!own) return { kept, as: "added" };
    // The revision is a matter of this browser: what counts is that both begin with the same text and marks.
    const twin = { ...kept, revision: own.revision };
    if (!(await hasSameBase(own, kept))) return { kept, as: "beside" };
    if (contains(own, twin)) return { kept, as: "known" };
    const isExtended = contains(twin, own) && !(await this.keeping.isOthers(kept.id));
    return { kept, as: isExtended ? "extended" : "beside" };
  }

  /** Opens the documents of plans in the engine, all or none, and gives those that are new here. */
  private async open(plans: readonly { kept: Kept; as: keyof Restored }[]): Promise<Kept[]> {
    const opened: Kept[] = [];
    try {
      for (const { kept, as } of plans) {
        if (as === "known") continue;
        // The ids that are still to come are taken as well.
        const taken = [...opened, ...plans.map((plan) => plan.kept)];
        const fresh = as === "beside" ? await this.keeping.renamed(kept, (title) => title, taken) : kept;
        await this.engine.restore(fresh.base, fresh.journal.map(({ entry }) => entry));
        if (as !== "extended") opened.push(fresh);
      }
      return opened;
    } catch (error) {
      for (const { id } of opened) await this.engine.close(id);
      // A document that was to go on is as it was.
      for (const { kept, as } of plans) if (as === "extended") await this.keeping.restoreOwn(kept.id);
      throw error;
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
