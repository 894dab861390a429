/** A grey picture: 0 is nothing, 255 is full. */
export type Mask = { data: Uint8Array; width: number; height: number };

/** How far the light throws the top of an object, per unit of its height: to the right, and up the picture. */
const THROW = { x: 0.5, y: 0.2 };

export function emptyMask(side: number): Mask {
  return { data: new Uint8Array(side * side), width: side, height: side };
}

/** Shadow of a standing object on the ground behind it. Its far half is thrown into `far`, which is blurred more. */
export function castStanding(object: Mask, left: number, base: number, near: Mask, far: Mask): void {
  for (let row = 0; row < object.height; row++) {
    const height = object.height - row;
    const target = height < object.height * 0.45 ? near : far;
    const y = Math.round(base - height * THROW.y);
    const shift = Math.round(left + height * THROW.x);
    for (let column = 0; column < object.width; column++) {
      darken(target, shift + column, y, object.data[row * object.width + column]!);
    }
  }
}

/** The dark line where an object meets the ground: as wide as its foot, a few pixels high. */
export function castContact(object: Mask, left: number, base: number, near: Mask): void {
  const foot = footOf(object);
  if (!foot) return;
  const middle = left + (foot.from + foot.to) / 2;
  const rx = Math.max(4, ((foot.to - foot.from) / 2) * 1.02);
  const ry = Math.max(2, rx * 0.075);
  for (let y = -ry; y <= ry; y++) {
    const half = rx * Math.sqrt(1 - (y / ry) ** 2);
    for (let x = -half; x <= half; x++) darken(near, Math.round(middle + x), Math.round(base - ry * 0.35 + y), 255);
  }
}

/** Shadow of an object that lies on the ground: itself, a little to the right and down. */
export function castLying(object: Mask, left: number, top: number, offset: number, target: Mask): void {
  for (let row = 0; row < object.height; row++) {
    for (let column = 0; column < object.width; column++) {
      darken(target, left + column + offset, top + row + offset, object.data[row * object.width + column]!);
    }
  }
}

function footOf(object: Mask): { from: number; to: number } | undefined {
  let from = object.width;
  let to = -1;
  for (let row = Math.floor(object.height * 0.93); row < object.height; row++) {
    for (let column = 0; column < object.width; column++) {
      if (object.data[row * object.width + column]! < 128) continue;
      from = Math.min(from, column);
      to = Math.max(to, column);
    }
  }
  return to < 0 ? undefined : { from, to };
}

function darken(target: Mask, x: number, y: number, value: number): void {
  if (x < 0 || y < 0 || x >= target.width || y >= target.height) return;
  const at = y * target.width + x;
  if (value > target.data[at]!) target.data[at] = value;
}
