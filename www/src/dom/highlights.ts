/** Paints spans with the CSS Custom Highlight API: the text's nodes and its layout stay untouched. */
import type { Span } from "../engine/types";
import { groupBy } from "../model/group";
import type { ArticleSurface } from "./article-surface";

/** A span to paint under a highlight's name. */
export interface Mark {
  name: string;
  span: Span;
  /** Higher ones are painted over lower ones. */
  priority: number;
}

export class HighlightPainter {
  private readonly registered = new Map<string, Highlight>();

  /** Replaces everything that is painted. Only marks in view should be given. */
  paint(surface: ArticleSurface, marks: readonly Mark[]): void {
    const fresh = groupBy(marks, (mark) => mark.name);
    for (const [name, highlight] of this.registered) {
      highlight.clear();
      if (fresh.has(name)) continue;
      CSS.highlights.delete(name);
      this.registered.delete(name);
    }
    for (const [name, group] of fresh) this.register(name, surface, group);
  }

  private register(name: string, surface: ArticleSurface, marks: readonly Mark[]): void {
    const highlight = this.registered.get(name) ?? new Highlight();
    for (const mark of marks) for (const range of surface.ranges(mark.span)) highlight.add(range);
    highlight.priority = marks[0]?.priority ?? 0;
    if (this.registered.has(name)) return;
    this.registered.set(name, highlight);
    CSS.highlights.set(name, highlight);
  }
}
