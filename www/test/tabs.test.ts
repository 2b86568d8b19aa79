import { afterEach, expect, test, vi } from "vitest";
import { Tabs } from "../src/storage/tabs";

const NOBODY = { onMessage: () => undefined, onStolen: () => undefined };

afterEach(() => vi.unstubAllGlobals());

test("where the browser refuses its locks, as in a sandboxed frame, the page can still edit", async () => {
  const refuse = () => Promise.reject(new DOMException("opaque origin", "SecurityError"));
  vi.stubGlobal("navigator", { locks: { query: refuse, request: refuse } });
  const tabs = new Tabs(NOBODY);
  expect(await tabs.hold("a")).toBe(true);
  expect(tabs.holds("a")).toBe(true);
  expect((await tabs.others())("a")).toBe(false);
  expect(await tabs.during("labels", "shared", async () => "done")).toBe("done");
  expect(await tabs.take("a")).toBe("taken");
  tabs.close();
});

test("a document that is asked for twice at once is held by this tab for both", async () => {
  const held = new Set<string>();
  const request = async (name: string, _: LockOptions, until: (lock: object | null) => Promise<void> | undefined) => {
    await Promise.resolve();
    const isFree = !held.has(name);
    held.add(name);
    await until(isFree ? {} : null);
  };
  vi.stubGlobal("navigator", { locks: { query: async () => ({ held: [] }), request } });
  const tabs = new Tabs(NOBODY);
  expect(await Promise.all([tabs.hold("a"), tabs.hold("a")])).toEqual([true, true]);
  tabs.close();
});
