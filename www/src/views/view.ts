/** The base of all views: they print the state and say what the reader wants; they change nothing themselves. */
import { LitElement, type PropertyValues } from "lit";
import type { Intent } from "../commands/intents";
import type { State } from "../store/state";

/** The event by which a view says what the reader wants. */
export const INTENT = "hashiya-intent";

export abstract class View extends LitElement {
  static override properties = { state: { attribute: false } };

  /** The state to print. */
  state!: State;

  /** The parts of the state that the view prints; it is printed anew only when one of them changes. */
  protected abstract readonly uses: readonly (keyof State)[];

  // Views stand in the document itself: labels, focus and the article's highlights reach across them.
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override shouldUpdate(changed: PropertyValues): boolean {
    const before = changed.get("state") as State | undefined;
    if (!changed.has("state") || changed.size > 1 || !before) return this.state !== undefined;
    return this.uses.some((part) => before[part] !== this.state[part]);
  }

  /** Says what the reader wants. */
  protected want(intent: Intent): void {
    this.dispatchEvent(new CustomEvent<Intent>(INTENT, { detail: intent, bubbles: true, composed: true }));
  }
}

/** Scrolls what shows the mark `id` into view at the next frame: to ask for its place before would make a browser lay out the page twice. */
export function revealInFrame(view: HTMLElement, id: string): void {
  requestAnimationFrame(() => view.querySelector(`[data-id="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "nearest" }));
}
