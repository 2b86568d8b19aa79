/** A folder of the reader's disk that backups are written to, where the browser has the File System Access API. */

/** What of the API the types of the DOM do not know yet. */
interface Permitted {
  queryPermission?(descriptor: { mode: "readwrite" }): Promise<PermissionState>;
  requestPermission?(descriptor: { mode: "readwrite" }): Promise<PermissionState>;
}

interface Picker {
  showDirectoryPicker?(options: { id: string; mode: "readwrite" }): Promise<FileSystemDirectoryHandle>;
}

/** Whether the browser lets pages write to a folder. */
export function hasFolders(): boolean {
  return "showDirectoryPicker" in globalThis;
}

/** Lets the reader choose a folder; nothing where none was chosen. */
export async function chooseFolder(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await (globalThis as Picker).showDirectoryPicker?.({ id: "hashiya-backup", mode: "readwrite" });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return undefined;
    throw error;
  }
}

/** Whether the page may write to a folder. Most browsers want to be asked anew after each visit, which `ask` does at a press of a button. */
export async function mayWrite(folder: FileSystemDirectoryHandle, ask: boolean): Promise<boolean> {
  const permitted = folder as Permitted;
  const state = await permitted.queryPermission?.({ mode: "readwrite" });
  if (state === undefined || state === "granted") return true;
  return ask && (await permitted.requestPermission?.({ mode: "readwrite" })) === "granted";
}

/** Writes a file; one of that name is replaced when all of the new one is written. */
export async function writeFile(folder: FileSystemDirectoryHandle, name: string, bytes: Uint8Array): Promise<void> {
  const file = await folder.getFileHandle(name, { create: true });
  const writing = await file.createWritable();
  await writing.write(bytes as BufferSource);
  await writing.close();
}
