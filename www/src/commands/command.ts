/** What a command is. */
import type { Lines } from "../dom/article-surface";
import type { Adjudicator } from "../adjudication/adjudicator";
import type { Target } from "../model/annotations";
import type { Updates } from "../offline/updates";
import type { Session } from "../store/session";
import type { Mode, State } from "../store/state";
import type { Store } from "../store/store";
import type { Strings } from "../strings";

export type CommandId = keyof Strings["commands"];

/** The heading under which the key help lists a command. */
export type KeyGroup = keyof Strings["keys"]["groups"];

/**
 * Where keys work: everywhere; in the article and in the list of annotations; in the article alone.
 * Keys that are single characters never work everywhere, so that speech input cannot set them off.
 */
export type Scope = "page" | "work" | "article";

/** What commands may use. */
export interface Context {
  store: Store;
  session: Session;
  adjudicator: Adjudicator;
  updates: Updates;
  lines: Lines;
}

/** What a command acts on, where the state alone does not say it. */
export interface Input {
  target?: Target;
  /** The pressed key, for commands with many. */
  key?: string;
  /** The entity type to label with, where no key says it. */
  label?: string;
}

/** One command: the key map, the tools, the menus and the key help all read this. */
export interface PageCommand {
  id: CommandId;
  group: KeyGroup;
  scope: Scope;
  /** The keyboard modes in which the keys work. */
  modes: readonly Mode[];
  /** Default keys, in the form of `keyOf`. */
  keys: readonly string[];
  /** Whether the command can run now. */
  when(state: State, input: Input): boolean;
  run(context: Context, input: Input): void | Promise<void>;
}
