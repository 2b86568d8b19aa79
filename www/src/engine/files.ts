/** What the engine is made of, where it lies in the page itself; elsewhere the worker fetches it. */
import { embeddedFile, embeddedScript } from "../dom/embedded";
import { scriptAddress } from "../dom/trusted";
import workerUrl from "./worker.ts?worker&url";

/** The module, the word lists and the models, as bytes. */
export interface EngineFiles {
  module: Uint8Array<ArrayBuffer>;
  lexicon: Uint8Array<ArrayBuffer>;
  entities: Uint8Array<ArrayBuffer>;
  events: Uint8Array<ArrayBuffer>;
}

/** Starts the engine's worker. A script that lies in the page is no module. */
export function startWorker(): Worker {
  const embedded = embeddedScript("worker.js");
  return new Worker(scriptAddress(embedded ?? workerUrl), { type: embedded ? "classic" : "module", name: "hashiya-engine" });
}

/** The files of the engine, in the edition that is a single file. */
export async function engineFiles(): Promise<EngineFiles | undefined> {
  const names = ["hashiya_bg.wasm", "lexicon.pack", "entities.model", "events.model"] as const;
  const [module, lexicon, entities, events] = await Promise.all(names.map(embeddedFile));
  return module && lexicon && entities && events ? { module, lexicon, entities, events } : undefined;
}
