/** What a person does about the storage: backups out and in, versions, the folder of backups. */
import { readFile } from "../dom/files";
import { persist } from "../storage/quota";
import { keysInText } from "./bindings";
import type { Context } from "./command";
import { showStorage } from "./storage-commands";

/** What a view asks for. */
export type StorageAction =
  | { do: "save" | "retry" | "persist" | "choose-folder" | "write-folder" | "leave-folder" }
  | { do: "restore"; file: File }
  | { do: "restore-version" | "save-version" | "remove-version"; time: number }
  /** The article on screen as it was after so many of its steps; `when` that was, for its title. */
  | { do: "open-earlier"; steps: number; when: string };

/** Does what a view asks for, and shows how things stand then. */
export async function act(context: Context, action: StorageAction): Promise<void> {
  const { session, store } = context;
  const { backups } = session;
  switch (action.do) {
    case "save":
      return backups.save();
    case "retry":
      await session.keeping.flush();
      break;
    case "persist":
      await persist();
      break;
    case "restore":
      return restore(context, await readFile(action.file));
    case "restore-version":
      return restore(context, await backups.version(action.time));
    case "save-version":
      return backups.saveVersion(action.time);
    case "remove-version":
      await backups.removeVersion(action.time);
      break;
    case "open-earlier":
      store.update({ dialog: null });
      return backups.openEarlier(action.steps, (title) => store.state.strings.storage.earlierTitle(title, action.when));
    case "choose-folder":
    case "write-folder":
    case "leave-folder": {
      const { do: what } = action;
      await session.attempt((strings) => strings.errors.folder, () => toFolder(context, what));
    }
  }
  if (store.state.dialog?.kind === "storage") await showStorage(context, null);
}

function toFolder({ session: { backups } }: Context, what: "choose-folder" | "write-folder" | "leave-folder"): Promise<void> {
  if (what === "choose-folder") return backups.chooseFolder();
  return what === "write-folder" ? backups.writeFolder(true) : backups.leaveFolder();
}

/** Brings a backup back, and shows what became of it. */
export async function restore(context: Context, bytes: Uint8Array | undefined): Promise<void> {
  if (!bytes) return;
  const restored = await context.session.restoreBackup(bytes, keysInText(context.store.state.settings));
  if (restored) await showStorage(context, restored);
}
