/** The one table of commands. */
import { adjudicationCommands } from "../adjudication/commands";
import { annotationCommands } from "./annotation-commands";
import type { CommandId, PageCommand } from "./command";
import { cursorCommands } from "./cursor-commands";
import { eventCommands } from "./event-commands";
import { finderCommands } from "./finder-commands";
import { pageCommands } from "./page-commands";
import { relationCommands } from "./relation-commands";
import { storageCommands } from "./storage-commands";

/** Every command, in the order of the key help. */
export const COMMANDS: readonly PageCommand[] = [...pageCommands, ...cursorCommands, ...annotationCommands, ...relationCommands, ...eventCommands, ...finderCommands, ...adjudicationCommands, ...storageCommands];

const byId = new Map(COMMANDS.map((command) => [command.id, command]));

/** The command with that id. */
export function commandOf(id: CommandId): PageCommand {
  const command = byId.get(id);
  if (!command) throw new Error(`no command ${id}`);
  return command;
}
