/** One difference: what each annotator says of the sentence, side by side, and what else can be said. */
import { html, nothing } from "lit";
import { colorClass } from "../dom/label-styles";
import type { Choice, Difference, Reading, Span } from "../engine/types";
import { labelName, relationName, roleName } from "../store/messages";
import type { State } from "../store/state";
import { isolated, listed } from "../strings";
import { attributeBadges } from "../views/attribute-fields";
import { icon } from "../views/icons";
import { type Own, type ShownMark, canTakeAll, canTakeNothing, marksOf, moved, otherEnd, ownLabels, ownMarkOf, piecesOf } from "./model";

/** What the part prints, and what it can ask for. */
export interface DifferencePart {
  state: State;
  difference: Difference;
  at: number;
  total: number;
  choice: Choice | null;
  own: Own | null;
  /** The title of the article. */
  title: string | null;
  onKey(event: KeyboardEvent): void;
  choose(choice: Choice): void;
  go(by: 1 | -1): void;
  begin(): void;
  edit(own: Own | null): void;
}

/** Prints a difference. The keys work while the focus is anywhere in it. */
export function differencePart(part: DifferencePart) {
  const { state, difference, at, total, choice, title } = part;
  const t = state.strings.adjudication;
  const isRtl = state.settings.language === "ar";
  const heading = t.heading(at + 1, total, t.kinds[difference.kind]);
  return html`
    <section class="difference" tabindex="0" aria-labelledby="difference-heading" aria-describedby="difference-keys" @keydown=${part.onKey}>
      <header>
        <button type="button" class="small" aria-label=${t.previous} title=${t.previous} ?disabled=${at === 0} @click=${() => part.go(-1)}>${icon(isRtl ? "forward" : "back")}</button>
        <div><h3 id="difference-heading">${heading}</h3>${title ? html`<span class="hint" dir="auto">${title}</span>` : nothing}</div>
        <button type="button" class="small" aria-label=${t.next} title=${t.next} ?disabled=${at + 1 >= total} @click=${() => part.go(1)}>${icon(isRtl ? "back" : "forward")}</button>
      </header>
      ${difference.event ? html`<p class="hint">${t.ofEvent(labelName(state, "event", difference.event.label))} <bdi lang="ar">${slice(difference, difference.event.trigger)}</bdi></p>` : nothing}
      <div class="readings">${difference.readings.map((reading, index) => readingCard(part, reading, index))}</div>
      <div class="dialog-actions">
        ${canTakeNothing(difference) ? otherChoice("0", t.nothing, choice?.type === "nothing", () => part.choose({ type: "nothing" })) : nothing}
        ${canTakeAll(difference) ? otherChoice("A", t.all, choice?.type === "all", () => part.choose({ type: "all" })) : nothing}
        ${difference.kind === "attributes" ? nothing : otherChoice("O", t.own, choice?.type === "own", part.begin)}
      </div>
      ${part.own ? ownMark(part, part.own) : chosenOwn(part)}
      <p id="difference-keys" class="hint">${t.keys}</p>
    </section>`;
}

function otherChoice(key: string, name: string, isChosen: boolean, run: () => void) {
  return html`<button type="button" class=${isChosen ? "plain chosen" : "plain"} aria-pressed=${isChosen} aria-keyshortcuts=${key} @click=${run}><kbd>${key}</kbd><span>${name}</span></button>`;
}

function readingCard({ state, difference, choice, choose }: DifferencePart, reading: Reading, index: number) {
  const { strings } = state;
  const marks = marksOf(reading);
  const isChosen = (choice?.type === "reading" && choice.index === index) || (choice?.type === "all" && marks.length > 0) || (choice?.type === "nothing" && marks.length === 0);
  const who = listed(strings, reading.annotators.map(isolated));
  return html`
    <article class=${isChosen ? "reading chosen" : "reading"} aria-label=${who}>
      <header><button type="button" class="plain" aria-pressed=${isChosen} aria-keyshortcuts=${index + 1} @click=${() => choose({ type: "reading", index })}>
        <kbd>${index + 1}</kbd><span>${strings.adjudication.take(who)}</span>${isChosen ? icon("accept") : nothing}</button></header>
      <p class="reading-text" dir="auto" lang="ar">${sentence(state, difference, marks)}</p>
      ${marks.length === 0 ? html`<p class="hint">${strings.adjudication.unmarked}</p>` : html`<ul>${marks.map((mark) => markLine(state, difference, mark))}</ul>`}
    </article>`;
}

