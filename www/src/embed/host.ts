/** The embedded page's side: it answers the page that has it in a frame, if both are of the same origin. */
import * as Comlink from "comlink";
import type { Session } from "../store/session";
import type { Settings, State } from "../store/state";
import type { Store } from "../store/store";
import { type AnnotatorCalls, CONNECT, LISTENING } from "./protocol";

/** Whether another page has this one in a frame. */
export const isEmbedded = window.parent !== window;

/** What the other page chose: the language of the interface. */
export function chosenByHost(): Partial<Pick<Settings, "language">> {
  const language = isEmbedded ? new URLSearchParams(location.search).get("language") : null;
  return language === "ar" || language === "en" ? { language } : {};
}

/** Answers the other page from now on. */
export function answerHost(store: Store, session: Session): void {
  if (!isEmbedded) return;
  window.addEventListener("message", ({ source, origin, data, ports: [port] }) => {
    if (source === window.parent && origin === location.origin && data === CONNECT && port) Comlink.expose(new HostCalls(store, session), port);
  });
  window.parent.postMessage(LISTENING, location.origin);
}

class HostCalls implements AnnotatorCalls {
  private readonly store: Store;
  private readonly session: Session;

  constructor(store: Store, session: Session) {
    this.store = store;
    this.session = session;
  }

  openText(text: string): Promise<boolean> {
    return this.session.openText(text);
  }

  openFile(name: string, bytes: Uint8Array): Promise<boolean> {
    return this.session.openFiles([{ name, bytes }]);
  }

  async export(): Promise<string> {
    // The stored articles are all there when the start is over.
    await this.session.started;
    const exported = await this.session.exports.native(this.ids(), "json");
    if (exported === undefined) throw new Error("the export failed; the page says why");
    return exported;
  }

  async closeAll(): Promise<void> {
    await this.session.started;
    for (const id of this.ids()) await this.session.close(id);
  }

  async onChange(listener: () => void): Promise<void> {
    let before: State = this.store.state;
    this.store.subscribe((state) => {
      const isOther = state.documents !== before.documents || state.view !== before.view;
      before = state;
      if (isOther) listener();
    });
  }

  private ids(): string[] {
    return this.store.state.documents.map(({ id }) => id);
  }
}
