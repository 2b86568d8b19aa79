/** The edition that is a single file: page, style sheet, fonts, script, worker, module, word lists and models in one HTML file. */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";
import { singleFilePolicy, written } from "./policy.ts";

/** What the engine is made of: the names of its files without the hashes that the build gives them. */
const ENGINE = [/^hashiya_bg\b.*\.wasm$/, /^lexicon\b.*\.pack$/, /^entities\b.*\.model$/, /^events\b.*\.model$/];

/** Writes the built page and all that it needs into the file `target`, with the picture `icon` as its icon. */
export function singleFile(target: string, icon: string): Plugin {
  return {
    name: "hashiya:single-file",
    enforce: "post",
    writeBundle(_options, bundle) {
      const files = Object.values(bundle);
      const script = only(files.filter((file) => file.type === "chunk")).code.trim();
      const style = textOf(only(files.filter(({ fileName }) => fileName.endsWith(".css")))).trim();
      const page = textOf(only(files.filter(({ fileName }) => fileName.endsWith(".html"))));
      writeFileSync(target, composed(page, script, style, blocksOf(files), readFileSync(icon)));
    },
  };
}

function composed(page: string, script: string, style: string, blocks: string[], icon: Buffer): string {
  if (/<\/script|<!--/i.test(script) || /<\/style/i.test(style)) throw new Error("the script or the style sheet would end early in a page");
  const policy = written(singleFilePolicy(sha256(script), sha256(style)));
  const head = page
    .replace(/^ *<(script|link)[^>]*>(<\/script>)?\n/gm, "")
    .replace("<head>", `<head>\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`)
    .replace("</head>", () => `  <link rel="icon" type="image/svg+xml" href="data:image/svg+xml;base64,${icon.toString("base64")}" />\n    <style>${style}</style>\n  </head>`);
  return head.replace("</body>", () => `${blocks.join("\n")}\n    <script type="module">${script}</script>\n  </body>`);
}

/** Data blocks: a browser runs nothing of a type that it does not know. */
function blocksOf(files: readonly Output[]): string[] {
  const named = (file: Output) => file.fileName.slice(file.fileName.lastIndexOf("/") + 1);
  const worker = only(files.filter((file) => file.type === "asset" && /^worker\b.*\.js$/.test(named(file))));
  const engine = ENGINE.map((name) => only(files.filter((file) => name.test(named(file)))));
  const block = (name: string, content: Buffer) => `    <script type="application/octet-stream" id="embedded-${name}">${content.toString("base64")}</script>`;
  return [
    block("worker.js", bytesOf(worker)),
    ...engine.map((file) => block(named(file).replace(/-[\w-]+(\.\w+)$/, "$1"), gzipSync(bytesOf(file), { level: 9 }))),
  ];
}

type Output = Rolldown.OutputAsset | Rolldown.OutputChunk;

function only<T>(found: readonly T[]): T {
  const [first, ...others] = found;
  if (first === undefined || others.length > 0) throw new Error(`the build gave ${found.length} files where the single file holds one`);
  return first;
}

function bytesOf(file: Output): Buffer {
  return Buffer.from(file.type === "asset" ? file.source : file.code);
}

function textOf(file: Output): string {
  return bytesOf(file).toString("utf8");
}

function sha256(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
