/** The events as cards: type, trigger, roles in the schema's order with who fills them, polarity, modality. */
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { colorClass } from "../dom/label-styles";
import type { Argument, EventMention } from "../engine/types";
import { eventType, labelName, provenance, roleName } from "../store/messages";
import { commandButton } from "./command-button";
import { icon } from "./icons";
import { View } from "./view";

const POLARITIES = ["positive", "negative"] as const;
const MODALITIES = ["asserted", "planned", "hypothetical", "reported"] as const;
/** How many cards are shown before the reader asks for more. */
const N_CARDS = 60;

export class EventList extends View {
  static override properties = { ...View.properties, limit: { state: true } };

  protected override readonly uses = ["view", "schema", "strings", "settings", "selected", "arguing"] as const;

  private limit = N_CARDS;

  override render() {
    const { view, strings } = this.state;
    if (!view) return nothing;
    const events = view.events.toSorted((a, b) => a.trigger.start - b.trigger.start);
    if (events.length === 0) return html`<p class="empty">${strings.panel.noEvents}</p>`;
    return html`
      <ul class="cards">${repeat(events.slice(0, this.limit), (event) => event.id, (event) => this.card(event))}</ul>
      ${events.length > this.limit
        ? html`<button type="button" class="link" @click=${() => (this.limit += N_CARDS)}>${strings.panel.more(Math.min(N_CARDS, events.length - this.limit))}</button>`
        : nothing}
    `;
  }

  protected override updated(): void {
    const { selected } = this.state;
    if (selected?.kind === "event") this.querySelector(`[data-id="${CSS.escape(selected.id)}"]`)?.scrollIntoView({ block: "nearest" });
  }

  private card(event: EventMention) {
    const { schema, strings, selected } = this.state;
    const trigger = this.text(event.trigger);
    const name = labelName(this.state, "event", event.label);
    const current = selected?.kind === "event" && selected.id === event.id;
    return html`
      <li class=${`card ${event.status} ${current ? "current" : ""}`} data-id=${event.id} data-color=${schema ? colorClass(schema, "event", event.label) : ""}>
        <div class="card-head">
          <button type="button" class="card-main" aria-current=${current} title=${provenance(this.state, event)}
            @click=${() => this.want({ type: "select", target: { kind: "event", id: event.id } })}>
            <span class="card-type">${name}</span><span class="card-trigger" dir="auto">${trigger}</span>
            <span class="row-status">${strings.statuses[event.status]}</span>
          </button>
          ${this.actions(event, trigger)}
        </div>
        ${this.roles(event, current)} ${current ? this.details(event) : nothing}
      </li>
    `;
  }

  private actions(event: EventMention, trigger: string) {
    const { state } = this;
    const { commands } = state.strings;
    const input = { target: { kind: "event", id: event.id } as const };
    const want = this.want.bind(this);
    return html`<span class="row-actions">
      ${commandButton(state, want, "annotation.accept", { icon: "accept", class: "small accept", name: `${commands["annotation.accept"]}: ${trigger}` }, input)}
      ${commandButton(state, want, "annotation.reject", { icon: "reject", class: "small reject", name: `${commands["annotation.reject"]}: ${trigger}` }, input)}
      ${commandButton(state, want, "annotation.remove", { icon: "remove", class: "small", name: `${commands["annotation.remove"]}: ${trigger}` }, input)}
    </span>`;
  }

  /** The roles that are filled; all roles of the type on the selected card. */
  private roles(event: EventMention, all: boolean) {
    const roles = eventType(this.state, event.label)?.roles.map((role) => role.id) ?? [];
    const unknown = event.arguments.map((argument) => argument.role).filter((role) => !roles.includes(role));
    const shown = [...roles, ...new Set(unknown)].filter((role) => all || event.arguments.some((argument) => argument.role === role));
    if (shown.length === 0) return nothing;
    return html`<dl class="roles" aria-label=${this.state.strings.event.roles}>${shown.map((role) => this.roleRow(event, role, all))}</dl>`;
  }

  private roleRow(event: EventMention, role: string, editable: boolean) {
    const { strings } = this.state;
    const name = roleName(this.state, role);
    return html`
      <div class="role">
        <dt>${name}</dt>
        <dd>
          ${event.arguments.map((argument, index) => (argument.role === role ? this.argument(event, argument, index, editable) : nothing))}
          ${editable
            ? html`<button type="button" class="small" aria-label=${strings.event.add(name)} title=${strings.event.add(name)}
                @click=${() => this.want({ type: "argue", event: event.id, role, replace: null })}>${icon("add")}</button>`
            : nothing}
        </dd>
      </div>
    `;
  }

  private argument(event: EventMention, argument: Argument, index: number, editable: boolean) {
    const { strings, schema, view } = this.state;
    const text = this.text(argument.span);
    const entity = view?.entities.find((each) => each.id === argument.entity);
    const color = entity && schema ? colorClass(schema, "entity", entity.label) : "";
    if (!editable) return html`<span class="filler" dir="auto" data-color=${color}>${text}</span>`;
    return html`
      <span class="filler editable" data-color=${color}><span dir="auto">${text}</span>
        <button type="button" class="small" aria-label=${strings.event.retarget(text)} title=${strings.event.retarget(text)}
          @click=${() => this.want({ type: "argue", event: event.id, role: argument.role, replace: index })}>${icon("replace")}</button>
        <button type="button" class="small" aria-label=${strings.event.remove(text)} title=${strings.event.remove(text)}
          @click=${() => this.want({ type: "edit", command: { type: "argument.remove", event: event.id, index } })}>${icon("close")}</button>
      </span>
    `;
  }

  private details(event: EventMention) {
    const { strings } = this.state;
    const retype = { purpose: "event.retype", id: event.id, span: event.trigger } as const;
    return html`
      <div class="card-details">
        ${this.choice(event, strings.event.polarity, "polarity", POLARITIES, strings.event.polarities)}
        ${this.choice(event, strings.event.modality, "modality", MODALITIES, strings.event.modalities)}
        <button type="button" class="plain" @click=${() => this.want({ type: "present", changes: { palette: retype } })}>${icon("label")}<span>${strings.event.retype}</span></button>
        <span class="row-source">${provenance(this.state, event)}</span>
      </div>
    `;
  }

  private choice<K extends "polarity" | "modality">(event: EventMention, name: string, key: K, options: readonly EventMention[K][], names: Record<EventMention[K], string>) {
    const onChange = (change: Event) => {
      const attributes = { polarity: event.polarity, modality: event.modality, [key]: (change.target as HTMLSelectElement).value };
      this.want({ type: "edit", command: { type: "event.attributes", id: event.id, ...attributes } });
    };
    return html`<label class="choice"><span>${name}</span>
      <select .value=${event[key]} @change=${onChange}>${options.map((option) => html`<option value=${option} ?selected=${option === event[key]}>${names[option]}</option>`)}</select>
    </label>`;
  }

  private text(span: { start: number; end: number }): string {
    return this.state.view?.text.slice(span.start, span.end) ?? "";
  }
}

customElements.define("event-list", EventList);
