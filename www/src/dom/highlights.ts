/** Paints spans with the CSS Custom Highlight API: the text's nodes and its layout stay untouched. */
import type { Span } from "../engine/types";
import type { ArticleSurface } from "./article-surface";

/** A span to paint under a highlight's name. */
export interface Mark {
  name: string;
  span: Span;
  /** Higher ones are painted over lower ones. */
  priority: number;
}

/** A mark as it is painted. */
interface Painted {
  name: string;
  ranges: StaticRange[];
}

export class HighlightPainter {
  private readonly registered = new Map<string, Highlight>();
  private readonly painted = new Map<string, Painted>();
  private blocks: unknown = null;

  /** Paints these marks and nothing else. Only marks in view should be given; those that stay are not touched. */
  paint(surface: ArticleSurface, marks: readonly Mark[]): void {
    if (this.blocks !== surface.shown) this.clear();
    this.blocks = surface.shown;
    const wanted = new Map(marks.map((mark) => [`${mark.name} ${mark.span.start} ${mark.span.end}`, mark]));
    for (const [key, painted] of this.painted) if (!wanted.has(key)) this.erase(key, painted);
    for (const [key, mark] of wanted) if (!this.painted.has(key)) this.add(key, surface, mark);
    for (const [name, highlight] of this.registered) if (highlight.size === 0) this.unregister(name);
  }

  private add(key: string, surface: ArticleSurface, { name, span, priority }: Mark): void {
    const ranges = surface.ranges(span);
    this.painted.set(key, { name, ranges });
    let highlight = this.registered.get(name);
    if (!highlight) {
      highlight = new Highlight();
      highlight.priority = priority;
      this.registered.set(name, highlight);
      CSS.highlights.set(name, highlight);
    }
    for (const range of ranges) highlight.add(range);
  }

  private erase(key: string, { name, ranges }: Painted): void {
    this.painted.delete(key);
    for (const range of ranges) this.registered.get(name)?.delete(range);
  }

  private unregister(name: string): void {
    CSS.highlights.delete(name);
    this.registered.delete(name);
  }

  private clear(): void {
    this.painted.clear();
    for (const name of this.registered.keys()) CSS.highlights.delete(name);
    this.registered.clear();
  }
}
