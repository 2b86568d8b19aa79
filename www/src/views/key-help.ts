/** The key help: every command with its keys, which can be changed here. */
import { html, nothing } from "lit";
import { keysOf, mayHave, rivals, withKey } from "../commands/bindings";
import type { CommandId, KeyGroup, PageCommand } from "../commands/command";
import { keyCaps, keyOf } from "../commands/keys";
import { COMMANDS, commandOf } from "../commands/table";
import { colorClass } from "../dom/label-styles";
import { View } from "./view";

const GROUPS: readonly KeyGroup[] = ["page", "cursor", "annotation", "boundary", "relation", "argument"];
/** Commands with one key for each type or role: their keys are not changed here. */
const FIXED: readonly CommandId[] = ["annotation.label", "argument.role"];

export class KeyHelp extends View {
  static override properties = { ...View.properties, changing: { state: true }, complaint: { state: true } };

  protected override readonly uses = ["strings", "settings", "schema"] as const;

  /** The command that waits for its new key. */
  private changing: CommandId | null = null;
  private complaint = "";

  override render() {
    const { strings, schema, settings } = this.state;
    return html`
      <p class="hint">${strings.keys.articleNote} ${strings.keys.changeNote}</p>
      <p class="complaint" role="status">${this.complaint}</p>
      <div class="key-groups" tabindex="0" data-first role="group" aria-label=${strings.keys.title} @keydown=${this.onKey}><div class="key-columns">
        ${GROUPS.map((group) => html`<section><h3>${strings.keys.groups[group]}</h3>
          <dl>${COMMANDS.filter((command) => command.group === group && !FIXED.includes(command.id)).map((command) => this.row(command))}</dl></section>`)}
        <section><h3>${strings.keys.labels}</h3><p class="hint">${strings.keys.labelsNote}</p>
          <dl>${schema?.entities.filter(({ key }) => key).map((type) => html`
            <div data-color=${colorClass(schema, "entity", type.id)}><dt><kbd>${type.key.toUpperCase()}</kbd></dt><dd><i class="swatch" aria-hidden="true"></i>${type.label[settings.language]}</dd></div>`)}</dl>
        </section></div>
      </div>
      ${Object.keys(settings.keys).length > 0 ? html`<div class="dialog-actions"><button type="button" class="plain" @click=${this.onReset}>${strings.keys.reset}</button></div>` : nothing}
    `;
  }

  private row(command: PageCommand) {
    const { strings, settings } = this.state;
    const name = strings.commands[command.id];
    const keys = keysOf(settings, command);
    const waits = this.changing === command.id;
    return html`<div><dt dir="ltr"><button type="button" class="key-change" aria-label=${strings.keys.change(name, keys.map((key) => keyCaps(key).join(" ")).join(", "))}
        aria-pressed=${waits} @click=${() => this.onChange(command.id)}>
        ${waits ? html`<span class="key-wait">${strings.keys.press}</span>` : keys.length === 0 ? html`<span class="key-none">${strings.keys.none}</span>` : keys.map((key, index) => html`${index > 0 ? " / " : ""}${keyCaps(key).map((cap) => html`<kbd>${cap}</kbd>`)}`)}
      </button></dt><dd>${name}</dd></div>`;
  }

  private onChange(id: CommandId): void {
    this.changing = this.changing === id ? null : id;
    this.complaint = "";
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (!this.changing || /^(Control|Shift|Alt|Meta|CapsLock)$/.test(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const { strings, settings } = this.state;
    const command = commandOf(this.changing);
    const key = keyOf(event);
    if (key === "Escape") {
      this.changing = null;
      return;
    }
    const [rival] = rivals(settings, command, key);
    const shown = keyCaps(key).join("+");
    if (!mayHave(command, key)) this.complaint = strings.keys.needsControl(shown);
    else if (this.isLabelKey(command, key)) this.complaint = strings.keys.taken(shown, strings.keys.labels);
    else if (rival) this.complaint = strings.keys.taken(shown, strings.commands[rival]);
    else {
      this.complaint = "";
      this.changing = null;
      this.want({ type: "settings", changes: { keys: withKey(settings.keys, command, key) } });
    }
  };

  private isLabelKey(command: PageCommand, key: string): boolean {
    return command.modes.includes("text") && Boolean(this.state.schema?.entities.some((type) => type.key === key));
  }

  private readonly onReset = (): void => {
    this.want({ type: "settings", changes: { keys: {} } });
  };
}

customElements.define("key-help", KeyHelp);
