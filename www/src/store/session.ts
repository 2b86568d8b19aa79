/** The work: documents opened, changed and stored. */
import type { Engine } from "../engine/client";
import { EngineError, toFailure } from "../engine/reply";
import type { Change, Command, DataFile, DocumentSummary, Hit, ImportPreview, LabelMapping, Likeness, Meta, Schema, Words } from "../engine/types";
import { isArchive, isWebPage } from "../dom/files";
import { NO_MAPPING, schemaOf } from "../model/schema";
import { Archive, type RelabelledDocument, type StoredDocument } from "../storage/archive";
import type { WorkLog } from "../storage/work-log";
import { Recorder } from "../storage/recorder";
import { Exports } from "./exports";
import { stepName } from "./messages";
import { applyChange, applySummary } from "./patch";
import { type Busy, NOTHING_CHOSEN, type Notice } from "./state";
import type { Store } from "./store";

/** Marks the sample article in its metadata. */
export const SAMPLE_SOURCE = "hashiya:sample";

/** The formats whose labels are our own. */
const OWN_FORMATS: readonly string[] = ["json", "jsonl", "text"];

function namesOf(files: readonly DataFile[]): string {
  return files.map((file) => file.name).join(" + ");
}

const NO_META: Meta = { title: null, date: null, source: null, language: null };

export class Session {
  private readonly store: Store;
  private readonly engine: Engine;
  private readonly work: WorkLog;
  /** Documents written out. */
  readonly exports: Exports;
  /** Kept when the stored work is back; what a reader opens earlier waits for it. */
  private started: Promise<void> = Promise.resolve();
  /** The ids of documents, in the order in which they were opened. */
  private readonly opened: string[] = [];
  private archive: Archive | null = null;
  private recorder: Recorder | null = null;

  constructor(store: Store, engine: Engine, work: WorkLog) {
    this.store = store;
    this.work = work;
    this.engine = engine;
    this.exports = new Exports(store, engine, (run) => this.attempt((strings) => strings.errors.command, run));
  }

  /** Starts the engine and brings back the stored work; at the very first start opens `sample`. */
  start(sample: string): Promise<void> {
    this.started = this.begin(sample);
    return this.started;
  }

  /** Reads a text as a new document. Gives whether it opened. */
  async openText(text: string): Promise<boolean> {
    await this.started;
    this.store.update({ notice: null });
    return this.readText(text, NO_META);
  }

  /** Opens files that were chosen together. Gives whether they opened; labels that the label set lacks are asked about first. */
  async openFiles(files: DataFile[]): Promise<boolean> {
    await this.started;
    this.store.update({ notice: null });
    const chosen = (await Promise.all(files.map((file) => this.pagesOrItself(file)))).flat();
    const pages = chosen.filter(isWebPage);
    const others = chosen.filter((file) => !isWebPage(file));
    // A page that cannot be read keeps none of the others from being opened.
    const read = pages.length === 0 || (await this.openPages(pages));
    const opened = (pages.length > 0 && others.length === 0) || (await this.openData(others));
    return read && opened;
  }

  /** The pages of an archive of pages; any other file as it is, also an archive that cannot be read: whoever opens it says why. */
  private async pagesOrItself(file: DataFile): Promise<DataFile[]> {
    if (!isArchive(file)) return [file];
    const pages = await this.engine.archivedPages([file]).catch(() => []);
    return pages.length > 0 ? pages : [file];
  }

  /** Files that are no pages of the web: data sets and texts. */
  private async openData(files: DataFile[]): Promise<boolean> {
    const format = await this.engine.detect(files);
    if (format === undefined || OWN_FORMATS.includes(format)) return this.openEach(files);
    const foreign = await this.preview(files, format);
    if (!foreign) return false;
    const unknown = foreign.labels.filter(({ is_known }) => !is_known);
    const names = Object.fromEntries(unknown.map(({ label, name }) => [label, name]));
    if (unknown.length === 0) return this.readMapped(files, foreign.format, names);
    this.store.update({ dialog: { kind: "mapping", files, preview: foreign, names } });
    return false;
  }

  /** The articles of pages of the web, one after another. What reads pages is loaded when the first is opened. */
  private async openPages(pages: readonly DataFile[]): Promise<boolean> {
    const { readPage } = await import("../dom/web-page");
    let opened = true;
    for (const page of pages) {
      const annotate = async () => {
        const { text, meta } = readPage(page);
        return [await this.engine.annotate(text, meta)];
      };
      opened = (await this.open((strings) => strings.errors.opening(page.name), annotate)) && opened;
    }
    return opened;
  }

