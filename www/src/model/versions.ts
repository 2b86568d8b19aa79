/** Earlier states of a document, by its journal: the ends of stretches of work. */
import type { Entry } from "../storage/ledger";

/** So long a pause, in milliseconds, ends a stretch of work. */
const PAUSE = 10 * 60_000;
/** So many steps end one too: a day without a pause has states to go back to as well. */
const STEPS = 100;

/** A stretch of work: the document stood so after `steps` of its steps. */
export interface Stretch {
  steps: number;
  /** When the last of them was done, in milliseconds since 1970; 0 where it is not known. */
  time: number;
  /** How many steps the stretch has. */
  done: number;
}

/** The stretches of work on a document, the newest first. */
export function stretchesOf(journal: readonly Entry[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const [place, { time }] of journal.entries()) {
    const last = stretches.at(-1);
    if (last && time - last.time <= PAUSE && last.done < STEPS) Object.assign(last, { steps: place + 1, time, done: last.done + 1 });
    else stretches.push({ steps: place + 1, time, done: 1 });
  }
  return stretches.reverse();
}
