/** Search in the text: each place in its context, with a tick, and what is done to all ticked ones. */
import { html, nothing, type PropertyValues } from "lit";
import { colorClass } from "../dom/label-styles";
import type { Hit, Likeness, Words } from "../engine/types";
import { type Finder, type FinderAction, wasRejected } from "../model/finder";
import { labelName } from "../store/messages";
import type { State } from "../store/state";
import { icon } from "./icons";
import { View } from "./view";

const LIKENESSES: readonly Likeness[] = ["exact", "without_proclitics", "normalized"];
/** How many places are listed before the reader asks for more. */
const N_PLACES = 100;

export class FindList extends View {
  static override properties = { ...View.properties, limit: { state: true } };

  protected override readonly uses = ["finder", "finding", "view", "schema", "strings", "settings", "documents", "cursor"] as const;

  private limit = N_PLACES;

  override render() {
    const { finder, strings, documents } = this.state;
    return html`
      <div class="find" @keydown=${this.onKey}>
      <div class="filters">
        <label class="search">${icon("search")}<input type="search" aria-label=${strings.find.search} placeholder=${strings.find.search} dir="auto"
          .value=${finder.text} @input=${this.onText} /></label>
        <div class="segments" role="group" aria-label=${strings.find.likeness}>
          ${LIKENESSES.map((likeness) => html`<button type="button" aria-pressed=${finder.likeness === likeness} @click=${() => this.look({ likeness })}>${strings.find.likenesses[likeness]}</button>`)}
        </div>
        ${documents.length > 1
          ? html`<label class="check"><input type="checkbox" .checked=${finder.everywhere} @change=${(event: Event) => this.look({ everywhere: (event.target as HTMLInputElement).checked })} />${strings.find.everywhere}</label>`
          : nothing}
      </div>
      ${finder.words === null ? html`<p class="empty">${strings.find.help}</p>` : this.found()}
      </div>
    `;
  }

  protected override willUpdate(changed: PropertyValues): void {
    const before = changed.get("state") as State | undefined;
    if (before && before.finder.words !== this.state.finder.words) this.limit = N_PLACES;
  }

  protected override updated(): void {
    const { finding } = this.state;
    if (!finding) return;
    const first = finding === "text" ? "input[type=search]" : this.state.finder.label === null ? "select" : ".primary";
    this.querySelector<HTMLElement>(first)?.focus();
    this.want({ type: "present", changes: { finding: null } });
  }

  private found() {
    const { finder, strings } = this.state;
    const { hits, ticked, searching } = finder;
    if (searching) return nothing;
    if (hits.length === 0) return html`<p class="empty" role="status">${strings.find.none}</p>`;
    return html`
      ${this.actions(finder)}
      <p class="find-count" role="status"><span>${strings.find.count(hits.length)}</span>
        <button type="button" class="link" @click=${() => this.tickAll(ticked.size < hits.length)}>${ticked.size < hits.length ? strings.find.all : strings.find.nothing}</button></p>
      <ul class="places">${hits.slice(0, this.limit).map((hit, index) => this.place(hit, index))}</ul>
      ${hits.length > this.limit ? html`<button type="button" class="link" @click=${() => (this.limit += N_PLACES)}>${strings.panel.more(Math.min(N_PLACES, hits.length - this.limit))}</button>` : nothing}
    `;
  }

  private actions({ ticked, label, hits }: Finder) {
    const { strings, schema, settings } = this.state;
    const marked = hits.some((hit, index) => ticked.has(index) && hit.marks.some((mark) => label === null || mark.label === label));
    const n = ticked.size;
    return html`
      <div class="find-actions" data-keys="page">
        <select aria-label=${strings.find.label} data-color=${label && schema ? colorClass(schema, "entity", label) : ""} @change=${(event: Event) => this.choose((event.target as HTMLSelectElement).value || null)}>
          <option value="" ?selected=${label === null}>${strings.find.anyLabel}</option>
          ${schema?.entities.map((type) => html`<option value=${type.id} ?selected=${type.id === label}>${type.label[settings.language]}</option>`)}
        </select>
        <button type="button" class="primary" ?disabled=${n === 0 || label === null} @click=${() => this.apply("label")}>${strings.find.apply(n)}</button>
        <button type="button" class="plain" ?disabled=${!marked} @click=${() => this.apply("reject")}>${strings.commands["annotation.reject"]}</button>
        <button type="button" class="plain" ?disabled=${!marked} @click=${() => this.apply("remove")}>${strings.commands["annotation.remove"]}</button>
      </div>
    `;
  }

  private place(hit: Hit, index: number) {
    const { finder, strings, documents, view } = this.state;
    const title = hit.document === view?.id ? "" : documents.find(({ id }) => id === hit.document)?.title;
    const rejected = wasRejected(hit, finder.label);
    return html`
      <li class="place">
        <input type="checkbox" aria-label=${strings.find.tick(hit.text, index + 1)} .checked=${finder.ticked.has(index)} @change=${() => this.tick(index)} />
        <button type="button" class="place-text" dir="auto" @click=${() => this.want({ type: "go-to-hit", document: hit.document, span: hit.span })}>${hit.before}<mark>${hit.text}</mark>${hit.after}</button>
        <span class="place-marks">${hit.marks.map((mark) => this.mark(mark.label, mark.status))}${rejected ? html`<span class="row-status">${strings.find.rejected}</span>` : nothing}
          ${title ? html`<span class="row-status" dir="auto">${title}</span>` : nothing}</span>
      </li>
    `;
  }

  private mark(label: string, status: string) {
    const { schema } = this.state;
    return html`<span class=${`badge ${status}`} data-color=${schema ? colorClass(schema, "entity", label) : ""}>${labelName(this.state, "entity", label)}</span>`;
  }

  /** Escape goes back to the article. */
  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.want({ type: "close-palette" });
  };

  private readonly onText = (event: InputEvent): void => {
    const text = (event.target as HTMLInputElement).value;
    const words: Words | null = text.trim() ? { text } : null;
    this.look({ text, words });
  };

  private look(changes: Partial<Finder>): void {
    this.want({ type: "search", finder: { ...this.state.finder, ...changes }, retick: true });
  }

  private choose(label: string | null): void {
    this.look({ label });
  }

  private tick(index: number): void {
    const ticked = new Set(this.state.finder.ticked);
    if (!ticked.delete(index)) ticked.add(index);
    this.show(ticked);
  }

  private tickAll(all: boolean): void {
    this.show(new Set(all ? this.state.finder.hits.keys() : []));
  }

  private show(ticked: ReadonlySet<number>): void {
    this.want({ type: "present", changes: { finder: { ...this.state.finder, ticked } } });
  }

  private apply(action: FinderAction): void {
    this.want({ type: "apply-to-places", action });
  }
}

customElements.define("find-list", FindList);
