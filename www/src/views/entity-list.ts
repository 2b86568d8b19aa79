/** The entities, by type, with search and filter. For screen readers this is the list of annotations. */
import { type PropertyValues, html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { colorClass } from "../dom/label-styles";
import type { Command, DocumentView, Entity, Schema, Status } from "../engine/types";
import { entityText } from "../model/annotations";
import { type SeenRelation, relationsOf } from "../model/relations";
import { type Filter, type Group, countStatuses, groupEntities } from "../model/counts";
import { labelName, provenance, relationName } from "../store/messages";
import type { State } from "../store/state";
import { percent } from "../strings";
import { attributeBadges, attributeFields } from "./attribute-fields";
import { commandButton } from "./command-button";
import { valueText } from "./format";
import { icon } from "./icons";
import { View, revealInFrame } from "./view";

const STATUSES: readonly Status[] = ["suggested", "accepted", "rejected"];
/** How many rows a group shows before the reader asks for more. */
const N_ROWS = 40;

export class EntityList extends View {
  static override properties = { ...View.properties, filter: { state: true }, limits: { state: true } };

  protected override readonly uses = ["view", "schema", "strings", "settings", "selected", "joining", "relating", "relation"] as const;

  private filter: Filter = { query: "", status: "all" };
  private grouped: { entities: readonly Entity[]; filter: Filter; schema: Schema; groups: Group[] } | null = null;
  private limits: ReadonlyMap<string, number> = new Map();

  override render() {
    const { view, schema, strings } = this.state;
    if (!view || !schema) return nothing;
    const groups = this.groups(view, schema);
    return html`
      ${this.filters(view.entities)}
      ${groups.map((group) => this.group(group))}
      ${groups.length === 0 ? html`<p class="empty">${view.entities.length === 0 ? strings.panel.noEntities : strings.panel.noMatch}</p>` : nothing}
    `;
  }

  /** The groups, found anew only when entities or filter are others: a selection alone changes neither. */
  private groups(view: DocumentView, schema: Schema): Group[] {
    const { entities } = view;
    const { grouped, filter } = this;
    if (grouped?.entities === entities && grouped.filter === filter && grouped.schema === schema) return grouped.groups;
    const groups = groupEntities(view.text, entities, schema.entities.map((type) => type.id), filter);
    this.grouped = { entities, filter, schema, groups };
    return groups;
  }

  protected override updated(changed: PropertyValues): void {
    const { selected } = this.state;
    const before = changed.get("state") as State | undefined;
    if (selected?.kind === "entity" && before?.selected !== selected) revealInFrame(this, selected.id);
  }

  private filters(entities: readonly Entity[]) {
    const { strings } = this.state;
    const counts = countStatuses(entities);
    return html`
      <div class="filters">
        <label class="search">${icon("search")}<input type="search" aria-label=${strings.panel.search} placeholder=${strings.panel.search} dir="auto"
          .value=${this.filter.query} @input=${this.onQuery} /></label>
        <div class="segments" role="group" aria-label=${strings.panel.filter}>
          ${(["all", ...STATUSES] as const).map((status) => html`
            <button type="button" aria-pressed=${this.filter.status === status} @click=${() => this.onStatus(status)}>
              ${status === "all" ? strings.panel.all : strings.statuses[status]} <span class="count">${status === "all" ? entities.length : counts[status]}</span>
            </button>`)}
        </div>
      </div>
    `;
  }

  private group({ label, entities }: Group) {
    const { schema, strings } = this.state;
    const limit = this.limits.get(label) ?? N_ROWS;
    const name = labelName(this.state, "entity", label);
    const open = entities.filter((entity) => entity.status === "suggested");
    return html`
      <section class="group" data-color=${schema ? colorClass(schema, "entity", label) : ""} aria-label=${name}>
        <h2><i class="swatch" aria-hidden="true"></i><span>${name}</span> <span class="count">${entities.length}</span>
          ${open.length > 1
            ? html`<button type="button" class="link" aria-label=${`${strings.panel.acceptAll}: ${name}`}
                @click=${() => this.want({ type: "edit", command: { type: "entity.status", ids: open.map((entity) => entity.id), status: "accepted" } })}>${strings.panel.acceptAll}</button>`
            : nothing}
        </h2>
        <ul>${repeat(entities.slice(0, limit), (entity) => entity.id, (entity) => this.keptRow(entity))}</ul>
        ${entities.length > limit
          ? html`<button type="button" class="link" @click=${() => this.onMore(label, limit)}>${strings.panel.more(Math.min(N_ROWS * 5, entities.length - limit))}</button>`
          : nothing}
      </section>
    `;
  }

  /** A row is printed anew only when it would look different: a change touches few of hundreds. */
  private keptRow(entity: Entity) {
    const { schema, strings, settings, selected, view } = this.state;
    const current = selected?.kind === "entity" && selected.id === entity.id;
    return guard([entity, schema, strings, settings, current ? this.state : view?.id], () => this.row(entity));
  }

  private row(entity: Entity) {
    const { view, strings, selected, settings } = this.state;
    const text = view ? entityText(view.text, entity) : "";
    const current = selected?.kind === "entity" && selected.id === entity.id;
    const value = entity.value ? valueText(entity.value, settings.language) : "";
    const status = `${strings.statuses[entity.status]}${entity.status === "suggested" && entity.score !== null ? ` ${percent(entity.score, settings.language)}` : ""}`;
    return html`
      <li class=${`row ${entity.status} ${current ? "current" : ""}`} data-id=${entity.id}>
        <button type="button" class="row-main" aria-current=${current} title=${provenance(this.state, entity)}
          @click=${() => this.want({ type: "select", target: { kind: "entity", id: entity.id } })}>
          <span class="row-text" dir="auto">${text}</span>
          ${value ? html`<span class="row-value" dir="auto">${value}</span>` : nothing}
          ${attributeBadges(this.state, "entity", entity)}
          <span class="row-status">${status}</span>
          ${current ? html`<span class="row-source">${provenance(this.state, entity)}</span>` : nothing}
        </button>
        ${this.actions(entity, text)} ${current ? this.company(entity) : nothing}
      </li>
    `;
  }

  /** The selected entity among others: mentions of the same thing, relations to other things. */
  private company(entity: Entity) {
    const { state } = this;
    const want = this.want.bind(this);
    const input = { target: { kind: "entity", id: entity.id } as const };
    return html`<div class="company">
      ${attributeFields(state, want, "entity", entity)}
      ${this.chain(entity)} ${this.relations(entity)}
      <div class="company-tools">
        ${commandButton(state, want, "chain.join", { icon: "join", named: true, class: "plain" }, input)}
        ${entity.chain === null ? nothing : commandButton(state, want, "chain.leave", { icon: "close", named: true, class: "plain" })}
        ${commandButton(state, want, "relation.make", { icon: "relation", named: true, class: "plain" }, input)}
      </div>
    </div>`;
  }

  /** The mentions of what the selected entity names, and its name. */
  private chain(entity: Entity) {
    const { state } = this;
    const { view, strings } = state;
    const want = this.want.bind(this);
    const chain = view?.chains.find(({ id }) => id === entity.chain);
    const mentions = chain ? (view?.entities.filter((each) => each.chain === chain.id) ?? []) : [];
    return chain && html`<div class="chain">
        <label class="choice"><span>${strings.chains.name}</span><input type="text" dir="auto" .value=${chain.name}
          @change=${(event: Event) => want({ type: "edit", command: { type: "chain.rename", id: chain.id, name: (event.target as HTMLInputElement).value } })} /></label>
        <ul aria-label=${strings.chains.mentions}>${mentions.map((mention) => html`<li><button type="button" class="link" dir="auto" aria-current=${mention.id === entity.id}
          @click=${() => want({ type: "select", target: { kind: "entity", id: mention.id } })}>${view?.text.slice(mention.span.start, mention.span.end)}</button></li>`)}</ul>
    </div>`;
  }

  /** What is said of the selected entity and another, a line each, and how that is changed. */
  private relations(entity: Entity) {
    const { view, strings } = this.state;
    const seen = view ? relationsOf(view, entity.id) : [];
    return seen.length > 0 ? html`<ul class="relations" aria-label=${strings.relations.name}>${seen.map((each) => this.relation(entity, each))}</ul>` : nothing;
  }

  private relation(entity: Entity, { relation, other, outward }: SeenRelation) {
    const { view, schema, strings, relation: chosen } = this.state;
    const [text, own] = view ? [entityText(view.text, other), entityText(view.text, entity)] : ["", ""];
    const name = relationName(this.state, relation.label);
    const current = relation.id === chosen;
    return html`<li class=${`relation ${relation.status} ${current ? "current" : ""}`} data-color=${schema ? colorClass(schema, "relation", relation.label) : ""}>
      <button type="button" class="relation-main" aria-current=${current} aria-label=${strings.relations.reads(outward ? own : text, name, outward ? text : own)}
        @click=${() => this.want({ type: "choose-relation", id: relation.id })}>
        <span class="relation-type">${name}</span><span aria-hidden="true">${outward ? strings.relations.arrow : strings.relations.backArrow}</span><span class="filler" dir="auto">${text}</span></button>
      <span class="row-actions">
        ${relation.status === "suggested" ? this.relationTool("accept", "accept", strings.commands["relation.accept"], text, { type: "relation.status", ids: [relation.id], status: "accepted" }) : nothing}
        <button type="button" class="small" aria-label=${`${strings.commands["relation.relabel"]}: ${name}, ${text}`} title=${strings.commands["relation.relabel"]}
          @click=${() => this.want({ type: "present", changes: { palette: { purpose: "relation.relabel", id: relation.id, span: entity.span } } })}>${icon("label")}</button>
        ${this.relationTool("remove", "", strings.commands["relation.remove"], `${name}, ${text}`, { type: "relation.remove", ids: [relation.id] })}
      </span></li>`;
  }

  private relationTool(name: "accept" | "remove", look: string, title: string, text: string, command: Command) {
    return html`<button type="button" class=${`small ${look}`} aria-label=${`${title}: ${text}`} title=${title} @click=${() => this.want({ type: "edit", command })}>${icon(name)}</button>`;
  }

  private actions(entity: Entity, text: string) {
    const { state } = this;
    const { commands } = state.strings;
    const input = { target: { kind: "entity", id: entity.id } as const };
    const want = this.want.bind(this);
    return html`<span class="row-actions">
      ${commandButton(state, want, "annotation.accept", { icon: "accept", class: "small accept", name: `${commands["annotation.accept"]}: ${text}` }, input)}
      ${commandButton(state, want, "annotation.reject", { icon: "reject", class: "small reject", name: `${commands["annotation.reject"]}: ${text}` }, input)}
      ${commandButton(state, want, "annotation.remove", { icon: "remove", class: "small", name: `${commands["annotation.remove"]}: ${text}` }, input)}
    </span>`;
  }

  private readonly onQuery = (event: InputEvent): void => {
    this.filter = { ...this.filter, query: (event.target as HTMLInputElement).value };
  };

  private onStatus(status: Filter["status"]): void {
    this.filter = { ...this.filter, status };
  }

  private onMore(label: string, limit: number): void {
    this.limits = new Map(this.limits).set(label, limit + N_ROWS * 5);
  }
}

customElements.define("entity-list", EntityList);
