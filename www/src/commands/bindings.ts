/** Which keys run which command: those of the table, or those that the reader chose instead. */
import type { Settings } from "../store/state";
import type { CommandId, PageCommand, Scope } from "./command";
import { COMMANDS } from "./table";

/** The keys of a command now. */
export function keysOf(settings: Settings, command: PageCommand): readonly string[] {
  return settings.keys[command.id] ?? command.keys;
}

/** Where the keys of a scope work, in words that can be compared. */
const REACH: Record<Scope, readonly string[]> = { page: ["article", "work", "page"], work: ["article", "work"], article: ["article"] };

/** The commands that have a key already where `command` works too. */
export function rivals(settings: Settings, command: PageCommand, key: string): CommandId[] {
  const meets = (other: PageCommand) =>
    other.id !== command.id &&
    other.modes.some((mode) => command.modes.includes(mode)) &&
    REACH[other.scope].some((place) => REACH[command.scope].includes(place));
  return COMMANDS.filter((other) => meets(other) && keysOf(settings, other).includes(key)).map(({ id }) => id);
}

/** The keys that work on words or annotations: no type can have one of them. */
export function keysInText(settings: Settings): string[] {
  return COMMANDS.filter(({ modes }) => modes.includes("text") || modes.includes("annotation")).flatMap((command) => [...keysOf(settings, command)]);
}

/** Whether a key may be given to a command: single characters must not work everywhere, or speech input would set them off. */
export function mayHave(command: PageCommand, key: string): boolean {
  return command.scope !== "page" || /^(Ctrl|Alt)\+/.test(key) || /^F\d+$/.test(key);
}

/** The reader's keys with a new one for a command; the table's own key needs no entry. */
export function withKey(keys: Settings["keys"], command: PageCommand, key: string): Settings["keys"] {
  const { [command.id]: _old, ...rest } = keys;
  return command.keys.includes(key) ? rest : { ...rest, [command.id]: [key] };
}
