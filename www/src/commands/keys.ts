/** Names of keys, the same on every keyboard layout. */

/** The parts of a keyboard event that name a key. */
export type KeyPress = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

/**
 * The name of a pressed key, such as "x", "Ctrl+Shift+z" or "Shift+ArrowLeft".
 *
 * On an Arabic layout a letter key gives an Arabic letter: then the key's place on the keyboard counts,
 * and Arabic digits and the Arabic question mark count as the Latin ones. The Command key of a Mac counts as Ctrl.
 */
export function keyOf(press: KeyPress): string {
  const key = plainKey(press);
  // A sign such as "?" has its Shift in it.
  const shift = press.shiftKey && (key.length > 1 || /[a-z0-9]/.test(key));
  return [press.ctrlKey || press.metaKey ? "Ctrl+" : "", press.altKey ? "Alt+" : "", shift ? "Shift+" : "", key].join("");
}

function plainKey({ key, code }: KeyPress): string {
  if (key.length > 1) return key;
  if (key === "\u061f") return "?";
  if (/^[\x21-\x7e]$/.test(key) && !/^Key/.test(code)) return key.toLowerCase();
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  const place = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(code);
  return place?.[1]?.toLowerCase() ?? (key === " " ? "Space" : key);
}

const SIGNS: Record<string, string> = {
  ArrowLeft: "\u2190", ArrowRight: "\u2192", ArrowUp: "\u2191", ArrowDown: "\u2193", Escape: "Esc", Delete: "Del", Backspace: "\u232b",
};

/** The parts of a key's name as they are shown, such as ["Ctrl", "Z"]. */
export function keyCaps(key: string): string[] {
  return key.split("+").map((part) => SIGNS[part] ?? (part.length === 1 ? part.toUpperCase() : part));
}

/** A key's name in the form of the `aria-keyshortcuts` attribute. */
export function ariaKey(key: string): string {
  return key.replace("Ctrl", "Control");
}
