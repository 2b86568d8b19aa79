/**
 * Keeps the work: every step goes into the ledger, from there to the storage, and to the other tabs; and back from there
 * into the engine, at the start, after a crash, and when another tab has gone on.
 */
import type { EngineCalls } from "../engine/calls";
import { CRASH, toFailure } from "../engine/reply";
import type { Change } from "../engine/types";
import { NO_MAPPING } from "../model/schema";
import { schemaOf } from "../model/schema-file";
import type { Archive, Batch } from "../storage/archive";
import { type Kept, Ledger, type Place, contains, isAhead, markOf } from "../storage/ledger";
import { pack, unpack } from "../storage/packing";
import { Recorder, type SaveState } from "../storage/recorder";
import { type TabMessage, Tabs } from "../storage/tabs";

/** Who is told what happens to the work without having asked for it. */
export interface KeepingListener {
  onSave(state: SaveState, error?: unknown): void;
  /** An older page in another tab keeps the storage from being opened. */
  onBlocked(): void;
  /** A document is other than it was, is new, or is gone: another tab has gone on with it. */
  onFollowed(id: string | null): Promise<void>;
  /** Another tab edits a document from now on. */
  onReleased(id: string): void;
  /** Steps of this tab that did not get into the storage before another tab's are kept as a document of their own. */
  onDiverged(copy: string): void;
  /** A stored document that cannot be brought back. */
  onBroken(kept: Kept, error: unknown): void;
}

/** How many stored documents are given to the engine at a time: what the reader does meanwhile waits for so many at most. */
const TOGETHER = 4;

/** How long another tab gets to store anew what was deleted under both, in milliseconds. */
const PAUSE = 1_000;

/** What of a document the tab does while others may not. */
export type Changing = "done" | "other-tab";

export class Keeping {
  readonly ledger = new Ledger();
  private readonly engine: EngineCalls;
  private readonly listener: KeepingListener;
  private readonly recorder: Recorder;
  private readonly tabs: Tabs;
  /** What is read from the storage comes one after another, or the engine could be given an older state last. */
  private reading: Promise<unknown> = Promise.resolve();
  private changing: Promise<unknown> = Promise.resolve();
  private onScreen: string | null = null;

  constructor(engine: EngineCalls, listener: KeepingListener) {
    this.engine = engine;
    this.listener = listener;
    this.tabs = new Tabs({ onMessage: (message) => this.hear(message), onStolen: (id) => this.lose(id) });
    this.recorder = new Recorder(this.ledger, {
      onState: (state, error) => listener.onSave(state, error),
      onStored: (batch) => this.tellStored(batch),
      onConflict: (id) => this.inBackground(() => this.part(id)),
      onFound: (id) => this.inBackground(() => this.read(id)),
      onBlocked: () => listener.onBlocked(),
      writable: async () => {
        const isOthers = await this.tabs.others();
        return (id) => !isOthers(id);
      },
    });
  }

  /** The open storage; none where the browser refuses it. */
  get archive(): Archive | null {
    return this.recorder.storage;
  }

  /** Whether all is on the disk. */
  get isSaved(): boolean {
    return this.recorder.isSaved;
  }

  /** Lets go of the storage and the other tabs. */
  close(): void {
    this.recorder.close();
    this.tabs.close();
  }

  /** Reads what is stored. Throws where the browser refuses; then all is kept in memory, and the storage is tried again. */
  async load(): Promise<void> {
    await this.recorder.load();
  }

  /** Gives an engine the label set and one of the documents. */
  async begin(engine: EngineCalls, first: string | undefined): Promise<void> {
    const labels = await this.giveLabels(engine).then(() => undefined, (error: unknown) => ({ error }));
    const kept = first === undefined ? undefined : this.ledger.documents.get(first);
    if (kept) await this.restore(engine, kept);
    // A label set that cannot be read keeps no document from being tried.
    if (labels) throw labels.error;
  }

  /** Gives an engine the other documents. */
  async complete(engine: EngineCalls, first: string | undefined): Promise<void> {
    const others = [...this.ledger.documents.keys()].filter((id) => id !== first);
    for (let at = 0; at < others.length; at += TOGETHER) {
      // As they are by then: another tab may have gone on with some, or closed them.
      const now = others.slice(at, at + TOGETHER).flatMap((id) => this.ledger.documents.get(id) ?? []);
      await Promise.all(now.map((kept) => this.restore(engine, kept)));
    }
  }

