/** The page's side of the engine: the worker that it runs in, and another one when that breaks. */
import * as Comlink from "comlink";
import { type EngineCall, EngineCalls } from "./calls";
import { engineFiles, startWorker } from "./files";
import { CRASH, EngineError, unwrap } from "./reply";
import type { EngineWorker } from "./worker";

/** One worker with a core in it. */
class EngineProcess {
  private readonly worker = startWorker();
  private readonly remote = Comlink.wrap<EngineWorker>(this.worker);
  private readonly broken: Promise<never>;
  private fail: (error: EngineError) => void = () => undefined;

  constructor() {
    this.broken = new Promise((_, reject) => {
      this.fail = reject;
    });
    this.worker.addEventListener("error", (event) => this.fail(crash(event.message)));
    // A crash is reported by the call that waits for it; without a waiting call it must not count as unhandled.
    this.broken.catch(() => undefined);
  }

  /** Hears of the worker's end, also while no call waits. */
  onBroken(listener: () => void): void {
    this.broken.catch(listener);
  }

  async run<T>(call: EngineCall): Promise<T> {
    return unwrap(await Promise.race([call(this.remote), this.broken])) as T;
  }

  /** Ends the worker; calls that wait for it fail. */
  end(): void {
    this.worker.terminate();
    this.fail(crash("the engine was stopped"));
  }
}

/** The calls of one worker, whatever becomes of it. */
class ProcessCalls extends EngineCalls {
  private readonly process: EngineProcess;

  constructor(process: EngineProcess) {
    super();
    this.process = process;
  }

  protected override run<T>(call: EngineCall): Promise<T> {
    return this.process.run(call);
  }
}

/** What fills an engine that was started anew with what the one before had. */
export type Refill = (engine: EngineCalls) => Promise<void>;

/** An engine that is started anew when it breaks. Calls are answered in the order in which they were made. */
export class Engine extends EngineCalls {
  private process = new EngineProcess();
  private refill: Refill | null = null;
  private reviving: Promise<void> | null = null;

  /** Loads the core. Throws `PackError` on a damaged lexicon. */
  async start(): Promise<void> {
    const files = await engineFiles();
    await this.process.run((remote) => remote.start(files));
    this.watch();
  }

  /** Says what fills an engine that was started anew; it calls the engine that it is given. */
  onRevival(refill: Refill): void {
    this.refill = refill;
  }

  protected override async run<T>(call: EngineCall): Promise<T> {
    await this.reviving;
    const { process } = this;
    try {
      return await process.run<T>(call);
    } catch (error) {
      if (error instanceof EngineError && error.code === CRASH) this.revive(process);
      throw error;
    }
  }

  private watch(): void {
    const { process } = this;
    process.onBroken(() => this.revive(process));
  }

  /** Puts a new worker in the place of a broken one; calls wait until it is filled. */
  private revive(broken: EngineProcess): void {
    if (broken !== this.process) return;
    broken.end();
    const fresh = new EngineProcess();
    this.process = fresh;
    const fill = async () => {
      const files = await engineFiles();
      await fresh.run((remote) => remote.start(files));
      await this.refill?.(new ProcessCalls(fresh));
      this.watch();
    };
    this.reviving = fill().catch((error: unknown) => {
      // An engine that breaks on what it is filled with would break again: calls say so from now on.
      fresh.end();
      this.reviving = Promise.reject(error);
      this.reviving.catch(() => undefined);
    });
  }
}

function crash(message: string): EngineError {
  return new EngineError({ name: "EngineError", message, code: CRASH, details: {} });
}
