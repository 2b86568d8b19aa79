/** `<hashiya-annotator>`: the page of Hashiya as an element of another page, in a frame of the same origin. */
import * as Comlink from "comlink";
import { type AnnotatorCalls, CONNECT, LISTENING } from "./protocol";

/** The event after every change of an article, and when one is opened or closed. */
const CHANGE = "hashiya-change";

/** The page in the frame. A remote of Comlink answers to every name, `then` too, so that no promise may hold it bare. */
interface Page {
  calls: Comlink.Remote<AnnotatorCalls>;
}

export class HashiyaAnnotator extends HTMLElement implements Omit<AnnotatorCalls, "onChange"> {
  private readonly frame = document.createElement("iframe");
  private connect: (page: Page) => void = () => undefined;
  private page = this.fresh();

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(":host { display: block; block-size: 640px } iframe { inline-size: 100%; block-size: 100%; border: 0 }");
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.append(this.frame);
  }

  connectedCallback(): void {
    const address = new URL(this.getAttribute("src") ?? new URL("./page/index.html", import.meta.url).href, document.baseURI);
    for (const name of ["project", "language"] as const) {
      const value = this.getAttribute(name);
      if (value !== null) address.searchParams.set(name, value);
    }
    window.addEventListener("message", this.onMessage);
    this.frame.title = this.getAttribute("aria-label") ?? "Hashiya";
    this.frame.src = address.href;
  }

  disconnectedCallback(): void {
    window.removeEventListener("message", this.onMessage);
    this.page = this.fresh();
  }

  async openText(text: string): Promise<boolean> {
    const { calls } = await this.page;
    return calls.openText(text);
  }

  async openFile(name: string, content: Uint8Array): Promise<boolean> {
    const { calls } = await this.page;
    return calls.openFile(name, content);
  }

  async export(): Promise<string> {
    const { calls } = await this.page;
    return calls.export();
  }

  async closeAll(): Promise<void> {
    const { calls } = await this.page;
    return calls.closeAll();
  }

  /** The calls wait for the page, from its frame's next loading on. */
  private fresh(): Promise<Page> {
    return new Promise((resolve) => {
      this.connect = resolve;
    });
  }

  private readonly onMessage = ({ source, origin, data }: MessageEvent): void => {
    if (source !== this.frame.contentWindow || origin !== location.origin || data !== LISTENING) return;
    const { port1, port2 } = new MessageChannel();
    const calls = Comlink.wrap<AnnotatorCalls>(port1);
    this.frame.contentWindow?.postMessage(CONNECT, location.origin, [port2]);
    void calls.onChange(Comlink.proxy(() => this.dispatchEvent(new CustomEvent(CHANGE, { bubbles: true }))));
    const page = { calls };
    this.connect(page);
    // The frame may have been loaded anew: the page that was there before answers no more.
    this.page = Promise.resolve(page);
  };
}

customElements.define("hashiya-annotator", HashiyaAnnotator);
