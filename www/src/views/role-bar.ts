/** The roles of an event while they are being filled: numbered roles, then the candidates for one. */
import { html, nothing } from "lit";
import { colorClass } from "../dom/label-styles";
import type { Entity, EventMention, EventType } from "../engine/types";
import { eventType, labelName, roleName } from "../store/messages";
import { arguedEvent, candidates } from "../store/roles";
import { FloatingView } from "./floating-view";
import { icon } from "./icons";

/** How many candidates are listed at once; Tab walks on through all of them. */
const N_LISTED = 7;

export class RoleBar extends FloatingView {
  protected override readonly uses = ["arguing", "view", "strings", "settings", "schema"] as const;

  override render() {
    const { state } = this;
    const event = arguedEvent(state);
    const type = event && eventType(state, event.label);
    if (!event || !type || !state.schema || state.palette) return nothing;
    const title = state.strings.roles.title(type.label[state.settings.language]);
    return html`
      <section class="role-bar" data-floating data-color=${colorClass(state.schema, "event", event.label)} aria-label=${title}
        @mousedown=${(press: Event) => press.preventDefault()}>
        <header><strong>${title}</strong>
          <button type="button" class="tool" aria-label=${state.strings.roles.finish} title=${`${state.strings.roles.finish} (Esc)`}
            @click=${() => this.want({ type: "present", changes: { arguing: null } })}>${icon("close")}</button>
        </header>
        ${state.arguing?.role ? this.fillers(event, state.arguing.role) : this.roles(event, type)}
      </section>
    `;
  }

  protected override anchor() {
    return arguedEvent(this.state)?.trigger ?? null;
  }

  private roles(event: EventMention, type: EventType) {
    const { strings } = this.state;
    return html`
      <p class="hint">${strings.roles.choose}</p>
      <div class="role-choices" role="group" aria-label=${strings.event.roles}>
        ${type.roles.map((role, index) => html`
          <button type="button" @click=${() => this.want({ type: "argue", event: event.id, role: role.id, replace: null })}>
            <kbd>${index + 1}</kbd><span>${roleName(this.state, role.id)}</span>${this.filled(event, role.id)}
          </button>`)}
      </div>
    `;
  }

  private filled(event: EventMention, role: string) {
    const texts = event.arguments.filter((argument) => argument.role === role).map(({ span }) => this.state.view?.text.slice(span.start, span.end));
    return texts.length > 0 ? html`<span class="filled" dir="auto">${texts.join(" · ")}</span>` : nothing;
  }

  private fillers(event: EventMention, role: string) {
    const { strings, arguing } = this.state;
    const found = candidates(this.state);
    // The list moves along with the shown candidate.
    const from = Math.max(0, Math.min((arguing?.candidate ?? 0) - 3, found.length - N_LISTED));
    return html`
      <p class="hint">${found.length > 0 ? strings.roles.fill(roleName(this.state, role)) : strings.roles.noCandidates}</p>
      <ul class="candidates" role="listbox" aria-label=${strings.roles.candidates}>
        ${found.slice(from, from + N_LISTED).map((entity, index) => this.candidate(entity, from + index === arguing?.candidate))}
      </ul>
      <button type="button" class="link" @click=${() => this.want({ type: "argue", event: event.id, role: null, replace: null })}>${strings.roles.back}</button>
    `;
  }

  private candidate(entity: Entity, current: boolean) {
    const { view, schema } = this.state;
    if (!view || !schema) return nothing;
    return html`
      <li role="option" aria-selected=${current} data-color=${colorClass(schema, "entity", entity.label)} @click=${() => this.want({ type: "fill", filler: { entity: entity.id } })}>
        <i class="swatch" aria-hidden="true"></i><span dir="auto">${view.text.slice(entity.span.start, entity.span.end)}</span>
        <span class="option-other">${labelName(this.state, "entity", entity.label)}</span>
      </li>
    `;
  }
}

customElements.define("role-bar", RoleBar);
