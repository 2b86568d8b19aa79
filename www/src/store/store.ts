/** The one store: the last state, and who wants to hear of the next. */
import type { State } from "./state";

export type Listener = (state: State) => void;

export class Store {
  private current: State;
  private readonly listeners = new Set<Listener>();

  constructor(initial: State) {
    this.current = initial;
  }

  get state(): State {
    return this.current;
  }

  /** Replaces parts of the state and tells every listener. */
  update(changes: Partial<State>): void {
    this.current = { ...this.current, ...changes };
    for (const listener of this.listeners) listener(this.current);
  }

  /** Calls `listener` with every new state; gives the way to stop that. */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
