import { describe, expect, test } from "vitest";
import { BACKUP_VERSION, BackupError, LIMITS, type Project, backupName, isBackup, readBackup, writeBackup } from "../src/storage/backup";
import { pack, unpack } from "../src/storage/packing";

const lines = (text: string) => new TextEncoder().encode(text);

async function project(): Promise<Project> {
  const base = '{"id":"a","text":"\u062d\u0644\u0628 \u200f\ud83d\ude00","score":1.0}\n';
  return {
    created: Date.UTC(2026, 10, 26, 5),
    schema: '{"entities":[]}',
    settings: { keys: {} },
    documents: [
      { id: "a", opened: 1.5, revision: 0, base: await pack(base), journal: [{ entry: '{"undo":null}', time: 7 }, { entry: '"redo"', time: 0 }] },
      { id: "b", opened: 2, revision: 0, base: await pack("{}"), journal: [] },
    ],
  };
}

/** The lines of a backup as text. */
async function written(): Promise<string[]> {
  return (await unpack(await writeBackup(await project()))).trimEnd().split("\n");
}

const essence = async ({ documents, ...rest }: Project) => ({ ...rest, documents: await Promise.all(documents.map(async ({ base, ...kept }) => ({ ...kept, base: await unpack(base) }))) });

async function refusal(bytes: Uint8Array, limits = LIMITS): Promise<unknown> {
  const error = await readBackup(bytes, limits).then(() => undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(BackupError);
  const { code, details } = error as BackupError;
  return { code, ...details };
}

test("a backup gives back the project, byte for byte", async () => {
  const whole = await project();
  expect(await essence(await readBackup(await writeBackup(whole)))).toEqual(await essence(whole));
});

test("a backup that was unpacked by another program is read as well", async () => {
  expect(await essence(await readBackup(lines((await written()).join("\n"))))).toEqual(await essence(await project()));
});

test("a backup is told by its name and its content", async () => {
  const bytes = await writeBackup(await project());
  expect(isBackup(backupName(Date.UTC(2026, 10, 26)), bytes)).toBe(true);
  expect(isBackup("x.txt", await unpack(bytes).then(lines))).toBe(true);
  expect(isBackup("x.json", lines('{"format":"hashiya","version":1}'))).toBe(false);
  expect(backupName(Date.UTC(2026, 10, 26))).toBe("hashiya-backup-2026-11-26.jsonl.gz");
});

describe("hostile files are refused with the line", () => {
  test("what is no backup", async () => {
    expect(await refusal(lines(""))).toEqual({ code: "not-backup" });
    expect(await refusal(lines("\u0646\u0635"))).toEqual({ code: "not-backup", line: 1 });
    expect(await refusal(lines('{"format":"hashiya","version":1}'))).toEqual({ code: "not-backup" });
    expect(await refusal(Uint8Array.of(0x1f, 0x8b, 0, 1, 2, 3))).toEqual({ code: "not-backup", line: 1 });
  });

  test("a newer version", async () => {
    expect(await refusal(lines(JSON.stringify({ format: "hashiya-backup", version: BACKUP_VERSION + 1 })))).toEqual({ code: "newer-backup", version: 2 });
  });

  test("one that is cut off, at any byte", async () => {
    const bytes = await writeBackup(await project());
    for (let length = 1; length < bytes.length; length += 1) {
      const { code } = (await refusal(bytes.subarray(0, length))) as { code: string };
      expect(["not-backup", "backup-damaged", "backup-cut"]).toContain(code);
    }
    const all = await written();
    for (let length = 1; length < all.length; length += 1) expect(await refusal(lines(all.slice(0, length).join("\n")))).toMatchObject({ code: "backup-cut" });
  });

  test("fields of another form, ids that stand twice, steps that are missing", async () => {
    const all = await written();
    const damaged = async (at: number, change: object) => refusal(lines(all.map((line, place) => (place === at ? JSON.stringify({ ...JSON.parse(line), ...change }) : line)).join("\n")));
    expect(await damaged(1, { document: ["a"] })).toEqual({ code: "backup-damaged", line: 2, field: "document" });
    expect(await damaged(4, { document: "a" })).toEqual({ code: "backup-damaged", line: 5, field: "document" });
    expect(await damaged(1, { base: {} })).toEqual({ code: "backup-damaged", line: 2, field: "base" });
    expect(await damaged(1, { opened: null })).toEqual({ code: "backup-damaged", line: 2, field: "opened" });
    expect(await damaged(1, { entries: 3 })).toEqual({ code: "backup-damaged", line: 5, field: "entry" });
    expect(await damaged(1, { entries: -1 })).toEqual({ code: "backup-damaged", line: 2, field: "entries" });
    expect(await damaged(2, { time: "now" })).toEqual({ code: "backup-damaged", line: 3, field: "time" });
    expect(await damaged(0, { documents: 3 })).toEqual({ code: "backup-damaged", line: 6, field: "end" });
    expect(await damaged(0, { created: "x" })).toEqual({ code: "backup-damaged", line: 1, field: "created" });
    expect(await refusal(lines(`${all.join("\n")}\n{}`))).toEqual({ code: "backup-damaged", line: 7, field: "end" });
    expect(await refusal(lines(all.join("\n").replace('{"entry', "{entry")))).toMatchObject({ code: "backup-damaged" });
  });

  test("names of the prototype are names like others", async () => {
    const all = await written();
    all[1] = (all[1] ?? "").replace('"document":"a"', '"document":"__proto__","__proto__":{"polluted":true}');
    const read = await readBackup(lines(all.join("\n")));
    expect(read.documents[0]?.id).toBe("__proto__");
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test("one that unpacks to more than may be", async () => {
    const bomb = await pack(" ".repeat(3_000_000));
    expect(bomb.length).toBeLessThan(10_000);
    expect(await refusal(bomb, { ...LIMITS, bytes: 1_000_000 })).toMatchObject({ code: "too-large", limit: 1_000_000 });
    expect(await refusal(bomb, { ...LIMITS, line: 1_000_000 })).toMatchObject({ code: "too-large", limit: 1_000_000 });
  });
});

test("a damaged document keeps no other out of a backup, and is named", async () => {
  const whole = await project();
  const [first, ...others] = whole.documents;
  const leftOut: string[] = [];
  const damaged = { ...whole, documents: [{ ...first!, base: first!.base.slice(0, 20) }, ...others] };
  const bytes = await writeBackup(damaged, (ids) => leftOut.push(...ids));
  expect(leftOut).toEqual(["a"]);
  expect((await readBackup(bytes)).documents.map(({ id }) => id)).toEqual(["b"]);
});