  /** What files of a foreign format hold; a refused one says where it breaks the rules of that format. */
  private async preview(files: DataFile[], format: string): Promise<ImportPreview | undefined> {
    try {
      return await this.engine.preview(files, format);
    } catch (error) {
      const { details, ...failure } = toFailure(error);
      this.report(new EngineError({ ...failure, details: { format, ...details } }), (strings) => strings.errors.opening(namesOf(files)));
      return undefined;
    }
  }

  /** Opens files of a foreign format, with their labels called as `names` says. */
  openMapped(files: DataFile[], format: string, names: Record<string, string | null>): Promise<boolean> {
    this.store.update({ notice: null });
    return this.readMapped(files, format, names);
  }

  private readMapped(files: DataFile[], format: string, names: Record<string, string | null>): Promise<boolean> {
    return this.open((strings) => strings.errors.opening(namesOf(files)), () => this.engine.importFiles(files, format, names));
  }

  /** Texts and data sets of our own, one after another. */
  private async openEach(files: readonly DataFile[]): Promise<boolean> {
    let opened = files.length > 0;
    for (const { name, bytes } of files) opened = (await this.open((strings) => strings.errors.opening(name), () => this.engine.import(bytes, name))) && opened;
    return opened;
  }

  /** Puts a document on screen. */
  async show(id: string): Promise<void> {
    const view = await this.engine.view(id);
    this.store.update({ view, ...NOTHING_CHOSEN, documents: await this.documents() });
    this.recorder?.show(id);
  }

  /** Closes a document and deletes it from the storage. */
  async close(id: string): Promise<void> {
    await this.attempt((strings) => strings.errors.command, async () => {
      await this.engine.close(id);
      this.recorder?.remove(id);
      const documents = await this.documents();
      this.store.update({ documents });
      if (this.store.state.view?.id !== id) return;
      this.store.update({ view: null, ...NOTHING_CHOSEN });
      const next = documents.at(-1);
      if (next) await this.show(next.id);
    });
  }

  /** Applies a command to a document, else to the one on screen. Gives the change, or nothing where the engine refused it. */
  dispatch(command: Command, document?: string): Promise<Change | undefined> {
    return this.step((id) => this.engine.apply(id, command), document);
  }

  /** The places in documents that have the words looked for. */
  find(ids: string[], from: string, words: Words, likeness: Likeness): Promise<Hit[] | undefined> {
    return this.attempt((strings) => strings.errors.command, () => this.engine.find(ids, from, words, likeness));
  }

  /** Changes the label set; gives whether that was done. What was done before can still be taken back. */
  async changeSchema(schema: Schema, mapping: LabelMapping): Promise<boolean> {
    const relabel = async () => this.relabelled(await this.engine.changeSchema(schema, mapping));
    const documents = await this.attempt((strings) => strings.errors.command, relabel);
    if (!documents) return false;
    this.store.update({ schema, notice: null });
    this.recorder?.relabel(JSON.stringify(schema), documents);
    const { view } = this.store.state;
    if (view) await this.show(view.id);
    return true;
  }

  /** Shows what was suggested in all open documents and what people made of it. */
  async showStatistics(): Promise<void> {
    const ids = this.store.state.documents.map(({ id }) => id);
    const statistics = await this.attempt((strings) => strings.errors.command, () => this.engine.statistics(ids));
    if (statistics) this.store.update({ dialog: { kind: "statistics", statistics, work: this.work.total } });
  }

  /** Takes the last step back. */
  async undo(): Promise<void> {
    const name = this.store.state.view?.history.undo;
    const change = await this.step((id) => this.engine.undo(id));
    const { strings } = this.store.state;
    if (change && name) this.store.update({ announcement: strings.spoken.undone(stepName(strings, name)) });
  }

  /** Makes the step taken back again. */
  async redo(): Promise<void> {
    const name = this.store.state.view?.history.redo;
    const change = await this.step((id) => this.engine.redo(id));
    const { strings } = this.store.state;
    if (change && name) this.store.update({ announcement: strings.spoken.redone(stepName(strings, name)) });
  }

  /** Shows an error as a message. */
  report(error: unknown, headline: Notice["headline"], rescue: Notice["rescue"] = null): void {
    const { code, details, message } = toFailure(error);
    // A code without a message of its own still says what the thrower said.
    const shown = code === "unknown" ? { ...details, reason: message } : details;
    this.store.update({ notice: { headline, code, details: shown, rescue } });
  }

  private async begin(sample: string): Promise<void> {
    this.store.update({ busy: "start" });
    try {
      await this.engine.start();
      this.store.update({ schema: await this.engine.schema() });
    } catch (error) {
      this.store.update({ phase: "failed", busy: null });
      this.report(error, (strings) => strings.errors.starting);
      return;
    }
    await this.openArchive();
    await this.bringBackSchema();
    this.store.update({ busy: "restore" });
    await this.restoreAll();
    await this.openSample(sample);
    this.store.update({ phase: "ready", busy: null });
  }

