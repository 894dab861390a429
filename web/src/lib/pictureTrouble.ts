import { PictureError } from "./picture.ts";
import { quotedLine } from "./quoted.ts";

/** Why a file was left out and what to do, for whoever chose it. */
export function pictureTrouble(name: string, error: unknown): string {
  const file = `“${quotedLine(name, "This file")}”`;
  if (!(error instanceof PictureError)) return `${file} could not be read. Try it again.`;
  switch (error.reason) {
    case "heic":
      return `${file} is a HEIC picture, as iPhones take them, and this browser can’t read those. On the iPhone, under Settings, Camera, Formats, choose “Most Compatible” and take it again, or save it as a JPEG.`;
    case "empty":
      return `${file} is empty: there is no picture in it. Choose the one that it was copied from.`;
    case "too large":
      return `${file} is too large. Choose a smaller picture.`;
    case "not a picture":
      return `${file} is not a picture that this browser can read. Try a JPEG, PNG or WebP.`;
  }
}
