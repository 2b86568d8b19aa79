/** The article: plain text, one text node a block, with everything else drawn over it. */
import { html, type PropertyValues, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { ArticleSurface, type Lines } from "../dom/article-surface";
import { HighlightPainter } from "../dom/highlights";
import { LabelStyles } from "../dom/label-styles";
import { NextTask } from "../dom/next-task";
import { forgetWidths } from "../dom/text-width";
import type { DocumentView, Span } from "../engine/types";
import type { Target } from "../model/annotations";
import { type Block, blocksOf, chunksOf } from "../model/blocks";
import { contains } from "../model/spans";
import { snapToGraphemes, snapToTokens } from "../model/tokens";
import { SAMPLE_SOURCE } from "../store/session";
import { selectedSpan } from "../store/state";
import { type Drawing, EMPTY_DRAWING, draw } from "./article-drawing";
import { overlay } from "./article-overlay";
import { ArticlePointer, type PointerPort } from "./article-pointer";
import { icon } from "./icons";
import { View } from "./view";

export class ArticleView extends View implements PointerPort {
  static override properties = { ...View.properties, drawing: { state: true } };

  protected override readonly uses = ["view", "schema", "strings", "settings", "cursor", "selected", "relation", "arguing", "pointing", "phase"] as const;

  private drawing: Drawing = EMPTY_DRAWING;
  private readonly painter = new HighlightPainter();
  private readonly styles = new LabelStyles();
  private surface: ArticleSurface | null = null;
  private pointer: ArticlePointer | null = null;
  private blocks: readonly Block[] = [];
  private blocksOfText: string | null = null;
  private painted: Span | null = null;
  private shownId: string | undefined;
  private preview: Span | null = null;
  private frame = 0;
  private readonly drawn = new NextTask(() => this.paint());
  private dragged = false;
  private readonly resizes = new ResizeObserver(() => this.drawn.ask());

  /** The lines on screen, for commands; an article must have been printed. */
  get lines(): Lines | null {
    return this.surface;
  }

  /** The rectangle of a span in the viewport. */
  locate(span: Span): DOMRect {
    return this.surface?.clientRect(span) ?? new DOMRect();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.fonts.addEventListener("loadingdone", this.onFonts);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.fonts.removeEventListener("loadingdone", this.onFonts);
    this.resizes.disconnect();
  }

  override render() {
    const { view } = this.state;
    if (!view) return this.state.phase === "ready" ? this.empty() : nothing;
    return html`
      <div class="article-pane" @scroll=${this.onScroll}>
        ${this.sampleNote(view)}
        <div
          class="page"
          @pointerdown=${(event: PointerEvent) => this.pointer?.down(event)}
          @pointermove=${(event: PointerEvent) => this.pointer?.move(event)}
          @pointerup=${this.onUp}
          @pointercancel=${() => this.pointer?.cancel()}
          @click=${this.onClick}
        >
          ${this.sheet(view)} ${overlay(this.drawing, this.preview !== null || this.state.selected === null)}
        </div>
      </div>
    `;
  }

  protected override willUpdate(): void {
    const { view } = this.state;
    if (!view || view.text === this.blocksOfText) return;
    this.blocksOfText = view.text;
    this.blocks = blocksOf(view.text, view.paragraphs);
  }

  protected override updated(changed: PropertyValues): void {
    const { schema } = this.state;
    if (schema) this.styles.show(schema);
    this.connectSurface();
    this.surface?.show(this.blocks);
    if (changed.has("state")) this.drawn.ask();
    this.startAtTop();
  }

  snap(span: Span, exact: boolean): Span {
    const { view } = this.state;
    if (!view) return span;
    return exact ? snapToGraphemes(view.text, span) : (snapToTokens(view.tokens, span) ?? span);
  }

  selection(): Span | null {
    return selectedSpan(this.state);
  }

  onPoint(at: Span): void {
    this.want({ type: "point", at });
  }

  onDrag(anchor: Span, head: Span, finished: boolean): void {
    this.want({ type: "drag", anchor, head, finished });
  }

  onResize(span: Span, finished: boolean): void {
    this.preview = finished ? null : span;
    const { selected } = this.state;
    if (!finished) this.drawn.ask();
    else if (selected) this.want({ type: "resize", target: selected, span });
    else this.want({ type: "drag", anchor: span, head: span, finished });
  }

  private sheet(view: DocumentView) {
    const { strings } = this.state;
    return html`
      <div class="sheet" id="article" tabindex="0" role="textbox" aria-readonly="true" aria-multiline="true"
        aria-label=${strings.article.name} aria-describedby="article-help" data-keys="article" lang=${view.meta.language ?? "ar"} dir="rtl"
        @copy=${this.onCopy}
      >${guard([this.blocks], () => chunksOf(this.blocks).map((chunk) => chunkOf(view.text, chunk)))}</div>
      <p id="article-help" hidden>${strings.article.help}</p>
    `;
  }

  private sampleNote(view: DocumentView) {
    if (view.meta.source !== SAMPLE_SOURCE) return nothing;
    const { article } = this.state.strings;
    return html`<p class="sample-note"><strong>${article.sample}</strong> ${article.sampleHelp}</p>`;
  }

  private empty() {
    const { strings } = this.state;
    return html`
      <div class="article-empty">
        <h2>${strings.article.empty}</h2>
        <p>${strings.article.emptyHelp}</p>
        <button class="primary" @click=${() => this.want({ type: "run", id: "document.open" })}>${icon("open")}${strings.commands["document.open"]}</button>
      </div>
    `;
  }

  /** Another article begins at its beginning. */
  private startAtTop(): void {
    const id = this.state.view?.id;
    if (id === this.shownId) return;
    this.shownId = id;
    this.querySelector(".article-pane")?.scrollTo(0, 0);
  }

  private connectSurface(): void {
    const scroller = this.querySelector<HTMLElement>(".article-pane");
    const sheet = this.querySelector<HTMLElement>(".sheet");
    if (!scroller || !sheet) {
      this.surface = null;
      return;
    }
    if (this.surface?.isOn(sheet)) return;
    this.surface = new ArticleSurface(scroller, sheet);
    this.pointer = new ArticlePointer(this.surface, this);
    this.resizes.disconnect();
    this.resizes.observe(sheet);
    this.resizes.observe(scroller);
  }

  private readonly onScroll = (): void => {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      // What is drawn scrolls with the text: after scrolling, only text that comes into view asks for more.
      const window = this.surface?.visible(LEAST_MARGIN) ?? null;
      if (!window || !this.painted || !contains(this.painted, window)) this.paint();
    });
  };

  private paint(): void {
    const { surface } = this;
    const window = surface?.visible(MARGIN);
    this.painted = window ?? null;
    surface?.markNear(window ?? null);
    if (!surface || !window) {
      if (surface) this.painter.paint(surface, []);
      this.drawing = EMPTY_DRAWING;
      return;
    }
    const { preview } = this;
    const state = preview ? { ...this.state, cursor: { anchor: preview, head: preview } } : this.state;
    this.drawing = draw(state, surface, window, surface.width);
    this.styles.need(this.drawing.marks.map((mark) => mark.name));
    this.painter.paint(surface, this.drawing.marks);
  }

  private readonly onFonts = (): void => {
    forgetWidths();
    this.drawn.ask();
  };

  private readonly onUp = (event: PointerEvent): void => {
    this.dragged = this.pointer?.dragging ?? false;
    this.pointer?.up(event);
  };

  private readonly onClick = (event: MouseEvent): void => {
    const tag = (event.target as HTMLElement).closest<HTMLElement>("[data-tag]");
    const dragged = this.dragged;
    this.dragged = false;
    const target = tag && this.drawing.tags[Number(tag.dataset.tag)]?.item.target;
    if (target) {
      this.pointer?.cancel();
      this.onTag(target);
    } else this.pointer?.click(event, dragged);
    this.surface?.focus();
  };

  /** A click on a tag counts as one on the words that it names. */
  private onTag(target: Target): void {
    if (this.state.arguing?.role && target.kind === "entity") this.want({ type: "fill", filler: { entity: target.id } });
    else {
      this.want({ type: "select", target });
      this.want({ type: "present", changes: { pointing: true } });
    }
  }

  private readonly onCopy = (event: ClipboardEvent): void => {
    const span = selectedSpan(this.state);
    if (!span || !this.state.view) return;
    event.preventDefault();
    event.clipboardData?.setData("text/plain", this.state.view.text.slice(span.start, span.end));
  };
}

