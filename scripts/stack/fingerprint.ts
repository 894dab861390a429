import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

function filesUnder(folder: string, ignored: string[]): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !ignored.includes(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesUnder(path, ignored) : [path];
    });
}

/** A name for what is made from the files of these folders: the same as long as they are. */
export function fingerprint(folders: string[], ignored: string[], also: string[] = []): string {
  const hash = createHash("sha256");
  for (const text of also) hash.update(text).update("\0");
  for (const folder of folders) {
    for (const file of filesUnder(folder, ignored)) {
      hash.update(relative(folder, file)).update("\0").update(readFileSync(file));
    }
  }
  return hash.digest("hex").slice(0, 16);
}
