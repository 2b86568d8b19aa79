/** Puts the npm package together: the engine with its types, the element, and the built page that the element shows. */
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/** What the site has and the page in another page has no use for. */
const NO_PART = ["_headers", "hashiya.html", "service-worker.js"];

/** The files of the engine, which lie in the page and are there named by their content. */
const ENGINE = { module: /^hashiya_bg\b.*\.wasm$/, lexicon: /^lexicon\b.*\.pack$/, entities: /^entities\b.*\.model$/, events: /^events\b.*\.model$/ };

/** Adds to the built element all else that the package has, from the project's folder `root`. */
export function npmPackage(root: string): Plugin {
  return {
    name: "hashiya:package",
    writeBundle({ dir }) {
      if (!dir) throw new Error("the package is built into a folder");
      cpSync(join(root, "npm"), dir, { recursive: true });
      for (const name of ["LICENSE-MIT", "LICENSE-APACHE", "data/NOTICE.md"]) cpSync(join(root, name), join(dir, name.replace("data/", "")));
      cpSync(join(root, "dist"), join(dir, "page"), { recursive: true, filter: (path) => !NO_PART.some((name) => path.endsWith(name)) });
      mkdirSync(join(dir, "engine"), { recursive: true });
      for (const name of ["hashiya.js", "hashiya.d.ts"]) cpSync(join(root, "www/pkg", name), join(dir, "engine", name));
      writeFileSync(join(dir, "engine/files.js"), fileList(readdirSync(join(dir, "page/assets"))));
      expectVersion(root, dir);
    },
  };
}

/** Written so that bundlers see each file. */
function fileList(assets: readonly string[]): string {
  const lines = Object.entries(ENGINE).map(([part, name]) => {
    const [file, ...others] = assets.filter((asset) => name.test(asset));
    if (!file || others.length > 0) throw new Error(`the page has not one file for ${part}`);
    return `  ${part}: new URL("../page/assets/${file}", import.meta.url),\n`;
  });
  return `/** Where the files of the engine lie. */\nexport const FILES = {\n${lines.join("")}};\n`;
}

function expectVersion(root: string, dir: string): void {
  const { version } = JSON.parse(readFileSync(join(dir, "package.json"), "utf8")) as { version: string };
  const workspace = /^version = "(.+)"$/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))?.[1];
  if (version !== workspace) throw new Error(`npm/package.json says ${version}, Cargo.toml ${workspace}`);
}
