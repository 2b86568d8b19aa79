/** What is said to the reader when something went wrong, and taken back when it is right again. */
import { toFailure } from "../engine/reply";
import type { Kept } from "../storage/ledger";
import { unpack } from "../storage/packing";
import type { Notice } from "./state";
import type { Store } from "./store";

/** Codes of messages about the storage by the names of the browser's errors. */
const STORAGE_CODES: Record<string, string> = { QuotaExceededError: "storage-full", VersionError: "newer-page" };

export class Notices {
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  /** Shows an error. */
  report(error: unknown, headline: Notice["headline"], rescue: Notice["rescue"] = null): void {
    const { code, details, message } = toFailure(error);
    // A code without a message of its own still says what the thrower said.
    const shown = code === "unknown" ? { ...details, reason: message } : details;
    this.store.update({ notice: { headline, code, details: shown, rescue } });
  }

  /** Shows why something was not done, or what else there is to know. */
  refuse(code: string, headline: Notice["headline"] = (strings) => strings.errors.command, details: Notice["details"] = {}): void {
    this.store.update({ notice: { headline, code, details, rescue: null } });
  }

  /** Shows that the work is not stored. */
  reportStorage(error: unknown): void {
    // What became of steps must be read; that they are not stored is said by the toolbar as well.
    if (this.store.state.notice?.code === "diverged") return;
    const { name, message } = toFailure(error);
    const code = STORAGE_CODES[name] ?? "storage";
    this.store.update({ notice: { headline: (strings) => strings.errors.storing, code, details: code === "storage" ? { reason: message || name } : {}, rescue: "storage" } });
  }

  /** Takes back that the work is not stored. */
  withdrawStorage(): void {
    if (this.store.state.notice?.rescue === "storage") this.store.update({ notice: null });
  }

  /** The message that a step does not take away: that the work is not stored is said until it is. */
  get lasting(): Notice | null {
    const { notice } = this.store.state;
    return notice?.rescue === "storage" ? notice : null;
  }

  /** Shows that a stored document cannot be brought back, and offers what is stored of it. */
  async reportBroken(kept: Kept, error: unknown): Promise<void> {
    // What cannot be unpacked is given as it is.
    const base = await unpack(kept.base).catch(() => Array.from(kept.base));
    const content = JSON.stringify({ base, journal: kept.journal.map(({ entry }) => entry) }, null, 1);
    this.report(error, (strings) => strings.errors.restoring, { name: `hashiya-${kept.id}.stored.json`, content });
  }
}
