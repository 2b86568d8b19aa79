/** Turns key presses into commands. */
import { type FocusPlace, placeOf } from "../dom/focus";
import { modeOf, type State } from "../store/state";
import { keysOf } from "./bindings";
import type { Context, Input, PageCommand, Scope } from "./command";
import { keyOf } from "./keys";
import { COMMANDS, commandOf } from "./table";
import type { Turns } from "./turns";

/** Whether keys of a scope work where the focus is. */
export function inScope(scope: Scope, place: FocusPlace): boolean {
  if (scope === "page") return place !== "field";
  if (scope === "work") return place === "work" || place === "article";
  return place === "article";
}

/** The command for a key in a state, with its input; nothing where the key has no meaning now. */
export function commandFor(state: State, place: FocusPlace, key: string): { command: PageCommand; input: Input } | undefined {
  const input = { key };
  const mode = modeOf(state);
  const fits = (command: PageCommand) => inScope(command.scope, place) && command.modes.includes(mode);
  const command = COMMANDS.find((each) => keysOf(state.settings, each).includes(key) && fits(each) && each.when(state, input));
  if (command) return { command, input };
  const label = commandOf("annotation.label");
  return fits(label) && label.when(state, input) ? { command: label, input } : undefined;
}

/** Listens to keys. A key pressed while the engine works waits for its turn. */
export class Keymap {
  private readonly context: Context;
  private readonly turns: Turns;

  constructor(context: Context, turns: Turns) {
    this.context = context;
    this.turns = turns;
  }

  /** Handles one key press. */
  handle(event: KeyboardEvent): void {
    const { state } = this.context.store;
    if (event.isComposing || event.defaultPrevented || state.dialog || state.palette) return;
    const place = placeOf(event);
    const key = keyOf(event);
    // While an action is under way the state is not yet the one that the key is meant for, so the key is judged later.
    const later = this.turns.busy && place === "article" && !/^(Control|Shift|Alt|Meta|F\d+)$/.test(event.key);
    if (!later && !commandFor(state, place, key)) return;
    event.preventDefault();
    this.turns.take(
      () => this.run(place, key),
      (error) => this.context.session.report(error, (strings) => strings.errors.command),
    );
  }

  private run(place: FocusPlace, key: string): void | Promise<void> {
    const found = commandFor(this.context.store.state, place, key);
    return found?.command.run(this.context, found.input);
  }
}
