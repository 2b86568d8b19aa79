/** The command palette: everything that can be done, found by its name, run with Enter. */
import { html, nothing, type PropertyValues } from "lit";
import { keysOf } from "../commands/bindings";
import type { CommandId, Input } from "../commands/command";
import { keyCaps } from "../commands/keys";
import { COMMANDS, commandOf } from "../commands/table";
import { matches } from "../model/search";
import type { Intent } from "../commands/intents";
import type { State } from "../store/state";
import { View } from "./view";

/** A line of the palette. */
interface Entry {
  name: string;
  /** What it is found by besides its name. */
  also: string;
  key: string | undefined;
  possible: boolean;
  intent: Intent;
}

/** Commands that stand in the palette once for each type, or that mean nothing without the key that was pressed. */
const APART: readonly CommandId[] = ["annotation.label", "argument.role", "interface.commands"];

export class CommandPalette extends View {
  static override properties = { ...View.properties, query: { state: true }, active: { state: true } };

  protected override readonly uses = ["dialog", "strings", "settings", "schema", "view", "selected", "cursor", "documents"] as const;

  private query = "";
  private active = 0;

  override render() {
    const { dialog, strings } = this.state;
    if (dialog?.kind !== "commands") return nothing;
    const entries = this.entries();
    return html`
      <dialog class="dialog commands" aria-label=${strings.commands["interface.commands"]} @close=${this.onClose} @click=${this.onBackdrop}>
        <div class="palette-body" @keydown=${this.onKey}>
          <input type="text" role="combobox" autocomplete="off" spellcheck="false" aria-label=${strings.palette.commands} placeholder=${strings.palette.commands}
            aria-expanded="true" aria-controls="command-list" aria-autocomplete="list"
            aria-activedescendant=${entries.length > 0 ? `command-${this.active}` : nothing} .value=${this.query} @input=${this.onInput} />
          <ul id="command-list" role="listbox" aria-label=${strings.palette.commands}>${entries.map((entry, index) => this.option(entry, index))}</ul>
          <p class="palette-note" role="status">${entries.length === 0 ? strings.palette.noCommand : ""}</p>
        </div>
      </dialog>
    `;
  }

  protected override willUpdate(changed: PropertyValues): void {
    const before = changed.get("state") as State | undefined;
    if (!changed.has("state") || before?.dialog === this.state.dialog) return;
    this.query = "";
    this.active = 0;
  }

  protected override updated(): void {
    const dialog = this.querySelector("dialog");
    if (!dialog) return;
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("input")?.focus();
    dialog.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  private entries(): Entry[] {
    const commands = this.commands();
    // Who moves the cursor has the arrows at hand: those commands come last.
    const moves = (entry: Entry) => entry.also.startsWith("cursor.") || entry.also.startsWith("extend.");
    const all = [...commands.filter((entry) => !moves(entry)), ...this.labels(), ...this.articles(), ...commands.filter(moves)];
    const found = all.filter((entry) => matches(this.query, [`${entry.name} ${entry.also}`]));
    return found.toSorted((a, b) => Number(b.possible) - Number(a.possible));
  }

  private commands(): Entry[] {
    const { state } = this;
    return COMMANDS.filter(({ id }) => !APART.includes(id)).map((command) => ({
      name: state.strings.commands[command.id], also: command.id, key: keysOf(state.settings, command)[0],
      possible: command.when(state, {}), intent: { type: "run", id: command.id },
    }));
  }

  private labels(): Entry[] {
    const { state } = this;
    const command = commandOf("annotation.label");
    return (state.schema?.entities ?? []).map((type) => {
      const input: Input = { label: type.id };
      return {
        name: state.strings.palette.label(type.label[state.settings.language]), also: `${type.id} ${type.label.ar} ${type.label.en}`, key: type.key || undefined,
        possible: command.when(state, input), intent: { type: "run", id: command.id, input },
      };
    });
  }

  private articles(): Entry[] {
    const { documents, view, strings } = this.state;
    return documents.filter(({ id }) => id !== view?.id).map(({ id, title }) => ({
      name: strings.palette.article(title || strings.documents.untitled), also: "", key: undefined, possible: true, intent: { type: "show-document", id },
    }));
  }

  private option({ name, key, possible }: Entry, index: number) {
    return html`<li id=${`command-${index}`} role="option" aria-selected=${index === this.active} aria-disabled=${!possible}
      @mousedown=${(event: Event) => event.preventDefault()} @click=${() => this.choose(index)}>
      <span class="option-name" dir="auto">${name}</span>${key ? html`<span class="caps" dir="ltr">${keyCaps(key).map((cap) => html`<kbd>${cap}</kbd>`)}</span>` : nothing}</li>`;
  }

  private choose(index: number): void {
    const entry = this.entries()[index];
    if (!entry?.possible) return;
    // While the dialog is open the article cannot take the focus.
    this.querySelector("dialog")?.close();
    this.want({ type: "present", changes: { dialog: null } });
    this.want({ type: "close-palette" });
    this.want(entry.intent);
  }

  private readonly onInput = (event: InputEvent): void => {
    this.query = (event.target as HTMLInputElement).value;
    this.active = 0;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const n = this.entries().length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && n > 0) this.active = (this.active + step + n) % n;
    else if (event.key === "Enter") this.choose(this.active);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  private readonly onClose = (): void => {
    if (this.state.dialog?.kind === "commands") this.want({ type: "present", changes: { dialog: null } });
  };

  private readonly onBackdrop = (event: Event): void => {
    if (event.target instanceof HTMLDialogElement) event.target.close();
  };
}

customElements.define("command-palette", CommandPalette);
