/** What the page may do: one list, from which the build writes the meta tag, the header files and the policy of the single file. */

/** The names of the Trusted Types policies: Lit's own for its templates, and the two of `src/dom/trusted.ts`. */
const TRUSTED = "lit-html hashiya-scripts hashiya-pages";

/** Directives and their values, in the order in which they are written. */
export type Directives = Readonly<Record<string, string>>;

/** The policy of the site: everything comes from its own origin, and nothing that is text is ever run. */
export const SITE_POLICY: Directives = {
  "default-src": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self'",
  "connect-src": "'self'",
  "worker-src": "'self'",
  "font-src": "'self'",
  "img-src": "'self'",
  "manifest-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
  "require-trusted-types-for": "'script'",
  "trusted-types": TRUSTED,
};

/** The policy of the single file, which has no origin: its one script and its one style sheet by their hashes, and no connection at all. */
export function singleFilePolicy(script: string, style: string): Directives {
  return {
    ...SITE_POLICY,
    "script-src": `'${script}' 'wasm-unsafe-eval'`,
    "style-src": `'${style}'`,
    "connect-src": "'none'",
    "worker-src": "blob:",
    "font-src": "data:",
    "img-src": "data:",
    "manifest-src": "'none'",
  };
}

/** A policy as a meta tag or a header says it. */
export function written(policy: Directives): string {
  return Object.entries(policy).map(([name, value]) => `${name} ${value}`).join("; ");
}

/** The headers that a host should send with every file. Who may frame the page can only be said in a header. */
export const HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": `${written(SITE_POLICY)}; frame-ancestors 'self'`,
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/** The file in which Netlify and Cloudflare Pages look for headers. */
export function headersFile(): string {
  const lines = Object.entries(HEADERS).map(([name, value]) => `  ${name}: ${value}`);
  return `/*\n${lines.join("\n")}\n/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n`;
}
