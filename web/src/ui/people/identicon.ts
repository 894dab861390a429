/** A quarter-arc tile: 0 and 1 are the two ways to lay it. */
export type Tile = 0 | 1;

/** Nine tiles and a shade out of an address: the same picture for the same person everywhere, drawn without asking anybody. */
export function identiconOf(address: string): { tiles: Tile[]; shade: number; filled: boolean[] } {
  // FNV-1a, twice with different seeds; addresses are hashes already, names are not.
  const hash = (seed: number) =>
    [...address.toLowerCase()].reduce((state, letter) => Math.imul(state ^ letter.charCodeAt(0), 16777619) >>> 0, seed);
  const [first, second] = [hash(2166136261), hash(3339675911)];
  return {
    tiles: Array.from({ length: 9 }, (_, position) => ((first >>> position) & 1) as Tile),
    filled: Array.from({ length: 9 }, (_, position) => ((second >>> position) & 3) === 3),
    shade: (second >>> 16) % 4,
  };
}
