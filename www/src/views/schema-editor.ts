/** The editor of the label set: types with names, definitions, colours, keys and roles; a change maps marks and drops none. */
import { html, nothing, type PropertyValues } from "lit";
import { keysInText } from "../commands/bindings";
import { download, readFile } from "../dom/files";
import type { LabelMapping, Schema } from "../engine/types";
import { NO_MAPPING, answersOf, attributeBecomes, becomes, isNone, lossesOf, widened, withAttribute, withEntity, withEvent, withGroup, withRelation, withTypesMapped } from "../model/schema";
import { schemaOf } from "../model/schema-file";
import { listed } from "../strings";
import { attributeName, labelName, relationName, roleName } from "../store/messages";
import { icon } from "./icons";
import { type SchemaDraft, attributeFields, entityFields, eventFields, groupFields, relationFields } from "./schema-fields";
import { View } from "./view";

export class SchemaEditor extends View {
  static override properties = { ...View.properties, draft: { state: true }, mapping: { state: true }, asking: { state: true } };

  protected override readonly uses = ["schema", "strings", "settings", "notice"] as const;

  private draft: Schema | null = null;
  private mapping: LabelMapping = NO_MAPPING;
  private asking = false;

  override render() {
    const { strings, notice } = this.state;
    const { draft } = this;
    if (!draft) return nothing;
    return html`
      ${notice?.code ? html`<notice-text .state=${this.state}></notice-text>` : nothing}
      ${this.asking ? this.questions(draft) : this.types(draft)}
      ${this.warning(draft)}
      <div class="dialog-actions">
        <button type="button" class="primary" @click=${() => this.save(draft)}>${strings.schema.save}</button>
        ${this.asking ? html`<button type="button" class="plain" @click=${() => (this.asking = false)}>${strings.schema.back}</button>` : this.files(draft)}
      </div>
    `;
  }

  protected override willUpdate(_changed: PropertyValues): void {
    this.draft ??= structuredClone(this.state.schema);
  }

  private types(draft: Schema) {
    const { strings } = this.state;
    const editor: SchemaDraft = { state: this.state, draft, put: (next) => (this.draft = next) };
    const fresh = { ar: strings.schema.fresh, en: strings.schema.fresh };
    const freshAttribute = { ar: strings.schema.freshAttribute, en: strings.schema.freshAttribute };
    const freshGroup = { ar: strings.schema.freshGroup, en: strings.schema.freshGroup };
    return html`<div class="schema-lists" tabindex="0" data-first role="group" aria-label=${strings.commands["schema.edit"]}>
      <h3>${strings.panel.tabs.entities}</h3>${draft.entities.map((type, index) => entityFields(editor, type, index))}
      ${this.add(strings.schema.addEntity, () => withEntity(draft, fresh, this.takenKeys()))}
      <h3>${strings.panel.tabs.events}</h3>${draft.events.map((type, index) => eventFields(editor, type, index))}
      ${this.add(strings.schema.addEvent, () => withEvent(draft, fresh))}
      <h3>${strings.schema.groups}</h3>${draft.groups.map((group, index) => groupFields(editor, group, index))}
      ${this.add(strings.schema.addGroup, () => withGroup(draft, freshGroup))}
      <h3>${strings.schema.relations}</h3>${draft.relations.map((type, index) => relationFields(editor, type, index))}
      ${this.add(strings.schema.addRelation, () => withRelation(draft, fresh))}
      <h3>${strings.schema.attributes}</h3>${draft.attributes.map((attribute, index) => attributeFields(editor, attribute, index))}
      ${this.add(strings.schema.addAttribute, () => withAttribute(draft, freshAttribute))}
    </div>`;
  }

  private add(name: string, grown: () => Schema) {
    return html`<button type="button" class="plain" @click=${() => (this.draft = grown())}>${icon("add")}<span>${name}</span></button>`;
  }

  private files(draft: Schema) {
    const { strings } = this.state;
    return html`
      <button type="button" class="plain" @click=${() => download("schema.json", `${JSON.stringify(this.written(draft), undefined, 2)}\n`, "application/json")}>${icon("export")}<span>${strings.schema.export}</span></button>
      <label class="file-button plain">${icon("open")}<span>${strings.schema.import}</span><input type="file" accept=".json,application/json" @change=${this.onImport} /></label>`;
  }

  /** Keys that commands have where a type's key would work too. */
  private takenKeys(): string[] {
    return keysInText(this.state.settings);
  }