  /** What storage is to keep of documents that have other labels now. */
  private relabelled(ids: readonly string[]): Promise<RelabelledDocument[]> {
    const kept = async (id: string) => ({ id, base: await this.engine.base(id), journal: await this.engine.journal(id) });
    return Promise.all(ids.map(kept));
  }

  /** The documents in the order in which they were opened. */
  private async documents(): Promise<DocumentSummary[]> {
    const documents = await this.engine.documents();
    const place = ({ id }: DocumentSummary) => this.opened.indexOf(id);
    return documents.toSorted((a, b) => place(a) - place(b));
  }

  /** Gives the engine the label set that the reader made. */
  private async bringBackSchema(): Promise<void> {
    const stored = await this.archive?.schema();
    if (stored === undefined) return;
    const schema = schemaOf(JSON.parse(stored));
    if (!schema) return;
    const ids = await this.attempt((strings) => strings.errors.restoring, () => this.engine.changeSchema(schema, NO_MAPPING));
    if (ids) this.store.update({ schema });
  }

  private readText(text: string, meta: Meta): Promise<boolean> {
    return this.open((strings) => strings.errors.opening(strings.open.title), async () => [
      await this.engine.annotate(text, meta),
    ]);
  }

  private async step(run: (id: string) => Promise<Change | undefined>, document?: string): Promise<Change | undefined> {
    const id = document ?? this.store.state.view?.id;
    if (!id) return undefined;
    const change = await this.attempt((strings) => strings.errors.command, () => run(id));
    if (!change) return undefined;
    this.recorder?.append(id, change.journal);
    this.work.changed(change.entities.length + change.events.length + change.removed_entities.length + change.removed_events.length);
    const { view } = this.store.state;
    const documents = applySummary(this.store.state.documents, change.summary);
    this.store.update(view?.id === id ? { view: applyChange(view, change), documents, notice: null } : { documents });
    return change;
  }

  private async open(headline: Notice["headline"], run: () => Promise<string[]>): Promise<boolean> {
    const ids = await this.working("open", () => this.attempt(headline, run));
    const last = ids?.at(-1);
    if (!ids || !last) return false;
    this.opened.push(...ids);
    for (const id of ids) this.recorder?.add(id, await this.engine.base(id));
    await this.show(last);
    const { documents, strings } = this.store.state;
    const title = documents.find((document) => document.id === last)?.title || strings.documents.untitled;
    this.store.update({ announcement: strings.spoken.opened(title) });
    return true;
  }

  private async attempt<T>(headline: Notice["headline"], run: () => Promise<T>): Promise<T | undefined> {
    try {
      return await run();
    } catch (error) {
      this.report(error, headline);
      return undefined;
    }
  }

  private async working<T>(busy: Busy, run: () => Promise<T>): Promise<T> {
    this.store.update({ busy });
    try {
      return await run();
    } finally {
      this.store.update({ busy: null });
    }
  }

  private async openArchive(): Promise<void> {
    try {
      const archive = await Archive.open();
      this.archive = archive;
      this.recorder = new Recorder(archive, (save, error) => {
        this.store.update({ save });
        if (error !== undefined) this.reportStorage(error);
      });
    } catch (error) {
      this.store.update({ save: "failed" });
      this.reportStorage(error);
    }
  }

  private reportStorage(error: unknown): void {
    const failure = new EngineError({ ...toFailure(error), code: "storage", details: { reason: toFailure(error).message } });
    this.report(failure, (strings) => strings.errors.storing);
  }

  private async restoreAll(): Promise<void> {
    if (!this.archive) return;
    const current = await this.archive.current();
    const stored = await this.archive.documents();
    for (const document of stored) await this.restore(this.archive, document);
    const documents = await this.documents();
    const shown = documents.find(({ id }) => id === current) ?? documents.at(-1);
    if (shown) await this.show(shown.id);
  }

  private async restore(archive: Archive, stored: StoredDocument): Promise<void> {
    const journal = await archive.journal(stored.id);
    this.opened.push(stored.id);
    try {
      await this.engine.restore(stored.base, journal);
      this.recorder?.resume(stored.id, journal.length);
    } catch (error) {
      const content = JSON.stringify({ base: stored.base, journal }, null, 1);
      this.report(error, (strings) => strings.errors.restoring, { name: `hashiya-${stored.id}.stored.json`, content });
    }
  }

  private async openSample(sample: string): Promise<void> {
    if (!this.store.state.view && !(await this.archive?.visited())) {
      const title = sample.trim().split("\n")[0] ?? null;
      await this.readText(sample, { ...NO_META, title, source: SAMPLE_SOURCE, language: "ar" });
    }
    await this.archive?.setVisited();
  }
}
