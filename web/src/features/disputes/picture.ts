import { MAX_RAW_BLOCK } from "../../../../protocol/cid.ts";

const edges = [1600, 1280, 1024, 800, 640];
const quality = 0.82;

/**
 * A picture as WebP, small enough to be one IPFS block. Encoding it anew leaves behind whatever the camera wrote into the
 * file, the place where it was taken included.
 */
export async function compressPicture(file: File): Promise<Uint8Array<ArrayBuffer>> {
  const bitmap = await createImageBitmap(file);
  try {
    for (const edge of edges) {
      const blob = await encode(bitmap, edge);
      if (blob.size <= MAX_RAW_BLOCK) return new Uint8Array(await blob.arrayBuffer());
    }
  } finally {
    bitmap.close();
  }
  throw new RangeError("This picture can't be made small enough");
}

async function encode(bitmap: ImageBitmap, edge: number): Promise<Blob> {
  const scale = Math.min(1, edge / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: "image/webp", quality });
}
