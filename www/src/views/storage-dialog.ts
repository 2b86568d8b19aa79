/** Storage and backup: what is stored and how much room there is, the project as a file out and in, its kept versions, earlier states of an article. */
import { html, nothing } from "lit";
import type { StorageAction } from "../commands/storage-actions";
import { stretchesOf } from "../model/versions";
import { hasFolders } from "../storage/folder";
import type { Room } from "../storage/quota";
import type { FolderLine, StorageFacts, VersionLine } from "../store/backups";
import { bytesOf, momentOf } from "./format";
import { type IconName, icon } from "./icons";
import { View } from "./view";

/** Above this share of the room that is used, the reader is warned. */
const NEARLY_FULL = 0.9;

export class StorageDialog extends View {
  protected override readonly uses = ["dialog", "strings", "settings", "save", "notice", "busy"] as const;

  override render() {
    const { dialog, strings, notice } = this.state;
    if (dialog?.kind !== "storage") return nothing;
    const { facts } = dialog;
    return html`
      ${notice ? html`<notice-text .state=${this.state}></notice-text>` : nothing}
      ${this.restored(facts)}
      ${this.section(strings.storage.backup, html`
        <div class="dialog-actions">
          ${this.button({ do: "save" }, strings.storage.save, "export", "primary")}
          <label class="file-button plain">${icon("open")}<span>${strings.storage.restore}</span>
            <input type="file" accept=".gz,.jsonl,application/gzip" @change=${this.onFile} /></label>
        </div>
        <p class="hint">${strings.storage.backupHelp} ${strings.storage.restoreHelp}</p>`)}
      ${this.section(strings.storage.state, this.room(facts.room))}
      ${this.section(strings.storage.folder, this.folder(facts.folder))}
      ${this.section(strings.storage.versions, this.versions(facts.versions))}
      ${this.state.view ? this.section(strings.storage.earlier, this.earlier(facts)) : nothing}
    `;
  }

  private section(title: string, content: unknown) {
    return html`<section class="storage-part" aria-label=${title}><h3>${title}</h3>${content}</section>`;
  }

  private restored({ restored }: StorageFacts) {
    const { strings } = this.state;
    return html`<div role="status">${restored ? html`<p class="storage-done">${icon("saved")}<span>${strings.storage.restored(restored.added, restored.extended, restored.beside, restored.known)}</span></p>` : nothing}</div>`;
  }

  private room({ used, allowed, kept }: Room) {
    const { strings, save } = this.state;
    const isFull = used !== null && allowed !== null && used > allowed * NEARLY_FULL;
    const state = save === "failed" ? strings.storage.failed : save === "saving" ? strings.storage.saving : strings.storage.saved;
    return html`
      <p class=${save === "failed" ? "complaint" : ""}>${state}</p>
      ${save === "failed" ? this.button({ do: "retry" }, strings.storage.retry, "replace") : nothing}
      <p>${used === null || allowed === null ? strings.storage.unknownRoom : strings.storage.used(this.size(used), this.size(allowed))}</p>
      ${isFull ? html`<p class="complaint">${strings.storage.nearlyFull}</p>` : nothing}
      ${kept === null ? nothing : html`<p>${kept ? strings.storage.kept : strings.storage.notKept}</p>`}
      ${kept === false ? this.button({ do: "persist" }, strings.storage.askToKeep, "saved") : nothing}
    `;
  }

  private folder(folder: FolderLine | null) {
    const { strings } = this.state;
    if (!hasFolders()) return html`<p class="hint">${strings.storage.noFolder}</p>`;
    if (!folder) return html`${this.button({ do: "choose-folder" }, strings.storage.chooseFolder, "open")}<p class="hint">${strings.storage.folderHelp}</p>`;
    return html`
      <p>${strings.storage.folderName("")}<bdi>${folder.name}</bdi>${folder.written === null ? nothing : html` · ${strings.storage.folderWritten(this.moment(folder.written))}`}</p>
      <div class="dialog-actions">
        ${this.button({ do: "write-folder" }, folder.allowed ? strings.storage.writeFolder : strings.storage.allowFolder, "export")}
        ${this.button({ do: "leave-folder" }, strings.storage.leaveFolder, "close")}
      </div>`;
  }

  private versions(versions: readonly VersionLine[]) {
    const { strings } = this.state;
    if (versions.length === 0) return html`<p class="hint">${strings.storage.noVersions} ${strings.storage.versionsHelp}</p>`;
    return html`<ul class="storage-list">${versions.map((version) => this.version(version))}</ul><p class="hint">${strings.storage.versionsHelp}</p>`;
  }

  private version({ time, reason, documents, size }: VersionLine) {
    const { strings } = this.state;
    const name = `${strings.storage.reasons[reason]}, ${this.moment(time)}`;
    return html`<li>
      <span class="row-text">${name}<span class="row-source">${strings.storage.version(documents, this.size(size))}</span></span>
      ${this.button({ do: "restore-version", time }, strings.storage.restoreVersion, "undo", "plain", name)}
      ${this.button({ do: "save-version", time }, strings.storage.saveVersion, "export", "plain", name)}
      ${this.button({ do: "remove-version", time }, strings.storage.removeVersion, "remove", "plain", name)}
    </li>`;
  }

  private earlier({ journal }: StorageFacts) {
    const { strings } = this.state;
    if (journal.length === 0) return html`<p class="hint">${strings.storage.noEarlier}</p>`;
    const [, ...before] = stretchesOf(journal);
    const lines = [...before.map(({ steps, time }) => ({ steps, when: this.moment(time), text: strings.storage.after(steps) })), { steps: 0, when: strings.storage.opened, text: strings.storage.after(0) }];
    return html`<ul class="storage-list">${lines.map(({ steps, when, text }) => html`<li>
      <span class="row-text">${when}<span class="row-source">${steps > 0 ? text : nothing}</span></span>
      ${this.button({ do: "open-earlier", steps, when }, strings.storage.open, "open", "plain", `${when} ${steps > 0 ? text : ""}`)}</li>`)}</ul>
      <p class="hint">${strings.storage.earlierHelp}</p>`;
  }

  /** A button for an action; `of` says for screen readers which of a list's lines it is about. */
  private button(action: StorageAction, name: string, picture: IconName, look = "plain", of = "") {
    return html`<button type="button" class=${look} ?data-first=${action.do === "save"} aria-label=${of ? `${name}: ${of}` : nothing} @click=${() => this.want({ type: "storage", action })}>${icon(picture)}<span>${name}</span></button>`;
  }

  private readonly onFile = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (file) this.want({ type: "storage", action: { do: "restore", file } });
    input.value = "";
  };

  private moment(time: number): string {
    const { strings, settings } = this.state;
    return time === 0 ? strings.storage.unknownTime : momentOf(time, settings.language);
  }

  private size(bytes: number): string {
    return bytesOf(bytes, this.state.settings.language);
  }
}

customElements.define("storage-dialog", StorageDialog);