/** The sentence with its marks, of a relation both ends. Marks are plain elements around words: anything else would part Arabic letters. */
function sentence(state: State, difference: Difference, marks: readonly ShownMark[]) {
  const shown = marks.flatMap((mark) => (mark.to ? [mark, { ...mark, span: mark.to }] : [mark]));
  const pieces = piecesOf(difference, shown.map(({ span }) => span));
  return pieces.map(({ text, marks: over }) => {
    const mark = shown[over.at(-1) ?? -1];
    return mark ? html`<mark data-color=${colorOf(state, difference, mark)}>${text}</mark>` : text;
  });
}

function colorOf({ schema }: State, { event }: Difference, { label, kind }: ShownMark): string {
  if (!schema) return "";
  return kind === "role" ? colorClass(schema, "event", event?.label ?? "") : colorClass(schema, kind, label);
}

function nameOf(state: State, { label, kind }: ShownMark): string {
  if (kind === "relation") return relationName(state, label);
  return kind === "role" ? roleName(state, label) : labelName(state, kind, label);
}

function markLine(state: State, difference: Difference, mark: ShownMark) {
  const { strings } = state;
  const { event } = mark;
  const attributes = event ? [strings.event.polarities[event.polarity], strings.event.modalities[event.modality]] : [];
  const shown = event && (difference.kind === "attributes" || event.polarity !== "positive" || event.modality !== "asserted");
  return html`<li data-color=${colorOf(state, difference, mark)}><i class="swatch" aria-hidden="true"></i><strong>${nameOf(state, mark)}</strong>
    <bdi lang="ar">${slice(difference, mark.span)}</bdi>
    ${mark.to ? html`${strings.adjudication.leadsTo} <bdi lang="ar">${slice(difference, mark.to)}</bdi>` : nothing}
    ${shown ? html`<span class="hint">${listed(strings, attributes)}</span>` : nothing}
    ${mark.kind === "role" || mark.kind === "relation" ? nothing : attributeBadges(state, mark.kind, mark)}
    ${event && event.arguments.length > 0 ? html`<ul>${event.arguments.map(({ role, span }) => html`<li>${roleName(state, role)}: <bdi lang="ar">${slice(difference, span) || strings.adjudication.elsewhere}</bdi></li>`)}</ul>` : nothing}</li>`;
}

function slice({ text, context }: Difference, { start, end }: Span): string {
  return start >= context.start && end <= context.end ? text.slice(start - context.start, end - context.start) : "";
}

/** Type and words of a mark of one's own. */
function ownMark({ state, difference, choose, edit }: DifferencePart, own: Own) {
  const { schema, strings } = state;
  const t = strings.adjudication;
  if (!schema) return nothing;
  const mark = ownMarkOf(own, difference);
  const turned = otherEnd(own.span, difference);
  const mover = (end: "start" | "end", by: 1 | -1, name: string) => html`<button type="button" class="plain" @click=${() => edit({ ...own, span: moved(own.span, difference, end, by) })}>${name}</button>`;
  return html`
    <fieldset class="own"><legend>${t.own}</legend>
      <label class="field"><span>${t.type}</span><select @change=${(event: Event) => edit({ ...own, label: (event.target as HTMLSelectElement).value })}>
        ${ownLabels(difference, schema).map((label) => html`<option value=${label} ?selected=${label === own.label}>${nameOf(state, { ...mark, label })}</option>`)}</select></label>
      <p class="reading-text" dir="auto" lang="ar">${sentence(state, difference, [mark])}</p>
      ${mark.to && turned
        ? html`<ul>${markLine(state, difference, mark)}</ul><div class="dialog-actions"><button type="button" class="plain" @click=${() => edit({ ...own, span: turned })}>${t.turn}</button></div>`
        : html`<div class="dialog-actions">${mover("start", -1, t.startBack)} ${mover("start", 1, t.startForward)} ${mover("end", -1, t.endBack)} ${mover("end", 1, t.endForward)}</div>`}
      <div class="dialog-actions"><button type="button" class="primary" @click=${() => choose({ type: "own", ...own })}>${icon("accept")}<span>${t.takeOwn}</span></button>
        <button type="button" class="plain" @click=${() => edit(null)}>${strings.cancel}</button></div>
    </fieldset>`;
}

function chosenOwn({ state, difference, choice }: DifferencePart) {
  if (choice?.type !== "own") return nothing;
  const mark = ownMarkOf(choice, difference);
  return html`<article class="reading chosen" aria-label=${state.strings.adjudication.own}><p class="reading-text" dir="auto" lang="ar">${sentence(state, difference, [mark])}</p><ul>${markLine(state, difference, mark)}</ul></article>`;
}
