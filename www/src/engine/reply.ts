/** How results and errors cross the worker's border with nothing lost. */

/** An error as plain data. */
export interface Failure {
  name: string;
  message: string;
  /** Stable kebab-case word for localisation; "unknown" where the thrower gave none. */
  code: string;
  details: Record<string, string | number>;
}

/** The code of an error after which the engine must be started anew. */
export const CRASH = "engine-crash";

/** What a call of the engine answers. */
export type Reply<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** An error of the engine, as the page sees it. */
export class EngineError extends Error {
  readonly code: string;
  readonly details: Record<string, string | number>;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = failure.name;
    this.code = failure.code;
    this.details = failure.details;
  }
}

/** Turns anything thrown into plain data. */
export function toFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), code: "unknown", details: {} };
  const { code, details } = error as Partial<EngineError>;
  return { name: error.name, message: error.message, code: code ?? "unknown", details: details ?? {} };
}

/** Gives the value of a reply, or throws its failure as an {@link EngineError}. */
export function unwrap<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value;
  throw new EngineError(reply.failure);
}
