/** The npm package, from its archive: the engine in a program with types, and the element in a page that embeds it. */
import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test as base } from "./app";
import { installed } from "./package";
import { serve } from "./server";

const PROGRAM = `import { createWorkspace, type DocumentView } from "hashiya";
import type { HashiyaAnnotator } from "hashiya/annotator";

const workspace = await createWorkspace();
const id: string = workspace.annotate("\u0623\u0639\u0644\u0646\u062a \u0645\u0648\u0633\u0643\u0648 \u0648\u0642\u0641 \u0625\u0637\u0644\u0627\u0642 \u0627\u0644\u0646\u0627\u0631 \u0641\u064a \u062d\u0644\u0628.", { title: null, date: null, source: null, language: "ar" });
const view = JSON.parse(workspace.viewJson(id)) as DocumentView;
console.log(view.entities.map(({ span }) => view.text.slice(span.start, span.end)).join(" "));
export type Open = Parameters<HashiyaAnnotator["openText"]>[0];
`;

const test = base.extend<object, { home: ReturnType<typeof installed> }>({
  home: [
    async ({}, use) => {
      const home = installed();
      await use(home);
      rmSync(home.program, { recursive: true, force: true });
    },
    { scope: "worker" },
  ],
});

// Packed once for all of them.
test.describe.configure({ mode: "default" });

test("a program annotates with the package's engine, and its types fit", ({ home }) => {
  writeFileSync(join(home.program, "package.json"), '{ "type": "module" }');
  writeFileSync(join(home.program, "main.ts"), PROGRAM);
  const compiler = fileURLToPath(new URL("../../node_modules/.bin/tsc", import.meta.url));
  execFileSync(compiler, ["--strict", "--skipLibCheck", "--target", "es2022", "--module", "nodenext", "--lib", "es2022,dom,esnext.disposable", "--types", "", "main.ts"], { cwd: home.program, stdio: "inherit" });
  const said = execFileSync("node", ["main.js"], { cwd: home.program, encoding: "utf8" });
  expect(said).toContain("\u0645\u0648\u0633\u0643\u0648");
  expect(said).toContain("\u062d\u0644\u0628");
});

test.describe("the example", () => {
  test.use({
    language: "en",
    baseURL: async ({ home }, use) => {
      const site = await serve(home.folder);
      await use(site.address);
      await site.stop();
    },
  });

  test("a page embeds the element, opens a text in it, and hears of every change", async ({ app }) => {
    const { page, strings } = app;
    await page.goto("example/index.html");
    await page.getByRole("button", { name: "Open it below" }).click();
    const frame = page.frameLocator("hashiya-annotator iframe");
    const article = frame.getByRole("textbox", { name: strings.article.name, exact: true });
    await expect(article).toContainText("\u062d\u0644\u0628");
    await expect(page.locator("output")).toContainText("\u062d\u0644\u0628: GPE");

    await frame.getByRole("complementary").getByRole("listitem").filter({ hasText: "\u0645\u0648\u0633\u0643\u0648" })
      .getByRole("button", { name: `${strings.commands["annotation.remove"]}: ` }).click();
    await expect(page.locator("output")).not.toContainText("\u0645\u0648\u0633\u0643\u0648");

    await page.getByRole("button", { name: "Open it below" }).click();
    await expect(page.locator("output")).toContainText("\u0645\u0648\u0633\u0643\u0648");
  });
});