  /** What becomes of marks whose type or role is taken away: nothing is dropped. */
  private questions(draft: Schema) {
    const { strings, schema, settings } = this.state;
    if (!schema) return nothing;
    const losses = lossesOf(schema, draft, this.mapping);
    const choose = (kind: keyof LabelMapping, from: string, name: string, to: readonly { id: string; label: Schema["name"] }[]) => html`
      <label class="field"><span>${strings.schema.becomes(name)}</span><select @change=${(event: Event) => this.map(kind, from, (event.target as HTMLSelectElement).value)}>
        <option value="">${strings.schema.noMarks}</option>${to.map((type) => html`<option value=${type.id} ?selected=${this.mapping[kind][from] === type.id}>${type.label[settings.language]}</option>`)}</select></label>`;
    return html`<p>${strings.schema.ask}</p><div class="schema-lists" tabindex="0" role="group" aria-label=${strings.schema.ask}>
      ${losses.entities.map((id) => choose("entities", id, labelName(this.state, "entity", id), draft.entities))}
      ${losses.events.map((id) => choose("events", id, labelName(this.state, "event", id), draft.events))}
      ${losses.relations.map((id) => choose("relations", id, relationName(this.state, id), draft.relations))}
      ${losses.roles.map(({ event, role }) => choose("roles", `${event}/${role}`, this.roleName(event, role), this.rolesOf(draft, event)))}
      ${losses.attributes.map((id) => choose("attributes", id, attributeName(this.state, id), draft.attributes))}
      ${losses.values.map(({ attribute, value }) => choose("values", `${attribute}/${value}`, this.valueName(attribute, value), attributeBecomes(draft, this.mapping, attribute)?.values ?? []))}</div>`;
  }

  /** Says which roles and relations any type will fit, because the only one that did is taken away. */
  private warning(draft: Schema) {
    const { strings, schema } = this.state;
    if (!schema) return nothing;
    const { roles, relations, attributes } = widened(schema, draft, this.mapping);
    const names = [...roles.map(({ event, role }) => this.roleName(event, role)), ...relations.map((id) => relationName(this.state, id)), ...attributes.map((id) => attributeName(this.state, id))];
    return names.length > 0 ? html`<p class="complaint" role="status">${strings.schema.widened(listed(strings, names))}</p>` : nothing;
  }

  /** The label set as a file has it. */
  private written(draft: Schema): Schema {
    const { schema } = this.state;
    return schema ? withTypesMapped(schema, draft, this.mapping) : draft;
  }

  private roleName(event: string, role: string): string {
    return this.state.strings.schema.roleOf(roleName(this.state, role), labelName(this.state, "event", event));
  }

  private valueName(attribute: string, value: string): string {
    const { strings, schema, settings } = this.state;
    const named = schema?.attributes.find(({ id }) => id === attribute)?.values.find(({ id }) => id === value);
    return strings.schema.valueOf(named?.label[settings.language] || value, attributeName(this.state, attribute));
  }

  /** The roles, with their names, of what an event type is or becomes. */
  private rolesOf(draft: Schema, event: string): Schema["roles"] {
    const left = becomes(draft, this.mapping, event)?.roles ?? [];
    return draft.roles.filter((named) => left.some(({ id }) => id === named.id));
  }

  private map(kind: keyof LabelMapping, from: string, to: string): void {
    const { [from]: _old, ...rest } = this.mapping[kind];
    this.mapping = { ...this.mapping, [kind]: to ? { ...rest, [from]: to } : rest };
  }

  private save(draft: Schema): void {
    const { schema } = this.state;
    if (!schema) return;
    // What was answered before the types were changed once more may be asked no longer.
    this.mapping = answersOf(schema, draft, this.mapping);
    if (!isNone(lossesOf(schema, draft)) && !this.asking) {
      this.asking = true;
      return;
    }
    this.want({ type: "change-schema", schema: { ...this.written(draft), version: draft.version + 1 }, mapping: this.mapping });
  }

  private readonly onImport = async (event: Event): Promise<void> => {
    const [file] = (event.target as HTMLInputElement).files ?? [];
    if (!file) return;
    const complain = (code: string) => this.want({ type: "complain", headline: (strings) => strings.errors.opening(file.name), code });
    try {
      const schema = schemaOf(JSON.parse(new TextDecoder().decode(await readFile(file))));
      if (!schema) return complain("not-schema");
      this.draft = schema;
      this.mapping = NO_MAPPING;
    } catch {
      complain("json-syntax");
    }
  };
}

customElements.define("schema-editor", SchemaEditor);
