import { defineConfig } from "vite";
import { fileURLToPath } from "node:url";
import { hosting } from "./build/hosting.ts";
import { serviceWorker } from "./build/service-worker.ts";

// `base: "./"` keeps every URL relative, so that the built site works under any path of any static host.
export default defineConfig({
  base: "./",
  assetsInclude: ["**/*.pack", "**/*.model"],
  worker: { format: "es" },
  plugins: [hosting(), serviceWorker(fileURLToPath(new URL("./src/offline/service-worker.ts", import.meta.url)))],
  build: {
    outDir: "../dist",
    emptyOutDir: true,
    target: "es2022",
    // Fonts and the engine stay files of their own: the Content-Security-Policy allows no `data:` fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { fs: { allow: [".."] } },
});
