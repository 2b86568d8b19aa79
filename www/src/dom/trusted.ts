/**
 * The two places where text becomes code or a document: the page's Content-Security-Policy refuses all others (Trusted Types).
 *
 * A browser without Trusted Types takes the texts as they are; the checks of the addresses hold there too.
 */

interface Policies {
  createPolicy(name: string, rules: { createHTML?(text: string): string; createScriptURL?(address: string): string }): {
    createHTML(text: string): string;
    createScriptURL(address: string): string;
  };
}

const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;

const SCRIPTS = { createScriptURL: ownScript };
const PAGES = { createHTML: (text: string) => text };

const scripts = policies?.createPolicy("hashiya-scripts", SCRIPTS) ?? SCRIPTS;
const pages = policies?.createPolicy("hashiya-pages", PAGES) ?? PAGES;

/** Elements that a document or a form has as properties under their names, even in place of its own: `<img name="body">`. */
const NAMED = "img[id], object[id], embed[id], iframe[id], form[id], input[id], button[id], select[id], textarea[id], fieldset[id], output[id]";

const { querySelectorAll } = Document.prototype;
const { removeAttribute } = Element.prototype;

/** The address of a script of this site, for a worker. Throws a `TypeError` for any other. */
export function scriptAddress(address: string): string {
  return scripts.createScriptURL(address);
}

/**
 * A page of the web as a document that nothing runs in, that loads nothing and that is never shown:
 * it has no window, so that its scripts, handlers and pictures stay what is written there.
 */
export function inertPage(text: string): Document {
  const page = new DOMParser().parseFromString(pages.createHTML(text), "text/html");
  for (const element of querySelectorAll.call(page, "[name]:not(meta)")) removeAttribute.call(element, "name");
  for (const element of querySelectorAll.call(page, NAMED)) removeAttribute.call(element, "id");
  return page;
}

function ownScript(address: string): string {
  const { href, protocol } = new URL(address, document.baseURI);
  // A worker of the single file is made of what lies in that file, and has a `blob:` address.
  if (protocol === "blob:" || href.startsWith(new URL("./", document.baseURI).href)) return address;
  throw new TypeError("not a script of this site");
}
