import { rgbaToThumbHash } from "thumbhash";
import { MAX_RAW_BLOCK } from "../../../protocol/cid.ts";

/** A picture drawn anew: what the camera wrote into the file, the place where it was taken included, is not in it. */
export type Picture = {
  bytes: Uint8Array<ArrayBuffer>;
  type: "image/webp" | "image/jpeg";
  width: number;
  height: number;
  /** Base64 of a ThumbHash: a blur of about 25 bytes. */
  thumbhash: string;
};

/** A file that does not become a picture. `reason` decides what the person is told. */
export class PictureError extends Error {
  override readonly name = "PictureError";
  readonly reason: "not a picture" | "heic" | "empty" | "too large";

  constructor(reason: PictureError["reason"], detail: string) {
    super(detail);
    this.reason = reason;
  }
}

const edges = [1600, 1280, 1024, 800, 640, 480];
const quality = 0.82;
/** More than any camera writes; a browser may die of decoding it. */
const MAX_FILE = 60_000_000;
/** ThumbHash reads at most 100 x 100. */
const blurEdge = 100;

/** By what the file says of itself, whatever it is called: iPhones write HEIC, which hardly any browser reads. */
async function isHeic(file: Blob): Promise<boolean> {
  const head = new TextDecoder("latin1").decode(await file.slice(4, 12).arrayBuffer());
  return /^ftyp(hei[cfmsx]|hev[cmsx]|mif1|msf1)$/.test(head);
}

async function open(file: Blob): Promise<ImageBitmap> {
  if (file.size === 0) throw new PictureError("empty", "0 bytes");
  if (file.size > MAX_FILE) throw new PictureError("too large", `${file.size} bytes`);
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new PictureError((await isHeic(file)) ? "heic" : "not a picture", detail);
  }
}

/** Throws when a file does not become a picture: said when it is chosen, and not when all else has been typed. */
export async function checkPicture(file: Blob): Promise<void> {
  (await open(file)).close();
}

type Frame = { x: number; y: number; width: number; height: number };

function draw(bitmap: ImageBitmap, from: Frame, width: number, height: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width)), Math.max(1, Math.round(height)));
  const pen = canvas.getContext("2d");
  if (!pen) throw new PictureError("not a picture", "This browser can't draw pictures");
  // What is transparent would turn black in a JPEG.
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, from.x, from.y, from.width, from.height, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** As WebP, or as JPEG where the browser can't write WebP and silently makes a PNG instead. */
async function encode(canvas: OffscreenCanvas): Promise<{ blob: Blob; type: Picture["type"] }> {
  const webp = await canvas.convertToBlob({ type: "image/webp", quality });
  if (webp.type === "image/webp") return { blob: webp, type: "image/webp" };
  return { blob: await canvas.convertToBlob({ type: "image/jpeg", quality }), type: "image/jpeg" };
}

function blurOf(bitmap: ImageBitmap, from: Frame): string {
  const scale = Math.min(1, blurEdge / Math.max(from.width, from.height));
  const canvas = draw(bitmap, from, from.width * scale, from.height * scale);
  const { width, height } = canvas;
  const pixels = canvas.getContext("2d")?.getImageData(0, 0, width, height).data;
  return pixels ? btoa(String.fromCharCode(...rgbaToThumbHash(width, height, pixels))) : "";
}

async function shrink(file: Blob, frameOf: (bitmap: ImageBitmap) => Frame, most: number): Promise<Picture> {
  const bitmap = await open(file);
  try {
    const from = frameOf(bitmap);
    for (const edge of edges.filter((edge) => edge <= most)) {
      const scale = Math.min(1, edge / Math.max(from.width, from.height));
      const canvas = draw(bitmap, from, from.width * scale, from.height * scale);
      const { blob, type } = await encode(canvas);
      if (blob.size > MAX_RAW_BLOCK) continue;
      const bytes = new Uint8Array(await blob.arrayBuffer());
      return { bytes, type, width: canvas.width, height: canvas.height, thumbhash: blurOf(bitmap, from) };
    }
  } finally {
    bitmap.close();
  }
  throw new PictureError("too large", "It can't be made small enough for one block");
}

/** All of the picture, at most 1600 pixels long and small enough to be one IPFS block. */
export async function shrinkPicture(file: Blob): Promise<Picture> {
  return shrink(file, ({ width, height }) => ({ x: 0, y: 0, width, height }), 1600);
}

/** A square from the middle of the picture, for faces. */
export async function squarePicture(file: Blob): Promise<Picture> {
  return shrink(
    file,
    ({ width, height }) => {
      const edge = Math.min(width, height);
      return { x: (width - edge) / 2, y: (height - edge) / 2, width: edge, height: edge };
    },
    480,
  );
}
