import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where the engine keeps what it makes of thousands of files, for the next start. */
export const codeCache = join(fileURLToPath(new URL("../../", import.meta.url)), ".handsel/cache/code");

enableCompileCache(codeCache);
