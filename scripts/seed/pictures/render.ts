import sharp from "sharp";
import { backdrop, FRONT_LINE } from "./backdrop.ts";
import { darken, develop } from "./darkroom.ts";
import { drawingOf } from "./emoji.ts";
import { grounds } from "./grounds.ts";
import { type Mask, castContact, castLying, castStanding, emptyMask } from "./shadows.ts";
import type { Prop, Still } from "./still.ts";

export const SIDE = 1200;
/** What is soft is drawn smaller: shadows, and the set, which is a little out of focus as behind a real lens. */
const SHADOW_SIDE = 400;
const SHADOW_SCALE = SHADOW_SIDE / SIDE;
const SET_SIDE = 800;
const DRAWN_AT_MOST = 1000;

type Raw = { width: number; height: number; channels: 3 | 4 };
type Layer = { input: Buffer; raw: Raw; left: number; top: number };

/** Composes a still into a square WebP picture. */
export async function renderStill(still: Still): Promise<Buffer> {
  const { layers, near, far } = await stage(still);
  const shade = grounds[still.ground].shade;
  const lying = isLying(still);
  const set = await rendered(Buffer.from(backdrop(still.scene, grounds[still.ground], SET_SIDE)));
  darken(set, SIDE, await softened(far, lying ? 10 : 11), lying ? 0.24 : 0.22, shade);
  darken(set, SIDE, await softened(near, lying ? 2.7 : 4), lying ? 0.34 : 0.42, shade);
  const raw = { width: SIDE, height: SIDE, channels: 3 } as const;
  const picture = await sharp(set, { raw }).composite(layers.flatMap(insideFrame)).removeAlpha().raw().toBuffer();
  develop(picture, SIDE);
  return sharp(picture, { raw }).webp({ quality: 88, effort: 2 }).toBuffer();
}

/** Puts the objects in their places, and their shadows on the ground. */
async function stage(still: Still): Promise<{ layers: Layer[]; near: Mask; far: Mask }> {
  const [near, far] = [emptyMask(SHADOW_SIDE), emptyMask(SHADOW_SIDE)];
  const layers: Layer[] = [];
  // Whoever stands further back is painted first.
  const props = isLying(still) ? still.props : [...still.props].sort((a, b) => (b.y ?? 0) - (a.y ?? 0));
  for (const prop of props) {
    const { data, raw } = await renderProp(prop);
    const mask = await maskOf(data, raw);
    const left = Math.round((prop.x ?? 0.5) * SIDE - raw.width / 2);
    if (isLying(still)) {
      const top = Math.round((prop.y ?? 0.5) * SIDE - raw.height / 2);
      castLying(mask, onGround(left), onGround(top), 4, near);
      castLying(mask, onGround(left), onGround(top), 13, far);
      layers.push({ input: data, raw, left, top });
      continue;
    }
    const base = Math.round((FRONT_LINE[still.scene as keyof typeof FRONT_LINE] - (prop.y ?? 0)) * SIDE);
    castStanding(mask, onGround(left), onGround(base), near, far);
    castContact(mask, onGround(left), onGround(base), near);
    if (still.scene === "gloss" && base < SIDE) layers.push(await reflectionOf(data, raw, left, base));
    layers.push({ input: data, raw, left, top: base - raw.height });
  }
  return { layers, near, far };
}

/** A length of the picture in the smaller picture of its shadows. */
function onGround(length: number): number {
  return Math.round(length * SHADOW_SCALE);
}

function isLying({ scene }: Still): boolean {
  return scene === "flat" || scene === "paper";
}

function rendered(svg: Buffer): Promise<Buffer> {
  return sharp(svg).removeAlpha().resize(SIDE, SIDE, { kernel: "cubic" }).raw().toBuffer();
}

