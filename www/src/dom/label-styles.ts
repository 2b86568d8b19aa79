/** The label colours of a schema as style sheets: one rule a highlight, and colour variables for everything else. */
import type { Schema, Status } from "../engine/types";
import { type LabelColors, labelColors } from "../model/colors";

/** The grounds on which labels stand; the same as `--paper` in tokens.css. */
const LIGHT = "#fdfcf9";
const DARK = "#1b1d20";

/** The deepest layer that is painted apart. */
export const DEEPEST_LAYER = 2;

/** The colour class of a label such as "entity-4": its place in the schema, so that any id is safe in CSS. */
export function colorClass(schema: Schema, kind: "entity" | "event" | "relation", label: string): string {
  const types: readonly { id: string }[] = { entity: schema.entities, event: schema.events, relation: schema.relations }[kind];
  return `${kind}-${types.findIndex((type) => type.id === label)}`;
}

/** The name of the highlight of a label, a status and a layer. */
export function highlightName(color: string, status: Status, layer: number): string {
  return `${color}-${status}-${layer}`;
}

/**
 * Puts the schema's colours into the document.
 *
 * A browser reckons the style of every highlight rule for every element that the rule fits. So the rules fit only the
 * blocks in view, and a rule is written only when a highlight of its name is first painted.
 */
export class LabelStyles {
  private readonly variables = new CSSStyleSheet();
  private readonly highlights = new CSSStyleSheet();
  private readonly written = new Set<string>();
  private schema: Schema | null = null;

  constructor() {
    document.adoptedStyleSheets.push(this.variables, this.highlights);
  }

  /** Writes the colours of a schema, unless it is the one that is shown. */
  show(schema: Schema): void {
    if (schema === this.schema) return;
    this.schema = schema;
    this.written.clear();
    this.highlights.replaceSync("");
    const rules = [
      ...schema.entities.map((type, index) => variablesOf(`entity-${index}`, type.color)),
      ...schema.events.map((type, index) => variablesOf(`event-${index}`, type.color)),
      ...schema.relations.map((type, index) => variablesOf(`relation-${index}`, type.color)),
    ];
    this.variables.replaceSync(rules.join("\n"));
  }

  /** Makes sure that the highlights of these names have their rules. */
  need(names: Iterable<string>): void {
    for (const name of names) {
      if (this.written.has(name)) continue;
      this.written.add(name);
      const rule = this.schema && ruleOf(this.schema, name);
      if (rule) this.highlights.insertRule(rule);
    }
  }
}

function variablesOf(name: string, color: string): string {
  const both = onBothGrounds(color);
  return `[data-color="${name}"]{--ink:${both("ink")};--tint:${both("tint")};--faint:${both("faint")};--on-ink:${both("onInk")}}`;
}

/** Gives a label's colours as CSS that follows the theme. */
function onBothGrounds(color: string): (key: keyof LabelColors) => string {
  const light = labelColors(color, LIGHT);
  const dark = labelColors(color, DARK);
  return (key) => `light-dark(${light[key]}, ${dark[key]})`;
}

/** The rule of a highlight, out of its name as `highlightName` makes it. */
function ruleOf(schema: Schema, name: string): string | undefined {
  const [kind, place, status, layer] = name.split("-");
  const type = (kind === "entity" ? schema.entities : schema.events)[Number(place)];
  if (!type) return undefined;
  const color = onBothGrounds(type.color);
  const declarations = kind === "entity" ? entityStyle(status as Status, Number(layer), color) : triggerStyle(status as Status, color);
  return `.near::highlight(${name}){${declarations}}`;
}

const STRUCK = "text-decoration:line-through 1px light-dark(#6b6b6b,#9a9a9a)";

/** An entity has its lines below the word, one a layer; a suggestion's are dotted. */
function entityStyle(status: Status, layer: number, color: (key: keyof LabelColors) => string): string {
  if (status === "rejected") return STRUCK;
  const [tint, line] = status === "accepted" ? (["tint", "solid"] as const) : (["faint", "dotted"] as const);
  return `background-color:${color(tint)};text-decoration:underline ${line} 2px ${color("ink")};text-underline-offset:${5 + layer * 4}px`;
}

/** A trigger has its line above the word and its colour in the letters. */
function triggerStyle(status: Status, color: (key: keyof LabelColors) => string): string {
  if (status === "rejected") return STRUCK;
  const [tint, line] = status === "accepted" ? (["tint", "solid"] as const) : (["faint", "dotted"] as const);
  return `background-color:${color(tint)};color:${color("ink")};text-decoration:overline ${line} 2px ${color("ink")}`;
}
