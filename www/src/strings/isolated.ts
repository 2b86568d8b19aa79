/** Names that others wrote, in the midst of the interface's sentences. */

/** Marks that open or close a stretch of another direction (UAX #9): a name may hold one that it never closes. */
const STRETCHES = /[\u202a-\u202e\u2066-\u2069]/g;

/** A text without marks that would turn round what stands after it. For what is shown; the data keep theirs. */
export function withoutStretches(text: string): string {
  return text.replace(STRETCHES, "");
}

/** A name of any direction in the midst of a text: its own letters decide how it is laid out, and nothing around it. */
export function isolated(name: string): string {
  return `\u2068${withoutStretches(name)}\u2069`;
}
