/** The attributes of the selected mark: a menu each, or a field for one that takes any text. */
import { html, nothing } from "lit";
import type { Intent } from "../commands/intents";
import type { AttributeSpec, MarkKind } from "../engine/types";
import { type Said, attributesOf, saidOf, valueName } from "../model/attributes";
import type { State } from "../store/state";

/** Prints the attributes of a mark with what is said in them; nothing where its type has none. */
export function attributeFields(state: State, want: (intent: Intent) => void, kind: MarkKind, mark: Said & { id: string }) {
  const { schema, settings } = state;
  const attributes = schema ? attributesOf(schema, kind, mark.label) : [];
  if (attributes.length === 0) return nothing;
  const say = (attribute: string, value: string) => want({ type: "edit", command: { type: "mark.attribute", id: mark.id, attribute, value: value || null } });
  return html`<div class="attributes">${attributes.map((attribute) => {
    const said = mark.attributes[attribute.id] ?? "";
    const onChange = (event: Event) => say(attribute.id, (event.target as HTMLInputElement | HTMLSelectElement).value);
    const field = attribute.values.length > 0 ? menu(state, attribute, said, onChange) : html`<input type="text" dir="auto" .value=${said} @change=${onChange} />`;
    return html`<label class="choice" title=${attribute.definition[settings.language] || nothing}><span>${attribute.label[settings.language] || attribute.id}</span>${field}</label>`;
  })}</div>`;
}

function menu({ strings, settings }: State, { values }: AttributeSpec, said: string, onChange: (event: Event) => void) {
  return html`<select .value=${said} @change=${onChange}><option value="" ?selected=${said === ""}>${strings.attributes.unsaid}</option>
    ${values.map(({ id, label }) => html`<option value=${id} ?selected=${id === said}>${label[settings.language] || id}</option>`)}</select>`;
}

/** What a mark says in its attributes, as badges. */
export function attributeBadges({ schema, settings }: State, kind: MarkKind, mark: Said) {
  const said = schema ? saidOf(schema, kind, mark) : [];
  return said.map(({ attribute, value }) => html`<span class="badge" dir="auto" title=${attribute.label[settings.language] || attribute.id}>${valueName(attribute, value ?? "")[settings.language] || value}</span>`);
}
