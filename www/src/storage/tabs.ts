/**
 * Several tabs on the same work: one edits a document, the others follow it.
 *
 * Who holds a document's lock (Web Locks) may write it. What was stored is told to the other tabs (BroadcastChannel), which
 * read it from the storage. Without Web Locks (a page without a secure context) every tab may write, and the storage still
 * refuses a step that another tab has written.
 */

import { PROJECT } from "./project";

/** What tabs tell each other. */
export type TabMessage =
  /** A document, new or known, is stored farther than before. */
  | { type: "stored"; id: string }
  | { type: "removed"; id: string }
  /** The label set is another, and with it perhaps every document. */
  | { type: "labels" }
  /** Please store a document and let it go. */
  | { type: "yield"; id: string }
  /** The document is not let go, for something of it is not stored. */
  | { type: "keep"; id: string };

export interface TabListener {
  onMessage(message: TabMessage): void;
  /** Another tab took a document without asking further. */
  onStolen(id: string): void;
}

export type Taking = "taken" | "refused";

/** How long a tab is waited for that should let a document go; then it counts as frozen. In milliseconds. */
const PATIENCE = 4_000;
const NAME = PROJECT;

export class Tabs {
  private readonly listener: TabListener;
  private readonly channel = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(NAME);
  private locks: LockManager | undefined = globalThis.navigator?.locks;
  /** Kept when it is known whether the browser lets the page use its locks, as it does not in a sandboxed frame. */
  private readonly probed: Promise<void>;
  /** For each held lock the way to let it go. */
  private readonly held = new Map<string, () => void>();
  private readonly refusals = new Map<string, () => void>();

  constructor(listener: TabListener) {
    this.listener = listener;
    this.probed = Promise.resolve(this.locks?.query()).then(
      () => undefined,
      () => {
        this.locks = undefined;
      },
    );
    this.channel?.addEventListener("message", ({ data }: MessageEvent<TabMessage>) => {
      if (data.type === "keep") this.refusals.get(data.id)?.();
      else this.listener.onMessage(data);
    });
  }

  /** Hears and tells nothing more, and lets every document go. */
  close(): void {
    this.channel?.close();
    for (const id of this.own) this.release(id);
  }

  /** Tells the other tabs. */
  tell(message: TabMessage): void {
    this.channel?.postMessage(message);
  }

  /** Whether this tab edits a document. */
  holds(id: string): boolean {
    return !this.locks || this.held.has(id);
  }

  /** Makes this tab the one that edits a document, if no other is. */
  async hold(id: string): Promise<boolean> {
    await this.probed;
    return this.holds(id) || this.request(id, { ifAvailable: true });
  }

  /** Lets a document go. */
  release(id: string): void {
    this.held.get(id)?.();
    this.held.delete(id);
  }

  /** The documents that this tab edits. */
  get own(): string[] {
    return [...this.held.keys()];
  }

  /** Says of each document whether another tab edits it. */
  async others(): Promise<(id: string) => boolean> {
    await this.probed;
    const { held = [] } = (await this.locks?.query()) ?? {};
    const names = new Set(held.map(({ name }) => name));
    return (id) => !this.holds(id) && names.has(lockOf(id));
  }

  /** Asks the tab that edits a document to store it and let it go; one that does not answer is not waited for. */
  async take(id: string): Promise<Taking> {
    await this.probed;
    if (this.holds(id)) return "taken";
    const waiting = new AbortController();
    const refused = new Promise<"refused">((resolve) => this.refusals.set(id, () => resolve("refused")));
    const patience = setTimeout(() => waiting.abort(), PATIENCE);
    this.tell({ type: "yield", id });
    const got = this.request(id, { signal: waiting.signal });
    const answer = await Promise.race([refused, got]);
    clearTimeout(patience);
    this.refusals.delete(id);
    if (answer === "refused") {
      waiting.abort();
      // The lock may have come at the same moment.
      if (await got) this.release(id);
      return "refused";
    }
    if (!answer) await this.request(id, { steal: true });
    return "taken";
  }

  /** Does something while no other tab does the like: many may `share`, one alone may not. Nothing where that is not possible now. */
  async during<T>(name: string, mode: LockMode, run: () => Promise<T>): Promise<T | undefined> {
    await this.probed;
    if (!this.locks) return run();
    return this.locks.request(`${NAME}:${name}`, { mode, ifAvailable: true }, (lock) => (lock ? run() : undefined));
  }

  private request(id: string, options: LockOptions): Promise<boolean> {
    const { locks } = this;
    if (!locks) return Promise.resolve(true);
    return new Promise((resolve) => {
      const until = (lock: Lock | null): Promise<void> | undefined => {
        // Another request of this tab may have got it a moment ago.
        resolve(lock !== null || this.held.has(id));
        return lock ? new Promise((release) => this.held.set(id, release)) : undefined;
      };
      locks.request(lockOf(id), options, until).catch(() => {
        resolve(false);
        // A lock that ends otherwise than by `release` was stolen.
        if (this.held.delete(id)) this.listener.onStolen(id);
      });
    });
  }
}

function lockOf(id: string): string {
  return `${NAME}:document:${id}`;
}