  /** Gives an engine the label set and all documents. */
  async fill(engine: EngineCalls): Promise<void> {
    await this.giveLabels(engine);
    await this.complete(engine, undefined);
  }

  /** Writes at once what is not written yet. Gives whether all is on the disk. */
  flush(): Promise<boolean> {
    return this.recorder.flush();
  }

  /** Keeps a text of its own. */
  put(place: Place, text: string): void {
    this.ledger.places.set(place, text);
    this.recorder.touch();
  }

  /** Keeps a new document. */
  add(id: string, base: Uint8Array, journal: Kept["journal"] = []): void {
    this.ledger.add(id, base, journal);
    this.recorder.touch();
  }

  /**
   * Keeps the steps of a document that it has beyond those that are kept. One that goes another way by now is kept beside; the
   * engine has it under its own id before. Gives what was done.
   */
  async extend(kept: Kept): Promise<"extended" | "beside"> {
    const own = this.ledger.documents.get(kept.id);
    const isSameBase = own !== undefined && (await hasSameBase(own, kept));
    // Nothing may come between looking and keeping.
    if (isSameBase && own === this.ledger.documents.get(kept.id) && contains({ ...kept, revision: own.revision }, own)) {
      own.journal.push(...kept.journal.slice(own.journal.length));
      this.recorder.touch();
      return "extended";
    }
    await this.engine.close(kept.id);
    await this.restoreOwn(kept.id);
    await this.copy(kept, (title) => title);
    return "beside";
  }

  /** Gives the engine a document as it is kept. */
  async restoreOwn(id: string): Promise<void> {
    const kept = this.ledger.documents.get(id);
    if (kept) await this.restore(this.engine, kept);
  }

  /** Deletes a document for good. Gives whether this tab may. */
  async remove(id: string): Promise<Changing> {
    if (!(await this.tabs.hold(id))) return "other-tab";
    this.ledger.documents.delete(id);
    this.recorder.forget(id);
    if (await this.recorder.flush()) this.tabs.release(id);
    return "done";
  }

  /** Makes this tab the one that edits a document, if no other does, and lets the one before go. Gives whether it is. */
  async enter(id: string): Promise<boolean> {
    this.onScreen = id;
    for (const other of this.tabs.own) if (other !== id) void this.leave(other);
    const holds = await this.tabs.hold(id);
    await this.catchUp(id);
    return holds;
  }

  /** Makes this tab the one that edits a document, though another is. Gives whether that one let it go. */
  async take(id: string): Promise<boolean> {
    if ((await this.tabs.take(id)) === "refused") return false;
    await this.catchUp(id);
    return true;
  }

  /** Whether another tab edits a document. */
  async isOthers(id: string): Promise<boolean> {
    return (await this.tabs.others())(id);
  }

  /** Carries out a step of a document and keeps it, unless another tab edits the document. */
  async change(id: string, run: () => Promise<Change | undefined>): Promise<Change | "other-tab" | undefined> {
    const changed = this.tabs.during("labels", "shared", async () => ({ outcome: await this.changeAlone(id, run) }));
    this.changing = Promise.allSettled([this.changing, changed]);
    const done = await changed;
    return done ? done.outcome : "other-tab";
  }

  /** Does something to all documents while no other tab edits any. */
  async alone(run: () => Promise<void>): Promise<Changing> {
    const all = async (): Promise<Changing> => {
      const isOthers = await this.tabs.others();
      if ([...this.ledger.documents.keys()].some(isOthers)) return "other-tab";
      await this.catchUpAll();
      await run();
      await this.recorder.flush();
      return "done";
    };
    return (await this.tabs.during("labels", "exclusive", all)) ?? "other-tab";
  }

  /** Keeps a label set, and with it the documents whose labels it changed. */
  async relabel(schema: string, documents: readonly { id: string; base: Uint8Array; journal: readonly string[] }[]): Promise<void> {
    for (const { id, base, journal } of documents) this.ledger.replace(id, base, journal.map((entry) => ({ entry, time: Date.now() })));
    this.put("schema", schema);
  }

