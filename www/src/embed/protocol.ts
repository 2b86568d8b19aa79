/** What a page that embeds Hashiya and the embedded page say to each other. Both must be of the same origin. */

/** The embedded page listens now. */
export const LISTENING = "hashiya:listening";

/** The other page sends this, with the port on which it asks. */
export const CONNECT = "hashiya:connect";

/** What the other page may ask for. */
export interface AnnotatorCalls {
  /** Reads a text as a new article. Gives whether it opened. */
  openText(text: string): Promise<boolean>;
  /** Opens a file in any format that the page reads. Gives whether it opened: labels that are not known are asked about first. */
  openFile(name: string, content: Uint8Array): Promise<boolean>;
  /** All open articles with their marks in the native format; offsets in code points. */
  export(): Promise<string>;
  /** Closes all articles, and deletes them from the browser. */
  closeAll(): Promise<void>;
  /** Calls `listener` after every change of an article, and when one is opened or closed. */
  onChange(listener: () => void): Promise<void>;
}
