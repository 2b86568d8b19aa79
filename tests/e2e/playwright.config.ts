import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";
import { SITE } from "./server";

// Playwright's own browsers are not needed: a Chromium of the system will do.
const CANDIDATES = [process.env.HASHIYA_CHROMIUM, process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const chromium = CANDIDATES.find((path) => path !== undefined && existsSync(path));

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results",
  globalSetup: "./server.ts",
  reporter: "list",
  // A test that fails by chance is tried again where nobody watches; the report names it (`flaky`), so that it gets mended.
  retries: process.env.CI ? 2 : 0,
  workers: 2,
  fullyParallel: true,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  use: {
    baseURL: process.env[SITE],
    viewport: { width: 1280, height: 860 },
    acceptDownloads: true,
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
      ],
    },
  },
});
