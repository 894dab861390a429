/** Two tones of wall, two of floor, and one for what stands in between: plinth, arch, sheet of paper. */
export type Ground = {
  wall: readonly [string, string];
  floor: readonly [string, string];
  accent: readonly [string, string];
  /** Colour of a shadow on it: never black, always a deeper step of the ground itself. */
  shade: readonly [number, number, number];
};

/** Calm, slightly warm, and far from the five hues which the app keeps for the state of money. */
export const grounds = {
  linen: {
    wall: ["#f3ede1", "#e5dac8"],
    floor: ["#e9dfcf", "#d9ccb6"],
    accent: ["#fbf7ef", "#e0d3bd"],
    shade: [74, 56, 36],
  },
  oat: {
    wall: ["#e9dcc5", "#d8c6a8"],
    floor: ["#dfd0b6", "#c9b594"],
    accent: ["#f4ead9", "#cdb997"],
    shade: [70, 49, 24],
  },
  clay: {
    wall: ["#dfb39b", "#c98f74"],
    floor: ["#d3a087", "#b97d61"],
    accent: ["#ecc9b5", "#c58a6d"],
    shade: [79, 34, 18],
  },
  rose: {
    wall: ["#f0ddd5", "#e0c3b8"],
    floor: ["#e8d0c6", "#d2b0a3"],
    accent: ["#f8ece7", "#d8b7aa"],
    shade: [88, 48, 40],
  },
  ochre: {
    wall: ["#ecd3a0", "#d9b672"],
    floor: ["#e3c488", "#c89f58"],
    accent: ["#f5e4c0", "#d3ac67"],
    shade: [88, 55, 12],
  },
  sage: {
    wall: ["#cfd6c2", "#aeb99c"],
    floor: ["#bfc8ae", "#99a687"],
    accent: ["#e2e7d9", "#a7b395"],
    shade: [40, 50, 28],
  },
  mist: {
    wall: ["#dde3e4", "#bfcbcd"],
    floor: ["#cfd8d9", "#a9b7b9"],
    accent: ["#eef2f2", "#b4c2c4"],
    shade: [36, 50, 56],
  },
  lake: {
    wall: ["#a9bfc4", "#7f9ca4"],
    floor: ["#97b0b6", "#6d8a92"],
    accent: ["#c5d5d8", "#7b97a0"],
    shade: [22, 44, 52],
  },
  dusk: {
    wall: ["#d8c9d0", "#b9a4b0"],
    floor: ["#c9b7c1", "#a48d9b"],
    accent: ["#e9dfe4", "#b099a6"],
    shade: [56, 36, 52],
  },
  stone: {
    wall: ["#dcd8d0", "#bfb9ae"],
    floor: ["#cdc7bc", "#a9a296"],
    accent: ["#eae7e1", "#b3ac9f"],
    shade: [48, 44, 38],
  },
  pine: {
    wall: ["#6f7f70", "#4a5b4e"],
    floor: ["#5c6c5d", "#3c4b40"],
    accent: ["#8b9a89", "#50614f"],
    shade: [12, 22, 16],
  },
  ink: {
    wall: ["#57514a", "#37322d"],
    floor: ["#474139", "#2a2622"],
    accent: ["#6c655c", "#3d3832"],
    shade: [10, 8, 6],
  },
} as const satisfies Record<string, Ground>;

export type GroundName = keyof typeof grounds;
