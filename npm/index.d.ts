import type { Workspace } from "./engine/hashiya.js";

export { Workspace } from "./engine/hashiya.js";
export type * from "./engine/hashiya.js";

/** A workspace with its word lists and models. Rejects where one of its files cannot be read, or is damaged. */
export function createWorkspace(): Promise<Workspace>;
