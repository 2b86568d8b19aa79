/** The whole page: it hands the state to the views and takes files and pasted text from anywhere. */
import { html, nothing, type PropertyValues } from "lit";
import type { Lines } from "../dom/article-surface";
import { placeOf } from "../dom/focus";
import type { Span } from "../engine/types";
import { withoutStretches, writtenIn } from "../strings";
import "../adjudication/adjudication-view";
import "./accept-above";
import "./annotation-panel";
import "./article-view";
import type { ArticleView } from "./article-view";
import "./command-palette";
import "./dialogs";
import "./document-list";
import "./entity-list";
import "./event-list";
import "./export-dialog";
import "./find-list";
import "./following-bar";
import "./key-help";
import "./mapping-dialog";
import "./notice-text";
import "./role-bar";
import "./selection-bar";
import "./schema-editor";
import "./statistics-view";
import "./storage-dialog";
import "./tool-bar";
import "./type-palette";
import "./version-notice";
import type { State } from "../store/state";
import { View } from "./view";

export class AppView extends View {
  static override properties = { ...View.properties, dropping: { state: true } };

  // Every view under this one looks for itself whether it must be printed anew.
  protected override readonly uses: readonly (keyof State)[] = [];

  private dropping = false;

  /** The article's lines on screen, if an article is open. */
  get lines(): Lines | null {
    return this.querySelector<ArticleView>("article-view")?.lines ?? null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("paste", this.onPaste);
    document.addEventListener("dragover", this.onDragOver);
    document.addEventListener("dragleave", this.onDragLeave);
    document.addEventListener("drop", this.onDrop);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("paste", this.onPaste);
    document.removeEventListener("dragover", this.onDragOver);
    document.removeEventListener("dragleave", this.onDragLeave);
    document.removeEventListener("drop", this.onDrop);
  }

  override render() {
    const { state } = this;
    const { strings, panel, busy } = state;
    return html`
      ${state.view ? html`<a class="skip" href="#article">${strings.skipToArticle}</a>` : nothing}
      <a class="skip" href="#panel-body">${strings.skipToPanel}</a>
      <tool-bar .state=${state}></tool-bar>
      <div class="progress-place">${busy ? html`<div class="progress" role="progressbar" aria-label=${strings.busy[busy]}><span>${strings.busy[busy]}</span></div>` : nothing}</div>
      <version-notice .state=${state}></version-notice>
      ${state.dialog?.kind === "open" || state.dialog?.kind === "schema" || state.dialog?.kind === "storage" ? nothing : html`<notice-text .state=${state}></notice-text>`}
      <following-bar .state=${state}></following-bar>
      <main class=${panel.open ? "work panel-open" : "work"}>
        <article-view .state=${state}></article-view>
        <aside class="panel" aria-label=${strings.panel.name}>
          <annotation-panel .state=${state}></annotation-panel>
          <div id="panel-body" class="panel-body" role="tabpanel" tabindex="-1" aria-labelledby=${`tab-${panel.tab}`} data-keys="work">${this.panelBody()}</div>
        </aside>
      </main>
      <selection-bar .state=${state} .locate=${this.locate}></selection-bar>
      <role-bar .state=${state} .locate=${this.locate}></role-bar>
      <type-palette .state=${state} .locate=${this.locate}></type-palette>
      <command-palette .state=${state}></command-palette>
      <page-dialogs .state=${state}></page-dialogs>
      <div class="visually-hidden" aria-live="polite">${state.announcement}</div>
      ${this.dropping ? html`<div class="drop-curtain">${strings.open.dropHere}</div>` : nothing}
    `;
  }

  protected override shouldUpdate(): boolean {
    return this.state !== undefined;
  }

  protected override willUpdate(_changed: PropertyValues): void {
    const { settings, strings, documents, view } = this.state;
    const root = document.documentElement;
    // Setting an attribute, even to what it is, makes a browser reckon all styles anew.
    if (root.lang !== settings.language) Object.assign(root, { lang: settings.language, dir: writtenIn(settings.language) });
    if (root.dataset.theme !== settings.theme) root.dataset.theme = settings.theme;
    const title = documents.find((each) => each.id === view?.id)?.title;
    document.title = title ? `${withoutStretches(title)} · ${strings.appName}` : `${strings.appName}: ${strings.tagline}`;
  }

  private panelBody() {
    const { state } = this;
    if (state.panel.tab === "entities") return html`<entity-list .state=${state}></entity-list>`;
    if (state.panel.tab === "events") return html`<event-list .state=${state}></event-list>`;
    if (state.panel.tab === "find") return html`<find-list .state=${state}></find-list>`;
    return html`<document-list .state=${state}></document-list>`;
  }

  private readonly locate = (span: Span): DOMRect => this.querySelector<ArticleView>("article-view")?.locate(span) ?? new DOMRect();

  private readonly onPaste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData("text/plain");
    if (!text || placeOf(event) === "field" || this.state.dialog || this.state.phase === "failed") return;
    event.preventDefault();
    this.want({ type: "present", changes: { dialog: { kind: "open", text } } });
  };

  private readonly onDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.dropping = true;
  };

  private readonly onDragLeave = (event: DragEvent): void => {
    if (event.relatedTarget === null) this.dropping = false;
  };

  private readonly onDrop = (event: DragEvent): void => {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.dropping = false;
    this.want({ type: "open-files", files });
  };
}

customElements.define("hashiya-app", AppView);
