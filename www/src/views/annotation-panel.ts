/** The side panel: entities, events and open articles under three tabs. */
import { html, nothing } from "lit";
import type { PanelTab } from "../store/state";
import { countStatuses } from "../model/counts";
import { commandButton } from "./command-button";
import { icon } from "./icons";
import { View } from "./view";

const TABS: readonly PanelTab[] = ["entities", "events", "find", "documents"];

export class AnnotationPanel extends View {
  protected override readonly uses = ["panel", "strings", "settings", "view", "documents"] as const;

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
      ${panel.tab === "entities" || panel.tab === "events" ? this.review() : nothing}
    `;
  }

  /** How far the checking has come, in which order it goes, and the short way. */
  private review() {
    const { view, strings, settings } = this.state;
    if (!view) return nothing;
    const marks = view.entities.length + view.events.length;
    const open = countStatuses(view.entities).suggested + countStatuses(view.events).suggested;
    const want = this.want.bind(this);
    return html`
      <div class="review">
        <progress max=${Math.max(1, marks)} value=${marks - open} aria-label=${strings.panel.progress}></progress>
        <span class="count">${strings.panel.checked(marks - open, marks)}</span>
        <button type="button" class="link" title=${strings.commands["suggestion.order"]} @click=${() => want({ type: "run", id: "suggestion.order" })}>${strings.panel.orders[settings.order]}</button>
        ${commandButton(this.state, want, "suggestion.accept-above", { icon: "acceptAll", class: "small" })}
      </div>
    `;
  }

  private tab(tab: PanelTab) {
    const { strings, panel, view, documents } = this.state;
    const counts = { entities: view?.entities.length ?? 0, events: view?.events.length ?? 0, find: null, documents: documents.length };
    const selected = panel.tab === tab;
    return html`
      <button type="button" role="tab" id=${`tab-${tab}`} aria-selected=${selected} aria-controls=${selected ? "panel-body" : ""} tabindex=${selected ? 0 : -1}
        @click=${() => this.show(tab)}>${strings.panel.tabs[tab]} ${counts[tab] === null ? nothing : html`<span class="count">${counts[tab]}</span>`}</button>
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
