/** The label colours of a schema as a style sheet: one rule a highlight, and colour variables for everything else. */
import type { Schema, Status } from "../engine/types";
import { type LabelColors, labelColors } from "../model/colors";

/** The grounds on which labels stand; the same as `--paper` in tokens.css. */
const LIGHT = "#fdfcf9";
const DARK = "#1b1d20";

/** The deepest layer that is painted apart. */
export const DEEPEST_LAYER = 2;

const STATUSES: readonly Status[] = ["suggested", "accepted", "rejected"];

/** The colour class of a label such as "entity-4": its place in the schema, so that any id is safe in CSS. */
export function colorClass(schema: Schema, kind: "entity" | "event", label: string): string {
  const types = kind === "entity" ? schema.entities : schema.events;
  return `${kind}-${types.findIndex((type) => type.id === label)}`;
}

/** The name of the highlight of a label, a status and a layer. */
export function highlightName(color: string, status: Status, layer: number): string {
  return `${color}-${status}-${layer}`;
}

/** Puts the schema's colours into the document. */
export class LabelStyles {
  private readonly sheet = new CSSStyleSheet();

  constructor() {
    document.adoptedStyleSheets.push(this.sheet);
  }

  /** Writes the rules for a schema. */
  show(schema: Schema): void {
    const rules = [
      ...schema.entities.map((type, index) => rulesOf(`entity-${index}`, type.color)),
      ...schema.events.map((type, index) => rulesOf(`event-${index}`, type.color)),
    ];
    this.sheet.replaceSync(rules.join("\n"));
  }
}

function rulesOf(name: string, color: string): string {
  const light = labelColors(color, LIGHT);
  const dark = labelColors(color, DARK);
  const both = (key: keyof LabelColors) => `light-dark(${light[key]}, ${dark[key]})`;
  const variables = `[data-color="${name}"]{--ink:${both("ink")};--tint:${both("tint")};--faint:${both("faint")};--on-ink:${both("onInk")}}`;
  const highlights = STATUSES.flatMap((status) => layersOf(name).map((layer) => highlightRule(name, status, layer, both)));
  return [variables, ...highlights].join("\n");
}

function layersOf(name: string): number[] {
  return name.startsWith("event") ? [0] : Array.from({ length: DEEPEST_LAYER + 1 }, (_, layer) => layer);
}

function highlightRule(name: string, status: Status, layer: number, color: (key: keyof LabelColors) => string): string {
  return `::highlight(${highlightName(name, status, layer)}){${declarations(name, status, layer, color)}}`;
}

function declarations(name: string, status: Status, layer: number, color: (key: keyof LabelColors) => string): string {
  if (status === "rejected") return "text-decoration:line-through 1px light-dark(#6b6b6b,#9a9a9a)";
  const accepted = status === "accepted";
  const ground = `background-color:${color(accepted ? "tint" : "faint")}`;
  const style = accepted ? "solid" : "dotted";
  // A trigger has its line above the word and its colour in the letters; an entity has its lines below, one a layer.
  if (name.startsWith("event")) return `${ground};color:${color("ink")};text-decoration:overline ${style} 2px ${color("ink")}`;
  return `${ground};text-decoration:underline ${style} 2px ${color("ink")};text-underline-offset:${5 + layer * 4}px`;
}
