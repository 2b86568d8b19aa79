/** A button for a command of the table. */
import { html, nothing } from "lit";
import { keysOf } from "../commands/bindings";
import type { CommandId, Input } from "../commands/command";
import { ariaKey, keyCaps } from "../commands/keys";
import { commandOf } from "../commands/table";
import type { Intent } from "../commands/intents";
import type { State } from "../store/state";
import { type IconName, icon } from "./icons";

/** How a button for a command looks. */
export interface ButtonLook {
  icon: IconName;
  /** Shows the command's name beside the icon. */
  named?: boolean;
  class?: string;
  /** A name that says more than the command's own, such as which entity it acts on. */
  name?: string;
}

/** Prints a button that runs a command; its tooltip tells the key. */
export function commandButton(state: State, want: (intent: Intent) => void, id: CommandId, look: ButtonLook, input: Input = {}) {
  const command = commandOf(id);
  const name = look.name ?? state.strings.commands[id];
  const keys = keysOf(state.settings, command);
  const [key] = keys;
  return html`
    <button type="button" class=${look.class ?? "tool"} aria-label=${look.named && !look.name ? nothing : name}
      aria-keyshortcuts=${keys.map(ariaKey).join(" ") || nothing}
      title=${key ? `${name} (${keyCaps(key).join("+")})` : name}
      ?disabled=${!command.when(state, input)} @click=${() => want({ type: "run", id, input })}
    >${icon(look.icon)}${look.named ? html`<span>${state.strings.commands[id]}</span>` : nothing}</button>
  `;
}
