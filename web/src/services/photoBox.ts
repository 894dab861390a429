import { createStore, delMany, get, set } from "idb-keyval";
import { noteKept } from "./device.ts";

/**
 * Pictures that are not published yet, kept on this device under the CIDs that they will have. Where the browser keeps
 * nothing, they live until the page is closed.
 */
const photos = createStore("handsel.photos", "photos");
const here = new Map<string, Blob>();
const urls = new Map<string, string>();

/** Says whether it is still there after the page is closed. */
export async function keepPhoto(cid: string, photo: Blob): Promise<boolean> {
  here.set(cid, photo);
  try {
    await set(cid, photo, photos);
    noteKept(true);
    return true;
  } catch {
    noteKept(false);
    return false;
  }
}

/** Undefined for a picture that was never chosen on this device. */
export async function readPhoto(cid: string): Promise<Blob | undefined> {
  const known = here.get(cid);
  if (known) return known;
  try {
    const found: unknown = await get(cid, photos);
    return found instanceof Blob ? found : undefined;
  } catch {
    return undefined;
  }
}

/** For an <img>; null when the picture is not on this device. */
export async function photoUrl(cid: string): Promise<string | null> {
  const known = urls.get(cid);
  if (known) return known;
  const photo = await readPhoto(cid);
  if (!photo) return null;
  const url = URL.createObjectURL(photo);
  urls.set(cid, url);
  return url;
}

export async function forgetPhotos(cids: readonly string[]): Promise<void> {
  // URLs stay good until the page is closed: the form that shows them may still be on the screen.
  for (const cid of cids) {
    urls.delete(cid);
    here.delete(cid);
  }
  try {
    await delMany([...cids], photos);
  } catch {
    // What could not be kept need not be forgotten.
  }
}
