/** The open articles: found, sorted, gone through, each with its state, progress, labels and notes. */
import { html, nothing } from "lit";
import type { DocumentStatus, DocumentSummary } from "../engine/types";
import { type DocumentFilter, type DocumentSort, STATES, filterDocuments, labelsIn, progressOf } from "../model/documents";
import { labelName } from "../store/messages";
import { listed, percent } from "../strings";
import { commandButton } from "./command-button";
import { icon } from "./icons";
import { View } from "./view";

const SORTS: readonly DocumentSort[] = ["opened", "title", "doubt", "progress"];

export class DocumentList extends View {
  protected override readonly uses = ["documents", "documentFilter", "view", "schema", "strings", "settings", "offline"] as const;

  override render() {
    const { documents, documentFilter, strings } = this.state;
    const want = this.want.bind(this);
    const shown = filterDocuments(documents, documentFilter);
    return html`
      ${documents.length > 1 ? this.filters(documents) : nothing}
      ${documents.length === 0 ? html`<p class="empty">${strings.article.empty}</p>` : html`<ul class="documents">${shown.map((document) => this.row(document))}</ul>`}
      ${documents.length > 0 && shown.length === 0 ? html`<p class="empty">${strings.panel.noMatch}</p>` : nothing}
      <div class="dialog-actions">
        ${commandButton(this.state, want, "document.open", { icon: "open", named: true, class: "plain" })}
        ${commandButton(this.state, want, "project.statistics", { icon: "statistics", named: true, class: "plain" })}
        ${commandButton(this.state, want, "project.adjudicate", { icon: "join", named: true, class: "plain" })}
        ${commandButton(this.state, want, "project.storage", { icon: "saved", named: true, class: "plain" })}
        ${commandButton(this.state, want, "schema.edit", { icon: "label", named: true, class: "plain" })}
      </div>
      ${this.details()}
      ${this.state.offline ? html`<p class="hint">${strings.version.offline}</p>` : nothing}
    `;
  }

  private filters(documents: readonly DocumentSummary[]) {
    const { strings, documentFilter } = this.state;
    const types = [...new Set(documents.flatMap((document) => document.types))];
    return html`
      <div class="filters">
        <label class="search">${icon("search")}<input type="search" aria-label=${strings.documents.search} placeholder=${strings.documents.search} dir="auto"
          .value=${documentFilter.query} @input=${(event: Event) => this.filter({ query: (event.target as HTMLInputElement).value })} /></label>
        <div class="selects">
          <select aria-label=${strings.documents.state} @change=${(event: Event) => this.filter({ status: valueOf(event) as DocumentFilter["status"] })}>
            ${(["all", ...STATES] as const).map((status) => html`<option value=${status} ?selected=${status === documentFilter.status}>${status === "all" ? strings.documents.allStates : strings.documents.states[status]}</option>`)}
          </select>
          <select aria-label=${strings.documents.type} @change=${(event: Event) => this.filter({ type: valueOf(event) || null })}>
            <option value="">${strings.documents.allTypes}</option>
            ${types.map((type) => html`<option value=${type} ?selected=${type === documentFilter.type}>${this.typeName(type)}</option>`)}
          </select>
          <select aria-label=${strings.documents.sort} @change=${(event: Event) => this.filter({ sort: valueOf(event) as DocumentSort })}>
            ${SORTS.map((sort) => html`<option value=${sort} ?selected=${sort === documentFilter.sort}>${strings.documents.sorts[sort]}</option>`)}
          </select>
        </div>
      </div>
    `;
  }

  private row(document: DocumentSummary) {
    const { strings, view, settings } = this.state;
    const current = view?.id === document.id;
    const title = document.title || strings.documents.untitled;
    const progress = progressOf(document);
    return html`
      <li class=${current ? "row current" : "row"}>
        <button type="button" class="row-main" aria-current=${current} @click=${() => this.want({ type: "show-document", id: document.id })}>
          <span class="row-text" dir="auto">${title}</span>
          <span class="row-source">${strings.documents.counts(document.n_entities, document.n_events)}${document.n_suggested > 0 ? ` · ${strings.documents.suggested(document.n_suggested)}` : ""}
            ${document.doubt !== null ? ` · ${strings.documents.doubt(percent(document.doubt, settings.language))}` : ""}</span>
          <progress max="1" value=${progress} aria-label=${`${strings.panel.progress}: ${title}`}></progress>
          ${document.labels.length > 0 ? html`<span class="row-labels">${document.labels.map((label) => html`<span class="badge" dir="auto">${label}</span>`)}</span>` : nothing}
        </button>
        <span class=${`badge ${document.status}`}>${strings.documents.states[document.status]}</span>
        <button type="button" class="small" aria-label=${`${strings.documents.close}: ${title}`} title=${strings.documents.close}
          @click=${() => this.want({ type: "present", changes: { dialog: { kind: "close", document: document.id } } })}>${icon("close")}</button>
      </li>
    `;
  }

  /** What is said of the article on screen as a whole. */
  private details() {
    const { view, strings } = this.state;
    if (!view) return nothing;
    return html`
      <section class="document-details" aria-label=${strings.documents.details} data-keys="page">
        <h2>${strings.documents.details}</h2>
        <label class="choice"><span>${strings.documents.state}</span>
          <select class="state" .value=${view.status} @change=${(event: Event) => this.want({ type: "edit", command: { type: "document.status", status: valueOf(event) as DocumentStatus } })}>
            ${STATES.map((status) => html`<option value=${status} ?selected=${status === view.status}>${strings.documents.states[status]}</option>`)}
          </select></label>
        <label class="field"><span>${strings.documents.labels}</span>
          <input type="text" dir="auto" .value=${listed(strings, view.labels)} @change=${(event: Event) => this.want({ type: "edit", command: { type: "document.labels", labels: labelsIn(valueOf(event)) } })} /></label>
        <label class="field"><span>${strings.documents.notes}</span>
          <textarea rows="3" .value=${view.notes} @change=${(event: Event) => this.want({ type: "edit", command: { type: "document.notes", notes: valueOf(event) } })}></textarea></label>
      </section>
    `;
  }

  private typeName(id: string): string {
    const isEntity = this.state.schema?.entities.some((type) => type.id === id);
    return labelName(this.state, isEntity ? "entity" : "event", id);
  }

  private filter(changes: Partial<DocumentFilter>): void {
    this.want({ type: "present", changes: { documentFilter: { ...this.state.documentFilter, ...changes } } });
  }
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement).value;
}

customElements.define("document-list", DocumentList);
