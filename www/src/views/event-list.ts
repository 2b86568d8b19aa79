/** The events: filtered by type and status, as cards or on a timeline. */
import { type PropertyValues, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { colorClass } from "../dom/label-styles";
import type { EventMention, Status } from "../engine/types";
import { countStatuses } from "../model/counts";
import { type EventFilter, type TimelineEntry, ALL_EVENTS, countTypes, filterEvents, timeline } from "../model/events";
import { labelName } from "../store/messages";
import type { State } from "../store/state";
import { eventCard } from "./event-card";
import { dateText } from "./format";
import { icon } from "./icons";
import { View, revealInFrame } from "./view";

const STATUSES: readonly Status[] = ["suggested", "accepted", "rejected"];
const FORMS: readonly EventFilter["form"][] = ["cards", "timeline"];
/** How many cards are shown before the reader asks for more. */
const N_CARDS = 60;
/** How many types are shown before the reader asks for more. */
const N_TYPES = 6;

export class EventList extends View {
  static override properties = { ...View.properties, limit: { state: true }, allTypes: { state: true } };

  protected override readonly uses = ["view", "schema", "strings", "settings", "selected", "arguing", "eventFilter", "copying"] as const;

  private limit = N_CARDS;
  private allTypes = false;

  override render() {
    const { view, strings, eventFilter } = this.state;
    if (!view) return nothing;
    if (view.events.length === 0) return html`<p class="empty">${strings.panel.noEvents}</p>`;
    const events = filterEvents(view.events, eventFilter);
    return html`
      ${this.filters(view.events)}
      ${events.length === 0 ? html`<p class="empty">${strings.panel.noMatch}</p>` : eventFilter.form === "cards" ? this.cards(events) : this.timeline(events)}
    `;
  }

  protected override updated(changed: PropertyValues): void {
    const { selected } = this.state;
    const before = changed.get("state") as State | undefined;
    if (selected?.kind === "event" && before?.selected !== selected) revealInFrame(this, selected.id);
  }

  private filters(events: readonly EventMention[]) {
    const { strings, eventFilter } = this.state;
    const counts = countStatuses(events);
    return html`
      <div class="filters">
        <div class="segments" role="group" aria-label=${strings.events.form}>
          ${FORMS.map((form) => html`<button type="button" aria-pressed=${eventFilter.form === form} @click=${() => this.filter({ form })}>${icon(form)}${strings.events.forms[form]}</button>`)}
          <label class="choice push"><span class="visually-hidden">${strings.panel.filter}</span>
            <select @change=${(change: Event) => this.filter({ status: (change.target as HTMLSelectElement).value as EventFilter["status"] })}>
              ${(["all", ...STATUSES] as const).map((status) => html`<option value=${status} ?selected=${status === eventFilter.status}>
                ${status === "all" ? strings.panel.all : strings.statuses[status]} (${status === "all" ? events.length : counts[status]})</option>`)}
            </select></label>
        </div>
        ${this.types(events)}
      </div>
    `;
  }

  private types(events: readonly EventMention[]) {
    const { strings, eventFilter } = this.state;
    const types = countTypes(events);
    const { types: chosen } = eventFilter;
    const shown = this.allTypes ? types : types.filter(({ label }, index) => index < N_TYPES || chosen.includes(label));
    return html`
      <div class="segments types" role="group" aria-label=${strings.events.types}>
        <button type="button" aria-pressed=${chosen.length === 0} @click=${() => this.filter({ types: ALL_EVENTS.types })}>${strings.panel.all}</button>
        ${shown.map(({ label, count }) => this.type(label, count, chosen.includes(label)))}
        ${shown.length < types.length
          ? html`<button type="button" aria-expanded="false" @click=${() => (this.allTypes = true)}>${strings.panel.more(types.length - shown.length)}</button>`
          : nothing}
      </div>
    `;
  }

  private type(label: string, count: number, chosen: boolean) {
    const { schema, eventFilter } = this.state;
    const types = chosen ? eventFilter.types.filter((each) => each !== label) : [...eventFilter.types, label];
    return html`<button type="button" aria-pressed=${chosen} data-color=${schema ? colorClass(schema, "event", label) : ""} @click=${() => this.filter({ types })}>
      <i class="swatch" aria-hidden="true"></i>${labelName(this.state, "event", label)} <span class="count">${count}</span></button>`;
  }

  private cards(events: readonly EventMention[]) {
    const { strings } = this.state;
    return html`
      <ul class="cards">${repeat(events.slice(0, this.limit), (event) => event.id, (event) => this.card(event))}</ul>
      ${events.length > this.limit
        ? html`<button type="button" class="link" @click=${() => (this.limit += N_CARDS)}>${strings.panel.more(Math.min(N_CARDS, events.length - this.limit))}</button>`
        : nothing}
    `;
  }

  private timeline(events: readonly EventMention[]) {
    const { view, strings } = this.state;
    if (!view) return nothing;
    const { entries, undated } = timeline(view, events);
    return html`
      ${entries.length === 0 ? html`<p class="empty">${strings.events.noDates}</p>` : html`<ol class="timeline">${entries.map((entry) => this.date(entry))}</ol>`}
      ${undated.length > 0 ? html`<section class="group"><h2>${strings.events.undated} <span class="count">${undated.length}</span></h2>${this.cards(undated)}</section>` : nothing}
    `;
  }

  private date({ date, events }: TimelineEntry) {
    return html`<li><h3><time datetime=${date}>${dateText(date, this.state.settings.language)}</time></h3>
      <ul class="cards">${repeat(events, (event) => event.id, (event) => this.card(event))}</ul></li>`;
  }

  private card(event: EventMention) {
    return eventCard(this.state, this.want.bind(this), event);
  }

  private filter(changes: Partial<EventFilter>): void {
    this.want({ type: "present", changes: { eventFilter: { ...this.state.eventFilter, ...changes } } });
  }
}

customElements.define("event-list", EventList);
