/** Label colours that can be read on light and on dark ground. Colours are `#rrggbb`. */

type Rgb = [number, number, number];

function parse(color: string): Rgb {
  const value = /^#[0-9a-f]{6}$/i.test(color) ? Number.parseInt(color.slice(1), 16) : 0x808080;
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function format(rgb: Rgb): string {
  return `#${rgb.map((channel) => Math.round(channel).toString(16).padStart(2, "0")).join("")}`;
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The contrast ratio of two colours after WCAG 2, from 1 to 21. */
export function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(parse(a)), luminance(parse(b))].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** `share` of `color` laid over `ground`; `share` from 0 to 1. */
export function mix(color: string, ground: string, share: number): string {
  const over = parse(color);
  const under = parse(ground);
  return format(over.map((channel, i) => channel * share + (under[i] as number) * (1 - share)) as Rgb);
}

/** The colour nearest to `color` that has at least `ratio` contrast with `ground`. */
export function readable(color: string, ground: string, ratio: number): string {
  const target = luminance(parse(ground)) > 0.18 ? "#000000" : "#ffffff";
  for (let share = 1; share > 0; share -= 0.04) {
    const candidate = mix(color, target, share);
    if (contrast(candidate, ground) >= ratio) return candidate;
  }
  return target;
}

/** The colours of one label on one ground. */
export interface LabelColors {
  /** Text, underlines and borders: at least 4.5 : 1 with the ground and with both tints. */
  ink: string;
  /** The tint behind accepted text. */
  tint: string;
  /** The lighter tint behind suggested text. */
  faint: string;
  /** Text on a tag filled with `ink`. */
  onInk: string;
}

/** Derives a label's colours from its schema colour. */
export function labelColors(color: string, ground: string): LabelColors {
  const tint = mix(color, ground, 0.2);
  const ink = readable(readable(color, tint, 4.6), ground, 4.6);
  return { ink, tint, faint: mix(color, ground, 0.08), onInk: readable(ground, ink, 4.5) };
}

/** What red-blind and green-blind eyes see of linear light (Viénot, Brettel and Mollon 1999). */
const BLINDNESS: readonly (readonly [Rgb, Rgb, Rgb])[] = [
  [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]],
  [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]],
];

/** How far apart two colours look to the eyes that tell them apart worst: 0 the same, about 0.05 hard to tell, 1 black and white. */
export function labelsApart(a: string, b: string): number {
  const [one, other] = [linear(parse(a)), linear(parse(b))];
  const seen = BLINDNESS.map((matrix) => distance(lab(through(matrix, one)), lab(through(matrix, other))));
  return Math.min(distance(lab(one), lab(other)), ...seen);
}

function linear(rgb: Rgb): Rgb {
  return rgb.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
}

function through(matrix: readonly Rgb[], color: Rgb): Rgb {
  return matrix.map((row) => Math.max(0, row[0] * color[0] + row[1] * color[1] + row[2] * color[2])) as Rgb;
}

/** OKLab of linear light (Ottosson 2020). */
function lab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function distance(a: Rgb, b: Rgb): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
