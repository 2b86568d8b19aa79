// @vitest-environment jsdom
import hosting from "../../docs/hosting.md?raw";
import { describe, expect, test } from "vitest";
import { HEADERS, SITE_POLICY, headersFile, singleFilePolicy, written } from "../build/policy";
import { inertPage, scriptAddress } from "../src/dom/trusted";

describe("the policy", () => {
  test("lets no text be run, nothing be loaded from elsewhere, and needs trusted types for all that could", () => {
    const policy = written(SITE_POLICY);
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*|https?:|data:|blob:/);
    expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("require-trusted-types-for 'script'");
  });

  test("of the single file allows one script and one style sheet by their hashes, and no connection", () => {
    const policy = written(singleFilePolicy("sha256-a", "sha256-b"));
    expect(policy).toContain("script-src 'sha256-a' 'wasm-unsafe-eval'; style-src 'sha256-b'; connect-src 'none'");
    expect(policy).not.toMatch(/'self'|unsafe-inline|'unsafe-eval'/);
  });

  test("stands in the notes for hosts as the header file has it", () => {
    for (const [name, value] of Object.entries(HEADERS)) {
      expect(hosting).toContain(`add_header ${name} "${value}" always;`);
      expect(hosting).toContain(`Header always set ${name} "${value}"`);
    }
  });

  test("is sent by hosts that read header files, and there also says who may frame the page", () => {
    expect(headersFile()).toContain(`  Content-Security-Policy: ${written(SITE_POLICY)}; frame-ancestors 'self'\n`);
    expect(Object.values(HEADERS).join()).not.toMatch(/[\n\r]/);
  });
});

describe("what becomes a document or a script", () => {
  test("a worker's address is one of this site or of this page", () => {
    expect(scriptAddress("./assets/worker.js")).toBe("./assets/worker.js");
    expect(scriptAddress("blob:null/1")).toBe("blob:null/1");
    expect(() => scriptAddress("https://example.org/x.js")).toThrow(TypeError);
    expect(() => scriptAddress("data:text/javascript,1")).toThrow(TypeError);
    expect(() => scriptAddress("javascript:1")).toThrow(TypeError);
  });

  test("names in a page take the place of no property of the document", () => {
    const page = inertPage('<meta name="author" content="x"><form name="body"><input name="remove"></form><img name="querySelectorAll"><p id="a">b</p>');
    expect(page.body.nodeName).toBe("BODY");
    expect(page.querySelectorAll("[name]")).toHaveLength(1);
    expect(page.querySelector("#a")?.textContent).toBe("b");
  });
});
