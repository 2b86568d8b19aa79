/** A message: what happened, why, where, and a way out where there is one. */
import { html, nothing } from "lit";
import { download } from "../dom/files";
import { errorMessage, errorPlace } from "../strings";
import { icon } from "./icons";
import { View } from "./view";

export class NoticeText extends View {
  protected override readonly uses = ["notice", "strings"] as const;

  override render() {
    const { notice, strings } = this.state;
    return html`<div role="alert">${notice
      ? html`<div class="notice">
          ${icon("warning")}
          <div class="notice-body">
            <strong>${notice.headline(strings)}</strong>
            ${notice.code ? html`<span>${errorMessage(strings, notice.code)}</span>` : nothing}
            ${this.place()} ${this.rescue()}
          </div>
          <button type="button" class="tool" aria-label=${strings.dismiss} @click=${() => this.want({ type: "present", changes: { notice: null } })}>${icon("close")}</button>
        </div>`
      : nothing}</div>`;
  }

  private place() {
    const { notice, strings } = this.state;
    const place = notice ? errorPlace(strings, notice.details) : "";
    return place ? html`<span class="notice-place" dir="auto">${place}</span>` : nothing;
  }

  private rescue() {
    const { notice, strings } = this.state;
    const rescue = notice?.rescue;
    if (!rescue) return nothing;
    if (typeof rescue === "object") return html`<button type="button" class="plain" @click=${() => download(rescue.name, rescue.content, "application/json")}>${icon("export")}<span>${strings.download}</span></button>`;
    return html`
      <button type="button" class="plain" @click=${() => this.want({ type: "storage", action: { do: "save" } })}>${icon("export")}<span>${strings.storage.save}</span></button>
      ${rescue === "storage" ? html`<button type="button" class="plain" @click=${() => this.want({ type: "storage", action: { do: "retry" } })}>${icon("replace")}<span>${strings.storage.retry}</span></button>` : nothing}`;
  }
}

customElements.define("notice-text", NoticeText);
