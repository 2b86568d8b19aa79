/** The editor of the label set: types with names, definitions, colours, keys and roles; a change maps marks and drops none. */
import { html, nothing, type PropertyValues } from "lit";
import { COMMANDS } from "../commands/table";
import { keysOf } from "../commands/bindings";
import { download, readFile } from "../dom/files";
import type { EntityType, EventType, RoleSpec, Schema } from "../engine/types";
import { labelsApart } from "../model/colors";
import { type Losses, type Mapping, isNone, lossesOf, mappingCommand, withEntity, withEvent, withoutEntity } from "../model/schema";
import { labelName, roleName } from "../store/messages";
import { icon } from "./icons";
import { View } from "./view";

/** Colours nearer than this are hard to tell for some eyes. */
const NEAR = 0.03;

export class SchemaEditor extends View {
  static override properties = { ...View.properties, draft: { state: true }, mapping: { state: true }, asking: { state: true } };

  protected override readonly uses = ["schema", "strings", "settings", "notice"] as const;

  private draft: Schema | null = null;
  private mapping: Record<"entities" | "events" | "roles", Mapping> = { entities: {}, events: {}, roles: {} };
  private asking = false;

  override render() {
    const { strings, notice } = this.state;
    const { draft } = this;
    if (!draft) return nothing;
    return html`
      ${notice?.code ? html`<notice-text .state=${this.state}></notice-text>` : nothing}
      ${this.asking ? this.questions(draft) : html`
        <div class="schema-lists" tabindex="0" data-first role="group" aria-label=${strings.commands["schema.edit"]}>
          <h3>${strings.panel.tabs.entities}</h3>${draft.entities.map((type, index) => this.entity(draft, type, index))}
          <button type="button" class="plain" @click=${this.onAddEntity}>${icon("add")}<span>${strings.schema.addEntity}</span></button>
          <h3>${strings.panel.tabs.events}</h3>${draft.events.map((type, index) => this.event(draft, type, index))}
          <button type="button" class="plain" @click=${this.onAddEvent}>${icon("add")}<span>${strings.schema.addEvent}</span></button>
        </div>`}
      <div class="dialog-actions">
        <button type="button" class="primary" @click=${() => this.save(draft)}>${strings.schema.save}</button>
        <button type="button" class="plain" @click=${() => download("schema.json", `${JSON.stringify(draft, undefined, 2)}\n`, "application/json")}>${icon("export")}<span>${strings.schema.export}</span></button>
        <label class="file-button plain">${icon("open")}<span>${strings.schema.import}</span><input type="file" accept=".json,application/json" @change=${this.onImport} /></label>
      </div>
    `;
  }

  protected override willUpdate(_changed: PropertyValues): void {
    this.draft ??= structuredClone(this.state.schema);
  }

  private entity(draft: Schema, type: EntityType, index: number) {
    const { strings, settings } = this.state;
    const change = (changes: Partial<EntityType>) => this.change({ entities: draft.entities.map((each, at) => (at === index ? { ...each, ...changes } : each)) });
    return html`<details><summary>${this.summary(type)}<kbd>${type.key.toUpperCase()}</kbd></summary><div class="schema-fields">
      ${this.common(draft, type, "entity", change)}
      ${this.text(strings.schema.key, type.key, (key) => change({ key: key.trim().toLowerCase().slice(0, 1) }))}
      <button type="button" class="plain" aria-label=${strings.schema.remove(type.label[settings.language])} @click=${() => this.put(withoutEntity(draft, type.id))}>${icon("remove")}<span>${strings.commands["annotation.remove"]}</span></button>
    </div></details>`;
  }

