/**
 * What an adjudicator compared and did since: in a database of its own, for it belongs to no document.
 *
 * A promise of this module is kept only after the transaction is on the disk (`durability: "strict"`).
 */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Choice, DataFile } from "../engine/types";
import { PROJECT } from "./project";

/** A step that decides something, or takes it back. */
export type DecidingStep = { do: "choose"; at: number; choice: Choice } | { do: "majority" | "undo" | "redo" };

/** A step of an adjudicator. `saved`: the result of the steps before it is a file. */
export type AdjudicationStep = DecidingStep | { do: "saved" };

/** What is compared. */
export interface Compared {
  files: readonly DataFile[];
  /** The adjudicator's name. */
  by: string;
}

interface LogSchema extends DBSchema {
  comparison: { key: "last"; value: Compared & { id: string } };
  steps: { key: number; value: { comparison: string; step: AdjudicationStep } };
}

/** A page of a project of its own keeps its comparison to itself as well. */
export const ADJUDICATION_DATABASE = `${PROJECT}-adjudication`;

const STRICT = { durability: "strict" } as const;

export class AdjudicationLog {
  /** The database; none where the browser refuses it. */
  private readonly database: Promise<IDBPDatabase<LogSchema> | null>;
  /** The comparison that this page writes; another tab may have begun one since. */
  private id: string | null = null;

  constructor() {
    // A browser that refuses throws at once, or refuses the promise.
    const open = async () => openDB<LogSchema>(ADJUDICATION_DATABASE, 1, {
      upgrade(fresh) {
        fresh.createObjectStore("comparison");
        fresh.createObjectStore("steps", { autoIncrement: true });
      },
    });
    this.database = open().catch(() => null);
  }

  /** Keeps a comparison in place of the last; says whether it is on the disk. */
  async begin({ files, by }: Compared): Promise<boolean> {
    const id = crypto.randomUUID();
    const isKept = await this.write(async (database) => {
      const transaction = database.transaction(["comparison", "steps"], "readwrite", STRICT);
      await Promise.all([transaction.objectStore("comparison").put({ id, files, by }, "last"), transaction.objectStore("steps").clear(), transaction.done]);
      return true;
    });
    this.id = isKept ? id : null;
    return isKept;
  }

  /** Keeps a step of the comparison that was begun or gone on with here; says whether it is on the disk. */
  async add(step: AdjudicationStep): Promise<boolean> {
    const { id } = this;
    if (id === null) return false;
    return this.write(async (database) => {
      const transaction = database.transaction(["comparison", "steps"], "readwrite", STRICT);
      // A step of a comparison that another tab has put another one in place of would be kept for nobody.
      const isLast = (await transaction.objectStore("comparison").get("last"))?.id === id;
      await Promise.all([isLast ? transaction.objectStore("steps").add({ comparison: id, step }) : undefined, transaction.done]);
      return isLast;
    });
  }

  /** The last comparison with its steps, to go on with; null where there is none. */
  async last(): Promise<(Compared & { steps: AdjudicationStep[] }) | null> {
    const database = await this.database;
    try {
      const transaction = database?.transaction(["comparison", "steps"], "readonly");
      const [comparison, rows] = await Promise.all([transaction?.objectStore("comparison").get("last"), transaction?.objectStore("steps").getAll()]);
      if (!comparison || !rows) return null;
      this.id = comparison.id;
      const steps = rows.filter((row) => row.comparison === comparison.id).map((row) => row.step);
      return { files: comparison.files, by: comparison.by, steps };
    } catch {
      return null;
    }
  }

  private async write(run: (database: IDBPDatabase<LogSchema>) => Promise<boolean>): Promise<boolean> {
    const database = await this.database;
    if (!database) return false;
    try {
      return await run(database);
    } catch {
      return false;
    }
  }
}
