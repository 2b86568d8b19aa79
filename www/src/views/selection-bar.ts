/** The tools that float beside what the pointer selected. */
import { html, nothing } from "lit";
import type { CommandId } from "../commands/command";
import { targetOf } from "../commands/selection";
import { commandOf } from "../commands/table";
import { selectedSpan } from "../store/state";
import { commandButton } from "./command-button";
import { FloatingView } from "./floating-view";
import type { IconName } from "./icons";

const FOR_ANNOTATION: readonly [CommandId, IconName][] = [
  ["annotation.accept", "accept"], ["annotation.reject", "reject"], ["annotation.relabel", "label"], ["event.make", "event"], ["find.places", "search"], ["annotation.remove", "remove"],
];
const FOR_WORDS: readonly [CommandId, IconName][] = [["annotation.relabel", "label"], ["event.make", "event"], ["find.places", "search"]];

export class SelectionBar extends FloatingView {
  protected override readonly uses = ["view", "strings", "settings", "cursor", "selected", "pointing", "palette", "arguing", "dialog"] as const;

  override render() {
    const { state } = this;
    if (!state.pointing || state.palette || state.arguing || state.dialog || !selectedSpan(state)) return nothing;
    const tools = state.selected && targetOf(state) ? FOR_ANNOTATION : FOR_WORDS;
    return html`
      <div class="selection-bar" data-floating role="toolbar" aria-label=${state.strings.panel.actions} @mousedown=${(event: Event) => event.preventDefault()}>
        ${tools.filter(([id]) => commandOf(id).when(state, {})).map(([id, name]) =>
          commandButton(state, this.want.bind(this), id, { icon: name, named: tools === FOR_WORDS && id !== "find.places", class: tools === FOR_WORDS && id !== "find.places" ? "tool named" : "tool" }))}
      </div>
    `;
  }

  protected override anchor() {
    return selectedSpan(this.state);
  }
}

customElements.define("selection-bar", SelectionBar);
