/** Says that another tab edits the article on screen, and offers to edit it here. */
import { html, nothing } from "lit";
import { commandButton } from "./command-button";
import { icon } from "./icons";
import { View } from "./view";

export class FollowingBar extends View {
  protected override readonly uses = ["following", "strings", "settings"] as const;

  override render() {
    const { state } = this;
    return html`<div role="status">${state.following
      ? html`<div class="following">${icon("copy")}<span>${state.strings.storage.following}</span>
          ${commandButton(state, this.want.bind(this), "document.take-over", { icon: "forward", named: true, class: "plain" })}</div>`
      : nothing}</div>`;
  }
}

customElements.define("following-bar", FollowingBar);
