/** Export in any format: what the format cannot hold is said before anything is saved. */
import { html, nothing, type PropertyValues } from "lit";
import type { ExportLoss, ExportOptions } from "../engine/types";
import type { ExportPlan, State } from "../store/state";
import { icon } from "./icons";
import { View } from "./view";

const UNITS: readonly ExportOptions["offset_unit"][] = ["code_point", "utf16", "byte"];
const SCHEMES: readonly ExportOptions["tag_scheme"][] = ["iob2", "bioes"];

export class ExportDialog extends View {
  protected override readonly uses = ["dialog", "strings", "settings", "documents"] as const;

  override render() {
    const { dialog, strings, documents } = this.state;
    if (dialog?.kind !== "export") return nothing;
    const { plan, formats, exported } = dialog;
    const format = formats.find(({ id }) => id === plan.format);
    return html`
      <div class="export-fields">
        <label class="field"><span>${strings.exporting.format}</span><select data-first @change=${(event: Event) => this.plan({ format: valueOf(event) })}>
          ${formats.filter(({ written }) => written).map(({ id, name }) => html`<option value=${id} ?selected=${id === plan.format}>${name}</option>`)}</select></label>
        ${this.option("marks", ["confirmed", "suggested"], strings.exporting.marks, strings.exporting.marksOf)}
        ${this.option("clitics", ["inside", "outside"], strings.exporting.clitics, strings.exporting.cliticsOf)}
        ${format?.uses.tag_scheme ? this.option("tag_scheme", SCHEMES, strings.exporting.scheme, { iob2: "IOB2", bioes: "BIOES" }) : nothing}
        ${format?.uses.offset_unit ? this.option("offset_unit", UNITS, strings.exporting.unit, strings.exporting.units) : nothing}
      </div>
      ${documents.length > 1 ? html`<label class="check"><input type="checkbox" .checked=${plan.all} @change=${() => this.plan({ all: !plan.all })} />${strings.exporting.all(documents.length)}</label>` : nothing}
      ${this.losses(exported?.losses)}
      <div class="dialog-actions">
        <button type="button" class="primary" ?disabled=${!exported} @click=${() => this.want({ type: "save-export" })}>${icon("export")}<span>${strings.exporting.save(exported?.files.length ?? 0)}</span></button>
        <span class="hint" dir="ltr">${exported?.files.map(({ name }) => name).slice(0, 3).join(", ")}</span>
      </div>
    `;
  }

  protected override updated(changed: PropertyValues): void {
    const before = changed.get("state") as State | undefined;
    const { dialog } = this.state;
    const isFresh = dialog?.kind === "export" && dialog.exported === null;
    if (isFresh && (before?.dialog?.kind !== "export" || before.dialog.plan !== dialog.plan)) this.want({ type: "prepare-export", plan: dialog.plan });
  }

  private option<K extends "marks" | "clitics" | "tag_scheme" | "offset_unit">(key: K, values: readonly ExportOptions[K][], name: string, names: Record<ExportOptions[K], string>) {
    const { dialog } = this.state;
    if (dialog?.kind !== "export") return nothing;
    const { options } = dialog.plan;
    return html`<label class="field"><span>${name}</span><select @change=${(event: Event) => this.plan({ options: { ...options, [key]: valueOf(event) } })}>
      ${values.map((value) => html`<option value=${value} ?selected=${value === options[key]}>${names[value]}</option>`)}</select></label>`;
  }

  private losses(losses: readonly ExportLoss[] | undefined) {
    const { strings } = this.state;
    if (!losses) return html`<p class="hint" role="status">${strings.busy.export}</p>`;
    if (losses.length === 0) return html`<p class="export-whole" role="status">${icon("saved")}${strings.exporting.whole}</p>`;
    return html`<section class="losses" aria-label=${strings.exporting.losses}><h3>${strings.exporting.losses}</h3>
      <ul tabindex="0">${losses.map(({ kind, loss }) => html`<li><strong>${loss.count}</strong> <span>${strings.exporting.kinds[kind]}</span>
        ${loss.examples.some(({ text }) => text) ? html`<span class="row-source" dir="auto">${loss.examples.map(({ text }) => text).filter(Boolean).slice(0, 3).join(" · ")}</span>` : nothing}</li>`)}</ul></section>`;
  }

  private plan(changes: Partial<ExportPlan>): void {
    const { dialog } = this.state;
    if (dialog?.kind === "export") this.want({ type: "present", changes: { dialog: { ...dialog, plan: { ...dialog.plan, ...changes }, exported: null } } });
  }
}

function valueOf(event: Event): string {
  return (event.target as HTMLSelectElement).value;
}

customElements.define("export-dialog", ExportDialog);
