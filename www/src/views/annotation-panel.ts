/** The side panel: entities, events and open articles under three tabs. */
import { html } from "lit";
import type { PanelTab } from "../store/state";
import { icon } from "./icons";
import { View } from "./view";

const TABS: readonly PanelTab[] = ["entities", "events", "documents"];

export class AnnotationPanel extends View {
  protected override readonly uses = ["panel", "strings", "view", "documents"] as const;

  override render() {
    const { strings, panel } = this.state;
    return html`
      <div class="panel-head">
        <div role="tablist" aria-label=${strings.panel.name} @keydown=${this.onKey}>
          ${TABS.map((tab) => this.tab(tab))}
        </div>
        <button type="button" class="tool sheet-toggle" aria-expanded=${panel.open} aria-label=${panel.open ? strings.panel.hide : strings.panel.show}
          @click=${() => this.want({ type: "present", changes: { panel: { ...panel, open: !panel.open } } })}>${icon("menu")}</button>
      </div>
    `;
  }

  private tab(tab: PanelTab) {
    const { strings, panel, view, documents } = this.state;
    const counts = { entities: view?.entities.length ?? 0, events: view?.events.length ?? 0, documents: documents.length };
    const selected = panel.tab === tab;
    return html`
      <button type="button" role="tab" id=${`tab-${tab}`} aria-selected=${selected} aria-controls=${selected ? "panel-body" : ""} tabindex=${selected ? 0 : -1}
        @click=${() => this.show(tab)}>${strings.panel.tabs[tab]} <span class="count">${counts[tab]}</span></button>
    `;
  }

  private show(tab: PanelTab): void {
    this.want({ type: "present", changes: { panel: { tab, open: true } } });
  }

  private readonly onKey = async (event: KeyboardEvent): Promise<void> => {
    const forward = getComputedStyle(this).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const step = event.key === forward ? 1 : event.key === back ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = TABS.indexOf(this.state.panel.tab);
    this.show(TABS[(at + step + TABS.length) % TABS.length] as PanelTab);
    await this.updateComplete;
    this.querySelector<HTMLElement>("[role=tab][aria-selected=true]")?.focus();
  };
}

customElements.define("annotation-panel", AnnotationPanel);
