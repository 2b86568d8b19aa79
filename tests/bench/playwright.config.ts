import { defineConfig } from "@playwright/test";
import tests from "../e2e/playwright.config";

// The same browser and server as for the tests; nothing runs beside what is measured.
export default defineConfig({ ...tests, testDir: ".", globalSetup: "../e2e/server.ts", workers: 1, timeout: 600_000 });
