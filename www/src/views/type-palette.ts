/** The palette of types: a search field over a list, worked by keys or pointer. */
import { html, nothing, type PropertyValues } from "lit";
import type { Palette, State } from "../store/state";
import type { AttributeSpec, EntityType, EventType, RelationType } from "../engine/types";
import { colorClass } from "../dom/label-styles";
import { entityText } from "../model/annotations";
import { type Saying, sayings } from "../model/attributes";
import { typesBetween } from "../model/relations";
import { matches } from "../model/search";
import { groupName } from "../store/messages";
import { FloatingView } from "./floating-view";

/** A type that can be chosen. */
interface Choice {
  kind: "entity" | "event" | "relation" | "attribute";
  type: EntityType | EventType | RelationType | AttributeSpec;
  /** Whether a relation of that type leads from the second entity to the first. */
  reversed: boolean;
  /** What the attribute would say. */
  saying: Saying | null;
}

/** What a palette of that purpose offers. */
const KINDS: Record<Palette["purpose"], Choice["kind"]> = {
  "entity.add": "entity", "entity.relabel": "entity", "event.add": "event", "event.retype": "event", "relation.add": "relation", "relation.relabel": "relation", "mark.attribute": "attribute",
};

export class TypePalette extends FloatingView {
  static override properties = { ...FloatingView.properties, query: { state: true }, active: { state: true } };

  protected override readonly uses = ["palette", "strings", "settings", "schema", "view"] as const;

  private query = "";
  private active = 0;

  override render() {
    const { palette, strings } = this.state;
    if (!palette) return nothing;
    const choices = this.choices(palette);
    const title = strings.palette.titles[KINDS[palette.purpose]];
    return html`
      <div class="palette" data-floating data-keys="own" role="dialog" aria-label=${title} @keydown=${this.onKey} @focusout=${this.onFocusOut}>
        <input type="text" role="combobox" autocomplete="off" spellcheck="false" aria-label=${KINDS[palette.purpose] === "attribute" ? title : strings.palette.search} placeholder=${title}
          aria-expanded="true" aria-controls="palette-list" aria-autocomplete="list"
          aria-activedescendant=${choices.length > 0 ? `palette-${this.active}` : nothing}
          .value=${this.query} @input=${this.onInput} />
        <ul id="palette-list" role="listbox" aria-label=${title}>${choices.map((choice, index) => this.option(choice, index))}</ul>
        <p class="palette-note" role="status">${choices[this.active]?.type.definition[this.state.settings.language] || (KINDS[palette.purpose] === "attribute" ? strings.attributes.help : choices.length === 0 ? strings.palette.none : strings.palette.count(choices.length))}</p>
      </div>
    `;
  }

  protected override willUpdate(changed: PropertyValues): void {
    const before = changed.get("state") as State | undefined;
    if (!changed.has("state") || before?.palette === this.state.palette) return;
    this.query = "";
    this.active = 0;
  }

