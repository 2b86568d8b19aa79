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

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml",
  ".wasm": "application/wasm", ".woff2": "font/woff2", ".json": "application/json", ".webmanifest": "application/manifest+json",
};

function fileOf(path: string): string | undefined {
  if (!path.startsWith(PREFIX)) return undefined;
  const inside = normalize(path.slice(PREFIX.length)).replace(/^(\.\.[/\\])+/, "");
  if (inside.startsWith("pkg/")) return join(ROOT, "www", inside);
  if (inside.startsWith("bench/")) return join(ROOT, "tests", inside);
  if (inside.startsWith("built/")) return process.env.HASHIYA_BENCH && join(process.env.HASHIYA_BENCH, inside.slice("built/".length));
  return join(ROOT, "dist", inside === "." || inside === "" ? "index.html" : inside);
}

async function answer(request: IncomingMessage, response: ServerResponse, headers: Record<string, string>): Promise<void> {
  const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
  const file = fileOf(path);
  try {
    if (!file) throw new Error("outside the site");
    const body = await readFile(file);
    const isSite = file.startsWith(join(ROOT, "dist"));
    response.writeHead(200, { ...(isSite ? headers : {}), "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(body);
  } catch {
    response.writeHead(404, { "content-type": "text/plain" }).end("not found");
  }
}

/** The headers that the build gives to hosts for every file of the site (`dist/_headers`). */
async function siteHeaders(): Promise<Record<string, string>> {
  const [all = ""] = (await readFile(join(ROOT, "dist", "_headers"), "utf8")).split(/^\/assets/m);
  return Object.fromEntries([...all.matchAll(/^ {2}([\w-]+): (.+)$/gm)].map(([, name, value]) => [name, value]));
}

/** Starts the server; gives the way to stop it. Playwright calls this once before all tests. */
export default async function startServer(): Promise<() => Promise<void>> {
  const headers = await siteHeaders();
  const server = createServer((request, response) => void answer(request, response, headers));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  process.env[SITE] = `http://127.0.0.1:${address.port}${PREFIX}`;
  return () => new Promise((resolve) => server.close(() => resolve()));
}