/** A line of the article on a wide screen: about so many letters, and so many CSS pixels high. */
const LETTERS_IN_LINE = 80;
const LINE_HEIGHT = 57;

/** How far outside the viewport marks are painted, and how far at least, in CSS pixels: in between, scrolling paints nothing. */
const MARGIN = 900;
const LEAST_MARGIN = 250;

/** The height that a browser reckons with until it lays a block out. */
function heightOf({ span }: Block): number {
  return Math.ceil((span.end - span.start) / LETTERS_IN_LINE) * LINE_HEIGHT;
}

function chunkOf(text: string, { first, blocks }: { first: number; blocks: readonly Block[] }) {
  const height = blocks.reduce((sum, block) => sum + heightOf(block), 0);
  return html`<div class="chunk" .style=${`contain-intrinsic-block-size:auto ${height}px`}>${blocks.map((block, index) => paragraph(text, block, first + index))}</div>`;
}

function paragraph(text: string, block: Block, index: number) {
  const { span, kind, direction, last } = block;
  // Set as a property, the text is one node with no template marker beside it.
  return html`<p class="block ${kind} ${last ? "last" : ""}" data-block=${index} dir=${direction}
    .style=${`contain-intrinsic-block-size:auto ${heightOf(block)}px`} .textContent=${text.slice(span.start, span.end)}></p>`;
}

customElements.define("article-view", ArticleView);
