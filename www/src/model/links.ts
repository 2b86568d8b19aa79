/**
 * Links from a trigger to its arguments that never cross the text: they run in the gaps between lines, above the label
 * tags, and from line to line in the margin. Units: CSS pixels.
 */

/** A label tag that a link ends at: the middle of its upper edge. */
export interface Anchor {
  x: number;
  top: number;
}

/** How far above a tag the links run. */
export const LANE = 3;
const CORNER = 5;
/** Tags whose tops differ by less stand on one line. */
const SAME_LINE = 8;

/** The margin beside the text that a link uses: the one nearer to the trigger. */
export function nearerMargin(x: number, text: { left: number; right: number }, width: number): number {
  const left = Math.max(2, text.left - Math.min(16, text.left / 2));
  const right = Math.min(width - 2, text.right + Math.min(16, (width - text.right) / 2));
  return x - text.left < text.right - x ? left : right;
}

/** The link from a trigger's tag to an argument's tag, as an SVG path that ends on the argument's tag. */
export function linkPath(from: Anchor, to: Anchor, margin: number): string {
  const [out, into] = [from.top - LANE, to.top - LANE];
  const onOneLine = Math.abs(from.top - to.top) < SAME_LINE;
  const way: [number, number][] = onOneLine
    ? [[from.x, Math.min(out, into)], [to.x, Math.min(out, into)]]
    : [[from.x, out], [margin, out], [margin, into], [to.x, into]];
  return rounded([[from.x, from.top], ...way, [to.x, to.top]]);
}

/** The head of a link on an argument's tag. */
export function headPath({ x, top }: Anchor): string {
  return `M${x - 3.5},${top - 4} h7 l-3.5,4.5 z`;
}

function rounded(points: readonly [number, number][]): string {
  const [start] = points;
  if (!start) return "";
  const bends = points.slice(1, -1).map((corner, index) => bend(points[index] as [number, number], corner, points[index + 2] as [number, number]));
  const [x, y] = points.at(-1) as [number, number];
  return [`M${start.join()}`, ...bends, `L${x},${y}`].join(" ");
}

function bend(before: [number, number], corner: [number, number], after: [number, number]): string {
  const [from, to] = [towards(corner, before), towards(corner, after)];
  return `L${from.join()} Q${corner.join()} ${to.join()}`;
}

/** A point on the way from a corner to the next point, at most half way. */
function towards([x, y]: [number, number], [toX, toY]: [number, number]): [number, number] {
  const distance = Math.hypot(toX - x, toY - y);
  const share = distance === 0 ? 0 : Math.min(CORNER, distance / 2) / distance;
  return [x + (toX - x) * share, y + (toY - y) * share];
}
