import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { rgbaToThumbHash } from "thumbhash";
import type { Photo } from "#protocol/metadata.ts";
import { repository } from "../../stack/supervisor.ts";
import { renderStill, SIDE } from "./render.ts";
import type { Still } from "./still.ts";

export type Picture = { bytes: Buffer; photo: Omit<Photo, "cid"> };

const cache = join(repository, ".handsel/cache/pictures");
const THUMB_SIDE = 64;

/** What pictures are made by: when it changes, those in the cache are of another make. */
async function recipe(): Promise<string> {
  const hash = createHash("sha256");
  for (const name of (await readdir(import.meta.dirname)).sort()) {
    hash.update(await readFile(join(import.meta.dirname, name)));
  }
  return hash.digest("hex");
}

/** Composes a picture, or takes it from the cache. */
export async function openAlbum(): Promise<(still: Still) => Promise<Picture>> {
  const make = await recipe();
  await mkdir(cache, { recursive: true });
  return async (still) => {
    const key = createHash("sha256").update(make).update(JSON.stringify(still)).digest("hex");
    const file = join(cache, `${key.slice(0, 32)}.webp`);
    const bytes = existsSync(file) ? await readFile(file) : await renderStill(still);
    if (!existsSync(file)) {
      await writeFile(`${file}.${process.pid}`, bytes);
      await rename(`${file}.${process.pid}`, file);
    }
    const photo = {
      type: "image/webp" as const,
      width: SIDE,
      height: SIDE,
      thumbhash: await thumbhashOf(bytes),
      alt: still.alt,
    };
    return { bytes, photo };
  };
}

async function thumbhashOf(bytes: Buffer): Promise<string> {
  const pixels = await sharp(bytes).resize(THUMB_SIDE, THUMB_SIDE).ensureAlpha().raw().toBuffer();
  return Buffer.from(rgbaToThumbHash(THUMB_SIDE, THUMB_SIDE, pixels)).toString("base64");
}
