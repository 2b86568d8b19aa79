/** Widths of short texts, measured once each. */

const widths = new Map<string, number>();
let context: CanvasRenderingContext2D | null = null;

/** The width of a text in CSS pixels. `font` is a CSS font such as `500 11px sans-serif`. */
export function textWidth(text: string, font: string): number {
  const key = `${font}\n${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  context ??= document.createElement("canvas").getContext("2d");
  if (!context) return text.length * 7;
  context.font = font;
  const width = context.measureText(text).width;
  widths.set(key, width);
  return width;
}

/** Forgets all widths: a font has come in. */
export function forgetWidths(): void {
  widths.clear();
}
