/** How much room the browser gives, and whether it may throw the work away when the disk is full. */

/** What the browser says of its storage; `null` where it does not say. */
export interface Room {
  /** Bytes. */
  used: number | null;
  /** Bytes. */
  allowed: number | null;
  /** Whether the browser has promised to keep the work. */
  kept: boolean | null;
}

/** What the browser says now. */
export async function room(): Promise<Room> {
  const storage: StorageManager | undefined = globalThis.navigator?.storage;
  const { usage, quota } = (await storage?.estimate?.().catch(() => undefined)) ?? {};
  return { used: usage ?? null, allowed: quota ?? null, kept: (await storage?.persisted?.().catch(() => null)) ?? null };
}

/** Asks the browser to keep the work; some ask the reader. Gives whether it will. */
export async function persist(): Promise<boolean> {
  const storage: StorageManager | undefined = globalThis.navigator?.storage;
  return (await storage?.persist?.().catch(() => false)) ?? false;
}

const ASKED = "hashiya.persist";

/** Asks once, at the first change of a document: only then is there something to keep. */
export async function askToKeep(): Promise<void> {
  try {
    if (localStorage.getItem(ASKED) !== null) return;
    localStorage.setItem(ASKED, "asked");
  } catch {
    return;
  }
  await persist();
}