  protected override updated(): void {
    super.updated();
    const input = this.querySelector("input");
    if (input && !this.contains(document.activeElement)) input.focus({ preventScroll: true });
    this.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  protected override anchor() {
    return this.state.palette?.span ?? null;
  }

  private option(choice: Choice, index: number) {
    const { schema, settings } = this.state;
    const { kind, type } = choice;
    const other = settings.language === "ar" ? "en" : "ar";
    return html`
      <li id=${`palette-${index}`} role="option" aria-selected=${index === this.active} data-color=${schema && kind !== "attribute" ? colorClass(schema, kind, type.id) : nothing}
        title=${type.definition[settings.language]} @mousedown=${(event: Event) => event.preventDefault()} @click=${() => this.choose(choice)}>
        ${kind === "attribute" ? nothing : html`<i class="swatch" aria-hidden="true"></i>`}
        <span class="option-name">${type.label[settings.language] || type.id}</span>
        ${kind === "relation" ? this.ends(choice) : kind === "attribute" ? this.value(choice) : html`<span class="option-other" lang=${other}>${type.label[other]}</span>`}
        ${"key" in type && type.key ? html`<kbd>${type.key.toUpperCase()}</kbd>` : "group" in type ? html`<span class="option-group">${schema ? groupName(schema, settings.language, type.group) : ""}</span>` : nothing}
      </li>
    `;
  }

  /** Which entity would stand before and which behind the relation's name. */
  private ends({ reversed }: Choice) {
    const ends = this.entities();
    const [from, to] = reversed ? ends.toReversed() : ends;
    const text = (entity: typeof from) => (entity && this.state.view ? entityText(this.state.view.text, entity) : "");
    return html`<span class="option-ends"><bdi>${text(from)}</bdi> <span aria-hidden="true">${this.state.strings.relations.arrow}</span> <bdi>${text(to)}</bdi></span>`;
  }

  /** What the attribute would say, or that what it says is taken away. */
  private value({ saying }: Choice) {
    const { strings, settings } = this.state;
    return html`<span class="option-ends" dir="auto">${saying?.value == null ? strings.attributes.take : saying.name?.[settings.language] || saying.value}</span>`;
  }

  /** The two entities that a palette of relations is about. */
  private entities() {
    const { palette, view } = this.state;
    if (palette?.purpose !== "relation.add" && palette?.purpose !== "relation.relabel") return [];
    const ends = palette.purpose === "relation.add" ? palette : view?.relations.find(({ id }) => id === palette.id);
    return [ends?.from, ends?.to].flatMap((id) => view?.entities.find((entity) => entity.id === id) ?? []);
  }

  private choices(palette: Palette): readonly Choice[] {
    const { purpose } = palette;
    if (purpose === "mark.attribute") return this.sayings(palette);
    const found = this.offered(KINDS[purpose]).filter(({ type }) => matches(this.query, [type.label.ar, type.label.en, type.id]));
    const begins = ({ type }: Choice) => ("key" in type && type.key === this.query.toLowerCase() ? 0 : 1);
    return found.toSorted((a, b) => begins(a) - begins(b));
  }

  /** What can be said of the mark. */
  private sayings({ kind, id }: Extract<Palette, { purpose: "mark.attribute" }>): readonly Choice[] {
    const { schema, view } = this.state;
    const mark = (kind === "entity" ? view?.entities : view?.events)?.find((each) => each.id === id);
    if (!schema || !mark) return [];
    return sayings(schema, kind, mark, this.query).map((saying) => ({ kind: "attribute", type: saying.attribute, reversed: false, saying }));
  }

  private offered(kind: Choice["kind"]): readonly Choice[] {
    const { schema } = this.state;
    if (!schema) return [];
    const [from, to] = this.entities();
    if (kind === "relation") return from && to ? typesBetween(schema, from, to).map((each) => ({ kind, ...each, saying: null })) : [];
    return (kind === "entity" ? schema.entities : schema.events).map((type) => ({ kind, type, reversed: false, saying: null }));
  }

  private choose({ type, reversed, saying }: Choice): void {
    const { palette } = this.state;
    if (palette?.purpose === "mark.attribute") this.want({ type: "say-of-mark", id: palette.id, attribute: type.id, value: saying?.value ?? null });
    else if (palette) this.want({ type: "choose-type", palette, label: type.id, reversed });
  }

  private readonly onInput = (event: InputEvent): void => {
    this.query = (event.target as HTMLInputElement).value;
    this.active = 0;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const { palette } = this.state;
    if (!palette) return;
    const choices = this.choices(palette);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && choices.length > 0) this.active = (this.active + step + choices.length) % choices.length;
    else if (event.key === "Enter" && choices[this.active]) this.choose(choices[this.active] as Choice);
    else if (event.key === "Escape" || event.key === "Tab") this.want({ type: "close-palette" });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  private readonly onFocusOut = (event: FocusEvent): void => {
    // The focus went to another part of the page: the reader has left the palette.
    if (event.relatedTarget instanceof Node && !this.contains(event.relatedTarget)) this.want({ type: "present", changes: { palette: null } });
  };
}

customElements.define("type-palette", TypePalette);
