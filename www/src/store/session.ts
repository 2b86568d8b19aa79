/** The work: documents opened, changed and stored. */
import type { EngineCalls } from "../engine/calls";
import type { Engine } from "../engine/client";
import { EngineError, toFailure } from "../engine/reply";
import type { Change, Command, DataFile, DocumentSummary, DocumentView, Hit, ImportPreview, LabelMapping, Likeness, Meta, Schema, Words } from "../engine/types";
import { isArchive, isWebPage } from "../dom/files";
import { find } from "../model/annotations";
import { NO_MAPPING, isNone, lossesOf } from "../model/schema";
import type { Kept } from "../storage/ledger";
import { askToKeep } from "../storage/quota";
import type { WorkLog } from "../storage/work-log";
import { Backups, type Restored } from "./backups";
import { Exports } from "./exports";
import { type Changing, Keeping, type KeepingListener } from "./keeping";
import { stepName } from "./messages";
import { Notices } from "./notices";
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
  private readonly notices: Notices;
  /** Documents written out. */
  readonly exports: Exports;
  /** Kept when the stored work is back; what a reader opens earlier waits for it. */
  started: Promise<void> = Promise.resolve();
  /** What keeps the work, in this browser and in other tabs. */
  readonly keeping: Keeping;
  /** The whole project out and in. */
  readonly backups: Backups;

  constructor(store: Store, engine: Engine, work: WorkLog) {
    this.store = store;
    this.work = work;
    this.engine = engine;
    this.notices = new Notices(store);
    this.exports = new Exports(store, engine, (run) => this.attempt((strings) => strings.errors.command, run));
    this.keeping = new Keeping(engine, this.listener());
    this.backups = new Backups(store, engine, this.keeping, this);
    engine.onRevival((fresh) => this.revive(fresh));
  }

  /** Starts the engine and brings back the stored work; at the very first start opens `sample`. */
  start(sample: string | null): Promise<void> {
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

  /** Puts a document on screen; this tab edits it from now on, unless another one does. */
  async show(id: string): Promise<void> {
    const following = !(await this.keeping.enter(id));
    const view = await this.engine.view(id);
    this.store.update({ view, following, ...NOTHING_CHOSEN, documents: await this.documents() });
    rememberShown(id);
    this.keeping.put("current", id);
  }

  /** Makes this tab the one that edits the document on screen. */
  async takeOver(): Promise<void> {
    const { view } = this.store.state;
    if (!view) return;
    if (await this.keeping.take(view.id)) await this.show(view.id);
    else this.notices.refuse("other-tab-unsaved");
  }

  /** Looks whether the document on screen is free by now: the tab that edited it may be closed. */
  async lookAgain(): Promise<void> {
    const { view, following } = this.store.state;
    if (!view || !following || (await this.keeping.isOthers(view.id))) return;
    // Another document may be on screen by now.
    if (this.store.state.view?.id === view.id) await this.show(view.id);
  }

  /** Closes a document and deletes it from the storage. */
  async close(id: string): Promise<void> {
    await this.started;
    await this.attempt((strings) => strings.errors.command, async () => {
      if ((await this.keeping.remove(id)) === "other-tab") return this.notices.refuse("other-tab");
      await this.engine.close(id);
      await this.refresh(id);
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
    const changed = await this.attempt((strings) => strings.errors.command, () => this.relabel(schema, mapping));
    if (changed === "other-tab") this.notices.refuse("other-tab");
    if (changed !== "done") return false;
    await this.showLabels(schema);
    return true;
  }

  /** Changes the label set for a backup, which says itself why it cannot be brought back. */
  async adoptSchema(schema: Schema): Promise<Changing> {
    const changed = await this.relabel(schema, NO_MAPPING);
    if (changed === "done") await this.showLabels(schema);
    return changed;
  }

  /** Shows what was suggested in all open documents and what people made of it. */
  async showStatistics(): Promise<void> {
    await this.started;
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

  /** Brings back what a backup holds; a refused one says why. `takenKeys` are those that no type can have. */
  async restoreBackup(bytes: Uint8Array, takenKeys: readonly string[]): Promise<Restored | undefined> {
    await this.started;
    this.store.update({ notice: null });
    return this.working("restore", () => this.attempt((strings) => strings.errors.backup, () => this.backups.restore(bytes, takenKeys)));
  }

  /** Shows an error as a message. */
  report(error: unknown, headline: Notice["headline"], rescue: Notice["rescue"] = null): void {
    this.notices.report(error, headline, rescue);
  }

  /** Shows that a document is damaged, and offers what there is of it. */
  reportBroken(kept: Kept, error: unknown): void {
    void this.notices.reportBroken(kept, error);
  }

  private async begin(sample: string | null): Promise<void> {
    this.store.update({ busy: "start" });
    try {
      await this.engine.start();
      this.store.update({ schema: await this.engine.schema() });
    } catch (error) {
      this.store.update({ phase: "failed", busy: null });
      this.report(error, (strings) => strings.errors.starting);
      return;
    }
    await this.openStorage();
    this.store.update({ busy: "restore" });
    const first = this.first();
    await this.attempt((strings) => strings.errors.restoring, () => this.keeping.begin(this.engine, first));
    this.store.update({ schema: await this.engine.schema() });
    // Thousands of articles take a while: the one on screen can be worked on before the others are there.
    await this.showIfThere(first);
    await this.attempt((strings) => strings.errors.restoring, () => this.keeping.complete(this.engine, first));
    this.store.update({ documents: await this.documents() });
    if (!this.store.state.view) await this.showIfThere(this.store.state.documents.at(-1)?.id);
    await this.openSample(sample);
    this.store.update({ phase: "ready", busy: null });
    await this.backups.begin();
  }

  private async relabel(schema: Schema, mapping: LabelMapping): Promise<Changing> {
    await this.started;
    const before = this.store.state.schema;
    return this.keeping.alone(async () => {
      if (before && !isNone(lossesOf(before, schema))) await this.backups.keepVersion("labels");
      const documents = await this.relabelled(await this.engine.changeSchema(schema, mapping));
      this.keeping.relabel(JSON.stringify(schema), documents);
    });
  }

  private async showLabels(schema: Schema): Promise<void> {
    this.store.update({ schema, notice: null });
    const { view } = this.store.state;
    if (view) await this.show(view.id);
  }

  /** What storage is to keep of documents that have other labels now. */
  private relabelled(ids: readonly string[]): Promise<{ id: string; base: Uint8Array; journal: string[] }[]> {
    const kept = async (id: string) => ({ id, base: await this.engine.base(id), journal: await this.engine.journal(id) });
    return Promise.all(ids.map(kept));
  }

  /** The documents in the order in which they were opened. */
  private async documents(): Promise<DocumentSummary[]> {
    const documents = await this.engine.documents();
    const order = new Map([...this.keeping.ledger.documents.keys()].map((id, place) => [id, place]));
    const place = ({ id }: DocumentSummary) => order.get(id) ?? order.size;
    return documents.toSorted((a, b) => place(a) - place(b));
  }

  private readText(text: string, meta: Meta): Promise<boolean> {
    return this.open((strings) => strings.errors.opening(strings.open.title), async () => [
      await this.engine.annotate(text, meta),
    ]);
  }

  private async step(run: (id: string) => Promise<Change | undefined>, document?: string): Promise<Change | undefined> {
    const id = document ?? this.store.state.view?.id;
    if (!id) return undefined;
    const change = await this.attempt((strings) => strings.errors.command, () => this.keeping.change(id, () => run(id)));
    if (change === "other-tab") this.notices.refuse(change);
    if (!change || change === "other-tab") return undefined;
    this.work.changed(change.entities.length + change.events.length + change.removed_entities.length + change.removed_events.length);
    const { view, following } = this.store.state;
    const documents = applySummary(this.store.state.documents, change.summary);
    this.store.update(view?.id === id ? { view: applyChange(view, change), documents, notice: this.notices.lasting } : { documents });
    // The tab that edited the document was closed meanwhile: other steps of it may be new here.
    if (view?.id === id && following) await this.show(id);
    void askToKeep();
    return change;
  }

  private async open(headline: Notice["headline"], run: () => Promise<string[]>): Promise<boolean> {
    const ids = await this.working("open", () => this.attempt(headline, run));
    const last = ids?.at(-1);
    if (!ids || !last) return false;
    for (const id of ids) this.keeping.add(id, await this.engine.base(id));
    await this.show(last);
    const { documents, strings } = this.store.state;
    const title = documents.find((document) => document.id === last)?.title || strings.documents.untitled;
    this.store.update({ announcement: strings.spoken.opened(title) });
    return true;
  }

  /** Does something; an error becomes a message, and nothing is given. */
  async attempt<T>(headline: Notice["headline"], run: () => Promise<T>): Promise<T | undefined> {
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

  private async openStorage(): Promise<void> {
    try {
      await this.keeping.load();
    } catch (error) {
      this.store.update({ save: "failed" });
      this.notices.reportStorage(error);
    }
  }

  private listener(): KeepingListener {
    return {
      onSave: (save, error) => {
        this.store.update({ save });
        if (error !== undefined) this.notices.reportStorage(error);
        else if (save === "saved") this.notices.withdrawStorage();
      },
      onBlocked: () => this.notices.refuse("older-tab", (strings) => strings.errors.storing),
      onFollowed: (id) => this.refresh(id),
      onReleased: (id) => {
        if (this.store.state.view?.id === id) this.store.update({ following: true });
      },
      onDiverged: (copy) => this.notices.refuse("diverged", (strings) => strings.errors.parted, { document: copy }),
      onBroken: (kept, error) => this.reportBroken(kept, error),
    };
  }

  /** Shows the documents as they are now, after something other than a step of this tab. `id` names one that was changed or closed; `null` stands for all. */
  private async refresh(id: string | null): Promise<void> {
    const { view } = this.store.state;
    const documents = await this.documents();
    this.store.update({ documents, ...(id === null ? { schema: await this.engine.schema() } : {}) });
    if (!view || (id !== null && view.id !== id)) return;
    if (documents.some((document) => document.id === view.id)) return this.showAnew(await this.engine.view(view.id));
    this.store.update({ view: null, following: false, ...NOTHING_CHOSEN });
    const next = documents.at(-1);
    if (next) await this.show(next.id);
  }

  /** Shows the document on screen as it is now; what was selected stays so where it is still there. */
  private showAnew(view: DocumentView): void {
    const { selected } = this.store.state;
    this.store.update({ view, ...(selected && !find(view, selected) ? NOTHING_CHOSEN : {}) });
  }

  /** Fills an engine that was started anew, and says so. */
  private async revive(fresh: EngineCalls): Promise<void> {
    this.store.update({ busy: "revive" });
    try {
      await this.keeping.fill(fresh);
      const { view } = this.store.state;
      if (view) this.showAnew(await fresh.view(view.id));
      this.notices.refuse("engine-revived", (strings) => strings.errors.revived);
    } catch (error) {
      this.report(error, (strings) => strings.errors.dead, "backup");
      throw error;
    } finally {
      this.store.update({ busy: null });
    }
  }

  /** The document that was on screen last, in this tab or else in any. */
  private first(): string | undefined {
    const { documents, places } = this.keeping.ledger;
    return [shownLast(), places.get("current"), [...documents.keys()].at(-1)].find((id) => id != null && documents.has(id)) ?? undefined;
  }

  /** Puts a document on screen, unless it could not be brought back. */
  private async showIfThere(id: string | undefined): Promise<void> {
    const documents = await this.documents();
    if (id !== undefined && documents.some((document) => document.id === id)) await this.show(id);
  }

  private async openSample(sample: string | null): Promise<void> {
    if (sample === null) return;
    const { places } = this.keeping.ledger;
    if (places.get("visited") !== undefined) return;
    if (!this.store.state.view) {
      const title = sample.trim().split("\n")[0] ?? null;
      await this.readText(sample, { ...NO_META, title, source: SAMPLE_SOURCE, language: "ar" });
      const id = this.store.state.documents.at(-1)?.id;
      if (id !== undefined) this.keeping.put("sample", id);
    }
    this.keeping.put("visited", "yes");
  }
}

/** Where a tab remembers its document: two tabs come back with the two that they had. */
const SHOWN = "hashiya.shown";

function rememberShown(id: string): void {
  try {
    sessionStorage.setItem(SHOWN, id);
  } catch {
    // A browser that refuses storage begins with the document that was opened last.
  }
}

function shownLast(): string | null {
  try {
    return sessionStorage.getItem(SHOWN);
  } catch {
    return null;
  }
}
