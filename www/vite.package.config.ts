import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { npmPackage } from "./build/package.ts";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

// The npm package: the element is built, the rest is copied.
export default defineConfig({
  publicDir: false,
  plugins: [npmPackage(path(".."))],
  build: {
    outDir: "../target/npm",
    emptyOutDir: true,
    target: "es2022",
    lib: { entry: path("./src/embed/annotator.ts"), formats: ["es"], fileName: () => "annotator.js" },
  },
});
