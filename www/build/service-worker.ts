/** Writes the service worker of the built site, with the list of all its files. */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Plugin, transformWithOxc } from "vite";

/** What is no part of the page: what hosts read, the worker itself, and the edition that is a single file. */
const NO_PART = ["_headers", "hashiya.html", "service-worker.js"];

/** Writes `service-worker.js` when everything else is written. */
export function serviceWorker(source: string): Plugin {
  return {
    name: "hashiya:service-worker",
    apply: "build",
    async writeBundle({ dir }) {
      if (!dir) throw new Error("the site is built into a folder");
      const files = filesOf(dir);
      const version = sha256(JSON.stringify(files));
      const { code } = await transformWithOxc(readFileSync(source, "utf8"), source);
      const head = `const VERSION = ${JSON.stringify(version)};\nconst FILES = ${JSON.stringify(files)};\n`;
      writeFileSync(join(dir, "service-worker.js"), head + code.replace(/^export \{\};?$/m, ""));
    },
  };
}

/** All files of the site with their hashes; the page is known by the address of its folder. */
function filesOf(dir: string): [address: string, integrity: string][] {
  const names = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1).replaceAll("\\", "/"))
    .filter((name) => !NO_PART.includes(name))
    .sort();
  return names.map((name) => [name === "index.html" ? "./" : name, sha256(readFileSync(join(dir, name)))]);
}

function sha256(content: string | Buffer): string {
  return `sha256-${createHash("sha256").update(content).digest("base64")}`;
}
