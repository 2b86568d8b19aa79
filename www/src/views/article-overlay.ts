/** What lies over the article's text and never moves it: tags, the selection's edges and handles, links. */
import { html, nothing, svg } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Box } from "../dom/article-surface";
import type { Drawing } from "./article-drawing";

/**
 * Prints a drawing. Screen readers do not see it: the side panel is their list of annotations.
 * `loose` says that the selection is of words, not of an annotation.
 */
export function overlay({ tags, selection, candidate, handles, links, fillers }: Drawing, loose: boolean) {
  return html`
    <div class="overlay" aria-hidden="true">
      ${fillers.map((each) => html`<i class="filler-box" data-color=${links.color} .style=${place(each)}></i>`)}
      ${links.paths.length > 0
        ? html`<svg class="links" data-color=${links.color}>${links.paths.map((path) => svg`<path class="link-way" d=${path} />`)}${links.heads.map((path) => svg`<path class="link-head" d=${path} />`)}</svg>`
        : nothing}
      ${selection.map((each, index) => html`<i class=${edges("selection", loose, index, selection.length)} .style=${place(each)}></i>`)}
      ${candidate.map((each) => html`<i class="candidate" .style=${place(each)}></i>`)}
      ${repeat(
        tags,
        ({ item }) => item.key,
        ({ item, left, width, top }, index) =>
          html`<span class="tag ${item.status} ${item.strong ? "strong" : ""}" data-tag=${index} data-color=${item.color} dir="auto"
            .style=${`left:${left}px;top:${top}px;width:${width}px`} title=${item.text}>${item.text}</span>`,
      )}
      ${handles.map(({ edge, x, top, bottom }) => html`<i class="handle" data-edge=${edge} .style=${`left:${x}px;top:${top}px;height:${bottom - top}px`}></i>`)}
    </div>
  `;
}

function place({ left, right, top, bottom }: Box): string {
  return `left:${left}px;top:${top}px;width:${right - left}px;height:${bottom - top}px`;
}

/** A selection over several lines is open where it goes on. */
function edges(name: string, loose: boolean, index: number, count: number): string {
  return [name, loose ? "loose" : "", index === 0 ? "first" : "", index === count - 1 ? "last" : ""].join(" ");
}
