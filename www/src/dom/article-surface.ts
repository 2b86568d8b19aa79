/**
 * The article on screen: document offsets to rectangles and points to offsets.
 *
 * Offsets are UTF-16 in the whole document; rectangles are CSS pixels relative to the sheet,
 * the element that holds all blocks and scrolls.
 */
import type { Span } from "../engine/types";
import { BLOCKS_IN_CHUNK, type Block, blockIndexAt } from "../model/blocks";
import { overlaps, partitionPoint } from "../model/spans";

/** One rectangle of marked text on one line, relative to the sheet. */
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** What commands need to know of the lines on screen. */
export interface Lines {
  /** An offset on the line above (-1) or below (1) that of `span`; `null` at the end of the article. */
  beside(span: Span, by: 1 | -1): number | null;
  /** Offsets at the start and the end of the line of `span`, in logical order. */
  lineOf(span: Span): Span;
  /** The direction of the paragraph at an offset. */
  directionAt(offset: number): "rtl" | "ltr";
  /** Scrolls the span into view. */
  reveal(span: Span): void;
  /** Gives the article the keyboard focus. */
  focus(): void;
}

export class ArticleSurface implements Lines {
  private readonly scroller: HTMLElement;
  private readonly sheet: HTMLElement;
  private blocks: readonly Block[] = [];
  private elements: readonly HTMLElement[] = [];
  private near: ReadonlySet<HTMLElement> = new Set();

  constructor(scroller: HTMLElement, sheet: HTMLElement) {
    this.scroller = scroller;
    this.sheet = sheet;
  }

  /** Tells the surface which blocks the sheet shows, in chunks of `BLOCKS_IN_CHUNK`. */
  show(blocks: readonly Block[]): void {
    if (blocks === this.blocks) return;
    this.blocks = blocks;
    this.elements = [...this.sheet.querySelectorAll<HTMLElement>(".block")];
    this.near = new Set();
  }

  /** The blocks that the sheet shows; their identity tells whether ranges of earlier still hold. */
  get shown(): readonly Block[] {
    return this.blocks;
  }

  /** Whether this is the surface of that sheet. */
  isOn(sheet: HTMLElement): boolean {
    return this.sheet === sheet;
  }

  /** The width of the sheet in CSS pixels. */
  get width(): number {
    return this.sheet.clientWidth;
  }

  /** Tells the style sheets which blocks lie in `window`: only for those a browser reckons the styles of highlights. */
  markNear(window: Span | null): void {
    const first = window ? Math.max(0, blockIndexAt(this.blocks, window.start)) : 0;
    const last = window ? blockIndexAt(this.blocks, window.end - 1) : -1;
    const near = new Set<HTMLElement>();
    for (let index = first; index <= last; index += 1) near.add(this.element(index));
    for (const element of this.near) if (!near.has(element)) element.classList.remove("near");
    for (const element of near) if (!this.near.has(element)) element.classList.add("near");
    this.near = near;
  }

  /** The left and right edge of the text on the sheet. */
  get textEdges(): { left: number; right: number } {
    const origin = this.sheet.getBoundingClientRect();
    const block = this.sheet.firstElementChild?.getBoundingClientRect() ?? origin;
    return { left: block.left - origin.left, right: block.right - origin.left };
  }

  /** The span of text in the viewport or within so many CSS pixels of it; `null` without text. */
  visible(margin: number): Span | null {
    const view = this.scroller.getBoundingClientRect();
    const first = this.leading((rect) => rect.bottom < view.top - margin);
    const last = this.leading((rect) => rect.top <= view.bottom + margin) - 1;
    const [from, to] = [this.blocks[first], this.blocks[last]];
    return from && to && first <= last ? { start: from.span.start, end: to.span.end } : null;
  }

  /** The number of leading blocks for which `before` holds. Chunks are asked first: a block in one far away has no place yet. */
  private leading(before: (rect: DOMRect) => boolean): number {
    const holds = (element: Element) => before(element.getBoundingClientRect());
    const chunks = [...this.sheet.children];
    // The last chunk that begins before may end behind, so its blocks and those of the next one are looked at.
    const chunk = Math.max(0, partitionPoint(chunks, holds) - 1);
    const blocks = [...(chunks[chunk]?.children ?? []), ...(chunks[chunk + 1]?.children ?? [])];
    return chunk * BLOCKS_IN_CHUNK + partitionPoint(blocks, holds);
  }

