/** The open articles: switch, state, close. */
import { html } from "lit";
import type { DocumentStatus, DocumentSummary } from "../engine/types";
import { icon } from "./icons";
import { View } from "./view";

const STATES: readonly DocumentStatus[] = ["new", "in_progress", "done", "flagged"];

export class DocumentList extends View {
  protected override readonly uses = ["documents", "view", "strings"] as const;

  override render() {
    const { documents, strings } = this.state;
    return html`
      ${documents.length === 0 ? html`<p class="empty">${strings.article.empty}</p>` : html`<ul class="documents">${documents.map((document) => this.row(document))}</ul>`}
      <button type="button" class="plain" @click=${() => this.want({ type: "run", id: "document.open" })}>${icon("open")}<span>${strings.commands["document.open"]}</span></button>
    `;
  }

  private row(document: DocumentSummary) {
    const { strings, view } = this.state;
    const current = view?.id === document.id;
    const title = document.title || strings.documents.untitled;
    return html`
      <li class=${current ? "row current" : "row"}>
        <button type="button" class="row-main" aria-current=${current} @click=${() => this.want({ type: "show-document", id: document.id })}>
          <span class="row-text" dir="auto">${title}</span>
          <span class="row-source">${strings.documents.counts(document.n_entities, document.n_events)}${document.n_suggested > 0 ? ` · ${strings.documents.suggested(document.n_suggested)}` : ""}</span>
        </button>
        ${current ? this.status(document) : html`<span class=${`badge ${document.status}`}>${strings.documents.states[document.status]}</span>`}
        <button type="button" class="small" aria-label=${`${strings.documents.close}: ${title}`} title=${strings.documents.close}
          @click=${() => this.want({ type: "present", changes: { dialog: { kind: "close", document: document.id } } })}>${icon("close")}</button>
      </li>
    `;
  }

  private status(document: DocumentSummary) {
    const { strings } = this.state;
    const onChange = (change: Event) => {
      const status = (change.target as HTMLSelectElement).value as DocumentStatus;
      this.want({ type: "edit", command: { type: "document.status", status } });
    };
    return html`<select class="state" aria-label=${strings.documents.state} .value=${document.status} @change=${onChange}>
      ${STATES.map((status) => html`<option value=${status} ?selected=${status === document.status}>${strings.documents.states[status]}</option>`)}
    </select>`;
  }
}

customElements.define("document-list", DocumentList);
