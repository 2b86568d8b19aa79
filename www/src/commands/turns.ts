/** Takes actions one after another, in the order in which the reader asked for them. */
export class Turns {
  private waiting = 0;
  private queue: Promise<void> = Promise.resolve();
  private readonly onChange: (busy: boolean) => void;

  /** `onChange` hears when actions begin to be under way, and when all are done. */
  constructor(onChange: (busy: boolean) => void = () => undefined) {
    this.onChange = onChange;
  }

  /** Whether an action is under way. */
  get busy(): boolean {
    return this.waiting > 0;
  }

  /** Takes an action when all earlier ones are done; `onError` hears of its failure. */
  take(action: () => void | Promise<void>, onError: (error: unknown) => void): void {
    this.waiting += 1;
    if (this.waiting === 1) this.onChange(true);
    this.queue = this.queue
      .then(action)
      .catch(onError)
      .finally(() => {
        this.waiting -= 1;
        if (this.waiting === 0) this.onChange(false);
      });
  }
}
