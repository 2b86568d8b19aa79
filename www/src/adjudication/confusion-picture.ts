/** Which types annotators take for which, as a picture and as a table. */
import { html, svg } from "lit";
import type { Confusion } from "../engine/types";
import { labelName } from "../store/messages";
import type { State } from "../store/state";
import { type Matrix, OUTSIDE, matrixOf } from "./matrix";

/** The side of a cell, and the space for names, in pixels. */
const CELL = 30;
const NAMES = 170;

function matrix(state: State, kind: "entity" | "event", confusion: readonly Confusion[]): Matrix {
  const types = kind === "entity" ? state.schema?.entities : state.schema?.events;
  return matrixOf(confusion, types?.map(({ id }) => id) ?? []);
}

function nameOf(state: State, kind: "entity" | "event", label: string): string {
  return label === OUTSIDE ? state.strings.adjudication.outside : labelName(state, kind, label);
}

/** The matrix as a picture: a row a type of the first annotator of a pair, a column a type of the second. */
export function confusionPicture(state: State, kind: "entity" | "event", confusion: readonly Confusion[]) {
  const { labels, counts, most } = matrix(state, kind, confusion);
  const { strings, settings } = state;
  const size = NAMES + labels.length * CELL;
  const isRtl = settings.language === "ar";
  // In Arabic the names of the rows stand at the right, and the first column beside them.
  const x = (column: number) => (isRtl ? size - NAMES - (column + 1) * CELL : NAMES + column * CELL);
  const names = labels.map((label) => nameOf(state, kind, label));
  return html`<svg class="confusion-picture" role="img" aria-label=${strings.adjudication.confusionText(labels.length)} viewBox=${`0 0 ${size} ${size}`} width=${size} height=${size}>
    ${names.map((name, index) => svg`
      <text class="name" direction=${isRtl ? "rtl" : "ltr"} x=${isRtl ? size - NAMES + 8 : NAMES - 8} y=${NAMES + index * CELL + CELL / 2} text-anchor=${"end"} dominant-baseline="central">${name}</text>
      <text class="name" direction=${isRtl ? "rtl" : "ltr"} transform=${`translate(${x(index) + CELL / 2} ${NAMES - 8}) rotate(-90)`} text-anchor=${isRtl ? "end" : "start"} dominant-baseline="central">${name}</text>`)}
    ${counts.flatMap((row, first) => row.map((count, second) => svg`
      <g><title>${strings.adjudication.cell(names[first] ?? "", names[second] ?? "", count)}</title>
        <rect class=${first === second ? "cell same" : "cell other"} x=${x(second)} y=${NAMES + first * CELL} width=${CELL} height=${CELL} fill-opacity=${opacity(count, most)}></rect>
        ${count > 0 ? svg`<text class="count" x=${x(second) + CELL / 2} y=${NAMES + first * CELL + CELL / 2} text-anchor="middle" dominant-baseline="central">${short(count)}</text>` : null}</g>`))}
  </svg>`;
}

/** How strongly a cell is filled: by its order of magnitude, never so strongly that its number cannot be read. */
function opacity(count: number, most: number): string {
  return (Math.min(Math.log1p(count) / Math.log1p(most), 1) * 0.45).toFixed(2);
}

function short(count: number): string {
  if (count < 1000) return String(count);
  return count < 1_000_000 ? `${Math.round(count / 1000)}k` : `${Math.round(count / 1_000_000)}M`;
}

/** The same as a table. */
export function confusionTable(state: State, kind: "entity" | "event", confusion: readonly Confusion[]) {
  const { labels, counts } = matrix(state, kind, confusion);
  const names = labels.map((label) => nameOf(state, kind, label));
  return html`<table class="by-type"><thead><tr><td></td>${names.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
    <tbody>${counts.map((row, first) => html`<tr><th scope="row">${names[first]}</th>${row.map((count) => html`<td>${count}</td>`)}</tr>`)}</tbody></table>`;
}
