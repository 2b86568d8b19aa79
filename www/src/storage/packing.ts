/** Texts made small for the storage and for files, and back: gzip, with the browser's own streams. */

/** A text that is longer unpacked than it may be. */
export class PackingError extends Error {
  readonly code = "too-large";
}

/** A text in a tenth of its bytes or so. */
export async function pack(text: string): Promise<Uint8Array> {
  return gathered(streamOf(new TextEncoder().encode(text)).pipeThrough(new CompressionStream("gzip")));
}

/** The text that was packed. Throws `PackingError` above `limit` bytes, and a `TypeError` where the bytes are damaged. */
export async function unpack(bytes: Uint8Array, limit = Number.POSITIVE_INFINITY): Promise<string> {
  const unpacked = await gathered(streamOf(bytes).pipeThrough(new DecompressionStream("gzip")), limit);
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(unpacked);
}

/** Whether bytes begin as gzip does. */
export function isPacked(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Bytes as a stream. */
export function streamOf(bytes: Uint8Array): ReadableStream<BufferSource> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes as BufferSource);
      controller.close();
    },
  });
}

async function gathered(stream: ReadableStream<Uint8Array>, limit = Number.POSITIVE_INFINITY): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length;
    if (length > limit) {
      await reader.cancel();
      throw new PackingError(`more than ${limit} bytes`);
    }
    parts.push(part.value);
  }
  return joined(parts, length);
}

/** Parts of bytes as one. */
export function joined(parts: readonly Uint8Array[], length = parts.reduce((sum, part) => sum + part.length, 0)): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
