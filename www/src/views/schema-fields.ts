/** The fields of the label editor: those of an entity type, an event type with its roles, a relation type, a group, an attribute. */
import { html, nothing } from "lit";
import type { AttributeSpec, EntityType, EventType, Named, RelationType, RoleSpec, Schema } from "../engine/types";
import { labelsApart } from "../model/colors";
import { renamedEntity, renamedRole, withRole, withValue, withoutEntity, withoutEvent } from "../model/schema";
import type { State } from "../store/state";
import { icon } from "./icons";

/** The editor that the fields stand in. */
export interface SchemaDraft {
  state: State;
  draft: Schema;
  /** Takes another draft. */
  put(draft: Schema): void;
}

type AnyType = EntityType | EventType | RelationType;

/** Colours nearer than this are hard to tell for some eyes. */
const NEAR = 0.03;
/** What the menu of roles says for one that is not there yet. */
const NEW_ROLE = "\u0000new";

/** The list with an item changed. */
function changed<T>(list: readonly T[], index: number, changes: Partial<T>): T[] {
  return list.map((each, at) => (at === index ? { ...each, ...changes } : each));
}

function without<T>(list: readonly T[], index: number): T[] {
  return list.filter((_, at) => at !== index);
}

export function entityFields(editor: SchemaDraft, type: EntityType, index: number) {
  const { draft, put, state } = editor;
  const change = (changes: Partial<EntityType>) => put({ ...draft, entities: changed(draft.entities, index, changes) });
  const rename = (id: string) => put(renamedEntity(draft, type.id, id));
  return html`<details><summary>${summary(state, type)}${type.key ? html`<kbd>${type.key.toUpperCase()}</kbd>` : nothing}</summary><div class="schema-fields">
    ${common(editor, draft.entities, state.schema?.entities, type, change, rename)}
    ${textField(state.strings.schema.key, type.key, (key) => change({ key: key.trim().toLowerCase().slice(0, 1) }))}
    ${removeButton(state, type, () => put(withoutEntity(draft, type.id)))}
  </div></details>`;
}

export function eventFields(editor: SchemaDraft, type: EventType, index: number) {
  const { draft, put, state } = editor;
  const { strings, settings } = state;
  const change = (changes: Partial<EventType>) => put({ ...draft, events: changed(draft.events, index, changes) });
  return html`<details><summary>${summary(state, type)}</summary><div class="schema-fields">
    ${common(editor, draft.events, state.schema?.events, type, change, (id) => change({ id }))}
    <label class="field"><span>${strings.schema.group}</span><select @change=${(event: Event) => change({ group: valueOf(event) })}>
      ${draft.groups.map((group) => html`<option value=${group.id} ?selected=${group.id === type.group}>${group.label[settings.language]}</option>`)}</select></label>
    ${roles(editor, type, (specs) => change({ roles: specs }))}
    ${removeButton(state, type, () => put(withoutEvent(draft, type.id)))}
  </div></details>`;
}

export function relationFields(editor: SchemaDraft, type: RelationType, index: number) {
  const { draft, put, state } = editor;
  const { strings } = state;
  const change = (changes: Partial<RelationType>) => put({ ...draft, relations: changed(draft.relations, index, changes) });
  return html`<details><summary>${summary(state, type)}</summary><div class="schema-fields">
    ${common(editor, draft.relations, state.schema?.relations, type, change, (id) => change({ id }))}
    ${(["from", "to"] as const).map((end) => html`<fieldset class="schema-roles"><legend>${strings.schema[end]}</legend>
      ${entityTicks(editor, strings.schema[end], type[end], (ids) => change({ [end]: ids }))}</fieldset>`)}
    ${removeButton(state, type, () => put({ ...draft, relations: without(draft.relations, index) }))}
  </div></details>`;
}

