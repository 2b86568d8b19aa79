/** Work that is done soon: after all that is under way, and before the browser paints. */

/**
 * Does one piece of work as a task of its own, once for all that ask for it meanwhile.
 *
 * Waiting for an animation frame instead would show what a person did one frame later: frames that others
 * asked for come first.
 */
export class NextTask {
  private readonly channel = new MessageChannel();
  private asked = false;

  constructor(work: () => void) {
    this.channel.port1.onmessage = () => {
      this.asked = false;
      work();
    };
  }

  /** Asks for the work. */
  ask(): void {
    if (this.asked) return;
    this.asked = true;
    this.channel.port2.postMessage(null);
  }
}