  /** A document under an id that is free, with its title changed. */
  async renamed(kept: Kept, title: (title: string) => string, others: readonly Kept[] = []): Promise<Kept> {
    const stem = kept.id.replace(/-c\d+$/, "");
    const isTaken = (id: string) => this.ledger.documents.has(id) || others.some((other) => other.id === id);
    let number = 1;
    while (isTaken(`${stem}-c${number}`)) number += 1;
    const id = `${stem}-c${number}`;
    const document = JSON.parse(await unpack(kept.base)) as { meta?: { title?: string | null } };
    const meta = { ...document.meta, title: title(document.meta?.title ?? "") || null };
    return { ...kept, id, base: await pack(JSON.stringify({ ...document, id, meta })) };
  }

  /** Keeps a document under an id of its own as well, and opens it; gives that id. */
  async copy(kept: Kept, title: (title: string) => string): Promise<string> {
    const { id, base, journal } = await this.renamed(kept, title);
    await this.engine.restore(base, journal.map(({ entry }) => entry));
    this.add(id, base, [...journal]);
    return id;
  }

  private async changeAlone(id: string, run: () => Promise<Change | undefined>): Promise<Change | "other-tab" | undefined> {
    const before = this.tabs.holds(id);
    if (!(await this.tabs.hold(id))) return "other-tab";
    if (!before) await this.catchUp(id);
    const change = await run();
    if (change) this.ledger.append(id, change.journal);
    if (change) this.recorder.touch();
    // Another tab may have taken the document while the engine was at it.
    if (change && !this.tabs.holds(id)) this.inBackground(() => this.part(id));
    if (id !== this.onScreen) void this.leave(id);
    return change;
  }

  private async giveLabels(engine: EngineCalls): Promise<void> {
    const stored = this.ledger.places.get("schema");
    const schema = stored === undefined ? undefined : schemaOf(JSON.parse(stored));
    if (schema) await engine.changeSchema(schema, NO_MAPPING);
  }

  private async restore(engine: EngineCalls, kept: Kept): Promise<void> {
    try {
      await engine.restore(kept.base, kept.journal.map(({ entry }) => entry));
    } catch (error) {
      // An older state of it must not be gone on with. An engine that was started anew has none.
      if (toFailure(error).code !== CRASH) await engine.close(kept.id).catch(() => undefined);
      this.listener.onBroken(kept, error);
    }
  }

  /** Lets a document go when all of it is stored, unless it is on the screen again. */
  private async leave(id: string): Promise<void> {
    if ((await this.recorder.flush()) && id !== this.onScreen) this.tabs.release(id);
  }

  private inTurn(run: () => Promise<void>): Promise<void> {
    const turn = this.reading.then(run);
    this.reading = turn.catch(() => undefined);
    return turn;
  }

  /** The same for what nobody waits for: where the storage cannot be read now, the next write finds out again. */
  private inBackground(run: () => Promise<void>): void {
    this.inTurn(run).catch(() => undefined);
  }

  /** Reads what another tab has done to a document. Where that fails now, the storage still refuses what does not follow it. */
  private catchUp(id: string): Promise<void> {
    return this.inTurn(() => this.read(id)).catch(() => undefined);
  }

  private async catchUpAll(): Promise<void> {
    const marks = (await this.archive?.marks()) ?? new Map();
    for (const id of marks.keys()) await this.catchUp(id);
  }

  /** Reads a document that another tab has taken farther. */
  private async read(id: string): Promise<void> {
    const known = this.ledger.documents.get(id);
    const mark = await this.archive?.mark(id);
    if (!mark || (known && !isAhead(mark, markOf(known)))) return;
    await this.part(id);
  }

