/** The bar at the top: name of the page, open document, tools. */
import { html, nothing } from "lit";
import type { CommandId } from "../commands/command";
import { commandOf } from "../commands/table";
import { commandButton } from "./command-button";
import { icon } from "./icons";
import { View } from "./view";

const EXPORTS: readonly CommandId[] = ["document.export", "document.export-jsonl", "document.export-all", "document.export-all-jsonl", "document.export-as"];

export class ToolBar extends View {
  static override properties = { ...View.properties, menuOpen: { state: true } };

  protected override readonly uses = ["strings", "settings", "view", "documents", "phase", "save", "selected", "cursor"] as const;

  private menuOpen = false;

  override render() {
    const { state } = this;
    const { strings, settings } = state;
    const want = this.want.bind(this);
    return html`
      <header class="tool-bar">
        <h1 class="brand"><span class="brand-mark" aria-hidden="true"></span>${strings.appName}</h1>
        <div class="document-name">${this.documentTitle()}</div>
        <div class="tools" role="toolbar" aria-label=${strings.toolbar.name}>
          ${commandButton(state, want, "document.open", { icon: "open", named: true, class: "tool named" })}
          ${this.exportMenu()}
          <span class="divider"></span>
          ${commandButton(state, want, "edit.undo", { icon: "undo" })} ${commandButton(state, want, "edit.redo", { icon: "redo" })}
          <span class="divider"></span>
          ${commandButton(state, want, "interface.commands", { icon: "search" })}
          ${commandButton(state, want, "interface.keys", { icon: "keys", class: "tool keys-tool" })}
          ${commandButton(state, want, "interface.theme", { icon: settings.theme, name: strings.themes[settings.theme] })}
          <button type="button" class="tool language" lang=${settings.language === "ar" ? "en" : "ar"} aria-keyshortcuts="Shift+L"
            @click=${() => want({ type: "run", id: "interface.language" })}>${strings.otherLanguage}</button>
        </div>
      </header>
    `;
  }

  private documentTitle() {
    const { view, documents, strings, save } = this.state;
    if (!view) return html`<span class="tagline">${strings.tagline}</span>`;
    const title = documents.find((document) => document.id === view.id)?.title || strings.documents.untitled;
    return html`
      <span class="title" dir="auto" title=${title}>${title}</span>
      <span class="save ${save}" role="status">${save === "idle" ? nothing : html`${icon(save === "failed" ? "warning" : save === "saved" ? "saved" : "saving")}<span>${strings.save[save]}</span>`}</span>
    `;
  }

  private exportMenu() {
    const { strings } = this.state;
    const enabled = commandOf("document.export").when(this.state, {});
    return html`
      <div class="menu-place" @focusout=${this.onFocusOut} @keydown=${this.onKey}>
        <button type="button" class="tool named" aria-haspopup="menu" aria-expanded=${this.menuOpen} ?disabled=${!enabled}
          @click=${this.toggleMenu}>${icon("export")}<span>${strings.commands["document.export"]}</span></button>
        ${this.menuOpen
          ? html`<div class="menu" role="menu" aria-label=${strings.commands["document.export"]}>${EXPORTS.map((id) => this.exportItem(id))}</div>`
          : nothing}
      </div>
    `;
  }

  private exportItem(id: CommandId) {
    const { strings } = this.state;
    if (!commandOf(id).when(this.state, {})) return nothing;
    const name = id === "document.export" ? `${strings.commands[id]} (JSON)` : strings.commands[id];
    return html`<button type="button" role="menuitem" tabindex="-1" @click=${() => this.onItem(id)}>${name}</button>`;
  }

  private onItem(id: CommandId): void {
    this.closeMenu();
    this.want({ type: "run", id });
  }

  private readonly toggleMenu = async (): Promise<void> => {
    this.menuOpen = !this.menuOpen;
    await this.updateComplete;
    this.querySelector<HTMLElement>("[role=menuitem]")?.focus();
  };

  private closeMenu(): void {
    this.menuOpen = false;
    this.querySelector<HTMLElement>("[aria-haspopup=menu]")?.focus();
  }

  private readonly onFocusOut = (event: FocusEvent): void => {
    if (!(event.currentTarget as HTMLElement).contains(event.relatedTarget as Node | null)) this.menuOpen = false;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (!this.menuOpen) return;
    const items = [...this.querySelectorAll<HTMLElement>("[role=menuitem]")];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") this.closeMenu();
    else if (step) items[(at + step + items.length) % items.length]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

customElements.define("tool-bar", ToolBar);