  private event(draft: Schema, type: EventType, index: number) {
    const { strings, settings } = this.state;
    const change = (changes: Partial<EventType>) => this.change({ events: draft.events.map((each, at) => (at === index ? { ...each, ...changes } : each)) });
    return html`<details><summary>${this.summary(type)}</summary><div class="schema-fields">
      ${this.common(draft, type, "event", change)}
      <label class="field"><span>${strings.schema.group}</span><select @change=${(event: Event) => change({ group: valueOf(event) })}>
        ${draft.groups.map((group) => html`<option value=${group.id} ?selected=${group.id === type.group}>${group.label[settings.language]}</option>`)}</select></label>
      ${this.roles(draft, type, (roles) => change({ roles }))}
      <button type="button" class="plain" aria-label=${strings.schema.remove(type.label[settings.language])} @click=${() => this.change({ events: draft.events.filter((_, at) => at !== index) })}>${icon("remove")}<span>${strings.commands["annotation.remove"]}</span></button>
    </div></details>`;
  }

  private summary(type: EntityType | EventType) {
    return html`<i class="swatch" aria-hidden="true" .style=${`background:${type.color}`}></i><span>${type.label[this.state.settings.language] || type.id}</span><span class="option-other">${type.id}</span>`;
  }

  private common(draft: Schema, type: EntityType | EventType, kind: "entity" | "event", change: (changes: Pick<Partial<EntityType>, "id" | "label" | "definition" | "color">) => void) {
    const { strings } = this.state;
    const isNew = !(kind === "entity" ? this.state.schema?.entities : this.state.schema?.events)?.some(({ id }) => id === type.id);
    return html`
      ${isNew ? this.text(strings.schema.id, type.id, (id) => change({ id: id.trim() })) : nothing}
      ${(["ar", "en"] as const).map((language) => this.text(strings.schema.name[language], type.label[language], (name) => change({ label: { ...type.label, [language]: name } }), language))}
      ${(["ar", "en"] as const).map((language) => this.text(strings.schema.definition[language], type.definition[language], (text) => change({ definition: { ...type.definition, [language]: text } }), language))}
      <label class="field"><span>${strings.schema.color}</span><input type="color" .value=${type.color} @change=${(event: Event) => change({ color: valueOf(event) })} /></label>
      ${this.confusable(kind === "entity" ? draft.entities : draft.events, type)}
    `;
  }

  /** Types whose colour some eyes take for this one's. */
  private confusable(types: readonly (EntityType | EventType)[], type: EntityType | EventType) {
    const { strings, settings } = this.state;
    const near = types.filter((each) => each.id !== type.id && labelsApart(each.color, type.color) < NEAR).map((each) => each.label[settings.language]);
    return near.length > 0 ? html`<p class="hint">${strings.schema.confusable(near.slice(0, 3).join(" · "))}</p>` : nothing;
  }

  private roles(draft: Schema, type: EventType, change: (roles: RoleSpec[]) => void) {
    const { strings, settings } = this.state;
    const free = draft.roles.filter((named) => !type.roles.some((role) => role.id === named.id));
    return html`<fieldset class="schema-roles"><legend>${strings.event.roles}</legend>
      ${type.roles.map((role, index) => html`<details><summary><span>${roleName(this.state, role.id)}</span>
          <button type="button" class="small" aria-label=${strings.schema.remove(roleName(this.state, role.id))} @click=${() => change(type.roles.filter((_, at) => at !== index))}>${icon("close")}</button></summary>
        <div class="schema-fillers" role="group" aria-label=${strings.schema.fillers}>${draft.entities.map((entity) => html`<label class="check"><input type="checkbox" .checked=${role.fillers.includes(entity.id)}
          @change=${() => change(type.roles.map((each, at) => (at === index ? { ...each, fillers: toggled(each.fillers, entity.id) } : each)))} />${entity.label[settings.language]}</label>`)}</div></details>`)}
      <label class="field"><span>${strings.schema.addRole}</span><select @change=${(event: Event) => change([...type.roles, { id: valueOf(event), fillers: [], mappings: {} }])}>
        <option value="" selected></option>${free.map((named) => html`<option value=${named.id}>${named.label[settings.language]}</option>`)}</select></label>
    </fieldset>`;
  }