  /** The parts of a span as DOM ranges, one a block. Text between blocks has none. */
  ranges(span: Span): StaticRange[] {
    return this.pieces(span).map(({ node, start, end }) => new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end }));
  }

  /** The rectangles of a span in reading order, one a line (more where directions mix). */
  boxes(span: Span): Box[] {
    const origin = this.sheet.getBoundingClientRect();
    return this.pieces(span)
      .flatMap(({ node, start, end }) => {
        const range = document.createRange();
        range.setStart(node, start);
        range.setEnd(node, end);
        return [...range.getClientRects()];
      })
      .filter((rect) => rect.width > 0)
      .map((rect) => ({ left: rect.left - origin.left, right: rect.right - origin.left, top: rect.top - origin.top, bottom: rect.bottom - origin.top }));
  }

  /** The rectangle around a span in the viewport, for things that float beside it. */
  clientRect(span: Span): DOMRect {
    const origin = this.sheet.getBoundingClientRect();
    const boxes = this.boxes(span);
    if (boxes.length === 0) return new DOMRect(origin.x, origin.y, 0, 0);
    const left = Math.min(...boxes.map((box) => box.left));
    const top = Math.min(...boxes.map((box) => box.top));
    const right = Math.max(...boxes.map((box) => box.right));
    const bottom = Math.max(...boxes.map((box) => box.bottom));
    return new DOMRect(origin.x + left, origin.y + top, right - left, bottom - top);
  }

  /** The character at a point of the viewport, as a span of one code unit; `null` outside the text. */
  characterAt(x: number, y: number): Span | null {
    const caret = document.caretPositionFromPoint(x, y);
    const block = caret && this.blockOf(caret.offsetNode);
    if (!caret || !block) return null;
    const offset = block.span.start + caret.offset;
    const around = [offset - 1, offset].filter((start) => block.span.start <= start && start < block.span.end);
    const hit = around.find((start) => this.holds({ start, end: start + 1 }, x));
    const start = hit ?? around.at(-1);
    return start === undefined ? null : { start, end: start + 1 };
  }

  beside(span: Span, by: 1 | -1): number | null {
    this.reveal(span);
    const box = this.clientRect(span);
    const x = box.x + box.width / 2;
    const step = box.height / 3;
    for (let distance = step; distance < box.height * 6; distance += step) {
      const y = by > 0 ? box.bottom + distance : box.top - distance;
      const character = this.characterAt(x, y);
      // Between two lines a browser answers with the nearer one, which may still be the line of the span.
      if (character && this.onOtherLine(span, character, by)) return character.start;
    }
    return null;
  }

  lineOf(span: Span): Span {
    const block = this.blocks[blockIndexAt(this.blocks, span.start)];
    const [box] = this.boxes(span);
    if (!block || !box) return span;
    const sheet = this.sheet.getBoundingClientRect();
    const y = sheet.top + (box.top + box.bottom) / 2;
    const element = this.element(blockIndexAt(this.blocks, span.start)).getBoundingClientRect();
    const ends = [element.left + 1, element.right - 1].map((x) => this.characterAt(x, y)?.start ?? span.start);
    return { start: Math.min(...ends, span.start), end: Math.max(...ends, span.end - 1) + 1 };
  }

  directionAt(offset: number): "rtl" | "ltr" {
    return this.blocks[blockIndexAt(this.blocks, offset)]?.direction ?? "rtl";
  }

  reveal(span: Span): void {
    const index = blockIndexAt(this.blocks, span.start);
    if (index < 0) return;
    // A block far away has no true height yet: bring it into view first, then its text.
    if (!this.isNear(index)) this.element(index).scrollIntoView({ block: "center" });
    const view = this.scroller.getBoundingClientRect();
    const rect = this.clientRect({ start: span.start, end: Math.min(span.end, span.start + 200) });
    const room = Math.min(view.height / 3, rect.height * 2.5);
    if (rect.top < view.top + room) this.scroller.scrollTop -= view.top + room - rect.top;
    else if (rect.bottom > view.bottom - room) this.scroller.scrollTop += rect.bottom - (view.bottom - room);
  }

  focus(): void {
    this.sheet.focus({ preventScroll: true });
  }

  private isNear(index: number): boolean {
    const view = this.scroller.getBoundingClientRect();
    const rect = this.element(index).getBoundingClientRect();
    return rect.bottom > view.top - MARGIN && rect.top < view.bottom + MARGIN;
  }

  private onOtherLine(from: Span, to: Span, by: 1 | -1): boolean {
    const [a, b] = [this.boxes(from)[0], this.boxes(to)[0]];
    if (!a || !b) return false;
    const moved = (b.top + b.bottom - a.top - a.bottom) / 2;
    return moved * by > (a.bottom - a.top) / 2;
  }

  private holds(span: Span, x: number): boolean {
    const left = this.sheet.getBoundingClientRect().left;
    return this.boxes(span).some((box) => left + box.left <= x && x <= left + box.right);
  }

  private pieces(span: Span): { node: Text; start: number; end: number }[] {
    const pieces: { node: Text; start: number; end: number }[] = [];
    for (let index = Math.max(0, blockIndexAt(this.blocks, span.start)); index < this.blocks.length; index += 1) {
      const block = this.blocks[index] as Block;
      if (block.span.start >= span.end) break;
      const node = this.element(index).firstChild;
      if (!(node instanceof Text) || !overlaps(block.span, span)) continue;
      const start = Math.max(span.start, block.span.start) - block.span.start;
      pieces.push({ node, start, end: Math.min(span.end, block.span.end) - block.span.start });
    }
    return pieces;
  }

  private blockOf(node: Node): Block | undefined {
    const parent = node.parentElement;
    if (!parent || !this.sheet.contains(parent) || parent.dataset.block === undefined) return undefined;
    return this.blocks[Number(parent.dataset.block)];
  }

  private element(index: number): HTMLElement {
    return this.elements[index] as HTMLElement;
  }
}

/** How far outside the viewport a block may be and still have its true place, in CSS pixels. */
const MARGIN = 300;
