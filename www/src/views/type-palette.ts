/** The palette of types: a search field over a list, worked by keys or pointer. */
import { html, nothing, type PropertyValues } from "lit";
import type { Palette, State } from "../store/state";
import type { EntityType, EventType } from "../engine/types";
import { colorClass } from "../dom/label-styles";
import { matches } from "../model/search";
import { groupName } from "../store/messages";
import { FloatingView } from "./floating-view";

type Choice = EntityType | EventType;

export class TypePalette extends FloatingView {
  static override properties = { ...FloatingView.properties, query: { state: true }, active: { state: true } };

  protected override readonly uses = ["palette", "strings", "settings", "schema"] as const;

  private query = "";
  private active = 0;

  override render() {
    const { palette, strings } = this.state;
    if (!palette) return nothing;
    const choices = this.choices(palette);
    const title = isEvent(palette) ? strings.palette.eventTitle : strings.palette.labelTitle;
    return html`
      <div class="palette" data-floating data-keys="own" role="dialog" aria-label=${title} @keydown=${this.onKey} @focusout=${this.onFocusOut}>
        <input type="text" role="combobox" autocomplete="off" spellcheck="false" aria-label=${strings.palette.search} placeholder=${title}
          aria-expanded="true" aria-controls="palette-list" aria-autocomplete="list"
          aria-activedescendant=${choices.length > 0 ? `palette-${this.active}` : nothing}
          .value=${this.query} @input=${this.onInput} />
        <ul id="palette-list" role="listbox" aria-label=${title}>${choices.map((choice, index) => this.option(palette, choice, index))}</ul>
        <p class="palette-note" role="status">${choices[this.active]?.definition[this.state.settings.language] || (choices.length === 0 ? strings.palette.none : strings.palette.count(choices.length))}</p>
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

  private option(palette: Palette, choice: Choice, index: number) {
    const { schema, settings } = this.state;
    const kind = isEvent(palette) ? "event" : "entity";
    const other = settings.language === "ar" ? "en" : "ar";
    return html`
      <li id=${`palette-${index}`} role="option" aria-selected=${index === this.active} data-color=${schema ? colorClass(schema, kind, choice.id) : ""}
        title=${choice.definition[settings.language]} @mousedown=${(event: Event) => event.preventDefault()} @click=${() => this.choose(choice.id)}>
        <i class="swatch" aria-hidden="true"></i>
        <span class="option-name">${choice.label[settings.language]}</span>
        <span class="option-other" lang=${other}>${choice.label[other]}</span>
        ${"key" in choice ? html`<kbd>${choice.key.toUpperCase()}</kbd>` : html`<span class="option-group">${schema ? groupName(schema, settings.language, choice.group) : ""}</span>`}
      </li>
    `;
  }

  private choices(palette: Palette): readonly Choice[] {
    const { schema } = this.state;
    const all: readonly Choice[] = (isEvent(palette) ? schema?.events : schema?.entities) ?? [];
    const found = all.filter((choice) => matches(this.query, [choice.label.ar, choice.label.en, choice.id]));
    const begins = (choice: Choice) => ("key" in choice && choice.key === this.query.toLowerCase() ? 0 : 1);
    return found.toSorted((a, b) => begins(a) - begins(b));
  }

  private choose(label: string): void {
    if (this.state.palette) this.want({ type: "choose-type", palette: this.state.palette, label });
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
    else if (event.key === "Enter" && choices[this.active]) this.choose((choices[this.active] as Choice).id);
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

function isEvent(palette: Palette): boolean {
  return palette.purpose === "event.add" || palette.purpose === "event.retype";
}

customElements.define("type-palette", TypePalette);
