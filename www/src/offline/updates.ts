/** The page's side of the service worker: whether the page works without a network, and whether a newer version of it waits. */
import { isSingleFile } from "../dom/embedded";
import { isEmbedded } from "../embed/host";
import { scriptAddress } from "../dom/trusted";
import type { Store } from "../store/store";

/** How often a page that stays open looks for a newer version, in milliseconds. */
const EVERY = 60 * 60 * 1000;

export class Updates {
  private readonly store: Store;
  private registration: ServiceWorkerRegistration | null = null;

  constructor(store: Store) {
    this.store = store;
  }

  /** Has the site's files kept, where the browser can do that and the page is one of a site of its own. */
  async start(): Promise<void> {
    const { serviceWorker } = navigator;
    // The single file has everything in it.
    if (isSingleFile()) return this.store.update({ offline: true });
    if (!serviceWorker || isEmbedded) return;
    let isControlled = serviceWorker.controller !== null;
    this.store.update({ offline: isControlled });
    serviceWorker.addEventListener("controllerchange", () => {
      // The first one makes the page independent of the network; a later one was asked for in another tab.
      this.store.update(isControlled ? { newVersion: true } : { offline: true });
      isControlled = true;
    });
    this.registration = await serviceWorker.register(scriptAddress("./service-worker.js"), { updateViaCache: "none" }).catch(() => null);
    if (!this.registration) return;
    this.watch(this.registration);
    setInterval(() => this.look(), EVERY);
    document.addEventListener("visibilitychange", () => this.look());
  }

  /** Loads the newer version in place of this one, when everything is saved. */
  take(): void {
    const waiting = this.registration?.waiting;
    if (!waiting) return this.reload();
    navigator.serviceWorker.addEventListener("controllerchange", () => this.reload(), { once: true });
    waiting.postMessage("take-over");
  }

  private reload(): void {
    if (this.store.state.save !== "saving") return location.reload();
    const stop = this.store.subscribe(({ save }) => {
      if (save === "saving") return;
      stop();
      // Where that failed, the page stays with what is not saved.
      if (save === "saved") location.reload();
    });
  }

  private watch(registration: ServiceWorkerRegistration): void {
    const offer = () => {
      if (registration.waiting && registration.active) this.store.update({ newVersion: true });
    };
    const follow = () => registration.installing?.addEventListener("statechange", offer);
    offer();
    // One may be on its way already.
    follow();
    registration.addEventListener("updatefound", follow);
  }

  private look(): void {
    // Without a network there is nothing to look for.
    if (document.visibilityState === "visible") this.registration?.update().catch(() => undefined);
  }
}
