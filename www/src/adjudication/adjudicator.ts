/** The adjudicator's work: files compared, differences decided, the result saved. What waits for the engine is here. */
import { download, readFile } from "../dom/files";
import type { Engine } from "../engine/client";
import { toFailure } from "../engine/reply";
import type { Choice, ChoicesView } from "../engine/types";
import type { AdjudicationLog, AdjudicationStep, DecidingStep } from "../storage/adjudication-log";
import type { Session } from "../store/session";
import type { Store } from "../store/store";
import { type Adjudicating, type AdjudicationAction, nextOpen, pressed } from "./model";

/** The file that the result is saved as. */
const RESULT = "adjudicated.json";

export class Adjudicator {
  private readonly store: Store;
  private readonly engine: Engine;
  private readonly session: Session;
  private readonly log: AdjudicationLog;
  /** Whether every decision so far is on the disk. */
  private isKept = false;

  constructor(store: Store, engine: Engine, session: Session, log: AdjudicationLog) {
    this.store = store;
    this.engine = engine;
    this.session = session;
    this.log = log;
    // Where the browser keeps nothing, decisions are nowhere but here until the result is saved or opened: it asks before they are lost.
    window.addEventListener("beforeunload", (event) => {
      if (this.store.state.adjudicating.unsaved && !this.isKept) event.preventDefault();
    });
  }

  /** Shows the dialog, at first with the comparison that was under way when the page was last here. */
  async open(): Promise<void> {
    this.store.update({ dialog: { kind: "adjudication" } });
    if (this.store.state.adjudicating.found === null) await this.goOn();
  }

  /** Does what the adjudicator asks for. */
  async act(action: AdjudicationAction): Promise<void> {
    const { adjudicating } = this.store.state;
    switch (action.do) {
      case "add": {
        const files = await Promise.all(action.files.map(async (file) => ({ name: file.name, bytes: await readFile(file) })));
        return this.change({ files: [...adjudicating.files, ...files], failure: null });
      }
      case "remove":
        return this.change({ files: adjudicating.files.filter((_, index) => index !== action.index), failure: null });
      case "name":
        return this.change({ by: action.by });
      case "compare":
        return this.compare(adjudicating);
      case "go":
        return this.change({ at: Math.max(0, Math.min(adjudicating.at + action.by, adjudicating.choices.length - 1)) });
      case "part":
        return this.change({ part: action.part });
      case "back":
        return this.change({ choosing: true, failure: null });
      case "go-on":
        return this.change({ choosing: false, failure: null });
      case "choose":
        return this.choose(action.at, action.choice);
      case "press":
        return this.press(action.key, adjudicating);
      case "majority":
      case "undo":
      case "redo":
        return this.step({ do: action.do });
      default:
        return this.finish(action.do);
    }
  }

  private async compare({ files, by }: Adjudicating): Promise<void> {
    if (await this.show(files, by)) this.isKept = await this.log.begin({ files, by });
  }

  /** Compares files; says whether they can be. */
  private async show(files: Adjudicating["files"], by: string): Promise<boolean> {
    try {
      const found = await this.engine.adjudicate([...files], by.trim() || "person");
      const choices = found.differences.map(() => null);
      this.change({ files, by, found, choosing: false, choices, undo: false, redo: false, at: 0, part: "differences", unsaved: false, failure: null });
      return true;
    } catch (error) {
      this.change({ files, by, failure: toFailure(error) });
      return false;
    }
  }

  /** Does again what the log holds, where it holds anything and no files have been chosen here. */
  private async goOn(): Promise<void> {
    const last = this.store.state.adjudicating.files.length === 0 ? await this.log.last() : null;
    if (!last || !(await this.show(last.files, last.by))) return;
    for (const step of last.steps) {
      const view = step.do === "saved" ? null : await this.tried(step);
      if (step.do === "saved") this.change({ unsaved: false });
      else if (view) this.shown(step, view);
      else return;
    }
    this.isKept = true;
  }

  private async press(key: string, { found, at }: Adjudicating): Promise<void> {
    const difference = found?.differences[at];
    const choice = difference && pressed(key, difference);
    if (choice) await this.choose(at, choice);
  }

  private async choose(at: number, choice: Choice): Promise<void> {
    await this.step({ do: "choose", at, choice });
  }

  /** Carries out a step: what is shown is kept already. */
  private async step(step: DecidingStep): Promise<void> {
    const view = await this.tried(step);
    if (!view) return;
    await this.keep(step);
    this.shown(step, view);
  }

  private async keep(step: AdjudicationStep): Promise<void> {
    this.isKept = (await this.log.add(step)) && this.isKept;
  }

  private run(step: DecidingStep): Promise<ChoicesView> {
    switch (step.do) {
      case "choose":
        return this.engine.choose(step.at, step.choice);
      case "majority":
        return this.engine.chooseMajority();
      case "undo":
        return this.engine.undoChoice();
      case "redo":
        return this.engine.redoChoice();
    }
  }

  /** What a step changes; null where it is refused, which is shown. */
  private async tried(step: DecidingStep): Promise<ChoicesView | null> {
    try {
      return await this.run(step);
    } catch (error) {
      this.change({ failure: toFailure(error) });
      return null;
    }
  }

  /** Shows what a step changed: after a choice the next open difference, after a step back where it was. */
  private shown(step: DecidingStep, { changed, undo, redo }: ChoicesView): void {
    const { adjudicating } = this.store.state;
    const choices = [...adjudicating.choices];
    for (const { index, choice } of changed) choices[index] = choice;
    const touched = changed.length === 1 ? (changed[0]?.index ?? adjudicating.at) : adjudicating.at;
    const at = step.do === "choose" ? nextOpen(choices, step.at) : touched;
    this.change({ choices, undo, redo, at, unsaved: true, failure: null });
  }

  /** Saves the result as a file, or opens it to go on working on it. */
  private async finish(how: "save" | "open"): Promise<void> {
    try {
      const result = await this.engine.adjudicated();
      if (how === "save") download(RESULT, result, "application/json");
      else if (await this.session.openFiles([{ name: RESULT, bytes: new TextEncoder().encode(result) }])) this.store.update({ dialog: null });
      else return;
      this.change({ unsaved: false });
      await this.keep({ do: "saved" });
    } catch (error) {
      this.change({ failure: toFailure(error) });
    }
  }

  private change(changes: Partial<Adjudicating>): void {
    this.store.update({ adjudicating: { ...this.store.state.adjudicating, ...changes } });
  }
}
