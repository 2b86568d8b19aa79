/**
 * The engine's worker: the only module that imports the WebAssembly package.
 *
 * Every method answers with a {@link Reply}, because an `Error` thrown through Comlink would arrive
 * without its `code` and `details`.
 */
import * as Comlink from "comlink";
import init, { Workspace } from "../../pkg/hashiya.js";
import wasmUrl from "../../pkg/hashiya_bg.wasm?url";
import lexiconUrl from "../../pkg/lexicon.pack?url";
import entitiesUrl from "../../pkg/entities.model?url";
import eventsUrl from "../../pkg/events.model?url";
import type { EngineFiles } from "./files";
import { pack, unpack } from "../storage/packing";
import { CRASH, type Failure, type Reply, toFailure } from "./reply";

export type * from "../../pkg/hashiya.js";

/** The methods of `Workspace` that the page may call. */
export type WorkspaceMethod = Exclude<keyof Workspace, "free" | typeof Symbol.dispose>;

/** What the worker offers through Comlink. */
export class EngineWorker {
  private workspace: Workspace | undefined;
  private restoring: Promise<Reply<unknown>> = Promise.resolve({ ok: true, value: null });

  /** Loads the WebAssembly module, the lexicon and the models, but for what the page hands over; answers when the engine is ready. */
  async start(files?: EngineFiles): Promise<Reply<null>> {
    try {
      const [lexicon, entities, events] = await Promise.all([
        files?.lexicon ?? fetchBytes(lexiconUrl),
        files?.entities ?? fetchBytes(entitiesUrl),
        files?.events ?? fetchBytes(eventsUrl),
        init({ module_or_path: files?.module ?? wasmUrl }),
      ]);
      this.workspace = new Workspace(lexicon, entities, events);
      return { ok: true, value: null };
    } catch (error) {
      return { ok: false, failure: toFailure(error) };
    }
  }

  /** Calls one method of the workspace. */
  call(method: WorkspaceMethod, parameters: unknown[]): Reply<unknown> {
    try {
      if (!this.workspace) throw new Error("the engine has not started");
      const run = this.workspace[method] as (...parameters: unknown[]) => unknown;
      return { ok: true, value: run.apply(this.workspace, parameters) };
    } catch (error) {
      return { ok: false, failure: failureOf(error) };
    }
  }

  /** The document as it was opened, packed: what the page keeps of it. */
  async packedBase(id: string): Promise<Reply<Uint8Array>> {
    const base = this.call("base", [id]) as Reply<string>;
    if (!base.ok) return base;
    const bytes = await pack(base.value);
    return Comlink.transfer({ ok: true, value: bytes }, [bytes.buffer]);
  }

  /** Opens a document again from what `packedBase` gave and its journal. */
  restorePacked(base: Uint8Array, journal: string[]): Promise<Reply<unknown>> {
    // One after another, however long each takes to unpack: the last state of a document that comes is the one that stays.
    this.restoring = this.restoring.then(() => this.restore(base, journal));
    return this.restoring;
  }

  private async restore(base: Uint8Array, journal: string[]): Promise<Reply<unknown>> {
    try {
      return this.call("restore", [await unpack(base), journal]);
    } catch (error) {
      return { ok: false, failure: { ...toFailure(error), name: "RestoreError", code: "base" } };
    }
  }
}

/** An error without a code was not foreseen by the core: it trapped, or has no memory left, and cannot be trusted any more. */
function failureOf(error: unknown): Failure {
  const failure = toFailure(error);
  return failure.code === "unknown" ? { ...failure, code: CRASH, details: { reason: failure.message } } : failure;
}

async function fetchBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}: ${url}`);
  return new Uint8Array(await response.arrayBuffer());
}

Comlink.expose(new EngineWorker());
