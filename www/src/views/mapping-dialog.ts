/** What the labels of a foreign data set become, before anything of it is opened. */
import { html, nothing } from "lit";
import type { LabelUse } from "../engine/types";
import { icon } from "./icons";
import { View } from "./view";

export class MappingDialog extends View {
  protected override readonly uses = ["dialog", "strings", "settings", "schema"] as const;

  override render() {
    const { dialog, strings } = this.state;
    if (dialog?.kind !== "mapping") return nothing;
    const { preview } = dialog;
    return html`
      <p>${strings.mapping.text(preview.documents)}</p>
      <div class="schema-lists" tabindex="0" data-first role="group" aria-label=${strings.mapping.title}>${preview.labels.filter(({ is_known }) => !is_known).map((label) => this.label(label))}</div>
      <div class="dialog-actions"><button type="button" class="primary" @click=${() => this.want({ type: "open-mapped" })}>${icon("open")}<span>${strings.mapping.open}</span></button></div>
    `;
  }

  private label({ label, count, is_role }: LabelUse) {
    const { dialog, schema, strings, settings } = this.state;
    if (dialog?.kind !== "mapping" || !schema) return nothing;
    const chosen = dialog.names[label] ?? "";
    const named = is_role ? [...schema.roles, ...schema.relations] : [...schema.entities, ...schema.events];
    return html`<label class="field"><span><bdi>${label}</bdi> <span class="count">${count}</span></span>
      <select @change=${(event: Event) => this.choose(label, (event.target as HTMLSelectElement).value || null)}>
        <option value="" ?selected=${chosen === ""}>${strings.mapping.leaveOut}</option>
        ${named.map((type) => html`<option value=${type.id} ?selected=${type.id === chosen}>${type.label[settings.language]}</option>`)}</select></label>`;
  }

  private choose(label: string, name: string | null): void {
    const { dialog } = this.state;
    if (dialog?.kind === "mapping") this.want({ type: "present", changes: { dialog: { ...dialog, names: { ...dialog.names, [label]: name } } } });
  }
}

customElements.define("mapping-dialog", MappingDialog);
