/** Export in any format: what the format cannot hold is said before anything is saved. */
import { html, nothing, type PropertyValues } from "lit";
import type { DataFormat, ExportLoss, ExportOptions, Exported, Split } from "../engine/types";
import type { ExportPlan, State } from "../store/state";
import { icon } from "./icons";
import { View } from "./view";

const UNITS: readonly ExportOptions["offset_unit"][] = ["code_point", "utf16", "byte"];
const PARTS = ["train", "dev", "test"] as const;
/** What a split begins with. */
const USUAL_SPLIT: Split = { train: 80, dev: 10, test: 10, seed: 1 };
/** How many names of files are shown. */
const N_NAMES = 3;
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
      ${documents.length > 1 ? html`<div class="export-set">
        ${this.check(plan.all, strings.exporting.all(documents.length), () => this.plan({ all: !plan.all }))}
        ${plan.all ? this.setOptions(plan, format) : nothing}
      </div>` : nothing}
      ${this.losses(exported?.losses)}
      <div class="dialog-actions">
        <button type="button" class="primary" ?disabled=${!exported} @click=${() => this.want({ type: "save-export" })}>${icon("export")}<span>${strings.exporting.save(exported?.files.length ?? 0)}</span></button>
        ${this.names(exported)}
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

  /** What can be chosen about many documents together. */
  private setOptions({ options }: ExportPlan, format: DataFormat | undefined) {
    const { strings } = this.state;
    const { split } = options;
    const change = (changes: Partial<ExportOptions>) => this.plan({ options: { ...options, ...changes } });
    return html`
      ${format?.apart ? nothing : this.check(options.file_per_document, strings.exporting.filePerDocument, () => change({ file_per_document: !options.file_per_document }))}
      ${this.check(split !== null, strings.exporting.split, () => change({ split: split === null ? USUAL_SPLIT : null }))}
      ${split ? html`<div class="export-fields shares">
        ${PARTS.map((part) => this.number(strings.exporting.shares[part], split[part], 100, (value) => change({ split: { ...split, [part]: value } })))}
        ${this.number(strings.exporting.seed, split.seed, Number.MAX_SAFE_INTEGER, (value) => change({ split: { ...split, seed: value } }))}
      </div><p class="hint">${strings.exporting.splitNote}</p>` : nothing}
    `;
  }

  private check(checked: boolean, name: string, toggle: () => void) {
    return html`<label class="check"><input type="checkbox" .checked=${checked} @change=${toggle} />${name}</label>`;
  }

  private number(name: string, value: number, max: number, change: (value: number) => void) {
    const onChange = (event: Event) => change(Math.max(0, Math.min(max, Math.trunc(Number(valueOf(event))) || 0)));
    return html`<label class="field"><span>${name}</span><input type="number" dir="ltr" min="0" max=${max} .value=${String(value)} @change=${onChange} /></label>`;
  }

  private names(exported: Exported | null) {
    const { strings } = this.state;
    const names = exported?.files.map(({ name }) => name) ?? [];
    const rest = names.length - N_NAMES;
    return html`<span class="hint"><bdi dir="ltr">${names.slice(0, N_NAMES).join(", ")}</bdi>${rest > 0 ? ` ${strings.exporting.more(rest)}` : ""}</span>`;
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