/** The object alone, lit from the upper left, its colours calmed from an icon's to a thing's. */
async function renderProp(prop: Prop): Promise<{ data: Buffer; raw: Raw }> {
  const drawing = drawingOf(prop.icon);
  if (!drawing) throw new Error(`There is no Fluent emoji called ${prop.icon}`);
  const longer = Math.round(prop.size * SIDE);
  const drawn = Math.min(DRAWN_AT_MOST, Math.round(longer * 1.05));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 32 32" width="${drawn}" height="${drawn}">${drawing}</svg>`;
  let image = sharp(Buffer.from(svg));
  if (prop.mirror) image = image.flop();
  if (prop.tilt) image = image.rotate(prop.tilt, { background: "#0000" });
  const turned = await image.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const coloured = await sharp(turned.data, { raw: rawOf(turned.info) })
    .extract(boundsOf(turned.data, turned.info))
    .resize(longer, longer, { fit: "inside" })
    .modulate({ hue: prop.hue ?? 0, saturation: (prop.saturation ?? 1) * 0.86, brightness: prop.brightness ?? 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = rawOf(coloured.info);
  const data = await sharp(coloured.data, { raw })
    .composite([{ input: Buffer.from(light(raw)), blend: "atop" }])
    .raw()
    .toBuffer();
  return { data, raw };
}

function rawOf({ width, height }: { width: number; height: number }): Raw {
  return { width, height, channels: 4 };
}

/** Where anything is drawn. sharp's own trim does more, and takes five times as long. */
function boundsOf(data: Buffer, { width, height }: { width: number; height: number }) {
  let [left, right, top, bottom] = [width, 0, height, 0];
  for (let y = 0, at = 3; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      if (data[at]! < 8) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

function light({ width, height }: Raw): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>
    <linearGradient id="a" x1=".1" y1="0" x2=".9" y2="1"><stop offset="0" stop-color="#fff4df" stop-opacity=".2"/>
    <stop offset=".45" stop-color="#fff4df" stop-opacity=".03"/><stop offset="1" stop-color="#2b1c10" stop-opacity=".24"/></linearGradient>
    </defs><rect width="100%" height="100%" fill="url(#a)"/></svg>`;
}

async function maskOf(data: Buffer, raw: Raw): Promise<Mask> {
  const [width, height] = [Math.max(1, onGround(raw.width)), Math.max(1, onGround(raw.height))];
  const alpha = await sharp(data, { raw }).extractChannel(3).resize(width, height, { fit: "fill" }).raw().toBuffer();
  return { data: alpha, width, height };
}

async function softened({ data, width, height }: Mask, blur: number): Promise<Mask> {
  const raw = { width, height, channels: 1 } as const;
  return { data: await sharp(data, { raw }).blur(blur).extractChannel(0).raw().toBuffer(), width, height };
}

async function reflectionOf(data: Buffer, raw: Raw, left: number, base: number): Promise<Layer> {
  const depth = Math.min(raw.height, SIDE - base);
  const fade = `<svg xmlns="http://www.w3.org/2000/svg" width="${raw.width}" height="${depth}"><defs>
    <linearGradient id="f" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#fff" stop-opacity=".26"/>
    <stop offset=".8" stop-color="#fff" stop-opacity="0"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#f)"/></svg>`;
  const flipped = await sharp(data, { raw })
    .flip()
    .extract({ left: 0, top: 0, width: raw.width, height: depth })
    .raw()
    .toBuffer();
  const input = await sharp(flipped, { raw: { ...raw, height: depth } })
    .blur(3)
    .composite([{ input: Buffer.from(fade), blend: "dest-in" }])
    .raw()
    .toBuffer();
  return { input, raw: { ...raw, height: depth }, left, top: base - 2 };
}

/** The part of a layer that is inside the picture: sharp refuses layers that stick out, as a close-up's do. */
function insideFrame({ input, raw, left, top }: Layer): Layer[] {
  const [x, y] = [Math.max(0, -left), Math.max(0, -top)];
  const width = Math.min(raw.width - x, SIDE - Math.max(0, left));
  const height = Math.min(raw.height - y, SIDE - Math.max(0, top));
  if (width <= 0 || height <= 0) return [];
  const rows = Array.from({ length: height }, (_, row) => {
    const from = ((y + row) * raw.width + x) * 4;
    return input.subarray(from, from + width * 4);
  });
  return [
    { input: Buffer.concat(rows), raw: { width, height, channels: 4 }, left: Math.max(0, left), top: Math.max(0, top) },
  ];
}
