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
import { type Reply, toFailure } from "./reply";

export type * from "../../pkg/hashiya.js";

/** The methods of `Workspace` that the page may call. */
export type WorkspaceMethod = Exclude<keyof Workspace, "free" | typeof Symbol.dispose>;

/** What the worker offers through Comlink. */
export class EngineWorker {
  private workspace: Workspace | undefined;

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
      return { ok: false, failure: toFailure(error) };
    }
  }
}

async function fetchBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}: ${url}`);
  return new Uint8Array(await response.arrayBuffer());
}

Comlink.expose(new EngineWorker());
