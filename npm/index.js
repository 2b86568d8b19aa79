/** The engine for programs, in browsers and in Node. */
import init, { Workspace } from "./engine/hashiya.js";
import { FILES } from "./engine/files.js";

export { Workspace };

/** A workspace with its word lists and models. Rejects where one of its files cannot be read, or is damaged. */
export async function createWorkspace() {
  const [module, lexicon, entities, events] = await Promise.all([FILES.module, FILES.lexicon, FILES.entities, FILES.events].map(read));
  await init({ module_or_path: module });
  return new Workspace(lexicon, entities, events);
}

async function read(address) {
  if (address.protocol === "file:") {
    const { readFile } = await import("node:fs/promises");
    return new Uint8Array(await readFile(address));
  }
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}: ${address.href}`);
  return new Uint8Array(await response.arrayBuffer());
}
