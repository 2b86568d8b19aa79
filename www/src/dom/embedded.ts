/** Files that lie in the page itself. Only the edition that is a single file has any; the build puts them there (`build/single-file.ts`). */

/** Whether the page is the edition that is a single file. */
export function isSingleFile(): boolean {
  return blockOf("worker.js") !== null;
}

/** The address of a script that lies in the page; none where it lies beside it. */
export function embeddedScript(name: string): string | undefined {
  const block = blockOf(name);
  return block ? URL.createObjectURL(new Blob([bytesOf(block)], { type: "text/javascript" })) : undefined;
}

/** The content of a compressed file that lies in the page; none where it lies beside it. */
export async function embeddedFile(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const block = blockOf(name);
  if (!block) return undefined;
  const content = new Blob([bytesOf(block)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(content).arrayBuffer());
}

function blockOf(name: string): Element | null {
  return document.getElementById(`embedded-${name}`);
}

function bytesOf(block: Element): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(block.textContent), (letter) => letter.charCodeAt(0));
}
