/** The base of views that float beside words of the article and stay inside the window. */
import { type Placement, computePosition, flip, offset, shift } from "@floating-ui/dom";
import type { Span } from "../engine/types";
import { View } from "./view";

export abstract class FloatingView extends View {
  static override properties = { ...View.properties, locate: { attribute: false } };

  /** Gives the rectangle of a span in the viewport. */
  locate: (span: Span) => DOMRect = () => new DOMRect();

  /** The words to float beside; `null` while there is nothing to show. */
  protected abstract anchor(): Span | null;

  protected readonly placement: Placement = "bottom";

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("scroll", this.float, { capture: true, passive: true });
    window.addEventListener("resize", this.float);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("scroll", this.float, { capture: true });
    window.removeEventListener("resize", this.float);
  }

  protected override updated(): void {
    this.float();
  }

  private readonly float = async (): Promise<void> => {
    const span = this.anchor();
    const element = this.querySelector<HTMLElement>("[data-floating]");
    if (!span || !element) return;
    const { x, y } = await computePosition({ getBoundingClientRect: () => this.locate(span) }, element, {
      strategy: "fixed",
      placement: this.placement,
      middleware: [offset(10), flip({ padding: 8 }), shift({ padding: 8, crossAxis: true })],
    });
    Object.assign(element.style, { left: `${x}px`, top: `${y}px` });
  };
}
