import type { Mask } from "./shadows.ts";

/** Pulls a picture (RGB, `side` pixels wide) towards `shade` where the shadow is, which may be drawn smaller. */
export function darken(
  picture: Buffer,
  side: number,
  { data, width }: Mask,
  strength: number,
  [red, green, blue]: readonly [number, number, number],
): void {
  const scale = width / side;
  for (let y = 0, at = 0; y < side; y++) {
    const row = Math.min(width - 2, Math.floor(y * scale));
    const down = Math.min(1, y * scale - row);
    for (let x = 0; x < side; x++, at += 3) {
      const column = Math.min(width - 2, Math.floor(x * scale));
      const right = Math.min(1, x * scale - column);
      const from = row * width + column;
      const upper = data[from]! + (data[from + 1]! - data[from]!) * right;
      const lower = data[from + width]! + (data[from + width + 1]! - data[from + width]!) * right;
      const share = ((upper + (lower - upper) * down) / 255) * strength;
      if (share === 0) continue;
      picture[at] = picture[at]! + (red - picture[at]!) * share;
      picture[at + 1] = picture[at + 1]! + (green - picture[at + 1]!) * share;
      picture[at + 2] = picture[at + 2]! + (blue - picture[at + 2]!) * share;
    }
  }
}

/** What a lens and a sensor add: corners a little darker, and grain, which also keeps gradients from showing steps. */
export function develop(picture: Buffer, side: number): void {
  let noise = 0x9e3779b9;
  for (let y = 0, at = 0; y < side; y++) {
    for (let x = 0; x < side; x++, at += 3) {
      noise = (Math.imul(noise, 1_664_525) + 1_013_904_223) >>> 0;
      const grain = ((noise >>> 24) / 255 - 0.5) * 5;
      const distance = ((x / side - 0.46) ** 2 + (y / side - 0.44) ** 2) / 0.6;
      const light = 1 - 0.2 * Math.max(0, distance - 0.25);
      for (let channel = at; channel < at + 3; channel++) {
        picture[channel] = Math.max(0, Math.min(255, picture[channel]! * light + grain));
      }
    }
  }
}
