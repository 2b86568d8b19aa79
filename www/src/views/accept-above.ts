/** The dialog that accepts all suggestions of a kind that are surer than a chosen score. */
import { html, nothing } from "lit";
import { type Kind, suggestionsAbove } from "../model/annotations";
import { countTypes } from "../model/events";
import { labelName } from "../store/messages";
import { percent } from "../strings";
import { View } from "./view";

export class AcceptAbove extends View {
  static override properties = { ...View.properties, kind: { state: true } };

  protected override readonly uses = ["view", "strings", "settings", "schema"] as const;

  private kind: Kind = { marks: "all", label: null };

  override render() {
    const { view, strings, settings } = this.state;
    if (!view) return nothing;
    const { threshold } = settings;
    const { entities, events } = suggestionsAbove(view, this.kind, threshold);
    const n = entities.length + events.length;
    return html`
      <label class="field"><span>${strings.above.kind}</span><select @change=${this.onKind}>${this.kinds()}</select></label>
      <label class="field"><span>${strings.above.score} <strong>${percent(threshold, settings.language)}</strong></span>
        <input type="range" min="0" max="100" step="1" dir="ltr" .value=${String(Math.round(threshold * 100))} aria-valuetext=${percent(threshold, settings.language)} @input=${this.onScore} /></label>
      <p class="hint">${strings.above.note}</p>
      <div class="dialog-actions">
        <button type="button" class="primary" data-first ?disabled=${n === 0} @click=${() => this.want({ type: "accept-marks", entities, events })}>${strings.above.accept(n)}</button>
      </div>
    `;
  }

  private kinds() {
    const { view, strings } = this.state;
    if (!view) return nothing;
    const options: [Kind, string][] = [
      [{ marks: "all", label: null }, strings.above.all], [{ marks: "entity", label: null }, strings.panel.tabs.entities], [{ marks: "event", label: null }, strings.panel.tabs.events],
      ...countTypes(view.entities.filter(isOpen)).map(({ label }): [Kind, string] => [{ marks: "entity", label }, labelName(this.state, "entity", label)]),
      ...countTypes(view.events.filter(isOpen)).map(({ label }): [Kind, string] => [{ marks: "event", label }, labelName(this.state, "event", label)]),
    ];
    return options.map(([kind, name]) => {
      const { entities, events } = suggestionsAbove(view, kind, 0);
      return html`<option value=${JSON.stringify(kind)}>${name} (${entities.length + events.length})</option>`;
    });
  }

  private readonly onKind = (event: Event): void => {
    this.kind = JSON.parse((event.target as HTMLSelectElement).value) as Kind;
  };

  private readonly onScore = (event: Event): void => {
    this.want({ type: "settings", changes: { threshold: Number((event.target as HTMLInputElement).value) / 100 } });
  };
}

function isOpen({ status }: { status: string }): boolean {
  return status === "suggested";
}

customElements.define("accept-above", AcceptAbove);
