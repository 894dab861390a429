const letters = "0123456789bcdefghjkmnpqrstuvwxyz";

/** Geohash of a point: five letters say where something is to about 5 km. */
export function geohash(latitude: number, longitude: number, length = 5): string {
  const ranges = [
    { low: -180, high: 180, value: longitude },
    { low: -90, high: 90, value: latitude },
  ];
  let bits = 0;
  let hash = "";
  for (let bit = 0; hash.length < length; bit++) {
    const range = ranges[bit % 2]!;
    const middle = (range.low + range.high) / 2;
    const upper = range.value >= middle;
    if (upper) range.low = middle;
    else range.high = middle;
    bits = bits * 2 + Number(upper);
    if (bit % 5 !== 4) continue;
    hash += letters[bits];
    bits = 0;
  }
  return hash;
}

const towns = {
  amman: ["Amman", 31.9539, 35.9106],
  berlin: ["Berlin", 52.52, 13.405],
  krakow: ["Kraków", 50.0614, 19.9366],
  kyoto: ["Kyoto", 35.0116, 135.7681],
  lagos: ["Lagos", 6.4541, 3.3947],
  leipzig: ["Leipzig", 51.3397, 12.3731],
  milan: ["Milan", 45.4642, 9.19],
  turin: ["Turin", 45.0703, 7.6869],
  valencia: ["Valencia", 39.4699, -0.3763],
  zagreb: ["Zagreb", 45.815, 15.9819],
} as const;

export type PlaceName = keyof typeof towns;

/** A place as it stands in a listing's metadata. */
export function place(name: PlaceName): { name: string; geohash: string } {
  const [town, latitude, longitude] = towns[name];
  return { name: town, geohash: geohash(latitude, longitude) };
}
