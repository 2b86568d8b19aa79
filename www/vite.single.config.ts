import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { singleFile } from "./build/single-file.ts";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

// The page once more, as one file that opens from a disk: nothing is split off, and fonts lie in the style sheet.
export default defineConfig({
  base: "/",
  publicDir: false,
  assetsInclude: ["**/*.pack", "**/*.model"],
  // Browsers load no module from what lies in a file that was opened from a disk.
  worker: { format: "iife" },
  plugins: [singleFile(path("../dist/hashiya.html"), path("./public/favicon.svg"))],
  build: {
    outDir: "../target/single-file",
    emptyOutDir: true,
    target: "es2022",
    cssCodeSplit: false,
    assetsInlineLimit: (file) => file.endsWith(".woff2"),
    modulePreload: false,
    rolldownOptions: { output: { codeSplitting: false } },
  },
});
