/** An event as a card: at a glance its type, its trigger and its roles in reading order; when selected, with tools for each. */
import { html, nothing } from "lit";
import type { Intent } from "../commands/intents";
import { colorClass } from "../dom/label-styles";
import type { EventMention, Span } from "../engine/types";
import { type FilledRole, type PlacedArgument, rolesInOrder } from "../model/events";
import { eventType, labelName, provenance, roleName } from "../store/messages";
import type { State } from "../store/state";
import { attributeBadges, attributeFields } from "./attribute-fields";
import { commandButton } from "./command-button";
import { percent } from "../strings";
import { icon } from "./icons";

const POLARITIES = ["positive", "negative"] as const;
const MODALITIES = ["asserted", "planned", "hypothetical", "reported"] as const;

/** Says what the reader wants. */
export type Want = (intent: Intent) => void;

/** Prints a card. */
export function eventCard(state: State, want: Want, event: EventMention) {
  const { schema, strings, selected } = state;
  const current = selected?.kind === "event" && selected.id === event.id;
  const roles = rolesInOrder(event, eventType(state, event.label), current);
  return html`
    <li class=${`card ${event.status} ${current ? "current" : ""}`} data-id=${event.id} data-color=${schema ? colorClass(schema, "event", event.label) : ""}>
      <div class="card-head">
        <button type="button" class="card-main" aria-current=${current} title=${provenance(state, event)}
          @click=${() => want({ type: "select", target: { kind: "event", id: event.id } })}>
          <span class="card-type">${labelName(state, "event", event.label)}</span>
          <span class="card-trigger" dir="auto">${textOf(state, event.trigger)}</span>
          ${badges(state, event)}${attributeBadges(state, "event", event)}
          <span class="row-status">${strings.statuses[event.status]}${event.status === "suggested" && event.score !== null ? ` ${percent(event.score, state.settings.language)}` : ""}</span>
        </button>
        ${actions(state, want, event)}
      </div>
      ${roles.length === 0 ? nothing : current ? roleTable(state, want, event, roles) : roleLine(state, roles)}
      ${current ? details(state, want, event) : nothing}
    </li>
  `;
}

/** What is out of the ordinary: negated, planned, supposed, reported. */
function badges({ strings }: State, event: EventMention) {
  const texts = [
    event.polarity === "positive" ? "" : strings.event.polarities[event.polarity],
    event.modality === "asserted" ? "" : strings.event.modalities[event.modality],
  ];
  return texts.filter(Boolean).map((text) => html`<span class="badge">${text}</span>`);
}

function actions(state: State, want: Want, event: EventMention) {
  const { commands } = state.strings;
  const trigger = textOf(state, event.trigger);
  const input = { target: { kind: "event", id: event.id } as const };
  return html`<span class="row-actions">
    ${commandButton(state, want, "annotation.accept", { icon: "accept", class: "small accept", name: `${commands["annotation.accept"]}: ${trigger}` }, input)}
    ${commandButton(state, want, "annotation.reject", { icon: "reject", class: "small reject", name: `${commands["annotation.reject"]}: ${trigger}` }, input)}
    ${commandButton(state, want, "annotation.remove", { icon: "remove", class: "small", name: `${commands["annotation.remove"]}: ${trigger}` }, input)}
  </span>`;
}

/** All roles in running lines: for reading. */
function roleLine(state: State, roles: readonly FilledRole[]) {
  return html`<dl class="role-line" aria-label=${state.strings.event.roles}>${roles.map(({ role, fillers }) => html`
    <div><dt>${roleName(state, role)}</dt>${fillers.map(({ argument }) => html`<dd class="filler" dir="auto" data-color=${entityColor(state, argument.entity)}>${textOf(state, argument.span)}</dd>`)}</div>`)}
  </dl>`;
}

/** All roles of the type, one a line: for work. */
function roleTable(state: State, want: Want, event: EventMention, roles: readonly FilledRole[]) {
  const { strings } = state;
  return html`<dl class="roles" aria-label=${strings.event.roles}>${roles.map(({ role, fillers }, index) => {
    const name = roleName(state, role);
    return html`
      <div class="role">
        <dt><kbd aria-hidden="true">${index + 1}</kbd>${name}</dt>
        <dd>
          ${fillers.map((filler) => editableFiller(state, want, event, filler))}
          <button type="button" class="small" aria-label=${strings.event.add(name)} title=${strings.event.add(name)}
            @click=${() => want({ type: "argue", event: event.id, role, replace: null })}>${icon("add")}</button>
        </dd>
      </div>`;
  })}</dl>`;
}

function editableFiller(state: State, want: Want, event: EventMention, { argument, index }: PlacedArgument) {
  const { strings } = state;
  const text = textOf(state, argument.span);
  return html`
    <span class="filler editable" data-color=${entityColor(state, argument.entity)}><span dir="auto">${text}</span>
      <button type="button" class="small" aria-label=${strings.event.retarget(text)} title=${strings.event.retarget(text)}
        @click=${() => want({ type: "argue", event: event.id, role: argument.role, replace: index })}>${icon("replace")}</button>
      <button type="button" class="small" aria-label=${strings.event.remove(text)} title=${strings.event.remove(text)}
        @click=${() => want({ type: "edit", command: { type: "argument.remove", event: event.id, index } })}>${icon("close")}</button>
    </span>
  `;
}

function details(state: State, want: Want, event: EventMention) {
  const { strings } = state;
  const retype = { purpose: "event.retype", id: event.id, span: event.trigger } as const;
  return html`
    <div class="card-details">
      ${choice(want, event, strings.event.polarity, "polarity", POLARITIES, strings.event.polarities)}
      ${choice(want, event, strings.event.modality, "modality", MODALITIES, strings.event.modalities)}
      ${attributeFields(state, want, "event", event)}
      <button type="button" class="plain" @click=${() => want({ type: "present", changes: { palette: retype } })}>${icon("label")}<span>${strings.event.retype}</span></button>
      ${commandButton(state, want, "event.copy-roles", { icon: "copy", named: true, class: "plain" }, { target: { kind: "event", id: event.id } })}
      <span class="row-source">${provenance(state, event)}</span>
    </div>
  `;
}

function choice<K extends "polarity" | "modality">(want: Want, event: EventMention, name: string, key: K, options: readonly EventMention[K][], names: Record<EventMention[K], string>) {
  const onChange = (change: Event) => {
    const attributes = { polarity: event.polarity, modality: event.modality, [key]: (change.target as HTMLSelectElement).value };
    want({ type: "edit", command: { type: "event.attributes", id: event.id, ...attributes } });
  };
  return html`<label class="choice"><span>${name}</span>
    <select .value=${event[key]} @change=${onChange}>${options.map((option) => html`<option value=${option} ?selected=${option === event[key]}>${names[option]}</option>`)}</select>
  </label>`;
}

function entityColor({ view, schema }: State, id: string | null): string {
  const entity = id === null ? undefined : view?.entities.find((each) => each.id === id);
  return entity && schema ? colorClass(schema, "entity", entity.label) : "";
}

function textOf({ view }: State, span: Span): string {
  return view?.text.slice(span.start, span.end) ?? "";
}
