/** The offer of a newer version: taken when the reader says so, and not while anything is unsaved. */
import { html, nothing } from "lit";
import { icon } from "./icons";
import { View } from "./view";

export class VersionNotice extends View {
  protected override readonly uses = ["newVersion", "save", "strings"] as const;

  override render() {
    const { newVersion, save, strings } = this.state;
    return html`<div role="status">${newVersion
      ? html`<div class="version-notice">
          <span>${strings.version.ready}</span>
          <button type="button" class="primary" ?disabled=${save === "saving" || save === "failed"} @click=${() => this.want({ type: "take-version" })}>${strings.version.take}</button>
          <button type="button" class="tool" aria-label=${strings.version.later} title=${strings.version.later}
            @click=${() => this.want({ type: "present", changes: { newVersion: false } })}>${icon("close")}</button>
        </div>`
      : nothing}</div>`;
  }
}

customElements.define("version-notice", VersionNotice);
