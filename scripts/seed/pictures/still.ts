import type { GroundName } from "./grounds.ts";

/** One object in a picture. Lengths are shares of the picture's side, angles degrees. */
export type Prop = {
  /** Name in the Fluent emoji set. */
  icon: string;
  /** The longer side of the object. */
  size: number;
  /** Its middle, from the left edge. */
  x?: number;
  /** Standing scenes: how far behind the front line it stands. Flat scenes: its middle, from the top edge. */
  y?: number;
  tilt?: number;
  mirror?: boolean;
  /** Turns its colours around the wheel, so that one drawing can be terracotta here and celadon there. */
  hue?: number;
  saturation?: number;
  brightness?: number;
};

/** How a picture is staged. The last two lie on a surface seen from above, in the others the objects stand. */
export const scenes = ["cove", "table", "plinth", "arch", "window", "gloss", "flat", "paper"] as const;
export type Scene = (typeof scenes)[number];

/** A product picture, as data: the same still always gives the same picture. */
export type Still = { scene: Scene; ground: GroundName; props: readonly Prop[]; alt: string };

export type Placement = Omit<Prop, "icon" | "size">;

export function prop(icon: string, size: number, placement: Placement = {}): Prop {
  return { icon, size, ...placement };
}

export function still(scene: Scene, ground: GroundName, alt: string, ...props: Prop[]): Still {
  return { scene, ground, alt, props };
}
