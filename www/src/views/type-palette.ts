/** The palette of types: a search field over a list, worked by keys or pointer. */
import { html, nothing, type PropertyValues } from "lit";
import type { Palette, State } from "../store/state";
import type { EntityType, EventType, RelationType } from "../engine/types";
import { colorClass } from "../dom/label-styles";
import { entityText } from "../model/annotations";
import { typesBetween } from "../model/relations";
import { matches } from "../model/search";
import { groupName } from "../store/messages";
import { FloatingView } from "./floating-view";

/** A type that can be chosen. */
interface Choice {
  kind: "entity" | "event" | "relation";
  type: EntityType | EventType | RelationType;
  /** Whether a relation of that type leads from the second entity to the first. */
  reversed: boolean;
}

/** What a palette of that purpose offers. */
const KINDS: Record<Palette["purpose"], Choice["kind"]> = {
  "entity.add": "entity", "entity.relabel": "entity", "event.add": "event", "event.retype": "event", "relation.add": "relation", "relation.relabel": "relation",
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
        <input type="text" role="combobox" autocomplete="off" spellcheck="false" aria-label=${strings.palette.search} placeholder=${title}
          aria-expanded="true" aria-controls="palette-list" aria-autocomplete="list"
          aria-activedescendant=${choices.length > 0 ? `palette-${this.active}` : nothing}
          .value=${this.query} @input=${this.onInput} />
        <ul id="palette-list" role="listbox" aria-label=${title}>${choices.map((choice, index) => this.option(choice, index))}</ul>
        <p class="palette-note" role="status">${choices[this.active]?.type.definition[this.state.settings.language] || (choices.length === 0 ? strings.palette.none : strings.palette.count(choices.length))}</p>
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
      <li id=${`palette-${index}`} role="option" aria-selected=${index === this.active} data-color=${schema ? colorClass(schema, kind, type.id) : ""}
        title=${type.definition[settings.language]} @mousedown=${(event: Event) => event.preventDefault()} @click=${() => this.choose(choice)}>
        <i class="swatch" aria-hidden="true"></i>
        <span class="option-name">${type.label[settings.language]}</span>
        ${kind === "relation" ? this.ends(choice) : html`<span class="option-other" lang=${other}>${type.label[other]}</span>`}
        ${"key" in type ? html`<kbd>${type.key.toUpperCase()}</kbd>` : "group" in type ? html`<span class="option-group">${schema ? groupName(schema, settings.language, type.group) : ""}</span>` : nothing}
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

  /** The two entities that a palette of relations is about. */
  private entities() {
    const { palette, view } = this.state;
    if (palette?.purpose !== "relation.add" && palette?.purpose !== "relation.relabel") return [];
    const ends = palette.purpose === "relation.add" ? palette : view?.relations.find(({ id }) => id === palette.id);
    return [ends?.from, ends?.to].flatMap((id) => view?.entities.find((entity) => entity.id === id) ?? []);
  }

  private choices({ purpose }: Palette): readonly Choice[] {
    const found = this.offered(KINDS[purpose]).filter(({ type }) => matches(this.query, [type.label.ar, type.label.en, type.id]));
    const begins = ({ type }: Choice) => ("key" in type && type.key === this.query.toLowerCase() ? 0 : 1);
    return found.toSorted((a, b) => begins(a) - begins(b));
  }

  private offered(kind: Choice["kind"]): readonly Choice[] {
    const { schema } = this.state;
    if (!schema) return [];
    const [from, to] = this.entities();
    if (kind === "relation") return from && to ? typesBetween(schema, from, to).map((each) => ({ kind, ...each })) : [];
    return (kind === "entity" ? schema.entities : schema.events).map((type) => ({ kind, type, reversed: false }));
  }

  private choose({ type, reversed }: Choice): void {
    if (this.state.palette) this.want({ type: "choose-type", palette: this.state.palette, label: type.id, reversed });
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
