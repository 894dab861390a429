/**
 * How many of a hundred panels would have somebody on them. Whoever is drawn is out of the line for the rest of that panel, so with no
 * more people than seats everybody sits. `count` people stand behind `total`, this one with `weight`.
 */
export function chanceOfSeat({
  weight,
  total,
  count,
  seats,
}: {
  weight: bigint;
  total: bigint;
  count: number;
  seats: number;
}): number {
  if (weight <= 0n || total <= 0n) return 0;
  if (count <= seats) return 100;
  const own = Number(weight);
  const each = (Number(total) - own) / (count - 1);
  let missed = 1;
  for (let seat = 0; seat < seats; seat++) missed *= 1 - Math.min(1, own / (Number(total) - seat * each));
  return Math.round((1 - missed) * 100);
}