/** An attribute: of what it is said, which types have it, what can be said. */
export function attributeFields(editor: SchemaDraft, attribute: AttributeSpec, index: number) {
  const { draft, put, state } = editor;
  const { strings, settings } = state;
  const change = (changes: Partial<AttributeSpec>) => put({ ...draft, attributes: changed(draft.attributes, index, changes) });
  const isNew = !state.schema?.attributes.some(({ id }) => id === attribute.id);
  const types = attribute.of === "entity" ? draft.entities : draft.events;
  return html`<details><summary><span>${attribute.label[settings.language] || attribute.id}</span><span class="option-other">${attribute.id}</span></summary><div class="schema-fields">
    ${isNew ? textField(strings.schema.id, attribute.id, (id) => change({ id: id.trim() })) : nothing}
    ${names(state, attribute, change)} ${definitions(state, attribute, change)}
    <label class="field"><span>${strings.schema.of}</span><select ?disabled=${!isNew} @change=${(event: Event) => change({ of: valueOf(event) as AttributeSpec["of"], types: [] })}>
      ${(["entity", "event"] as const).map((kind) => html`<option value=${kind} ?selected=${kind === attribute.of}>${strings.schema.ofKinds[kind]}</option>`)}</select></label>
    ${values(state, attribute, (next) => change({ values: next }))}
    <fieldset class="schema-roles"><legend>${strings.schema.attributeTypes}</legend>
      ${typeTicks(state, types, strings.schema.attributeTypes, strings.schema.everyType, attribute.types, (ids) => change({ types: ids }))}</fieldset>
    ${removeButton(state, attribute, () => put({ ...draft, attributes: without(draft.attributes, index) }))}
  </div></details>`;
}

/** What can be said in an attribute. */
function values(state: State, attribute: AttributeSpec, change: (values: Named[]) => void) {
  const { strings, settings, schema } = state;
  const known = schema?.attributes.find(({ id }) => id === attribute.id)?.values ?? [];
  const add = () => change(withValue(attribute, { ar: strings.schema.freshValue, en: strings.schema.freshValue }).values);
  return html`<fieldset class="schema-roles"><legend>${strings.schema.values}</legend>
    ${attribute.values.length === 0 ? html`<p class="hint">${strings.schema.anyText}</p>` : nothing}
    ${attribute.values.map((value, index) => {
      const name = value.label[settings.language] || value.id;
      const alter = (changes: Partial<Named>) => change(changed(attribute.values, index, changes));
      return html`<details><summary><span>${name}</span>
          <button type="button" class="small" aria-label=${strings.schema.remove(name)} @click=${() => change(without(attribute.values, index))}>${icon("close")}</button></summary>
        <div class="schema-fields">${known.some(({ id }) => id === value.id) ? nothing : textField(strings.schema.id, value.id, (id) => alter({ id: id.trim() }))}
          ${names(state, value, alter)}</div></details>`;
    })}
    <button type="button" class="plain" @click=${add}>${icon("add")}<span>${strings.schema.addValue}</span></button>
  </fieldset>`;
}

/** A group of event types; one that types belong to cannot go. */
export function groupFields({ draft, put, state }: SchemaDraft, group: Named, index: number) {
  const used = draft.events.some((type) => type.group === group.id);
  return html`<details><summary><span>${group.label[state.settings.language] || group.id}</span><span class="option-other">${group.id}</span></summary><div class="schema-fields">
    ${names(state, group, (changes) => put({ ...draft, groups: changed(draft.groups, index, changes) }))}
    ${used ? nothing : removeButton(state, group, () => put({ ...draft, groups: without(draft.groups, index) }))}
  </div></details>`;
}

function summary({ settings }: State, type: AnyType) {
  return html`<i class="swatch" aria-hidden="true" .style=${`background:${type.color}`}></i><span>${type.label[settings.language] || type.id}</span><span class="option-other">${type.id}</span>`;
}

/** What all types have: an id that can be chosen while they are new, names, definitions, a colour. */
function common(editor: SchemaDraft, all: readonly AnyType[], known: readonly AnyType[] | undefined, type: AnyType, change: (changes: Pick<Partial<AnyType>, "label" | "definition" | "color">) => void, rename: (id: string) => void) {
  const { state } = editor;
  const { strings } = state;
  const isNew = !known?.some(({ id }) => id === type.id);
  return html`
    ${isNew ? textField(strings.schema.id, type.id, (id) => rename(id.trim())) : nothing}
    ${names(state, type, change)}
    ${definitions(state, type, change)}
    <label class="field"><span>${strings.schema.color}</span><input type="color" .value=${type.color} @change=${(event: Event) => change({ color: valueOf(event) })} /></label>
    ${confusable(state, all, type)}
  `;
}

function definitions({ strings }: State, { definition }: Pick<AnyType, "definition">, change: (changes: Pick<AnyType, "definition">) => void) {
  return (["ar", "en"] as const).map((language) => textField(strings.schema.definition[language], definition[language], (text) => change({ definition: { ...definition, [language]: text } }), language));
}

function names({ strings }: State, named: Named, change: (changes: Pick<Named, "label">) => void) {
  return (["ar", "en"] as const).map((language) => textField(strings.schema.name[language], named.label[language], (name) => change({ label: { ...named.label, [language]: name } }), language));
}

