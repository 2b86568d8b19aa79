/** The dialogs: open an article, key help, close an article. Each is a native modal dialog. */
import { html, nothing } from "lit";
import type { KeyGroup, PageCommand } from "../commands/command";
import { keyCaps } from "../commands/keys";
import { COMMANDS } from "../commands/table";
import { colorClass } from "../dom/label-styles";
import { icon } from "./icons";
import { View } from "./view";

const GROUPS: readonly KeyGroup[] = ["page", "cursor", "annotation", "boundary", "argument"];

export class PageDialogs extends View {
  protected override readonly uses = ["dialog", "strings", "settings", "schema", "documents", "busy", "notice"] as const;

  override render() {
    const { dialog, strings } = this.state;
    if (!dialog) return nothing;
    const titles = { open: strings.open.title, keys: strings.keys.title, close: strings.documents.closeTitle };
    return html`
      <dialog class=${`dialog ${dialog.kind}`} aria-labelledby="dialog-title" @close=${this.onClose} @click=${this.onBackdrop}>
        <div class="dialog-body">
          <header><h2 id="dialog-title">${titles[dialog.kind]}</h2>
            <button type="button" class="tool" aria-label=${strings.close} @click=${this.close}>${icon("close")}</button>
          </header>
          ${dialog.kind === "open" ? this.open(dialog.text) : dialog.kind === "keys" ? this.keys() : this.confirmClose(dialog.document)}
        </div>
      </dialog>
    `;
  }

  protected override updated(): void {
    const dialog = this.querySelector("dialog");
    if (!dialog || dialog.open) return;
    dialog.showModal();
    dialog.querySelector<HTMLElement>("textarea, [data-first]")?.focus();
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
          <input type="file" accept=".txt,.json,.jsonl,text/plain,application/json" @change=${this.onFile} /></label>
      </div>
      <p class="hint">${strings.open.fileHelp}</p>
      <p class="hint">${strings.open.privacy}</p>
    `;
  }

  private keys() {
    const { strings, schema, settings } = this.state;
    return html`
      <p class="hint">${strings.keys.articleNote}</p>
      <div class="key-groups" tabindex="0" data-first role="group" aria-label=${strings.keys.title}>
        ${GROUPS.map((group) => html`<section><h3>${strings.keys.groups[group]}</h3>
          <dl>${COMMANDS.filter((command) => command.group === group && command.keys.length > 0).map((command) => this.keyRow(command))}</dl></section>`)}
        <section><h3>${strings.keys.labels}</h3><p class="hint">${strings.keys.labelsNote}</p>
          <dl>${schema?.entities.map((type) => html`
            <div data-color=${colorClass(schema, "entity", type.id)}><dt><kbd>${type.key.toUpperCase()}</kbd></dt><dd><i class="swatch" aria-hidden="true"></i>${type.label[settings.language]}</dd></div>`)}</dl>
        </section>
      </div>
    `;
  }

  private keyRow({ id, keys }: PageCommand) {
    const { strings } = this.state;
    const shown = keys.length > 4 ? [keys[0], keys.at(-1)] : keys;
    const between = keys.length > 4 ? "\u2013" : " / ";
    return html`<div><dt dir="ltr">${shown.map((key, index) => html`${index > 0 ? between : ""}${keyCaps(key ?? "").map((cap) => html`<kbd>${cap}</kbd>`)}`)}</dt><dd>${strings.commands[id]}</dd></div>`;
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
    const [file] = input.files ?? [];
    if (file) this.want({ type: "open-file", file });
    // The same file can be chosen again, after it was mended for example.
    input.value = "";
  };

  private readonly close = (): void => {
    this.querySelector("dialog")?.close();
  };

  private readonly onClose = (): void => {
    // A message about a file belongs to the dialog in which it was chosen.
    const about = this.state.dialog?.kind === "open" ? { notice: null } : {};
    this.want({ type: "present", changes: { dialog: null, ...about } });
  };

  private readonly onBackdrop = (event: Event): void => {
    if (event.target instanceof HTMLDialogElement) this.close();
  };
}

customElements.define("page-dialogs", PageDialogs);
