/**
 * Which encoding a page is in. Browsers believe the page; so do we, unless it is UTF-8 all the same: many pages were saved anew by
 * a program that left the old name in them.
 *
 * The command line decides with the same rules in Rust (src/dataset/formats/html/decode.rs and src/dataset/plain.rs).
 */

/** How far into a page its encoding may be named, in bytes. */
const HEAD = 4096;

/** Encodings in which a page could not be read so far as to find their name. */
const UNREADABLE = /^(utf-16|iso-2022-jp|replacement)/;

/** The text of a page. Bytes that stand for nothing become U+FFFD. */
export function decodePage(bytes: Uint8Array): string {
  const named = isUtf8(bytes) ? undefined : declared(bytes);
  return new TextDecoder(marked(bytes) ?? named ?? unmarked(bytes)).decode(bytes);
}

/** The encoding that a byte-order mark names. */
function marked([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return first === 0xff && second === 0xfe ? "utf-16le" : undefined;
}

/** The encoding that the bytes themselves tell: a few bad ones in UTF-8 are damage, not another encoding. */
function unmarked(bytes: Uint8Array): string {
  if (isUtf8(bytes) && !bytes.includes(0)) return "utf-8";
  return utf16Order(bytes) ?? (isMostlyUtf8(bytes) ? "utf-8" : "windows-1256");
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** In UTF-16 every other byte is 00 (Latin, spaces, digits) or 06 (Arabic). */
function utf16Order(bytes: Uint8Array): string | undefined {
  const units = bytes.length / 2;
  const high = (offset: number) => bytes.filter((byte, index) => index % 2 === offset && (byte === 0x00 || byte === 0x06)).length;
  const [isBig, isLittle] = [0, 1].map((offset) => Number.isInteger(units) && units >= 2 && high(offset) * 10 >= units * 9);
  if (isBig === isLittle) return undefined;
  return isLittle ? "utf-16le" : "utf-16be";
}

/** Whether bad sequences make up less than a hundredth of the text and there are good ones beside ASCII. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes);
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return count(/\ufffd/g) * 100 < count(/\P{ASCII}/gu);
}

/** The encoding that the page names: `windows-1256` of `<meta charset=windows-1256>`; none where it is none that could be read so far. */
function declared(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, HEAD));
  const after = /charset([^]*)/i.exec(head) ?? /encoding([^]*)/i.exec(head);
  const label = /^\s*=\s*["']*([^\s"'>;?/]+)/.exec(after?.[1] ?? "")?.[1];
  try {
    return label === undefined || UNREADABLE.test(new TextDecoder(label).encoding) ? undefined : label;
  } catch {
    return undefined;
  }
}