  /** Puts what is stored of a document in the place of what this tab has; steps that are only here are kept beside it. */
  private async part(id: string): Promise<void> {
    const theirs = await (await this.recorder.reconnect()).document(id);
    const mine = this.ledger.documents.get(id);
    // A document that another tab has deleted, and this one has changed, is stored anew.
    if (!theirs) {
      // It may also be that the other tab has not stored it anew yet.
      if (mine && (await this.isOthers(id))) await new Promise((resolve) => setTimeout(resolve, PAUSE));
      return mine && this.recorder.insist(id);
    }
    if (mine && isSame(theirs, mine)) return this.recorder.adopt(theirs);
    const isOnlyHere = mine !== undefined && !this.recorder.hasStored(mine) && !contains(theirs, mine) && !isUntouched(mine);
    const copy = isOnlyHere ? await this.copy(mine, (title) => title) : undefined;
    this.ledger.put(theirs);
    this.recorder.adopt(theirs);
    await this.restore(this.engine, theirs);
    await this.listener.onFollowed(id);
    if (copy !== undefined) this.listener.onDiverged(copy);
  }

  private hear(message: TabMessage): void {
    switch (message.type) {
      case "stored":
        if (!this.tabs.own.includes(message.id)) this.inBackground(() => this.read(message.id));
        return;
      case "removed":
        return this.inBackground(() => this.drop(message.id));
      case "labels":
        return this.inBackground(() => this.reload());
      case "yield":
        return void this.yieldUp(message.id);
    }
  }

  private async drop(id: string): Promise<void> {
    if (!this.ledger.documents.delete(id)) return;
    this.recorder.forget(id, true);
    await this.engine.close(id);
    await this.listener.onFollowed(id);
  }

  /** Another tab has changed the label set: everything is read anew. What is only here stays, or is kept beside. */
  private async reload(): Promise<void> {
    await this.recorder.flush();
    const before = [...this.ledger.documents.keys()];
    const unstored = await this.recorder.load();
    const parted = unstored.filter((mine) => !this.goesOn(mine));
    for (const id of before) await this.engine.close(id).catch(() => undefined);
    await this.fill(this.engine);
    const copies: string[] = [];
    for (const mine of parted) {
      // One that cannot be opened with the other labels is offered as a file.
      const copy = await this.copy(mine, (title) => title).catch((error: unknown) => this.listener.onBroken(mine, error));
      if (copy !== undefined) copies.push(copy);
    }
    await this.listener.onFollowed(null);
    for (const copy of copies) this.listener.onDiverged(copy);
  }

  /** Puts a document that is not stored whole back into the ledger that was read anew. Gives whether nothing of it is left over. */
  private goesOn(mine: Kept): boolean {
    const theirs = this.ledger.documents.get(mine.id);
    if (theirs && (contains(theirs, mine) || isUntouched(mine))) return true;
    if (theirs && !contains(mine, theirs)) return false;
    this.ledger.put(mine);
    this.recorder.touch();
    return true;
  }

  private async yieldUp(id: string): Promise<void> {
    if (!this.tabs.own.includes(id)) return;
    await this.changing;
    if (!(await this.recorder.flush())) return this.tabs.tell({ type: "keep", id });
    this.tabs.release(id);
    this.listener.onReleased(id);
  }

  private lose(id: string): void {
    this.listener.onReleased(id);
    const mine = this.ledger.documents.get(id);
    if (mine && !this.recorder.hasStored(mine)) this.inBackground(() => this.part(id));
  }

  private tellStored({ whole, appended, removed, places }: Batch): void {
    // Documents with other labels can only be read by whoever has those labels: everything is read anew, the labels first.
    if (places.some(([place]) => place === "schema")) this.tabs.tell({ type: "labels" });
    else for (const id of [...whole.map(({ kept }) => kept.id), ...appended.map((change) => change.id)]) this.tabs.tell({ type: "stored", id });
    for (const id of removed) this.tabs.tell({ type: "removed", id });
  }
}

/** Whether two tabs have opened the same text and done the same to it. */
function isSame(theirs: Kept, mine: Kept): boolean {
  return contains(theirs, mine) && contains(mine, theirs);
}

/** Whether two documents begin with the same text and marks. One that cannot be unpacked begins as no other. */
export async function hasSameBase(a: Kept, b: Kept): Promise<boolean> {
  const [first, second] = await Promise.all([a, b].map(({ base }) => unpack(base).catch(() => undefined)));
  return first !== undefined && first === second;
}

/** Whether nothing was done to a document yet. */
function isUntouched({ journal }: Kept): boolean {
  return journal.length === 0;
}
