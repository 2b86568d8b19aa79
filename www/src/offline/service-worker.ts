/**
 * The service worker: it keeps all files of one version of the site, so that the page works without a network.
 *
 * A new version is fetched whole, checked by its hashes, and then waits: it takes over when a reader asks for it, or when no page is
 * open. Pages that are still open find the files of their own version until they are closed. The build puts in `VERSION` and `FILES`.
 */
export type {};

declare const self: ServiceWorkerGlobalScope;

/** Changes whenever a file of the site does. */
declare const VERSION: string;

/** All files of the site: their addresses beside this one and their hashes, as `integrity` takes them. */
declare const FILES: readonly (readonly [address: string, integrity: string])[];

/** Names of caches are those of a whole origin, which may have other sites under other paths. */
const OURS = `hashiya ${self.registration.scope} `;
const CACHE = OURS + VERSION;
const PAGE = new URL("./", self.registration.scope).href;

/** The build names files in this folder by their content: one that an older version kept is the same. */
const NAMED_BY_CONTENT = new URL("./assets/", self.registration.scope).href;

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOlder(1).then(() => self.clients.claim())));
self.addEventListener("message", (event) => {
  if (event.data === "take-over") event.waitUntil(self.skipWaiting());
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { href, origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin || !href.startsWith(PAGE)) return;
  if (request.mode !== "navigate") event.respondWith(kept(request));
  else if ([PAGE, `${PAGE}index.html`].includes(origin + pathname)) {
    event.respondWith(keptPage(request));
    event.waitUntil(forgetOlder(0));
  }
});

/** Fetches what this version has; all of it, or the version is not installed. */
async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE);
  const keep = async ([address, integrity]: (typeof FILES)[number]) => {
    const url = new URL(address, PAGE).href;
    const older = url.startsWith(NAMED_BY_CONTENT) ? await keptAnywhere(url) : undefined;
    const response = older ?? (await fetch(url, { integrity, cache: "no-cache", credentials: "same-origin" }));
    if (!response.ok) throw new Error(`${response.status}: ${url}`);
    await cache.put(url, response);
  };
  await Promise.all(FILES.map(keep));
}

/** Deletes the files of older versions, unless more than `known` pages are open: those may need them still. */
async function forgetOlder(known: number): Promise<void> {
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (open.length > known) return;
  const names = await ourCaches();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
}

async function keptPage(request: Request): Promise<Response> {
  const page = await (await caches.open(CACHE)).match(PAGE);
  return page ?? fetch(request);
}

async function kept(request: Request): Promise<Response> {
  return (await keptAnywhere(request.url)) ?? fetch(request);
}

/** A file as this version has it, else as an older one does. */
async function keptAnywhere(url: string): Promise<Response | undefined> {
  const names = await ourCaches();
  for (const name of [CACHE, ...names.filter((other) => other !== CACHE)]) {
    const response = await (await caches.open(name)).match(url, { ignoreVary: true });
    if (response) return response;
  }
  return undefined;
}

async function ourCaches(): Promise<string[]> {
  return (await caches.keys()).filter((name) => name.startsWith(OURS));
}
