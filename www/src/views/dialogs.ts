/** The dialogs: open an article, key help, accepting many, close an article. Each is a native modal dialog. */
import { html, nothing } from "lit";
import type { Dialog } from "../store/state";
import { icon } from "./icons";
import { View } from "./view";

export class PageDialogs extends View {
  protected override readonly uses = ["dialog", "strings", "settings", "schema", "documents", "busy", "notice", "view", "adjudicating", "save"] as const;

  override render() {
    const { dialog, strings } = this.state;
    if (!dialog || dialog.kind === "commands") return nothing;
    const titles = { open: strings.open.title, keys: strings.keys.title, above: strings.commands["suggestion.accept-above"], statistics: strings.commands["project.statistics"], schema: strings.commands["schema.edit"], adjudication: strings.adjudication.title, mapping: strings.mapping.title, export: strings.commands["document.export-as"], storage: strings.storage.title, close: strings.documents.closeTitle };
    return html`
      <dialog class=${`dialog ${dialog.kind}`} aria-labelledby="dialog-title" @cancel=${this.onCancel} @close=${this.onClose} @click=${this.onBackdrop}>
        <div class="dialog-body">
          <header><h2 id="dialog-title">${titles[dialog.kind]}</h2>
            <button type="button" class="tool" aria-label=${strings.close} @click=${this.close}>${icon("close")}</button>
          </header>
          ${this.content(dialog)}
        </div>
      </dialog>
    `;
  }

  protected override async updated(): Promise<void> {
    const dialog = this.querySelector("dialog");
    if (!dialog || dialog.open) return;
    dialog.showModal();
    // What stands in the dialog prints itself first.
    await Promise.resolve();
    dialog.querySelector<HTMLElement>("textarea, [data-first]")?.focus();
  }

  private content(dialog: Exclude<Dialog, { kind: "commands" }>) {
    switch (dialog.kind) {
      case "open":
        return this.open(dialog.text);
      case "keys":
        return html`<key-help .state=${this.state}></key-help>`;
      case "above":
        return html`<accept-above .state=${this.state}></accept-above>`;
      case "export":
        return html`<export-dialog .state=${this.state}></export-dialog>`;
      case "mapping":
        return html`<mapping-dialog .state=${this.state}></mapping-dialog>`;
      case "adjudication":
        return html`<adjudication-view .state=${this.state}></adjudication-view>`;
      case "storage":
        return html`<storage-dialog .state=${this.state}></storage-dialog>`;
      case "schema":
        return html`<schema-editor .state=${this.state}></schema-editor>`;
      case "statistics":
        return html`<statistics-view .state=${this.state}></statistics-view>`;
      case "close":
        return this.confirmClose(dialog.document);
    }
  }

  private open(text: string) {
    const { strings, notice } = this.state;
    return html`
      ${notice?.code ? html`<notice-text .state=${this.state}></notice-text>` : nothing}
      <label class="field"><span>${strings.open.pasteLabel}</span>
        <textarea rows="9" dir="rtl" lang="ar" placeholder=${strings.open.pastePlaceholder} .value=${text}></textarea></label>
      <div class="dialog-actions">
        <button type="button" class="primary" @click=${this.onText}>${strings.open.openText}</button>
        <span class="or">${strings.open.or}</span>
        <label class="file-button plain">${icon("open")}<span>${strings.open.chooseFile}</span>
          <input type="file" multiple @change=${this.onFile} /></label>
      </div>
      <p class="hint">${strings.open.fileHelp}</p>
      <p class="hint">${strings.open.privacy}</p>
    `;
  }

  private confirmClose(id: string) {
    const { strings, documents } = this.state;
    const title = documents.find((document) => document.id === id)?.title || strings.documents.untitled;
    return html`
      <p>${strings.documents.closeText(title)}</p>
      <div class="dialog-actions">
        <button type="button" class="danger" @click=${() => this.want({ type: "close-document", id })}>${strings.documents.closeConfirm}</button>
        <button type="button" class="plain" data-first @click=${this.close}>${strings.cancel}</button>
      </div>
    `;
  }

  private readonly onText = (): void => {
    this.want({ type: "open-text", text: this.querySelector("textarea")?.value ?? "" });
  };

  private readonly onFile = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    if (files.length > 0) this.want({ type: "open-files", files });
    // The same file can be chosen again, after it was mended for example.
    input.value = "";
  };

  private readonly close = (): void => {
    this.querySelector("dialog")?.close();
  };

  private readonly onClose = (): void => {
    // A message about a file belongs to the dialog in which it was chosen.
    const about = ["open", "schema", "storage"].includes(this.state.dialog?.kind ?? "") ? { notice: null } : {};
    this.want({ type: "present", changes: { dialog: null, ...about } });
  };

  /** Escape: the page knows at once, so that the next key is already meant for it; a native dialog says so only later. */
  private readonly onCancel = (event: Event): void => {
    if (!(event.target instanceof HTMLDialogElement)) return;
    event.preventDefault();
    event.target.close();
    this.onClose();
  };

  private readonly onBackdrop = (event: Event): void => {
    if (event.target instanceof HTMLDialogElement) this.close();
  };
}

customElements.define("page-dialogs", PageDialogs);
