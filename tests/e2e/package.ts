/** The npm package as a stranger gets it: packed by npm, and unpacked from the archive. */
import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const BUILT = fileURLToPath(new URL("../../target/npm", import.meta.url));

/** The folder of a program that has the package among its modules, and the package's folder in it. */
export function installed(): { program: string; folder: string } {
  const program = mkdtempSync(join(tmpdir(), "hashiya-package-"));
  const archive = execFileSync("npm", ["pack", "--silent", "--pack-destination", program], { cwd: BUILT, encoding: "utf8" }).trim();
  const folder = join(program, "node_modules", "hashiya");
  execFileSync("mkdir", ["-p", folder]);
  execFileSync("tar", ["-xzf", join(program, archive), "--strip-components=1", "-C", folder]);
  return { program, folder };
}
