/** The pointer in the article: clicks, drags over words, double clicks, and drags at the edges of a selection. */
import type { ArticleSurface } from "../dom/article-surface";
import type { Span } from "../engine/types";
import { union } from "../model/spans";

/** How far a pointer may move in a click, in CSS pixels. */
const SLACK = 4;

/** The longest time between the clicks of a double click, in milliseconds: what desktops have by default. */
const DOUBLE_CLICK = 500;

/** What the article does when the pointer says so. */
export interface PointerPort {
  /** Widens a span of characters to what is selected: whole tokens, or graphemes when `exact`. */
  snap(span: Span, exact: boolean): Span;
  /** The selected span; the edges that can be dragged are its edges. */
  selection(): Span | null;
  onPoint(at: Span): void;
  onDrag(anchor: Span, head: Span, finished: boolean): void;
  /** An edge is being dragged, or was let go. */
  onResize(span: Span, finished: boolean): void;
}

interface Drag {
  kind: "words" | "start" | "end";
  /** Where the pointer went down. */
  x: number;
  y: number;
  anchor: Span;
  moved: boolean;
}

export class ArticlePointer {
  private readonly surface: ArticleSurface;
  private readonly port: PointerPort;
  private drag: Drag | null = null;
  /** The last click that no second one has made a double click yet. */
  private last: { x: number; y: number; time: number; at: Span } | null = null;

  constructor(surface: ArticleSurface, port: PointerPort) {
    this.surface = surface;
    this.port = port;
  }

  /** The pointer went down on the text or on a handle. */
  down(event: PointerEvent): void {
    if (event.button !== 0 || !(event.target instanceof HTMLElement)) return;
    const edge = event.target.dataset.edge as "start" | "end" | undefined;
    // A finger that moves scrolls; only the handles of a selection are dragged by touch.
    if (!edge && event.pointerType === "touch") return;
    const at = edge ? this.port.selection() : this.surface.characterAt(event.clientX, event.clientY);
    if (!at) return;
    this.drag = { kind: edge ?? "words", x: event.clientX, y: event.clientY, anchor: at, moved: false };
    if (edge) {
      this.last = null;
      event.preventDefault();
    }
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
  }

  /** The pointer moved. */
  move(event: PointerEvent): void {
    const { drag } = this;
    if (!drag || (!drag.moved && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < SLACK)) return;
    const at = this.surface.characterAt(event.clientX, event.clientY);
    if (!at) return;
    drag.moved = true;
    this.last = null;
    this.follow(drag, at, event.altKey, false);
  }

  /** The pointer was let go. */
  up(event: PointerEvent): void {
    const { drag } = this;
    this.drag = null;
    if (!drag?.moved) return;
    const at = this.surface.characterAt(event.clientX, event.clientY);
    this.follow(drag, at ?? drag.anchor, event.altKey, true);
  }

  /** The pointer was lost, to scrolling for example, or a click was for something else. */
  cancel(): void {
    this.drag = null;
    this.last = null;
  }

  /** A click that was no drag; the second click of a double click selects the word itself. */
  click(event: MouseEvent, dragged: boolean): void {
    const at = this.surface.characterAt(event.clientX, event.clientY);
    if (dragged || !at) return;
    if (this.isSecond(event, at)) {
      this.last = null;
      const word = this.port.snap(at, false);
      this.port.onDrag(word, word, true);
    } else {
      this.last = { x: event.clientX, y: event.clientY, time: event.timeStamp, at };
      this.port.onPoint(at);
    }
  }

  /** Whether a click is the second of a double click. Firefox counts anew where the first one has changed the page under the pointer. */
  private isSecond(event: MouseEvent, at: Span): boolean {
    const { last } = this;
    if (event.detail > 1) return true;
    if (!last || event.timeStamp - last.time > DOUBLE_CLICK || at.start !== last.at.start) return false;
    return Math.hypot(event.clientX - last.x, event.clientY - last.y) < SLACK;
  }

  /** Whether the press under way has become a drag. */
  get dragging(): boolean {
    return this.drag?.moved ?? false;
  }

  private follow({ kind, anchor }: Drag, at: Span, exact: boolean, finished: boolean): void {
    if (kind === "words") this.port.onDrag(this.port.snap(anchor, exact), this.port.snap(at, exact), finished);
    else this.port.onResize(this.resized(kind, at, exact), finished);
  }

  private resized(edge: "start" | "end", at: Span, exact: boolean): Span {
    const span = this.port.selection() ?? at;
    const snapped = this.port.snap(at, exact);
    const kept = edge === "start" ? { start: span.end - 1, end: span.end } : { start: span.start, end: span.start + 1 };
    return union(kept, snapped);
  }
}
