/** The parts of the built site that its host and its browser read: the policy in the page, and the header file. */
import type { Plugin } from "vite";
import { SITE_POLICY, headersFile, written } from "./policy.ts";

/** Writes the policy of the site into the page, and `_headers` beside it. */
export function hosting(): Plugin {
  return {
    name: "hashiya:hosting",
    // While the page is worked on, Vite puts style sheets into it that the policy would refuse.
    apply: "build",
    transformIndexHtml: {
      order: "pre",
      handler: () => [{ tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: written(SITE_POLICY) }, injectTo: "head-prepend" }],
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "_headers", source: headersFile() });
    },
  };
}
