/**
 * Pictures that are not published yet, kept on this device under the CIDs that they will have. Where the browser keeps
 * nothing, they live until the page is closed.
 */
const name = "handsel.photos";
const shelf = "photos";

const here = new Map<string, Blob>();
const urls = new Map<string, string>();
let opened: Promise<IDBDatabase> | undefined;

function answerOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("The browser keeps no files"));
  });
}

function database(): Promise<IDBDatabase> {
  if (opened) return opened;
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(shelf);
  opened = answerOf(request);
  return opened;
}

async function store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  return (await database()).transaction(shelf, mode).objectStore(shelf);
}

export async function keepPhoto(cid: string, photo: Blob): Promise<void> {
  here.set(cid, photo);
  try {
    await answerOf((await store("readwrite")).put(photo, cid));
  } catch {
    // Full, or closed to us: it is in memory.
  }
}

/** Undefined for a picture that was never chosen on this device. */
export async function readPhoto(cid: string): Promise<Blob | undefined> {
  const known = here.get(cid);
  if (known) return known;
  try {
    const found: unknown = await answerOf((await store("readonly")).get(cid) as IDBRequest<unknown>);
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
    const photos = await store("readwrite");
    await Promise.all(cids.map((cid) => answerOf(photos.delete(cid))));
  } catch {
    // What could not be kept need not be forgotten.
  }
}
