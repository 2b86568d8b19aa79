/** The page as a program of its own: Chromium alone says what it lacks to install a page. */
import { expect, test } from "./app";

test.use({ serviceWorkers: "allow" });

test("the page can be installed", async ({ app }) => {
  await app.start();
  const session = await app.page.context().newCDPSession(app.page);
  const { errors, url } = await session.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  expect(url).toMatch(/\/any\/where\/manifest\.webmanifest$/);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // Tests run in a window without a profile, which keeps no programs.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
});
