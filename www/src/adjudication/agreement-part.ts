/** How well the annotators agree: figures, by type, and which types they take for which. */
import { html, nothing } from "lit";
import { colorClass } from "../dom/label-styles";
import { savePicture } from "../dom/pictures";
import type { Adjudication, Figures, LayerAgreement } from "../engine/types";
import { labelName, relationName } from "../store/messages";
import type { State } from "../store/state";
import { percent } from "../strings";
import { icon } from "../views/icons";
import { confusionPicture, confusionTable } from "./confusion-picture";

type Kind = "entity" | "event";

/** Prints the agreement on entities, events and relations. */
export function agreementPart(state: State, { agreement }: Adjudication) {
  const t = state.strings.adjudication;
  return html`
    <div class="agreement" tabindex="0" role="group" aria-label=${t.agreement}>
      ${layer(state, "entity", agreement.entities)}
      ${layer(state, "event", agreement.triggers)}
      <p>${t.arguments}: <strong dir="ltr">${percent(agreement.arguments_f1, state.settings.language)}</strong></p>
      ${relations(state, agreement.relations)}
      <p class="hint">${t.measures}</p>
    </div>`;
}

/** Relations join two places, so that no figure counts words. */
function relations(state: State, { f1, types }: Figures) {
  const t = state.strings.adjudication;
  const share = (value: number) => percent(value, state.settings.language);
  const rows = Object.entries(types).flatMap(([label, type]) => (type ? [{ label, type }] : []));
  const name = t.relations;
  if (rows.length === 0) return nothing;
  return html`
    <section aria-label=${name}><h3>${name}</h3>
      <div class="figures"><div class="figure"><strong dir="ltr">${share(f1)}</strong><span>${t.exact}</span></div></div>
      <div class="scroller" tabindex="0" role="group" aria-label=${`${name}: ${t.byType}`}><table class="by-type">
        <thead><tr><th scope="col">${t.type}</th><th scope="col">${t.exact}</th><th scope="col">${t.counts}</th></tr></thead>
        <tbody>${rows.map(({ label, type }) => html`<tr data-color=${state.schema ? colorClass(state.schema, "relation", label) : ""}>
          <th scope="row"><i class="swatch" aria-hidden="true"></i>${relationName(state, label)}</th>
          <td>${share(type.f1)}</td><td dir="ltr">${type.both} / ${type.first} / ${type.second}</td></tr>`)}</tbody>
      </table></div>
    </section>`;
}

function layer(state: State, kind: Kind, found: LayerAgreement) {
  const t = state.strings.adjudication;
  const share = (value: number | null) => (value === null ? "–" : percent(value, state.settings.language));
  const coefficient = (value: number | null) => (value === null ? "–" : value.toFixed(2));
  const figures: [string, string][] = [
    [t.observed, share(found.observed)], [t.kappa, coefficient(found.kappa)], [t.alpha, coefficient(found.alpha)],
    [t.unitised, coefficient(found.unitised_alpha)], [t.exact, share(found.exact.f1)], [t.overlap, share(found.overlap.f1)],
  ];
  const name = state.strings.panel.tabs[kind === "entity" ? "entities" : "events"];
  return html`
    <section aria-label=${name}><h3>${name}</h3>
      <div class="figures">${figures.map(([label, value]) => html`<div class="figure"><strong dir="ltr">${value}</strong><span>${label}</span></div>`)}</div>
      ${byType(state, kind, found)}
      ${found.confusion.length > 0 ? confusion(state, kind, found) : nothing}
    </section>`;
}

function byType(state: State, kind: Kind, found: LayerAgreement) {
  const t = state.strings.adjudication;
  const types = Object.entries(found.exact.types).flatMap(([label, exact]) => (exact ? [{ label, exact }] : []));
  if (types.length === 0) return html`<p class="hint">${t.noMarks}</p>`;
  const share = (value: number) => percent(value, state.settings.language);
  return html`
    <div class="scroller" tabindex="0" role="group" aria-label=${t.byType}><table class="by-type">
      <thead><tr><th scope="col">${t.type}</th><th scope="col">${t.exact}</th><th scope="col">${t.overlap}</th><th scope="col">${t.unitised}</th><th scope="col">${t.counts}</th></tr></thead>
      <tbody>${types.map(({ label, exact }) => html`<tr data-color=${state.schema ? colorClass(state.schema, kind, label) : ""}>
        <th scope="row"><i class="swatch" aria-hidden="true"></i>${labelName(state, kind, label)}</th>
        <td>${share(exact.f1)}</td><td>${share(found.overlap.types[label]?.f1 ?? 0)}</td>
        <td dir="ltr">${found.unitised_alpha_by_type[label]?.toFixed(2) ?? "–"}</td><td dir="ltr">${exact.both} / ${exact.first} / ${exact.second}</td></tr>`)}</tbody>
    </table></div>`;
}

function confusion(state: State, kind: Kind, found: LayerAgreement) {
  const t = state.strings.adjudication;
  return html`
    <figure class="confusion">
      <figcaption>${t.confusion}</figcaption>
      <div class="scroller" tabindex="0" role="group" aria-label=${t.confusion}>${confusionPicture(state, kind, found.confusion)}</div>
      <div class="dialog-actions">
        <button type="button" class="plain" @click=${(event: Event) => save(event, kind)}>${icon("export")}<span>${t.savePicture}</span></button>
      </div>
      <details><summary>${t.asTable}</summary><div class="scroller" tabindex="0" role="group" aria-label=${t.asTable}>${confusionTable(state, kind, found.confusion)}</div></details>
    </figure>`;
}

function save(event: Event, kind: Kind): void {
  const picture = (event.currentTarget as HTMLElement).closest("figure")?.querySelector<SVGSVGElement>("svg.confusion-picture");
  if (picture) savePicture(picture, `confusion-${kind}.svg`);
}
