/** How much work annotating is: keys, clicks and time. Kept in this browser and never sent. */

/** The work so far. */
export interface Work {
  keys: number;
  clicks: number;
  /** Time with less than half a minute between two actions. */
  milliseconds: number;
  /** Marks made, changed, accepted, rejected or deleted. */
  marks: number;
}

const KEY = "hashiya.work";
const PAUSE = 30_000;

export class WorkLog {
  private work: Work = read();
  private last: number | null = null;

  /** Notes a key press or a click at a moment, in milliseconds. */
  note(action: "keys" | "clicks", moment: number): void {
    const gap = this.last === null ? 0 : moment - this.last;
    this.last = moment;
    this.work = { ...this.work, [action]: this.work[action] + 1, milliseconds: this.work.milliseconds + (gap < PAUSE ? gap : 0) };
  }

  /** Notes that marks were changed. */
  changed(marks: number): void {
    this.work = { ...this.work, marks: this.work.marks + marks };
    try {
      localStorage.setItem(KEY, JSON.stringify(this.work));
    } catch {
      // A browser that refuses storage counts until the page closes.
    }
  }

  /** The work so far. */
  get total(): Work {
    return this.work;
  }
}

function read(): Work {
  const none = { keys: 0, clicks: 0, milliseconds: 0, marks: 0 };
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Work>;
    const isCount = (value: unknown) => typeof value === "number" && value >= 0;
    return Object.values(stored).every(isCount) ? { ...none, ...stored } : none;
  } catch {
    return none;
  }
}
