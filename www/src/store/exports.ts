/** Documents written out: in the native format at once, in any format after a look at what it cannot hold. */
import type { Engine } from "../engine/client";
import { type ExportPlan, PLAIN_EXPORT } from "./state";
import type { Store } from "./store";

/** Asks the engine; an error becomes a message, and nothing is given. */
export type Attempt = <T>(run: () => Promise<T>) => Promise<T | undefined>;

export class Exports {
  private readonly store: Store;
  private readonly engine: Engine;
  private readonly attempt: Attempt;
  private last: ExportPlan = PLAIN_EXPORT;

  constructor(store: Store, engine: Engine, attempt: Attempt) {
    this.store = store;
    this.engine = engine;
    this.attempt = attempt;
  }

  /** Documents in the native format; nothing where that failed. */
  async native(ids: string[], format: "json" | "jsonl"): Promise<string | undefined> {
    this.store.update({ busy: "export" });
    try {
      return await this.attempt(() => this.engine.export(ids, format));
    } finally {
      this.store.update({ busy: null });
    }
  }

  /** Opens the dialog of exports, with what was chosen last. */
  async plan(): Promise<void> {
    const formats = await this.attempt(() => this.engine.formats());
    if (!formats) return;
    const known = formats.some(({ id }) => id === this.last.format);
    const plan = known ? this.last : { ...this.last, format: formats.find(({ written }) => written)?.id ?? "" };
    this.store.update({ dialog: { kind: "export", plan, formats, exported: null } });
  }

  /** Makes the files of an export, to be looked at before they are saved. */
  async prepare(plan: ExportPlan): Promise<void> {
    this.last = plan;
    const { documents, view } = this.store.state;
    const all = plan.all && documents.length > 1;
    const ids = all ? documents.map(({ id }) => id) : view ? [view.id] : [];
    // One article is not parted, whatever was chosen last for many.
    const options = all ? plan.options : { ...plan.options, split: null, file_per_document: false };
    const exported = await this.attempt(() => this.engine.exportAs(ids, plan.format, options, "hashiya.zip"));
    const { dialog } = this.store.state;
    // Another choice may have been made meanwhile.
    if (exported && dialog?.kind === "export" && dialog.plan === plan) this.store.update({ dialog: { ...dialog, exported } });
  }
}
