/** Files in and out of the page. */

/** Offers `content` as a download under `name`. */
export function download(name: string, content: string | Uint8Array, type: string): void {
  const url = URL.createObjectURL(new Blob([content as BlobPart], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers read the content only after the click; ten seconds are enough for all of them.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The bytes of a file. */
export async function readFile(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}

/** A file name made of a title: letters and digits of any script, no longer than 60. */
export function fileName(title: string, extension: string): string {
  const stem = title.replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60);
  return `${stem || "hashiya"}.${extension}`;
}

/** Whether a file is a zip archive, by its first bytes. */
export function isArchive({ bytes }: { bytes: Uint8Array }): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/** Whether a file is a page of the web, by its name. */
export function isWebPage({ name }: { name: string }): boolean {
  return /\.x?html?$/i.test(name);
}
