/**
 * The page of Hashiya as an element, in a frame of the same origin. Attributes: `src`, the address of the package's
 * `page/index.html`; `project`, a name under which the browser keeps the work apart; `language`, `ar` or `en`.
 *
 * It dispatches `hashiya-change` after every change of an article, and when one is opened or closed.
 */
export class HashiyaAnnotator extends HTMLElement {
  /** Reads a text as a new article. Gives whether it opened. */
  openText(text: string): Promise<boolean>;
  /** Opens a file in any format that the page reads. Gives whether it opened: labels that are not known are asked about first. */
  openFile(name: string, content: Uint8Array): Promise<boolean>;
  /** All open articles with their marks in the native format; offsets in code points. */
  export(): Promise<string>;
  /** Closes all articles, and deletes them from the browser. */
  closeAll(): Promise<void>;
}

declare global {
  interface HTMLElementTagNameMap {
    "hashiya-annotator": HashiyaAnnotator;
  }
  interface HTMLElementEventMap {
    "hashiya-change": CustomEvent<null>;
  }
}
