/** Commands about the storage: what is kept of the work, and where. */
import type { Restored } from "../store/backups";
import type { Context, PageCommand } from "./command";

const ANY = ["text", "annotation", "relation", "arguments"] as const;

export const storageCommands: readonly PageCommand[] = [
  {
    id: "project.storage", group: "page", scope: "page", modes: ANY, keys: [],
    when: (state) => state.phase !== "starting",
    run: (context) => showStorage(context, null),
  },
  {
    id: "project.backup", group: "page", scope: "page", modes: ANY, keys: [],
    when: (state) => state.documents.length > 0,
    run: ({ session }) => session.backups.save(),
  },
  {
    id: "document.take-over", group: "page", scope: "page", modes: ANY, keys: [],
    when: (state) => state.following,
    run: ({ session }) => session.takeOver(),
  },
];

/** Shows how things stand with the storage, and what became of a backup that was restored. */
export async function showStorage({ store, session }: Context, restored: Restored | null): Promise<void> {
  const facts = await session.backups.facts(restored);
  store.update({ dialog: { kind: "storage", facts } });
}