  private text(name: string, value: string, change: (value: string) => void, language?: string) {
    return html`<label class="field"><span>${name}</span><input type="text" dir="auto" lang=${language ?? nothing} .value=${value} @change=${(event: Event) => change(valueOf(event))} /></label>`;
  }

  /** What becomes of marks whose type or role is taken away: nothing is dropped. */
  private questions(draft: Schema) {
    const { strings, schema, settings } = this.state;
    if (!schema) return nothing;
    const losses = lossesOf(schema, draft);
    const choose = (kind: keyof SchemaEditor["mapping"], from: string, name: string, to: readonly { id: string; label: Schema["name"] }[]) => html`
      <label class="field"><span>${strings.schema.becomes(name)}</span><select @change=${(event: Event) => this.map(kind, from, valueOf(event))}>
        <option value="">${strings.schema.noMarks}</option>${to.map((type) => html`<option value=${type.id} ?selected=${this.mapping[kind][from] === type.id}>${type.label[settings.language]}</option>`)}</select></label>`;
    return html`<p>${strings.schema.ask}</p><div class="schema-lists" tabindex="0" role="group" aria-label=${strings.schema.ask}>
      ${losses.entities.map((id) => choose("entities", id, labelName(this.state, "entity", id), draft.entities))}
      ${losses.events.map((id) => choose("events", id, labelName(this.state, "event", id), draft.events))}
      ${losses.roles.map(({ role }) => choose("roles", role, roleName(this.state, role), draft.roles))}</div>`;
  }

  private map(kind: keyof SchemaEditor["mapping"], from: string, to: string): void {
    const { [from]: _old, ...rest } = this.mapping[kind];
    this.mapping = { ...this.mapping, [kind]: to ? { ...rest, [from]: to } : rest };
  }

  private save(draft: Schema): void {
    const losses: Losses = this.state.schema ? lossesOf(this.state.schema, draft) : { entities: [], events: [], roles: [] };
    if (!isNone(losses) && !this.asking) {
      this.asking = true;
      return;
    }
    const { entities, events, roles } = this.mapping;
    this.want({ type: "change-schema", schema: { ...draft, version: draft.version + 1 }, mapping: mappingCommand(entities, events, roles) });
  }

  private change(changes: Partial<Schema>): void {
    if (this.draft) this.put({ ...this.draft, ...changes });
  }

  private put(draft: Schema): void {
    this.draft = draft;
  }

  private readonly onAddEntity = (): void => {
    const { strings, settings } = this.state;
    const taken = COMMANDS.filter((command) => command.modes.includes("text")).flatMap((command) => keysOf(settings, command));
    if (this.draft) this.put(withEntity(this.draft, { ar: strings.schema.fresh, en: strings.schema.fresh }, taken));
  };

  private readonly onAddEvent = (): void => {
    const { strings } = this.state;
    if (this.draft) this.put(withEvent(this.draft, { ar: strings.schema.fresh, en: strings.schema.fresh }));
  };

  private readonly onImport = async (event: Event): Promise<void> => {
    const [file] = (event.target as HTMLInputElement).files ?? [];
    if (!file) return;
    try {
      const schema = JSON.parse(new TextDecoder().decode(await readFile(file))) as Schema;
      if (!Array.isArray(schema.entities) || !Array.isArray(schema.events) || !Array.isArray(schema.roles) || !Array.isArray(schema.groups)) throw new SyntaxError();
      this.put(schema);
    } catch {
      this.want({ type: "complain", headline: (strings) => strings.errors.opening(file.name), code: "json-syntax" });
    }
  };
}

function toggled(list: readonly string[], id: string): string[] {
  return list.includes(id) ? list.filter((each) => each !== id) : [...list, id];
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}

customElements.define("schema-editor", SchemaEditor);
