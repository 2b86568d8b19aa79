/** The icons: 20 by 20, drawn with lines in the text's colour. */
import { type SVGTemplateResult, html, svg } from "lit";

const SHAPES = {
  open: svg`<path d="M10 4v12M4 10h12"/>`,
  export: svg`<path d="M10 3.5v8.5M6.5 9l3.5 3.5L13.5 9M4 16.5h12"/>`,
  undo: svg`<path d="M7.5 4.5 4 8l3.5 3.5M4.5 8H12a4 4 0 0 1 0 8H9"/>`,
  redo: svg`<path d="M12.5 4.5 16 8l-3.5 3.5M15.5 8H8a4 4 0 0 0 0 8h3"/>`,
  keys: svg`<rect x="2.5" y="5" width="15" height="10" rx="2"/><path d="M5.5 8.2h.01M8.5 8.2h.01M11.5 8.2h.01M14.5 8.2h.01M6.5 12h7"/>`,
  auto: svg`<circle cx="10" cy="10" r="6"/><path d="M10 4a6 6 0 0 1 0 12z" fill="currentColor"/>`,
  light: svg`<circle cx="10" cy="10" r="3.2"/><path d="M10 2.5v1.5M10 16v1.5M2.5 10H4M16 10h1.5M4.7 4.7l1 1M14.3 14.3l1 1M15.3 4.7l-1 1M5.7 14.3l-1 1"/>`,
  dark: svg`<path d="M16 11.5A6.5 6.5 0 0 1 8.5 4a6.5 6.5 0 1 0 7.5 7.5z"/>`,
  accept: svg`<path d="m4.5 10.5 3.5 3.5 7.5-8"/>`,
  acceptAll: svg`<path d="m2.5 10.5 3.5 3.5 6.5-8M9 13.5l1 .9L17.5 6"/>`,
  reject: svg`<path d="m5.5 5.5 9 9M14.5 5.5l-9 9"/>`,
  remove: svg`<path d="M4 6h12M8 6V4h4v2M5.5 6l.8 10h7.4l.8-10M8.5 9v4.5M11.5 9v4.5"/>`,
  label: svg`<path d="M3.5 4.5h6l7 7-5 5-7-7z"/><circle cx="6.8" cy="7.6" r=".8"/>`,
  event: svg`<path d="M11 2.5 4.5 11.5H10L9 17.5 15.5 8.5H10z"/>`,
  add: svg`<path d="M10 5v10M5 10h10"/>`,
  replace: svg`<path d="M4 7.5h10M11 4.5l3 3-3 3M16 12.5H6M9 9.5l-3 3 3 3"/>`,
  close: svg`<path d="m5.5 5.5 9 9M14.5 5.5l-9 9"/>`,
  warning: svg`<path d="M10 3.5 17 16H3zM10 8v4M10 14h.01"/>`,
  saved: svg`<circle cx="10" cy="10" r="6.5"/><path d="m7 10.2 2.2 2.2L13 8"/>`,
  saving: svg`<circle cx="10" cy="10" r="6.5" stroke-dasharray="3 3"/>`,
  menu: svg`<path d="m6 8 4 4 4-4"/>`,
  panel: svg`<path d="M4 6h12M4 10h12M4 14h8"/>`,
  cards: svg`<rect x="3.5" y="4" width="13" height="5" rx="1.5"/><rect x="3.5" y="11" width="13" height="5" rx="1.5"/>`,
  timeline: svg`<path d="M6 3v14"/><circle cx="6" cy="6.5" r="1.8"/><circle cx="6" cy="13.5" r="1.8"/><path d="M10.5 6.5h6M10.5 13.5h6"/>`,
  copy: svg`<rect x="7" y="7" width="9.5" height="9.5" rx="2"/><path d="M13 4.5A1.5 1.5 0 0 0 11.5 3H5a1.5 1.5 0 0 0-1.5 1.5v6.5A1.5 1.5 0 0 0 5 12.5"/>`,
  statistics: svg`<path d="M4 16.5V10M8 16.5V4M12 16.5v-4.5M16 16.5V7"/>`,
  join: svg`<path d="M8.5 11.5 11.5 8.5M9 6l1.5-1.5a3.2 3.2 0 0 1 4.5 4.5L13.5 10.5M11 14l-1.5 1.5A3.2 3.2 0 0 1 5 11L6.500 9.500"/>`,
  back: svg`<path d="m12 5-5 5 5 5"/>`,
  forward: svg`<path d="m8 5 5 5-5 5"/>`,
  relation: svg`<circle cx="5" cy="14" r="2.2"/><circle cx="15" cy="6" r="2.2"/><path d="M6.8 12.6 13.2 7.4"/>`,
  search: svg`<circle cx="9" cy="9" r="5"/><path d="m13 13 3.5 3.5"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof SHAPES;

/** An icon. It says nothing to screen readers: the control around it has the name. */
export function icon(name: IconName) {
  return html`<svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">${SHAPES[name]}</svg>`;
}
