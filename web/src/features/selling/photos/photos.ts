import { cidOfBytes } from "../../../../../protocol/cid.ts";
import type { Photo } from "../../../../../protocol/metadata.ts";
import { type Picture, shrinkPicture } from "../../../lib/picture.ts";
import { keepPhoto } from "../../../services/photoBox.ts";

export const MAX_PHOTOS = 12;

/** Makes a picture small and anonymous and keeps it on this device, under the CID that it will have. */
export async function takeIn(file: Blob): Promise<Photo> {
  const picture = await shrinkPicture(file);
  const cid = await cidOfBytes(picture.bytes);
  await keepPhoto(cid, new Blob([picture.bytes], { type: picture.type }));
  return photoOf(cid, picture);
}

function photoOf(cid: string, { type, width, height, thumbhash }: Picture): Photo {
  return { cid, type, width, height, thumbhash, alt: "" };
}

/** The same pictures with one moved by `by` places; nothing changes at the ends. */
export function moved<Item>(items: readonly Item[], from: number, by: number): Item[] {
  const next = [...items];
  next.splice(Math.max(0, from + by), 0, ...next.splice(from, 1));
  return next;
}
