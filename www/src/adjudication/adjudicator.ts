/** The adjudicator's work: files compared, differences decided, the result saved. What waits for the engine is here. */
import { download, readFile } from "../dom/files";
import type { Engine } from "../engine/client";
import { toFailure } from "../engine/reply";
import type { Choice, ChoicesView } from "../engine/types";
import type { Session } from "../store/session";
import type { Store } from "../store/store";
import { type Adjudicating, type AdjudicationAction, nextOpen, pressed } from "./model";

/** The file that the result is saved as. */
const RESULT = "adjudicated.json";

export class Adjudicator {
  private readonly store: Store;
  private readonly engine: Engine;
  private readonly session: Session;

  constructor(store: Store, engine: Engine, session: Session) {
    this.store = store;
    this.engine = engine;
    this.session = session;
    // Decisions are nowhere but here until the result is saved or opened: the browser asks before they are lost.
    window.addEventListener("beforeunload", (event) => {
      if (this.store.state.adjudicating.unsaved) event.preventDefault();
    });
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
        return this.step(() => this.engine.chooseMajority());
      case "undo":
        return this.step(() => this.engine.undoChoice());
      case "redo":
        return this.step(() => this.engine.redoChoice());
      default:
        return this.finish(action.do);
    }
  }

  private async compare({ files, by }: Adjudicating): Promise<void> {
    try {
      const found = await this.engine.adjudicate([...files], by.trim() || "person");
      const choices = found.differences.map(() => null);
      this.change({ found, choosing: false, choices, undo: false, redo: false, at: 0, part: "differences", unsaved: false, failure: null });
    } catch (error) {
      this.change({ failure: toFailure(error) });
    }
  }

  private async press(key: string, { found, at }: Adjudicating): Promise<void> {
    const difference = found?.differences[at];
    const choice = difference && pressed(key, difference);
    if (choice) await this.choose(at, choice);
  }

  private async choose(at: number, choice: Choice): Promise<void> {
    await this.step(() => this.engine.choose(at, choice));
    const { choices, failure } = this.store.state.adjudicating;
    if (!failure) this.change({ at: nextOpen(choices, at) });
  }

  /** Carries out a step and shows what it changed; a step back shows where. */
  private async step(run: () => Promise<ChoicesView>): Promise<void> {
    try {
      const { changed, undo, redo } = await run();
      const { adjudicating } = this.store.state;
      const choices = [...adjudicating.choices];
      for (const { index, choice } of changed) choices[index] = choice;
      const at = changed.length === 1 ? (changed[0]?.index ?? adjudicating.at) : adjudicating.at;
      this.change({ choices, undo, redo, at, unsaved: true, failure: null });
    } catch (error) {
      this.change({ failure: toFailure(error) });
    }
  }

  /** Saves the result as a file, or opens it to go on working on it. */
  private async finish(how: "save" | "open"): Promise<void> {
    try {
      const result = await this.engine.adjudicated();
      if (how === "save") download(RESULT, result, "application/json");
      else if (await this.session.openFiles([{ name: RESULT, bytes: new TextEncoder().encode(result) }])) this.store.update({ dialog: null });
      else return;
      this.change({ unsaved: false });
    } catch (error) {
      this.change({ failure: toFailure(error) });
    }
  }

  private change(changes: Partial<Adjudicating>): void {
    this.store.update({ adjudicating: { ...this.store.state.adjudicating, ...changes } });
  }
}