/** Types whose colour some eyes take for this one's. */
function confusable({ strings, settings }: State, types: readonly AnyType[], type: AnyType) {
  const near = types.filter((each) => each.id !== type.id && labelsApart(each.color, type.color) < NEAR).map((each) => each.label[settings.language]);
  return near.length > 0 ? html`<p class="hint">${strings.schema.confusable(near.slice(0, 3).join(" · "))}</p>` : nothing;
}

/** The roles of an event type: each with its names and the entity types that fit; another is chosen from the menu, or made. */
function roles(editor: SchemaDraft, type: EventType, change: (roles: RoleSpec[]) => void) {
  const { draft, put, state } = editor;
  const { strings, settings } = state;
  const free = draft.roles.filter((named) => !type.roles.some((role) => role.id === named.id));
  const fresh = { ar: strings.schema.freshRole, en: strings.schema.freshRole };
  const add = (event: Event) => {
    const role = valueOf(event);
    (event.target as HTMLSelectElement).value = "";
    if (role) put(withRole(draft, type.id, role === NEW_ROLE ? fresh : role));
  };
  return html`<fieldset class="schema-roles"><legend>${strings.event.roles}</legend>
    ${type.roles.map((role, index) => roleFields(editor, type, role, index, change))}
    <label class="field"><span>${strings.schema.addRole}</span><select @change=${add}>
      <option value="" selected></option><option value=${NEW_ROLE}>${strings.schema.newRole}</option>
      ${free.map((named) => html`<option value=${named.id}>${named.label[settings.language]}</option>`)}</select></label>
  </fieldset>`;
}

function roleFields(editor: SchemaDraft, type: EventType, role: RoleSpec, index: number, change: (roles: RoleSpec[]) => void) {
  const { draft, put, state } = editor;
  const { strings, settings } = state;
  const at = draft.roles.findIndex(({ id }) => id === role.id);
  const named = draft.roles[at] ?? { id: role.id, label: { ar: role.id, en: role.id } };
  const name = named.label[settings.language] || role.id;
  const isNew = !state.schema?.roles.some(({ id }) => id === role.id);
  return html`<details><summary><span>${name}</span>
      <button type="button" class="small" aria-label=${strings.schema.remove(name)} @click=${() => change(without(type.roles, index))}>${icon("close")}</button></summary>
    <div class="schema-fields">
      ${isNew ? textField(strings.schema.id, role.id, (id) => put(renamedRole(draft, role.id, id.trim()))) : nothing}
      ${names(state, named, (changes) => put({ ...draft, roles: changed(draft.roles, at, changes) }))}
    </div>
    <p class="schema-heading">${strings.schema.fillers}</p>
    ${entityTicks(editor, strings.schema.fillers, role.fillers, (fillers) => change(changed(type.roles, index, { fillers })))}</details>`;
}

/** Ticks for entity types: those that fit a role, or an end of a relation. The first that was ticked fits best. */
function entityTicks({ draft, state }: SchemaDraft, name: string, ids: readonly string[], change: (ids: string[]) => void) {
  return typeTicks(state, draft.entities, name, state.strings.schema.anyType, ids, change);
}

/** Ticks for types; `none` says what it means when none is ticked. */
function typeTicks({ settings }: State, types: readonly Named[], name: string, none: string, ids: readonly string[], change: (ids: string[]) => void) {
  const known = ids.filter((id) => types.some((type) => type.id === id));
  const toggle = (id: string) => change(known.includes(id) ? known.filter((each) => each !== id) : [...known, id]);
  return html`<p class="hint">${none}</p>
    <div class="schema-fillers" role="group" aria-label=${name}>${types.map((type) => html`<label class="check"><input type="checkbox" .checked=${ids.includes(type.id)}
      @change=${() => toggle(type.id)} />${type.label[settings.language] || type.id}</label>`)}</div>`;
}

function removeButton({ strings, settings }: State, { id, label }: Named, remove: () => void) {
  return html`<button type="button" class="plain" aria-label=${strings.schema.remove(label[settings.language] || id)} @click=${remove}>${icon("remove")}<span>${strings.commands["annotation.remove"]}</span></button>`;
}

function textField(name: string, value: string, change: (value: string) => void, language?: string) {
  return html`<label class="field"><span>${name}</span><input type="text" dir="auto" lang=${language ?? nothing} .value=${value} @change=${(event: Event) => change(valueOf(event))} /></label>`;
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}
