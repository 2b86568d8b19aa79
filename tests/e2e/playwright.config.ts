import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";
import { FIREFOX, SITE } from "./server";

// Playwright's own browsers are not needed: those of the system will do.
const installed = (paths: readonly (string | undefined)[]) => paths.find((path) => path !== undefined && existsSync(path));
const chromium = installed([process.env.HASHIYA_CHROMIUM, process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]);
const firefox = installed([process.env.FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"]);
// Tests learn from this whether there is one, and are skipped else.
if (firefox) process.env[FIREFOX] = firefox;

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
    // Only the tests of them let the site's files be kept: elsewhere each test would keep them anew.
    serviceWorkers: "block",
  },
  projects: [
    {
      name: "chromium",
      use: {
        launchOptions: {
          ...(chromium ? { executablePath: chromium } : {}),
          args: [
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
          ],
        },
      },
    },
    {
      // An unchanged Firefox, by WebDriver BiDi: what a person does from beginning to end, without a network, and from a disk.
      name: "firefox",
      testMatch: /(journey|hostile|offline|single-file)\.spec\.ts$/,
      use: {
        browserName: "firefox",
        channel: "moz-firefox",
        // The list of downloads would take the focus from the page.
        launchOptions: { ...(firefox ? { executablePath: firefox } : {}), firefoxUserPrefs: { "browser.download.alwaysOpenPanel": false } },
      },
    },
  ],
});
