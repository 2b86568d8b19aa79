/** What the engine can be asked: every method of `Workspace`, asynchronous, errors intact. */
import type { Remote } from "comlink";
import type { Reply } from "./reply";
import type { Adjudication, Change, Choice, ChoicesView, Command, DataFile, DataFormat, DocumentSummary, DocumentView, ExportOptions, Exported, Hit, ImportPreview, LabelMapping, Likeness, Meta, Schema, Statistics, Words } from "./types";
import type { EngineWorker, WorkspaceMethod } from "./worker";

/** One call, of whichever worker answers. */
export type EngineCall = (worker: Remote<EngineWorker>) => PromiseLike<Reply<unknown>>;

export abstract class EngineCalls {
  schema(): Promise<Schema> {
    return this.call("schema");
  }

  /** Runs the whole pipeline on a text; gives the new document's id. */
  annotate(text: string, meta: Meta): Promise<string> {
    return this.call("annotate", text, meta);
  }

  /** Opens a file's bytes; gives the ids of the documents in it. Throws `ImportError`. */
  import(bytes: Uint8Array, fileName: string): Promise<string[]> {
    return this.call("import", bytes, fileName);
  }

  /** The pages of the web of archives that hold nothing else. Throws `ImportError` where one is damaged. */
  archivedPages(files: DataFile[]): Promise<DataFile[]> {
    return this.call("archivedPages", files);
  }

  /** The format of files that belong together; none where they are in no known one. */
  detect(files: DataFile[]): Promise<string | undefined> {
    return this.call("detect", files);
  }

  /** What files that belong together hold. Throws `ImportError` where they break the rules of their format. */
  preview(files: DataFile[], format: string): Promise<ImportPreview> {
    return this.call("preview", files, format, undefined);
  }

  /** Opens what files hold, with labels called as `names` says (`null` leaves one out). Throws `ImportError`. */
  importFiles(files: DataFile[], format: string, names: Record<string, string | null>): Promise<string[]> {
    return this.call("importFiles", files, format, names, undefined);
  }

  documents(): Promise<DocumentSummary[]> {
    return this.call("documents");
  }

  async view(id: string): Promise<DocumentView> {
    return JSON.parse(await this.call<string>("viewJson", id)) as DocumentView;
  }

  /** Applies one command as one undo step. Throws `CommandError`; nothing is changed then. */
  apply(id: string, command: Command): Promise<Change> {
    return this.call("apply", id, command);
  }

  undo(id: string): Promise<Change | undefined> {
    return this.call("undo", id);
  }

  redo(id: string): Promise<Change | undefined> {
    return this.call("redo", id);
  }

  /** The places in documents that have the words looked for; a span is one of the document `from`. */
  find(ids: string[], from: string, words: Words, likeness: Likeness): Promise<Hit[]> {
    return this.call("find", ids, from, words, likeness);
  }

  /** What was suggested in documents and what people made of it. */
  statistics(ids: string[]): Promise<Statistics> {
    return this.call("statistics", ids);
  }

  /** Changes the label set; gives the documents whose `base` and `journal` are others now. Throws `SchemaError` or `CommandError`. */
  changeSchema(schema: Schema, mapping: LabelMapping): Promise<string[]> {
    return this.call("changeSchema", schema, mapping);
  }

  close(id: string): Promise<void> {
    return this.call("close", id);
  }

  /** The documents in the native format. */
  export(ids: string[], format: "json" | "jsonl"): Promise<string> {
    return this.call("export", ids, format);
  }

  /** The formats of data sets. */
  formats(): Promise<DataFormat[]> {
    return this.call("formats");
  }

  /** The documents as files of a format, several packed into the archive of that name, and what the format could not hold. */
  exportAs(ids: string[], format: string, options: ExportOptions, archive: string): Promise<Exported> {
    return this.call("exportAs", ids, format, options, archive);
  }

  /** Compares the files of annotators. Throws `ImportError` or `AdjudicationError`. */
  adjudicate(files: DataFile[], by: string): Promise<Adjudication> {
    return this.call("adjudicate", files, by);
  }

  /** Decides the difference with this number. Throws `AdjudicationError`; nothing is changed then. */
  choose(index: number, choice: Choice): Promise<ChoicesView> {
    return this.call("choose", index, choice);
  }

  /** Decides each open difference in which more than half of the annotators say the same. */
  chooseMajority(): Promise<ChoicesView> {
    return this.call("chooseMajority");
  }

  undoChoice(): Promise<ChoicesView> {
    return this.call("undoChoice");
  }

  redoChoice(): Promise<ChoicesView> {
    return this.call("redoChoice");
  }

  /** The documents as they were decided, in the native format. */
  adjudicated(): Promise<string> {
    return this.call("adjudicated");
  }

  /** The document as it was opened, as `restore` takes it. */
  base(id: string): Promise<Uint8Array> {
    return this.run((worker) => worker.packedBase(id));
  }

  /** The changes since then, as `restore` takes them. */
  journal(id: string): Promise<string[]> {
    return this.call("journal", id);
  }

  /** Opens a stored document again; gives its id. Throws `RestoreError`. */
  restore(base: Uint8Array, journal: readonly string[]): Promise<string> {
    return this.run((worker) => worker.restorePacked(base, [...journal]));
  }

  /** Makes a call, and gives its value or throws its `EngineError`. */
  protected abstract run<T>(call: EngineCall): Promise<T>;

  private call<T>(method: WorkspaceMethod, ...parameters: unknown[]): Promise<T> {
    return this.run((worker) => worker.call(method, parameters));
  }
}
