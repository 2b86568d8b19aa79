/**
 * A plain static server for the built site, which stands under a sub-path as on any cheap host.
 *
 * `/any/where/` is `dist/`; `/any/where/pkg/` is the engine's package, for the tests of the binding itself;
 * `/any/where/bench/` is the page of the browser bench, and `/any/where/built/` what `cargo xtask bench` built for it.
 */
import { readFile } from "node:fs/promises";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PREFIX = "/any/where/";

/** The environment variable by which the tests learn the site's address; its port is one that is free. */
export const SITE = "HASHIYA_SITE";

/** The environment variable that names Firefox to the tests; without it those in Firefox are skipped. */
export const FIREFOX = "HASHIYA_FIREFOX";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml",
  ".wasm": "application/wasm", ".woff2": "font/woff2", ".json": "application/json", ".webmanifest": "application/manifest+json",
};

function fileOf(path: string, site: string): string | undefined {
  if (!path.startsWith(PREFIX)) return undefined;
  const inside = normalize(path.slice(PREFIX.length)).replace(/^(\.\.[/\\])+/, "");
  if (inside.startsWith("pkg/")) return join(ROOT, "www", inside);
  if (inside.startsWith("bench/")) return join(ROOT, "tests", inside);
  if (inside.startsWith("built/")) return process.env.HASHIYA_BENCH && join(process.env.HASHIYA_BENCH, inside.slice("built/".length));
  return join(site, inside === "." || inside === "" ? "index.html" : inside);
}

async function answer(request: IncomingMessage, response: ServerResponse, site: string): Promise<void> {
  const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
  const file = fileOf(path, site);
  try {
    if (!file) throw new Error("outside the site");
    const body = await readFile(file);
    const headers = file.startsWith(site) ? await siteHeaders(site) : {};
    response.writeHead(200, { ...headers, "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(body);
  } catch {
    response.writeHead(404, { "content-type": "text/plain" }).end("not found");
  }
}

/** The headers that the build gives to hosts for every file of the site (`dist/_headers`). */
async function siteHeaders(site: string): Promise<Record<string, string>> {
  const [all = ""] = (await readFile(join(site, "_headers"), "utf8").catch(() => "")).split(/^\/assets/m);
  return Object.fromEntries([...all.matchAll(/^ {2}([\w-]+): (.+)$/gm)].map(([, name, value]) => [name, value]));
}

/** A site that is being served. */
export interface ServedSite {
  address: string;
  /** Breaks off every connection and takes no other. */
  stop(): Promise<void>;
}

/** Serves a built site at a port that is free. */
export async function serve(site = join(ROOT, "dist")): Promise<ServedSite> {
  const server = createServer((request, response) => void answer(request, response, site));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { address: `http://127.0.0.1:${address.port}${PREFIX}`, stop };
}

/** Starts the server; gives the way to stop it. Playwright calls this once before all tests. */
export default async function startServer(): Promise<() => Promise<void>> {
  const { address, stop } = await serve();
  process.env[SITE] = address;
  return stop;
}
